"""The words of the invented orders: YAML beside this file, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality in the cases that an order needs, and its region."""

    nom: str
    gen: str
    prep: str
    region: str
    region_gen: str


@dataclass(frozen=True, slots=True)
class Authority:
    """An education authority: its name before the municipality («Управление образования администрации»), as cells name it, its head."""

    nom: str
    gen: str
    cell: str
    head: str


@dataclass(frozen=True, slots=True)
class Person:
    """A signatory, and whom the order charges with its control."""

    name: str
    post: str
    control: str


@dataclass(frozen=True, slots=True)
class Template:
    """An activity before its slots are filled."""

    title: str
    result: str


@dataclass(frozen=True, slots=True)
class Direction:
    """One of the eight directions: its plan title in the genitive, its section titles, its activities, `more` of them for long plans."""

    code: str
    title: str
    sections: tuple[str, ...]
    activities: tuple[Template, ...]
    more: tuple[Template, ...]


@lru_cache(maxsize=8)
def read(name: str) -> dict[str, Any]:
    """One vocabulary file as YAML gives it."""
    text = files("corpus.generator").joinpath("words", f"{name}.yaml").read_text(encoding="utf-8")
    content: dict[str, Any] = yaml.safe_load(text)
    return content


@lru_cache(maxsize=1)
def places() -> tuple[Place, ...]:
    """The invented municipalities."""
    return tuple(Place(**entry) for entry in read("places")["places"])


@lru_cache(maxsize=1)
def authorities() -> tuple[tuple[Authority, Person], ...]:
    """The kinds of education authority, each with its people."""
    names = read("places")
    return tuple((Authority(**one), Person(**who)) for one, who in zip(names["authorities"], names["people"], strict=True))


@lru_cache(maxsize=1)
def directions() -> dict[str, Direction]:
    """The directions by code."""
    return {
        code: Direction(code, entry["title"], tuple(entry["sections"]), _templates(entry["activities"]), _templates(entry["more"]))
        for code, entry in read("activities")["directions"].items()
    }


def _templates(listed: list[list[str]]) -> tuple[Template, ...]:
    return tuple(Template(*one) for one in listed)


@lru_cache(maxsize=1)
def slots() -> dict[str, tuple[str, ...]]:
    """What may fill the slots of an activity's title."""
    return {name: tuple(map(str, values)) for name, values in read("activities")["slots"].items()}


def headings(role: str) -> tuple[str, ...]:
    """The headings that a column of this role may have."""
    return tuple(read("headers")[role])
