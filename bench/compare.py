"""Comparison at scale: `python bench/compare.py [MUNICIPALITIES] [--rows 150] [--report]`.

200 municipalities without a number; the milestone's figure is for 2000.

An archive of as many municipalities is invented row by row, without documents, and written as a dataset: plans of eight directions,
titles from the generator's templates with other openings, places, subjects and additions, so that most titles differ. Then
`dorkarta match` and (with `--report`) `dorkarta compare` run as a user runs them. Printed: the machine, seconds, the most memory,
what was found.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import psutil  # noqa: E402
import pyarrow.parquet as pq  # noqa: E402

from corpus.generator import vocabulary  # noqa: E402
from normalize.deadlines import read_deadline  # noqa: E402
from normalize.topics import classify  # noqa: E402
from output.arrow import arrow_table  # noqa: E402
from output.package import datapackage  # noqa: E402
from output.rows import Row, item_row, occurrence_rows  # noqa: E402
from output.schema import tables  # noqa: E402
from output.write import PACKAGE_FILE  # noqa: E402
from records.meaning import DeadlineContext, Period  # noqa: E402

SEED = 20260101
PERIOD = Period(date(2024, 1, 1), date(2024, 12, 31))
DEADLINES = (
    "в течение года",
    "май",
    "ежеквартально",
    "до 1 октября 2024",
    "сентябрь – декабрь 2024",
    "ежегодно, март",
    "по мере необходимости",
    "I квартал",
)
BODIES = (
    ("methodical_service", "Методическая служба"),
    ("educational_organisation", "Образовательные организации"),
    ("education_authority", "Управление образования"),
)
RESULTS = (
    ("order", "Приказ"),
    ("report", "Аналитическая справка"),
    ("event_held", "Мероприятие проведено"),
    ("plan", "План"),
)
OPENINGS = (
    "",
    "Организация и проведение: ",
    "Муниципальный этап: ",
    "Совместно с методической службой: ",
    "Ежегодно: ",
)
ADDITIONS = (
    "",
    " с участием родителей",
    " с размещением материалов на сайте",
    " в рамках недели {subject}",
    " для школ {gen}",
    " по вопросам {theme}",
    " (по {subject})",
)
THEMES = (
    "школьного питания",
    "дорожной безопасности",
    "читательской грамотности",
    "волонтёрства",
    "профориентации",
    "инклюзии",
    "цифровых сервисов",
    "наставничества",
    "экологии",
    "краеведения",
    "школьных театров",
    "робототехники",
    "финансовой грамотности",
    "семейного воспитания",
    "шахмат",
    "школьных музеев",
    "безопасного интернета",
    "патриотизма",
)


def main() -> None:
    """Prints a figure a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=200)
    parser.add_argument("--rows", type=int, default=150)
    parser.add_argument("--report", action="store_true")
    asked = parser.parse_args()
    machine = platform.processor() or platform.machine()
    print(f"{machine}, {os.cpu_count()} processors, Python {platform.python_version()}, {platform.system()}")
    with tempfile.TemporaryDirectory() as folder:
        dataset = Path(folder) / "dataset"
        begun = time.monotonic()
        titles = write_dataset(dataset, asked.count, asked.rows)
        rows = asked.count * asked.rows
        print(f"{asked.count} municipalities, {rows} activities, {titles} different titles: invented in {time.monotonic() - begun:.0f} s")
        seconds, most, out = _measured("match", str(dataset), "--json")
        found = json.loads(out)
        pairs = f"pairs {found['same'] + found['related']}, with a counterpart {found['with_counterpart']}, repeated {found['repeated']}"
        print(f"match: {seconds:.1f} s, {most:.0f} MB; {pairs}")
        if asked.report:
            page = Path(folder) / "report.html"
            took, size, _ = _measured("compare", str(dataset), "--out", str(page))
            print(f"compare: {took:.1f} s, {size:.0f} MB, page of {page.stat().st_size / 2**20:.1f} MB; together {seconds + took:.1f} s")


def write_dataset(folder: Path, municipalities: int, rows: int) -> int:
    """Writes a dataset of invented plans; returns how many different titles there are."""
    chance = random.Random(SEED)  # noqa: S311 (invented texts, no secrets)
    codes = [f"RU-{number:02d}" for number in range(89)]
    by_region: dict[str, list[int]] = defaultdict(list)
    for number in range(municipalities):
        by_region[codes[number % len(codes)]].append(number)
    titles: set[str] = set()
    for table in tables():
        (folder / table).mkdir(parents=True)
    for region, numbers in by_region.items():
        found: dict[str, list[Row]] = {name: [] for name, table in tables().items() if table.document}
        for number in numbers:
            for name, row in _municipality(chance, number, region, rows):
                found[name].append(row)
        titles |= {row["title"] for row in found["activities"]}
        for name, own in found.items():
            pq.write_table(arrow_table(name, own), folder / name / f"{region}.parquet", compression="zstd")
    (folder / PACKAGE_FILE).write_text(datapackage(), encoding="utf-8")
    return len(titles)


