"""Files that mean harm, and mutants of good ones, for `bench/hostile.py`."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Iterator

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/></Relationships>'
)
_NUMBERS = re.compile(rb"\d+")
_VALUES = (b"0", b"-1", b"65536", b"2147483647", b"4294967296", b"99999999999999999999", b"1e309")


def mutant(data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """What was done to a good file, and the broken one."""
    ways = {"bytes": _flipped, "cut": _cut, "torn": _torn, "doubled": _doubled, "numbers": _numbers}
    if data.startswith(b"PK"):
        ways |= {f"parts{n}": _parts for n in range(10)}  # most of the rest is refused before anything is read
    how = chance.choice(sorted(ways))
    return how.rstrip("0123456789"), ways[how](data, chance)


def _flipped(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 4, 16, 64, 256))):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _cut(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randrange(len(data))
    return data[:begin] + data[begin + chance.randrange(1, 2000) :]


def _torn(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _doubled(data: bytes, chance: random.Random) -> bytes:
    begin = chance.randrange(len(data))
    piece = data[begin : begin + chance.randrange(1, 4000)]
    return data[:begin] + piece * chance.choice((2, 3, 50)) + data[begin:]


def _numbers(data: bytes, chance: random.Random) -> bytes:
    share = chance.choice((0.001, 0.01, 0.1))
    return _NUMBERS.sub(lambda found: chance.choice(_VALUES) if chance.random() < share else found[0], data)


def _parts(data: bytes, chance: random.Random) -> bytes:
    """Inside the package: the XML of one part is broken, the package stays whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    victim = chance.choice(["word/document.xml"] * 5 + sorted(parts))
    parts[victim] = chance.choice((_flipped, _cut, _doubled, _numbers, _numbers, _elements, _elements))(parts[victim] or b" ", chance)
    return package_of(parts)


def _elements(data: bytes, chance: random.Random) -> bytes:
    """Tags are dropped, doubled or swapped: still close to XML, often well-formed by luck alone."""
    tags = re.split(rb"(<[^>]*>)", data)
    for _ in range(chance.choice((1, 3, 10))):
        n, m = chance.randrange(len(tags)), chance.randrange(len(tags))
        tags[n] = chance.choice((b"", tags[n] * 2, tags[m]))
    return b"".join(tags)


def package_of(parts: dict[str, bytes]) -> bytes:
    """A zip file of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return buffer.getvalue()


def word(document: str, main: str = "word/document.xml", **more: bytes) -> bytes:
    """A Word file around the XML of its main part."""
    own = {"[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _RELATIONS.format(main).encode(), "word/document.xml": document.encode()}
    return package_of(own | more)


def weapons(address: str) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every harmful file; `address` is one that nobody may ask for anything."""
    yield from _bombs()
    yield from _entities(address)
    yield from _wide()
    yield from _pdfs(address)


def _bombs() -> Iterator[tuple[str, bytes]]:
    zeros = b"\0" * 2**20
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package, package.open("bomb.docx", "w") as member:
        for _ in range(1500):
            member.write(zeros)
    yield "bomb.zip", buffer.getvalue()
    nested = buffer.getvalue()
    for depth in range(6):
        nested = package_of({f"{depth}-{n}.zip": nested for n in range(4)})
    yield "bomb-in-bombs.zip", nested
    yield "bomb.docx", word(f'<w:document xmlns:w="{W}"><w:body>' + "<w:p/>" * 40_000_000 + "</w:body></w:document>")
    yield "bomb-of-blanks.docx", word(f'<w:document xmlns:w="{W}"><w:body><w:p>{" " * 600_000_000}</w:p></w:body></w:document>')
    yield "deep.docx", word(f'<w:document xmlns:w="{W}"><w:body>' + "<w:tbl><w:tr><w:tc>" * 100_000)
    yield "out.zip", package_of({"../../escaped.docx": b"PK", "/etc/escaped.docx": b"PK", "C:\\escaped.docx": b"PK"})
    yield "many.zip", package_of({f"{n}.docx": b"" for n in range(30_000)})


