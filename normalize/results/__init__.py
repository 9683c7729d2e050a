"""A result cell («Контрольный результат», «Ожидаемый результат») becomes items with a type, aligned with its deadlines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from normalize.results.kinds import result_type
from normalize.results.split import Piece, pieces
from records.meaning import DeadlineItem, ResultItem

__all__ = ["read_results"]
_Numbered = tuple[int, str | None]  # a deadline's number among the items of its cell, and its printed label


def read_results(text: str, deadlines: tuple[DeadlineItem, ...]) -> tuple[ResultItem, ...]:
    """The items of a result cell, in order; `raw` is as printed, without its enumerator and the separator behind it.

    `deadline_item` is the deadline item of the same number. A first item that the author left without a number before a
    «2.» is number 1. Where no item has a number and there are as many deadlines as results, they pair in order; a single
    deadline is the deadline of all. Everything else stays without a deadline. An empty cell, and one of dashes, has no items.
    """
    return _aligned(text, tuple([(deadline.item, deadline.label) for deadline in deadlines]))


@lru_cache(maxsize=5_000)  # the cells of some hundred documents; more would only fill the memory of a worker
def _aligned(text: str, deadlines: tuple[_Numbered, ...]) -> tuple[ResultItem, ...]:
    found = _typed(text)
    numbers = _numbers([piece for piece, _ in found])
    return tuple(
        ResultItem(item, piece.label, text[piece.start : piece.end], kind, _deadline(item, number, len(found), any(numbers), deadlines))
        for item, ((piece, kind), number) in enumerate(zip(found, numbers, strict=True), start=1)
    )


@lru_cache(maxsize=2_000)
def _typed(text: str) -> tuple[tuple[Piece, str], ...]:
    return tuple((piece, result_type(text[piece.start : piece.end])) for piece in pieces(text))


def _numbers(found: Sequence[Piece]) -> list[str | None]:
    """The number of each item; the first one's may be implied by the «2» that follows."""
    numbers = [piece.label for piece in found]
    printed = [number for number in numbers if number]
    if printed and printed[0] == "2" and numbers[0] is None:
        return ["1" if number is None and index < numbers.index("2") else number for index, number in enumerate(numbers)]
    return numbers


def _deadline(item: int, number: str | None, results: int, numbered: bool, deadlines: Sequence[_Numbered]) -> int | None:
    if len(deadlines) == 1:
        return deadlines[0][0]
    if number:
        labelled = next((deadline for deadline, label in deadlines if label == number), None)
        unlabelled = next((deadline for deadline, label in deadlines if label is None and str(deadline) == number), None)
        return labelled or unlabelled
    return deadlines[item - 1][0] if not numbered and results == len(deadlines) else None
