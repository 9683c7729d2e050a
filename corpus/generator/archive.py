"""Writes archives: the eight sample orders that come with the program, or as many random ones as a benchmark wants."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from corpus.generator.answers import answers
from corpus.generator.compose import compose
from corpus.generator.layout import lay_out
from corpus.generator.pdf import write_pdf
from corpus.generator.recipe import FileKind, Look, Recipe, draw
from corpus.generator.word import write_word

_WRITERS = {"docx": write_word, "pdf": write_pdf}
_FOLDER_SIZE = 1000

# One layout of the wild each; together they print every kind of deadline and body that the vocabulary has.
SAMPLES: dict[str, tuple[Recipe, Look]] = {
    "01-zaozersky.docx": (Recipe(directions=("1.1", "1.3", "2.2", "2.4"), rows=14), Look()),
    "02-verkhneluzhsky.pdf": (
        Recipe(directions=("1.2", "2.3"), rows=16, place=1, authority=1, sections="roman", numbering="running"),
        Look(columns=("number", "title", "body", "deadline", "result"), wording=1, narrow=True),
    ),
    "03-krasnopolsky-programme.docx": (
        Recipe(
            directions=("1.1", "1.4", "2.4"),
            rows=8,
            place=2,
            authority=2,
            span="five_years",
            programme=True,
            sections="none",
            numbering="automatic",
        ),
        Look(columns=("number", "title", "deadline", "result", "body"), wording=1, landscape=True, repeat_header=True),
    ),
    "04-staroborsky-school-year.docx": (
        Recipe(directions=("2.2",), rows=18, place=3, authority=3, span="school_year", sections="month", numbering="running", codes=False),
        Look(wording=5),
    ),
    "05-tikhorechensky-finance.pdf": (
        Recipe(directions=("1.3",), rows=16, place=4, sections="numbered", numbering="nested", extra="finance"),
        Look(landscape=True, column_numbers=True, wording=2),
    ),
    "06-solnechnogoryevsky-two-dates.docx": (
        Recipe(directions=("1.4", "2.1"), rows=9, place=5, authority=1, span="one_year", sections="plain", numbering="none"),
        Look(columns=("title", "deadline", "body", "result"), two_deadlines=True, merged=True, wording=3),
    ),
    "07-elnikovsky.pdf": (
        Recipe(
            directions=("2.3", "2.4"), rows=12, place=6, authority=2, span="one_year", sections="plain", numbering="running", extra="note"
        ),
        Look(columns=("number", "deadline", "title", "result", "body"), landscape=True, repeat_header=True, wording=3),
    ),
    "08-beloklyuchevsky-edited.docx": (
        Recipe(
            directions=("1.2",),
            rows=18,
            place=7,
            authority=3,
            span="one_year",
            sections="word",
            numbering="running",
            separator="\n",
            extra="mark",
        ),
        Look(wording=2, split_after=11, quirks=True),
    ),
}


def write_order(seed: int | str, recipe: Recipe, look: Look, kind: FileKind) -> tuple[bytes, dict[str, Any]]:
    """The bytes of one invented order and its known answers."""
    order = compose(seed, recipe, look)
    return _WRITERS[kind](lay_out(order, recipe, look)), answers(order)


def write_samples(folder: Path) -> None:
    """The sample archive: eight small orders in `folder`, and beside it `<folder>.answers.json` (file name → answers).

    The answers are no document, so they stay out of the folder that a run reads.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known: dict[str, Any] = {}
    for name, (recipe, look) in SAMPLES.items():
        kind: FileKind = "pdf" if name.endswith(".pdf") else "docx"
        content, known[name] = write_order(name, recipe, look, kind)
        (folder / name).write_bytes(content)
    text = json.dumps(known, ensure_ascii=False, indent=1) + "\n"
    folder.with_name(f"{folder.name}.answers.json").write_text(text, encoding="utf-8", newline="\n")


def generate(count: int, seed: int, folder: Path, rows: int = 40) -> Path:
    """Writes `count` random orders of about `rows` activities, Word and PDF by turns, a thousand to a folder.

    Order number n of a seed is always the same, however many are asked for. Returns the path of `answers.jsonl`: one line a document, in
    order, the answers with the file's path (relative to `folder`, forward slashes) under `file`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "answers.jsonl"
    with target.open("w", encoding="utf-8", newline="\n") as lines:
        for ordinal in range(count):
            kind: FileKind = "pdf" if ordinal % 2 else "docx"
            recipe, look = draw(Random(f"{seed}/{ordinal}"), rows, kind)  # noqa: S311 (invented texts, no secrets)
            content, known = write_order(f"{seed}/{ordinal}", recipe, look, kind)
            name = f"{ordinal // _FOLDER_SIZE:03}/order-{ordinal:06}.{kind}"
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)
            lines.write(json.dumps({"file": name, **known}, ensure_ascii=False) + "\n")
    return target
