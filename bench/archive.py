"""An archive of many orders: `python tasks.py bench archive [COUNT]` (200 without a number; docs/performance.md has those of 10000).

The archive is generated (half Word, half PDF, 40 activities each) in a temporary folder, or `--archive FOLDER` that an earlier run
kept with `--keep FOLDER`, and read by the command line, as a user would. Each line gives seconds on the clock and, since other
programs may want the processors too, seconds of processor time of the parent process and of its workers. Printed: the machine; the
archive by one worker and by two; a tenth of it by one and by two, and what all cost against it; Word and PDF alone (a tenth of the
archive each), with the start of the program, by processor time of the worker, and by the seconds of the stages alone, which is the
steady rate; a second run with nothing to do; one new document; the memory of a worker after 200 and 2,000 documents. A machine that
others use too changes its speed from minute to minute, so short runs are made three times, in turn, and the one in the middle is told.
With `--kills N` runs are killed at random moments and finished by the next run, whose dataset must be that of a run without a kill.
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
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import psutil  # noqa: E402

from bench.run import cpu  # noqa: E402
from corpus.agenda import job_of  # noqa: E402
from corpus.generator.archive import generate, write_order  # noqa: E402
from corpus.generator.recipe import draw  # noqa: E402
from corpus.sources import Source  # noqa: E402
from corpus.workers import Work, read_all  # noqa: E402
from pipeline_journey import do, warm  # noqa: E402
from records.settings import DEFAULTS  # noqa: E402

SEED = 20260101
EARLY, LATE = 200, 2_000  # documents of one worker between which its memory may grow by 50 MB
_TIMES = 3  # how often a short run is made
_LOOK = 0.2  # seconds between two looks at the processor time of the processes: what a worker does after the last look is missed


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command: its dataset, seconds on the clock, processor seconds of the parent and of its other processes, pages read."""

    dataset: Path
    seconds: float
    parent: float
    workers: float
    pages: int

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s (processor: workers {self.workers:.1f} s, parent {self.parent:.1f} s)"


def main() -> None:
    """Prints a figure a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--archive", type=Path, help="an archive that --keep has kept; COUNT is then what it holds")
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    print(f"{cpu()}, {os.cpu_count()} processors, load {_load()}, Python {platform.python_version()}, {platform.system()}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        archive = asked.archive or asked.keep or place / "archive"
        if not asked.archive:
            generate(asked.count, SEED, archive)
            (archive / "answers.jsonl").unlink()
        files = _files(archive)
        _speed(place, archive, files)
        _again(place, archive)
        _memory(files)
        if asked.kills:
            _kills(place, asked.kills)
        say(f"load at the end {_load()}")


def say(text: str) -> None:
    """A line, at once: a bench of ten thousand documents takes half an hour."""
    print(text, flush=True)


def _speed(place: Path, archive: Path, files: list[Path]) -> None:
    one, two = _run([archive], place / "one", 1), _run([archive], place / "two", 2)
    say(f"{len(files)} documents, {one.pages} pages of PDF, one worker: {one}: {len(files) / one.seconds:.1f} documents/s")
    say(f"two workers: {two}: {one.seconds / two.seconds:.2f} times as fast")
    tenth = _copy(files[: max(1, len(files) // 10)], place / "tenth")  # both formats alternate
    pairs = [(_run([tenth], place / f"small-{n}", 1), _run([tenth], place / f"small-{n}-two", 2)) for n in range(_TIMES)]
    small, both = (_middle(runs) for runs in zip(*pairs, strict=True))
    cost, work = one.seconds / small.seconds, (one.workers + one.parent) / (small.workers + small.parent)
    say(f"a tenth of them, one worker: {small}; all cost {cost:.1f} times a tenth on the clock, {work:.1f} of processor time")
    say(f"    two workers: {both}: {small.seconds / both.seconds:.2f} times as fast")
    for suffix in (".docx", ".pdf"):
        own = [file for file in files if file.suffix == suffix]
        some = _copy(own[:: 5 if len(own) >= 50 else 1], place / suffix[1:])
        runs = [_run([some], place / f"{suffix[1:]}-{n}", 1) for n in range(_TIMES)]
        run, count = _middle(runs), len(_files(some))
        every = ", ".join(f"{count / each.seconds:.1f}" for each in runs)
        rates = _rates(count, run.pages, run.seconds)
        say(f"{suffix}, {count} documents, one worker, with the start of the program: {run}: {rates} (documents/s of the runs: {every})")
        say(f"    by processor time of the worker: {_rates(count, run.pages, run.workers)}")
        stages = _stages(run.dataset)
        shown = ", ".join(f"{stage} {1000 * seconds / count:.1f}" for stage, seconds in stages.items())
        say(f"    by the stages of its documents ({shown} ms each): {_rates(count, run.pages, sum(stages.values()))}")


def _middle(runs: Sequence[Run]) -> Run:
    return sorted(runs, key=attrgetter("seconds"))[len(runs) // 2]


def _rates(count: int, pages: int, seconds: float) -> str:
    return f"{count / seconds:.1f} documents/s" + (f", {pages / seconds:.1f} pages/s" if pages else "")


def _stages(dataset: Path) -> Counter[str]:
    """Seconds of all documents by stage, as the logs of the runs have them: all that a worker does but its start."""
    found: Counter[str] = Counter()
    for log in (dataset / "runs").glob("*.jsonl"):
        for line in log.read_text(encoding="utf-8").splitlines():
            found.update(json.loads(line)["seconds"])
    return found


def _again(place: Path, archive: Path) -> None:
    say(f"second run, nothing to do: {_middle([_run([archive], place / 'one', 1) for _ in range(_TIMES)])}")
    news = place / "new"
    news.mkdir()
    pairs = [(_run([archive, news], place / "one", 1), _shown(new)) for new in map(_order, [news] * _TIMES, range(_TIMES))]
    run, alone = _middle([run for run, _ in pairs]), sorted(seconds for _, seconds in pairs)[_TIMES // 2]
    say(f"one new document: {run}; reading it alone (`dorkarta show`): {alone:.2f} s, difference {run.seconds - alone:.2f} s")


def _order(folder: Path, number: int) -> Path:
    """A new order, as the archive's."""
    path, seed = folder / f"order-{number}.docx", f"new {number}"
    recipe, look = draw(random.Random(seed), 40, "docx")  # noqa: S311 (invented texts, no secrets)
    path.write_bytes(write_order(seed, recipe, look, "docx")[0])
    return path


