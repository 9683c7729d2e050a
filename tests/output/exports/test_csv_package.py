"""CSV files with a data package: valid for an independent checker, and every value comes back as it was."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from output.exports.csv_package import export_csv
from output.exports.guard import unguarded
from output.exports.selection import Selection, select
from records.errors import UsageError


def test_the_package_is_valid(samples_dataset: Path, tmp_path: Path) -> None:
    export_csv(select(samples_dataset), tmp_path / "csv")
    report = Package(tmp_path / "csv" / "datapackage.json").validate()
    assert report.valid, report.flatten(["name", "fieldName", "message"])


def test_a_part_of_the_dataset_is_valid_too(samples_dataset: Path, tmp_path: Path) -> None:
    municipality = select(samples_dataset).tables["documents"].to_pylist()[0]["municipality_id"]
    export_csv(select(samples_dataset, [municipality]), tmp_path / "csv")
    assert Package(tmp_path / "csv" / "datapackage.json").validate().valid


def test_every_value_comes_back(selection: Selection, tmp_path: Path) -> None:
    export_csv(selection, tmp_path / "csv")
    package = json.loads((tmp_path / "csv" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        kinds = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
        with (tmp_path / "csv" / resource["path"]).open(encoding="utf-8", newline="") as file:
            found = [{name: value_of(kinds[name], text) for name, text in row.items()} for row in csv.DictReader(file)]
        wanted = [
            {name: plain(kinds[name], value) for name, value in row.items()} for row in selection.tables[resource["name"]].to_pylist()
        ]
        assert found == wanted, resource["name"]


def value_of(kind: str, text: str) -> Any:
    """A field of CSV as its type reads it; nothing and an empty text are the same."""
    if text == "":
        return None
    if kind in {"array", "object"}:
        return json.loads(text)
    if kind == "number":
        return float(text)
    return unguarded(text) if kind == "string" else text


def plain(kind: str, value: Any) -> Any:
    """A value of the dataset as `value_of` gives it."""
    if value is None or value == "":
        return None
    if kind == "object":
        return dict(value)
    if kind == "array":
        return json.loads(json.dumps(value, default=str))
    if kind == "boolean":
        return str(value).lower()
    return value if kind in {"string", "number"} else str(value)


def test_no_field_begins_as_a_formula(made: Any, activity_row: Any, tmp_path: Path) -> None:
    texts = ["=1+1", "@a", "+b", "-c", "\td", "'=e"]
    rows = [activity_row(activity_id=f"d/p1/a{n}", activity=n, title=text) for n, text in enumerate(texts, start=1)]
    export_csv(made(activities=rows), tmp_path / "csv")
    with (tmp_path / "csv" / "activities.csv").open(encoding="utf-8", newline="") as file:
        written = [row["title"] for row in csv.DictReader(file)]
    assert written == [f"'{text}" for text in texts]


def test_an_earlier_export_is_replaced_and_nothing_else_is(made: Any, tmp_path: Path) -> None:
    export_csv(made(), tmp_path / "csv")
    export_csv(made(plans=[]), tmp_path / "csv")
    assert len((tmp_path / "csv" / "plans.csv").read_text(encoding="utf-8").splitlines()) == 1
    (tmp_path / "чужая").mkdir()
    (tmp_path / "чужая" / "отчёт.txt").touch()
    for other in (tmp_path / "чужая", tmp_path / "чужая" / "отчёт.txt"):
        with pytest.raises(UsageError, match="не пустая папка"):
            export_csv(made(), other)
