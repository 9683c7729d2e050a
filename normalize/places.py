"""The territory of a document from its own words, by form: any of the country's municipalities, not those of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import ontology
from normalize.slug import slug
from records.morphology import analyzer
from records.order import Head
from records.text import clean_line

_ADJECTIVE = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]+)*(?:ск|цк)(?:ий|ой|ого|ому|им|ом)"
_TITLE = r"[А-ЯЁ][а-яё]+(?:-[А-Яа-яё][а-яё]*)*(?:\s[А-ЯЁ][а-яё]+)?"
_DISTRICT = re.compile(
    rf"({_ADJECTIVE})\s+(?:(муниципальн|городск)\w+\s+)?(район|округ)(?:а|у|ом|е)?\b|({_ADJECTIVE})\s+(?:р-н\w?|(?:МР|ГО|МО)(?=\W|$))"
)
_NAMED = re.compile(
    r"(?:муниципальн\w+\s+(?:район|округ|образовани)\w*|городск\w+\s+округ\w*|\bМР|\bМО|\bГО|\bМОГО)\s+(?:[-–—]\s*)?[«\"]?"
    rf"(?:({_ADJECTIVE})\s+(?:муниципальн\w+\s+|городск\w+\s+)?(район|округ)\w*|(?:город\w?\s+|г\.\s*)?({_TITLE}))"
)
_CITY = re.compile(
    rf"(?:администраци\w+|мэри\w+|управлени\w+\s+образовани\w+|образовани\w+|городск\w+\s+округ\w*)\s+(?:города|г\.)\s*({_TITLE})|(?:\bгорода|\bгороде|\bг\.)\s*({_TITLE})"
)
_NO_NAME = frozenset({"муниципального", "муниципальный", "городского", "российской", "россии", "администрации"})


@dataclass(frozen=True, slots=True)
class Territory:
    """`municipality` is the name in the nominative; ids are null where the document does not tell; `evidence` are its words."""

    region_id: str | None = None
    region: str | None = None
    municipality_id: str | None = None
    municipality: str | None = None
    evidence: tuple[str, ...] = ()


def locate(head: Head, prose: tuple[str, ...] = ()) -> Territory:
    """The territory named by the header first, then most often by the text (ties: the earliest).

    The region is taken from the document's own words, else from the table of municipalities where the name is unique.
    Ids: ISO 3166-2 for regions («RU-NIZ»), `<region>/<slug of the normal form>` for municipalities.
    """
    ranked = _ranked(head, prose)
    municipality = _best(ranked, _municipalities)
    region = _best(ranked, _regions)
    region_id = region[0] if region else _region_of(municipality[0]) if municipality else None
    name = ontology.load().regions[region_id].name if region_id else None
    evidence = tuple(found[1] for found in (municipality, region) if found)
    if municipality is None:
        return Territory(region_id, name, evidence=evidence)
    return Territory(region_id, name, f"{region_id or 'RU'}/{slug(_short(municipality[0]))}", municipality[0], evidence)


def _ranked(head: Head, prose: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The document's texts in the order in which they are believed."""
    acts = tuple(clean_line(part) for act in head.basis for part in (act.issuer, act.title) if part)
    first = tuple(clean_line(part) for part in (head.issuer, head.signatory_post, head.title) if part)
    clauses = tuple(clean_line(clause.text) for clause in head.clauses)
    return (first, clauses + tuple(clean_line(line) for line in prose), acts)


def _best(ranked: tuple[tuple[str, ...], ...], find: Callable[[str], Iterator[tuple[str, str]]]) -> tuple[str, str] | None:
    """(meaning, words) that most texts of the first telling rank name."""
    for texts in ranked:
        found = [hit for text in texts for hit in find(text)]
        if found:
            counts = Counter(meaning for meaning, _ in found)
            best = max(counts, key=lambda meaning: counts[meaning])
            return next(hit for hit in found if hit[0] == best)
    return None


def _municipalities(text: str) -> Iterator[tuple[str, str]]:
    text = _region_pattern()[0].sub(" ; ", _ordinary_case(text))  # «… района Нижегородской области»: the region is no municipality
    for match in _NAMED.finditer(text):
        if match.group(1):
            yield f"{_masculine(match.group(1))} {match.group(2)}", match.group()
        elif match.group(3).split()[0].lower() not in _NO_NAME and not _is_region(match.group(3)):
            yield f"город {_nominative(match.group(3))}" if _city_like(match) else _nominative(match.group(3)), match.group()
    for match in _DISTRICT.finditer(text):
        kind = match.group(3) or "район"
        full = {"муниципальн": "муниципальный ", "городск": "городской "}.get(match.group(2) or "", "")
        yield f"{_masculine(match.group(1) or match.group(4))} {full}{kind}", match.group()
    for match in _CITY.finditer(text):
        yield f"город {_nominative(match.group(1) or match.group(2))}", match.group()


