"""Names that nobody knows: the queue, most frequent first, what each may mean, and what a decision about one would change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from rapidfuzz import fuzz, process

from corpus.applying import apply
from corpus.decided import names_of
from corpus.decisions import NAMES, Decision
from corpus.readings import plain, row_text
from normalize.bodies import read_bodies
from normalize.order import body_contexts, understand
from ontology.decisions import alias_key
from ontology.loader import COUNTRY
from output.vocabulary import names
from output.words import plural
from review.web.dataset import paths_of, table
from review.web.desk import Desk
from review.web.headings import rows_under
from review.web.models import Effect, NameOut, Suggestion

_STEM = 4  # letters of a word that its cases share
_LEAST_LIKE = 55  # of 100; below that a suggestion is noise
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class _Mention:
    name: str
    activity_id: str


def queue(desk: Desk) -> list[NameOut]:
    """Unknown names of the dataset that nobody has decided about, most frequent first."""
    groups: dict[str, list[_Mention]] = defaultdict(list)
    for one in _unknown(desk.folder):
        groups[plain(one.name)].append(one)
    decided = {alias_key(one.source) for one in desk.book().names}
    found = [group for key, group in groups.items() if key and alias_key(group[0].name) not in decided]
    found.sort(key=lambda group: (-len(group), group[0].name))
    places = _places(desk.folder, [one.activity_id for group in found[:_SHOWN] for one in group])
    return [_name(group, [places.get(one.activity_id, {}) for one in group]) for group in found[:_SHOWN]]


def suggestions(desk: Desk, name: str, scope: str = COUNTRY) -> list[Suggestion]:
    """Bodies whose names are like this one; those of the scope's municipality and region, and of the country."""
    bodies = [row for row in _bodies(desk.folder) if _may_be(row["body_id"], scope)]
    spelled = [(plain(text), row) for row in bodies for text in (row["name"], row["short_name"], *(row["aliases"] or ())) if text]
    choices = [text for text, _ in spelled]
    best: dict[str, Suggestion] = {}
    for _, score, n in process.extract(plain(name), choices, scorer=fuzz.WRatio, limit=40, score_cutoff=_LEAST_LIKE):
        row = spelled[n][1]
        label = names().concept("body_class", row["body_class"])
        best.setdefault(row["body_id"], Suggestion(body=row["body_id"], name=row["name"], body_class=label, score=int(score)))
    return list(best.values())[:8]


def class_seen(folder: Path, body_id: str) -> str | None:
    """The class of a body that only the documents of the dataset name; None where they do not."""
    return next((row["body_class"] for row in _bodies(folder) if row["body_id"] == body_id), None)


def classes() -> list[tuple[str, str]]:
    """(code, label) of the classes that a new body can have."""
    return sorted(((code, label) for (scheme, code), label in names().concepts.items() if scheme == "body_class"), key=lambda one: one[1])


def effect(desk: Desk, decision: Decision) -> Effect:
    """What a decision would change in the dataset: of a name in all documents that print it, of anything else in its own."""
    if decision.kind == "heading":
        changed = Counter(rows_under(desk, decision.source) if decision.after else {})
    elif decision.kind in NAMES:
        changed = _changed_by_name(desk, decision)
    else:
        changed = Counter({decision.document: _changed_rows(desk, decision)})
    rows, documents = sum(changed.values()), len([one for one in changed.values() if one])
    return Effect(rows=rows, documents=documents, text=_told(decision, rows, documents))


def _told(decision: Decision, rows: int, documents: int) -> str:
    told = plural(rows, "строка", "строки", "строк")
    if decision.kind == "plan":
        first, _, last = (decision.after or "").partition("/") if decision.field == "period" else ("", "", "")
        period = f"С {date.fromisoformat(first):%d.%m.%Y} по {date.fromisoformat(last):%d.%m.%Y}. " if last else ""
        return period + (f"Иначе поймётся: {told}." if rows else "Смысл строк не изменится.")
    where = plural(documents, "документе", "документах", "документах")
    return f"Изменится: {told} в {where}." if rows else "В прочитанных документах ничего не изменится."


