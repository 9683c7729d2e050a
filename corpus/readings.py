"""How the program understands one text of a row, as a short line that can be compared: the same line, the same meaning.

Beside each decision stands the reading that it was made on; it is asked again only where the text has changed since.
"""

from __future__ import annotations

from functools import lru_cache

from normalize.bodies import read_bodies
from normalize.deadlines import read_deadline
from normalize.order import body_contexts, deadline_context
from normalize.results import read_results
from ontology.decisions import Decisions
from records.meaning import DeadlineItem, Mention
from records.order import Activity, Order
from records.understood import ActivityMeaning

FIELDS = ("number", "title", "deadline", "body", "result")
EXTRA = "extra:"
_MEANT = ("kind", "edtf", "rrule", "duration", "extent", "bound", "times", "condition_kind", "leftover")


def text_of(activity: Activity, field: str) -> str:
    """The text of a column of a row, also of `extra:HEADING`; "" where it has none."""
    if field.startswith(EXTRA):
        return activity.extra.get(field.removeprefix(EXTRA), "")
    return str(getattr(activity, field)) if field in FIELDS else ""


def row_text(activity: Activity) -> str:
    """A row as one line, for decisions about all of it."""
    texts = [text_of(activity, field) for field in FIELDS] + list(activity.extra.values())
    return " | ".join(" / ".join(text.split("\n")) for text in texts)


def reading_of(meaning: ActivityMeaning, activity: Activity, field: str | None) -> str:
    """The reading of one column, or (`field` None) of the whole row."""
    if field is None:
        return " | ".join(reading_of(meaning, activity, one) for one in FIELDS)
    if field == "deadline":
        return "; ".join(map(_deadline, meaning.deadlines))
    if field == "body":
        return "; ".join(map(_mention, meaning.mentions))
    return plain(text_of(activity, field))


def rules_of(meaning: ActivityMeaning, field: str | None) -> tuple[str, ...]:
    """The rules that read a column (of the whole row, where `field` is None), each once: «deadline:quarter», «body:alias»."""
    found = [f"deadline:{item.rule or item.kind}" for item in meaning.deadlines if field in (None, "deadline")]
    found += [f"body:{mention.method}" for mention in meaning.mentions if field in (None, "body")]
    found += [f"{name}:cell" for name in ("number", "title", "result") if field in (None, name)]
    return tuple(dict.fromkeys(found)) or (f"{field}:cell",)


def read_again(order: Order, plan: int, activity: Activity, field: str | None, names: Decisions | None) -> str:
    """The reading of a row of the order's plan (an index from 0) as it would be understood now."""
    own = order.plans[plan]
    section = None if activity.section is None else own.sections[activity.section]
    deadlines = read_deadline(activity.deadline, deadline_context(own, section))
    mentions = read_bodies(activity.body, body_contexts(order, decisions=names)[plan]) if field in (None, "body") else ()
    return reading_of(ActivityMeaning(deadlines, mentions, read_results(activity.result, deadlines)), activity, field)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text without what does not change its words: case, «ё», marks, spaces."""
    letters = "".join(letter if letter.isalnum() else " " for letter in text.casefold().replace("ё", "е"))
    return " ".join(letters.split())


def _deadline(item: DeadlineItem) -> str:
    return " ".join(f"{name}={value}" for name in _MEANT if (value := getattr(item, name)) not in (None, "", False))


def _mention(mention: Mention) -> str:
    return " ".join(filter(None, (mention.body_id or mention.body_class or f"?{plain(mention.raw)}", mention.role)))
