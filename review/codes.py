"""The closed list of finding codes (`codes.yaml`): what is not in it can't be reported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml


class UnknownCode(ValueError):
    """A finding has a code that `codes.yaml` does not declare: a mistake of the program, not of a document."""


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding; `partial` is the error code of a document that has it with severity E, if it is of that weight."""

    code: str
    title: str
    partial: str | None = None


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Code]:
    """All codes by name, in the order of the file."""
    declared = yaml.safe_load(Path(__file__).with_name("codes.yaml").read_text(encoding="utf-8"))
    return {code: Code(code, **entry) for code, entry in declared.items()}


def code_of(code: str) -> Code:
    """The declared code; raises UnknownCode."""
    try:
        return codes()[code]
    except KeyError:
        raise UnknownCode(f"{code} is not declared in review/codes.yaml") from None
