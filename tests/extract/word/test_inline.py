"""Paragraphs of one run take a short way: it must give what the long way gives, and leave to it whatever holds more."""

from __future__ import annotations

import pytest
from builder import NAMESPACES, run

from extract.word.inline import Inline, InlineReader
from extract.word.styles import RunProperties, StyleSheet
from extract.xml import Element, children, parse_xml

STYLES = '<w:style w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style><w:style w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
NOT_BOLD, BOLD, HIDDEN = RunProperties(), RunProperties(bold=True), RunProperties(hidden=True)


def held(content: str) -> list[Element]:
    """The elements of a paragraph with this content."""
    return children(parse_xml(f"<w:p {NAMESPACES}>{content}</w:p>".encode()))


def reader() -> InlineReader:
    return InlineReader(StyleSheet(lambda: parse_xml(f"<w:styles {NAMESPACES}>{STYLES}</w:styles>".encode())))


@pytest.mark.parametrize(
    ("content", "base", "expected"),
    [
        pytest.param("", BOLD, ("", False), id="nothing"),
        pytest.param("<w:r><w:t>Совещание</w:t></w:r>", NOT_BOLD, ("Совещание", False), id="text alone"),
        pytest.param("<w:r><w:t>Срок</w:t></w:r>", BOLD, ("Срок", True), id="bold by the paragraph's style"),
        pytest.param("<w:r><w:t/></w:r>", BOLD, ("", True), id="empty text, which is bold on either way"),
        pytest.param(run(" ", "<w:b/>"), NOT_BOLD, (" ", False), id="blank text is not bold"),
        pytest.param(run("Срок", "<w:b/>"), NOT_BOLD, ("Срок", True), id="bold by its own"),
        pytest.param(run("Срок", '<w:b w:val="0"/>'), BOLD, ("Срок", False), id="bold switched off"),
        pytest.param(run("Срок", '<w:rStyle w:val="Strong"/>'), NOT_BOLD, ("Срок", True), id="bold by the run's style"),
        pytest.param(run("тайно", '<w:rStyle w:val="Secret"/>'), NOT_BOLD, None, id="hidden"),
        pytest.param(run("тайно"), HIDDEN, None, id="hidden by the paragraph's style"),
        pytest.param(run("Один ") + run("два"), NOT_BOLD, None, id="two runs"),
        pytest.param("<w:r><w:t>а</w:t><w:br/></w:r>", NOT_BOLD, None, id="break"),
        pytest.param("<w:r><w:tab/></w:r>", NOT_BOLD, None, id="no text"),
        pytest.param("<w:r><w:t>а</w:t><w:rPr><w:b/></w:rPr></w:r>", NOT_BOLD, None, id="properties behind"),
        pytest.param("<w:r/>", NOT_BOLD, None, id="empty run"),
        pytest.param("<w:r><w:t>\uf0b7</w:t></w:r>", NOT_BOLD, None, id="symbol"),
        pytest.param(f'<w:ins w:id="1">{run("новое")}</w:ins>', NOT_BOLD, None, id="inserted"),
    ],
)
def test_the_short_way_gives_what_the_long_way_gives(content: str, base: RunProperties, expected: tuple[str, bool] | None) -> None:
    assert reader().plain(held(content), base) == expected
    if expected is not None:
        inline = reader().read(held(content), base, Inline())
        assert (inline.text, inline.bold) == expected
        assert not (inline.boxes or inline.notes or inline.insertions)


@pytest.mark.parametrize("content", ["", run("8 мая")])
def test_within_a_field_the_long_way_is_taken(content: str) -> None:
    within = reader()
    within.read(held(BEGIN + SEPARATE), NOT_BOLD, Inline())
    assert within.plain(held(content), NOT_BOLD) is None
    within.read(held(END), NOT_BOLD, Inline())
    assert within.plain(held(content), NOT_BOLD) is not None
