"""Fixed notations: numbers, periods, figures, dates and numbers of acts, capitals, titles, clauses."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.recognise.acts import basis_of, date_in, nominative, number_in
from extract.recognise.casing import ordinary_case, unspaced
from extract.recognise.clauses import action_of
from extract.recognise.directions import code_of, direction_of
from extract.recognise.figures import counted, qualified
from extract.recognise.head import kind_of
from extract.recognise.numbering import is_column_numbers, is_number, path_of, roman_value, split_number
from extract.recognise.parting import part_roles
from extract.recognise.periods import period_of
from extract.recognise.sections import month_of, number_and_title
from extract.recognise.titles import appendix_of, chapter_of, title_word
from extract.recognise.wordings import is_deadline

NUMBERS = {"1": True, "1.2.": True, "ХIII.": True, "ІІ": True, "3)": True, "а)": True, "53.": True, "2022": False, "Май": False, "": False}


@pytest.mark.parametrize(("text", "expected"), NUMBERS.items(), ids=list(NUMBERS))
def test_is_number(text: str, expected: bool) -> None:
    assert is_number(text) is expected


ROMAN = {"IV": 4, "Х.": 10, "ХIII.": 13, "ІІІ": 3, "Ш": 3, "П": 2, "XIV": 14, "IIX": None, "Да": None, "1": None}


@pytest.mark.parametrize(("text", "expected"), ROMAN.items(), ids=list(ROMAN))
def test_roman_with_cyrillic_letters(text: str, expected: int | None) -> None:
    assert roman_value(text) == expected


SPLIT = {
    "1.2. Провести семинар": ("1.2.", "Провести семинар"),
    "1.Провести": ("1.", "Провести"),
    "3) Издать приказ": ("3)", "Издать приказ"),
    "II. Кадры": ("II.", "Кадры"),
    "5 Провести": ("5", "Провести"),
    "12.05.2022 собрание": ("", "12.05.2022 собрание"),
    "2022 год": ("", "2022 год"),
    "500 участников": ("", "500 участников"),
    "М.В. Иванов": ("", "М.В. Иванов"),
}


@pytest.mark.parametrize(("text", "expected"), SPLIT.items(), ids=list(SPLIT))
def test_number_at_the_head_of_a_line(text: str, expected: tuple[str, str]) -> None:
    split = split_number(text)
    assert (split.number, split.rest) == expected


@given(st.lists(st.integers(1, 99), min_size=1, max_size=4), st.sampled_from(["", "."]))
def test_path_reads_what_was_written(path: list[int], dot: str) -> None:
    assert path_of(".".join(map(str, path)) + dot) == tuple(path)


def test_digits_that_python_refuses_to_count_are_no_number() -> None:
    assert path_of(f"1.{'9' * 5000}") == ()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["1", "2", "3", "4"], True),
        (["", "2", "3", "4"], True),
        (["1", "2"], False),
        (["1", "3", "4"], False),
        (["1", "2", "4", "5", "6"], True),
        (["1", "2", "4", "6", "7"], False),
        (["1", "2", "4", "5"], False),
        (["1", "Провести", "3"], False),
    ],
    ids=["plain", "blank first", "too short", "gap", "a column taken out", "two gaps", "a gap in few", "a row"],
)
def test_column_numbers(texts: list[str], expected: bool) -> None:
    assert is_column_numbers(texts) is expected


HEADINGS = {
    "Раздел 1. Кадры": ("Раздел 1.", "Кадры"),
    "Раздел II Кадры": ("Раздел II", "Кадры"),
    "Задача 2: Открыть группы": ("Задача 2", "Открыть группы"),
    "IV Родители": ("IV", "Родители"),
    "Х. Контроль": ("Х.", "Контроль"),
    "1.Кадры": ("1.", "Кадры"),
    "Кадры": ("", "Кадры"),
    "Раздел о кадрах": ("", "Раздел о кадрах"),
}


@pytest.mark.parametrize(("text", "expected"), HEADINGS.items(), ids=list(HEADINGS))
def test_number_of_a_section_keeps_its_word(text: str, expected: tuple[str, str]) -> None:
    assert number_and_title(text) == expected


MONTHS = {
    "Сентябрь": (9, None),
    "СЕНТЯБРЬ 2022 г.": (9, 2022),
    "май 2023 года": (5, 2023),
    "2023 год": (None, 2023),
    "Сентябрь-октябрь": (None, None),
    "Майские праздники": (None, None),
}


@pytest.mark.parametrize(("text", "expected"), MONTHS.items(), ids=list(MONTHS))
def test_month_rows(text: str, expected: tuple[int | None, int | None]) -> None:
    assert month_of(text) == expected


PERIODS = {
    "План на 2021-2022 годы": "2021-01-01/2022-12-31",
    "План на 2021 – 2024 гг.": "2021-01-01/2024-12-31",
    "План на 2022 год": "2022-01-01/2022-12-31",
    "на 2022 и 2023 годы": "2022-01-01/2023-12-31",
    "на 2023/2024 учебный год": "2023-09-01/2024-05-31 school",
    "на 2023-2024 уч. год": "2023-09-01/2024-05-31 school",
    "на 2023/24 учебный год": "2023-09-01/2024-05-31 school",
    "на 2024/2025 и 2025/2026 учебные годы": "2024-09-01/2026-05-31 school",
    "на 2023-2024, 2024-2025 и 2025-2026 учебные годы": "2023-09-01/2026-05-31 school",
    "на 2019 – 2020 учебный год.": "2019-09-01/2020-05-31 school",
    "с 1 сентября 2021 года по 31 мая 2022 года": "2021-09-01/2022-05-31",
    "на период с 01.09.2021 по 31.05.2022": "2021-09-01/2022-05-31",
    "с сентября 2021 по май 2022 года": "2021-09-01/2022-05-31",
    "на октябрь-декабрь 2022 года": "2022-10-01/2022-12-31",
    "на I полугодие 2023 года": "2023-01-01/2023-06-30",
    "на IV квартал 2022 г.": "2022-10-01/2022-12-31",
    "на сентябрь 2022 года": "2022-09-01/2022-09-30",
    "в апреле 2022 года": "2022-04-01/2022-04-30",
    "Неделя чтения, 11-15 апреля 2022 года": "2022-04-11/2022-04-15",
    "Мероприятия к 9 мая 2022 года": None,
    "на период с 2023 по 2025 год": "2023-01-01/2025-12-31",
    "на период до 2025 года": "../2025-12-31",
    "по итогам 2021 года на 2022 год": "2022-01-01/2022-12-31",
    "месячник со 2 октября по 2 ноября 2015 года": "2015-10-02/2015-11-02",
    "с 15 декабря по 10 января 2023 года": "2022-12-15/2023-01-10",
    "на 2021 год и на среднесрочный период до 2023 года": "2021-01-01/2023-12-31",
    "на 2024 год и плановый период 2025 и 2026 годов": "2024-01-01/2026-12-31",
    "План реализации программы «Забота» на 2021-2025 годы» на 2023 год": "2023-01-01/2023-12-31",
    "План на 2024 год к программе на 2022 – 2026 годы": "2024-01-01/2024-12-31",
    "План на 2021 год к программе на 2022 – 2026 годы": "2022-01-01/2026-12-31",
    "План к приказу от 12.08.2021 № 5": None,
    "План мероприятий": None,
}


@pytest.mark.parametrize(("text", "expected"), PERIODS.items(), ids=list(PERIODS))
def test_period_printed_in_a_title(text: str, expected: str | None) -> None:
    period = period_of(text)
    assert (f"{period.start or '..'}/{period.end}{' school' if period.school_year else ''}" if period else None) == expected


COUNTED = {
    "841 (97%)": (841, 97),
    "195(99,5%)": (195, 99.5),
    "229\n(27%)": (229, 27),
    "3,5": (3.5, None),
    "10 873": (10873, None),
    "96,5%": (None, 96.5),
    "-": (None, None),
    "нет данных": (None, None),
}


@pytest.mark.parametrize(("text", "expected"), COUNTED.items(), ids=list(COUNTED))
def test_figures_of_statistics(text: str, expected: tuple[float | None, float | None]) -> None:
    found = counted(text)
    assert (found.value, found.percent) == expected


def test_a_value_for_each_qualifier() -> None:
    assert [(v.qualifier, v.value) for v in qualified("ЕГЭ -99\nОГЭ- 97,6")] == [("ЕГЭ", 99), ("ОГЭ", 97.6)]
    assert [(v.qualifier, v.value) for v in qualified("не менее 6")] == [("не менее", 6)]
    assert [(v.qualifier, v.value) for v in qualified("-")] == [(None, None)]


DATES = {
    "12.08.2021 № 5": date(2021, 8, 12),
    "12 августа 2021 года": date(2021, 8, 12),
    "от «12» августа 2021 г. № 15-од": date(2021, 8, 12),
    "от «___» ______ 2021 г.": None,
    "31.02.2021": None,
}


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=list(DATES))
def test_date_of_an_order(text: str, expected: date | None) -> None:
    assert date_in(text) == expected


ACT_NUMBERS = {
    "от 12.08.2021 № 15-од": "15-од",
    "№ Сл-12-34-5678/21": "Сл-12-34-5678/21",
    "№ 12-01- 34/5": "12-01-34/5",
    "N 7": "7",
    "№ 01-05/123-п": "01-05/123-п",
    "от ____ № ____": None,
    "без номера": None,
    "№ 3/18 - ГС от 28 апреля 2021 года": "3/18-ГС",
    "№ 7 - П": "7-П",
    "от 05.10.2022 г. М 976": "976",
    "12.08.2021 Мо 15-од": "15-од",
    "ул. Мира, 5 М 3": None,
    "№ 5 - О плане работы": "5",
}


@pytest.mark.parametrize(("text", "expected"), ACT_NUMBERS.items(), ids=list(ACT_NUMBERS))
def test_number_of_an_order(text: str, expected: str | None) -> None:
    assert number_in(text) == expected


CASES = {
    "ОТДЕЛ АДМИНИСТРАЦИИ СЕРГАЧСКОГО МУНИЦИПАЛЬНОГО РАЙОНА": "Отдел администрации Сергачского муниципального района",
    "АДМИНИСТРАЦИЯ ГОРОДА ТВЕРИ": "Администрация города Твери",
    "ДЕПАРТАМЕНТ ОБРАЗОВАНИЯ ТОМСКОЙ ОБЛАСТИ": "Департамент образования Томской области",
    "МКУ «ЦЕНТР РАЗВИТИЯ» РЕСПУБЛИКИ ТАТАРСТАН": "МКУ «Центр развития» Республики Татарстан",
    "МИНИСТЕРСТВО ПРОСВЕЩЕНИЯ РОССИЙСКОЙ ФЕДЕРАЦИИ": "Министерство просвещения Российской Федерации",
    "Отдел образования": "Отдел образования",
    "ЗАРЕЧНЫЙ ГОРОДСКОЙ СОВЕТ НАРОДНЫХ ДЕПУТАТОВ": "Заречный городской Совет народных депутатов",
    "ЗАРЕЧНАЯ ГОРОДСКАЯ ДУМА": "Заречная городская Дума",
    "ПЕДАГОГИЧЕСКИЙ СОВЕТ ШКОЛЫ": "Педагогический совет школы",
    "АДМИНИСТРАЦИЯ КАРАЧАЕВО-ЧЕРКЕССКОЙ РЕСПУБЛИКИ": "Администрация Карачаево-Черкесской Республики",
}


@pytest.mark.parametrize(("text", "expected"), CASES.items(), ids=list(CASES))
def test_capitals_become_ordinary(text: str, expected: str) -> None:
    assert ordinary_case(text) == expected


KINDS = {
    "П Р И К А З": "приказ",
    "ПОСТАНОВЛЕНИЕ": "постановление",
    "Распоряжение": "распоряжение",
    "ПРИКАЗ № 15": "приказ",
    "Приказ от 12.08.2021 № 15-од": "приказ",
    "ПОСТАНОВЛЕНИЕ АДМИНИСТРАЦИИ РАЙОНА": "постановление",
    "Приказ издать до 1 мая": None,
    "Контроль": None,
}


@pytest.mark.parametrize(("text", "expected"), KINDS.items(), ids=list(KINDS))
def test_kind_of_an_order(text: str, expected: str | None) -> None:
    assert kind_of(text) == expected


def test_spaced_letters() -> None:
    assert unspaced("п р и к а з ы в а ю: в с е м") == "приказываю: всем"


def test_basis_acts() -> None:
    text = (
        "На основании Федерального закона от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации», постановления Правительства "
        "Российской Федерации от 26 декабря 2017 г. № 1642 «Об утверждении программы «Развитие образования», приказов министерства "
        "образования Тверской области от 01.02.2021 № 5, от 03.02.2021 № 7-од"
    )
    assert [(act.kind, act.issuer, act.number, str(act.date), act.title) for act in basis_of(text)] == [
        ("федеральный закон", None, "273-ФЗ", "2012-12-29", "Об образовании в Российской Федерации"),
        ("постановление", "Правительство Российской Федерации", "1642", "2017-12-26", "Об утверждении программы «Развитие образования»"),
        ("приказ", "министерство образования Тверской области", "5", "2021-02-01", None),
        ("приказ", "министерство образования Тверской области", "7-од", "2021-02-03", None),
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("управления образования города", "управление образования города"),
        ("Правительства Российской Федерации", "Правительство Российской Федерации"),
        ("главы района", "глава района"),
        ("РФ", "РФ"),
    ],
)
def test_issuer_in_the_nominative(printed: str, expected: str) -> None:
    assert nominative(printed) == expected


ACTIONS = {
    "Утвердить план (приложение 1).": "approve",
    "Рекомендовать руководителям школ организовать работу.": "recommend",
    "Отделу кадров обеспечить выполнение.": "instruct",
    "Контроль за исполнением оставляю за собой.": "control",
    "Возложить контроль за исполнением на заместителя.": "control",
    "Опубликовать приказ на сайте.": "publish",
    "Специалисту Ивановой разместить приказ на сайте.": "publish",
    "Приказ вступает в силу со дня подписания.": "other",
}


@pytest.mark.parametrize(("text", "expected"), ACTIONS.items(), ids=list(ACTIONS))
def test_what_a_clause_does(text: str, expected: str) -> None:
    assert action_of(text) == expected


TITLES = {
    "План мероприятий по чтению на 2022 год": "план",
    "ДОРОЖНАЯ КАРТА": "дорожный",
    "Муниципальный комплексный план": "план",
    "Комплекс мер по подготовке": "комплекс",
    "Циклограмма работы": "циклограмма",
    "2. План работы отдела": None,
    "- план работы": None,
    "План утверждён приказом и размещён на сайте, его исполняют школы.": None,
    "Об утверждении плана": None,
}


@pytest.mark.parametrize(("text", "expected"), TITLES.items(), ids=list(TITLES))
def test_line_that_opens_a_title(text: str, expected: str | None) -> None:
    assert title_word(text) == expected


APPENDICES = {
    "ПРИЛОЖЕНИЕ 1": ("1", ""),
    "Приложение № 2 к приказу отдела": ("2", "к приказу отдела"),
    "Приложение к постановлению": (None, "к постановлению"),
    "Приложение": (None, ""),
    "Приложение 1 содержит сведения о школах": None,
    "«Приложение 4 к Правилам": ("4", "к Правилам"),
    "Приложение: на 5 л. в 1 экз.": None,
}


@pytest.mark.parametrize(("text", "expected"), APPENDICES.items(), ids=list(APPENDICES))
def test_mark_of_an_appendix(text: str, expected: tuple[str | None, str] | None) -> None:
    found = appendix_of(text)
    assert ((found.number, found.rest) if found else None) == expected


CHAPTERS = {
    "I. Направление «Школьное чтение»": ("I", "Школьное чтение"),
    "Направление 2. Кадры": ("2", "Кадры"),
    "Раздел III. «Родители»": ("III", "Родители"),
    "Направление «Спорт»": (None, "Спорт"),
    "Направление деятельности школ определяет отдел": None,
    "1. Текущая ситуация": None,
}


@pytest.mark.parametrize(("text", "expected"), CHAPTERS.items(), ids=list(CHAPTERS))
def test_chapter_headings(text: str, expected: tuple[str | None, str] | None) -> None:
    assert chapter_of(text) == expected


DIRECTIONS = {
    "План мероприятий («дорожная карта» 1.1) по развитию в Лесном муниципальном районе системы оценки на 2021-2022 годы": (
        "1.1",
        "системы оценки",
    ),
    "План мероприятий по развитию системы наставничества в Лесном округе Тверской области на 2022 год": (None, "системы наставничества"),
    "Дорожная карта 2.3. по формированию муниципальной системы воспитания на территории Лесного района": (
        "2.3.",
        "муниципальной системы воспитания",
    ),
    "План мероприятий по повышению качества чтения на 2022-2023 учебный год": (None, "повышению качества чтения"),
    "План работы на 2022 год": (None, None),
}


@pytest.mark.parametrize(("title", "expected"), DIRECTIONS.items(), ids=list(DIRECTIONS))
def test_code_and_direction_of_a_title(title: str, expected: tuple[str | None, str | None]) -> None:
    assert (code_of(title), direction_of(title)) == expected


PARTED = {
    "до 1 ноября 2021, Центр занятости, школы": ("до 1 ноября 2021", "Центр занятости, школы"),
    "май, июнь\nОтдел": ("май, июнь", "Отдел"),
    "апрель / Отдел": ("апрель", "Отдел"),
    "Отдел, март": ("март", "Отдел"),
    "Отдел": ("", "Отдел"),
    "ежегодно": ("ежегодно", ""),
}


@pytest.mark.parametrize(("text", "expected"), PARTED.items(), ids=list(PARTED))
def test_two_roles_in_one_column(text: str, expected: tuple[str, str]) -> None:
    parts = part_roles(text, ("deadline", "body"))
    assert (parts["deadline"], parts["body"]) == expected


@pytest.mark.parametrize("text", ["май", "до 15.09.2022", "в течение года", "ежеквартально", "1 раз в месяц", "2022 г."])
def test_deadline_words(text: str) -> None:
    assert is_deadline(text)


@pytest.mark.parametrize("text", ["Отдел образования", "директор школы № 5", "методист по 1 классам", ""])
def test_no_deadline_words(text: str) -> None:
    assert not is_deadline(text)
