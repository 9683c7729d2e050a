"""OLE compound files ([MS-CFB]): telling an old Word file from a protected one. Only the directory and one header are read."""

from __future__ import annotations

import struct
from typing import Literal

from records.errors import BrokenFile, PasswordProtected, UnsupportedFormat

OleFormat = Literal["word", "workbook"]

_HEADER = 512
_ENTRY = 128
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
_MAX_DIRECTORY_ENTRIES = 4096
# [MS-DOC] FibBase: wIdent, and the flags word in which fEncrypted is bit 8.
_FIB_IDENT = 0xA5EC
_FIB_FLAGS = 10
_FIB_ENCRYPTED = 0x0100


def ole_format(data: bytes) -> OleFormat:
    """«word» for a Word 97–2003 file, «workbook» for Excel of that time.

    Raises PasswordProtected (also for a DOCX that Office encrypted), BrokenFile, UnsupportedFormat for anything else.
    """
    streams = _streams(data)
    # The directory of a large file may be scattered; this name stands nowhere but in it.
    if "EncryptedPackage" in streams or _PROTECTED in data:
        raise PasswordProtected
    if "WordDocument" in streams:
        _refuse_encrypted(data, streams["WordDocument"])
        return "word"
    if "Workbook" in streams or "Book" in streams:
        return "workbook"
    raise UnsupportedFormat


def _sector_size(data: bytes) -> int:
    exponent: int = struct.unpack_from("<H", data, 30)[0]
    return 1 << min(max(exponent, 7), 16)


def _streams(data: bytes) -> dict[str, int]:
    """Names of the directory's entries with their first sectors, the directory taken as lying in one run: writers put it so,
    and the names that matter stand at its beginning."""
    if len(data) < _HEADER + _ENTRY:
        raise BrokenFile
    size = _sector_size(data)
    first = struct.unpack_from("<I", data, 48)[0]
    offset = (first + 1) * size
    if offset + _ENTRY > len(data):
        raise BrokenFile
    found: dict[str, int] = {}
    for position in range(offset, min(offset + _MAX_DIRECTORY_ENTRIES * _ENTRY, len(data) - _ENTRY + 1), _ENTRY):
        length = struct.unpack_from("<H", data, position + 64)[0]
        if data[position + 66] not in (1, 2, 5) or not 2 <= length <= 64:
            continue
        name = data[position : position + length - 2].decode("utf-16-le", "replace")
        found.setdefault(name, struct.unpack_from("<I", data, position + 116)[0])
    return found


def _refuse_encrypted(data: bytes, sector: int) -> None:
    start = (sector + 1) * _sector_size(data)
    header = data[start : start + _FIB_FLAGS + 2]
    if len(header) < _FIB_FLAGS + 2 or struct.unpack_from("<H", header)[0] != _FIB_IDENT:
        raise BrokenFile
    if struct.unpack_from("<H", header, _FIB_FLAGS)[0] & _FIB_ENCRYPTED:
        raise PasswordProtected
