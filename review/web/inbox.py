"""Files that people hand in, and the list of documents by state.

A file is kept beside the dataset under the hash of its content; the name that a person gave it is only ever shown.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

from corpus.catalogue import Content
from corpus.decisions import Decision
from records.text import clean_line
from review.web.background import Background
from review.web.desk import Desk
from review.web.models import DocumentOut
from review.web.views import view_of

_NAMES = ".names.jsonl"
_MOST_LETTERS = 200
_SUFFIXES = {".docx", ".docm", ".doc", ".rtf", ".odt", ".fodt", ".xml", ".pdf", ".html", ".htm", ".mht", ".xlsx", ".txt"} | {
    *(".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp")
}
STATES = ("new", "review", "done", "failed")
_turn = threading.Lock()


def keep(desk: Desk, name: str, data: bytes) -> tuple[str, Path]:
    """Keeps a file that was handed in: (document, its file). Nothing of `name` but a known suffix gets into the path."""
    digest = hashlib.sha256(data).hexdigest()
    shown = clean_line(name.replace("\\", "/").rpartition("/")[2])[:_MOST_LETTERS] or digest[:16]
    suffix = Path(shown).suffix.lower()
    desk.inbox.mkdir(parents=True, exist_ok=True)
    path = desk.inbox / f"{digest[:32]}{suffix if suffix in _SUFFIXES else ''}"
    with _turn:
        if not path.exists():
            new = path.with_name(f".{path.name}.new")
            new.write_bytes(data)
            os.replace(new, path)  # noqa: PTH105 (atomic)
        with (desk.inbox / _NAMES).open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps({"document": digest[:16], "name": shown}, ensure_ascii=False) + "\n")
    return digest[:16], path


def given_names(desk: Desk) -> dict[str, str]:
    """The name that a person gave each document that was handed in."""
    try:
        lines = (desk.inbox / _NAMES).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return {}
    return {one["document"]: one["name"] for one in map(json.loads, filter(None, lines))}


def documents(desk: Desk, background: Background) -> list[DocumentOut]:
    """All documents: those that wait, then those of the catalogue by name."""
    contents, given, names = desk.contents(), given_names(desk), desk.names()
    rows = [_row(desk, content, names, given) for content in contents.values() if content.document_id in names]
    known = {row.document for row in rows}
    waiting = [one for one in _waiting(background, given, desk.inbox) if one.document not in known]
    return [*waiting, *sorted(rows, key=lambda row: row.name.casefold())]


def document(desk: Desk, background: Background, document_id: str) -> DocumentOut | None:
    """One of them."""
    content, given = desk.contents().get(document_id), given_names(desk)
    if content is not None:
        return _row(desk, content, desk.names(), given)
    return next((one for one in _waiting(background, given, desk.inbox) if one.document == document_id), None)


def _waiting(background: Background, given: Mapping[str, str], inbox: Path) -> Iterator[DocumentOut]:
    for path, message in background.failed.items():
        document_id = path.stem[:16]
        yield DocumentOut(document=document_id, name=given.get(document_id, document_id), path="", state="failed", message=message)
    for path in background.waiting:
        if path.parent != inbox:  # a document of the archive, which is read once more for its pages
            continue
        document_id = path.stem[:16]
        yield DocumentOut(document=document_id, name=given.get(document_id, document_id), path="", state="reading")


def _row(desk: Desk, content: Content, names: Mapping[str, list[str]], given: Mapping[str, str]) -> DocumentOut:
    own = content.document_id
    path = content.shown[0] if content.shown else next(iter(names.get(own, ())), own)
    counts = content.counts
    unknown = counts.get("mentions", 0) - counts.get("mentions_understood", 0)
    unknown += counts.get("deadline_items", 0) - counts.get("deadlines_understood", 0)
    return DocumentOut(
        document=own,
        name=given.get(own) or path.rpartition("/")[2],
        path=path,
        state=_state(desk, content, path),
        rows=counts.get("activities", 0),
        findings=dict(counts.get("findings", {})),
        unknown=unknown,
        error_code=content.error_code,
        message=content.error_message,
    )


def _state(desk: Desk, content: Content, path: str) -> str:
    if content.status == "failed":
        return "failed"
    decisions = desk.book().of(content.document_id, path)
    own: list[Decision] = [one for one in decisions if one.document]
    if not own:
        return "new"
    older = any(one.document != content.document_id for one in own)  # where the text has changed, names may tell what it means now
    telling = tuple(one.id for one in decisions if one.document or one.kind == "heading" or older)
    key = (content.read_at, content.versions, telling)
    known = desk.states.get(content.document_id)
    if known is None or known[0] != key:
        known = desk.states[content.document_id] = (key, view_of(desk.open(content.document_id)).state)
    return known[1]
