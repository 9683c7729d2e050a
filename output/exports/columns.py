"""The columns of a plan's sheet: the order's own ones in its own order, then what was understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from output.exports.plans import ActivityRows, PlanRows, body_names, deadline_words, place
from output.exports.words import export_words
from output.rows import Row
from output.vocabulary import Names

Value = str | int | date | None
_RAW = {"number": "number", "title": "title", "deadline": "deadline_raw", "body": "body_raw", "result": "result_raw"}
_FIELDS = {column: field for field, column in _RAW.items()}
_ALWAYS = ("title",)  # of the usual fields the one that every plan has


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column of a sheet: `key` names what it holds (a field, `extra:<heading>`, or a meaning), `printed` whether the document says it."""

    key: str
    heading: str
    width: float
    printed: bool
    value: Callable[[ActivityRows], Value]


def columns_of(plan: PlanRows, names: Names) -> list[SheetColumn]:
    """The columns of a plan from left to right."""
    return [*printed_columns(plan), *_meaning_columns(plan, names)]


def printed_columns(plan: PlanRows) -> list[SheetColumn]:
    """The plan's own columns as its header has them; without a known header the usual ones. No text of an activity is left out:
    fields and further columns that the header does not account for follow at the end."""
    extras = dict.fromkeys(heading for one in plan.activities for heading in dict(one.row["extra"]))
    headings: dict[str, list[str]] = {}
    for column in plan.row["columns"] or ():
        if column["heading"] in extras:
            headings.setdefault(f"extra:{column['heading']}", [column["heading"]])
        elif column["field"]:
            headings.setdefault(_FIELDS[column["field"]], []).append(column["heading"])
        elif column["heading"]:  # an empty column, to be filled in («Отметка о выполнении»)
            headings.setdefault(f"extra:{column['heading']}", [column["heading"]])
    for field in _missing_fields(plan, headings):
        headings[field] = []
    for heading in extras:
        headings.setdefault(f"extra:{heading}", [heading])
    return [_printed(key, " / ".join(dict.fromkeys(filter(None, printed)))) for key, printed in headings.items()]


def _missing_fields(plan: PlanRows, known: Mapping[str, object]) -> list[str]:
    """Usual fields that the header does not name although activities have them; without a header all of them."""
    usual: Sequence[str] = export_words()["usual_order"]
    if not known.keys() & _RAW.keys():
        return list(usual)
    return [field for field in usual if field not in known and (field in _ALWAYS or any(one.row[_RAW[field]] for one in plan.activities))]


def _printed(key: str, heading: str) -> SheetColumn:
    if key.startswith("extra:"):
        name = key.removeprefix("extra:")
        return SheetColumn(key, heading, export_words()["further_width"], True, lambda one: dict(one.row["extra"]).get(name))
    usual = export_words()["printed"][key]
    column = _RAW[key]
    value = _number if key == "number" else lambda one: str(one.row[column])
    return SheetColumn(key, heading or usual["heading"], usual["width"], True, value)


def _number(activity: ActivityRows) -> Value:
    """A plain number as a number, so that Excel does not warn of «a number stored as text»; any other as printed."""
    text = str(activity.row["number"])
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 and str(int(text)) == text else text


def _meaning_columns(plan: PlanRows, names: Names) -> list[SheetColumn]:
    def directions(one: ActivityRows) -> str:
        main, *others = one.row["directions"] or [""]
        return f"{main} {names.concept('direction', main)}".strip() + (f"; также {', '.join(others)}" if others else "")

    values: dict[str, Callable[[ActivityRows], Value]] = {
        "deadline_words": lambda one: "\n".join(deadline_words(one)),
        "start": lambda one: min((item["start"] for item in one.deadlines if item["start"]), default=None),
        "end": _last_day,
        "bodies": lambda one: "\n".join(body_names(one, names)),
        "direction": directions,
        "activity_type": lambda one: names.concept("activity_type", one.row["activity_type"]),
        "result_type": lambda one: _result_types(one.results, names),
        "section": lambda one: _section(one),
        "findings": lambda one: "\n".join(finding_line(finding) for finding in one.findings),
        "source": lambda one: place(one.row),
    }
    if not any(one.section for one in plan.activities):
        del values["section"]
    words = export_words()["meaning"]
    return [SheetColumn(key, words[key]["heading"], words[key]["width"], False, value) for key, value in values.items()]


def _last_day(activity: ActivityRows) -> date | None:
    """The last day of the whole cell; null where an item has a first day and no last one."""
    dated = [item for item in activity.deadlines if item["start"] or item["end"]]
    return None if any(item["end"] is None for item in dated) else max((item["end"] for item in dated), default=None)


def _result_types(results: Sequence[Row], names: Names) -> str:
    return "\n".join(dict.fromkeys(filter(None, (names.concept("result_type", one["result_type"]) for one in results))))


def _section(activity: ActivityRows) -> str:
    return section_title(activity.section) if activity.section else ""


def section_title(section: Row) -> str:
    """A section as printed: number and title."""
    return " ".join(filter(None, (section["number"], section["title"])))


def finding_line(finding: Row) -> str:
    """«предупреждение D204: …»"""
    return f"{export_words()['severities'][finding['severity']]['name']} {finding['code']}: {finding['message']}"


def finding_text(finding: Row) -> str:
    """All that a finding says, for a cell's comment."""
    suggestion = f"\nПредложение: {finding['suggestion']}" if finding["suggestion"] else ""
    evidence = f"\nВ документе: «{finding['evidence']}»" if finding["evidence"] else ""
    return finding_line(finding) + suggestion + evidence
