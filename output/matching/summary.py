"""What `dorkarta match` tells: counts, and the repeated measures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ontology.subjects import frequencies
from output.arrow import read_table
from output.matching.dataset import Matched
from output.words import plural

_MOST_REPEATS = 20


def summary(matched: Matched) -> dict[str, Any]:
    """The counts, as JSON has them."""
    rows = matched.rows
    between = rows.filter(pc.invert(rows.column("repeated")))
    grades = {count["values"]: count["counts"] for count in between.column("grade").value_counts().to_pylist()}
    return {
        "municipalities": matched.municipalities,
        "activities": matched.activities,
        "with_counterpart": matched.with_counterpart,
        "without_counterpart": matched.activities - matched.with_counterpart,
        "same": grades.get("same", 0),
        "related": grades.get("related", 0),
        "repeated": len(rows) - len(between),
        "idf_version": frequencies().version,
    }


def print_matched(console: Console, folder: Path, matched: Matched, named: str) -> None:
    """The counts, then the repeated measures with their places; `named`: the dataset in `folder` as people name it."""
    counts = summary(matched)
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column()
    table.add_row(
        "Мероприятия", _number(counts["activities"]), plural(counts["municipalities"], "муниципалитет", "муниципалитета", "муниципалитетов")
    )
    table.add_row(
        "Есть сходное в другом", _number(counts["with_counterpart"]), f"без соответствия — {_number(counts['without_counterpart'])}"
    )
    table.add_row(
        "Пары",
        _number(counts["same"] + counts["related"]),
        f"то же мероприятие — {_number(counts['same'])}, сходное — {_number(counts['related'])}",
    )
    table.add_row("Повторы", _number(counts["repeated"]), "одно мероприятие дважды в одном муниципалитете")
    console.print(table)
    _print_repeats(console, folder, matched)
    console.print(f"\nТаблица matches: [bold]{escape(named)}/matches[/]")


def _print_repeats(console: Console, folder: Path, matched: Matched) -> None:
    repeated = matched.rows.filter(matched.rows.column("repeated")).slice(0, _MOST_REPEATS).to_pylist()
    if not repeated:
        return
    ids = pa.array(sorted({row[side] for row in repeated for side in ("activity_a", "activity_b")}), pa.string())
    activities = read_table(folder, "activities").select(["activity_id", "plan_id", "document_id", "number", "title"])
    known = {row["activity_id"]: row for row in activities.filter(pc.is_in(activities.column("activity_id"), value_set=ids)).to_pylist()}
    names = {row["document_id"]: row["municipality"] or row["path"] for row in read_table(folder, "documents").to_pylist()}
    console.print("\n[bold]Повторы[/]")
    for row in repeated:
        one, other = known[row["activity_a"]], known[row["activity_b"]]
        places = f"{names[one['document_id']]}: {_place(one)} = {_place(other)}"
        console.print(f"{escape(places)}: {escape(' '.join(one['title'].split()))}", soft_wrap=True)
    if (left := pc.sum(matched.rows.column("repeated")).as_py() - len(repeated)) > 0:
        console.print(f"… и ещё {_number(left)}")


def _place(row: dict[str, Any]) -> str:
    return f"план {row['plan_id'].rpartition('/p')[2]}, строка {row['number'].rstrip('.') or '—'}"


def _number(n: int) -> str:
    return f"{n:,}".replace(",", "\u00a0")
