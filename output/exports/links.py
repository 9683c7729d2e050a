"""Links from a workbook to the documents that its rows were read from."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from output.rows import Row

_PDF = "application/pdf"


def link_to(document: Row, page: int | None, target: Path) -> str | None:
    """A link to the document, at the page where the format has pages: relative to the workbook's folder, so that both can be moved
    together.

    None where the file does not lie under the path that the run was given (moved, a member of an archive, an address).
    """
    link = _link(document["path"], target.parent)
    return f"{link}#page={page}" if link and page and document["media_type"] == _PDF else link


@lru_cache(maxsize=1024)
def _link(path: str, folder: Path) -> str | None:
    try:
        file = Path(path)
        if not file.is_file():
            return None
        relative = Path(os.path.relpath(file.resolve(), folder.resolve()))
    except (OSError, ValueError):  # another drive of Windows
        return None
    return quote(relative.as_posix())
