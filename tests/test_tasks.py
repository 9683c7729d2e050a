"""`tasks.py` and the pinned requirements: what a newcomer's first command rests on."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("records", "extract", "normalize", "ontology", "corpus", "output", "review")
RUN, DEV = ROOT / "requirements" / "run.txt", ROOT / "requirements" / "dev.txt"
PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)( ; .+?)? \\$", re.MULTILINE)


@pytest.fixture
def tasks() -> ModuleType:
    """A fresh copy of the module, so that a test may change its paths."""
    spec = importlib.util.spec_from_file_location("tasks_under_test", ROOT / "tasks.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pins(path: Path) -> set[tuple[str, str]]:
    """(package, version) of a requirements file."""
    return {(name, version) for name, version, _ in PIN.findall(path.read_text(encoding="utf-8"))}


def plain(requirement: str) -> str:
    """The normal form (PEP 503) of the package that a requirement names."""
    return re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", requirement, maxsplit=1)[0]).lower()


@pytest.mark.parametrize("path", [RUN, DEV], ids=lambda path: path.name)
def test_requirements_are_pins_with_hashes_and_nothing_else(path: Path) -> None:
    kinds = {"pin": PIN.pattern, "hash": r"^    --hash=sha256:[0-9a-f]{64}( \\)?$"}
    strange = [line for line in path.read_text(encoding="utf-8").splitlines() if not any(re.match(kind, line) for kind in kinds.values())]
    assert strange == []


def test_no_address_of_an_index_in_requirements() -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "requirements").iterdir())]
    assert [found for text in texts for found in re.findall(r"(?m)https?:|file:|^--", text)] == []


def test_dev_requirements_are_those_of_the_program_and_more() -> None:
    assert pins(RUN) < pins(DEV)


def test_everything_declared_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    declared = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    assert {plain(one) for one in declared} <= {name for name, _ in pins(RUN)}
    wanted = [
        line for line in (ROOT / "requirements" / "dev.in").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    ]
    assert {plain(one) for one in wanted} <= {name for name, _ in pins(DEV)}


def test_no_heavy_frameworks_slipped_in() -> None:
    assert not {name for name, _ in pins(DEV)} & {"torch", "tensorflow", "jax", "nvidia-cublas-cu12"}


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 4), (3, 14, 1), (4, 0, 0)], ids=str)
def test_new_enough_python_is_taken(tasks: ModuleType, version: tuple[int, ...]) -> None:
    assert tasks.check_python(version) is None


@pytest.mark.parametrize("version", [(3, 10, 12), (3, 8, 0), (2, 7, 18)], ids=str)
def test_old_python_is_told_what_to_do(tasks: ModuleType, version: tuple[int, ...]) -> None:
    with pytest.raises(SystemExit) as told:
        tasks.check_python(version)
    message = str(told.value)
    assert "Нужен Python 3.11" in message and "Python 3.11 or newer" in message and ".".join(map(str, version)) in message


def test_an_installed_environment_is_not_installed_again(tasks: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "VENV", tmp_path)
    monkeypatch.setattr(tasks, "must", lambda *command: pytest.fail(f"ran {command}"))
    (tmp_path / "dorkarta.stamp").write_text(tasks.stamp(tasks.DEV), encoding="utf-8")
    tasks.install(tasks.DEV)
    tasks.install(tasks.RUN)  # the larger set serves for the smaller one
    assert tasks.is_installed(tasks.RUN, tasks.DEV)


def test_other_requirements_are_installed(tasks: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[object, ...]] = []
    monkeypatch.setattr(tasks, "VENV", tmp_path)
    monkeypatch.setattr(tasks, "BIN", tmp_path)
    monkeypatch.setattr(tasks, "must", lambda *command: ran.append(command))
    (tmp_path / ("python.exe" if sys.platform == "win32" else "python")).touch()
    (tmp_path / "dorkarta.stamp").write_text(tasks.stamp(tasks.RUN), encoding="utf-8")
    tasks.install(tasks.DEV)
    assert len(ran) == 2 and all("--no-deps" in command for command in ran) and "--require-hashes" in ran[0]
    assert tasks.is_installed(tasks.DEV)


def test_the_help_names_every_task(tasks: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        tasks.main(["--help"])
    printed = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(f"\n{name}: " in printed for name in ("demo", "test", "check", "samples", "docs", "bench", "lock"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from a copy of the project (a build leaves its traces beside the sources)."""
    folder = tmp_path_factory.mktemp("build")
    for name in (*PACKAGES, "LICENSE", "README.md", "pyproject.toml", *(path.name for path in ROOT.glob("*.py"))):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, folder / name)
    build = "import setuptools.build_meta as b; b.build_wheel('dist')"
    done = subprocess.run([sys.executable, "-c", build], cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False)
    assert done.returncode == 0, done.stderr
    [built] = (folder / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_an_installed_program_has_all_its_files(wheel: set[str]) -> None:
    """Vocabulary, samples and fonts are part of the package; a new kind of data file must be named in pyproject.toml."""
    ours = {path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert sorted({path.relative_to(ROOT).as_posix() for path in ours} - wheel) == []
    assert {"pipeline.py", "pipeline_journey.py"} <= wheel


def test_an_installed_program_has_no_tests_and_no_tasks(wheel: set[str]) -> None:
    assert {name.partition("/")[0] for name in wheel if name.startswith(("tests/", "bench/", "docs/", "tasks"))} == set()
