"""Pages of documents as pictures. Word documents are rendered to PDF by the pipeline's renderer, once each."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence

from records.document import Box
from records.errors import DorkartaError
from review.web.desk import Desk, UnknownDocument

Render = Callable[[bytes, str], bytes | None]  # (a file's bytes, its media type) → PDF; None where it can't be had

_SCALE = 150 / 72
_KEPT_FILES, _KEPT_PAGES = 4, 24
_MOST_PIXELS = 40_000_000


class NoPicture(DorkartaError):
    code = "no_picture"

    def __init__(self, message: str = "Изображения этой страницы нет: файл недоступен или для него нужна LibreOffice.") -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Size:
    """A page's size in points."""

    width: float
    height: float


@dataclass(slots=True)
class Pictures:
    """Pages of the desk's documents; PDFium serves one thread at a time, and `ready` waits for whoever else uses it at the start."""

    desk: Desk
    render: Render
    ready: Callable[[], object] = lambda: None
    _files: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _pages: OrderedDict[tuple[str, int], tuple[bytes, Size]] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def page(self, document_id: str, page: int) -> tuple[bytes, Size]:
        """A page (from 1) as PNG, with its size in points. Raises UnknownDocument, NoPicture."""
        with self._turn:
            kept = self._pages.get((document_id, page))
            if kept is None:
                self.ready()
                kept = self._drawn(self._file(document_id), page)
                self._pages[document_id, page] = kept
                while len(self._pages) > _KEPT_PAGES:
                    self._pages.popitem(last=False)
            return kept

    def texts(self, document_id: str, boxes: Sequence[Box]) -> list[str]:
        """What a document's pages print in these boxes; "" where a page holds no text (a scan). Errors as in `page`."""
        with self._turn:
            self.ready()
            data = self._file(document_id)
            return _texts(data, boxes) if b"%PDF-" in data[:1024] else [""] * len(boxes)

    def _file(self, document_id: str) -> bytes:
        kept = self._files.get(document_id)
        if kept is not None:
            return kept
        data = self.desk.bytes_of(document_id)
        if data is None:
            self.desk.known(document_id)  # raises where there is no such document
            raise NoPicture
        if b"%PDF-" not in data[:1024]:
            media_type = self.desk.recognised(document_id)[0].media_type
            data = data if media_type.startswith("image/") else self.render(data, media_type) or b""
        if not data:
            raise NoPicture
        self._files[document_id] = data
        while len(self._files) > _KEPT_FILES:
            self._files.popitem(last=False)
        return data

    def _drawn(self, data: bytes, page: int) -> tuple[bytes, Size]:
        try:
            return _of_pdf(data, page) if b"%PDF-" in data[:1024] else _of_image(data, page)
        except (pdfium.PdfiumError, OSError, ValueError, Image.DecompressionBombError) as error:
            raise NoPicture("Страница не рисуется: файл повреждён. Откройте его в другой программе.") from error


def _of_pdf(data: bytes, page: int) -> tuple[bytes, Size]:
    document = pdfium.PdfDocument(data)
    try:
        if not 1 <= page <= len(document):
            raise UnknownDocument
        drawn = document[page - 1]
        size = Size(*drawn.get_size())
        scale = min(_SCALE, (_MOST_PIXELS / max(size.width * size.height, 1)) ** 0.5)
        return _png(drawn.render(scale=scale).to_pil()), size
    finally:
        document.close()


def _texts(data: bytes, boxes: Sequence[Box]) -> list[str]:
    document = pdfium.PdfDocument(data)
    try:
        pages = {box.page: document[box.page - 1] for box in boxes if 0 < box.page <= len(document)}
        return [_text(pages[box.page], box) if box.page in pages else "" for box in boxes]
    finally:
        document.close()


def _text(page: pdfium.PdfPage, box: Box) -> str:
    """Coordinates of PDFium run from the bottom of the page."""
    height = page.get_height()
    text: str = page.get_textpage().get_text_bounded(box.x0, height - box.bottom, box.x1, height - box.top)
    return text


def _of_image(data: bytes, page: int) -> tuple[bytes, Size]:
    with Image.open(io.BytesIO(data)) as image:
        if image.width * image.height > _MOST_PIXELS * 4:
            raise NoPicture
        frames = ImageSequence.Iterator(image)
        found = next((frame for n, frame in enumerate(frames, start=1) if n == page), None)
        if found is None:
            raise UnknownDocument
        dpi = float(found.info.get("dpi", (0,))[0]) or max(image.width, image.height) / 842 * 72
        upright = ImageOps.exif_transpose(found).convert("L")
        size = Size(upright.width * 72 / dpi, upright.height * 72 / dpi)
        upright.thumbnail((2000, 2000))
        return _png(upright), size


def _png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    return stream.getvalue()
