"""The schema is declared once; everything derived from it must agree with it, and it with the specification."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow as pa
import pytest

from output import dictionary
from output.package import datapackage
from output.schema import Column, arrow_type, tables

# What the specification writes for columns that it declares elsewhere.
_ELSEWHERE = {
    "deadlines.md": "item label raw char_start char_end kind timex3 edtf rrule duration extent bound times at_least condition_kind "
    "condition start end",
    "bodies.md": "mention raw char_start char_end qualifier defines role body_class body_id method score",
}


@pytest.mark.gold
def test_every_table_and_column_of_the_specification_is_declared(data: Path) -> None:
    specification = (data.parent / "spec" / "dataset.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| `(\w+)` \|[^|]+\| (.+) \|$", specification, re.MULTILINE)
    assert [name for name, _ in lines] == list(tables())
    for name, text in lines:
        wanted = re.findall(r"\w+", re.sub(r"\([^)]*\)|and the columns of `[^`]+`", "", text))
        wanted += [column for page, columns in _ELSEWHERE.items() if page in text for column in columns.split()]
        assert set(wanted) <= {column.name for column in tables()[name].columns}, name


def test_column_descriptions_travel_with_the_arrow_schema() -> None:
    for table in tables().values():
        for field, column in zip(table.arrow_schema(), table.columns, strict=True):
            assert field.metadata[b"description"].decode() == column.meaning
            assert field.metadata[b"title"].decode() == column.heading
            assert field.nullable is not column.required


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("string", pa.string()),
        ("list<string>", pa.list_(pa.string())),
        ("map<string, string>", pa.map_(pa.string(), pa.string())),
    ],
)
def test_types(name: str, expected: pa.DataType) -> None:
    assert arrow_type(name).equals(expected)


def test_a_type_that_is_not_declared_is_refused() -> None:
    with pytest.raises(KeyError):
        arrow_type("text")


def test_the_data_package_declares_lists_and_maps_any_and_every_key() -> None:
    resources = {resource["name"]: resource for resource in json.loads(datapackage())["resources"]}
    assert list(resources) == list(tables())
    for name, table in tables().items():
        schema = resources[name]["schema"]
        kinds = {field["name"]: field["type"] for field in schema["fields"]}
        assert kinds == {column.name: _declared(column) for column in table.columns}
        assert tuple(schema.get("primaryKey", ())) == table.key
        assert len(schema.get("foreignKeys", ())) == len(table.foreign_keys)


def _declared(column: Column) -> str:
    return "any" if "<" in column.type else column.type


def test_the_data_dictionary_is_up_to_date() -> None:
    assert dictionary.PAGE.read_text(encoding="utf-8") == dictionary.page(), "run: python -m output.dictionary"
