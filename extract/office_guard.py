"""Runs one program and ends it, with all that it started, when its time is up or when whoever asked for it is gone.

A program of its own (`python office_guard.py SECONDS FOLDER COMMAND...`): a worker that is killed cannot end LibreOffice any more.
Its standard input is a pipe that the asking process holds open; when that process dies, however it dies, the system closes the pipe
on every platform. Then the folder, which nobody needs any more, goes too. It imports the standard library alone, to start at once.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

TIME_IS_UP = 75  # exit codes: EX_TEMPFAIL of sysexits.h
CANNOT_START = 69  # EX_UNAVAILABLE


def main(arguments: list[str]) -> int:
    """The exit code of the command, or one of ours; see the module."""
    seconds, folder, *command = arguments
    try:
        process = subprocess.Popen(  # noqa: S603 - the command is our caller's
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return CANNOT_START
    deserted = threading.Event()
    watch = threading.Thread(target=_end_with_asker, args=(process, folder, deserted), daemon=True)
    watch.start()
    try:
        return process.wait(float(seconds))
    except subprocess.TimeoutExpired:
        return TIME_IS_UP
    finally:
        end(process)
        if deserted.is_set():  # the program has ended because the watch ended it: there is a folder left to remove
            watch.join()


def _end_with_asker(process: subprocess.Popen[bytes], folder: str, deserted: threading.Event) -> None:
    """Waits for the pipe to be closed. The asker closes it too when it gives up; then it removes the folder itself, later."""
    while os.read(0, 1024):
        pass
    deserted.set()
    end(process)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends a process that was started in a session of its own, and its children; those that have ended by themselves are fine."""
    if sys.platform == "win32":
        if process.poll() is None:
            taskkill = Path(os.environ.get("SYSTEMROOT", "C:/Windows")) / "System32" / "taskkill.exe"
            subprocess.run([str(taskkill), "/F", "/T", "/PID", str(process.pid)], check=False, capture_output=True)  # noqa: S603
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
