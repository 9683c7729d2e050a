"""Work that tests send to a cluster instead of reading. Every worker imports it by its name, hence a module that needs little."""

from __future__ import annotations

import os
import signal
import time

from corpus.agenda import Job
from corpus.catalogue import Outcome
from corpus.workers import Work
from records.errors import DocumentError


def _read(job: Job) -> Outcome:
    data = job.source.data if job.source else b""
    if data == b"kill":
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    while data == b"hang":
        time.sleep(1)
    return _outcome(job, "ok")


def _lost(job: Job, error: DocumentError) -> Outcome:
    return _outcome(job, error.code)


def _outcome(job: Job, status: str) -> Outcome:
    return Outcome(job.document_id, job.path, job.size, status, None, None, None, {}, b"", None, False, {})


WORK = Work(_read, _lost)
