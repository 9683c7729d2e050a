"""A file is replaced whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from records.errors import DorkartaError, UsageError


class FileBusy(DorkartaError):
    code = "file_busy"


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Lets `write` make a new file beside `path`, which then takes its place; an old file stays untouched until the new one is complete.

    Raises FileBusy where another program keeps the old file open (Excel on Windows), UsageError where `path` is a folder.
    """
    if path.is_dir():
        raise UsageError(f"{path} — папка. Укажите в --out имя файла.")
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    try:
        write(new)
        try:
            new.replace(path)
        except PermissionError as error:
            raise FileBusy(
                f"Файл {path} открыт в другой программе или защищён от записи. Закройте его (например, в Excel) и повторите команду "
                "или укажите в --out другое имя."
            ) from error
    finally:
        new.unlink(missing_ok=True)
