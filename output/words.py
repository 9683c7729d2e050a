"""A meaning in Russian words: «ежегодно: май», «до 10 октября 2021». Words are data (`words.yaml`)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from records.yaml_file import read_yaml

_DAY_OR_MONTH = re.compile(r"(\d{4}|XXXX)(?:-(\d\d))?(?:-(\d\d))?")
_DURATION = re.compile(r"P(\d+)([YMWD])")


@lru_cache(maxsize=1)
def words() -> Mapping[str, Any]:
    """The word lists."""
    loaded: dict[str, Any] = read_yaml(Path(__file__).with_name("words.yaml"))
    return loaded


def plural(n: int, one: str, few: str, many: str) -> str:
    """«1 план», «3 плана», «11 планов»: the number with the form of the noun that Russian wants (CLDR plural rules)."""
    if n % 10 == 1 and n % 100 != 11:
        form = one
    elif n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        form = few
    else:
        form = many
    return f"{n:,}".replace(",", "\u00a0") + f" {form}"


def deadline_in_words(item: Mapping[str, Any]) -> str:
    """A row of `deadlines` (or its JSON) as a phrase."""
    if item["kind"] in words()["kinds"]:
        return str(words()["kinds"][item["kind"]])
    parts = []
    if item["edtf"]:
        parts.append(edtf_in_words(item["edtf"], None if item["rrule"] else item["bound"]))
    if item["rrule"]:
        repeated = rrule_in_words(item)
        parts.append(f"далее {repeated}" if parts and "/" not in item["edtf"] else repeated)
    if item["extent"]:
        parts.append(words()["extents"][item["extent"]])
    if item["condition_kind"]:
        kind = words()["conditions"][item["condition_kind"]]
        condition = " ".join((item["condition"] or "").split())
        parts.append(f"{kind} («{condition}»)" if condition and condition.lower() != kind else kind)
    return ", ".join(parts) or str(item["kind"])


def step_in_words(rule: str) -> str:
    """What a rule of the normaliser takes a piece of a cell for; for a refusal («impossible: …») its reason."""
    _, refused, reason = rule.partition("impossible: ")
    if refused:
        return str(words()["refusals"].get(reason) or f"{words()['no_such_date']}: {reason}")
    return str(words()["steps"].get(rule, rule))


def scope_in_words(scope: str) -> str:
    """Where a known name comes from: the country's vocabulary, the document itself, else the code of a region or municipality."""
    return str(words()["scopes"].get(scope, scope))


def edtf_in_words(edtf: str, bound: str | None = None) -> str:
    """«2021-10» → «октябрь 2021», «../2021-10-10» → «до 10 октября 2021»; what is not known stays EDTF."""
    if edtf.startswith("{"):
        members = [_range(member, "..") for member in edtf.strip("{}").split(",")]
        return ("до: " if bound == "before" else "") + ", ".join(members)
    if edtf.startswith("../"):
        return f"до {_moment(edtf[3:], genitive=True)}"
    if edtf.endswith("/.."):
        return f"с {_moment(edtf[:-3], genitive=True)}"
    if bound and "/" not in edtf:
        return f"{'до' if bound == 'before' else 'с'} {_moment(edtf, genitive=True)}"
    return _range(edtf, "/")


def rrule_in_words(item: Mapping[str, Any]) -> str:
    """The repetition of a row of `deadlines`: its rule, duration, bound and number of times."""
    rule = dict(part.split("=", 1) for part in item["rrule"].split(";"))
    text = _frequency(rule, item["times"], item["at_least"])
    months = [int(month) for month in rule.get("BYMONTH", "").split(",") if month]
    before = "до " if item["bound"] == "before" else ""
    if days := rule.get("BYMONTHDAY"):
        if months:
            dates = ", ".join(f"{days} {words()['months_genitive'][month - 1]}" for month in months)
            return f"{text}: {before}{dates}"
        return f"{text}: {before}{days} числа"
    if months:
        text += ": " + ", ".join(_months(month, item["duration"] or "P1M") for month in months)
    if weekdays := rule.get("BYDAY"):
        text += ": " + ", ".join(_weekday(day) for day in weekdays.split(","))
    return text


def _frequency(rule: Mapping[str, str], times: int | None, at_least: bool) -> str:
    interval = int(rule.get("INTERVAL", "1"))
    frequency = words()["frequencies"][rule["FREQ"]]
    named = words()["month_periods"].get(interval) if rule["FREQ"] == "MONTHLY" else None
    period = named or (frequency if interval == 1 else {"period": plural(interval, *frequency["forms"])})
    if times and not (times == 1 and not at_least and "every" in period):
        return ("не реже " if at_least else "") + plural(times, "раз", "раза", "раз") + f" в {period['period']}"
    return str(period.get("every") or f"раз в {period['period']}")


def _months(first: int, duration: str) -> str:
    names = words()["months"]
    found = _DURATION.fullmatch(duration)
    count = int(found[1]) if found and found[2] == "M" else 1
    return str(names[first - 1] if count == 1 else f"{names[first - 1]} – {names[(first + count - 2) % 12]}")


def _weekday(day: str) -> str:
    name = str(words()["weekdays"].get(day[-2:], day))
    place = day[:-2]
    gender = "feminine" if name in words()["feminine_weekdays"] else "neuter" if name in words()["neuter_weekdays"] else "masculine"
    if place == "-1":
        return f"{words()['last_weekday'][gender]} {name}"
    return f"{place}-{words()['ordinal_endings'][gender]} {name}" if place else name


def _range(edtf: str, separator: str) -> str:
    first, _, last = edtf.partition(separator)
    if first.isdigit() and last.isdigit():
        return f"{first} – {last} годы"
    return f"{_moment(first)} – {_moment(last)}" if last else _moment(first)


def _moment(edtf: str, genitive: bool = False) -> str:
    match = _DAY_OR_MONTH.fullmatch(edtf)
    if match is None:
        return edtf
    year, middle, day = match[1].replace("XXXX", ""), match[2], match[3]
    if day:
        name = f"{int(day)} {words()['months_genitive'][int(middle) - 1]}"
    elif middle in words()["groupings"]:
        name = words()["groupings"][middle][genitive]
    elif middle:
        name = words()["months_genitive" if genitive else "months"][int(middle) - 1]
    else:
        return f"{year} года" if genitive else f"{year} год"
    return f"{name} {year}".strip()
