"""A printed line outside the tables of content."""

from __future__ import annotations

from dataclasses import dataclass

from records.document import Align


@dataclass(slots=True)  # not frozen: one is made for each line, and nobody changes it
class Line:
    """A printed line outside the tables of content. `paragraph` numbers the paragraph or layout row that it belongs to."""

    text: str
    paragraph: int
    first: bool = True
    bold: bool = False
    align: Align | None = None
    page: int | None = None
    new_page: bool = False
    boxed: bool = False
