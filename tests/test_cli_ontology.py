"""`dorkarta ontology …` as a person or a program uses it, on a user's folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import ORG, SKOS

from normalize.places import locate
from ontology.oktmo import municipalities
from records.order import Head
from tests.program import Result, dorkarta

Cli = Callable[..., Result]

# Rows in the shape of Rosstat's table: TER, KOD1, KOD2, KOD3, KC, RAZDEL, NAME1, CENTRUM, NOMDESCR, NOMAKT, STATUS, DATEUTV, DATEVVED.
ROWS = (
    ("70", "000", "000", "000", "7", "1", "Муниципальные образования Тульской области"),
    ("70", "600", "000", "000", "7", "1", "Муниципальные районы Тульской области/"),
    ("70", "612", "000", "000", "7", "1", "Энский муниципальный район", "г Энск"),
    ("70", "612", "101", "000", "7", "1", "городское поселение город Энск", "г Энск"),
    ("70", "612", "101", "001", "7", "2", "г Энск"),
    ("70", "700", "000", "000", "7", "1", "Городские округа Тульской области/"),
    ("70", "701", "000", "000", "7", "1", "город Заречинск"),
    ("71", "819", "000", "000", "7", "1", "Приречный муниципальный район", "г Приреченск"),
    ("12", "601", "000", "000", "7", "1", "Заречный муниципальный округ"),
    ("14", "601", "000", "000", "7", "1", "Заречный муниципальный район"),
)


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Cli:
    """The program with a user's folder of its own."""
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("DORKARTA_OKTMO", raising=False)
    monkeypatch.delenv("DORKARTA_DECISIONS", raising=False)

    return dorkarta


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "data-oktmo.csv"
    lines = (";".join(f'"{field}"' for field in (*row, *[""] * (13 - len(row)))) for row in ROWS)
    path.write_bytes("\r\n".join(lines).encode("windows-1251"))
    return path


def test_check_counts_what_it_checked(cli: Cli) -> None:
    result = cli("ontology", "check")
    assert result.code == 0
    assert "Противоречий нет" in result.out
    counts = {part["part"]: part["count"] for part in json.loads(cli("ontology", "check", "--json").out)}
    assert (counts["регионы"], counts["решения людей"], counts["муниципалитеты ОКТМО"]) == (89, 0, 0)


def test_check_names_a_contradiction(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "decisions.yaml").write_text("same: [['RU:a', 'RU:b']]\ndifferent: [['RU:b', 'RU:a']]\n", encoding="utf-8")
    result = cli("ontology", "check")
    assert result.code == 1
    assert "RU:a и RU:b" in result.out.replace("RU:b и RU:a", "RU:a и RU:b")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("ЦНППМ", {("RU", "regional_teacher_centre"), ("RU-NIZ", "RU-NIZ:tsnppm")}, id="country and region"),
        pytest.param("РД", {("RU", "RU-DA")}, id="a region's abbreviation"),
        pytest.param("МОН РД", {("RU", "regional_authority"), ("RU-DA", "RU-DA:minobr")}, id="in its region"),
        pytest.param("предшкольная пустота", set(), id="nothing"),
    ],
)
def test_what_a_name_means(cli: Cli, name: str, expected: set[tuple[str, str]]) -> None:
    found = json.loads(cli("ontology", "find", name, "--json").out)
    assert expected <= {(sense["scope"], sense["id"]) for sense in found}
    assert bool(found) == bool(expected)


def test_find_is_readable(cli: Cli) -> None:
    page = cli("ontology", "find", "ЦНППМ").out
    assert "страна" in page
    assert "Нижегородская область" in page


def test_a_municipality_by_form(cli: Cli) -> None:
    found = json.loads(cli("ontology", "find", "Кстовского муниципального района", "--json").out)
    assert ("municipality", "RU-NIZ/kstovskii_raion") in {(sense["kind"], sense["id"]) for sense in found}


