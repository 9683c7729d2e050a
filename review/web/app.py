"""The application: pages, API and static files behind the safety layer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.staticfiles import StaticFiles

from records.errors import DorkartaError
from review.web.api import api, status_of_error
from review.web.background import Background, Read, Renew
from review.web.desk import Desk
from review.web.office import Office
from review.web.pages import page, pages
from review.web.pictures import Pictures, Render
from review.web.safety import Rules, Safety

_STATIC = Path(__file__).with_name("static")


def create_app(
    desk: Desk, read: Read, renew: Renew, render: Render, rules: Rules | None = None, ready: Callable[[], object] = lambda: None
) -> FastAPI:
    """The application over one dataset. `read`, `renew`, `render`: the pipeline's; `ready` waits until nothing else in this process reads
    PDF (PDFium bears one thread at a time)."""
    known = rules or Rules()
    office = Office(desk, Background(read, renew), Pictures(desk, render, ready))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        office.background.start()
        office.background.decided()  # decisions that a stopped server left behind
        yield
        office.background.stop()

    app = FastAPI(
        title="dorkarta review", version="1", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=lifespan,
        description="Проверка дорожных карт: документы, строки, замечания, решения.",
    )  # fmt: skip
    app.state.office = office
    app.include_router(pages(office, known))
    app.include_router(api(office))
    app.mount("/static", StaticFiles(directory=_STATIC))
    _errors(app)
    app.add_middleware(Safety, rules=known)
    return app


def _errors(app: FastAPI) -> None:
    @app.exception_handler(DorkartaError)
    def ours(request: Request, error: DorkartaError) -> Response:
        return _answer(request, status_of_error(error), error.code, error.message)

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        if not request.url.path.startswith("/api"):
            return _answer(request, 404, "not_found", "Такой страницы нет.")
        detail = [{"loc": [str(part) for part in one["loc"]], "msg": str(one["msg"]), "type": str(one["type"])} for one in error.errors()]
        return JSONResponse({"detail": detail}, 422)

    @app.exception_handler(StarletteHTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        message = "Такой страницы нет." if error.status_code == 404 and error.detail == "Not Found" else str(error.detail)
        answer = _answer(request, error.status_code, "not_found" if error.status_code == 404 else "refused", message)
        answer.headers.update(error.headers or {})
        return answer


def _answer(request: Request, status: int, code: str, message: str) -> Response:
    if request.url.path.startswith("/api"):
        return JSONResponse({"code": code, "message": message}, status)
    return HTMLResponse(page("problem", message=message), status)
