"""`dorkarta` in this process: what a command prints and its exit code. The libraries are loaded once for all tests, not once a command."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import NamedTuple
from unittest.mock import patch

import pipeline
import pipeline_journey
import pipeline_run
from corpus.agenda import Job
from corpus.catalogue import Outcome


class Result(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


def dorkarta(*arguments: object) -> Result:
    """Runs the console script. Its streams are as those of a program whose output goes to a file."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True) for _ in range(2))
    with patch.object(sys, "argv", ["dorkarta", *map(str, arguments)]), redirect_stdout(out), redirect_stderr(err):
        try:
            pipeline.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Result(code, *(stream.buffer.getvalue().decode("utf-8") for stream in (out, err)))


@contextmanager
def reading_here() -> Iterator[None]:
    """Documents of runs are read in this process, too: no worker processes."""

    def read(jobs: Iterable[Job], *_: object, **__: object) -> Iterator[Outcome]:
        return map(pipeline_journey.do, jobs)

    with patch.object(pipeline_run, "read_jobs", read):
        yield
