"""What stands between the page and the network: who may ask, from where, how much, and what a browser may do with the answer.

Only names of this machine are answered (a foreign name that resolves to it is DNS rebinding). Whatever changes something needs a header
that no other site's page can send, or in a form the token of this server. With another address than localhost a token is required.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-dorkarta"
COOKIE = "dorkarta"
LOCAL = frozenset({"127.0.0.1", "localhost", "::1", "[::1]"})
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS = frozenset({"/upload"})  # they carry the token of the server in a field
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Rules:
    """`hosts`: the names that are answered; `token`: what a person must know (None: nothing); `most_bytes`: of a request's body;
    `form_token`: what forms of this server carry."""

    hosts: frozenset[str] = LOCAL
    token: str | None = None
    most_bytes: int = 200 * 2**20
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def knows(self, given: str) -> bool:
        """Whether a token is the one that is asked for."""
        return self.token is None or hmac.compare_digest(given.encode(), self.token.encode())

    def is_form(self, given: str) -> bool:
        """Whether a form came from a page of this server."""
        return hmac.compare_digest(given.encode(), self.form_token.encode())


class TooMuch(Exception):
    """A body is larger than it said or may be."""


class Safety:
    """The outermost layer of the application (ASGI)."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app, self.rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        sent = _guarded(send)
        refusal = self._refused(scope, headers) or self._login(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, sent)
            return
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await sent(message)

        try:
            await self.app(scope, _counted(receive, self.rules.most_bytes), sending)
        except TooMuch:
            if not started:
                await _problem(413, "too_large", "Файл слишком велик.")(scope, receive, sent)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        host = _host(headers.get("host", ""))
        if host not in self.rules.hosts:
            return _problem(421, "wrong_host", "Этот адрес не обслуживается. Откройте страницу по адресу, который напечатала программа.")
        length = headers.get("content-length", "0")
        if length.isdigit() and int(length) > self.rules.most_bytes:
            return _problem(413, "too_large", f"Файл слишком велик: больше {self.rules.most_bytes // 2**20} МБ.")
        if scope["method"] in _SAFE:
            return None
        if not _own_site(headers):
            return _problem(403, "foreign_site", "Запрос пришёл с чужой страницы и не выполнен.")
        if scope["path"] not in _FORMS and HEADER not in headers:
            return _problem(403, "header_missing", "У запроса, который что-то меняет, должен быть заголовок X-Dorkarta: 1.")
        return None

    def _login(self, scope: Scope, headers: Headers) -> Response | None:
        """Where a token is required: None for who has it."""
        if self.rules.token is None or scope["path"].startswith("/static/"):
            return None
        bearer = headers.get("authorization", "").removeprefix("Bearer ")
        if self.rules.knows(bearer) or self.rules.knows(_cookie(headers)):
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["method"] == "GET" and self.rules.knows(given):
            answer = RedirectResponse("/", 303)
            answer.set_cookie(COOKIE, given, httponly=True, samesite="strict", path="/")
            return answer
        return PlainTextResponse(
            "Нужен ключ. Откройте адрес с ключом, который напечатала программа при запуске (…/?token=…).",
            401,
            {"www-authenticate": "Bearer"},
        )


def _own_site(headers: Headers) -> bool:
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def _host(value: str) -> str:
    """The name in a Host header, without the port."""
    if value.startswith("["):
        return value.partition("]")[0] + "]"
    return value.partition(":")[0].lower()


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        return ""
    return found[COOKIE].value if COOKIE in found else ""


def _problem(status: int, code: str, message: str) -> Response:
    return JSONResponse({"code": code, "message": message}, status)


def _guarded(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            named = {name.lower() for name, _ in message["headers"]}
            extra = [(name.encode(), value.encode()) for name, value in _HEADERS.items() if name.encode() not in named]
            message = {**message, "headers": [*message["headers"], *extra]}
        await send(message)

    return sending


def _counted(receive: Receive, most: int) -> Receive:
    seen = 0

    async def receiving() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooMuch
        return message

    return receiving
