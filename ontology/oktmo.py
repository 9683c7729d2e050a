"""The official table of municipalities, OKTMO (OK 033-2013), as Rosstat publishes it.

A CSV file without a header, `;` between the fields, windows-1251, with the columns TER, KOD1, KOD2, KOD3 (the code's four steps), KC,
RAZDEL (1: municipalities, 2: settlements), NAME1, CENTRUM, NOMDESCR, NOMAKT, STATUS, DATEUTV, DATEVVED. Of these only the municipalities
of the upper level are kept: districts, districts of a new kind (округа), towns and the parts of cities of federal status.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ontology.loader import load
from ontology.model import OntologyError
from ontology.user import oktmo_file

_GROUP = re.compile(r"(?:муниципальные|городские|внутригородские|сельские|населенные|населённые|территории|межселенные)\b", re.IGNORECASE)
_HEADER = ("oktmo", "region_id", "name")
_STEPS = (2, 3, 3, 3)  # digits of TER, KOD1, KOD2, KOD3


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of the upper level: its code (eight digits), region and official name."""

    oktmo: str
    region_id: str
    name: str


def import_oktmo(source: Path, target: Path | None = None) -> tuple[Municipality, ...]:
    """Keep the municipalities of Rosstat's table for every later run; the result of an earlier import is replaced.

    Raises OntologyError where the file is no such table.
    """
    found = tuple(read_rosstat(source))
    path = target or oktmo_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(_HEADER)
        writer.writerows((entry.oktmo, entry.region_id, entry.name) for entry in found)
    new.replace(path)
    return found


def read_rosstat(source: Path) -> Iterator[Municipality]:
    """The municipalities of Rosstat's table in its order, each code once. Raises OntologyError where there are none."""
    prefixes = {region.oktmo: region.id for region in load().regions.values()}
    seen: set[str] = set()
    for row in csv.reader(_text(source).splitlines(), delimiter=";"):
        found = _municipality([field.strip() for field in row], prefixes)
        if found is not None and found.oktmo not in seen:
            seen.add(found.oktmo)
            yield found
    if not seen:
        raise OntologyError(
            f"{source.name}: это не таблица ОКТМО Росстата (CSV, разделитель «;», столбцы TER, KOD1, KOD2, KOD3, KC, RAZDEL, NAME1 …). "
            "Скачайте набор «ОКТМО» на сайте Росстата, раздел «Открытые данные»."
        )


def municipalities() -> tuple[Municipality, ...]:
    """The imported municipalities; empty where nobody has imported the table. Raises OntologyError where the file is spoilt."""
    path = oktmo_file()
    return _stored(path, path.stat().st_mtime_ns) if path.is_file() else ()


@lru_cache(maxsize=4)
def _stored(path: Path, _changed: int) -> tuple[Municipality, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    if not rows or tuple(rows[0]) != _HEADER or any(len(row) != len(_HEADER) for row in rows):
        raise OntologyError(f"{path.name}: файл испорчен. Повторите dorkarta ontology import-oktmo ФАЙЛ.")
    return tuple(Municipality(*row) for row in rows[1:])


def _text(source: Path) -> str:
    data = source.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("windows-1251", errors="replace")


def _municipality(row: list[str], prefixes: Mapping[str, str]) -> Municipality | None:
    """The municipality of a row, or None: a region, a heading («Муниципальные районы …»), a lower level, a settlement."""
    if len(row) < 7 or not all(field.isdigit() for field in row[:4]) or row[5] != "1":
        return None
    steps = [field.zfill(width) for field, width in zip(row, _STEPS, strict=False)]
    name = " ".join(row[6].rstrip("/").split())
    if not int(steps[1]) or int(steps[2]) or int(steps[3]) or not name or _GROUP.match(name):
        return None
    code = "".join(steps[:3])
    region = prefixes.get(code[:3]) or prefixes.get(code[:2])
    return Municipality(code, region, name) if region else None


def by_region(entries: Iterable[Municipality]) -> dict[str, int]:
    """How many municipalities each region has."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.region_id] = counts.get(entry.region_id, 0) + 1
    return counts
