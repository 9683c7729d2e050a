"""A document as people decided it is understood and checked: the one way from a recognised order to rows, with and without decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.applying import Applied, apply
from corpus.decided import names_of
from corpus.decisions import Decision
from normalize.order import understand
from records.document import Document
from records.finding import Finding
from records.order import Order
from records.understood import Meaning
from review.findings import findings_of


@dataclass(frozen=True, slots=True)
class Understood:
    """`findings` are those that nobody has waived; `waived`: (decision, finding) of the others."""

    applied: Applied
    meaning: Meaning
    findings: tuple[Finding, ...]
    waived: tuple[tuple[Decision, Finding], ...] = ()


def understand_decided(document: Document, order: Order, decisions: Sequence[Decision] = ()) -> Understood:
    """The meaning of an order and what there is to say about it, after the decisions of people (the standing ones about it and about
    names). Raises OntologyError where decisions about names contradict each other."""
    names = names_of(decisions)
    applied = apply(order, decisions, names)
    meaning = understand(applied.order, names)
    findings = findings_of(document, applied.order, meaning)
    waivers = [one for one in decisions if one.kind == "waive"]
    if not waivers:
        return Understood(applied, meaning, findings)
    settled = [(next((one for one in waivers if _waives(one, finding, applied)), None), finding) for finding in findings]
    kept = tuple(finding for waiver, finding in settled if waiver is None)
    return Understood(applied, meaning, kept, tuple((waiver, finding) for waiver, finding in settled if waiver))


def row_key(applied: Applied, finding: Finding) -> str | None:
    """The key of the row that a finding is about."""
    if not finding.plan or not finding.activity:
        return None
    return applied.keys[finding.plan - 1][finding.activity - 1]


def _waives(decision: Decision, finding: Finding, applied: Applied) -> bool:
    """A waiver is about one finding of one row, on the text that it quotes: where that has changed, the finding comes up again."""
    same = (decision.target, decision.plan, decision.row, decision.source) == (
        finding.code,
        finding.plan,
        row_key(applied, finding),
        finding.evidence,
    )
    return same and decision.field == finding.field
