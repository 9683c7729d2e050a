"""Territories from a document's own words: any district of the country, by form."""

from __future__ import annotations

from pathlib import Path

import pytest

from normalize.places import locate
from records.order import Head

ISSUERS = [
    (
        "Управление образования администрации Балахнинского муниципального района Нижегородской области",
        "RU-NIZ",
        "RU-NIZ/balakhninskii_raion",
    ),
    ("ОТДЕЛ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ ТИХОРЕЦКОГО РАЙОНА КРАСНОДАРСКОГО КРАЯ", "RU-KDA", "RU-KDA/tikhoretskii_raion"),
    ("Администрация города Арзамаса", "RU-NIZ", "RU-NIZ/gorod_arzamas"),
    ("Комитет по образованию администрации городского округа город Дзержинск", "RU-NIZ", "RU-NIZ/gorod_dzerzhinsk"),
    ("Администрация Уссурийского городского округа Приморского края", "RU-PRI", "RU-PRI/ussuriiskii_okrug"),
    ("Управление образования Администрации МО «Хасавюртовский район»", "RU-DA", "RU-DA/khasaviurtovskii_raion"),
    ("МКУ «Управление образования» МР «Кизлярский район» РД", "RU-DA", "RU-DA/kizliarskii_raion"),
    ("Администрация Усть-Илимского района Иркутской области", "RU-IRK", "RU-IRK/ust_ilimskii_raion"),
    ("Управление образования муниципального образования Каневской район", None, "RU/kanevskoi_raion"),
    ("Управление образования города Ростова-на-Дону", "RU-ROS", "RU-ROS/gorod_rostov_na_donu"),
    ("Администрация г. Набережные Челны", "RU-TA", "RU-TA/gorod_naberezhnye_chelny"),
    ("Администрация Шатковского муниципального округа", None, "RU/shatkovskii_okrug"),
    ("Министерство образования Нижегородской области", "RU-NIZ", None),
    ("МКУ «Управление образования» МО «Город Каспийск»", "RU-DA", "RU-DA/gorod_kaspiisk"),
    ("Школа № 5", None, None),
]


@pytest.mark.parametrize(("issuer", "region", "municipality"), [pytest.param(*row, id=row[0][-40:]) for row in ISSUERS])
def test_issuer_names_the_territory(issuer: str, region: str | None, municipality: str | None) -> None:
    found = locate(Head(issuer=issuer))
    assert (found.region_id, found.municipality_id) == (region, municipality)


HEADS = [
    line.split("\t")
    for line in Path(__file__).with_name("heads.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("head", "region", "name", "municipality"), [pytest.param(*row, id=row[0]) for row in HEADS])
def test_a_head_in_another_hand(head: str, region: str, name: str, municipality: str) -> None:
    found = locate(Head(issuer=head))
    assert (found.region_id or "-", found.municipality or "-", found.municipality_id or "-") == (region, name, municipality)


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("План мероприятий в Кстовском муниципальном районе", id="prepositional"),
        pytest.param("Кстовский район", id="nominative"),
        pytest.param("руководителям Кстовского муниципального района", id="genitive"),
        pytest.param("подведомственных Кстовскому району", id="dative"),
    ],
)
def test_one_id_in_every_case(words: str) -> None:
    assert locate(Head(), (words,)).municipality_id == "RU-NIZ/kstovskii_raion"


def test_the_header_is_believed_before_the_text() -> None:
    found = locate(Head(issuer="Администрация Энского района"), ("опыт Кстовского района", "опыт Кстовского района", "по Тульской области"))
    assert (found.municipality, found.municipality_id, found.region_id) == ("Энский район", "RU-TUL/enskii_raion", "RU-TUL")


def test_evidence_is_text_of_the_document() -> None:
    issuer = "Администрация Рыбинского муниципального района Ярославской области"
    evidence = locate(Head(issuer=issuer)).evidence
    assert evidence
    assert all(words in issuer for words in evidence)
