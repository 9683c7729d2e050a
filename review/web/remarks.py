"""Findings as the page shows them: in the user's severities, with the waiver of those that are waived, on the page or in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from output.rows import activity_id, finding_rows, plan_id
from records.finding import Finding
from review.codes import code_of
from review.decided import row_key
from review.policy import policy, settle
from review.web.desk import Opened

_PAGED = ("pdf", "ocr")
_RAW = "_raw"


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with the words of its code. `waived`: the reason, where it is waived; `decision`: the decision that waived it."""

    id: str
    code: str
    severity: str
    title: str
    message: str
    evidence: str
    advice: str
    field: str | None
    plan: int | None
    row: str | None
    suggestion: str | None = None
    waived: str | None = None
    decision: str | None = None


def findings_of(opened: Opened) -> tuple[FindingView, ...]:
    """All findings of a document, the gravest first."""
    found = opened.understood
    open_rows = [(finding, row) for finding in found.findings for row in _rows(opened, [finding])]
    settled = settle(_names(opened) | {"findings": [row for _, row in open_rows]}, policy())
    weights = {row["finding_id"]: row["severity"] for row in settled.findings}
    reasons = {row["finding_id"]: waiver.reason for row, waiver in settled.waived}
    views: dict[str, FindingView] = {}
    for finding, row in open_rows:
        own = row["finding_id"]
        if own in weights or own in reasons:
            views[own] = _view(opened, finding, own, weights.get(own, finding.severity), reasons.get(own))
    for decision, finding in found.waived:
        for row in _rows(opened, [finding]):
            own = row["finding_id"]
            views[own] = _view(opened, finding, own, finding.severity, decision.note, decision.id)
    return tuple(sorted(views.values(), key=lambda one: (one.waived is not None, "EWI".index(one.severity))))


def _view(opened: Opened, finding: Finding, own: str, severity: str, waived: str | None = None, decision: str | None = None) -> FindingView:
    code = code_of(finding.code)
    texts = (finding.code, severity, code.title, finding.message, finding.evidence, code.advice)
    field = (finding.field or "").removesuffix(_RAW) or None
    row = row_key(opened.understood.applied, finding)
    return FindingView(own, *texts, field, finding.plan, row, finding.suggestion, waived, decision)


def _rows(opened: Opened, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return finding_rows(opened.known.content.document_id, findings, paged=opened.document.extractor in _PAGED)


def _names(opened: Opened) -> dict[str, list[dict[str, Any]]]:
    """What waivers of the file call the document, its plans and its rows by."""
    own, path = opened.known.content.document_id, opened.known.path
    plans = list(enumerate(opened.understood.applied.order.plans, start=1))
    return {
        "documents": [{"document_id": own, "path": path, "paths": [path]}],
        "plans": [{"plan_id": plan_id(own, n), "plan": n, "code": plan.code, "appendix": plan.appendix} for n, plan in plans],
        "activities": [
            {"activity_id": activity_id(own, n, a), "activity": a, "number": activity.number}
            for n, plan in plans
            for a, activity in enumerate(plan.activities, start=1)
        ],
    }
