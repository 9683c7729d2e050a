"""What people see in the terminal: results on stdout, messages and the progress bar on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from corpus.page_count import PageCount, followed
from output.summary import Summary
from output.words import plural

_REDIRECTED_WIDTH = 120
_REMOVED_SHOWN = 20
_STATUS = {"failed": ("не прочитан", "red"), "partial": ("прочитан частично", "yellow")}


def speak_utf8() -> None:
    """Output is UTF-8 also where it goes to a file on Windows; a letter that a terminal lacks never ends the program."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8" if not stream.isatty() else None, errors="replace")


def stdout() -> Console:
    """The console for results; wide enough for tables where the output goes to a file."""
    return Console(width=None if sys.stdout.isatty() else _REDIRECTED_WIDTH, highlight=False, soft_wrap=False)


def stderr() -> Console:
    """The console for messages."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


class _Rate(ProgressColumn):
    """Documents a second, or a minute where they are slow."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        if not speed:
            return Text("")
        rate = f"{speed:.1f}/с" if speed >= 1 else f"{speed * 60:.1f}/мин"
        return Text(rate.replace(".", ","), style="cyan")


class _Pages(ProgressColumn):
    """Pages read so far; drawn anew several times a second, so that a scan is seen to go on."""

    max_refresh = 0.5

    def __init__(self, pages: PageCount) -> None:
        super().__init__()
        self._pages = pages

    def render(self, task: Task) -> Text:
        return Text(f"{_number(self._pages.value)} стр.") if self._pages.value else Text("")


@contextmanager
def progress(pages: PageCount) -> Iterator[Callable[[int, Summary], None]]:
    """A progress bar on stderr with documents, pages, rate, time left and failures; silent where stderr is no terminal.

    Gives a function that counts one document: it takes how many there are as far as is known, and the counts so far.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Pages(pages),
        _Rate(),
        TextColumn("осталось"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[troubles]}", style="red"),
    )
    console = stderr()
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("Чтение", total=None, troubles="")

        def told(known: int, summary: Summary) -> None:
            troubles = f"с ошибкой: {len(summary.troubles)}" if summary.troubles else ""
            bar.update(task, total=known, advance=1, troubles=troubles)

        yield told


@contextmanager
def page_progress() -> Iterator[None]:
    """A progress bar on stderr with the pages of the one document that is read meanwhile; silent where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("осталось"), TimeRemainingColumn())
    console = stderr()
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("Чтение страниц", total=None)
        with followed(lambda done, total: bar.update(task, completed=done, total=total)):
            yield


def print_plan(planned: Sequence[tuple[str, str]]) -> None:
    """What a run would do, a line a document."""
    words = {"read": "прочитать", "understand": "понять заново"}
    for path, stage in planned:
        stdout().print(f"{words[stage]}: {path}", markup=False, soft_wrap=True)
    stdout().print(
        f"\nВсего: {plural(len(planned), 'документ', 'документа', 'документов')}" if planned else "Читать нечего: всё прочитано."
    )


def print_status(found: Mapping[str, Any]) -> None:
    """What a dataset's catalogue says (`corpus.status`): counts, then what failed, and links of editions."""
    console = stdout()
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    states = {"ok": "прочитано", "partial": "прочитано частично", "failed": "не прочитано"}
    table.add_row("Документы", ", ".join(f"{states[state]} — {_number(count)}" for state, count in found["documents"].items()) or "нет")
    table.add_row("Последнее чтение", _local(found["last_read"]) if found["last_read"] else "—")
    older = {"extract": "чтение", "rules": "правила", "ontology": "словарь"}
    stages = [f"{word} — {found['versions'][stage]['older']}" for stage, word in older.items() if found["versions"][stage]["older"]]
    table.add_row("Прежней версией", ", ".join(stages) or "ничего")
    table.add_row("Ещё не в таблицах", _number(found["pending"]))
    table.add_row("Файлов удалено", _number(len(found["removed"])))
    table.add_row("Заменено новыми", _number(len(found["replaced"])))
    console.print(table)
    for path in found["removed"][:_REMOVED_SHOWN]:
        console.print(f"\n[yellow]файл удалён, строки остались[/]: {escape(path)}")
    if (more := len(found["removed"]) - _REMOVED_SHOWN) > 0:
        console.print(f"  … и ещё {_number(more)}: все называет --json")
    for failure in found["failed"]:
        console.print(f"\n[red]не прочитан[/]: [bold]{escape(failure['path'])}[/] [dim]{failure['error_code']}[/]")
        console.print(f"  {escape(failure['error_message'] or '')}")
    relations = {"same": "редакция того же акта", "amends": "меняет акт"}
    for link in found["editions"]:
        console.print(f"\n{escape(link['path'])}\n  {relations[link['relation']]}: {escape(link['of'])}")


def _local(moment: str) -> str:
    """A moment as the clock on the wall shows it: «22.11.2026 23:31»."""
    return datetime.fromisoformat(moment).astimezone().strftime("%d.%m.%Y %H:%M")


def print_json(value: object) -> None:
    """A value as indented JSON on stdout; dates are written ISO 8601."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n")


def print_summary(summary: Summary, folder: str) -> None:
    """The summary table of a run, then what went wrong, document by document."""
    console = stdout()
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    for line in _lines(summary):
        table.add_row(*line)
    console.print(table)
    for trouble in sorted(summary.troubles, key=lambda item: (item.status, item.path)):
        word, colour = _STATUS[trouble.status]
        console.print(f"\n[{colour}]{word}[/]: [bold]{escape(trouble.path)}[/] [dim]{trouble.error_code}[/]")
        console.print(f"  {escape(trouble.error_message or '')}", soft_wrap=False)
    for doubt in summary.doubts:
        console.print(f"\n[yellow]обратите внимание[/]: {escape(doubt)}")
    console.print(f"\nНабор данных: [bold]{escape(folder)}[/]")


def _lines(summary: Summary) -> Iterator[tuple[str, str, str]]:
    count = summary.documents
    bad = [f"{_STATUS[status][0]} — {count[status]}" for status in ("partial", "failed") if count[status]]
    if summary.unchanged:
        bad.append(f"без изменений — {_number(summary.unchanged)}")
    if summary.duplicates:
        bad.append(plural(summary.duplicates, "повтор", "повтора", "повторов") + " под другими именами")
    if summary.skipped:
        bad.append(plural(len(summary.skipped), "служебный файл пропущен", "служебных файла пропущено", "служебных файлов пропущено"))
    yield "Документы", _number(count.total()), ", ".join(bad) or ("все прочитаны" if count.total() else "документов не найдено")
    yield "Планы", _number(summary.plans), ""
    yield "Мероприятия", _number(summary.activities), ""
    yield "Сроки", _number(summary.deadline_items), _share(summary.deadlines_understood, summary.deadline_items, "понято")
    yield "Ответственные", _number(summary.mentions), _share(summary.mentions_understood, summary.mentions, "опознано")
    found = summary.findings
    waived = f", снято с причиной — {_number(summary.waived)}" if summary.waived else ""
    yield "Замечания", _number(found.total()), f"ошибок — {found['E']}, предупреждений — {found['W']}, к сведению — {found['I']}{waived}"
    yield "Время", f"{summary.seconds:.1f}".replace(".", ","), "секунд"


def _number(n: int) -> str:
    return f"{n:,}".replace(",", "\u00a0")


def _share(part: int, whole: int, word: str) -> str:
    if not whole:
        return ""
    share = f"{100 * part / whole:.1f}".replace(".", ",")
    return f"{word} {share} %" + (f" (не {word} {whole - part})" if part < whole else "")
