"""Documents that name several places: their own is taken; ids do not depend on how a place is written."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from normalize.places import locate
from records.order import Act, Clause, Head


@dataclass(frozen=True)
class Case:
    """A document and its territory: (region, municipality id)."""

    head: Head
    prose: tuple[str, ...]
    expected: tuple[str | None, str | None]


CASES = {
    "the basis is the region's": Case(
        Head(
            issuer="Управление образования администрации Энского района",
            basis=(Act("приказ", "Министерство образования Тульской области", "5"), Act("приказ", title="О конкурсе в Калужской области")),
        ),
        (),
        ("RU-TUL", "RU-TUL/enskii_raion"),
    ),
    "title before the text": Case(
        Head(title="План мероприятий Заречинского района Пензенской области"),
        ("по опыту Горного района", "в Горном районе", "Горный район", "школы Горного района"),
        ("RU-PNZ", "RU-PNZ/zarechinskii_raion"),
    ),
    "the signatory's": Case(
        Head(signatory_post="Начальник управления образования администрации г. Заречинска"),
        ("опыт Горного района", "опыт Горного района"),
        (None, "RU/gorod_zarechinsk"),
    ),
    "the approval before the text": Case(
        Head(),
        (
            "УТВЕРЖДЕН приказом управления образования Степного района Самарской области",
            "Семинар в Горном районе",
            "Поездка в Горный район",
            "Встреча с коллегами Горного района",
        ),
        ("RU-SAM", "RU-SAM/stepnoi_raion"),
    ),
    "the appendix to an order": Case(
        Head(),
        ("Приложение к постановлению администрации Луговского муниципального округа", "г. Казань, г. Казань, г. Казань"),
        (None, "RU/lugovskii_okrug"),
    ),
    "the issuer's region before the text's": Case(
        Head(issuer="Администрация Энского района Липецкой области"),
        ("Тульская область", "Тульская область", "в Тульской области"),
        ("RU-LIP", "RU-LIP/enskii_raion"),
    ),
    "most often in the text": Case(
        Head(),
        ("в Луговском районе", "опыт Горного района", "школы Луговского района", "по Луговскому району"),
        (None, "RU/lugovskii_raion"),
    ),
    "clauses are text": Case(
        Head(clauses=(Clause("1", "Утвердить план Степновского муниципального района Ставропольского края"),)),
        (),
        ("RU-STA", "RU-STA/stepnovskii_raion"),
    ),
    "the region alone": Case(Head(issuer="Министерство образования Рязанской области"), (), ("RU-RYA", None)),
    "a school's plan": Case(
        Head(issuer="МБОУ «Лесная СОШ» Лесновского района Воронежской обл."), (), ("RU-VOR", "RU-VOR/lesnovskii_raion")
    ),
    "nothing": Case(Head(title="План работы"), ("Школа № 5", "Каждый район", "в нашем городе", "образовательный округ"), (None, None)),
    "a street is no town": Case(Head(), ("ул. Горького, д. 5", "тел. 5-55-55"), (None, None)),
    "dates and years": Case(Head(title="План на 2021 г. Утверждён"), ("2022 г. Школы", "в 2023 г. Управление образования"), (None, None)),
}


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items()])
def test_a_document_takes_its_own_place(case: Case) -> None:
    found = locate(case.head, case.prose)
    assert (found.region_id, found.municipality_id) == case.expected


SPELLINGS = {
    "RU-SAR/lysogorskii_raion": (
        "Лысогорский район", "Лысогорского муниципального района", "Лысогорскому р-ну", "Лысогорском МР", "МР «Лысогорский район»",
        "муниципальным районом «Лысогорский»", "МО «Лысогорский муниципальный район»", "ЛЫСОГОРСКИЙ МУНИЦИПАЛЬНЫЙ РАЙОН",
        "муниципального образования «Лысогорский район»", "Лысогорским муниципальным районом", "м.р. Лысогорский",
    ),
    "RU-SAR/gorod_zarechinsk": (
        "город Заречинск", "города Заречинска", "г. Заречинск", "г.Заречинск", "городе Заречинске", "ГО Заречинск", "г.о. Заречинск",
        "городской округ Заречинск", "городского округа «Город Заречинск»", "муниципального образования город Заречинск",
        "ГОРОД ЗАРЕЧИНСК", "ЗАТО Заречинск", "МО «Город Заречинск»", "городского округа город Заречинск",
    ),
    "RU-SAR/gorod_verkhnie_poliany": (
        "город Верхние Поляны", "города Верхних Полян", "городском округе Верхние Поляны", "г. Верхние Поляны", "ГО «Верхние Поляны»",
        "в городе Верхних Полянах",
    ),
    "RU-SAR/zarechnyi_okrug": (
        "Заречный муниципальный округ", "Заречного муниципального округа", "Заречному округу", "Заречный городской округ",
        "муниципального округа Заречный", "Заречном м.о.",
    ),
    "RU-SAR/gorod_nizhnii_enisk_na_vole": ("города Нижний Ениск-на-Воле", "г. Нижний Ениск-на-Воле"),
    "RU-SAR/staroensko_goretskii_raion": ("Староенско-Горецкого района", "СТАРОЕНСКО-ГОРЕЦКИЙ РАЙОН", "Староенско–Горецком районе"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "municipality"), [pytest.param(words, place, id=words) for place, spelt in SPELLINGS.items() for words in spelt]
)
def test_one_id_for_every_spelling(words: str, municipality: str) -> None:
    for text in (f"{words} Саратовской области", f"Администрация {words}, Саратовская обл."):
        assert locate(Head(issuer=text)).municipality_id == municipality


REGIONS = [
    ("Ленинградская обл.", "RU-LEN"),
    ("в Краснодарском крае", "RU-KDA"),
    ("Респ. Татарстан", "RU-TA"),
    ("Республикой Саха (Якутия)", "RU-SA"),
    ("Якутии", "RU-SA"),
    ("ХМАО – Югры", "RU-KHM"),
    ("ХМАО", "RU-KHM"),
    ("Ханты-Мансийского автономного округа — Югры", "RU-KHM"),
    ("Ненецкого автономного округа", "RU-NEN"),
    ("Ямало-Ненецкого АО", "RU-YAN"),
    ("ЯНАО", "RU-YAN"),
    ("КБР", "RU-KB"),
    ("Кузбассе", "RU-KEM"),
    ("Кемеровской области – Кузбасса", "RU-KEM"),
    ("Республики Северная Осетия – Алания", "RU-SE"),
    ("РСО-Алания", "RU-SE"),
    ("Чувашии", "RU-CU"),
    ("Чувашской Республики", "RU-CU"),
    ("Башкортостана", "RU-BA"),
    ("города Москвы", "RU-MOW"),
    ("Санкт-Петербурге", "RU-SPE"),
    ("Московской области", "RU-MOS"),
    ("ЕАО", "RU-YEV"),
    ("МБОУ СОШ «Лира» РТ", "RU-TA"),
    ("Н-ского района Р.Т.", "RU-TA"),
    ("в РБ и не там", None),
    ("Московский район", None),
    ("НАО «Завод»", None),
]


@pytest.mark.parametrize(("words", "region"), [pytest.param(*row, id=row[0]) for row in REGIONS])
def test_regions_in_every_spelling(words: str, region: str | None) -> None:
    assert locate(Head(title=words)).region_id == region
