"""Cells written without sight of the rules (strangers.yaml): spans, roles, classes and remarks, each group by its issuer's kind."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from normalize.bodies import BodyContext, read_bodies
from records.meaning import Mention

ISSUERS = {
    "district": "municipal_authority",
    "school": "educational_organisation",
    "preschool": "preschool",
    "administration": "municipal_administration",
}
CELLS = [
    pytest.param(cell["text"], cell.get("in", "district"), cell["want"], id=f"{group}-{number}")
    for group, cells in yaml.safe_load((Path(__file__).parent / "strangers.yaml").read_text(encoding="utf-8")).items()
    for number, cell in enumerate(cells, start=1)
]


def written(mention: Mention, want: str) -> str:
    """A mention in the notation of the data; what `want` leaves open («?») is left open."""
    meaning = want.rpartition(" = ")[2].partition(" ~ ")[0].partition(" ! ")[0].split()
    body_class = "?" if meaning[-1] == "?" else mention.body_class or "-"
    role = "?" if meaning[0] == "?" and len(meaning) > 1 else mention.role
    remark = f" ~ {mention.qualifier}" if mention.qualifier else ""
    told = " ".join(part for part in (role, body_class) if part)
    return f"{mention.raw} = {told}{remark}" + (f" ! {mention.defines}" if mention.defines else "")


@pytest.mark.parametrize(("text", "issuer", "want"), CELLS)
def test_cell(text: str, issuer: str, want: list[str]) -> None:
    mentions = read_bodies(text, BodyContext(issuer_class=ISSUERS[issuer]))
    assert [mention.raw for mention in mentions] == [one.rpartition(" = ")[0] for one in want]
    assert [written(mention, one) for mention, one in zip(mentions, want, strict=True)] == want
