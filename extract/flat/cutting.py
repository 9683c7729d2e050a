"""Lines of a drawn table cut into columns, by the positions of their strokes or by their order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extract.flat.strokes import bars, is_rule, opens_with_dashes

_SLACK = 1  # a stroke may stand so far beside its column's edge
_ALIGNED = 0.7  # of the full lines have all their strokes at edges: the drawing keeps its columns


class Cut(NamedTuple):
    """A line in columns: `slices` are the pieces with their spaces (joined they give the line back where no stroke stands between
    them), `walls` says which inner boundaries have a stroke, `gaps` where blank room stands instead, `rules` which columns are a rule."""

    slices: tuple[str, ...]
    walls: tuple[bool, ...]
    gaps: tuple[bool, ...]
    rules: tuple[bool, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(piece.strip() for piece in self.slices)

    def filled(self) -> list[str]:
        """The texts that are not empty."""
        return [text for text in self.texts if text]

    def without_rules(self) -> Cut:
        """The line's texts beside its rules, and the strokes beside those."""
        slices = tuple("" if rule else piece for piece, rule in zip(self.slices, self.rules, strict=True))
        walls = tuple(wall and not all(sides) for wall, sides in zip(self.walls, pairwise(self.rules), strict=True))
        return Cut(slices, walls, self.gaps, (False,) * len(self.rules))


class Ruling(NamedTuple):
    """All lines of a drawing in the same columns; `widths` are the columns' widths in characters (0 where they have none)."""

    lines: tuple[Cut, ...]
    columns: int
    widths: tuple[int, ...]


def cut_lines(lines: Sequence[str]) -> Ruling:
    """The lines of a drawing in columns."""
    edges = _edges(lines)
    strokes = [bars(line) for line in lines if not is_rule(line)]
    most = max((count for count, times in Counter(map(len, strokes)).items() if times > 1), default=0)
    full = [places for places in strokes if len(places) >= most]
    aligned = sum(all(any(abs(place - edge) <= _SLACK for edge in edges) for place in places) for places in full)
    if len(edges) < max(2, most) or aligned < _ALIGNED * len(full):
        return by_order(lines)
    columns = len(edges) - 1
    widths = tuple(edges[n + 1] - edges[n] - 1 for n in range(columns))
    return Ruling(tuple(_at(line, edges) for line in lines), columns, widths)


def _edges(lines: Sequence[str]) -> list[int]:
    """The positions of the columns' edges, those at the sides included (-1 and the longest line's end where no stroke stands there)."""
    weights: Counter[int] = Counter()
    for line in lines:
        for place, sign in enumerate(line):
            if sign == "|" or (sign == "+" and _is_joint(line, place)):
                weights[place] += 1
    kept: list[int] = []
    for place, weight in weights.most_common():
        if weight > 1 and all(abs(place - other) > _SLACK for other in kept):
            kept.append(place)
    kept.sort()
    if not kept:
        return []
    longest = max(map(len, lines))
    if sum(bool(line[: kept[0]].strip()) for line in lines) > 1:
        kept.insert(0, -1)
    if sum(bool(line[kept[-1] + 1 :].strip()) for line in lines) > 1:
        kept.append(longest)
    return kept


def _is_joint(line: str, place: int) -> bool:
    """Whether a «+» is a joint of strokes and not a mark in a cell."""
    return any(sign in "-=_" for sign in (line[max(0, place - 1) : place] + line[place + 1 : place + 2]))


