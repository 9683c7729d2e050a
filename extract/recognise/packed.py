"""One row of a table that holds several activities, its cells aligned line by line: parted where the lines pair up, else named.

Lines pair up where title and deadline are numbered alike, or where title, deadline and body have as many paragraphs and each of the
deadline's reads as one. The parts keep the row's place; their order tells them apart. What a column says once holds for all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extract.recognise.columns import Header
from extract.recognise.numbering import is_number, opens_with_dash
from extract.recognise.rows import BodyRow
from extract.recognise.vocabulary import lemmas, words
from extract.recognise.wordings import is_deadline
from records.finding import Finding

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\s?[.)]\s*(?!\d)(?=\S)")
# Where a page's lines were joined: a list in one line, and dates with nothing but spaces between them.
_INNER_LIST = re.compile(r"1\s?[.)].+?\s2\s?[.)]\s", re.DOTALL)
_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}")
_JOINTS = re.compile(r"[-–—,;/\n]|\sи\s|\sпо\s")
_UNFINISHED = (",", ":", "-", "–", "—")
_LEAST_LINES = 3  # so many dates beside as many bodies are no chance


@dataclass(frozen=True, slots=True)
class Items:
    """A cell as a list: its items, and the numbers that they print (none where they are plain paragraphs)."""

    texts: tuple[str, ...]
    numbers: tuple[str, ...] = ()


def unpacked(row: BodyRow, header: Header) -> tuple[list[BodyRow], bool]:
    """The activities of a row, one as a rule; and whether a row that was left whole looks as if it held several."""
    dates = row.fields.get("deadline", "")
    if "\n" not in row.title and "\n" not in row.number and "\n" not in dates and not row.title.startswith("1"):
        return [row], False  # nearly every row: one line each, and no list in the title's
    title = items_of(row.title)
    deadline, body = items_of(dates, title.numbers), items_of(row.fields.get("body", ""), title.numbers)
    count = len(title.texts)
    numbers = row.number.split("\n")
    uneven = False
    if count > 1:  # seldom
        told = len(numbers) == count and all(map(is_number, numbers))
        pairs, uneven = _pairing(title, deadline, body, told=told, answered=not header.with_role("body"))
        if pairs:
            return [_part(row, place, count, told) for place in range(count)], False
    several_numbers = len(numbers) > 1 and all(map(is_number, numbers))
    run_together = bool(_INNER_LIST.match(row.title)) and _run_together(dates)
    return [row], uneven or several_numbers or run_together or _dates_beside_bodies(deadline, body, count)


def _pairing(title: Items, deadline: Items, body: Items, *, told: bool, answered: bool) -> tuple[bool, bool]:
    """(whether several titles pair up with what stands beside them, whether they only look so).

    `told`: the row prints a number for each title; `answered`: nobody need answer for them.
    """
    count = len(title.texts)
    listed = bool(title.numbers) or told or are_paragraphs(title)
    deadlines = all(map(is_deadline, deadline.texts))
    dated = deadlines and len(deadline.texts) == count
    answered = answered or len(body.texts) == count or (told and len(body.texts) == 1)
    alike = bool(title.numbers) and title.numbers == deadline.numbers
    if alike or (dated and listed and answered):
        return True, False
    uneven = deadlines and count != len(deadline.texts) >= _LEAST_LINES
    return False, listed and (dated or uneven or len(body.texts) == count >= _LEAST_LINES)


def note_of(row: BodyRow, parts: int, plan: int, activity: int, page: int | None) -> Finding:
    """X915: the row was parted, or looks as if it had to be."""
    if parts > 1:
        message = f"В строке таблицы несколько мероприятий ({parts}); она разделена по строкам ячеек. Сверьте сроки и исполнителей каждого."
        return Finding("X915", "I", message, row.title, plan, activity, "title", page=page)
    message = (
        "В строке, похоже, несколько мероприятий, но строки её ячеек не сходятся, и она оставлена одной. "
        "Разделите её в документе: мероприятие, срок и исполнитель каждого — своей строкой таблицы."
    )
    return Finding("X915", "W", message, row.title, plan, activity, "title", page=page)


def _run_together(text: str) -> bool:
    """Several months or dates with nothing but spaces between them."""
    dates = len(_DATE.findall(text)) or sum(token in words("months") for token in lemmas(text))
    return dates > 1 and not _JOINTS.search(text)


def _dates_beside_bodies(deadline: Items, body: Items, titles: int) -> bool:
    """Several dates beside as many bodies, for another number of titles."""
    count = len(deadline.texts)
    return count >= _LEAST_LINES and count == len(body.texts) != titles and all(map(is_deadline, deadline.texts))


def items_of(text: str, like: tuple[str, ...] = ()) -> Items:
    """The items of a cell: from number to number where its first line has one, else its lines.

    `like` are the numbers of the cell beside it: with as many lines the same numbers count here too («3. 2 раза в год»).
    """
    lines = text.split("\n") if text else []
    if len(lines) == len(like) and (same := _numbered_like(lines, like)):
        return same
    if not lines or not _NUMBERED.match(lines[0]):
        return Items(tuple(lines))
    items: list[str] = []
    numbers: list[str] = []
    for line in lines:
        match = _NUMBERED.match(line)
        if match:
            numbers.append(match[1])
            items.append(line[match.end() :].strip())
        else:
            items[-1] = f"{items[-1]}\n{line}".strip()
    return Items(tuple(items), tuple(numbers)) if _counts(numbers) else Items(tuple(lines))


def _numbered_like(lines: list[str], like: tuple[str, ...]) -> Items | None:
    """The lines without their numbers where each has the number that is expected of it."""
    rests = [re.match(rf"{re.escape(number)}\s?[.)]\s+(?=\S)", line) for number, line in zip(like, lines, strict=True)]
    texts = tuple(line[match.end() :] for match, line in zip(rests, lines, strict=True) if match)
    return Items(texts, like) if len(texts) == len(lines) else None


def _counts(numbers: list[str]) -> bool:
    """Whether numbers count up by one from whatever they begin with («1», «2»; «2.1», «2.2»)."""
    heads = {number.rpartition(".")[0] for number in numbers}
    lasts = [int(number.rpartition(".")[2]) for number in numbers]
    return len(heads) == 1 and lasts == list(range(lasts[0], lasts[0] + len(lasts)))


def are_paragraphs(items: Items) -> bool:
    """Several lines that each begin something: a capital letter or a dash, and no line before them that is unfinished."""
    starts = all(text[0].isupper() or text[0] in '«"' for text in items.texts) or all(map(opens_with_dash, items.texts))
    return starts and not any(text.endswith(_UNFINISHED) for text in items.texts)


def _part(row: BodyRow, place: int, count: int, told: bool) -> BodyRow:
    """The activity at a place of the row's lists."""
    title = items_of(row.title)
    fields = {name: _at(text, place, count, title.numbers) for name, text in row.fields.items()}
    number = row.number.split("\n")[place] if told else row.number
    if title.numbers and not number:
        number = _NUMBERED.match(whole_items(row.title)[place])[0].strip()  # type: ignore[index] # it has a number
    elif title.numbers and not told:
        fields["title"] = whole_items(row.title)[place]  # beside the row's own number the item's stays in the title
    extra = {heading: _at(text, place, count, title.numbers) for heading, text in row.extra.items()}
    return replace(row, number=number, fields=fields, extra=extra)


def whole_items(text: str) -> list[str]:
    """The items of a numbered cell with their numbers."""
    found: list[str] = []
    for line in text.split("\n"):
        found = [*found, line] if _NUMBERED.match(line) else [*found[:-1], f"{found[-1]}\n{line}"]
    return found


def _at(text: str, place: int, count: int, like: tuple[str, ...]) -> str:
    """The item of a cell that has as many as there are activities; the whole of any other."""
    items = items_of(text, like)
    if len(items.texts) != count:
        return text
    marked = all(map(opens_with_dash, items.texts))
    return items.texts[place][1:].strip() if marked else items.texts[place]
