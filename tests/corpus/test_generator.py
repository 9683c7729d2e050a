"""The generator: the same seed gives the same files, what it lays out is what a reader finds, and the vocabulary is complete."""

from __future__ import annotations

import base64
import json
import re
import zipfile
import zlib
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus.generator import vocabulary
from corpus.generator.archive import SAMPLES, generate, write_samples
from corpus.generator.compose import compose
from corpus.generator.layout import Printed, lay_out
from corpus.generator.recipe import Look, Recipe
from corpus.generator.word import write_word
from extract.read import read_document
from records.document import Paragraph, Table
from records.text import clean_cell

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "corpus" / "samples"
ANSWERS: dict[str, Any] = json.loads((ROOT / "corpus" / "samples.answers.json").read_text(encoding="utf-8"))


def content(data: bytes) -> object:
    """What a file holds, apart from how zlib packed it (its versions differ in that)."""
    if data.startswith(b"PK"):
        with zipfile.ZipFile(BytesIO(data)) as package:
            return [(entry.filename, entry.date_time, package.read(entry)) for entry in package.infolist()]
    stream = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
    # Lengths and offsets follow from the packed sizes; the file's id is a digest of all of it.
    sizes = re.compile(rb"/Length \d+|\d{10} \d{5} n|startxref\s+\d+|/ID\s*\[.*?\]", re.DOTALL)
    return [unpacked(found) for found in stream.findall(data)], sizes.sub(b"", stream.sub(b"", data))


def unpacked(stream: bytes) -> bytes:
    """A PDF stream as reportlab writes it: deflated, then (but for fonts) in ASCII base 85."""
    text = stream.rstrip()
    packed = base64.a85decode(b"<~" + text, adobe=True) if text.endswith(b"~>") else stream
    return zlib.decompressobj().decompress(packed)


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample archive, written anew."""
    folder = tmp_path_factory.mktemp("generated") / "samples"
    write_samples(folder)
    return folder


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_what_the_generator_writes(name: str, again: Path) -> None:
    assert content((again / name).read_bytes()) == content((COMMITTED / name).read_bytes())


def test_sample_answers_are_what_the_generator_writes(again: Path) -> None:
    assert json.loads(again.with_name("samples.answers.json").read_text(encoding="utf-8")) == ANSWERS


def test_the_sample_folder_holds_the_samples_and_nothing_else() -> None:
    assert sorted(path.name for path in COMMITTED.iterdir()) == sorted(SAMPLES)


def test_samples_use_every_deadline_and_body_of_the_vocabulary() -> None:
    """Each entry of the vocabulary is printed somewhere, so that the archive shows what the program must understand."""
    rules = Counter(
        (item["kind"], item.get("rrule", "")[:12], item.get("extent"), item.get("bound"), item.get("condition_kind"))
        for answer in ANSWERS.values()
        for plan in answer["plans"]
        for row in plan["activities"]
        for item in row["deadlines"]
    )
    classes = {
        one["body_class"]
        for answer in ANSWERS.values()
        for plan in answer["plans"]
        for row in plan["activities"]
        for one in row["responsibilities"]
    }
    assert {kind for kind, *_ in rules} == {"date", "recurring", "continuous", "conditional", "missing"}
    assert {condition for *_, condition in rules} == {None, "schedule", "curriculum", "agreement", "need", "vacation"}
    assert {extent for _, _, extent, _, _ in rules} == {None, "year", "school_year", "plan_period"}
    assert classes == {entry["class"] for entries in vocabulary.read("bodies").values() for entry in entries}


def test_an_archive_is_the_same_whenever_it_is_written(tmp_path: Path) -> None:
    first, longer = generate(4, 7, tmp_path / "a", rows=12), generate(6, 7, tmp_path / "b", rows=12)
    told = [json.loads(line) for line in first.read_text(encoding="utf-8").splitlines()]
    assert told == [json.loads(line) for line in longer.read_text(encoding="utf-8").splitlines()][:4]
    for answer in told:
        assert content((tmp_path / "a" / answer["file"]).read_bytes()) == content((tmp_path / "b" / answer["file"]).read_bytes())
    assert [Path(answer["file"]).suffix for answer in told] == [".docx", ".pdf", ".docx", ".pdf"]


def test_another_seed_gives_another_order() -> None:
    recipe = Recipe(directions=("1.1",), rows=6)
    assert compose(1, recipe, Look()) != compose(2, recipe, Look())


@pytest.mark.parametrize("direction", sorted(vocabulary.directions()))
def test_no_order_plans_the_same_thing_twice(direction: str) -> None:
    """A long plan of one direction is the hardest: the checker calls a repeated title an error (A801)."""
    order = compose(1, Recipe(directions=(direction,), rows=40), Look())
    titles = [row.title for plan in order.plans for section in plan.sections for row in section.rows]
    assert len(titles) == len(set(titles)) == 40


LOOKS = {
    "plain": (Recipe(directions=("1.1",), rows=9), Look()),
    "automatic numbers": (Recipe(directions=("2.2",), rows=5, sections="none", numbering="automatic"), Look(repeat_header=True)),
    "soft breaks, content controls, tracked changes": (Recipe(directions=("1.2",), rows=12, separator="\n"), Look(quirks=True)),
    "two-row header": (Recipe(directions=("1.3",), rows=5, extra="finance"), Look(landscape=True, column_numbers=True)),
    "merged cells": (Recipe(directions=("1.4",), rows=11), Look(merged=True)),
    "continuation without header": (Recipe(directions=("2.4",), rows=8, sections="word"), Look(split_after=4)),
}


@pytest.mark.parametrize(("recipe", "look"), LOOKS.values(), ids=LOOKS.keys())
def test_word_files_read_back_as_they_were_laid_out(recipe: Recipe, look: Look) -> None:
    printed = lay_out(compose("look", recipe, look), recipe, look)
    document = read_document(write_word(printed), "0" * 16)
    assert [block_text(block) for block in document.blocks if block_text(block)] == [
        block_text(block) for block in printed.blocks if block_text(block)
    ]


def block_text(block: Paragraph | Table) -> object:
    """A paragraph's text, or a table's cells with their places."""
    if isinstance(block, Paragraph):
        return clean_cell(block.printed)
    return sorted((cell.row, cell.column, cell.row_span, cell.column_span, clean_cell(cell.printed)) for cell in block.cells)


def test_widths_of_columns_fill_the_table() -> None:
    recipe, look = Recipe(directions=("1.1", "2.1"), rows=4, extra="note"), Look(two_deadlines=True)
    printed: Printed = lay_out(compose(3, recipe, look), recipe, look)
    assert [round(sum(shares), 6) for shares in printed.widths] == [1.0, 1.0]


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "generator" / "words").glob("*.yaml")), ids=lambda path: path.stem)
def test_words_are_yaml_with_comments(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ") and yaml.safe_load(text)
