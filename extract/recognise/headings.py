"""What one heading says: its words made whole and the role of its column."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from extract.recognise.vocabulary import lemmas, word_list
from records.morphology import analyzer, is_known
from records.text import clean_line

# Measured on 400 forms of our heading words of eight letters and more with one letter dropped, doubled, wrong or swapped (the
# test repeats it): at 86 and below 99.7 % are mended and one in 400 wrongly, at 88 only 92 %, at 90 84 %.
MISPRINT_THRESHOLD = 86
_MIN_MISPRINT_LENGTH = 6
_MAX_HEADING = 160
_SHORT = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,9})\.")
_WORD = re.compile(r"[^\W\d_]+")
_LINE_END = re.compile(r"(?<=\w)-\n(?=[а-яё])")
_COMMAS = re.compile(r"[,;]")
_BRACKETS = re.compile(r"\([^()]*\)")
_PARTS = re.compile(r"[,;/\n]|\sи\s", re.IGNORECASE)
_CLOSED = ("mark", "finance")  # no part of such a heading makes its column a field
MAIN_ROLES = ("number", "title", "deadline", "deadline_start", "deadline_end", "body", "result", "result_weak")


@dataclass(frozen=True, slots=True)
class Meaning:
    """The role of a heading. `known` names the list of `headers.yaml` (role or kind of other column), `rank` its place there."""

    role: str
    rank: int
    length: int
    position: int


Phrase = tuple[str, ...]


@lru_cache(maxsize=4)
def _phrases(group: str) -> dict[Phrase, tuple[str, int]]:
    """Lemma runs of one group of `headers.yaml` -> (role, rank)."""
    found: dict[Phrase, tuple[str, int]] = {}
    for role, printed in word_list("headers")[group].items():
        for rank, phrase in enumerate(printed):
            found.setdefault(lemmas(str(phrase)), (role, rank))
    return found


@lru_cache(maxsize=4)
def _longest_phrase(group: str) -> int:
    return max(map(len, _phrases(group)))


@lru_cache(maxsize=1)
def heading_forms() -> tuple[str, ...]:
    """Every form of the longer words that headings are made of, for mending misprints."""
    known = {word for group in ("roles", "other", "indicator") for phrase in _phrases(group) for word in phrase}
    long = {word for word in known | set(word_list("headers")["words"]) if len(word) >= _MIN_MISPRINT_LENGTH}
    return tuple(sorted({form.word for word in long for form in analyzer().parse(word)[0].lexeme}))


@lru_cache(maxsize=20_000)
def mend(heading: str) -> str:
    """A heading on one line with the words that a narrow column broke made whole («меро-\\nприя тия» → «мероприятия»).

    Fragments are joined only where the dictionary knows the whole and not one of the fragments.
    """
    text = _LINE_END.sub("\u00ad", heading)
    fragments = [_unhyphen(part) for part in text.split()]
    result: list[str] = []
    while fragments:
        size = next((size for size in (4, 3, 2) if _is_broken(fragments[:size], size)), 1)
        result.append("".join([part.rstrip("-") for part in fragments[: size - 1]] + fragments[size - 1 : size]))
        fragments = fragments[size:]
    return clean_line(" ".join(result))


def _unhyphen(word: str) -> str:
    """A hyphen at a line end goes where the dictionary knows the word without it; one inside a line («измере-ния», from a line end of
    an older edition) only where it does not know the halves."""
    if "-" not in word and "\u00ad" not in word:
        return word
    whole = word.replace("\u00ad", "")
    if "-" in whole and not all(map(is_known, whole.strip(".,;:()").split("-"))) and is_known(whole.replace("-", "").strip(".,;:()")):
        return whole.replace("-", "")
    return whole if is_known(whole.strip(".,;:()")) else word.replace("\u00ad", "-")


def _is_broken(fragments: list[str], size: int) -> bool:
    if len(fragments) < size or not all(part.rstrip("-").isalpha() for part in fragments[:-1]):
        return False
    parts = [part.strip(".,;:()").replace("-", "") for part in fragments]
    return not all(map(is_known, parts)) and all(parts) and is_known("".join(parts))


@lru_cache(maxsize=20_000)
def heading_lemmas(heading: str) -> tuple[str, ...]:
    """Lemmas of a heading after mending broken words and misprints."""
    short: dict[str, str] = word_list("headers")["abbreviations"]
    whole = _SHORT.sub(lambda match: f"{short.get(match[1].lower(), match[1])} ", mend(heading))
    return lemmas(_WORD.sub(lambda match: _corrected(match.group().lower()), whole))


@lru_cache(maxsize=5_000)
def _corrected(word: str) -> str:
    """A word that the dictionary does not know as the heading word that it nearly is."""
    if len(word) < _MIN_MISPRINT_LENGTH or is_known(word):
        return word
    match = process.extractOne(word, heading_forms(), scorer=fuzz.ratio, score_cutoff=MISPRINT_THRESHOLD)
    return str(match[0]) if match else word


def _clauses(heading: str) -> list[tuple[tuple[str, ...], int]]:
    """The lemmas of each part between commas and where it begins: no phrase reaches over a comma."""
    found, offset = [], 0
    for part in _COMMAS.split(heading):
        words = heading_lemmas(part.strip())
        found.append((words, offset))
        offset += len(words)
    return found


def _longest(words: tuple[str, ...], group: str, offset: int) -> Meaning | None:
    """The longest phrase of a group in the words, of equally long ones the first."""
    phrases = _phrases(group)
    for length in range(min(len(words), _longest_phrase(group)), 0, -1):
        for start in range(len(words) - length + 1):
            if (run := words[start : start + length]) in phrases:
                return Meaning(*phrases[run], length, offset + start)
    return None


@lru_cache(maxsize=20_000)
def meaning_of(heading: str, group: str = "roles") -> Meaning | None:
    """What a heading means within a group of `headers.yaml`; None where no phrase is found.

    In the group «roles» the other known headings compete too, so a «Место проведения мероприятия» is a place.
    """
    if not heading or len(heading) > _MAX_HEADING:
        return None
    groups = (group, "other") if group == "roles" else (group,)
    for text in (_BRACKETS.sub(" ", heading), heading) if "(" in heading else (heading,):
        found = [match for words, offset in _clauses(text) for name in groups if (match := _longest(words, name, offset))]
        if found:
            return max(found, key=lambda meaning: (meaning.length, -meaning.position))
    return None


@lru_cache(maxsize=20_000)
def roles_in(heading: str) -> tuple[str, ...]:
    """The main roles of a heading in printed order: two where one column holds two («Срок исполнения, ответственный»)."""
    whole = meaning_of(heading)
    if whole is None or whole.role in _CLOSED:
        return ()
    parts = [meaning_of(part.strip()) for part in _PARTS.split(_BRACKETS.sub(" ", heading))]
    roles = tuple(dict.fromkeys(part.role for part in parts if part and part.role in MAIN_ROLES))
    if whole.role not in MAIN_ROLES:
        return roles if len(roles) == 1 else ()
    if len(roles) == 2 and _are_distinct(roles):
        return roles
    return ("title",) if "title" in roles else (whole.role,)


def _are_distinct(roles: tuple[str, ...]) -> bool:
    """«Начало, окончание» and «результат, индикатор» are one column's subject; a title beside anything but a number too."""
    families = {role.split("_")[0] for role in roles}
    return len(families) == 2 and ("title" not in families or "number" in families or "deadline" in families or "body" in families)
