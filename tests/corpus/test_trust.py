"""Assertions over a whole run: what differs from the archive's history by more than its margin is said."""

from __future__ import annotations

import pytest

from corpus.trust import ENOUGH, Reading, doubts

USUAL = Reading({"activities": 40, "deadline_items": 100, "deadlines_understood": 95, "mentions": 50, "mentions_understood": 45})


@pytest.mark.parametrize(
    ("now", "said"),
    [
        pytest.param(USUAL, "", id="as ever"),
        pytest.param(Reading({**USUAL.counts, "deadlines_understood": 91}), "", id="within the margin"),
        pytest.param(
            Reading({**USUAL.counts, "deadlines_understood": 80}), "сроков упала: было 95,0 %, в этом запуске 80,0 %", id="deadlines"
        ),
        pytest.param(Reading({**USUAL.counts, "mentions_understood": 20}), "ответственных упала", id="bodies"),
        pytest.param(Reading({**USUAL.counts, "activities": 10}), "на документ стало меньше: было 40,0", id="rows"),
        pytest.param(Reading({}, failed=True), "непрочитанных документов стало больше", id="failures"),
    ],
)
def test_doubts(now: Reading, said: str) -> None:
    found = " ".join(doubts([USUAL] * ENOUGH, [now] * ENOUGH))
    assert said in found
    assert bool(said) == bool(found)


def test_few_documents_say_nothing() -> None:
    assert doubts([USUAL] * ENOUGH, [Reading({}, failed=True)] * (ENOUGH - 1)) == []
