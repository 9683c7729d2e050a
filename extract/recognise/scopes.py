"""The flow of a document cut into scopes: what belongs to one plan, from its appendix mark, chapter or title to the next."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.recognise.acts import date_in
from extract.recognise.casing import is_capitals, unspaced
from extract.recognise.flow import FlowItem
from extract.recognise.guessing import guess_header
from extract.recognise.line import Line
from extract.recognise.numbering import split_number
from extract.recognise.periods import period_of
from extract.recognise.sections import month_of, number_and_title
from extract.recognise.tables import TableReading
from extract.recognise.titles import appendix_of, approval_lines, chapter_of, has_verb, is_approval, is_caption, title_lines, title_word
from extract.recognise.vocabulary import lemmas, words
from records.order import Section

_SHORT_LINE = 60  # «Продолжение таблицы 1»
_LONGEST_TITLE_LINE = 200
_CONTENT = ("activities", "targets", "definitions", "statistics")


@dataclass(slots=True)
class Entry:
    """A table of a scope and the heading lines that stand right above it (sections of a plan in several tables)."""

    reading: TableReading
    headings: list[Section] = field(default_factory=list)
    above: Section | None = None  # a styled line above it that is a heading if later tables of the plan have such headings
    adjoins: bool = False  # at most a section's heading and a short line stand between it and the table before


@dataclass(slots=True)
class Scope:
    """A plan to be: the lines that name it and its tables. `first` is the position of its first item in the flow."""

    first: int
    appendix: str | None = None
    approved_by: str | None = None
    chapter: tuple[str | None, str] | None = None
    chapter_title: str | None = None
    title: str | None = None
    caption: str | None = None
    word: str | None = None
    above_figures: str | None = None  # the lines above its first table of figures, where nothing else names the scope
    entries: list[Entry] = field(default_factory=list)

    def has(self, *kinds: str) -> bool:
        """Whether a table of one of these kinds is here."""
        return any(entry.reading.kind in kinds for entry in self.entries)


class _Cutter:
    """Walks the flow once; opens a scope at every appendix, chapter or title that begins a new plan."""

    def __init__(self, items: Sequence[FlowItem]) -> None:
        self.items = items
        self.scopes = [Scope(0)]
        self.since_table: list[Line] = []
        self.skip = 0

    @property
    def scope(self) -> Scope:
        return self.scopes[-1]

    def run(self) -> list[Scope]:
        for position, item in enumerate(self.items):
            if isinstance(item, TableReading):
                self._table(item)
            elif self.skip:
                self.skip -= 1
            else:
                self._line(position, item)
        return self.scopes

    def _open(self, position: int, **named: object) -> None:
        self.scopes.append(Scope(position, **named))  # type: ignore[arg-type]
        self.since_table = []

    def _lines_from(self, position: int) -> tuple[list[Line], bool]:
        """The lines from a position up to the next table, and whether there is one."""
        lines: list[Line] = []
        for item in self.items[position : position + 40]:
            if isinstance(item, TableReading):
                return lines, True
            lines.append(item)
        return lines, False

    def _line(self, position: int, line: Line) -> None:
        appendix = appendix_of(line.text)
        if appendix:
            approved, self.skip = approval_lines(self._lines_from(position)[0], appendix.rest)
            self._open(position, appendix=appendix.number, approved_by=approved)
        elif is_approval(line.text) and not self.scope.has(*_CONTENT) and not self.scope.approved_by:
            self._approval(position, line)
        elif line.first and (chapter := chapter_of(line.text)):
            self._chapter(position, line, chapter)
        elif line.first and (word := title_word(line.text)):
            self._title(position, word)
        else:
            self.since_table.append(line)

    def _approval(self, position: int, line: Line) -> None:
        tail = line.text if len(line.text.split()) > 1 else ""
        stamp = line.text.strip('«»" .:').lower() == "утверждаю"
        self.scope.approved_by, self.skip = approval_lines(self._lines_from(position)[0], tail, stamp=stamp)
        self.since_table = []

    def _chapter(self, position: int, line: Line, chapter: tuple[str | None, str]) -> None:
        """A chapter is a plan of its own, unless a plan's title governs it: then it is a section."""
        if self.scope.title and self.scope.word not in (None, "программа"):
            self.since_table.append(line)
            return
        if self.scope.chapter or self.scope.has(*_CONTENT):
            self._open(position, appendix=self.scope.appendix, approved_by=self.scope.approved_by, title=self._programme())
            self.scope.word = "программа" if self.scope.title else None
        heading = " ".join([line.text, *self._rest_of(position)])
        self.scope.chapter, self.scope.chapter_title = chapter_of(heading) or chapter, heading
        self.since_table = []

    def _rest_of(self, position: int) -> list[str]:
        """The lines on which a chapter's heading goes on: they begin with a small letter and look like the first."""
        lines, _ = self._lines_from(position)
        rest = itertools.takewhile(lambda line: line.text[:1].islower() and line.align == lines[0].align, lines[1:])
        texts = [line.text for line in rest if not has_verb(line.text)]
        self.skip = len(texts)
        return texts

    def _programme(self) -> str | None:
        return self.scope.title if self.scope.word == "программа" else None

    def _title(self, position: int, word: str) -> None:
        lines, before_table = self._lines_from(position)
        taken = title_lines(lines, 0, before_table)
        title = unspaced(" ".join(line.text for line in taken))
        self.skip = len(taken) - 1
        if is_caption(title):
            self.scope.caption = self.scope.caption or title
            return
        if self.scope.has("activities") or (self.scope.title and self.scope.has(*_CONTENT) and self.scope.word != "программа"):
            self._open(position, appendix=self.scope.appendix, approved_by=self.scope.approved_by)
        if not self.scope.title or (self.scope.word == "программа" and word != "программа"):
            self.scope.title, self.scope.word = title, word
        self.since_table = []

    def _table(self, reading: TableReading) -> None:
        continues = self.scope.has("activities")
        if reading.kind == "other" and not continues and (guessed := guess_header(reading.rows)):
            reading = replace(reading, kind="activities", header=guessed, guessed=True)
        if reading.kind == "activities" and not (self.scope.title or self.scope.chapter or self.scope.caption):
            self.scope.title = _title_above(self.since_table)
            self.since_table = [] if self.scope.title else self.since_table
        if reading.kind in ("targets", "definitions") and not (self.scope.title or self.scope.entries):
            self.scope.above_figures = _title_above(self.since_table)
        headings = _headings(self.since_table, continues)
        between = self.since_table[: len(self.since_table) - len(headings)]
        adjoins = len(between) <= 1 and all(len(line.text) <= _SHORT_LINE for line in between)
        above = _styled_heading(self.since_table) if reading.kind == "activities" and not continues and not headings else None
        if continues and headings:
            _promote_first_heading(self.scope.entries)
        self.scope.entries.append(Entry(reading, headings if reading.kind in ("activities", "other") else [], above, adjoins))
        if reading.kind != "empty":
            self.since_table = []


