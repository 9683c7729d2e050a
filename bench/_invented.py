"""Orders invented for benches that read single files: the same text as PDF and as Word, so that each tells what is right in the other."""

from __future__ import annotations

from pathlib import Path
from random import Random

from corpus.generator.archive import write_order
from corpus.generator.recipe import FileKind, draw

COUNT = 6
ROWS = 40
_KINDS: tuple[FileKind, ...] = ("docx", "pdf")


def twins(folder: Path, count: int = COUNT) -> list[Path]:
    """Writes `count` orders of about forty activities, each as .docx and .pdf; the paths without their suffixes."""
    names = [folder / f"order-{n}" for n in range(count)]
    for name in names:
        recipe, look = draw(Random(name.name), ROWS, "pdf")  # noqa: S311 (invented texts, no secrets)
        for kind in _KINDS:
            name.with_suffix(f".{kind}").write_bytes(write_order(name.name, recipe, look, kind)[0])
    return names
