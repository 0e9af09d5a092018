"""The buildings as they stand, drawn: boxes, words and rules that the screen and the paper read alike.

A tier is a fill, overdue a ring around it with a gap, something open a dot on the
corner, not assessed a dashed box, not on file an empty one: each is told without colour too. No name is drawn.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from db import telling
from db.choices import Tier
from db.queries.elevation import Block, Elevation, Flat
from db.words import _
from reports.colours import Theme
from reports.front import Frame, Front, front
from reports.scene import Box, Rule, Scene, Words, width_of

ROOM, ROOM_ON_A_PHONE = 1040.0, 356.0  # pixels
LETTERS, LEGEND = 11.0, 13.0
GAP = 0.09  # of a door, between the box and its neighbours
DOT = 7.0
PALE = 0.82  # how near to the paper a flat goes that was not asked for


@dataclass
class Drawn:
    """The picture's marks, in the order they lie over one another. `doors` goes along with `flats`."""

    wide: float
    high: float
    doors: list[tuple[Block, Flat]] = field(default_factory=list)
    bands: list[Box] = field(default_factory=list)
    blanks: list[Box] = field(default_factory=list)
    samples: list[Box] = field(default_factory=list)
    flats: list[Box] = field(default_factory=list)
    dashes: list[Box] = field(default_factory=list)
    rings: list[Box] = field(default_factory=list)
    dots: list[Box] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


def scene(found: Elevation, tint: Theme, room: float = ROOM) -> Scene:
    drawn = draw(found, tint, room)
    boxes = [*drawn.bands, *drawn.blanks, *drawn.samples, *drawn.flats, *drawn.dashes, *drawn.rings, *drawn.dots]
    return Scene(drawn.wide, drawn.high, said(found), (*boxes, *drawn.rules, *drawn.words))


def said(found: Elevation) -> str:
    """The picture in a sentence."""
    files, late = sum(block.files for block in found.blocks), sum(block.late for block in found.blocks)
    names = _(", ").join(block.name for block in found.blocks)
    return _("{buildings} from the front: {files} on file, {late} overdue.").format(
        buildings=names, files=files, late=late
    )


def draw(found: Elevation, tint: Theme, room: float) -> Drawn:
    legend, top = _legend(found, tint, room)
    stands = front(found, room, top + 14)
    drawn = Drawn(max(stands.wide, legend.wide), stands.high, samples=legend.samples, words=legend.words)
    drawn.dashes, drawn.rings, drawn.dots, drawn.blanks = legend.dashes, legend.rings, legend.dots, legend.blanks
    for block, flat, frame in stands.flats:
        _flat(drawn, block, flat, frame, tint)
    _around(drawn, stands, tint)
    return drawn


def _flat(drawn: Drawn, block: Block, flat: Flat, frame: Frame, tint: Theme) -> None:
    box = frame.inset(max(2.5, frame.high * GAP * 1.4))
    drawn.doors.append((block, flat))
    is_pale = not flat.is_asked
    fill, letters = _fill(flat.tier, tint)
    if is_pale:
        fill, letters = _mixed(fill, tint.paper, PALE), tint.soft
    edge = tint.paper if flat.tier is None else _mixed(fill, tint.line, 0.5) if is_pale else tint.line
    drawn.flats.append(Box(*box, fill=fill, stroke=edge, corner=3))
    if flat.tier is None:
        drawn.dashes.append(_dashed(box, tint))
    if flat.late and not is_pale:
        drawn.rings.append(_ring(box, tint))
    if flat.open and not is_pale:
        drawn.dots.append(_dot(box, tint))
    text = _room(flat, box.wide - 3)
    size = LETTERS if width_of(text, LETTERS) <= box.wide - 3 else LETTERS - 2
    drawn.words.append(Words(box.x + box.wide / 2, box.y + box.high / 2 + size * 0.36, text, size, letters, "middle"))


def _fill(tier: Tier | None, tint: Theme) -> tuple[str, str]:
    return (tint.paper, tint.ink) if tier is None else tint.tiers[list(Tier).index(tier)]


def _dashed(box: Frame, tint: Theme) -> Box:
    return Box(*box, stroke=tint.soft, is_dashed=True, corner=3)


def _ring(box: Frame, tint: Theme) -> Box:
    return Box(*box.inset(-2.8), stroke=tint.ink, line=1.8, corner=5)


def _dot(box: Frame, tint: Theme) -> Box:
    """On the corner, clear of the number, with an edge of paper: seen on every fill."""
    return Box(box.x + box.wide - DOT * 0.6, box.y - DOT * 0.4, DOT, DOT, tint.ink, tint.paper, 1.2, corner=DOT / 2)


