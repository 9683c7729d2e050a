"""What a run did, counted from its rows: for the table at the end and for `--json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.sources import Skipped
from output.rows import Rows

_ADDED = ("plans", "activities", "deadline_items", "deadlines_understood", "mentions", "mentions_understood", "pages", "waived")


@dataclass(frozen=True, slots=True)
class Trouble:
    """How a document was read: where not (failed) or not wholly (partial), what happened and what to do."""

    path: str
    status: str
    error_code: str | None = None
    error_message: str | None = None


@dataclass(slots=True)
class Summary:
    """Counts of one run. `*_understood` of `*_items`: items that have a meaning, of those that have a text.
    `waived`: findings that a person allowed, which are not in `findings`."""

    documents: Counter[str] = field(default_factory=Counter)
    unchanged: int = 0
    duplicates: int = 0
    plans: int = 0
    activities: int = 0
    deadline_items: int = 0
    deadlines_understood: int = 0
    mentions: int = 0
    mentions_understood: int = 0
    pages: int = 0
    waived: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    troubles: list[Trouble] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, trouble: Trouble, counts: Mapping[str, Any], read: bool = True) -> None:
        """Counts one document: `trouble` says how its reading went (also where it went well), `counts` is what `count` gave.

        `read`: it was read in this run.
        """
        self.documents[trouble.status] += 1
        self.unchanged += not read
        if trouble.status != "ok":
            self.troubles.append(trouble)
        for name in _ADDED:
            setattr(self, name, getattr(self, name) + counts.get(name, 0))
        self.findings.update(counts.get("findings", {}))

    def finish(self, duplicates: int, skipped: Sequence[Skipped], seconds: float) -> None:
        """Notes what is known when all documents are read."""
        self.duplicates, self.skipped, self.seconds = duplicates, list(skipped), seconds

    @property
    def exit_code(self) -> int:
        """0 where every document was read whole, else 1."""
        return 1 if self.troubles else 0

    def as_json(self) -> dict[str, Any]:
        """The counts as plain values; documents and findings by status and severity, troubles sorted by path."""
        plain = asdict(self)
        plain["documents"] = {status: self.documents[status] for status in ("ok", "partial", "failed")}
        plain["findings"] = {severity: self.findings[severity] for severity in ("E", "W", "I")}
        plain["troubles"].sort(key=lambda trouble: trouble["path"])
        plain["seconds"] = round(self.seconds, 2)
        return plain


def count(found: Rows) -> dict[str, Any]:
    """What a summary adds up, of one document, and its rows by table: plain values for the catalogue and the run's log."""
    written = [kind for kind in _values(found, "deadlines", "kind") if kind != "missing"]
    methods = _values(found, "responsibilities", "method")
    return {
        "plans": len(found.get("plans", ())),
        "activities": len(found.get("activities", ())),
        "deadline_items": len(written),
        "deadlines_understood": sum(kind != "unparsed" for kind in written),
        "mentions": len(methods),
        "mentions_understood": sum(method != "none" for method in methods),  # a person has no class and is understood
        "pages": sum(pages or 0 for pages in _values(found, "documents", "pages")),
        "findings": dict(Counter(_values(found, "findings", "severity"))),
        "rows": {name: len(rows) for name, rows in found.items() if rows},
    }


def _values(found: Rows, table: str, column: str) -> list[Any]:
    return [row[column] for row in found.get(table, ())]