def test_import_keeps_the_upper_level_only(cli: Cli, table: Path) -> None:
    result = cli("ontology", "import-oktmo", table)
    assert (result.code, "5 муниципалитетов" in result.err) == (0, True)
    assert [(entry.oktmo, entry.region_id) for entry in municipalities()] == [
        ("70612000", "RU-TUL"),
        ("70701000", "RU-TUL"),
        ("71819000", "RU-KHM"),
        ("12601000", "RU-AST"),
        ("14601000", "RU-BEL"),
    ]


PLACES = [
    ("Администрация Энского района", "RU-TUL/enskii_raion", "70612000"),
    ("МО «Энский муниципальный район»", "RU-TUL/enskii_raion", "70612000"),
    ("Администрация Энского района Белгородской области", "RU-BEL/enskii_raion", None),
    ("Управление образования города Заречинска", "RU-TUL/gorod_zarechinsk", "70701000"),
    ("Приречного муниципального района", "RU-KHM/prirechnyi_raion", "71819000"),
    ("Администрация Заречного района Белгородской области", "RU-BEL/zarechnyi_raion", "14601000"),
]


@pytest.mark.parametrize(("issuer", "municipality", "code"), [pytest.param(*row, id=row[0]) for row in PLACES])
def test_an_imported_name_finds_its_region_and_code(cli: Cli, table: Path, issuer: str, municipality: str, code: str | None) -> None:
    cli("ontology", "import-oktmo", table)
    found = locate(Head(issuer=issuer))
    assert (found.municipality_id, found.oktmo) == (municipality, code)


def test_another_table_is_refused(cli: Cli, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("a;b;c\n1;2;3\n", encoding="utf-8")
    result = cli("ontology", "import-oktmo", other)
    assert (result.code, "Росстата" in result.err) == (2, True)
    assert not municipalities()


def test_a_file_that_is_not_there(cli: Cli, tmp_path: Path) -> None:
    result = cli("ontology", "import-oktmo", tmp_path / "none.csv")
    assert (result.code, "Нет такого файла" in result.err) == (2, True)


@pytest.fixture
def graph(cli: Cli, tmp_path: Path, table: Path) -> Graph:
    cli("ontology", "import-oktmo", table)
    assert cli("ontology", "export", "--out", tmp_path / "o.ttl").code == 0
    return Graph().parse(tmp_path / "o.ttl", format="turtle")


QUESTIONS = [
    (
        "units of the institute",
        'SELECT ?label { ?unit org:unitOf ?whole ; skos:prefLabel ?label . ?whole skos:altLabel "НИРО"@ru }',
        {"Центр непрерывного повышения профессионального мастерства педагогических работников"},
    ),
    (
        "bodies of a region",
        'SELECT ?label { ?b dcterms:spatial ?r ; org:classification/skos:prefLabel ?label . ?r skos:prefLabel "Республика Дагестан"@ru }',
        {
            "региональный орган управления образованием",
            "институт развития образования",
            "региональный центр оценки / обработки информации",
            "региональный центр выявления и поддержки одарённых детей",
        },
    ),
    (
        "municipalities of a region",
        'SELECT ?label { ?m skos:broader/skos:prefLabel "Тульская область"@ru ; skos:prefLabel ?label }',
        {"Энский муниципальный район", "город Заречинск"},
    ),
    (
        "the level of a class",
        "SELECT ?label { <urn:dorkarta:body_class:preschool> skos:broader/skos:prefLabel ?label }",
        {"уровень учреждения"},
    ),
]


@pytest.mark.parametrize(("query", "expected"), [pytest.param(*row[1:], id=row[0]) for row in QUESTIONS])
def test_the_export_answers_questions(graph: Graph, query: str, expected: set[str]) -> None:
    assert {str(row[0]) for row in graph.query(query)} == expected


def test_the_export_is_consistent(graph: Graph) -> None:
    labelled = set(graph.subjects(SKOS.prefLabel))
    pointed = {
        node for predicate in (SKOS.broader, SKOS.inScheme, ORG.classification, ORG.unitOf) for node in graph.objects(None, predicate)
    }
    assert pointed
    assert pointed <= labelled
