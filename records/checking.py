"""What a user says of the checker's findings: their severities, which of them are allowed, and which were there before.

Severities and the file of waivers are handed on to worker processes in an environment variable, since those inherit it on every system.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from records.errors import UsageError

ALLOW = "dorkarta.allow.yaml"
Weight = Literal["off", "E", "W", "I"]
Severities = Mapping[str, Weight]  # code of a finding → its severity here, or `off`
_VARIABLE = "DORKARTA_CHECK"
_KEYS = ("allow", "baseline")


@dataclass(frozen=True, slots=True)
class Check:
    """`allow`: the file of waivers. `baseline`: a file written by `dorkarta check --json`, whose findings do not count any more."""

    allow: Path | None = None
    baseline: Path | None = None


def severities_of(given: object) -> Severities:
    """The section `[severities]` of the settings. Raises UsageError for what is no severity; codes are the checker's business."""
    if not isinstance(given, dict) or not all(value in get_args(Weight) for value in given.values()):
        raise UsageError(f"Раздел [severities] не понят: {given!r}. Пишется код замечания и одно из: {', '.join(get_args(Weight))}.")
    return given


def check_of(given: object, folder: Path) -> Check:
    """The section `[check]`; a file `dorkarta.allow.yaml` in `folder` needs no setting. Raises UsageError for an unknown key or a file
    that there is not."""
    if not isinstance(given, dict) or given.keys() - set(_KEYS):
        raise UsageError(f"Раздел [check] не понят: {given!r}. Возможны настройки: {', '.join(_KEYS)}.")
    beside = folder / ALLOW
    allow = _file("allow", given, folder) or (beside if beside.is_file() else None)
    return Check(allow, _file("baseline", given, folder))


def _file(key: str, given: Mapping[str, Any], folder: Path) -> Path | None:
    if key not in given:
        return None
    named = given[key]
    path = folder / Path(named).expanduser() if isinstance(named, str) else None
    if path is None or not path.is_file():
        raise UsageError(f"Настройка check.{key}: нет файла {named!r}. Проверьте путь.")
    return path


def use(severities: Severities, allow: Path | None) -> None:
    """Hands on what holds in this run, to this process and its workers."""
    os.environ[_VARIABLE] = json.dumps({"severities": dict(severities), "allow": str(allow.absolute()) if allow else None})


def use_beside(sources: Iterable[Path]) -> None:
    """Where no other file of waivers holds, that of the archive: in one of the sources, or else beside it. Raises UsageError where two
    sources have each their own."""
    severities, allow = in_use()
    if allow is not None:
        return
    own = ((source / ALLOW, source.absolute().parent / ALLOW) for source in sources)
    found = {first.absolute() for files in own if (first := next((file for file in files if file.is_file()), None))}
    if len(found) > 1:
        files = ", ".join(map(str, sorted(found)))
        raise UsageError(
            f"У источников разные файлы разрешений: {files}. Назовите один в настройке [check] allow или прочтите их отдельно."
        )
    use(severities, next(iter(found), None))


def in_use() -> tuple[Severities, Path | None]:
    """The severities and the file of waivers that hold in this run."""
    given = json.loads(os.environ.get(_VARIABLE) or "{}")
    return given.get("severities", {}), Path(given["allow"]) if given.get("allow") else None


def fingerprint() -> bytes:
    """All that decides here, as bytes; empty where nothing is set."""
    severities, allow = in_use()
    said = json.dumps(dict(severities), sort_keys=True).encode() if severities else b""
    return said + (allow.read_bytes() if allow and allow.is_file() else b"")
