"""Every colour, once: screens and charts read it; `.streamlit/config.toml` repeats what Streamlit needs.

More risk stands further from the paper in both themes. Letters on fills keep 4.5 : 1, neighbouring tiers stay apart for
every common kind of colour vision and in grey print; persimmon is never risk.
"""

from dataclasses import dataclass


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
    tiers: tuple[tuple[str, str], ...]  # (fill, letters), closest tier first
    tag_two: str  # second tier in tables, where Streamlit picks the letters itself
    counts: tuple[str, ...]  # "how many", from few to many
    turning: float  # above this share of the scale a figure in a cell turns to `on_accent`

    @property
    def tags(self) -> list[str]:
        fills = [fill for fill, _letters in self.tiers]
        return [fills[0], self.tag_two, *fills[2:]]


LIGHT = Theme(
    paper="#FBF8F2",
    card="#FFFFFF",
    sunk="#F3EEE4",
    ink="#17120E",
    soft="#6B6158",
    line="#E0D8CA",
    accent="#BC4A12",
    on_accent="#FFFFFF",
    tiers=(("#651330", "#FFFFFF"), ("#B8455A", "#FFFFFF"), ("#F0BE62", "#17120E"), ("#F3EDE2", "#4A433C")),
    tag_two="#B8455A",
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
    tiers=(("#FFD9E0", "#4A0D22"), ("#E5788A", "#23060F"), ("#8C5E1E", "#FFFFFF"), ("#3D362F", "#F1EADF")),
    tag_two="#B8455A",
    counts=("#2A231D", "#573822", "#935629", "#D17F41", "#F4BD93"),
    turning=0.6,
)

# Paper is white and printed: the red of the head, ink, and the grey of rules and small words.
PAPER_RED, PAPER_INK, PAPER_RULE, PAPER_SOFT = "#D7000F", "#000000", "#8C8C8C", "#4D4D4D"
