"""Each code of the checker carries its own tests: plans in which the rule finds something, and plans in which it must not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from review.codes import codes
from review.examples import subject_of
from review.rules import check


def _examples(kind: str) -> list[Any]:
    return [
        pytest.param(code.code, example, id=f"{code.code} {kind} {n}")
        for code in codes().values()
        for n, example in enumerate(getattr(code, kind), start=1)
    ]


@pytest.mark.parametrize(("code", "example"), _examples("bad"))
def test_a_rule_finds_what_it_is_for(code: str, example: Mapping[str, Any]) -> None:
    found = [finding for finding in check(subject_of(example)) if finding.code == code]
    assert found, "nothing was found"
    assert all(finding.message.endswith((".", "?")) for finding in found)


@pytest.mark.parametrize(("code", "example"), _examples("good"))
def test_a_rule_is_silent_where_all_is_well(code: str, example: Mapping[str, Any]) -> None:
    assert [finding for finding in check(subject_of(example)) if finding.code == code] == []
