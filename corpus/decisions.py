"""What people decided about documents: `decisions.jsonl` in the dataset's folder, one JSON object a line, only ever appended to.

A line says who decided what, when, on which source text, what it was before and what it shall be (format: docs/review.md). Nothing is
rewritten: an undo is a line of its own. Lines are written under a lock of the system and are on the disk before anybody is told so.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
from filelock import FileLock

from records.errors import DorkartaError

FILE = "decisions.jsonl"
Kind = Literal[
    "edit", "split", "merge", "column", "plan", "heading", "link", "new_body", "no_body", "accept_row", "accept_document", "waive", "undo"
]  # fmt: skip
NAMES = frozenset({"link", "new_body", "no_body"})
EVERYWHERE = NAMES | {"heading"}  # about all documents, those that will come too


class DecisionsBroken(DorkartaError):
    code = "decisions_broken"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file.

    `document`, `path`: the content decided about, and its name; `plan`, `table`: ordinals from 1; `row`: the row's key, its ordinal in the
    plan as it was recognised («5», the second part of a row that was split «5.2»); `title`: what the row says, to find it again.
    `field`: the column, also `extra:HEADING`; of a plan `title` or `period`. `source`: the text as printed on which it was decided;
    `reading`: how the program understood it, `rules`: by which rules. `before` and `after`: the text, the period (two ISO dates), the role
    of a column, the id of a body.
    `rows`: of `split` the new rows, of `merge` the one row (texts by field); `others`: of `merge` the keys of the rows that go into it.
    `scope`, `body_class`: of names. `target`: of `undo` the decision undone, of `waive` the code of the finding. `note`: a reason.
    """

    kind: Kind
    who: str = ""
    id: str = ""
    at: str = ""
    document: str = ""
    path: str = ""
    plan: int | None = None
    table: int | None = None
    row: str | None = None
    title: str = ""
    field: str | None = None
    source: str = ""
    reading: str = ""
    rules: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None
    rows: tuple[Mapping[str, str], ...] = ()
    others: tuple[str, ...] = ()
    scope: str | None = None
    body_class: str | None = None
    target: str | None = None
    note: str = ""


_DECODER = msgspec.json.Decoder(Decision)


def stamped(decision: Decision) -> Decision:
    """The decision with an id of its own and the time (UTC)."""
    moment = datetime.now(UTC)
    return replace(decision, id=f"{moment:%Y%m%dT%H%M%S}-{uuid.uuid4().hex[:10]}", at=moment.isoformat(timespec="milliseconds"))


def append(folder: Path, decisions: Iterable[Decision]) -> None:
    """Adds lines to the dataset's file, all of them or none; they are on the disk when this returns. Any number of processes may do so."""
    data = b"".join(map(_line, decisions))
    with alone(folder), (_home(folder) / FILE).open("a+b") as file:
        file.seek(0)
        before = file.read()
        if torn := _torn(before):
            file.truncate(len(before) - torn)
        elif before and not before.endswith(b"\n"):  # somebody's editor left the last line without an end
            data = b"\n" + data
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def load(folder: Path) -> tuple[Decision, ...]:
    """All lines of the dataset's file, in their order; none where there is no file.

    A last line that a failing disk cut short was promised to nobody and is left out. Raises DecisionsBroken for any other bad line.
    """
    try:
        data = (_home(folder) / FILE).read_bytes()
    except FileNotFoundError:
        return ()
    lines = data[: len(data) - _torn(data)].split(b"\n")
    return tuple(_decision(line, number) for number, line in enumerate(lines, start=1) if line.strip())


def standing(lines: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions that hold: neither undone nor an undo. An undo can be undone itself."""
    undone: set[str] = set()
    kept = []
    for decision in reversed(lines):
        if decision.id in undone:
            continue
        if decision.kind == "undo":
            undone.add(decision.target or "")
        else:
            kept.append(decision)
    return tuple(reversed(kept))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Holds the file of decisions: whoever adds to it, and the run that puts a new folder in the dataset's place, waits for the other."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f".{folder.name}.decisions.lock")) as lock:
        try:
            yield
        finally:
            with suppress(OSError):  # Windows removes no file that is open; a waiter that had opened this one sees that it is gone
                Path(lock.lock_file).unlink()


def as_dict(decision: Decision) -> dict[str, Any]:
    """What a line of the file holds: the fields that say something."""
    values = {one.name: getattr(decision, one.name) for one in fields(Decision)}
    return {name: value for name, value in values.items() if value not in (None, "", ())}


def _line(decision: Decision) -> bytes:
    return json.dumps(as_dict(decision), ensure_ascii=False).encode() + b"\n"


def _decision(line: bytes, number: int) -> Decision:
    try:
        return _DECODER.decode(line)
    except msgspec.MsgspecError as error:
        raise DecisionsBroken(
            f"Файл решений {FILE}, строка {number} не читается ({error}). Исправьте или удалите эту строку: остальные решения целы."
        ) from error


def _torn(data: bytes) -> int:
    """How many bytes at the end are a line that was never written whole."""
    tail = data.rpartition(b"\n")[2]
    try:
        if tail.strip():
            _DECODER.decode(tail)
    except msgspec.MsgspecError:
        return len(tail)
    return 0


def _home(folder: Path) -> Path:
    """The dataset's folder; the old one, where a run was killed between putting it aside and putting the new one in its place."""
    old = folder.with_name(f".{folder.name}.old")
    if not folder.is_dir() and old.is_dir():
        return old
    return folder