def _at(line: str, edges: Sequence[int]) -> Cut:
    """A line cut at the edges; where a stroke stands a little beside one it is cut there, where none stands beside a word."""
    cuts: list[tuple[int, int]] = []  # end of the left piece, start of the right one
    walls, gaps = [], []
    for edge in edges[1:-1]:
        stroke = next((place for place in (edge, edge - 1, edge + 1) if _is_stroke(line, place)), None)
        at = edge if stroke is not None else _word_end(line, edge)
        cuts.append((stroke, stroke + 1) if stroke is not None else (at, at))
        walls.append(stroke is not None)
        gaps.append(stroke is None and not line[edge : edge + 1].strip() and "  " in line[max(0, edge - 1) : edge + 2])
    starts = [max(edges[0] + 1, 0), *(right for _, right in cuts)]
    side = next((place for place in (edges[-1], edges[-1] + 1, edges[-1] - 1) if line[place : place + 1] in ("|", "+")), len(line))
    ends = [*(left for left, _ in cuts), side]
    if line[starts[0] : starts[0] + 1] == "|":  # the left side stands a little to the right
        starts[0] += 1
    slices = [line[start:end] for start, end in zip(starts, ends, strict=True)]
    if tail := line[side + 1 :].strip("|+ "):  # text beyond the table's side is not lost
        slices[-1] += f" {tail}"
    rules = tuple(_is_rule_piece(piece, line) for piece in slices)
    if any(rules) and not is_rule(line) and not any(walls):
        rules = (False,) * len(rules)
    return Cut(tuple(slices), tuple(walls), tuple(gaps), rules)


def _is_stroke(line: str, place: int) -> bool:
    sign = line[place : place + 1] if place >= 0 else ""
    return sign == "|" or (sign == "+" and _is_joint(line, place))


def _is_rule_piece(piece: str, line: str) -> bool:
    """Whether a column is a rule in this line: nothing but dashes, in a line that holds text all of its width."""
    if is_rule(line):
        return opens_with_dashes(piece)
    return len(piece) > 2 and piece == piece.strip() and not piece.strip("-=+")


def _word_end(line: str, edge: int) -> int:
    """Where to cut a line without a stroke: at the edge, or beside the word that stands over it."""
    if not line[edge : edge + 1].strip() or not line[edge - 1 : edge].strip():
        return edge
    before, after = line.rfind(" ", 0, edge), line.find(" ", edge)
    if before < 0 and after < 0:
        return edge
    return after if before < 0 or (after >= 0 and after - edge < edge - before) else before + 1


def is_even(lines: Sequence[str]) -> bool:
    """Whether every row has a piece for each column, or is a single text over all of them: then the order of strokes is enough.

    A rule with a gap merges cells, and where the gap stood is lost."""
    if any(is_rule(line) and " " in line.strip() for line in lines):
        return False
    framed = _is_framed(lines)
    counts = {len(_pieces(line, framed)) for line in lines if not is_rule(line)}
    return len(counts - {1}) == 1


def _is_framed(lines: Sequence[str]) -> bool:
    """Whether rows open with a stroke of the table's side and not with the one after an empty first cell."""
    rules = [line.strip() for line in lines if is_rule(line)]
    return all(line.strip().startswith("|") for line in lines if not is_rule(line)) or any(rule[0] in "+|" for rule in rules)


def by_order(lines: Sequence[str]) -> Ruling:
    """The pieces between strokes, in order; a line with fewer of them has a merged last cell."""
    framed = _is_framed(lines)
    pieces = [None if is_rule(line) else _pieces(line, framed) for line in lines]
    counts = Counter(len(line) for line in pieces if line)
    columns = max(counts, key=lambda count: (counts[count] >= 2, count), default=1)
    cuts = []
    for line in pieces:
        if line is None:
            cuts.append(Cut(("",) * columns, (True,) * (columns - 1), (False,) * (columns - 1), (True,) * columns))
            continue
        whole = (*line[: columns - 1], " ".join(line[columns - 1 :])) if len(line) > columns else (*line, *[""] * (columns - len(line)))
        walls = tuple(place < len(line) for place in range(1, columns))
        cuts.append(Cut(whole, walls, (False,) * (columns - 1), (False,) * columns))
    return Ruling(tuple(cuts), columns, (0,) * columns)


def _pieces(line: str, framed: bool) -> list[str]:
    body = line.strip().replace("\\|", "\0")
    if framed:
        body = body.removeprefix("|").removesuffix("|")
    return [piece.replace("\0", "|") for piece in body.split("|")]
