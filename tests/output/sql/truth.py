"""What the labelled documents and the sample archive say, as plain records read from their answers, never from a dataset of ours."""

from __future__ import annotations

import calendar
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
NAMES = {"kstovo": "Кстовский муниципальный район", "kizlyar": "Кизлярский район"}
_LAST_MONTHS = {33: 3, 34: 6, 35: 9, 36: 12, 40: 6, 41: 12}  # of EDTF's quarters and half-years


@dataclass(frozen=True, slots=True)
class Row:
    """An activity as its answer has it; `deadlines` and `mentions` are the answer's own objects."""

    municipality: str
    plan: str
    period: tuple[date, date] | None
    number: str
    title: str
    deadline: str
    body: str
    result: str
    deadlines: tuple[dict[str, Any], ...] = ()
    mentions: tuple[dict[str, Any], ...] = ()
    label: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Truth:
    """All activities, in the order of the documents; `plans` as (municipality, title, start, end, number of activities)."""

    rows: tuple[Row, ...]
    plans: tuple[tuple[str, str, date | None, date | None, int], ...]
    indicators: tuple[dict[str, Any], ...] = ()
    statistics: tuple[dict[str, Any], ...] = ()


def plain(text: str | None) -> str:
    """A text on one line: in a PDF a line break inside a cell is where the column ended."""
    return " ".join((text or "").split())


def gold(data: Path) -> Truth:
    """The two labelled documents. A cell's deadlines and mentions are looked up by its text."""
    folder = data / "gold"
    deadlines = {one["text"]: tuple(one["items"]) for one in _lines(folder / "deadlines.jsonl")}
    bodies = {(one["doc"], one["text"]): tuple(one["mentions"]) for one in _lines(folder / "bodies.jsonl")}
    labels = {(one["doc"], one["plan"], one["row"]): one for one in _lines(folder / "activities_labels.jsonl")}
    rows, plans = [], []
    for doc, name in NAMES.items():
        own = list(_lines(folder / f"{doc}.activities.jsonl"))
        for number, plan in enumerate(json.loads((folder / f"{doc}.plans.json").read_text(encoding="utf-8")), start=1):
            period = (_day(plan["period_start"]), _day(plan["period_end"]))
            inside = [one for one in own if one["plan"] == number]
            plans.append((name, plain(plan["title"]), *period, len(inside)))
            for position, one in enumerate(inside, start=1):
                cells = (one["number"], plain(one["title"]), plain(one["deadline"]), plain(one["body"]), plain(one["result"]))
                meaning = (deadlines.get(one["deadline"], ()), bodies.get((doc, one["body"]), ()), labels.get((doc, number, position), {}))
                rows.append(Row(name, plain(plan["title"]), period, *cells, *meaning))
    extra = (json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("indicators", "statistics"))
    return Truth(tuple(rows), tuple(plans), *map(tuple, extra))


def samples() -> Truth:
    """The sample archive, from the answers that its generator wrote."""
    rows, plans = [], []
    for document in json.loads((ROOT / "corpus" / "samples.answers.json").read_text(encoding="utf-8")).values():
        for plan in document["plans"]:
            period = (_day(plan["period_start"]), _day(plan["period_end"])) if plan.get("period_start") else None
            plans.append((document["municipality"], plain(plan["title"]), *(period or (None, None)), len(plan["activities"])))
            for one in plan["activities"]:
                cells = (one["number"], *(plain(one[name]) for name in ("title", "deadline_raw", "body_raw", "result_raw")))
                meaning = (tuple(one["deadlines"]), tuple(one["responsibilities"]))
                rows.append(Row(document["municipality"], plain(plan["title"]), period, *cells, *meaning))
    return Truth(tuple(rows), tuple(plans))


def precision(item: dict[str, Any]) -> str:
    """How exactly an item says when: by the smallest unit of its EDTF, else of its RRULE."""
    if item["kind"] not in ("date", "recurring"):
        return str(item["kind"])
    units = {_unit(part) for part in (item.get("edtf") or "").strip("{}").replace("..", ",").replace("/", ",").split(",") if part}
    rule = dict(part.split("=") for part in (item.get("rrule") or "").split(";") if part)
    if units and (smallest := min(units)) < 3:
        return ("day", "month", "quarter")[smallest]
    if rule.keys() & {"BYMONTHDAY", "BYDAY"} or rule.get("FREQ") in ("WEEKLY", "DAILY"):
        return "day"
    if "BYMONTH" in rule:
        return "quarter" if item["duration"] in ("P3M", "P6M") else "month"
    if rule.get("FREQ") == "MONTHLY":
        return "quarter" if "INTERVAL" in rule else "month"
    return "year"


def simple(item: dict[str, Any]) -> bool:
    """Whether `due` can tell the item's days: a date with its year, or a month of every year that does not run into the next."""
    edtf, rule = item.get("edtf") or "", item.get("rrule") or ""
    if item["kind"] == "date":
        # «до марта» leaves the month out, «не позднее марта» does not; EDTF is the same
        month_named = edtf.startswith("../") and len(edtf) < len("../2024-03-01")
        return "X" not in edtf and not rule and not month_named
    if item["kind"] != "recurring":
        return True
    month = rule.removeprefix("FREQ=YEARLY;BYMONTH=")
    return not edtf and month.isdigit() and int(month) + _months(item) <= 13


def due(item: dict[str, Any], period: tuple[date, date]) -> set[date]:
    """The last days of a simple item's intervals."""
    edtf, rule = item.get("edtf") or "", item.get("rrule") or ""
    if item["kind"] == "date":
        if edtf.startswith("../"):
            return {_last(edtf[3:])}
        if edtf.endswith("/.."):
            return set()
        return {_last(part.partition("/")[2] or part) for part in edtf.strip("{}").split(",")} if ".." not in edtf else _joined(edtf)
    if item["kind"] == "recurring":
        month = int(rule.partition("BYMONTH=")[2]) + _months(item) - 1
        ends = {_last(f"{year}-{month:02}") for year in range(period[0].year, period[1].year + 1)}
        return {day for day in ends if period[0] <= day <= period[1]}
    return set()


def _months(item: dict[str, Any]) -> int:
    return int(item["duration"][1:-1]) if item["duration"].endswith("M") else 1


def _joined(edtf: str) -> set[date]:
    return {_last(part.rpartition("..")[2]) for part in edtf.strip("{}").split(",")}


def _unit(edtf: str) -> int:
    """0 for a day, 1 a month, 2 a quarter or longer, 3 a year."""
    parts = edtf.split("-")
    return {3: 0, 1: 3}.get(len(parts), 1 if int(parts[-1]) <= 12 else 2)


def _last(edtf: str) -> date:
    parts = [int(part) for part in edtf.split("-")]
    if len(parts) == 3:
        return date(*parts)
    month = _LAST_MONTHS.get(parts[1], parts[1]) if len(parts) > 1 else 12
    return date(parts[0], month, calendar.monthrange(parts[0], month)[1])


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
