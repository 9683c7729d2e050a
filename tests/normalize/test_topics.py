"""Directions and activity types of titles as districts write them, of plans, and the words that decided."""

from __future__ import annotations

import csv
from operator import methodcaller
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.topics import classify, plan_direction
from normalize.topics.guess import guess
from normalize.topics.plans import is_chapter, outside
from normalize.topics.terms import TermIndex
from normalize.topics.words import words
from ontology import topics as vocabulary
from records.meaning import Topic

TITLES = Path(__file__).with_name("topics_titles.tsv")
STRANGERS = Path(__file__).with_name("topics_strangers.tsv")
TRADES = Path(__file__).with_name("topics_trades.tsv")
PLANS = Path(__file__).with_name("topics_plans.tsv")


def titles(path: Path = TITLES) -> list[tuple[str, str, str]]:
    """(title, main direction, activity type) of a table beside this file; lines that open with # name its parts."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [(title, direction, kind) for title, direction, kind in rows]


def plans(path: Path = PLANS) -> list[tuple[str, str]]:
    """(title, direction) of titles of plans; `other` lies outside the eight, `none` is mixed."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader((line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [(title, direction) for title, direction in rows]


def alone(title: str, result: str = "", section: str | None = None) -> Topic:
    """A title in a plan of mixed topics: its own words decide."""
    return classify(title, result, section, None, None, None)


@pytest.mark.parametrize(("title", "direction", "kind"), titles(), ids=lambda value: value)
def test_a_title_by_its_own_words(title: str, direction: str, kind: str) -> None:
    topic = alone(title)
    assert (topic.directions[0], topic.activity_type) == (direction, kind), topic.evidence


@pytest.mark.parametrize(("title", "direction"), plans(TRADES), ids=lambda value: value)
def test_a_title_of_another_trade(title: str, direction: str) -> None:
    """What a municipality does besides schooling, and what its schools do in the same programme."""
    topic = alone(title)
    assert topic.directions[0] == direction, topic.evidence


@pytest.mark.parametrize(("title", "direction", "kind"), titles(STRANGERS), ids=lambda value: value)
def test_a_title_that_the_guess_was_not_fitted_on(title: str, direction: str, kind: str) -> None:
    """Written by the labelling rules without sight of the vocabulary; «?»: the rules leave the type open."""
    topic = alone(title)
    assert topic.directions[0] == direction, topic.evidence
    assert kind in ("?", topic.activity_type), topic.evidence


def test_the_table_has_every_code() -> None:
    rows = titles()
    assert len(rows) >= 200
    assert {direction for _, direction, _ in rows} == {direction.code for direction in vocabulary.directions()}
    assert {kind for _, _, kind in rows} == {kind.code for kind in vocabulary.activity_vocabulary().types}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Курсы для учителей по подготовке к ЕГЭ", ("1.1", "2.2"), id="staff learns about a topic: topic first"),
        pytest.param("Стажировка директоров школ по вопросам ВСОКО", ("1.1", "2.1"), id="heads learn: 2.1 alone beside the topic"),
        pytest.param("Повышение квалификации учителей по работе с детьми с ОВЗ", ("2.2",), id="topic outside the eight: 2.2 alone"),
        pytest.param("Совещание директоров школ по итогам ОГЭ", ("1.1",), id="a meeting that instructs teaches nobody"),
        pytest.param("Список учителей, чьи выпускники не сдали ОГЭ, для курсовой подготовки", ("2.2", "1.1"), id="the topic only selects"),
        pytest.param("Профориентация и воспитание школьников", ("1.4", "2.3"), id="the topic printed first is main"),
        pytest.param("Воспитание и профориентация школьников", ("2.3", "1.4"), id="and in the other order"),
        pytest.param("Профориентация дошкольников", ("2.4", "1.4"), id="preschool covers everything"),
        pytest.param("Ремонт в детском саду", ("2.4",), id="preschool places too"),
        pytest.param("Участие школьников в конкурсе «Большая перемена»", ("1.3",), id="Большая перемена"),
        pytest.param("Анализ результатов ОГЭ у перешедших в 10 класс", ("1.4",), id="choice of the 10th grade"),
    ],
)
def test_the_set_of_directions(title: str, expected: tuple[str, ...]) -> None:
    assert alone(title).directions == expected


