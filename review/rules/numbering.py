"""N: numbers of rows. Numbers are compared as a reader sees them; a list numbered by Word counts like a typed one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from records.finding import Finding
from records.order import Section
from review.content import CELLS
from review.subject import PlanRows, Row, Subject

_NUMBER = re.compile(r"(\d{1,9}(?:\.\d{1,9})*)\.?\)?")
_ADDED = re.compile(r"\d+(?:\.\d+)*[а-дa-d][.)]?")  # «5а»: a row put in later, which has its place by right
_FIRST_LETTER, _LETTER = re.compile(r"\d\.?[аa][.)]?$"), re.compile(r"\d\.?[а-яa-z][.)]?$")
_AS_DIGITS = str.maketrans("ЗзОоOoIlбБ,", "3300001166.")  # what is typed instead of a digit or a dot
_ROMAN = re.compile(r"[IVXLХ]+\.?")  # the last letter is Cyrillic: a common slip, which is not a matter of style
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50}
_LONG = 60  # letters of a title that a message quotes
_MANY = 5  # rows of one plan that are told one by one
_STYLE = 3  # rows from which a sign in their numbers may be how the plan numbers them
_MOST = 0.5  # a row without a number is odd only where most rows have one

Parsed = tuple[int, ...]


@lru_cache(maxsize=CELLS)
def parsed(number: str) -> Parsed | None:
    """«1.10.» → (1, 10); None for what is no arabic number."""
    found = _NUMBER.fullmatch(number.strip().replace(" ", ""))
    return tuple(map(int, found[1].split("."))) if found else None


def damaged(subject: Subject) -> Iterator[Finding]:
    """N104: a number between two neighbours that it does not fit, which one lost or added sign would mend («53.» after «5.2.»)."""
    for plan in subject.plans:
        for row, expected in _damaged(plan):
            message = f"Номер «{row.activity.number}» не продолжает ряд: по соседним строкам здесь должно быть {expected}."
            yield row.finding("N104", message, row.activity.number, "number", suggestion=expected)
        for row in _strange(plan):
            number, meant = row.activity.number.strip(), mended(row.activity.number)
            message = f"Номер «{number}» записан с посторонними знаками" + (f": вероятно, {meant}." if meant else ".")
            yield row.finding("N104", message, number, "number", suggestion=meant or None)


def _strange(plan: PlanRows) -> Sequence[Row]:
    """The rows whose numbers have signs in them that no number has, where that is not how the plan numbers its rows."""
    strange = [row for row in plan.rows if _is_strange(row.activity.number)]
    if strange and any(_FIRST_LETTER.search(row.activity.number) for row in plan.rows):  # «1.а», «1.б» is a way of numbering
        strange = [row for row in strange if not _LETTER.search(row.activity.number)]
    numbered = sum(bool(row.activity.number) for row in plan.rows) if len(strange) >= _STYLE else 0
    return strange if len(strange) < _STYLE or len(strange) <= _MOST * numbered else ()


@lru_cache(maxsize=CELLS)
def _is_strange(number: str) -> bool:
    """Whether a number with digits has signs in it that no number has."""
    number = number.strip()
    return re.search(r"\d", number) is not None and not any((parsed(number), _ROMAN.fullmatch(number), _ADDED.fullmatch(number)))


@lru_cache(maxsize=CELLS)
def mended(number: str) -> str:
    """What a number with a slip was to be: «3.З» → «3.3», «2..2» → «2.2», «1,2/» → «1.2»; empty for the number of a row put in later."""
    number = number.strip()
    if parsed(number) or _ADDED.fullmatch(number):
        return number if parsed(number) else ""
    return re.sub(r"\.{2,}", ".", re.sub(r"[^\d.]", "", number.translate(_AS_DIGITS))).strip(".")


def _damaged(plan: PlanRows) -> Iterator[tuple[Row, str]]:
    numbers = [parsed(row.activity.number) for row in plan.rows]
    around = zip(plan.rows[1:], numbers, numbers[1:], [*numbers[2:], None], strict=False)
    odd = [(row, before, here, after) for row, before, here, after in around if before and here and here != _next(before)]
    for row, before, here, _ in odd:
        if len(before) > 1 and len(here) != len(before) and "".join(map(str, here)) == "".join(map(str, _next(before))):
            yield row, _dotted(_next(before))
    for row, before, here, after in odd:
        if len(here) == len(before) and here not in (before, after) and after == _next(_next(before)):
            yield row, _dotted(_next(before))


def _next(number: Parsed) -> Parsed:
    return (*number[:-1], number[-1] + 1)


def gaps_and_repeats(subject: Subject) -> Iterator[Finding]:
    """N101, N102: in each run of numbers with one head («2.1», «2.2», …) the last part counts on by one."""
    for plan in subject.plans:
        numbers = {row.n: mended(row.activity.number) for row in plan.rows} | {row.n: one for row, one in _damaged(plan)}
        parts = _parts(plan)
        rows = [row for row in plan.rows if row.n not in parts]
        same = Counter(row.activity.number for row in rows if row.activity.number)
        if len(rows) > 2 and len(same) == 1:
            number = next(iter(same))
            yield plan.finding("N102", f"Во всех строках плана стоит один и тот же номер «{number}».", number, "number")
        else:
            for run in _runs(rows, numbers):
                yield from _breaks(run, [row.n for row in rows if not row.activity.number])


def _runs(rows: Sequence[Row], numbers: Mapping[int, str]) -> Iterator[list[tuple[Row, Parsed]]]:
    """Rows with one head of their numbers, whatever stands between them, cut where a new section counts from 1 again.

    A damaged number counts as what it should be (`numbers`: ordinal of a row → number)."""
    runs: dict[Parsed, list[tuple[Row, Parsed]]] = {}
    for row in rows:
        number = parsed(numbers[row.n])
        if number is None:
            continue
        run = runs.setdefault(number[:-1], [])
        if run and number[-1] == 1 and row.activity.section != run[-1][0].activity.section:
            yield run
            run = runs[number[:-1]] = []
        run.append((row, number))
    yield from runs.values()


def _parts(plan: PlanRows) -> frozenset[int]:
    """The rows below a work that is told in parts («Ремонт школ, в том числе:»): they have its number or none."""
    parts: set[int] = set()
    whole: Row | None = None
    for row in plan.rows:
        if whole and row.activity.number in ("", whole.activity.number):
            parts.add(row.n)
        else:
            whole = row if row.activity.title.rstrip().endswith(":") else None
    return frozenset(parts)


def _breaks(run: Sequence[tuple[Row, Parsed]], bare: Sequence[int]) -> Iterator[Finding]:
    """Gaps and repeats of a run. A gap that rows without a number (`bare`: their ordinals) or with a repeated one fill is none: their own
    finding says enough."""
    first, number = run[0]
    if len(number) > 1 and number[-1] > 1:
        yield _gap(first, (*number[:-1], 0), number)
    seen = {number: first}
    repeated = 0
    for (above, before), (row, here) in pairwise(run):
        if row.activity.place.row_first == above.activity.place.row_first and row.activity.place == above.activity.place:
            continue  # one printed row that holds several activities
        missing = here[-1] - before[-1] - 1
        if here in seen:
            repeated += 1
            message = f"Номер {row.activity.number} уже стоит у мероприятия «{_short(seen[here].activity.title)}»."
            yield row.finding("N102", message, row.activity.number, "number")
        elif missing <= 0:
            repeated = 0
        else:
            filled = repeated + sum(above.n < n < row.n for n in bare)
            repeated = 0
            if missing != filled:
                yield _gap(row, before, here)
        seen.setdefault(here, row)


def missing_sections(subject: Subject) -> Iterator[Finding]:
    """N101: the numbers of a plan's sections, roman or arabic, count on by one; N104: one between two that leave place for another («VI»
    for «IV»)."""
    for plan in subject.plans:
        known = [(section, value) for section in plan.plan.sections if (value := _value(section.number))]
        for (above, before), (section, here), (_, after) in zip(known, known[1:], [*known[2:], (None, 0)], strict=False):
            if here > before + 1:
                code = "N104" if after == before + 2 else "N101"
                follows = "номер испорчен" if code == "N104" else "проверьте, не пропал ли раздел"
                message = f"После раздела {_bare(above)} идёт сразу {_bare(section)}: {follows}."
                yield plan.finding(code, message, f"{section.number} {section.title}", "section")


def _bare(section: Section) -> str:
    return (section.number or "").rstrip(".")


@lru_cache(maxsize=CELLS)
def _value(number: str | None) -> int | None:
    """What a section's number counts: «2.» → 2, «IV» → 4; None for others."""
    bare = (number or "").strip().rstrip(".)").replace("Х", "X")
    if bare.isdecimal() and len(bare) < 10:
        return int(bare)
    digits = [_ROMAN_DIGITS.get(letter) for letter in bare]
    if not digits or None in digits:
        return None
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-(one or 0) if (one or 0) < (after or 0) else (one or 0) for one, after in pairs)


