"""One document in the terminal: its plans, each row as printed and as understood, its findings (`dorkarta show`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from output.findings import Kind, names_of, one_line, print_list
from output.rows import Row, Rows
from output.vocabulary import Names, names
from output.words import deadline_in_words, plural

_EXTRACTORS = {"word": "Word", "pdf": "PDF", "ocr": "скан", "odt": "ODT", "html": "HTML", "xlsx": "Excel", "text": "текст"}


def print_document(console: Console, rows: Rows, kinds: Mapping[str, Kind]) -> None:
    """Prints the rows of one document. `kinds`: of findings, by code."""
    _head(console, rows["documents"][0])
    cells = {table: _by_activity(rows.get(table, ())) for table in ("deadlines", "responsibilities", "results")}
    sections = {section["section_id"]: section for section in rows.get("sections", ())}
    for plan in rows.get("plans", ()):
        activities = [row for row in rows["activities"] if row["plan_id"] == plan["plan_id"]]
        _plan(console, plan, len(activities))
        section = None
        for activity in activities:
            if activity["section_id"] != section:
                section = activity["section_id"]
                _section(console, sections.get(section))
            _activity(console, activity, {table: found[activity["activity_id"]] for table, found in cells.items()}, names())
    if findings := rows.get("findings", ()):
        console.print()
        console.rule(plural(len(findings), "замечание", "замечания", "замечаний"), style="dim")
        print_list(console, findings, kinds, names_of(rows.get("plans", ()), rows.get("activities", ())))


def _by_activity(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["activity_id"]].append(row)
    return found


def _head(console: Console, document: Row) -> None:
    console.print(Text(document["title"] or document["path"], style="bold"))
    facts = [
        document["issuer"],
        f"№ {document['number']}" if document["number"] else None,
        _day(document["date"]),
        document["municipality"] if document["municipality"] != document["issuer"] else None,
        _EXTRACTORS.get(document["extractor"] or "", document["extractor"]),
        plural(document["pages"], "страница", "страницы", "страниц") if document["pages"] else None,
    ]
    console.print(Text(" · ".join(fact for fact in facts if fact), style="dim"))
    if document["status"] != "ok":
        console.print(Text(f"{document['error_code']}: {document['error_message']}", style="yellow"))


def _plan(console: Console, plan: Row, count: int) -> None:
    console.print()
    console.rule(style="dim")
    where = f"Приложение {plan['appendix']}. " if plan["appendix"] else ""
    console.print(Text(f"План {plan['plan']}. {where}{plan['title'] or 'название не найдено'}", style="bold cyan"))
    period = " – ".join(filter(None, (_day(plan["period_start"]), _day(plan["period_end"])))) or "период не найден"
    facts = [period, plural(count, "мероприятие", "мероприятия", "мероприятий")]
    if plan["direction"]:
        facts.append(f"{plan['direction']} {names().concept('direction', plan['direction'])}")
    console.print(Text(" · ".join(facts), style="dim"))


def _section(console: Console, section: Row | None) -> None:
    if section:
        console.print()
        console.print(Text(" ".join(filter(None, (section["number"], section["title"]))), style="bold"))


def _activity(console: Console, activity: Row, cells: Mapping[str, list[Row]], vocabulary: Names) -> None:
    console.print()
    number = activity["number"] or "—"
    console.print(Text(f"{number}  ", style="bold green") + Text(one_line(activity["title"]) or "(пусто)"))
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0), pad_edge=False, expand=True)
    table.add_column(style="dim", no_wrap=True, width=13)
    table.add_column(ratio=3, overflow="fold")
    table.add_column(ratio=2, overflow="fold", style="cyan")
    lines = [("Срок", item["raw"], _deadline(item)) for item in cells["deadlines"]]
    lines += [("Ответственный", mention["raw"], vocabulary.body(mention)) for mention in cells["responsibilities"]]
    lines += [("Результат", item["raw"], vocabulary.concept("result_type", item["result_type"])) for item in cells["results"]]
    for n, (name, printed, understood) in enumerate(lines):
        again = n > 0 and lines[n - 1][0] == name
        table.add_row("" if again else name, escape(one_line(printed)) or "—", escape(understood))
    for heading, text in activity["extra"].items():
        table.add_row(escape(heading[:13]), escape(one_line(text)), "")
    console.print(Padding(table, (0, 0, 0, 2)))


def _deadline(item: Row) -> str:
    resolved = " – ".join(dict.fromkeys(filter(None, (_day(item["start"]), _day(item["end"])))))
    return deadline_in_words(item) + (f" [{resolved}]" if resolved else "")


def _day(day: date | None) -> str | None:
    return day.strftime("%d.%m.%Y") if day else None
