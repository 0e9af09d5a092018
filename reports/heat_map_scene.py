"""A grid of cells for paper and files: the same figures, fills and legend as on the screen, as boxes and words."""

from collections.abc import Iterator

from reports.colours import Theme
from reports.fonts import HEI, font
from reports.grid import Grid, Square, fills, in_lines, part, stands
from reports.scene import Box, Scene, Words, width_of
from reports.text import broken, clean

HIGH, GAP, SIDE = 24.0, 3.0, 10.0  # a cell, between cells, between names and cells
NARROW, AIR = 50.0, 10.0  # the least a column takes, and what a name keeps around it
FIGURE, LABEL, NOTE, LEAST = 14.0, 12.0, 10.0, 9.0  # sizes
LEADING = 1.35
SWATCH, GRADES = 14.0, 5
Mark = Box | Words


def scene(grid: Grid, tint: Theme) -> Scene:
    """Legend above, names to the left and below, notes at the foot. Of many rows the most affected; a note says so."""
    grid = stands(part(grid))
    side = max((width_of(head.name, LABEL) for head in grid.rows), default=0) + SIDE
    heads = [in_lines(head.name).split("\n") for head in grid.columns]
    widest = max((width_of(line, LABEL) for lines in heads for line in lines), default=0)
    step = max(NARROW, widest + AIR)
    wide = max(side + step * len(grid.columns), 320.0)
    legend = list(_legend(grid, tint, wide))
    top = max(mark.y for mark in legend) + SWATCH
    titles: list[Mark] = []
    if grid.stays:
        top += LABEL * LEADING
        titles = [Words(0, top - GAP * 2, grid.row_title, LABEL, tint.soft)]
    places = {head.key: top + n * (HIGH + GAP) for n, head in enumerate(grid.rows)}
    across = {head.key: side + n * step for n, head in enumerate(grid.columns)}
    marks: list[Mark] = [*legend, *titles]
    for row in grid.rows:
        marks.append(Words(side - SIDE, _middle(places[row.key], LABEL), row.name, LABEL, tint.ink, "end"))
    for one in grid.squares:
        marks += _cell(one, grid, tint, across[one.column], places[one.row], step - GAP)
    foot = top + len(grid.rows) * (HIGH + GAP) + LABEL
    for head, lines in zip(grid.columns, heads, strict=True):
        middle = across[head.key] + (step - GAP) / 2
        for n, line in enumerate(lines):
            marks.append(Words(middle, foot + n * LABEL * LEADING, line, LABEL, tint.ink, "middle"))
    foot += max(map(len, heads), default=1) * LABEL * LEADING
    if grid.stays:
        marks.append(Words(wide / 2, foot, grid.column_title, LABEL, tint.soft, "middle"))
        foot += LABEL * LEADING
    for note in grid.notes:
        for line in _wrapped(clean(note), NOTE, wide):
            marks.append(Words(0, foot, line, NOTE, tint.soft))
            foot += NOTE * LEADING
    return Scene(wide, foot, grid.said, tuple(marks))


def _cell(one: Square, grid: Grid, tint: Theme, x: float, y: float, wide: float) -> Iterator[Mark]:
    fill, letters = _colours(one, grid, tint)
    yield Box(x, y, wide, HIGH, None if one.is_quiet else fill, tint.line, 0.75, corner=3)
    if one.figure:
        size = FIGURE
        while size > LEAST and width_of(one.figure, size) > wide - GAP:
            size -= 1
        yield Words(x + wide / 2, _middle(y, size), one.figure, size, letters, "middle", is_bold=True)


def _colours(one: Square, grid: Grid, tint: Theme) -> tuple[str, str]:
    if grid.top is None:
        return fills(grid, tint)[one.step]
    share = min(one.value / grid.top, 1)
    return between(tint.counts, share), tint.on_accent if share > tint.turning and not one.is_quiet else tint.ink


def between(colours: tuple[str, ...], share: float) -> str:
    """The colour at this share of a scale, as charts mix it: in a straight line between its neighbours."""
    place = min(max(share, 0), 1) * (len(colours) - 1)
    first = min(int(place), len(colours) - 2)
    parts = [[int(colour[n : n + 2], 16) for n in (1, 3, 5)] for colour in colours[first : first + 2]]
    return "#" + "".join(f"{round(a + (b - a) * (place - first)):02X}" for a, b in zip(*parts, strict=True))


def _legend(grid: Grid, tint: Theme, wide: float) -> Iterator[Mark]:
    """What the colour tells, then each step of it with its word; lines break where the picture ends."""
    yield Words(0, LABEL, grid.title, LABEL, tint.soft)
    if grid.top is None:
        steps = [(word, fill) for word, (fill, _letters) in fills(grid, tint).items()]
    else:
        values = sorted({round(grid.top * n / (GRADES - 1)) for n in range(GRADES)})
        steps = [(f"{value}{grid.unit}", between(tint.counts, value / grid.top)) for value in values]
    x, y = 0.0, LABEL * LEADING + SWATCH
    for word, fill in steps:
        takes = SWATCH + GAP * 2 + width_of(word, LABEL) + AIR
        if x and x + takes > wide:
            x, y = 0.0, y + SWATCH * LEADING
        yield Box(x, y - SWATCH + 2, SWATCH, SWATCH, fill, tint.line, 0.75, corner=2)
        yield Words(x + SWATCH + GAP * 2, y, word, LABEL, tint.ink)
        x += takes


def _middle(y: float, size: float) -> float:
    """The baseline of words that stand in the middle of a cell."""
    return y + HIGH / 2 + size * 0.36


def _wrapped(text: str, size: float, room: float) -> list[str]:
    widths = [font(HEI).widths[character] for character in text]
    return [text[line.start : line.end] for line in broken(text, widths, size, room)]
