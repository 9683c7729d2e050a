"""Tables that strokes draw in the paragraphs of a document (an export of a legal database that was pasted into Word, `<pre>` in HTML).

Paragraphs have lost their runs of spaces, so the strokes count in their order and no longer by their position: a drawing with merged
cells stays text, and a finding names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.flat.cutting import by_order, is_even
from extract.flat.drawn import table_of
from extract.flat.strokes import Drawing, drawings, has_upright, is_rule, plain
from extract.flat.wrapped import vocabulary_of
from records.document import Block, Document, Paragraph
from records.finding import Finding
from records.text import clean_cell

_LEAST_LINES = 3
_SHOWN_CELLS = 4


def with_drawn_tables(document: Document) -> Document:
    """The document with a table for each run of paragraphs that draws one, and a note for each that cannot be cut; as it is where
    none does."""
    if sum(map(_strokes, document.blocks)) < _LEAST_LINES:
        return document
    unread: list[Finding] = []
    blocks = tuple(_blocks(document.blocks, unread))
    return replace(document, blocks=blocks, notes=(*document.notes, *unread))


def _strokes(block: Block) -> int:
    """The lines of a paragraph that may belong to a drawing."""
    return sum(map(_is_stroked, block.text.split("\n"))) if isinstance(block, Paragraph) else 0


def _is_stroked(line: str) -> bool:
    if not has_upright(line):  # nearly every line
        return False
    drawn = plain(line)
    return drawn.count("|") > 1 or (is_rule(drawn) and ("+" in drawn or "|" in drawn))


def _blocks(blocks: Sequence[Block], unread: list[Finding]) -> Iterator[Block]:
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind == "body":
            run.append(block)
            continue
        yield from _read(run, unread)
        run = []
        yield block
    yield from _read(run, unread)


def _read(run: Sequence[Paragraph], unread: list[Finding]) -> Iterable[Block]:
    """The paragraphs of a run, and tables in place of those that draw; what draws and cannot be cut is noted in `unread`."""
    lines = [(paragraph, line) for paragraph in run for line in paragraph.text.split("\n")]
    drawn = drawings([line for _, line in lines])
    found = [drawing for drawing in drawn if is_even(drawing.lines)]
    unread += [_not_cut(drawing, lines[drawing.first][0].page) for drawing in drawn if drawing not in found]
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


def _not_cut(drawing: Drawing, page: int | None) -> Finding:
    """X901: a drawn table that stays text."""
    texts = [text for line in drawing.lines if not is_rule(line) for part in line.split("|") if (text := part.strip())]
    message = (
        "Таблица, набранная в абзацах чёрточками, не прочитана: в ней объединены ячейки, а пробелы, по которым видны графы, в документе "
        "не сохранились. Вставьте её настоящей таблицей Word или пришлите исходный текстовый файл."
    )
    return Finding("X901", "W", message, " | ".join(text[:60] for text in texts[:_SHOWN_CELLS]), page=page)


def _paragraphs(lines: Sequence[tuple[Paragraph, str]]) -> Iterator[Paragraph]:
    """Paragraphs again, one that a table cut with the lines that are left of it."""
    left: dict[int, tuple[Paragraph, list[str]]] = {}
    for paragraph, line in lines:
        left.setdefault(id(paragraph), (paragraph, []))[1].append(line)
    for paragraph, texts in left.values():
        yield replace(paragraph, text="\n".join(texts))
