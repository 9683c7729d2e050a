"""The rules of the checker, a module a family (see the specification of findings). A rule is a function from Subject to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from records.finding import Finding
from review.rules import activities, bodies, deadlines, dependencies, indicators, measures, numbering, order, results, texts
from review.subject import Subject

Rule = Callable[[Subject], Iterable[Finding]]

RULES: tuple[Rule, ...] = (
    *numbering.RULES,
    *deadlines.RULES,
    *dependencies.RULES,
    *bodies.RULES,
    *results.RULES,
    *indicators.RULES,
    *measures.RULES,
    *texts.RULES,
    *activities.RULES,
    *order.RULES,
)


def check(subject: Subject) -> tuple[Finding, ...]:
    """What the rules have to say on a document, in the order of the rules; each finding once."""
    return tuple(dict.fromkeys(finding for rule in RULES for finding in rule(subject)))
