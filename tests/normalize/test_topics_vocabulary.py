"""The loader of the topic vocabularies refuses contradictions, and the files in the repository hold none."""

from __future__ import annotations

import pytest

from normalize.results import read_results
from normalize.topics.terms import _spellings
from ontology import topics
from ontology.topics import ActivityType, Direction


def test_the_codes_are_the_contract() -> None:
    assert [direction.code for direction in topics.directions()] == ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "other"]
    assert {kind.code for kind in topics.activity_vocabulary().types} == set(
        "implementation analysis training meeting normative contest campaign selection control funding".split()  # noqa: SIM905
    )
    assert {kind.code for kind in topics.result_vocabulary().types} == set(
        "outcome order analytical_note plan event_held letter training_completed recommendations publication registry regulation "  # noqa: SIM905
        "protocol_resolution agreement other".split()
    )


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown keys \\['subjects'\\]"):
        topics._record(Direction, {"code": "1.1", "label": "x", "subjects": []})


@pytest.mark.parametrize(
    "vocabulary",
    [
        pytest.param({"directions": [{"subject": ["ВПР"]}, {"subject": ["ВПР"]}]}, id="in two directions"),
        pytest.param({"directions": [{"subject": ["ВПР"], "hint": ["ВПР"]}]}, id="subject and hint"),
        pytest.param({"types": [{"heads": ["анализ"]}, {"heads": ["анализ"]}]}, id="head of two types"),
    ],
)
def test_a_term_that_stands_twice_is_refused(vocabulary: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="terms that stand twice"):
        topics._refuse_repeats("x.yaml", topics._terms(vocabulary))


def test_a_head_of_one_type_may_be_made_by_another() -> None:
    terms = list(topics._terms({"types": [{"heads": ["совет"]}, {"objects": ["совет"]}]}))
    topics._refuse_repeats("x.yaml", terms)
    assert len(terms) == 2


def test_no_term_hides_another_behind_its_alternatives() -> None:
    """«комплекс мер» and «комплекс мер|мероприятий» answer the same words: one of two meanings would be lost."""
    vocabulary = topics.activity_vocabulary()
    lists = [vocabulary.wrappers, vocabulary.neutral, *(maker.terms for maker in vocabulary.makers)]
    lists += [terms for kind in vocabulary.types for terms in (kind.heads, kind.objects)]
    written: dict[tuple[str, ...], str] = {}
    hidden = [
        (term, written[keys])
        for term in (term for terms in lists for term in terms)
        for keys in _spellings(term)
        if written.setdefault(keys, term) != term
    ]
    assert hidden == []


def test_lists_become_tuples() -> None:
    record = topics._record(ActivityType, {"code": "x", "label": "y", "definition": "z", "heads": ["анализ"]})
    assert record.heads == ("анализ",)


def test_every_term_of_every_file_can_be_searched() -> None:
    # Building the indexes refuses participles; reading one cell builds that of the results.
    assert read_results("Приказ", ())[0].result_type == "order"
