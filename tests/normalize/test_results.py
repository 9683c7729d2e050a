"""Result cells: where they part, what each part promises, which deadline it belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.results import read_results
from records.meaning import DeadlineItem


def items(text: str) -> list[tuple[str | None, str, str | None]]:
    return [(item.label, item.raw, item.result_type) for item in read_results(text, ())]


def deadline(item: int, label: str | None = None) -> DeadlineItem:
    return DeadlineItem(item=item, label=label, raw="май", char_start=0, char_end=3, kind="date")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", [], id="empty"),
        pytest.param("–", [], id="a dash"),
        pytest.param("Приказ", ["Приказ"], id="one"),
        pytest.param("1. Приказ\n2. Справка", ["Приказ", "Справка"], id="points"),
        pytest.param("1) приказ\n2) справка", ["приказ", "справка"], id="brackets"),
        pytest.param("1.Приказ\n2 Справка по итогам", ["Приказ", "Справка по итогам"], id="glued and bare number"),
        pytest.param("1. Приказ об отборе 2. Справка об итогах", ["Приказ об отборе", "Справка об итогах"], id="numbers in one line"),
        pytest.param("Приказ об отборе;\n2. Справка", ["Приказ об отборе;", "Справка"], id="the first number was forgotten"),
        pytest.param("1. Приказ\nо проведении отбора\n2. Справка", ["Приказ\nо проведении отбора", "Справка"], id="a wrapped line"),
        pytest.param("1.1. Приказ\n1.2. Справка", ["Приказ", "Справка"], id="numbers of two levels"),
        pytest.param("3 приказа", ["3 приказа"], id="a count is no number"),
        pytest.param("01.09.2023 приказ", ["01.09.2023 приказ"], id="a date is no number"),
        pytest.param("Работа ГИА-9. Приказ", ["Работа ГИА-9. Приказ"], id="a number inside a name"),
        pytest.param("- приказ;\n- положение;\n- справка", ["приказ;", "положение;", "справка"], id="bullets"),
        pytest.param("• приказ\n• приказ", ["приказ", "приказ"], id="round bullets, alike"),
        pytest.param(
            "Подготовлены:\n- приказ;\n- справка", ["Подготовлены:\n- приказ;", "справка"], id="an introduction goes with the first"
        ),
        pytest.param("Приказ\nАналитическая справка", ["Приказ", "Аналитическая справка"], id="lines"),
        pytest.param("Приказ управления\nобразования", ["Приказ управления\nобразования"], id="one result over two lines"),
        pytest.param("Приказ «О мерах\nПлан мер»", ["Приказ «О мерах\nПлан мер»"], id="a line inside quotation marks"),
        pytest.param("приказ, аналитическая справка", ["приказ", "аналитическая справка"], id="comma"),
        pytest.param("Приказ и аналитическая справка", ["Приказ", "аналитическая справка"], id="и"),
        pytest.param("План + смета", ["План", "смета"], id="plus"),
        pytest.param("Приказы, справки, протоколы", ["Приказы", "справки", "протоколы"], id="three"),
        pytest.param("Приказ о плане, графике", ["Приказ о плане, графике"], id="what the order is about"),
        pytest.param("Приказ об утверждении плана, программы", ["Приказ об утверждении плана, программы"], id="governed genitives"),
        pytest.param("Письмо, заявка на участие", ["Письмо, заявка на участие"], id="of one type: one item"),
        pytest.param("Приказ (план, справка)", ["Приказ (план, справка)"], id="inside brackets"),
        pytest.param("Приказ, размещённый на сайте", ["Приказ, размещённый на сайте"], id="what is done with it"),
        pytest.param("Справка составлена и размещена на сайте", ["Справка составлена и размещена на сайте"], id="a posted note"),
        pytest.param("Издан приказ. Проведён конкурс", ["Издан приказ.", "Проведён конкурс"], id="sentences"),
        pytest.param("Издан приказ Проведён конкурс", ["Издан приказ", "Проведён конкурс"], id="the point was forgotten"),
        pytest.param("Приказ УО от 1 сент. Отчёт", ["Приказ УО от 1 сент.", "Отчёт"], id="a point ends it"),
        pytest.param("Проведён турнир им. А. И. Чехова", ["Проведён турнир им. А. И. Чехова"], id="initials"),
    ],
)
def test_where_a_cell_parts(text: str, expected: list[str]) -> None:
    stripped = [raw.rstrip(";.") for raw in expected]
    assert [raw.rstrip(";.") for _, raw, _ in items(text)] == stripped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Приказ управления образования", "order"),
        ("Издано распоряжение", "order"),
        ("Подписанный и выложенный на сайт приказ", "order"),
        ("Приказ об утверждении плана", "order"),
        ("Проект распоряжения", "order"),
        ("Аналитическая справка", "analytical_note"),
        ("Отчёт о проделанной работе", "analytical_note"),
        ("Проведён мониторинг", "analytical_note"),
        ("Подготовлена информационно-аналитическая справка", "analytical_note"),
        ("Утверждённый план мероприятий", "plan"),
        ("Разработана муниципальная «дорожная карта» по поддержке школ", "plan"),
        ("График проведения собраний", "plan"),
        ("Программа развития", "plan"),
        ("Проведение семинара", "event_held"),
        ("Проведено не менее двух совещаний", "event_held"),
        ("Участие в олимпиаде", "event_held"),
        ("Круглый стол", "event_held"),
        ("Информационное письмо в школы", "letter"),
        ("Заявка на обучение", "letter"),
        ("Удостоверения о повышении квалификации", "training_completed"),
        ("Повышение квалификации 20 педагогов", "training_completed"),
        ("Методические рекомендации", "recommendations"),
        ("Памятка для родителей", "recommendations"),
        ("Информация на сайте управления", "publication"),
        ("Размещение материалов на официальном сайте", "publication"),
        ("Материалы размещены на сайте", "publication"),
        ("Публикации в СМИ", "publication"),
        ("Реестр наставников", "registry"),
        ("Сформирована база данных", "registry"),
        ("Список участников", "registry"),
        ("Положение о конкурсе", "regulation"),
        ("Постановление главы района", "regulation"),
        ("Пакет нормативных документов", "regulation"),
        ("Протокол заседания", "protocol_resolution"),
        ("Резолюция конференции", "protocol_resolution"),
        ("Договоры о сотрудничестве", "agreement"),
        ("Соглашение с колледжем", "agreement"),
        ("Грамоты победителям", "other"),
        ("Бюджетная смета", "other"),
        ("Повышение качества подготовки", "outcome"),
        ("Реализована программа наставничества", "outcome"),
        ("Обеспечены условия для занятий", "outcome"),
        ("100 % охват школьников", "outcome"),
        ("Положительная динамика отчётов", "outcome"),
    ],
)
def test_what_a_result_promises(text: str, expected: str) -> None:
    assert items(text) == [(None, text, expected)]


@pytest.mark.parametrize(
    ("text", "deadlines", "expected"),
    [
        pytest.param("1. План\n2. Справка", (deadline(1, "1"), deadline(2, "2")), [1, 2], id="same numbers"),
        pytest.param("2. План\n1. Справка", (deadline(1, "1"), deadline(2, "2")), [2, 1], id="numbers in another order"),
        pytest.param("План;\n2. Справка", (deadline(1, "1"), deadline(2, "2")), [1, 2], id="the first number is implied"),
        pytest.param("1. План\n2. Справка\n3. Приказ", (deadline(1, "1"), deadline(2, "2")), [1, 2, None], id="no third deadline"),
        pytest.param("1. План\n2. Справка", (deadline(1), deadline(2)), [1, 2], id="deadlines without numbers"),
        pytest.param("План, справка", (deadline(1),), [1, 1], id="one deadline for all"),
        pytest.param("План, справка", (deadline(1), deadline(2)), [1, 2], id="as many as results"),
        pytest.param("План", (deadline(1), deadline(2)), [None], id="more deadlines than results"),
        pytest.param("План", (), [None], id="no deadline"),
    ],
)
def test_which_deadline(text: str, deadlines: tuple[DeadlineItem, ...], expected: list[int | None]) -> None:
    assert [item.deadline_item for item in read_results(text, deadlines)] == expected


def test_labels_are_digits_and_items_count_from_one() -> None:
    found = read_results("1. План\n2) Справка, приказ", ())
    assert [(item.item, item.label) for item in found] == [(1, "1"), (2, "2"), (3, "2")]


WORDS = st.sampled_from(
    ["Приказ", "справка", "план", "Проведён семинар", "о мерах", "«О мерах»", "(на сайте)", "Реестр", "Обеспечены условия"]
)
JOINTS = st.sampled_from([" ", ", ", "; ", "\n", ". ", " и ", "\n- ", "\n2. ", " + "])


@pytest.mark.parametrize(
    "text",
    ["Приказ (на сайте) и справка", "Приказ, (на сайте) справка"],
    ids=["remark before «и»", "remark after a comma"],
)
def test_a_remark_at_a_separator_is_kept(text: str) -> None:
    assert "(на сайте)" in " ".join(item.raw for item in read_results(text, ()))


@given(st.lists(st.tuples(WORDS, JOINTS), min_size=1, max_size=8))
def test_no_letter_is_lost(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + joint for word, joint in parts)
    joined = "".join(item.raw for item in read_results(text, ()))
    kept = sum(map(str.isalpha, joined))
    # «и» between two results is a separator: one letter for each place where the cell parted.
    assert 0 <= sum(map(str.isalpha, text)) - kept <= text.count(" и ")


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for item in read_results(text, ()):
        assert item.raw in text
        assert item.result_type
