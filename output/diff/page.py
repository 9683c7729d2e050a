"""A comparison as one HTML page: nothing is loaded from anywhere, it prints well, and it reads in grey."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from output.diff.model import Difference, FieldChange, RowChange, RowPlace
from output.diff.phrases import labels, summary_phrases
from output.diff.words import Piece

_FOLDER = Path(__file__).with_name("templates")
_COLUMNS = (("title", "title"), ("deadline_raw", "deadline"), ("body_raw", "body"), ("result_raw", "result"))  # column → field of RowPlace


def page(difference: Difference) -> str:
    """The whole page."""
    return (
        _environment()
        .get_template("diff.html.j2")
        .render(
            difference=difference,
            phrases=summary_phrases(difference),
            labels=labels(),
            kinds=labels()["between" if difference.between else "kinds"],
            style=(_FOLDER / "diff.css").read_text(encoding="utf-8"),
            cells=cells,
        )
    )


def cells(row: RowChange) -> list[tuple[Piece, ...]]:
    """The pieces of number, title, deadline, body and result of a row that is shown as one; what did not change is one piece."""
    changed = {change.field: change for change in row.fields}
    place = row.new or row.old
    return [_pieces("number", "number", place, changed), *(_pieces(column, name, place, changed) for column, name in _COLUMNS)]


def _pieces(column: str, name: str, place: RowPlace | None, changed: Mapping[str, FieldChange]) -> tuple[Piece, ...]:
    if column in changed:
        return changed[column].words
    text = str(getattr(place, name)) if place else ""
    return (Piece("kept", text),) if text else ()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER, encoding="utf-8"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
