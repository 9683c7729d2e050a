"""B301, B307, B308: how bodies are called. Known names come from the ontology; how one is usually written, from the document itself."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

import ontology
from records.finding import Finding, Severity
from records.meaning import Mention
from records.morphology import is_known
from review.content import CELLS, all_words
from review.rules import name_slips
from review.subject import TEXTS, Named, Row, Subject, Text
from review.wording import wording

_FORM = re.compile(r"^((?:[А-ЯЁ]{2,}\s?)+?)(?=\s+(?:[«\"„]|[А-ЯЁ]{3,}\b(?=$|[\s,(])|[А-ЯЁ][а-яё]))")
_NEAR = 80  # similarity from which an unknown name is a known one with a slip
_SHORTEST = 5  # letters of a name that can be compared so
_SLIP = 2  # letters
_RARE = 3  # so many times as often must the usual form stand
_ABBREVIATION = re.compile(r"[А-ЯЁ](?<=\b.)[А-ЯЁ]+[а-яё]?[А-ЯЁ]+\b")
_OPENING, _CLOSING = '«„"-', '»“"-'  # signs beside an abbreviation that is only a part of a name or of a compound
_DEFINED = re.compile(r"далее\s*(?:по тексту\s*)?[–—:-]?\s*[«\"]?([а-яё]+)")  # in lower case


def body_names(subject: Subject) -> Iterator[Finding]:
    """B301, and B307 without the names that B301 has told of."""
    slips = list(garbled(subject))
    yield from slips
    yield from several_names(subject, frozenset(finding.evidence for finding in slips))


def garbled(subject: Subject) -> Iterator[Finding]:
    """B301: a legal form that does not exist or is not the body's own, and a name that is a known one with a slip."""
    names = subject.named
    found = [*_legal_forms(names), *_near_names(names), *_near_words(names)]
    yield from found
    yield from name_slips.misspelt(names, {finding.evidence for finding in found})
    for row in subject.rows_where(_service_in, "title", "body_raw"):
        yield from _federal_services(row, _service_in(row.activity.title) or _service_in(row.activity.body) or "")


def _legal_forms(names: Sequence[Named]) -> Iterator[Finding]:
    """«БОУ ДПО НИРО» where the document usually writes «ГБОУ ДПО НИРО», «ГБ ОУДПО» for «ГБОУ ДПО»."""
    forms: dict[str, list[tuple[Named, str]]] = defaultdict(list)
    for name in names:
        core = _core(name.mention.raw)
        if core and (form := _form(name.mention.raw)):
            forms[core].append((name, form))
    for core, found in forms.items():
        usual, times = Counter(form.replace(" ", "") for _, form in found).most_common(1)[0]
        pieces = Counter(form for _, form in found if form.replace(" ", "") == usual)
        for name, form in found:
            letters = form.replace(" ", "")
            rare = times >= _RARE * sum(other.replace(" ", "") == letters for _, other in found)
            if letters != usual and times > 1:
                weight: Severity | None = None if rare or not _is_form(form) else "W"
                message = f"«{form} {core}»: в документе это имя обычно пишется «{pieces.most_common(1)[0][0]} {core}»."
                yield _garbled(name, message, weight=weight)
            elif letters == usual and not _is_form(form):
                yield _garbled(name, f"Правовая форма «{form}» записана с ошибкой.")


@lru_cache(maxsize=10_000)
def _form(raw: str) -> str | None:
    """The capital letters of the legal form before a name: «ЦНППМ ГБ ОУДПО НИРО» → «ГБ ОУДПО»."""
    tokens = re.findall(r"[А-ЯЁа-яё]+|[«»\"]", raw)
    for start in range(len(tokens)):
        ends = [end for end in range(start + 1, min(start + 4, len(tokens))) if _is_joined_form("".join(tokens[start:end]))]
        if ends:
            return " ".join(tokens[start : ends[-1]])
    return None


@lru_cache(maxsize=10_000)
def _core(raw: str) -> str | None:
    """The name behind the legal form, in capitals or quotes («НИРО», «Вега»)."""
    form = _form(raw)
    rest = re.sub(r"\s*\(.*", "", raw[raw.find(form.split()[-1]) + len(form.split()[-1]) :]).strip(" ,") if form else ""
    return rest if re.fullmatch(r"[А-ЯЁ]{3,}|(?:[А-ЯЁ]{2,} )?[«\"„][^«»]+[»\"“]", rest) else None


@lru_cache(maxsize=1)
def _joined_forms() -> frozenset[str]:
    return frozenset(form.replace(" ", "") for form in ontology.load().grammar.forms)


def _is_joined_form(letters: str) -> bool:
    return letters in _joined_forms()


