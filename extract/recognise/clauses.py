"""The numbered points of an order: what each orders, and which appendix it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from extract.recognise.line import Line
from extract.recognise.vocabulary import lemmas, word_list
from records.morphology import analyzer
from records.order import Clause, ClauseAction

_NUMBERED = re.compile(r"(?P<number>\d{1,3}(?:\.\d{1,3})*)(?P<end>\.|\)|(?=\s))\s*(?P<text>\S.*)", re.DOTALL)
_LONGER_WORD = re.compile(r"[а-яё]{4,}")
_APPENDIX = re.compile(r"приложени\w*\s*(?:№\s*)?(\d{1,3}(?:\.\d)?|[IVX]{1,4}\b)", re.IGNORECASE)


def clauses_of(lines: Sequence[Line]) -> tuple[Clause, ...]:
    """The clauses in the lines after «приказываю:». A line without a number goes on with the clause above, if there is one."""
    found: list[Clause] = []
    bracketed = False
    for paragraph, text in _paragraphs(lines):
        match = _NUMBERED.fullmatch(text) if paragraph else None
        if match and not found:
            bracketed = match["end"] == ")"
        if match and (match["end"] != ")" or bracketed):
            found.append(Clause(match["number"], match["text"].strip()))
        elif found and not _starts_own(text, found[-1]):
            found[-1] = replace(found[-1], text=f"{found[-1].text}\n{text}")
        else:
            found.append(Clause("", text))
    return tuple(_with_action(found))


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[bool, str]]:
    """(is a paragraph's beginning, its text with soft breaks as spaces)."""
    text = ""
    for index, line in enumerate(lines):
        if index and line.first and line.paragraph != lines[index - 1].paragraph:
            yield True, text
            text = ""
        text = f"{text} {line.text}".strip()
    if text:
        yield True, text


def _starts_own(text: str, last: Clause) -> bool:
    """In an order without numbers every paragraph that orders something is a clause of its own."""
    return last.number == "" and text[0].isupper() and action_of(text) != "other"


def _with_action(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Actions and appendices; a sub-clause of a recommendation or an approval is one too."""
    actions: dict[str, ClauseAction] = {}
    for clause in clauses:
        action = action_of(clause.text)
        parent = actions.get(clause.number.rpartition(".")[0])
        if (parent == "recommend" and action in ("other", "instruct")) or (parent == "approve" and action == "other"):
            action = parent
        actions[clause.number] = action
        appendix = _APPENDIX.search(clause.text)
        yield Clause(clause.number, clause.text, action, appendix[1] if appendix else None)


def action_of(text: str) -> ClauseAction:
    """What a clause does, by its first infinitive («утвердить», «рекомендовать», «разместить» …)."""
    tokens = lemmas(text)[:60]
    if "контроль" in tokens[:4] or ("контроль" in tokens and {"возложить", "оставить"} & set(tokens) and tokens.index("контроль") < 12):
        return "control"
    known = _actions()
    first = next((known[token] for token in tokens if token in known), None)
    if first:
        return first
    if text.endswith(":"):
        return "instruct"  # «Отделу кадров:», what to do stands in its sub-clauses
    return "instruct" if any(map(_is_infinitive, _LONGER_WORD.findall(text.lower())[:25])) else "other"


@cache
def _actions() -> dict[str, ClauseAction]:
    """The verbs of `words.yaml` that tell what a clause does."""
    lists: dict[ClauseAction, list[str]] = word_list("words")["clause_actions"]
    return {word: action for action, listed in lists.items() for word in listed}


@lru_cache(maxsize=4_000)
def _is_infinitive(word: str) -> bool:
    return str(analyzer().parse(word)[0].tag.POS) == "INFN"
