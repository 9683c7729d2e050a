"""The vocabularies of directions, activity types and result types: YAML beside this file, read once and checked.

The notation of terms is explained at the head of `directions.yaml`. A term in two places, an unknown key or a missing
one raises `ValueError`: a contradiction in the vocabulary is mended there, not settled by the order of the file.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from records.yaml_file import read_yaml

Terms = tuple[str, ...]
T = TypeVar("T")

# Lists of one vocabulary in which a term must not stand twice; a list that is not named here is a space of its own.
_SPACES = dict.fromkeys(("subject", "form", "hint", "weak", "learning"), "topic") | dict.fromkeys(("done", "posted", "nouns"), "result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """One of the eight systems, or `other`; the lists are explained in `directions.yaml`."""

    code: str
    label: str
    subject: Terms = ()
    form: Terms = ()
    hint: Terms = ()
    weak: Terms = ()
    learning: Terms = ()
    occasion: Terms = ()
    audience: Terms = ()
    staff: bool = False
    covers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionVocabulary:
    """The whole of `directions.yaml`."""

    chapters: Terms
    boilerplate: Terms
    whole: Terms
    schooling: Terms
    agents: Terms
    idle: Terms
    directions: tuple[Direction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Verbs that make something; `type` is meant where what they make is not known."""

    type: str
    terms: Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityType:
    """What an activity does; `heads` and `objects` are explained in `activity_types.yaml`."""

    code: str
    label: str
    definition: str
    heads: Terms = ()
    objects: Terms = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityVocabulary:
    """The whole of `activity_types.yaml`."""

    wrappers: Terms
    neutral: Terms
    makers: tuple[Maker, ...]
    types: tuple[ActivityType, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultType:
    """What a result cell promises; `done`, `posted` and `nouns` are explained in `result_types.yaml`."""

    code: str
    label: str
    done: Terms = ()
    posted: Terms = ()
    generic: Terms = ()
    nouns: Terms = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultVocabulary:
    """The whole of `result_types.yaml`."""

    neutral: Terms
    types: tuple[ResultType, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What one stem says: its inverse document frequency and its weight for each direction."""

    idf: float
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectionWeights:
    """The whole of `direction_weights.csv`: the linear model that guesses where no term speaks."""

    codes: Terms
    intercepts: tuple[float, ...]
    rows: Mapping[str, Weight]


@lru_cache(maxsize=1)
def direction_weights() -> DirectionWeights:
    """The weights of words without a topic, as `bench/topic_weights.py` fitted them."""
    with (Path(__file__).parent / "direction_weights.csv").open(encoding="utf-8", newline="") as file:
        (_, _, *codes), *lines = csv.reader(file)
    rows = {stem: Weight(idf=float(idf), weights=tuple(map(float, values))) for stem, idf, *values in lines}
    unknown = set(codes) - {direction.code for direction in directions()}
    if unknown:
        raise ValueError(f"direction_weights.csv: unknown directions {sorted(unknown)}; run bench/topic_weights.py again")
    return DirectionWeights(codes=tuple(codes), intercepts=rows.pop("").weights, rows=rows)


@lru_cache(maxsize=1)
def direction_vocabulary() -> DirectionVocabulary:
    """How the directions of plans and activities are told by their words."""
    data = dict(_read("directions.yaml"))
    data["directions"] = tuple(_record(Direction, entry) for entry in data["directions"])
    return _record(DirectionVocabulary, data)


def directions() -> tuple[Direction, ...]:
    """The eight directions and `other`, in the order of their codes."""
    return direction_vocabulary().directions


@lru_cache(maxsize=1)
def activity_vocabulary() -> ActivityVocabulary:
    """How the type of an activity is told by its title."""
    data = dict(_read("activity_types.yaml"))
    data["makers"] = tuple(_record(Maker, entry) for entry in data["makers"])
    data["types"] = tuple(_record(ActivityType, entry) for entry in data["types"])
    vocabulary = _record(ActivityVocabulary, data)
    unknown = {maker.type for maker in vocabulary.makers} - {kind.code for kind in vocabulary.types}
    if unknown:
        raise ValueError(f"activity_types.yaml: makers name unknown types {sorted(unknown)}")
    return vocabulary


@lru_cache(maxsize=1)
def result_vocabulary() -> ResultVocabulary:
    """How the type of a promised result is told by its words."""
    data = dict(_read("result_types.yaml"))
    data["types"] = tuple(_record(ResultType, entry) for entry in data["types"])
    return _record(ResultVocabulary, data)


def _read(name: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = read_yaml(Path(__file__).parent / name)
    _refuse_repeats(name, _terms(data))
    return data


def _record(kind: type[T], entry: Mapping[str, Any]) -> T:
    """`entry` as a frozen record: lists become tuples, keys that the record does not know are refused."""
    known = {item.name for item in fields(kind)}  # type: ignore[arg-type]
    if unknown := set(entry) - known:
        raise ValueError(f"{kind.__name__} {entry.get('code', '')}: unknown keys {sorted(unknown)}, known are {sorted(known)}")
    return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()})


def _terms(node: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Every term of a vocabulary with the space in which it must be unique: the strings in its lists."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield from _terms(value, key)
    elif isinstance(node, list):
        for value in node:
            if isinstance(value, str):
                yield _SPACES.get(name, name), value
            else:
                yield from _terms(value, name)


def _refuse_repeats(name: str, terms: Iterable[tuple[str, str]]) -> None:
    repeated = sorted(term for (_, term), times in Counter(terms).items() if times > 1)
    if repeated:
        raise ValueError(f"{name}: terms that stand twice: {repeated}")
