"""The direction of a title that holds no term of a topic: a linear model over its words, its weights beside the vocabulary.

TF-IDF over shortened lemmas and multinomial logistic regression. `bench/topic_weights.py` fits it on the written titles of the tests
and writes `ontology/direction_weights.csv`; here it is a sum of rows of that table, so every word's share can be shown.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from normalize.topics.words import Word, base, words
from ontology.topics import direction_weights

# Below this share the words say too little; measured on titles the model had not seen (docs/topics.md).
_SURE = 0.4
# Five letters of the lemma keep a family together («безопасный», «безопасность») and need no list of endings.
_STEM = 5
_SHORTEST = 3
# A title of one or two known words («Выполнение плана») says what is done, not what about.
_FEWEST_WORDS = 3
# Words of less weight than this part of the strongest one's are no evidence («проведение», «школ»).
_TELLING = 0.4


class Guess(NamedTuple):
    """A likely direction and the words that spoke for it most, as they stand in the title."""

    code: str
    evidence: tuple[str, ...]


def guess(title: str) -> Guess | None:
    """The direction that the words of `title` are likeliest of, or None where they are not sure."""
    found = words(title)
    model = direction_weights()
    counts = Counter(stem for word in found if (stem := feature(word.text)) in model.rows)
    parts = {stem: (1 + math.log(times)) * model.rows[stem].idf for stem, times in counts.items()}
    if len(parts) < _FEWEST_WORDS:
        return None
    length = math.sqrt(sum(value * value for value in parts.values()))
    scores = list(model.intercepts)
    for stem, value in parts.items():
        for place, weight in enumerate(model.rows[stem].weights):
            scores[place] += value / length * weight
    best = max(range(len(scores)), key=scores.__getitem__)
    share = 1 / sum(math.exp(score - scores[best]) for score in scores)
    if share < _SURE:
        return None
    shares = {stem: value * model.rows[stem].weights[best] for stem, value in parts.items()}
    return Guess(model.codes[best], _evidence(title, found, shares))


def feature(word: str) -> str:
    """The column of the model that a word belongs to: the first letters of its lemma; "" for particles and numbers."""
    stem = base(word) or word
    return stem[:_STEM] if len(stem) >= _SHORTEST and not stem.isdigit() else ""


def _evidence(title: str, found: Sequence[Word], shares: dict[str, float]) -> tuple[str, ...]:
    """The printed words that have the greatest share in the decision, in their order in the title."""
    least = _TELLING * max(shares.values())
    return tuple(title[word.start : word.end] for word in found if shares.get(feature(word.text), -1.0) >= max(least, 0.0))
