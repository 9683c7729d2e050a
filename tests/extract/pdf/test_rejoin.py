"""Seams between lines: what is a wrapped line, a cut word, a hyphen that stays, a break that was meant."""

from __future__ import annotations

import pytest

from extract.cut_words import Vocabulary
from extract.pdf.lines import Line
from extract.pdf.rejoin import Placed, draws_spaces, is_loose, join_lines, justifies, vocabulary_of

GLYPH, HEIGHT, PITCH = 5.0, 10.0, 11.5


def placed(texts: list[str], width: float = 60.0, *, centred: bool = False) -> list[Placed]:
    """Lines of 5-point letters (spaces too) in a cell of `width`; a space at the end of a text was drawn."""
    lines = []
    for index, text in enumerate(texts):
        shown = text.rstrip()
        length = GLYPH * len(shown)
        x0 = (width - length) / 2 if centred else 0.0
        unit = GLYPH * len(shown.split(" ")[0].split("-")[0] + ("-" if "-" in shown.split(" ")[0] else ""))
        top = index * PITCH
        lines.append(Line(shown, x0, top, x0 + length, top + HEIGHT, spaced=shown != text, unit=min(unit, length), lead=GLYPH))
    loose = is_loose(lines)
    return [Placed(line, 0.0, width, PITCH - HEIGHT, loose) for line in lines]


EMPTY = Vocabulary(frozenset())
JUSTIFIED = Vocabulary(frozenset(), justified=True)
ANYWHERE = Vocabulary(frozenset(), anywhere=True)
DRAWN = Vocabulary(frozenset(), draws_spaces=True)
SEEN = Vocabulary(frozenset({"фоксфорда", "веб-сайта"}))

CASES = [
    pytest.param(["провести общее", "собрание"], 75, EMPTY, "провести общее собрание", id="wrapped"),
    pytest.param(["образовани", "я детей"], 50, EMPTY, "образования детей", id="word cut by the cell"),
    pytest.param(["межведомст", "венного", "плана"], 50, EMPTY, "межведомственного плана", id="cut word that fills its line"),
    pytest.param(["высокопрои", "зводительн", "ых мест"], 50, EMPTY, "высокопроизводительных мест", id="cut twice"),
    pytest.param(["видео", "наблю", "дения"], 30, EMPTY, "видеонаблюдения", id="cut twice behind a known word"),
    pytest.param(["материально", "-", "технической"], 57, EMPTY, "материально-технической", id="hyphen alone on a line"),
    pytest.param(["МЕДИАПЛА", "НА недели"], 42, EMPTY, "МЕДИАПЛАНА недели", id="word in capitals cut"),
    pytest.param(["МБДО", "У"], 22, EMPTY, "МБДОУ", id="abbreviation cut"),
    pytest.param(["Верхнечуш", "ковского"], 47, EMPTY, "Верхнечушковского", id="name of a place cut"),
    pytest.param(["Т.В.Ландышев", "а"], 60, EMPTY, "Т.В.Ландышева", id="ending of a surname"),
    pytest.param(["РОО", "МБОУ"], 17, EMPTY, "РОО МБОУ", id="two abbreviations"),
    pytest.param(["ДВА", "ГОДА"], 17, EMPTY, "ДВА ГОДА", id="two words in capitals"),
    pytest.param(["фоксфорд", "а и школы"], 40, SEEN, "фоксфорда и школы", id="known to the document only"),
    pytest.param(["обучение", "и отдых"], 40, EMPTY, "обучение и отдых", id="full line before a conjunction"),
    pytest.param(["мето-", "дический"], 45, EMPTY, "методический", id="hyphenated by the typesetter"),
    pytest.param(["научно-", "методический"], 65, EMPTY, "научно-методический", id="compound keeps its hyphen"),
    pytest.param(["педагогов-", "психологов"], 55, EMPTY, "педагогов-психологов", id="compound loses the space"),
    pytest.param(["веб-", "сайта"], 22, SEEN, "веб-сайта", id="written with a hyphen elsewhere"),
    pytest.param(["ГИА-", "11 классов"], 45, EMPTY, "ГИА-11 классов", id="number behind a hyphen"),
    pytest.param(["сентябрь -", "октябрь"], 60, EMPTY, "сентябрь - октябрь", id="a dash is no hyphen"),
    pytest.param(["педагогов- ", "психологов"], 55, EMPTY, "педагогов- психологов", id="a space drawn behind the hyphen"),
    pytest.param(["май", "июнь"], 60, EMPTY, "май\nиюнь", id="the next word would have fitted"),
    pytest.param(["ежегодно, ", "сентябрь"], 60, DRAWN, "ежегодно, сентябрь", id="space drawn: wrapped"),
    pytest.param(["ежегодно,", "сентябрь"], 60, DRAWN, "ежегодно,\nсентябрь", id="no space drawn where others are: meant"),
    pytest.param(["отдел кадров", "руководители"], 80, JUSTIFIED, "отдел кадров\nруководители", id="short line in a justified cell"),
    pytest.param(["руководители", "организаций"], 80, JUSTIFIED, "руководители организаций", id="one word cannot be justified"),
    pytest.param(["1. приказ об отделе", "2. письмо"], 96, EMPTY, "1. приказ об отделе\n2. письмо", id="list goes on"),
    pytest.param(["совещание 12 мая", "2. июня"], 82, EMPTY, "совещание 12 мая 2. июня", id="a number without a list"),
    pytest.param(["обучение школ;", "- сбор заявок"], 72, EMPTY, "обучение школ;\n- сбор заявок", id="dash item"),
    pytest.param(["февраль 2022 г.", "– март 2022 г."], 76, EMPTY, "февраль 2022 г. – март 2022 г.", id="dash of a range"),
    pytest.param(["сведениями об отд", ") и письма"], 85, EMPTY, "сведениями об отд) и письма", id="closing bracket"),
    pytest.param(["1197,3", "820,1", "640,0"], 33, EMPTY, "1197,3\n820,1\n640,0", id="figures one below the other in a narrow cell"),
    pytest.param(["1200", "1450"], 26, EMPTY, "1200\n1450", id="whole figures one below the other"),
    pytest.param(["1 200", "000,5"], 26, EMPTY, "1 200 000,5", id="one figure in two lines"),
    pytest.param(["1.", "2.", "3."], 14, EMPTY, "1.\n2.\n3.", id="row numbers one below the other"),
    pytest.param(["май–", "сентябрь"], 40, EMPTY, "май–сентябрь", id="range dash without spaces"),
    pytest.param(["и/", "или школы"], 24, EMPTY, "и/или школы", id="slash"),
    pytest.param(["6911,", "7"], 25, EMPTY, "6911,7", id="cut decimal"),
    pytest.param(["98", ",5"], 12, EMPTY, "98,5", id="cut before the comma"),
    pytest.param(["до ", "25.12.202", "2"], 47, EMPTY, "до 25.12.2022", id="cut date"),
    pytest.param(["25.12.", "2022"], 32, EMPTY, "25.12.2022", id="date cut behind a full stop"),
    pytest.param(["202", "2-", "202", "3"], 18, EMPTY, "2022-2023", id="years cut twice"),
    pytest.param(["2022", "–", "2024"], 22, EMPTY, "2022–2024", id="dash on a line of its own"),
    pytest.param(["1500", "00"], 22, EMPTY, "150000", id="cut amount"),
    pytest.param(["2022", "2023"], 22, EMPTY, "2022 2023", id="two years are two"),
    pytest.param(["01.09.2022", "02.09.2022"], 52, EMPTY, "01.09.2022 02.09.2022", id="two dates are two"),
    pytest.param(["15", "16"], 12, EMPTY, "15\n16", id="two numbers are two"),
    pytest.param(["2022,", "2023"], 27, EMPTY, "2022, 2023", id="years in a list"),
    pytest.param(["отдел информаци", "онно-методический"], 77, EMPTY, "отдел информационно-методический", id="torn beside other words"),
    pytest.param(["Методкабин", "ет"], 52, EMPTY, "Методкабинет", id="short ending of an unknown word"),
    pytest.param(["научно", "-методический"], 32, EMPTY, "научно-методический", id="broken before the hyphen"),
    pytest.param(["медиаграм", "отности"], 47, EMPTY, "медиаграмотности", id="compound by its prefix"),
    pytest.param(["Bundesministeriu", "m"], 82, EMPTY, "Bundesministerium", id="no word lacks a vowel"),
    pytest.param(["школы на баз", "е вузов"], 62, ANYWHERE, "школы на базе вузов", id="words broken anywhere"),
    pytest.param(["мыследеятельност", "и школы"], 80, EMPTY, "мыследеятельности школы", id="unknown compound with a known end"),
]


