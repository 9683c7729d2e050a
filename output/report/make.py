"""`dorkarta compare`: a dataset becomes the report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from output.matching.table import state_of
from output.report.figures import Figure, choose, figure
from output.report.headlines import headlines
from output.report.library import JavaScript, javascript
from output.report.page import page
from output.report.sections import sections
from output.sql.database import database

NOT_MATCHED = "Сопоставление ещё не построено: dorkarta match НАБОР — и составьте отчёт заново."
ALONE = "Сравнивать мероприятия не с кем: муниципалитет один."


def report(dataset: Path, wanted: Sequence[str] = (), library: JavaScript = javascript) -> str:
    """The page about all municipalities of a dataset, or about those whose ids are given. `library` gives the JavaScript of the plots.

    Raises UsageError, SqlError.
    """
    with database(dataset) as connection:
        choice = choose(connection, wanted)

        @cache
        def figures(name: str) -> Figure:
            return figure(connection, choice, name)

        load = {row["municipality"]: row["activities"] for row in figures("overview").rows}
        names = sorted(choice.names, key=lambda name: (-load[name], name))
        [(everybody,)] = connection.execute("SELECT count(*) FROM municipalities").fetchall()
        matched = everybody > 1 and state_of(dataset) != "never"
        made = tuple(sections(figures, names, matched))
        return page(made, names, tuple(headlines(figures, names, matched)), NOT_MATCHED if everybody > 1 else ALONE, library())
