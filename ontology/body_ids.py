"""What the id of a body tells by itself (docs/bodies.md, «Ids»): the place that it belongs to, and the body that a unit is part of."""

from __future__ import annotations

from ontology.loader import COUNTRY


def place_of(body_id: str) -> tuple[str | None, str | None]:
    """(region id, municipality id) of a body: both null for the country's, the second for a region's.

    A municipality whose region is not known («RU/enskii_raion») has no region.
    """
    scope = body_id.partition(":")[0]
    region = scope.partition("/")[0]
    return (region if region != COUNTRY else None), (scope if "/" in scope else None)


def parent_of(body_id: str) -> str | None:
    """The id of the body that a unit is part of («…:municipal_authority/otdel_kadry» → «…:municipal_authority»), or None."""
    scope, _, own = body_id.partition(":")
    whole, slash, _ = own.partition("/")
    return f"{scope}:{whole}" if slash else None
