"""Responsible cells: what they mean is in docs/bodies.md. `context_for` a document, then `read_bodies` of each cell."""

from normalize.bodies.context import BodyContext, context_for
from normalize.bodies.explain import Explanation, explain_bodies
from normalize.bodies.reader import read_bodies

__all__ = ["BodyContext", "Explanation", "context_for", "explain_bodies", "read_bodies"]
