"""The abbreviations that a document defines for itself: «(далее – УКиН)», a list of abbreviations, its own header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import ontology
from ontology.definition_words import definition_words
from records.morphology import analyzer, lemma
from records.order import Head
from records.text import clean_line

Source = Literal["further", "list", "header"]
_OPENING = rf"(?:именуем\w+\s+)?(?:{'|'.join(definition_words().further)})\s*(?:,?\s*именуем\w+\s*)?(?:[-–—:]\s*)?"
_SHORT = r"((?:[^()«»\n]|«[^«»]*»){2,80}?)"
FURTHER = re.compile(rf"\(\s*{_OPENING}{_SHORT}\s*\)", re.IGNORECASE)
_UNBRACKETED = re.compile(rf",\s*{_OPENING}(?:[-–—]\s*)?[«\"]?([А-ЯЁ][^()«»\",;.]{{1,40}}?)[»\"]?\s*[,;.]", re.IGNORECASE)
_LISTED = re.compile(r"^\s*([А-ЯЁ][А-ЯЁа-яё/ -]{0,14}?)\s*[-–—]\s*([А-ЯЁа-яё«][^.;\n]{8,150})[.;]?\s*$")
_IN_LIST = re.compile(r"^\s*(?:\d+[.)]\s*)?([А-ЯЁ][А-ЯЁа-яё/«» -]{0,24}?)\s*(?:[-–—:|\t=]|\s{3,})\s*([А-ЯЁа-яё«][^;\n]{5,200}?)[.;]?\s*$")
_SHORTS, _SHORTS_AND = re.compile(r"[,;]|\bили\b"), re.compile(r"[,;]|\bили\b|\bи\b")
_WORD = re.compile(r"[А-Яа-яЁёA-Za-z]+(?:-[А-Яа-яЁёA-Za-z]+)*|[«»\"]|\S")
_PROPER = re.compile(r"[«\"][^«»\"]+[»\"]$")
_STOP = frozenset(".;:!?()")
_LONGEST = 24  # words of a full name before «(далее – …)»
_RUN = 3  # as many lines «ОО – …» in a row are a list of abbreviations also without a heading


@dataclass(frozen=True, slots=True)
class Definition:
    """`short` stands for `expansion` in the rest of the document; `source` says where it was read."""

    short: str
    expansion: str
    source: Source


def find_definitions(
    prose: Iterable[str], head: Head | None = None, cells: Iterable[str] = (), rows: Sequence[tuple[str, str]] = ()
) -> tuple[Definition, ...]:
    """The definitions of a document, the first of each abbreviation, nearest source first (text, list, header).

    `prose`: paragraphs and clauses; `cells` may define too, but a cell is no list of abbreviations; `rows`: (short, full) of its
    tables of abbreviations. `expansion` is in the nominative where its first words can be put so.
    """
    lines = [part for text in prose for part in text.split("\n")]
    found: dict[str, Definition] = {}
    for definition in (*_told(lines), *_told(cells), *_tabled(rows), *_lists(lines), *_header(head)):
        found.setdefault(definition.short, definition)
    return tuple(found.values())


def short_form(text: str) -> str | None:
    """The abbreviation that a bracketed remark defines («(далее – УКиН)» → «УКиН»), or None."""
    match = FURTHER.search(text if text.startswith("(") else f"({text})")
    return _unquoted(match.group(1).strip(" -–—")) if match else None


def _unquoted(text: str) -> str:
    """A name without the quotes that enclose all of it; those around its last words («МБУ "Олимп"») are its own."""
    bare = clean_line(text).strip(" “”„'")
    bare = bare.strip('"') if bare.startswith('"') or bare.count('"') % 2 else bare
    return bare[1:-1] if bare.startswith("«") and bare.find("»") == len(bare) - 1 else bare


def telling(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts that open a definition: few of a document's hundreds."""
    return tuple(filter(_opens, texts))


def _told(texts: Iterable[str]) -> Iterator[Definition]:
    """The definitions in running text."""
    return (hit for text in texts if _opens(text) for hit in _further(text))


@lru_cache(maxsize=1_000)  # documents of one archive define the same abbreviations in the same words
def _further(line: str) -> tuple[Definition, ...]:
    return tuple(_defined(line))


