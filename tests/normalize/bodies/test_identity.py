"""One id for every real body whatever it is called; two bodies of different classes, levels or municipalities are never merged."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ontology
from normalize.bodies import BodyContext, read_bodies

HERE = BodyContext(
    "RU-NIZ", "RU-NIZ/enskii_raion", "Управление образования", "municipal_authority", "RU-NIZ/enskii_raion:municipal_authority"
)
THERE = BodyContext("RU-NIZ", "RU-NIZ/sosedskii_raion", "Отдел образования", "municipal_authority")
ONE_BODY = {
    "authority": ["Управление образования", "УО", "МКУ «Управление образования»", "управлением образования администрации района", "РУО"],
    "school": ["МБОУ СОШ № 5", "школа № 5", "МБОУ «СОШ № 5 им. Гагарина»", "Директор МБОУ СОШ № 5", "средняя школа № 5"],
    "village-school": ["Ивановская СОШ", "МБОУ «Ивановская СОШ»", "МБОУ Ивановская средняя школа", "Ивановская школа"],
    "kindergarten": ["МБДОУ № 3", "детский сад № 3", "МБДОУ «Детский сад № 3 «Солнышко»", "д/с № 3"],
    "unit": [
        "Отдел общего образования",
        "отдел общего образования УО",
        "отдел общего образования и оценки качества управления образования",
    ],
    "leisure": ["ЦВР", "МБУ ДО ЦВР", "МБУ ДО «Центр внешкольной работы»", "директор ЦВР"],
    "creative": ["ДДТ", "Дом детского творчества", "МБУ ДО «ДДТ»"],
    "named": ["ДЮЦ «Интеллект»", "МБУ ДО ДЮЦ «Интеллект»", "Детско-юношеский центр «Интеллект»"],
    "hospital": ["ЦРБ", "центральная районная больница", "ГБУЗ НО «Энская ЦРБ»", "Энская центральная районная больница"],
    "commission": ["КДН и ЗП", "комиссия по делам несовершеннолетних и защите их прав", "члены КДН"],
    "juvenile-police": ["ПДН", "подразделение по делам несовершеннолетних", "инспектор ПДН", "ПДН ОМВД"],
    "traffic-police": ["ГИБДД", "ОГИБДД", "инспектор ГИБДД", "госавтоинспекция"],
    "commissariat": ["военкомат", "военный комиссариат"],
    "culture": [
        "Отдел культуры",
        "отделом культуры",
        "Отдел культуры администрации района",
        "Отдел по культуре",
        "сектор по делам культуры",
    ],
    "guardianship": ["Отдел опеки и попечительства", "Отдел по опеке и попечительству", "сектор по опеке", "ООиП"],
    "youth": ["Отдел по делам молодежи", "Отдел молодёжи", "сектор молодежной политики"],
    "sport": ["Отдел по физической культуре и спорту", "комитет физической культуры"],
    "archive": ["Отдел по делам архивов"],
    "economy": ["Отдел экономики", "отдел по экономике администрации района"],
    "employment": ["ЦЗН", "Центр занятости населения", "ГКУ ЦЗН"],
    "institute": ["НИРО", "ГБОУ ДПО НИРО", "Нижегородский институт развития образования"],
}


def identity(text: str, context: BodyContext = HERE) -> str | None:
    (mention,) = read_bodies(text, context)
    return mention.body_id


@pytest.mark.parametrize("names", [pytest.param(names, id=key) for key, names in ONE_BODY.items()])
def test_one_body_has_one_id(names: list[str]) -> None:
    assert len({identity(name) for name in names} - {None}) == 1


def test_different_bodies_have_different_ids() -> None:
    ids = {key: identity(names[0]) for key, names in ONE_BODY.items()}
    assert [(one, two) for one, two in combinations(ids, 2) if ids[one] == ids[two]] == []


SPELLINGS = [spelling for spelling in ontology.load().spellings if spelling.scope == "RU"]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SPELLINGS), st.sampled_from(SPELLINGS))
def test_equal_ids_are_of_equal_classes(one: ontology.Spelling, two: ontology.Spelling) -> None:
    first, second = read_bodies(one.text, HERE)[0], read_bodies(two.text, HERE)[0]
    assert first.body_id != second.body_id or first.body_class == second.body_class


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SPELLINGS))
def test_municipalities_share_only_regional_and_federal_bodies(spelling: ontology.Spelling) -> None:
    here, there = read_bodies(spelling.text, HERE)[0], read_bodies(spelling.text, THERE)[0]
    if here.body_class and there.body_class and here.body_id == there.body_id:
        assert spelling.body_id or ontology.load().classes[here.body_class].level in ("regional", "federal")
