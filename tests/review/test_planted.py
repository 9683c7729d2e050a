"""Invented orders, with defects planted before the rules were tuned, are read as Word files and checked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.contents import open_document
from normalize.order import understand
from pipeline_journey import read_order
from records.finding import Finding
from records.order import Order
from review.rules import check
from review.subject import Subject

sys.path.insert(0, str(Path(__file__).with_name("planted")))
import writer

ORDERS = ("ozerny", "verhny", "eniseygrad", "volzhansk")
NOT_FOUND = {"ozerny": {("D207", "2/4.3")}}  # the letters of summary and work share too little
FAMILIES = ("A", "B", "R")


@pytest.fixture(scope="module", params=ORDERS)
def checked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any], Order, list[Finding]]:
    described = writer.read(request.param)
    file = tmp_path_factory.mktemp("planted") / f"{request.param}.docx"
    file.write_bytes(writer.docx_of(described))
    document, order = read_order(open_document(file))
    return request.param, described, order, list(check(Subject(document, order, understand(order))))


def _places(findings: list[Finding], order: Order) -> set[tuple[str, str]]:
    """(code, «plan/number» or «plan») of findings."""
    places = set()
    for finding in findings:
        if finding.plan:
            number = order.plans[finding.plan - 1].activities[finding.activity - 1].number.rstrip(".") if finding.activity else None
            places.add((finding.code, f"{finding.plan}/{number}" if number else str(finding.plan)))
    return places


def test_what_was_planted_is_found(checked: tuple[str, dict[str, Any], Order, list[Finding]]) -> None:
    name, described, order, findings = checked
    planted = {(code, str(place)) for code, places in described["plants"].items() for place in places}
    assert planted - _places(findings, order) == NOT_FOUND.get(name, set())


def test_nothing_else_of_weight_is_found(checked: tuple[str, dict[str, Any], Order, list[Finding]]) -> None:
    name, described, order, findings = checked
    planted = {(code, str(place)) for code, places in described["plants"].items() for place in places}
    weighty = [finding for finding in findings if finding.code[0] in FAMILIES and finding.severity in ("E", "W")]
    assert _places(weighty, order) - planted == ({("R401", "2/9")} if name == "verhny" else set())
