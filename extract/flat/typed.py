"""Tables that strokes draw in the paragraphs of a document (an export of a legal database that was pasted into Word, `<pre>` in HTML).

Paragraphs have lost their runs of spaces, so the strokes count in their order and no longer by their position: a drawing with merged
cells stays text, and the document says that it has no table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.flat.cutting import by_order, is_even
from extract.flat.drawn import table_of
from extract.flat.strokes import drawings, is_rule, plain
from extract.flat.wrapped import vocabulary_of
from records.document import Block, Document, Paragraph
from records.text import clean_cell

_LEAST_LINES = 3


def with_drawn_tables(document: Document) -> Document:
    """The document with a table for each run of paragraphs that draws one; as it is where none does."""
    if sum(map(_strokes, document.blocks)) < _LEAST_LINES:
        return document
    return replace(document, blocks=tuple(_blocks(document.blocks)))


def _strokes(block: Block) -> int:
    """The lines of a paragraph that may belong to a drawing."""
    return sum(map(_is_stroked, block.text.split("\n"))) if isinstance(block, Paragraph) else 0


def _is_stroked(line: str) -> bool:
    drawn = plain(line)
    return drawn.count("|") > 1 or (is_rule(drawn) and ("+" in drawn or "|" in drawn))


def _blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind == "body":
            run.append(block)
            continue
        yield from _read(run)
        run = []
        yield block
    yield from _read(run)


def _read(run: Sequence[Paragraph]) -> Iterable[Block]:
    """The paragraphs of a run, and tables in place of those that draw."""
    lines = [(paragraph, line) for paragraph in run for line in paragraph.text.split("\n")]
    found = [drawing for drawing in drawings([line for _, line in lines]) if is_even(drawing.lines)]
    if not found:
        return run
    vocabulary = vocabulary_of(line.replace("|", " ") for drawing in found for line in drawing.lines)
    blocks: list[Block] = []
    position = 0
    for drawing in found:
        blocks += _paragraphs(lines[position : drawing.first])
        blocks += [Paragraph(clean_cell(mark), kind="footer") for mark in drawing.marks]
        blocks.append(replace(table_of(drawing, vocabulary, by_order), page=lines[drawing.first][0].page))
        position = drawing.after
    return [*blocks, *_paragraphs(lines[position:])]


def _paragraphs(lines: Sequence[tuple[Paragraph, str]]) -> Iterator[Paragraph]:
    """Paragraphs again, one that a table cut with the lines that are left of it."""
    left: dict[int, tuple[Paragraph, list[str]]] = {}
    for paragraph, line in lines:
        left.setdefault(id(paragraph), (paragraph, []))[1].append(line)
    for paragraph, texts in left.values():
        yield replace(paragraph, text="\n".join(texts))
