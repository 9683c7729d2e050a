"""Recognition: a Document becomes an Order, by what its lines and tables say, whatever format it came from.

The steps, one module each: lines and tables in one flow (`flow`), tables told apart (`tables`) by their headings (`headings`,
`times`, `columns`; `guessing` where there are none, `glued` where one table holds two plans, `beside` where two stand
next to each other; `matrix`, `cards` and `listed` know plans of other shapes), the flow cut into plans (`scopes`, `titles`,
`periods`, `passport`), rows read (`rows`, `sections`, `activities`) with a ledger
(`ledger`), figures (`indicators`, `statistics`), and the order itself (`head`, `clauses`, `acts`). Vocabulary is in `*.yaml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.recognise.abbreviations import abbreviation_rows
from extract.recognise.flow import FlowItem, flow_of, prose_of
from extract.recognise.head import head_of
from extract.recognise.line import Line
from extract.recognise.passport import stated_period
from extract.recognise.periods import PrintedPeriod, period_of
from extract.recognise.plans import read_plans
from extract.recognise.scopes import Scope, scopes_of
from extract.recognise.titles import appendix_of
from records.document import Document
from records.order import Head, Order


def recognise(document: Document) -> Order:
    """A document as it was read → the order, its plans with all their rows, its running text and the findings of reading."""
    items = flow_of(document)
    scopes = scopes_of(items)
    head = _head(items, scopes)
    reading = read_plans(scopes, _document_period(head, items))
    if head.doc_type != "order" and head.title is None and len(reading.plans) == 1:
        head = replace(head, title=reading.plans[0].title)
    prose = (*prose_of(document, items), *reading.notes)
    return Order(head, tuple(reading.plans), prose, (*document.notes, *reading.findings), abbreviation_rows(document))


def _head(items: Sequence[FlowItem], scopes: Sequence[Scope]) -> Head:
    """The order's head from the lines before the first plan; without one, what the document calls itself."""
    order = head_of(_lines_before_plans(items, scopes))
    if order:
        return order
    programme = next((scope.title for scope in scopes if scope.word == "программа"), None)
    chapters = sum(scope.chapter is not None and scope.has("activities") for scope in scopes)
    is_programme = programme is not None or (chapters > 1 and any(scope.has("targets", "definitions") for scope in scopes))
    return Head(doc_type="programme" if is_programme else "other", kind="программа" if is_programme else None, title=programme)


def _document_period(head: Head, items: Sequence[FlowItem]) -> PrintedPeriod | None:
    """The period of the whole document: its title's, else its passport's."""
    return (period_of(head.title) if head.title else None) or stated_period(items)


def _lines_before_plans(items: Sequence[FlowItem], scopes: Sequence[Scope]) -> list[Line]:
    """The lines before the first scope with a table of content, or before its first table where it has no beginning of its own."""
    first = next((scope.first for scope in scopes if scope.has("activities", "targets", "definitions", "statistics")), len(items))
    if first == 0:
        first = next(
            (index for index, item in enumerate(items) if not isinstance(item, Line) and item.kind not in ("empty", "other")), len(items)
        )
    appendix = next((index for index, item in enumerate(items) if isinstance(item, Line) and appendix_of(item.text)), len(items))
    return [item for item in items[: min(first, appendix)] if isinstance(item, Line)]
