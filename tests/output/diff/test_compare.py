"""Two sides compared: what came, went, changed and moved."""

from __future__ import annotations

import pytest

from output.diff.compare import compare

A = ("1", "Конкурс чтецов в школах района", "май 2023")
B = ("2", "Слёт волонтёров и добровольцев", "июнь 2023")
C = ("3", "Ремонт спортивных залов", "август 2023")
D = ("4", "Выпуск школьной газеты", "ежемесячно")


def later(row: tuple[str, str, str]) -> tuple[str, str, str]:
    return row[0], row[1], row[2].replace("2023", "2024")


def told(difference) -> list[tuple]:
    """Kind, move, number and changed columns of every row that is shown."""
    return [
        (row.kind, row.moved, (row.new or row.old).number, tuple(change.field for change in row.fields))
        for plan in difference.plans
        for row in plan.rows
    ]


CASES = [
    ("nothing", [A, B], [A, B], []),
    ("added", [A], [A, B], [("added", None, "2", ())]),
    ("removed", [A, B], [A], [("removed", None, "2", ())]),
    ("a word", [A, B], [("1", "Конкурс чтецов в школах округа", "май 2023"), B], [("changed", None, "1", ("title",))]),
    ("years only", [A, B], [later(A), later(B)], [("changed", None, "1", ("deadline_raw",)), ("changed", None, "2", ("deadline_raw",))]),
    ("moved", [A, B, C], [B, C, A], [("same", "order", "1", ())]),
    ("renumbered", [A, B], [("5", *A[1:]), B], [("changed", None, "5", ("number",))]),
    (
        "another row under the number",
        [A, B],
        [A, ("2", "Закупка учебников", "май 2023")],
        [("removed", None, "2", ()), ("added", None, "2", ())],
    ),
    ("empty rows", [A, ("2", "", "")], [A, ("2", "", "")], []),
    ("twice the same", [A, A], [A], [("removed", None, "1", ())]),
]


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_rows_of_one_plan(side, old, new, expected) -> None:
    assert told(compare(side({"План": old}), side({"План": new}))) == expected


def test_years_that_moved_are_counted_apart(side) -> None:
    summary = compare(side({"План": [A, B]}), side({"План": [later(A), ("2", "Слёт волонтёров", "июнь 2024")]})).summary
    assert (summary.rows_changed, summary.only_years) == (2, 1)


def test_plans_are_found_by_their_rows_and_titles(side) -> None:
    old = side({"План воспитания на 2023 год": [A, B], "План ремонта": [C]})
    new = side({"План воспитания на 2024 год": [later(A), later(B)], "План изданий": [D]})
    assert [(plan.kind, plan.old, plan.new) for plan in compare(old, new).plans] == [
        ("changed", "План воспитания на 2023 год", "План воспитания на 2024 год"),
        ("added", None, "План изданий"),
        ("removed", "План ремонта", None),
    ]


def test_a_row_that_went_to_another_plan_has_moved(side) -> None:
    old = side({"План воспитания": [A, B], "План ремонта": [C]})
    new = side({"План воспитания": [A], "План ремонта": [C, B]})
    assert told(compare(old, new)) == [("same", "plan", "2", ())]


def test_a_row_that_went_to_another_section_has_moved(side) -> None:
    old = side(
        {
            "План": [
                ("1", "Раздел I|Конкурс чтецов", "май"),
                ("2", "Раздел II|Слёт волонтёров", "май"),
                ("3", "Раздел II|Ремонт залов", "май"),
            ]
        }
    )
    new = side(
        {
            "План": [
                ("2", "Раздел II|Слёт волонтёров", "май"),
                ("3", "Раздел II|Ремонт залов", "май"),
                ("1", "Раздел II|Конкурс чтецов", "май"),
            ]
        }
    )
    assert told(compare(old, new)) == [("same", "section", "1", ())]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"Доля": {2023: "10"}}, {"Доля": {2023: "10"}}, []),
        ({"Доля": {2023: "10"}}, {"Доля": {2023: "10,0"}}, []),
        ({"Доля": {2023: "10"}}, {"Доля": {2023: "15"}}, [("changed", "Доля", [(2023, "10", "15")])]),
        ({"Доля": {2023: "10"}}, {"Доля": {2023: "10", 2024: "20"}}, [("changed", "Доля", [(2024, None, "20")])]),
        (
            {"Доля": {2023: "10"}},
            {"Охват детей": {2023: "10"}},
            [("added", "Охват детей", [(2023, None, "10")]), ("removed", "Доля", [(2023, "10", None)])],
        ),
    ],
    ids=["the same", "printed otherwise", "another target", "a year more", "another indicator"],
)
def test_indicators(side, old, new, expected) -> None:
    difference = compare(side({"План": [A]}, indicators=old), side({"План": [A]}, indicators=new))
    found = [
        (one.kind, one.name, [(value.year, value.old, value.new) for value in one.values])
        for plan in difference.plans
        for one in plan.indicators
    ]
    assert found == expected


def test_two_municipalities_are_set_side_by_side_by_subject(side) -> None:
    one = side({"Воспитание": [("1", "Слёт волонтёров", "май"), ("2", "Ремонт спортивных залов", "май")]}, municipality="А")
    other = side({"Дорожная карта": [("7", "Сборы добровольцев", "июнь"), ("8", "Закупка учебников", "июнь")]}, municipality="Б")
    difference = compare(one, other)
    assert difference.between
    assert [(row.kind, (row.old or row.new).title, bool(row.reason)) for plan in difference.plans for row in plan.rows] == [
        ("changed", "Слёт волонтёров", True),
        ("added", "Закупка учебников", False),
        ("removed", "Ремонт спортивных залов", False),
    ]


def test_equal_labels_are_told_apart_by_their_files(side) -> None:
    difference = compare(side({"План": [A]}), side({"План": [A]}))
    assert difference.old == "район — файл.docx"


def test_a_thousand_rows_are_compared_in_linear_steps(side) -> None:
    rows = [(str(n), f"Мероприятие «{n}» по теме {n % 97} для школы {n % 31}", "май 2023") for n in range(1500)]
    summary = compare(side({"План": rows}), side({"План": [later(row) for row in rows[:-1]]})).summary
    assert (summary.only_years, summary.rows_removed, summary.rows_moved) == (1499, 1, 0)
