"""T: texts, and what a template left in them. A rule speaks only where a reader would see it at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from normalize.region_names import find_regions
from records.document import Paragraph, Table
from records.finding import Finding, Severity
from records.morphology import analyzer, lemma
from records.text import clean_cell
from review import spelling
from review.content import CELLS
from review.subject import TEXTS, Subject
from review.wording import wording

_PAIRS = {"«": "»", "„": "“", "(": ")", "[": "]"}
_SIGNS = '«»„“”()[]"'
_LISTED = re.compile(r"(?:^|[\s;:,(])(?:\d{1,2}|[а-яa-z])\)", re.IGNORECASE | re.MULTILINE)
_WORD = re.compile(r"[А-Яа-яЁёA-Za-z]+(?:-[А-Яа-яЁёA-Za-z]+)*")
_DOERS = ("щий", "щийся", "вший", "вшийся", "чий", "ть", "ться", "ти", "тись")  # the lemma of a participle is its verb
_TAIL = 40  # characters at the end of a text in which its last words stand
_CAPITAL = re.compile(r"[А-ЯЁ]")
_PHRASES = ("title", "result_raw")  # what is more than a list of names
_CUT_END = re.compile(r"[\s.»\"”]+$")


def template_remains(subject: Subject) -> Iterator[Finding]:
    """T601: what a template says to replace («наименование муниципалитета», «ХХ», «указать») still stands there."""
    for text, found in subject.where(_remains, *TEXTS):
        yield text.finding("T601", f"В тексте остался образец: «{found}». Впишите своё.", text.value)
    for plan in subject.plans:
        if plan.plan.title and (sample := _remains(plan.plan.title)):
            yield plan.finding("T601", f"В названии плана остался образец: «{sample}».", plan.plan.title, "heading")


@lru_cache(maxsize=CELLS)
def _remains(text: str) -> str | None:
    return wording().find("template", text)


def broken_off(subject: Subject) -> Iterator[Finding]:
    """T603: a text that ends where a sentence can't («… и», «в условиях», «Кстовского»), or holds a lone letter."""
    for text, (message, weight) in subject.where(_broken, *_PHRASES):
        yield text.finding("T603", message, text.value, weight)


@lru_cache(maxsize=CELLS)
def _broken(text: str) -> tuple[str, Severity | None] | None:
    """How a text is broken off, with the weight where it is not the usual one."""
    last_line = _CUT_END.sub("", text)
    if wording().matches("nothing", text):
        return None  # a dash is an empty cell
    if wording().matches("hanging end", last_line[-_TAIL:]):
        return f"Текст обрывается на «{_tail(last_line)}»: не хватает слов.", None
    if _ends_in_adjective(last_line):
        return f"Текст обрывается на «{_tail(last_line)}»: не сказано, кого или чего.", None
    if found := wording().find("lone letter", text):
        return f"Текст испорчен: посреди фразы одна буква «{found}».", "E"
    if text.rstrip().endswith(";"):
        return "Перечень кончается точкой с запятой: возможно, он оборван.", "I"
    return None


def _ends_in_adjective(text: str) -> bool:
    """Whether the last word can only be an adjective or participle in an oblique case, whose noun is missing."""
    words = _WORD.findall(text)
    if len(words) < 3 or not text.endswith(words[-1]) or words[-1].isupper():
        return False
    parses = analyzer().parse(words[-1].lower())
    if not all(parse.tag.POS in ("ADJF", "PRTF") and not {"nomn", "Subx"} & set(parse.tag.grammemes) for parse in parses):
        return False
    return lemma(words[-1]) not in wording().words["noun-like"] and not _agrees_before(words) and not _names_people(words)


def _agrees_before(words: list[str]) -> bool:
    """Whether a noun just before takes the adjective («ребёнка одарённого»)."""
    previous, last = (analyzer().parse(word.lower())[0].tag for word in words[-2:])
    return bool(previous.POS == "NOUN" and previous.case == last.case and previous.number == last.number)


