"""A file becomes a Document, and a Document an Order: `extract.read` and `extract.recognise`."""
