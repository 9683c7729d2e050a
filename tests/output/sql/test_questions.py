"""Every saved question against what the documents say (`truth.py`), on the sample archive and on the two labelled documents.

Questions about matches, findings and unknown names have no such answers; they are asked of rows made for them in test_made_rows.py.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

import ontology
from ontology.topics import directions

LEVELS = {"regional", "federal"}
DEFINITE = {"day", "month", "quarter"}
Key = tuple[Any, ...]


def key(row: Any) -> Key:
    """What names an activity for people, from a row of an answer or of the truth."""
    get = row.get if isinstance(row, Mapping) else lambda name: getattr(row, name)
    return get("municipality"), get("number"), " ".join(get("title").split())


def keys(rows: Iterable[Any]) -> Counter[Key]:
    return Counter(map(key, rows))


@pytest.fixture
def known(source) -> Any:
    return source[1]


@pytest.fixture
def one_of_each(ask, known) -> Callable[[str, Callable[[Any], bool]], None]:
    """Checks that a question lists exactly the activities for which a condition holds."""

    def check(name: str, holds: Callable[[Any], bool], **parameters: object) -> None:
        assert keys(ask(name, **parameters)) == keys(row for row in known.rows if holds(row))

    return check


def classes(row: Any) -> list[str | None]:
    return [mention["body_class"] for mention in row.mentions]


def test_plans(ask, known) -> None:
    columns = ("municipality", "title", "period_start", "period_end", "activities")
    found = [tuple(row[name] for name in columns) for row in ask("plans")]
    assert Counter((one[0], " ".join(one[1].split()), *one[2:]) for one in found) == Counter(known.plans)


def test_no_deadline(one_of_each) -> None:
    one_of_each("no-deadline", lambda row: not row.deadline)


def test_no_responsible(one_of_each) -> None:
    one_of_each("no-responsible", lambda row: not row.mentions)


def test_no_result(one_of_each) -> None:
    one_of_each("no-result", lambda row: not row.result)


@pytest.mark.parametrize("least", [2, 4])
def test_many_responsible(one_of_each, least: int) -> None:
    one_of_each("many-responsible", lambda row: len(row.mentions) >= least, least=least)


@pytest.mark.parametrize("text", ["функциональн", "ПедАгог", "отчёт", "%", "нет такого слова"])
def test_search(one_of_each, text: str) -> None:
    wanted = text.lower().replace("ё", "е")
    one_of_each("search", lambda row: wanted in f"{row.title} {row.result}".lower().replace("ё", "е"), text=text)


def test_assigned_beyond_municipality(ask, known) -> None:
    levels = {name: one.level for name, one in ontology.load().classes.items()}
    above = [(row, [levels.get(one) in LEVELS for one in classes(row)]) for row in known.rows]
    found = ask("assigned-beyond-municipality")
    assert keys(found) == keys(row for row, own in above if any(own))
    assert keys(row for row in found if row["only"]) == keys(row for row, own in above if any(own) and all(own))


def test_load_by_level(ask, known) -> None:
    names = {name: one.label for name, one in ontology.load().classes.items()}
    wanted = Counter((row.municipality, names[one]) for row in known.rows for one in set(classes(row)) if one)
    assert {(row["municipality"], row["body_class_name"]): row["activities"] for row in ask("load-by-level")} == wanted


def test_most_loaded_bodies(ask, known) -> None:
    """Names of bodies are ours and ids of the answers theirs, so the loads are compared: the numbers by municipality, largest first."""
    loads: dict[tuple[str, Any], int] = Counter()
    for row in known.rows:
        named = [one for one in row.mentions if one["body_class"]]
        loads.update((row.municipality, body) for body in {one.get("body_key") or one.get("body") or one["body_class"] for one in named})
    wanted, found = defaultdict(list), defaultdict(list)
    for (municipality, _), load in loads.items():
        wanted[municipality].append(load)
    for row in ask("most-loaded-bodies", limit=1000):
        found[row["municipality"]].append(row["activities"])
    assert found == {municipality: sorted(numbers, reverse=True) for municipality, numbers in wanted.items()}


def test_most_loaded_bodies_are_as_many_as_asked(ask) -> None:
    assert set(Counter(row["municipality"] for row in ask("most-loaded-bodies", limit=1)).values()) == {1}


def test_deadline_kinds(ask, known, truth) -> None:
    wanted = Counter((row.municipality, truth.precision(item)) for row in known.rows for item in row.deadlines)
    found = {(row["municipality"], row["precision"]): row["deadlines"] for row in ask("deadline-kinds")}
    assert {kind: n for kind, n in found.items() if kind[1] != "missing"} == {kind: n for kind, n in wanted.items() if kind[1] != "missing"}


def test_vague_deadlines(one_of_each, truth) -> None:
    one_of_each("vague-deadlines", lambda row: row.deadline != "" and not DEFINITE & {truth.precision(item) for item in row.deadlines})


def month_of(row: Any, truth: Any) -> set[str]:
    """The months in which an activity falls due by the items that are definite."""
    items = [item for item in row.deadlines if truth.precision(item) in DEFINITE]
    return {f"{day:%Y-%m}" for item in items for day in truth.due(item, row.period)}


def told(known: Any, truth: Any) -> dict[Key, list[Any]]:
    """The activities whose deadlines `truth.due` can tell, rows of one name together."""
    rows = defaultdict(list)
    for row in known.rows:
        rows[key(row)].append(row)
    return {one: own for one, own in rows.items() if all(row.period and all(map(truth.simple, row.deadlines)) for row in own)}


def test_due_in_month(ask, known, truth) -> None:
    checked = {one: set[str]().union(*(month_of(row, truth) for row in rows)) for one, rows in told(known, truth).items()}
    assert len(checked) > 0.5 * len(known.rows)
    for month in sorted({month for months in checked.values() for month in months}):
        found = {one for one in map(key, ask("due-in-month", month=month)) if one in checked}
        assert found == {one for one, months in checked.items() if month in months}, month


def test_due_in_month_asks_the_busiest_month_by_itself(ask) -> None:
    loads = Counter()
    for row in ask("busiest-months"):
        loads[row["month"]] += row["activities"]
    assert {f"{row['due']:%Y-%m}" for row in ask("due-in-month")} == {max(loads, key=lambda month: (loads[month], month))}


def test_busiest_months(ask) -> None:
    """The same numbers as the list of each month has."""
    for row in ask("busiest-months")[:20]:
        assert sum(one["municipality"] == row["municipality"] for one in ask("due-in-month", month=row["month"])) == row["activities"]


def test_deadlines_outside_period(ask, known, truth) -> None:
    def outside(row: Any) -> bool:
        days = [truth.due(item, row.period) for item in row.deadlines if item["kind"] == "date"]
        return any(ends and (max(ends) < row.period[0]) for ends in days)

    checked = {one: any(map(outside, rows)) for one, rows in told(known, truth).items()}
    assert {one for one in map(key, ask("deadlines-outside-period")) if one in checked} == {one for one, bad in checked.items() if bad}


def test_repeated_activities(ask, known) -> None:
    def bare(title: str) -> str:
        return " ".join(re.findall(r"[^\W_]+", title.lower().replace("ё", "е")))

    same = Counter((row.municipality, bare(row.title)) for row in known.rows if row.title)
    wanted = Counter((one[0], times) for one, times in same.items() if times > 1)
    assert Counter((row["municipality"], row["times"]) for row in ask("repeated-activities")) == wanted


@pytest.fixture
def near(ask, known) -> Callable[..., None]:
    """Checks the counts of a question against the labels, as far as a municipality is labelled throughout.

    Topics are guessed from words and measured elsewhere (docs/topics.md): one activity in twenty may stand under another code.
    """
    whole = {row.municipality for row in known.rows} - {row.municipality for row in known.rows if not row.label}

    def check(name: str, column: str, number: str, label: Callable[[dict[str, Any]], Iterable[str]]) -> None:
        rows = [row for row in known.rows if row.municipality in whole]
        wanted = Counter((row.municipality, one) for row in rows for one in label(row.label))
        answer = [row for row in ask(name) if row["municipality"] in whole and row[column]]
        found = Counter({(row["municipality"], row[column]): row[number] for row in answer})
        assert ((wanted - found) + (found - wanted)).total() <= 0.1 * len(rows)  # a wrong code counts twice

    return check


def test_activities_by_direction(near) -> None:
    near("activities-by-direction", "direction", "activities", lambda label: label["directions"][:1])
    near("activities-by-direction", "direction", "also", lambda label: label["directions"][1:])


def test_activity_types(near) -> None:
    near("activity-types", "activity_type", "activities", lambda label: [label["activity_type"]])


def test_result_types(near) -> None:
    near("result-types", "result_type", "activities", lambda label: set(label["result_types"]))


@pytest.mark.parametrize(("name", "number"), [("activities-by-direction", "activities"), ("activity-types", "activities")])
def test_every_activity_is_counted_once(ask, known, name: str, number: str) -> None:
    found: Counter[str] = Counter()
    for row in ask(name):
        found[row["municipality"]] += row[number]
    assert found == Counter(row.municipality for row in known.rows)


def test_directions_without_activities(ask) -> None:
    """What is missing is what `activities-by-direction` does not list."""
    codes = {direction.code for direction in directions()} - {"other"}
    planned = defaultdict(set)
    for row in ask("activities-by-direction"):
        if row["activities"]:
            planned[row["municipality"]].add(row["direction"])
    found = {(row["municipality"], row["direction"]) for row in ask("directions-without-activities")}
    assert found == {(municipality, code) for municipality, own in planned.items() for code in codes - own}


def numbers(indicator: dict[str, Any]) -> list[float]:
    return [one["value"] for one in indicator["current"] if one["value"] is not None]


def targets(indicator: dict[str, Any]) -> dict[int, float]:
    return {int(year): value for year, value in indicator["targets"].items() if value is not None}


def test_indicators_to_100(ask, known) -> None:
    wanted = {
        (one["number"], min(numbers(one), default=None), min(year for year, value in targets(one).items() if value == 100))
        for one in known.indicators
        if 100 in targets(one).values()
    }
    found = [row for row in ask("indicators-to-100") if known.indicators]
    assert {(row["number"].rstrip("."), row["now"], row["year"]) for row in found} == wanted


def test_indicators_growth(ask, known) -> None:
    wanted = {
        (one["number"], round(targets(one)[max(targets(one))] - sum(numbers(one)) / len(numbers(one)), 2))
        for one in known.indicators
        if numbers(one) and targets(one)
    }
    found = [row for row in ask("indicators-growth", limit=1000) if known.indicators]
    assert {(row["number"].rstrip("."), row["change"]) for row in found} == wanted
    assert [abs(row["change"]) for row in found] == sorted((abs(row["change"]) for row in found), reverse=True)


def test_indicators_not_better(ask, known) -> None:
    def no_better(one: dict[str, Any]) -> bool:
        if not numbers(one) or not targets(one):
            return False
        last, worst = targets(one)[max(targets(one))], one["scale_worst"] or 0
        up = one["scale_best"] is None or one["scale_best"] > worst
        return last <= max(numbers(one)) if up else last >= min(numbers(one))

    found = [row for row in ask("indicators-not-better") if known.indicators]
    assert {row["number"].rstrip(".") for row in found} == {one["number"] for one in known.indicators if no_better(one)}


def test_statistics_change(ask, known) -> None:
    series = defaultdict(dict)
    for one in known.statistics:
        if one["value"] is not None and one["year"] is not None:
            series[one["plan"], one["table"], one["subject"], one["measure"]][one["year"]] = one["value"]
    wanted = Counter(
        (subject, measure, min(own), own[min(own)], max(own), own[max(own)], round(own[max(own)] - own[min(own)], 2))
        for (_, _, subject, measure), own in series.items()
        if len(own) > 1
    )
    columns = ("subject", "measure", "year_first", "value_first", "year_last", "value_last", "change")
    assert Counter(tuple(row[name] for name in columns) for row in ask("statistics-change")) == wanted


@pytest.mark.parametrize("name", ["unknown-bodies", "same-order-twice", "matches", "no-counterpart"])
def test_nothing_of_the_kind_in_these_documents(ask, name: str) -> None:
    assert ask(name) == []
