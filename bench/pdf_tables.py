"""Our PDF reader beside pdfplumber and camelot on the same pages in the same run: milliseconds of processor time a page, the ratio to
ours, rows right.

    python tasks.py bench pdf_tables [FILE.pdf...]

Without files, on invented orders of 40 activities. Where FILE.docx lies beside FILE.pdf, its tables are what is right: a row counts
for a reader that gives all of its texts, white space aside, as one row. Trust the ratios more than the seconds: they hold on another
machine. Each tool is warm (one run before the clock starts), takes the best of three runs by turns with the others, and finds every
table of every page; ours also reads all paragraphs, joins tables over pages and makes cut words whole.
"""

from __future__ import annotations

import io
import platform
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import camelot
import pdfplumber

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._invented import twins
from bench.run import cpu
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


def best_seconds(data: bytes) -> dict[str, float]:
    """The best time of each tool, taken by turns, so that a busy moment of the machine hurts all of them alike."""
    for tool in TOOLS.values():
        tool(data)
    best = dict.fromkeys(TOOLS, float("inf"))
    for _ in range(RUNS):
        for name, tool in TOOLS.items():
            start = time.process_time()
            tool(data)
            best[name] = min(best[name], time.process_time() - start)
    return best


def right_rows(path: Path) -> Counter[Row]:
    """The rows of the Word file beside the PDF; none where there is no such file."""
    twin = path.with_suffix(".docx")
    rows = rows_of(read_word(twin.read_bytes(), "bench")) if twin.exists() else []
    return Counter(row for row in rows if row)


def main(paths: list[str]) -> None:
    print(f"{cpu()}, Python {platform.python_version()}, {platform.system()}, one core")
    print(f"{'file':<24} {'tool':<16} {'ms a page':>10} {'x ours':>7} {'rows':>6} {'right':>6} {'of':>6}")
    sums: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for path in map(Path, paths) if paths else (name.with_suffix(".pdf") for name in twins(Path(folder))):
            _one(path, sums)
    for name in TOOLS:
        _line("all", name, {part: sums[name, part] for part in _PARTS}, sums[next(iter(TOOLS)), "seconds"])


_PARTS = ("seconds", "pages", "rows", "right", "of")


def _one(path: Path, sums: Counter[tuple[str, str]]) -> None:
    data, right = path.read_bytes(), right_rows(path)
    with pdfplumber.open(io.BytesIO(data)) as document:
        pages = len(document.pages)
    best = best_seconds(data)
    for name, tool in TOOLS.items():
        found = Counter(row for row in tool(data) if row)
        facts = dict(zip(_PARTS, (best[name], pages, sum(found.values()), sum((found & right).values()), sum(right.values())), strict=True))
        _line(path.name, name, facts, next(iter(best.values())))
        for part, value in facts.items():
            sums[name, part] += value  # type: ignore[assignment]


def _line(file: str, tool: str, facts: Mapping[str, float], ours: float) -> None:
    speed = f"{1000 * facts['seconds'] / facts['pages']:>10.1f} {facts['seconds'] / ours:>7.1f}"
    print(f"{file:<24} {tool:<16} {speed} {facts['rows']:>6} {facts['right']:>6} {facts['of']:>6}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
