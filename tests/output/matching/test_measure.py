"""What a title is about: concepts and projects under all their names, nothing for boilerplate."""

from __future__ import annotations

import pytest

from output.matching.measure import CONCEPT, PROJECT, measure_of


@pytest.mark.parametrize(
    ("title", "concepts"),
    [
        ("Слёт одарённых школьников", {"gifted"}),
        ("Работа с детьми, проявляющими выдающиеся способности", {"gifted"}),
        ("Консультации для ШНОР", {"low_results"}),
        ("Помощь школам с низкими образовательными результатами", {"low_results"}),
        ("Подготовка к ОГЭ", {"state_exam"}),
        ("Анализ результатов ОГЭ", {"exam_results", "state_exam"}),
        ("Сборы волонтёров", {"volunteering"}),
        ("Слёт добровольческих отрядов", {"volunteering"}),
        ("Совещание о работе управления", set()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_thing_under_several_names_is_one_concept(title: str, concepts: set[str]) -> None:
    assert measure_of(title).concepts == concepts


@pytest.mark.parametrize(
    ("title", "projects"),
    [
        ("Уроки «ПроеКТОриЯ» в 8 классах", {"ПроеКТОриЯ"}),
        ("просмотр уроков «Проектория»", {"ПроеКТОриЯ"}),
        ("Занятия на базе «Точки роста»", {"Точка роста"}),
        ("Участие в проекте Билет в будущее", {"Билет в будущее"}),
        ("Конкурс «Ступени к звёздам»", {"Ступени к звёздам"}),
        ("Разработка «дорожной карты»", set()),
        ("Новая точка роста экономики", set()),
    ],
    ids=[
        "capitals",
        "another spelling",
        "declined",
        "without quotes",
        "a name nobody listed",
        "a quotation of boilerplate",
        "the same words, no name",
    ],
)
def test_projects_are_named_whatever_their_spelling(title: str, projects: set[str]) -> None:
    assert set(measure_of(title).projects.values()) == projects


@pytest.mark.parametrize(
    "title",
    [
        "Проведение мероприятий в образовательных организациях муниципального района",
        "Организация работы муниципальной методической службы",
        "Реализация плана мероприятий",
        "",
    ],
)
def test_boilerplate_weighs_next_to_nothing(title: str) -> None:
    assert sum(measure_of(title).terms.values()) < 0.3


def test_the_name_of_the_own_municipality_weighs_nothing() -> None:
    assert "заречный" in measure_of("Слёт туристов Заречного района").terms
    assert "заречный" not in measure_of("Слёт туристов Заречного района", "Заречный район").terms


def test_what_only_explains_weighs_less() -> None:
    head = measure_of("Слёт экологов").terms[CONCEPT + "ecology"]
    tail = measure_of("Олимпиада по биологии, направленная на воспитание любви к экологии").terms[CONCEPT + "ecology"]
    assert tail < head


def test_a_project_is_a_term_of_its_own() -> None:
    assert PROJECT + "Билет в будущее" in measure_of("Участие в проекте «Билет в будущее»").terms


@pytest.mark.parametrize(
    ("title", "deeds"),
    [
        ("Анкетирование родителей", ("monitor",)),
        ("Сбор информации и проверка столовых", ("monitor", "inspect")),
        ("Конкурс чтецов, направленный на обобщение опыта", ("compete",)),
        ("Мероприятия, направленные на информирование родителей", ("inform",)),
        ("Работа школьных музеев", ()),
    ],
    ids=["one deed", "the main one first", "what only explains does nothing", "unless the head does nothing", "none"],
)
def test_deeds_of_a_title(title: str, deeds: tuple[str, ...]) -> None:
    assert measure_of(title).deeds == deeds


def test_who_lists_many_concepts_speaks_little_of_each() -> None:
    alone = measure_of("Слёт экологов").terms[CONCEPT + "ecology"]
    listed = measure_of("Музеи, шахматы, театры, экологи, волонтёры, дороги, питание").terms[CONCEPT + "ecology"]
    assert listed < alone
