"""The heat map as a chart: numbers in the cells, the legend printed with it, nothing where there is nobody."""

from collections.abc import Collection
from enum import StrEnum
from functools import lru_cache
from textwrap import wrap
from typing import Any, cast

import altair as alt
import pyarrow as pa  # type: ignore[import-untyped]

from db.choices import Level, Tier
from db.queries.heat_map import Cell, HeatMap
from db.words import N_, _, language
from reports.colours import Theme

FONT = "PingFang SC, Microsoft YaHei UI, Microsoft YaHei, Noto Sans CJK SC, WenQuanYi Micro Hei, sans-serif"
PICKED = "cell"  # the selection's name, for who listens to clicks
ROW, ROW_SMALL = 46, 38  # pixels
AROUND, LINE = 112, 18  # legend above and labels below, one more line of a label
MANY_KINDS = 9  # from here kinds stand below one another, buildings beside
MOST_BESIDE = 24


class Colour(StrEnum):
    """What the colour of a cell tells."""

    COUNT = "count"
    HIGHEST = "highest"
    MEAN = "mean"
    TIER = "tier"


COLOURS = {
    Colour.COUNT: N_("Number of households"),
    Colour.HIGHEST: N_("Gravest risk"),
    Colour.MEAN: N_("Mean of the risks last seen"),
    Colour.TIER: N_("Closest tier"),
}
NOT_RECORDED = N_("Not recorded")
NOT_ASSESSED = N_("Not assessed")


def shown(found: HeatMap, colour: Colour, buildings: Collection[int]) -> list[dict[str, Any]]:
    """What the chart knows, a row a cell: numbers and words of ours, never a name or a door."""
    return [_row(cell, colour) for cell in found.cells if cell.building_id in buildings]


def _row(cell: Cell, colour: Colour) -> dict[str, Any]:
    step: Level | Tier | None = None
    figure = str(cell.households)
    match colour:
        case Colour.HIGHEST:
            step = cell.highest
        case Colour.MEAN:
            step = None if cell.mean is None else Level(str(int(cell.mean + 0.5)))
            figure = "" if cell.mean is None else f"{cell.mean:.1f}"
        case Colour.TIER:
            step = cell.tier
    return {
        "building_id": cell.building_id,
        "building": cell.building,
        "kind": cell.kind.value,
        "kind_name": _broken(_(cell.kind.label)),
        "kind_whole": _(cell.kind.label),
        "households": cell.households,
        "figure": figure,
        "step": _(step.label) if step is not None else _(_unknown(colour)),
        "known": "" if cell.mean is None else f"{cell.mean:.1f} ({cell.known}/{cell.households})",
    }


def _unknown(colour: Colour) -> str:
    return NOT_ASSESSED if colour is Colour.TIER else NOT_RECORDED


def _broken(words: str) -> str:
    """A long name on two or three lines, for a narrow column."""
    if language() == "en":
        return "\n".join(wrap(words, 12))
    size = 3 if len(words) in (5, 6) else 4
    return "\n".join(words[start : start + size] for start in range(0, len(words), size))


def stands_across(found: HeatMap, buildings: int, is_phone: bool) -> bool:
    """Whether the kinds stand across the top edge and the buildings down the side, as long as their names fit."""
    return not is_phone and (len(found.kinds) <= MANY_KINDS or buildings > MOST_BESIDE)


@lru_cache(maxsize=16)
def spec(
    found: HeatMap, colour: Colour, tint: Theme, buildings: tuple[int, ...], is_phone: bool, spoken: str
) -> dict[str, Any]:
    """The chart as Vega-Lite reads it, its rows as the browser gets them.

    Kept: checking and packing it takes longer than everything else on the page.
    """
    assert spoken == language()
    drawn = chart(found, colour, tint, buildings, is_phone).to_dict()
    drawn["datasets"] = {name: pa.Table.from_pylist(rows) for name, rows in drawn["datasets"].items()}
    return drawn


