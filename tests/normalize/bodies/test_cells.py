"""Cells of many municipalities, read and compared mention by mention (cells.yaml says how an expectation is written)."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from normalize.bodies import BodyContext, read_bodies
from records.meaning import Mention

CONTEXTS = {
    "district": BodyContext(
        "RU-VLA", "RU-VLA/oblast_raion", "Управление образования", "municipal_authority", "RU-VLA/x:municipal_authority"
    ),
    "administration": BodyContext(
        "RU-VLA", "RU-VLA/oblast_raion", "Администрация района", "municipal_administration", "RU-VLA/x:administration"
    ),
    "school": BodyContext("RU-VLA", "RU-VLA/oblast_raion", "Школа № 1", "educational_organisation", "RU-VLA/x:shkola_1"),
}
CELLS = [
    pytest.param(cell["text"], cell.get("in", "district"), cell["want"], id=f"{group}-{number}")
    for group, cells in yaml.safe_load((Path(__file__).parent / "cells.yaml").read_text(encoding="utf-8")).items()
    for number, cell in enumerate(cells, start=1)
]


def written(mention: Mention) -> str:
    """A mention in the notation of cells.yaml."""
    meaning = " ".join(part for part in (mention.role, mention.body_class or "-") if part)
    remark = f" ~ {mention.qualifier}" if mention.qualifier else ""
    return f"{mention.raw} = {meaning}{remark}" + (f" ! {mention.defines}" if mention.defines else "")


@pytest.mark.parametrize(("text", "context", "want"), CELLS)
def test_cell(text: str, context: str, want: list[str]) -> None:
    assert [written(mention) for mention in read_bodies(text, CONTEXTS[context])] == want
