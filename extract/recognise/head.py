"""The order itself: issuer, kind, number, date, title, basis, clauses, control, signatory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from extract.recognise.acts import DATE, NUMBER, basis_of, date_in, nominative, number_in, unmarked_number_in
from extract.recognise.casing import is_capitals, ordinary_case, unspaced
from extract.recognise.clauses import clauses_of
from extract.recognise.line import Line
from extract.recognise.signature import find_signature
from extract.recognise.titles import has_verb, is_adjective
from extract.recognise.vocabulary import alternatives, first_lemma, lemmas, words
from records.morphology import analyzer, is_known
from records.order import Head

_SEARCHED = 60  # the kind of an order stands on its first page
_REQUISITES = 14  # date and number stand at most so many lines below (or six above) the kind
_ADDRESS = re.compile(r"(?<!№)(?<!№ )(?<!\d)\d|@|\bтел\b|www", re.IGNORECASE)  # «Гимназия № 7» is a name
_TITLE_START = re.compile(r"[«\"]?(?:О|Об|Обо)\s+[«\"\w]", re.IGNORECASE)
_BESIDE_KIND = re.compile(r"\b(?:от|г|года|по|школе)\b|_+")
_FIRST_CLAUSE = re.compile(r"1\s?[.)]\s")
_CLAUSE = re.compile(r"\d{1,2}\s?[.)]\s")
_EDITION = re.compile(r"\(\s*в\s+ред", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_MAX_TITLE_LINES = 12
_STAMP = 6  # lines of a stamp above the act that it names


@dataclass(frozen=True, slots=True)
class _Parts:
    """The lines of an order's head, cut at its landmarks."""

    issuer: Sequence[Line]
    requisites: Sequence[Line]
    title: Sequence[Line]
    preamble: str
    body: Sequence[Line]


def head_of(lines: Sequence[Line]) -> Head | None:
    """The head of an order from the lines before its first appendix; None where no line says «приказ», «постановление» …"""
    position = next((index for index, line in enumerate(lines[:_SEARCHED]) if kind_of(line.text) and not _in_stamp(lines, index)), None)
    if position is None:
        return None
    kind = kind_of(lines[position].text)
    parts = _cut(lines, position)
    number = next((found for read in (number_in, unmarked_number_in) for line in parts.requisites if (found := read(line.text))), None)
    day = next((printed for line in parts.requisites if (printed := date_in(line.text))), None)
    signature = find_signature(parts.body)
    clauses = clauses_of(parts.body[: signature.first] if signature else parts.body)
    return Head(
        doc_type="order",
        kind=kind,
        title=" ".join(line.text for line in parts.title) or None,
        issuer=_issuer(parts.issuer, lines[position : position + 4]),
        number=number,
        date=day,
        basis=basis_of(parts.preamble),
        clauses=clauses,
        control=next((clause.text for clause in clauses if clause.action == "control"), None),
        signatory_post=signature.post if signature else None,
        signatory_name=signature.name if signature else None,
    )


def _in_stamp(lines: Sequence[Line], position: int) -> bool:
    """«приказ № 112 от …» in a stamp («УТВЕРЖДАЮ / директор …») names the act that approves, no order begins there."""
    if not any(letter.isdigit() or letter == "_" for letter in lines[position].text):
        return False
    above = [lemmas(line.text)[:1] for line in lines[max(position - _STAMP, 0) : position]]
    return any(token and token[0] in words("stamp_heads") for token in above)


def kind_of(text: str) -> str | None:
    """«П Р И К А З», «ПОСТАНОВЛЕНИЕ АДМИНИСТРАЦИИ …», «Приказ № 15 от …» → the kind in small letters; None for any other line."""
    line = unspaced(text)
    if first_lemma(line) not in words("order_kinds") or len(tokens := lemmas(line)) > 16:
        return None
    rest = NUMBER.sub(" ", DATE.sub(" ", line))
    letters = "".join(letter for letter in rest if letter.isalpha())
    alone = len(lemmas(_BESIDE_KIND.sub(" ", rest))) == 1
    return tokens[0] if (alone or letters.isupper()) and _is_nominative(line.split()[0]) else None


@lru_cache(maxsize=2_000)
def _is_nominative(word: str) -> bool:
    return any({"nomn", "sing"} <= set(str(parse.tag).replace(" ", ",").split(",")) for parse in analyzer().parse(word.strip(".,:")))


