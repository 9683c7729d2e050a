"""A cell is read once for all documents: what comes out is what each document's own reading of it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import ontology
from normalize.bodies.anywhere import enough, own, placed
from normalize.bodies.context import BodyContext
from normalize.bodies.link import link
from normalize.bodies.reader import cut, linked
from ontology import Spelling
from ontology.decisions import settle

PLACE = "RU-NIZ/enskii_raion"
NAMES = (
    Spelling("УО", "municipal_authority", "document", f"{PLACE}:municipal_authority"),
    Spelling("Центр", "municipal_methodical_service", "document", "RU-NIZ:niro"),
    Spelling("школы", "preschool", "document"),
)
DECIDED = settle([{"alias": "Школы", "scope": PLACE, "body": f"{PLACE}:raduga", "class": "preschool"}], [], [], ontology.load())
CONTEXTS = {
    "of no place": BodyContext(),
    "of a region": BodyContext("RU-NIZ", issuer_class=None),
    "of a municipality": BodyContext("RU-NIZ", PLACE, issuer_id=f"{PLACE}:municipal_authority"),
    "with names of its own": BodyContext("RU-NIZ", PLACE, spellings=NAMES),
    "of an institution": BodyContext(None, PLACE, "Школа", "educational_organisation", f"{PLACE}:shkola_1", spellings=NAMES[:1]),
    "of a region with bodies of its own": BodyContext("RU-DA", "RU-DA/enskii_raion"),
    "with people's decisions": BodyContext("RU-NIZ", PLACE, decisions=DECIDED),
}
CELLS = [
    cell["text"] for cells in yaml.safe_load((Path(__file__).parent / "cells.yaml").read_text(encoding="utf-8")).values() for cell in cells
] + ["Энский ДК, Энская ЦРБ", "Центр, НИРО и школы", "Кстовский дворец спорта", "Министерство образования Нижегородской области"]


@pytest.mark.parametrize("context", CONTEXTS.values(), ids=CONTEXTS)
def test_a_cell_means_in_a_document_what_its_whole_context_says(context: BodyContext) -> None:
    known = own(context)
    shared = {text: tuple(placed(one, known.blanks) for one in linked(text, enough(text, known))) for text in CELLS}
    assert shared == {text: link(*cut(text, context), context) for text in CELLS}


def test_documents_of_two_places_share_the_reading_of_a_cell() -> None:
    contexts = [BodyContext("RU-NIZ", PLACE, spellings=NAMES), BodyContext("RU-TUL", "RU-TUL/drugoi_raion")]
    first, second = (enough("Методический кабинет; ДОО", own(context)) for context in contexts)
    assert first == second


def test_a_cell_with_a_name_of_the_document_is_read_with_this_name_only() -> None:
    context = enough("Методисты УО", own(BodyContext("RU-NIZ", PLACE, spellings=NAMES)))
    assert [(one.text, one.body_id) for one in context.spellings] == [("УО", "{place}:municipal_authority")]
