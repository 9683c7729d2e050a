"""Publishes what the catalogue holds as the dataset: all tables of a document or none, the same files for the same documents.

How the new dataset takes the old one's place is in `output.swap`, which file holds what in `output.parts`. Files of parts that do not
change are linked into the new folder, not written again. The number of the publication lies in the folder: it tells the catalogue
after a kill whether the publication that it had planned is the one in place.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from corpus.catalogue import FILE as CATALOGUE_FILE
from corpus.catalogue import Catalogue, Content
from corpus.decisions import FILE as DECISIONS_FILE
from output.arrow import arrow_table, read_part, schema_of
from output.bodies import complete
from output.noted import united
from output.package import NAME, datapackage
from output.parts import NO_REGION, parts
from output.schema import Table, tables
from output.seen import seen_bodies
from output.swap import link, recover, staging
from output.vocabulary import concepts, known_bodies
from records.errors import DorkartaError, UsageError

PACKAGE_FILE = "datapackage.json"
PUBLICATION_FILE = ".publication"
MATCHES = "matches"
_ID_LENGTH = 16
_VOCABULARY = "all"
_SEEN_COLUMNS = ["activity_id", "body_id", "body_class", "raw"]


class DatasetBroken(DorkartaError):
    code = "dataset_broken"


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where documents are (`old`, None: nowhere yet) and shall be (`new`), under which paths, and which parts have to be written."""

    old: Mapping[str, str | None]
    new: Mapping[str, str]
    paths: Mapping[str, tuple[str, ...]]
    written: frozenset[str]


def open_dataset(folder: Path) -> Catalogue:
    """The catalogue of a dataset, new or old, with what a killed run left undone put right; call it under the lock.

    A dataset without a catalogue gets one. Raises UsageError where `folder` holds something that is no dataset of this program,
    DatasetBroken where it can't be read.
    """
    recover(folder)
    _refuse_foreign(folder)
    _refuse_broken(folder)
    catalogue = Catalogue(folder)
    try:
        catalogue.settle(publication_of(folder))
        if catalogue.is_empty() and is_dataset(folder):
            _adopt(catalogue, folder)
        if not is_dataset(folder):  # from its first minute on a dataset can be opened
            publish(catalogue, folder)
    except BaseException:
        catalogue.close()
        raise
    return catalogue


def publish(catalogue: Catalogue, folder: Path) -> bool:
    """Makes the dataset what the catalogue says, with the vocabulary of today; whether there was anything to do.

    Raises DatasetBusy where another program keeps the old dataset open.
    """
    contents = catalogue.contents()
    layout = _layout(contents, catalogue.names(), catalogue.pending())
    if is_dataset(folder) and not layout.written and set(layout.new) == {one for one, part in layout.old.items() if part}:
        return False
    publication = publication_of(folder) + 1
    try:
        with staging(folder) as new:
            _write_parts(catalogue, layout, folder, new)
            _write_vocabulary(new)
            (new / PACKAGE_FILE).write_text(datapackage(), encoding="utf-8", newline="\n")
            (new / PUBLICATION_FILE).write_text(str(publication), encoding="utf-8")
            catalogue.plan(publication, {one: (part, layout.paths[one]) for one, part in layout.new.items()})
            catalogue.close()  # the folder that it lies in is renamed
    finally:
        catalogue.reopen()
    catalogue.settle(publication)
    return True


