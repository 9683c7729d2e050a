"""Does an item go on with the mention before it? Russian case answers where no separator does.

A mention is a noun phrase: [post [по …]] [unit] [body] [name] [(remark)] [, clause]. What follows in it stands in an oblique case;
a noun that can only be nominative begins a new mention. Acronyms do not decline: there the classes decide (patterns.yaml, parents).
"""

from __future__ import annotations

from collections.abc import Sequence

import ontology
from normalize.bodies.cases import (
    adjective_of,
    compound_mask,
    declines,
    is_field,
    is_opening_field,
    is_organ,
    is_plural,
    is_topic,
    lists_territories,
    nominative,
    oblique,
    opens_clause,
    own_class,
    territory_words,
    unnamed,
)
from normalize.bodies.classify import ORGANISATIONS, acronym_class
from normalize.bodies.draft import JOIN, NEW, Draft, Verdict
from normalize.bodies.items import Item, ItemKind
from normalize.bodies.kinship import administration_of, class_ahead, class_of, inside, is_own, is_unit, is_work_of, parent_behind
from normalize.bodies.tokens import Token
from normalize.bodies.words import ACCUSATIVE, GENITIVE, NOMINATIVE, cases

_GENITIVE_SINGULAR, _GENITIVE_PLURAL = 1 << 1, 1 << 7


def attaches(
    tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None, ahead: Sequence[Item], issuer_class: str | None
) -> Verdict:
    """Whether `item`, after `separator` (None: only a space), goes on with the draft, which has some; `ahead` are the next items."""
    if item.kind in ("bracket", "remark"):
        return JOIN
    if separator in ("semicolon", "separator"):
        return NEW
    if tokens[item.first - 1].text in "-–" and not tokens[item.first].spaced and not tokens[item.first - 1].spaced:
        return JOIN  # «инженер-программист», «9-х»: one word
    if item.kind == "number":
        return _number(tokens, draft, item, separator, ahead)
    if draft.open_preposition and separator in (None, "line", "dash"):
        return JOIN
    if draft.clause:
        return _in_clause(draft, item, separator)
    if item.kind == "clause" or (item.kind == "preposition" and separator in (None, "line", "comma", "dash")):
        return JOIN
    if draft.topic and separator in ("comma", "and", "slash", "dash") and is_topic(tokens, item):
        return JOIN
    if item.kind == "post":
        return _post(tokens, draft, item, separator)
    if item.kind == "person":
        return _person(tokens, draft, item, separator)
    if item.kind in ORGANISATIONS:
        return _organisation(tokens, draft, item, separator, ahead, issuer_class)
    if item.kind == "nobody":
        if separator == "dash":
            return JOIN  # «ОО – участники проекта»
        follows = draft.items[-1].kind != "word" or is_unit(tokens, draft) or not nominative(item)  # «… по охране здоровья граждан»
        return Verdict(separator is None and follows and oblique(item) and not (tokens[item.first].word.capital and nominative(item)))
    return _word(tokens, draft, item, separator)


def _number(tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None, ahead: Sequence[Item]) -> Verdict:
    bare = item.last - item.first == 1
    if bare and separator not in (None, "dash") and ahead and ahead[0].kind in ("body", "acronym") and ahead[0].first == item.last:
        return NEW  # «…, 25 ПСЧ»: the number of what follows
    if separator in (None, "dash", "line") or draft.clause:
        return JOIN
    signed = [part for part in draft.items if part.kind == "number" and part.last - part.first > 1]
    counted = draft.items[-1].kind == "number" and (bool(draft.organisations) or draft.listed)
    return Verdict(bare and not signed and not counted, listed=bool(signed) or counted)


