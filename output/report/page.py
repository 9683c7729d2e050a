"""The report as one HTML file: no network, no foreign script, every text of a document escaped.

The file's own Content-Security-Policy lets only the scripts run whose hashes it names: even a forgotten escape could run nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from output.report.sections import Section
from output.words import plural

_FOLDER = Path(__file__).with_name("templates")
_SEARCH_FROM = 12  # rows from which a table gets a search box
_PRINT_MOST = 60  # rows of a table on paper


def page(sections: Sequence[Section], names: Sequence[str], headlines: Sequence[str], matched: str, library: str) -> str:
    """The whole page. `names`: the municipalities; `headlines`: sentences above all; `matched`: what to say where nothing was matched;
    `library`: the JavaScript that draws the plots."""
    scripts = [library, _text("report.js")]
    policy = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            sections=sections,
            names=names,
            headlines=headlines,
            matched=matched,
            compared=plural(len(names), "муниципалитет", "муниципалитета", "муниципалитетов"),
            style=_text("report.css"),
            scripts=scripts,
            policy=policy,
            search_from=_SEARCH_FROM,
            print_most=_PRINT_MOST,
        )
    )


def in_script(value: Any) -> str:
    """A value as JSON that can stand inside a <script> element: no character of it can end the element (HTML Standard, 4.12.1.3)."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER, encoding="utf-8"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["in_script"] = in_script
    return environment


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
