"""Turtle: an independent reader gets back what the dataset says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from rdflib import Graph, Literal, URIRef, namespace

from output.exports import linked
from output.exports.linked import EDTF, export_ttl
from output.exports.selection import Selection
from output.turtle import urn


def parsed(selection: Selection, path: Path) -> Graph:
    export_ttl(selection, path)
    return Graph().parse(path, format="turtle")


def test_the_graph_holds_the_dataset(selection: Selection, tmp_path: Path) -> None:
    graph = parsed(selection, tmp_path / "набор.ttl")
    activities = selection.tables["activities"].to_pylist()
    assert len(set(graph.subjects(namespace.RDF.type, namespace.SDO.Action))) == len(activities)
    assert len(set(graph.subjects(namespace.RDF.type, namespace.PROV.Plan))) == selection.tables["plans"].num_rows
    assert {
        (str(node), str(title))
        for node, title in graph.subject_objects(namespace.DCTERMS.title)
        if (node, namespace.RDF.type, namespace.SDO.Action) in graph
    } == {(str(urn("activity", row["activity_id"])), row["title"]) for row in activities if row["title"]}
    rules = {(urn("deadline", f"{row['activity_id']}/{row['item']}"), row["rrule"]) for row in selection.tables["deadlines"].to_pylist()}
    assert {(node, str(rule)) for node, rule in graph.subject_objects(linked.ICAL.rrule)} == {(node, rule) for node, rule in rules if rule}
    agents = {(row["activity_id"], row["body_id"]) for row in selection.tables["responsibilities"].to_pylist() if row["body_id"]}
    assert set(graph.subject_objects(namespace.SDO.agent)) == {(urn("activity", activity), urn("body", body)) for activity, body in agents}


def test_what_is_named_is_described(selection: Selection, tmp_path: Path) -> None:
    """Every body and concept that an activity leads to is in the graph, with its class and label."""
    graph = parsed(selection, tmp_path / "набор.ttl")
    for body in set(graph.objects(None, namespace.SDO.agent)) | set(graph.objects(None, namespace.ORG.unitOf)):
        assert (body, namespace.SKOS.prefLabel, None) in graph
        assert set(graph.objects(body, namespace.RDF.type)) & {namespace.ORG.FormalOrganization, namespace.ORG.OrganizationalUnit}
    for concept in {
        *graph.objects(None, namespace.DCTERMS.subject),
        *graph.objects(None, namespace.DCTERMS.type),
        *graph.objects(None, namespace.ORG.classification),
    }:
        assert (concept, namespace.RDF.type, namespace.SKOS.Concept) in graph, concept


def test_a_deadline_is_told_in_standards(made: Any, activity_row: Any, tmp_path: Path) -> None:
    own = {"activity_id": "d/p1/a1", "plan_id": "d/p1"}
    deadlines = [
        own | {"item": 1, "raw": "до 10 мая 2024", "kind": "date", "edtf": "../2024-05-10", "start": None, "end": date(2024, 5, 10)},
        own | {"item": 2, "raw": "", "kind": "missing"},
    ]
    graph = parsed(made(activities=[activity_row(title='a\x00"b\\', number="1")], deadlines=deadlines), tmp_path / "набор.ttl")
    [node] = graph.objects(urn("activity", "d/p1/a1"), namespace.TIME.hasTime)
    assert (node, namespace.DCTERMS.date, Literal("../2024-05-10", datatype=EDTF)) in graph
    [end] = graph.objects(node, namespace.TIME.hasEnd)
    assert [day.toPython() for day in graph.objects(end, namespace.TIME.inXSDDate)] == [date(2024, 5, 10)]
    assert (urn("activity", "d/p1/a1"), namespace.DCTERMS.title, Literal('a\ufffd"b\\', "ru")) in graph
    assert (URIRef("urn:dorkarta:document:d"), namespace.RDF.type, namespace.PROV.Entity) in graph
