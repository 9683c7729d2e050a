"""What a person asks for becomes a decision: the document itself gives the source text, the reading and the rules behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from corpus.decided import book_of, names_of
from corpus.decisions import NAMES, Decision, stamped
from corpus.planned import PLAN_FIELDS, period_in, plan_reading, plan_source, plan_text
from corpus.readings import FIELDS, plain, reading_of, row_text, rules_of, text_of
from normalize.slug import slug
from ontology.decisions import class_of
from ontology.loader import COUNTRY, load
from records.errors import DorkartaError
from records.order import Activity
from records.text import clean_cell
from records.understood import ActivityMeaning
from review.web.accepted import document_reading, document_source
from review.web.desk import Desk, Opened
from review.web.models import NewDecision
from review.web.names import class_seen
from review.web.remarks import FindingView
from review.web.views import DocumentView, meaning_of, period_in_words, row_of, view_of


class NotPossible(DorkartaError):
    """What is asked for does not fit the document."""

    code = "not_possible"


class NoPeriod(NotPossible):
    """What a person wrote is no period."""


class ChangedMeanwhile(DorkartaError):
    code = "changed_meanwhile"


def decision_of(desk: Desk, asked: NewDecision) -> Decision:
    """The decision, ready to be written down. Raises UnknownDocument, NotPossible, ChangedMeanwhile; OntologyError for a name that
    contradicts another decision."""
    who = clean_cell(asked.who) or desk.who
    if asked.kind in NAMES:
        return stamped(_about_a_name(desk, asked, who))
    if asked.kind == "heading":
        return stamped(_about_a_heading(asked, who))
    if asked.document is None:
        raise NotPossible("Не сказано, о каком документе решение. Укажите document.")
    opened = desk.open(asked.document)
    known = opened.known
    draft = Decision(asked.kind, who, document=known.content.document_id, path=known.path, note=clean_cell(asked.note))
    return stamped(_MAKERS[asked.kind](opened, asked, draft))


def undo_of(desk: Desk, decision_id: str, who: str) -> Decision:
    """The line that takes a decision back. Raises NotPossible where there is no such decision."""
    found = next((one for one in desk.lines() if one.id == decision_id), None)
    if found is None:
        raise NotPossible("Такого решения нет. Обновите страницу.")
    return stamped(Decision("undo", clean_cell(who) or desk.who, document=found.document, path=found.path, target=found.id))


def _about_a_name(desk: Desk, asked: NewDecision, who: str) -> Decision:
    name, scope = clean_cell(asked.name or ""), asked.scope or COUNTRY
    body, body_class = _body(desk, asked, name, scope)
    decision = Decision(asked.kind, who, source=name, scope=scope, after=body, body_class=body_class, note=clean_cell(asked.note))
    names_of(book_of((*desk.book().names, decision)).names)  # raises where it is no name, or no scope
    return decision


def _about_a_heading(asked: NewDecision, who: str) -> Decision:
    heading = clean_cell(asked.name or "")
    if not plain(heading) or (asked.to is not None and asked.to not in FIELDS):
        raise NotPossible("Нужны заголовок графы (name) и то, чем она на самом деле является (to: deadline, body, result, title, number).")
    return Decision("heading", who, source=heading, after=asked.to, rules=("columns:header",), note=clean_cell(asked.note))


def _body(desk: Desk, asked: NewDecision, name: str, scope: str) -> tuple[str | None, str | None]:
    if asked.kind == "no_body":
        return None, None
    if asked.kind == "link":
        if not asked.body:
            raise NotPossible("Не выбран орган. Укажите body.")
        return asked.body, asked.body_class or class_of(asked.body, load()) or class_seen(desk.folder, asked.body)
    if asked.body_class not in load().classes or not slug(name):
        raise NotPossible("Новому органу нужны имя и вид из списка (body_class).")
    return f"{scope}:{slug(name)}", asked.body_class


def _edit(opened: Opened, asked: NewDecision, draft: Decision) -> Decision:
    activity, _, _ = _row(opened, asked)
    field = asked.field or ""
    if asked.text is None or (field not in FIELDS and field.partition(":")[2] not in activity.extra):
        raise NotPossible("Не сказано, какую графу и на какой текст исправить. Укажите field и text.")
    before = text_of(activity, field)
    if asked.before is not None and clean_cell(asked.before) != clean_cell(before):
        raise ChangedMeanwhile(f"Эту ячейку уже изменил кто-то другой, сейчас в ней: «{before}». Обновите страницу и решите заново.")
    return _on(opened, draft, asked, field, before=before, after=clean_cell(asked.text))


def _split(opened: Opened, asked: NewDecision, draft: Decision) -> Decision:
    activity, _, _ = _row(opened, asked)
    rows = tuple({name: clean_cell(text) for name, text in row.model_dump().items()} for row in asked.rows)
    if len(rows) < 2 or not all(any(row.values()) for row in rows):
        raise NotPossible("Строку делят на две или больше, и ни одна не пуста. Укажите rows.")
    return replace(_on(opened, draft, asked, None, before=row_text(activity)), rows=rows)


def _merge(opened: Opened, asked: NewDecision, draft: Decision) -> Decision:
    activity, _, _ = _row(opened, asked)
    others = [found[1] for key in asked.others if key != asked.row and (found := row_of(opened, asked.plan or 0, key))]
    if not others or len(others) != len(set(asked.others)):
        raise NotPossible("Не сказано, с какими строками этого плана объединить. Укажите others.")
    if len(asked.rows) == 1:
        row = {name: clean_cell(text) for name, text in asked.rows[0].model_dump().items()}
    else:
        row = {name: _together([text_of(one, name) for one in (activity, *others)]) for name in FIELDS}
    before = "\n".join(row_text(one) for one in (activity, *others))
    return replace(_on(opened, draft, asked, None, before=before), rows=(row,), others=tuple(asked.others))


def _column(opened: Opened, asked: NewDecision, draft: Decision) -> Decision:
    plans = opened.understood.applied.order.plans
    field, to = asked.field or "", asked.to or ""
    n = asked.plan or 0
    rows = [one for one in plans[n - 1].activities if one.place.table == asked.table] if 0 < n <= len(plans) else []
    texts = [text for one in rows if (text := text_of(one, field))]
    if not texts or not to or to == field:
        raise NotPossible("В этой таблице нет такой графы с текстом. Укажите plan, table, field и to.")
    return replace(
        draft, plan=asked.plan, table=asked.table, field=field, source=texts[0], before=field, after=to, rules=("columns:header",)
    )


def _plan(opened: Opened, asked: NewDecision, draft: Decision) -> Decision:
    n, field = asked.plan or 0, asked.field or ""
    if not 0 < n <= len(opened.order.plans) or field not in PLAN_FIELDS or asked.text is None:
        raise NotPossible("Не сказано, что исправить в каком плане. Укажите plan, field (title или period) и text.")
    plan = opened.understood.applied.order.plans[n - 1]
    if asked.before is not None and asked.before.strip() != (period_in_words(plan) if field == "period" else plan.title or ""):
        raise ChangedMeanwhile("Этот план уже изменил кто-то другой. Обновите страницу и решите заново.")
    return replace(
        draft,
        plan=n,
        title=opened.order.plans[n - 1].title or "",
        field=field,
        source=plan_source(opened.order, n - 1, field),
        reading=plan_reading(opened.order.plans[n - 1], field),
        rules=(f"plan:{field}",),
        before=plan_text(plan, field),
        after=_plan_words(asked.text, field),
    )


def _plan_words(text: str, field: str) -> str:
    """A title or a period as the decision keeps it. Raises NotPossible for what is no period."""
    told = " ".join(text.split()) if field == "period" else clean_cell(text)
    if field == "title" or not told:
        return told
    period = period_in(told)
    if period is None:
        raise NoPeriod(f"Не похоже на период: «{told}». Напишите, например, 2022-2024 или 01.09.2021 – 31.05.2022.")
    return f"{period.start}/{period.end}"


def _accept_row(opened: Opened, asked: NewDecision, draft: Decision) -> Decision:
    return _on(opened, draft, asked, None)


def _accept_document(opened: Opened, asked: NewDecision, draft: Decision) -> Decision:
    return replace(draft, source=document_source(opened), reading=document_reading(opened))


def _waive(opened: Opened, asked: NewDecision, draft: Decision) -> Decision:
    view = view_of(opened)
    found = next((one for one in _all_findings(view) if one.id == asked.finding), None)
    if found is None:
        raise NotPossible("Такого замечания у документа нет. Обновите страницу.")
    field = f"{found.field}_raw" if found.field in ("deadline", "body", "result") else found.field
    return replace(draft, plan=found.plan, row=found.row, field=field, source=found.evidence, target=found.code)


def _all_findings(view: DocumentView) -> Sequence[FindingView]:
    return (*view.findings, *(one for row in view.rows for one in row.findings))


def _row(opened: Opened, asked: NewDecision) -> tuple[Activity, Activity, ActivityMeaning]:
    found = row_of(opened, asked.plan or 0, asked.row or "")
    if found is None:
        raise NotPossible("Такой строки в документе нет. Обновите страницу: её могли разделить или объединить.")
    return found[1:]


def _on(
    opened: Opened, draft: Decision, asked: NewDecision, field: str | None, *, before: str | None = None, after: str | None = None
) -> Decision:
    """The decision with the source text that it stands on, and how that is understood."""
    activity, source, meaning = _row(opened, asked)
    plan = asked.plan or 0
    read = meaning if activity == source else meaning_of(opened, plan, source)
    return replace(
        draft,
        plan=plan,
        row=asked.row,
        title=source.title,
        field=field,
        source=row_text(source) if field is None else text_of(source, field),
        reading=reading_of(read, source, field),
        rules=rules_of(read, field),
        before=before,
        after=after,
    )


def _together(texts: Sequence[str]) -> str:
    return "\n".join(dict.fromkeys(filter(None, texts)))


_MAKERS: Mapping[str, Callable[[Opened, NewDecision, Decision], Decision]] = {
    "edit": _edit,
    "split": _split,
    "merge": _merge,
    "column": _column,
    "plan": _plan,
    "accept_row": _accept_row,
    "accept_document": _accept_document,
    "waive": _waive,
}
