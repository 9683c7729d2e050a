"""Findings in the terminal: the gravest first, each with its place as the document numbers it and what to do about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from output.rows import Row
from output.words import plural

_SEVERITY = {"E": ("ошибка", "red"), "W": ("предупреждение", "yellow"), "I": ("к сведению", "blue")}
_COUNTED = {"E": "ошибок", "W": "предупреждений", "I": "к сведению"}
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "\ufffd")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding as it is told: its Russian title, and what to do about it, empty where the message says it."""

    title: str
    advice: str = ""


def print_findings(
    console: Console, documents: Sequence[Row], findings: Sequence[Row], kinds: Mapping[str, Kind], called: Mapping[str, str]
) -> None:
    """Findings document by document. `kinds`: by code; `called`: by id, how plans and rows are printed (see `names_of`)."""
    of_document: dict[str, list[Row]] = defaultdict(list)
    for finding in findings:
        of_document[finding["document_id"]].append(finding)
    for document in documents:
        own = of_document[document["document_id"]]
        console.print(
            Text.assemble((document["path"], "bold"), f": {plural(len(own), 'замечание', 'замечания', 'замечаний')}{_weights(own)}")
        )
        if document["status"] == "failed":
            console.print(Text(f"  {document['error_code']}: {document['error_message']}", style="red"))
        print_list(console, own, kinds, called)


def _weights(findings: Sequence[Row]) -> str:
    """« (ошибок — 2, к сведению — 5)»."""
    found = Counter(finding["severity"] for finding in findings)
    told = [f"{word} — {found[weight]}" for weight, word in _COUNTED.items() if found[weight]]
    return f" ({', '.join(told)})" if told else ""


def print_list(console: Console, findings: Sequence[Row], kinds: Mapping[str, Kind], called: Mapping[str, str]) -> None:
    """Findings of one document, the gravest first; the same words on several rows of a plan are told once, the advice once a code."""
    same: dict[tuple[str | None, ...], list[Row]] = defaultdict(list)
    for finding in sorted(findings, key=lambda one: list(_SEVERITY).index(one["severity"])):
        same[tuple(finding[name] for name in ("code", "severity", "plan_id", "message", "evidence"))].append(finding)
    advised: set[str] = set()
    for rows in same.values():
        code, evidence, (word, colour) = rows[0]["code"], rows[0]["evidence"], _SEVERITY[rows[0]["severity"]]
        head = Text.assemble((f"{code} {word}", colour), f" — {kinds[code].title}", (_places(rows, called), "dim"))
        console.print(Padding(head, (0, 0, 0, 2)))
        console.print(Padding(Text(one_line(rows[0]["message"])), (0, 0, 0, 4)))
        if evidence and evidence not in rows[0]["message"]:
            console.print(Padding(Text(f"«{one_line(evidence)}»", style="dim"), (0, 0, 0, 4)))
        if kinds[code].advice and code not in advised:
            advised.add(code)
            console.print(Padding(Text(f"→ {kinds[code].advice}", style="italic"), (0, 0, 0, 4)))


def names_of(plans: Iterable[Mapping[str, Any]], activities: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """How a plan and a row are called, by id: a plan by its code, a row by its number where there is one that tells it apart."""
    rows = list(activities)
    times = Counter((row["plan_id"], _bare(row["number"])) for row in rows)
    called = {plan["plan_id"]: _bare(plan["code"]) or str(plan["plan"]) for plan in plans}
    for row in rows:
        number, place = _bare(row["number"]), f"№ {row['activity']} по порядку"
        alone = times[row["plan_id"], number] == 1
        called[row["activity_id"]] = place if not number else number if alone else f"{number} ({place})"
    return called


def _bare(number: object) -> str:
    """A number inside a sentence: without the dot that ends it in its cell."""
    return str(number or "").translate(_CONTROLS).strip().rstrip(".")


def _places(findings: Sequence[Row], called: Mapping[str, str]) -> str:
    """«, план 3, строки 5, 7, страница 7»: where the same words hold."""
    parts = (
        ("план", "планы", _named(findings, "plan_id", "/p", called)),
        ("строка", "строки", _named(findings, "activity_id", "/a", called)),
        ("страница", "страницы", list(dict.fromkeys(str(one["page"]) for one in findings if one["page"]))),
    )
    return "".join(f", {one if len(names) == 1 else many} {', '.join(names)}" for one, many, names in parts if names)


def _named(findings: Sequence[Row], column: str, mark: str, called: Mapping[str, str]) -> list[str]:
    """The names of the things that findings stand at, each once; an id that has no name tells its ordinal."""
    ids = dict.fromkeys(finding[column] for finding in findings if finding[column])
    return [called.get(one) or one.rpartition(mark)[2] for one in ids]


def one_line(text: str) -> str:
    """A cell on one line; control characters of a hostile document never reach the terminal."""
    return " / ".join(text.split("\n")).translate(_CONTROLS)
