"""Word lists and patterns of the rules: what a letter calls a slip, a template's remains, an empty result.

`wording.yaml` is about spelling, templates and numbers, `wording_rows.yaml` about bodies, results and activities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from records.yaml_file import read_yaml


@dataclass(frozen=True, slots=True)
class Pattern:
    """What to look for, without regard to case. Where the pattern names no capital it is sought in the text in lower case: eight
    times faster than a comparison without case, since Cyrillic has no fast path in the engine."""

    regex: re.Pattern[str]
    lowered: bool

    def search(self, text: str) -> re.Match[str] | None:
        """The first place; its words may be in lower case."""
        return self.regex.search(_lower(text) if self.lowered else text)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Beginning and end of every place."""
        return (found.span() for found in self.regex.finditer(_lower(text) if self.lowered else text))


@dataclass(frozen=True, slots=True)
class Slip:
    """A way to misspell: its Russian name and what it looks like."""

    name: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Wording:
    """Patterns by name, slips by the kind of text that they are looked for in, and plain lists of words."""

    patterns: Mapping[str, Pattern]
    by_field: Mapping[str, tuple[Slip, ...]]
    words: Mapping[str, frozenset[str]]

    def matches(self, name: str, text: str) -> bool:
        """Whether the pattern `name` occurs in the text. Raises KeyError for a name that the file does not have."""
        return _place(name, text) is not None

    def place(self, name: str, text: str) -> tuple[int, int] | None:
        """Beginning and end of the first place of the pattern `name`. Raises KeyError for a name that the file does not have."""
        return _place(name, text)

    def find(self, name: str, text: str) -> str | None:
        """The printed words that the pattern `name` finds, or None, without the spaces around them. Raises KeyError as `place`."""
        found = _place(name, text)
        return text[slice(*found)].strip() if found else None

    def around(self, name: str, text: str) -> str | None:
        """Like `find`, with the whole of the words that the place touches."""
        found = _place(name, text)
        return _around(text, *found) if found else None

    def slips(self, field: str, text: str) -> tuple[tuple[str, str], ...]:
        """Name and words around each slip in a text of that kind, the first of each name."""
        return _slips(field, text)


@lru_cache(maxsize=10_000)
def _lower(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else text  # a letter that grows would shift every place after it


@lru_cache(maxsize=20_000)  # rules ask a cell for some dozen patterns, and the same cells come again in other rows and documents
def _place(name: str, text: str) -> tuple[int, int] | None:
    found = wording().patterns[name].search(text)
    return found.span() if found else None


@lru_cache(maxsize=5_000)  # by the name of the field: a tuple of patterns would be hashed at every call
def _slips(field: str, text: str) -> tuple[tuple[str, str], ...]:
    found = ((slip.name, slip.pattern.search(text)) for slip in wording().by_field[field])
    return tuple((name, _around(text, *match.span())) for name, match in found if match)


def _around(text: str, start: int, end: int) -> str:
    """The words that a place touches."""
    left = max(text.rfind(sign, 0, start) for sign in " \n") + 1
    rights = [place for sign in " \n" if (place := text.find(sign, end)) >= 0]
    return text[left : min(rights, default=len(text))].strip()


@lru_cache(maxsize=1)
def wording() -> Wording:
    """Both files, read once a process. Raises re.error for a pattern that is none."""
    files = [read_yaml(Path(__file__).with_name(name)) for name in ("wording.yaml", "wording_rows.yaml")]
    declared = {
        kind: {name: entry for file in files for name, entry in file.get(kind, {}).items()} for kind in ("patterns", "slips", "words")
    }
    return Wording(
        {name: _compiled(pattern) for name, pattern in declared["patterns"].items()},
        {field: tuple(Slip(name, _compiled(pattern)) for name, pattern in slips.items()) for field, slips in declared["slips"].items()},
        {name: frozenset(words) for name, words in declared["words"].items()},
    )


def _compiled(pattern: str) -> Pattern:
    named = re.sub(r"\\.", "", pattern)
    lowered = named == named.lower() and "(?-i:" not in named
    return Pattern(re.compile(pattern, re.NOFLAG if lowered else re.IGNORECASE), lowered)
