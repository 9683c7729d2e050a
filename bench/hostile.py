"""Hostile and broken files through the real run: `python bench/hostile.py [MUTANTS]` (2000 without a number).

The sample orders are mutated (bytes flipped, cut out, doubled, numbers blown up; in Word files also inside their XML) and joined by
files built to do harm (`bench/weapons.py`). One `dorkarta run` with two workers reads them all. Printed: the machine, how each kind of
file ended, the slowest document, and everything that must be nothing: files without a row, mistakes of the program, workers that died or
hung, files written outside of the dataset and of the temporary folder, calls to the network. Those two are watched by a hook of Python
in every process of the run (`sys.addaudithook`) and by a server of our own that the harmful files name.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.weapons import mutant, weapons  # noqa: E402

SEED = 20260722
_SLOW_SECONDS = 60

# In every process of the run: what opens a file for writing, makes or renames one elsewhere, or looks for a machine, is noted.
_GUARD = """
import os, sys
_LOG, _ALLOWED = os.environ["HOSTILE_LOG"], tuple(os.environ["HOSTILE_ALLOWED"].split(os.pathsep))
_PATHS = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "os.remove": 0, "os.rmdir": 0, "os.truncate": 0}
def _note(*what):
    handle = os.open(_LOG, os.O_WRONLY | os.O_APPEND)
    os.write(handle, (" ".join(map(str, what)) + "\\n").encode("utf-8", "replace"))
    os.close(handle)
def _outside(path):
    if not isinstance(path, (str, bytes, os.PathLike)):
        return False
    full = os.path.abspath(os.fsdecode(path))
    return not (full.startswith(_ALLOWED) or full.endswith(".pyc") or ".pyc." in full or full.startswith(("/dev/", "/proc/")))
def _hook(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        _note("network", event, args[0])
    elif event == "socket.connect" and isinstance(args[1], tuple):
        _note("network", event, args[1])
    elif event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR) and _outside(args[0]) and args[0] != _LOG:
        _note("file", event, args[0])
    elif event in _PATHS and (args[-1] == -1 or not isinstance(args[-1], int)) and _outside(args[_PATHS[event]]):
        if event != "os.mkdir" or not os.path.isdir(args[0]):
            _note("file", event, args[_PATHS[event]])
sys.addaudithook(_hook)
"""


class _Canary(BaseHTTPRequestHandler):
    """Whoever asks it for anything has followed an address in a document."""

    asked: list[str] = []  # noqa: RUF012 (the handler is made anew for each request)

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Silent."""


def main() -> None:
    """Prints a line a fact; ends with 1 where anything is as it must not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mutants", nargs="?", type=int, default=2000)
    asked = parser.parse_args()
    machine = f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors"
    print(f"{machine}, Python {platform.python_version()}, {platform.system()}")
    server = HTTPServer(("127.0.0.1", 0), _Canary)
    Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name).resolve()
        files = _write(place / "files", asked.mutants, f"http://127.0.0.1:{server.server_port}/")
        begun = time.monotonic()
        done = _run(place)
        print(f"{len(files)} files, {time.monotonic() - begun:.0f} s, exit code {done.returncode}")
        wrong = _report(place, files, done)
    server.shutdown()
    sys.exit(1 if wrong else 0)


def _write(folder: Path, mutants: int, address: str) -> list[Path]:
    """The files, each with its kind as its folder."""
    chance = random.Random(SEED)  # noqa: S311 (fuzzing, no secrets)
    seeds = sorted(path for path in (ROOT / "corpus" / "samples").iterdir() if path.suffix in {".docx", ".pdf"})
    written = []
    for kind, name, data in _files(seeds, mutants, address, chance):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / name).write_bytes(data)
        written.append(folder / kind / name)
    return written


def _files(seeds: list[Path], mutants: int, address: str, chance: random.Random) -> Iterator[tuple[str, str, bytes]]:
    for n in range(mutants):
        seed = seeds[n % len(seeds)]
        how, data = mutant(seed.read_bytes(), chance)
        yield f"{seed.suffix[1:]} {how}", f"{n:05}{seed.suffix}", data + n.to_bytes(4, "big")  # no two are one content
    for name, data in weapons(address):
        yield "weapon", name, data


def _run(place: Path) -> subprocess.CompletedProcess[str]:
    for name in ("guard", "temporary", "here", "home"):
        (place / name).mkdir()
    (place / "guard" / "sitecustomize.py").write_text(_GUARD, encoding="utf-8")
    (place / "log").touch()
    allowed = os.pathsep.join(str(place / name) for name in ("temporary", "dataset", ".dataset"))
    own = {name: str(place / "temporary") for name in ("TMPDIR", "TEMP", "TMP")}
    own |= {"PYTHONPATH": os.pathsep.join((str(place / "guard"), str(ROOT))), "HOSTILE_LOG": str(place / "log"), "HOSTILE_ALLOWED": allowed}
    own |= {"HOME": str(place / "home"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "pipeline", "run", str(place / "files"), "--out", str(place / "dataset"), "--workers", "2", "--json"]
    return subprocess.run(command, cwd=place / "here", env=os.environ | own, capture_output=True, encoding="utf-8", check=False)


def _report(place: Path, files: list[Path], done: subprocess.CompletedProcess[str]) -> bool:
    if done.returncode not in (0, 1) or not done.stdout:
        print(done.stderr)
        return True
    lines = [json.loads(line) for log in sorted((place / "dataset" / "runs").iterdir()) for line in log.read_text("utf-8").splitlines()]
    ends: dict[str, Counter[str]] = {}
    for line in lines:
        ends.setdefault(Path(line["path"]).relative_to(place / "files").parts[0], Counter())[line["error_code"] or line["status"]] += 1
    for kind, how in sorted(ends.items()):
        print(f"{kind}: " + ", ".join(f"{end} {number}" for end, number in how.most_common()))
    slowest = max(lines, key=lambda line: sum(line["seconds"].values()))
    seconds = sum(slowest["seconds"].values())
    print(f"slowest: {seconds:.1f} s, {Path(slowest['path']).parent.name}/{Path(slowest['path']).name}")
    told = {place.joinpath("files", *Path(line["path"]).relative_to(place / "files").parts[:2]).as_posix() for line in lines}
    noted = (place / "log").read_text(encoding="utf-8").splitlines() + [f"network {path}" for path in _Canary.asked]
    noted += [f"file left {path}" for path in (*(place / "here").iterdir(), *(place / "home").iterdir())]
    wrong = {
        "files without a row": [file.name for file in files if file.as_posix() not in told],
        "mistakes of the program": [f"{line['path']}\n{line.get('trace')}" for line in lines if line["error_code"] == "internal_error"],
        "workers died": [line["path"] for line in lines if line["error_code"] == "worker_died"],
        "hung": [line["path"] for line in lines if line["error_code"] == "timeout" or sum(line["seconds"].values()) > _SLOW_SECONDS],
        "files outside": [note for note in noted if note.startswith("file")],
        "calls to the network": [note for note in noted if note.startswith("network")],
    }
    for name, found in wrong.items():
        print("\n".join([f"{name}: {len(found)}", *(f"  {one}" for one in found[:5])]))
    return any(wrong.values())


if __name__ == "__main__":
    main()
