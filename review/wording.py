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
class Slip:
    """A way to misspell: its Russian name and what it looks like."""

    name: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """Patterns by name, slips by the kind of text that they are looked for in, and plain lists of words."""

    patterns: Mapping[str, re.Pattern[str]]
    by_field: Mapping[str, tuple[Slip, ...]]
    words: Mapping[str, frozenset[str]]

    def matches(self, name: str, text: str) -> bool:
        """Whether the pattern `name` occurs in the text. Raises KeyError for a name that the file does not have."""
        return self.patterns[name].search(text) is not None

    def slips(self, field: str, text: str) -> Iterator[tuple[str, str]]:
        """Name and place of each slip in a text of that kind, the first of each name."""
        for slip in self.by_field[field]:
            if found := slip.pattern.search(text):
                yield slip.name, found[0].strip()


@lru_cache(maxsize=1)
def wording() -> Wording:
    """Both files, read once a process. Raises re.error for a pattern that is none."""
    files = [read_yaml(Path(__file__).with_name(name)) for name in ("wording.yaml", "wording_rows.yaml")]
    declared = {kind: {name: entry for file in files for name, entry in file.get(kind, {}).items()} for kind in ("patterns", "slips", "words")}
    return Wording(
        {name: _compiled(pattern) for name, pattern in declared["patterns"].items()},
        {field: tuple(Slip(name, _compiled(pattern)) for name, pattern in slips.items()) for field, slips in declared["slips"].items()},
        {name: frozenset(words) for name, words in declared["words"].items()},
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)
