"""A801, A802: work that is planned twice, and work that has no business in its plan or section."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from normalize.topics import classify
from normalize.topics.directions import OTHER
from ontology.recommended import recommended
from ontology.topics import directions
from output.matching.repeats import Planned, Repeat, damaged_copies, repeats
from records.finding import Finding, Severity
from review.content import CELLS, all_words, contained, content, subject_words
from review.rules import completeness
from review.subject import PlanRows, Row, Subject
from review.wording import wording

_STAFF = ("2.1", "2.2")  # educators learn about every topic: such a row is at home in each plan
_PRESCHOOL = "2.4"
_HEAD, _TAIL = 26, 17  # letters: what output.matching.repeats compares by, without spaces
_TELLING = 3  # words of a title that tell the work
_SMALLEST_REPEAT = 2  # rows of a section that is nothing but repeats
_HOW = {"identical": "дословно", "alike": "почти дословно", "turned": "теми же словами", "damaged": "с испорченным названием"}


def repeated(subject: Subject) -> Iterator[Finding]:
    """A801: one activity in two places, in one plan or in two of a document, told at each of its rows; A802: a section of nothing else."""
    rows = subject.rows
    pairs = _pairs(subject)
    twins: dict[int, list[int]] = defaultdict(list)
    how: dict[int, str] = {}
    for pair in pairs:
        twins[pair.first].append(pair.second)
        twins[pair.second].append(pair.first)
        how.setdefault(pair.first, _HOW[pair.how])
        how.setdefault(pair.second, _HOW[pair.how])
    names = {index: rows[index].name for index in twins}
    for index, found in sorted(twins.items()):
        row = rows[index]
        places = ", ".join([_place(rows[twin], names[twin], row) for twin in found])
        weight: Severity | None = None if any(_is_copy(row, rows[twin]) for twin in found) else "W"
        yield row.finding("A801", f"Мероприятие {how[index]} повторено: {places}.", row.activity.title, "title", weight)
    if pairs:
        yield from _copied_sections(subject, pairs)


def _pairs(subject: Subject) -> list[Repeat]:
    """The repeats among the rows of a document, by index."""
    rows, cells = subject.rows, subject.cells
    titles = cells["title"]
    twins: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, other in enumerate(zip(cells["deadline_raw"], cells["body_raw"], cells["result_raw"], strict=True)):
        twins[other].append(index)
    buckets = [same for same in twins.values() if len(same) > 1]

    @cache  # a row has many twins
    def planned(index: int) -> Planned:
        return _planned(rows[index])

    def together(first: int, second: int) -> bool:
        return not _are_apart(rows[first], rows[second])

    damaged = [pair for pair in damaged_copies(titles, buckets, planned) if together(pair.first, pair.second)]
    return [*repeats(titles, [_near(titles)], planned, together), *_turned(titles, planned, together), *damaged]


def _turned(titles: Sequence[str], planned: Callable[[int], Planned], together: Callable[[int, int], bool]) -> list[Repeat]:
    """Repeats in the same words in another order."""
    sorted_words = [_sorted_words(title) for title in titles]
    times = Counter(sorted_words)
    group = [n for n, words in enumerate(sorted_words) if times[words] > 1]
    if not _near(list({_letters(titles[n]): sorted_words[n] for n in group}.values())):
        return []  # the same titles, each in its own words

    def differ(first: int, second: int) -> bool:
        return titles[first] != titles[second] and _letters(titles[first]) != _letters(titles[second]) and together(first, second)

    return [pair._replace(how="turned") for pair in repeats(sorted_words, [group], planned, differ)]


@lru_cache(maxsize=CELLS)
def _sorted_words(title: str) -> str:
    return " ".join(sorted(re.findall(r"\w+", title.lower())))


def _near(titles: Sequence[str]) -> list[int]:
    """The titles that begin or end as another one does: only such are repeats, and most titles of a document are not."""
    ends = [_ends(title) for title in titles]
    heads, tails = Counter([head for head, _ in ends]), Counter([tail for _, tail in ends])
    return [n for n, (head, tail) in enumerate(ends) if heads[head] > 1 or tails[tail] > 1]


@lru_cache(maxsize=CELLS)
def _ends(title: str) -> tuple[str, str]:
    letters = _letters(title)
    return letters[:_HEAD], letters[-_TAIL:]


@lru_cache(maxsize=CELLS)
def _letters(title: str) -> str:
    return re.sub(r"\W+", "", title.lower())


def _are_apart(one: Row, other: Row) -> bool:
    """Whether two rows of a calendar are held on different days: in sections of different months, or by deadlines that differ as printed
    and of which one is no day; or two rows of a budget, which have nothing but their figures, and these differ."""
    mine, theirs = one.activity, other.activity
    if mine.deadline != theirs.deadline and not (_is_dated(one) and _is_dated(other)):
        return True
    if one.section is not other.section and _month(one) != _month(other):
        return True
    return mine.extra != theirs.extra and not any((*_cells(one), *_cells(other)))


def _month(row: Row) -> int | None:
    return row.section.month if row.section else None


def _is_dated(row: Row) -> bool:
    return [item for item in row.meaning.deadlines if item.start] != []


def _is_copy(row: Row, twin: Row) -> bool:
    """Whether a row was copied with its deadline or result; one of another day and another result may be a second round."""
    return row.activity.deadline == twin.activity.deadline or row.activity.result == twin.activity.result


def _cells(row: Row) -> tuple[str, str, str]:
    activity = row.activity
    return (activity.deadline, activity.body, activity.result)


def _planned(row: Row) -> Planned:
    spans = tuple([(item.start, item.end) for item in row.meaning.deadlines if item.start and item.end])
    deadline, body, result = _cells(row)
    told = len(content(row.activity.title)) >= _TELLING  # then the same work may be given to others
    return Planned(row.activity.title, "", "", (deadline, "" if told else body, result), spans)


def _place(other: Row, name: str, row: Row) -> str:
    return f"строка {name}" if other.plan == row.plan else f"план {other.plan}, строка {name}"


def off_topic(subject: Subject) -> Iterator[Finding]:
    """A802: the title's own words speak of another direction than the plan's, and of the plan's not at all."""
    for plan in subject.plans:
        direction = plan.meaning.direction
        if direction is None or direction in _STAFF:
            continue
        at_home = _at_home(direction)
        strange = [row for row in plan.rows if not at_home.issuperset(row.meaning.topic.directions)]
        for row in strange if strange and completeness.is_of_one_direction(plan, direction) else ():
            other = _other_direction(row, direction)
            if other and not subject_words(row.activity.title) & subject_words(f"{plan.plan.title}. {_labels()[direction]}"):
                message = f"По названию это направление {other} «{_labels()[other]}», а план — {direction}."
                yield row.finding("A802", message, row.activity.title, "title", "W")


