"""The labelled cells of two real documents: every mention right, one id for every real body."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from normalize.bodies import BodyContext, context_for, read_bodies
from normalize.definitions import find_definitions
from normalize.places import locate
from records.order import Head

HEADS = {
    "kstovo": Head(issuer="Департамент образования администрации Кстовского муниципального района Нижегородской области"),
    "kizlyar": Head(title="Программа МР «Кизлярский район» РД"),
}


def context(document: str) -> BodyContext:
    head = HEADS[document]
    return context_for(head, locate(head), find_definitions((), head))


def scorer(data: Path) -> ModuleType:
    """The contract's own score.py: its keys decide what is equal."""
    spec = importlib.util.spec_from_file_location("score", data / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.gold
def test_labelled_cells(data: Path) -> None:
    score = scorer(data)
    cells = [json.loads(line) for line in (data / "gold" / "bodies.jsonl").read_text(encoding="utf-8").splitlines()]
    contexts = {document: context(document) for document in HEADS}
    wrong, pairs = [], []
    for cell in cells:
        read = read_bodies(cell["text"], contexts[cell["doc"]])
        have = [score.mention_key({"raw": one.raw, "role": one.role, "body_class": one.body_class}) for one in read]
        if have != [score.mention_key(one) for one in cell["mentions"]]:
            wrong.append(cell["text"])
        else:
            pairs += [(gold["body_key"], one.body_id) for gold, one in zip(cell["mentions"], read, strict=True)]
    assert wrong == []
    assert score.cluster_f1(pairs) == 1.0
