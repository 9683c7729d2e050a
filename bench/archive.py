"""An archive of many orders: `python bench/archive.py [COUNT]` (200 without a number; the milestone's figures are for 10000).

The archive is generated (half Word, half PDF, 40 activities each) in a temporary folder and read by the command line, as a user would.
Printed: the machine; documents and pages a second with one worker and with two; the cost of all documents against a tenth of them; a
second run with nothing to do; one new document; memory of a worker early and late; and, with `--kills N`, runs killed at random moments
and finished by the next run, whose dataset must be that of a run without a kill.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import psutil  # noqa: E402

from corpus.agenda import job_of  # noqa: E402
from corpus.generator.archive import generate, write_order  # noqa: E402
from corpus.generator.recipe import draw  # noqa: E402
from corpus.sources import Source  # noqa: E402
from corpus.workers import Work, read_all  # noqa: E402
from pipeline_journey import do, warm  # noqa: E402

SEED = 20260101
_NEW = "new/order.docx"


def main() -> None:
    """Prints a figure a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--kills", type=int, default=0)
    asked = parser.parse_args()
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, load {_load()}"
    print(f"{machine}, Python {platform.python_version()}, {platform.system()}")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        generate(asked.count, SEED, place / "archive")
        (place / "archive" / "answers.jsonl").unlink()
        _speed(place, asked.count)
        _again(place)
        _memory(place / "archive")
        if asked.kills:
            _kills(place, asked.kills)


def _speed(place: Path, count: int) -> None:
    whole, pages = _run(place / "archive", place / "one", 1)
    two, _ = _run(place / "archive", place / "two", 2)
    print(f"{count} documents, {pages} pages: one worker {whole:.1f} s ({count / whole:.1f} documents/s)")
    print(f"two workers: {two:.1f} s, {whole / two:.2f} ×")
    tenth = place / "tenth"
    tenth.mkdir()
    for file in _files(place / "archive")[:: 10 if count >= 10 else 1]:
        shutil.copyfile(file, tenth / file.name)
    small, _ = _run(tenth, place / "small", 1)
    start, _ = _run(tenth, place / "small", 1, "--force")
    print(f"a tenth of them: {small:.1f} s, read again {start:.1f} s; all cost {whole / small:.1f} × a tenth")
    for suffix in (".docx", ".pdf"):
        own = place / suffix[1:]
        own.mkdir()
        for file in _files(place / "archive"):
            if file.suffix == suffix:
                shutil.copyfile(file, own / file.name)
        seconds, pages = _run(own, place / f"{suffix[1:]}-dataset", 1)
        print(f"{suffix}: {len(_files(own)) / seconds:.1f} documents/s, {pages / seconds:.1f} pages/s, start of the program included")


def _again(place: Path) -> None:
    print(f"second run, nothing to do: {_run(place / 'archive', place / 'one', 1)[0]:.2f} s")
    (place / "archive" / _NEW).parent.mkdir()
    recipe, look = draw(random.Random("new"), 40, "docx")  # noqa: S311 (invented texts, no secrets)
    (place / "archive" / _NEW).write_bytes(write_order("new", recipe, look, "docx")[0])
    seconds, _ = _run(place / "archive", place / "one", 1)
    begun = time.monotonic()
    subprocess.run([sys.executable, "-m", "pipeline", "show", str(place / "archive" / _NEW)], cwd=ROOT, capture_output=True, check=True)
    print(f"one new document: {seconds:.2f} s; reading it alone (`dorkarta show`): {time.monotonic() - begun:.2f} s")


def _memory(archive: Path) -> None:
    """Documents in one worker that is never replaced: what it holds at a tenth, at half and at the end."""
    files = _files(archive)
    sizes = list(read_all(Work(_held, _none, warm, "pipeline_worker"), iter(files), 1))
    tenth, half, end = (sizes[int(len(sizes) * share) - 1] / 2**20 for share in (0.1, 0.5, 1))
    print(f"memory of a worker: {tenth:.0f} MB after a tenth of {len(files)} documents, {half:.0f} after half, {end:.0f} after all")


def _held(file: Path) -> int:
    do(job_of(Source(file.name, file.read_bytes())))
    return int(psutil.Process().memory_info().rss)


def _none(*_: object) -> int:
    raise RuntimeError("a worker died")


def _kills(place: Path, kills: int) -> None:
    begun = time.monotonic()
    _run(place / "tenth", place / "whole", 1)
    usual, same = time.monotonic() - begun, 0
    chance = random.Random(SEED)  # noqa: S311 (moments, no secrets)
    for n in range(kills):
        out = place / f"killed-{n}"
        process = subprocess.Popen(_command(place / "tenth", out, 1), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, usual))
        process.kill()
        process.wait()
        _run(place / "tenth", out, 1)
        same += _tables(out) == _tables(place / "whole")
        shutil.rmtree(out)
    print(f"killed at random moments: {same} of {kills} finished with the same bytes")


def _tables(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.parquet")}


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in {".docx", ".pdf"})


def _run(source: Path, out: Path, workers: int, *options: str) -> tuple[float, int]:
    """Seconds of the whole command, and pages."""
    begun = time.monotonic()
    done = subprocess.run(
        [*_command(source, out, workers), "--json", *options], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    taken = time.monotonic() - begun
    if not done.stdout:
        raise SystemExit(done.stderr)
    return taken, int(json.loads(done.stdout)["pages"])


def _command(source: Path, out: Path, workers: int) -> list[str]:
    return [sys.executable, "-m", "pipeline", "run", str(source), "--out", str(out), "--workers", str(workers)]


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    main()
