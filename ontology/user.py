"""A user's own vocabulary: the imported OKTMO table and people's decisions. It never lies inside the installed package.

The places are handed on in environment variables, since worker processes inherit those on every system.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

_FOLDER, _OKTMO, _DECISIONS = "DORKARTA_HOME", "DORKARTA_OKTMO", "DORKARTA_DECISIONS"


def folder() -> Path:
    """The folder of the user's own data; `DORKARTA_HOME`, or where the system keeps data of applications."""
    named = os.environ.get(_FOLDER)
    return Path(named) if named else _of_system()


@lru_cache(maxsize=1)  # every document asks, and the system's answer does not change while a process runs
def _of_system() -> Path:
    from typer import get_app_dir

    return Path(get_app_dir("dorkarta"))


def oktmo_file() -> Path:
    """Where the imported OKTMO table is, or would be."""
    return Path(os.environ.get(_OKTMO) or folder() / "oktmo.csv")


def decisions_file() -> Path:
    """Where the decisions of people about names are, or would be."""
    return Path(os.environ.get(_DECISIONS) or folder() / "decisions.yaml")


def use(oktmo: Path | None = None, decisions: Path | None = None) -> None:
    """Name the files of this run, for this process and its workers; None leaves a place as it is."""
    for variable, path in ((_OKTMO, oktmo), (_DECISIONS, decisions)):
        if path is not None:
            os.environ[variable] = str(path.absolute())
