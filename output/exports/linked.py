"""A dataset as linked data in Turtle: documents, plans and activities, with the bodies and concepts that they name.

Dublin Core for titles and parts, PROV-O for plans and where they come from, OWL-Time for periods and deadlines, schema.org for actions,
their agents and results, iCalendar's `rrule` for repetitions, EDTF dates with the datatype of the Library of Congress; bodies in W3C
ORG and concepts in SKOS (`output.turtle`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SDO, TIME, XSD

from output.exports.files import write_whole
from output.exports.plans import ActivityRows, PlanRows, plans_of
from output.exports.selection import Selection
from output.rows import Row
from output.turtle import LANGUAGE, bodies_and_concepts, urn
from output.words import plural

ICAL = Namespace("http://www.w3.org/2002/12/cal/ical#")
EDTF = URIRef("http://id.loc.gov/datatypes/edtf")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def export_ttl(selection: Selection, path: Path) -> list[str]:
    """Writes the graph; gives lines about it for people. Raises FileBusy."""
    graph = graph_of(selection)
    write_whole(path, lambda new: _write(new, graph))
    return [plural(len(graph), "утверждение", "утверждения", "утверждений")]


def _write(path: Path, graph: Graph) -> None:
    path.write_text(graph.serialize(format="turtle"), encoding="utf-8", newline="\n")


def graph_of(selection: Selection) -> Graph:
    """Everything that the selection says, as one graph."""
    plans = plans_of(selection)
    # All concepts: the closed vocabularies are small, and a hierarchy without its upper half is none.
    graph = bodies_and_concepts(selection.tables["concepts"].to_pylist(), _used_bodies(selection))
    for prefix, namespace in (("prov", PROV), ("time", TIME), ("schema", SDO), ("ical", ICAL)):
        graph.bind(prefix, namespace, replace=True)
    for document in {plan.row["document_id"]: plan.document for plan in plans}.values():
        _document(graph, document)
    for plan in plans:
        _plan(graph, plan)
    return graph


def _document(graph: Graph, row: Row) -> None:
    node = urn("document", row["document_id"])
    graph.add((node, RDF.type, PROV.Entity))
    _texts(graph, node, {DCTERMS.title: row["title"], DCTERMS.publisher: row["issuer"]})
    for predicate, value in ((DCTERMS.identifier, row["number"]), (DCTERMS.source, row["path"]), (DCTERMS["format"], row["media_type"])):
        if value:
            graph.add((node, predicate, Literal(_clean(value))))
    if row["date"]:
        graph.add((node, DCTERMS.issued, Literal(row["date"])))
    if row["municipality_id"]:
        place = urn("municipality", row["municipality_id"])
        graph.add((node, DCTERMS.spatial, place))
        _texts(graph, place, {RDFS.label: row["municipality"]})


def _plan(graph: Graph, plan: PlanRows) -> None:
    node = urn("plan", plan.row["plan_id"])
    graph.add((node, RDF.type, PROV.Plan))
    graph.add((node, DCTERMS.isPartOf, urn("document", plan.row["document_id"])))
    _texts(graph, node, {DCTERMS.title: plan.row["title"]})
    if plan.row["direction"]:
        graph.add((node, DCTERMS.subject, urn("direction", plan.row["direction"])))
    if plan.row["period_start"] or plan.row["period_end"]:
        period = urn("period", plan.row["plan_id"])
        graph.add((node, DCTERMS.temporal, period))
        _interval(graph, period, plan.row["period_start"], plan.row["period_end"])
    for activity in plan.activities:
        _activity(graph, node, activity)


def _activity(graph: Graph, plan: URIRef, activity: ActivityRows) -> None:
    row = activity.row
    node = urn("activity", row["activity_id"])
    graph.add((node, RDF.type, SDO.Action))
    graph.add((node, DCTERMS.isPartOf, plan))
    graph.add((node, PROV.wasDerivedFrom, urn("document", row["document_id"])))
    _texts(graph, node, {DCTERMS.title: row["title"], SDO.result: row["result_raw"]})
    if row["number"]:
        graph.add((node, DCTERMS.identifier, Literal(_clean(row["number"]))))
    for code in row["directions"]:
        graph.add((node, DCTERMS.subject, urn("direction", code)))
    if row["activity_type"]:
        graph.add((node, DCTERMS.type, urn("activity_type", row["activity_type"])))
    for kind in {result["result_type"] for result in activity.results} - {None}:
        graph.add((node, DCTERMS.type, urn("result_type", kind)))
    for mention in activity.responsibilities:
        if mention["body_id"]:
            graph.add((node, SDO.agent, urn("body", mention["body_id"])))
    for item in activity.deadlines:
        _deadline(graph, node, item)


def _deadline(graph: Graph, activity: URIRef, item: Row) -> None:
    if item["kind"] == "missing":
        return
    node = urn("deadline", f"{item['activity_id']}/{item['item']}")
    graph.add((activity, TIME.hasTime, node))
    graph.add((node, RDF.type, TIME.TemporalEntity))
    _texts(graph, node, {RDFS.label: item["raw"]})
    if item["edtf"]:
        graph.add((node, DCTERMS.date, Literal(item["edtf"], datatype=EDTF)))
    if item["rrule"]:
        graph.add((node, ICAL.rrule, Literal(item["rrule"])))
    if item["start"] or item["end"]:
        _interval(graph, node, item["start"], item["end"])


def _interval(graph: Graph, node: URIRef, start: date | None, end: date | None) -> None:
    """First and last day of an interval, each an instant of OWL-Time."""
    graph.add((node, RDF.type, TIME.ProperInterval))
    for predicate, name, day in ((TIME.hasBeginning, "first", start), (TIME.hasEnd, "last", end)):
        if day:
            instant = URIRef(f"{node}:{name}")
            graph.add((node, predicate, instant))
            graph.add((instant, RDF.type, TIME.Instant))
            graph.add((instant, TIME.inXSDDate, Literal(day, datatype=XSD.date)))


def _texts(graph: Graph, node: URIRef, texts: Mapping[URIRef, str | None]) -> None:
    for predicate, text in texts.items():
        if text:
            graph.add((node, predicate, Literal(_clean(text), LANGUAGE)))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)


def _used_bodies(selection: Selection) -> list[Row]:
    """The bodies that activities name, and those that they are units of."""
    known = {row["body_id"]: row for row in selection.tables["bodies"].to_pylist()}
    return [known[one] for one in sorted(_with_parents(set(selection.tables["responsibilities"].column("body_id").to_pylist()), known))]


def _with_parents(wanted: Iterable[str | None], known: Mapping[str, Row]) -> set[str]:
    found: set[str] = set()
    for one in wanted:
        above = one
        while above is not None and above in known and above not in found:
            found.add(above)
            above = known[above]["parent_id"]
    return found
