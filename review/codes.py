"""The closed list of finding codes: what is not in it can't be reported.

Codes of the reading itself are in `codes.yaml`; those of the checker stand beside their rules, `rules/<family>.yaml`, with an
explanation, advice and examples. The examples are the rules' tests and go into `docs/findings.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from records.finding import Severity
from records.yaml_file import read_yaml

HERE = Path(__file__).parent


class UnknownCode(ValueError):
    """A finding has a code that is declared nowhere: a mistake of the program, not of a document."""


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    `severity` is the usual one (a rule may choose another for a case and says why). `partial` is the error code of a document
    that has the finding with severity E, if it is of that weight. `bad` and `good` are small plans (see `review.examples`): the
    rule finds something in each of the first and nothing in the second.
    """

    code: str
    title: str
    severity: Severity = "W"
    explanation: str = ""
    advice: str = ""
    partial: str | None = None
    bad: tuple[Mapping[str, Any], ...] = ()
    good: tuple[Mapping[str, Any], ...] = ()


@lru_cache(maxsize=1)
def codes() -> Mapping[str, Code]:
    """All codes by name: families in alphabetical order, codes in the order of their file."""
    files = (*sorted((HERE / "rules").glob("*.yaml")), HERE / "codes.yaml")
    found = [code for path in files for code in _declared(path)]
    return {code.code: code for code in sorted(found, key=lambda code: (code.code == "X", code.code[0]))}


def _declared(path: Path) -> list[Code]:
    declared: dict[str, dict[str, Any]] = read_yaml(path)
    return [_code(name, entry) for name, entry in declared.items()]


def _code(name: str, entry: dict[str, Any]) -> Code:
    lists: dict[str, Any] = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    return Code(name, **{**entry, **lists})


def code_of(code: str) -> Code:
    """The declared code; raises UnknownCode."""
    try:
        return codes()[code]
    except KeyError:
        raise UnknownCode(f"{code} is not declared in review/codes.yaml or review/rules/*.yaml") from None
