"""Web archives (MHTML, RFC 2557): what browsers and Word save as «one file», often under the name of a Word document."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import Message

from extract.html import read_html
from records.document import Document
from records.errors import BrokenFile

_NO_PAGE = "В веб-архиве нет страницы с текстом. Откройте его в браузере или в Word и сохраните как DOCX."


def read_mhtml(data: bytes, document_id: str) -> Document:
    """The first HTML page of a web archive. Raises BrokenFile where it holds none."""
    for part in message_from_bytes(data.lstrip(), policy=policy.compat32).walk():
        if part.get_content_type() == "text/html":
            return read_html(_page(part), document_id)
    raise BrokenFile(_NO_PAGE)


def _page(part: Message) -> bytes:
    """The page as UTF-8 where its part names an encoding, as it is where it does not (the page may name one itself)."""
    payload = part.get_payload(decode=True)
    page = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    if charset is None:
        return page
    try:
        return page.decode(charset).encode("utf-8")
    except (LookupError, UnicodeDecodeError):
        return page
