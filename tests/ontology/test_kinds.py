"""Which spellings of generic.yaml name one body."""

from __future__ import annotations

import pytest

from ontology.kinds import kinds_of

_OWN = [
    "ДДТ",
    "дом детского творчества",
    "ДДЮТ",
    "ДДиЮТ",
    "дворец детского и юношеского творчества",
    "ЦТ",
    "центр творчества",
    "центр туризма",
]


@pytest.mark.parametrize(
    ("spelling", "kind"),
    [
        pytest.param("дом детского творчества", "ДДТ", id="initials"),
        pytest.param("ддют", "ДДЮТ", id="initials of two kinds: without small words"),
        pytest.param(
            "дворец детского и юношеского творчества", "ДДЮТ", id="the name of two initials, whatever order sets have in this process"
        ),
        pytest.param("центр творчества", None, id="initials that two names have are nobody's"),
    ],
)
def test_kind(spelling: str, kind: str | None) -> None:
    assert kinds_of({"supplementary_education": {"own": _OWN}}).get(spelling) == kind
