"""Damaged files of every format but Word (which has its own): read or refused, and quickly."""

from __future__ import annotations

import random
import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from extract.read import read_document
from extract.recognise import recognise
from records.errors import DocumentError

SLOW = 30  # seconds of a processor, on a busy machine; on an idle one the largest text takes one, and a quadratic walk takes minutes
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_CONTENT = f"""<office:document-content xmlns:office="{_ODF}office:1.0" xmlns:text="{_ODF}text:1.0" xmlns:table="{_ODF}table:1.0"
xmlns:style="{_ODF}style:1.0"><office:automatic-styles><text:list-style style:name="L"><text:list-level-style-number text:level="1"
style:num-format="1" style:num-suffix="."/></text:list-style></office:automatic-styles><office:body><office:text><text:p>План</text:p>
<text:list text:style-name="L"><text:list-item><text:p>Пункт<text:s text:c="3"/></text:p></text:list-item></text:list><table:table>
<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-spanned="2"><text:p>а</text:p></table:table-cell>
<table:table-cell table:number-rows-spanned="2"><text:p>б</text:p></table:table-cell></table:table-row></table:table></office:text>
</office:body></office:document-content>"""


def packed(entries: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return stream.getvalue()


def workbook() -> bytes:
    book = Workbook()
    for row in (["План"], ["№", "Срок", "Кто"], [1, "май", 1.5]):
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


SAMPLES = {
    "odt": packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": _CONTENT.encode()}),
    "fodt": b'<?xml version="1.0"?>' + _CONTENT.replace("document-content", "document").encode(),
    "xlsx": workbook(),
    "html": "<html><ol start=2><li>а</ol><table border=1><tr><td rowspan=2 colspan='3'>б<td>в<tr><td>г</table></html>".encode(),
    "rows": "План\n\n№\tСрок\tИтог\n1\tмай\tсправка\n\n\tиюнь\t<p>отчёт</p>\n--\t--\t--\n".encode() * 3,
    "cells": "План\n\t№\n\tСрок\n\n\t1\n\n\n\tмай\n\n\n\t\tа\n\tб\n\n\n\n\tв\nКонец\n".encode() * 3,
}


def damaged(data: bytes, seed: int) -> bytes:
    """Bytes changed, doubled, taken out or cut off; in a package, inside one of its parts."""
    chance = random.Random(seed)  # noqa: S311 - mutants, not secrets
    if data.startswith(b"PK") and seed % 2:
        with ZipFile(BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        name = chance.choice(sorted(parts))
        parts[name] = damaged(parts[name], seed + 1)
        return packed(parts)
    text = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(text))
        match chance.randrange(4):
            case 0:
                text[place] = chance.randrange(256)
            case 1:
                del text[place : place + chance.randrange(1, 20)]
            case 2:
                text[place:place] = text[place : place + 40]
            case _:
                text[place:place] = chance.choice([b"\t", b"\n", b"\t\t", b"\n\n\n", b"99999999999", b"-1", b"<td rowspan=0>", b'"'])
        if not text:
            return b""
    return bytes(text)


@pytest.mark.parametrize("name", list(SAMPLES))
def test_the_sample_itself_is_read(name: str) -> None:
    assert list(read_document(SAMPLES[name], "d").tables())


@pytest.mark.parametrize("name", list(SAMPLES))
def test_mutants_are_read_or_refused(name: str) -> None:
    for seed in range(40):
        started = time.process_time()
        try:
            read_document(damaged(SAMPLES[name], seed), "d")
        except DocumentError as error:
            assert error.code, seed
        assert time.process_time() - started < SLOW, seed


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\t\tа\n" * 20_000, id="tables in tables"),
        pytest.param("\tа\n\n" * 50_000, id="cells and empty lines"),
        pytest.param("\tа\n\n\n" * 50_000, id="cells and more empty lines"),
        pytest.param("а\tб\n\n" * 50_000, id="rows and empty lines"),
        pytest.param("а\t\n(б\t(в\n" * 20_000, id="rows that go on"),
        pytest.param("\t" * 500_000 + "а", id="tabs"),
        pytest.param("\n" * 500_000 + "а", id="empty lines"),
    ],
)
def test_texts_made_to_be_slow(text: str) -> None:
    started = time.process_time()
    read_document(text.encode(), "d")
    assert time.process_time() - started < SLOW


@pytest.mark.parametrize(
    "headings",
    [
        pytest.param(["срок"] * 50_000, id="one word"),
        pytest.param([str(2000 + column % 90) for column in range(30_000)], id="years"),
        pytest.param(["Показатель", *(f"20{column % 80 + 10}-20{column % 80 + 11}" for column in range(30_000))], id="school years"),
        pytest.param(["Мероприятие", "Срок", *["Примечание"] * 50_000], id="an activity table"),
    ],
)
def test_rows_made_to_be_slow(headings: list[str]) -> None:
    text = "\n".join("\t".join(row) for row in (headings, ["1"] * len(headings), ["2"] * len(headings)))
    started = time.process_time()
    recognise(read_document(text.encode(), "d"))
    assert time.process_time() - started < SLOW
