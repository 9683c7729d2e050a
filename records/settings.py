"""Settings of the user: a file `dorkarta.toml` with a few keys, each with a default; an unknown key is an error, never ignored."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, get_args

from records.checking import Check, Severities, check_of, severities_of
from records.errors import UsageError

FILE = "dorkarta.toml"
Rendering = Literal["auto", "never", "always"]


_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: seconds, memory of its process, size of its file; and how many documents a worker process reads
    before a fresh one takes its place.

    The time is generous: a scan of a hundred pages takes minutes on a busy machine.
    """

    seconds: float = 600
    memory_bytes: int = 4096 * _MEGABYTE
    file_bytes: int = 200 * _MEGABYTE
    documents: int = 500


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user may set (docs/cli.md).

    `render_word`: whether documents of word processors are rendered to find the pages and boxes of their rows; `auto`: those that
    a command names one by one. `office`, `tesseract`: the programs (None: they are looked for where they usually are).
    `decisions`, `oktmo`: people's decisions about names and the imported table of municipalities (None: in the user's own folder).
    `limits`: what one document may cost. `storage`: options of fsspec for addresses, by protocol (`s3`: `endpoint_url` and so on).
    `severities`, `check`: what holds for the checker's findings.
    """

    render_word: Rendering = "auto"
    office: Path | None = None
    tesseract: Path | None = None
    decisions: Path | None = None
    oktmo: Path | None = None
    limits: Limits = Limits()
    storage: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    severities: Severities = field(default_factory=dict)
    check: Check = field(default_factory=Check)

    def renders(self, named: bool) -> bool:
        """Whether a word processor's document is rendered; `named`: the command names this very file."""
        return self.render_word == "always" or (self.render_word == "auto" and named)


DEFAULTS = Settings()


def load_settings(path: Path | None = None) -> Settings:
    """The settings in a TOML file; without `path` those of `dorkarta.toml` in the current folder, if there is one.

    Raises UsageError for a file that can't be read, an unknown key, or a value that the key can't have.
    """
    if path is None and not Path(FILE).is_file():
        return settings_of({})
    file = path or Path(FILE)
    try:
        return settings_of(tomllib.loads(file.read_text(encoding="utf-8-sig")), file.parent)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"Файл настроек {file} не читается: {reason}. Проверьте путь и запись (формат TOML, кодировка UTF-8).") from error


def settings_of(values: Mapping[str, Any], folder: Path = Path()) -> Settings:
    """Settings from a mapping; relative paths are relative to `folder`. Errors as in `load_settings`."""
    known = [field.name for field in fields(Settings)]
    if unknown := sorted(set(values) - set(known)):
        raise UsageError(f"Неизвестная настройка: {', '.join(unknown)}. Есть настройки: {', '.join(known)}.")
    rendering = values.get("render_word", "auto")
    if rendering not in get_args(Rendering):
        raise UsageError(f"Настройка render_word: {rendering!r}. Возможно одно из: {', '.join(get_args(Rendering))}.")
    office, tesseract, decisions, oktmo = _paths(values, folder)
    limits, storage = _limits(values.get("limits", {})), _storage(values.get("storage", {}))
    severities, check = severities_of(values.get("severities", {})), check_of(values.get("check", {}), folder)
    return Settings(rendering, office, tesseract, decisions, oktmo, limits, storage, severities, check)


# Key of `[limits]`, field of Limits, factor.
_LIMITS = {"seconds": ("seconds", 1), "memory_mb": ("memory_bytes", _MEGABYTE), "file_mb": ("file_bytes", _MEGABYTE)}


def _limits(values: object) -> Limits:
    if not isinstance(values, dict) or values.keys() - _LIMITS.keys():
        raise UsageError(f"Раздел [limits] не понят: {values!r}. Возможны настройки: {', '.join(_LIMITS)}.")
    for key, value in values.items():
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise UsageError(f"Настройка limits.{key}: {value!r}. Нужно целое число больше нуля.")
    return Limits(**{_LIMITS[key][0]: value * _LIMITS[key][1] for key, value in values.items()})


def _storage(values: object) -> Mapping[str, Mapping[str, Any]]:
    if not isinstance(values, dict) or not all(isinstance(options, dict) for options in values.values()):
        raise UsageError(
            f"Раздел [storage] не понят: {values!r}. Настройки хранилища пишутся в разделе его протокола, например [storage.s3]."
        )
    return values


def _paths(values: Mapping[str, Any], folder: Path) -> tuple[Path | None, ...]:
    programs = (_program(key, values.get(key), folder) for key in ("office", "tesseract"))
    return (*programs, *(_path(key, values.get(key), folder) for key in ("decisions", "oktmo")))


def _path(key: str, value: object, folder: Path) -> Path | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise UsageError(f"Настройка {key}: {value!r}. Нужен путь в кавычках.")
    return folder / Path(value).expanduser()


def _program(key: str, value: object, folder: Path) -> Path | None:
    program = _path(key, value, folder)
    if program is not None and not program.is_file():
        raise UsageError(f"Настройка {key}: нет программы {program}. Проверьте путь.")
    return program
