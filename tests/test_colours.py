"""Every palette of the tiers is readable, keeps its order in grey, and is told apart by every common kind of eye."""

from itertools import combinations, pairwise

import pytest
from streamlit import config

from db import tiers
from db.choices import Tier
from db.tiers import Palette, Tiers
from pages.parts import paint
from reports.colours import DARK, LIGHT, PALETTES, of_palette, printed, theme

# Machado, Oliveira and Fernandes 2009, severity 1.0, in linear RGB.
SIGHT = {
    "typical": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
LETTERS, STEP, APART, SHAPE = 4.5, 13, 20, 3  # contrast, L*, dE (CIE76), contrast of the closest tier on paper
EVERY = [(palette, is_dark) for palette in Palette for is_dark in (False, True)]


def linear(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def luminance(rgb):
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def contrast(one, other):
    light, dark = sorted((luminance(linear(one)), luminance(linear(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    xyz = (
        (0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505,
        luminance(rgb),
        (0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one, other, sight):
    seen = [[sum(m * c for m, c in zip(row, linear(each), strict=True)) for row in sight] for each in (one, other)]
    told = [lab([min(1, max(0, c)) for c in rgb]) for rgb in seen]
    return sum((a - b) ** 2 for a, b in zip(*told, strict=True)) ** 0.5


def greys(tint):
    return [lab(linear(fill))[0] for fill, _letters in tint.tiers]


@pytest.mark.parametrize(("palette", "is_dark"), EVERY)
def test_letters_are_read_on_every_fill(palette, is_dark):
    tint = of_palette(palette, is_dark)
    assert all(contrast(fill, letters) >= LETTERS for fill, letters in tint.tiers)
    assert contrast(tint.tiers[0][0], tint.paper) >= SHAPE


@pytest.mark.parametrize(("palette", "is_dark"), EVERY)
def test_grey_print_keeps_the_order_and_more_risk_stands_further_from_the_paper(palette, is_dark):
    tint = of_palette(palette, is_dark)
    steps = [b - a for a, b in pairwise(greys(tint))]
    assert all(abs(step) >= STEP for step in steps)
    assert all(step < 0 for step in steps) if is_dark else all(step > 0 for step in steps)


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("palette", "is_dark"), EVERY)
def test_every_eye_tells_the_tiers_apart(palette, is_dark, sight):
    """All pairs, not only neighbours: with three tiers, the second stands beside the last."""
    fills = [fill for fill, _letters in of_palette(palette, is_dark).tiers]
    assert min(apart(a, b, SIGHT[sight]) for a, b in combinations(fills, 2)) >= APART


@pytest.mark.parametrize(("palette", "is_dark"), EVERY)
def test_tags_in_tables_are_read_although_streamlit_picks_their_letters(palette, is_dark):
    """It takes black ones above a luminance of one half, else white ones."""
    for tag in of_palette(palette, is_dark).tags:
        assert contrast(tag, "#000000" if luminance(linear(tag)) > 0.5 else "#FFFFFF") >= LETTERS, tag
    tags = of_palette(palette, is_dark).tags
    assert min(apart(a, b, SIGHT["typical"]) for a, b in combinations(tags, 2)) >= 10


@pytest.mark.parametrize("is_dark", [False, True])
def test_the_rest_of_a_theme_is_read(is_dark):
    tint = DARK if is_dark else LIGHT
    assert contrast(tint.ink, tint.paper) >= 7 and contrast(tint.ink, tint.card) >= 7
    assert contrast(tint.soft, tint.paper) >= LETTERS and contrast(tint.soft, tint.sunk) >= LETTERS
    assert contrast(tint.on_accent, tint.accent) >= LETTERS and contrast(tint.accent, tint.paper) >= SHAPE


@pytest.fixture
def chosen():
    """Choose a palette as the house now open would; afterwards no house is open."""

    def choose(palette):
        tiers.use(Tiers(palette=palette))
        paint.follow()

    yield choose
    tiers.forget()
    paint.follow()


def test_screen_and_paper_follow_the_palette_of_the_house(chosen):
    assert theme() == LIGHT and theme(is_dark=True) == DARK and printed().tiers == LIGHT.tiers
    chosen(Palette.GREY)
    assert theme().tiers == PALETTES[Palette.GREY].light.tiers == printed().tiers
    assert theme(is_dark=True).tags == list(PALETTES[Palette.GREY].dark.tags)
    assert printed().paper == "#FFFFFF" and theme().paper == LIGHT.paper


@pytest.mark.parametrize("palette", Palette)
@pytest.mark.parametrize("kind", ["light", "dark"])
def test_badges_take_the_colours_of_the_palette_and_go_back(chosen, palette, kind):
    names = [f"theme.{kind}.{paint.shade(tier)}" for tier in Tier]
    before = [config.get_option(f"{name}BackgroundColor") for name in names]
    chosen(palette)
    for tier, (fill, letters) in zip(Tier, of_palette(palette, kind == "dark").tiers, strict=True):
        name = f"theme.{kind}.{paint.shade(tier)}"
        assert config.get_option(f"{name}BackgroundColor") == fill
        shown = config.get_option(f"{name}TextColor")
        assert shown == letters or (tier is Tier.ROUTINE and contrast(shown, fill) >= LETTERS)
    chosen(Palette.DUSK)
    assert [config.get_option(f"{name}BackgroundColor") for name in names] == before


@pytest.mark.parametrize("palette", Palette)
@pytest.mark.parametrize("kind", ["light", "dark"])
def test_what_a_palette_borrows_keeps_its_letters_readable(chosen, palette, kind):
    """Green and blue say “done” and “for your information” beside the last tier's badge."""
    chosen(palette)
    for name in ("green", "blue", "gray", "red"):
        fill, letters = (config.get_option(f"theme.{kind}.{name}{part}") for part in ("BackgroundColor", "TextColor"))
        assert contrast(fill, letters) >= LETTERS, name
