"""Which pairs of profiles are worth a look: the nearest ones by the terms that few profiles have (blocking), never all pairs.

A product of sparse matrices, some rows at a time, keeps memory flat. A term of more than `common` profiles proposes no pair for a profile
that has others to go by: their product would be most of the work, and such a term alone makes no match.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.sparse import csr_matrix

from output.matching.facets import Ints

_ROWS = 1000
_ENOUGH = 0.3  # of the squared length of a profile: what its rare terms must make up to stand for it


def candidate_pairs(unit: csr_matrix, group: Ints, most: int, common: int) -> tuple[Ints, Ints]:
    """Pairs of rows, each once and the lower first: for every row its `most` nearest ones by cosine. `group`: where a profile belongs to
    one municipality only, its number (two of one such are no pair), else -1."""
    keys, transposed = _keys(unit, common), unit.T.tocsr()
    lefts, rights = [], []
    for start in range(0, unit.shape[0], _ROWS):
        product = keys[start : start + _ROWS] @ transposed
        for row, found in _nearest(product, start, group, most):
            lefts.append(np.minimum(row, found))
            rights.append(np.maximum(row, found))
    if not lefts:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    numbers = np.unique(np.concatenate(lefts) * unit.shape[0] + np.concatenate(rights))
    return numbers // unit.shape[0], numbers % unit.shape[0]


def _keys(unit: csr_matrix, common: int) -> csr_matrix:
    """The matrix without common terms, except in rows that would be left with too little."""
    rare = unit.copy()
    rare.data[np.asarray(unit.getnnz(axis=0))[unit.indices] > common] = 0
    left = np.asarray(rare.multiply(rare).sum(axis=1)).ravel()
    row = np.repeat(np.arange(unit.shape[0]), np.diff(unit.indptr))
    rare.data = np.where(left[row] >= _ENOUGH, rare.data, unit.data)
    rare.eliminate_zeros()
    return rare


def _nearest(product: csr_matrix, start: int, group: Ints, most: int) -> Iterator[tuple[int, Ints]]:
    """For each row of a product the numbers of its nearest profiles, itself excepted."""
    for offset in range(product.shape[0]):
        row = start + offset
        part = slice(product.indptr[offset], product.indptr[offset + 1])
        found, likeness = product.indices[part].astype(np.int64), product.data[part]
        kept = found != row
        if group[row] >= 0:
            kept &= group[found] != group[row]
        found, likeness = found[kept], likeness[kept]
        if len(found) > most:
            found = found[np.lexsort((found, -likeness))[:most]] if len(found) < 5 * most else _top(found, likeness, most)
        yield row, found


def _top(found: Ints, likeness: np.ndarray, most: int) -> Ints:
    """The `most` nearest; of equally near ones those that come first, so that the choice is always the same."""
    limit = np.partition(likeness, -most)[-most]
    kept = likeness >= limit
    found, likeness = found[kept], likeness[kept]
    return found[np.lexsort((found, -likeness))[:most]]
