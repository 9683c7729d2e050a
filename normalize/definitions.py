"""The abbreviations that a document defines for itself: «(далее – УКиН)», a list of abbreviations, its own header."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from records.morphology import analyzer, lemma
from records.order import Head
from records.text import clean_line

Source = Literal["further", "list", "header"]
FURTHER = re.compile(r"\(\s*далее(?:\s+по\s+тексту)?\s*(?:[-–—:]\s*)?(?:именуем\w+\s+)?«?([^()«»;]{2,60}?)»?\s*\)", re.IGNORECASE)
_LISTED = re.compile(r"^\s*([А-ЯЁ][А-ЯЁа-яё/ -]{0,14}?)\s*[-–—]\s*([А-ЯЁа-яё«][^.;\n]{8,150})[.;]?\s*$")
_WORD = re.compile(r"[А-Яа-яЁёA-Za-z]+(?:-[А-Яа-яЁёA-Za-z]+)*|[«»\"]|\S")
_STOP = frozenset(".;:!?()")
_LONGEST = 24  # words of a full name before «(далее – …)»
_SMALL = frozenset({"и", "по", "в", "на", "с", "о"})


@dataclass(frozen=True, slots=True)
class Definition:
    """`short` stands for `expansion` in the rest of the document; `source` says where it was read."""

    short: str
    expansion: str
    source: Source


def find_definitions(prose: Iterable[str], head: Head | None = None) -> tuple[Definition, ...]:
    """The definitions of a document, the first of each abbreviation, nearest source first (text, list, header).

    `prose`: paragraphs (cells may be given too). `expansion` is in the nominative where its first words can be put so.
    """
    found: dict[str, Definition] = {}
    for line in prose:
        for definition in (*_further(line), *_listed(line)):
            found.setdefault(definition.short, definition)
    for definition in _header(head):
        found.setdefault(definition.short, definition)
    return tuple(found.values())


def short_form(text: str) -> str | None:
    """The abbreviation that a bracketed remark defines («(далее – УКиН)» → «УКиН»), or None."""
    match = FURTHER.search(text if text.startswith("(") else f"({text})")
    return clean_line(match.group(1)).strip(' «»"-–—') if match else None


def _further(line: str) -> Iterator[Definition]:
    for match in FURTHER.finditer(line):
        for short in re.split(r",|\bили\b", match.group(1)):
            expansion = _before(line[: match.start()], short)
            if expansion:
                yield Definition(clean_line(short), expansion, "further")


def _before(text: str, short: str) -> str | None:
    """The name that ends where the bracket opens: from its initials back, else from its last head noun."""
    words = [match.group() for match in _WORD.finditer(text[-400:])][-_LONGEST:]
    for place in range(len(words) - 1, -1, -1):
        if words[place] in _STOP:
            words = words[place + 1 :]
            break
    start = _by_initials(words, short)
    if start is None:
        start = _by_head(words, short)
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
            return place > 2 or lemma(part) in _HEADER_ENDS
        if part[0].lower() == wanted[place]:
            place += 1
        elif part.lower() not in _SMALL or place == 0:
            return False
    return place == len(wanted)


def _by_head(words: list[str], short: str) -> int | None:
    """«управление образования администрации района (далее – Управление)»: from the word that the short form repeats."""
    first = lemma(short.split()[0].strip('«»"'))
    return next((place for place in range(len(words) - 1, -1, -1) if lemma(words[place]) == first), None)


def _join(words: list[str]) -> str:
    return re.sub(r"([«(])\s+|\s+([»),.])", lambda match: match.group(1) or match.group(2), " ".join(words))


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


def _listed(line: str) -> Iterator[Definition]:
    """A line of a list of abbreviations: «ОО – образовательная организация»."""
    match = _LISTED.match(line)
    if match and sum(letter.isupper() for letter in match.group(1)) > 1:
        yield Definition(match.group(1).strip(), clean_line(match.group(2)), "list")


def _header(head: Head | None) -> Iterator[Definition]:
    """The initials of the issuer's own name: «Департамент образования администрации …» → «ДО»."""
    if head is None or not head.issuer:
        return
    quoted = re.search(r"«([^«»]+)»", head.issuer)
    words = clean_line(quoted.group(1) if quoted else head.issuer).split(" ")
    name = [word for word in words if not word.isupper() or len(words) == sum(part.isupper() for part in words)]
    end = next((place for place, word in enumerate(name) if lemma(word) in _HEADER_ENDS), len(name))
    initials = "".join(word[0].upper() for word in name[:end] if word.lower() not in _SMALL and word[0].isalpha())
    if 2 <= len(initials) <= 5 and initials not in _TAKEN:
        yield Definition(initials, head.issuer if not head.issuer.isupper() else head.issuer.capitalize(), "header")


# Where the issuer's own name ends and its municipality begins.
_HEADER_ENDS = frozenset({"администрация", "муниципальный", "городской", "район", "город", "округ", "область", "республика", "край"})
_TAKEN = frozenset({"ОО"})  # «Отдел образования» never takes this one: it is the schools' everywhere
