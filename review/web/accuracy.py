"""How often people had to correct which rule: the decisions themselves are the measurement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from corpus.decisions import Decision
from review.web.models import RuleOut

_Place = tuple[str, int | None, str | None]  # document (of a name: the name), plan, key of the row
_CORRECTING = frozenset({"edit", "split", "merge", "column", "plan"})


def accuracy(decisions: Iterable[Decision]) -> list[RuleOut]:
    """The rules that people met, the worst first. `decisions`: the standing ones.

    A rule was seen where a row that it read was accepted or corrected; it was corrected where the very column that it read was, once
    however often it was mended there. A decision about a name corrects the linking of names.
    """
    corrected: dict[str, set[_Place]] = defaultdict(set)
    seen: dict[str, set[_Place]] = defaultdict(set)
    for one in decisions:
        rules = one.rules if one.kind in _CORRECTING or one.kind == "accept_row" else ("body:name",) if one.source and one.scope else ()
        place = (one.document or one.source, one.plan, one.row)
        for rule in rules:
            seen[rule].add(place)
            if one.kind != "accept_row":
                corrected[rule].add(place)
    found = [_rule(rule, len(corrected[rule]), len(places)) for rule, places in seen.items()]
    return sorted(found, key=lambda one: (-one.corrected, -one.share, one.rule))


def _rule(rule: str, corrected: int, seen: int) -> RuleOut:
    return RuleOut(rule=rule, corrected=corrected, seen=seen, share=round(corrected / seen, 3))
