"""Which spellings of generic.yaml name one and the same body of a municipality: groups under one id, and a name with its initials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any


def kinds_of(groups: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Spelling in lower case → the kind that its body's id is made of; `groups` are the classes of generic.yaml."""
    found: dict[str, str] = {}
    for lists in groups.values():
        found |= _by_initials(lists.get("own", ()))
        for kind, names in lists.get("bodies", {}).items():
            found |= {name.lower(): kind for name in names}
    return found


def _by_initials(names: Iterable[str]) -> dict[str, str]:
    """«дом детского творчества» → «ДДТ», where only one name of the class has these initials; of two, those without small words
    («ДДЮТ», not «ДДиЮТ») are the kind."""
    full = [name for name in names if " " in name or "-" in name]
    short = {name.upper(): name for name in names if name not in full}
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for name in full:
        for letters in dict.fromkeys((_initials(name, small=False), _initials(name, small=True))):  # a set has another order each time
            if letters in short:
                owners[letters].append(name)
    kinds: dict[str, str] = {}
    for letters, same in owners.items():
        if len(same) == 1:
            kind = kinds.setdefault(same[0].lower(), short[letters])
            kinds[short[letters].lower()] = kind
    return kinds


def _initials(name: str, *, small: bool) -> str:
    words = name.replace("-", " ").split()
    return "".join(word[0] for word in words if small or len(word) > 1).upper()
