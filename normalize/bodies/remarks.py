"""What stands in brackets: a remark (`qualifier`) or the definition of an abbreviation (`defines`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from normalize.bodies.items import Item
from normalize.bodies.tokens import Token
from normalize.definitions import short_form
from records.text import clean_line


class Remarks(NamedTuple):
    """The bracketed remark without its brackets, and the abbreviation defined here."""

    qualifier: str | None = None
    defines: str | None = None


def remarks(tokens: Sequence[Token], items: Sequence[Item]) -> Remarks:
    """The first remark and the first definition of a mention; stray brackets inside a remark are dropped."""
    qualifier = defines = None
    for item in [item for item in items if item.kind == "bracket"]:
        text = _text(tokens, item)
        short = short_form(f"({text})")
        if short is not None:
            defines = defines or short
        else:
            qualifier = f"{qualifier}; {text}" if qualifier else text
    return Remarks(qualifier or None, defines)


def _text(tokens: Sequence[Token], item: Item) -> str:
    parts: list[str] = []
    inner = tokens[item.first : item.last]
    depth = sum(token.text in "([" for token in inner) - sum(token.text in ")]" for token in inner)
    for place, token in enumerate(inner):
        edge = place == 0 or (place == len(inner) - 1 and token.text in ")]")
        if edge or (depth != 0 and token.text in "()[]"):
            continue
        parts.append((" " if token.spaced else "") + token.text)
    return clean_line("".join(parts))
