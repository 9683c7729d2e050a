"""The letter as a file: Word (python-docx) or a page of HTML (jinja2, escaped). What follows the name's ending decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from records.errors import UsageError
from review.receipt.letter import Letter, Point

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # no XML file may hold them
_MARGINS = {"left_margin": Cm(3), "right_margin": Cm(1.5), "top_margin": Cm(2), "bottom_margin": Cm(2)}  # ГОСТ Р 7.0.97-2016
_FONT = ("Times New Roman", Pt(13))


def write(letters: Sequence[Letter], path: Path) -> None:
    """Writes the letters, each from a new page, into `path` (.docx, .html). Raises UsageError for another ending or a file in use."""
    kind = path.suffix.lower()
    if kind not in (".docx", ".html", ".htm"):
        raise UsageError(f"Письмо пишется в .docx или .html, а указано «{path.name}».")
    new = path.with_name(f"~{path.name}")
    try:
        if kind == ".docx":
            _word(letters, new)
        else:
            new.write_text(_page(letters), encoding="utf-8", newline="\n")
        new.replace(path)
    except PermissionError:
        raise UsageError(f"Не удаётся записать «{path}»: файл открыт в другой программе или папка закрыта для записи.") from None
    finally:
        new.unlink(missing_ok=True)


def shown_places(point: Point) -> str:
    """The places of a point in one line."""
    return "; ".join(point.places)


def _word(letters: Sequence[Letter], path: Path) -> None:
    word = docx.Document()
    style = word.styles["Normal"]
    style.font.name, style.font.size = _FONT
    style.paragraph_format.space_after = Pt(6)
    for name, width in _MARGINS.items():
        setattr(word.sections[0], name, width)
    for n, letter in enumerate(letters):
        if n:
            word.add_page_break()  # type: ignore[no-untyped-call]
        _letter(word, letter)
    word.save(str(path))


def _letter(word: WordDocument, letter: Letter) -> None:
    _add(word, letter.addressee).paragraph_format.left_indent = Cm(8)
    _add(word, letter.subject, bold=True).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add(word, letter.opening).paragraph_format.first_line_indent = Cm(1.25)
    table = word.add_table(rows=0, cols=2)
    table.style, table.autofit = "Table Grid", False
    for name, value in letter.facts:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = name, value
        cells[0].width, cells[1].width = Cm(4), Cm(12.5)
    number = 0
    for part in letter.parts:
        heading = _add(word, part.opening, bold=True)
        heading.paragraph_format.space_before = Pt(12)
        heading.paragraph_format.keep_with_next = True
        for point in part.points:
            number += 1
            _point(word, number, point)
    closing = _add(word, letter.closing)
    closing.paragraph_format.first_line_indent, closing.paragraph_format.space_before = Cm(1.25), Pt(12)
    _add(word, "Исполнитель, телефон: ________________")


def _point(word: WordDocument, number: int, point: Point) -> None:
    paragraph = _add(word, f"{number}. {point.text}")
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = Cm(0.75), Cm(-0.75)
    run = paragraph.add_run(f"\nГде: {_plain(shown_places(point))}.")
    run.font.size = Pt(11)
    if point.advice:
        advice = paragraph.add_run(f"\n{_plain(point.advice)}")
        advice.italic, advice.font.size = True, Pt(11)


def _add(word: WordDocument, text: str, *, bold: bool = False) -> Paragraph:
    paragraph = word.add_paragraph()
    paragraph.add_run(_plain(text)).bold = bold
    return paragraph


def _plain(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _page(letters: Sequence[Letter]) -> str:
    folder = Path(__file__).parent
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["places"] = shown_places
    return environment.get_template("letter.html.j2").render(letters=letters)