def _defined(line: str) -> Iterator[Definition]:
    for pattern in (FURTHER, _UNBRACKETED):
        for match in pattern.finditer(line):
            told = [word for word in definition_words().respectively if match.group(1).lower().lstrip().startswith(word)]
            named = match.group(1)[len(told[0]) :].lstrip(" -–—:") if told else match.group(1)
            for short in (_SHORTS_AND if told else _SHORTS).split(named):
                name = _unquoted(short)
                expansion = _expansion(line[: match.start()].rstrip(), name, initials_only=bool(told)) if len(name) > 1 else None
                if expansion:
                    yield Definition(name, expansion, "further")


@lru_cache(maxsize=1)
def _openers() -> re.Pattern[str]:
    """What a definition opens with, in lower case: most commas and brackets open none."""
    return re.compile(rf"[(,]\s*(?:именуем\w+\s+)?(?:{'|'.join(definition_words().further)})")


@lru_cache(maxsize=5_000)  # few texts open a definition, and the cells of a plan are asked twice
def _opens(text: str) -> bool:
    return bool(_openers().search(text.lower()))  # much faster than a comparison without case


def _expansion(text: str, short: str, *, initials_only: bool) -> str | None:
    """The full name before the bracket; a proper name that both print («Дом «Луч» (далее – Д «Луч»)») is no part of the letters."""
    named = _PROPER.search(short)
    if named and named.start() and text.endswith(named.group()):
        bare = _before(text.removesuffix(named.group()).rstrip(), short[: named.start()].rstrip(), initials_only=initials_only)
        return f"{bare} {named.group()}" if bare else None
    return _before(text, short, initials_only=initials_only)


def _before(text: str, short: str, *, initials_only: bool = False) -> str | None:
    """The name that ends where the bracket opens: from its initials back, else from the word that it repeats, else from its head noun."""
    words = [match.group() for match in _WORD.finditer(text[-400:])][-_LONGEST:]
    for place in range(len(words) - 1, -1, -1):
        if words[place] in _STOP:
            words = words[place + 1 :]
            break
    start = _by_initials(words, short)
    if start is None and not initials_only:
        start = _by_head(words, short)
        start = _by_noun(words) if start is None and short.isupper() else start
    return nominative(_join(words[start:])) if start is not None else None


def _by_initials(words: list[str], short: str) -> int | None:
    """«управлению по контролю и надзору» + «УКиН»: the latest place from which the initials fit."""
    wanted = [letter.lower() for letter in short if letter.isalpha()]
    if len(wanted) < 2 or (" " in short.strip() and not short.isupper()):
        return None
    for start in range(len(words) - 1, -1, -1):
        parts = [part for word in words[start:] for part in word.split("-") if part[:1].isalpha()]
        if _spelled(wanted, parts):
            return start
    return None


def _spelled(wanted: list[str], parts: list[str]) -> bool:
    """Whether the initials of the words give the abbreviation; «по», «и» count only where it has their letter.

    From three letters on, the name may go on behind them («… администрации района»).
    """
    place = 0
    for part in parts:
        if place == len(wanted):
            return place > 2 or lemma(part) in definition_words().name_ends
        if part[0].lower() == wanted[place]:
            place += 1
        elif part.lower() not in definition_words().small_words or place == 0:
            return False
    return place == len(wanted)


def _by_head(words: list[str], short: str) -> int | None:
    """«управление образования администрации района (далее – Управление)»: from the word that the short form repeats."""
    first = lemma(short.split()[0].strip('«»"'))
    return _with_adjectives(words, next((place for place in range(len(words) - 1, -1, -1) if lemma(words[place]) == first), None))


def _with_adjectives(words: list[str], place: int | None) -> int | None:
    """The place of the first of the adjectives before a noun («информационно-методический центр (далее – Центр)»)."""
    while place and _is_adjective(words[place - 1]):
        place -= 1
    return place


def _by_noun(words: list[str]) -> int | None:
    """«районное управление народного образования (далее – РОНО)»: from the first head noun of a body, its adjectives before it."""
    heads = ontology.load().heads
    return _with_adjectives(words, next((place for place, word in enumerate(words) if lemma(word) in heads), None))


def _join(words: list[str]) -> str:
    return re.sub(r"([«(])\s+|\s+([»),.])", lambda match: match.group(1) or match.group(2), " ".join(words))