def _changed_rows(desk: Desk, decision: Decision) -> int:
    """Rows of its document that differ with the decision."""
    if decision.kind in ("accept_row", "accept_document", "waive"):
        return 0
    opened = desk.open(decision.document)
    names = names_of(opened.known.decisions)
    after = apply(opened.order, (*opened.known.decisions, decision), names)
    before = opened.understood.applied
    if decision.kind == "plan":  # its rows print the same and mean something else
        meant = zip(opened.understood.meaning.plans, understand(after.order, names).plans, strict=True)
        return sum(one != other for old, new in meant for one, other in zip(old.activities, new.activities, strict=True))
    pairs = zip(before.order.plans, after.order.plans, strict=True)
    return sum(_differing([row_text(one) for one in old.activities], [row_text(one) for one in new.activities]) for old, new in pairs)


def _differing(old: Sequence[str], new: Sequence[str]) -> int:
    """How many rows of the longer side the other side does not have."""
    gone, come = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return max(gone.total(), come.total())


def _changed_by_name(desk: Desk, decision: Decision) -> Counter[str]:
    changed: Counter[str] = Counter()
    for document in _candidates(desk.folder, decision.source):
        opened = desk.open(document)
        order = opened.understood.applied.order
        before = body_contexts(order, decisions=names_of(opened.known.decisions))
        after = body_contexts(order, decisions=names_of((*(one for one in opened.known.decisions if not _same(one, decision)), decision)))
        for plan, old, new in zip(order.plans, before, after, strict=True):
            changed[document] += sum(read_bodies(one.body, old) != read_bodies(one.body, new) for one in plan.activities)
    return changed


def _same(one: Decision, other: Decision) -> bool:
    return one.kind in NAMES and one.scope == other.scope and alias_key(one.source) == alias_key(other.source)


def _candidates(folder: Path, name: str) -> list[str]:
    """Documents whose responsible cells hold the beginnings of all words of a name."""
    rows = table(folder, "activities", ["document_id", "body_raw"])
    text = pc.replace_substring(pc.utf8_lower(rows.column("body_raw")), "ё", "е")
    mask = pc.is_valid(text)
    for word in plain(name).split():
        mask = pc.and_(mask, pc.match_substring(text, word[:_STEM]))
    return sorted(set(rows.column("document_id").filter(pc.fill_null(mask, False)).to_pylist()))


def _unknown(folder: Path) -> Iterator[_Mention]:
    rows = table(folder, "responsibilities", ["activity_id", "raw", "method"])
    own = rows.filter(pc.equal(rows.column("method"), "none"))
    for activity, raw in zip(own.column("activity_id").to_pylist(), own.column("raw").to_pylist(), strict=True):
        yield _Mention(" ".join(raw.split()), activity)


def _places(folder: Path, activities: Sequence[str]) -> dict[str, dict[str, str]]:
    columns = ["activity_id", "document_id", "title", "body_raw", "region_id", "municipality_id"]
    rows = table(folder, "activities", columns)
    own = rows.filter(pc.is_in(rows.column("activity_id"), value_set=pa.array(activities, pa.string())))
    by_document = paths_of(folder)
    return {row["activity_id"]: row | {"path": by_document.get(row["document_id"], "")} for row in own.to_pylist()}


def _name(group: Sequence[_Mention], places: Sequence[dict[str, str]]) -> NameOut:
    """The scopes are those that hold all places of the name, the narrowest first."""
    name = Counter(one.name for one in group).most_common(1)[0][0]
    place = places[0]
    shared = [found for scope in ("municipality_id", "region_id") if len(found := {one.get(scope) for one in places}) == 1]
    scopes = list(dict.fromkeys([*filter(None, (one for found in shared for one in found)), COUNTRY]))
    return NameOut(
        name=name,
        rows=len({one.activity_id for one in group}),
        documents=len({one.activity_id.partition("/")[0] for one in group}),
        scope=scopes[0],
        scopes=scopes,
        document=place.get("document_id") or "",
        path=place.get("path") or "",
        activity=place.get("title") or "",
        context=place.get("body_raw") or "",
    )


def _may_be(body_id: str, scope: str) -> bool:
    place = body_id.partition(":")[0]
    return COUNTRY in (place, scope) or scope == place or scope.startswith(f"{place}/")


def _bodies(folder: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table(folder, "bodies", ["body_id", "body_class", "name", "short_name", "aliases"]).to_pylist()
    return rows
