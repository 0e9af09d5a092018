"""A month as a sheet of days: how many visits are still to be made on each, and how many were made."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, cast

import altair as alt
import pyarrow as pa  # type: ignore[import-untyped]

from db.queries.plan import DayCount
from db.telling import DAYS, WEEK
from db.words import _, language
from reports.colours import Theme
from reports.heat_map import FONT

PICKED = "day"  # the selection's name, for who listens to clicks
ROW, ROW_SMALL, AROUND = 64, 52, 44  # pixels


def cells(first: date, last: date, counts: Sequence[DayCount], today: date) -> list[dict[str, Any]]:
    """One row a day, whole weeks from Monday on; days without anything carry no number."""
    known = {each.day: each for each in counts}
    monday = first - timedelta(days=first.weekday())
    found = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        each = known.get(day, DayCount(day, 0, 0))
        found.append(
            {
                "date": day.isoformat(),
                "week": (day - monday).days // 7,
                "weekday": day.weekday(),
                "number": f"{day.day}*" if day == today else str(day.day),
                "open": each.open,
                "done": each.done,
                "figure": str(each.open or "") if each.open else (f"({each.done})" if each.done else ""),
                "late": bool(each.open) and day < today,
            }
        )
    return found


@lru_cache(maxsize=32)
def spec(
    first: date, last: date, counts: tuple[DayCount, ...], today: date, tint: Theme, is_phone: bool, spoken: str
) -> dict[str, Any]:
    """The sheet as Vega-Lite reads it. Kept: checking it takes longer than everything else on the page."""
    assert spoken == language()
    drawn = chart(cells(first, last, counts, today), tint, is_phone).to_dict()
    drawn["datasets"] = {name: pa.Table.from_pylist(rows) for name, rows in drawn["datasets"].items()}
    return drawn


def chart(rows: list[dict[str, Any]], tint: Theme, is_phone: bool = False) -> alt.LayerChart:
    names = list(WEEK) if language() == "zh_CN" else DAYS
    head = alt.Axis(orient="top", labelExpr=f"{names}[datum.value]", labelAngle=0, title=None)
    x = alt.X("weekday:O", axis=head, scale=alt.Scale(domain=list(range(7)), paddingInner=0.06))
    y = alt.Y("week:O", axis=None, scale=alt.Scale(paddingInner=0.08))
    tooltip = [
        alt.Tooltip("date:N", title=_("Day")),
        alt.Tooltip("open:Q", title=_("Still to visit")),
        alt.Tooltip("done:Q", title=_("Visited")),
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(x=x, y=y, tooltip=tooltip)
    pick = alt.selection_point(name=PICKED, fields=["date"], empty=False)
    top = max((row["open"] for row in rows), default=0) or 1
    fill = alt.Color("open:Q", scale=alt.Scale(domain=[0, top], range=list(tint.counts), clamp=True), legend=None)
    squares = base.mark_rect(cursor="pointer", cornerRadius=3).encode(
        color=fill,
        stroke=alt.condition(pick, alt.value(tint.ink), alt.value(tint.line)),
        strokeWidth=alt.condition(pick, alt.value(2.5), alt.value(1)),
    )
    dark = alt.datum["open"] > top * tint.turning
    letters = alt.condition(dark, alt.value(tint.on_accent), alt.value(tint.ink))
    height = ROW_SMALL if is_phone else ROW
    corner = alt.X("weekday:O", axis=head, bandPosition=0.08)
    numbers = base.mark_text(fontSize=12, align="left", dy=-height / 2 + 13, cursor="pointer").encode(
        x=corner, text="number:N", color=letters
    )
    figures = base.mark_text(fontSize=19, fontWeight="bold", dy=6, cursor="pointer").encode(
        text="figure:N", color=letters
    )
    weeks = max((row["week"] for row in rows), default=0) + 1
    drawn = alt.layer(squares.add_params(pick), numbers, figures).properties(height=weeks * height + AROUND)
    words = {"labelFont": FONT, "labelColor": tint.ink, "labelFontSize": 13}
    drawn = (
        drawn.configure(background="transparent", font=FONT, padding=2)
        .configure_view(stroke=None)
        .configure_axis(**words, domain=False, ticks=False, grid=False, labelPadding=6)
    )
    return cast(alt.LayerChart, drawn)
