"""The file of decisions: nothing is lost, whoever writes and whatever else happens to the folder."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from corpus.decisions import FILE, Decision, DecisionsBroken, append, load, stamped, standing
from output.swap import staging

DECIDERS, EACH = 10, 20


def decide(folder: Path, who: int) -> None:
    """One person, who decides some times."""
    for n in range(EACH):
        append(folder, [stamped(Decision("accept_row", who=str(who), document="0" * 16, plan=1, row=str(n), title="«Кавычки» и\nстрока"))])


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor], ids=["threads", "processes"])
def test_ten_people_deciding_at_once_lose_nothing(tmp_path: Path, pool: type) -> None:
    folder = tmp_path / "набор"
    folder.mkdir()
    options = {"mp_context": get_context("spawn")} if pool is ProcessPoolExecutor else {}
    with pool(DECIDERS, **options) as people:
        list(people.map(decide, [folder] * DECIDERS, range(DECIDERS)))
    found = load(folder)
    assert len({one.id for one in found}) == DECIDERS * EACH
    for who in range(DECIDERS):
        assert [one.row for one in found if one.who == str(who)] == [str(n) for n in range(EACH)]
    assert [path.name for path in tmp_path.iterdir()] == ["набор"]


def test_decisions_made_while_the_dataset_is_replaced_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "набор"
    folder.mkdir()
    with ThreadPoolExecutor(DECIDERS) as people:
        deciding = [people.submit(decide, folder, who) for who in range(DECIDERS)]
        for n in range(30):
            with staging(folder) as new:
                (new / f"{n}.parquet").write_bytes(b"")
        for one in deciding:
            one.result()
    assert len(load(folder)) == DECIDERS * EACH


def made(*kinds: str) -> list[Decision]:
    return [Decision(kind, id=str(n)) for n, kind in enumerate(kinds, start=1)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("undone", "left"),
    [([], "12"), (["1"], "2"), (["2"], "1"), (["1", "2"], ""), (["1", "3"], "12"), (["1", "3", "4"], "2"), (["9"], "12")],
    ids=["none", "first", "second", "both", "an undo undone", "undone again", "of nothing"],
)
def test_decisions_are_undone_one_by_one(undone: list[str], left: str) -> None:
    undos = [Decision("undo", id=str(n), target=target) for n, target in enumerate(undone, start=3)]
    assert "".join(one.id for one in standing([*made("edit", "edit"), *undos])) == left


def test_what_is_written_is_read(tmp_path: Path) -> None:
    decision = stamped(
        Decision(
            "split",
            who="Иванова",
            document="a" * 16,
            plan=2,
            row="5",
            source='а "б"\nв',
            rules=("deadline:quarter",),
            rows=({"title": "1"},),
        )
    )
    append(tmp_path, [decision])
    assert load(tmp_path) == (decision,)
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert "Иванова" in text  # for people who read it in git
    assert set(json.loads(text)) == {"kind", "who", "id", "at", "document", "plan", "row", "source", "rules", "rows"}


@pytest.mark.parametrize(
    ("tail", "kept"),
    [(b'{"kind": "edit", "wh', 1), (b'{"kind": "edit", "who": "b"}', 2), (b"\n\n", 1)],
    ids=["cut short by a failing disk", "an editor left out the last line break", "blank lines"],
)
def test_the_end_of_the_file_may_be_odd(tmp_path: Path, tail: bytes, kept: int) -> None:
    append(tmp_path, [Decision("edit", who="a")])
    with (tmp_path / FILE).open("ab") as file:
        file.write(tail)
    assert len(load(tmp_path)) == kept
    append(tmp_path, [Decision("edit", who="c")])
    assert [one.who for one in load(tmp_path)] == [*["a", "b"][:kept], "c"]


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"kind": "edit"}\n{"kind": "guess"}\n{"kind": "edit"}\n', encoding="utf-8")
    with pytest.raises(DecisionsBroken, match="строка 2"):
        load(tmp_path)


def test_a_dataset_without_decisions_has_none(tmp_path: Path) -> None:
    assert load(tmp_path) == ()
