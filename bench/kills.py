"""Runs killed at random moments, a full disk, two runs at once: `python bench/kills.py [KILLS] [DOCUMENTS]` (50 kills, 24 documents).

A small archive is read once without any trouble. Then, KILLS times: a dataset holds half of the archive, a run that adds the rest is killed
together with its workers (`kill -9`) at a random moment of its time, and another one finishes the work. Every second kill waits for the
commit (the new folder of the dataset is there) before it strikes. After each kill the dataset must open, and in the end its files must be
those of the run without trouble, byte by byte. Then the same with a limit on the size of files (a full disk), and two runs at once.
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

from corpus.generator.archive import generate  # noqa: E402
from output.arrow import read_table  # noqa: E402
from output.schema import tables  # noqa: E402

SEED = 20260723
_FULL_KILOBYTES = (20, 60, 200, 600)


def main() -> None:
    """Prints a line a trial; ends with 1 where one did not recover."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kills", nargs="?", type=int, default=50)
    parser.add_argument("documents", nargs="?", type=int, default=24)
    asked = parser.parse_args()
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors"
    print(f"{machine}, Python {platform.python_version()}, {platform.system()}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        generate(asked.documents, SEED, place / "all", 10)
        later = _put_aside(place)
        _run(place / "all", place / "start")
        for file in later:
            shutil.move(place / "later" / file.name, file)
        begun = time.monotonic()
        _run(place / "all", place / "whole")
        usual = time.monotonic() - begun
        print(f"{asked.documents} documents, {usual:.1f} s without trouble", flush=True)
        chance = random.Random(SEED)  # noqa: S311 (moments, no secrets)
        good = sum(_killed(place, n, chance.uniform(0, usual), in_commit=n % 2 == 1) for n in range(asked.kills))
        print(f"killed: {good} of {asked.kills} recovered to the same bytes")
        full = sum(_full(place, kilobytes) for kilobytes in _FULL_KILOBYTES)
        print(f"disk full: {full} of {len(_FULL_KILOBYTES)} recovered to the same bytes")
        together = _together(place)
        print(f"two runs at once: {'one was refused, same bytes' if together else 'WRONG'}")
    sys.exit(0 if good == asked.kills and full == len(_FULL_KILOBYTES) and together else 1)


def _put_aside(place: Path) -> list[Path]:
    """Every second document goes to another folder for the time of the first run."""
    (place / "all" / "answers.jsonl").unlink()
    (place / "later").mkdir()
    files = sorted(path for path in (place / "all").rglob("*") if path.is_file())[::2]
    for file in files:
        shutil.move(file, place / "later" / file.name)
    return files


def _killed(place: Path, n: int, moment: float, *, in_commit: bool) -> bool:
    out = place / "killed"
    shutil.copytree(place / "start", out)
    process = subprocess.Popen(_command(place / "all", out), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    struck = _strike(process, place, moment, in_commit=in_commit)
    opened = out.exists() or (place / ".killed.old").exists()  # between the two renames of a commit the next run puts it back
    rows = _opened(out) if out.exists() else "between two renames"
    _run(place / "all", out)
    same = _tables(out) == _tables(place / "whole") and not list(place.glob(".killed.*-*"))
    print(f"{n + 1}: {struck}, then {rows}; {'same bytes' if same else 'DIFFERENT'}", flush=True)
    shutil.rmtree(out)
    return same and opened


def _strike(process: subprocess.Popen[bytes], place: Path, moment: float, *, in_commit: bool) -> str:
    begun = time.monotonic()
    while process.poll() is None and time.monotonic() - begun < moment:
        time.sleep(0.001)
    while in_commit and process.poll() is None and not list(place.glob(".killed.new-*")):
        time.sleep(0.0005)
    time.sleep((moment * 1000 % 1) * 0.15 if in_commit else 0)  # anywhere in the commit, which takes about so long
    if process.poll() is not None:
        return "was done before"
    family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    for one in reversed(family):
        one.kill()
    process.wait()
    return f"killed {'in the commit' if in_commit else 'while it read'} after {time.monotonic() - begun:.2f} s"


def _opened(out: Path) -> str:
    """That every table of the dataset opens, all with the same documents."""
    found = {name: read_table(out, name) for name in tables() if (out / name).is_dir()}
    known = set(found["documents"].column("document_id").to_pylist())
    for name, table in tables().items():
        if table.document and name in found:
            strange = {one[:16] for one in found[name].column(table.document).to_pylist()} - known
            if strange:
                raise SystemExit(f"{name} has rows of documents that are not there: {strange}")
    return f"{len(known)} documents"


def _full(place: Path, kilobytes: int) -> bool:
    """A run whose files may have so many kilobytes: writing more fails, as on a full disk."""
    out = place / "full"
    shutil.copytree(place / "start", out)
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes * 1024},) * 2)"
    program = f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); {limited}; import runpy, sys; sys.argv = sys.argv[1:]; "
    command = [sys.executable, "-c", program + "runpy.run_module('pipeline', run_name='__main__')", *_command(place / "all", out)[2:]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    told = done.stderr.strip().splitlines()[-1:] or ["nothing said"]
    rows = _opened(out)
    _run(place / "all", out)
    same = _tables(out) == _tables(place / "whole")
    print(
        f"files of at most {kilobytes} KB: exit code {done.returncode}, then {rows}; {'same bytes' if same else 'DIFFERENT'}: {told[0]}",
        flush=True,
    )
    shutil.rmtree(out)
    return same


def _together(place: Path) -> bool:
    out = place / "together"
    both = [subprocess.Popen(_command(place / "all", out), cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for _ in range(2)]
    told = [process.communicate()[1].decode("utf-8") for process in both]
    codes = sorted(process.returncode for process in both)
    _run(place / "all", out)
    return codes == [0, 1] and any("другой запуск" in one for one in told) and _tables(out) == _tables(place / "whole")


def _tables(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*.parquet")}


def _run(source: Path, out: Path) -> None:
    done = subprocess.run([*_command(source, out), "--json"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise SystemExit(done.stderr or json.loads(done.stdout)["troubles"])


def _command(source: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "pipeline", "run", str(source), "--out", str(out), "--workers", "1"]


if __name__ == "__main__":
    main()
