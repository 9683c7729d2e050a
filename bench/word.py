"""The Word reader beside the least that any reader must do with the same file, in the same run: `python tasks.py bench word [FILE.docx...]`

Without files, on invented orders of 40 activities. Two floors: unzip and lxml parse of every XML part of the package, and of
`word/document.xml` alone. Trust the ratios more than the milliseconds: they hold on another machine. The tools take turns, so that a
busy moment of the machine hurts all of them alike; the best of the runs counts. With `--profile` the reader's costliest functions
follow.
"""

from __future__ import annotations

import cProfile
import io
import platform
import pstats
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench._invented import twins
from bench.run import cpu
from extract.word import read_word

RUNS = 15
COSTLIEST = 25
Tool = Callable[[bytes], object]


def document_only(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        etree.fromstring(archive.read("word/document.xml"))


def all_parts(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def ours(data: bytes) -> None:
    read_word(data, "bench")


TOOLS: dict[str, Tool] = {"ours": ours, "all parts": all_parts, "document.xml": document_only}


def milliseconds(data: bytes) -> dict[str, float]:
    """The best time of each tool, taken in turns."""
    best = dict.fromkeys(TOOLS, float("inf"))
    for _ in range(RUNS):
        for name, tool in TOOLS.items():
            begun = time.process_time()
            tool(data)
            best[name] = min(best[name], 1000 * (time.process_time() - begun))
    return best


def profiled(data: bytes) -> None:
    profile = cProfile.Profile()
    profile.runcall(ours, data)
    pstats.Stats(profile).sort_stats("tottime").print_stats(COSTLIEST)


def main(arguments: list[str]) -> None:
    print(f"{cpu()}, Python {platform.python_version()}, {platform.system()}, one core; milliseconds of processor time")
    print(f"{'file':32} {'ours, ms':>9} {'all parts':>10} {'ratio':>6} {'document.xml':>13} {'ratio':>6}")
    named = [Path(argument) for argument in arguments if argument != "--profile"]
    with tempfile.TemporaryDirectory() as folder:
        files = named or [name.with_suffix(".docx") for name in twins(Path(folder))]
        contents = [(file, file.read_bytes()) for file in files]
    for file, data in contents:
        best = milliseconds(data)
        mine, parts, main_part = best["ours"], best["all parts"], best["document.xml"]
        print(f"{file.name:32} {mine:9.1f} {parts:10.1f} {mine / parts:6.1f} {main_part:13.1f} {mine / main_part:6.1f}")
        if "--profile" in arguments:
            profiled(data)


if __name__ == "__main__":
    main(sys.argv[1:])
