"""A result cell split into pieces: enumerators and bullets first, then lines, then results named one after another.

Enumerators follow `docs/deadlines.md` («Splitting a cell into items»). What the contract leaves open is decided in
`docs/topics.md`: a separator parts two results only where both sides name a result of their own and of another type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from normalize.results.kinds import OUTCOME, Signal, outside_quotes, signal
from normalize.topics.words import cases, is_plural, part_of_speech, words

# «1.», «2)», «1.2.», «3 Приказ», «1Приказ»; never a date («01.09.2021») and never a count («2 приказа»).
_ENUMERATOR = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)(?:[.)]+(?!\d)\s*|\s*(?=[А-ЯЁA-Z«\"]))")
_INLINE = re.compile(r"(?<=[\s;.,])(\d{1,2})[.)]\s*(?=[А-ЯЁA-Z«\"])")
_BULLET = re.compile(r"[-–—−•●▪·*✓➢]+\s*(?=[^\s\d])")
_OPEN_END = re.compile(r"(?:[,:(«–—-]|\b(?:и|или|в|на|по|с|о|об|для|за|из|к|от|при))$", re.IGNORECASE)
_SEPARATOR = re.compile(r"[,;+]\s*|\.\s+|\s+и\s+|\n|\s+(?=[А-ЯЁ])")

# A point behind one of these ends no sentence.
_ABBREVIATED = re.compile(r"\b(?:им|г|гг|ул|д|др|пр|т|стр|см|руб|тыс|обл|ст|п|пп|в|ч|[А-ЯЁ])$")


class Piece(NamedTuple):
    """A piece of a cell: its printed enumerator (or None) and its span, without the enumerator."""

    label: str | None
    start: int
    end: int


def pieces(text: str) -> list[Piece]:
    """The results of a cell in order; every letter of the cell is in one of them."""
    parts = [part for block in _blocks(text) for part in _named_one_after_another(text, block)]
    return [part for part in (_trimmed(text, part) for part in parts) if any(map(str.isalnum, text[part.start : part.end]))]


def _blocks(text: str) -> list[Piece]:
    """Pieces opened by an enumerator, a bullet or a line of its own."""
    blocks: list[Piece] = []
    for start, end in _lines(text):
        number = _ENUMERATOR.match(text, start, end)
        bullet = _BULLET.match(text, start, end)
        if number:
            blocks.append(Piece(number[1], number.end(), end))
        elif blocks and (_introduces(text, blocks[-1]) or not _opens(text, blocks[-1], start, end, bulleted=bullet is not None)):
            blocks[-1] = blocks[-1]._replace(end=end)
        else:
            blocks.append(Piece(None, bullet.end() if bullet else start, end))
    return [part for block in blocks for part in _numbered_inside(text, block)]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        shift = len(line) - len(line.lstrip())
        if line.strip():
            yield start + shift, start + len(line)
        start += len(line) + 1


def _opens(text: str, before: Piece, start: int, end: int, *, bulleted: bool) -> bool:
    """Whether a line without an enumerator is a result of its own, not the rest of the piece before it."""
    earlier = text[before.start : before.end]
    if _unclosed(earlier) or (_OPEN_END.search(earlier) and not bulleted):
        return False
    if bulleted:
        # Bullets under «… направленных на:» go on with one sentence; bullets that name results of their own part them.
        return signal(text[start:end]) is not None or not earlier.rstrip().endswith(":")
    return text[start].isupper() and signal(text[start:end]) is not None


def _introduces(text: str, block: Piece) -> bool:
    """Whether a piece is only the introduction of a list («Подготовлены:») and belongs to the list's first result."""
    printed = text[block.start : block.end].rstrip()
    return printed.endswith(":") and signal(printed) is None


def _unclosed(text: str) -> bool:
    return text.count("«") > text.count("»") or text.count("(") > text.count(")")


def _numbered_inside(text: str, block: Piece) -> Iterator[Piece]:
    """A block cut at «2.», «3.» inside its lines (a PDF keeps no line breaks), where the numbers go on one by one."""
    expected = int(block.label.split(".")[-1]) + 1 if block.label else 2
    start, label = block.start, block.label
    for match in _INLINE.finditer(text, block.start, block.end):
        ended = text[: match.start()].rstrip()[-1:] in ".;»)" or block.label is not None
        if int(match[1]) == expected and ended:
            yield Piece(label, start, match.start())
            start, label, expected = match.end(), match[1], expected + 1
    yield Piece(label, start, block.end)


def _named_one_after_another(text: str, block: Piece) -> Iterator[Piece]:
    """A block cut where a separator stands between two results of different types («приказ, аналитическая справка»)."""
    bare = outside_quotes(text[block.start : block.end])
    start = 0
    for match in _SEPARATOR.finditer(bare):
        separator = match[0].strip()
        if _parts(bare[start : match.start()], bare[match.end() :], separator):
            # The blanks around a separator may be a bracketed remark: only the separator's own place parts the cell.
            at = match.start() + match[0].index(separator) if separator else match.end()
            yield Piece(block.label, block.start + start, block.start + (at if separator == "и" else at + len(separator)))
            start = at + len(separator)
    yield Piece(block.label, block.start + start, block.end)


def _parts(before: str, after: str, separator: str) -> bool:
    """Whether a separator stands between two results. The cheap questions come first: most separators part nothing."""
    if separator in {"", "\n"} and not _opens_sentence(after):
        return False
    if _subordinate(after) or (separator == "." and _ABBREVIATED.search(before)):
        return False
    right = signal(_clause(after))
    if right is None or (separator in {",", "+", "и"} and not right.named):
        return False
    left = signal(before)
    if left is None:
        return False
    if separator in {",", "+", "и"}:
        return OUTCOME not in {left.code, right.code} and left.code != right.code and _parallel(before, after, right)
    return True


def _subordinate(text: str) -> bool:
    """Whether a text begins with a preposition, a conjunction or «который»: it belongs to what stands before it."""
    first = words(text[:40])
    return bool(first) and (first[0].text.startswith("котор") or part_of_speech(first[0].text) in {"PREP", "CONJ"})


def _clause(text: str) -> str:
    """What stands before the next separator that closes a clause."""
    return re.split(r"[,;+\n]|\.\s", text, maxsplit=1)[0]


def _opens_sentence(text: str) -> bool:
    """Whether a text begins with a capital short participle («Подготовлены …»): a sentence whose point was forgotten."""
    first = words(text[:40])
    return bool(first) and text.lstrip()[:1].isupper() and part_of_speech(first[0].text) == "PRTS"


def _parallel(before: str, after: str, right: Signal) -> bool:
    """Whether the noun behind a separator is named beside the one before it, not governed by it («приказ о плане, графике»)."""
    named = words(after)[right.word].text
    possible = cases(named)
    if possible and "nomn" not in possible:
        return False
    return "gent" not in possible or not _governs(before)


def _governs(before: str) -> bool:
    """Whether a singular noun with words behind it may govern what follows («приказ об утверждении плана, программы»)."""
    head = signal(before)
    found = words(before)
    if head is None or head.word == len(found) - 1:
        return False
    return not is_plural(found[head.word].text)


def _trimmed(text: str, piece: Piece) -> Piece:
    start, end = piece.start, piece.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;+"):
        end -= 1
    return Piece(piece.label, start, end)
