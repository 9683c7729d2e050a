"""The house rules that a tool can check: sizes, imports, no traces of a machine, links that lead somewhere."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("records", "extract", "normalize", "ontology", "corpus", "output", "review")
SOURCES = [
    *(path for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py"))),
    ROOT / "tasks.py",
    *sorted(ROOT.glob("pipeline*.py")),
]
PAGES = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *(page for name in PACKAGES for page in (ROOT / name).rglob("*.md")),
]
LONGEST_FILE, LONGEST_FUNCTION, LONG_FUNCTION = 400, 75, 30


def relative(path: Path) -> str:
    """A path as test names print it."""
    return path.relative_to(ROOT).as_posix()


@cache
def function_lengths() -> dict[str, int]:
    """Lines of every function of the program, by file and name."""
    lengths: dict[str, int] = {}
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lengths[f"{relative(path)}:{node.name}:{node.lineno}"] = (node.end_lineno or node.lineno) - node.lineno + 1
    return lengths


def test_no_file_is_too_long() -> None:
    sizes = {relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCES}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    assert {name: size for name, size in function_lengths().items() if size > LONGEST_FUNCTION} == {}


def test_functions_are_short_as_a_rule() -> None:
    lengths = list(function_lengths().values())
    assert median(lengths) <= 12
    assert sum(size < LONG_FUNCTION for size in lengths) >= 0.9 * len(lengths)


def test_imports_run_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports.exe" if sys.platform == "win32" else "lint-imports")
    if not linter.exists():
        pytest.skip("import-linter is not installed here; `python tasks.py test` installs it")
    done = subprocess.run([linter], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", sorted((ROOT / "bench").glob("*.py")), ids=relative)
def test_benches_find_what_they_import(path: Path) -> None:
    """Nothing else runs them, and the pages name them."""
    assert import_module(f"bench.{path.stem}").__doc__


@pytest.mark.parametrize("path", [path for path in SOURCES if path.stat().st_size], ids=relative)
def test_modules_say_what_they_know(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), "a module opens with a docstring"


@pytest.mark.parametrize("path", [path for path in SOURCES if "except Exception" in path.read_text(encoding="utf-8")], ids=relative)
def test_broad_excepts_are_the_isolation_points(path: Path) -> None:
    """Only where a document is isolated from the run, and never silently: the handler raises, or turns what it caught into a value."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler) and getattr(node.type, "id", "") in ("Exception", "BaseException"):
            assert any(isinstance(inner, ast.Raise | ast.Return) for inner in ast.walk(node)), f"line {node.lineno} swallows what it caught"


def test_nothing_tells_of_the_machine_it_was_written_on() -> None:
    kinds = {".py", ".md", ".toml", ".yaml", ".csv", ".txt", ".in", ".json"}
    trace = re.compile(r"(?<![\w.])/(?:work|farm|root|home/\w+)/|--(?:extra-)?index-url\s+\S*://|[A-Z]:\\Users\\")
    ours = [*SOURCES, *PAGES, *(path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.suffix in kinds)]
    assert [relative(path) for path in ours if trace.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:|#", link)]
    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_paths_named_in_pages_exist(page: Path) -> None:
    """`folder/file.ext` in back quotes is a promise about the tree."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = re.findall(rf"`((?:{'|'.join((*PACKAGES, 'docs', 'tests', 'requirements', 'bench'))})/[\w./-]+)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_pages_named_in_the_code_exist() -> None:
    named = {(relative(path), page) for path in SOURCES for page in re.findall(r"docs/[\w./-]+\.md", path.read_text(encoding="utf-8"))}
    assert sorted((path, page) for path, page in named if not (ROOT / page).exists()) == []
