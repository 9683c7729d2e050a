"""The vocabulary as linked data: concepts in SKOS, bodies in the W3C Organization Ontology, written as Turtle.

Ids are URNs («urn:dorkarta:body:RU-NIZ:niro»), since the project owns no web address; characters that a URN does not allow
are percent-encoded.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, ORG, RDF, SKOS

from ontology.oktmo import municipalities
from output.rows import Row
from output.vocabulary import concepts, known_bodies

URN = "urn:dorkarta:"
LANGUAGE = "ru"
_SCHEMES = {
    "body_class": "Классы органов", "body_level": "Уровни органов", "region": "Регионы", "direction": "Направления",
    "activity_type": "Виды мероприятий", "result_type": "Виды результатов", "role": "Роли", "condition": "Условия сроков",
}  # fmt: skip


def export_ontology(path: Path) -> int:
    """Write the vocabulary to a Turtle file; gives the number of statements."""
    graph = vocabulary_graph(concepts(), known_bodies())
    new = path.with_name(path.name + ".new")
    new.write_text(graph.serialize(format="turtle"), encoding="utf-8", newline="\n")
    new.replace(path)
    return len(graph)


def vocabulary_graph(concept_rows: Iterable[Row], body_rows: Iterable[Row]) -> Graph:
    """The rows of the tables `concepts` and `bodies`, and the imported municipalities, as one graph."""
    graph = bodies_and_concepts(concept_rows, body_rows)
    for place in municipalities():
        node = urn("municipality", place.oktmo)
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, SKOS.inScheme, _scheme(graph, "municipality")))
        graph.add((node, SKOS.prefLabel, Literal(place.name, LANGUAGE)))
        graph.add((node, SKOS.notation, Literal(place.oktmo)))
        graph.add((node, SKOS.broader, urn("region", place.region_id)))
    return graph


def bodies_and_concepts(concept_rows: Iterable[Row], body_rows: Iterable[Row]) -> Graph:
    """The rows of the tables `concepts` and `bodies` as one graph."""
    graph = Graph()
    for prefix, namespace in (("skos", SKOS), ("org", ORG), ("dcterms", DCTERMS), ("dk", Namespace(URN))):
        graph.bind(prefix, namespace)
    for row in concept_rows:
        _concept(graph, row)
    for row in body_rows:
        _body(graph, row)
    return graph


def urn(kind: str, identity: str) -> URIRef:
    """The URI of a concept or body."""
    return URIRef(f"{URN}{kind}:{quote(identity, safe=':/-._~')}")


def _scheme(graph: Graph, scheme: str) -> URIRef:
    node = urn("scheme", scheme)
    if (node, RDF.type, SKOS.ConceptScheme) not in graph:
        graph.add((node, RDF.type, SKOS.ConceptScheme))
        graph.add((node, SKOS.prefLabel, Literal(_SCHEMES.get(scheme, scheme), LANGUAGE)))
    return node


def _concept(graph: Graph, row: Row) -> None:
    node, scheme = urn(row["scheme"], row["concept_id"]), _scheme(graph, row["scheme"])
    graph.add((node, RDF.type, SKOS.Concept))
    graph.add((node, SKOS.inScheme, scheme))
    graph.add((node, SKOS.prefLabel, Literal(row["pref_label"], LANGUAGE)))
    for label in row["alt_labels"]:
        graph.add((node, SKOS.altLabel, Literal(label, LANGUAGE)))
    for predicate, text in ((SKOS.notation, row["notation"]), (SKOS.definition, row["definition"])):
        if text:
            graph.add((node, predicate, Literal(text) if predicate == SKOS.notation else Literal(text, LANGUAGE)))
    if row["broader"]:
        broader = "body_level" if row["scheme"] == "body_class" else row["scheme"]
        graph.add((node, SKOS.broader, urn(broader, row["broader"])))
    else:
        graph.add((node, SKOS.topConceptOf, scheme))


def _body(graph: Graph, row: Row) -> None:
    node = urn("body", row["body_id"])
    graph.add((node, RDF.type, ORG.OrganizationalUnit if row["parent_id"] else ORG.FormalOrganization))
    graph.add((node, SKOS.prefLabel, Literal(row["name"], LANGUAGE)))
    graph.add((node, ORG.identifier, Literal(row["body_id"])))
    for name in row["aliases"]:
        if name != row["name"]:
            graph.add((node, SKOS.altLabel, Literal(name, LANGUAGE)))
    if row["body_class"]:
        graph.add((node, ORG.classification, urn("body_class", row["body_class"])))
    if row["parent_id"]:
        graph.add((node, ORG.unitOf, urn("body", row["parent_id"])))
    if row["region_id"]:
        graph.add((node, DCTERMS.spatial, urn("region", row["region_id"])))
