"""Page pictures: grey pixels with their scale, from image files and from the pages of a PDF.

Every picture is brought to one resolution, so that all later sizes can be given in points or in fixed numbers of pixels.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from extract.scan.stamps import grey_without_stamps
from records.errors import BrokenFile, TooLarge

Grey = npt.NDArray[np.uint8]

DPI = 300  # what Tesseract's Russian model was trained for: letters of 12 points are then 30 pixels high
POINTS = 72
PAPER = 255  # white
MAX_PIXELS = 60_000_000  # of one page in the file: A3 at 600 dpi has 70 million, A4 35 million
MAX_WORKING_PIXELS = 20_000_000  # of one page at work: A3 at 300 dpi has 17 million
INK_SHADES, INK_PIXELS = 60, 30  # darker than the paper by so much in so many pixels (at a quarter of the size): about one letter
FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000")  # no others: Pillow would call outside programs for some
MAX_FRAMES = 500  # pages of one picture file
SHEET = (300.0, 1300.0)  # longer side of a believable sheet in points (A6 to A3); else the resolution in the file is wrong
A4_LONGER = 842.0


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Grey pixels (rows × columns, 0 black to 255 white) and how many of them make a point."""

    pixels: Grey
    scale: float

    @property
    def size(self) -> tuple[float, float]:
        """(width, height) in points."""
        height, width = self.pixels.shape
        return width / self.scale, height / self.scale


def rendered(document: pdfium.PdfDocument, index: int) -> Picture:
    """Page `index` (from 0) of an open PDF as it is shown, its own rotation applied; the page is closed again."""
    page = document[index]
    try:
        width, height = page.get_size()
        scale = working_scale(width, height)
        pixels = page.render(scale=scale, rev_byteorder=True).to_numpy()
    finally:
        page.close()
    return Picture(grey_without_stamps(np.ascontiguousarray(pixels[..., :3]), scale), scale)


def working_scale(width: float, height: float) -> float:
    """Pixels a point for a page of this size in points: 300 dpi, less on sheets that would be too large."""
    return float(min(DPI / POINTS, (MAX_WORKING_PIXELS / max(width * height, 1.0)) ** 0.5))


def frame_count(data: bytes) -> tuple[str, int]:
    """(Pillow's name of the image format, number of pages). Raises BrokenFile, TooLarge."""
    with _opened(data) as image:
        return image.format or "", getattr(image, "n_frames", 1)


def frames_of(data: bytes) -> Iterator[Picture]:
    """The pages of an image file one by one (a TIFF can hold many). Raises BrokenFile, TooLarge."""
    with _opened(data) as image:
        if getattr(image, "n_frames", 1) > MAX_FRAMES:
            raise TooLarge
        for frame in ImageSequence.Iterator(image):
            yield _picture(frame)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The image of a file, with what Pillow raises over damaged and dangerous files turned into errors of the document."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLarge from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise BrokenFile("Изображение повреждено или записано необычным способом. Сохраните его как PNG и повторите.") from error


def _picture(frame: Image.Image) -> Picture:
    if frame.width * frame.height > MAX_PIXELS:
        raise TooLarge
    width, height = sheet_size(frame.width, frame.height, frame.info.get("dpi"))
    pixels = _grey(ImageOps.exif_transpose(frame), frame.width / width)
    if (width > height) != (pixels.shape[1] > pixels.shape[0]):  # a camera's note turned the picture
        width, height = height, width
    scale = working_scale(width, height)
    return Picture(_resized(pixels, scale * width / pixels.shape[1]), scale)


def _grey(image: Image.Image, scale: float) -> Grey:
    """Grey, with transparent parts as white paper and stamps over the print taken off."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        paper = Image.new("RGBA", image.size, "white")
        paper.alpha_composite(image.convert("RGBA"))
        image = paper
    if image.mode in ("1", "L", "LA", "I", "F") or image.mode.startswith("I;16"):
        return np.asarray(image.convert("L"), dtype=np.uint8)
    return grey_without_stamps(np.asarray(image.convert("RGB"), dtype=np.uint8), scale)


def sheet_size(columns: int, rows: int, dpi: Any) -> tuple[float, float]:
    """(width, height) in points of a picture. `dpi` is what the file claims: a number or a pair; where the sheet would not be
    one that is printed on (phones claim 72), it is taken for an A4 page."""
    claimed = dpi[0] if isinstance(dpi, tuple) else dpi
    try:
        resolution = float(claimed)
    except (TypeError, ValueError):
        resolution = 0.0
    longer = max(columns, rows)
    if resolution <= 0 or not SHEET[0] <= longer * POINTS / resolution <= SHEET[1]:
        resolution = longer * POINTS / A4_LONGER
    return columns * POINTS / resolution, rows * POINTS / resolution


def has_ink(picture: Picture) -> bool:
    """Whether anything is printed on the page: darker spots than paper and scanner make."""
    small = cv2.resize(picture.pixels, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    return int(np.count_nonzero(small < int(np.median(small)) - INK_SHADES)) >= INK_PIXELS


def _resized(pixels: Grey, factor: float) -> Grey:
    if abs(factor - 1) < 0.02:
        return np.ascontiguousarray(pixels)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=how), dtype=np.uint8)
