"""The threshold of misspellings, swept: words of the ontology's names with one and two slips, against all words of all names.

A slip is a letter lost, doubled, changed or swapped with its neighbour. What is a word by itself, or too short to be tried, is left as
it is and does not count. The figures for all words are in docs/bodies.md.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import ontology
from normalize.bodies import BodyContext, read_bodies
from normalize.bodies.words import nearest, vocabulary
from records.morphology import analyzer, is_known

LETTERS = "абвгдежзиклмнопрстуфхцчшщыьэюя"
SHORTEST = 5  # a shorter word has too many neighbours and is never mended


def misspelt(word: str, chance: random.Random) -> str:
    kind, place = chance.choice(("lost", "doubled", "swapped", "changed")), chance.randrange(len(word) - 1)
    if kind == "lost":
        return word[:place] + word[place + 1 :]
    if kind == "doubled":
        return word[:place] + word[place] + word[place:]
    if kind == "swapped":
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    return word[:place] + chance.choice(LETTERS) + word[place + 1 :]


def lemmas(word: str) -> set[str]:
    return {str(parse.normal_form) for parse in analyzer().parse(word)}


def sweep(slips: int, lengths: range, sample: int, seed: int = 7) -> tuple[float, float]:
    """(precision, recall) of mending words of these lengths with so many slips."""
    chance = random.Random(seed)  # noqa: S311 (a sample, no secret)
    words = [word for word in vocabulary() if len(word) in lengths]
    results = list(_mended(chance.sample(words, min(sample, len(words))), slips, chance))
    right, wrong = results.count(True), results.count(False)
    return right / max(right + wrong, 1), right / max(len(results), 1)


def _mended(words: list[str], slips: int, chance: random.Random) -> Iterator[bool | None]:
    """True: the word is found again; False: another one; None: left unknown."""
    for word in words:
        spoilt = word
        for _ in range(slips):
            spoilt = misspelt(spoilt, chance)
        if spoilt == word or is_known(spoilt) or len(spoilt) < SHORTEST:
            continue
        found, similarity = nearest(spoilt)
        yield None if similarity == 1.0 else bool(lemmas(found) & lemmas(word))


@pytest.mark.parametrize(
    ("slips", "lengths", "precision", "recall"),
    [
        pytest.param(1, range(6, 7), 0.97, 0.80, id="one slip in 6 letters"),
        pytest.param(1, range(7, 10), 0.98, 0.93, id="one slip in 7 to 9 letters"),
        pytest.param(1, range(10, 40), 0.99, 0.95, id="one slip in 10 letters and more"),
        pytest.param(2, range(6, 10), 0.90, 0.10, id="two slips in 6 to 9 letters: mostly left unknown"),
        pytest.param(2, range(10, 40), 0.98, 0.85, id="two slips in 10 letters and more"),
    ],
)
def test_misspelt_words(slips: int, lengths: range, precision: float, recall: float) -> None:
    found = sweep(slips, lengths, sample=250)
    assert found[0] >= precision
    assert found[1] >= recall


def test_names_of_places_are_not_mended_into_words() -> None:
    heads = Path(__file__).parents[1].joinpath("heads.tsv").read_text(encoding="utf-8")
    names = {part.lower() for part in re.findall(r"[А-ЯЁ][а-яё]+", heads)}
    unknown = sorted(name for name in names if len(name) >= SHORTEST and not is_known(name))
    mended = [name for name in unknown if nearest(name)[1] < 1.0]
    assert unknown
    assert mended == []


def test_misspelt_names_keep_their_class() -> None:
    """Whole names with one slip: the class is the name's, or the mention is left unknown; another class is a wrong link."""
    chance = random.Random(11)  # noqa: S311
    names = [
        spelling for spelling in ontology.load().spellings if spelling.scope == "RU" and len(spelling.text) > 14 and spelling.text.islower()
    ]
    context, right, wrong = BodyContext("RU-TUL", "RU-TUL/x"), 0, []
    for spelling in chance.sample(names, min(250, len(names))):
        place = max(range(len(spelling.text.split())), key=lambda n: len(spelling.text.split()[n]))
        words = spelling.text.split()
        words[place] = misspelt(words[place], chance)
        found = [mention.body_class for mention in read_bodies(" ".join(words), context) if mention.body_class]
        straight = [mention.body_class for mention in read_bodies(spelling.text, context)]
        right += found == straight
        wrong += [(" ".join(words), found)] if found and found != straight else []
    assert len(wrong) <= 0.05 * (right + len(wrong)), wrong