def _shown(path: Path) -> float:
    begun = time.monotonic()
    subprocess.run([sys.executable, "-m", "pipeline", "show", str(path)], cwd=ROOT, capture_output=True, check=True)
    return time.monotonic() - begun


def _memory(files: list[Path]) -> None:
    """Documents in one worker that is never replaced: what it holds early and late."""
    some, limits = files[:LATE], replace(DEFAULTS.limits, documents=len(files) + 1)
    sizes = [size / 2**20 for size in read_all(Work(_held, _none, warm, "pipeline_worker"), iter(some), 1, limits)]
    early = min(EARLY, len(sizes) // 10)
    say(f"memory of a worker: {sizes[early - 1]:.0f} MB after {early} documents, {sizes[-1]:.0f} MB after {len(sizes)}")


def _held(file: Path) -> int:
    do(job_of(Source(file.name, file.read_bytes())))
    return int(psutil.Process().memory_info().rss)


def _none(*_: object) -> int:
    raise RuntimeError("a worker died")


def _kills(place: Path, kills: int) -> None:
    begun = time.monotonic()
    _run([place / "tenth"], place / "whole", 1)
    usual, same = time.monotonic() - begun, 0
    chance = random.Random(SEED)  # noqa: S311 (moments, no secrets)
    for n in range(kills):
        out = place / f"killed-{n}"
        process = subprocess.Popen(_command([place / "tenth"], out, 1), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, usual))
        process.kill()
        process.wait()
        _run([place / "tenth"], out, 1)
        same += _tables(out) == _tables(place / "whole")
        shutil.rmtree(out)
    say(f"killed at random moments: {same} of {kills} finished with the same bytes")


def _tables(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.parquet")}


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.suffix in {".docx", ".pdf"})


def _copy(files: Iterable[Path], folder: Path) -> Path:
    folder.mkdir()
    for file in files:
        shutil.copyfile(file, folder / file.name)
    return folder


def _run(sources: list[Path], out: Path, workers: int) -> Run:
    """The whole command, with the start of the program."""
    begun = time.monotonic()
    used: dict[int, float] = {}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed, tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
        process = subprocess.Popen([*_command(sources, out, workers), "--json"], cwd=ROOT, stdout=printed, stderr=errors)
        while process.poll() is None:
            used |= _processor_seconds(process.pid)
            time.sleep(_LOOK)
        taken = time.monotonic() - begun
        printed.seek(0)
        errors.seek(0)
        text = printed.read()
        if not text:
            raise SystemExit(errors.read())
    parent = used.pop(process.pid, 0.0)
    return Run(out, taken, parent, sum(used.values()), int(json.loads(text)["pages"]))


def _processor_seconds(pid: int) -> dict[int, float]:
    """Seconds of processor time of a process and of all below it, by process."""
    found: dict[int, float] = {}
    try:
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            times = process.cpu_times()
            found[process.pid] = times.user + times.system
    except psutil.NoSuchProcess:
        pass
    return found


def _command(sources: list[Path], out: Path, workers: int) -> list[str]:
    return [sys.executable, "-m", "pipeline", "run", *map(str, sources), "--out", str(out), "--workers", str(workers)]


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


if __name__ == "__main__":
    main()
