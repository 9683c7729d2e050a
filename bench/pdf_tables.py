"""Our PDF reader beside pdfplumber and camelot on the same pages in the same run: milliseconds a page and the ratio to ours.

    python bench/pdf_tables.py FILE.pdf...

Trust the ratios more than the seconds: they hold on another machine. Each tool is warm (one run before the clock starts), takes
the best of three runs, and finds every table of every page; ours also reads all paragraphs, joins tables over pages and makes
cut words whole.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

import camelot
import pdfplumber

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extract.pdf import read_pdf

RUNS = 3


def ours(data: bytes) -> int:
    return sum(1 for _ in read_pdf(data, "bench").tables())


def plumber(data: bytes) -> int:
    found = 0
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            found += len(page.extract_tables())
            page.close()
    return found


def camelot_vector(data: bytes) -> int:
    return len(camelot.read_pdf(io.BytesIO(data), pages="all", flavor="lattice", engine="vector", split_text=True))


TOOLS: dict[str, Callable[[bytes], int]] = {"ours": ours, "pdfplumber": plumber, "camelot vector": camelot_vector}


def best_seconds(tool: Callable[[bytes], int], data: bytes) -> float:
    tool(data)
    spans: list[float] = []
    for _ in range(RUNS):
        start = time.process_time()
        tool(data)
        spans.append(time.process_time() - start)
    return min(spans)


def main(paths: list[str]) -> None:
    print(f"{'file':<40} {'tool':<16} {'ms a page':>10} {'x ours':>7} {'tables':>7}")
    for path in paths:
        data = Path(path).read_bytes()
        with pdfplumber.open(io.BytesIO(data)) as document:
            pages = len(document.pages)
        base = 0.0
        for name, tool in TOOLS.items():
            seconds = best_seconds(tool, data)
            base = base or seconds
            print(f"{Path(path).name:<40} {name:<16} {1000 * seconds / pages:>10.1f} {seconds / base:>7.1f} {tool(data):>7}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: python bench/pdf_tables.py FILE.pdf...")
    main(sys.argv[1:])
