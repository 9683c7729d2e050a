"""How many distinct deadline cells a second of processor time is enough for: `python -m bench.deadlines [N] [ROUNDS]`.

The cells are written by the benchmark itself: months, years, quarters, repetitions, bounds, conditions in many spellings; no cell is
read twice in a round, and the cache of cells is passed by. Words recur, as they do in documents. The best round is the machine's
figure, the worst one shows how busy it was.
"""

from __future__ import annotations

import itertools
import os
import platform
import sys
import time
from collections.abc import Iterator
from datetime import date

from normalize.deadlines import read_deadline
from records.meaning import DeadlineContext, Period

MONTHS = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь")
FORMS = (
    "{m} {y} г.",
    "{m} - {n} {y} года",
    "Ежегодно, {m}",
    "ежегодно ({m}, {n})",
    "1. {m} {y}\n2. Ежегодно, {n}",
    "{m}, {n} {y}",
    "до {d}.{k:02}.{y}",
    "с {d}.{k:02}.{y} по 25.12.{y}",
    "{m} {y} г., далее - ежегодно",
    "ежемесячно до {d} числа, {m} {y}",
    "{m} {y} (по согласованию)",
    "III квартал {y}, {m}",
    "в течение {y} года, {m}",
    "{m} {y}, по мере необходимости",
)


def cells() -> Iterator[str]:
    """Distinct cells, the forms taken in turn."""
    for (year, day), (k, month), following in itertools.product(
        itertools.product(range(2000, 2050), range(10, 20)), enumerate(MONTHS, start=1), MONTHS[3:9]
    ):
        for form in FORMS:
            yield form.format(m=month, n=following, y=year, d=day, k=k)


def machine() -> str:
    """The processor as the system names it, the number of cores, the version of Python."""
    return f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def main(count: int, rounds: int) -> None:
    """Print the machine, cells a second in the best and the worst round, and the share that is understood."""
    context = DeadlineContext(Period(date(2022, 1, 1), date(2022, 12, 31)))
    texts = list(itertools.islice(dict.fromkeys(cells()), count))
    for text in texts[:200]:
        read_deadline.__wrapped__(text, context)  # vocabulary and tokenizer are loaded once per process
    seconds = []
    for _ in range(rounds):
        start = time.process_time()
        items = [item for text in texts for item in read_deadline.__wrapped__(text, context)]
        seconds.append(time.process_time() - start)
    understood = sum(item.kind != "unparsed" for item in items) / len(items)
    print(machine())
    print(
        f"{len(texts)} distinct cells, {len(texts) / min(seconds):,.0f} a second in the best of {rounds} rounds"
        f" ({len(texts) / max(seconds):,.0f} in the worst), {understood:.1%} of items understood"
    )


if __name__ == "__main__":
    main(*([int(argument) for argument in sys.argv[1:]] + [12_000, 3][len(sys.argv) - 1 :]))
