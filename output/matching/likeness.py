"""How alike two profiles are: the evidence that the facets give for and against, and the grade. `matching.yaml` holds the numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ontology.subjects import subject_vocabulary
from output.matching.facets import Bools, Facets, Floats, Ints, row_minima, row_products
from output.matching.rules import Rules, rules

ACTIONS = ("same", "close", "kindred", "other")
_SAME, _CLOSE, _KINDRED, _OTHER = range(4)


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


def compare(facets: Facets, left: Ints, right: Ints, known: Rules | None = None) -> Likenesses:
    """Compares profiles left[n] and right[n] for every n, by the rules of `matching.yaml` or by those given."""
    known = known or rules()
    weight = row_minima(facets.single, left, right)
    one_project = row_products(facets.projects, left, right) > 0
    cosine = _cosine(facets, left, right, known)
    subject = _subject(facets, left, right, cosine, weight, known)
    done, action = _action(facets, left, right, known)
    evidence = known.evidence["start"] + known.evidence["subject"] * subject + _shared(facets, left, right, weight, known) + done
    evidence += _named(facets, left, right, one_project, known) + _around(facets, left, right, known)
    score = 1 / (1 + np.exp(-evidence))
    related = score >= known.related
    alike = (score >= known.same["score"]) & (subject >= known.same["subject"]) | (cosine >= known.same["identical"])
    same = related & alike & (action <= _CLOSE)
    for facet in (facets.audiences, facets.topics, facets.disciplines):
        same &= _agree(facet, left, right)
    same &= _same_names(facets, left, right, one_project)
    return Likenesses(left, right, score, subject, action, related, same)


def _cosine(facets: Facets, left: Ints, right: Ints, known: Rules) -> Floats:
    """Cosine of words and characters."""
    part = known.subject["characters"]
    return (1 - part) * row_products(facets.unit, left, right) + part * row_products(facets.characters, left, right)


def _subject(facets: Facets, left: Ints, right: Ints, cosine: Floats, weight: Floats, known: Rules) -> Floats:
    """The cosine, and how much of the shorter title is shared (the longer one counts a little, lest a list of everything be like
    everything)."""
    weights = np.maximum(1.0, facets.weight[left]), np.maximum(1.0, facets.weight[right])
    short, long = np.minimum(*weights), np.maximum(*weights)
    longer = known.subject["longer"]
    shared = np.minimum(1.0, weight / (short ** (1 - longer) * long**longer))
    return (1 - known.subject["shared"]) * cosine + known.subject["shared"] * shared


def _shared(facets: Facets, left: Ints, right: Ints, weight: Floats, known: Rules) -> Floats:
    """The evidence of how much is shared, not as a part of the titles: words at all, and those that few measures have."""
    weigh, most = known.evidence, known.evidence["most"]
    total = weigh["weight"] * np.minimum(most, weight)
    return np.asarray(total + weigh["specific"] * np.minimum(most, row_minima(facets.specific, left, right)))


def _named(facets: Facets, left: Ints, right: Ints, one_project: Bools, known: Rules) -> Floats:
    """The evidence of named projects: one of both titles, or another one in each."""
    named = np.asarray(facets.projects.getnnz(axis=1)) > 0
    weigh = known.evidence
    return np.select([one_project, named[left] & named[right]], [weigh["project"], weigh["other_project"]], 0.0)


def _action(facets: Facets, left: Ints, right: Ints, known: Rules) -> tuple[Floats, Ints]:
    """The evidence of what is done, and an index into ACTIONS. A deed tells more than a type; of several the first is the main one, and
    where one title names none, near types speak for it."""
    typed, main, deeds = facets.types[left] == facets.types[right], facets.main_deed, facets.deeds
    same = (main[left] & main[right]) != 0
    part = (main[left] & deeds[right] | main[right] & deeds[left]) != 0
    kindred = (facets.kindred_deeds[left] & main[right]) != 0
    unsaid, silent = (main[left] == 0) | (main[right] == 0), (main[left] == 0) & (main[right] == 0)
    names, kin = facets.type_names, subject_vocabulary().kindred
    near = np.array([[frozenset((one, other)) in kin for other in names] for one in names], dtype=bool)
    near_type = near[facets.types[left], facets.types[right]]
    weigh = known.deed
    evidence = np.select([same, part, kindred, unsaid], [weigh[kind] for kind in ("same", "part", "kindred", "unsaid")], 0.0)
    evidence += weigh["type"] * typed + weigh["near_type"] * near_type
    evidence += weigh["alone"] * ((facets.has_lone_deed[left] | facets.has_lone_deed[right]) & ~same & ~unsaid)
    action = np.select(
        [typed & same, same | (typed & (part | silent)), part | kindred | unsaid & (typed | near_type)], [_SAME, _CLOSE, _KINDRED], _OTHER
    )
    return evidence, action.astype(np.int64)


def _around(facets: Facets, left: Ints, right: Ints, known: Rules) -> Floats:
    """The evidence of directions, people, topics, subjects taught and objects."""
    direction, people = known.direction, known.people
    same_direction = facets.main_direction[left] == facets.main_direction[right]
    outside = (facets.directions[left] | facets.directions[right]) == 0
    shares_direction = (facets.directions[left] & facets.directions[right]) != 0
    same_people = (facets.audiences[left] & facets.audiences[right]) != 0
    evidence = np.select([outside, same_direction, shares_direction], [direction[kind] for kind in ("outside", "same", "shared")], 0.0)
    evidence += np.where(same_people, people["same"], np.where(_agree(facets.audiences, left, right), 0.0, people["other"]))
    evidence += known.evidence["other_topic"] * ~_agree(facets.topics, left, right)
    evidence += known.evidence["other_discipline"] * ~_agree(facets.disciplines, left, right)
    return np.asarray(evidence + known.evidence["other_object"] * ((facets.objects[left] == 0) != (facets.objects[right] == 0)))


def _agree(bits: Ints, left: Ints, right: Ints) -> Bools:
    """Whether two sets share a member, or one of them is empty."""
    found: Bools = (bits[left] == 0) | (bits[right] == 0) | ((bits[left] & bits[right]) != 0)
    return found


def _same_names(facets: Facets, left: Ints, right: Ints, one_project: Bools) -> Bools:
    """Whether both name projects and share one, or neither names any."""
    named = np.asarray(facets.projects.getnnz(axis=1)) > 0
    neither: Bools = ~(named[left] | named[right])
    return one_project | neither