def _gap(row: Row, before: Parsed, here: Parsed) -> Finding:
    first, last = _dotted((*here[:-1], before[-1] + 1)), _dotted((*here[:-1], here[-1] - 1))
    named = f"Пропущен номер {first}" if first == last else f"Пропущены номера {first}–{last}"
    where = f"после {_dotted(before)} идёт сразу {_dotted(here)}" if before[-1] else f"нумерация начинается с {_dotted(here)}"
    return row.finding("N101", f"{named}: {where}.", row.activity.number, "number")


def _dotted(number: Parsed) -> str:
    return ".".join(map(str, number))


def _short(title: str) -> str:
    return title if len(title) <= _LONG else f"{title[:_LONG].rsplit(' ', 1)[0]} …"


def without_number(subject: Subject) -> Iterator[Finding]:
    """N103: a row without a number in a plan that numbers its rows. A sub-row that opens with a dash has none by right."""
    for plan in subject.plans:
        parts = _parts(plan)
        rows = [row for row in plan.rows if not row.empty and row.n not in parts]
        numbered = sum(bool(row.activity.number) for row in rows)
        if len(rows) > 1 and _MOST <= numbered / len(rows) < 1:
            for row in rows:
                if not row.activity.number and not row.activity.title.lstrip().startswith(("-", "–", "—", "•")):
                    message = "У мероприятия нет номера, хотя у остальных строк он есть. Проставьте номер."
                    yield row.finding("N103", message, row.activity.title, "number")


