"""What an id tells."""

from __future__ import annotations

import pytest

from ontology.body_ids import parent_of, place_of

IDS = [
    ("RU:sirius", (None, None), None),
    ("RU-NIZ:niro", ("RU-NIZ", None), None),
    ("RU-NIZ/kstovskii_raion:preschool", ("RU-NIZ", "RU-NIZ/kstovskii_raion"), None),
    ("RU/enskii_raion:preschool", (None, "RU/enskii_raion"), None),
    ("RU-NIZ/x:municipal_authority/otdel_obshchii", ("RU-NIZ", "RU-NIZ/x"), "RU-NIZ/x:municipal_authority"),
]


@pytest.mark.parametrize(("body_id", "place", "parent"), [pytest.param(*row, id=row[0]) for row in IDS])
def test_an_id_tells_its_place_and_parent(body_id: str, place: tuple[str | None, str | None], parent: str | None) -> None:
    assert (place_of(body_id), parent_of(body_id)) == (place, parent)
