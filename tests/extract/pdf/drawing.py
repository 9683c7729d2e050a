"""A small PDF writer for tests: every stroke, box and letter stands exactly where a test puts it, on any machine.

The font is one of the fourteen that every reader has, with our own widths: each glyph half an em wide, the space a quarter. Those
fonts have no Cyrillic, so its letters are drawn as «x» and a ToUnicode map says which letter is meant (as many a PDF does).
Coordinates are points from the top left of the page, as the reader gives them back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

GLYPH, BLANK = 0.5, 0.25
_CODES = [code for code in range(128, 256) if bytes([code]).decode("cp1251", errors="ignore")]


def text_width(text: str, size: float) -> float:
    return sum(BLANK if letter in " \xa0" else GLYPH for letter in text) * size


@dataclass
class Sheet:
    """A page under the pen. `origin` is where (0, 0) of the drawing lies on the page."""

    width: float = 595.0
    height: float = 842.0
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    ops: list[str] = field(default_factory=list)
    form: list[str] = field(default_factory=list)

    def text(self, x: float, baseline: float, text: str, size: float = 10, *, bold: bool = False, turn: int = 0, mode: int = 0) -> None:
        """Text from (x, baseline); `turn` counter-clockwise in degrees (0, 90, 180, 270); `mode` is the text render mode."""
        a, b = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[turn]
        shown = "".join(f"\\{byte:03o}" for byte in text.encode("cp1251"))
        font = "F2" if bold else "F1"
        place = f"{a} {b} {-b} {a} {x:.3f} {self.height - baseline:.3f} Tm"
        self.ops.append(f"BT /{font} {size} Tf {mode} Tr {place} ({shown}) Tj ET")

    def line(self, x0: float, y0: float, x1: float, y1: float, width: float = 0.5, dash: str = "[] 0", grey: float = 0) -> None:
        self.ops.append(f"q {grey} G {width} w {dash} d {x0:.3f} {self.height - y0:.3f} m {x1:.3f} {self.height - y1:.3f} l S Q")

    def box(self, x0: float, y0: float, x1: float, y1: float, grey: float | None = None, stroke: bool = False) -> None:
        paint = "B" if stroke and grey is not None else ("S" if stroke else "f")
        self.ops.append(f"q {grey or 0} g 0 G {x0:.3f} {self.height - y1:.3f} {x1 - x0:.3f} {y1 - y0:.3f} re {paint} Q")

    def round_box(self, x0: float, y0: float, x1: float, y1: float, radius: float) -> None:
        """A box with round corners: lines and Bézier curves."""
        r, low, high = radius, self.height - y1, self.height - y0
        self.ops.append(
            f"q 0 G {x0 + r} {low} m {x1 - r} {low} l {x1} {low} {x1} {low} {x1} {low + r} c {x1} {high - r} l "
            f"{x1} {high} {x1} {high} {x1 - r} {high} c {x0 + r} {high} l {x0} {high} {x0} {high} {x0} {high - r} c "
            f"{x0} {low + r} l {x0} {low} {x0} {low} {x0 + r} {low} c h S Q"
        )

    def lines(self, x: float, top: float, lines: Sequence[str], size: float = 10, *, wraps: bool = False, bold: bool = False) -> None:
        """Lines below each other; `wraps`: all but the last end with a drawn space, as LibreOffice and Word draw them."""
        for index, line in enumerate(lines):
            drawn = line + " " if wraps and index + 1 < len(lines) else line
            self.text(x, top + (index + 1) * size * 1.15, drawn, size, bold=bold)

    def grid(self, xs: Sequence[float], ys: Sequence[float], width: float = 0.5) -> None:
        for x in xs:
            self.line(x, ys[0], x, ys[-1], width)
        for y in ys:
            self.line(xs[0], y, xs[-1], y, width)

    def table(self, xs: Sequence[float], top: float, rows: Sequence[Sequence[str]], size: float = 10, *, bold_rows: int = 0) -> float:
        """A ruled table with wrapped cells (`\\n` breaks a line); returns the height of its last rule."""
        ys = [top]
        for number, row in enumerate(rows):
            cells = [wrap(text, xs[i + 1] - xs[i] - 6, size) for i, text in enumerate(row)]
            for i, lines in enumerate(cells):
                self.lines(xs[i] + 3, ys[-1], lines, size, bold=number < bold_rows)
            ys.append(ys[-1] + max(map(len, cells)) * size * 1.15 + 4)
        self.grid(xs, ys)
        return ys[-1]


def wrap(text: str, width: float, size: float) -> list[str]:
    """Greedy lines as a word processor sets them: a word wider than the cell is cut; a line may end behind a hyphen."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _units(paragraph):
            if line and text_width((line + word).rstrip(), size) > width:
                lines.append(line)
                line = ""
            while text_width(word.rstrip(), size) > width:
                room = int(width / (GLYPH * size))
                lines.append(word[:room])
                word = word[room:]
            line += word
        lines.append(line.rstrip())
    return lines


