"""A palette as it will look, with the office's own names: on a light screen, on a dark one, and printed in grey."""

from collections.abc import Sequence
from dataclasses import replace

from db.choices import Tier
from db.tiers import Palette
from db.words import _
from reports.colours import PAPER_INK, Scale, Theme, Tone, of_palette
from reports.scene import Box, Scene, Words, width_of

HIGH, GAP, HEAD = 34.0, 6.0, 22.0
NAME, SMALL = 13.0, 11.0  # sizes
NARROWEST = 74.0
SHARES = (0.2126, 0.7152, 0.0722)  # of red, green and blue in how light a colour is


def swatches(palette: Palette, names: Sequence[tuple[Tier, str]], said: str) -> Scene:
    """Three strips under one another, each on its own ground."""
    light, dark = of_palette(palette, False), of_palette(palette, True)
    field = max(NARROWEST, *(width_of(name, NAME) + 16 for _tier, name in names))
    wide = (field + GAP) * len(names) + GAP
    marks: list[Box | Words] = []
    y = 0.0
    for head, tint in ((_("Light screen"), light), (_("Dark screen"), dark), (_("Printed in grey"), in_grey(light))):
        marks.append(Box(0, y, wide, HEAD + HIGH + GAP, fill=tint.paper, stroke=tint.line))
        marks.append(Words(GAP, y + HEAD * 0.68, head, SMALL, tint.soft))
        for place, (tier, name) in enumerate(names):
            fill, letters = tint.tiers[list(Tier).index(tier)]
            x = GAP + place * (field + GAP)
            marks.append(Box(x, y + HEAD, field, HIGH, fill=fill, stroke=tint.line, corner=3))
            marks.append(Words(x + field / 2, y + HEAD + HIGH / 2 + NAME * 0.36, name, NAME, letters, "middle"))
        y += HEAD + HIGH + GAP + 4
    return Scene(wide, y, said, tuple(marks))


def in_grey(tint: Theme) -> Theme:
    """What a printer without colours makes of it."""

    def tone(one: Tone) -> Tone:
        return grey(one[0]), grey(one[1])

    one, two, three, four = tint.scale.tiers
    scale = Scale((tone(one), tone(two), tone(three), tone(four)), tint.scale.tags)
    return replace(tint, paper="#FFFFFF", soft=PAPER_INK, line=grey(tint.line), scale=scale)


def grey(colour: str) -> str:
    """The grey that is as light."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    light = sum(share * c for share, c in zip(SHARES, linear, strict=True))
    level = round(255 * (light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
    return f"#{level:02X}{level:02X}{level:02X}"
