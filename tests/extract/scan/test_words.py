"""Words put right by what the picture tells: heights, widths, dust. No Tesseract is needed."""

from __future__ import annotations

import pytest

from extract.pdf.lines import lines_of
from extract.scan.second_look import is_surely_latin
from extract.scan.tesseract import Word
from extract.scan.words import cased, dashed, runs_of, snapped

SIZE = 45.0  # of the letters in pixels: small ones are then about 22 high, capitals 33


def word(text: str, x0: int = 0, height: int = 33, line: int = 0, confidence: float = 0.9, size: float = SIZE) -> Word:
    return Word(text, x0, 100 - height, x0 + 20 * len(text), 100, 100.0, size, confidence, line)


@pytest.mark.parametrize(
    ("text", "height", "expected"),
    [
        pytest.param("НИЗКИМИ", 22, "низкими", id="small letters read as capitals"),
        pytest.param("НИЗКИМИ", 33, "НИЗКИМИ", id="true capitals"),
        pytest.param("В", 21, "в", id="a lone letter"),
        pytest.param("ДО", 22, "ДО", id="Д never looks like its small letter"),
        pytest.param("12", 20, "12", id="digits have no case"),
    ],
)
def test_case_by_height(text: str, height: int, expected: str) -> None:
    assert cased(word(text, height=height), SIZE) == expected


def test_capitals_beside_small_letters_are_capitals() -> None:
    block = [word("Директор", 0, line=1), word("КНО", 300, height=22, line=1), word("НО", 0, height=22, line=2)]
    assert [run.text for run in runs_of([block], 4.0) if run.text != " "] == ["Директор", "КНО", "но"]


@pytest.mark.parametrize(("text", "width", "expected"), [("—", 0.5, "–"), ("—", 1.0, "—"), ("=", 0.5, "–"), ("а", 0.5, "а")])
def test_dashes_by_width(text: str, width: float, expected: str) -> None:
    assert dashed(text, width) == expected


def test_sizes_go_to_the_usual_one_near_them() -> None:
    assert snapped([50, 47, 49.9, 70, 50], [10, 2, 1, 5, 10]) == [50, 50, 50, 70, 50]


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [
        pytest.param("|", 0.9, "", id="piece of a rule"),
        pytest.param("_", 0.9, "", id="piece of an underline"),
        pytest.param("'район", 0.9, "район", id="speck before a word"),
        pytest.param("|школа|", 0.9, "школа", id="rules at both ends"),
        pytest.param(".", 0.2, "", id="unsure dot"),
        pytest.param("–", 0.4, "–", id="a dash is text"),
        pytest.param("№", 0.1, "№", id="so is a number sign"),
        pytest.param("+", 0.5, "+", id="and a mark of done"),
    ],
)
def test_dust_is_no_text(text: str, confidence: float, expected: str) -> None:
    assert "".join(run.text for run in runs_of([[word(text, confidence=confidence)]], 4.0)) == expected


def test_words_of_one_line_have_a_space_between_even_where_their_boxes_touch() -> None:
    (line,) = lines_of(runs_of([[word("карта", 0), word("района", 100, confidence=0.6)]], 4.0))
    assert (line.text, line.confidence) == ("карта района", 0.6)


@pytest.mark.parametrize(
    ("text", "confidence", "expected"),
    [
        pytest.param("IV", 0.95, True, id="roman numeral"),
        pytest.param("SWOT,", 0.95, True, id="a name"),
        pytest.param("HUPO", 0.95, False, id="one letter of its own is not enough"),
        pytest.param("COB", 0.95, False, id="letters that Cyrillic has too"),
        pytest.param("IV", 0.5, False, id="unsure"),
        pytest.param("2022", 0.95, False, id="digits"),
    ],
)
def test_surely_latin(text: str, confidence: float, expected: bool) -> None:
    assert is_surely_latin(word(text, confidence=confidence)) is expected
