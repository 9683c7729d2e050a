"""B: responsible bodies: who is named, how they stand in the cell, and whether one of them can answer for the row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import ontology
from normalize.topics.words import words
from records.finding import Finding
from records.meaning import Mention
from records.morphology import lemma
from review.content import CELLS
from review.rules import body_names
from review.subject import PlanRows, Row, Subject
from review.wording import wording

_ABOVE = ("regional", "federal")
_MUNICIPAL = ("municipal_authority", "municipal_administration", "municipal_methodical_service", "municipal_authority_unit")
_ANYWHERE = (
    *("university", "vocational_college", "culture_sport_institution", "supplementary_education", "technology_centre"),
    *("security_body", "health_social_institution"),
)
_BOTH = ("regional_psychology_centre",)  # municipalities have such centres too
_PLACE = 5  # letters of a place's name that all its cases share
_JOINING = ("и", "или", "–", "—", "-", "через", "по", "в", "за")  # before an office that is of the same name
_UNSURE = ("ocr",)  # readers that may have lost a separator or a line break inside a cell


def without_body(subject: Subject) -> Iterator[Finding]:
    """B302: nobody is named in the cell, or the body on whose base the work is done is not among those named."""
    hosts = _hosts(subject) if any(wording().matches("base of work", title) for title in subject.said["title"]) else {}
    for plan in subject.plans:
        rows = [row for row in plan.rows if not row.empty]
        bare = [row for row in rows if not row.meaning.mentions]
        if len(bare) == len(rows) > 1:
            yield plan.finding("B302", "В плане нет ни одного исполнителя.", "", "body_raw")
        else:
            yield from (row.finding("B302", "Исполнитель не назван.", row.activity.body, "body_raw") for row in bare)
        yield from _without_host(rows, hosts) if hosts else ()


def _without_host(rows: Sequence[Row], hosts: dict[str, str]) -> Iterator[Finding]:
    for row in rows:
        if (host := _host(row.activity.title, hosts)) and hosts[host] not in {mention.body_id for mention in row.meaning.mentions}:
            yield row.finding("B302", f"Работа идёт на базе «{host}», но среди исполнителей его нет.", row.activity.title, "body_raw")


def _hosts(subject: Subject) -> dict[str, str]:
    """Names of the institutions that are named in responsible cells as one body (not as a class): name → id."""
    mentions = (mention for row in subject.rows for mention in row.meaning.mentions if mention.role is None and mention.qualifier is None)
    return {one.raw: one.body_id for one in mentions if one.body_id and one.body_class and not one.body_id.endswith(f":{one.body_class}")}


def _host(title: str, hosts: dict[str, str]) -> str | None:
    found = wording().place("base of work", title)
    if found is None:
        return None
    _, end = found
    here = [name for name in hosts if title.startswith(name, end) and not title[end + len(name) :][:1].isalpha()]
    return max(here, key=len, default=None)


def foreign_issuer(subject: Subject) -> Iterator[Finding]:
    """B303: the line «к приказу …» of an appendix names another body than the order's own head."""
    issuer = subject.order.head.issuer
    if issuer is None:
        return
    municipality = subject.meaning.municipality or ""  # the place may stand on a line of its own
    own, placed = _issuer_words(f"{issuer} {municipality}"), bool(municipality) or wording().matches("place", issuer)
    for plan in subject.plans:
        approved = plan.plan.approved_by or ""
        if _other_kind(_issuer_words(approved), own) or (placed and _other_place(approved, own)):
            message = f"Приложение утверждает не тот орган, что подписал документ: «{approved}», а документ издал «{issuer}»."
            yield plan.finding("B303", message, approved, "approved_by")


def _issuer_words(text: str) -> tuple[str, ...]:
    return tuple(lemma(word.text) for word in words(text))


