"""The documentation against the program: its commands are run and its outputs compared, its lists are complete.

A fenced `console` block holds commands (`$ dorkarta …`) with their output; a `python` block is run and the `text` block after it is what it
prints. A line `...` in an output stands for any lines. All blocks of a page share one folder, where `corpus/samples` lies.
"""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import chdir
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
import yaml

from extract.recognise.headings import meaning_of
from normalize.deadlines import read_deadline
from output.summary import Summary
from output.terminal import _lines
from records.errors import DocumentError, OfficeMissing, TesseractMissing
from records.meaning import DeadlineContext, Period
from tests.program import Result, dorkarta

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("records", "extract", "normalize", "ontology", "corpus", "output", "review")
GUIDE = ROOT / "docs" / "guide.ru.md"
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
PAGES = [page for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))) if BLOCK.search(page.read_text(encoding="utf-8"))]


class Step(NamedTuple):
    """A program of a page, in the order of the page, with the output that the page prints: a command's arguments, or Python."""

    program: list[str] | str
    expected: list[str]


def steps(page: Path) -> Iterator[Step]:
    """All that a page asks its reader to run."""
    for kind, body, output in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "python":
            yield Step(body, output.splitlines())
            continue
        for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
            line, _, printed = part.partition("\n")
            program, *arguments = shlex.split(line)
            assert program == "dorkarta", f"{page.name} runs another program: {line}"
            yield Step(arguments, printed.splitlines())


def trimmed(lines: list[str]) -> list[str]:
    """The lines with runs of spaces as one (columns are as wide as the widest number of the day), without blank ones at either end."""
    return "\n".join(re.sub(" +", " ", line).rstrip() for line in lines).strip("\n").split("\n")


def agrees(expected: list[str], printed: list[str]) -> bool:
    """Whether the output is what the page prints; `...` stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "..." else re.escape(line) + r"\n" for line in trimmed(expected))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in trimmed(printed))) is not None


def outcome(step: Step, folder: Path) -> str:
    """What a program of a page prints, run in a folder that holds the samples."""
    with chdir(folder):
        if isinstance(step.program, list):
            done = dorkarta(*step.program)
        else:
            command = [sys.executable, "-X", "utf8", "-c", step.program]
            run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment())
            done = Result(run.returncode, run.stdout, run.stderr)
    assert done.code == 0, done.err
    return done.out


def refresh(page: Path, folder: Path) -> None:
    """Writes the `text` blocks of a page anew (`python tasks.py docs`); `console` blocks, which leave lines out, stay as they are."""
    text = page.read_text(encoding="utf-8")
    for step in steps(page):
        printed = "\n".join(line.rstrip() for line in outcome(step, folder).strip("\n").splitlines())
        if isinstance(step.program, str):
            before = "\n".join(step.expected)
            text = text.replace(f"```text\n{before}\n```", f"```text\n{printed}\n```")
    page.write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "corpus" / "samples", tmp_path / "corpus" / "samples")
    for step in steps(page):
        printed = outcome(step, tmp_path)
        assert agrees(step.expected, printed.splitlines()), f"{step.program}\n{printed}"


def environment() -> dict[str, str]:
    """The environment of the tests, with the project importable from another folder."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


@pytest.mark.parametrize(
    ("expected", "printed", "agree"),
    [
        (["a", "...", "d"], ["a", "b", "c", "d"], True),
        (["a", "...", "d"], ["a", "d"], True),
        (["a  1"], ["a    1   "], True),
        (["a"], ["a", "b"], False),
        (["a", "...", "d"], ["a", "b"], False),
        (["a.c"], ["abc"], False),
    ],
    ids=["lines left out", "nothing left out", "widths of columns", "more than expected", "end missing", "dots are dots"],
)
def test_outputs_are_compared_line_by_line(expected: list[str], printed: list[str], agree: bool) -> None:
    assert agrees(expected, printed) is agree


