"""A measure planned twice in one municipality, and what only looks so."""

from __future__ import annotations

from datetime import date

import pytest

from output.matching.repeats import Planned, damaged_copies, repeats

LONG = "Участие педагогов района в региональном конкурсе лучших практик краеведения"
CELLS = ("май", "школы", "отчёт")
SPRING = ((date(2024, 3, 1), date(2024, 5, 31)),)
AUTUMN = ((date(2024, 9, 1), date(2024, 11, 30)),)


def planned(
    title: str, *, document: str = "d", edition: str = "", cells: tuple[str, str, str] = ("май", "школы", "отчёт"), spans=()
) -> Planned:
    return Planned(title, document, edition, cells, spans)


def found(*rows: Planned) -> list[str]:
    return [repeat.how for repeat in repeats([row.title for row in rows], [range(len(rows))], lambda index: rows[index])]


CASES = [
    ("the same text", planned(LONG), planned(LONG), ["identical"]),
    (
        "other case and quotes",
        planned("Конкурс «Моя семья» среди школьников района"),
        planned('конкурс "моя семья" среди школьников района.'),
        ["identical"],
    ),
    ("a slip of the pen", planned(LONG), planned(LONG.replace("краеведения", "краевеедния")), ["alike"]),
    ("another word", planned(LONG), planned(LONG.replace("краеведения", "экологии")), []),
    ("words that look alike", planned("Оценка качества дошкольного воспитания"), planned("Оценка качества школьного воспитания"), []),
    (
        "another class",
        planned("Диагностика обучающихся 8 классов школ района"),
        planned("Диагностика обучающихся 9 классов школ района"),
        [],
    ),
    (
        "another quarter",
        planned("Отчёт школ района за I квартал о посещаемости"),
        planned("Отчёт школ района за II квартал о посещаемости"),
        [],
    ),
    ("another year", planned("Отчёт школ района за 2023 год о посещаемости"), planned("Отчёт школ района за 2024 год о посещаемости"), []),
    ("deadlines that never meet", planned(LONG, spans=SPRING), planned(LONG, spans=AUTUMN), []),
    ("one deadline not known", planned(LONG, spans=SPRING), planned(LONG), ["identical"]),
    ("editions of one order", planned(LONG, document="1", edition="№ 5"), planned(LONG, document="2", edition="№ 5"), []),
    ("two orders", planned(LONG, document="1", edition="№ 5"), planned(LONG, document="2", edition="№ 6"), ["identical"]),
    ("a short title, other cells", planned("Совещание"), planned("Совещание", cells=("июнь", "школы", "протокол")), []),
    ("a short title, the same cells", planned("Совещание"), planned("Совещание"), ["identical"]),
    ("no title", planned(""), planned(""), []),
]


@pytest.mark.parametrize(("one", "other", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_repeats(one: Planned, other: Planned, expected: list[str]) -> None:
    assert found(one, other) == expected


@pytest.mark.parametrize(
    ("damaged", "whole", "expected"),
    [
        (
            "Участие педагогов района, руководителей методических об практик краеведения",
            "Участие педагогов района, руководителей методических объединений, в конкурсе лучших практик краеведения",
            1,
        ),
        (
            "Организация участия школьников округа в олимпиаде по физике",
            "Организация участия школьников округа в региональной олимпиаде по физике",
            0,
        ),
        ("Участие педагогов района в конкурсе", "Участие педагогов района в конкурсе лучших практик краеведения", 0),
    ],
    ids=["cut within a word", "a word more", "an addition at the end"],
)
def test_damaged_copies(damaged: str, whole: str, expected: int) -> None:
    rows = [planned(damaged), planned(whole)]
    assert len(damaged_copies([row.title for row in rows], [[0, 1]], lambda index: rows[index])) == expected
