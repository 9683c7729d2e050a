"""A finding: something a person should look at (`spec` name: table `findings`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["E", "W", "I"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one place. `message` is Russian; `evidence` is text of the document, as printed.

    `plan` and `activity` are ordinals from 1 (None where the finding is about the whole document), `field` is the
    column of the dataset that it speaks of. Codes are declared in `review/codes.yaml`; an unknown code raises there.
    """

    code: str
    severity: Severity
    message: str
    evidence: str = ""
    plan: int | None = None
    activity: int | None = None
    field: str | None = None
    suggestion: str | None = None
    page: int | None = None
