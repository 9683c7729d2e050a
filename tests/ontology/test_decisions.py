"""Decisions of people: what is read from their file, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology import OntologyError, bodies_table
from ontology.decisions import decisions, read_decisions
from ontology.user import use

A, B, C = "RU-TUL/x:a", "RU-TUL/x:b", "RU-TUL/x:c"
RAINBOW = f"{{alias: Радуга, scope: RU-TUL/x, body: '{A}', class: preschool}}"


def written(folder: Path, text: str) -> Path:
    path = folder / "decisions.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_decisions(tmp_path: Path) -> None:
    found = read_decisions(written(tmp_path, f"aliases: [{RAINBOW}]\nsame: [['{A}', '{B}']]\ndifferent: [['{A}', '{C}']]"))
    assert found.kept == {B: A}
    assert found.classes[B] == "preschool"
    assert (found.may_be_same(B, C), found.may_be_same(C, "RU-TUL/x:d")) == (False, True)


def test_an_empty_file_decides_nothing(tmp_path: Path) -> None:
    assert not read_decisions(written(tmp_path, "# nothing yet\n"))


REFUSED = [
    ("one name, two bodies", f"aliases: [{RAINBOW}, {{alias: «радуга», scope: RU-TUL/x, body: '{B}', class: preschool}}]", "Радуга|радуга"),
    ("a name and no body", f"aliases: [{RAINBOW}, {{alias: Радуга, scope: RU-TUL/x, body: null}}]", "Радуга"),
    ("same and different", f"same: [['{A}', '{B}'], ['{B}', '{C}']]\ndifferent: [['{C}', '{A}']]", "одно"),
    ("no class", f"aliases: [{{alias: Радуга, scope: RU-TUL/x, body: '{A}'}}]", "класс"),
    ("a class that is none", f"aliases: [{{alias: Радуга, scope: RU-TUL/x, body: '{A}', class: nonsense}}]", "класс"),
    ("two classes", f"aliases: [{RAINBOW}, {{alias: Солнце, scope: RU-TUL/x, body: '{A}', class: university}}]", "класс"),
    ("no such region", f"aliases: [{{alias: Радуга, scope: RU-XX, body: '{A}', class: preschool}}]", "RU-XX"),
    ("one id alone", f"same: [['{A}']]", "same"),
    ("a name without letters", f"aliases: [{{alias: '—', scope: RU, body: '{A}', class: preschool}}]", "букв"),
    ("a section that is none", "sames: []", "aliases, same"),
    ("no YAML", "aliases: [", "YAML"),
]


@pytest.mark.parametrize(("text", "named"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_contradictions_are_refused(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(OntologyError, match=named):
        read_decisions(written(tmp_path, text))


def test_equal_groups_that_share_a_body_are_one(tmp_path: Path) -> None:
    found = read_decisions(written(tmp_path, f"same: [['{A}', '{B}'], ['{B}', '{C}']]"))
    assert {found.kept.get(body, body) for body in (A, B, C)} == {A}


def test_the_file_of_a_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DORKARTA_DECISIONS", str(tmp_path / "none.yaml"))
    assert not decisions()
    use(decisions=written(tmp_path, f"aliases: [{RAINBOW}]"))
    assert [alias.body_id for alias in decisions().aliases] == [A]


def test_decided_bodies_stand_in_the_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entry = f"{{alias: Солнце, scope: RU-TUL/x, body: '{A}', class: preschool, name: Детский сад «Солнце»}}"
    monkeypatch.setenv("DORKARTA_DECISIONS", str(written(tmp_path, f"aliases: [{entry}, {RAINBOW}]")))
    (row,) = [row for row in bodies_table() if row.body_id == A]
    assert (row.name, row.municipality_id, row.region_id) == ("Детский сад «Солнце»", "RU-TUL/x", "RU-TUL")
    assert row.aliases == ("Солнце", "Радуга")
