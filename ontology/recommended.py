"""What a complete set of plans has (`recommended.yaml`), as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ontology.model import OntologyError
from ontology.topics import activity_vocabulary, directions, result_vocabulary
from records.yaml_file import read_yaml


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the management cycle, or what an indicator is about: its Russian name and what shows that a plan has it."""

    label: str
    activity_types: frozenset[str] = frozenset()
    result_types: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Recommended:
    """`set_of_directions`: from how many directions a document is a set of plans; `rows_of_a_plan`: from how many rows a plan is judged;
    `themes`: word of a plan's title → words that answer it, all lemmas; `natural_results`, `natural_words`: activity type → result types
    that it yields, and words (lemmas) of such results; `akin`: direction of a plan → those of rows that are at home in it too;
    `indicators`: direction → what its indicators are about."""

    set_of_directions: int
    rows_of_a_plan: int
    steps: tuple[Step, ...]
    themes: Mapping[str, frozenset[str]]
    natural_results: Mapping[str, frozenset[str]]
    natural_words: Mapping[str, frozenset[str]]
    akin: Mapping[str, frozenset[str]]
    indicators: Mapping[str, tuple[Step, ...]]


@lru_cache(maxsize=1)
def recommended() -> Recommended:
    """The file, read once a process. Raises OntologyError for a type or a direction that the vocabulary does not have."""
    given = read_yaml(Path(__file__).with_suffix(".yaml"))
    steps = tuple(_step(step) for step in given["steps"])
    named = ("themes", "natural_results", "natural_words", "akin")
    themes, natural, words, akin = ({key: frozenset(values) for key, values in given[name].items()} for name in named)
    indicators = {direction: tuple(_step(one) for one in listed) for direction, listed in given["indicators"].items()}
    if unknown := indicators.keys() - {direction.code for direction in directions()}:
        raise OntologyError(f"recommended.yaml, indicators: нет таких направлений: {', '.join(sorted(unknown))}")
    return Recommended(given["set_of_directions"], given["rows_of_a_plan"], steps, themes, natural, words, akin, indicators)


def _step(given: Mapping[str, object]) -> Step:
    sets = {key: frozenset(value) for key, value in given.items() if isinstance(value, list)}
    step = Step(str(given["label"]), **sets)
    unknown = step.activity_types - {kind.code for kind in activity_vocabulary().types}
    unknown |= step.result_types - {kind.code for kind in result_vocabulary().types}
    if unknown:
        raise OntologyError(f"recommended.yaml, «{step.label}»: нет таких видов: {', '.join(sorted(unknown))}")
    return step
