"""A comparison in the terminal; words that went stand in [-…-], words that came in {+…+}, so that it reads without colours too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from output.diff.model import Difference, FieldChange, IndicatorChange, PlanChange, RowChange
from output.diff.phrases import labels, row_name, summary_phrases
from output.diff.words import Piece

_CONTEXT = 60  # letters of unchanged text before and after a change
_MARKS = {"added": ("+", "green"), "removed": ("−", "red"), "changed": ("~", "yellow"), "same": ("=", "cyan")}


def print_difference(console: Console, difference: Difference) -> None:
    """The counts, then plan by plan what changed."""
    names = (labels()["first"], labels()["second"]) if difference.between else (labels()["old"], labels()["new"])
    for name, side in zip(names, (difference.old, difference.new), strict=True):
        console.print(Text.assemble((f"{name}: ".ljust(8), "dim"), side))
    phrases = summary_phrases(difference)
    console.print(Text("\n" + "; ".join(phrases) if phrases else "\nРазличий нет.", style="bold"))
    if phrases:
        console.print(Text(labels()["legend_between" if difference.between else "legend"], style="dim"))
    for plan in difference.plans:
        if plan.kind != "same":
            _plan(console, plan, between=difference.between)


def _plan(console: Console, plan: PlanChange, *, between: bool) -> None:
    mark, colour = _MARKS[plan.kind]
    console.print()
    console.print(Text(f"{mark} {plan.new or plan.old}", style=f"bold {colour}"))
    if plan.same_rows:
        console.print(Text(f"  строк без изменений: {plan.same_rows}", style="dim"))
    for change in plan.fields:
        console.print(Padding(_field(change), (0, 0, 0, 2)))
    if years := [row for row in plan.rows if row.only_years]:
        numbers = ", ".join(row.new.number.rstrip(".") or f"({row.new.position}-я)" for row in years if row.new)
        console.print(Padding(Text(f"{labels()['years_moved']}: {numbers}", style="dim"), (0, 0, 0, 2)))
    for row in plan.rows:
        if not row.only_years:
            _row(console, row, between=between)
    if plan.indicators:
        console.print(Text("\n  Показатели", style="bold"))
        for indicator in plan.indicators:
            _indicator(console, indicator)


def _row(console: Console, row: RowChange, *, between: bool) -> None:
    mark, colour = _MARKS[row.kind]
    heading = Text(f"\n  {mark} ", style=colour) + Text(row_name(row), style="bold" if row.kind == "changed" else colour)
    if row.moved:
        heading.append(f"  [{labels()['moved'][row.moved]}]", style="magenta")
    console.print(heading)
    if row.moved == "plan" and row.old:
        console.print(Text(f"      из плана: {row.old.plan}", style="dim"))
    if between and row.old and row.new:
        for name, place in ((labels()["first"], row.old), (labels()["second"], row.new)):
            console.print(
                Padding(Text(f"{name}: {place.number} {_line(place.title)} — {_line(place.deadline) or 'без срока'}"), (0, 0, 0, 6))
            )
        if row.reason:
            console.print(Padding(Text(row.reason, style="dim"), (0, 0, 0, 6)))
        return
    for change in row.fields:
        console.print(Padding(_field(change), (0, 0, 0, 6)))


def _indicator(console: Console, indicator: IndicatorChange) -> None:
    mark, colour = _MARKS[indicator.kind]
    console.print(Text(f"  {mark} {indicator.number} {_line(indicator.name)}", style=colour))
    for change in indicator.fields:
        console.print(Padding(_field(change), (0, 0, 0, 6)))
    for value in indicator.values:
        kind = labels()["values"][value.value_kind]
        name = " ".join(str(part) for part in (kind, value.year or "", value.qualifier or "") if part)
        console.print(Padding(Text(f"{name}: {value.old or '—'} → {value.new or '—'}"), (0, 0, 0, 6)))


def _field(change: FieldChange) -> Text:
    text = Text.assemble((f"{change.heading}: ", "dim"))
    for piece in _shortened(change.words):
        text.append(*_printed(piece))
    return text


def _printed(piece: Piece) -> tuple[str, str]:
    """(text, style) of a piece; the spaces around a changed one stay outside its marks, so that words do not run together."""
    if piece.fate == "kept":
        return piece.text.replace("\n", " / "), "default"
    style, pattern = ("red", "[-{}-]") if piece.fate == "removed" else ("green", "{{+{}+}}")
    before, after = (" " if edge.isspace() else "" for edge in (piece.text[:1], piece.text[-1:]))
    return f"{before}{pattern.format(_line(piece.text))}{after}", style


def _shortened(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Long unchanged stretches with their middle left out."""
    for index, (fate, text) in enumerate(pieces):
        if fate != "kept" or len(text) <= 2 * _CONTEXT:
            yield Piece(fate, text)
        else:
            head = text[:_CONTEXT].rsplit(" ", 1)[0] + " " if index else ""
            tail = " " + text[-_CONTEXT:].split(" ", 1)[-1] if index + 1 < len(pieces) else ""
            yield Piece(fate, f"{head}…{tail}")


def _line(text: str) -> str:
    return " ".join(text.split())
