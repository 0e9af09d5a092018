"""What counts towards a household's risk, as bars: the points of now, an upright stroke where they stood last time.

A name stands above its bar, so that a long one fits a phone. Everything the picture says is said in words as well: in
what is read aloud instead of it, and in the rows that the page puts beneath.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

import altair as alt
import pyarrow as pa  # type: ignore[import-untyped]

from db.queries.risk import Change
from db.risk.rules import WEIGHTS
from db.words import _, language
from reports.colours import Theme
from reports.heat_map import FONT

ROW = 44  # pixels
SCALE = 25  # points that fill the width while nothing counts more, so that the bars of two households compare
FIGURES = 100  # pixels kept for the figures beside a name


class Bar(NamedTuple):
    """`before` is None where nothing was worked out before."""

    name: str
    now: int
    before: int | None
    told: str
    reason: str


def bars(changes: Sequence[Change], is_first: bool) -> tuple[Bar, ...]:
    """In the language spoken now. `is_first`: there is no result before this one to compare with."""
    return tuple(
        Bar(
            _(each.factor.label),
            each.now,
            None if is_first else each.before,
            points(each.now, each.now if is_first else each.before),
            _(WEIGHTS[each.factor].reason),
        )
        for each in changes
    )


def points(now: int, before: int) -> str:
    """20 分（+5）; the change only where there is one."""
    if now == before:
        return _("{n} points").format(n=now)
    change = f"+{now - before}" if now > before else f"−{before - now}"
    return _("{n} points ({change})").format(n=now, change=change)


def said(found: Sequence[Bar]) -> str:
    """The picture in words, for who does not see it."""
    pairs = [_("{what}: {points}").format(what=each.name, points=each.told) for each in found]
    return _("; ").join(pairs)


@lru_cache(maxsize=64)
def spec(found: tuple[Bar, ...], tint: Theme, spoken: str) -> dict[str, Any]:
    """The chart as Vega-Lite reads it, its rows as the browser gets them; kept, as in `heat_map`."""
    assert spoken == language()
    drawn = chart(found, tint).to_dict()
    drawn["datasets"] = {name: pa.Table.from_pylist(rows) for name, rows in drawn["datasets"].items()}
    return drawn


def chart(found: Sequence[Bar], tint: Theme) -> alt.LayerChart:
    rows = [{"place": n, **each._asdict()} for n, each in enumerate(found)]
    last = alt.Tooltip("before:Q", title=_("Last time"))
    tips = [alt.Tooltip("name:N", title=_("Factor")), alt.Tooltip("now:Q", title=_("Now"))]
    tips += [last] if any(each.before is not None for each in found) else []
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("place:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
        tooltip=[*tips, alt.Tooltip("reason:N", title=_("Reason"))],
    )
    most = max([SCALE, *(max(each.now, each.before or 0) for each in found)])
    scale = alt.Scale(domain=[0, most], nice=False)
    words: dict[str, Any] = {"fontSize": 13, "baseline": "middle", "dy": -9}
    name = base.mark_text(align="left", color=tint.ink, limit=alt.expr(f"width - {FIGURES}"), **words)
    told = base.mark_text(align="right", color=tint.soft, **words)
    now = base.mark_bar(size=11, yOffset=9, color=tint.counts[2], cornerRadiusEnd=2)
    then = base.mark_tick(size=17, thickness=2.5, yOffset=9, color=tint.ink).transform_filter(
        alt.datum["before"] != None  # noqa: E711 (an expression of the chart)
    )
    layers = alt.layer(
        now.encode(x=alt.X("now:Q", scale=scale, axis=None)),
        then.encode(x=alt.X("before:Q", scale=scale, axis=None)),
        name.encode(x=alt.value(0), text="name:N"),
        told.encode(x=alt.value("width"), text="told:N"),
    ).properties(height=ROW * len(found))
    return cast(
        alt.LayerChart,
        layers.configure(background="transparent", font=FONT, padding=2).configure_view(stroke=None),
    )
