"""Fields that a text names itself: «Провести семинар. Срок: до 1 мая. Ответственный: методический кабинет»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.recognise.columns import coverage
from extract.recognise.headings import roles_in

# A label stands where a sentence, a line or a bracket begins; a dash after it will do, too («отв. – директор»), and the short
# word for who answers needs no sign at all («Отв. Попова А.А.») unless it belongs to a longer name («отв. за выпуск»).
_LABEL = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;,(]))[ \t(]*"
    r"(?:(?P<label>(?:(?:отв|исп|ожид|план)\.\s?)?[А-ЯЁа-яё]+(?: [А-ЯЁа-яё]+){0,4}\.?)\s*(?P<sign>:|\s[–—-])(?=\s)\s*"
    r"|(?P<short>отв\.)\s*(?!за\b|лиц|исп|секр|ред)(?=[^\W\d]))",
    re.IGNORECASE,
)
_FIELD_OF_ROLE = {"title": "title", "deadline": "deadline", "body": "body", "result": "result", "result_weak": "result"}
_ABBREVIATION = re.compile(r"(?:^|[\s\d.])(?:гг?|др|пр|т\.\s?д|т\.\s?п|кв|руб|чел|[А-ЯЁ])\.$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """What stands before the first label, and the text of each field that is labelled (`title`, `deadline`, `body`, `result`)."""

    head: str
    fields: dict[str, str]


@lru_cache(maxsize=4_000)
def labelled(text: str) -> Labelled:
    """A text parted at its labels; without any, all of it is the head. A field that is labelled twice has a line for each."""
    found = [(match, name) for match in _LABEL.finditer(text) if (name := _field_of(match))]
    if not found:
        return Labelled(text, {})
    fields: dict[str, str] = {}
    ends = [match.start() for match, _ in found[1:]] + [len(text)]
    for (match, name), end in zip(found, ends, strict=True):
        said = _trimmed(text[match.end() : end])
        fields[name] = "\n".join(part for part in (fields.get(name), said) if part)
    return Labelled(_trimmed(text[: found[0][0].start()]), fields)


def _field_of(match: re.Match[str]) -> str | None:
    """The field that a label names with all of its words; a weak one («Документ») only on a line of its own and before a colon."""
    if match["short"]:
        return "body"
    label = match["label"].strip()
    roles = roles_in(label)
    if len(roles) != 1 or coverage(label) < 1:
        return None
    opens = match.start() == 0 or match.string[match.start() - 1] == "\n"
    weak = roles[0] in ("result_weak", "title")
    return None if weak and not (opens and match["sign"] == ":") else _FIELD_OF_ROLE.get(roles[0])


def _trimmed(text: str) -> str:
    """A part without the signs that separate it from its neighbours, and without the bracket that its label opened."""
    part = text.strip(" \t\n,;(")
    if part.count(")") > part.count("("):
        part = part.rstrip(".,; ").removesuffix(")")
    if part.endswith(".") and not part.endswith("...") and (part.endswith("..") or not _ABBREVIATION.search(part)):
        part = part[:-1]
    return part.strip(" \t\n,;")
