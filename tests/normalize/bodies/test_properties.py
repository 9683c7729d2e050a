"""What holds for every cell: spans, order, nothing lost, noise without effect, linear time, no exception."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ontology
from normalize.bodies import BodyContext, explain_bodies, read_bodies

CONTEXT = BodyContext("RU-VLA", "RU-VLA/x", "Управление образования", "municipal_authority", "RU-VLA/x:municipal_authority")
NAMES = [
    "УО",
    "Управление образования",
    "ОО",
    "школы",
    "МБОУ СОШ № 5",
    "Руководители ОО",
    "ЦРБ (по согласованию)",
    "Иванова И.И.",
    "ГБУ «Луч»",
    "неведомое нечто",
]
ALPHABET = 'абвгдежзиклмнопрстуфхцчшщъыьэюяАБВГДОУШМ «»"(),;:.-–—/\n№0123456789 \u00a0ABCxyz'
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def stop_words() -> set[str]:
    grammar = ontology.load().grammar
    return {
        word.lower()
        for phrase in (*grammar.separators, *grammar.stops, *grammar.labels, "и", "или")
        for word in phrase.replace("/", " ").split()
    }


@RELAXED
@given(st.one_of(st.text(alphabet=ALPHABET, max_size=120), st.text(max_size=60), st.lists(st.sampled_from(NAMES)).map(" ".join)))
def test_spans_are_right_and_ascend(text: str) -> None:
    mentions = read_bodies(text, CONTEXT)
    assert all(text[mention.char_start : mention.char_end] == mention.raw != "" for mention in mentions)
    assert all(before.char_end <= after.char_start for before, after in pairwise(mentions))
    assert [mention.mention for mention in mentions] == list(range(1, len(mentions) + 1))


@RELAXED
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=5), st.sampled_from([", ", "; ", "\n", " и ", " "]))
def test_every_letter_belongs_to_a_mention(names: list[str], separator: str) -> None:
    text = separator.join(names)
    covered = {place for mention in read_bodies(text, CONTEXT) for place in range(mention.char_start, mention.char_end)}
    left = "".join(letter if place not in covered else " " for place, letter in enumerate(text))
    assert {word.lower() for word in left.split() if any(map(str.isalpha, word))} <= stop_words()


@RELAXED
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
@pytest.mark.parametrize(
    "noise",
    [
        pytest.param(lambda text: text.replace(" ", "\u00a0"), id="nbsp"),
        pytest.param(lambda text: text.replace(" ", "  "), id="spaces"),
        pytest.param(lambda text: text.replace("«", '"').replace("»", '"'), id="quotes"),
        pytest.param(lambda text: text.replace(", ", " ,"), id="comma"),
        pytest.param(lambda text: f" {text}. ", id="ends"),
    ],
)
def test_noise_changes_no_meaning(noise: object, names: list[str]) -> None:
    text = ", ".join(names)
    plain = [(mention.role, mention.body_class, mention.body_id) for mention in read_bodies(text, CONTEXT)]
    noisy = [(mention.role, mention.body_class, mention.body_id) for mention in read_bodies(noise(text), CONTEXT)]  # type: ignore[operator]
    assert noisy == plain


@pytest.mark.parametrize("piece", ["УО, ", "(", "«", "школы и ", "И.И. ", "-", "абв", "№ 1, ", "Отдел ", "СОШ № 1\n", "которые ", "и "])
def test_time_is_linear(piece: str) -> None:
    """Ten times the text, about ten times the processor's time; the shortest of some runs, since a busy machine only makes them longer."""
    short, long = [], []
    for _ in range(10):
        short.append(_seconds(piece, 1_000))
        long.append(_seconds(piece, 10_000))
        if min(long) < 25 * min(short[1:], default=0.0) + 0.05:  # the first one also fills caches
            return
    pytest.fail(f"{min(short)} s for 1,000 characters, {min(long)} s for 10,000")


def _seconds(piece: str, length: int) -> float:
    text = (piece * (length // len(piece) + 1))[:length]
    started = time.process_time()
    read_bodies.__wrapped__(text, CONTEXT)
    return time.process_time() - started


def test_every_spelling_of_the_ontology_is_one_mention_of_its_class() -> None:
    wrong = []
    for spelling in ontology.load().spellings:
        context = CONTEXT if spelling.scope == "RU" else BodyContext(spelling.scope, None)
        found = read_bodies(spelling.text, context)
        if [mention.body_class for mention in found] != [spelling.body_class]:
            wrong.append((spelling.text, spelling.body_class, [(mention.raw, mention.body_class) for mention in found]))
    assert wrong == []


def test_explanation_names_the_scope() -> None:
    explained = explain_bodies("Руководители ОО, НИРО", BodyContext("RU-NIZ", "RU-NIZ/x"))
    assert [[(part.kind, part.scope) for part in one.parts] for one in explained] == [
        [("post", None), ("body", "RU")],
        [("body", "RU-NIZ")],
    ]
