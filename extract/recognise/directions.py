"""What a plan's title says beside its period: the code and the part that names the system or direction."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.recognise.numbering import roman_value
from extract.recognise.vocabulary import lemmas, words
from records.morphology import analyzer, lemma

_CODE_IN_TITLE = re.compile(
    r"(?:карт\w*|план\w*|направлени\w*|показател\w*)[»\"”)]*\s*[(№]?\s*(\d(?:\.\d{1,2})+\.?)(?=[\s)»,]|$)", re.IGNORECASE
)
_ANY_CODE = re.compile(r"(?<![\d.])(\d\.\d{1,2}(?:\.\d)?\.?)(?=[\s)»,]|$)(?!\s*\d{4})")
_PLAN_HEAD = re.compile(r"^.*?(?=\b(?:по|для|реализации|развития|о|об)\b)", re.IGNORECASE | re.DOTALL)
_ROADMAP_OF = re.compile(r"^[«\"]?дорожная карта[»\"]?\s+(?=\w+[иья]я\b)", re.IGNORECASE)  # «Дорожная карта повышения качества …»
_PLAN_NAME = re.compile(r"^[^«\"(]*", re.IGNORECASE)  # «План мероприятий» before a quoted name
_QUOTED_NAME = re.compile(r"«(.+)»", re.DOTALL)
_BRACKETED = re.compile(r"\s*\([^()]*карт[^()]*\)\s*", re.IGNORECASE)
_APPROVED = re.compile(r"\s*\((?:утв|прин|соглас|далее)[^()]*\)\s*$", re.IGNORECASE)  # who approved the plan or how it is called below
_TAIL_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_LEGAL_FORM = re.compile(r"\b[А-Я]{0,4}(?:БУ|КУ|АУ|ОУ|МУ|ГУ)(?:ДО|ДПО|СО|З|К)?\b")  # «МБУ», «КГКУ», «МБДОУ», «ГБУЗ»
_NAME_FOLLOWS = re.compile(r"\s*(?:[^\s«№]+\s+)?[«№]")
_BEFORE_NAMES = ("республика", "город", "округ")  # «Республики Татарстан», «городского округа Самара»
_YEAR = re.compile(r"20\d\d")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def code_of(title: str) -> str | None:
    """The code that a title prints («1.1», «1.2.» as printed), None where it prints none."""
    match = _CODE_IN_TITLE.search(title) or _ANY_CODE.search(without_period(title))
    return match[1] if match else None


@lru_cache(maxsize=2_000)
def direction_of(title: str) -> str | None:
    """The part of a plan's title that names the system or direction, in its printed case form.

    «План мероприятий («дорожная карта» 1.1) по развитию в … районе системы X на 2021-2022 годы» → «системы X».
    """
    bare = _TAIL_BRACKET.sub("", title)  # «… на 2022-2024 годы (I этап)»
    text = without_period(bare if without_period(bare) != bare else _APPROVED.sub("", title))
    text = _BRACKETED.sub(" ", text)
    text = _ANY_CODE.sub(" ", text) if _ANY_CODE.search(text) else text
    rest = _ROADMAP_OF.sub("", text) if _ROADMAP_OF.match(text) else _PLAN_HEAD.sub("", text, count=1).strip()
    quoted = _QUOTED_NAME.fullmatch(_PLAN_NAME.sub("", text).strip(" .:–—-"))
    before = text[: text.find("«")]
    if quoted and not {"в", "по", "для"} & set(lemmas(before)) and not _names_institution(before):
        return " ".join(quoted[1].split())
    if not rest or (rest == text.strip() and lemmas(rest)[:1] not in (("по",), ("развитие",), ("реализация",))):
        return None
    rest = re.sub(r"^(?:по|для|о|об)\s+", "", rest, flags=re.IGNORECASE)
    return " ".join(_without_wrapper(_without_institution(_without_territory(rest))).split()).strip(" ,.(–—-") or None


def without_period(title: str) -> str:
    """A title without the period at its end («на 2021-2022 годы», «на период с 2023 по 2025 год», «на I полугодие 2023 г.»)."""
    first_figure = start = len(title)
    for match in reversed(list(_TOKEN.finditer(title))):
        word = match.group()
        if not (word.isdigit() or roman_value(word) or lemma(word) in words("period_tail") | words("months")):
            break
        if _YEAR.fullmatch(word):
            first_figure = match.start()
        elif word.lower() in ("на", "в", "с", "со", "до") and first_figure < len(title):
            start = match.start()
    return title[: min(start, first_figure)].rstrip(" ,(–—-")


def _without_territory(text: str) -> str:
    """Drop «в … муниципальном районе», «на территории … округа»: which place it is, is no part of the direction."""
    for match in re.finditer(r"(?:^|\s)(?:в|на территории)\s+", text, re.IGNORECASE):
        end = _territory_end(text, match.end())
        if end:
            return f"{text[: match.start()]} {text[end:].lstrip('»')}".strip()
    return text


def _without_institution(text: str) -> str:
    """Drop the name of the school that a title ends with («… в МБОУ «Школа № 5»»): whose plan it is, is no part of the direction."""
    tokens = list(_WORD.finditer(text))
    for index, match in enumerate(tokens[2:], start=2):
        word = match.group()
        named = word.isupper() or _NAME_FOLLOWS.match(text, match.end())
        if not named or not _names_institution(word):
            continue
        start = next((at for at in range(index - 1, 0, -1) if not _is_adjective(tokens[at].group())), index - 1)
        return text[: tokens[start].start() if tokens[start].group().lower() == "в" else tokens[start].end()]
    return text


def _names_institution(text: str) -> bool:
    """A legal form («МБОУ», «КГКУ») or the noun of an institution."""
    return bool(_LEGAL_FORM.search(text)) or bool(words("institutions") & {*lemmas(text), *text.lower().split()})


def _territory_end(text: str, start: int) -> int | None:
    """Where the name of a territory that starts at `start` ends: adjectives and names up to «район», «округ» …, then its region."""
    end = None
    after = ""
    for count, match in enumerate(_WORD.finditer(text, start)):
        word = lemma(match.group())
        if word in words("territories") or word == "город":
            end, after = match.end(), word
        elif after in _BEFORE_NAMES and _is_name(match.group()):
            end = match.end()
        elif (
            not (_is_name(match.group()) or word in ("муниципальный", "мр", "мо", "го") or (end is None and _is_adjective(match.group())))
            or count > 8
        ):
            break
    return end


def _is_adjective(word: str) -> bool:
    return str(analyzer().parse(word)[0].tag.POS) == "ADJF"


def _is_name(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


def _without_wrapper(text: str) -> str:
    """Drop «развитию», and «формированию» and its like where a system follows, from the head of a direction."""
    found = list(_WORD.finditer(text))
    if len(found) < 2:
        return text
    first = lemma(found[0].group())
    following = [lemma(match.group()) for match in found[1:4]]
    systemic = any(word in words("systems") for word in following)
    if first in words("title_wrappers") or (systemic and first in words("title_wrappers_before_system")):
        return text[found[0].end() :].strip()
    return text
