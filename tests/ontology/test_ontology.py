"""The ontology's data hold together, and the loader refuses what contradicts itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

import ontology
from ontology.loader import DATA


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the ontology's data to spoil."""
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return tmp_path / "data"


def change(path: Path, edit: Callable[[object], None]) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")


SPOILT = [
    ("bodies/generic.yaml", lambda data: data["preschool"]["names"].append("Школа"), "«Школа»"),
    ("bodies/generic.yaml", lambda data: data.update(nonsense={"names": ["нечто"]}), "nonsense"),
    ("bodies/country.yaml", lambda data: data.append(dict(data[0], names=["Другое имя"], name="Другое")), "дважды"),
    ("bodies/regions.yaml", lambda data: data["RU-NIZ"][0].update(parent="nobody"), "nobody"),
    ("bodies/regions.yaml", lambda data: data["RU-NIZ"][2]["names"].append("Вега"), "«Вега»"),
    ("posts.yaml", lambda data: data[0].update({"class": "nonsense"}), "nonsense"),
    ("posts.yaml", lambda data: data[1]["names"].append("Начальник"), "«Начальник»"),
    ("patterns.yaml", lambda data: data["rules"][0].update({"class": "nonsense"}), "nonsense"),
    ("bodies/classes.yaml", lambda data: data.append(data[0]), "дважды"),
]


@pytest.mark.parametrize(("file", "edit", "named"), [pytest.param(*row, id=f"{row[0]}-{row[2]}") for row in SPOILT])
def test_contradictions_are_refused(folder: Path, file: str, edit: Callable[[object], None], named: str) -> None:
    change(folder / file, edit)
    with pytest.raises(ontology.OntologyError, match=named):
        ontology.read(folder)


def test_the_data_load_from_any_folder(folder: Path) -> None:
    assert ontology.read(folder) == ontology.load()


def test_89_regions_with_distinct_codes() -> None:
    regions = ontology.load().regions.values()
    assert len(regions) == len({region.id for region in regions}) == len({region.oktmo for region in regions}) == 89


@pytest.mark.parametrize(
    ("region", "case", "name"),
    [
        pytest.param("RU-NIZ", 1, "Нижегородской области", id="область"),
        pytest.param("RU-DA", 5, "Республике Дагестан", id="республика"),
        pytest.param("RU-KDA", 3, "Краснодарский край", id="край"),
        pytest.param("RU-UD", 3, "Удмуртскую Республику", id="adjective"),
        pytest.param("RU-SPE", 4, "Санкт-Петербургом", id="город"),
        pytest.param("RU-YAN", 1, "Ямало-Ненецкого автономного округа", id="округ"),
    ],
)
def test_names_in_all_cases(region: str, case: int, name: str) -> None:
    assert ontology.load().regions[region].cases[case] == name


def test_places_belong_to_known_regions_and_only_one() -> None:
    data = ontology.load()
    names = [name for names in data.places.values() for name in names]
    assert set(data.places) <= set(data.regions)
    assert sorted(names) == sorted(set(names))


def test_tables_are_plain_records() -> None:
    bodies, concepts = ontology.bodies_table(), ontology.concepts_table()
    assert {row.body_class for row in bodies} <= {row.concept_id for row in concepts if row.scheme == "body_class"}
    assert {row.parent_id for row in bodies} - {None} <= {row.body_id for row in bodies}
    assert len({(row.scheme, row.concept_id) for row in concepts}) == len(concepts)
