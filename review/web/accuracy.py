"""How often people had to correct which rule: the decisions themselves are the measurement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from corpus.decisions import Decision
from review.web.models import RuleOut

_CORRECTING = frozenset({"edit", "split", "merge", "column", "plan"})


def accuracy(decisions: Iterable[Decision]) -> list[RuleOut]:
    """The rules that people met, the worst first. `decisions`: the standing ones.

    A rule was seen where a row that it read was accepted or corrected; it was corrected where the very column that it read was.
    A decision about a name corrects the linking of names.
    """
    corrected: Counter[str] = Counter()
    seen: dict[str, set[tuple[str, int | None, str | None]]] = {}
    for one in decisions:
        rules = one.rules if one.kind in _CORRECTING or one.kind == "accept_row" else ("body:name",) if one.source and one.scope else ()
        for rule in rules:
            seen.setdefault(rule, set()).add((one.document or one.source, one.plan, one.row))
            corrected[rule] += one.kind != "accept_row"
    found = [_rule(rule, corrected[rule], len(places)) for rule, places in seen.items()]
    return sorted(found, key=lambda one: (-one.corrected, -one.share, one.rule))


def _rule(rule: str, corrected: int, seen: int) -> RuleOut:
    most = max(seen, corrected)
    return RuleOut(rule=rule, corrected=corrected, seen=most, share=round(corrected / most, 3) if most else 0.0)