def deadline_examples() -> list[list[str]]:
    """The table of forms in docs/deadlines.md: printed (one spelling a row), kind, edtf, rrule, duration, remarks."""
    text = (ROOT / "docs" / "deadlines.md").read_text(encoding="utf-8").partition("## Canonical forms")[2].partition("## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")]
    return [[spelling.replace("(empty)", ""), *row[1:]] for row in rows[1:] for spelling in row[0].split(" · ")]


def test_the_page_of_deadlines_has_its_examples() -> None:
    assert len(deadline_examples()) > 40


@pytest.mark.parametrize(("printed", "kind", "edtf", "rrule", "duration", "remarks"), deadline_examples(), ids=lambda value: value)
def test_deadlines_mean_what_the_page_says(printed: str, kind: str, edtf: str, rrule: str, duration: str, remarks: str) -> None:
    [item] = read_deadline(printed, DeadlineContext(Period(date(2021, 1, 1), date(2022, 12, 31))))
    assert (item.kind, item.edtf or "", item.rrule or "", item.duration or "") == (kind, edtf, rrule, duration)
    told = dict(re.findall(r"\b(bound|extent|times|end|condition_kind)=([\w-]+)", remarks))
    assert {name: str(getattr(item, name)) for name in told} == told


def document_errors() -> set[str]:
    """The codes of all classes that descend from DocumentError, wherever they are defined."""
    bases, codes = {}, {}
    for path in (*ROOT.glob("*.py"), *(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.bases and isinstance(node.bases[0], ast.Name):
                bases[node.name] = node.bases[0].id
                values = (
                    ast.unparse(part.value) for part in node.body if isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "code"
                )
                codes[node.name] = next((ast.literal_eval(value) for value in values), None)

    def is_of_a_document(name: str) -> bool:
        return name == "DocumentError" or (name in bases and is_of_a_document(bases[name]))

    return {code for name, code in codes.items() if code and is_of_a_document(name)}


def test_the_guide_says_what_to_do_with_every_failure() -> None:
    partial = {
        entry["partial"]
        for entry in yaml.safe_load((ROOT / "review" / "codes.yaml").read_text(encoding="utf-8")).values()
        if "partial" in entry
    }
    explained = set(re.findall(r"^\| `(\w+)` \|", GUIDE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert explained == document_errors() | partial


def test_the_guide_explains_every_line_of_the_summary() -> None:
    explained = {line.split("|")[1].strip() for line in GUIDE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")}
    assert {name for name, *_ in _lines(Summary())} - {"Время"} <= explained


@pytest.mark.parametrize("error", [OfficeMissing, TesseractMissing], ids=lambda error: error.code)
def test_the_guide_installs_programs_as_the_messages_say(error: type[DocumentError]) -> None:
    [winget] = re.findall(r"winget install [^»]+", error.default)
    [packages] = re.findall(r"apt install ([^»]+)", error.default)
    guide = GUIDE.read_text(encoding="utf-8")
    assert f"{winget}\n" in guide
    assert packages in guide


def test_the_example_of_an_unknown_heading_is_one() -> None:
    [heading] = re.findall(r"heads its deadline column «(.+?)»", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert meaning_of(heading) is None


def test_the_list_of_pages_names_each_once() -> None:
    named = re.findall(r"\]\(([\w.-]+\.md)\)", (ROOT / "docs" / "README.md").read_text(encoding="utf-8"))
    assert sorted(named) == sorted(page.name for page in (ROOT / "docs").glob("*.md") if page.name != "README.md")


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    wanted += [
        line for line in (ROOT / "requirements" / "dev.in").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    names = {re.split(r"[<>=!~\[; ]", one, maxsplit=1)[0] for one in wanted}
    packages = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").partition("## Programs outside")[0]
    rows = [line.split("|")[1] for line in packages.splitlines() if line.startswith("| ")]
    assert names == {name.strip() for row in rows for name in row.split(",")} - {"package"}


if __name__ == "__main__":
    with TemporaryDirectory() as name:
        shutil.copytree(ROOT / "corpus" / "samples", Path(name) / "corpus" / "samples")
        for changed in PAGES:
            refresh(changed, Path(name))
