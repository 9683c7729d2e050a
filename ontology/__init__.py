"""The shared vocabulary as data with a loader: bodies and their classes, posts, places; format in docs/ontology.md."""

from ontology.loader import classes_that_are, load, read
from ontology.model import Body, BodyClass, Grammar, Ontology, OntologyError, Post, Refinement, Region, Rule, Spelling
from ontology.tables import BodyRow, ConceptRow, bodies_table, concepts_table

__all__ = [
    "Body", "BodyClass", "BodyRow", "ConceptRow", "Grammar", "Ontology", "OntologyError", "Post", "Refinement", "Region", "Rule",
    "Spelling", "bodies_table", "classes_that_are", "concepts_table", "load", "read",
]  # fmt: skip
