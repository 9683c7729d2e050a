"""Whose plan it is: by its issuer, else its title, else its signatory; and what that makes of a post alone."""

from __future__ import annotations

import pytest

from normalize.bodies import context_for, read_bodies
from normalize.places import Territory
from records.order import Head

NOWHERE = Territory(None, None, None)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        pytest.param(Head(title="План работы МБОУ СОШ № 3 на 2021 год"), "educational_organisation", id="school-in-title"),
        pytest.param(Head(title="ПЛАН РАБОТЫ ШКОЛЫ"), "educational_organisation", id="the-school"),
        pytest.param(Head(title="План воспитательной работы гимназии № 2"), "educational_organisation", id="numbered"),
        pytest.param(Head(title="Годовой план МБДОУ «Детский сад № 5 «Ромашка»"), "preschool", id="kindergarten"),
        pytest.param(Head(title="План мероприятий в школах района"), "municipal_authority", id="many-schools"),
        pytest.param(Head(title="План развития образовательных организаций"), "municipal_authority", id="all-schools"),
        pytest.param(Head(title="План семинаров на базе МБОУ СОШ № 5"), "municipal_authority", id="host"),
        pytest.param(Head(title="План", issuer="МБОУ «Энская СОШ»"), "educational_organisation", id="issuer"),
        pytest.param(
            Head(title="План МБОУ СОШ № 3", issuer="Администрация Энского района"), "municipal_administration", id="issuer-before-title"
        ),
        pytest.param(Head(title="План", signatory_post="Директор МБОУ СОШ № 3"), "educational_organisation", id="signatory"),
        pytest.param(Head(title="План", signatory_post="Глава района"), "municipal_administration", id="head-of-district"),
        pytest.param(Head(), "municipal_authority", id="nobody"),
    ],
)
def test_class_of_the_issuer(head: Head, expected: str) -> None:
    assert context_for(head, NOWHERE).issuer_class == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Директор", [("head", "educational_organisation", "RU:shkola_3")], id="director"),
        pytest.param("Зам. дир. по УВР", [("deputy_head", "educational_organisation", "RU:shkola_3")], id="deputy"),
        pytest.param("Администрация", [(None, "educational_organisation", "RU:shkola_3")], id="administration"),
        pytest.param("Рук. службы", [("head", "educational_organisation", "RU:shkola_3")], id="own-service"),
        pytest.param("Рабочая группа", [("team", "school_team", "RU:school_team")], id="team"),
        pytest.param("инспектор ПДН", [("specialist", "security_body", "RU:pdn")], id="visitor"),
    ],
)
def test_posts_in_a_school_s_plan(text: str, expected: list[tuple[str | None, str, str]]) -> None:
    context = context_for(Head(title="План работы МБОУ СОШ № 3"), NOWHERE)
    assert [(mention.role, mention.body_class, mention.body_id) for mention in read_bodies(text, context)] == expected


@pytest.mark.parametrize("text", ["Иванова И.И.", "ИВАНОВ И.И.", "те же", "жюри", "члены жюри"])
def test_what_is_no_body_is_understood(text: str) -> None:
    (mention,) = read_bodies(text, context_for(Head(), NOWHERE))
    assert (mention.body_class, mention.role, mention.method) == (None, None, "pattern")
