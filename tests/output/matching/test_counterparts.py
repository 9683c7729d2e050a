"""Which counterparts are written: within bounds, never in one's own municipality, in whatever order the activities come."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from output.matching.candidates import candidate_pairs
from output.matching.counterparts import counterparts
from output.matching.facets import Profile
from output.matching.measure import measure_of
from output.matching.rules import rules


def profile(title: str) -> Profile:
    return Profile(measure_of(title), "contest", ("2.3",))


def test_a_measure_of_many_municipalities_gets_so_many_counterparts_and_no_more() -> None:
    pairs = counterparts([profile("Слёт волонтёров")], [0] * 200, range(200))
    count = Counter(side for pair in pairs for side in (pair.first, pair.second))
    limit = rules().limits["per_activity"]
    assert len(count) == 200
    assert len(pairs) <= 200 * limit
    assert max(count.values()) <= 2 * limit


def test_one_municipality_gives_a_bounded_number() -> None:
    pairs = counterparts([profile("Слёт волонтёров")], [0] * 40, [0] + [1] * 39)
    assert len({pair.second for pair in pairs if pair.first == 0}) <= 39
    assert sum(pair.first == 0 for pair in pairs) == 39  # each of the 39 has its one counterpart


def test_nothing_is_paired_within_a_municipality() -> None:
    assert len(counterparts([profile("Слёт волонтёров"), profile("Слёт добровольцев")], [0, 1, 0], [7, 7, 7])) == 0


def test_the_order_of_activities_does_not_matter() -> None:
    titles = ["Слёт волонтёров", "Конкурс экологических плакатов", "Сборы добровольцев", "Экологический плакат", "Ремонт школы"]
    places = [0, 0, 1, 1, 1]
    orders = [range(5), (4, 2, 0, 3, 1)]
    found = []
    for order in orders:
        pairs = counterparts([profile(titles[n]) for n in order], range(5), [places[n] for n in order])
        found.append({frozenset((titles[list(order)[pair.first]], titles[list(order)[pair.second]])) for pair in pairs})
    assert found[0] == found[1] != set()


def test_no_activities_have_no_counterparts() -> None:
    assert len(counterparts([], [], [])) == 0


@pytest.mark.parametrize("common", [1, 100], ids=["common terms propose nothing", "all terms propose"])
def test_candidates_share_a_term(common: int) -> None:
    unit = csr_matrix(np.array([[0.8, 0.6, 0], [0.8, 0, 0.6], [0, 0, 1.0], [1.0, 0, 0]]))
    left, right = candidate_pairs(unit, np.array([-1, -1, -1, -1]), 10, common)
    pairs = set(zip(left.tolist(), right.tolist(), strict=True))
    assert (1, 2) in pairs
    assert (0, 2) not in pairs
    assert (2, 3) not in pairs
