"""O: the order itself, its clauses, its appendices, and the order of rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, pairwise

from records.finding import Finding
from records.morphology import lemma
from records.order import Clause
from review.rules.numbering import Parsed, parsed
from review.subject import PlanRows, Subject
from review.wording import wording

_RELATED = 0.5  # share of common words below which a clause and a heading are not about one plan
_BACKWARD = 0.3  # share of neighbours that go back in time, from which a list by deadlines is not in their order
_FEW = 6  # rows from which an order can be told

_WORD = re.compile(r"[А-Яа-яЁёA-Za-z]+(?:-[А-Яа-яЁёA-Za-z]+)*|\d+(?:\.\d+)*")


def missing_clauses(subject: Subject) -> Iterator[Finding]:
    """O701: the clauses of an order, and the points inside one clause, count on by one."""
    numbers = [(clause, number) for clause in subject.order.head.clauses if (number := parsed(clause.number))]
    for _, group in groupby(sorted(numbers, key=lambda one: (len(one[1]), one[1][:-1])), key=lambda one: one[1][:-1]):
        for (before, left), (clause, right) in pairwise(group):
            if right[-1] > left[-1] + 1:
                message = f"После пункта {before.number} идёт сразу {clause.number}: {_between(left, right)}."
                yield subject.finding("O701", message, f"{before.number} → {clause.number}", "clause")


def _between(left: Parsed, right: Parsed) -> str:
    first, last = left[-1] + 1, right[-1] - 1
    return f"пропущен пункт {first}" if first == last else f"пропущены пункты {first}–{last}"


def differing_titles(subject: Subject) -> Iterator[Finding]:
    """O703: the heading of an appendix and the clause that approves it name the plan in other words, or in another order."""
    for plan in subject.plans:
        clause = _approving(subject.order.head.clauses, plan, len(subject.plans))
        if clause is None or not plan.plan.title:
            continue
        here, there = _title_words(plan.plan.title), _title_words(clause.text)
        heading, approved = [form for form, _ in here], [form for form, _ in there]
        if heading == approved:
            continue
        known = len(heading) if clause.appendix else max(len(heading), len(approved))  # a caption above the table may be no name at all
        if sum((Counter(heading) & Counter(approved)).values()) < _RELATED * known:
            continue
        own = {lemma(word.lower()) for word in _WORD.findall(subject.order.head.issuer or "")}
        added, lost = (
            "" if _names_place(words, own) else words
            for words in (_printed(Counter(heading) - Counter(approved), here), _printed(Counter(approved) - Counter(heading), there))
        )
        if added or lost:
            yield plan.finding("O703", _difference(clause, added, lost), plan.plan.title, "heading")
        elif sorted(heading) == sorted(approved):
            message = f"Слова названия приложения стоят не в том порядке, что {_in_clause(clause)}."
            yield plan.finding("O703", message, plan.plan.title, "heading", "I")


def _printed(forms: Counter[str], words: Sequence[tuple[str, str]]) -> str:
    """Words as they are printed, for their dictionary forms."""
    return " ".join(word for form, word in dict(words).items() if form in forms)


def _names_place(printed: str, own: AbstractSet[str]) -> bool:
    """Whether words are the issuer's own place («Лесного района»): whose plan it is, a heading may say or leave out."""
    return printed != printed.lower() and all(lemma(word.lower()) in own for word in _WORD.findall(printed))


def _difference(clause: Clause, added: str, lost: str) -> str:
    parts = [f"{what} «{words}»" for what, words in (("лишнее", added), ("не хватает", lost)) if words]
    return f"Название приложения не такое, как {_in_clause(clause)}: {', '.join(parts)}."


def _in_clause(clause: Clause) -> str:
    return f"в пункте {clause.number}" if clause.number else "в самом документе"


def _approving(clauses: Sequence[Clause], plan: PlanRows, plans: int) -> Clause | None:
    """The one clause that approves a plan: by the number of its appendix, or the only one for the only plan of a document."""
    approving = [clause for clause in clauses if clause.action == "approve"]
    named = [clause for clause in approving if clause.appendix == plan.plan.appendix and (clause.appendix or plans == 1)]
    return named[0] if len(named) == 1 else None


def _title_words(text: str) -> list[tuple[str, str]]:
    """The words of a plan's name, each in its dictionary form and as printed, from «план» on, without references to the appendix and
    small words."""
    start = wording().place("plan title", text)
    end = wording().place("appendix reference", text)
    name = text[start[0] if start else 0 : end[0] if end else None]
    return [(form, word) for word in _WORD.findall(name) if (form := lemma(word.lower())) not in wording().words["small"]]


def rows_out_of_order(subject: Subject) -> Iterator[Finding]:
    """O704: a plan without sections whose rows mostly follow their deadlines, but not all of them."""
    for plan in subject.plans:
        starts = [row.meaning.deadlines[0].start for row in plan.rows if row.meaning.deadlines and row.section is None]
        dated = [start for start in starts if start]
        if len(dated) < _FEW or len(dated) < len(plan.rows) / 2:
            continue
        back = sum(after < before for before, after in pairwise(dated))
        if 0 < back <= _BACKWARD * len(dated):
            message = f"Строки в основном идут по срокам, но в {back} мест{'е' if back == 1 else 'ах'} порядок нарушен."
            yield plan.finding("O704", message, "", "deadline_raw")


RULES = (missing_clauses, differing_titles, rows_out_of_order)
