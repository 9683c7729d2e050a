"""The list of finding codes is closed and agrees with the specification and with what the program emits."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from review import page
from review.codes import UnknownCode, code_of, codes

ROOT = Path(__file__).resolve().parents[2]


def test_an_unknown_code_raises() -> None:
    with pytest.raises(UnknownCode, match="Z999"):
        code_of("Z999")


@pytest.mark.gold
def test_every_code_of_the_specification_is_declared(data: Path) -> None:
    specification = (data.parent / "spec" / "findings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\b[NDBRKTAO]\d{3}\b", specification)) <= set(codes())


def test_every_code_that_the_program_emits_is_declared() -> None:
    emitted = set()
    for package in ("extract", "normalize", "review"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch(r"[A-Z]\d{3}", node.value):
                    emitted.add(node.value)
    assert emitted, "the walk found no codes: it no longer sees how findings are made"
    assert emitted <= set(codes())


def test_the_page_of_codes_is_up_to_date() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), "run: python -m review.page"