def _in_clause(draft: Draft, item: Item, separator: ItemKind | None) -> Verdict:
    """Inside «, демонстрирующие …», «, на базе которых …», «кроме …» only a new subject ends the clause."""
    subject = item.kind in ORGANISATIONS or item.kind in ("post", "person", "nobody")
    if separator in (None, "dash") or (separator == "line" and draft.items[-1].kind == "clause"):
        return JOIN
    if separator == "and":
        return Verdict(draft.relative or not (subject and item.mask & NOMINATIVE and not oblique(item)))
    return Verdict(not subject or not nominative(item))


def _person(tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None) -> Verdict:
    if draft.items[-1].kind == "form":
        return JOIN  # «ИП Иванов И.И.»
    if separator is None and draft.items[-1].kind == "body" and draft.post is None and _is_namesake(tokens, item):
        return JOIN  # «Музей Н.Рериха»
    return Verdict(draft.post is not None and not draft.person and separator in (None, "line") and not is_plural(draft.post))


def _is_namesake(tokens: Sequence[Token], item: Item) -> bool:
    """Whether a person's name has one initial and the surname behind it, as names of institutions have; people have two."""
    first = item.first
    return len(tokens[first].text) == 1 and item.last - first == 3


def _post(tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None) -> Verdict:
    if all(part.kind == "person" for part in draft.items) and separator in (None, "dash"):
        return Verdict(not is_plural(item))  # «Иванов И.И. директор», but «Иванов И.И. Главы поселений»
    if separator in ("comma", "and") and is_field(tokens, item) and not nominative(item) and is_unit(tokens, draft):
        return JOIN  # «отдел муниципальной службы и кадров»
    if separator in ("colon", "dash") and draft.organisations and draft.post is None:
        return JOIN
    if separator == "comma" and _describes(tokens, draft, item):
        return JOIN
    if separator == "dash" and draft.post is not None and not (is_plural(draft.post) or is_plural(item) or draft.person):
        return JOIN  # «заместитель начальника – начальник отдела»: one person's two posts
    if separator not in (None, "line") or draft.person:
        return NEW
    if draft.post is not None and not draft.organisations:
        incomplete = draft.items[-1] is draft.post and bool(item.mask & GENITIVE)
        if separator == "line" and nominative(item) and own_class(draft.post) is not None:
            return NEW  # «Заместитель директора по ВР⏎учителя физики»
        clear = not nominative(item) or (not tokens[item.first].word.capital and not is_plural(draft.post))
        return Verdict(incomplete and clear)
    if draft.organisations:
        short = tokens[item.first].text.endswith(".") and not tokens[item.first].word.capital
        people = is_organ(draft.items[-1]) and short  # «ШМО уч. нач. кл.»: a shortened word has no case
        return Verdict(separator is None and (people or not nominative(item)))
    return Verdict(separator is None)


def _describes(tokens: Sequence[Token], draft: Draft, item: Item) -> bool:
    """«Специалист, ответственный за питание» is one person."""
    post = draft.post.entry.post if draft.post and draft.post.entry else None
    work = item.last < len(tokens) and tokens[item.last].text.lower() == "за" and not tokens[item.first].word.capital
    return work and post is not None and post.text in ontology.load().grammar.bearers


def _word(tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None) -> Verdict:
    word = tokens[item.first].word
    if separator is None or separator == "dash":
        return JOIN
    if separator == "line":
        named = word.person and draft.post is not None and not draft.person
        return Verdict(named or not word.capital or (not nominative(item) and item.mask > 0))
    if separator == "comma" and opens_clause(tokens, item) and (draft.organisations or draft.post):
        return JOIN
    if separator in ("comma", "and"):
        if (draft.organisations or draft.post) and word.adjective and lists_territories(tokens, item):
            return JOIN
        unit = is_unit(tokens, draft)
        mask = compound_mask(tokens, item)
        declined = mask == 0 or not mask & NOMINATIVE
        last = draft.items[-1]
        coordinate = last.kind == "word" and oblique(item) and bool(last.mask & item.mask & ~(NOMINATIVE | ACCUSATIVE))
        return Verdict(not word.capital and (declined or (unit and oblique(item)) or (coordinate and draft.post is not None)))
    return NEW


