"""R: results: whether there is one, whether it is whole, and whether it is the result of this work."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from normalize.topics.words import words
from records.document import Table
from records.finding import Finding, Severity
from records.morphology import analyzer
from review.content import CELLS, all_words, contained
from review.rules import copies, levels
from review.subject import Row, Subject
from review.wording import wording

_REPEATS = 0.85  # share of a result's words that its title has, from which it only repeats the title
_DIGITS = re.compile(r"\d+")
_GRADE = "клас"  # «9 классов» are pupils of the ninth grade as often as nine classes
_TELLS_THE_SAME = 0.6
_COUNTED = re.compile(r"(\d+)(?:-?(?:х|ти|ми|го|ый|й|я))?\s+(?:[а-яё]+[ыиойаеяью]+\s+){0,1}?([а-яё]{3,})", re.IGNORECASE)
_ITEM = re.compile(r"(?:^|[\s;.])(\d{1,2})[.)]\s*(?=[А-ЯЁ])")
_EVENTS = ("contest", "training", "meeting")
_DEEDS = (*_EVENTS, "implementation", "campaign")
_NO_PAPER = frozenset(("event_held", "outcome", None))


def without_result(subject: Subject) -> Iterator[Finding]:
    """R402: an empty result in a plan that has results; a plan without any is told once."""
    nothing = {result for result in set(subject.cells["result_raw"]) if wording().matches("nothing", result)}
    for plan in subject.plans:
        rows = [row for row in plan.rows if not row.empty]
        bare = [row for row in rows if row.activity.result in nothing]
        if rows and len(bare) == len(rows):
            yield plan.finding("R402", "В плане нет ни одного результата: по чему судить, что работа сделана, не сказано.", severity="I")
        else:
            for row in bare:
                yield row.finding("R402", "Результат не указан.", row.activity.result, "result_raw")


def fragments(subject: Subject) -> Iterator[Finding]:
    """R404: the piece of a sentence that lost its beginning, a result that names nothing, one cell for two rows."""
    for text, (message, weight) in subject.where(_fragment, "result_raw"):
        yield text.finding("R404", message, text.value, weight)
    yield from _shared_cells(subject)


def _fragment(result: str) -> tuple[str, Severity | None] | None:
    """What a result lacks to be whole, with the weight where it is not the usual one."""
    if _is_torn(result):
        return "Результат — обрывок: начало фразы потеряно или осталось в соседней строке.", None
    return (f"Что будет результатом, не названо: «{result}».", "W") if wording().matches("nameless", result) else None


@lru_cache(maxsize=CELLS)
def _is_torn(result: str) -> bool:
    return wording().matches("torn beginning", result) or _begins_within(result)


def _begins_within(result: str) -> bool:
    """Whether a text begins with a preposition and names nothing by itself: no noun in the nominative, no verb."""
    if not wording().matches("small beginning", result):
        return False
    return not any(_names_something(word.text) for word in words(result) if len(word.text) > 2)


def _names_something(word: str) -> bool:
    """Whether the likeliest reading of a word is a noun in the nominative, or a word that says something of one."""
    tags = [parse.tag for parse in analyzer().parse(word)]
    nominative = tags[0].POS in ("NOUN", "NPRO") and tags[0].case == "nomn"
    return nominative or tags[0].POS in ("VERB", "INFN", "PRTS", "ADJS") or tags[0].POS is None


def _shared_cells(subject: Subject) -> Iterator[Finding]:
    """One result cell that stands beside two or three rows which plan different work."""
    merged = dict(_merged(subject))
    for plan in subject.plans if merged else ():
        for before, row in zip(plan.rows, plan.rows[1:], strict=False):
            rows = merged.get((row.activity.place.table, row.activity.place.row_first, row.activity.result))
            if rows and before.activity.result == row.activity.result:
                message = f"Ячейка результата объединена со строкой {before.name}: у строки {row.name} своего результата нет."
                yield row.finding("R404", message, row.activity.result, "result_raw", "W")


def _merged(subject: Subject) -> Iterator[tuple[tuple[int, int, str], int]]:
    for number, table in subject.document.tables():
        for cell in table.cells:
            if 2 <= cell.row_span <= 3 and cell.row >= _header_rows(table):
                for row in range(cell.row + 1, cell.row + cell.row_span):
                    yield (number, row, cell.text), cell.row_span


def _header_rows(table: Table) -> int:
    return max(1, table.header_rows)


def formal(subject: Subject) -> Iterator[Finding]:
    """R405: a paper that opens the work instead of its end, the title said again, or a purpose."""
    torn, genitive = ({result for result in subject.said["result_raw"] if ask(result)} for ask in (_is_torn, _is_genitive))
    for row in subject.rows:
        result, types = row.activity.result, [item.result_type for item in row.meaning.results]
        if not result or result in torn:
            continue  # R402, R404 say more
        if _only_opens(row, types):
            message = f"«{_short(result)}» — документ начала работы: будет ли она сделана, по нему не видно."
            yield row.finding("R405", message, result, "result_raw")
        elif result in genitive:
            message = "Результат начинается с родительного падежа: похоже на обрывок формулировки цели."
            yield row.finding("R405", message, result, "result_raw")
        elif _repeats(row, types):
            yield row.finding("R405", "Результат повторяет название и не говорит, что получится.", result, "result_raw", "I")
        elif row.meaning.topic.activity_type in _EVENTS and wording().matches("begins with purpose", result):
            yield row.finding("R405", "Названа цель, а не результат: что именно получится, не сказано.", result, "result_raw", "I")


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60].rsplit(' ', 1)[0]} …"


def _only_opens(row: Row, types: list[str | None]) -> bool:
    """Whether nothing but letters and requests come of work that is no letter itself."""
    if "letter" not in types or not {"letter", "other"}.issuperset(types) or wording().matches("promised figure", row.activity.result):
        return False  # «70 % заявлений подаются через портал» counts letters and is none
    title = row.activity.title
    deed = row.meaning.topic.activity_type in _DEEDS or wording().matches("begins with deed", title)
    return deed and not wording().matches("letter or request", title)


@lru_cache(maxsize=CELLS)
def _is_genitive(result: str) -> bool:
    """«Выявления, поддержки и развития …»: the first word is a noun in the genitive; a process beside others has no plural."""
    first = re.match(r"\s*([А-ЯЁ]?[а-яё]{5,})\b", result)
    if first is None or wording().matches("absent", result):
        return False  # «Расхождений нет» is whole
    word = first[1].lower()
    parses = analyzer().parse(word)
    alone = not any(parse.tag.case in ("nomn", "accs") for parse in parses)
    among = wording().matches("several processes", result) and word not in wording().words["plural things"]
    return parses[0].tag.POS == "NOUN" and parses[0].tag.case == "gent" and (alone or among)


def _repeats(row: Row, types: list[str | None]) -> bool:
    result = row.activity.result
    if not _NO_PAPER.issuperset(types) or not wording().matches("begins with action", result):
        return False
    return contained(all_words(result), all_words(row.activity.title)) >= _REPEATS


def numbering(subject: Subject) -> Iterator[Finding]:
    """R406: items of a result that are numbered with gaps, twice, or only in part."""
    for row in subject.rows:
        result, labels = row.activity.result, [item.label for item in row.meaning.results]
        if not any(labels):
            continue
        numbers = [int(found[0]) for label in labels if label and (found := _DIGITS.search(label))]
        if not numbers:
            continue
        inside = [int(number) for number in _ITEM.findall(result)]
        numbers = inside if len(inside) > len(numbers) else numbers
        if numbers != list(range(1, len(numbers) + 1)) and not (numbers[0] == 2 and labels[0] is None):
            shown = ", ".join(map(str, numbers))
            yield row.finding("R406", f"Пункты результата пронумерованы не подряд: {shown}.", result, "result_raw")
        elif len(numbers) < len(labels):
            yield row.finding("R406", "Номера стоят не у всех пунктов результата.", result, "result_raw")


def other_numbers(subject: Subject) -> Iterator[Finding]:
    """R407: title and result say the same, but count differently («от 5 до 18 лет» and «от 5 до 8 лет»)."""
    for text, mine in subject.where(_counted, "title"):
        title, result = text.value, text.row.activity.result
        theirs = _counted(result)
        for thing in (one for one in mine if one in theirs):
            if mine[thing].isdisjoint(theirs[thing]) and _is_about(result, title):
                left, right = ", ".join(sorted(mine[thing])), ", ".join(sorted(theirs[thing]))
                message = f"В названии {left}, а в результате {right}: числа не совпадают."
                yield text.row.finding("R407", message, result, "result_raw", "W")
                break


@lru_cache(maxsize=CELLS)
def _counted(text: str) -> Mapping[str, set[str]]:
    """What is counted, by the beginning of its word → its numbers."""
    counted: dict[str, set[str]] = {}
    for number, thing in _COUNTED.findall(text):
        if thing.lower()[:4] != _GRADE:
            counted.setdefault(thing.lower()[:4], set()).add(number)
    return counted


def _is_about(result: str, title: str) -> bool:
    said, told = all_words(title), all_words(result)
    return max(contained(said, told), contained(told, said)) >= _TELLS_THE_SAME


RULES = (without_result, fragments, formal, numbering, other_numbers, *copies.RULES, *levels.RULES)
