"""Which readers, rules and vocabulary are at work: a hash of each stage's own code and data, so that no number is ever forgotten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ontology.user import decisions_file, oktmo_file
from records.checking import fingerprint

_HOUSE = Path(__file__).resolve().parents[1]
_EXTRACT = ("records", "extract")
_RULES = ("normalize", "review", "output/rows.py", "output/columns.py", "output/noted.py", "output/schema.yaml")
_ONTOLOGY = ("ontology",)
_READERS = ("python-docx", "lxml", "pypdfium2", "pdfplumber", "camelot-py", "openpyxl")
_LANGUAGE = ("spacy", "pymorphy3", "pymorphy3-dicts-ru", "rapidfuzz")
_SUFFIXES = {".py", ".yaml", ".csv", ".tsv", ".txt", ".json"}


@dataclass(frozen=True, slots=True)
class Versions:
    """What reads a document: `extract` from bytes to the recognised order, `rules` and `ontology` from there to rows."""

    extract: str
    rules: str
    ontology: str


def versions() -> Versions:
    """The versions of the program that runs: 12 hex digits for each stage. The user's own vocabulary is part of the ontology, waivers and
    severities are part of the rules."""
    own = [file.read_bytes() for file in (oktmo_file(), decisions_file()) if file.is_file()]
    return Versions(_hash(_EXTRACT, _READERS), _hash(_RULES, _LANGUAGE, [fingerprint()]), _hash(_ONTOLOGY, (), own))


def _hash(places: tuple[str, ...], packages: tuple[str, ...], own: Iterable[bytes] = ()) -> str:
    digest = hashlib.sha256(b"".join(own))
    for file in _files(places):
        digest.update(file.relative_to(_HOUSE).as_posix().encode())
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))  # git on Windows may write other line ends
    for package in packages:
        digest.update(f"{package} {_installed(package)}".encode())
    return digest.hexdigest()[:12]


def _files(places: tuple[str, ...]) -> Iterator[Path]:
    for place in places:
        path = _HOUSE / place
        yield from [path] if path.is_file() else sorted(file for file in path.rglob("*") if file.suffix in _SUFFIXES)


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
