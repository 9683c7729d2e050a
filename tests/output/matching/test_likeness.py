"""Two titles and their grade: the same measure, related, or no counterpart."""

from __future__ import annotations

import numpy as np
import pytest

from normalize.topics import classify
from output.matching.facets import Profile, facets_of
from output.matching.likeness import compare
from output.matching.measure import measure_of
from output.matching.reason import reason


def profile(title: str) -> Profile:
    """A title as matching knows it, its type and directions by its own words."""
    topic = classify(title, "", None, None, None, None)
    return Profile(measure_of(title), topic.activity_type or "", topic.directions)


def grade(one: str, other: str) -> str | None:
    """same, related or None."""
    found = compare(facets_of([profile(one), profile(other)]), np.array([0]), np.array([1]))
    return "same" if found.same[0] else "related" if found.related[0] else None


PAIRS = [
    ("Конкурс «Учитель года», муниципальный этап", "Проведение муниципального этапа конкурса «Учитель года России»", "same", "one contest"),
    ("Анализ результатов ЕГЭ", "Анализ результатов государственной итоговой аттестации", "same", "one action, one subject in other words"),
    ("Диагностика профессиональных дефицитов учителей", "Изучение профессиональных затруднений педагогов", "same", "synonyms"),
    (
        "Кампания по популяризации проекта «Билет в будущее»",
        "Реализация проекта «Билет в будущее»",
        "related",
        "one project, another action",
    ),
    ("Курсы по работе с детьми с ОВЗ для педагогов", "Ремонт спортивного зала", None, "nothing in common"),
    ("Семинар по экологическому воспитанию", "Семинар по безопасности дорожного движения", None, "one action, another subject"),
    (
        "Родительское собрание о безопасности в интернете",
        "Родительское собрание о профилактике наркомании",
        None,
        "one form, another subject",
    ),
    ("Проведение совещаний руководителей", "Проведение семинаров педагогов", None, "boilerplate only"),
    ("Олимпиада по физике", "Курсы повышения квалификации учителей", None, "nothing but school"),
]


@pytest.mark.parametrize(("one", "other", "expected"), [pair[:3] for pair in PAIRS], ids=[pair[3] for pair in PAIRS])
def test_pairs_are_graded(one: str, other: str, expected: str | None) -> None:
    assert grade(one, other) == expected
    assert grade(other, one) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Обучение классных руководителей инклюзии",
        "Работа школьных музеев",
        "Разработка программ перевода школ в эффективный режим",
        "Выставка рисунков о пожаре",
    ],
)
def test_one_title_is_the_same_measure(title: str) -> None:
    assert grade(title, title) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Курсы финансовой грамотности для педагогов", "Курсы финансовой грамотности для родителей"),
        ("Конкурс «Живая классика»", "Конкурс «Большая перемена»"),
        ("Мониторинг качества дошкольного образования", "Мониторинг качества профориентации"),
        ("Конкурс методических разработок учителей физики", "Конкурс методических разработок учителей биологии"),
    ],
    ids=["other people", "other project", "other topic", "other subject taught"],
)
def test_what_differs_in_one_facet_is_not_the_same(one: str, other: str) -> None:
    assert grade(one, other) != "same"


@pytest.mark.parametrize(
    ("title", "nearer", "farther"),
    [
        ("Выявление профессиональных дефицитов учителей", "Опрос о профессиональных дефицитах", "Памятка о профессиональных дефицитах"),
        ("Посещение уроков в ШНОР", "Методическая помощь ШНОР", "Рейтинг ШНОР"),
        ("Семинар классных руководителей", "Консультации классных руководителей", "Выплаты за классное руководство"),
        ("Мониторинг воспитательной работы", "Анализ воспитательной работы", "Анализ дефицитов педагогов в воспитательной работе"),
        ("Итоги конкурса чтецов", "Конкурс чтецов", "Конкурс шахматистов"),
        ("Акция «Чистый берег» по экологии", "Акция по экологии", "Акция «Зелёный двор» по экологии"),
        ("Тренинг для волонтёров", "Волонтёры: сборы", "Семья, спорт, музеи, питание, театры, волонтёры, экология, дороги: сборы"),
    ],
    ids=[
        "the same deed",
        "a near deed",
        "a deed that is no step of another",
        "another object",
        "another subject",
        "another project",
        "a list",
    ],
)
def test_what_is_nearer_scores_more(title: str, nearer: str, farther: str) -> None:
    found = compare(facets_of([profile(one) for one in (title, nearer, farther)]), np.array([0, 0]), np.array([1, 2]))
    assert found.score[0] > found.score[1]


def test_titles_that_share_no_word_have_no_counterpart() -> None:
    """Not even where action, direction and people are the same."""
    assert grade("Курсы для учителей по ФГОС", "Курсы для учителей по наставничеству") is None


def test_scores_do_not_depend_on_the_other_activities() -> None:
    pair = [profile("Слёт волонтёров"), profile("Акция добровольческих отрядов")]
    crowd = [*pair, *(profile(f"Урок по теме {n}: питание, спорт, музеи") for n in range(5))]
    alone, among = (compare(facets_of(many), np.array([0]), np.array([1])) for many in (pair, crowd))
    assert alone.score[0] == pytest.approx(among.score[0])


def test_the_reason_names_what_is_shared() -> None:
    one, other = profile("Кампания по популяризации проекта «Билет в будущее»"), profile("Реализация проекта «Билет в будущее»")
    text = reason(one, other, 3)
    assert "проект «Билет в будущее»" in text
    assert "вид работы другой" in text


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Анкетирование педагогов", "Справка о педагогах", "изучение и оценка"),
        ("Посещение уроков", "Консультации учителей", "посещение уроков — консультации и сопровождение"),
        ("Семинар экологов", "Школьный музей", "совещания, семинары, конференции — реализация"),
    ],
    ids=["one deed", "two deeds", "types, where one names no deed"],
)
def test_the_reason_names_what_is_done(one: str, other: str, expected: str) -> None:
    assert f"({expected})" in reason(profile(one), profile(other), 0)
