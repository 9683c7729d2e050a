"""How fast a document is read, all stages, warm, on one core: `python bench/run.py [FILE...]`.

Without files the two Kstovo documents beside the project are read (`DORKARTA_DATA` names their folder). Each document is read once
to load libraries and dictionaries. The second reading finds all of its cells in the caches, as an order does whose neighbours were
read before; «cold cells» empties the caches of cells before every run: what the first order of its kind costs.
"""

from __future__ import annotations

import gc
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from corpus.contents import open_document  # noqa: E402
from corpus.sources import Source  # noqa: E402
from extract.recognise import recognise  # noqa: E402
from normalize.order import understand  # noqa: E402
from output.noted import packed  # noqa: E402
from output.rows import FileFacts, document_rows  # noqa: E402
from pipeline_journey import read_source, read_tables  # noqa: E402
from review.extraction import findings_of, status_of  # noqa: E402

DATA = Path(os.environ.get("DORKARTA_DATA", ROOT.parent / "shared" / "data"))
RUNS = 7
CELLS = ("normalize.deadlines", "normalize.bodies", "normalize.topics", "normalize.results")


def main(files: list[Path]) -> None:
    """Prints the machine, then a line a document: median seconds of processor time, warm and with cold cells, and by stage."""
    print(f"{platform.processor() or platform.machine()}, {cpu()}, Python {platform.python_version()}, {platform.system()}, one core")
    for file in files:
        source = open_document(file)
        found, trace = read_source(source)
        if trace:
            raise SystemExit(trace)
        warm = _seconds(partial(read_source, source))
        cold = _seconds(partial(read_source, source), before=_forget_cells)
        stages = ", ".join(f"{name} {seconds:.3f}" for name, seconds in _stages(source))
        count = len(found["activities"])
        print(f"{file.name}: {count} activities, {warm:.3f} s ({cold:.3f} s with cold cells); {stages}")


def _seconds(work: Callable[[], object], before: Callable[[], object] = gc.collect) -> float:
    taken = []
    for _ in range(RUNS):
        before()
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return median(taken)


def _stages(source: Source) -> Iterator[tuple[str, float]]:
    begun = time.process_time()
    document = read_tables(source)
    yield "read", time.process_time() - begun
    begun = time.process_time()
    order = recognise(document)
    yield "recognise", time.process_time() - begun
    begun = time.process_time()
    meaning = understand(order)
    yield "understand", time.process_time() - begun
    begun = time.process_time()
    findings = findings_of(document, order, meaning)
    facts = FileFacts(source.document_id, source.path, source.size)
    packed(document_rows(facts, document, order, meaning, findings, status_of(findings)))
    yield "rows", time.process_time() - begun


def _forget_cells() -> None:
    """Empties the caches that hold whole cells; vocabularies and word forms stay loaded."""
    for name, module in list(sys.modules.items()):
        if name.startswith(CELLS):
            for value in vars(module).values():
                if hasattr(value, "cache_clear") and (value.cache_info().maxsize or 0) > 1:
                    value.cache_clear()


def cpu() -> str:
    """The processor's name where the system tells it."""
    info = Path("/proc/cpuinfo")
    if not info.exists():
        return platform.platform()
    names = (line.partition(":")[2].strip() for line in info.read_text(encoding="utf-8").splitlines() if line.startswith("model name"))
    return next(names, platform.platform())


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [DATA / "docs" / "kstovo.docx", DATA / "docs" / "kstovo.pdf"])
