"""Indicators of two plans compared: which came and went, whose words and whose values changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from output.diff.align import plain
from output.diff.model import FieldChange, IndicatorChange, ValueChange
from output.diff.words import word_diff, year_shift
from output.rows import Row
from output.schema import tables

_Measured = tuple[Row, tuple[Row, ...]]  # an indicator and its values
_FIELDS = ("name", "definition", "unit")
_ALIKE = 75.0  # of 100, by the words of the names
_KINDS = {"target": 0, "current": 1}


def indicator_changes(old: Sequence[_Measured], new: Sequence[_Measured]) -> tuple[IndicatorChange, ...]:
    """All indicators that are not the same, those of the new plan first and in its order."""
    pairs = _align(old, new)
    partners = {j: i for i, j in pairs}
    found = []
    for j, (indicator, values) in enumerate(new):
        if j not in partners:
            found.append(IndicatorChange("added", indicator["number"], indicator["name"], (), tuple(_values((), values))))
            continue
        before, old_values = old[partners[j]]
        fields, differing = tuple(_fields(before, indicator)), tuple(_values(old_values, values))
        if fields or differing:
            found.append(IndicatorChange("changed", indicator["number"], indicator["name"], fields, differing))
    gone = [one for i, one in enumerate(old) if i not in {i for i, _ in pairs}]
    return (*found, *(IndicatorChange("removed", one["number"], one["name"], (), tuple(_values(values, ()))) for one, values in gone))


def _align(old: Sequence[_Measured], new: Sequence[_Measured]) -> list[tuple[int, int]]:
    """Pairs by the words of their names, the most alike first; an equal number decides between equals. A plan has dozens at most."""
    scored = []
    for i, (one, _) in enumerate(old):
        for j, (other, _) in enumerate(new):
            score = fuzz.token_sort_ratio(plain(one["name"]), plain(other["name"]))
            if score >= _ALIKE:
                scored.append((-score, one["number"] != other["number"], i, j))
    pairs: list[tuple[int, int]] = []
    for *_, i, j in sorted(scored):
        if all(i != one and j != other for one, other in pairs):
            pairs.append((i, j))
    return pairs


def _fields(old: Row, new: Row) -> Iterator[FieldChange]:
    headings = {column.name: column.heading for column in tables()["indicators"].columns}
    for name in _FIELDS:
        before, after = (" ".join((row[name] or "").split()) for row in (old, new))
        if before != after:
            yield FieldChange(name, headings[name], before, after, year_shift(before, after), word_diff(before, after))


def _values(old: Sequence[Row], new: Sequence[Row]) -> Iterator[ValueChange]:
    """The values that differ, by year, targets before the current ones; a number printed in another way is the same value."""
    before, after = ({(row["year"], row["kind"], row["qualifier"]): row for row in rows} for rows in (old, new))
    for key in sorted(before.keys() | after.keys(), key=lambda key: (key[0] or 0, _KINDS.get(key[1], 2), key[2] or "")):
        one, other = before.get(key), after.get(key)
        if one and other and (one["raw"] == other["raw"] or (one["value"] is not None and one["value"] == other["value"])):
            continue
        yield ValueChange(*key, one["raw"] if one else None, other["raw"] if other else None)
