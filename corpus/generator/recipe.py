"""What an invented order is made of and how its tables look: two frozen sets of choices, and a random draw of both."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Literal

Span = Literal["one_year", "two_years", "five_years", "school_year"]
Sections = Literal["none", "numbered", "roman", "word", "plain", "month"]
Numbering = Literal["nested", "running", "automatic", "none"]
Extra = Literal["none", "finance", "mark", "note"]
FileKind = Literal["docx", "pdf"]
USUAL = ("number", "title", "deadline", "body", "result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The content of one order. `directions` gives one plan each; `separator` stands between bodies of a cell."""

    directions: tuple[str, ...]
    rows: int
    span: Span = "two_years"
    year: int = 2024
    place: int = 0
    authority: int = 0
    programme: bool = False
    sections: Sections = "numbered"
    numbering: Numbering = "nested"
    separator: str = ", "
    extra: Extra = "none"
    codes: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the tables of one order are printed. `columns` is the order of roles; `wording` picks among header synonyms.

    `split_after`: the table ends after so many rows and goes on in a second table without a header. `narrow`: columns so narrow that
    long words are cut (PDF). `quirks`: soft breaks, content controls and tracked changes (Word). `merged`: every other row shares the body
    of the row above it in one merged cell (Word).
    """

    columns: tuple[str, ...] = USUAL
    wording: int = 0
    landscape: bool = False
    repeat_header: bool = False
    column_numbers: bool = False
    split_after: int | None = None
    narrow: bool = False
    quirks: bool = False
    merged: bool = False
    two_deadlines: bool = False


def draw(random: Random, rows: int, kind: FileKind) -> tuple[Recipe, Look]:
    """A random order of about `rows` activities, with choices that fit each other and the kind of file."""
    sections: Sections = random.choice(("none", "numbered", "numbered", "roman", "word", "plain"))
    automatic = kind == "docx" and sections in ("none", "plain") and random.random() < 0.4
    plans = random.choice((1, 2, 4)) if rows >= 8 else 1
    recipe = Recipe(
        directions=tuple(sorted(random.sample(("1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4"), plans))),
        rows=rows // plans,
        span=random.choice(("one_year", "two_years", "two_years")),
        year=random.randint(2019, 2026),
        place=random.randrange(10),
        authority=random.randrange(4),
        sections=sections,
        numbering="automatic" if automatic else "nested" if sections == "numbered" else "running",
        separator=random.choice((", ", "; ", "\n") if kind == "docx" else (", ", "; ")),
        extra=random.choice(("none", "none", "none", "mark", "note")),
    )
    orders = (USUAL, ("number", "title", "body", "deadline", "result"), ("number", "deadline", "title", "result", "body"))
    look = Look(
        columns=random.choice(orders),
        wording=random.randrange(4),
        landscape=random.random() < 0.4,
        repeat_header=random.random() < 0.3,
        column_numbers=random.random() < 0.2,
        narrow=kind == "pdf" and random.random() < 0.3,
        quirks=kind == "docx" and random.random() < 0.2,
        merged=kind == "docx" and random.random() < 0.2,
    )
    return recipe, look
