"""Coloured stamps go where they hide print; everything else that is coloured stays. No Tesseract is needed."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extract.scan.stamps import grey_without_stamps
from tests.extract.scan.paper import DPI, FONTS, HEIGHT, WIDTH, page, pixels, stamped

SCALE = DPI / 72
BLUE, VIOLET, RED = (50, 60, 190), (110, 40, 170), (200, 40, 40)
BLANK = Image.new("L", (pixels(WIDTH), pixels(HEIGHT)), 255)
CORNER = (400.0, 700.0)
INK_LEFT = 0.05  # of the pixels that the stamp darkened


def typed_in_blue() -> Image.Image:
    image = Image.new("RGB", BLANK.size, "white")
    font = ImageFont.truetype(FONTS / "DejaVuSerifCondensed.ttf", 30)
    ImageDraw.Draw(image).text((200, 300), "Положение о конкурсе: три строки\nсиним цветом, одна под другой,\nкак пишут ссылки", BLUE, font)
    return image


def darkened(image: Image.Image, without: Image.Image) -> float:
    """How many of the pixels that the stamp darkened are still dark."""
    plain, before = np.asarray(without.convert("L"), int), np.asarray(image.convert("L"), int)
    after = grey_without_stamps(np.asarray(image.convert("RGB")), SCALE).astype(int)
    touched = plain - before > 60
    return float((plain - after > 60)[touched].mean())


@pytest.mark.parametrize("ink", [pytest.param(BLUE, id="blue"), pytest.param(VIOLET, id="violet")])
def test_a_stamp_over_print_goes_and_the_print_stays(ink: tuple[int, int, int]) -> None:
    image = page()
    assert darkened(stamped(image, ink), image) < INK_LEFT
    left = grey_without_stamps(np.asarray(stamped(image, ink)), SCALE)
    assert left[np.asarray(image) < 40].mean() < 60


@pytest.mark.parametrize(
    ("image", "without"),
    [
        pytest.param(stamped(page(), BLUE, CORNER), page(), id="a stamp in an empty corner"),
        pytest.param(stamped(page(), RED), page(), id="a red one"),
        pytest.param(typed_in_blue(), BLANK, id="text typed in blue"),
    ],
)
def test_what_hides_nothing_stays(image: Image.Image, without: Image.Image) -> None:
    assert darkened(image, without) > 1 - INK_LEFT
