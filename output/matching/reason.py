"""Why two activities are alike, in Russian words: what they share, the kinds of action, the directions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ontology.subjects import subject_vocabulary
from ontology.topics import activity_vocabulary
from output.matching.facets import Profile
from output.matching.likeness import ACTIONS
from output.matching.measure import CONCEPT, PROJECT
from output.matching.rules import rules

_MOST = 4  # shared things that a reason names
_SAID = 0.16  # words of concepts and actions weigh less: beside a concept they add nothing


def reason(one: Profile, other: Profile, action: int) -> str:
    """One line: shared projects and subjects, heaviest first; the actions; the directions; other people, where they differ."""
    words = rules().words
    parts = [words["shared"].format(", ".join(_shared(one, other)))]
    parts.append(words["action"][ACTIONS[action]].format(" — ".join(_deeds(one, other))))
    parts.append(_directions(one.directions, other.directions))
    people = one.measure.audiences, other.measure.audiences
    if all(people) and not people[0] & people[1]:
        parts.append(words["audience"])
    return "; ".join(parts)


def _shared(one: Profile, other: Profile) -> list[str]:
    """Shared terms as people say them, without pairs of words and without words that their concept says better."""
    terms = one.measure.terms.keys() & other.measure.terms.keys()
    weighed = {term: min(one.measure.terms[term], other.measure.terms[term]) for term in terms if " " not in term or term[0] == PROJECT}
    said = [term for term in sorted(weighed, key=lambda term: (-weighed[term], term)) if term[0] in (CONCEPT, PROJECT)]
    plain = [term for term in sorted(weighed, key=lambda term: (-weighed[term], term)) if term[0] not in (CONCEPT, PROJECT)]
    floor = _SAID if said else 0.0
    return [_shown(term, one) for term in said][:_MOST] + [term for term in plain if weighed[term] > floor][: max(0, _MOST - len(said))]


def _shown(term: str, profile: Profile) -> str:
    if term[0] == PROJECT:
        return str(rules().words["project"].format(profile.measure.projects[term].strip("«»")))
    return _labels()[term[1:]]


def _deeds(one: Profile, other: Profile) -> list[str]:
    """What the two do, each once: their main deeds, or their activity types where one names no deed."""
    main = [profile.measure.deeds[:1] for profile in (one, other)]
    if all(main):
        return list(dict.fromkeys(subject_vocabulary().deeds[deeds[0]].label for deeds in main))
    return list(dict.fromkeys(_type_names().get(profile.activity_type, profile.activity_type) for profile in (one, other)))


def _directions(one: Sequence[str], other: Sequence[str]) -> str:
    words = rules().words["direction"]
    main, others = ([words["codes"].get(code, code) for code in codes] or ["—"] for codes in (one, other))
    if main[0] == others[0]:
        return str(words["same"].format(main[0]))
    shared = [code for code in main if code in others]
    return str(words["shared"].format(shared[0]) if shared else words["other"].format(main[0], others[0]))


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    return {concept.code: concept.label for concept in subject_vocabulary().concepts}


@lru_cache(maxsize=1)
def _type_names() -> dict[str, str]:
    return {kind.code: kind.label.lower() for kind in activity_vocabulary().types}
