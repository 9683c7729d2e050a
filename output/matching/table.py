"""Writes the table `matches` of a dataset; all other tables stay the files they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from corpus.lock import locked
from ontology.subjects import frequencies
from output.arrow import read_part, schema_of
from output.schema import tables
from output.swap import link, recover, staging
from output.write import MATCHES, PACKAGE_FILE, PUBLICATION_FILE, is_dataset
from records.errors import UsageError

if TYPE_CHECKING:  # imported where it is used: who only asks for the state need not wait for scikit-learn
    from output.matching.dataset import Matched

MARK_FILE = ".matches"
_ID_LENGTH = 16
_ROW_GROUP = 2**17

State = Literal["never", "stale", "current"]


def match_dataset(folder: Path) -> Matched:
    """Finds the matches of a dataset and writes them, each beside the document of its first activity.

    Raises UsageError where the folder is no dataset, DatasetLocked, DatasetBusy as a run does.
    """
    from output.matching.dataset import find_matches

    if not is_dataset(folder):
        raise UsageError(f"{folder} — не набор данных. Укажите папку, которую записала команда dorkarta run.")
    folder = folder.resolve()
    with locked(folder):
        recover(folder)
        matched = find_matches(folder)
        with staging(folder) as new:
            _link_others(folder, new)
            for part, rows in _by_part(folder, matched.rows):
                pq.write_table(rows, new / MATCHES / f"{part}.parquet", compression="zstd", row_group_size=_ROW_GROUP)
            (new / MARK_FILE).write_text(json.dumps(_mark(folder)), encoding="utf-8")
    return matched


def state_of(folder: Path) -> State:
    """Whether the table `matches` was ever written, and whether it is of today's documents and today's vocabulary."""
    try:
        mark = json.loads((folder / MARK_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "never"
    return "current" if mark == _mark(folder) else "stale"


def _mark(folder: Path) -> dict[str, str]:
    publication = folder / PUBLICATION_FILE
    return {"publication": publication.read_text(encoding="utf-8") if publication.exists() else "", "idf": frequencies().version}


def _link_others(folder: Path, new: Path) -> None:
    """All tables but `matches`, the data package and the number of the publication; the rest of the folder is brought over by the swap."""
    for name in tables():
        (new / name).mkdir()
        if name != MATCHES:
            for file in (folder / name).glob("*.parquet"):
                link(file, new / name / file.name)
    for name in (PACKAGE_FILE, PUBLICATION_FILE):
        if (folder / name).exists():
            link(folder / name, new / name)


def _by_part(folder: Path, rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The rows of each part of the dataset, in the order of their keys; a part without rows is there too."""
    owner = pc.utf8_slice_codeunits(rows.column("activity_a"), 0, _ID_LENGTH)
    for file in sorted((folder / "documents").glob("*.parquet")):
        own = pc.is_in(owner, value_set=read_part(file, "documents").column("document_id").combine_chunks())
        ordered = rows.filter(own).sort_by([(name, "ascending") for name in tables()[MATCHES].key])
        yield file.stem, ordered.cast(schema_of(MATCHES))