def chart(
    found: HeatMap, colour: Colour, tint: Theme, buildings: Collection[int], is_phone: bool = False
) -> alt.LayerChart:
    rows = shown(found, colour, buildings)
    names = [name for key, name in found.buildings if key in buildings]
    kinds = [_broken(_(kind.label)) for kind in found.kinds]
    whole = [_(kind.label) for kind in found.kinds]
    across = stands_across(found, len(names), is_phone)
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelAngle=0, labelOverlap=False, orient="bottom")
    side = alt.Axis(labelLimit=150 if is_phone else 260)
    if across:
        x = alt.X("kind_name:N", sort=kinds, title=None, axis=axis, scale=alt.Scale(domain=kinds, paddingInner=0.05))
        y = alt.Y("building:N", sort=names, title=None, axis=side, scale=alt.Scale(domain=names, paddingInner=0.1))
    else:
        x = alt.X("building:N", sort=names, title=None, axis=axis, scale=alt.Scale(domain=names, paddingInner=0.05))
        y = alt.Y("kind_whole:N", sort=whole, title=None, axis=side, scale=alt.Scale(domain=whole, paddingInner=0.1))
    tooltip = [
        alt.Tooltip("building:N", title=_("Building")),
        alt.Tooltip("kind_whole:N", title=_("Kind of hardship")),
        alt.Tooltip("households:Q", title=_("Households")),
        alt.Tooltip("known:N", title=_("Mean risk (known of all)")),
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y, tooltip=tooltip)
    pick = alt.selection_point(name=PICKED, fields=["building_id", "kind"], empty=False)
    squares = base.mark_rect(cursor="pointer", cornerRadius=3).encode(
        color=_colours(rows, colour, tint),
        stroke=alt.condition(pick, alt.value(tint.ink), alt.value(tint.line)),
        strokeWidth=alt.condition(pick, alt.value(2.5), alt.value(1)),
    )
    beside = len(kinds) if across else len(names)
    size = 19 if beside <= 14 else 15 if beside <= 22 else 12
    numbers = base.mark_text(fontSize=size, fontWeight="bold", cursor="pointer").encode(
        text="figure:N", color=_letters(rows, colour, tint)
    )
    labels = max((name.count("\n") for name in (kinds if across else names)), default=0) * LINE
    height = (len(names) if across else len(kinds)) * (ROW_SMALL if is_phone else ROW) + AROUND + labels
    drawn = alt.layer(squares.add_params(pick), numbers).properties(height=height)
    return _dressed(cast(alt.LayerChart, drawn), tint)


def _colours(rows: list[dict[str, Any]], colour: Colour, tint: Theme) -> alt.Color:
    """One scale for each meaning, the same whatever the picture holds; the legend names every step of it."""
    title = _(COLOURS[colour])
    if colour is Colour.COUNT:
        top = max((row["households"] for row in rows), default=1)
        scale = alt.Scale(domain=[0, top], range=list(tint.counts), clamp=True)
        legend = alt.Legend(
            title=title, gradientLength=160, tickMinStep=1, format="d", values=sorted({0, top // 2, top})
        )
        return alt.Color("households:Q", scale=scale, legend=legend)
    steps = _steps(colour, tint)
    scale = alt.Scale(domain=list(steps), range=[fill for fill, _text in steps.values()])
    return alt.Color("step:N", scale=scale, legend=alt.Legend(title=title, symbolType="square", symbolSize=200))


def _letters(rows: list[dict[str, Any]], colour: Colour, tint: Theme) -> Any:
    if colour is Colour.COUNT:
        top = max((row["households"] for row in rows), default=1)
        dark = alt.datum["households"] > top * tint.turning
        return alt.condition(dark, alt.value(tint.on_accent), alt.value(tint.ink))
    steps = _steps(colour, tint)
    scale = alt.Scale(domain=list(steps), range=[text for _fill, text in steps.values()])
    return alt.Color("step:N", scale=scale, legend=None)


def _steps(colour: Colour, tint: Theme) -> dict[str, tuple[str, str]]:
    """Each word with its fill and letters, gravest first; what is not known has the paper's own colour."""
    words = [_(tier.label) for tier in Tier] if colour is Colour.TIER else [_(level.label) for level in reversed(Level)]
    known = dict(zip(words, tint.tiers, strict=True))
    return known | {_(_unknown(colour)): (tint.paper, tint.ink)}


def _dressed(drawn: alt.LayerChart, tint: Theme) -> alt.LayerChart:
    words = {"labelFont": FONT, "titleFont": FONT, "labelColor": tint.ink, "titleColor": tint.soft}
    return (
        drawn.resolve_scale(color="independent")
        .configure(background="transparent", font=FONT, padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            **words, labelFontSize=13, domain=False, ticks=False, grid=False, labelPadding=8, titleFontWeight="normal"
        )
        .configure_legend(**words, orient="top", labelFontSize=13, titleFontSize=13, titleFontWeight="normal")
    )