def _room(flat: Flat, room: float) -> str:
    """The number on the door as far as there is room for it; how many files share it."""
    text = flat.room.strip().removesuffix("室")
    house = f"{flat.door}号"
    if flat.unit == 0 and text.startswith(house):  # the number of a lane house stands below it
        text = text.removeprefix(house) or str(flat.door)
    more = f"×{len(flat.homes)}" if len(flat.homes) > 1 else ""
    while len(text) > 1 and width_of(text + more, LETTERS - 2) > room:
        text = text.removesuffix("…")[:-1] + "…"
    return text + more


def _mixed(colour: str, into: str, share: float) -> str:
    """A colour part of the way to another."""
    pairs = zip(*(bytes.fromhex(each.removeprefix("#")) for each in (colour, into)), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in pairs)


def _around(drawn: Drawn, stands: Front, tint: Theme) -> None:
    """Ground, shops, numbers and names: quiet, in the order a passer-by reads them."""
    for frame in stands.blanks:
        drawn.blanks.append(Box(*frame.inset(max(2.5, frame.high * GAP * 1.4)), stroke=tint.line, corner=3))
    for frame, words in stands.bands:
        drawn.bands.append(Box(*frame, fill=tint.sunk, stroke=tint.line))
        middle, down = frame.x + frame.wide / 2, frame.y + frame.high / 2 + LETTERS * 0.36
        if words and width_of(words, LETTERS) < frame.wide:
            drawn.words.append(Words(middle, down, words, LETTERS, tint.soft, "middle"))
    for left, right, y in stands.ground:
        drawn.rules.append(Rule(left, y, right, y, tint.ink, 2))
    for note in stands.notes:
        colour = tint.ink if note.is_loud else tint.soft
        at = cast(Any, note.at)
        drawn.words.append(Words(note.x, note.y, note.text, note.size, colour, at, is_bold=note.is_loud))


def _legend(found: Elevation, tint: Theme, room: float) -> tuple[Drawn, float]:
    """What everything means, in as many lines as it takes; and how high that is."""
    drawn = Drawn(0, 0)
    x, y, high, wide = 4.0, 6.0, 18.0, 28.0
    for what, words in _meanings(found):
        across = wide + 8 + width_of(words, LEGEND)
        if x > 4 and x + across > room:
            x, y = 4.0, y + 30
        box = Frame(x, y, wide, high)
        match what:
            case Tier():
                drawn.samples.append(Box(*box, fill=_fill(what, tint)[0], stroke=tint.line, corner=3))
            case "ring":
                drawn.blanks.append(Box(*box, stroke=tint.line, corner=3))
                drawn.rings.append(_ring(box, tint))
            case "dot":
                drawn.blanks.append(Box(*box, stroke=tint.line, corner=3))
                drawn.dots.append(_dot(box, tint))
            case "dashed":
                drawn.dashes.append(_dashed(box, tint))
            case "pale":
                pale = _mixed(tint.tiers[1][0], tint.paper, PALE)
                drawn.samples.append(Box(*box, fill=pale, stroke=tint.line, corner=3))
            case _:
                drawn.blanks.append(Box(*box, stroke=tint.line, corner=3))
        drawn.words.append(Words(x + wide + 8, y + high / 2 + LEGEND * 0.36, words, LEGEND, tint.ink))
        x += across + 22
        drawn.wide = max(drawn.wide, x - 18)
    return drawn, y + high


def _meanings(found: Elevation) -> Iterator[tuple[Tier | str, str]]:
    for tier, name, days in found.tiers:
        every = telling.every(days) if days else _("no set rhythm")
        yield tier, _("{tier}, {rhythm}").format(tier=name, rhythm=every)
    yield "dashed", _("Not assessed")
    yield "ring", _("Overdue")
    yield "dot", _("Something open")
    yield "blank", _("Not on file")
    if not all(flat.is_asked for block in found.blocks for flat in block.flats):
        yield "pale", _("Paused, or not in the filter")


def table(found: Elevation) -> tuple[list[str], list[list[object]]]:
    """The flats as rows: what the picture tells of each, and the number its file is found by."""
    header = [_("Archive number"), _("Building"), _("Unit"), _("Floor"), _("Room"), _("Tier")]
    header += [_("Days since last met"), _("Days overdue"), _("Open problems")]
    rows: list[list[object]] = []
    for block in found.blocks:
        for flat in sorted(block.flats, key=lambda each: (each.unit or 0, each.level or 0, each.door)):
            for home in flat.homes:
                if home.is_asked:
                    tier = _(home.tier.label) if home.tier else _("Not assessed")
                    place = [home.no, block.name, flat.unit or None, flat.level, home.room]
                    rows.append([*place, tier, home.days, home.late or None, home.open])
    return header, rows
