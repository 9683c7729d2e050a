"""What people decided wins over every rule, in cells and over ids."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ontology
from normalize.bodies import BodyContext, read_bodies
from normalize.definitions import Definition
from ontology import Spelling
from ontology.decisions import NO_DECISIONS, Decisions, settle

PLACE = "RU-TUL/enskii_raion"
BODY = f"{PLACE}:raduga"


def decide(*, aliases: list[dict[str, object]] | None = None, same: list[list[str]] | None = None) -> Decisions:
    return settle(aliases or [], same or [], [], ontology.load())


def alias(text: str, body: str | None = BODY, scope: str = PLACE, **more: str) -> dict[str, object]:
    return {"alias": text, "scope": scope, "body": body, **({"class": "supplementary_education"} if body == BODY else {}), **more}


CELLS = [
    ("a name that nobody knows", alias("Радуга"), "Радуга", [BODY]),
    ("declined and in capitals", alias("Центр «Радуга»"), "ЦЕНТРУ «РАДУГА», школы", [BODY, f"{PLACE}:educational_organisation"]),
    ("against the ontology", alias("школы"), "Школы", [BODY]),
    ("against a rule", alias("Отдел образования"), "Отдел образования", [BODY]),
    ("with a post and a remark", alias("Радуга"), "Директор Радуги (по согласованию)", [BODY]),
    ("with separators inside", alias("Штаб, школы и родители"), "Штаб, школы и родители", [BODY]),
    ("no body at all", alias("Управление образования", None), "Управление образования", [None]),
    ("not in another place", alias("Управление образования", "RU-NIZ:niro", "RU-NIZ"), "УО", [f"{PLACE}:municipal_authority"]),
    ("the whole country's", alias("Пегас", "RU:sirius", "RU"), "Пегас", ["RU:sirius"]),
]


@pytest.mark.parametrize(("entry", "cell", "expected"), [pytest.param(*row[1:], id=row[0]) for row in CELLS])
def test_a_decided_name(entry: dict[str, object], cell: str, expected: list[str | None]) -> None:
    context = BodyContext("RU-TUL", PLACE, decisions=decide(aliases=[entry]))
    assert [mention.body_id for mention in read_bodies(cell, context)] == expected


def test_a_decision_wins_over_the_document() -> None:
    own = Spelling("Центр", "municipal_methodical_service", "document")
    context = BodyContext("RU-TUL", PLACE, spellings=(own,), definitions=(Definition("Центр", "Методический центр", "further"),))
    decided = BodyContext("RU-TUL", PLACE, spellings=(own,), decisions=decide(aliases=[alias("Центр")]))
    assert read_bodies("Центр", context)[0].body_class == "municipal_methodical_service"
    assert (read_bodies("Центр", decided)[0].body_id, read_bodies("Центр", decided)[0].scope) == (BODY, PLACE)


def test_equal_bodies_have_one_id_and_the_class_of_the_kept_one() -> None:
    context = BodyContext("RU-TUL", PLACE, decisions=decide(same=[[BODY, f"{PLACE}:municipal_authority"]], aliases=[alias("Радуга")]))
    found = read_bodies("УО, Радуга", context)
    assert {(mention.body_id, mention.body_class) for mention in found} == {(BODY, "supplementary_education")}


def test_no_decisions_change_nothing() -> None:
    cell = "Управление образования, школы № 1, 3, Радуга"
    assert read_bodies(cell, BodyContext("RU-TUL", PLACE, decisions=NO_DECISIONS)) == read_bodies(cell, BodyContext("RU-TUL", PLACE))


WORDS = st.sampled_from(
    [
        "школа",
        "Отдел",
        "образования",
        "и",
        "МБУ ДО",
        "«Лира»",
        "УО",
        "директор",
        "№ 5",
        "по",
        "ЦРТ",
        "района",
        "родители",
        "Иванов",
        ",",
        "ТОС",
    ]
)
NAMES = (
    st.lists(WORDS, min_size=1, max_size=5).map(" ".join).filter(lambda text: any(letter.isalpha() for letter in text) and text[0] != ",")
)


@settings(max_examples=150, deadline=None)
@given(NAMES)
def test_a_decision_always_wins(name: str) -> None:
    context = BodyContext("RU-TUL", PLACE, decisions=decide(aliases=[alias(name)]))
    found = read_bodies(name, context)
    assert [(mention.body_id, mention.body_class, mention.method) for mention in found] == [(BODY, "supplementary_education", "alias")]