def _other_direction(row: Row, direction: str) -> str | None:
    """The topic of a title by itself, where the plan's own direction is not among its topics."""
    beside = set(row.meaning.topic.directions) - _at_home(direction)
    title, result = row.activity.title, row.activity.result
    alone, with_result = (classify(text, "", None, None, None, None).directions for text in (title, f"{title}. {result}"))
    at_preschools = direction == _PRESCHOOL and not wording().matches("schooling", title)  # small children do everything
    elsewhere = bool(alone) and alone[0] in beside and direction not in (*alone, *with_result)
    return alone[0] if elsewhere and not at_preschools else None


@cache
def _at_home(direction: str) -> frozenset[str]:
    """The directions that a row of a plan may well be of."""
    return frozenset((direction, *_STAFF, OTHER, *recommended().akin.get(direction, ())))


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {direction.code: direction.label for direction in directions()}


def _copied_sections(subject: Subject, pairs: Sequence[Repeat]) -> Iterator[Finding]:
    """A section that is nothing but a copy of rows of other sections has no work of its own theme."""
    repeated_in: dict[int, set[int]] = defaultdict(set)
    rows = subject.rows
    for pair in pairs:
        first, second = rows[pair.first], rows[pair.second]
        if first.plan == second.plan and first.activity.section != second.activity.section:
            repeated_in[first.plan] |= {first.n, second.n}
    for plan in subject.plans:
        for section, members in _by_section(plan).items():
            copied = [row for row in members if row.n in repeated_in[plan.n]]
            if len(copied) == len(members) >= _SMALLEST_REPEAT and not _answers(members, plan):
                title = plan.plan.sections[section].title
                message = f"Раздел «{title}» целиком повторяет строки другого раздела: мероприятий по его теме нет."
                yield members[0].finding("A802", message, title, "section", "E")


def _by_section(plan: PlanRows) -> dict[int, list[Row]]:
    sections: dict[int, list[Row]] = defaultdict(list)
    for row in plan.rows:
        if row.activity.section is not None and not row.empty:
            sections[row.activity.section].append(row)
    return sections


def empty_themes(subject: Subject) -> Iterator[Finding]:
    """A802: no row of a section has a word of the section's theme; a section has a theme where its words are not the plan's."""
    for plan in subject.plans:
        for section, members in _by_section(plan).items():
            if len(members) == 1 and not _answers(members, plan):
                title = plan.plan.sections[section].title
                yield members[0].finding("A802", f"Единственная строка раздела не о его теме: «{title}».", title, "section", "I")


def _answers(members: Sequence[Row], plan: PlanRows) -> bool:
    """Whether rows have a word of their section's theme, or the section has none; one that says by when or by whom has none."""
    title = next(row.section.title for row in members if row.section)
    held = frozenset().union(*(all_words(row.activity.deadline) | all_words(row.activity.body) for row in members))
    theme = subject_words(title) - subject_words(plan.plan.title or "") - held
    said = frozenset().union(*(all_words(row.activity.title) | all_words(row.activity.result) for row in members))
    return not theme or contained(theme, said) > 0


RULES = (repeated, off_topic, empty_themes, *completeness.RULES)
