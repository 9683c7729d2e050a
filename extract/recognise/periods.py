"""The period that a title prints («на 2021-2022 годы», «на 2022/2023 учебный год»), never one that it does not print."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extract.recognise.sections import month_numbers
from records.morphology import lemma

_DASH = r"\s*[-–—−]\s*"
_YEARS = rf"(20\d\d)(?:{_DASH}|\s*/\s*|\s+и\s+|\s*,\s*)(20\d\d|\d\d)(?!\d)"
_SCHOOL = re.compile(rf"{_YEARS}\s*(?:г\.?г?\.?\s*)?(?:уч\b|уч\.|учебн)", re.IGNORECASE)
_YEARS_BEFORE = re.compile(rf"(?:(20\d\d)(?:{_DASH}|\s*/\s*)(?:20)?\d\d\s*(?:г\.?г?\.?)?\s*(?:,|;|и|{_DASH})\s*)+$", re.IGNORECASE)
_DAY = r"(\d{1,2})[.\s]+(\d{1,2}|[а-яё]{3,9})[.\s]+(20\d\d)"
_DAYS = re.compile(rf"(?:с\s+)?{_DAY}\s*(?:г\.|года?|г)?(?:\s*по\s+|{_DASH}){_DAY}", re.IGNORECASE)
_NUMBER_OF_DAY = r"[«\"]?(\d{1,2})[»\"]?"
_DAYS_OF_MONTH = re.compile(rf"(?<!\d){_NUMBER_OF_DAY}(?:{_DASH}|\s+по\s+){_NUMBER_OF_DAY}\s+([а-яё]{{3,9}})\s+(20\d\d)", re.IGNORECASE)
# «со 2 октября по 2 ноября 2015 года»: the year stands at the end alone
_DAYS_OF_YEAR = re.compile(
    rf"\bсо?\s+{_NUMBER_OF_DAY}\s+([а-яё]{{3,9}})\s+по\s+{_NUMBER_OF_DAY}\s+([а-яё]{{3,9}})\s+(20\d\d)", re.IGNORECASE
)
_ONE_DAY = re.compile(r"\d{1,2}\s+[а-яё]{3,9}\s+20\d\d", re.IGNORECASE)
_MONTHS = re.compile(
    rf"(?<![а-яё])([а-яё]{{3,9}})\s*(20\d\d)?\s*(?:г\.|года?|г)?(?:\s+по\s+|{_DASH})([а-яё]{{3,9}})\s+(20\d\d)", re.IGNORECASE
)
_RANGE = re.compile(
    rf"(?<![\d.])(20\d\d)\s*(?:г\.|года?|г)?(?:{_DASH}|\s+и\s+|\s+по\s+|\s*,\s*20\d\d\s*,\s*|\s*,\s*|\s*/\s*)(20\d\d)(?!\d)", re.IGNORECASE
)
_PART = re.compile(r"(?<![\wА-я])([IVІП]{1,3}|[1-4])\s*-?\s*(?:е|ое|й|ый)?\s*(полугодие|квартал)\w*\s+(20\d\d)", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:на|в|за)\s+([а-яё]{3,9})\s+(?:месяц\w*\s+)?(20\d\d)", re.IGNORECASE)
_ON_YEAR = re.compile(r"\b(?:на|в)\s+(20\d\d)\s*(?:\(?год|г\b|$|\W*$)", re.IGNORECASE)
_ANY_YEAR = re.compile(r"(?<![\d./])(20\d\d)\s*(?:год\w*|г\b)", re.IGNORECASE)
# «на 2021 год и на среднесрочный период до 2023 года», «на 2021 год и плановый период 2022 и 2023 годов»
_YEAR_AND_PERIOD = re.compile(
    r"\bна\s+(20\d\d)\s*(?:год|г\.?)\s*,?\s*и\s+(?:на\s+)?[а-яё]*\s*период\s+(?:до\s+)?(?:20\d\d\s*(?:-|–|и|,)\s*)*(20\d\d)", re.IGNORECASE
)
# «на 2017 год» beside the period of the programme that a plan carries out
_PLAN_YEAR = re.compile(r"\bна\s+(20\d\d)\s*(?:год(?![ыо])|г\.(?!\s*г))", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:на\s+период\s+)?до\s+(20\d\d)\s*(?:год|г\b)", re.IGNORECASE)
_ACT_DATE = re.compile(r"\bот\s+[«\"]?\d{1,2}[»\"]?[.\s]+(?:\d{1,2}|[а-яё]+)[.\s]+20\d\d", re.IGNORECASE)
_MONTH_AND_YEAR = re.compile(r"20\d\d(?:(?<=[а-яё]{3}\s20\d\d)|(?<=\s\s20\d\d))", re.IGNORECASE)  # a word before a year
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "І": 1, "ІІ": 2, "ІІІ": 3, "П": 2}


@dataclass(frozen=True, slots=True)
class PrintedPeriod:
    """A period as printed; `start` is None for «до 2025 года»."""

    start: date | None
    end: date
    school_year: bool = False


@lru_cache(maxsize=1_000)  # of a title its plan, its order and its programme ask
def period_of(text: str) -> PrintedPeriod | None:
    """The period that a text prints, the most exact way of printing it first; None where it prints none."""
    if "20" not in text:  # no year
        return None
    plain = _ACT_DATE.sub(" ", " ".join(text.split()))
    by_month = (_days_of_year, _days_of_month, _months) if _MONTH_AND_YEAR.search(plain) else ()  # the slowest, and seldom met
    readers = (_school, _days, *by_month, _year_and_period, _range, _part, _month, _year)
    return next((period for read in readers if (period := read(plain)) is not None), None)


def years_of(first: int, last: int) -> PrintedPeriod:
    """Whole calendar years."""
    return PrintedPeriod(date(first, 1, 1), date(last, 12, 31))


def _school(text: str) -> PrintedPeriod | None:
    """A school year runs from September to May; of several («2024/25 и 2025/26») the first one begins and the last one ends the period."""
    match = _SCHOOL.search(text)
    if not match:
        return None
    before = _YEARS_BEFORE.search(text[: match.start()])
    first, last = int(before[0].lstrip()[:4] if before else match[1]), _full_year(match[2])
    return PrintedPeriod(date(first, 9, 1), date(last, 5, 31), True) if first < last else None


def _full_year(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _days(text: str) -> PrintedPeriod | None:
    match = _DAYS.search(text)
    if not match:
        return None
    start, end = _day(*match.group(1, 2, 3)), _day(*match.group(4, 5, 6))
    return PrintedPeriod(start, end) if start and end and start <= end else None


def _days_of_month(text: str) -> PrintedPeriod | None:
    match = _DAYS_OF_MONTH.search(text)
    if not match:
        return None
    start, end = _day(match[1], match[3], match[4]), _day(match[2], match[3], match[4])
    return PrintedPeriod(start, end) if start and end and start <= end else None


def _days_of_year(text: str) -> PrintedPeriod | None:
    """From a day to one of another month; where the first month is the later one, the period began in the year before."""
    match = _DAYS_OF_YEAR.search(text)
    first, last = (_month_number(match[2]), _month_number(match[4])) if match else (None, None)
    if not match or not first or not last:
        return None
    start, end = _day(match[1], match[2], str(int(match[5]) - (first > last))), _day(match[3], match[4], match[5])
    return PrintedPeriod(start, end) if start and end and start <= end else None


def _day(day: str, month: str, year: str) -> date | None:
    number = int(month) if month.isdigit() else _month_number(month)
    try:
        return date(int(year), number or 0, int(day))
    except ValueError:
        return None


def _month_number(word: str) -> int | None:
    return month_numbers().get(lemma(word))


def _months(text: str) -> PrintedPeriod | None:
    match = _MONTHS.search(text)
    first, last = (_month_number(match[1]), _month_number(match[3])) if match else (None, None)
    if not match or not first or not last:
        return None
    year = int(match[4])
    start = date(int(match[2]) if match[2] else year - (first > last), first, 1)
    end = _month_end(year, last)
    return PrintedPeriod(start, end) if start <= end else None


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _year_and_period(text: str) -> PrintedPeriod | None:
    match = _YEAR_AND_PERIOD.search(text)
    return years_of(int(match[1]), int(match[2])) if match and int(match[1]) <= int(match[2]) else None


def _range(text: str) -> PrintedPeriod | None:
    """Several years; of «план реализации программы … на 2016-2020 годы на 2017 год» the year that is one of them."""
    match = _RANGE.search(text)
    first, last = (int(match[1]), int(match[2])) if match else (1, 0)
    if not match or first > last:
        return None
    beside = set(_PLAN_YEAR.findall(text[: match.start()] + text[match.end() :]))
    year = int(beside.pop()) if len(beside) == 1 else 0
    return years_of(year, year) if first <= year <= last else years_of(first, last)


def _part(text: str) -> PrintedPeriod | None:
    match = _PART.search(text)
    number = (int(match[1]) if match[1].isdigit() else _ROMAN.get(match[1].upper())) if match else None
    if not match or not number:
        return None
    length = 6 if match[2].lower() == "полугодие" else 3
    if number * length > 12:
        return None
    year = int(match[3])
    return PrintedPeriod(date(year, (number - 1) * length + 1, 1), _month_end(year, number * length))


def _month(text: str) -> PrintedPeriod | None:
    match = _MONTH.search(text)
    number = _month_number(match[1]) if match else None
    return PrintedPeriod(date(int(match[2]), number, 1), _month_end(int(match[2]), number)) if match and number else None


def _year(text: str) -> PrintedPeriod | None:
    """«на 2022 год»; any year that is printed alone; «до 2025 года» has an end only."""
    on = _ON_YEAR.findall(text)
    if on:
        return years_of(int(on[-1]), int(on[-1]))
    until = _UNTIL.search(text)
    if until:
        return PrintedPeriod(None, date(int(until[1]), 12, 31))
    years = set(_ANY_YEAR.findall(_ONE_DAY.sub(" ", text)))  # «к 9 мая 2022 года» is a day, no period
    return years_of(int(next(iter(years))), int(next(iter(years)))) if len(years) == 1 else None
