"""A person at the review page: a server in a thread of this process, and a real browser. Without Playwright its tests are skipped."""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import httpx
import uvicorn

import pipeline_review
from output.arrow import read_table
from records.settings import Settings
from review.web.safety import Rules
from tests.chromium import SLOWEST, playwright
from tests.waiting import PATIENCE, until

SETTINGS = Settings(render_word="never")
expect = playwright.expect
expect.set_options(timeout=SLOWEST)


@contextmanager
def served(folder: Path, settings: Settings = SETTINGS) -> Iterator[tuple[Any, str]]:
    """(application, its address) of a server in a thread of this process, on a port that is free."""
    app = pipeline_review.application(folder, settings, Rules())
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        until(lambda: server.started)
        try:
            yield app, f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


class Person:
    """Somebody at the page of a running server: `page` is her browser's, `app` the server's application, `folder` the dataset."""

    def __init__(self, page: Any, app: Any, folder: Path, address: str) -> None:
        self.page, self.app, self.folder, self.address = page, app, folder, address
        self.program = httpx.Client(base_url=address, headers={"X-Dorkarta": "1"}, timeout=PATIENCE, trust_env=False)

    def open(self, path: str = "") -> None:
        self.page.goto(f"{self.address}{path}")

    def document(self, name: str) -> str:
        """The id of a document by its name in the list."""
        documents = self.program.get("/api/documents").json()
        return str(next(one["document"] for one in documents if one["name"] == name))

    def look_at(self, name: str) -> None:
        """The document page, with the cursor on its first row."""
        self.open(f"/documents/{self.document(name)}")
        self.page.wait_for_selector("article.current")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def told(self, text: str) -> None:
        """Waits until the page says so."""
        expect(self.page.locator("#status")).to_have_text(text)

    def hand_in(self, name: str, data: bytes) -> None:
        """Hands a file in as a program does, and waits until it is read."""
        answer = self.program.post("/api/documents", files={"file": (name, data)})
        assert answer.status_code == 202, answer.text
        self.rest()

    def rest(self) -> None:
        """Waits until the work behind the page is done."""
        assert self.app.state.office.background.rest(PATIENCE)

    def processor_time(self) -> Callable[[], float]:
        """Begins to measure; the answer is called for the seconds of processor time that page and server have spent since."""
        tool = self.page.context.new_cdp_session(self.page)
        tool.send("Performance.enable", {"timeDomain": "threadTicks"})

        def spent() -> float:
            found = {one["name"]: one["value"] for one in tool.send("Performance.getMetrics")["metrics"]}
            return float(found["TaskDuration"]) + time.process_time()

        before = spent()
        return lambda: spent() - before

    def state(self, name: str) -> str:
        """The state of a document, as the list says it."""
        return str(self.program.get(f"/api/documents/{self.document(name)}").json()["state"])

    def letter(self, form: str) -> str:
        """The text of the letter that is downloaded from the document page."""
        with self.page.expect_download() as coming:
            self.page.locator("#letter a", has_text=form).click()
        download = coming.value
        assert download.suggested_filename == f"Письмо — заречный.{'docx' if form == 'Word' else 'html'}"
        data = Path(download.path()).read_bytes()
        return "\n".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs) if form == "Word" else data.decode()

    def of(self, activity: str, table: str, column: str) -> list[str]:
        """A column of the rows that the dataset has about an activity."""
        return [str(row[column]) for row in self.table(table) if row["activity_id"] == activity]

    def table(self, name: str) -> list[dict[str, Any]]:
        """A table of the dataset, once it has followed the decisions."""
        self.rest()
        rows: list[dict[str, Any]] = read_table(self.folder, name).to_pylist()
        return rows


@contextmanager
def at_the_page(browser: Any, folder: Path, settings: Settings = SETTINGS) -> Iterator[Person]:
    """A person at the page of a dataset; at the end nothing in the browser has complained (scripts, the Content-Security-Policy) and no
    other address was asked."""
    said: list[str] = []
    with served(folder, settings) as (app, address):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, accept_downloads=True)
        context.set_default_timeout(SLOWEST)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith((address, "data:")) else None)
        person = Person(page, app, folder, address)
        try:
            yield person
        finally:
            person.program.close()
            context.close()
    assert said == [], said
