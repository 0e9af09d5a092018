"""Every colour, once: screens and charts read it; `.streamlit/config.toml` repeats what Streamlit needs.

More risk stands further from the paper in both themes. Letters on fills keep 4.5 : 1, neighbouring tiers stay apart for
every common kind of colour vision and in grey print (tests/test_colours.py); persimmon is never risk. The office
chooses among palettes that keep all this, never single colours.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from db import tiers
from db.tiers import Palette

Tone = tuple[str, str]  # fill, letters


@dataclass(frozen=True)
class Scale:
    """The tiers in one theme, closest first. `tags` are the fills in tables, where Streamlit picks the letters itself:
    white ones up to a luminance of one half, which is too much for some fills."""

    tiers: tuple[Tone, Tone, Tone, Tone]
    tags: tuple[str, str, str, str]


def _scale(*tones: Tone, tags: Mapping[int, str] | None = None) -> Scale:
    one, two, three, four = tones
    known = {place: fill for place, (fill, _letters) in enumerate(tones, 1)} | dict(tags or {})
    return Scale((one, two, three, four), (known[1], known[2], known[3], known[4]))


@dataclass(frozen=True)
class Shades:
    """A palette. `routine` is Streamlit's name of the colour in which the last tier's badge is drawn."""

    light: Scale
    dark: Scale
    routine: str = "gray"


PALETTES: Mapping[Palette, Shades] = {
    Palette.DUSK: Shades(
        _scale(("#651330", "#FFFFFF"), ("#B8455A", "#FFFFFF"), ("#F0BE62", "#17120E"), ("#F3EDE2", "#4A433C")),
        _scale(
            ("#FFD9E0", "#4A0D22"),
            ("#E5788A", "#23060F"),
            ("#8C5E1E", "#FFFFFF"),
            ("#3D362F", "#F1EADF"),
            tags={2: "#B8455A"},
        ),
    ),
    # The four colours of public warnings.
    Palette.FOUR: Shades(
        _scale(("#7E0B1A", "#FFFFFF"), ("#C2521C", "#FFFFFF"), ("#EFC044", "#17120E"), ("#E3EFFA", "#2B5069")),
        _scale(
            ("#FFC2BC", "#4A0A10"),
            ("#EF8A4E", "#261004"),
            ("#7C5C0C", "#FFFFFF"),
            ("#20384A", "#C4DEEC"),
            tags={2: "#BF5423"},
        ),
        routine="blue",
    ),
    # Of many local rules, which know three tiers; the third, between yellow and green, for an office that uses four.
    Palette.THREE: Shades(
        _scale(
            ("#8E1220", "#FFFFFF"),
            ("#D69C15", "#17120E"),
            ("#D1D173", "#17120E"),
            ("#D8FBDB", "#2C5E3A"),
            tags={2: "#EABB2E"},
        ),
        _scale(
            ("#FFCBC6", "#4A0A10"),
            ("#D29A1E", "#17120E"),
            ("#6A6A1C", "#FFFFFF"),
            ("#1F3D2B", "#BFE3C6"),
            tags={2: "#EABB2E"},
        ),
        routine="green",
    ),
    # What a printer without colours makes of it is what stands on the screen.
    Palette.GREY: Shades(
        _scale(
            ("#1F1F1F", "#FFFFFF"),
            ("#666666", "#FFFFFF"),
            ("#B0B0B0", "#17120E"),
            ("#EAEAEA", "#3A3A3A"),
            tags={3: "#BEBEBE"},
        ),
        _scale(("#F8F8F8", "#1F1F1F"), ("#BCBCBC", "#141414"), ("#747474", "#FFFFFF"), ("#383838", "#EDEDED")),
    ),
}


@dataclass(frozen=True)
class Theme:
    paper: str
    card: str
    sunk: str
    ink: str
    soft: str
    line: str
    accent: str
    on_accent: str
    scale: Scale
    counts: tuple[str, ...]  # "how many", from few to many
    turning: float  # above this share of the scale a figure in a cell turns to `on_accent`

    @property
    def tiers(self) -> tuple[Tone, ...]:
        return self.scale.tiers

    @property
    def tags(self) -> list[str]:
        return list(self.scale.tags)


LIGHT = Theme(
    paper="#FBF8F2",
    card="#FFFFFF",
    sunk="#F3EEE4",
    ink="#17120E",
    soft="#6B6158",
    line="#E0D8CA",
    accent="#BC4A12",
    on_accent="#FFFFFF",
    scale=PALETTES[Palette.DUSK].light,
    counts=("#FBF3E6", "#F2CF9B", "#E0964F", "#B85A22", "#733216"),
    turning=0.72,
)

DARK = Theme(
    paper="#1D1A17",
    card="#262220",
    sunk="#2F2A26",
    ink="#F1EADF",
    soft="#B9AEA1",
    line="#453E37",
    accent="#F0874A",
    on_accent="#1D1A17",
    scale=PALETTES[Palette.DUSK].dark,
    counts=("#2A231D", "#573822", "#935629", "#D17F41", "#F4BD93"),
    turning=0.6,
)

# Paper is white and printed: the red of the head, ink, and the grey of rules and small words.
PAPER_RED, PAPER_INK, PAPER_RULE, PAPER_SOFT = "#D7000F", "#000000", "#8C8C8C", "#4D4D4D"


def theme(*, is_dark: bool = False) -> Theme:
    """The colours of a screen, in the palette of the house now open."""
    return of_palette(tiers.now().palette, is_dark)


def printed() -> Theme:
    """The colours of pictures that leave the screen: they stand on white paper."""
    return replace(theme(), paper="#FFFFFF")


@cache
def of_palette(palette: Palette, is_dark: bool) -> Theme:
    shades = PALETTES[palette]
    return replace(DARK, scale=shades.dark) if is_dark else replace(LIGHT, scale=shades.light)
