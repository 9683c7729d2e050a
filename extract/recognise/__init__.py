"""Recognition: a Document becomes an Order, by what its lines and tables say, whatever format it came from.

The steps, one module each: lines and tables in one flow (`flow`), tables told apart (`tables`) by their headings (`headings`,
`columns`), the flow cut into plans (`scopes`, `titles`, `periods`), rows read (`rows`, `sections`, `activities`) with a ledger
(`ledger`), figures (`indicators`, `statistics`), and the order itself (`head`, `clauses`, `acts`). Vocabulary is in `*.yaml`.
"""

from __future__ import annotations

from extract.recognise.flow import flow_of, prose_of
from extract.recognise.plans import read_plans
from extract.recognise.scopes import scopes_of
from records.document import Document
from records.order import Head, Order


def recognise(document: Document) -> Order:
    """A document as it was read → the order, its plans with all their rows, its running text and the findings of reading."""
    items = flow_of(document)
    scopes = scopes_of(items)
    head = Head()
    reading = read_plans(scopes, head.title)
    prose = (*prose_of(document, items), *reading.notes)
    return Order(head, tuple(reading.plans), prose, (*document.notes, *reading.findings))