def _entities(address: str) -> Iterator[tuple[str, bytes]]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY l0 "ха">{laughs}]>'
    body = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&{{}};</w:t></w:r></w:p></w:body></w:document>'
    yield "laughs.docx", word(bomb + body.format("l11"))
    for name, target in (("file", "file:///etc/hostname"), ("net", f"{address}entity"), ("dtd", f"{address}dtd")):
        outer = f'<!DOCTYPE w:document SYSTEM "{target}">' if name == "dtd" else f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{target}">]>'
        yield f"entity-{name}.docx", word(f'<?xml version="1.0"?>{outer}' + body.format("x"))
    relations = _RELATIONS.format(f"{address}template").replace('Target="', 'TargetMode="External" Target="')
    yield (
        "template.docx",
        word(
            f'<w:document xmlns:w="{W}"><w:body><w:p/></w:body></w:document>',
            **{"word/_rels/document.xml.rels": relations.encode(), "word/settings.xml": b"<x/>"},
        ),
    )
    yield "main-outside.docx", word(body.format("amp"), main="../../../../etc/passwd")
    yield "page.html", f'<html><head><link rel="stylesheet" href="{address}css"></head><body><img src="{address}i">x</body></html>'.encode()
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": (bomb + "<office>&l11;</office>").encode()}
    yield "laughs.odt", package_of(parts)


def _wide() -> Iterator[tuple[str, bytes]]:
    cell = "<w:tc><w:p><w:r><w:t>срок</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl><w:tr>{cell * 10_000}</w:tr></w:tbl>"
    yield "columns.docx", word(f'<w:document xmlns:w="{W}"><w:body>{table}</w:body></w:document>')
    many = f"<w:tbl>{f'<w:tr>{cell * 500}</w:tr>' * 500}</w:tbl>"
    yield "cells.docx", word(f'<w:document xmlns:w="{W}"><w:body>{many}</w:body></w:document>')
    spans = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc>'
    yield "spans.docx", word(f'<w:document xmlns:w="{W}"><w:body><w:tbl><w:tr>{spans * 5}</w:tr></w:tbl></w:body></w:document>')
    yield "columns.html", ("<table><tr>" + "<td colspan=10000 rowspan=10000>x</td>" * 10_000 + "</tr></table>").encode()
    yield "line.txt", "\t".join(["срок"] * 100_000).encode()
    yield "long.txt", ("ежегодно, до 1 мая; " * 300_000).encode()
    yield (
        "cell.docx",
        word(
            f'<w:document xmlns:w="{W}"><w:body><w:tbl>'
            + "".join(f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>' for text in row)}</w:tr>" for row in _rows())
            + "</w:tbl></w:body></w:document>"
        ),
    )


def _rows() -> Iterator[tuple[str, ...]]:
    yield "№", "Мероприятие", "Срок", "Ответственный", "Результат"
    yield "1", "Провести " * 20_000, "до 1 мая, " * 20_000, "Школы, " * 20_000, "Отчёт; " * 20_000
    yield "2", "а" * 500_000, "1" * 500_000, "«" * 200_000, "(" * 200_000


def _pdfs(address: str) -> Iterator[tuple[str, bytes]]:
    yield "loop-of-pages.pdf", _pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"])
    yield (
        "loop-of-parents.pdf",
        _pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 3 0 R>>"]),
    )
    yield "loop-of-xref.pdf", _pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"], previous=True)
    yield "count.pdf", _pdf(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 2147483647>>"])
    form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length 5>>stream\n/F Do\nendstream"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>"
    pages = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", page]
    yield "loop-of-forms.pdf", _pdf([*pages, form, _stream("/F Do")])
    yield "columns.pdf", _pdf([*pages, form, _stream("\n".join(f"{n / 20} 0 m {n / 20} 842 l S" for n in range(10_000)))])
    grid = [f"{n * 2} 0 m {n * 2} 842 l S 0 {n * 2} m 595 {n * 2} l S" for n in range(400)]
    yield "grid.pdf", _pdf([*pages, form, _stream("\n".join(grid))])
    yield "operators.pdf", _pdf([*pages, form, _stream("q " * 1_000_000)])
    huge = page.replace("595 842", "1000000 1000000")
    yield "huge-page.pdf", _pdf([*pages[:2], huge, form, _stream("0 0 m 9 9 l S")])
    action = (
        f"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI({address}open)>>/AA<</WC<</S/JavaScript/JS(app.launchURL('{address}js'))>>>>>>"
    )
    yield "action.pdf", _pdf([action, *pages[1:], form, _stream("0 0 m 9 9 l S")])


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>stream\n{content}\nendstream"


def _pdf(objects: list[str], previous: bool = False) -> bytes:
    """A PDF of these objects, the first of which is its catalogue; with `previous` its table of objects names itself as the one before."""
    found, places = b"%PDF-1.7\n", []
    for n, body in enumerate(objects, start=1):
        places.append(len(found))
        found += f"{n} 0 obj\n{body}\nendobj\n".encode()
    table = len(found)
    found += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(
        f"{place:010} 00000 n \n".encode() for place in places
    )
    before = f"/Prev {table}" if previous else ""
    return found + f"trailer<</Size {len(objects) + 1}/Root 1 0 R{before}>>\nstartxref\n{table}\n%%EOF".encode()