@pytest.mark.parametrize(("lines", "width", "vocabulary", "text"), CASES)
def test_joined_text(lines: list[str], width: float, vocabulary: Vocabulary, text: str) -> None:
    assert join_lines(placed(lines, width), vocabulary).text == text


def test_centred_lines_have_room_on_both_sides() -> None:
    assert join_lines(placed(["январь", "сентябрь 2022", "и март"], 70, centred=True), EMPTY).text == "январь сентябрь 2022 и март"


@pytest.mark.parametrize(
    ("lines", "width", "doubts"),
    [
        pytest.param(["вжщпркстлм", "щжо"], 50, ("вжщпркстлм|щжо",), id="neither half nor whole is known"),
        pytest.param(["проза-", "вжщпрк"], 50, ("проза-|вжщпрк",), id="unknown behind a hyphen"),
        pytest.param(["образовани", "я"], 50, (), id="known whole"),
        pytest.param(["исключение", "коррупциоге", "нных"], 56, (), id="the second of two words is cut"),
        pytest.param(["вечер", "отдыха"], 25, (), id="two known words"),
    ],
)
def test_doubts_are_named(lines: list[str], width: float, doubts: tuple[str, ...]) -> None:
    assert join_lines(placed(lines, width), EMPTY).doubts == doubts


def test_an_empty_strip_is_a_paragraph_gap() -> None:
    first, second = placed(["план работы", "управления"], 62)
    lower = second._replace(line=Line("управления", 0, 25, 50, 35, unit=50, lead=5))
    assert join_lines([first, lower], EMPTY).text == "план работы\nуправления"


def test_vocabulary_leaves_out_the_ends_of_lines() -> None:
    words = vocabulary_of([Line("зования в нашем районе и горо", 0, 0, 100, 10)]).words
    assert words == {"в", "нашем", "районе", "и"}


def test_the_habit_of_drawing_spaces_needs_enough_lines() -> None:
    cell = placed(["ежегодно, ", "сентябрь"], 60)
    assert draws_spaces([(cell[0], cell[1])] * 10)
    assert not draws_spaces([(cell[0], cell[1])] * 9)
    bare = placed(["ежегодно,", "сентябрь"], 60)
    assert not draws_spaces([(bare[0], bare[1])] * 20)


def test_justified_cells_are_seen_by_their_full_lines() -> None:
    full, short = placed(["начальник отдела", "кадров"], 80), placed(["отдел кадров", "руководители"], 80)
    assert justifies([(full[0], full[1])] * 10)
    assert not justifies([(short[0], short[1])] * 10)
