"""Pictures from files, straightening and ruling lines. No Tesseract is needed."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from extract.pdf.lattice import find_grids
from extract.scan import picture as pictures
from extract.scan.keystone import keystone_of, without_surroundings
from extract.scan.picture import Picture, frames_of, has_ink, sheet_size
from extract.scan.reader import rules_of
from extract.scan.ruling import ruling_of
from extract.scan.straighten import is_sideways, skew_of
from records.errors import BrokenFile, TooLarge
from tests.extract.scan.paper import ROWS, noisy, page, photographed, png, skewed


@pytest.mark.parametrize(
    ("columns", "rows", "dpi", "expected"),
    [
        pytest.param(1654, 2339, 200, (595, 842), id="as the file says"),
        pytest.param(1654, 2339, (200, 200), (595, 842), id="as a pair"),
        pytest.param(3000, 4000, 72, (632, 842), id="a phone's 72 is no resolution"),
        pytest.param(3000, 4000, None, (632, 842), id="nothing said"),
        pytest.param(4000, 3000, 0, (842, 632), id="landscape"),
        pytest.param(1000, 1000, "many", (842, 842), id="nonsense"),
    ],
)
def test_size_of_the_sheet(columns: int, rows: int, dpi: object, expected: tuple[int, int]) -> None:
    assert tuple(map(round, sheet_size(columns, rows, dpi))) == expected


@pytest.mark.parametrize("mode", ["L", "RGB", "1", "RGBA", "P"])
def test_pictures_of_all_kinds_become_grey_at_one_resolution(mode: str) -> None:
    (picture,) = frames_of(png(page(rows=ROWS[:2]).convert(mode)))
    assert picture.pixels.dtype == np.uint8
    assert tuple(map(round, picture.size)) == (595, 842)
    assert int(np.median(picture.pixels)) == 255


def test_transparent_paper_is_white() -> None:
    (picture,) = frames_of(png(Image.new("RGBA", (600, 800), (0, 0, 0, 0))))
    assert picture.pixels.min() == 255


def test_a_tiff_of_many_pages() -> None:
    stream = io.BytesIO()
    sheets = [page(rows=ROWS[:2]), page(rows=ROWS[:3])]
    sheets[0].save(stream, "TIFF", save_all=True, append_images=sheets[1:], compression="tiff_lzw", dpi=(200, 200))
    assert len(list(frames_of(stream.getvalue()))) == 2


def test_a_camera_says_how_it_was_held() -> None:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    page(rows=ROWS[:2]).transpose(Image.Transpose.ROTATE_90).save(stream, "JPEG", exif=exif)
    (picture,) = frames_of(stream.getvalue())
    assert tuple(map(round, picture.size)) == (595, 842)


def test_a_huge_picture_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 1000)
    with pytest.raises(TooLarge):
        list(frames_of(png(Image.new("L", (100, 100)))))


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + bytes(50), png(page())[:3000], b"%!PS-Adobe-3.0 EPSF-3.0"], ids=["junk", "cut", "eps"]
)
def test_damaged_pictures(data: bytes) -> None:
    with pytest.raises(BrokenFile, match="PNG"):
        list(frames_of(data))


def grey(image: Image.Image) -> Picture:
    (picture,) = frames_of(png(image))
    return picture


@pytest.mark.parametrize("angle", [0.0, 0.4, -0.7, 2.5, -4.8])
def test_skew(angle: float) -> None:
    assert skew_of(grey(skewed(noisy(page()), angle)).pixels) == pytest.approx(-angle, abs=0.12)


@pytest.mark.parametrize(("turn", "expected"), [(0, False), (90, True), (180, False), (270, True)])
def test_sideways(turn: int, expected: bool) -> None:
    assert is_sideways(grey(noisy(page()).rotate(turn, expand=True)).pixels) is expected


@pytest.mark.parametrize("rule", [1, 2, 6], ids=["hairlines", "usual", "fat"])
def test_ruling_lines_are_found_and_nothing_else(rule: int) -> None:
    picture = grey(noisy(page(rule=rule)))
    (grid,) = find_grids(rules_of(ruling_of(picture), picture))
    assert (len(grid.xs) - 1, len(grid.ys) - 1, len(grid.cells), grid.open_cells) == (5, len(ROWS), 5 * len(ROWS), ())


def test_ink() -> None:
    assert has_ink(grey(page(rows=ROWS[:1])))
    assert not has_ink(grey(noisy(Image.new("L", (1654, 2339), 255))))


@pytest.mark.parametrize("angle", [0.0, 2.0, -4.0])
@pytest.mark.parametrize("spoil", [lambda image: image, noisy], ids=["clean", "noisy"])
def test_a_sheet_from_a_scanner_is_not_warped(spoil: Callable[[Image.Image], Image.Image], angle: float) -> None:
    assert keystone_of(grey(spoil(skewed(page(), angle))).pixels) is None


def test_what_lies_around_a_sheet_goes_and_the_sheet_stays() -> None:
    pixels = grey(photographed(page())).pixels
    cleared = without_surroundings(pixels)
    assert cleared[5, 5] > 150 > pixels[5, 5]
    middle = slice(pixels.shape[0] // 10, -pixels.shape[0] // 10), slice(pixels.shape[1] // 10, -pixels.shape[1] // 10)
    assert np.array_equal(cleared[middle], pixels[middle])
