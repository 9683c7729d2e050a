"""A dataset of many municipalities, made row by row: titles are put together from parts, so that some are alike and most are not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pyarrow.parquet as pq

from output.arrow import arrow_table, schema_of
from output.package import NAME, datapackage
from output.rows import Row
from output.schema import tables
from output.vocabulary import concepts, known_bodies

_DIRECTIONS = ("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "other")
_DEEDS = ("Проведение совещания", "Анализ результатов", "Разработка положения", "Организация конкурса", "Обучение учителей", "Мониторинг")
_THINGS = ("проверочных работ", "школьных музеев", "профильных классов", "детских садов", "наставничества", "олимпиад", "кадрового резерва")
_KINDS = (("date", "2024-{:02}"), ("recurring", None), ("continuous", None), ("conditional", None))
_CLASSES = ("municipal_authority", "municipal_methodical_service", "educational_organisation", "preschool", "regional_institute", None)


def write(folder: Path, municipalities: int, activities: int) -> Path:
    """The dataset in `folder`: as many activities for every municipality."""
    rows: dict[str, list[Row]] = {name: [] for name in tables()}
    luck = random.Random(7)  # noqa: S311 (the same rows every time)
    for number in range(municipalities):
        for name, row in _municipality(luck, number, activities):
            rows[name].append({column: row.get(column) for column in schema_of(name).names})
    rows["concepts"], rows["bodies"] = concepts(), known_bodies()
    for name, found in rows.items():
        (folder / name).mkdir(parents=True)
        pq.write_table(arrow_table(name, found), folder / name / "all.parquet")
    (folder / "datapackage.json").write_text(datapackage(), encoding="utf-8")
    assert NAME in (folder / "datapackage.json").read_text(encoding="utf-8")
    return folder


def _municipality(luck: random.Random, number: int, activities: int) -> Iterator[tuple[str, Row]]:
    document, place = f"{number:016x}", f"RU-TST/m{number}"
    name = f"{number + 1}-й Примерно-Образцовский муниципальный район"
    plan = f"{document}/p1"
    yield "documents", {"document_id": document, "path": f"{number}.docx", "paths": [f"{number}.docx"], "municipality_id": place,
                        "municipality": name, "region_id": "RU-NIZ", "status": "ok", "basis": []}  # fmt: skip
    yield "plans", {"plan_id": plan, "document_id": document, "plan": 1, "title": "План", "municipality_id": place,
                    "period_start": date(2024, 1, 1), "period_end": date(2025, 12, 31)}  # fmt: skip
    for n in range(1, activities + 1):
        yield from _activity(luck, document, plan, place, n)
    for n in range(1, 6):
        indicator = f"{plan}/i{n}"
        yield (
            "indicators",
            {"indicator_id": indicator, "plan_id": plan, "number": f"{n}", "name": f"Доля {luck.choice(_THINGS)}", "unit": "%"},
        )
        yield "indicator_values", {"indicator_id": indicator, "kind": "current", "value": 40.0, "raw": "40"}
        yield "indicator_values", {"indicator_id": indicator, "kind": "target", "year": 2025, "value": 100.0, "raw": "100"}


def _activity(luck: random.Random, document: str, plan: str, place: str, n: int) -> Iterator[tuple[str, Row]]:
    activity = f"{plan}/a{n}"
    title = f"{luck.choice(_DEEDS)} по вопросам {luck.choice(_THINGS)} и {luck.choice(_THINGS)}, этап {luck.randint(1, 40)}"
    texts = {"number": f"{n}.", "title": title, "deadline_raw": "март 2024", "body_raw": "Отдел образования", "result_raw": "Приказ"}
    codes = {"directions": [luck.choice(_DIRECTIONS)], "activity_type": "analysis", "region_id": "RU-NIZ", "municipality_id": place}
    where = {"activity": n, "table": 1, "row_first": n, "row_last": n, "boxes": [], "extra": {}}
    yield "activities", {"activity_id": activity, "plan_id": plan, "document_id": document} | texts | codes | where
    kind, edtf = luck.choice(_KINDS)
    month = luck.randint(1, 12)
    item = {
        "activity_id": activity,
        "plan_id": plan,
        "item": 1,
        "raw": "март 2024",
        "char_start": 0,
        "char_end": 9,
        "kind": kind,
        "at_least": False,
    }
    yield (
        "deadlines",
        item | {"edtf": edtf and edtf.format(month), "rrule": "FREQ=YEARLY" if kind == "recurring" else None, "duration": "P1Y"},
    )
    if kind != "conditional":
        end = (date(2024, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1) if edtf else date(2024, 12, 31)
        yield (
            "occurrences",
            {"activity_id": activity, "item": 1, "occurrence": 1, "start": date(2024, 1, 1), "end": end, "in_plan_period": True},
        )
    for mention in range(1, luck.randint(2, 4)):
        body = luck.choice(_CLASSES)
        yield "responsibilities", {"activity_id": activity, "plan_id": plan, "mention": mention, "raw": "Отдел образования",
                                   "char_start": 0, "char_end": 17, "body_class": body, "body_id": body and f"{place}:{body}",
                                   "method": "alias" if body else "none", "score": 1.0}  # fmt: skip
    yield "results", {"activity_id": activity, "item": 1, "raw": "Приказ", "result_type": luck.choice(("order", "plan", "analytical_note"))}