def scopes_of(items: Sequence[FlowItem]) -> list[Scope]:
    """The scopes of a document in order; the first one is everything before the first appendix, chapter or title."""
    return _Cutter(items).run()


def _title_above(lines: Sequence[Line]) -> str | None:
    """The title of a plan that no line named by its first word: a numbered one («3. План …»), or the styled lines above the table."""
    for index in range(len(lines) - 1, max(len(lines) - 7, -1), -1):
        split = split_number(lines[index].text)
        if split.number and title_word(split.rest):
            return " ".join([split.rest, *(line.text for line in lines[index + 1 :])])
    styled: list[str] = []
    for line in reversed(lines):
        if (
            not (line.bold or line.align == "center" or is_capitals(line.text))
            or split_number(line.text).number
            or len(line.text) > _LONGEST_TITLE_LINE
        ):
            break
        styled.insert(0, line.text)
    return " ".join(styled) or _dated_line(lines)


def _dated_line(lines: Sequence[Line]) -> str | None:
    """The plain line right above the table that prints a period («Перечень контрольных событий на 2024 год») and is no sentence."""
    text = lines[-1].text if lines else ""
    short = 0 < len(text) <= _LONGEST_TITLE_LINE and text[0].isupper() and not text.endswith((".", ";", ":"))
    return text if short and period_of(text) and not has_verb(text) and date_in(text) is None else None


def _styled_heading(lines: Sequence[Line]) -> Section | None:
    """The bold, centred or capital line right above a table."""
    found = _headings(lines[-1:], continues=True)
    return found[0] if found else None


def _promote_first_heading(entries: Sequence[Entry]) -> None:
    """The second table of a plan has a heading: then the like line above the first one is a heading too."""
    tables = [entry for entry in entries if entry.reading.kind == "activities"]
    if len(tables) == 1 and tables[0].above:
        tables[0].headings = [tables[0].above]


def _headings(lines: Sequence[Line], continues: bool) -> list[Section]:
    """The heading line right above a table: numbered or with its word; in a plan that goes on also a bold or centred one."""
    if not lines:
        return []
    line = lines[-1]
    text = line.text
    if len(text) > 250 or is_caption(text) or text.lower().startswith(("таблица", "примечание")):
        return []
    tokens = lemmas(text)
    named = bool(number_and_title(text)[0]) or "«" in text or '"' in text
    worded = (bool(tokens) and tokens[0] in words("section_words") and named) or month_of(text)[0] is not None
    numbered = bool(split_number(text).number) and not text.rstrip().endswith((";", "."))
    styled = continues and (line.bold or line.align == "center" or is_capitals(text)) and not text.endswith((".", ";", ":"))
    if not (worded or numbered or styled):
        return []
    number, title = number_and_title(text)
    return [] if is_caption(title) else [Section(number or None, title, *month_of(title))]
