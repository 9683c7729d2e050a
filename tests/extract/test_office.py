"""Old formats of Word through LibreOffice: found or missing, too slow, of no use, and (where it is installed) really converting."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extract import office
from extract.office import find_office, read_office
from extract.read import read_document
from records.document import Document, Paragraph
from records.errors import OfficeFailed, OfficeMissing
from tests.waiting import has_ended, until

ROOT = Path(__file__).resolve().parents[2]
needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed (Debian: apt install libreoffice-writer)")
needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for LibreOffice is a shell script")


def rtf(text: str) -> bytes:
    return ("{\\rtf1\\ansi " + "".join(char if char.isascii() else f"\\u{ord(char)}?" for char in text) + "}").encode("ascii")


TABLE = r"\trowd\cellx2000\cellx6000 №\cell Мероприятие\cell\row\trowd\cellx2000\cellx6000 1.\cell Совещание\cell\row\pard После\par"


@pytest.fixture
def stand_in(tmp_path: Path) -> Path:
    """A program in LibreOffice's place that starts another one, as LibreOffice does, and never comes back."""
    program = tmp_path / "soffice"
    program.write_text(f'#!/bin/sh\nsh -c "echo $$ > {tmp_path}/child; exec sleep 3600" &\nwait\n', encoding="utf-8")
    program.chmod(0o755)
    return program


def test_missing_office_names_the_commands_that_install_it() -> None:
    with pytest.raises(OfficeMissing) as caught:
        read_document(rtf("Приказ"), "d", office=Path("nowhere") / "soffice")
    assert "winget install" in caught.value.message
    assert "apt install" in caught.value.message


def test_no_office_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    with pytest.raises(OfficeMissing):
        read_document(rtf("Приказ"), "d")


@needs_posix
def test_an_office_that_hangs_is_ended_with_its_children(stand_in: Path) -> None:
    """On a busy machine it may be ended before it has started its child; then it gets more time."""
    for seconds in (0.5, 5, 50, 500):
        with pytest.raises(OfficeFailed):
            read_office(rtf("Приказ"), "d", "rtf", stand_in, seconds=seconds)
        if child := _child(stand_in):
            break
    assert child
    until(lambda: has_ended(child))


ASKER = """
import sys, tempfile
from pathlib import Path
from extract.office import read_office
tempfile.tempdir = sys.argv[2]
read_office(b"{}", "d", "rtf", Path(sys.argv[1]), seconds=3600)
"""


@needs_posix
def test_an_office_ends_when_the_process_that_asked_is_killed(stand_in: Path, tmp_path: Path) -> None:
    """A worker that takes too long is killed, and can do nothing more about the office it waits for; its folder goes too."""
    folder = tmp_path / "work"
    folder.mkdir()
    asker = subprocess.Popen([sys.executable, "-c", ASKER, str(stand_in), str(folder)], cwd=ROOT)
    until(lambda: _child(stand_in))
    child = _child(stand_in)
    assert child
    (work,) = folder.iterdir()
    for number in range(2000):  # so many that the guard is still busy with them when the office has ended
        (work / f"{number}.tmp").touch()
    asker.kill()
    asker.wait()
    until(lambda: has_ended(child))
    until(lambda: not list(folder.iterdir()))


def _child(stand_in: Path) -> int | None:
    """The process that the stand-in started; none where it has not come so far."""
    note = stand_in.parent / "child"
    text = note.read_text(encoding="utf-8") if note.exists() else ""
    return int(text) if text.endswith("\n") else None


@needs_posix
def test_an_office_that_makes_nothing(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(OfficeFailed):
        read_office(rtf("Приказ"), "d", "rtf", program)


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


@needs_office
def test_rtf() -> None:
    document = read_document(rtf(TABLE), "d")
    ((_, table),) = document.tables()
    assert [cell.text for cell in table.cells] == ["№", "Мероприятие", "1.", "Совещание"]
    assert (texts(document), document.media_type, document.extractor) == (["После"], "application/rtf", "word")
