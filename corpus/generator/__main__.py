"""`python -m corpus.generator samples FOLDER` or `python -m corpus.generator archive FOLDER --count N --seed S`."""

from __future__ import annotations

import argparse
from pathlib import Path

from corpus.generator.archive import generate, write_samples


def main() -> None:
    """Reads the command line and writes the archive."""
    parser = argparse.ArgumentParser(prog="python -m corpus.generator", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    samples = tasks.add_parser("samples", help="the eight sample orders, and FOLDER.answers.json beside them")
    archive = tasks.add_parser("archive", help="many random orders with answers.jsonl")
    for task in (samples, archive):
        task.add_argument("folder", type=Path)
    archive.add_argument("--count", type=int, default=100)
    archive.add_argument("--seed", type=int, default=1)
    archive.add_argument("--rows", type=int, default=40, help="activities in each order")
    chosen = parser.parse_args()
    if chosen.task == "samples":
        write_samples(chosen.folder)
    else:
        generate(chosen.count, chosen.seed, chosen.folder, chosen.rows)


if __name__ == "__main__":
    main()
