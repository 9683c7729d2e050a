"""The official table of municipalities, OKTMO (OK 033-2013), as Rosstat publishes it.

A CSV file without a header, `;` between the fields, windows-1251, with the columns TER, KOD1, KOD2, KOD3 (the code's four steps), KC,
RAZDEL (1: municipalities, 2: settlements), NAME1, CENTRUM, NOMDESCR, NOMAKT, STATUS, DATEUTV, DATEVVED. Of these only the municipalities
of the upper level are kept: districts, districts of a new kind (округа), towns and the parts of cities of federal status.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path

from ontology.loader import load
from ontology.model import OntologyError
from ontology.user import oktmo_file

_GROUP = re.compile(r"(?:муниципальные|городские|внутригородские|сельские|населенные|населённые|территории|межселенные)\b", re.IGNORECASE)
_HEADER = ("oktmo", "region_id", "name")
_STEPS = (2, 3, 3, 3)  # digits of TER, KOD1, KOD2, KOD3
_RAZDEL, _NAME, _COLUMNS = 5, 6, 13


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
    found = [
        Municipality(code, region, name)
        for code, name in _upper_level(_text(source), source.name)
        if (region := prefixes.get(code[:3]) or prefixes.get(code[:2])) and not _GROUP.match(name)
    ]
    if not found:
        raise _no_table(source.name)
    yield from found


def _upper_level(text: str, file: str) -> Iterator[tuple[str, str]]:
    """(code of eight digits, name) of the rows of section 1 that have a first step and no second or third, each code once."""
    import pandas as pd  # here, so that only the import of a table of 200,000 rows pays for it

    try:
        table = pd.read_csv(StringIO(text), sep=";", header=None, names=list(range(_COLUMNS)), dtype=str, keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise _no_table(file) from error
    table = table.fillna("").apply(lambda column: column.str.strip())
    steps = table[list(range(len(_STEPS)))]
    table = table[steps.apply(lambda step: step.str.isdigit()).all(axis=1) & (table[_RAZDEL] == "1")]
    ter, *kods = (table[step].str.zfill(width) for step, width in enumerate(_STEPS))
    upper = (kods[0].astype(int) > 0) & (kods[1].astype(int) == 0) & (kods[2].astype(int) == 0)
    named = pd.DataFrame({"code": ter + kods[0] + kods[1], "name": table[_NAME].str.rstrip("/").str.split().str.join(" ")})[upper]
    named = named[named["name"] != ""].drop_duplicates("code")
    yield from zip(named["code"], named["name"], strict=True)


def _no_table(file: str) -> OntologyError:
    return OntologyError(
        f"{file}: это не таблица ОКТМО Росстата (CSV, разделитель «;», столбцы TER, KOD1, KOD2, KOD3, KC, RAZDEL, NAME1 …). "
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


def by_region(entries: Iterable[Municipality]) -> dict[str, int]:
    """How many municipalities each region has."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.region_id] = counts.get(entry.region_id, 0) + 1
    return counts
