"""What measures are about, for matching: `subjects.yaml` and the frozen table of term frequencies `idf.tsv`, read once and checked."""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from records.yaml_file import read_yaml

Terms = tuple[str, ...]
IDF_FILE = Path(__file__).with_name("idf.tsv")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing under several names; `generic`: a whole chapter of a plan is about it, so that alone it makes no match; `broader`:
    code of the concept that it is a part of."""

    code: str
    label: str
    terms: Terms
    generic: bool
    broader: str | None


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that is done, under several names; `label` is how a reason names it."""

    label: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class SubjectVocabulary:
    """The whole of `subjects.yaml`; `deeds`: by code; `projects`: shown name → its spellings."""

    boilerplate: Terms
    actions: Terms
    tails: Terms
    concepts: tuple[Concept, ...]
    topics: frozenset[str]
    objects: frozenset[str]
    audiences: Mapping[str, Terms]
    disciplines: Mapping[str, Terms]
    kindred: frozenset[frozenset[str]]
    deeds: Mapping[str, Deed]
    kindred_deeds: frozenset[frozenset[str]]
    lone_deeds: frozenset[str]
    projects: Mapping[str, Terms]


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of `texts` texts a term stands. `version` names the table: scores of one version can be compared."""

    version: str
    texts: int
    documents: Mapping[str, int]

    def weight(self, term: str) -> float:
        """Inverse document frequency between 0 (in every text) and 1 (in one or in none)."""
        return math.log((self.texts + 1) / max(self.documents.get(term, 1), 1)) / math.log(self.texts + 1)


@lru_cache(maxsize=1)
def subject_vocabulary() -> SubjectVocabulary:
    """The vocabulary of matching. Raises ValueError for an unknown key, a term in two concepts, an unknown concept or deed."""
    data: dict[str, Any] = read_yaml(Path(__file__).with_name("subjects.yaml"))
    if wrong := data.keys() ^ {field.name for field in fields(SubjectVocabulary)} ^ {"generic"}:
        raise ValueError(f"subjects.yaml: keys missing or unknown: {sorted(wrong)}")
    _refuse_repeats("concepts", (term for entry in data["concepts"].values() for term in entry["terms"]))
    _refuse_repeats("deeds", (term for entry in data["deeds"].values() for term in entry["terms"]))
    _refuse_repeats("projects", (name for names in data["projects"] for name in names))
    _refuse_repeats("boilerplate, actions", [*data["boilerplate"], *data["actions"]])
    generic = set(data["generic"])
    broader = {entry["broader"] for entry in data["concepts"].values() if "broader" in entry}
    if unknown := (generic | broader | set(data["topics"]) | set(data["objects"])) - data["concepts"].keys():
        raise ValueError(f"subjects.yaml: unknown concepts {sorted(unknown)}")
    if unknown := {deed for pair in data["kindred_deeds"] for deed in (*pair, *data["lone_deeds"])} - data["deeds"].keys():
        raise ValueError(f"subjects.yaml: unknown deeds {sorted(unknown)}")
    return SubjectVocabulary(
        boilerplate=tuple(data["boilerplate"]),
        actions=tuple(data["actions"]),
        tails=tuple(data["tails"]),
        concepts=tuple(
            Concept(code, entry["label"], tuple(entry["terms"]), code in generic, entry.get("broader"))
            for code, entry in data["concepts"].items()
        ),
        topics=frozenset(data["topics"]),
        objects=frozenset(data["objects"]),
        audiences={name: tuple(terms) for name, terms in data["audiences"].items()},
        disciplines={name: tuple(terms) for name, terms in data["disciplines"].items()},
        kindred=frozenset(map(frozenset, data["kindred"])),
        deeds={name: Deed(entry["label"], tuple(entry["terms"])) for name, entry in data["deeds"].items()},
        kindred_deeds=frozenset(map(frozenset, data["kindred_deeds"])),
        lone_deeds=frozenset(data["lone_deeds"]),
        projects={names[0]: tuple(names) for names in data["projects"]},
    )


@lru_cache(maxsize=1)
def frequencies() -> Frequencies:
    """The frozen table `idf.tsv`: a line `# version … texts …`, a heading, then a term and its number of texts a line."""
    with IDF_FILE.open(encoding="utf-8", newline="") as stream:
        _, _, version, _, texts = stream.readline().split()
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return Frequencies(version, int(texts), {row["term"]: int(row["texts"]) for row in rows})


def _refuse_repeats(where: str, terms: Iterable[str]) -> None:
    if repeated := [term for term, count in Counter(terms).items() if count > 1]:
        raise ValueError(f"subjects.yaml: {where}: more than once: {repeated}")
