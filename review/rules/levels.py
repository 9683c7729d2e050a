"""R403: a municipality's plan promises what another level does. It may take part in a regional event, but not hold it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import ontology
from normalize.topics.words import part_of_speech, words
from records.finding import Finding
from records.morphology import lemma
from review.subject import Row, Subject
from review.wording import wording

_AFTER = 4  # words behind the word of the level, among which its noun is


def foreign_level(subject: Subject) -> Iterator[Finding]:
    """R403: one finding a row at most, the gravest: another level than the title's, an event or system of the region, its addressees."""
    if subject.meaning.municipality_id is None:
        return
    for row in subject.rows_where(_names_a_level, "title", "result_raw"):
        yield from _of_row(row)


def _names_a_level(text: str) -> bool:
    """Whether any word of the region or of several municipalities occurs: most rows have none, and no pattern need look at them."""
    return wording().matches("level", text)


def _of_row(row: Row) -> Iterator[Finding]:
    title, result = row.activity.title, row.activity.result
    if thing := _raised(title, result):
        message = f"В названии мероприятие муниципальное, а в результате — региональное («{thing}»)."
        yield row.finding("R403", message, result, "result_raw", "E")
    elif _is_regional_result(row):
        yield row.finding("R403", "Результат обещает работу регионального уровня: муниципалитет за неё не отвечает.", result, "result_raw")
    elif _addresses_many(result):
        message = "Результат обращён к муниципалитетам во множественном числе: текст взят из регионального плана."
        yield row.finding("R403", message, result, "result_raw")
    elif _is_regional_work(title):
        yield row.finding("R403", "Мероприятие регионального уровня в муниципальном плане.", title, "title")
    elif wording().matches("in the region", title) and wording().matches("municipal", title):
        yield row.finding("R403", "Муниципальное мероприятие охватывает, судя по названию, весь регион.", title, "title", "I")


def _raised(title: str, result: str) -> str | None:
    """What is municipal in the title and regional in the result («районная конференция» → «региональная конференция»)."""
    if wording().matches("municipal", result):
        return None
    municipal, regional, here = _things("municipal", title), _things("regional", result), _things("regional", title)
    shared = [thing for thing in regional if thing in municipal and thing not in here]
    if not shared and municipal and not here and not _only_takes_part(title) and not _only_takes_part(result):
        named = {lemma(word.text) for word in words(title)}  # «Конкурс «Лучший учитель района»» is municipal by what it is for
        shared = [thing for thing in regional if thing in named]
    return regional[shared[0]] if shared else None


def _only_takes_part(text: str) -> bool:
    """Whether a text speaks of taking part in what others hold, before it names what is held here, if it does."""
    part, held = wording().place("takes part", text), wording().place("holds regional", text)
    return part is not None and (held is None or part[0] < held[1])


def _things(level: str, text: str) -> dict[str, str]:
    """The nouns that are of a level in a text: noun → as printed («конференция» → «районная научная конференция»)."""
    things: dict[str, str] = {}
    for start, end in wording().patterns[level].places(text):
        behind = words(text[end:])[:_AFTER]
        noun = next((word for word in behind if part_of_speech(word.text) == "NOUN"), None)
        if noun:
            things.setdefault(lemma(noun.text), text[start : end + noun.end])
    return things


def _is_regional_result(row: Row) -> bool:
    result = row.activity.result
    if wording().matches("takes part", row.activity.title) and not wording().matches("holds regional", result):
        return False
    if _only_takes_part(result):
        return False
    held = wording().matches("holds regional", result) and not _has_regional_body(row)
    return held or wording().matches("regional system", result)


def _addresses_many(text: str) -> bool:
    return wording().matches("many municipalities", text) and not wording().matches("between municipalities", text)


def _is_regional_work(title: str) -> bool:
    system = wording().patterns["regional system"].search(title) if wording().matches("makes", title) else None
    if system and not wording().matches("takes part", title[: system.start()]):
        return True
    if wording().matches("takes part", title):
        return False
    return wording().matches("vocational education", title) or wording().matches("regional commission", title)


def _has_regional_body(row: Row) -> bool:
    classes = ontology.load().classes
    known = (classes.get(mention.body_class or "") for mention in row.meaning.mentions)
    return any(one is not None and one.level == "regional" for one in known)


def foreign_documents(subject: Subject) -> Iterator[Finding]:
    """R401, R403: the result is the paper of a body that the row does not name; R401 where it is all of the result."""
    if subject.meaning.municipality_id is None:
        return
    for text, paper in subject.where(partial(wording().find, "of another"), "result_raw"):
        if not _has_regional_authority(text.row):
            whole = text.value.strip(" .\n").startswith(paper)
            message = f"«{paper.strip(' .;,')}» издаёт другой орган, среди исполнителей его нет: результат взят из чужого плана."
            yield text.finding("R401" if whole else "R403", message, text.value, "E" if whole else "W")


def _has_regional_authority(row: Row) -> bool:
    return any(mention.body_class in ("regional_authority", "federal_authority") for mention in row.meaning.mentions)


RULES = (foreign_level, foreign_documents)
