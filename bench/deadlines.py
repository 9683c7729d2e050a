"""How many distinct deadline cells a second of processor time is enough for, without the cache: `python -m bench.deadlines [N]`.

The cells are written by the benchmark itself: months, years, quarters, repetitions, bounds, conditions in many spellings.
"""

from __future__ import annotations

import itertools
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
        itertools.product(range(2019, 2031), range(10, 20)), enumerate(MONTHS, start=1), MONTHS[3:9]
    ):
        for form in FORMS:
            yield form.format(m=month, n=following, y=year, d=day, k=k)


def main(count: int) -> None:
    """Print cells a second and the share that is understood."""
    context = DeadlineContext(Period(date(2022, 1, 1), date(2022, 12, 31)))
    texts = list(itertools.islice(dict.fromkeys(cells()), count))
    for text in texts[:200]:
        read_deadline.__wrapped__(text, context)  # vocabulary and tokenizer are loaded once per process
    start = time.process_time()
    items = [item for text in texts for item in read_deadline.__wrapped__(text, context)]
    seconds = time.process_time() - start
    understood = sum(item.kind != "unparsed" for item in items)
    print(f"{len(texts)} distinct cells, {len(texts) / seconds:,.0f} a second, {understood / len(items):.1%} of items understood")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
