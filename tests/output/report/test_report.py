"""The report: what it says of a few and of many municipalities, and that nothing in a document can run in it."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import json
import re
import shutil
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from typing import Any

import altair as alt
import pyarrow.parquet as pq
import pytest

from output.arrow import arrow_table, read_table
from output.matching.table import match_dataset
from output.report.figures import QUERIES, choose, figure
from output.report.make import ALONE, NOT_MATCHED, report
from output.report.page import in_script
from output.report.tables import cell, number
from output.sql.database import database, execute
from output.sql.files import queries
from records.errors import UsageError

NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&</td>=cmd|' /C calc'!A0"


class Page(HTMLParser):
    """What a browser sees: tags, scripts by type, text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][0] == "script" and self.lasttag == "script":
            self.scripts.append((self.tags[-1][1].get("type") or "run", data))
        else:
            self.words.append(data)

    def json(self) -> list[Any]:
        return [json.loads(data) for kind, data in self.scripts if kind == "application/json" and data.strip()]


@pytest.fixture(scope="module")
def matched(samples_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = shutil.copytree(samples_dataset, tmp_path_factory.mktemp("отчёт") / "набор")
    match_dataset(folder)
    return folder


@pytest.fixture(scope="module")
def few(matched: Path) -> str:
    return report(matched, ["RU-VLG/zaozerskii_okrug", "RU-KIR/verkhneluzhskii_raion"])


@pytest.fixture(scope="module")
def several(matched: Path) -> str:
    return report(matched)


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("many", Path(__file__).with_name("many.py"))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["many"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def many(generator: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> str:
    return report(generator.write(tmp_path_factory.mktemp("много") / "набор", 30, 20))


@pytest.mark.parametrize("kind", ["few", "several", "many"])
def test_every_section_is_there(request: pytest.FixtureRequest, kind: str) -> None:
    page = Page(request.getfixturevalue(kind))
    ids = {attributes.get("id") for tag, attributes in page.tags if tag == "section"}
    assert ids == {
        "headlines", "overview", "coverage", "calendar", "bodies", "deadlines", "results", "indicators", "matches", "quality",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["few", "several", "many"])
def test_every_plot_is_what_the_standard_allows(request: pytest.FixtureRequest, kind: str) -> None:
    specs = [one for one in Page(request.getfixturevalue(kind)).json() if "$schema" in one]
    assert len(specs) >= 6
    for spec in specs:
        alt.Chart.from_dict(spec, validate=True)


@pytest.mark.parametrize("kind", ["few", "several", "many"])
def test_the_page_asks_nothing_of_the_network(request: pytest.FixtureRequest, kind: str) -> None:
    text = request.getfixturevalue(kind)
    page = Page(text)
    addresses = [value for _, attributes in page.tags for name, value in attributes.items() if name in ("src", "href", "action", "srcset")]
    assert [address for address in addresses if not (address or "").startswith("#")] == []
    assert not re.search(r"@import|url\(", re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1])


def test_only_scripts_whose_hashes_are_named_may_run(few: str) -> None:
    [policy] = [one["content"] for tag, one in Page(few).tags if tag == "meta" and one.get("http-equiv") == "Content-Security-Policy"]
    running = re.findall(r"<script>(.*?)</script>", few, re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in running}
    assert len(running) == 2
    assert set(re.findall(r"'sha256-[^']+'", policy)) == hashes
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy


def test_nothing_of_a_document_becomes_markup(matched: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(matched, tmp_path / "набор")
    for name, columns in {
        "documents": ("municipality", "path"), "activities": ("title", "body_raw", "number"), "plans": ("title",),
        "indicators": ("name", "unit", "number"), "responsibilities": ("raw",), "findings": ("message",), "bodies": ("name", "short_name"),
    }.items():  # fmt: skip
        rows = read_table(folder, name).to_pylist(maps_as_pydicts="strict")
        for n, row in enumerate(rows):
            row |= dict.fromkeys(columns, f"{NASTY} {n}")
        for file in (folder / name).glob("*.parquet"):
            file.unlink()
        pq.write_table(arrow_table(name, rows), folder / name / "all.parquet")
    clean, page = Page(report(matched)), Page(report(folder))
    assert {tag for tag, _ in page.tags} == {tag for tag, _ in clean.tags}
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert any(NASTY in " ".join(word.split()) for word in page.words)
    assert page.json()


@pytest.mark.parametrize("text", ["</script>", "<!--", "a&b", "\u2028", "«ё»"])
def test_json_in_a_script_can_not_end_it(text: str) -> None:
    written = in_script({"a": text})
    assert not set("<>&") & set(written)
    assert json.loads(written) == {"a": text}


def test_the_sql_under_a_plot_is_the_sql_that_made_it(matched: Path) -> None:
    with database(matched) as connection:
        choice = choose(connection, ["RU-VLG/zaozerskii_okrug"])
        for name in queries(QUERIES):
            found = figure(connection, choice, name)
            assert execute(connection, found.sql).to_pylist() == found.rows
            assert all(row.get("municipality", choice.names[0]) == choice.names[0] for row in found.rows)
            assert not found.rows or set(found.query.columns) <= set(found.rows[0])


def test_a_quote_in_an_id_stays_in_its_string(matched: Path) -> None:
    with database(matched) as connection, pytest.raises(UsageError, match="нет мероприятий муниципалитета"):
        choose(connection, ["x') OR 1=1 --"])


def test_counts_agree_with_the_dataset(matched: Path, several: str) -> None:
    activities = read_table(matched, "activities")
    assert f"Всего {len(activities)} мероприятий" in several
    with database(matched) as connection:
        covered = figure(connection, choose(connection), "coverage").rows
    counted = sum(row["activities"] for row in covered)
    assert counted == len(activities)


def test_gaps_are_named_and_stand_out(several: str) -> None:
    assert "Хотя бы одно направление без мероприятий — у 8 из 8 муниципалитетов" in several
    assert several.count('<td class="gap"') > 8


def test_without_matches_the_section_says_what_to_do(samples_dataset: Path) -> None:
    assert NOT_MATCHED in report(samples_dataset)


def test_one_municipality_alone_has_nobody_to_be_compared_with(generator: ModuleType, tmp_path: Path) -> None:
    assert ALONE in report(generator.write(tmp_path / "набор", 1, 5))


def test_many_are_a_ranking_with_search(many: str) -> None:
    assert 'id="everywhere"' in many
    assert "На графике" not in many
    assert many.count("data-search=") > 5


def test_a_dataset_without_documents_is_refused_with_a_remedy(samples_dataset: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(samples_dataset, tmp_path / "набор")
    for name in ("documents", "activities"):
        shutil.rmtree(folder / name)
    with pytest.raises(UsageError, match="сравнивать нечего"):
        report(folder)


@pytest.mark.parametrize(
    ("value", "text"),
    [(12, "12"), (2022, "2022"), (12345, "12\u00a0345"), (12.5, "12,5"), (12.0, "12"), (0.25, "0,25"), (-3.5, "-3,5")],
    ids=str,
)
def test_numbers_are_written_as_in_russia(value: float, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text", "key"),
    [(None, "", ""), (True, "да", 1.0), ("а\n  б", "а б", "а б"), ("я" * 500, "я" * 399 + "…", "я" * 399 + "…"), (7, "7", 7.0)],
    ids=["null", "yes", "lines", "long", "number"],
)
def test_cells_are_for_people(value: Any, text: str, key: str | float) -> None:
    assert (cell(value).text, cell(value).key) == (text, key)


def test_two_hundred_municipalities_stay_small(generator: ModuleType, tmp_path: Path) -> None:
    """Size grows with municipalities and months, hardly with activities; the full size is measured in docs/report.md."""
    page = report(generator.write(tmp_path / "набор", 200, 15))
    assert len(page.encode()) < 5 * 2**20
