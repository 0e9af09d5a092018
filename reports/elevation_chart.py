"""The buildings as they stand, on the screen: point at a flat and read its door, click it and see who lives there.

What is drawn comes from `reports.elevation`, place by place; only the flats listen. Vega-Lite is written out as it is
read: going through Altair takes longer than everything else on the page.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from db import telling
from db.queries.elevation import Block, Elevation, Flat
from db.words import _, language
from reports.colours import Theme
from reports.elevation import Drawn, draw
from reports.heat_map import FONT
from reports.scene import Box, Rule, Words

PICKED, OVER = "flat", "over"  # selections: what was clicked, what is pointed at
HOME = "home"  # the field that names the flat: its first household
DASHED, WHOLE = [3, 2], [1, 0]
X, Y = {"field": "x", "type": "quantitative"}, {"field": "y", "type": "quantitative"}
RECTANGLE = {"x": X, "y": Y, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
Spec = dict[str, Any]


@lru_cache(maxsize=16)
def spec(found: Elevation, tint: Theme, room: float, start: int | None, spoken: str) -> Spec:
    """The picture as Vega-Lite reads it. Kept: every click asks for it again.

    `start` is the household whose flat is marked when the picture appears.
    """
    assert spoken == language()
    drawn = draw(found, tint, room)
    wide, high = round(drawn.wide), round(drawn.high)
    layers = [
        *_boxes([*drawn.bands, *drawn.blanks, *drawn.samples]),
        *_flats(drawn, tint, start),
        *_boxes([*drawn.dashes, *drawn.rings]),
        *_boxes(drawn.dots),
        *_rules(drawn.rules),
        *_words(drawn.words),
    ]
    rows = {f"rows {n}": _packed(layer.pop("rows")) for n, layer in enumerate(layers)}
    return {
        "width": wide,
        "height": high,
        "padding": {"left": 2, "top": 2, "right": 2, "bottom": 2},
        "background": "transparent",
        "config": {"font": FONT, "view": {"stroke": None}},
        # Places are pixels from the upper left corner.
        "encoding": {"x": _axis([0, wide]), "y": _axis([high, 0])},
        "layer": [layer | {"data": {"name": name}} for layer, name in zip(layers, rows, strict=True)],
        "datasets": rows,
    }


def _axis(domain: list[int]) -> Spec:
    return {"type": "quantitative", "axis": None, "scale": {"domain": domain, "nice": False, "zero": False}}


def _layer(rows: Iterable[Spec], mark: Spec, encoding: Spec, **more: Any) -> Spec:
    return {"rows": list(rows), "mark": mark, "encoding": encoding, **more}


def _packed(rows: list[Spec]) -> pa.Table:
    """As Streamlit sends tables; half as many bytes a place are enough for a screen."""
    table = pa.Table.from_pylist(rows)
    return table.cast(pa.schema([_small(each) for each in table.schema]))


def _small(each: pa.Field) -> pa.Field:
    return pa.field(each.name, pa.float32()) if pa.types.is_floating(each.type) else each


def _corners(box: Box) -> Spec:
    return {"x": box.x, "y": box.y, "x2": box.x + box.wide, "y2": box.y + box.high}


def _boxes(boxes: Sequence[Box]) -> Iterator[Spec]:
    """Boxes that look the same are one layer: their rows hold places only."""

    def look(box: Box) -> tuple[Any, ...]:
        return box.corner, box.line, box.is_dashed, box.stroke or "", box.fill or ""

    for (corner, line, is_dashed, stroke, fill), alike in groupby(sorted(boxes, key=look), key=look):
        mark = {
            "type": "rect",
            "cornerRadius": corner,
            "fill": fill or None,
            "stroke": stroke or None,
            "strokeWidth": line,
            "strokeDash": DASHED if is_dashed else WHOLE,
        }
        yield _layer(map(_corners, alike), mark, RECTANGLE)


def _flats(drawn: Drawn, tint: Theme, start: int | None) -> Iterator[Spec]:
    if not drawn.flats:
        return
    rows = [_row(block, flat, box) for (block, flat), box in zip(drawn.doors, drawn.flats, strict=True)]
    pick: Spec = {"name": PICKED, "select": {"type": "point", "fields": [HOME]}}
    if start is not None:
        pick["value"] = [{HOME: start}]
    over = {"name": OVER, "select": {"type": "point", "on": "mouseover", "clear": "mouseout", "fields": [HOME]}}
    is_marked = {"or": [{"param": name, "empty": False} for name in (PICKED, OVER)]}
    titles = {
        "door": _("Door"),
        "tier": _("Tier"),
        "seen": _("Last met"),
        "late": _("Overdue"),
        "open": _("Open problems"),
    }
    encoding = {
        **RECTANGLE,
        "fill": {"field": "fill", "type": "nominal", "scale": None},
        "stroke": {
            "condition": {"test": is_marked, "value": tint.accent},
            "field": "edge",
            "type": "nominal",
            "scale": None,
        },
        "strokeWidth": {"condition": {"test": is_marked, "value": 3}, "value": 1},
        "tooltip": [{"field": name, "type": "nominal", "title": title} for name, title in titles.items()],
    }
    mark = {"type": "rect", "cursor": "pointer", "cornerRadius": 3}
    yield _layer(rows, mark, encoding, params=[pick, over])


def _row(block: Block, flat: Flat, box: Box) -> Spec:
    """All the browser hears of a flat."""
    door = telling.door(block.name, flat.unit, flat.room)
    return _corners(box) | {
        HOME: flat.homes[0].id,
        "fill": box.fill,
        "edge": box.stroke,
        "door": door if len(flat.homes) == 1 else _("{door}, {n} files").format(door=door, n=len(flat.homes)),
        "tier": _(flat.tier.label) if flat.tier else _("Not assessed"),
        "seen": telling.days_ago(flat.days),
        "late": _("{n} days").format(n=flat.late) if flat.late else _("Not overdue"),
        "open": str(flat.open),
    }


def _rules(rules: Sequence[Rule]) -> Iterator[Spec]:
    if rules:
        mark = {"type": "rule", "stroke": rules[0].colour, "strokeWidth": rules[0].line}
        rows = ({"x": rule.x1, "x2": rule.x2, "y": rule.y1} for rule in rules)
        yield _layer(rows, mark, {"x": X, "y": Y, "x2": {"field": "x2"}})


def _words(words: Sequence[Words]) -> Iterator[Spec]:
    def look(each: Words) -> tuple[Any, ...]:
        return each.at, each.is_bold, each.size, each.colour

    anchors = {"start": "left", "middle": "center", "end": "right"}
    for (at, is_bold, size, colour), alike in groupby(sorted(words, key=look), key=look):
        mark = {
            "type": "text",
            "align": anchors[at],
            "baseline": "alphabetic",
            "fontSize": size,
            "fontWeight": "bold" if is_bold else "normal",
            "color": colour,
        }
        rows = ({"x": each.x, "y": each.y, "text": each.text} for each in alike)
        yield _layer(rows, mark, {"x": X, "y": Y, "text": {"field": "text", "type": "nominal"}})
