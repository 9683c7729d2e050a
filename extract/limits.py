"""How much a packed file may unfold to, checked on the bytes that really come out and not on what its headers claim."""

from __future__ import annotations

import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from records.errors import BrokenFile, PasswordProtected, TooLarge

MAX_FILE_BYTES = 300_000_000
MAX_ENTRIES = 10_000
MAX_ENTRY_BYTES = 120_000_000
MAX_TOTAL_BYTES = 300_000_000
# Honest XML packs up to about 100 : 1 (long tables of equal cells); deflate itself ends at 1032 : 1.
MAX_RATIO = 400
RATIO_MATTERS_FROM = 10_000_000
_CHUNK = 1 << 18
_ENCRYPTED = 0x1


class BoundedZip:
    """The entries of a zip archive in memory, each read at most to the limits above; nothing is ever written to disk.

    Names are compared without case and with forward slashes, as the Open Packaging Conventions ask (ISO/IEC 29500-2).
    Raises BrokenFile where the archive is damaged, TooLarge where it breaks a limit, PasswordProtected where an entry is encrypted.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
            raise BrokenFile from error
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise TooLarge
        self._entries = {_key(entry.filename): entry for entry in entries}
        self._total = 0

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._entries

    def names(self) -> list[str]:
        """The entries' names as stored, in the order of the archive."""
        return [entry.filename for entry in self._entries.values()]

    def read(self, name: str) -> bytes:
        """The bytes of one entry; KeyError where there is none of this name."""
        entry = self._entries[_key(name)]
        if entry.flag_bits & _ENCRYPTED:
            raise PasswordProtected
        try:
            return self._read(entry)
        except (BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError) as error:
            raise BrokenFile from error

    def _read(self, entry: ZipInfo) -> bytes:
        room = min(MAX_ENTRY_BYTES, MAX_TOTAL_BYTES - self._total)
        chunks: list[bytes] = []
        size = 0
        with self._zip.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                if size > room or (size > RATIO_MATTERS_FROM and size > MAX_RATIO * entry.compress_size):
                    raise TooLarge
        self._total += size
        return b"".join(chunks)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
