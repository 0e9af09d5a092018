"""The palette of the tiers in Streamlit's own named colours: badges know no others.

Streamlit sends its theme with every run of a page, as it is set in this process at that moment. So a palette that is
set here is seen by everybody at the next click, and by whoever sets it at once when the page is drawn anew.
"""

from functools import cache
from typing import Any, Literal

from streamlit import config

from db import tiers
from db.choices import Tier
from db.tiers import Palette
from reports.colours import PALETTES, Scale

NAMES: dict[Tier, Literal["violet", "orange", "yellow"]] = {
    Tier.ONE: "violet",
    Tier.TWO: "orange",
    Tier.THREE: "yellow",
}
BESIDES = ("blue", "green", "gray")  # have meanings of their own, and may be the last tier's as well


def shade(tier: Tier) -> Any:
    """Streamlit's name of the colour that is bent to a tier's."""
    return NAMES.get(tier) or PALETTES[tiers.now().palette].routine


def follow() -> None:
    """Bend the named colours to the palette of the house now open; nothing to do where they are."""
    for name, colour in _wanted(tiers.now().palette).items():
        if config.get_option(name) != colour:
            config.set_option(name, colour)


@cache
def _wanted(palette: Palette) -> dict[str, str]:
    """Dusk is what config.toml says; another palette bends what of it is its own."""
    shades = PALETTES[palette]
    found = dict(_delivered())
    if palette is not Palette.DUSK:
        for theme, scale in (("light", shades.light), ("dark", shades.dark)):
            found |= {f"theme.{theme}.{name}": colour for name, colour in _bent(scale, shades.routine).items()}
    return found


def _bent(scale: Scale, routine: str) -> dict[str, str]:
    found = dict[str, str]()
    for name, (fill, letters) in zip(NAMES.values(), scale.tiers, strict=False):
        found |= {f"{name}Color": fill, f"{name}BackgroundColor": fill, f"{name}TextColor": letters}
    fill, letters = scale.tiers[-1]
    return found | {f"{routine}BackgroundColor": fill, f"{routine}TextColor": letters}


@cache
def _delivered() -> dict[str, str]:
    names = [
        f"{name}{part}" for name in (*NAMES.values(), *BESIDES) for part in ("Color", "BackgroundColor", "TextColor")
    ]
    return {
        f"theme.{kind}.{name}": config.get_option(f"theme.{kind}.{name}")
        for kind in ("light", "dark")
        for name in names
    }
