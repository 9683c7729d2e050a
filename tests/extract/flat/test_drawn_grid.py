"""Property: a grid of words that is drawn with strokes, in any width and style, is read back."""

from __future__ import annotations

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from extract.read import read_document
from records.document import Table

WORD = st.sampled_from(["школа", "совещание", "мониторинг", "семинар", "отчёт", "конкурс", "педагог", "приказ", "район", "комитет"])
CELL = st.lists(WORD, max_size=6).map(" ".join)
ROW = st.tuples(CELL, CELL, CELL)
STYLES = {"ascii": "|-+++++++++", "box": "│─┌┬┐├┼┤└┴┘", "double": "║═╔╦╗╠╬╣╚╩╝"}


def drawn(rows: list[list[str]], widths: list[int], style: str) -> str:
    bar, dash, *joints = STYLES[style]
    rule = [joints[n] + joints[n + 1].join(dash * (width + 2) for width in widths) + joints[n + 2] for n in (0, 3, 6)]
    lines = [rule[0]]
    for number, row in enumerate(rows):
        wrapped = [textwrap.wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in range(max(1, *map(len, wrapped))):
            pieces = [part[line] if line < len(part) else "" for part in wrapped]
            lines.append(bar + bar.join(f" {piece:<{width}} " for piece, width in zip(pieces, widths, strict=True)) + bar)
        lines.append(rule[1] if number + 1 < len(rows) else rule[2])
    return "\n".join(lines)


@settings(max_examples=60, deadline=None)
@given(
    rows=st.lists(ROW, min_size=2, max_size=6),
    widths=st.tuples(*[st.integers(12, 30)] * 3),
    style=st.sampled_from(sorted(STYLES)),
    prose=WORD,
)
def test_a_drawn_grid_is_read_back(rows: list[tuple[str, str, str]], widths: tuple[int, int, int], style: str, prose: str) -> None:
    numbered = [[str(place), *row] for place, row in enumerate(rows, start=1)]
    text = f"{prose}\n{drawn(numbered, [3, *widths], style)}\n{prose}"
    (table,) = (block for block in read_document(text.encode(), "d").blocks if isinstance(block, Table))
    assert [["" if cell is None else cell.text for cell in row] for row in table.grid()] == numbered


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="|+-!─│┼ 1а\n", max_size=300))
def test_no_letter_is_lost_whatever_is_drawn(text: str) -> None:
    document = read_document(f"начало\n{text}\nконец".encode(), "d")
    texts = [cell.text for block in document.blocks if isinstance(block, Table) for cell in block.cells]
    texts += [block.text for block in document.blocks if not isinstance(block, Table)]
    assert sum(part.count("а") for part in texts) == text.count("а") + 2
