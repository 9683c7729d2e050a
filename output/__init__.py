"""The dataset, declared once in `schema.yaml`, and what people see in the terminal."""
