"""Abbreviations that a document defines for itself."""

from __future__ import annotations

import pytest

from normalize.bodies import context_for, read_bodies
from normalize.definitions import find_definitions
from normalize.places import Territory
from records.order import Head

LINES = [
    ("Поручить управлению по контролю и надзору (далее – УКиН) проверку", {"УКиН": "управление по контролю и надзору"}),
    (
        "управление образования администрации Энского района (далее - Управление)",
        {"Управление": "управление образования администрации Энского района"},
    ),
    ("Районному методическому кабинету (далее по тексту – РМК)", {"РМК": "Районный методический кабинет"}),
    ("в образовательных организациях (далее – ОО) района", {"ОО": "образовательные организации"}),
    (
        "муниципальным казенным учреждением «Управление образования» (далее – МКУ УО)",
        {"МКУ УО": "муниципальное казённое учреждение «Управление образования»"},
    ),
    (
        "департаментом образования администрации района (далее – Департамент, ДО)",
        {"Департамент": "департамент образования администрации района", "ДО": "департамент образования администрации района"},
    ),
    ("ИМЦ – информационно-методический центр;", {"ИМЦ": "информационно-методический центр"}),
    ("Школы района – участники проекта", {}),
]


@pytest.mark.parametrize(("line", "expected"), [pytest.param(*row, id=row[0][:40]) for row in LINES])
def test_definitions_of_a_line(line: str, expected: dict[str, str]) -> None:
    assert {found.short: found.expansion for found in find_definitions([line])} == expected


@pytest.mark.parametrize(
    ("issuer", "short"),
    [
        ("Департамент образования администрации Энского района", "ДО"),
        ("Управление образования и молодёжной политики администрации города", "УОМП"),
        ("МКУ «Управление образования» Энского района", "УО"),
        ("Отдел образования администрации Энского района", None),
    ],
)
def test_the_header_names_its_department(issuer: str, short: str | None) -> None:
    assert [found.short for found in find_definitions([], Head(issuer=issuer))] == ([short] if short else [])


def test_a_definition_wins_over_the_country() -> None:
    """«МЦ» is a methodical centre anywhere, but here the document says that it is the youth centre."""
    definitions = find_definitions(["Молодёжному центру (далее – МЦ) подготовить"])
    context = context_for(Head(), Territory("RU-TUL", "Тульская область", "RU-TUL/x", "x"), definitions)
    (mention,) = read_bodies("МЦ", context)
    assert (mention.body_class, mention.method, mention.scope) == ("culture_sport_institution", "definition", "document")


def test_one_abbreviation_two_documents() -> None:
    classes = []
    for issuer in ("Департамент образования администрации Энского района", "Управление образования администрации Энского района"):
        head = Head(issuer=issuer)
        context = context_for(head, Territory(None, None, "RU/x", "x"), find_definitions([], head))
        classes.append([mention.body_class for mention in read_bodies("ДО", context)])
    assert classes == [["municipal_authority"], ["preschool"]]
