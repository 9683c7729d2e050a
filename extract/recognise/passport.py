"""What the passport of a programme or project states for all of its plans: the period («Сроки реализации | 2022-2024 годы»)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extract.recognise.flow import FlowItem
from extract.recognise.grid import Row, printed
from extract.recognise.line import Line
from extract.recognise.periods import PrintedPeriod, period_of
from extract.recognise.vocabulary import first_lemma, lemmas, words

_LEAST_LABELS = 3
_OPENING = 3  # words of a label that say what it is about («Ответственный исполнитель программы»)
_SHARE = 0.6
_LABEL = 6  # words of a label («Сроки и этапы реализации муниципальной программы») that are looked at


def stated_period(items: Sequence[FlowItem]) -> PrintedPeriod | None:
    """The period of the first passport row or line that is labelled as the term of the whole; None where nothing states it."""
    found = (period_of(text) for label, text in _labelled(items) if _is_term(label))
    return next((period for period in found if period and period.start), None)


def _labelled(items: Sequence[FlowItem]) -> Iterator[tuple[str, str]]:
    """(label, text): rows of two cells, and lines that hold both."""
    for item in items:
        if isinstance(item, Line):
            yield item.text, item.text
        elif item.kind == "other":
            for row in item.rows:
                filled = row.filled()
                if len(filled) == 2:
                    yield printed(filled[0]), printed(filled[1])
                elif len(filled) == 3:  # with a number before the label
                    yield printed(filled[1]), printed(filled[2])


def is_passport(rows: Sequence[Row]) -> bool:
    """Whether a table is a passport: at least three rows of a label and a text, nearly all labels those of a programme."""
    labels = [printed(filled[-2]) for row in rows if 2 <= len(filled := row.filled()) <= 3]
    known = sum(not words("passport_labels").isdisjoint(lemmas(label)[:_OPENING]) for label in labels)
    return known >= _LEAST_LABELS and known >= _SHARE * sum(bool(row.filled()) for row in rows)


def _is_term(label: str) -> bool:
    return first_lemma(label) == "срок" and not words("terms").isdisjoint(lemmas(label)[:_LABEL])