def _is_form(form: str) -> bool:
    """Whether a form is cut where one cuts it: «ГБОУ ДПО», «ГБОУДПО», not «ГБ ОУДПО»."""
    return all(_is_joined_form(part) or part in ("ДПО", "ДО", "ДОД", "ВО", "СПО", "РД", "НО") for part in form.split())


def _near_names(names: Sequence[Named]) -> Iterator[Finding]:
    """A name that nobody knows and that differs by a letter or two from one that this document names."""
    strange = [name for name in names if name.mention.method == "none" and len(name.mention.raw) >= _SHORTEST]
    known = sorted({name.mention.raw for name in names if name.mention.body_class and name.mention.role is None}) if strange else []
    for name in strange if known else ():
        raw = name.mention.raw
        near = process.extractOne(raw, known, scorer=fuzz.ratio, score_cutoff=_NEAR)
        if near and Levenshtein.distance(raw.lower(), near[0].lower()) <= _SLIP:
            yield _garbled(name, f"«{raw}» похоже на описку в имени «{near[0]}».", near[0])


def _near_words(names: Sequence[Named]) -> Iterator[Finding]:
    """A word that is in no dictionary («общег образования») and that another name of the body has right, or that was mended to be read."""
    by_body: dict[str, dict[str, Named]] = defaultdict(dict)
    for name in names if any(_strange_words(name.mention.raw) for name in names) else ():
        if name.mention.body_id:
            by_body[name.mention.body_id].setdefault(name.mention.raw, name)
    for variants in by_body.values():
        usual = {word for raw in variants for word in _plain_words(raw)}
        for raw, name in variants.items():
            for word in _strange_words(raw):
                twins = [one for one in usual if one != word and is_known(one) and Levenshtein.distance(one, word) <= _SLIP]
                if twins:
                    yield _garbled(name, f"«{word}» — описка: в других строках «{twins[0]}».", twins[0])
                elif name.mention.method == "fuzzy" and word in raw:
                    yield _garbled(name, f"«{word}» — описка: такого слова нет, имя понято по похожему.")


@lru_cache(maxsize=10_000)
def _plain_words(raw: str) -> Sequence[str]:
    return re.findall(r"\b[а-яё]+\b(?!-)", raw.lower()) if re.search(r"[а-яё]{4,} [а-яё]{4,}", raw) else []


@lru_cache(maxsize=10_000)
def _strange_words(raw: str) -> Sequence[str]:
    """Those of a name's words that the dictionary does not have."""
    return [word for word in _plain_words(raw) if len(word) >= _SHORTEST and not is_known(word)]


def _federal_services(row: Row, service: str) -> Iterator[Finding]:
    """A federal service that nobody has heard of, though its name is near a real one's."""
    said = all_words(service)
    if any(all_words(real) <= said for real in _services()):
        return
    for real in _services():
        theirs = all_words(real)
        if len(said & theirs - all_words("федеральная служба")) >= 2:
            message = f"Службы «{service}» нет; похоже, речь о другой: «{real}»."
            yield row.finding("B301", message, service, "title", "W", real)
            return


@lru_cache(maxsize=CELLS)
def _service_in(text: str) -> str | None:
    return wording().find("federal service", text)


@lru_cache(maxsize=1)
def _services() -> tuple[str, ...]:
    bodies = ontology.load().bodies.values()
    return tuple(
        sorted(body.name for body in bodies if body.body_class == "federal_authority" and body.name.startswith("Федеральная служба"))
    )


def _garbled(name: Named, message: str, suggestion: str | None = None, weight: Severity | None = None) -> Finding:
    return name.row.finding("B301", message, name.mention.raw, "body_raw", weight, suggestion)


def several_names(subject: Subject, slips: frozenset[str]) -> Iterator[Finding]:
    """B307: one body under several names; told once a plan, and once for the document where only its plans differ."""
    told: set[str] = set()
    everywhere: dict[str, dict[str, Row]] = defaultdict(dict)
    for plan in subject.plans:
        here: dict[str, dict[str, Row]] = defaultdict(dict)
        for row in plan.rows:
            for mention in row.meaning.mentions:
                if _is_one_body(mention) and mention.raw not in slips:
                    here[mention.body_id or ""].setdefault(_name_of(mention), row)
        for body, names in here.items():
            everywhere[body] |= names
            if len(names) > 1:
                told.add(body)
                yield list(names.values())[-1].finding("B307", _several(list(names)), ", ".join(names), "body_raw")
    for body, names in everywhere.items():
        if body not in told and len(names) > 1:
            yield subject.finding("B307", _several(list(names)), ", ".join(names), "body_raw")


def _several(names: list[str]) -> str:
    return f"Один исполнитель назван по-разному: «{'», «'.join(names)}»."


