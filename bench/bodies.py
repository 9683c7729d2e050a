"""How fast responsible cells are read on one core, without the cache of whole cells: `python -m bench.bodies [seconds]`.

The cells are made of the spellings of the ontology, so that nothing outside the project is needed.
"""

from __future__ import annotations

import random
import sys
import time

import ontology
from normalize.bodies import BodyContext, read_bodies
from normalize.bodies.reader import linked
from normalize.bodies.tokens import tokenise

CONTEXT = BodyContext("RU-NIZ", "RU-NIZ/x", "Управление образования", "municipal_authority", "RU-NIZ/x:municipal_authority")


def cells(number: int, seed: int = 1) -> list[str]:
    """Distinct cells of one to four mentions, as plans have them."""
    choice = random.Random(seed)  # noqa: S311 - a benchmark
    names = [spelling.text for spelling in ontology.load().spellings if spelling.scope == "RU"]
    posts = [post.text for post in ontology.load().posts]
    made: set[str] = set()
    while len(made) < number:
        parts = [choice.choice(names) for _ in range(choice.randint(1, 3))]
        if choice.random() < 0.4:
            parts.insert(0, choice.choice(posts))
        made.add(choice.choice((", ", "; ", "\n", " и ")).join(parts))
    return sorted(made)


def main(seconds: float) -> None:
    texts = cells(4_000)
    for text in texts[:500]:
        read_bodies.__wrapped__(text, CONTEXT)
    started, done = time.process_time(), 0
    while time.process_time() - started < seconds:
        if done % len(texts) == 0:
            linked.cache_clear()
            tokenise.cache_clear()
        read_bodies.__wrapped__(texts[done % len(texts)], CONTEXT)
        done += 1
    elapsed = time.process_time() - started
    print(f"{done / elapsed:,.0f} cells a second ({done} in {elapsed:.1f} s of processor time)")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
