"""Tesseract: the program is found, run on a picture without a shell, and its words come back with boxes and confidence.

Words are read from hOCR rather than TSV: it also tells the baseline and the size of the letters of a line, without which the
heights of lines («ежегодно», «Отчёт») could not be compared. Tesseract is an outside program (Apache-2.0), installed beside us.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import cv2
from lxml import etree

from extract.scan.picture import DPI, Grey
from records.errors import OcrFailed, TesseractMissing

LANGUAGE = "rus"
LATIN = "eng"
SECONDS = 60.0  # for one picture; a dense page takes two
_PROGRAM = "tesseract"
_WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
_WINDOWS_PROGRAMS = ("Tesseract-OCR/tesseract.exe", "Programs/Tesseract-OCR/tesseract.exe")
_MAC_PROGRAM = "/opt/homebrew/bin/tesseract"
_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")  # all that Tesseract calls lines
_NUMBERS = re.compile(r"(baseline|x_size|x_wconf) (-?[\d.]+)(?: (-?[\d.]+))?")


class Word(NamedTuple):
    """A word in pixels of the picture. `base` is its baseline, `size` the height of its line's letters from the lowest descender to
    the highest ascender, `confidence` Tesseract's own (0 to 1), `line` the number of its line in the picture."""

    text: str
    x0: int
    top: int
    x1: int
    bottom: int
    base: float
    size: float
    confidence: float
    line: int

    def moved(self, dx: int, dy: int) -> Word:
        """The word so many pixels further right and down."""
        x0, x1, top, bottom = self.x0 + dx, self.x1 + dx, self.top + dy, self.bottom + dy
        return self._replace(x0=x0, x1=x1, top=top, bottom=bottom, base=self.base + dy)


@dataclass(frozen=True, slots=True)
class Tesseract:
    """The program that is installed here and the languages it has data for."""

    program: Path
    languages: frozenset[str] = frozenset((LANGUAGE,))
    seconds: float = SECONDS

    def words(self, picture: Grey, segmentation: int, settings: Sequence[str] = (), language: str = LANGUAGE) -> list[Word]:
        """The words of a picture. `segmentation` is Tesseract's page segmentation mode (6: one block of text), `settings` are
        further «name=value». Raises OcrFailed."""
        pairs = ["tessedit_create_hocr=1", *settings]
        options = [part for pair in pairs for part in ("-c", pair)]
        return list(_words(self._run(picture, "-l", language, "--psm", str(segmentation), *options)))

    def _run(self, picture: Grey, *options: str) -> bytes:
        done, encoded = cv2.imencode(".bmp", picture)
        if not done:
            raise OcrFailed
        command = [str(self.program), "stdin", "stdout", "--dpi", str(DPI), *options]
        # One thread: pages are read side by side in processes, and its threads only get into each other's way.
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        try:
            finished = subprocess.run(  # noqa: S603 - the program is the user's Tesseract, the arguments are ours
                command, input=encoded.tobytes(), capture_output=True, timeout=self.seconds, check=False, env=environment
            )
        except (subprocess.TimeoutExpired, OSError) as error:
            raise OcrFailed from error
        if finished.returncode != 0:
            raise OcrFailed from RuntimeError(finished.stderr.decode("utf-8", "replace")[-500:])
        return finished.stdout


def found_tesseract(program: Path | None = None) -> Tesseract:
    """Tesseract with its Russian data: `program` itself, or where it usually is. Raises TesseractMissing."""
    path = program if program is not None else _usual_place()
    languages = _languages(path) if path is not None and path.is_file() else frozenset()
    if path is None or LANGUAGE not in languages:
        raise TesseractMissing
    return Tesseract(path, languages)


def _usual_place() -> Path | None:
    if found := shutil.which(_PROGRAM):
        return Path(found)
    folders = [Path(os.environ[name]) for name in _WINDOWS_FOLDERS if name in os.environ]
    usual = [folder / name for folder in folders for name in _WINDOWS_PROGRAMS]
    return next((path for path in (*usual, Path(_MAC_PROGRAM)) if path.is_file()), None)


@lru_cache(maxsize=4)
def _languages(program: Path) -> frozenset[str]:
    try:
        listed = subprocess.run([str(program), "--list-langs"], capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except (subprocess.TimeoutExpired, OSError):
        return frozenset()
    return frozenset(listed.stdout.decode("utf-8", "replace").split())


def _words(hocr: bytes) -> Iterator[Word]:
    """The words of an hOCR page in reading order, from its XHTML (hOCR 1.2, «ocrx_word»)."""
    if not hocr.strip():
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(hocr, parser)
    if root is None:
        return
    lines = (element for element in root.iter("{*}span") if element.get("class") in _LINES)
    for number, line in enumerate(lines):
        for word in line.iter("{*}span"):
            text = "".join(map(str, word.itertext())).strip()
            box = _BOX.search(word.get("title", ""))
            if word.get("class") == "ocrx_word" and text and box:
                yield _word(text, tuple(map(int, box.groups())), word.get("title", ""), line.get("title", ""), number)


def _word(text: str, box: Sequence[int], title: str, line: str, number: int) -> Word:
    values = {name: (float(a), float(b or 0)) for name, a, b in _NUMBERS.findall(f"{line}; {title}")}
    slope, offset = values.get("baseline", (0.0, 0.0))
    frame = _BOX.search(line)
    left, bottom = (int(frame[1]), int(frame[4])) if frame else (box[0], box[3])
    x0, top, x1, lower = box
    base = bottom + offset + slope * ((x0 + x1) / 2 - left)
    size = values.get("x_size", (float(lower - top), 0.0))[0]
    return Word(text, x0, top, x1, lower, base, size, values.get("x_wconf", (0.0, 0.0))[0] / 100, number)
