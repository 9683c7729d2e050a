"""The report in a real browser, without a network: every plot is drawn, nothing complains, the list of months and the tables answer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from output.matching.table import match_dataset
from output.report.make import report
from tests.chromium import SLOWEST

WIDTH = 1280


@pytest.fixture(scope="module")
def file(samples_dataset: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("браузер")
    match_dataset(shutil.copytree(samples_dataset, folder / "набор"))
    (folder / "отчёт.html").write_text(report(folder / "набор"), encoding="utf-8")
    return folder / "отчёт.html"


@pytest.fixture
def page(browser: Any, file: Path) -> Iterator[Any]:
    """The open report; it has asked for no other address and complained of nothing."""
    opened = browser.new_page(viewport={"width": WIDTH, "height": 900})
    opened.set_default_timeout(SLOWEST)
    said, asked = [], []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    opened.wait_for_function("[...document.querySelectorAll('.plot')].every(place => place.querySelector('svg'))")
    yield opened
    opened.close()
    assert (said, asked) == ([], [file.as_uri()])


def test_every_plot_is_drawn_and_nothing_is_wider_than_the_page(page: Any) -> None:
    assert page.locator(".plot svg").count() >= 10
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH
    cut = (
        "svg => [...svg.querySelectorAll('text')].filter(t => t.getBoundingClientRect().left < svg.getBoundingClientRect().left - 1).length"
    )
    assert page.evaluate(f"[...document.querySelectorAll('.plot svg')].map({cut})") == [0] * page.locator(".plot svg").count()


def test_labels_do_not_overlap(page: Any) -> None:
    """Labels of one axis, each with its neighbour: rectangles that share more than a pixel. Tilted labels are left out."""
    overlaps = """() => [...document.querySelectorAll('.plot svg .role-axis-label')].flatMap(group => {
        const upright = one => !/rotate\\(-?(?!0\\b)/.test(one.getAttribute('transform') || '');
        const labels = [...group.children].filter(one => upright(one) && one.textContent);
        const boxes = labels.map(one => one.getBoundingClientRect()).filter(box => box.width);
        return boxes.slice(1).filter((box, n) => Math.min(box.right, boxes[n].right) - Math.max(box.left, boxes[n].left) > 1
            && Math.min(box.bottom, boxes[n].bottom) - Math.max(box.top, boxes[n].top) > 1).map(() => group.textContent);
    })"""
    assert page.evaluate(overlaps) == []


def test_a_month_is_chosen(page: Any) -> None:
    place = page.locator(".months").first
    place.locator("select").select_option("2024-05")
    days = place.locator("tbody tr td:first-child").all_text_contents()
    assert days
    assert all(day.endswith(".05.2024") for day in days)
    place.get_by_label("Следующий месяц").click()
    assert place.locator("select").input_value() == "2024-06"
    place.locator("input").fill("нет такого слова")
    assert place.locator("tbody tr").count() == 0


def test_tables_sort_and_filter(page: Any) -> None:
    table = page.locator("#overview table")
    table.locator("th", has_text="Мероприятий").click()
    numbers = [int(text) for text in table.locator("tbody td:nth-child(5)").all_text_contents()]
    assert numbers == sorted(numbers, reverse=True)
    table.locator("th", has_text="Мероприятий").click()
    assert [int(text) for text in table.locator("tbody td:nth-child(5)").all_text_contents()] == sorted(numbers)
    box = page.locator("#matches input[type=search]").first
    box.fill("СЕМИНАР")
    shown = page.locator(f"#{box.get_attribute('data-search')} tbody tr:not([hidden])").all_text_contents()
    assert all("семинар" in text.lower() for text in shown)


def test_without_javascript_the_tables_are_there(browser: Any, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(SLOWEST)
    opened = context.new_page()
    opened.goto(file.as_uri())
    assert "Графики рисует JavaScript" in opened.locator("noscript").inner_text()
    assert opened.locator("table tbody tr").count() > 100
    context.close()
