"""Headings: roles, broken words, misprints, combined columns."""

from __future__ import annotations

import random

import pytest

from extract.recognise.headings import heading_forms, heading_lemmas, meaning_of, mend, roles_in
from extract.recognise.vocabulary import lemmas, word_list
from records.morphology import is_known, lemma

ROLES = {
    "№": ("number",),
    "№ п/п": ("number",),
    "№ п/": ("number",),
    "N п/п": ("number",),
    "Наименование мероприятия": ("title",),
    "НАИМЕНОВАНИЕ МЕРОПРИЯТИЙ": ("title",),
    "Перечень основных мероприятий": ("title",),
    "Мероприятия по реализации дорожной карты": ("title",),
    "Содержание": ("title",),
    "Сроки": ("deadline",),
    "Срок\nисполнения\n(месяц, год)": ("deadline",),
    "Срок исполнения мероприятия": ("deadline",),
    "Период реализации": ("deadline",),
    "Ориентировочное время проведения": ("deadline",),
    "Дата начала": ("deadline_start",),
    "Дата окончания реализации": ("deadline_end",),
    "Ответственный исполнитель": ("body",),
    "Ответственные за исполнение мероприятия": ("body",),
    "Кто отвечает": ("body",),
    "Ожидаемый результат": ("result",),
    "Контрольный результат": ("result",),
    "Результат (вид документа)": ("result",),
    "Форма отчётности": ("result_weak",),
    "Индикатор": ("result_weak",),
    "Срок исполнения, ответственный": ("deadline", "body"),
    "Ответственный/срок": ("body", "deadline"),
    "Сроки и ответственные": ("deadline", "body"),
    "Место и дата проведения": ("deadline",),
    "Отметка о выполнении мероприятия": (),
    "Источник финансирования мероприятия": (),
    "Место проведения мероприятия": (),
    "Примечание": (),
    "Цвет папки": (),
    "": (),
}


@pytest.mark.parametrize(("heading", "roles"), ROLES.items(), ids=list(ROLES))
def test_roles_of_a_heading(heading: str, roles: tuple[str, ...]) -> None:
    assert roles_in(heading) == roles


MENDED = {
    "Наимено вание мероприя тия": "Наименование мероприятия",
    "Ожидае-\nмый результат": "Ожидаемый результат",
    "Научно-\nметодический отдел": "Научно-методический отдел",
    "Срок и место": "Срок и место",
    "Едини- ца изме- рения": "Единица измерения",
    "Ответст венный испол нитель": "Ответственный исполнитель",
}


@pytest.mark.parametrize(("printed", "whole"), MENDED.items(), ids=list(MENDED))
def test_broken_words_become_whole(printed: str, whole: str) -> None:
    assert mend(printed) == whole


def test_one_wrong_letter_is_mended_and_never_into_another_word() -> None:
    """The measurement behind MISPRINT_THRESHOLD."""
    chance = random.Random(1)  # noqa: S311
    tried = [
        (word, broken)
        for word in chance.sample([form for form in heading_forms() if len(form) >= 8], 200)
        if (place := chance.randrange(1, len(word) - 1)) and not is_known(broken := word[:place] + word[place + 1 :])
    ]
    mended = sum(heading_lemmas(broken) == (lemma(word),) for word, broken in tried)
    assert mended >= 0.97 * len(tried)


def test_no_phrase_has_two_meanings() -> None:
    """A phrase of `roles` or `other` stands in one list only: the loader would silently take the first."""
    seen: dict[tuple[str, ...], str] = {}
    for group in ("roles", "other"):
        for role, phrases in word_list("headers")[group].items():
            for phrase in phrases:
                assert seen.setdefault(lemmas(str(phrase)), role) == role, phrase


@pytest.mark.parametrize("text", ["Провести анализ исполнения сроков подготовки школ к отопительному сезону " * 4, "12.05.2022"])
def test_long_texts_and_dates_are_no_headings(text: str) -> None:
    assert meaning_of(text) is None
