"""`dorkarta review` as a person starts it: a page on this machine, a key for any other address, Ctrl+C ends it."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command while it runs, and the address that it prints."""
    command = [sys.executable, "-X", "utf8", "-m", "pipeline", "review", *arguments, "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "200"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT, env=environment) as process:
        assert process.stderr
        try:
            found = next(found for line in process.stderr if (found := re.search(r"http://\S+", line)))
            yield process, found[0]
        finally:
            process.kill()


@pytest.mark.skipif(os.name == "nt", reason="sends the signal of Ctrl+C")
def test_the_page_opens_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    with started(str(tmp_path / "новый набор"), "--port", "0") as (process, address):
        assert address.startswith("http://127.0.0.1:")
        answer = httpx.get(address, timeout=PATIENCE, trust_env=False)
        assert (answer.status_code, "Перетащите сюда файлы" in answer.text) == (200, True)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    assert (tmp_path / "новый набор" / "datapackage.json").is_file()


def test_another_address_asks_for_the_key(tmp_path: Path) -> None:
    with started(str(tmp_path / "набор"), "--host", "0.0.0.0", "--port", "0") as (_, address):  # noqa: S104 (that is what is tested)
        port = address.split(":")[2].partition("/")[0]
        key = address.partition("?token=")[2]
        assert len(key) >= 32
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE, trust_env=False) as client:
            assert client.get("/").status_code == 401
            assert client.get("/", params={"token": key}, follow_redirects=True).status_code == 200


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-X", "utf8", "-m", "pipeline", "review", str(tmp_path / "набор"), "--no-browser", "--port", str(port)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "--port" in done.stderr
