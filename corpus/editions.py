"""Editions: contents that are one order (same issuer and number), and orders that change others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Act = tuple[str | None, str | None, str | None, str | None]

_CHANGES = re.compile(r"(?:внес[её]\w*|внести)\s+(?:изменени\w+|дополнени\w+)|о\s+внесении\s+изменений|в\s+редакции", re.IGNORECASE)
_NUMBER = re.compile(r"№\s*([\w./-]*\w)")
_NOISE = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Edition:
    """`document_id` is a further edition of `of` (`relation`: same, or amends)."""

    document_id: str
    of: str
    relation: str


def act_of(row: Mapping[str, Any]) -> Act:
    """Issuer, number, date (ISO) of a row of `documents`, and the number of the act that its title says it changes."""
    title = row["title"] or ""
    changed = _NUMBER.search(title) if _CHANGES.search(title) else None
    return row["issuer"], row["number"], row["date"].isoformat() if row["date"] else None, changed[1] if changed else None


def editions(acts: Iterable[tuple[str, str | None, str | None, str | None, str | None]]) -> list[Edition]:
    """Links of (document_id, issuer, number, date, amends): the earliest content of an issuer's number is what the others belong to."""
    ordered = sorted(acts, key=lambda act: (act[3] or "", act[0]))
    first: dict[tuple[str, str], str] = {}
    found: list[Edition] = []
    for document, issuer, number, _, amends in ordered:
        if not issuer:
            continue
        if number:
            origin = first.setdefault((_key(issuer), _key(number)), document)
            if origin != document:
                found.append(Edition(document, origin, "same"))
        changed = first.get((_key(issuer), _key(amends))) if amends else None
        if changed and changed != document:
            found.append(Edition(document, changed, "amends"))
    return found


def _key(text: str) -> str:
    return _NOISE.sub("", text).casefold().replace("ё", "е")
