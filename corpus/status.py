"""What the catalogue of a dataset says about it, for `dorkarta status`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from corpus.catalogue import FILE, Catalogue, Content
from corpus.editions import editions
from corpus.versions import Versions
from records.errors import UsageError


def status_of(folder: Path, current: Versions) -> dict[str, Any]:
    """Counts, failures, editions and files that are gone, as plain values. Raises UsageError where there is no catalogue."""
    if not (folder / FILE).is_file():
        raise UsageError(f"В папке {folder} нет каталога набора. Укажите папку, которую записала команда dorkarta run.")
    catalogue = Catalogue(folder)
    try:
        every, named = catalogue.contents(), {document for found in catalogue.names().values() for _, document in found}
        contents = {document: content for document, content in every.items() if document in named}  # others are not in the dataset
        links = editions(act for act in catalogue.acts() if act[0] in named)
        return {
            "dataset": folder.as_posix(),
            "documents": dict(sorted(Counter(one.status for one in contents.values()).items())),
            "last_read": max((one.read_at for one in contents.values()), default=None),
            "older": sum(one.versions != current for one in contents.values()),
            "versions": _versions(contents, current),
            "pending": len(catalogue.pending()),
            "replaced": sorted(every.keys() - named),
            "removed": catalogue.removed(),
            "failed": [_failure(one) for one in contents.values() if one.status == "failed"],
            "editions": [
                {"path": _path(contents[link.document_id]), "of": _path(contents[link.of]), "relation": link.relation} for link in links
            ],
        }
    finally:
        catalogue.close()


def _versions(contents: dict[str, Content], current: Versions) -> dict[str, dict[str, int]]:
    """By stage: documents read by today's version and by older ones."""
    return {
        stage: {
            "current": sum(getattr(one.versions, stage) == getattr(current, stage) for one in contents.values()),
            "older": sum(getattr(one.versions, stage) != getattr(current, stage) for one in contents.values()),
        }
        for stage in ("extract", "rules", "ontology")
    }


def _failure(content: Content) -> dict[str, str | None]:
    return {"path": _path(content), "error_code": content.error_code, "error_message": content.error_message, "read_at": content.read_at}


def _path(content: Content) -> str:
    return content.shown[0] if content.shown else content.document_id