def _units(paragraph: str) -> list[str]:
    words = [word + " " for word in paragraph.split(" ")]
    return [unit for word in words for unit in _after_hyphens(word)]


def _after_hyphens(word: str) -> list[str]:
    parts = word.split("-")
    return [part + "-" for part in parts[:-1] if part] + [parts[-1]] if len(parts) > 1 and all(parts[:-1]) else [word]


def pdf(*sheets: Sheet) -> bytes:
    """The bytes of a PDF of these pages."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    names = " ".join(f"{code} /x" for code in _CODES)
    widths = " ".join(str(int(1000 * (BLANK if code in (32, 160) else GLYPH))) for code in range(32, 256))
    for face in ("Times-Roman", "Times-Bold"):
        encoding = f"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [{names}] >>"
        objects.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /FirstChar 32 /LastChar 255 /Widths [{widths}] "
            f"/Encoding {encoding} /ToUnicode 5 0 R >>"
        )
    objects.append(f"<< /Length {len(_CMAP)} >>\nstream\n{_CMAP}\nendstream")
    kids: list[int] = []
    for sheet in sheets:
        content = "\n".join(sheet.ops)
        resources = "<< /Font << /F1 3 0 R /F2 4 0 R >> >>"
        if sheet.form:  # half the size, moved: the reader has to apply the form's own matrix
            inner = "\n".join(sheet.form)
            objects.append(
                f"<< /Type /XObject /Subtype /Form /BBox [0 0 5000 5000] /Matrix [0.5 0 0 0.5 20 30] /Resources {resources} "
                f"/Length {len(inner)} >>\nstream\n{inner}\nendstream"
            )
            resources = f"<< /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /X1 {len(objects)} 0 R >> >>"
            content += "\n/X1 Do"
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        crop = f"/CropBox [{' '.join(map(str, sheet.crop))}]" if sheet.crop else ""
        box = f"/MediaBox [0 0 {sheet.width} {sheet.height}] {crop} /Rotate {sheet.rotate}"
        objects.append(f"<< /Type /Page /Parent 2 0 R {box} /Resources {resources} /Contents {len(objects)} 0 R >>")
        kids.append(len(objects))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    return _file(objects)


def _cmap() -> str:
    """The ToUnicode map of our one-byte codes (Adobe Technical Note 5411)."""
    pairs = [(code, chr(code)) for code in range(32, 127)] + [(code, bytes([code]).decode("cp1251")) for code in _CODES]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(f"<{code:02X}> <{ord(letter):04X}>" for code, letter in block) + "\nendbfchar"
        for block in blocks
    )
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Test def /CMapType 2 def"
    return f"{head}\n1 begincodespacerange <00> <FF> endcodespacerange\n{body}\nendcmap end end"


_CMAP = _cmap()


def _file(objects: Sequence[str]) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    offsets: list[int] = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += "".join(f"{offset:010d} 00000 n \n" for offset in offsets).encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)
