"""Many profiles as matrices and arrays, so that pairs of them are compared by the hundred thousand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction import DictVectorizer
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.preprocessing import normalize

from ontology.subjects import subject_vocabulary
from output.matching.measure import CONCEPT, PROJECT, Measure
from output.matching.vocabulary import generic

Floats = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]
Ints = np.ndarray[Any, np.dtype[np.int64]]

UNSURE = "other"  # the direction of what names none: no proof of another one
_CHARACTERS = 2**18  # columns that character n-grams are hashed into: no vocabulary that depends on the dataset


@dataclass(frozen=True, slots=True)
class Profile:
    """All that matching knows of an activity; activities with one profile are the same to it."""

    measure: Measure
    activity_type: str
    directions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """Row n of every matrix and array is profile n. `terms`: weights; `unit`: the same, each row of length 1; `single`: terms without
    pairs of words; `weight`: their sum; `specific`: `single` without generic concepts; `characters`: n-grams, rows of length 1; the
    others are sets as bits (an unsure direction is an empty set)."""

    terms: csr_matrix
    unit: csr_matrix
    single: csr_matrix
    weight: Floats
    specific: csr_matrix
    characters: csr_matrix
    projects: csr_matrix
    types: Ints
    type_names: tuple[str, ...]
    directions: Ints
    main_direction: Ints
    deeds: Ints
    main_deed: Ints
    kindred_deeds: Ints
    has_lone_deed: Bools
    audiences: Ints
    disciplines: Ints
    topics: Ints
    objects: Ints


def facets_of(profiles: Sequence[Profile]) -> Facets:
    """The profiles as matrices. Columns come from these profiles; no value depends on other profiles of the dataset."""
    measures = [profile.measure for profile in profiles]
    terms, names = _matrix([measure.terms for measure in measures])
    single = _columns(terms, [" " not in name or name[0] == PROJECT for name in names])
    hidden = {CONCEPT + code for code in generic()}
    specific = _columns(terms, [(" " not in name or name[0] == PROJECT) and name not in hidden for name in names])
    type_names = tuple(sorted({profile.activity_type for profile in profiles}))
    known = subject_vocabulary()
    main_deeds = [measure.deeds[:1] for measure in measures]
    main = _codes([profile.directions[:1] for profile in profiles])
    return Facets(
        terms=terms,
        unit=normalize(terms),
        single=single,
        weight=np.asarray(single.sum(axis=1)).ravel(),
        specific=specific,
        characters=_characters(measures),
        projects=_columns(terms, [name[0] == PROJECT for name in names]),
        types=np.array([type_names.index(profile.activity_type) for profile in profiles], dtype=np.int64),
        type_names=type_names,
        directions=_bits([() if UNSURE in profile.directions else profile.directions for profile in profiles]),
        main_direction=main,
        deeds=_bits([measure.deeds for measure in measures], known.deeds),
        main_deed=_bits(main_deeds, known.deeds),
        has_lone_deed=np.array([bool(known.lone_deeds & set(deeds)) for deeds in main_deeds]),
        kindred_deeds=_bits([_kindred(deeds) for deeds in main_deeds], known.deeds),
        audiences=_bits([measure.audiences for measure in measures]),
        disciplines=_bits([measure.disciplines for measure in measures]),
        objects=_bits([measure.concepts & known.objects for measure in measures]),
        topics=_bits([measure.concepts & known.topics for measure in measures]),
    )


def row_products(matrix: csr_matrix, left: Ints, right: Ints) -> Floats:
    """The scalar product of rows left[n] and right[n], for every n."""
    return np.asarray(matrix[left].multiply(matrix[right]).sum(axis=1)).ravel()


def row_minima(matrix: csr_matrix, left: Ints, right: Ints) -> Floats:
    """How much rows left[n] and right[n] have in common: the sum of the smaller weights."""
    return np.asarray(matrix[left].minimum(matrix[right]).sum(axis=1)).ravel()


def _matrix(rows: Sequence[Mapping[str, float]]) -> tuple[csr_matrix, list[str]]:
    if not any(rows):
        return csr_matrix((len(rows), 1)), [CONCEPT]
    vectorizer = DictVectorizer()
    made = vectorizer.fit_transform(rows)
    return csr_matrix(made), list(vectorizer.get_feature_names_out())


def _columns(matrix: csr_matrix, kept: Sequence[bool]) -> csr_matrix:
    return csr_matrix(matrix[:, np.flatnonzero(kept)]) if any(kept) else csr_matrix((matrix.shape[0], 1))


def _characters(measures: Iterable[Measure]) -> csr_matrix:
    texts = [" ".join(term for term in measure.terms if " " not in term and term[0] not in (CONCEPT, PROJECT)) for measure in measures]
    vectorizer = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 3), n_features=_CHARACTERS, alternate_sign=False, dtype=np.float32)
    return csr_matrix(vectorizer.transform(texts))


def _kindred(deeds: Iterable[str]) -> set[str]:
    return {other for pair in subject_vocabulary().kindred_deeds for one in deeds if one in pair for other in pair - {one}}


def _bits(sets: Sequence[Iterable[str]], members: Iterable[str] = ()) -> Ints:
    """Sets as integers; there are far fewer than 63 different members (`members`: all that there may be, so that several arrays agree)."""
    places = {member: place for place, member in enumerate(sorted({member for one in (members, *sets) for member in one}))}
    return np.array([sum(1 << places[member] for member in set(one)) for one in sets], dtype=np.int64)


def _codes(values: Sequence[tuple[str, ...]]) -> Ints:
    places = {value: place for place, value in enumerate(sorted(set(values)))}
    return np.array([places[value] for value in values], dtype=np.int64)
