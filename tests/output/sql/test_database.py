"""A dataset as a database: what a query can reach, what it is told when it can't, and that the views never lose a row."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from output.schema import tables
from output.sql.database import database, execute
from output.sql.files import QUESTIONS, VIEWS, parse, queries, questions, views
from output.sql.manual import PAGE, page
from output.sql.refusals import SqlError
from records.errors import UsageError


@pytest.fixture(scope="module")
def folder(samples_dataset: Path) -> Path:
    return samples_dataset


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('{file}')",
        "SELECT * FROM read_text('{file}')",
        "SELECT * FROM '{file}'",
        "SELECT * FROM glob('{folder}/*')",
        "SELECT * FROM read_parquet('{folder}/activities/*.parquet')",
        "COPY activities TO '{file}.out'",
        "COPY (SELECT 1) TO '/dev/stdout'",
        "EXPORT DATABASE '{folder}/out'",
        "ATTACH '{file}.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET temp_directory = '{folder}'",
        "PRAGMA enable_profiling = 'json'",
        "CREATE TABLE x AS SELECT 1",
        "DROP VIEW activities_full",
        "DELETE FROM municipalities",
        "SELECT 1; SELECT 2",
        "SELECT * FROM folder",
        "",
    ],
    ids=lambda sql: sql[:40] or "nothing",
)
def test_a_query_reaches_nothing_but_the_dataset(folder: Path, tmp_path: Path, sql: str) -> None:
    file = tmp_path / "секрет.csv"
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with database(folder) as connection, pytest.raises((SqlError, UsageError)):
        execute(connection, sql.format(file=file.as_posix(), folder=tmp_path.as_posix()))
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("SELECT * FROM нет_такой", "SHOW TABLES"),
        ("SELECT нет_такого FROM activities", "DESCRIBE"),
        ("SELECT (", "одинарных кавычках"),
        ("SELECT * FROM read_text('a')", "--out"),
        ("SELECT 'май'::DATE", "ГГГГ-ММ-ДД"),
        ("SELECT $month", "сохранённых вопросов"),
        ("DROP TABLE municipalities", "SELECT"),
    ],
    ids=["table", "column", "syntax", "file", "value", "parameter", "change"],
)
def test_a_refusal_is_russian_and_names_the_remedy(folder: Path, sql: str, told: str) -> None:
    with database(folder) as connection, pytest.raises((SqlError, UsageError)) as refusal:
        execute(connection, sql)
    assert told in refusal.value.message
    assert refusal.value.exit_code == 2


@pytest.mark.parametrize("sql", ["SHOW TABLES", "DESCRIBE calendar", "FROM plans", "SUMMARIZE plans", "EXPLAIN FROM plans", "VALUES (1)"])
def test_reading_of_any_kind_is_answered(folder: Path, sql: str) -> None:
    with database(folder) as connection:
        assert execute(connection, sql).num_rows > 0


def test_a_pivot_is_a_question_too(folder: Path) -> None:
    with database(folder) as connection:
        found = execute(connection, "PIVOT calendar ON month_due USING count(*) GROUP BY municipality")
    assert "2024-05" in found.column_names


def test_a_folder_of_other_things_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="не набор"), database(tmp_path):
        pass


def test_a_broken_file_is_named(folder: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(folder, tmp_path / "копия")
    [broken] = [*copy.glob("statistics/*.parquet")][:1]
    broken.write_bytes(b"PAR1")
    with pytest.raises(SqlError, match="не читается"), database(copy) as connection:
        execute(connection, "FROM statistics")


@pytest.fixture(params=["missing", "empty"])
def bare(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Path:
    """A dataset whose tables are not there, or hold no row."""
    copy = shutil.copytree(folder, tmp_path / "набор")
    for name in tables():
        shutil.rmtree(copy / name)
        if request.param == "empty":
            (copy / name).mkdir()
    return copy


@pytest.mark.parametrize("name", questions())
def test_every_question_has_an_answer_where_there_is_nothing(bare: Path, name: str) -> None:
    query = questions()[name]
    with database(bare) as connection:
        found = execute(connection, query.sql, query.defaults())
    assert (found.num_rows, found.column_names) == (0, list(query.columns))


@pytest.mark.parametrize(
    ("view", "table"),
    [
        ("activities_full", "activities"),
        ("deadlines_full", "deadlines"),
        ("calendar", "occurrences"),
        ("responsibilities_full", "responsibilities"),
        ("results_full", "results"),
        ("indicator_values_full", "indicator_values"),
        ("findings_full", "findings"),
        ("matches_full", "matches"),
    ],
)
def test_a_view_has_every_row_once(folder: Path, view: str, table: str) -> None:
    with database(folder) as connection:
        assert connection.table(view).count("*").fetchall() == connection.table(table).count("*").fetchall()


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m output.sql.manual"


@pytest.mark.parametrize("query", [*queries(QUESTIONS).values(), *queries(VIEWS).values()], ids=lambda query: query.name)
def test_every_file_says_what_it_is_in_russian(query) -> None:
    texts = [query.title, query.description, *query.columns.values(), *(one.meaning for one in query.parameters)]
    assert all(any("а" <= letter.lower() <= "я" for letter in text) or text in ("Код",) for text in texts)
    assert query.title[-1] != "."
    assert all(f"${one.name}" in query.sql for one in query.parameters)


def test_there_are_twenty_five_questions_and_more() -> None:
    assert len(questions()) >= 25
    assert views().keys() & tables().keys() == set()


@pytest.mark.parametrize(
    "head", ["-- title: А\n-- descriptoin: б", "-- title: А", "SELECT 1"], ids=["unknown key", "missing key", "no head"]
)
def test_a_head_that_is_wrong_raises(head: str) -> None:
    with pytest.raises(ValueError, match="плохой"):
        parse("плохой", f"{head}\nSELECT 1")
