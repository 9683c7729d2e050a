"""The whole vocabulary read part by part: what was checked, how much of it there is, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ontology.decisions import decisions
from ontology.loader import DATA, load, read
from ontology.oktmo import municipalities
from ontology.territory import territory_words
from ontology.topics import activity_vocabulary, directions, result_vocabulary
from records.errors import DorkartaError


@dataclass(frozen=True, slots=True)
class Checked:
    """A part of the vocabulary: `count` entries in it; `problem` says in Russian what to mend, or is None."""

    part: str
    count: int = 0
    problem: str | None = None


def check_all() -> tuple[Checked, ...]:
    """Every part of the vocabulary and of the user's own data. Raises nothing for a contradiction: it is in `problem`."""
    return tuple(found for group in (_bodies, _territories, _topics, _own) for found in group())


def _bodies() -> Iterator[Checked]:
    broken = _problem(lambda: read(DATA))
    if broken:
        yield Checked("органы, должности, регионы", problem=broken)
        return
    data = load()
    yield Checked("классы органов", len(data.classes))
    yield Checked("органы со своей записью", len(data.bodies))
    yield Checked("написания органов", len(data.spellings))
    yield Checked("области действия имён", len({spelling.scope for spelling in data.spellings}))
    yield Checked("должности", len(data.posts))
    yield Checked("правила классов", len(data.rules) + len(data.acronyms) + len(data.refinements))
    yield Checked("правовые формы", len(data.grammar.forms))
    yield Checked("регионы", len(data.regions))


def _territories() -> Iterator[Checked]:
    yield _counted("виды муниципалитетов", lambda: len(territory_words().kinds) + len(territory_words().prefixes))


def _topics() -> Iterator[Checked]:
    yield _counted("направления", lambda: len(directions()))
    yield _counted("виды мероприятий", lambda: len(activity_vocabulary().types))
    yield _counted("виды результатов", lambda: len(result_vocabulary().types))


def _own() -> Iterator[Checked]:
    """What the user brought: nothing is a good answer here."""
    yield _counted("решения людей", lambda: len(decisions().aliases) + len(decisions().kept) + len(decisions().different))
    yield _counted("муниципалитеты ОКТМО", lambda: len(municipalities()))


def _counted(part: str, count: Callable[[], int]) -> Checked:
    found = 0

    def reading() -> None:
        nonlocal found
        found = count()

    problem = _problem(reading)
    return Checked(part, found, problem)


def _problem(reading: Callable[[], object]) -> str | None:
    try:
        reading()
    except DorkartaError as error:
        return error.message
    except ValueError as error:  # the vocabularies of topics refuse a contradiction so
        return str(error)
    return None
