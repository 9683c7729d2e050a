"""B: responsible bodies."""

from __future__ import annotations

from collections.abc import Iterator

from records.finding import Finding
from review.subject import Subject


def without_body(subject: Subject) -> Iterator[Finding]:
    """B302: nobody is named in the cell."""
    for row in subject.rows:
        if not row.meaning.mentions:
            yield row.finding("B302", "Исполнитель не назван.", row.activity.body, "body_raw")


RULES = (without_body,)
