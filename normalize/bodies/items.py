"""Tokens grouped into items: known names, posts, head nouns, legal forms, numbers, quotations, brackets, people, separators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import ontology
from normalize.bodies.aliases import Entry, Node, longest
from normalize.bodies.tokens import Token
from normalize.bodies.words import ANY, NOMINATIVE, PLURAL, cases

ItemKind = Literal[
    "body", "post", "head", "form", "number", "quoted", "person", "word", "acronym", "preposition", "clause", "remark", "nobody",
    "comma", "semicolon", "and", "line", "colon", "dash", "slash", "separator", "point", "bracket", "label", "stop",
]  # fmt: skip
SEPARATORS = frozenset({"comma", "semicolon", "and", "line", "colon", "dash", "slash", "separator", "point", "stop", "label"})
_MARKS: dict[str, ItemKind] = {
    **dict.fromkeys("-–—−", "dash"),
    **dict.fromkeys("/\\|", "slash"),
    **dict.fromkeys("&+", "and"),
    ",": "comma",
    ";": "semicolon",
    "\n": "line",
    ":": "colon",
    ".": "point",
}
_PAIRS = {"«": "»", "“": "”", "„": "“", '"': '"', "‘": "’"}
_NUMBER_SIGNS = frozenset({"№", "N", "NN", "№№", "#"})
_LONGEST_QUOTATION = 120  # tokens; what is not closed by then was never a quotation
_INITIALS = 4  # tokens of two initials with their points
_FORM_WORDS = 4  # a legal form is at most four groups of letters: «МБ У ДО»


@dataclass(slots=True)  # not frozen, though nobody changes one: a frozen class takes four times as long to make, and a cell has dozens
class Item:
    """Tokens `first:last` of the cell. `mask`: the cases its first word can have; `lemmas`: adjectives put before its noun;
    `inner`: what stands inside a quotation."""

    kind: ItemKind
    first: int
    last: int
    mask: int = ANY
    entry: Entry | None = None
    form_class: str | None = None
    inner: tuple[Item, ...] = ()
    core: int = 0


Tries = tuple[Node, ...]


def itemise(tokens: Sequence[Token], tries: Tries) -> tuple[Item, ...]:
    """All items of a cell in order; together they cover every token but lone marks without meaning."""
    return _with_adjectives(tokens, _scan(tokens, tries, 0, len(tokens)))


def _scan(tokens: Sequence[Token], tries: Tries, first: int, last: int) -> list[Item]:
    items: list[Item] = []
    index = first
    while index < last:
        item = _item(tokens, tries, index, last)
        if item is not None:
            items.append(item)
        index = item.last if item is not None else index + 1
    return items


def _item(tokens: Sequence[Token], tries: Tries, index: int, last: int) -> Item | None:
    token = tokens[index]
    if token.word.kind == "mark":
        return _mark(tokens, tries, index, last)
    if token.text in _NUMBER_SIGNS and (number := _number(tokens, index, last)):
        return number
    if token.word.capital and (person := _person(tokens, index, last)):
        return person
    known = known_name(tokens, tries, index)
    if known is None and token.text in ontology.load().grammar.standards:
        return _standard(tokens, index, last)
    form = _form(tokens, index, last) if token.text.isupper() else None
    if form is not None and (known is None or known.last <= form.last):
        return form
    return known if known is not None else _plain(token, index)


def _plain(token: Token, index: int) -> Item:
    word = token.word
    if word.kind == "number":
        return Item("number", index, index + 1)
    if word.text.lower() in ("и", "или"):
        return Item("and", index, index + 1)
    if word.preposition:
        return Item("preposition", index, index + 1, core=index)
    if word.keys[0] in ontology.load().heads and not word.adjective:
        return Item("head", index, index + 1, word.mask, core=index)
    return Item("acronym" if word.kind == "acronym" else "word", index, index + 1, word.mask, core=index)


def _standard(tokens: Sequence[Token], index: int, last: int) -> Item:
    """«ФГОС ДО», «ФГОС НОО, ООО и СОО»: an educational standard with its levels, which are no bodies."""
    levels = ontology.load().grammar.levels
    end = index + 1
    if end < last and tokens[end].word.kind == "acronym" and tokens[end].text.isupper() and len(tokens[end].text) <= 3:
        end += 1
    while end + 1 < last and tokens[end].text in (",", "и") and tokens[end + 1].text in levels:
        end += 2
    return Item("acronym", index, end, core=index)


def _mark(tokens: Sequence[Token], tries: Tries, index: int, last: int) -> Item | None:
    text = tokens[index].text
    kind = _MARKS.get(text)
    if kind == "dash" and index and index + 1 < last and not (tokens[index].spaced or tokens[index + 1].spaced):
        return None
    if kind is not None:
        return Item(kind, index, index + 1)
    if text == "(" or text == "[":
        return Item("bracket", index, _closing(tokens, index, last))
    if text in _PAIRS:
        return _quotation(tokens, tries, index, last)
    return _number(tokens, index, last) if text in _NUMBER_SIGNS else None


def _closing(tokens: Sequence[Token], index: int, last: int) -> int:
    """The index behind the bracket's end; a bracket that nobody closed ends before the next separator.

    One closing bracket too many («(модели) деятельности)») still belongs to the remark.
    """
    depth = 0
    for place in range(index, last):
        text = tokens[place].text
        depth += (text in "([") - (text in ")]")
        if depth == 0:
            return _stray_end(tokens, place + 1, last)
    for place in range(index + 1, last):
        if tokens[place].text in ",;\n":
            return place
    return last


def _stray_end(tokens: Sequence[Token], index: int, last: int) -> int:
    for place in range(index, last):
        text = tokens[place].text
        if text == ")":
            return place + 1
        if text in "(,;\n[":
            break
    return index


def _quotation(tokens: Sequence[Token], tries: Tries, index: int, last: int) -> Item | None:
    opening, closing = tokens[index].text, _PAIRS[tokens[index].text]
    depth, place = 1, index + 1
    last = min(last, index + _LONGEST_QUOTATION)
    while place < last and depth:
        text = tokens[place].text
        if text == closing or (closing == "”" and text == "“"):
            depth -= 1
        elif text == opening:
            depth += 1
        place += 1
    if depth and opening == "«":  # «МБОУ «Школа» closes both with one mark
        place = next((at + 1 for at in range(index + 1, last) if tokens[at].text == "»" and _ends_name(tokens, at + 1, last)), index)
    if place <= index + 1 or (depth and opening != "«"):
        return None
    return Item("quoted", index, place, inner=tuple(_with_adjectives(tokens, _scan(tokens, tries, index + 1, place - 1))))


def _ends_name(tokens: Sequence[Token], index: int, last: int) -> bool:
    return index >= last or tokens[index].text in ",;\n(.:" or tokens[index].text.lower() == "и"


def known_name(tokens: Sequence[Token], tries: Tries, index: int) -> Item | None:
    """The longest name of the lexicon that begins here; of equally long ones the nearest scope wins."""
    best: tuple[Entry, int] | None = None
    for trie in tries:
        found = longest(trie, tokens, index)
        if found is not None and (best is None or found[1] > best[1]):
            best = found
    if best is None:
        return None
    entry, last = best
    if entry.kind == "form" and not tokens[index].word.mask & ~PLURAL:
        return None  # «Муниципальные учреждения» are bodies, not the form of one
    if entry.kind == "form":  # «муниципальное бюджетное учреждение» before «учреждение дополнительного образования»
        inner = known_name(tokens, tries, last - 1)
        if inner is not None and inner.last > last:
            return replace(inner, first=index, mask=tokens[index].word.mask)
    if last < len(tokens) and tokens[last].text in '»”"“' and any(token.text in _PAIRS for token in tokens[index:last]):
        last += 1
    form_class = ontology.load().grammar.form_words.get(entry.text) if entry.kind == "form" else None
    mask = tokens[index].word.mask
    if not mask & NOMINATIVE and tokens[index].text.lower() == entry.text:
        mask |= NOMINATIVE  # names are spelt in the nominative, whatever the dictionary lacks («сельхозпредприятия»)
    return Item(entry.kind, index, last, mask, entry, form_class, core=index)


def _number(tokens: Sequence[Token], index: int, last: int) -> Item | None:
    """«№ 5», «№№ 1», «N 7», «№ 1-5», by the sign at `index`; a bare number only after one of these (the segmenter decides)."""
    place = index + 1
    while place < last and (tokens[place].text in _NUMBER_SIGNS or tokens[place].text == "."):
        place += 1
    if place >= last or tokens[place].word.kind != "number":
        return Item("number", index, index + 1) if tokens[index].text == "№" else None
    place += 1
    while place + 1 < last and tokens[place].text in "-–" and tokens[place + 1].word.kind == "number":
        place += 2
    return Item("number", index, place)


def _form(tokens: Sequence[Token], index: int, last: int) -> Item | None:
    """A legal form in letters, however it is cut («МБУ ДО», «ГБ ОУДПО»); the longest that the forms know."""
    forms = ontology.load().grammar.forms
    joined, best = "", None
    for place in range(index, min(index + _FORM_WORDS, last)):
        if tokens[place].word.kind == "mark" or not tokens[place].text.isupper():
            break
        joined += tokens[place].text
        if joined in forms:
            best = Item("form", index, place + 1, form_class=forms[joined])
    return best


def _initial(tokens: Sequence[Token], index: int, last: int) -> bool:
    return index + 1 < last and len(tokens[index].text) == 1 and tokens[index].text.isupper() and tokens[index + 1].text == "."


def _person(tokens: Sequence[Token], index: int, last: int) -> Item | None:
    """«Иванова И.И.», «И.И. Иванова», «Иванова Мария Петровна», «Иванова И. И», by the capital at `index`."""
    place = index
    while _initial(tokens, place, last) and place - index < _INITIALS:
        place += 2
    if place > index:
        named = place < last and tokens[place].word.capital and len(tokens[place].text) > 2
        return Item("person", index, place + 1) if named else None
    if len(tokens[index].text) < 2 or (tokens[index].word.kind == "acronym" and not _two_initials(tokens, index + 1, last)):
        return None
    return _surname_first(tokens, index, last)


def _two_initials(tokens: Sequence[Token], index: int, last: int) -> bool:
    """Behind capitals only these tell a surname («ИВАНОВ И.И.») from an abbreviation."""
    surname = len(tokens[index - 1].text) > 4
    return surname and _initial(tokens, index, last) and _initial(tokens, index + 2, last)


def _surname_first(tokens: Sequence[Token], index: int, last: int) -> Item | None:
    place = index + 1
    while place + 1 < last and tokens[place].text == "-" and tokens[place + 1].word.capital:
        place += 2  # a double surname
    if place < last and tokens[place].text == "\n" and tokens[index].word.person and _closes_name(tokens, place + 1, last):
        place += 1
    begin = place
    while _initial(tokens, place, last) and place - begin < _INITIALS:
        place += 2
    if place > begin:
        if place < last and len(tokens[place].text) == 1 and tokens[place].text.isupper() and not tokens[place - 1].spaced:
            place += 1  # the last point is often forgotten: «Шилова Р.В»
        behind = place < last and tokens[place].word.capital and len(tokens[place].text) > 2
        common = tokens[index].word.known and not tokens[index].word.person
        return None if behind and common else Item("person", index, place)  # «Музей Н. Рериха»: the initial is of the name behind it
    if not tokens[index].word.person:
        return None
    while place < last and tokens[place].word.person and place - index < 3:
        place += 1
    return Item("person", index, place) if place - index > 1 else None


def _closes_name(tokens: Sequence[Token], place: int, last: int) -> bool:
    """Whether two initials on a line of their own end the name of the line above: no surname follows them."""
    both = _initial(tokens, place, last) and _initial(tokens, place + 2, last)
    return both and (place + 4 >= last or not tokens[place + 4].word.capital)


def _prefixed(done: list[Item], item: Item) -> Item:
    """The item with the adjective before it."""
    before = done.pop()
    return replace(item, first=before.first, mask=before.mask & item.mask)


def _paired(tokens: Sequence[Token], done: list[Item], item: Item) -> Item:
    """The item with an adjective that «и» joins to its first one («городского и сельских поселений»)."""
    pair = len(done) > 1 and done[-1].kind == "and" and done[-2].kind == "word" and tokens[item.first].word.adjective
    if not pair or not tokens[done[-2].first].word.adjective or not cases(done[-2].mask) & cases(item.mask):
        return item
    done.pop()
    before = done.pop()
    return replace(item, first=before.first, mask=before.mask & item.mask or item.mask)


def _with_adjectives(tokens: Sequence[Token], items: list[Item]) -> tuple[Item, ...]:
    """Adjectives before a known name or head noun become part of it where their cases agree («муниципальные школы»)."""
    done: list[Item] = []
    for item in items:
        if item.kind in ("body", "post", "head", "nobody"):
            while done and done[-1].kind == "word" and tokens[done[-1].first].word.adjective and done[-1].mask & item.mask:
                item = _prefixed(done, item)
            item = _paired(tokens, done, item)
        done.append(item)
    return tuple(done)
