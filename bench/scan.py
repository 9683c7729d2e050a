"""How fast and how well scans are read, all stages, one core: `python bench/scan.py [FILE.pdf...]`.

Seconds of processor time a page (ours and Tesseract's together, which runs as a process of its own), and the mean confidence of
the cells. Without files the labelled scan beside the project is read (`DORKARTA_DATA` names its folder).
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus.contents import open_document  # noqa: E402
from pipeline_journey import read_rows, read_tables  # noqa: E402

DATA = Path(os.environ.get("DORKARTA_DATA", ROOT.parent / "shared" / "data"))
RUNS = 3


def main(files: list[Path]) -> None:
    print(f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, {platform.system()}, one core")
    for file in files:
        source = open_document(file)
        document = read_tables(source)  # loads libraries and dictionaries
        read_rows(source)
        ours, tesseract, clock = min(_spent(lambda source=source: read_rows(source)) for _ in range(RUNS))
        pages = document.pages or 1
        sure = [cell.confidence for _, table in document.tables() for cell in table.cells if cell.confidence is not None]
        print(
            f"{file.name}: {pages} pages, {(ours + tesseract) / pages:.2f} s a page (ours {ours / pages:.2f}, Tesseract "
            f"{tesseract / pages:.2f}; by the clock {clock / pages:.2f}), cells {len(sure)}, confidence {sum(sure) / max(len(sure), 1):.3f}"
        )


def _spent(work: Callable[[], object]) -> tuple[float, float, float]:
    """(our processor time, that of child processes, clock time) of a call."""
    before, begun = os.times(), time.perf_counter()
    work()
    after = os.times()
    own = after.user + after.system - before.user - before.system
    children = after.children_user + after.children_system - before.children_user - before.children_system
    return own, children, time.perf_counter() - begun


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [DATA / "docs" / "kstovo-scan.pdf"])