def _organisation(
    tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None, ahead: Sequence[Item], issuer_class: str | None
) -> Verdict:
    if item.kind == "quoted":
        return Verdict(separator is None or (separator == "line" and draft.items[-1].kind in ("form", "body", "head")))
    if separator in ("comma", "and", "slash"):
        return _after_separator(tokens, draft, item, separator, ahead, issuer_class)
    if separator == "dash":  # «школы – пилотные площадки»: the same body twice
        if tokens[item.core].word.keys[0] in ontology.load().grammar.appositions and nominative(item):
            return JOIN
        same = class_of(tokens, [part for part in draft.items if part.kind != "bracket"], issuer_class)
        after = class_ahead(tokens, item, ahead, issuer_class)
        return Verdict(same is not None and (same == after or (after is None and item.kind == "head")))
    if separator == "colon":
        return NEW
    if draft.organisations:
        return _after_organisation(tokens, draft, item, separator, ahead, issuer_class)
    if draft.post is not None:
        return _after_post(tokens, draft, item, separator, ahead, issuer_class)
    if separator == "line" and adjective_of(tokens, draft.items[-1], item):
        return JOIN  # «Верхнеланское⏎лесничество»
    people = draft.items[-1].kind == "nobody" and (is_topic(tokens, item) or (oblique(item) and declines(tokens, item)))
    return Verdict(separator is None and (people or draft.items[-1].kind not in ("person", "nobody")))  # «жюри ВсОШ», «жители поселений»


def _after_post(
    tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None, ahead: Sequence[Item], issuer_class: str | None
) -> Verdict:
    if draft.post is None or draft.items[-1].kind == "person":
        return NEW
    if item.kind == "form" and draft.items[-1].kind == "bracket" and tokens[draft.items[-1].first + 1].word.capital:
        return NEW  # «Пресс-служба главы (Иванов И.И.) МБУ «…»»
    if declines(tokens, item) and not oblique(item):
        return NEW
    if separator != "line" or (declines(tokens, item) and not nominative(item)):
        return JOIN
    after, own = class_ahead(tokens, item, ahead, issuer_class), own_class(draft.post)
    if own is not None and after is not None and after != own:
        return NEW  # «Главы поселений⏎ОМВД»: the post has its body already
    if not declines(tokens, item):
        return Verdict(draft.items[-1] is draft.post and (is_plural(draft.post) or after == "municipal_authority"))
    if not tokens[item.first].word.capital:
        return JOIN
    return Verdict(bool(item.mask & _GENITIVE_SINGULAR) and after in ontology.classes_that_are("single") and not draft.topic)


def _after_organisation(
    tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind | None, ahead: Sequence[Item], issuer_class: str | None
) -> Verdict:
    last = draft.items[-1]
    if last.kind == "form" or all(part.kind == "form" for part in draft.organisations):
        return JOIN
    if draft.post is None and separator is None and all(unnamed(tokens, part) for part in draft.organisations):
        return JOIN
    if last.kind == "post" and not last.mask & NOMINATIVE:
        return Verdict(separator is None)  # «совет руководителей ОО»
    if last.kind == "head" and separator is None and (oblique(item) or not declines(tokens, item)):
        return JOIN  # a unit's noun needs its field: «сектор опеки», «отделение ДОСААФ»
    if separator is None and administration_of(draft, item, tokens, ahead, issuer_class):
        return JOIN
    before = class_of(tokens, [part for part in draft.items if part.kind != "bracket"], issuer_class)
    after = class_ahead(tokens, item, ahead, issuer_class)
    if separator is None and (is_work_of(tokens, draft) or inside(tokens, last, item, before, after)):
        return JOIN
    related = after is not None and after in ontology.load().parents.get(before or "", frozenset())
    if before is None and draft.organisations[-1].kind == "head":  # «отдел специальных программ администрации …»
        related = after in ontology.classes_that_are("unique")
    if declines(tokens, item):
        if not oblique(item) or (separator == "line" and tokens[item.first].word.capital and not related):
            return NEW
        single = item.kind == "head" or after in ontology.classes_that_are("single")
        return Verdict(
            not nominative(item) or (single and related) or (related and separator is None and not tokens[item.first].word.capital)
        )
    if item.kind == "acronym" and acronym_class(tokens[item.first].text) is None:
        territory = tokens[item.first].text in territory_words()
        return Verdict(separator is None and (territory or (last.kind == "head" or last.kind == "word")))
    both_acronyms = not declines(tokens, last) and before not in (
        "regional_teacher_centre",
        "security_body",
        "regional_supervision",
        "technology_centre",
    )
    hosted = len(draft.items) > len(draft.organisations)  # «Кванториум на базе МБОУ СШ № 8»
    # «Кванториум ОО» are two, «Точка роста ОО» is one
    alone = before == "technology_centre" and is_own(draft.organisations[0]) and not hosted
    return Verdict(related and separator is None and not alone and (is_organ(last) or not both_acronyms))  # «ППк ОО»