def _names_people(words: list[str]) -> bool:
    """Whether a plural participle stands for people: behind a preposition or «и» («для слабовидящих», «среди одиноко проживающих»)."""
    *before, last = (analyzer().parse(word.lower())[0].tag for word in words[-3:])
    nearest = next((tag.POS for tag in reversed(before) if tag.POS != "ADVB"), None)
    return nearest in ("PREP", "CONJ") and last.number == "plur" and lemma(words[-1]).endswith(_DOERS)


def _tail(text: str) -> str:
    return " ".join(text.split()[-4:])


def repeated_words(subject: Subject) -> Iterator[Finding]:
    """T604: a word said twice in a row, a whole sentence said twice in one cell."""
    for text, repeated in subject.where(_repeated, *TEXTS):
        yield text.finding("T604", repeated, text.value)


@lru_cache(maxsize=CELLS)
def _repeated(text: str) -> str | None:
    words = text.lower().split()
    again = pairwise(words) if len(set(words)) < len(words) else ()
    if found := next((word for word, after in again if word == after and len(word) > 1 and word.isalpha()), None):
        return f"Слово повторено: «{found} {found}»."
    if not any(sign in text for sign in ".;\n"):
        return None  # one sentence
    sentences = [one.strip() for one in re.split(r"[.;\n]", text) if len(one.split()) > 3]
    twice = next((one for one in sentences if sentences.count(one) > 1), None) or _said_again(text)
    return f"В одной ячейке дважды сказано: «{twice}»." if twice else None


def _said_again(text: str) -> str | None:
    """A short sentence («Окрашены скамейки.») that follows itself on its line; on lines of their own such may be papers of two stages."""
    lines = ([one.strip() for one in re.split(r"[.;]", line)] for line in text.split("\n") if "." in line or ";" in line)
    return next((one for line in lines for one, after in pairwise(line) if " " in one and one.lower() == after.lower()), None)


def markup(subject: Subject) -> Iterator[Finding]:
    """T605: tags, entities and field codes of another program in the text; a lone letter as a paragraph of the heading."""
    for text, (message, weight) in subject.where(_markup, *TEXTS):
        yield text.finding("T605", message, text.value, weight)
    lone = [block.text for block in subject.document.blocks if isinstance(block, Paragraph) and _CAPITAL.fullmatch(block.text.strip())]
    if lone:
        message = f"Отдельной строкой стоит одна буква «{lone[0].strip()}»: остаток бланка."
        yield subject.finding("T605", message, lone[0], "text", "I")


@lru_cache(maxsize=CELLS)
def _markup(text: str) -> tuple[str, Severity | None] | None:
    if found := wording().find("markup", text):
        return f"В тексте осталась разметка «{found}».", None
    if found := wording().around("torn word", text):
        return f"Слово разорвано: «{found}».", "I"
    return None


def blank_requisites(subject: Subject) -> Iterator[Finding]:
    """T606: «от ____ № ____» not filled in, counted to the plan whose table follows."""
    tables = {entry.table: plan for plan in reversed(subject.plans) for entry in plan.plan.ledger}
    waiting: list[str] = []
    number = 0
    for block in subject.document.blocks:
        if isinstance(block, Table):
            number += 1
            if waiting and number in tables:
                yield tables[number].finding("T606", f"Реквизиты не заполнены: «{waiting[0]}».", waiting[0], "requisites")
                waiting.clear()
        elif "_" in block.text and (found := wording().find("blank requisites", clean_cell(block.text))):
            waiting.append(found)
    for evidence in waiting[:1]:
        yield subject.finding("T606", f"Реквизиты не заполнены: «{evidence}».", evidence, "requisites")


