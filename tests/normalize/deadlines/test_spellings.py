"""Every kind of deadline written in any of its spellings reads back: halves, decades, school years, counts, weekdays, due days, lists."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from normalize.deadlines import read_deadline
from records.meaning import DeadlineContext, DeadlineItem

GENITIVE = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# What a period may be called after «раз в …», with its FREQ and INTERVAL.
PERIODS = {
    "неделю": ("WEEKLY", 1),
    "месяц": ("MONTHLY", 1),
    "квартал": ("MONTHLY", 3),
    "полугодие": ("MONTHLY", 6),
    "год": ("YEARLY", 1),
    "2 года": ("YEARLY", 2),
    "две недели": ("WEEKLY", 2),
}
WEEKDAYS = {
    "MO": ("понедельник", "понедельникам", "первый"),
    "TU": ("вторник", "вторникам", "первый"),
    "WE": ("среда", "средам", "первая"),
    "TH": ("четверг", "четвергам", "первый"),
    "FR": ("пятница", "пятницам", "первая"),
}
EXTENTS = {
    "year": ("в течение года", "в течении года", "на протяжении всего года", "в теч. года", "круглогодично"),
    "school_year": ("в течение учебного года", "весь учебный год", "в течение уч. года"),
    "plan_period": ("постоянно", "весь период", "в течение всего периода", "на постоянной основе", "систематически"),
}
CONDITIONS = {
    "schedule": ("по графику", "согласно графику", "в соответствии с планом-графиком", "по отдельному плану", "по расписанию"),
    "agreement": ("по согласованию",),
    "need": ("по мере необходимости", "при необходимости", "по запросу", "по заявкам"),
    "result": ("по итогам мониторинга", "по результатам мониторинга"),
    "event": ("после проведения экзамена", "в рамках конференции", "не позднее 3 дней после семинара"),
    "regulation": ("в соответствии с приказом министерства", "согласно положению"),
    "vacation": ("в каникулярный период", "осенние каникулы"),
    "curriculum": ("в соответствии с учебным планом",),
}
STYLES = {"number": ("{}. ", "{}) ", "{}."), "letter": ("{}) ",), "stage": ("{} этап – ", "Этап {}: ", "{}-й этап: ")}

months, years = st.integers(1, 12), st.integers(2015, 2035)
noise = st.sampled_from((str.lower, str.upper, str.capitalize, lambda text: text + ".", lambda text: text.replace(" ", "\u00a0")))


def one(text: str) -> DeadlineItem:
    """The only item of a cell."""
    (item,) = read_deadline(text, DeadlineContext())
    return item


def pairs(table: dict[str, Sequence[str]]) -> st.SearchStrategy[tuple[str, str]]:
    """(value, one of its spellings)."""
    return st.sampled_from([(value, text) for value, texts in table.items() for text in texts])


@given(st.integers(1, 2), years, st.sampled_from(("I II", "1 2", "1-е 2-е", "первое второе")), st.sampled_from(("года", "г.", "г")))
def test_a_half_year(half: int, year: int, numerals: str, word: str) -> None:
    assert one(f"{numerals.split()[half - 1]} полугодие {year} {word}").edtf == f"{year}-{39 + half}"


@given(years, st.sampled_from(("{a}/{b} учебный год", "{a}-{b} уч. г.", "{a} – {b} учебный год", "{a}/{c} учебный год", "{a}-{c} уч.год")))
def test_a_school_year(year: int, form: str) -> None:
    assert one(form.format(a=year, b=year + 1, c=f"{(year + 1) % 100:02}")).edtf == f"{year}-09/{year + 1}-05"


@given(st.integers(1, 3), months, st.sampled_from(("1 2 3", "I II III", "1-я 2-я 3-я", "первая вторая третья")))
def test_a_decade(place: int, month: int, numerals: str) -> None:
    first, last = ((1, 10), (11, 20), (21, LENGTHS[month - 1]))[place - 1]
    item = one(f"{numerals.split()[place - 1]} декада {GENITIVE[month - 1]}")
    assert item.edtf == f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}"


@given(st.integers(1, 6), st.sampled_from(list(PERIODS)), st.booleans(), st.sampled_from(("раз", "раза", "р.")))
def test_a_count(times: int, period: str, at_least: bool, word: str) -> None:
    item = one(f"{'не реже ' if at_least else ''}{times} {word} в {period}")
    freq, interval = PERIODS[period]
    rule = f"FREQ={freq}" + (f";INTERVAL={interval}" if interval > 1 else "")
    assert (item.rrule, item.times, item.at_least) == (rule, times, at_least)


@given(st.sampled_from(list(WEEKDAYS)), st.sampled_from(("каждый|каждая {0}", "еженедельно по {1}", "по {1}", "{2} {0} месяца")))
def test_a_weekday(code: str, form: str) -> None:
    name, many, first = WEEKDAYS[code]
    every = "каждая" if first.endswith("я") else "каждый"
    item = one(form.replace("каждый|каждая", every).format(name, many, first))
    assert item.rrule == (f"FREQ=MONTHLY;BYDAY=1{code}" if "месяца" in form else f"FREQ=WEEKLY;BYDAY={code}")
    assert item.duration == "P1D"


@given(st.integers(1, 28), st.sampled_from(("ежемесячно до {} числа", "до {} числа каждого месяца", "ежемесячно, не позднее {} числа")))
def test_a_due_day(day: int, form: str) -> None:
    item = one(form.format(day))
    assert (item.rrule, item.duration, item.bound) == (f"FREQ=MONTHLY;BYMONTHDAY={day}", "P1D", "before")


@given(pairs(EXTENTS), noise)
def test_an_extent(pair: tuple[str, str], change: object) -> None:
    item = one(change(pair[1]))  # type: ignore[operator]
    assert (item.kind, item.extent) == ("continuous", pair[0])


@given(pairs(CONDITIONS), noise)
def test_a_condition(pair: tuple[str, str], change: object) -> None:
    item = one(change(pair[1]))  # type: ignore[operator]
    assert (item.kind, item.condition_kind) == ("conditional", pair[0])


@given(
    st.lists(st.sampled_from(("сентябрь 2022", "ежегодно", "постоянно", "до 1 мая 2023 г.", "по графику")), min_size=2, max_size=5),
    st.sampled_from([(style, form) for style, forms in STYLES.items() for form in forms]),
    st.sampled_from((";", ".", "")),
)
def test_a_list(texts: list[str], style: tuple[str, str], sign: str) -> None:
    """An enumerator changes nothing of what its item means, and is its label."""
    names = "абвгд" if style[0] == "letter" else "12345"
    items = read_deadline(
        "\n".join(style[1].format(name) + text + sign for name, text in zip(names, texts, strict=False)), DeadlineContext()
    )
    assert [item.label for item in items] == list(names[: len(texts)])
    assert [item.raw for item in items] == [text + sign for text in texts]
    assert [(item.kind, item.edtf, item.rrule) for item in items] == [(i.kind, i.edtf, i.rrule) for i in map(one, texts)]
