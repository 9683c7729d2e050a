"""The answer in every format: nothing runs as a formula, nothing is lost, numbers stay numbers."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from output.sql.formats import as_csv, as_json, as_parquet, named_once, print_rows

ROWS = pa.table(
    {
        "text": ["=1+1", "-5 уроков", "+7 900", "@cmd", "\tтаб", 'кавычка "и", запятая\nи строка', None],
        "number": [-5, 0, 1, 2, 3, 4, None],
        "share": [-0.5, 1.25, float("nan"), float("inf"), 0.0, 1e6, None],
        "day": [date(2024, 5, 1)] * 6 + [None],
        "yes": [True, False, True, False, True, False, None],
        "many": [["=a", "б"], [], None, ["в"], [], [], None],
    }
)


def test_csv_holds_no_formula_and_numbers_stay_numbers() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(ROWS).decode())))
    assert rows[0] == ROWS.column_names
    assert [row[0] for row in rows[1:6]] == ["'=1+1", "'-5 уроков", "'+7 900", "'@cmd", "'\tтаб"]
    assert rows[6][0] == 'кавычка "и", запятая\nи строка'
    assert [row[1] for row in rows[1:]] == ["-5", "0", "1", "2", "3", "4", ""]
    assert rows[1][2:] == ["-0.5", "2024-05-01", "true", '["=a", "б"]']
    assert rows[-1] == [""] * 6


def test_csv_guards_headings_too() -> None:
    assert as_csv(pa.table({"=cmd": [1]})).decode().splitlines()[0] == "'=cmd"


def test_json_gives_texts_as_they_are_and_no_number_that_is_none() -> None:
    rows = json.loads(as_json(ROWS), parse_constant=lambda name: pytest.fail(name))
    assert [row["text"] for row in rows] == ROWS.column("text").to_pylist()
    assert rows[2]["share"] is rows[3]["share"] is None
    assert (rows[0]["day"], rows[0]["many"]) == ("2024-05-01", ["=a", "б"])


def test_no_rows_are_an_empty_list() -> None:
    assert json.loads(as_json(ROWS.slice(0, 0))) == []
    assert as_csv(ROWS.slice(0, 0)).decode() == "text,number,share,day,yes,many\n"


def test_parquet_keeps_types() -> None:
    found = pq.read_table(pa.BufferReader(as_parquet(ROWS)))
    assert found.schema.equals(ROWS.schema)
    assert str(found.to_pylist()) == str(ROWS.to_pylist())  # one number is none (NaN), which equals nothing


def test_columns_of_one_name_are_all_there() -> None:
    twice = pa.Table.from_arrays([pa.array([1]), pa.array([2]), pa.array([3])], names=["a", "a", "b"])
    assert json.loads(as_json(named_once(twice))) == [{"a": 1, "a_2": 2, "b": 3}]


def test_the_table_is_for_people() -> None:
    console = Console(file=io.StringIO(), width=150)
    print_rows(console, ROWS, {"text": "Текст [bold]", "share": "Доля"})
    printed = console.file.getvalue()
    assert all(text in printed for text in ("Текст [bold]", "Доля", "-0,5", "01.05.2024", "да", "=1+1"))
    assert "[/" not in printed
