"""What an activity is about and what it does: directions, activity type, and the words that decided.

`classify` reads an activity in the light of its plan; `plan_direction` reads a plan's own title. The vocabulary is in
`ontology/directions.yaml` and `ontology/activity_types.yaml`, the decisions behind it in `docs/topics.md`.
"""

from __future__ import annotations

from functools import lru_cache

from normalize.topics.actions import Action, activity_type
from normalize.topics.directions import EDUCATORS, OTHER, Reading, hints, read, secondary, topics
from normalize.topics.guess import guess
from normalize.topics.plans import is_chapter, outside, plan_direction
from normalize.topics.words import words
from records.meaning import Topic

__all__ = ["classify", "plan_direction"]


def classify(
    title: str,
    result: str,
    section: str | None,
    plan_title: str | None,
    plan_code: str | None,
    direction_printed: str | None,
) -> Topic:
    """The directions (main first), the activity type and the evidence of one activity, from the texts of its row and plan.

    A plan of one direction decides the main direction; in a chapter of a programme or a plan of mixed topics the activity's
    own words do, then its section, its plan, the guess of `guess.py`, leaning words and its result, in this order; `other` is what is left.
    An activity without a title has no directions and no type.
    """
    of_plan = plan_direction(plan_title, plan_code, direction_printed)
    if of_plan and not is_chapter(plan_title, plan_code):
        return _decided(title, of_plan)
    return _named(title) or _unnamed(title, result, section or "", of_plan or outside(plan_title))


# A title stands in many plans: what it means in each needs their direction alone.
@lru_cache(maxsize=5_000)
def _decided(title: str, of_plan: str) -> Topic:
    """The topic of an activity whose plan decides the main direction."""
    if not words(title):
        return Topic()
    action, reading = activity_type(title), read(title)
    return _topic([of_plan, *secondary(reading, of_plan, training=action.code == "training")], reading, action)


@lru_cache(maxsize=5_000)
def _named(title: str) -> Topic | None:
    """The topic of a title by its own words; None where they name none."""
    if not words(title):
        return Topic()
    action, reading = activity_type(title), read(title)
    main = topics(reading, training=action.code == "training")
    return _topic(main, reading, action) if main else None


@lru_cache(maxsize=2_000)
def _unnamed(title: str, result: str, section: str, of_plan: str | None) -> Topic:
    """The topic of a title that names none by itself."""
    action, reading = activity_type(title), read(title)
    return _of_context(section, of_plan, reading, action) or _inferred(title, reading, action, result)


def _of_context(section: str, of_plan: str | None, reading: Reading, action: Action) -> Topic | None:
    """The topic of the section or plan of a title that names none by itself."""
    in_section = read(section)
    if of_section := topics(in_section):
        return _topic(of_section[:1], in_section, action)
    return _topic([of_plan], reading, action) if of_plan else None


def _inferred(title: str, reading: Reading, action: Action, result: str) -> Topic:
    """The topic of a title that names none and stands in no context: a guess from its words, then from its result."""
    if guessed := guess(title):
        return _topic([guessed.code], reading, action, guessed.evidence)
    if leaning := hints(reading):
        return _topic(leaning[:1], reading, action)
    if action.code == "training":
        return _topic([EDUCATORS], reading, action)
    in_result = read(result)
    return _topic(topics(in_result)[:1] or [OTHER], in_result, action)


def _topic(codes: list[str], reading: Reading, action: Action, words_for: tuple[str, ...] = ()) -> Topic:
    distinct = tuple(dict.fromkeys(codes))
    return Topic(distinct, action.code, tuple(dict.fromkeys((*action.evidence, *reading.evidence(distinct), *words_for))))
