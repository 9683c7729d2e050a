"""All that there is to say about a document: what its reading could not do, and what the rules of the checker find in it."""

from __future__ import annotations

from records.document import Document
from records.finding import Finding
from records.order import Order
from records.understood import Meaning
from review import extraction
from review.rules import check
from review.subject import Subject


def findings_of(document: Document, order: Order, meaning: Meaning) -> tuple[Finding, ...]:
    """Findings of the reading first, then of the rules; each once. Raises UnknownCode for a code that is declared nowhere."""
    subject = Subject(document, order, meaning)
    return tuple(dict.fromkeys((*extraction.findings_of(document, order, meaning), *check(subject))))
