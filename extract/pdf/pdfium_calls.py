"""PDFium's functions that are called for every word and every stroke of a page, with plain addresses in place of ctypes' pointers.

ctypes wraps each pointer that a function of pypdfium2.raw gives in an object, which costs more than the call itself. A null pointer
is None. What a function writes to is named by its address (`ctypes.addressof`).
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as c

_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def address_of(pointer: Any) -> int:
    """The address that a pointer of pypdfium2.raw holds; 0 for a null pointer."""
    return ctypes.cast(pointer, _POINTER).value or 0


def _bare(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    made: Callable[..., Any] = ctypes.CFUNCTYPE(result, *arguments)(address_of(function))
    return made


# Text: owner and box of a character; render mode and font of a text object.
text_object = _bare(c.FPDFText_GetTextObject, _POINTER, _POINTER, _INT)
loose_char_box = _bare(c.FPDFText_GetLooseCharBox, _INT, _POINTER, _INT, _POINTER)
render_mode = _bare(c.FPDFTextObj_GetTextRenderMode, _INT, _POINTER)
font_of = _bare(c.FPDFTextObj_GetFont, _POINTER, _POINTER)

# Objects of a page and the segments of a path.
page_object = _bare(c.FPDFPage_GetObject, _POINTER, _POINTER, _INT)
object_type = _bare(c.FPDFPageObj_GetType, _INT, _POINTER)
object_matrix = _bare(c.FPDFPageObj_GetMatrix, _INT, _POINTER, _POINTER)
draw_mode = _bare(c.FPDFPath_GetDrawMode, _INT, _POINTER, _POINTER, _POINTER)
segment_count = _bare(c.FPDFPath_CountSegments, _INT, _POINTER)
path_segment = _bare(c.FPDFPath_GetPathSegment, _POINTER, _POINTER, _INT)
segment_type = _bare(c.FPDFPathSegment_GetType, _INT, _POINTER)
segment_point = _bare(c.FPDFPathSegment_GetPoint, _INT, _POINTER, _POINTER, _POINTER)
segment_closes = _bare(c.FPDFPathSegment_GetClose, _INT, _POINTER)
stroke_colour = _bare(c.FPDFPageObj_GetStrokeColor, _INT, *[_POINTER] * 5)
fill_colour = _bare(c.FPDFPageObj_GetFillColor, _INT, *[_POINTER] * 5)
form_count = _bare(c.FPDFFormObj_CountObjects, _INT, _POINTER)
form_object = _bare(c.FPDFFormObj_GetObject, _POINTER, _POINTER, ctypes.c_ulong)
