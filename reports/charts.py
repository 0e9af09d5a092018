"""A briefing's own charts, as scenes: bars of a few kinds, and months beside one another.

Figures stand beside the marks, so that nothing has to be read from a scale; the two tones stay apart in grey print.
"""

from collections.abc import Iterator, Sequence

from db.briefing_visits import MonthLine
from db.telling import MONTHS
from db.words import _, language
from reports.colours import PAPER_INK, PAPER_RULE, Theme
from reports.scene import Box, Rule, Scene, Words, width_of

WIDE = 440.0  # as wide as the text of a paper, so that letters keep their size
SIZE, LEADING = 11.0, 1.5
BAR, GAP = 11.0, 4.0
HIGH = 84.0  # of the columns
FAR = 14.0  # between months, unless there are many
Mark = Box | Words | Rule


def bars(rows: Sequence[tuple[str, int]], said: str, tint: Theme) -> Scene:
    """A bar a kind, its figure at the end; in the order given."""
    side = max((width_of(name, SIZE) for name, _n in rows), default=0) + GAP
    figures = max((width_of(str(n), SIZE) for _name, n in rows), default=0) + GAP
    most, room = max((n for _name, n in rows), default=1) or 1, WIDE - side - figures
    marks: list[Mark] = []
    for place, (name, n) in enumerate(rows):
        y = place * (BAR + GAP)
        base = y + BAR * 0.5 + SIZE * 0.36
        marks.append(Words(side - GAP, base, name, SIZE, PAPER_INK, "end"))
        long = room * n / most
        if n:
            marks.append(Box(side, y, long, BAR, _dark(tint), tint.ink, 0.4))
        marks.append(Words(side + long + GAP / 2, base, str(n), SIZE, PAPER_INK))
    foot = len(rows) * (BAR + GAP)
    marks.append(Rule(side, 0, side, foot - GAP, PAPER_RULE, 0.6))
    return Scene(WIDE, foot, _told(said, rows), tuple(marks))


def trend(months: Sequence[MonthLine], tint: Theme) -> Scene:
    """Two columns a month: visits, and households visited."""
    names = (_("Visits"), _("Households visited"))
    fills = (_dark(tint), _light(tint))
    marks: list[Mark] = list(_legend(names, fills, tint))
    top = SIZE * LEADING * 2
    most = max((month.visits for month in months), default=1) or 1
    step = WIDE / max(len(months), 1)
    wide = min((step - min(FAR, step / 5)) / 2, 30.0)
    size = min(1, wide / width_of(str(most), SIZE - 1)) * (SIZE - 1)  # of the figures, which keep to their columns
    foot = floor = top + HIGH
    for place, month in enumerate(months):
        middle = place * step + step / 2
        for side, n in enumerate((month.visits, month.households)):
            high = HIGH * n / most
            x = middle - wide + side * wide
            if n:
                marks.append(Box(x, floor - high, wide, high, fills[side], tint.ink, 0.4))
            marks.append(Words(x + wide / 2, floor - high - 3, str(n), size, PAPER_INK, "middle"))
        for line, words in enumerate(_month(month), 1):
            marks.append(Words(middle, floor + SIZE * LEADING * line, words, SIZE, PAPER_INK, "middle"))
            foot = max(foot, floor + SIZE * LEADING * (line + 0.6))
    marks.append(Rule(0, floor, WIDE, floor, PAPER_RULE, 0.6))
    said = _told(_("Visits month by month"), [(_in_a_row(month), month.visits) for month in months])
    return Scene(WIDE, foot, said, tuple(marks))


def _legend(names: Sequence[str], fills: Sequence[str], tint: Theme) -> Iterator[Mark]:
    x = 0.0
    for name, fill in zip(names, fills, strict=True):
        yield Box(x, 1, SIZE, SIZE, fill, tint.ink, 0.4)
        yield Words(x + SIZE + GAP, SIZE, name, SIZE, PAPER_INK)
        x += SIZE + GAP * 3 + width_of(name, SIZE)


def _month(month: MonthLine) -> tuple[str, ...]:
    """11月; and below 1月 the year that begins with it."""
    start = month.start
    is_english = language() == "en"
    name = MONTHS[start.month - 1] if is_english else f"{start.month}月"
    return (name, str(start.year) if is_english else f"{start.year}年") if start.month == 1 else (name,)


def _in_a_row(month: MonthLine) -> str:
    return " ".join(_month(month)) if language() == "en" else "".join(reversed(_month(month)))


def _told(said: str, rows: Sequence[tuple[str, int]]) -> str:
    """The chart in a sentence, for who cannot see it."""
    parts = (", " if language() == "en" else "，").join(f"{name} {n}" for name, n in rows)
    return f"{said}: {parts}" if language() == "en" else f"{said}：{parts}"


def _dark(tint: Theme) -> str:
    return tint.counts[-2]


def _light(tint: Theme) -> str:
    return tint.counts[1]
