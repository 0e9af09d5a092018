"""The estate plan on the screen: squares that can be clicked, as Vega-Lite reads them."""

from functools import lru_cache
from typing import Any, cast

import altair as alt
import pyarrow as pa  # type: ignore[import-untyped]

from db.choices import Tier
from db.queries.estate_plan import EstatePlan, Plot
from db.words import _, language
from reports.colours import Theme
from reports.heat_map import FONT
from reports.plan import COLOURS, Colour, count, figure, heights, laid, most_households, side, step_of, steps

PICKED = "plot"  # the selection's name, for who listens to clicks
ROOM, ROOM_PHONE = 1040, 330  # pixels across, as a page mostly has them
LARGEST, UNDER, ABOVE = 92, 46, 16  # pixels: a square, its words, the figure over a small one
ROAD, HEADING, LEGEND = 24, 22, 64
NONE = "none"  # the step of a building where nobody is counted


def spec(plan: EstatePlan, plots: tuple[Plot, ...], colour: Colour, tint: Theme, is_phone: bool) -> dict[str, Any]:
    """The chart as the browser gets it."""
    return _spec(plan, plots, colour, tint, is_phone, language(), tuple(tier.label for tier in Tier))


@lru_cache(maxsize=16)
def _spec(
    plan: EstatePlan,
    plots: tuple[Plot, ...],
    colour: Colour,
    tint: Theme,
    is_phone: bool,
    _spoken: str,
    _names: tuple[str, ...],
) -> dict[str, Any]:
    """Kept, by all that it is made of: checking and packing it takes longer than everything else on the page."""
    drawn = chart(plan, plots, colour, tint, is_phone).to_dict()
    drawn["datasets"] = {name: pa.Table.from_pylist(rows) for name, rows in drawn["datasets"].items()}
    return drawn


def shown(
    plan: EstatePlan, plots: tuple[Plot, ...], colour: Colour, tint: Theme, largest: float
) -> list[dict[str, Any]]:
    """What the chart knows, a row a building: numbers and words of ours, never a name or a door."""
    most, there = most_households(plan), laid(plots)
    tops, _heading, _whole = heights(there, largest + UNDER + ABOVE, ROAD, HEADING)
    return [
        _row(spot.plot, spot.across, tops[spot.down] + ABOVE + largest, side(spot.plot, most, largest))
        | _told(plan, spot.plot, side(spot.plot, most, largest), colour, tint)
        for spot in there.spots
    ]


def _row(plot: Plot, across: int, ground: float, high: float) -> dict[str, Any]:
    """Where a square stands, in pixels from the top, and how large it is."""
    return {
        "building_id": plot.building_id,
        "building": plot.building,
        "x": across + 0.5,
        "middle": ground - high / 2,
        "top": ground - high,
        "ground": ground,
        "area": high * high,
    }


def _told(plan: EstatePlan, plot: Plot, high: float, colour: Colour, tint: Theme) -> dict[str, Any]:
    step, told = step_of(plan, plot, colour, tint), figure(plot, colour)
    is_inside = len(told) * 13 <= high - 6 and high >= 20
    return {
        "inside": told if is_inside else "",
        "outside": "" if is_inside else told,
        "letters": step.letters if step and step.fill else tint.ink,
        "step": step.word if step else NONE,
        "count": count(plot),
        "tier": _(plot.tier.label) if plot.tier else "",
        "score": "" if plot.score is None else f"{plot.score:.0f} ({plot.scored}/{plot.households})",
        "late": str(plot.overdue) if plot.households else "",
    }


def chart(
    plan: EstatePlan, plots: tuple[Plot, ...], colour: Colour, tint: Theme, is_phone: bool = False
) -> alt.LayerChart:
    there = laid(plots)
    wide = max(there.wide, 5 if is_phone else 8)
    cell = (ROOM_PHONE if is_phone else ROOM) / wide
    largest = min(LARGEST, cell * 0.82)
    rows = shown(plan, plots, colour, tint, largest)
    _tops, heading, whole = heights(there, largest + UNDER + ABOVE, ROAD, HEADING)

    def up(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[whole, 0], nice=False, zero=False))

    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, wide], nice=False))
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=up("middle"))
    pick = alt.selection_point(name=PICKED, fields=["building_id"], empty=False)
    legend = steps(plan, colour, tint)
    scale = alt.Scale(
        domain=[*(step.word for step in legend), NONE],
        range=[*(step.fill or tint.paper for step in legend), tint.paper],
    )
    unknown = [step.word for step in legend if step.fill is None]
    squares = base.mark_point(shape="square", filled=True, opacity=1, cursor="pointer").encode(
        size=alt.Size("area:Q", scale=None),
        fill=alt.Fill(
            "step:N",
            scale=scale,
            legend=alt.Legend(
                title=_(COLOURS[colour]), values=[step.word for step in legend], symbolType="square", symbolSize=200,
                symbolStrokeColor=tint.line,
            ),
        ),
        stroke=alt.condition(pick, alt.value(tint.accent), alt.value(tint.soft)),
        strokeWidth=alt.condition(pick, alt.value(3), alt.value(0.8)),
        strokeDash=alt.condition(alt.FieldOneOfPredicate("step", unknown), alt.value([3, 2]), alt.value([1, 0])),
        tooltip=[
            alt.Tooltip("building:N", title=_("Building")),
            alt.Tooltip("count:N", title=_("Households")),
            alt.Tooltip("tier:N", title=_("Closest tier")),
            alt.Tooltip("score:N", title=_("Mean risk score")),
            alt.Tooltip("late:N", title=_("Overdue")),
        ],
    )  # fmt: skip
    words: dict[str, Any] = {"limit": cell - 4, "baseline": "top"}
    layers: list[Any] = [
        squares.add_params(pick),
        base.mark_text(fontSize=13, fontWeight="bold", cursor="pointer").encode(
            text="inside:N", color=alt.Color("letters:N", scale=None)
        ),
        base.mark_text(fontSize=12, baseline="bottom", dy=-3).encode(
            text="outside:N", color=alt.value(tint.ink), y=up("top")
        ),
        base.mark_text(fontSize=13, fontWeight="bold", dy=5, **words).encode(
            text="building:N", color=alt.value(tint.ink), y=up("ground")
        ),
        base.mark_text(fontSize=12, dy=22, **words).encode(text="count:N", color=alt.value(tint.soft), y=up("ground")),
    ]
    if heading is not None:
        said = [{"x": 0.1, "heading": heading, "words": _("Without a place on the plan")}]
        head = alt.Chart(alt.InlineData(values=said)).mark_text(fontSize=13, align="left", baseline="top")
        layers.append(head.encode(x=x, y=up("heading"), text="words:N", color=alt.value(tint.soft)))
    height = whole + LEGEND
    drawn = cast(alt.LayerChart, alt.layer(*layers).properties(height=height))
    return _dressed(drawn, tint)


def _dressed(drawn: alt.LayerChart, tint: Theme) -> alt.LayerChart:
    words = {"labelFont": FONT, "titleFont": FONT, "labelColor": tint.ink, "titleColor": tint.soft}
    return (
        drawn.resolve_scale(fill="independent", color="independent", size="independent")
        .configure(background="transparent", font=FONT, padding=4)
        .configure_view(stroke=None)
        .configure_legend(
            **words, orient="top", labelFontSize=13, titleFontSize=13, titleFontWeight="normal", columns=0
        )
    )
