"""The letter to the municipality about one document, as people have decided it so far: a file to be sent."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from output.rows import FileFacts, Status, document_rows
from review.policy import policy, settle
from review.receipt.letter import Letter, letter_of
from review.receipt.write import write
from review.web.desk import Opened

Form = Literal["docx", "html"]
MEDIA_TYPES: dict[Form, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def letter_file(opened: Opened, name: str, form: Form) -> bytes:
    """The letter as a file of this form; `name`: what the document is called in it. Findings that people have waived are left out."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"letter.{form}"
        write([_letter(opened, name)], path)
        return path.read_bytes()


def _letter(opened: Opened, name: str) -> Letter:
    found, content = opened.understood, opened.known.content
    facts = FileFacts(content.document_id, name)
    status = Status(content.status, content.error_code, content.error_message)
    rows = document_rows(facts, opened.document, found.applied.order, found.meaning, found.findings, status)
    told = settle({**rows, "documents": [row | {"path": opened.known.path} for row in rows["documents"]]}, policy()).findings
    return letter_of(rows["documents"][0], rows["plans"], rows["activities"], told)
