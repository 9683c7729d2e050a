"""The table of term frequencies: how it is made, what an unknown term weighs, and that the one in the ontology is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from ontology.subjects import Frequencies, frequencies, subject_vocabulary
from output.matching.build_idf import table, titles_of

KNOWN = Frequencies("1", 99, {"олимпиада": 10, "#gifted": 99})


@pytest.mark.parametrize(
    ("term", "weight"),
    [("олимпиада", 0.5), ("#gifted", 0.002), ("никогда не виданное", 1.0)],
    ids=["one text in ten", "in every text", "an unknown term"],
)
def test_weights_lie_between_nothing_and_one(term: str, weight: float) -> None:
    assert KNOWN.weight(term) == pytest.approx(weight, abs=0.002)


def test_the_table_counts_texts_and_not_words() -> None:
    lines = list(table("7", ["Слёт туристов и слёт экологов", "Слёт поваров"]))
    assert lines[:2] == ["# version 7 texts 2\n", "term\ttexts\n"]
    assert "слет\t2\n" in lines
    assert not any(line.startswith("турист\t") for line in lines)


def test_titles_are_read_from_both_kinds_of_file(tmp_path: Path) -> None:
    (tmp_path / "titles.tsv").write_text("title\tx\n# remark\nСлёт туристов\t1\n", encoding="utf-8")
    (tmp_path / "words.yaml").write_text('directions: {"1.1": {activities: [["Урок по {subject}", Отчёт]]}}', encoding="utf-8")
    assert list(titles_of(tmp_path / "titles.tsv")) == ["Слёт туристов"]
    assert list(titles_of(tmp_path / "words.yaml")) == ["Урок по "]


def test_the_frozen_table_is_whole() -> None:
    known = frequencies()
    assert known.texts > 500
    assert all(2 <= count <= known.texts for count in known.documents.values())
    codes = {concept.code for concept in subject_vocabulary().concepts}
    assert {term[1:] for term in known.documents if term.startswith("#")} <= codes
