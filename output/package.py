"""datapackage.json: the dataset described for any program (Frictionless Data Package v2, https://datapackage.org)."""

from __future__ import annotations

import json
from typing import Any

from output.schema import Column, Table, tables

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"
NAME = "dorkarta"


def datapackage() -> str:
    """The text of datapackage.json: every table with columns, types, keys, meaning and source. It depends on the schema alone."""
    package = {
        "$schema": PROFILE,
        "name": NAME,
        "title": "Дорожные карты муниципалитетов",
        "description": "Orders and programmes of Russian municipalities: plans, activities, deadlines, responsible bodies and results.",
        "resources": [_resource(table) for table in tables().values()],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    # A null of a Parquet column reaches frictionless through pandas, as one of these words.
    schema: dict[str, Any] = {"$schema": SCHEMA_PROFILE, "missingValues": ["", "<NA>", "nan"]}
    schema["fields"] = [_field(column) for column in table.columns]
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.foreign_keys:
        schema["foreignKeys"] = [
            # The specification writes a reference to the table itself without the resource's name.
            {
                "fields": list(key.columns),
                "reference": {"resource": "" if key.table == table.name else key.table, "fields": list(key.reference)},
            }
            for key in table.foreign_keys
        ]
    return {
        "$schema": RESOURCE_PROFILE,
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.row,
        # The folder, not its files: which parts there are changes from run to run. frictionless, pandas and pyarrow open it as it is.
        "path": table.name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    # frictionless reads lists and maps from Parquet as numpy arrays and refuses `array` and `object` for them.
    kind = column.type if "<" not in column.type else "any"
    field: dict[str, Any] = {"name": column.name, "type": kind, "title": column.heading, "description": column.meaning}
    field["source"] = column.origin
    constraints: dict[str, Any] = {}
    if column.values:
        constraints["enum"] = list(column.values)
    # An empty text is a value of ours (a row without a number), but `required` of frictionless takes it for a missing one.
    if column.required and kind not in {"any", "string"}:
        constraints["required"] = True
    return field | ({"constraints": constraints} if constraints else {})
