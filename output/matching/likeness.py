"""How alike two profiles are: the subject, what the facets take away from it, and the grade. `matching.yaml` holds the numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ontology.subjects import subject_vocabulary
from output.matching.facets import Bools, Facets, Floats, Ints, row_minima, row_products
from output.matching.rules import Rules, rules

ACTIONS = ("same", "close", "kindred", "other")
_SAME, _CLOSE, _KINDRED, _OTHER = range(4)
_DEFAULT_TYPE = "implementation"  # also the type of what names no action: alone it says nothing of one
_NEVER = 2.0


@dataclass(frozen=True, slots=True)
class Likenesses:
    """Pairs of profiles, n by n. `score` and `subject` are between 0 and 1; `action` is an index into ACTIONS; `related`: whether the
    pair counts; `same`: whether it is the same measure."""

    left: Ints
    right: Ints
    score: Floats
    subject: Floats
    action: Ints
    related: Bools
    same: Bools


def compare(facets: Facets, left: Ints, right: Ints) -> Likenesses:
    """Compares profiles left[n] and right[n] for every n."""
    known = rules()
    action = _action(facets, left, right)
    subject = _subject(facets, left, right, known)
    shares_direction = _agree(facets.directions, left, right)
    same_direction = facets.main_direction[left] == facets.main_direction[right]
    same_people = _agree(facets.audiences, left, right)
    same_topic = _agree(facets.topics, left, right)
    score = subject * np.array([known.action[name] for name in ACTIONS])[action]
    score *= np.where(same_direction, 1.0, np.where(shares_direction, known.direction["shared"], known.direction["other"]))
    score *= np.where(same_people, 1.0, known.audience) * np.where(same_topic, 1.0, known.topic)
    alike = (same_direction | ((facets.directions[left] & facets.directions[right]) != 0)) & same_people
    related = score >= _threshold(facets, left, right, action, alike, same_direction, known)
    same = related & (score >= known.same) & (action <= _CLOSE) & same_people & same_topic & _same_names(facets, left, right)
    return Likenesses(left, right, score, subject, action, related, same)


def _subject(facets: Facets, left: Ints, right: Ints, known: Rules) -> Floats:
    """Cosine of words and characters, and how much of the shorter title is shared (the longer one counts a little, lest a list of
    everything be like everything)."""
    part = known.subject["characters"]
    cosine = (1 - part) * row_products(facets.unit, left, right) + part * row_products(facets.characters, left, right)
    weights = np.maximum(1.0, facets.weight[left]), np.maximum(1.0, facets.weight[right])
    short, long = np.minimum(*weights), np.maximum(*weights)
    longer = known.subject["longer"]
    shared = np.minimum(1.0, row_minima(facets.single, left, right) / (short ** (1 - longer) * long**longer))
    return (1 - known.subject["shared"]) * cosine + known.subject["shared"] * shared


def _action(facets: Facets, left: Ints, right: Ints) -> Ints:
    """Index into ACTIONS for every pair."""
    types = facets.types[left] == facets.types[right]
    forms = row_products(facets.forms, left, right) > 0
    names, kindred = facets.type_names, subject_vocabulary().kindred
    near = np.array([[frozenset((one, other)) in kindred for other in names] for one in names], dtype=bool)
    kin = near[facets.types[left], facets.types[right]]
    return np.select([types & forms, types | forms, kin], [_SAME, _CLOSE, _KINDRED], _OTHER).astype(np.int64)


def _threshold(facets: Facets, left: Ints, right: Ints, action: Ints, alike: Bools, same_direction: Bools, known: Rules) -> Floats:
    """The score that a pair must reach, by the kind of what it shares. `alike`: they share a direction and concern the same people."""
    project = row_products(facets.projects, left, right) > 0
    specific = row_minima(facets.specific, left, right) >= known.specific_weight
    typed = facets.types[left] == facets.types[right]
    default = facets.type_names.index(_DEFAULT_TYPE) if _DEFAULT_TYPE in facets.type_names else -1
    acts_alike = typed & ((facets.types[left] != default) | (action == _SAME))
    topic = (facets.topics[left] & facets.topics[right]) != 0
    limit = known.related
    cases = [
        (project, limit["project"]),
        (specific & (action <= _KINDRED), limit["specific"]),
        (specific, limit["specific_other"]),
        (acts_alike & alike, limit["generic"]),
        ((action <= _KINDRED) & alike, limit["generic_kindred"]),
        (topic & same_direction, limit["topic"]),
    ]
    return np.select([case for case, _ in cases], [value for _, value in cases], _NEVER)


def _agree(bits: Ints, left: Ints, right: Ints) -> Bools:
    """Whether two sets share a member, or one of them is empty."""
    found: Bools = (bits[left] == 0) | (bits[right] == 0) | ((bits[left] & bits[right]) != 0)
    return found


def _same_names(facets: Facets, left: Ints, right: Ints) -> Bools:
    """Whether both name projects and share one, or neither names any."""
    named = np.asarray(facets.projects.getnnz(axis=1)) > 0
    shared = row_products(facets.projects, left, right) > 0
    neither: Bools = ~(named[left] | named[right])
    return shared | neither
