"""Scans for tests: a page with a ruled table is drawn in a real font, then it suffers what sheets suffer on a scanner."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONTS = Path(__file__).resolve().parents[3] / "corpus" / "generator" / "fonts"
DPI = 200
WIDTH, HEIGHT = 595.0, 842.0  # A4 in points
PADDING, LEADING = 5.0, 1.25

ROWS = (
    ("№", "Мероприятие", "Срок", "Ответственный", "Результат"),
    ("1.1", "Сбор сведений о выпускниках школ, выбравших профессию", "до 15 мая 2023 г.", "Отдел образования", "Сводная таблица"),
    ("1.2", "Семинар для учителей физики и химии", "октябрь", "Методический центр", "Программа семинара, список участников"),
    ("1.3", "Проведение недели науки", "ежегодно, апрель", "Директора школ", "Отчёт на сайте"),
    ("2.1", "Закупка оборудования для кружков", "IV квартал", "Отдел закупок", "Договор"),
    ("2.2", "Встречи родителей с психологами", "в течение года", "Классные руководители", "Протоколы встреч"),
    ("10.1", "Подведение итогов", "декабрь", "Отдел образования", "Приказ по итогам года"),
)
XS = (50.0, 85.0, 230.0, 325.0, 430.0, 545.0)
UPENDED_HEADER = ("№", "Показатель", "Всего школ", "Городские", "Сельские")
UPENDED_BODY = (("1", "Число учителей", "120", "80", "40"), ("2", "Число классов", "64", "50", "14"))
TITLE = "План мероприятий на 2023 год"


def pixels(points: float) -> int:
    return round(points * DPI / 72)


def page(
    rows: Sequence[Sequence[str]] = ROWS, title: str = TITLE, size: float = 11, rule: int = 2, ink: int = 0, shade: int = 255
) -> Image.Image:
    """A page with a title and a ruled table. `rule` is the width of its lines in pixels, `ink` their grey, `shade` that of the header."""
    image = Image.new("L", (pixels(WIDTH), pixels(HEIGHT)), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONTS / "DejaVuSerifCondensed.ttf", pixels(size))
    pen.text((pixels(XS[0]), pixels(60)), title, 0, font)
    top = 100.0
    ys = [top]
    for number, row in enumerate(rows):
        cells = [_wrapped(text, pixels(XS[i + 1] - XS[i] - 2 * PADDING), font) for i, text in enumerate(row)]
        bottom = ys[-1] + max(map(len, cells)) * size * LEADING + 2 * PADDING
        if number == 0 and shade < 255:
            pen.rectangle((pixels(XS[0]), pixels(ys[-1]), pixels(XS[-1]), pixels(bottom)), fill=shade)
        for i, lines in enumerate(cells):
            for line, text in enumerate(lines):
                pen.text((pixels(XS[i] + PADDING), pixels(ys[-1] + PADDING + line * size * LEADING)), text, 0, font)
        ys.append(bottom)
    for x in XS:
        pen.line((pixels(x), pixels(ys[0]), pixels(x), pixels(ys[-1])), ink, rule)
    for y in ys:
        pen.line((pixels(XS[0]), pixels(y), pixels(XS[-1]), pixels(y)), ink, rule)
    return image


def upended(turn: int, size: float = 11) -> Image.Image:
    """A page with a table whose header runs up (90) or down (270), over columns of figures."""
    xs = (50.0, 80.0, 300.0, 350.0, 400.0, 450.0)
    ys = [100.0, 200.0, *(200.0 + 22 * n for n in (1, 2))]
    image = Image.new("L", (pixels(WIDTH), pixels(HEIGHT)), 255)
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(FONTS / "DejaVuSerifCondensed.ttf", pixels(size))
    for column, text in enumerate(UPENDED_HEADER):
        if column < 2:
            pen.text((pixels(xs[column] + PADDING), pixels(ys[0] + PADDING)), text, 0, font)
        else:
            word = Image.new("L", (round(font.getlength(text)) + 4, pixels(size * LEADING)), 255)
            ImageDraw.Draw(word).text((2, 0), text, 0, font)
            image.paste(word.rotate(turn, expand=True), (pixels(xs[column] + 15), pixels(ys[0] + PADDING)))
    for number, row in enumerate(UPENDED_BODY, start=1):
        for column, text in enumerate(row):
            pen.text((pixels(xs[column] + PADDING), pixels(ys[number] + PADDING)), text, 0, font)
    for x in xs:
        pen.line((pixels(x), pixels(ys[0]), pixels(x), pixels(ys[-1])), 0, 2)
    for y in ys:
        pen.line((pixels(xs[0]), pixels(y), pixels(xs[-1]), pixels(y)), 0, 2)
    return image


def _wrapped(text: str, width: int, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def skewed(image: Image.Image, degrees: float) -> Image.Image:
    """Laid crookedly on the glass (counter-clockwise)."""
    return image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=250)


def photographed(image: Image.Image, depth: float = 0.025) -> Image.Image:
    """As a hand-held camera sees a sheet on a dark table: a little narrower at two sides, unevenly lit."""
    width, height = image.size
    d = depth
    corners = ((0, 0), (1, 0), (1, 1), (0, 1)), ((d, d), (1 - 1.5 * d, d / 2), (1 - d / 3, 1 - d), (d / 2, 1 - d / 2))
    sheet, seen = (np.array([(x * width, y * height) for x, y in side], np.float32) for side in corners)
    matrix = cv2.getPerspectiveTransform(sheet, seen)
    taken = cv2.warpPerspective(
        np.asarray(image), matrix, image.size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=80
    )
    return Image.fromarray((taken * np.linspace(1, 0.8, width)[None, :]).astype(np.uint8))


def noisy(image: Image.Image, grain: float = 12, seed: int = 7) -> Image.Image:
    """Blurred, with grain, on grey paper that is darker at one side."""
    rng = np.random.default_rng(seed)
    grey = np.asarray(image.filter(ImageFilter.GaussianBlur(0.7)), dtype=float) * 0.92
    shadow = np.linspace(0, 45, grey.shape[1])[None, :]
    return Image.fromarray(np.clip(grey - shadow + rng.normal(0, grain, grey.shape), 0, 255).astype(np.uint8))


def pale(image: Image.Image) -> Image.Image:
    """A copy of a copy from an empty toner: the print is hardly darker than the paper."""
    return noisy(image.point(lambda shade: round(255 - (255 - shade) * 0.3)), grain=6)


def stamped(image: Image.Image, ink: tuple[int, int, int] = (50, 60, 190), middle: tuple[float, float] = (260, 190)) -> Image.Image:
    """With a round stamp of coloured ink, its middle at a place in points; where it lies over the print both are seen."""
    over = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(over)
    x, y = map(pixels, middle)
    for radius in (160, 150, 90):
        pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=ink, width=5)
    font = ImageFont.truetype(FONTS / "DejaVuSerifCondensed.ttf", 26)
    pen.text((x - 75, y - 30), "ДЛЯ СПРАВОК\nИ ПИСЕМ № 7", ink, font)
    return ImageChops.multiply(image.convert("RGB"), over.filter(ImageFilter.GaussianBlur(1)))


def png(image: Image.Image, dpi: int = DPI) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG", dpi=(dpi, dpi))
    return stream.getvalue()


def scan_pdf(*images: Image.Image) -> bytes:
    """A PDF whose pages are pictures only."""
    stream = io.BytesIO()
    images[0].save(stream, "PDF", resolution=DPI, save_all=True, append_images=list(images[1:]))
    return stream.getvalue()
