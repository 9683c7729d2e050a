"""The pages that people see: rendered here, with the data of the API; every text is escaped by the templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.decisions import standing
from output.words import plural
from review.web import inbox
from review.web.accuracy import accuracy
from review.web.api import decisions_out
from review.web.desk import Desk, Opened
from review.web.headings import headings
from review.web.letters import MEDIA_TYPES, letter_file
from review.web.letters import Form as LetterForm
from review.web.models import DecisionOut, DocumentOut
from review.web.names import classes, queue
from review.web.office import Office
from review.web.safety import Rules
from review.web.views import view_of
from review.web.wording import wording

DocumentPath = Annotated[str, PathParameter(pattern=r"^[0-9a-f]{16}$")]
_FOLDER = Path(__file__).with_name("templates")
_SHOWN = 200  # documents of one state


def pages(office: Office, rules: Rules) -> APIRouter:
    """The pages over one dataset; none of them is part of the API."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    _lists(router, office, rules)
    _document(router, office)
    return router


def _lists(router: APIRouter, office: Office, rules: Rules) -> None:
    desk = office.desk

    @router.get("/")
    def front() -> str:
        return page("inbox", token=rules.form_token, **_inbox(office))

    @router.get("/inbox")
    def fragment() -> str:
        return page("_inbox", **_inbox(office))

    @router.post("/upload", response_model=None)
    def upload(files: list[UploadFile], token: Annotated[str, Form()] = "") -> RedirectResponse | HTMLResponse:
        if not rules.is_form(token):
            return HTMLResponse(page("problem", message="Страница устарела. Откройте её заново и передайте файлы ещё раз."), 403)
        for file in files:
            office.submit(file.filename or "", file.file.read())
        return RedirectResponse("/", 303)

    @router.get("/names")
    def names() -> str:
        return page("names", names=queue(desk), headings=headings(desk), classes=classes(), titles=inbox.given_names(desk))

    @router.get("/decisions")
    def decisions() -> str:
        titles = {document: _file_name(paths[0]) for document, paths in desk.names().items()} | inbox.given_names(desk)
        return page("decisions", decisions=decisions_out(desk.lines())[:500], titles=titles)

    @router.get("/accuracy")
    def rules_page() -> str:
        return page("accuracy", rules=accuracy(standing(desk.lines())))

    @router.get("/api", response_model=None)
    def operations(request: Request) -> HTMLResponse:
        return HTMLResponse(page("api", schema=request.app.openapi()))


def _document(router: APIRouter, office: Office) -> None:
    desk = office.desk

    @router.get("/documents/{document}")
    def document(document: DocumentPath) -> str:
        office.ask_for_pages(document)
        opened = desk.open(document)
        name = _name(desk, opened)
        return page("document", view=view_of(opened), name=name, pages=opened.document.pages or 0, busy=office.background.busy)

    @router.get("/documents/{document}/rows")
    def rows(document: DocumentPath) -> str:
        opened = desk.open(document)
        return page("_rows", view=view_of(opened), pages=opened.document.pages or 0)

    @router.get("/documents/{document}/letter.{form}", response_class=Response)
    def letter(document: DocumentPath, form: LetterForm) -> Response:
        opened = desk.open(document)
        name = _name(desk, opened)
        file = quote(f"Письмо — {name.rpartition('.')[0] or name}.{form}", safe="")
        return Response(
            letter_file(opened, name, form),
            media_type=MEDIA_TYPES[form],
            headers={"content-disposition": f"attachment; filename*=UTF-8''{file}"},
        )


def page(template: str, /, **values: Any) -> str:
    """A template with its values."""
    return _environment().get_template(f"{template}.html.j2").render(words=wording(), **values)


def _name(desk: Desk, opened: Opened) -> str:
    """What people call a document: as it was handed in, or its file's name."""
    return inbox.given_names(desk).get(opened.known.content.document_id) or _file_name(opened.known.path)


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


def _inbox(office: Office) -> dict[str, Any]:
    found = inbox.documents(office.desk, office.background)
    groups = {state: [one for one in found if one.state == state or (state == "new" and one.state == "reading")] for state in inbox.STATES}
    left = [one for state in ("review", "new") for one in groups[state] if one.state != "reading"]
    return {
        "first": max(left, key=_weight, default=None),
        "groups": {state: rows[:_SHOWN] for state, rows in groups.items()},
        "counts": {state: len(rows) for state, rows in groups.items()},
        "status": office.status(),
        "unknown": len(queue(office.desk)) + len(headings(office.desk)),
    }


def _in_words(text: str, decision: DecisionOut) -> str:
    """A value of a decision as people write it: a period is kept as two ISO dates."""
    if (decision.kind, decision.field) != ("plan", "period"):
        return text
    return " – ".join(".".join(reversed(day.split("-"))) for day in text.split("/"))


def _rule(code: str) -> str:
    """A rule as people may call it: the column that it reads, and how."""
    kind, _, name = code.partition(":")
    told = wording()["rules"]
    return f"{told['kinds'].get(kind, kind)}: {told['names'].get(code) or told['names'].get(name) or name}"


def _weight(one: DocumentOut) -> tuple[bool, int, int, int]:
    """What is begun is finished first, then what has the most to mend."""
    return one.state == "review", one.findings.get("E", 0), one.unknown, one.findings.get("W", 0)


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_FOLDER, encoding="utf-8")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["plural"] = plural
    environment.filters["file_name"] = _file_name
    environment.filters["in_words"] = _in_words
    environment.filters["rule"] = _rule
    environment.filters["percent"] = lambda share: f"{100 * share:.0f} %"
    return environment
