"""What a run did, counted from its rows: for the table at the end and for `--json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from corpus.sources import Skipped
from output.rows import Rows


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

    def add(self, rows: Rows) -> None:
        """Counts the rows of one document."""
        for document in rows["documents"]:
            self.documents[document["status"]] += 1
            if document["status"] != "ok":
                self.troubles.append(Trouble(document["path"], document["status"], document["error_code"], document["error_message"]))
        self.plans += len(rows.get("plans", ()))
        self.activities += len(rows.get("activities", ()))
        written = [item for item in rows.get("deadlines", ()) if item["kind"] != "missing"]
        self.deadline_items += len(written)
        self.deadlines_understood += sum(item["kind"] != "unparsed" for item in written)
        mentions: Sequence[Any] = rows.get("responsibilities", ())
        self.mentions += len(mentions)
        self.mentions_understood += sum(mention["body_class"] is not None for mention in mentions)
        self.findings.update(finding["severity"] for finding in rows.get("findings", ()))

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