def _same_case(tokens: Sequence[Token], draft: Draft, item: Item) -> bool:
    """Whether the item can stand in the case of the body behind the post («заведующие клубами и библиотеками»); else in the genitive."""
    body = draft.organisations[0] if draft.organisations else None
    governed = body.mask if body is not None and declines(tokens, body) else GENITIVE
    return bool(cases(item.mask) & cases(governed) & ~cases(NOMINATIVE | ACCUSATIVE))


def _goes_on(tokens: Sequence[Token], ahead: Sequence[Item]) -> bool:
    """Whether «и» and a word that is no nominative close a list of a unit's fields."""
    if len(ahead) < 2 or ahead[0].kind != "and" or ahead[1].kind != "word":
        return False
    return not tokens[ahead[1].first].word.capital and declines(tokens, ahead[1]) and not nominative(ahead[1]) and oblique(ahead[1])


def _after_separator(
    tokens: Sequence[Token], draft: Draft, item: Item, separator: ItemKind, ahead: Sequence[Item], issuer_class: str | None
) -> Verdict:
    """A comma or «и»: a new mention, under the post before it where that governs a list («Руководители ОУ и ДОУ»)."""
    declinable = declines(tokens, item)
    post = draft.post or draft.governor
    if post is None:
        unit = is_unit(tokens, draft)
        if item.kind == "acronym" and separator == "and" and unit and class_of(tokens, [item], issuer_class) is None:
            return JOIN  # «отдел закупок и МТО»
        if unit and (is_opening_field(tokens, draft.items[-1], item) or (separator == "and" and parent_behind(item, ahead))):
            return JOIN  # «отдел ГО, ЧС и …», «управление экономики и ЖКХ администрации …»
        if unit and not declinable and separator == "comma" and _goes_on(tokens, ahead):
            return Verdict(class_of(tokens, [item], issuer_class) == "municipal_body_other")  # «отдел строительства, ЖКХ и дорожной …»
        return Verdict(declinable and unit and oblique(item) and (not nominative(item) or is_field(tokens, item)))
    if declinable:
        plural_list = is_plural(post) and bool(item.mask & _GENITIVE_PLURAL)
        return Verdict(False, governed=_same_case(tokens, draft, item) and (not nominative(item) or plural_list))
    if not is_plural(post) or not draft.organisations:
        return NEW
    classes = ontology.load().classes
    before, after = class_of(tokens, draft.organisations, issuer_class), class_ahead(tokens, item, ahead, issuer_class)
    if before is None or after is None:
        return NEW
    own = own_class(post)
    if own is not None and separator == "comma" and after != own:
        return NEW  # «Участковые уполномоченные полиции, ДНД»
    same = classes[before].level == classes[after].level
    return Verdict(False, governed=same or separator == "and")