def _is_one_body(mention: Mention) -> bool:
    """Whether a mention names a body, not a person in it and not all bodies of a class («школы», «ОО»)."""
    if mention.role or mention.defines or not mention.body_id:
        return False
    known = ontology.load().classes.get(mention.body_class or "")
    return known is not None and (known.unique or not mention.body_id.endswith(f":{mention.body_class}"))


def _name_of(mention: Mention) -> str:
    return _spelt_alike(re.sub(r"\s*\(.*", "", mention.raw) if mention.qualifier else mention.raw)


@lru_cache(maxsize=10_000)
def _spelt_alike(raw: str) -> str:
    """A name with a capital, single spaces and none beside its hyphens."""
    name = " ".join(raw.split()).replace(" -", "-").replace("- ", "-")
    return name[:1].upper() + name[1:]


def abbreviations(subject: Subject) -> Iterator[Finding]:
    """B308: an abbreviation that is neither defined in the document nor known to everybody; told once a document."""
    yield from _wrong_definitions(subject)
    first: dict[str, Text] = {}
    for text, shorts in subject.where(_strange_abbreviations, "body_raw", "title", "result_raw"):
        for short in shorts:
            first.setdefault(short, text)
    known = _defined(subject) if first else frozenset()
    for short, text in first.items():
        if short.upper() in known:
            continue
        within = [mention for _, mention in subject.named if short in mention.raw]
        if any(map(_is_local, within)) or (_is_joined_form(short) and not _stands_alone(short, within)):
            continue
        strange = text.field == "body_raw" and any(mention.method == "none" for mention in within)
        yield text.finding("B308", f"Сокращение «{short}» в документе не расшифровано.", short, "W" if strange else "I")


def _stands_alone(short: str, mentions: Sequence[Mention]) -> bool:
    return any(mention.raw == short for mention in mentions)


def _is_local(mention: Mention) -> bool:
    """Whether a name is one of this place, which nobody needs to decipher."""
    return mention.scope.startswith("RU-") or _is_own(mention) or _is_of_region(mention)


@lru_cache(maxsize=CELLS)
def _strange_abbreviations(text: str) -> tuple[str, ...]:
    """The abbreviations of a text that neither everybody knows nor the dictionary."""
    known = wording().words["known abbreviations"]
    return tuple(short for short in _abbreviations(text) if short.upper() not in known and not is_known(short))


@lru_cache(maxsize=5_000)
def _abbreviations(text: str) -> tuple[str, ...]:
    """Words in capitals that stand by themselves, not inside a name or a compound."""
    spans = (found.span() for found in _ABBREVIATION.finditer(text))
    return tuple(text[start:end] for start, end in spans if not _is_joined(text[start - 1 : start] if start else "", text[end : end + 1]))


def _is_joined(before: str, behind: str) -> bool:
    return (before or " ") in _OPENING or (behind or " ") in _CLOSING


def _is_of_region(mention: Mention) -> bool:
    known = ontology.load().classes.get(mention.body_class or "")
    return known is not None and known.level == "regional" and mention.method == "pattern"


def _is_own(mention: Mention) -> bool:
    return bool(mention.body_id and mention.body_class and not mention.body_id.endswith(f":{mention.body_class}"))


def _defined(subject: Subject) -> frozenset[str]:
    """Abbreviations that the document itself explains, in capitals."""
    texts = [*subject.order.prose, *(clause.text for clause in subject.order.head.clauses)]
    texts += [text for text in subject.texts if "далее" in text]
    defined = {short for text in texts for short in _DEFINED.findall(text.lower())}
    defined |= {short for short, _ in subject.order.abbreviations}
    defined |= {named.mention.raw for named in subject.named if named.mention.method == "definition"}
    defined |= {named.mention.defines for named in subject.named if named.mention.defines}
    return frozenset(short.upper() for short in defined)


def _wrong_definitions(subject: Subject) -> Iterator[Finding]:
    """«(далее – НППМ)», and what follows is «ЦНППМ»: the abbreviation that is introduced is not the one that is used."""
    introduced = [(row, mention, mention.defines) for row, mention in subject.named if mention.defines]
    if not introduced:
        return
    used: Counter[str] = Counter()
    times = Counter([text for column in TEXTS for text in subject.cells[column]])
    for text in subject.texts:
        for short in _abbreviations(text):
            used[short] += times[text]
    for row, mention, short in introduced:
        if used[short] > 1:
            continue
        near = [other for other in used if len(short) > len(other) - 2 > 1 and Levenshtein.distance(other, short) == 1]
        if near:
            message = f"Введено сокращение «{short}», а дальше пишется «{near[0]}»."
            yield row.finding("B308", message, mention.raw, "body_raw", suggestion=near[0])


RULES = (body_names, abbreviations)
