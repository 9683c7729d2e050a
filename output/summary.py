"""What a run did, counted from its rows: for the table at the end and for `--json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.sources import Skipped
from output.arrow import Tables


@dataclass(frozen=True, slots=True)
class Trouble:
    """A document that was not read (failed) or not wholly (partial): what happened and what to do."""

    path: str
    status: str
    error_code: str
    error_message: str


@dataclass(slots=True)
class Summary:
    """Counts of one run. `*_understood` of `*_items`: items that have a meaning, of those that have a text."""

    documents: Counter[str] = field(default_factory=Counter)
    duplicates: int = 0
    plans: int = 0
    activities: int = 0
    deadline_items: int = 0
    deadlines_understood: int = 0
    mentions: int = 0
    mentions_understood: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    troubles: list[Trouble] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    seconds: float = 0.0

    def add(self, found: Tables) -> None:
        """Counts the rows of one document."""
        for document in found["documents"].select(["path", "status", "error_code", "error_message"]).to_pylist():
            self.documents[document["status"]] += 1
            if document["status"] != "ok":
                self.troubles.append(Trouble(**document))
        self.plans += len(found.get("plans", ()))
        self.activities += len(found.get("activities", ()))
        written = [kind for kind in _values(found, "deadlines", "kind") if kind != "missing"]
        self.deadline_items += len(written)
        self.deadlines_understood += sum(kind != "unparsed" for kind in written)
        mentions = _values(found, "responsibilities", "body_class")
        self.mentions += len(mentions)
        self.mentions_understood += sum(body is not None for body in mentions)
        self.findings.update(_values(found, "findings", "severity"))

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


def _values(found: Tables, table: str, column: str) -> list[Any]:
    return list(found[table].column(column).to_pylist()) if table in found else []