def _cut(lines: Sequence[Line], position: int) -> _Parts:
    """Issuer | kind | date and number | title | preamble | what is ordered."""
    title_first = next(
        (index for index in range(position + 1, min(position + _REQUISITES, len(lines))) if _TITLE_START.match(lines[index].text)), None
    )
    decree = next((index for index in range(position + 1, len(lines)) if alternatives("decrees").search(unspaced(lines[index].text))), None)
    title_last = _title_end(lines, title_first, decree) if title_first is not None else position
    after = title_last + 1 if title_first is not None else position + 1
    ahead = next((index for index in range(after, len(lines)) if _FIRST_CLAUSE.match(lines[index].text)), None)
    body_first = decree if decree is not None else ahead
    preamble, body = _around_decree(lines, after, body_first, decree is not None)
    requisites = [
        *lines[position : (title_first if title_first is not None else min(position + 6, body_first or len(lines)))],
        *lines[max(position - 6, 0) : position],
    ]
    return _Parts(
        lines[:position],
        [line for line in requisites if len(line.text) <= 160],
        lines[title_first : title_last + 1] if title_first is not None else (),
        preamble,
        body,
    )


def _title_end(lines: Sequence[Line], first: int, decree: int | None) -> int:
    """The last line of the title: it goes on until the preamble, the ordering word or a numbered clause."""
    last = first
    for index in range(first + 1, min(first + _MAX_TITLE_LINES, len(lines))):
        line = lines[index]
        new = line.paragraph != lines[last].paragraph
        if (
            (decree is not None and index >= decree)
            or _CLAUSE.match(line.text)
            or (line.text[0].isupper() and alternatives("preamble").match(line.text))
        ):
            break
        if _EDITION.match(line.text):
            break
        if new and (len(line.text) > 140 or lines[last].text.endswith(".") or (line.text[0].isupper() and line.bold != lines[first].bold)):
            break
        if new and line.first and line.text[0].isupper() and has_verb(" ".join(_paragraph_at(lines, index))):
            break
        last = index
    return last


def _paragraph_at(lines: Sequence[Line], start: int) -> Iterator[str]:
    """The lines of the paragraph that begins at `start`."""
    return (line.text for line in takewhile(lambda line: line.paragraph == lines[start].paragraph, lines[start:]))


def _around_decree(lines: Sequence[Line], after: int, body_first: int | None, decreed: bool) -> tuple[str, Sequence[Line]]:
    """(preamble, lines of what is ordered): the ordering word parts its own line."""
    if body_first is None:
        return " ".join(line.text for line in lines[after : after + 12]), ()
    before = " ".join(line.text for line in lines[after:body_first])
    if not decreed:
        return before, lines[body_first:]
    line = lines[body_first]
    text = unspaced(line.text)
    match = alternatives("decrees").search(text)
    if not match:
        return before, lines[body_first + 1 :]
    rest = text[match.end() :].strip(" :")
    body = [*([Line(rest, line.paragraph, True, line.bold, line.align, line.page)] if rest else []), *lines[body_first + 1 :]]
    return f"{before} {text[: match.start()]}".strip(" ,"), body


def _issuer(lines: Sequence[Line], below: Sequence[Line]) -> str | None:
    """The body named above the kind of the order (else on its line or below it), in ordinary case; the last one named is the issuer."""
    named = [line for line in _in_russian(lines) if not _ADDRESS.search(line.text) and line.text[0] != "("]
    starts = [index for index, line in enumerate(named) if _starts_body(line.text)]
    if starts:
        return ordinary_case(" ".join(line.text for line in named[starts[-1] :]).strip(" ,"))
    for line in below:
        text = re.sub(r"^\w+\s+", "", line.text) if line is below[0] else line.text
        if lemmas(text)[:1] and lemmas(text)[0] in words("organs") and (line is not below[0] or is_capitals(unspaced(line.text))):
            return ordinary_case(nominative(re.split(r"\s+от\s|№|\d", text, maxsplit=1)[0].strip())) or None
    return None


def _in_russian(lines: Sequence[Line]) -> list[Line]:
    """The lines without those of the second state language of a republic: whole cells and paragraphs are judged, then their lines."""
    groups: list[list[Line]] = []
    for line in lines:
        if line.first or not groups:
            groups.append([])
        groups[-1].append(line)
    whole = [group for group in groups if len(group) == 1 or _russian_share(" ".join(line.text for line in group)) > 0.5]
    return [line for group in whole for line in group if _russian_share(line.text) >= 0.5]


def _russian_share(text: str) -> float:
    """The share of words that the dictionary knows, or that look like a Russian adjective («Акъярского»); short words tell nothing."""
    found = [word for word in _WORD.findall(text) if len(word) > 3]
    return sum(is_known(word) or is_adjective(word.lower()) for word in found) / len(found) if found else 1.0


def _starts_body(text: str) -> bool:
    """A line that begins with the noun of a body, or with adjectives before it («Местная администрация»), in the nominative."""
    first = next(iter(text.split()), "")
    tokens = lemmas(text)
    if not tokens or first[:1] in '«"(' or not (_is_nominative(first) or (first.isupper() and len(first) <= 5)):
        return False
    return tokens[0] in words("organs") or next((token for token in tokens[:4] if not is_adjective(token)), "") in words("organs")
