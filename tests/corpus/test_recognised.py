"""What recognition found survives its way through bytes; other bytes are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.contents import open_document
from corpus.recognised import pack, unpack
from normalize.order import understand
from pipeline_journey import read_order
from review.extraction import findings_of

SAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "samples"


@pytest.mark.parametrize("name", ["03-krasnopolsky-programme.docx", "05-tikhorechensky-finance.pdf"])
def test_the_order_and_its_findings_are_the_same(name: str) -> None:
    document, order = read_order(open_document(SAMPLES / name))
    outline, again = unpack(pack(document, order))
    assert again == order
    meaning = understand(order)
    assert findings_of(outline, again, meaning) == findings_of(document, order, meaning)


@pytest.mark.parametrize("data", [b"", b"\x80\x04.", b"x\x9c\x03\x00\x00\x00\x00\x01"], ids=["nothing", "a pickle", "no record"])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not the bytes"):
        unpack(data)