PLAN_OF_TALENTS = ("План развития системы выявления и поддержки талантов на 2023 год", "1.3", "системы выявления и поддержки талантов")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Проведение спортивного праздника", ("1.3",), id="no topic of its own"),
        pytest.param("Профориентационные встречи", ("1.3", "1.4"), id="another topic is second"),
        pytest.param("Направление учителей на курсы повышения квалификации", ("1.3", "2.2"), id="educators learn"),
        pytest.param("Аттестация педагогов", ("1.3",), id="educators who do not learn add nothing"),
        pytest.param("Конкурс талантов (в рамках месячника воспитания)", ("1.3",), id="a remark adds nothing"),
    ],
)
def test_a_plan_of_one_direction_decides(title: str, expected: tuple[str, ...]) -> None:
    assert classify(title, "", None, *PLAN_OF_TALENTS).directions == expected


CHAPTER = ("II. Направление «Организация воспитательной работы»", "II", "Организация воспитательной работы")


@pytest.mark.parametrize(
    ("title", "section", "expected"),
    [
        pytest.param("Мониторинг результатов ВПР", None, "1.1", id="own words before the chapter"),
        pytest.param("Составление совместного плана", None, "2.3", id="the chapter where the title is silent"),
        pytest.param("Составление совместного плана", "Профориентация", "1.4", id="the section before the chapter"),
        pytest.param("Ремонт актовых залов", None, "other", id="outside the eight stays outside"),
    ],
)
def test_a_chapter_only_leans(title: str, section: str | None, expected: str) -> None:
    assert classify(title, "", section, *CHAPTER).directions[0] == expected


def test_the_result_speaks_last() -> None:
    assert alone("Выполнение плана", "Справка о проведении ВсОШ").directions == ("1.3",)
    assert alone("Выполнение плана", "Справка").directions == ("other",)


def test_no_title_no_topic() -> None:
    assert alone("", "Приказ о проведении ВПР") == Topic()


def test_evidence_is_printed_in_the_row() -> None:
    topic = alone("Проведение мониторинга\nкачества дошкольного образования")
    assert topic.evidence == ("мониторинга", "дошкольного")


@pytest.mark.parametrize(("title", "direction"), plans(), ids=lambda value: value)
def test_a_plan_by_its_title(title: str, direction: str) -> None:
    assert plan_direction(title, None, None) == (None if direction in ("other", "none") else direction)
    assert (outside(title) == "other") is (direction == "other")


PLAN_OF_MEALS = ("План мероприятий по организации горячего питания школьников", None, None)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Конкурс рисунков", "other", id="no topic of its own: that of the plan, not what contests lean to"),
        pytest.param("Профориентационная встреча с поварами", "1.4", id="a topic of its own stays"),
    ],
)
def test_a_plan_outside_the_eight_leans(title: str, expected: str) -> None:
    assert classify(title, "", None, *PLAN_OF_MEALS).directions[0] == expected


def test_a_guess_shows_its_words() -> None:
    assert guess("Выполнение плана") is None
    guessed = guess(TELLING)
    assert guessed is not None
    assert guessed.code == "1.4"
    assert guessed.evidence
    assert all(word in TELLING for word in guessed.evidence)


TELLING = "Знакомство старшеклассников с производством и рабочими местами на заводах города"


def test_a_course_without_a_topic_is_of_educators() -> None:
    assert alone("Дистанционные курсы").directions == ("2.2",)


@pytest.mark.parametrize(
    ("title", "code", "printed", "expected"),
    [
        pytest.param("Дорожная карта 1.2 по работе со школами с низкими результатами", "1.2.", None, "1.2", id="code and words agree"),
        pytest.param("План мероприятий («дорожная карта» 2.1)", "2.1", None, "2.1", id="boilerplate alone leaves the code"),
        pytest.param(None, "1.4", None, "1.4", id="no title at all"),
        pytest.param("Развитие дошкольного образования", "1.1", None, "2.4", id="words against the code"),
        pytest.param("Ремонт дорог поселения", "1.1", None, None, id="a code of another numbering"),
        pytest.param("План работы по профориентации обучающихся на 2023-2024 учебный год", None, None, "1.4", id="words alone"),
        pytest.param("Дорожная карта повышения квалификации педагогов", None, None, "2.2", id="staff direction alone"),
        pytest.param("План мониторинга эффективности руководителей школ", None, None, "2.1", id="heads"),
        pytest.param("Повышение квалификации педагогов по работе с одарёнными детьми", None, None, "1.3", id="topic before staff"),
        pytest.param("План по воспитанию и профориентации", None, None, None, id="two topics are a mixed plan"),
        pytest.param("План работы управления образования на 2023 год", None, None, None, id="names none of the eight"),
        pytest.param("IV. Развитие", "IV", "Развитие функциональной грамотности", "1.1", id="printed direction of a chapter"),
        pytest.param(None, None, None, None, id="nothing known"),
    ],
)
def test_direction_of_a_plan(title: str | None, code: str | None, printed: str | None, expected: str | None) -> None:
    assert plan_direction(title, code, printed) == expected