def _city_like(match: re.Match[str]) -> bool:
    return bool(re.search(r"город\w?\s|\bг\.|городск", match.group(), re.IGNORECASE))


def _ordinary_case(text: str) -> str:
    """A header in capitals («КСТОВСКОГО МУНИЦИПАЛЬНОГО РАЙОНА») as title case, so that names are seen."""
    if not text.isupper():
        return text
    kinds = {
        "муниципальн",
        "городск",
        "район",
        "округ",
        "област",
        "администрац",
        "управлен",
        "образован",
        "департамен",
        "отдел",
        "комитет",
        "город",
    }
    return " ".join(
        word.lower() if any(word.lower().startswith(kind) for kind in kinds) or len(word) < 3 else word.title() for word in text.split(" ")
    )


def _regions(text: str) -> Iterator[tuple[str, str]]:
    pattern, meaning = _region_pattern()
    for match in pattern.finditer(text):
        yield meaning[match.group().lower().replace("ё", "е")], match.group()
    shorts, by_short = _region_shorts()
    for match in shorts.finditer(text):
        yield by_short[match.group(1)], match.group()


@lru_cache(maxsize=1)
def _region_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    meaning: dict[str, str] = {}
    for region in ontology.load().regions.values():
        for name in (*region.cases, *region.also):
            if " " in name or region.cases[0].startswith("Республика"):
                meaning.setdefault(name.lower().replace("ё", "е"), region.id)
        for name in region.cases if region.id in ("RU-MOW", "RU-SPE", "RU-SEV") else ():
            meaning.setdefault(name.lower(), region.id)
    names = sorted(meaning, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(name).replace("е", "[её]") for name in names) + r")\b", re.IGNORECASE), meaning


@lru_cache(maxsize=1)
def _region_shorts() -> tuple[re.Pattern[str], dict[str, str]]:
    """Abbreviations of regions, believed only behind a closed name or a body («… район» РД»)."""
    meaning = {region.short: region.id for region in ontology.load().regions.values() if region.short}
    return re.compile(r"(?:[»\"]|район\w*|округ\w*|Минобр\w*|МОН)\s+(" + "|".join(meaning) + r")\b"), meaning


def _is_region(name: str) -> bool:
    return bool(_region_pattern()[0].search(name))


@lru_cache(maxsize=10_000)
def _region_of(municipality: str) -> str | None:
    words = set(municipality.split(" ")) | {municipality.removeprefix("город ")}
    found = [region for region, names in ontology.load().places.items() if words & set(names)]
    return found[0] if len(found) == 1 else None


def _masculine(adjective: str) -> str:
    return adjective if adjective.endswith("ой") else re.sub(r"(?:ий|ого|ому|им|ом)$", "ий", adjective)


@lru_cache(maxsize=10_000)
def _nominative(name: str) -> str:
    """The name of a town in the nominative («Арзамаса» → «Арзамас»); a word that the dictionary has not keeps its form."""
    name = re.sub(r"^[Гг]ород\w*\s+", "", name)
    return " ".join(_nominative_word(part) for part in name.split(" "))


def _nominative_word(part: str) -> str:
    parses = [parse for parse in analyzer().parse(part) if "Geox" in parse.tag or parse.tag.POS == "ADJF"]
    if not parses:
        return part
    form = parses[0].normal_form if parses[0].tag.POS == "NOUN" else (parses[0].inflect({"nomn"}) or parses[0]).word
    return "-".join(piece.capitalize() if len(piece) > 2 else piece for piece in str(form).split("-"))


def _short(name: str) -> str:
    """The normal form behind an id: «Кстовский муниципальный район» and «Кстовский район» are one."""
    return clean_line(re.sub(r"\b(?:муниципальный|городской)\s+(?=район|округ)", "", name))


def places_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The municipalities that the texts name, in order of appearance, each once."""
    return tuple(dict.fromkeys(name for text in texts for name, _ in _municipalities(clean_line(text))))
