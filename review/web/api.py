"""The API under `/api`: submit a document, its state, its rows, findings, decisions. Errors are {code, message}."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, File, Header, HTTPException, Path, Query, Response, UploadFile

from corpus.decisions import Decision, as_dict, standing
from records.errors import DorkartaError
from review.web import inbox
from review.web.accuracy import accuracy
from review.web.deciding import decision_of, undo_of
from review.web.headings import headings
from review.web.models import (
    ROW_KEY,
    BoxOut,
    DecisionOut,
    DocumentOut,
    Effect,
    FindingOut,
    HeadingOut,
    NameOut,
    NewDecision,
    Problem,
    ReadingIn,
    ReadingOut,
    RowOut,
    RuleOut,
    StatusOut,
    Suggestion,
    Undo,
)
from review.web.names import effect, queue, suggestions
from review.web.office import Office
from review.web.views import DocumentView, view_of

DocumentPath = Annotated[str, Path(pattern=r"^[0-9a-f]{16}$", description="Код документа: 16 знаков")]
RowPath = Annotated[str, Path(pattern=ROW_KEY, description="Ключ строки: 5 или 5.2")]
Ours = Annotated[str, Header(alias="X-Dorkarta", description="Любое значение; его не может послать чужая страница", max_length=100)]
_FAULTS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": text}
    for status, text in (
        (400, "Запрос не разобран"), (401, "Нужен ключ"), (403, "Чужая страница или нет заголовка X-Dorkarta"), (404, "Нет такого"),
        (409, "Изменено другим человеком"), (413, "Файл слишком велик"), (421, "Чужое имя сервера"),
    )
}  # fmt: skip


def api(office: Office) -> APIRouter:
    """The operations over one dataset."""
    router = APIRouter(prefix="/api", responses=_FAULTS)
    _documents(router, office)
    _decisions(router, office)
    _names(router, office)
    return router


def _documents(router: APIRouter, office: Office) -> None:
    desk = office.desk

    @router.post("/documents", status_code=202, summary="Передать документ")
    def submit(file: Annotated[UploadFile, File(description="Документ Word, PDF, скан")], x_dorkarta: Ours) -> DocumentOut:
        return office.submit(file.filename or "", file.file.read())

    @router.get("/documents", summary="Документы по состояниям")
    def listing(state: Annotated[str | None, Query(max_length=20)] = None) -> list[DocumentOut]:
        return [one for one in inbox.documents(desk, office.background) if state in (None, one.state)]

    @router.get("/documents/{document}", summary="Состояние документа")
    def state(document: DocumentPath) -> DocumentOut:
        found = inbox.document(desk, office.background, document)
        if found is None:
            raise HTTPException(404, "Такого документа нет.")
        return found

    @router.get("/documents/{document}/rows", summary="Строки документа")
    def rows(document: DocumentPath) -> list[RowOut]:
        return [RowOut.model_validate(asdict(row)) for row in view_of(desk.open(document)).rows]

    @router.get("/documents/{document}/findings", summary="Замечания к документу")
    def findings(document: DocumentPath) -> list[FindingOut]:
        return [FindingOut.model_validate(asdict(one)) for one in all_findings(view_of(desk.open(document)))]

    @router.get(
        "/documents/{document}/pages/{page}.png",
        summary="Страница картинкой",
        response_class=Response,
        responses={200: {"content": {"image/png": {}}}},
    )
    def picture(document: DocumentPath, page: Annotated[int, Path(ge=1, le=100_000)]) -> Response:
        data, size = office.pictures.page(document, page)
        headers = {"X-Page-Width": f"{size.width:.2f}", "X-Page-Height": f"{size.height:.2f}", "Cache-Control": "private, max-age=3600"}
        return Response(data, media_type="image/png", headers=headers)

    @router.get("/documents/{document}/rows/{plan}/{row}/cells", summary="Где на странице графы строки")
    def cells(document: DocumentPath, plan: Annotated[int, Path(ge=1, le=100_000)], row: RowPath) -> dict[str, list[BoxOut]]:
        found = office.cells(document, plan, row)
        return {name: [BoxOut.model_validate(asdict(box)) for box in boxes] for name, boxes in found.items()}

    @router.post("/reading", summary="Что значил бы текст в этой графе")
    def reading(asked: ReadingIn, x_dorkarta: Ours) -> ReadingOut:
        return office.reading(asked)

    @router.get("/status", summary="Что делает программа")
    def status() -> StatusOut:
        return office.status()


def _decisions(router: APIRouter, office: Office) -> None:
    desk = office.desk

    @router.get("/decisions", summary="Решения, последние первыми")
    def listing(
        document: Annotated[str | None, Query(pattern=r"^[0-9a-f]{16}$")] = None, limit: Annotated[int, Query(ge=1, le=10_000)] = 1000
    ) -> list[DecisionOut]:
        return decisions_out(desk.lines(), document)[:limit]

    @router.post("/decisions", status_code=201, summary="Принять решение")
    def decide(asked: NewDecision, x_dorkarta: Ours) -> DecisionOut:
        return _out(office.decide(decision_of(desk, asked)), True)

    @router.post("/decisions/preview", summary="Что изменит решение")
    def preview(asked: NewDecision, x_dorkarta: Ours) -> Effect:
        return effect(desk, decision_of(desk, asked))

    @router.post("/decisions/{decision}/undo", status_code=201, summary="Отменить решение")
    def undo(decision: Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,60}$")], asked: Undo, x_dorkarta: Ours) -> DecisionOut:
        return _out(office.decide(undo_of(desk, decision, asked.who)), True)

    @router.get("/accuracy", summary="Как часто люди исправляли какое правило")
    def rules() -> list[RuleOut]:
        return accuracy(standing(desk.lines()))


def _names(router: APIRouter, office: Office) -> None:
    @router.get("/names", summary="Неизвестные имена, частые первыми")
    def names() -> list[NameOut]:
        return queue(office.desk)

    @router.get("/headings", summary="Неизвестные заголовки граф, частые первыми")
    def unknown_headings() -> list[HeadingOut]:
        return headings(office.desk)

    @router.get("/names/suggestions", summary="Органы с похожим именем")
    def alike(name: Annotated[str, Query(max_length=500)], scope: Annotated[str, Query(max_length=200)] = "RU") -> list[Suggestion]:
        return suggestions(office.desk, name, scope)


def all_findings(view: DocumentView) -> list[Any]:
    """The findings of a document: of the whole, then row by row."""
    return [*view.findings, *(one for row in view.rows for one in row.findings)]


def decisions_out(lines: tuple[Decision, ...], document: str | None = None) -> list[DecisionOut]:
    """Decisions for people, the last first."""
    held = {one.id for one in standing(lines)}
    return [_out(one, one.id in held) for one in reversed(lines) if document in (None, one.document)]


def _out(decision: Decision, holds: bool) -> DecisionOut:
    known = DecisionOut.model_fields
    return DecisionOut(**{name: value for name, value in as_dict(decision).items() if name in known}, standing=holds)


def status_of_error(error: DorkartaError) -> int:
    """The HTTP status of an error of ours."""
    return {"unknown_document": 404, "not_read": 404, "no_picture": 404, "changed_meanwhile": 409}.get(error.code, 400)
