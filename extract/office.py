"""Old formats of Word (.doc, .rtf, Word 2003 XML): LibreOffice turns them into DOCX, which the Word reader reads.

LibreOffice runs without a window, in a profile of its own for each call (so that calls and an office that is open do not disturb
each other), with macros and links switched off, and is ended with all of its processes when its time is up.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from extract import office_guard
from extract.office_guard import CANNOT_START, TIME_IS_UP
from extract.word import read_word
from records.document import Document
from records.errors import OfficeFailed, OfficeMissing

OfficeFormat = Literal["doc", "rtf", "wordxml"]
Target = Literal["docx", "pdf"]

SECONDS = 120
_GUARD = Path(office_guard.__file__)
_GRACE = 30.0  # seconds for the guard itself to start and end
_MEDIA_TYPES: dict[OfficeFormat, str] = {"doc": "application/msword", "rtf": "application/rtf", "wordxml": "application/msword+xml"}
_SUFFIXES: dict[OfficeFormat, str] = {"doc": ".doc", "rtf": ".rtf", "wordxml": ".xml"}
_FILTERS: dict[Target, str] = {"docx": "docx:MS Word 2007 XML", "pdf": "pdf:writer_pdf_Export"}
# `soffice.com` is the one that waits on Windows; the folders are where its installers put it.
_PROGRAMS = ("soffice", "libreoffice", "soffice.com")
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)")
_WINDOWS_PROGRAM = "LibreOffice/program/soffice.com"
_MAC_PROGRAM = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
# No macro is run, no link is updated, no file outside is loaded (settings of LibreOffice's registry).
_SETTINGS = (
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
)


def read_office(
    data: bytes, document_id: str, found: OfficeFormat, office: Path | None = None, tesseract: Path | None = None, seconds: float = SECONDS
) -> Document:
    """The Document of a file in an old format of Word; `media_type` says which, `extractor` is that of the Word reader.

    `office` is LibreOffice's program and `tesseract` the one for pictures (None: they are looked for), `seconds` the time limit of
    LibreOffice. Raises OfficeMissing, OfficeFailed, and what `read_word` raises.
    """
    document = read_word(convert(data, _SUFFIXES[found], "docx", office, seconds), document_id, 0, office, tesseract)
    return replace(document, media_type=_MEDIA_TYPES[found])


def convert(data: bytes, suffix: str, target: Target, office: Path | None = None, seconds: float = SECONDS) -> bytes:
    """The bytes of a file of this suffix as LibreOffice saves them in another format; parameters and errors as in `read_office`."""
    program = office if office is not None else find_office()
    if program is None or not program.is_file():
        raise OfficeMissing
    return _converted(data, suffix, target, program, seconds)


def find_office() -> Path | None:
    """LibreOffice on PATH or where its installers put it; None where it is not installed."""
    for name in _PROGRAMS:
        if found := shutil.which(name):
            return Path(found)
    usual = [Path(os.environ[name]) / _WINDOWS_PROGRAM for name in _WINDOWS_FOLDERS if name in os.environ]
    return next((path for path in (*usual, Path(_MAC_PROGRAM)) if path.is_file()), None)


def _converted(data: bytes, suffix: str, target: Target, program: Path, seconds: float) -> bytes:
    with TemporaryDirectory(prefix="dorkarta-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document{suffix}"
        source.write_bytes(data)
        profile = _profile(folder / "profile")
        out = folder / "converted"
        _run(
            [
                *(str(program), f"-env:UserInstallation={profile.as_uri()}"),
                *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
                *("--convert-to", _FILTERS[target], "--outdir", str(out), str(source)),
            ],
            folder,
            seconds,
        )
        result = out / f"document.{target}"
        if not result.is_file():
            raise OfficeFailed
        return result.read_bytes()


def _profile(folder: Path) -> Path:
    """A fresh profile with our settings in it."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
    return folder


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run to the end, under a guard that ends it with its children when its time is up or this process is killed."""
    guard = [sys.executable, "-I", "-S", str(_GUARD), str(seconds), str(folder), *command]
    process = subprocess.Popen(  # noqa: S603 - the program is the user's LibreOffice, the arguments are ours
        guard, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        code = process.wait(seconds + _GRACE)
    except subprocess.TimeoutExpired:
        raise OfficeFailed from None
    finally:
        if process.stdin is not None:
            process.stdin.close()  # tells a guard that still runs to end
        process.wait()
    if code in (TIME_IS_UP, CANNOT_START):
        raise OfficeFailed