def _other_kind(named: Sequence[str], own: Sequence[str]) -> bool:
    """Whether the first word that tells what kind of body it is differs («комитет», «департамент») and the issuer's name has it nowhere."""
    kinds = wording().words["issuers"]
    first = next((word for word in named if word in kinds), None)
    return first is not None and bool(kinds & set(own)) and first not in own


def _other_place(approved: str, own: Sequence[str]) -> bool:
    """Whether a place is named with a capital letter that the issuer's name does not have («Лесного района», «города Верхнего»)."""
    capitals = re.findall(r"(?<=[а-яё] )[А-ЯЁ][а-яё-]{3,}(?:ого|ой|его|ей)\b|(?:(?<=города )|(?<=округа ))[А-ЯЁ][а-яё-]{2,}", approved)
    stems = {word[:_PLACE] for word in own}
    return bool(capitals) and not any({word[:_PLACE] for word in _issuer_words(name)} <= stems for name in capitals)


def nobody_answers(subject: Subject) -> Iterator[Finding]:
    """B304: in a municipality's plan all bodies of a row are above it; of weight where the work or its result is municipal by its words."""
    if subject.meaning.municipality_id is None:
        return
    for plan in subject.plans:
        alone = [row for row in plan.rows if row.meaning.mentions and all(_level(mention) in _ABOVE for mention in row.meaning.mentions)]
        if alone:
            own = _own_names(plan)
            for row in alone:
                named = ", ".join(mention.raw for mention in row.meaning.mentions)
                municipal = _is_municipal(row.activity.title, own) or _is_municipal(row.activity.result, own)
                message = f"Исполнители — только органы другого уровня ({named}): муниципалитет за строку не отвечает."
                yield row.finding("B304", message, row.activity.body, "body_raw", "E" if municipal else "W")


def _level(mention: Mention) -> str | None:
    """The level of a mention's class; what is named after a region is of the region, whatever it is. A name that is only alike says
    nothing of the level where both have such bodies."""
    known = ontology.load().classes.get(mention.body_class or "")
    if known is None:
        return "regional" if wording().matches("government", mention.raw) or wording().matches("of a region", mention.raw) else None
    if mention.body_class in (*_ANYWHERE, *_BOTH) and known.level != "federal" and wording().matches("of a region", mention.raw):
        return "regional"
    return None if mention.body_class in _BOTH and mention.method == "pattern" else known.level


def _own_names(plan: PlanRows) -> frozenset[str]:
    """How the plan calls the municipality's own bodies."""
    mentions = (mention for row in plan.rows for mention in row.meaning.mentions)
    return frozenset(mention.raw for mention in mentions if mention.body_class in _MUNICIPAL)


def _is_municipal(text: str, own: frozenset[str]) -> bool:
    names = "|".join(re.escape(name) for name in sorted(own, key=len, reverse=True))
    named = bool(names) and re.search(rf"(?<!\w)(?:{names})(?!\w)", text) is not None
    return named or wording().matches("municipal", text) or wording().matches("municipal paper", text)


def named_twice(subject: Subject) -> Iterator[Finding]:
    """B305: one cell names the same body twice in the same words, or the one body of its kind under two names."""
    for row in subject.rows:
        mentions = [mention for mention in row.meaning.mentions if mention.body_class]
        if len(mentions) < 2:
            continue
        names = [_lowered(mention.raw) for mention in mentions]
        again = len(set(names)) < len(names)
        twice = [name for name, times in Counter(names).items() if times > 1] if again else _of_one_body(mentions)
        if twice:
            yield row.finding("B305", f"Один исполнитель назван дважды: «{'», «'.join(twice)}».", row.activity.body, "body_raw")


@lru_cache(maxsize=CELLS)
def _lowered(raw: str) -> str:
    return " ".join(raw.lower().split())


def _of_one_body(mentions: Sequence[Mention]) -> list[str]:
    """The names of which two or more are of one body, the one of its kind."""
    if len({mention.body_id for mention in mentions}) == len(mentions):
        return []
    bodies = Counter(mention.body_id for mention in mentions if mention.role is None and _is_unique(mention))
    return [mention.raw for mention in mentions if bodies[mention.body_id] > 1]