@lru_cache(maxsize=1_000)
def nominative(text: str) -> str:
    """The name with its leading adjectives and first noun in the nominative («управлению образования» → «управление образования»)."""
    words = text.split(" ")
    noun = next((place for place, word in enumerate(words) if not _is_adjective(word)), None)
    parse = next((parse for parse in analyzer().parse(words[noun]) if parse.tag.POS == "NOUN"), None) if noun is not None else None
    if noun is None or parse is None or words[noun].isupper():
        return text
    wanted = {"nomn", parse.tag.number, *({parse.tag.gender} if parse.tag.number == "sing" and parse.tag.gender else ())}
    for place in range(noun + 1):
        form = (parse if place == noun else analyzer().parse(words[place])[0]).inflect(
            wanted - ({parse.tag.gender} if place == noun else set())
        )
        if form is not None:
            words[place] = str(form.word).capitalize() if words[place][0].isupper() else str(form.word)
    return " ".join(words)


def _is_adjective(word: str) -> bool:
    return analyzer().parse(word)[0].tag.POS in ("ADJF", "PRTF")


def _lists(lines: Sequence[str]) -> Iterator[Definition]:
    """Lists of abbreviations: under their heading, several lines in a row, or one line whose initials agree («ОО – …»)."""
    place = 0
    while place < len(lines):
        titled = _is_list_title(lines[place])
        run = _run(lines, place + titled, _IN_LIST if titled else _LISTED)
        trusted = titled or len(run) >= _RUN
        yield from (Definition(short, full, "list") for short, full in run if trusted or _fits(short, full))
        place += max(len(run) + titled, 1)


def _tabled(rows: Sequence[tuple[str, str]]) -> Iterator[Definition]:
    """A table's rows; a few that no list makes are trusted only where the initials agree."""
    yield from (Definition(short, full, "list") for short, full in rows if len(rows) >= _RUN or _fits(short, full))


def redefined(known: Sequence[Definition], cells: Sequence[str]) -> tuple[Definition, ...]:
    """The definitions that hold once the `cells` of a plan are read: what they define anew takes the place of what was known."""
    if not cells:
        return tuple(known)
    own: dict[str, Definition] = {}
    for definition in _told(cells):
        own.setdefault(definition.short, definition)
    before = {definition.short: definition for definition in known}
    return tuple((before | own).values()) if any(before.get(short) != new for short, new in own.items()) else tuple(known)


def _is_list_title(line: str) -> bool:
    return len(line) < 80 and line.lower().lstrip(" 0123456789.").startswith(definition_words().list_titles)


def _run(lines: Sequence[str], first: int, pattern: re.Pattern[str]) -> list[tuple[str, str]]:
    """The entries of a list from a line on, to the first line that is none."""
    found: list[tuple[str, str]] = []
    for place in range(first, len(lines)):
        match = pattern.match(lines[place])
        if not match or sum(letter.isupper() for letter in match.group(1)) < 2:
            break
        found.append((match.group(1).strip(), clean_line(match.group(2))))
    return found


def _fits(short: str, full: str) -> bool:
    """Whether the initials of the full name begin as the abbreviation does."""
    words = [match.group() for match in _WORD.finditer(full)]
    wanted = [letter.lower() for letter in short if letter.isalpha()]
    parts = [part for word in words for part in word.split("-") if part[:1].isalpha()]
    return _spelled(wanted, parts)


def _header(head: Head | None) -> Iterator[Definition]:
    """The initials of the issuer's own name: «Департамент образования администрации …» → «ДО»."""
    if head is None or not head.issuer:
        return
    quoted = re.search(r"«([^«»]+)»", head.issuer)
    words = clean_line(quoted.group(1) if quoted else head.issuer).split(" ")
    name = [word for word in words if not word.isupper() or len(words) == sum(part.isupper() for part in words)]
    end = next((place for place, word in enumerate(name) if lemma(word) in definition_words().name_ends), len(name))
    initials = "".join(word[0].upper() for word in name[:end] if word.lower() not in definition_words().small_words and word[0].isalpha())
    if 2 <= len(initials) <= 5 and initials not in definition_words().taken:
        yield Definition(initials, head.issuer if not head.issuer.isupper() else head.issuer.capitalize(), "header")
