"""Lines that name a plan: its title, its appendix, the act that approves it, its chapter; and what a title says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.recognise.acts import date_in
from extract.recognise.casing import unspaced
from extract.recognise.line import Line
from extract.recognise.numbering import opens_with_dash, split_number
from extract.recognise.sections import number_and_title
from extract.recognise.vocabulary import first_lemma, lemmas, word_list, words
from records.morphology import analyzer, is_known
from records.text import clean_line

_APPENDIX = re.compile(
    r"приложение\s*(?:(?:№|N|No)\s*)?(?P<number>\d{1,3}(?:\.\d{1,2})?|[IVX]{1,4}|[А-Я])?\s*[.:]?(?P<rest>\s*(?:к|утв).*)?", re.IGNORECASE
)
_REFERENCE = re.compile(r"^(?:от\b|№|N\b|«?_+»?[\s_.]*(?:\d|№|N|г|$)).*(?:№|N|_|\d{4})", re.IGNORECASE)
_SIGNER = re.compile(r"[_\s]*(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё-]+|[А-ЯЁ][а-яё-]+\s[А-ЯЁ]\.\s?[А-ЯЁ]\.)[_\s]*")
_BLANK_REFERENCE = re.compile(r"\s+(?:от\s*[«\"]?_+|(?:№|N)\s*_+\s*от[\s_]).*$")
_FINAL_REFERENCE = re.compile(r"(?:\d{4}|_)\s*(?:г\.?|года)?\s*(?:№|N)\s*\S+$")
_REFERS = re.compile(r"(?:к|прика|постано|распор|реше)", re.IGNORECASE)
_CAPITAL_PREPOSITION = re.compile(r"(?:НА|В|ПО)\s")
_BLANKS = re.compile(r"_{2,}")
_BLANK = re.compile(r"_{2,}|\.{5,}|…")
_TAIL_PUNCTUATION = re.compile(r"[.;:]$")
_PERIOD_END = re.compile(r"(?:20\d\d|гг?\.|год[а-я]*|год)\s*\.?$", re.IGNORECASE)
_QUOTED = re.compile(r"[«\"“](.+)[»\"”]", re.DOTALL)
_QUOTATION = re.compile(r"«[^»]*»")
_LONGER_WORD = re.compile(r"[а-яё]{4,}")
_APPROVED = re.compile(r"[«\"]?утвержд[аеё]", re.IGNORECASE)
_MAX_APPROVAL_LINES = 9
_MAX_TITLE_LINES = 14
_MAX_TITLE = 700


@dataclass(frozen=True, slots=True)
class Appendix:
    """The mark of an appendix: its number (None where it has none) and the rest of its line («к приказу …»)."""

    number: str | None
    rest: str


def appendix_of(text: str) -> Appendix | None:
    """«ПРИЛОЖЕНИЕ 1», «Приложение № 2 к приказу …», «Приложение к постановлению»; a sentence about an appendix is none."""
    if text[:1].isalpha() and text[0] not in "Пп":  # nearly every line
        return None
    match = _APPENDIX.fullmatch(clean_line(text).lstrip('«"“'))  # an amendment quotes the appendix that it words anew
    if not match:
        return None
    return Appendix(match["number"], (match["rest"] or "").strip())


@cache
def _title_runs() -> tuple[tuple[str, ...], ...]:
    return tuple(lemmas(str(run)) for run in word_list("words")["plan_titles"])


@lru_cache(maxsize=3_000)
def title_word(text: str) -> str | None:
    """The word that makes a line the start of a plan's title («план», «карта», «программа» …), None where it is no title.

    Adjectives may stand before it («Комплексный план»); a numbered line, an item of a list or a sentence with a verb is no title.
    """
    line = unspaced(clean_line(text))
    if not line or not (line[0].isupper() or line[0] in '«"“') or len(line) > _MAX_TITLE or opens_with_dash(line):
        return None
    tokens = lemmas(line)[:9]
    before = 0
    while before < min(4, len(tokens)) and _may_stand_before(tokens[before]):
        before += 1
    head = (*tokens[before : before + 1], *(token for token in tokens[before + 1 :] if not is_adjective(token)))
    run = next((run for run in _title_runs() if tokens[before : before + len(run)] == run or head[: len(run)] == run), None)
    if run is None or has_verb(line) or _ends_as_sentence(line):
        return None
    return run[0]


def _may_stand_before(token: str) -> bool:
    if token in ("план", "дорожный", "календарь") or not token.isalpha():
        return False
    return token in word_list("words")["plan_title_before"] or is_adjective(token)


@lru_cache(maxsize=4_000)
def is_adjective(token: str) -> bool:
    """Whether a word is an adjective or a participle, by its ending where the dictionary does not know it."""
    return str(analyzer().parse(token)[0].tag.POS) in ("ADJF", "PRTF")


@lru_cache(maxsize=3_000)
def has_verb(text: str) -> bool:
    """Whether a line has a finite verb: then it is a sentence, no title."""
    return any(_is_verb(word) for word in _LONGER_WORD.findall(_QUOTATION.sub(" ", text).lower()))


@lru_cache(maxsize=20_000)
def _is_verb(word: str) -> bool:
    """A finite verb of the dictionary and no noun («раздел» is both)."""
    if not is_known(word):
        return False
    parts = [str(parse.tag.POS) for parse in analyzer().parse(word)]
    return parts[0] == "VERB" and "NOUN" not in parts


def _ends_as_sentence(line: str) -> bool:
    return bool(_TAIL_PUNCTUATION.search(line)) and not _PERIOD_END.search(line) and not line.endswith("1.") and len(line) > 60


def is_caption(title: str) -> bool:
    """A title that names a table rather than a plan («Перечень мероприятий по направлению»)."""
    return lemmas(title) in _captions()


@cache
def _captions() -> frozenset[tuple[str, ...]]:
    return frozenset([lemmas(str(caption)) for caption in word_list("words")["plan_captions"]])


def chapter_of(text: str) -> tuple[str | None, str] | None:
    """(number, name) of a chapter heading: «I. Направление «…»», «Раздел 2. …», «Направление «…»»; None for any other line."""
    line = clean_line(text)
    if len(line) > 300 or opens_with_dash(line) or line.endswith((";", ":")):
        return None
    split = split_number(line)
    rest = split.rest if split.number else line
    if first_lemma(rest) not in words("chapter_words") or not rest[0].isupper() or has_verb(line):
        return None
    number, title = number_and_title(rest)
    if split.number:
        return split.number.rstrip(".) "), _quoted(rest.split(maxsplit=1)[-1])
    digits = re.search(r"\d+(?:\.\d+)*|[IVXХІ]+", number) if number else None
    if digits:
        return digits.group(), _quoted(title)
    name = _QUOTED.search(line)
    return (None, name[1].strip()) if name and len(lemmas(rest)) <= 14 else None


def _quoted(text: str) -> str:
    """The text inside the outer quotes where all of it is quoted."""
    match = _QUOTED.fullmatch(text.strip(" .–—-"))
    return match[1].strip() if match else text.strip(" –—-")


def title_lines(lines: Sequence[Line], start: int, before_table: bool) -> list[Line]:
    """The lines of the title that begins at `start`. `before_table`: the lines end at a table, so short ones between belong to it."""
    first = lines[start]
    taken = [first]
    for position in range(start + 1, min(start + _MAX_TITLE_LINES, len(lines))):
        line, previous = lines[position], taken[-1]
        if first_lemma(line.text) in words("title_ends") and line.text[0].isupper():
            break
        if (line.paragraph != previous.paragraph or line.first) and not _goes_on(first, previous, line, lines[position:], before_table):
            break
        taken.append(line)
    return taken


def _goes_on(first: Line, previous: Line, line: Line, rest: Sequence[Line], before_table: bool) -> bool:
    """Whether a new paragraph still belongs to the title above it."""
    text = line.text
    if line.new_page or text.startswith("(утв") or split_number(text).number or opens_with_dash(text):
        return False
    if appendix_of(text) or chapter_of(text) or has_verb(text):
        return False
    if _PERIOD_END.search(previous.text) and not text[0].islower() and not text.startswith("("):
        return False
    if previous.text.endswith(",") and before_table:
        return True
    if text[0].islower() or text[0] in '(«"' or _CAPITAL_PREPOSITION.match(text):
        return True
    if previous.text.endswith((".", ":", ";")) or line.align != first.align or line.bold != first.bold:
        return False
    if first.align == "center" or first.bold or (first.text.isupper() and text.isupper()):
        return True
    return before_table and len(rest) <= 3 and all(len(other.text) <= 140 for other in rest)


def approval_lines(lines: Sequence[Line], rest: str, *, stamp: bool = False) -> tuple[str | None, int]:
    """The «к приказу …» lines below an appendix mark (or «УТВЕРЖДЕНО»), and how many lines they take after the first line.

    `stamp`: the lines follow «УТВЕРЖДАЮ», so a post and a name are expected. A blank «от ____ № ____» says nothing and is left
    out; a filled one belongs to the text.
    """
    parts = [rest] if rest else []
    taken = 0
    for line in lines[1:_MAX_APPROVAL_LINES]:
        text = line.text
        if (title_word(text) and not _REFERS.match(text)) or chapter_of(text) or line.new_page:
            break
        if not parts and not stamp and not _is_approval_start(text):
            break
        if parts and not stamp and _opens_attachment(text):
            break
        if parts and not _continues_approval(text):
            break
        taken += 1
        parts.append(text)
        if _REFERENCE.match(text) or _ends_with_reference(text) or (stamp and date_in(text) and not _is_name_next(lines, taken)):
            break
    printed = " ".join(part for part in parts if not (_REFERENCE.match(part) and _BLANK.search(part)))
    return (_without_blank_reference(printed) or None), taken


def _is_name_next(lines: Sequence[Line], taken: int) -> bool:
    """The person who approves stands below the date."""
    following = lines[taken + 1].text if taken + 1 < len(lines) else ""
    return bool(_SIGNER.fullmatch(following))


def _without_blank_reference(text: str) -> str:
    if "_" in text:
        text = _BLANKS.sub(" ", _BLANK_REFERENCE.sub("", text))
    return " ".join(text.split())


def _is_approval_start(text: str) -> bool:
    tokens = lemmas(text)
    return bool(tokens) and ((tokens[0] in ("к", "утвердить") and len(tokens) > 1) or tokens[0] in words("approval_heads"))


def _continues_approval(text: str) -> bool:
    return len(text) <= 160 and not has_verb(text) and not (split_number(text).number and not date_in(text)) and not text.isupper()


def _opens_attachment(text: str) -> bool:
    """«Состав комиссии», «Ресурсное обеспечение …»: the attachment's own name in the nominative, no more of the act that approves it;
    a quotation is the name of the programme that the lines before speak of."""
    if text[0] in '«"“':
        return False
    first = next(iter(re.findall(r"[^\W\d_]+", text)), "")
    token = next(iter(lemmas(first)), "")
    if not first[:1].isupper() or token in words("posts"):
        return False
    cases = {str(parse.tag.case) for parse in analyzer().parse(first)}
    return token in words("attachments") or ("nomn" in cases and not cases & {"gent", "ablt"})


def _ends_with_reference(text: str) -> bool:
    return bool(_FINAL_REFERENCE.search(text))


def is_approval(text: str) -> bool:
    """«УТВЕРЖДАЮ», «Утверждён приказом …» as a line of its own; «Утвердить план» is a clause."""
    return bool(_APPROVED.match(text)) and len(text.split()) <= 25