def _is_unique(mention: Mention) -> bool:
    """Whether a mention is the one body of its kind itself, not a council or an association of it."""
    if wording().matches("part of a body", mention.raw):
        return False
    known = ontology.load().classes.get(mention.body_class or "")
    return known is not None and known.unique and mention.body_id == f"{(mention.body_id or '').split(':')[0]}:{mention.body_class}"


def post_alone(subject: Subject) -> Iterator[Finding]:
    """B306: a post with no body; once a plan for each post."""
    for plan in subject.plans:
        rows: dict[str, list[Row]] = {}
        for row in plan.rows:
            for mention in row.meaning.mentions:
                if mention.role and mention.role != "team" and mention.method == "pattern" and mention.body_class == "municipal_authority":
                    rows.setdefault(mention.raw, []).append(row)
        for post, found in rows.items():
            more = f" (в плане таких строк {len(found)})" if len(found) > 1 else ""
            yield found[0].finding("B306", f"Не сказано, в каком органе эта должность: «{post}»{more}.", found[0].activity.body, "body_raw")


def separators(subject: Subject) -> Iterator[Finding]:
    """B309: two bodies side by side with nothing between them, or a comma at the end of the cell."""
    unsure = subject.document.extractor in _UNSURE
    for row in subject.rows:
        body = row.activity.body
        for before, after in pairwise(row.meaning.mentions):
            between = body[before.char_end : after.char_start]
            tail = after.body_class is None and after.raw[:1].islower()  # of the same name: «… защиты населения Н-ской области»
            if between and not between.strip() and "\n" not in between and not tail and not _is_holder(before, after):
                message = f"Между исполнителями «{before.raw}» и «{after.raw}» нет запятой."
                yield row.finding("B309", message, body, "body_raw", "I" if unsure else None)
                break
        for mention in row.meaning.mentions:
            if second := _second_office(mention.raw):
                message = f"Перед «{second}» нет запятой: «{mention.raw}» — два исполнителя или один?"
                yield row.finding("B309", message, body, "body_raw", "I" if unsure else None)
        if body.rstrip().endswith((",", ";")):
            message = "После последнего исполнителя стоит запятая: лишняя, или пропущен ещё один исполнитель."
            yield row.finding("B309", message, body, "body_raw")


def _is_holder(post: Mention, name: Mention) -> bool:
    """Whether a person's name stands behind a post («специалисты Лосева О.П., Гусев К.К.»): no comma is due there."""
    return post.role is not None and name.method == "pattern" and name.body_class is None


@lru_cache(maxsize=CELLS)
def _second_office(raw: str) -> str | None:
    """The second office in the nominative in one name («отдел кадров правовое управление»): two names that were read as one."""
    words = raw.lower().split()
    if "(" in raw or len(words) < 3 or words[0].strip('«"') not in wording().words["offices"] | wording().words["issuers"]:
        return None
    later = (n for n, word in enumerate(words) if n > 1 and word in wording().words["offices"] and words[n - 1] not in _JOINING)
    return next((words[n] for n in later), None)


def brackets(subject: Subject) -> Iterator[Finding]:
    """B310: a bracket of the cell that is not opened or not closed."""
    for text, _ in subject.where(_is_unbalanced, "body_raw"):
        yield text.finding("B310", "Скобки в исполнителе непарные: одна лишняя или потеряна.", text.value)


@lru_cache(maxsize=CELLS)
def _is_unbalanced(body: str) -> bool:
    plain = re.sub(r"(?:^|[\s;,])\d{1,2}\)", " ", body) if ")" in body else body  # «1) школы»
    return plain.count("(") != plain.count(")")


RULES = (without_body, foreign_issuer, nobody_answers, named_twice, post_alone, separators, brackets, *body_names.RULES)
