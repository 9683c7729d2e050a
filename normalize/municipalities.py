"""The imported OKTMO table as a gazetteer: which official municipality a name means."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.municipality_names import find_municipalities
from ontology.oktmo import Municipality, municipalities

# Words of a name that tell its kind, not its own part: «Кстовский» and «Бор» are left.
_KIND = re.compile(
    r"\b(?:муниципальн|городск|сельск|внутригородск|район|округ|улус|кожуун|аймак|поселени|город|образовани)\w*", re.IGNORECASE
)  # fmt: skip


def official(name: str, region_id: str | None) -> Municipality | None:
    """The one official municipality of that name, in that region or, without it, in the whole country; else None."""
    entries = municipalities()
    if not entries:
        return None
    found = [entry for entry in _index(entries).get(own_part(name), ()) if region_id in (None, entry.region_id)]
    if len(found) > 1:
        found = [entry for entry in found if _kind(entry.name) == _kind(name)]
    return found[0] if len(found) == 1 else None


def find_municipalities_named(name: str) -> tuple[Municipality, ...]:
    """All official municipalities whose own name this is («Кировский» is a district in many regions)."""
    entries = municipalities()
    return _index(entries).get(own_part(_nominative(name)), ()) if entries else ()


def own_part(name: str) -> str:
    """The part of a name that is its own, for comparison: without its kind, case, «ё» and quotes."""
    return " ".join(_KIND.sub(" ", re.sub(r"[«»\"()–—]", " ", name)).lower().replace("ё", "е").split())


def _kind(name: str) -> str:
    kinds = [match.group().lower() for match in _KIND.finditer(name)]
    return next((kind[:4] for kind in reversed(kinds) if not kind.startswith(("муниц", "образ"))), "")


@lru_cache(maxsize=2)
def _index(entries: tuple[Municipality, ...]) -> dict[str, tuple[Municipality, ...]]:
    found: dict[str, tuple[Municipality, ...]] = {}
    for entry in entries:
        key = own_part(_nominative(entry.name))
        found[key] = (*found.get(key, ()), entry)
    return found


def _nominative(name: str) -> str:
    read = find_municipalities(name)
    return read[0].name if read else name
