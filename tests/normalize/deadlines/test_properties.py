"""Properties of the deadline grammar: every spelling of a meaning reads back, noise changes nothing, nothing is invented."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from unicodedata import category

import pytest
from dateutil.rrule import rrulestr
from edtf_validate.valid_edtf import is_valid
from hypothesis import given, settings
from hypothesis import strategies as st

from normalize.deadlines import explain_deadline, read_deadline
from normalize.deadlines.occurrences import starts
from normalize.deadlines.tokens import tokenize
from records.meaning import DeadlineContext, DeadlineItem, Period

MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь")
GENITIVE = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")
NONE = DeadlineContext()
PLAN = DeadlineContext(Period(date(2022, 1, 1), date(2022, 12, 31)))
WORDS = [
    "1",
    "2",
    "15",
    "31",
    "2022",
    "2023",
    "I",
    "III",
    "Ш",
    "января",
    "май",
    "сентябрь",
    "ежегодно",
    "ежемесячно",
    "раз",
    "раза",
    "в",
    "на",
    "до",
    "с",
    "по",
    "к",
    "не",
    "позднее",
    "реже",
    "г.",
    "учебный",
    "год",
    "период",
    "квартал",
    "полугодие",
    "декада",
    "неделя",
    "числа",
    "месяца",
    "первый",
    "вторник",
    "весна",
    "постоянно",
    "далее",
    "течение",
    "всего",
    "реализации",
    "плана",
    "графику",
    "мере",
    "необходимости",
    "после",
    "дня",
    "каждый",
    "отчетным",
    "следующего",
    "за",
    "кроме",
    "выходных",
    "конец",
    "(",
    ")",
    ",",
    ".",
    ";",
    "-",
    "–",
    "/",
    "«",
    "_",
    "01.09.2022",
    "31.02.2022",
    "10.00",
    "09.2022",
    "слово",
]

months = st.integers(1, 12)
years = st.integers(2015, 2035)
dashes = st.sampled_from(("-", "–", "—", " - ", " – ", "- ", " -"))
year_words = st.sampled_from(("", " г.", "г.", " года", "года", " г", " год"))
cells = st.lists(st.sampled_from([*WORDS, "\n"]), max_size=14).map(" ".join)


def meaning(item: DeadlineItem) -> tuple[object, ...]:
    """The columns that say what an item means, its text and place aside."""
    return item.kind, item.edtf, item.rrule, item.duration, item.extent, item.bound, item.times, item.at_least, item.condition_kind


def one(text: str, context: DeadlineContext = NONE) -> DeadlineItem:
    """The only item of a cell."""
    items = read_deadline(text, context)
    assert len(items) == 1, text
    return items[0]


@given(months, years, year_words, st.sampled_from((" ", ", ", "\n", "  ")))
def test_a_month_reads_back(month: int, year: int, word: str, gap: str) -> None:
    assert one(f"{MONTHS[month - 1]}{gap}{year}{word}").edtf == f"{year}-{month:02}"


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), year_words, st.booleans(), st.booleans())
def test_a_day_reads_back(day: date, word: str, numeric: bool, bound: bool) -> None:
    text = f"{day:%d.%m.%Y}{word}" if numeric else f"{day.day} {GENITIVE[day.month - 1]} {day.year}{word}"
    item = one(f"до {text}" if bound else text)
    assert (item.edtf, item.bound) == ((f"../{day}", "before") if bound else (str(day), None))


@given(months, months, years, years, dashes)
def test_a_range_reads_back(first: int, last: int, year: int, other: int, dash: str) -> None:
    item = one(f"{MONTHS[first - 1]} {year}{dash}{MONTHS[last - 1]} {other} г.")
    if (year, first) < (other, last):
        assert item.edtf == f"{year}-{first:02}/{other}-{last:02}"
    elif (year, first) > (other, last):
        assert item.kind == "unparsed"


@given(st.lists(months, min_size=2, max_size=6, unique=True), years, st.sampled_from((", ", " и ", "\n", "/", " ")))
def test_an_enumeration_is_an_ascending_set(chosen: list[int], year: int, sign: str) -> None:
    item = one(sign.join(MONTHS[month - 1] for month in chosen) + f" {year}")
    assert item.edtf == "{" + ",".join(f"{year}-{month:02}" for month in sorted(chosen)) + "}"


@given(
    st.integers(1, 4),
    years,
    st.sampled_from(("I II III IV", "1 2 3 4", "1-й 2-й 3-й 4-й", "І ІІ ІІІ ІУ", "первый второй третий четвертый", "I П Ш IУ")),
)
def test_a_quarter_reads_back(quarter: int, year: int, numerals: str) -> None:
    assert one(f"{numerals.split()[quarter - 1]} квартал {year} г.").edtf == f"{year}-{32 + quarter}"


@given(
    st.lists(months, min_size=1, max_size=5, unique=True),
    st.sampled_from(("ежегодно, {}", "{} ежегодно", "Ежегодно ({})", "ежегодно\n{}", "каждый год, {}")),
)
def test_a_yearly_rule_reads_back(chosen: list[int], form: str) -> None:
    item = one(form.format(", ".join(MONTHS[month - 1] for month in chosen)))
    assert (item.rrule, item.duration) == (f"FREQ=YEARLY;BYMONTH={','.join(map(str, sorted(chosen)))}", "P1M")


NOISE = (str.upper, str.title, lambda s: s.replace(" ", "\u00a0"), lambda s: s.replace(" ", "  "), lambda s: f"  {s} ", lambda s: s + ".")
PRINTED = (
    "сентябрь - октябрь 2022 г.",
    "до 10 октября 2021",
    "ежегодно, май",
    "2 раза в год (октябрь, март)",
    "ежемесячно до 5 числа",
    "в течение учебного года",
    "iii квартал 2022 года",
    "октябрь 2021 г. далее - ежегодно",
    "по мере необходимости в течение года",
    "с 01.09.2022 по 31.05.2023",
    "1. январь 2022\n2. ежегодно, июнь",
    "в течение 5 рабочих дней со дня регистрации",
)


@pytest.mark.parametrize("text", PRINTED)
@given(st.lists(st.sampled_from(NOISE), min_size=1, max_size=3), st.sampled_from("-–—−"))
def test_noise_changes_nothing(text: str, noise: list[object], dash: str) -> None:
    noisy = text.replace("-", dash)
    for change in noise:
        noisy = change(noisy)  # type: ignore[operator]
    assert [meaning(item) for item in read_deadline(noisy, PLAN)] == [meaning(item) for item in read_deadline(text, PLAN)]


@settings(max_examples=200, deadline=None)
@given(cells)
def test_nothing_is_invented(text: str) -> None:
    """Only printed years (or the one before, where a range runs backwards) are in `edtf`, and every value is valid EDTF."""
    printed = {int(found) for found in re.findall(r"20\d\d", text)} | {2000 + int(found) for found in re.findall(r"\b\d\d(?= г)", text)}
    for item in read_deadline(text, PLAN):
        if item.edtf:
            assert is_valid(item.edtf), (text, item.edtf)
            assert {int(found) for found in re.findall(r"20\d\d", item.edtf)} <= printed | {year - 1 for year in printed}
        if item.kind == "unparsed":
            assert not any((item.edtf, item.rrule, item.duration, item.extent, item.bound, item.times, item.condition_kind, item.start))


@settings(max_examples=200, deadline=None)
@given(st.one_of(cells, st.text(max_size=60)))
def test_every_character_is_accounted_for(text: str) -> None:
    tokens = tokenize(text)
    covered = {k for a, b in zip(tokens.starts, tokens.ends, strict=True) for k in range(a, b)}
    assert all(character.isspace() or category(character) == "Cf" for k, character in enumerate(text) if k not in covered)
    explanation = explain_deadline(text, PLAN)
    for note in explanation.items:
        assert text[note.item.char_start : note.item.char_end] == note.item.raw
        left = "".join(part.text for part in note.rules) + "".join(note.leftover)
        if note.item.kind != "unparsed" and note.item.raw and note.rules:
            assert {c for c in note.item.raw if c.isalnum()} <= set(left)


@given(cells)
def test_start_and_end_are_those_of_the_occurrences(text: str) -> None:
    for item in read_deadline(text, PLAN):
        if item.occurrences:
            assert item.start == item.occurrences[0].start
            ends = [occurrence.end for occurrence in item.occurrences]
            assert item.end == (None if None in ends else max(end for end in ends if end))


class _NoToday(date):
    @classmethod
    def today(cls) -> date:
        raise AssertionError("today's date must not matter")


@pytest.mark.parametrize("text", [*PRINTED, "ноябрь текущего года", "до 1 ноября", "01.09.22"])
def test_todays_date_never_matters(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("occurrences", "resolve", "repeats"):
        monkeypatch.setattr(f"normalize.deadlines.{module}.date", _NoToday)
    assert read_deadline.__wrapped__(text, PLAN)


@pytest.mark.parametrize("text", ["1 ", "(", "до ", "1, ", "1/", "1-й", "ежегодно\n", "1. май\n", "2022-", "_", "слово "])
def test_long_garbage_ends(text: str) -> None:
    assert read_deadline.__wrapped__((text * 10_000)[:10_000], PLAN)


RULES = (
    "FREQ=YEARLY;BYMONTH=3,10",
    "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1",
    "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15",
    "FREQ=MONTHLY;BYMONTHDAY=5",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=1TU",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=2WE,4WE",
    "FREQ=YEARLY;BYMONTH=9;BYDAY=WE",
    "FREQ=WEEKLY;BYDAY=TU,TH",
    "FREQ=DAILY",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=3",
    "FREQ=YEARLY",
)


@pytest.mark.parametrize("rule", RULES)
@given(st.dates(date(2020, 1, 1), date(2024, 12, 31)), st.integers(1, 900))
def test_occurrences_agree_with_dateutil(rule: str, low: date, length: int) -> None:
    high = low + timedelta(days=length)
    on_days = "BYMONTHDAY" in rule or "BYDAY" in rule or rule == "FREQ=DAILY"
    calendar = rrulestr(
        f"DTSTART:20190101T000000\nRRULE:{rule}" + ("" if on_days else ";BYMONTHDAY=1")
    )  # the calendar's periods, not the plan's
    found = (moment.date() for moment in calendar.between(_moment(low), _moment(high), inc=True))
    wanted = [day for day in found if rule != "FREQ=YEARLY" or day.month == 1]
    assert [day for day in starts(rule, low, high) if low <= day <= high] == wanted


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)
