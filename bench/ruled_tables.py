"""Ruled tables of forty kinds: cells found in their place with their text, by our reader, pdfplumber and camelot's lattice.

    python bench/ruled_tables.py [WORD OF A CASE'S NAME]

A cell counts where row, column and text (white space aside) are right in the table that fits best; the figure is F1 over the cells
that have text. What each tool finds beyond the truth counts against it.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import camelot
import pdfplumber

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._ruled_tables_cases import Truth, cases
from extract.pdf import read_pdf


def squeezed(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def ours(data: bytes) -> list[Truth]:
    tables = read_pdf(data, "bench").tables()
    return [[(cell.row, cell.column, cell.printed) for cell in table.cells if cell.printed] for _, table in tables]


def plumber(data: bytes) -> list[Truth]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        return [_listed(table) for page in document.pages for table in page.extract_tables()]


def lattice(data: bytes) -> list[Truth]:
    tables = camelot.read_pdf(io.BytesIO(data), pages="all", flavor="lattice", split_text=True, suppress_stdout=True)
    return [_listed(table.data) for table in tables]


def _listed(rows: Sequence[Sequence[str | None]]) -> Truth:
    return [(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text and text.strip()]


TOOLS: dict[str, Callable[[bytes], list[Truth]]] = {"ours": ours, "pdfplumber": plumber, "camelot": lattice}


def score(found: Sequence[Truth], right: Sequence[Truth]) -> float:
    """F1 over cells; each table of the truth takes the found table that agrees most and that no other has taken."""
    rest = [{(r, c, squeezed(text)) for r, c, text in table} for table in found]
    total = sum(map(len, rest)) + sum(len(table) for table in right)
    agreed = 0
    for table in sorted(right, key=len, reverse=True):
        wanted = {(r, c, squeezed(text)) for r, c, text in table}
        best = max(rest, key=lambda cells: len(cells & wanted), default=set())
        agreed += len(best & wanted)
        if best in rest:
            rest.remove(best)
    return 2 * agreed / total if total else 1.0


def main(word: str = "") -> None:
    print(f"{'case':<42}" + "".join(f"{name:>12}" for name in TOOLS))
    sums = dict.fromkeys(TOOLS, 0.0)
    count = 0
    for name, make in cases():
        if word.lower() not in name.lower():
            continue
        data, right = make()
        count += 1
        figures = {tool: score(read(data), right) for tool, read in TOOLS.items()}
        for tool, figure in figures.items():
            sums[tool] += figure
        mark = "  <" if figures["ours"] < max(figures.values()) - 0.001 or figures["ours"] < 0.999 else ""
        print(f"{name:<42}" + "".join(f"{figure:>12.3f}" for figure in figures.values()) + mark)
    print(f"{f'mean of {count}':<42}" + "".join(f"{total / max(count, 1):>12.3f}" for total in sums.values()))


if __name__ == "__main__":
    main(*sys.argv[1:2])
