"""A small archive of our own, its dataset, and the page over it; everything is read in this process, without LibreOffice."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from fastapi.testclient import TestClient

import pipeline_journey
import pipeline_review
import pipeline_run
from corpus.agenda import Job
from corpus.catalogue import Outcome
from output.arrow import read_table
from pipeline_run import run_archive, wishes_of
from records.settings import Settings
from review.web import background
from review.web.safety import Rules
from tests.waiting import PATIENCE

SETTINGS = Settings(render_word="never")
HEADER = ("№", "Мероприятие", "Срок", "Ответственный", "Результат")
PLAN = (
    ("1", "Собрать заявки школ на участие", "до 10 октября 2022 года", "Отдел образования", "Перечень заявок"),
    ("2", "Провести семинар для учителей математики", "когда-нибудь потом", "Штаб воспитания", "Программа семинара"),
    ("3", "Подвести итоги года на совещании", "декабрь 2022 года", "Отдел образования", "Протокол"),
    ("4", "Разместить новости на сайте; Провести день открытых дверей", "ежемесячно", "Школы", "Публикации"),
)
OTHER = (
    ("1", "Провести конкурс чтецов", "май 2022 года", "Штаб воспитания", "Приказ"),
    ("2", "Издать сборник работ", "ежегодно, в мае", "Школы", "Сборник"),
)


def docx_of(rows: Iterable[tuple[str, ...]], place: str = "Заречного района", header: tuple[str, ...] = HEADER) -> bytes:
    """A roadmap as Word would save it."""
    document = docx.Document()
    document.add_paragraph(f"Управление образования администрации {place}")
    document.add_paragraph("План мероприятий («дорожная карта») на 2022 год")
    table = document.add_table(rows=0, cols=len(header))
    for row in (header, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No worker processes, no decisions of the machine's own user, nothing loaded twice, and no pause before work begins."""

    def in_this_process(jobs: Iterable[Job], *_: object, **__: object) -> Iterator[Outcome]:
        yield from map(pipeline_journey.do, jobs)

    monkeypatch.setattr(pipeline_run, "read_jobs", in_this_process)
    monkeypatch.setattr(pipeline_journey, "warm", lambda: None)
    monkeypatch.setattr(background, "_PAUSE", 0.01)
    monkeypatch.setenv("DORKARTA_HOME", str(tmp_path_factory.mktemp("home")))


def read(home: Path, dataset: str = "набор") -> None:
    """`dorkarta run архив --out набор`."""
    source = home / "архив"
    run_archive([source], home / dataset, wishes_of([source], SETTINGS), 1, lambda *_: None)


@pytest.fixture
def home(tmp_path: Path, here: None) -> Path:
    """A folder with `архив` and its dataset `набор`."""
    (tmp_path / "архив").mkdir()
    (tmp_path / "архив" / "заречный.docx").write_bytes(docx_of(PLAN))
    (tmp_path / "архив" / "луговой.docx").write_bytes(docx_of(OTHER, "Лугового района"))
    read(tmp_path)
    return tmp_path


@pytest.fixture
def page(home: Path) -> Iterator[Page]:
    """The page over the dataset, with its work behind it."""
    application = pipeline_review.application(home / "набор", SETTINGS, Rules())
    with TestClient(application, base_url="http://127.0.0.1:8765", headers={"X-Dorkarta": "1"}) as client:
        yield Page(client, home)


class Page:
    """A person at the page: short names for what she does."""

    def __init__(self, client: TestClient, home: Path) -> None:
        self.client, self.home, self.folder = client, home, home / "набор"

    def get(self, path: str) -> Any:
        """The JSON of an answer that went well."""
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def document(self, name: str = "заречный.docx") -> str:
        """The id of a document by its file's name."""
        return next(one["document"] for one in self.get("/api/documents") if one["name"] == name)

    def rows(self, name: str = "заречный.docx") -> dict[str, dict[str, Any]]:
        """The rows of a document by their keys."""
        return {row["row"]: row for row in self.get(f"/api/documents/{self.document(name)}/rows")}

    def decide(self, kind: str, status: int = 201, **asked: Any) -> Any:
        """A decision as the page asks for it."""
        answer = self.client.post("/api/decisions", json={"kind": kind, "who": "Иванова", **asked})
        assert answer.status_code == status, answer.text
        return answer.json()

    def on(self, row: str, name: str = "заречный.docx") -> dict[str, Any]:
        """What says which row is meant."""
        return {"document": self.document(name), "plan": 1, "row": row}

    def undo(self, decision: str) -> None:
        """Takes a decision back."""
        assert self.client.post(f"/api/decisions/{decision}/undo", json={}).status_code == 201

    def table(self, name: str) -> list[dict[str, Any]]:
        """A table of the dataset, once it has followed the decisions."""
        assert self.client.app.state.office.background.rest(PATIENCE)  # type: ignore[attr-defined]
        return read_table(self.folder, name).to_pylist()


@pytest.fixture
def tables() -> Callable[[Path], dict[str, list[dict[str, Any]]]]:
    """All tables of a dataset, sorted, to be compared."""

    def read_all(folder: Path) -> dict[str, list[dict[str, Any]]]:
        names = sorted(path.name for path in folder.iterdir() if path.is_dir() and any(path.glob("*.parquet")))
        return {name: sorted(read_table(folder, name).to_pylist(), key=repr) for name in names}

    return read_all


def cell(row: dict[str, Any], name: str) -> dict[str, Any]:
    """A column of a row of the API."""
    return next(one for one in row["cells"] if one["name"] == name)