@pytest.mark.parametrize(
    ("title", "code", "expected"),
    [
        ("III. Управление школами", "III", True),
        ("Направление «Воспитание»", None, True),
        ("2. Раздел «Кадры»", None, True),
        ("ХIV. Воспитание", None, True),
        ("План по направлению «Воспитание»", "2.3", False),
        ("Направление 1.2. Работа со ШНОР", "1.2.", False),
        (None, None, False),
    ],
)
def test_chapters(title: str | None, code: str | None, expected: bool) -> None:
    assert is_chapter(title, code) is expected


@pytest.mark.parametrize(
    ("term", "text", "expected"),
    [
        pytest.param("рабочая группа", "Состав рабочих групп", "рабочих групп", id="any form"),
        pytest.param("ВПР", "итоги впр-2023", "впр", id="abbreviation in any case"),
        pytest.param("профориентац*", "профориентационная работа", "профориентационная", id="stem"),
        pytest.param("план|график работы", "графику работы", "графику работы", id="alternatives"),
        pytest.param("курс ... квалификации", "курсы для учителей и директоров повышения квалификации", None, id="gap of four at most"),
        pytest.param("курс ... квалификации", "курсы повышения их квалификации", "курсы повышения их квалификации", id="gap"),
        pytest.param("корректировать", "корректирующие меры", None, id="a participle does not act"),
    ],
)
def test_notation_of_terms(term: str, text: str, expected: str | None) -> None:
    found = words(text)
    matches = TermIndex([(term, True)]).find(found)
    assert [match.evidence(text, found) for match in matches] == ([expected] if expected else [])


def test_the_longest_term_wins() -> None:
    index = TermIndex([("результат", "short"), ("низкий результат", "long"), ("низк*", "stem")])
    assert [match.meaning for match in index.find(words("низкие результаты"))] == ["long"]


def test_a_participle_is_refused_in_a_vocabulary() -> None:
    with pytest.raises(ValueError, match="participle"):
        TermIndex([("обучающийся", True)])


@given(st.text(max_size=120))
def test_any_text_is_classified(title: str) -> None:
    topic = alone(title)
    assert bool(topic.directions) == bool(words(title))
    assert all(piece in title for piece in topic.evidence)


LOOK_ALIKES = dict(zip("асеорхукАВСЕНКМОРТХУ", "aceopxykABCEHKMOPTXY", strict=True))
NOISE = {
    "upper": str.upper,
    "lower": str.lower,
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    **{f"Latin {latin}": methodcaller("replace", cyrillic, latin) for cyrillic, latin in LOOK_ALIKES.items()},
}


@pytest.mark.parametrize("noise", sorted(NOISE))
def test_case_spaces_and_look_alikes_change_nothing(noise: str) -> None:
    """Every title under every noise: a sample would miss the one title with a lonely «c»."""
    changed = []
    for title, _, _ in titles():
        plain, noisy = alone(title), alone(NOISE[noise](title))
        if (plain.directions, plain.activity_type) != (noisy.directions, noisy.activity_type):
            changed.append(NOISE[noise](title))
    assert changed == []


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param("c", "с", id="a preposition typed in Latin"),
        pytest.param("BПР", "впр", id="a capital"),
        pytest.param("BCOKO", "всоко", id="all letters Latin, all look-alikes"),
        pytest.param("PISA", "pisa", id="a Latin abbreviation"),
        pytest.param("IT", "it", id="a Latin letter without a twin"),
        pytest.param("2023", "2023", id="digits"),
    ],
)
def test_look_alikes_in_a_word(printed: str, expected: str) -> None:
    assert [word.text for word in words(printed)] == [expected]
