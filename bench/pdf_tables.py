"""Our PDF reader beside pdfplumber and camelot on the same pages in the same run: milliseconds a page, the ratio to ours, rows right.

    python bench/pdf_tables.py FILE.pdf...

Where FILE.docx lies beside FILE.pdf, its tables are what is right: a row counts for a reader that gives all of its texts, white
space aside, as one row. Trust the ratios more than the seconds: they hold on another machine. Each tool is warm (one run before the
clock starts), takes the best of three runs, and finds every table of every page; ours also reads all paragraphs, joins tables over
pages and makes cut words whole.
"""

from __future__ import annotations

import io
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import camelot
import pdfplumber

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extract.pdf import read_pdf
from extract.word import read_word
from records.document import Document
from records.text import clean_line

RUNS = 3

Row = tuple[str, ...]


def row_of(texts: Iterable[str | None]) -> Row:
    """A row as it is compared: its texts without empty cells, white space as single spaces."""
    cleaned = (clean_line((text or "").replace("\n", " ")) for text in texts)
    return tuple(text for text in cleaned if text)


def rows_of(document: Document) -> list[Row]:
    rows: dict[tuple[int, int], list[str]] = {}
    for number, table in document.tables():
        for cell in table.cells:
            rows.setdefault((number, cell.row), []).append(cell.printed)
    return [row_of(texts) for texts in rows.values()]


def ours(data: bytes) -> list[Row]:
    return rows_of(read_pdf(data, "bench"))


def plumber(data: bytes) -> list[Row]:
    rows: list[Row] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            rows += [row_of(row) for table in page.extract_tables() for row in table]
            page.close()
    return rows


def camelot_vector(data: bytes) -> list[Row]:
    tables = camelot.read_pdf(io.BytesIO(data), pages="all", flavor="lattice", engine="vector", split_text=True, suppress_stdout=True)
    return [row_of(row) for table in tables for row in table.data]


TOOLS: dict[str, Callable[[bytes], list[Row]]] = {"ours": ours, "pdfplumber": plumber, "camelot vector": camelot_vector}


def best_seconds(tool: Callable[[bytes], list[Row]], data: bytes) -> float:
    tool(data)
    spans: list[float] = []
    for _ in range(RUNS):
        start = time.process_time()
        tool(data)
        spans.append(time.process_time() - start)
    return min(spans)


def right_rows(path: Path) -> Counter[Row]:
    """The rows of the Word file beside the PDF; none where there is no such file."""
    twin = path.with_suffix(".docx")
    rows = rows_of(read_word(twin.read_bytes(), "bench")) if twin.exists() else []
    return Counter(row for row in rows if row)


def main(paths: list[str]) -> None:
    print(f"{'file':<32} {'tool':<16} {'ms a page':>10} {'x ours':>7} {'rows':>6} {'right':>6} {'of':>6}")
    for path in map(Path, paths):
        data = path.read_bytes()
        right = right_rows(path)
        with pdfplumber.open(io.BytesIO(data)) as document:
            pages = len(document.pages)
        base = 0.0
        for name, tool in TOOLS.items():
            seconds = best_seconds(tool, data)
            base = base or seconds
            found = Counter(row for row in tool(data) if row)
            same, all_rows = sum((found & right).values()), sum(right.values())
            speed = f"{1000 * seconds / pages:>10.1f} {seconds / base:>7.1f}"
            print(f"{path.name:<32} {name:<16} {speed} {sum(found.values()):>6} {same:>6} {all_rows:>6}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python bench/pdf_tables.py FILE.pdf...")
    main(sys.argv[1:])
