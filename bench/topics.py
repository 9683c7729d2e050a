"""How fast activities and results are understood, on one core and without the caches of whole cells: `python bench/topics.py`.

The titles are those of the tests, each with the next one behind it, so that every text is distinct and about thirty words long.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from normalize.results import split  # noqa: E402
from normalize.topics import classify  # noqa: E402

TITLES = ROOT / "tests" / "normalize" / "topics_titles.tsv"
PLAN = "Направление «Управление системой общего образования»"


def main() -> None:
    """Prints distinct activities and result cells a second."""
    lines = TITLES.read_text(encoding="utf-8").splitlines()[1:]
    titles = [line.split("\t")[0] for line in lines if not line.startswith("#")]
    activities = [f"{first}. {second}" for step in range(1, 21) for first, second in zip(titles, titles[step:], strict=False)]
    _rate("activities", activities, lambda text: classify(text, "", None, PLAN, "III", None))
    _rate("result cells", [f"1. Приказ о том, что {text}\n2. Аналитическая справка" for text in activities], split.pieces)


def _rate(name: str, texts: list[str], read: Callable[[str], object]) -> None:
    for text in texts[:500]:
        read(text)
    begun = time.process_time()
    for text in texts:
        read(text)
    seconds = time.process_time() - begun
    length = sum(map(len, texts)) / len(texts)
    print(f"{name}: {len(texts)} distinct, {length:.0f} characters on average, {len(texts) / seconds:,.0f} a second of processor time")


if __name__ == "__main__":
    main()