def is_dataset(folder: Path) -> bool:
    """Whether the folder is a dataset of this program."""
    try:
        return bool(json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8")).get("name") == NAME)
    except (OSError, ValueError, AttributeError):
        return False


def _layout(contents: Mapping[str, Content], names: Mapping[str, list[tuple[str, str]]], pending: set[str]) -> _Layout:
    """A document without a name is gone: its file has another content now."""
    paths: dict[str, list[str]] = defaultdict(list)
    for found in names.values():
        for path, document in found:
            paths[document].append(path)
    old = {document: content.part for document, content in contents.items()}
    there = {
        document: contents[document].region_id for document in contents if document in paths and (old[document] or document in pending)
    }
    new = parts(there)
    shown = {document: tuple(sorted(paths[document])) for document in new}
    written: set[str] = set()
    for document in old.keys() | new.keys():
        before, after = old.get(document), new.get(document)
        if before != after or document in pending or (after and contents[document].shown != shown[document]):
            written |= {part for part in (before, after) if part}
    return _Layout(old, new, shown, frozenset(written))


def _write_parts(catalogue: Catalogue, layout: _Layout, folder: Path, new: Path) -> None:
    """Writes or links every part of every table of documents."""
    members: dict[str, list[str]] = defaultdict(list)
    for document, part in layout.new.items():
        members[part].append(document)
    names = [table for table in tables().values() if table.document]
    gone = catalogue.pending() | (layout.old.keys() - layout.new.keys())
    for table in names:
        (new / table.name).mkdir()
    for part in members or {NO_REGION: []}:
        files = [Path(table.name) / f"{part}.parquet" for table in names]
        if part not in layout.written and all((folder / file).exists() for file in files):
            for file in files:
                _keep(folder / file, new / file, gone)
        else:
            _write_part(catalogue, layout, part, members[part], folder, new, gone)


def _write_part(
    catalogue: Catalogue, layout: _Layout, part: str, documents: list[str], folder: Path, new: Path, gone: AbstractSet[str]
) -> None:
    pending = catalogue.pending() & set(documents)
    new_rows = united(map(catalogue.pending_rows, sorted(pending)))
    moved: dict[str, set[str]] = defaultdict(set)
    for document in set(documents) - pending:
        moved[str(layout.old[document])].add(document)
    for table in tables().values():
        if table.document:
            old = [
                _of_documents(table, read_part(folder / table.name / f"{name}.parquet", table.name), kept) for name, kept in moved.items()
            ]
            rows = pa.concat_tables([new_rows.get(table.name, schema_of(table.name).empty_table()), *old])
            if table.name == "documents":
                rows = _named(rows, layout.paths)
            if table.name == MATCHES:
                rows = _without_partners(rows, gone)
            _write(table, rows, new / table.name / f"{part}.parquet")


def _keep(source: Path, target: Path, gone: AbstractSet[str]) -> None:
    """A file of a part that does not change; only matches may lose their partners in other parts."""
    if target.parent.name == MATCHES and gone:
        rows = read_part(source, MATCHES)
        left = _without_partners(rows, gone)
        if len(left) < len(rows):
            _write(tables()[MATCHES], left, target)
            return
    link(source, target)


def _without_partners(matches: pa.Table, gone: AbstractSet[str]) -> pa.Table:
    """Matches without those whose second activity is in a document that was read again or went: `dorkarta match` finds them anew."""
    partner = pc.utf8_slice_codeunits(matches.column("activity_b"), 0, _ID_LENGTH)
    return matches.filter(pc.invert(pc.is_in(partner, value_set=pa.array(sorted(gone), pa.string()))))


def _write_vocabulary(new: Path) -> None:
    mentions = [_mentions(file) for file in sorted((new / "responsibilities").glob("*.parquet"))]
    bodies = known_bodies()
    bodies += seen_bodies(bodies, pa.concat_tables(mentions).unify_dictionaries())
    for name, rows in (("bodies", complete(bodies)), ("concepts", concepts())):
        (new / name).mkdir()
        _write(tables()[name], arrow_table(name, rows), new / name / f"{_VOCABULARY}.parquet")


def _mentions(file: Path) -> pa.Table:
    """What tells of bodies in a file of `responsibilities`; few spellings stand in many rows, so they are read as dictionaries."""
    with pq.ParquetFile(file, memory_map=False, read_dictionary=_SEEN_COLUMNS[1:]) as part:
        return part.read(columns=_SEEN_COLUMNS)


def _named(documents: pa.Table, paths: Mapping[str, Iterable[str]]) -> pa.Table:
    """The rows of `documents` with all paths of their content; the first one is `path`."""
    named = [list(paths[document]) for document in documents.column("document_id").to_pylist()]
    for name, values in (("paths", named), ("path", [own[0] for own in named])):
        place, field = documents.schema.get_field_index(name), documents.schema.field(name)
        documents = documents.set_column(place, field, pa.array(values, field.type))
    return documents


def _of_documents(table: Table, rows: pa.Table, documents: Iterable[str]) -> pa.Table:
    return rows.filter(pc.is_in(_document_ids(table, rows), value_set=pa.array(sorted(documents), pa.string())))


def _write(table: Table, rows: pa.Table, path: Path) -> None:
    pq.write_table(_sorted(table, rows), path, compression="zstd")


def _sorted(table: Table, rows: pa.Table) -> pa.Table:
    """By document, and as in the document within one; tables of the vocabulary by their key. The sort is stable."""
    if table.document is None:
        return rows.sort_by([(name, "ascending") for name in table.key])
    order = pc.sort_indices(pa.table({"id": _document_ids(table, rows)}), sort_keys=[("id", "ascending")])
    return rows.take(order).combine_chunks()


def _document_ids(table: Table, rows: pa.Table) -> pa.ChunkedArray:
    return pc.utf8_slice_codeunits(rows.column(table.document), 0, _ID_LENGTH)


def publication_of(folder: Path) -> int:
    """The number of the publication in place; 0 where there is none."""
    try:
        return int((folder / PUBLICATION_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0


def _adopt(catalogue: Catalogue, folder: Path) -> None:
    """Notes the documents of a dataset that has no catalogue: an older version wrote it, or somebody removed the file."""
    for file in sorted((folder / "documents").glob("*.parquet")):
        for row in read_part(file, "documents").to_pylist():
            status = (row["status"], row["error_code"], row["error_message"])
            catalogue.adopt(row["document_id"], status, file.stem, row["region_id"], row["paths"] or [row["path"]])
    catalogue.save()


def _refuse_foreign(folder: Path) -> None:
    if folder.is_file():
        raise UsageError(f"{folder} — файл, а набор данных пишется в папку. Укажите другую папку в --out.")
    if folder.is_dir() and _others(folder) and not is_dataset(folder) and not (folder / CATALOGUE_FILE).exists():
        raise UsageError(f"Папка {folder} не пуста, и это не набор данных dorkarta. Укажите в --out новую или пустую папку.")


def _others(folder: Path) -> bool:
    """Whether a folder holds more than decisions of people, which may wait there for their dataset."""
    return any(entry.name != DECISIONS_FILE for entry in folder.iterdir())


def _refuse_broken(folder: Path) -> None:
    """Before hours of reading, not after: the tables that will be kept must open."""
    for name in tables():
        for path in sorted((folder / name).glob("*.parquet")):
            try:
                pq.read_schema(path)
            except (pa.ArrowInvalid, OSError) as error:
                raise DatasetBroken(
                    f"Файл набора данных не читается: {path}. Укажите в --out новую папку или удалите повреждённый набор."
                ) from error