def _municipality(chance: random.Random, number: int, region: str, rows: int) -> Iterator[tuple[str, Row]]:
    document, place = f"{number:016x}", chance.choice(vocabulary.places())
    where = {"region_id": region, "municipality_id": f"{region}:{number}"}
    yield (
        "documents",
        _empty("documents")
        | where
        | {
            "document_id": document,
            "path": f"{number}.docx",
            "paths": [f"{number}.docx"],
            "doc_type": "order",
            "municipality": f"{place.nom} {number}",
            "status": "ok",
            "basis": [],
        },
    )
    directions = list(vocabulary.directions().values())
    for n, direction in enumerate(directions, start=1):
        plan = f"{document}/p{n}"
        yield (
            "plans",
            _empty("plans")
            | {
                "plan_id": plan,
                "document_id": document,
                "plan": n,
                "code": direction.code,
                "title": direction.title,
                "direction": direction.code,
                "period_start": PERIOD.start,
                "period_end": PERIOD.end,
                "municipality_id": where["municipality_id"],
            },
        )
        for row in range(rows * (n - 1) // len(directions), rows * n // len(directions)):
            yield from _activity(chance, f"{plan}/a{row + 1}", plan, document, row + 1, direction, place, where)


def _activity(
    chance: random.Random,
    activity: str,
    plan: str,
    document: str,
    number: int,
    direction: vocabulary.Direction,
    place: vocabulary.Place,
    where: Row,
) -> Iterator[tuple[str, Row]]:
    title, result = _title(chance, direction, place)
    topic = classify(title, result, None, direction.title, direction.code, None)
    deadline, (body_class, body) = chance.choice(DEADLINES), chance.choice(BODIES)
    yield (
        "activities",
        _empty("activities")
        | where
        | {
            "activity_id": activity,
            "plan_id": plan,
            "document_id": document,
            "activity": number,
            "number": str(number),
            "title": title,
            "deadline_raw": deadline,
            "body_raw": body,
            "result_raw": result,
            "extra": {},
            "directions": list(topic.directions),
            "activity_type": topic.activity_type,
            "table": 1,
            "row_first": number,
            "row_last": number,
            "boxes": [],
        },
    )
    for item in read_deadline(deadline, DeadlineContext(PERIOD)):
        yield "deadlines", item_row(item) | {"activity_id": activity, "plan_id": plan}
        for n, occurrence in enumerate(occurrence_rows(item), start=1):
            yield "occurrences", occurrence | {"activity_id": activity, "item": item.item, "occurrence": n}
    yield (
        "responsibilities",
        _empty("responsibilities")
        | {
            "activity_id": activity,
            "plan_id": plan,
            "mention": 1,
            "raw": body,
            "char_start": 0,
            "char_end": len(body),
            "body_class": body_class,
            "method": "pattern",
            "score": 1.0,
        },
    )
    yield "results", _empty("results") | {"activity_id": activity, "item": 1, "raw": result, "result_type": chance.choice(RESULTS)[0]}


def _title(chance: random.Random, direction: vocabulary.Direction, place: vocabulary.Place) -> tuple[str, str]:
    template = chance.choice(direction.activities)
    pattern = chance.choice(OPENINGS) + template.title + chance.choice(ADDITIONS) + chance.choice(ADDITIONS)
    drawn = {name: chance.choice(values) for name, values in vocabulary.slots().items()} | {"theme": chance.choice(THEMES)}
    return pattern.format_map(drawn | {"prep": place.prep, "gen": place.gen}), template.result


def _empty(name: str) -> dict[str, Any]:
    return dict.fromkeys(column.name for column in tables()[name].columns)


def _measured(*arguments: str) -> tuple[float, float, str]:
    """Seconds, the most megabytes and the output of one command."""
    begun = time.monotonic()
    command, pipe = [sys.executable, "-m", "pipeline", *arguments], subprocess.PIPE
    process = psutil.Popen(command, cwd=ROOT, stdout=pipe, stderr=pipe, encoding="utf-8")
    most, processor = 0, 0.0
    while process.poll() is None:
        try:
            most = max(most, process.memory_info().rss)
            processor = sum(process.cpu_times()[:2])
        except psutil.NoSuchProcess:
            break
        time.sleep(0.1)
    out, error = process.communicate()
    if process.returncode:
        raise SystemExit(error)
    print(f"processor time of {arguments[0]}: {processor:.1f} s")
    return time.monotonic() - begun, most / 2**20, out


if __name__ == "__main__":
    main()