def foreign_region(subject: Subject) -> Iterator[Finding]:
    """T607: the text of a municipality names a region that is not its own, as its own business."""
    home = subject.meaning.region_id
    if home is None:
        return
    for text, regions in subject.where(find_regions, *TEXTS):
        foreign = next((words for region, words in regions if region != home), None)
        if foreign and not wording().matches("beyond the region", text.value):
            yield text.finding("T607", f"Назван другой регион: «{foreign}». Не взята ли строка из чужого плана?", text.value)


def unpaired(subject: Subject) -> Iterator[Finding]:
    """T608: quotes and brackets that do not come in pairs. The bracket of a list («1)») is none; round ones of bodies are B310."""
    for text, signs in subject.where(_lost, *TEXTS):
        if lost := [pair for pair in signs if pair != "()" or text.field != "body_raw"]:
            yield text.finding("T608", f"Непарные знаки: {' и '.join(lost)}. Один потерян или лишний.", text.value)


@lru_cache(maxsize=CELLS)
def _lost(text: str) -> tuple[str, ...]:
    """The pairs of signs of which one is missing."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    plain = _LISTED.sub(" ", text) if ")" in text else text
    lost = [f"{left}{right}" for left, right in _PAIRS.items() if left != "„" and plain.count(left) != plain.count(right)]
    if "„" in plain and plain.count("„") != plain.count("“") + plain.count("”"):
        lost.append("„“")
    if "„" not in plain and "“" not in plain and plain.count('"') % 2:
        lost.append('""')
    return () if _closed_together(plain, lost) else tuple(lost)


def _closed_together(text: str, lost: list[str]) -> bool:
    """One closing quote for two that end at one place («… «Точка роста») is the rule of Russian print, not a slip."""
    return lost == ["«»"] and text.count("«") == text.count("»") + 1 and re.search(r"«[^»]*«[^»]*»\W*$", text) is not None


def opposite_meaning(subject: Subject) -> Iterator[Finding]:
    """T609: prevention of what is wanted («профилактика безопасного поведения»)."""
    for plan in subject.plans:
        for section in plan.plan.sections:
            if found := _opposite(section.title):
                yield plan.finding("T609", f"Смысл обратный: «{found}».", section.title, "section")
    for text, opposite in subject.where(_opposite, *_PHRASES):
        yield text.finding("T609", f"Смысл обратный: «{opposite}».", text.value)


@lru_cache(maxsize=CELLS)
def _opposite(text: str) -> str | None:
    return wording().find("opposite", text)


def misprints(subject: Subject) -> Iterator[Finding]:
    """T602: words that no dictionary knows and that a slip of the finger makes of a known one; signs out of place. Those of bodies' names
    are B301."""
    meant = spelling.misprints(subject.texts)

    def remarks(text: str) -> list[tuple[str, Severity | None]]:
        words = (spelling.beginning_of(text), *spelling.words_of(text)) if meant else ()
        doubts = [f"Похоже на опечатку: «{word}», возможно, «{meant[word]}»." for word in words if word in meant]
        slips = [f"{name[0].upper()}{name[1:]}: «{found}»." for name, found in wording().slips("text", text)]
        return [*((doubt, "W") for doubt in doubts), *((slip, None) for slip in slips)]

    for text, found in subject.where(remarks, *_PHRASES):
        for message, weight in found:
            yield text.finding("T602", message, text.value, weight)


def cut_heading(subject: Subject) -> Iterator[Finding]:
    """T603: a heading cell of the table that breaks off («№ п/»)."""
    starts = {entry.table: plan for plan in reversed(subject.plans) for entry in plan.plan.ledger if entry.reason == "header"}
    for number, table in subject.document.tables():
        if number in starts:
            for cell in table.cells:
                if cell.row < 2 and wording().matches("cut heading", cell.text):
                    yield starts[number].finding("T603", f"Заголовок графы оборван: «{cell.text}».", cell.text, "header", "I")
                    break


RULES = (
    template_remains,
    misprints,
    broken_off,
    cut_heading,
    repeated_words,
    markup,
    blank_requisites,
    foreign_region,
    unpaired,
    opposite_meaning,
)
