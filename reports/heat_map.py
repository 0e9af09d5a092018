"""A grid of cells as a chart: numbers in the cells, the legend printed with it, nothing where there is nothing.

Every picture in sums is such a grid (`reports.grids` says which). On the screen it is interactive and goes through
Vega-Lite; on paper the same grid is drawn by `reports.heat_map_scene`.
"""

from functools import lru_cache
from typing import Any, cast

import altair as alt
import pyarrow as pa  # type: ignore[import-untyped]

from db.words import language
from reports.colours import Theme
from reports.grid import Grid, fills, in_lines

FONT = "PingFang SC, Microsoft YaHei UI, Microsoft YaHei, Noto Sans CJK SC, WenQuanYi Micro Hei, sans-serif"
PICKED = "cell"  # the selection's name, for who listens to clicks
ROW, ROW_SMALL = 46, 38  # pixels
AROUND, LINE = 112, 18  # legend above and labels below, one more line of a label


@lru_cache(maxsize=24)
def spec(grid: Grid, tint: Theme, is_phone: bool, spoken: str, chosen: tuple[str, str] | None = None) -> dict[str, Any]:
    """The chart as Vega-Lite reads it, its rows as the browser gets them.

    Kept: checking and packing it takes longer than everything else on the page.
    """
    assert spoken == language()
    drawn = chart(grid, tint, is_phone, chosen).to_dict()
    drawn["datasets"] = {name: pa.Table.from_pylist(rows) for name, rows in drawn["datasets"].items()}
    return drawn


def shown(grid: Grid) -> list[dict[str, Any]]:
    """What the browser gets, a row a cell: numbers and words of ours, never a name of a person or a door."""
    rows = {head.key: head.name for head in grid.rows}
    columns = {head.key: in_lines(head.name) for head in grid.columns}
    return [
        {
            "row": one.row,
            "column": one.column,
            "row_name": rows[one.row],
            "column_name": columns[one.column],
            "column_whole": columns[one.column].replace("\n", " " if language() == "en" else ""),
            "figure": one.figure,
            "value": one.value,
            "step": one.step,
            "quiet": one.is_quiet,
            **{f"tip{n}": tip for n, tip in enumerate(one.tip)},
        }
        for one in grid.squares
    ]


def chart(grid: Grid, tint: Theme, is_phone: bool = False, chosen: tuple[str, str] | None = None) -> alt.LayerChart:
    """`chosen`: the keys of the row and column of a cell that was chosen beside the picture."""
    names, heads = [head.name for head in grid.rows], [in_lines(head.name) for head in grid.columns]
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelAngle=0, labelOverlap=False, orient="bottom")
    side = alt.Axis(labelLimit=150 if is_phone else 260, titleAngle=0, titleAlign="left", titleX=0, titleY=-12)
    below, beside = (grid.column_title, grid.row_title) if grid.stays else (None, None)
    across = alt.Scale(domain=heads, paddingInner=0.05)
    x = alt.X("column_name:N", sort=heads, title=below, axis=axis, scale=across)
    y = alt.Y("row_name:N", sort=names, title=beside, axis=side, scale=alt.Scale(domain=names, paddingInner=0.1))
    tooltip = [alt.Tooltip("row_name:N", title=grid.row_title), alt.Tooltip("column_whole:N", title=grid.column_title)]
    tooltip += [alt.Tooltip(f"tip{n}:N", title=title) for n, title in enumerate(grid.tips)]
    # Under a finger it would cover the picture and leave the screen; it is said again beside the cell chosen.
    base = alt.Chart(alt.InlineData(values=shown(grid))).encode(
        x=x, y=y, tooltip=alt.TooltipValue(None) if is_phone else tooltip
    )
    at = [{"row": chosen[0], "column": chosen[1]}] if chosen else alt.Undefined
    pick = alt.selection_point(name=PICKED, fields=["row", "column"], empty=False, value=at)
    squares = base.mark_rect(cursor="pointer", cornerRadius=3).encode(
        color=_fill(grid, tint),
        stroke=alt.condition(pick, alt.value(tint.ink), alt.value(tint.line)),
        strokeWidth=alt.condition(pick, alt.value(2.5), alt.value(1)),
    )
    numbers = base.mark_text(fontSize=_size(grid, is_phone), fontWeight="bold", cursor="pointer").encode(
        text="figure:N", color=_letters(grid, tint)
    )
    labels = max((name.count("\n") for name in heads), default=0) * LINE
    height = len(names) * (ROW_SMALL if is_phone else ROW) + AROUND + labels
    drawn = alt.layer(squares.add_params(pick), numbers).properties(height=height)
    return _dressed(cast(alt.LayerChart, drawn), tint)


def _size(grid: Grid, is_phone: bool) -> int:
    """Mid tones carry large figures only, so they are as large as the columns allow."""
    beside = len(grid.columns) * (2.5 if is_phone else 1)
    return 19 if beside <= 14 else 15 if beside <= 22 else 12


def _fill(grid: Grid, tint: Theme) -> Any:
    """One scale for each meaning, the same whatever the picture holds; the legend names every step of it."""
    if grid.top is None:
        steps = fills(grid, tint)
        scale = alt.Scale(domain=list(steps), range=[fill for fill, _text in steps.values()])
        legend = alt.Legend(title=grid.title, symbolType="square", symbolSize=200, columns=3, labelLimit=300)
        return alt.Color("step:N", scale=scale, legend=legend)
    scale = alt.Scale(domain=[0, grid.top], range=list(tint.counts), clamp=True)
    values, offset = sorted({0, int(grid.top) // 2, int(grid.top)}), 30 if grid.stays else 18  # room for a title
    legend = alt.Legend(title=grid.title, gradientLength=160, format="d", values=values, offset=offset)
    filled = alt.Color("value:Q", scale=scale, legend=legend)
    return alt.condition(alt.datum["quiet"], alt.value(tint.paper), filled) if _has_quiet(grid) else filled


def _letters(grid: Grid, tint: Theme) -> Any:
    if grid.top is None:
        steps = fills(grid, tint)
        scale = alt.Scale(domain=list(steps), range=[text for _fill, text in steps.values()])
        return alt.Color("step:N", scale=scale, legend=None)
    dark = (alt.datum["value"] > grid.top * tint.turning) & ~alt.datum["quiet"]
    return alt.condition(dark, alt.value(tint.on_accent), alt.value(tint.ink))


def _has_quiet(grid: Grid) -> bool:
    return any(one.is_quiet for one in grid.squares)


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
