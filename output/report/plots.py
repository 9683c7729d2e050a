"""Plots of the report as Vega-Lite specifications (altair). Each takes plain rows; the page draws them.

Colours differ by lightness as well, so that a grey print tells them apart. What is compared decides the form: two or three municipalities
are bars side by side, a dozen a table of colours, more a spread in which each municipality is one mark.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt

Row = Mapping[str, Any]
Spec = dict[str, Any]

DUEL, DOZEN = 3, 12  # as many municipalities as bars, and as rows of a table of colours
_SIDES = ("#12436d", "#9cc3e6", "#4f86b8")
_SHADES = ("#0b3c5d", "#1f6594", "#4f93bd", "#8fbcd8", "#c9dfec", "#e4e4e4", "#f4f4f4", "#ffffff")  # definite to vague
_INK, _LINE, _EMPTY = "#1c2733", "#8a99a8", "#b03a2e"
_FONT = "'Segoe UI', 'DejaVu Sans', 'Liberation Sans', Arial, sans-serif"
_ROWS = "rows"  # the name of a plot's data
_WRAPPED = "split(datum.label, '\\n')"
_LABEL_WIDTH, _LINE_HEIGHT = 48, 14  # characters, pixels


def compared(rows: Sequence[Row], names: Sequence[str], category: str, value: str, heading: str) -> Spec:
    """A value by category, municipality against municipality. `rows` have `municipality`, the category and the value."""
    if len(names) <= DUEL:
        return bars(rows, names, category, value, heading)
    if len(names) <= DOZEN:
        return tiles(rows, names, category, value, heading)
    return spread(rows, names, category, value, heading)


def bars(rows: Sequence[Row], names: Sequence[str], category: str, value: str, heading: str) -> Spec:
    """Horizontal bars, those of one category together; a category of the rows that a municipality lacks is a gap with a nought."""
    data = [row | {"c": _wrap(row["c"])} for row in _filled(rows, names, category, value)]
    step = max(17, -(-(_lines(rows, category) + 1) * _LINE_HEIGHT // len(names)))
    base = _chart().encode(
        y=alt.Y("c:N", sort=list(map(_wrap, _order(rows, category))), title=None, axis=_labels()),
        yOffset=alt.YOffset("m:N", sort=list(names)),
        x=alt.X("v:Q", title=heading, axis=alt.Axis(tickCount=5)),
        tooltip=_tips(m="Муниципалитет", c="", v=heading),
    )
    colour = alt.Color("m:N", title=None, scale=alt.Scale(domain=list(names), range=list(_SIDES[: len(names)])), legend=_legend())
    drawn = base.mark_bar(stroke=_INK, strokeWidth=0.5).encode(color=colour)
    numbers = base.mark_text(align="left", dx=4, fontSize=11, color=_INK).encode(text=alt.Text("v:Q", format=",.1~f"))
    return _spec((drawn + numbers).properties(width=300, height=alt.Step(step)), data)


def coverage(rows: Sequence[Row], names: Sequence[str]) -> Spec:
    """A table of colours, municipality by code of direction, with the number in each cell; directions without activities are framed in red
    dashes. `rows`: `municipality`, `direction`, `activities`, `rank` (1: a direction that should not be empty)."""
    real = {row["direction"] for row in rows if row["rank"] == 1}
    data = [one | {"gap": not one["v"] and one["c"] in real} for one in _filled(rows, names, "direction", "activities")]
    x = alt.X(
        "c:N", sort=_order(rows, "direction"), title="направление", axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False)
    )
    y = alt.Y("m:N", sort=list(names), title=None, axis=_labels())
    chart = _cells(data, x, y, _tips(m="Муниципалитет", c="Направление", v="Мероприятий"))
    return _spec(chart.properties(width=alt.Step(52), height=alt.Step(30)), data)


def tiles(rows: Sequence[Row], names: Sequence[str], category: str, value: str, heading: str) -> Spec:
    """A table of colours, long category by municipality, with the number in each cell."""
    above = alt.Axis(orient="top", labelAngle=-35, labelAlign="left", labelLimit=260, ticks=False, domain=False)
    x = alt.X("m:N", sort=list(names), title=None, axis=above)
    y = alt.Y("c:N", sort=list(map(_wrap, _order(rows, category))), title=None, axis=_labels())
    data = [dict(row) | {"c": _wrap(row["c"])} for row in _filled(rows, names, category, value)]
    chart = _cells(data, x, y, _tips(m="Муниципалитет", c="", v=heading))
    return _spec(chart.properties(width=alt.Step(48), height=alt.Step(max(26, _lines(rows, category) * _LINE_HEIGHT + 10))), data)


def months(rows: Sequence[Row], names: Sequence[str]) -> Spec:
    """A calendar a municipality: years down, months across, numbers in the cells. `rows`: `municipality`, `month`, `activities`."""
    data = [_month(row) for row in rows]
    years = sorted({row["y"] for row in data})
    order = list(range(1, 13))
    x = alt.X("c:O", sort=order, scale=alt.Scale(domain=order), title=None, axis=_month_axis())
    y = alt.Y("y:N", sort=years, scale=alt.Scale(domain=years), title=None, axis=alt.Axis(ticks=False, domain=False))
    chart = _cells(data, x, y, _tips(m="Муниципалитет", y="Год", c="Месяц", v="Мероприятий")).properties(
        width=alt.Step(34), height=alt.Step(26)
    )
    facet = alt.Facet("m:N", sort=list(names), title=None, header=alt.Header(labelFontSize=13, labelFontWeight="bold", labelAnchor="start"))
    return _spec(chart.facet(facet, columns=2, spacing=28), data)


def timeline(rows: Sequence[Row], names: Sequence[str]) -> Spec:
    """All months across, a municipality a line; for many municipalities. `rows` as for `months`."""
    shown = set(names)
    data = [{"m": row["municipality"], "c": row["month"], "v": row["activities"]} for row in rows if row["municipality"] in shown]
    x = alt.X("c:O", title=None, axis=alt.Axis(orient="top", labelAngle=-90, labelOverlap="greedy"))
    y = alt.Y("m:N", sort=list(names), title=None, axis=_labels())
    colour = alt.Color("v:Q", scale=alt.Scale(scheme="blues", zero=True), title="Мероприятий")
    tips = _tips(m="Муниципалитет", c="Месяц", v="Мероприятий")
    return _spec(_chart().mark_rect().encode(x=x, y=y, color=colour, tooltip=tips).properties(width=620, height=alt.Step(16)), data)


def stacked(rows: Sequence[Row], names: Sequence[str], part: str, rank: str, value: str) -> Spec:
    """Shares that make up a hundred: a bar a municipality, its parts from definite (dark) to vague (light). For many: a spread."""
    if len(names) > DOZEN:
        return spread(rows, names, part, value, "доля, %")
    steps = [name for _, name in sorted({(row[rank], row[part]) for row in rows})]
    shades = [_SHADES[round(n * (len(_SHADES) - 2) / max(len(steps) - 1, 1))] for n in range(len(steps))]
    data = []
    for name in names:
        reached = 0.0
        for row in sorted((row for row in rows if row["municipality"] == name), key=lambda row: row[rank]):
            begun, reached = reached, min(reached + row[value], 100)
            dark = steps.index(row[part]) < len(steps) / 3
            data.append({"m": name, "c": row[part], "v": row[value], "x": begun, "x2": reached, "t": (begun + reached) / 2, "dark": dark})
    tips = _tips(m="Муниципалитет", c="", v="Доля, %")
    base = _chart().encode(y=alt.Y("m:N", sort=list(names), title=None, axis=_labels()), tooltip=tips)
    legend = alt.Legend(orient="bottom", columns=2, labelLimit=400, symbolStrokeColor=_INK, symbolStrokeWidth=0.5)
    colour = alt.Color("c:N", title=None, scale=alt.Scale(domain=steps, range=shades), legend=legend)
    x = alt.X("x:Q", title="доля, %", scale=alt.Scale(domain=[0, 100]), axis=alt.Axis(tickCount=10))
    drawn = base.mark_bar(stroke=_INK, strokeWidth=0.5).encode(x=x, x2="x2:Q", color=colour)
    ink = alt.condition("datum.dark", alt.value("white"), alt.value(_INK))
    numbers = base.transform_filter("datum.v >= 4").mark_text(fontSize=11).encode(x="t:Q", text=alt.Text("v:Q", format=",.0f"), color=ink)
    return _spec((drawn + numbers).properties(width=620, height=alt.Step(32)), data)


def spread(rows: Sequence[Row], names: Sequence[str], category: str, value: str, heading: str) -> Spec:
    """A mark for each municipality, noughts too, and a bold one for the median, by category."""
    data = [dict(row) | {"c": _wrap(row["c"])} for row in _filled(rows, names, category, value)]
    y = alt.Y("c:N", sort=list(map(_wrap, _order(rows, category))), title=None, axis=_labels())
    base = _chart().encode(y=y, x=alt.X("v:Q", title=heading, axis=alt.Axis(tickCount=6)))
    marks = base.mark_tick(color=_SIDES[2], opacity=0.45, thickness=2, size=16).encode(tooltip=_tips(m="Муниципалитет", c="", v=heading))
    middle = base.mark_tick(color=_INK, thickness=3, size=24).encode(x=alt.X("median(v):Q", title=heading))
    return _spec((marks + middle).properties(width=560, height=alt.Step(max(28, (_lines(rows, category) + 1) * _LINE_HEIGHT))), data)


def targets() -> Spec:
    """One small plot of an indicator, without data: targets by year as a line, values of today as dashes. The page puts in each indicator's
    rows: `v` (value), and `y` (year) for a target, "" for a value of today."""
    base = _chart()
    years = alt.X("y:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True))
    axis = alt.Axis(tickCount=4, minExtent=34, maxExtent=34)
    value = alt.Y("v:Q", title=None, scale=alt.Scale(zero=False, nice=True, padding=8), axis=axis)
    planned = base.transform_filter("datum.y !== ''")
    line = planned.mark_line(point={"filled": True, "size": 36}, color=_SIDES[0]).encode(x=years, y=value)
    now = base.transform_filter("datum.y === ''").mark_rule(color=_EMPTY, strokeDash=[5, 3], strokeWidth=1.5).encode(y="v:Q")
    return _spec((line + now).properties(width=190, height=96))


def _chart() -> Any:
    """A chart over the rows that `_spec` adds at its end, since altair copies data; Any, for half of altair has no types."""
    return alt.Chart(alt.NamedData(name=_ROWS))


def _cells(data: Sequence[Row], x: alt.X, y: alt.Y, tips: Sequence[alt.Tooltip]) -> Any:
    """Coloured cells with their numbers; rows with a true `gap` are framed."""
    top = max((row["v"] for row in data), default=0) or 1
    base = _chart().encode(x=x, y=y, tooltip=list(tips))
    colour = alt.Color("v:Q", scale=alt.Scale(scheme="blues", domain=[0, top]), legend=None)
    drawn = base.transform_filter("datum.v > 0").mark_rect(stroke="white").encode(color=colour)
    if any(row.get("gap") for row in data):
        drawn += base.transform_filter("datum.gap").mark_rect(fill="white", stroke=_EMPTY, strokeDash=[3, 3], strokeWidth=1.5)
    ink = (
        alt.when(f"datum.v > {0.55 * top}").then(alt.value("white")).when("datum.v === 0").then(alt.value(_LINE)).otherwise(alt.value(_INK))
    )
    return drawn + base.mark_text(fontSize=12).encode(text=alt.Text("v:Q", format=",.1~f"), color=ink)


def _filled(rows: Sequence[Row], names: Sequence[str], category: str, value: str) -> list[dict[str, Any]]:
    """A row for every municipality and category, a nought where there is none."""
    found = {(row["municipality"], row[category]): row[value] for row in rows}
    return [{"m": name, "c": str(one), "v": found.get((name, one), 0)} for one in _order(rows, category) for name in names]


def _lines(rows: Iterable[Row], category: str) -> int:
    """Lines of the longest label."""
    return max((_wrap(one).count("\n") + 1 for one in _order(rows, category)), default=1)


def _month(row: Row) -> dict[str, Any]:
    year, _, month = row["month"].partition("-")
    return {"m": row["municipality"], "y": year, "c": int(month), "v": row["activities"]}


def _month_axis() -> alt.Axis:
    short = "['янв','фев','мар','апр','май','июн','июл','авг','сен','окт','ноя','дек'][datum.value - 1]"
    return alt.Axis(orient="bottom", labelAngle=0, ticks=False, domain=False, labelExpr=short)


def _order(rows: Iterable[Row], category: str) -> list[str]:
    """The categories in the order in which the query lists them first."""
    return list(dict.fromkeys(row[category] for row in rows))


def _wrap(text: str) -> str:
    return "\n".join(textwrap.wrap(str(text), _LABEL_WIDTH)) or "—"


def _labels() -> alt.Axis:
    return alt.Axis(labelExpr=_WRAPPED, labelLimit=360, labelLineHeight=_LINE_HEIGHT, ticks=False, domain=False, labelPadding=8)


def _legend() -> alt.Legend:
    return alt.Legend(orient="top", labelLimit=500, symbolStrokeColor=_INK, symbolStrokeWidth=0.5, columns=1)


def _tips(**fields: str) -> list[alt.Tooltip]:
    return [
        alt.Tooltip(field=name, type="quantitative" if name == "v" else "nominal", title=title or "что") for name, title in fields.items()
    ]


def _spec(chart: Any, data: Sequence[Row] | None = None) -> Spec:
    configured = (
        chart.configure(font=_FONT, background="white", padding=4)
        .configure_view(stroke=None)
        .configure_axis(labelColor=_INK, titleColor=_INK, labelFontSize=12, titleFontSize=12, titleFontWeight="normal", gridColor="#e3e8ed")
        .configure_legend(labelFontSize=12, labelColor=_INK)
    )
    made: Spec = configured.to_dict(validate=False)  # half of its time; the tests check the specifications against the schema
    return made if data is None else made | {"datasets": {_ROWS: data}}
