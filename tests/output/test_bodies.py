"""The table `bodies`: every id that anything points to has a row, with the place that the id tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.contents import open_document
from normalize.bodies import BodyContext, read_bodies
from output.bodies import complete
from output.vocabulary import concepts, known_bodies
from pipeline_journey import read_rows

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "corpus" / "samples").glob("*.docx"))

CELLS = (
    "Отдел общего образования управления образования, НИРО, ЦНППМ, школы № 1, 3, Минпросвещения России",
    "Заместитель начальника, МБУ ДО ЦРТ, ДОУ, родители",
)


def seen(body_id: str, body_class: str) -> dict[str, object]:
    """A row as the documents tell it: with the document's own place."""
    row: dict[str, object] = {"body_id": body_id, "body_class": body_class, "name": "имя", "short_name": None, "aliases": []}
    return row | {"region_id": "RU-NIZ", "municipality_id": "RU-NIZ/x", "parent_id": None}


def test_every_reference_has_a_row() -> None:
    context = BodyContext("RU-NIZ", "RU-NIZ/x")
    mentions = [mention for cell in CELLS for mention in read_bodies(cell, context) if mention.body_id and mention.body_class]
    rows = complete([*known_bodies(), *(seen(mention.body_id or "", mention.body_class or "") for mention in mentions)])
    ids = {row["body_id"] for row in rows}
    classes = {row["concept_id"] for row in concepts() if row["scheme"] == "body_class"}
    assert len(ids) == len(rows)
    assert {mention.body_id for mention in mentions} <= ids
    assert {row["parent_id"] for row in rows} - {None} <= ids
    assert {row["body_class"] for row in rows} <= classes


@pytest.mark.parametrize(
    ("body_id", "body_class", "place"),
    [
        pytest.param("RU:sirius", "federal_institution", (None, None), id="the country's"),
        pytest.param("RU-NIZ:regional_authority", "regional_authority", ("RU-NIZ", None), id="a region's"),
        pytest.param("RU-NIZ/x:preschool", "preschool", ("RU-NIZ", "RU-NIZ/x"), id="a municipality's"),
    ],
)
def test_a_body_belongs_to_the_place_of_its_id(body_id: str, body_class: str, place: tuple[str | None, str | None]) -> None:
    (row,) = complete([seen(body_id, body_class)])
    assert (row["region_id"], row["municipality_id"]) == place


def test_concepts_are_complete() -> None:
    rows = concepts()
    by_scheme = {row["scheme"] for row in rows}
    assert {"body_class", "body_level", "region", "direction", "activity_type", "result_type", "role", "condition"} <= by_scheme
    assert len({(row["scheme"], row["concept_id"]) for row in rows}) == len(rows)
    assert all(row["pref_label"] for row in rows)
    broader = {(("body_level" if row["scheme"] == "body_class" else row["scheme"]), row["broader"]) for row in rows if row["broader"]}
    assert broader <= {(row["scheme"], row["concept_id"]) for row in rows}


def _bodies_of(file: Path) -> None:
    rows = read_rows(open_document(file))
    mentions = [row for row in rows["responsibilities"] if row["body_id"]]
    bodies = complete([*known_bodies(), *(seen(row["body_id"], row["body_class"]) for row in mentions)])
    ids = {row["body_id"] for row in bodies}
    assert mentions
    assert {row["body_id"] for row in mentions} <= ids
    assert {row["parent_id"] for row in bodies} - {None} <= ids
    classes: dict[str, set[str]] = {}
    for row in mentions:
        classes.setdefault(row["body_id"], set()).add(row["body_class"])
    assert {body: found for body, found in classes.items() if len(found) > 1} == {}


@pytest.mark.parametrize("sample", [pytest.param(path, id=path.name) for path in SAMPLES])
def test_bodies_of_the_samples(sample: Path) -> None:
    _bodies_of(sample)


@pytest.mark.gold
@pytest.mark.parametrize("name", ["kstovo.docx", "kizlyar.docx", "kstovo.pdf"])
def test_bodies_of_the_gold(data: Path, name: str) -> None:
    _bodies_of(data / "docs" / name)
