"""The project's commands: `python tasks.py demo` shows the program at work, `python tasks.py test` tests it.

Standard library only, so that a bare Python 3.11+ on Windows, macOS or Linux can start it. Everything is installed into `.venv` beside
this file, from requirements that are pinned and checked by hash; a stamp makes the second run start at once.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import subprocess
import sys
import venv
import webbrowser
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
OLDEST = (3, 11)
SAMPLES = ROOT / "corpus" / "samples"
DEMO = ROOT / "demo" / "dataset"
REPORT = ROOT / "demo" / "report.html"
# Each file of requirements is complete by itself: nothing is resolved at installation.
RUN, DEV = ROOT / "requirements" / "run.txt", ROOT / "requirements" / "dev.txt"


def say(text: str) -> None:
    """A line for the person at the keyboard, written at once (child processes write to the same terminal)."""
    print(text, flush=True)


def check_python(version: tuple[int, ...]) -> None:
    """Ends with a remedy where Python is older than the program needs."""
    if version[:2] >= OLDEST:
        return
    found, needed = ".".join(map(str, version[:3])), ".".join(map(str, OLDEST))
    sys.exit(
        f"Нужен Python {needed} или новее, а запущен {found}. Установите его с https://www.python.org/downloads/ и повторите команду.\n"
        f"Python {needed} or newer is needed, this is {found}. Install it from https://www.python.org/downloads/ and try again."
    )


def run(*command: str | Path) -> int:
    """Runs one program in the project's folder, with UTF-8 on every system, and gives its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"}, check=False).returncode


def must(*command: str | Path) -> None:
    """Like `run`, but a failure ends the whole task with that program's exit code."""
    if code := run(*command):
        sys.exit(code)


def stamp(requirements: Path) -> str:
    """What an installed environment depends on: the pinned packages, our own metadata and the Python that runs it."""
    digest = hashlib.sha256(sys.version.encode() + str(ROOT).encode())
    for path in (requirements, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_installed(*choices: Path) -> bool:
    """Whether `.venv` holds what one of these files asks for (the larger set serves for the smaller one)."""
    mark = VENV / "dorkarta.stamp"
    return mark.is_file() and mark.read_text(encoding="utf-8") in {stamp(path) for path in choices}


def install(requirements: Path) -> None:
    """Makes `.venv` if needed and installs the pinned packages and the project itself (editable) into it.

    `--no-deps`: the files are complete, so that nothing outside them can come in. The project is built with the pinned setuptools.
    """
    if is_installed(requirements, DEV):
        return
    say("Готовлю окружение в .venv, в первый раз это несколько минут … / Preparing .venv, a few minutes the first time …")
    mark = VENV / "dorkarta.stamp"
    mark.unlink(missing_ok=True)
    python = BIN / ("python.exe" if os.name == "nt" else "python")
    if not python.exists():
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    pip = (python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps")
    must(*pip, "--require-hashes", "--only-binary", ":all:", "-r", requirements)
    must(*pip, "--no-build-isolation", "--editable", ROOT)
    mark.write_text(stamp(requirements), encoding="utf-8")


def program(name: str) -> Path:
    """A program of the environment."""
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def demo(_: list[str]) -> int:
    """Reads the sample archive into demo/dataset, writes the report demo/report.html, opens it and says what to do next."""
    install(RUN)
    code = run(program("dorkarta"), "run", SAMPLES.relative_to(ROOT), "--out", DEMO.relative_to(ROOT))
    if code:
        return code
    code = run(program("dorkarta"), "compare", DEMO.relative_to(ROOT), "--out", REPORT.relative_to(ROOT))
    if code:
        return code
    command = program("dorkarta").relative_to(ROOT)
    example = min(SAMPLES.glob("*.docx")).relative_to(ROOT)
    say(f"\nОтчёт / the report: {REPORT}")
    if "CI" not in os.environ and sys.stdout.isatty():  # somebody is looking
        webbrowser.open(REPORT.as_uri())
    say(f"Один документ по строкам / one document row by row: {command} show {example}")
    say(f"Ваши документы / your own documents: {command} run ПАПКА --out НАБОР")
    say("Дальше / next: docs/guide.ru.md (для сотрудников), README.md (for researchers)")
    return 0


def review(arguments: list[str]) -> int:
    """Opens the review page on the sample archive (demo/dataset, read where it is not yet); arguments go to `dorkarta review`."""
    install(RUN)
    code = run(program("dorkarta"), "run", SAMPLES.relative_to(ROOT), "--out", DEMO.relative_to(ROOT))
    return code or run(program("dorkarta"), "review", DEMO.relative_to(ROOT), *arguments)


def test(arguments: list[str]) -> int:
    """Runs the tests; arguments go to pytest."""
    install(DEV)
    return run(program("python"), "-m", "pytest", *arguments)


def check(_: list[str]) -> int:
    """Style, types and import layers; all of them run, and any failure counts."""
    install(DEV)
    checks: tuple[tuple[str, ...], ...] = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",), ("lint-imports",))
    return max(run(program(name), *rest) for name, *rest in checks)


def samples(_: list[str]) -> int:
    """Writes the sample archive and its answers anew."""
    install(DEV)
    return run(program("python"), "-m", "corpus.generator", "samples", SAMPLES)


def docs(_: list[str]) -> int:
    """Writes the generated pages of docs/ anew, and what the examples of the other pages print."""
    install(DEV)
    pages = [run(program("python"), "-m", module) for module in ("output.dictionary", "output.sql.manual", "review.page")]
    return max(*pages, run(program("python"), "-m", "tests.test_docs"))


def bench(arguments: list[str]) -> int:
    """Measures: `bench run FILE...` is the module bench.run; without a name, what there is to measure is listed."""
    install(DEV)
    names = sorted(path.stem for path in (ROOT / "bench").glob("[!_]*.py"))
    if not arguments or arguments[0] not in names:
        say(f"python tasks.py bench {{{'|'.join(names)}}} ...")
        return 0 if not arguments else 2
    return run(program("python"), "-m", f"bench.{arguments[0]}", *arguments[1:])


def lock(_: list[str]) -> int:
    """Pins the newest allowed packages, for every system, with the hashes of the public index and no address of any."""
    install(DEV)
    options: tuple[str, ...] = ("--universal", "--python-version", ".".join(map(str, OLDEST)), "--generate-hashes", "--upgrade", "--quiet")
    options += ("--no-config", "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate")
    sources = ("pyproject.toml", "requirements/build.in")
    compiler: tuple[str | Path, ...] = (program("uv"), "pip", "compile", *options)
    # The larger set first: what tests need besides may allow only an older version, and both files must agree.
    must(*compiler, *sources, "requirements/dev.in", "--output-file", DEV)
    return run(*compiler, *sources, "--constraints", DEV, "--output-file", RUN)


def main(arguments: list[str]) -> int:
    """Chooses the task; whatever follows its name goes to it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    check_python(sys.version_info[:3])
    tasks: dict[str, Callable[[list[str]], int]] = {task.__name__: task for task in (demo, review, test, check, samples, docs, bench, lock)}
    parser = argparse.ArgumentParser(prog="tasks.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    listing = "\n".join(f"{name}: {task.__doc__}" for name, task in tasks.items())
    parser.add_argument("task", choices=tasks, metavar="TASK", help=f"one of {', '.join(tasks)}")
    parser.add_argument(
        "rest", nargs=argparse.REMAINDER, help="for test: arguments of pytest; for bench: what to measure and its arguments"
    )
    parser.epilog = listing
    chosen = parser.parse_args(arguments)
    return tasks[chosen.task](chosen.rest)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
