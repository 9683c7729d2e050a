"""Makes the table of term frequencies: `python -m output.matching.build_idf VERSION FILE...`

A file is a TSV whose first column is a title (lines that begin with # are passed over) or the YAML of the generator's activities.
The table is frozen: it changes only when somebody runs this, and then under a new version, so that a score means the same next year.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from ontology.subjects import IDF_FILE
from output.matching.measure import PROJECT, measure_of

_SLOT = re.compile(r"\{\w+\}")  # what the generator fills in


def main(version: str, *files: str) -> None:
    """Writes `ontology/idf.tsv`."""
    lines = list(table(version, {title for file in files for title in titles_of(Path(file))}))
    IDF_FILE.write_text("".join(lines), encoding="utf-8", newline="\n")


def table(version: str, titles: Collection[str]) -> Iterator[str]:
    """The lines of the table: version and number of texts, the heading, then the terms of two texts or more by falling frequency.

    A term that is not listed counts as seen once.
    """
    counts = Counter(term for title in titles for term in measure_of(title).terms if not term.startswith(PROJECT))
    yield f"# version {version} texts {len(titles)}\n"
    yield "term\ttexts\n"
    for term, count in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
        if count > 1:
            yield f"{term}\t{count}\n"


def titles_of(file: Path) -> Iterator[str]:
    """The titles of activities in a file."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".yaml":
        for direction in yaml.safe_load(text)["directions"].values():
            yield from (_SLOT.sub("", activity[0]) for activity in direction["activities"])
        return
    yield from (line.partition("\t")[0] for line in text.splitlines()[1:] if line and not line.startswith("#"))


if __name__ == "__main__":
    main(*sys.argv[1:])
