"""Municipalities in running text, by form: any of the country's, in any case, however their kind is written.

A name comes out in the nominative with its kind («Кстовский муниципальный район», «город Бор»). A district of a town is the town's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import ontology
from normalize.place_cases import adjective_in_nominative, town_in_nominative
from normalize.region_names import find_regions, is_region, without_regions
from ontology.territory import territory_words
from records.morphology import analyzer, is_known

_ADJECTIVE = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*(?:ий|ый|ой|ого|его|ому|ему|им|ым|ом|ем)"
_NEUTER = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*(?:ое|ее|ого|его|ому|ему|им|ым|ом|ем)"
_TOWN = r"[А-ЯЁ][а-яё]+(?:-[А-Яа-яё][а-яё]*)*(?:\s[А-ЯЁ][а-яё]+(?:-[А-Яа-яё][а-яё]*)*)?"
_QUOTE = "[«\"“„'‘]?"
_OF_A_TOWN = r"(?:городск\w+\s+округ\w*|муниципальн\w+\s+образовани\w+|ГО|МО)"
_CITY_WORD = r"(?:\b[Гг]ород(?:а|у|е|ом)?(?:-курорт\w*|-геро\w*)?|(?<!\d)(?<!\d\s)\bг(?:\.|(?=\s+[А-ЯЁ])))"  # «2021 г.» is a year


@dataclass(frozen=True, slots=True)
class Found:
    """`name` in the nominative; `words` as printed at `start`."""

    name: str
    words: str
    start: int
    end: int


def find_municipalities(text: str) -> tuple[Found, ...]:
    """The municipalities that a line names, in order of appearance; of names that overlap that of the plainest form."""
    if not _hint().search(text):
        return ()
    plain = without_regions(_ordinary_case(re.sub(r"(?<=\w)[–‑](?=\w)", "-", text)))
    kept: list[Found] = []
    for find in (_districts, _towns, _named, _bare_towns):
        kept += [hit for hit in find(plain) if all(hit.end <= other.start or hit.start >= other.end for other in kept)]
    return tuple(sorted(kept, key=lambda hit: hit.start))


@lru_cache(maxsize=1)
def _hint() -> re.Pattern[str]:
    """Words without which no municipality is named: most lines of a document have none."""
    words = territory_words()
    stems = [form.rstrip("*") for written in words.kinds.values() for form in written]
    stems += [*words.short_kinds, *words.authorities, *(phrase.partition("*")[0] for _, phrase in words.prefixes), "город", "г.", "г "]
    return re.compile("|".join(rf"\b{re.escape(stem)}" for stem in sorted(set(stems))), re.IGNORECASE)


def _districts(text: str) -> Iterator[Found]:
    """«Кстовского муниципального района», «Тандинского кожууна», «Орехово-Зуевского г.о.», «Красносельского сельского поселения»."""
    for pattern in _district_patterns():
        for match in pattern.finditer(text):
            adjective, quality, written = match.group(1), match.group(2), match.group(3)
            if _is_no_name(adjective):
                continue
            town = _town_behind(text[match.end() :])
            if town is not None and not (quality or "").startswith("внутр") and _is_district(written):
                yield Found(town, match.group(), match.start(), match.end())
                continue
            kind = _kind(written, quality)
            yield Found(f"{adjective_in_nominative(adjective, kind)} {kind}", match.group(), match.start(), match.end())


def _is_district(written: str) -> bool:
    return written.lower().startswith(("район", "р-н", "округ"))


def _town_behind(rest: str) -> str | None:
    """«Советского района города Нижнего Новгорода»: the town, whose part the district is."""
    match = re.match(rf"\s*(?:{_OF_A_TOWN}\s+{_QUOTE})?{_CITY_WORD}\s*({_TOWN})", rest)
    if match:
        return f"город {_town(match.group(1), _city_case(match.group()))}"
    match = re.match(rf"\s*({_TOWN})", rest)
    name = town_in_nominative(_one_name(match.group(1)), "gent") if match else ""
    return f"город {name}" if name and is_town(name) else None


def _named(text: str) -> Iterator[Found]:
    """«муниципальный район Сергиевский», «МР «Койгородский»», «городской округ Мытищи», «ЗАТО Северск»."""
    for kind, pattern in _prefix_patterns():
        for match in pattern.finditer(text):
            name = match.group(1)
            if _is_no_name(name.split()[0]) or is_region(name):
                continue
            yield Found(_with_kind(name, kind), match.group(), match.start(), match.end())


def _with_kind(name: str, kind: str) -> str:
    adjective = re.fullmatch(_NEUTER if kind.endswith("поселение") else _ADJECTIVE, name.split()[0])
    if adjective and (" " not in name or not _two_words(name)) and kind not in ("", "город") and name.split()[0][-2:] in _NOMINATIVE_ENDS:
        return f"{adjective_in_nominative(name.split()[0], kind)} {kind}"
    town = _town(name, "nomn")
    if kind == "город" or is_town(town):
        return f"город {town}"
    return f"{kind} {town}" if kind.endswith(("округ", "поселение")) else town


_NOMINATIVE_ENDS = ("ий", "ый", "ой", "ое", "ее")


def _towns(text: str) -> Iterator[Found]:
    """«города Нижнего Новгорода», «г. Шахты», «города-курорта Анапы»."""
    for match in re.finditer(rf"{_CITY_WORD}\s*{_QUOTE}({_TOWN})", text):
        name = match.group(1)
        if not _is_no_name(name.split()[0]) and not is_region(name):
            yield Found(f"город {_town(name, _city_case(match.group()))}", match.group(), match.start(), match.end())


def _bare_towns(text: str) -> Iterator[Found]:
    """«мэрии Новосибирска», «Администрация Великого Новгорода»: a town that the dictionary knows."""
    stems = "|".join(territory_words().authorities)
    for match in re.finditer(rf"(?:{stems})\w*\s+({_TOWN})", text, re.IGNORECASE):
        name = _one_name(match.group(1))
        town = town_in_nominative(name, "gent")
        if name[0].isupper() and (is_town(town) or _geographic(name)) and not is_region(name) and not _is_no_name(name.split()[0]):
            yield Found(f"город {town}", match.group(), match.start(), match.end())


def _geographic(name: str) -> bool:
    return any({"Geox", "gent"} <= parse.tag.grammemes for parse in analyzer().parse(name.split()[-1]))


def _city_case(words: str) -> str | None:
    """The case that «города», «городе» … show; None for «г.»."""
    endings = {"город": "nomn", "города": "gent", "городу": "datv", "городе": "loct", "городом": "ablt"}
    return endings.get(re.split(r"[\s-]", words.strip().lower())[0])


def _town(name: str, case: str | None) -> str:
    return town_in_nominative(_one_name(name), case)


def _one_name(name: str) -> str:
    """The first word alone, unless two words are one name («Нижний Новгород», but «Арзамаса Управление»)."""
    return name if " " not in name or _two_words(name) else name.split()[0]


def _two_words(name: str) -> bool:
    first, second = name.split()
    if is_town(name):
        return True
    parses = analyzer().parse(first)
    adjective = any(parse.tag.POS == "ADJF" for parse in parses[:3]) or second.startswith("Посад")
    nouns = analyzer().parse(second.partition("-")[0])
    agree = {parse.tag.case for parse in parses if parse.tag.POS == "ADJF"} & {parse.tag.case for parse in nouns}
    return adjective and (bool(agree) or second.startswith("Посад")) and not _is_no_name(second)


def _is_no_name(word: str) -> bool:
    lower = word.lower().replace("ё", "е")
    return any(lower.startswith(stem) and lower[len(stem) :] in _ADJECTIVE_ENDINGS for stem in territory_words().no_names)


_ENDINGS = "ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ей ую юю ых их ыми ими о а у е и ь"
_ADJECTIVE_ENDINGS = frozenset(_ENDINGS.split()) | {""}


@lru_cache(maxsize=10_000)
def is_town(name: str) -> bool:
    """Whether the ontology lists a town of this name."""
    return any(name in names for names in ontology.load().places.values()) and not re.fullmatch(r"\S+(?:ск|цк)(?:ий|ой)", name)


@lru_cache(maxsize=1)
def _district_patterns() -> tuple[re.Pattern[str], ...]:
    words = territory_words()
    kinds = [_written(phrase) for kind, written in words.kinds.items() if kind != "поселение" for phrase in written]
    shorts = [re.escape(short) + r"(?!\w)" for short in words.short_kinds]
    qualities = "|".join(words.qualities)
    men = rf"({_ADJECTIVE})\s+(?:((?:{qualities})\w+)\s+)?({'|'.join([*kinds, *shorts])})"
    neuter = rf"({_NEUTER})\s+(?:((?:{qualities})\w+)\s+)({'|'.join(map(_written, words.kinds['поселение']))})"
    return re.compile(rf"(?<![\w-]){men}"), re.compile(rf"(?<![\w-]){neuter}")


@lru_cache(maxsize=1)
def _prefix_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    def phrase(text: str) -> str:
        return r"\s+".join(_written(word) for word in text.split())

    return tuple(
        (kind, re.compile(rf"(?<!\w)(?:{phrase(text)})\s*(?:[-–—]\s*)?{_QUOTE}({_TOWN})")) for kind, text in territory_words().prefixes
    )  # fmt: skip


def _written(word: str) -> str:
    """A word of the vocabulary as a pattern: `*` is any ending; the first letter of a common word may be a capital."""
    if not word.endswith("*"):
        return re.escape(word) + (r"(?!\w)" if word[-1] != "." else "")
    return f"[{word[0].upper()}{word[0]}]{re.escape(word[1:-1])}[а-яё]*" + r"(?!\w)"


def _kind(written: str, quality: str | None) -> str:
    words = territory_words()
    if written in words.short_kinds:
        return words.short_kinds[written] if written not in ("МО",) else "муниципальный округ" if quality else "район"
    kind = next(kind for kind, forms in words.kinds.items() if any(written.lower().startswith(form.rstrip("*")) for form in forms))
    full = next((name for stem, name in words.qualities.items() if quality and quality.lower().startswith(stem)), "")
    if kind == "поселение":
        full = full[:-2] + "ое" if full else ""
    return f"{full} {kind}".strip()


def _ordinary_case(text: str) -> str:
    """A heading in capitals («КСТОВСКОГО МУНИЦИПАЛЬНОГО РАЙОНА») as people write it, so that names are seen; abbreviations stay."""
    words = re.split(r"([^\w-]+)", text)
    long = [word for word in words if len(word) > 4 and word[0].isalpha()]
    if not long or sum(word.isupper() for word in long) * 2 < len(long):
        return text
    return "".join(_ordinary_word(word) if word.isupper() else word for word in words)


def _ordinary_word(word: str) -> str:
    lower = word.lower()
    if any(lower.startswith(stem) and len(lower) - len(stem) < len(stem) for stem in territory_words().shouted):
        return lower
    if len(word) < 5 and not (len(word) > 2 and is_known(word) and "Geox" in analyzer().parse(lower)[0].tag):
        return word
    return "-".join(part.title() if len(part) > 2 else part.lower() for part in word.split("-"))


def names_region(text: str) -> str | None:
    """The region that a line names first, or None."""
    return next((region for region, _ in find_regions(text)), None)
