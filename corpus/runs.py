"""The log of a run: one JSON line for each document, in `runs/<id>.jsonl` of the dataset's folder."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.catalogue import Outcome

FOLDER = "runs"


class RunLog:
    """Lines are gathered and appended by `save`: the file is never open while the dataset's folder is renamed."""

    def __init__(self, folder: Path) -> None:
        self.id = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        self._folder = folder / FOLDER
        self._lines: list[str] = []

    def add(self, outcome: Outcome) -> None:
        """Notes one document: how it went, seconds by stage, rows by table, findings by severity."""
        line: dict[str, Any] = {"document_id": outcome.document_id, "path": outcome.path, "status": outcome.status}
        line |= {"error_code": outcome.error_code, "seconds": {stage: round(taken, 4) for stage, taken in outcome.seconds.items()}}
        line |= {"rows": outcome.counts.get("rows", {}), "findings": outcome.counts.get("findings", {})}
        if outcome.trace:
            line["trace"] = outcome.trace
        self._lines.append(json.dumps(line, ensure_ascii=False) + "\n")

    def save(self) -> None:
        """Appends what was gathered."""
        if self._lines:
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / f"{self.id}.jsonl").open("a", encoding="utf-8", newline="\n") as file:
                file.writelines(self._lines)
            self._lines.clear()
