"""The buildings as they would stand, drawn while they are being placed."""

from collections.abc import Sequence

from db.queries.estate_plan import Plot
from db.words import _
from reports.colours import Theme
from reports.plan import fitting, heights, laid
from reports.scene import Box, Rule, Scene, Words

WIDE, HIGH, GAP, SIZE = 84.0, 40.0, 8.0, 13.0


def sketch(places: Sequence[tuple[str, int | None, int | None]], tint: Theme) -> Scene:
    """Name, row and column of each; two on one place are seen at once."""
    plots = [
        Plot(number, name, row, column, 0, None, 0, None, 0, 0)
        for number, (name, row, column) in enumerate(places)
        if row is not None and column is not None
    ]
    there = laid(plots)
    tops, _heading, whole = heights(there, HIGH + GAP, HIGH, 0)
    marks: list[Box | Words | Rule] = []
    for spot in there.spots:
        x, y = GAP + spot.across * (WIDE + GAP), GAP + tops[spot.down]
        twice = sum((spot.across, spot.down) == (each.across, each.down) for each in there.spots) > 1
        line = tint.accent if twice else tint.soft
        marks.append(Box(x, y, WIDE, HIGH, tint.card, line, 2 if twice else 0.8, twice, 3))
        name = fitting(spot.plot.building, WIDE - 8, SIZE)
        marks.append(Words(x + WIDE / 2, y + HIGH / 2 + SIZE * 0.36, name, SIZE, tint.ink, "middle", True))
    said = _("Places of {n} buildings on the plan").format(n=len(plots))
    return Scene(GAP + there.wide * (WIDE + GAP), GAP + max(whole, HIGH), said, tuple(marks))
