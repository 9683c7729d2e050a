"""Waivers, severities and the baseline, laid over the findings of a document: what a person settled once is not told again.

A waiver is an entry of `dorkarta.allow.yaml`: a code or the id of a finding, where it holds, and a reason. What is waived is counted.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from output.words import plural
from records.checking import Severities, in_use
from records.errors import UsageError
from records.yaml_file import read_yaml
from review.codes import codes

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waiver:
    """What is allowed, and why. A field that is None holds everywhere.

    `document`: the file's name or path (with `*` and `?`) or its id; `plan`: its ordinal, code or appendix; `row`: the printed number or
    `#` and the ordinal; `evidence`: words that the finding quotes.
    """

    reason: str
    code: str | None = None
    finding: str | None = None
    document: str | None = None
    plan: str | None = None
    row: str | None = None
    evidence: str | None = None
    author: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Severities by code and waivers in the order of their file."""

    severities: Severities
    waivers: tuple[Waiver, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """Rows of `findings` that still count, and those that are waived with the waiver of each."""

    findings: list[Row]
    waived: list[tuple[Row, Waiver]]


def policy() -> Policy:
    """What holds in this process. Raises UsageError for a file that cannot be read or says what is not known."""
    severities, allow = in_use()
    stamp = allow.stat().st_mtime_ns if allow and allow.is_file() else 0
    return policy_of(severities, _waivers(allow, stamp) if allow else ())


def policy_of(severities: Severities, waivers: tuple[Waiver, ...] = ()) -> Policy:
    """A policy. Raises UsageError for a code that there is not."""
    if unknown := sorted(set(severities) - set(codes())):
        raise UsageError(f"Раздел [severities]: нет кодов {', '.join(unknown)}. Все коды — в docs/findings.md.")
    return Policy(severities, waivers)


@lru_cache(maxsize=4)
def _waivers(file: Path, stamp: int) -> tuple[Waiver, ...]:
    """The waivers of a file, read once while its time of change is `stamp`."""
    return waivers_of(file)


def waivers_of(file: Path) -> tuple[Waiver, ...]:
    """The waivers of a file in its order. Raises UsageError for a file that cannot be read or an entry that says what is not known."""
    try:
        entries = read_yaml(file) or []
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"Файл {file} не читается: {error}. Проверьте запись (YAML, кодировка UTF-8).") from error
    if not isinstance(entries, list):
        raise UsageError(f"Файл {file}: нужен список записей, каждая с кодом (code) и причиной (reason).")
    return tuple(_waiver(entry, n, file) for n, entry in enumerate(entries, start=1))


def _waiver(entry: object, n: int, file: Path) -> Waiver:
    known = [field.name for field in fields(Waiver)]
    if not isinstance(entry, dict) or set(entry) - set(known):
        raise UsageError(f"Файл {file}, запись {n}: не понята. Возможны поля: {', '.join(known)}.")
    said = {key: str(value).strip() for key, value in entry.items() if value is not None}
    if not said.get("reason"):
        raise UsageError(f"Файл {file}, запись {n}: нет причины (reason). Снять замечание можно только с причиной.")
    if not said.get("code") and not said.get("finding"):
        raise UsageError(f"Файл {file}, запись {n}: нужен код замечания (code) или его номер (finding).")
    if said.get("code") and said["code"] not in codes():
        raise UsageError(f"Файл {file}, запись {n}: нет кода {said['code']}. Все коды — в docs/findings.md.")
    return Waiver(**said)


def settle(rows: Mapping[str, Sequence[Row]], policy: Policy) -> Settled:
    """The findings of one document (`rows` by table: documents, plans, activities, findings) in the light of the policy."""
    if not policy.waivers and not policy.severities:
        return Settled(list(rows["findings"]), [])
    findings, waived = [], []
    names = _names(rows)
    for row in rows["findings"]:
        weight = policy.severities.get(row["code"], row["severity"])
        waiver = next((one for one in policy.waivers if _holds(one, row, names)), None)
        if waiver is not None:
            waived.append((row, waiver))
        elif weight != "off":
            findings.append({**row, "severity": weight})
    return Settled(findings, waived)


@dataclass(frozen=True, slots=True)
class _Names:
    """What the parts of a document are called: its file, its plans and its rows by their ids."""

    document: frozenset[str]
    plans: Mapping[str, frozenset[str]]
    activities: Mapping[str, frozenset[str]]


def _names(rows: Mapping[str, Sequence[Row]]) -> _Names:
    paths = {path for row in rows["documents"] for path in (row["path"], *row["paths"])}
    names = {name.replace("\\", "/") for name in paths} | {name.replace("\\", "/").rpartition("/")[2] for name in paths}
    plans = {row["plan_id"]: _called(str(row["plan"]), row["code"], row["appendix"]) for row in rows.get("plans", ())}
    activities = {row["activity_id"]: _called(f"#{row['activity']}", row["number"]) for row in rows.get("activities", ())}
    return _Names(frozenset(names | {row["document_id"] for row in rows["documents"]}), plans, activities)


def _called(*names: str | None) -> frozenset[str]:
    return frozenset(name.rstrip(".") for name in names if name)


def _holds(waiver: Waiver, row: Row, names: _Names) -> bool:
    """Whether a waiver is about a finding: all that it says is so."""
    return (
        waiver.code in (None, row["code"])
        and waiver.finding in (None, row["finding_id"])
        and (waiver.document is None or any(fnmatch(name, waiver.document) for name in names.document))
        and (waiver.plan is None or waiver.plan.rstrip(".") in names.plans.get(row["plan_id"] or "", frozenset()))
        and (waiver.row is None or waiver.row.rstrip(".") in names.activities.get(row["activity_id"] or "", frozenset()))
        and (waiver.evidence is None or waiver.evidence in (row["evidence"] or ""))
    )


def baseline_of(file: Path | None) -> frozenset[str]:
    """The ids of the findings that were there before, from what `dorkarta check --json` wrote. Raises UsageError."""
    if file is None:
        return frozenset()
    try:
        rows = json.loads(file.read_text(encoding="utf-8-sig"))
        if not isinstance(rows, list):
            raise TypeError("это не список замечаний")
        return frozenset(row["finding_id"] for row in rows)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise UsageError(f"Файл {file} не похож на вывод «dorkarta check --json»: {error}. Запишите его заново.") from error


def not_in(findings: Iterable[Row], known: frozenset[str]) -> list[Row]:
    """The findings that the baseline does not have."""
    return [row for row in findings if row["finding_id"] not in known]


def left_out(waived: int, known: int) -> Iterator[str]:
    """What a person is told of findings that are not shown: those that are waived, and those of the baseline."""
    if waived:
        yield f"Снято с причиной: {plural(waived, 'замечание', 'замечания', 'замечаний')} (причины — в файле разрешений)."
    if known:
        yield f"Были раньше: {plural(known, 'замечание', 'замечания', 'замечаний')} (есть в списке прежних), здесь только новые."
