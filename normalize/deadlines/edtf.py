"""Canonical EDTF (ISO 8601-2:2019, Level 2) of dated members: a minimal writer, nothing is parsed here."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from functools import lru_cache

from normalize.deadlines.elements import Impossible, Member, Stamp
from records.meaning import Bound

_SEASONS = frozenset({21, 22, 23, 24})
_LEAP_YEAR = 2000  # without a year every day that some year has is written


@lru_cache(maxsize=4096)
def month_length(year: int | None, month: int) -> int:
    """The number of days of a month; February of no printed year has 29."""
    return monthrange(year or _LEAP_YEAR, month)[1]


@lru_cache(maxsize=65_536)
def write_stamp(stamp: Stamp) -> str:
    """«2022-05-27», «2022-05», «2022»; a year that is not printed is XXXX."""
    text = "XXXX" if stamp.year is None else f"{stamp.year:04}"
    if stamp.month:
        text += f"-{stamp.month:02}"
    if stamp.month and stamp.day:
        text += f"-{min(stamp.day, month_length(stamp.year, stamp.month)):02}"
    return text


def write_edtf(members: Sequence[Member]) -> tuple[str | None, Bound | None]:
    """The EDTF value of the members (ascending, each once) and the bound that all of them bear.

    Raises Impossible for what EDTF cannot say: a season without a year, or several seasons.
    """
    if not members:
        return None, None
    bounds = {member.bound for member in members}
    bound = bounds.pop() if len(bounds) == 1 else None
    if len(members) > 1:
        texts = list(dict.fromkeys(text for member in sorted(members, key=_place) for text in _in_set(member, bound)))
        if len(texts) > 1:
            return "{" + ",".join(texts if members[0].first.year else sorted(texts)) + "}", bound
        members = [members[0]]
    return _alone(members[0], bound), bound


def _place(member: Member) -> tuple[int, int, int, int]:
    first, last = member.first, member.last
    return first.year or 0, first.month or 0, first.day or 0, last.month or 0


def _alone(member: Member, bound: Bound | None) -> str:
    first, last = member.first, member.last
    if member.code and first.year is None and member.code in _SEASONS:
        raise Impossible("a season without a year")
    if first.year is not None or last.year is not None:
        if bound == "before":
            return f"../{write_stamp(last)}"
        if bound == "after":
            return f"{write_stamp(first)}/.."
        if member.code:
            return f"{first.year}-{member.code}"
    return write_stamp(first) if write_stamp(first) == write_stamp(last) else f"{write_stamp(first)}/{write_stamp(last)}"


def _in_set(member: Member, bound: Bound | None) -> Iterator[str]:
    first, last = member.first, member.last
    if member.unit == "season":
        raise Impossible("several seasons")
    if bound:
        yield write_stamp(last if bound == "before" else first)
    elif write_stamp(first) == write_stamp(last):
        yield write_stamp(first)
    elif first.year is not None:
        yield f"{write_stamp(first)}..{write_stamp(last)}"
    else:
        yield from map(write_stamp, written_out(member))


def written_out(member: Member) -> Iterator[Stamp]:
    """Every month (or day) of a member without a year, from its first to its last, past December if need be."""
    month, day = member.first.month or 1, member.first.day
    end = (member.last.month or 12, member.last.day and min(member.last.day, month_length(None, member.last.month or 12)))
    if day is None or end[1] is None:
        day, end = None, (end[0], None)
    while True:
        yield Stamp(None, month, day)
        if (month, day) == end:
            return
        if day is None or day == month_length(None, month):
            month, day = month % 12 + 1, day and 1
        else:
            day += 1
