"""Documents of a municipality that are one order, and those that are two."""

from __future__ import annotations

import pytest

from output.matching.editions import editions

MANY = [f"Мероприятие {word}" for word in ("лес", "река", "гора", "поле", "сад", "луг")]


def document(key: str, place: str | None = "RU-A/place", number: str | None = None) -> dict:
    return {"document_id": key, "municipality_id": place, "issuer": "Отдел образования", "number": number}


@pytest.mark.parametrize(
    ("documents", "titles", "together"),
    [
        ([document("1", number="5"), document("2", number="5")], {"1": MANY[:3], "2": MANY[3:]}, True),
        ([document("1", number="5"), document("2", number="6")], {"1": MANY[:3], "2": MANY[3:]}, False),
        ([document("1"), document("2")], {"1": MANY, "2": [*MANY[:4], "Иное", "Другое"]}, True),
        ([document("1"), document("2")], {"1": MANY, "2": [MANY[0], "А", "Б", "В", "Г", "Д"]}, False),
        ([document("1"), document("2")], {"1": MANY[:2], "2": MANY[:2]}, False),
        ([document("1", "RU-A/one"), document("2", "RU-A/two")], {"1": MANY, "2": MANY}, False),
        ([document("1", None), document("2", None)], {"1": MANY, "2": MANY}, False),
    ],
    ids=["one number", "two numbers", "most rows shared", "one row shared", "too few rows", "two municipalities", "no municipality"],
)
def test_editions(documents: list[dict], titles: dict[str, list[str]], together: bool) -> None:
    order = editions(documents, [(key, title) for key, own in titles.items() for title in own])
    assert (order["1"] == order["2"]) is together


def test_three_editions_are_one_order() -> None:
    found = editions(
        [document("1", number="5"), document("2"), document("3", number="5")], [(key, title) for key in "123" for title in MANY]
    )
    assert len(set(found.values())) == 1