def only_numbers(subject: Subject) -> Iterator[Finding]:
    """N106: rows that are empty but for their number; many of one plan (a form that nobody filled in) are told at once."""
    for plan in subject.plans:
        bare = [row for row in plan.rows if row.empty and row.activity.number]
        if len(bare) > _MANY:
            numbers = _shown([row.activity.number for row in bare])
            message = f"В {len(bare)} строках плана есть только номер: {numbers}. Впишите мероприятия или удалите строки."
            yield plan.finding("N106", message, numbers, "number")
        for row in bare if len(bare) <= _MANY else ():
            message = f"Строка «{row.activity.number}» пуста: есть только номер. Впишите мероприятие или удалите строку."
            yield row.finding("N106", message, row.activity.number, "number")


def mixed_styles(subject: Subject) -> Iterator[Finding]:
    """N105: dots after some numbers and not after others; roman and arabic numbers of sections side by side."""
    for plan in subject.plans:
        numbers = [row.activity.number for row in plan.rows if parsed(row.activity.number)]
        yield from _dots(plan, numbers, "номера строк", "number")
        sections = [section.number for section in plan.plan.sections if section.number]
        kinds = {"римские" if _ROMAN.fullmatch(number) else "арабские" for number in sections}
        if len(kinds) > 1:
            yield plan.finding("N105", f"Номера разделов то римские, то арабские: {_shown(sections)}.", _shown(sections), "section", "W")
        else:
            yield from _dots(plan, sections, "номера разделов", "section")


def _dots(plan: PlanRows, numbers: Sequence[str], what: str, field: str) -> Iterator[Finding]:
    dotted = [number for number in numbers if number.endswith(".")]
    if 0 < len(dotted) < len(numbers):
        evidence = f"{_shown(dotted)} — {_shown([number for number in numbers if not number.endswith('.')])}"
        yield plan.finding("N105", f"{what.capitalize()} то с точкой, то без неё: {evidence}.", evidence, field)


def _shown(numbers: Sequence[str]) -> str:
    return ", ".join(numbers[:4]) + (" …" if len(numbers) > 4 else "")


def styles_across_plans(subject: Subject) -> Iterator[Finding]:
    """N105: plans of one document number their rows in different ways, or print their own codes differently."""
    if len(subject.plans) < 2:
        return
    styles = {plan.name: style for plan in subject.plans if (style := _style(plan))}
    if len(set(styles.values())) > 1:
        evidence = "; ".join(f"{name}: {style}" for name, style in styles.items())
        yield subject.finding("N105", "Планы документа нумеруются по-разному.", evidence, "number")
    codes = [plan.plan.code for plan in subject.plans if plan.plan.code]
    if len({code.endswith(".") for code in codes}) > 1:
        yield subject.finding("N105", f"Коды планов печатаются то с точкой, то без неё: {_shown(codes)}.", _shown(codes), "code")


def _style(plan: PlanRows) -> str | None:
    """How a plan numbers its rows, where it does so in one way."""
    numbers = [row.activity.number for row in plan.rows if parsed(row.activity.number)]
    dots, depths = {number.endswith(".") for number in numbers}, {len(parsed(number) or ()) for number in numbers}
    if len(dots) != 1 or len(depths) != 1:
        return None
    return f"{'1.1' if depths == {2} else '1'}{'.' if dots == {True} else ''}"


RULES = (damaged, gaps_and_repeats, missing_sections, without_number, only_numbers, mixed_styles, styles_across_plans)
