"""From elements to the columns of one item: what is dated, what repeats, what it runs through, what it depends on."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.deadlines import repeats
from normalize.deadlines.dates import members
from normalize.deadlines.edtf import write_edtf
from normalize.deadlines.elements import Element, Frequency, Impossible, Meaning
from normalize.deadlines.found import DATED, Found, calendar_elements, sort_out
from normalize.deadlines.recurring import recurring, repeats_on_weekdays
from normalize.deadlines.scanner import scan
from normalize.deadlines.tokens import Tokens
from records.meaning import Bound, DeadlineContext, Extent

# What a due day «…, следующего за отчетным …» without a frequency word repeats with: FREQ and INTERVAL by the unit reported on.
_IMPLIED = {"month": ("MONTHLY", 1), "quarter": ("MONTHLY", 3), "half": ("MONTHLY", 6), "year": ("YEARLY", 1)}
_NOTHING = frozenset({"dash", "line", "dot", "comma", "open", "close"})  # «—», «(-)», «- .»: a lone dash however it is dressed
_UNNAMED = frozenset({"join", "skip", "left", "open", "close"})


def compose(tokens: Tokens, context: DeadlineContext) -> tuple[Meaning, list[Element]]:
    """The meaning of one item and the elements it was made of (empty where a date is impossible)."""
    kinds = {word.kind for word in tokens.words[: len(tokens)]}
    if not kinds or ("dash" in kinds and kinds <= _NOTHING):
        return Meaning("missing", rules=("empty cell" if not len(tokens) else "lone dash",)), []
    elements: list[Element] = []
    try:
        elements = scan(tokens)
        meaning = _meaning(tokens, sort_out(tokens, elements), context)
    except Impossible as reason:
        meaning = Meaning("unparsed", rules=(f"impossible: {reason}",), leftover=tokens.printed(0, len(tokens)))
    return meaning, elements


def _meaning(tokens: Tokens, found: Found, context: DeadlineContext) -> Meaning:
    if "blank" in found.of_kind:
        raise Impossible("a blank that was not filled in")
    condition = next((c for c in found.conditions if c[0].kind == "need"), found.conditions[0] if found.conditions else None)
    frequency = repeats.finest(found.frequencies)
    implied = frequency is None and bool(found.reports) and found.dated
    if implied:
        frequency = Frequency(*_IMPLIED.get(found.reports[0][1], ("MONTHLY", 1)))
    if condition and condition[0].kind == "need":
        meaning = _conditional(found, context)
    elif frequency or repeats_on_weekdays(found):
        meaning = recurring(found, frequency, context)
    elif found.dated:
        meaning = _date(found, context)
    elif found.extents:
        meaning = Meaning("continuous")
    elif condition:
        meaning = Meaning("conditional")
    else:
        raise Impossible("nothing that is understood")
    leftover = _leftover(tokens, found.elements, counts=meaning.kind != "recurring")
    return Meaning(
        meaning.kind,
        meaning.edtf,
        meaning.rrule,
        meaning.duration,
        _extent(found, frequency),
        meaning.bound or _bound_of_condition(found, meaning),
        meaning.times,
        meaning.at_least,
        condition[0].kind if condition else None,
        condition[1] if condition else None,
        meaning.members,
        meaning.window,
        rules=tuple(dict.fromkeys([e.rule for e in found.elements if e.kind not in _UNNAMED])),
        leftover=meaning.leftover or leftover,
        partial=implied or bool(leftover),
    )


def _bound_of_condition(found: Found, meaning: Meaning) -> Bound | None:
    """«до начала учебного года»: the condition's own bound, where no date has one to give."""
    if not found.conditions or meaning.members or meaning.kind not in ("conditional", "recurring"):
        return None
    need = (c for c, _ in found.conditions if c.kind == "need")
    return next(need, found.conditions[0][0]).bound


def _extent(found: Found, frequency: Frequency | None) -> Extent | None:
    if not found.extents:
        return frequency.extent if frequency else None
    explicit = [extent for extent, said in found.extents if said]
    return next(iter(explicit or [extent for extent, _ in found.extents]), frequency.extent if frequency else None)


def _leftover(tokens: Tokens, elements: Sequence[Element], *, counts: bool) -> str:
    """The words that nothing took, as printed, neighbours together; with `counts` also «2 раза» that no period belongs to."""
    spans: list[tuple[int, int]] = []
    for number, element in enumerate(elements, start=1):
        dangling = element.kind == "join" and element.value == "dash" and number == len(elements)  # a range without its end
        if dangling or element.kind == "left" or (counts and element.kind == "frequency" and not element.value.fixed):
            if spans and spans[-1][1] == element.first:
                spans[-1] = (spans[-1][0], element.last)
            else:
                spans.append((element.first, element.last))
    return " … ".join(tokens.printed(a, b) for a, b in spans)


def _conditional(found: Found, context: DeadlineContext) -> Meaning:
    dated = members(calendar_elements(found.elements), context)
    edtf, bound = write_edtf(dated)
    return Meaning("conditional", edtf=edtf, bound=bound, members=tuple(dated))


def _date(found: Found, context: DeadlineContext) -> Meaning:
    if not found.conditions and _bare_within_month(found, context):
        return Meaning("continuous")
    dated = members(calendar_elements(found.elements), context)
    edtf, bound = write_edtf(dated)
    kind = "date"
    if "within" in found.of_kind and all(m.unit in ("year", "school") and not m.bound for m in dated):
        kind = "continuous"
    if "term" in found.of_kind and all(m.unit in ("year", "school") for m in dated):
        kind = "conditional"
    return Meaning(kind, edtf=edtf, bound=bound, members=tuple(dated))


def _bare_within_month(found: Found, context: DeadlineContext) -> bool:
    """«в течение месяца» where no section says which month."""
    dated = [e for e in found.elements if e.kind in DATED]
    return context.month is None and len(dated) == 1 and dated[0].rule == "within the month"
