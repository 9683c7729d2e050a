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
    ("отделу образования (далее по тексту — Отдел)", {"Отдел": "отдел образования"}),
    ("комитету по образованию администрации города (в дальнейшем – Комитет)", {"Комитет": "комитет по образованию администрации города"}),
    ("Комитет по образованию (именуемый в дальнейшем «Комитет»)", {"Комитет": "Комитет по образованию"}),
    ("Комитет по образованию города, далее – Комитет, издаёт приказ.", {"Комитет": "Комитет по образованию города"}),
    ("управлению образования (далее – «Управление»)", {"Управление": "управление образования"}),
    ('общеобразовательным организациям (далее - "ОО")', {"ОО": "общеобразовательные организации"}),
    ("центр развития творчества детей и юношества (далее также – ЦРТДиЮ)", {"ЦРТДиЮ": "центр развития творчества детей и юношества"}),
    (
        "муниципальному бюджетному учреждению дополнительного образования «Центр развития творчества» (далее – МБУ ДО «ЦРТ»)",
        {"МБУ ДО «ЦРТ»": "муниципальное бюджетное учреждение дополнительного образования «Центр развития творчества»"},
    ),
    (
        "общеобразовательных организаций и муниципальных органов управления образованием (далее соответственно – ОО, МОУО)",
        {"МОУО": "муниципальные органы управления образованием"},
    ),
    ("районного управления народного образования (далее – РУНО)", {"РУНО": "районное управление народного образования"}),
    ("ИМЦ – организует и проводит семинары", {}),
    ("далее идёт таблица (см. приложение)", {}),
    ("Дворец водного спорта «Волна» (далее – ДВС «Волна»)", {"ДВС «Волна»": "Дворец водного спорта «Волна»"}),
    ('Учреждение Центр досуга "Маяк" (далее - У ЦД "Маяк")', {'У ЦД "Маяк"': 'Учреждение Центр досуга "Маяк"'}),
]


@pytest.mark.parametrize(("line", "expected"), [pytest.param(*row, id=row[0][:40]) for row in LINES])
def test_definitions_of_a_line(line: str, expected: dict[str, str]) -> None:
    assert {found.short: found.expansion for found in find_definitions([line])} == expected


LISTS = {
    "under a heading": (
        ["Список сокращений", "ОО: образовательные организации", "ЦРТ\tцентр развития творчества", "УО = отдел образования"],
        {"ОО": "образовательные организации", "ЦРТ": "центр развития творчества", "УО": "отдел образования"},
    ),
    "in one paragraph": (
        ["Принятые сокращения:\nРМК – методический кабинет района;\nТИК – территориальная комиссия."],
        {"РМК": "методический кабинет района", "ТИК": "территориальная комиссия"},
    ),
    "three in a row": (
        ["УК – отдел культуры района", "ДК – сельский клуб Энска", "СК – спортивный комплекс"],
        {"УК": "отдел культуры района", "ДК": "сельский клуб Энска", "СК": "спортивный комплекс"},
    ),
    "the list ends": (["Список сокращений", "ОО – образовательные организации", "План мероприятий", "УО – отвечает за всё"], None),
}


@pytest.mark.parametrize(("lines", "expected"), [pytest.param(*row, id=name) for name, row in LISTS.items()])
def test_lists_of_abbreviations(lines: list[str], expected: dict[str, str] | None) -> None:
    assert {found.short: found.expansion for found in find_definitions(lines)} == (expected or {"ОО": "образовательные организации"})


def test_cells_define_but_are_no_list() -> None:
    cells = ["УО – приказ школы\nОО – отчёт школы\nДОУ – справка школы", "Дом творчества (далее – ДТ)"]
    assert {found.short: found.expansion for found in find_definitions([], None, cells)} == {"ДТ": "Дом творчества"}


ALONE = [
    ("Управление образования администрации Энского района", "Управление", "municipal_authority"),
    ("Департамент образования Администрации города Энска", "Департамент", "municipal_authority"),
    ("Комитет по образованию администрации Энского района", "Комитет", "municipal_authority"),
    ("Отдел образования администрации Энского района", "Отдел", "municipal_authority"),
    ("ОТДЕЛ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ ЭНСКОГО РАЙОНА", "Отдел", "municipal_authority"),
    ("МКУ «Управление образования» Энского района", "Управление", "municipal_authority"),
    ("Администрация Энского муниципального района", "Администрация", "municipal_administration"),
]


@pytest.mark.parametrize(("issuer", "cell", "body_class"), [pytest.param(*row, id=row[0]) for row in ALONE])
def test_the_issuer_s_own_noun_alone(issuer: str, cell: str, body_class: str) -> None:
    head = Head(issuer=issuer)
    context = context_for(head, Territory("RU-TUL", None, "RU-TUL/x", "x"), find_definitions([], head))
    (mention,) = read_bodies(cell, context)
    assert (mention.body_class, mention.body_id) == (body_class, f"RU-TUL/x:{body_class}")


def test_a_programme_is_no_body() -> None:
    definitions = find_definitions(["муниципальная программа «Развитие образования» (далее – Программа)"])
    context = context_for(Head(), Territory("RU-TUL", None, "RU-TUL/x", "x"), definitions)
    assert [mention.body_class for mention in read_bodies("Программа", context)] in ([], [None])


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
