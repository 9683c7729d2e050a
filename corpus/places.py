"""Places: a path of this machine, or an address of a store that fsspec opens (`s3://bucket/folder`).

fsspec and the package of the store come with `pip install .[cluster]`; whoever names no address never imports them. Credentials come from
where fsspec looks for them (environment, files of the store's own programs), further options from `[storage.PROTOCOL]` of the settings.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from records.errors import DorkartaError, UsageError

INSTALL = "pip install .[cluster]"
_TAG_BYTES = 7  # an ETag as a number: smaller than any time in nanoseconds, so that it is never taken for a recent one
_BUCKET = re.compile(r"[\w.-]{1,255}|arn:.+", re.ASCII)  # what botocore lets through
_TIMES = ("mtime", "LastModified", "last_modified", "created")


class StoreUnreachable(DorkartaError):
    code = "store_unreachable"


@dataclass(frozen=True, slots=True)
class Remote:
    """A file or folder at an address. `stamp`: size and a number that changes with the content, where the store tells them."""

    url: str
    options: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    stamp: tuple[int, int] | None = None

    def __str__(self) -> str:
        return self.url

    def at(self, relative: str, stamp: tuple[int, int] | None = None) -> Remote:
        """A place inside of this folder."""
        return replace(self, url=f"{self.url}/{relative}", stamp=stamp)


Place = Path | Remote


def place_of(text: str, storage: Mapping[str, Mapping[str, Any]] | None = None) -> Place:
    """The place that a person names: `file://` and everything without `://` is a path. Raises UsageError for an unknown protocol, one
    whose package is not installed, and a name that no bucket has."""
    protocol, separator, rest = text.partition("://")
    if not separator:
        return Path(text)
    if protocol == "file":
        return Path(url2pathname(urlsplit(text).path if rest.startswith("/") else rest))
    remote = Remote(f"{protocol}://{rest.strip('/')}", (storage or {}).get(protocol, {}))
    bucket = rest.strip("/").partition("/")[0]
    if protocol in ("s3", "s3a") and not _BUCKET.fullmatch(bucket):
        raise UsageError(
            f"Адрес {text}: «{bucket}» не может быть именем хранилища (bucket). В нём бывают латинские буквы, цифры, «.», «-» и «_»."
        )
    store_of(remote)
    return remote


def store_of(remote: Remote) -> tuple[Any, str]:
    """The file system of fsspec and the path in it. Raises UsageError as `place_of`."""
    try:
        from fsspec import get_filesystem_class
        from fsspec.core import url_to_fs

        get_filesystem_class(remote.url.partition("://")[0])  # url_to_fs takes an unknown protocol for a folder
        store, path = url_to_fs(remote.url, **remote.options)
    except ImportError as error:
        raise UsageError(f"Для адреса {remote.url} нужны пакеты, которых нет ({error}). Установите их: {INSTALL}") from error
    except (ValueError, TypeError) as error:
        raise UsageError(
            f"Адрес {remote.url} не понят: {error}. Примеры: s3://bucket/папка, file:///папка; настройки — [storage]."
        ) from error
    return store, path


@contextmanager
def reaching(remote: Remote) -> Iterator[tuple[Any, str]]:
    """The store and the path, for a block that only asks the store; what goes wrong in it is told with its remedy.

    Raises UsageError where there is no such bucket, StoreUnreachable where the store does not answer or does not let us in.
    """
    store, path = store_of(remote)
    try:
        yield store, path
    except DorkartaError:
        raise
    except FileNotFoundError as error:
        raise UsageError(f"Нет такого адреса: {remote.url} ({error}). Проверьте имя хранилища (bucket) и путь.") from error
    except Exception as error:  # each store has exceptions of its own, and not all of them are OSError
        raise StoreUnreachable(
            f"Хранилище не отвечает или не пускает: {remote.url} ({_reason(error)}). Проверьте сеть, адрес сервера (AWS_ENDPOINT_URL или "
            "endpoint_url в [storage.s3]) и ключи доступа, затем повторите команду: прочитанное сохранено."
        ) from error


def files_in(remote: Remote) -> Iterator[tuple[str, tuple[int, int] | None]]:
    """(path relative to the folder, stamp) of every file in it, at any depth; of a single file ("", stamp). Raises as `reaching`, and
    UsageError where nothing is there."""
    with reaching(remote) as (store, path):
        store.invalidate_cache()
        found = store.find(path, detail=True)
        if not found:
            store.ls(path)  # a folder without files, or an error
    for name, facts in sorted(found.items()):
        yield name[len(path) :].strip("/"), _stamp(facts)


@contextmanager
def open_remote(remote: Remote, whole: int) -> Iterator[IO[bytes]]:
    """The content of a file as a stream: got at once where it has at most `whole` bytes, else piece by piece. Raises OSError."""
    try:
        store, path = store_of(remote)
        size = remote.stamp[0] if remote.stamp else store.size(path)
        stream = store.open(path, "rb") if size is None or size > whole else io.BytesIO(store.cat_file(path))
    except OSError:
        raise
    except Exception as error:  # each store has exceptions of its own
        raise OSError(_reason(error)) from error
    with stream:
        yield stream


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _stamp(facts: Mapping[str, Any]) -> tuple[int, int] | None:
    """Size and ETag, or the time of change where the store has no ETag; None where it tells neither."""
    size, tag = facts.get("size"), facts.get("ETag") or facts.get("etag")
    if size is None:
        return None
    if tag:
        return int(size), int.from_bytes(hashlib.sha256(str(tag).encode()).digest()[:_TAG_BYTES], "big")
    changed = next((facts[name] for name in _TIMES if facts.get(name)), None)
    if isinstance(changed, datetime):
        changed = changed.timestamp()
    return (int(size), int(changed * 10**9)) if isinstance(changed, int | float) else None
