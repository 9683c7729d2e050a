"""Which row of one side is which row of the other: by number and text, then by likeness; rows that stand elsewhere are still found.

Texts are compared without their years, so that yearly plans align. Equal rows are paired by a dictionary; only what is left over is
compared each with each, in blocks, so that the work never grows with the square of a document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from output.diff.sides import SidePlan, SideRow
from output.diff.words import YEAR

T = TypeVar("T")
Pairs = list[tuple[int, int]]

_WORDS = re.compile(r"\w+")
_ALIKE = 62.0  # of 100, where nothing else speaks for a pair
_ALIKE_SAME_NUMBER = 45.0
_ALIKE_ELSEWHERE = 80.0  # in another plan
_SAME_CELLS = 12.0  # what equal deadline, body and result add
_PLANS_ALIKE = 0.45
_BLOCK = 2000  # leftover rows compared each with each at a time


def align_plans(old: Sequence[SidePlan], new: Sequence[SidePlan]) -> Pairs:
    """Pairs of plans, the likeliest first taken: shared rows, the code, the words of the title."""
    scores = [(_plans_alike(one, other), i, j) for i, one in enumerate(old) for j, other in enumerate(new)]
    return sorted(_greedy(((score, i, j) for score, i, j in scores if score >= _PLANS_ALIKE)))


def align_rows(old: Sequence[SideRow], new: Sequence[SideRow], *, elsewhere: bool = False) -> Pairs:
    """Pairs of rows of two plans; `elsewhere`: of rows whose plans are not the same, which need more likeness."""
    pairs: Pairs = []
    for key in (_number_and_text, _text_and_cells, _text):
        pairs += _equal(old, new, pairs, key)
    return sorted(pairs + _alike(old, new, pairs, elsewhere))


def moved(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """The pairs that stand in another order than the rest: all but a longest rising sequence of them."""
    ordered = sorted(pairs)
    return set(ordered) - {ordered[index] for index in _longest_rising([new for _, new in ordered])}


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """The words of a text in lower case, its years replaced by a sign."""
    return " ".join(_WORDS.findall(YEAR.sub("Ⓨ", text.lower().replace("ё", "е"))))


def _number_and_text(row: SideRow) -> tuple[str, ...]:
    return row.activity["number"].strip(" ."), plain(row.activity["title"]), plain(row.section)


def _text_and_cells(row: SideRow) -> tuple[str, ...]:
    return tuple(plain(row.activity[name]) for name in ("title", "deadline_raw", "body_raw", "result_raw"))


def _text(row: SideRow) -> tuple[str, ...]:
    return (plain(row.activity["title"]),)


def _equal(old: Sequence[SideRow], new: Sequence[SideRow], taken: Pairs, key: Callable[[SideRow], tuple[str, ...]]) -> Pairs:
    """Pairs of rows with equal keys; of several with one key the first goes to the first."""
    used_old, used_new = {i for i, _ in taken}, {j for _, j in taken}
    waiting: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for j in reversed(range(len(new))):
        if j not in used_new and (new[j].activity["title"].strip() or key is _number_and_text):
            waiting[key(new[j])].append(j)
    return [(i, waiting[found].pop()) for i, row in enumerate(old) if i not in used_old and waiting.get(found := key(row))]


def _alike(old: Sequence[SideRow], new: Sequence[SideRow], taken: Pairs, elsewhere: bool) -> Pairs:
    """Pairs of what is left, by likeness of titles; an equal number and equal cells speak for a pair."""
    used_old, used_new = {i for i, _ in taken}, {j for _, j in taken}
    left = [i for i, row in enumerate(old) if i not in used_old and row.activity["title"].strip()]
    right = [j for j, row in enumerate(new) if j not in used_new and row.activity["title"].strip()]
    candidates: list[tuple[float, int, int]] = []
    for part in range(0, max(len(left), len(right)), _BLOCK):  # beyond a block, rows are compared with those that stand about as far down
        lefts, rights = left[part : part + _BLOCK], right[part : part + _BLOCK]
        candidates += _scored(old, new, lefts, rights, elsewhere)
    return _greedy(candidates)


def _scored(
    old: Sequence[SideRow], new: Sequence[SideRow], left: Sequence[int], right: Sequence[int], elsewhere: bool
) -> Iterator[tuple[float, int, int]]:
    texts = [[plain(rows[index].activity["title"]) for index in indices] for rows, indices in ((old, left), (new, right))]
    if not left or not right:
        return
    scores = cdist(*texts, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE_SAME_NUMBER - _SAME_CELLS, dtype=np.float32)
    for row, column in zip(*np.nonzero(scores), strict=True):
        one, other = old[left[row]], new[right[column]]
        score = float(scores[row, column]) + (_SAME_CELLS if _text_and_cells(one)[1:] == _text_and_cells(other)[1:] else 0.0)
        same_number = bool(one.activity["number"]) and _number_and_text(one)[0] == _number_and_text(other)[0]
        if score >= (_ALIKE_ELSEWHERE if elsewhere else _ALIKE_SAME_NUMBER if same_number else _ALIKE):
            yield score + same_number, left[row], right[column]


def _greedy(scored: Iterable[tuple[float, int, int]]) -> Pairs:
    """The best pair, then the best of what is left, and so on; of equals the one that stands first."""
    used_old, used_new, pairs = set(), set(), []
    for _, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if i not in used_old and j not in used_new:
            used_old.add(i)
            used_new.add(j)
            pairs.append((i, j))
    return pairs


def _plans_alike(one: SidePlan, other: SidePlan) -> float:
    rows = [{plain(row.activity["title"]) for row in plan.rows} for plan in (one, other)]
    shared = len(rows[0] & rows[1]) / max(1, min(len(rows[0]), len(rows[1])))
    title = fuzz.token_sort_ratio(plain(one.plan["title"] or ""), plain(other.plan["title"] or "")) / 100
    codes = [(plan.plan["code"] or "").strip(" .") for plan in (one, other)]
    same_code = bool(codes[0]) and codes[0] == codes[1]
    same_direction = bool(one.plan["direction"]) and one.plan["direction"] == other.plan["direction"]
    return max(shared, 0.5 * title) + 0.4 * same_code + 0.2 * same_direction


def _longest_rising(values: Sequence[int]) -> list[int]:
    """Indices of a longest strictly rising subsequence (patience sorting, n log n)."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        pile = bisect_left(tails, value)
        before.append(ends[pile - 1] if pile else -1)
        if pile == len(tails):
            tails.append(value)
            ends.append(index)
        else:
            tails[pile], ends[pile] = value, index
    found, index = [], ends[-1] if ends else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]
