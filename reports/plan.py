"""The estate plan: each building a square whose area follows its households; what its colour tells is written in it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.choices import Tier
from db.queries.estate_plan import EstatePlan, Plot
from db.queries.heat_map import FEWEST
from db.words import N_, _
from reports.colours import Theme
from reports.scene import Box, Rule, Scene, Words, width_of

BESIDE = 8  # buildings in a row of the drawn plan, and of those without a place
WIDE, SIDE, UNDER, BETWEEN = 62.0, 50.0, 27.0, 16.0  # points: a plot, its largest square, its words, a street
SMALLEST = 5.0
NAME, FIGURE, HEAD = 9.0, 11.0, 10.0  # sizes


class Colour(StrEnum):
    """What the colour of a building tells."""

    TIER = "tier"
    SCORE = "score"
    OVERDUE = "overdue"


COLOURS = {
    Colour.TIER: N_("Closest tier"),
    Colour.SCORE: N_("Mean risk score"),
    Colour.OVERDUE: N_("Share overdue"),
}
SHARES = (0.5, 0.25, 0.1, 0.0)  # a share above the first is in the gravest step


@dataclass(frozen=True)
class Step:
    """A word of the legend with its colours; what is not known has no fill but a dashed line."""

    word: str
    fill: str | None
    letters: str


@dataclass(frozen=True)
class Spot:
    """A building and the place it is drawn at, counted in plots from the top left."""

    plot: Plot
    across: int
    down: int


@dataclass(frozen=True)
class Layout:
    """`loose` is the line of the first building without a place on the plan, if there is one."""

    spots: tuple[Spot, ...]
    wide: int
    high: int
    loose: int | None


def steps(plan: EstatePlan, colour: Colour, tint: Theme) -> list[Step]:
    """The legend, gravest first."""
    unknown = Step(_("Not assessed") if colour is Colour.TIER else _("Not recorded"), None, tint.ink)
    match colour:
        case Colour.TIER:
            shown = {*Tier.offered(), *(plot.tier for plot in plan.plots)}
            known = zip(Tier, tint.tiers, strict=True)
            return [*(Step(_(tier.label), *tone) for tier, tone in known if tier in shown), unknown]
        case Colour.SCORE:
            found, end = [], 100
            for tier, start in plan.starts:
                tone = tint.tiers[list(Tier).index(tier)]
                found.append(Step(_("{start} to {end}").format(start=start, end=end), *tone))
                end = start - 1
            return [*found, unknown]
        case Colour.OVERDUE:
            words = [_("more than {share}").format(share=f"{share:.0%}") for share in SHARES[:-1]]
            words = [*words, _("up to {share}").format(share=f"{SHARES[-2]:.0%}"), _("nobody")]
            letters = [tint.on_accent, tint.on_accent, tint.ink, tint.ink, tint.ink]
            fills = reversed(tint.counts)
            return [Step(*each) for each in zip(words, fills, letters, strict=True)]


def step_of(plan: EstatePlan, plot: Plot, colour: Colour, tint: Theme) -> Step | None:
    """How a building is coloured; None where nobody is counted."""
    if not plot.households:
        return None
    known = steps(plan, colour, tint)
    match colour:
        case Colour.TIER:
            word = _(plot.tier.label) if plot.tier else known[-1].word
            return next(step for step in known if step.word == word)
        case Colour.SCORE:
            if plot.score is None:
                return known[-1]
            return known[sum(round(plot.score) < start for _tier, start in plan.starts)]
        case Colour.OVERDUE:
            return known[sum((plot.late or 0) <= share for share in SHARES)]


def figure(plot: Plot, colour: Colour) -> str:
    """What the colour tells, in figures or a word: a colour never stands alone."""
    match colour:
        case Colour.TIER:
            return (_(plot.tier.label) if plot.tier else _("Not assessed")) if plot.households else ""
        case Colour.SCORE:
            return "" if plot.score is None else f"{plot.score:.0f}"
        case Colour.OVERDUE:
            return "" if plot.late is None else f"{plot.late:.0%}"


def count(plot: Plot) -> str:
    """The number of households, or that there are too few to be told."""
    return f"<{FEWEST}" if plot.households is None else str(plot.households)


def laid(plots: Sequence[Plot], beside: int = BESIDE) -> Layout:
    """Buildings by their rows and columns, several empty ones drawn as one; below them those without a place."""
    placed = [(plot, plot.column, plot.row) for plot in plots if plot.row is not None and plot.column is not None]
    columns, rows = _closed_up(x for _p, x, _y in placed), _closed_up(y for _p, _x, y in placed)
    spots = [Spot(plot, columns[x], rows[y]) for plot, x, y in placed]
    loose = [plot for plot in plots if plot.row is None or plot.column is None]
    start = max(rows.values(), default=-1) + 1
    spots += [Spot(plot, n % beside, start + n // beside) for n, plot in enumerate(loose)]
    wide = max((spot.across for spot in spots), default=0) + 1
    high = max((spot.down for spot in spots), default=0) + 1
    return Layout(tuple(spots), wide, high, start if loose else None)


def heights(there: Layout, row: float, road: float, heading: float) -> tuple[list[float], float | None, float]:
    """Where each line begins, where the heading of the buildings without a place stands, and how high it all is."""
    tops, y, head = [], 0.0, None
    full = {spot.down for spot in there.spots}
    for line in range(there.high):
        if line == there.loose:
            head, y = y, y + heading
        tops.append(y)
        y += row if line in full else road
    return tops, head, y


def _closed_up(numbers: Iterable[int]) -> dict[int, int]:
    """Numbers as drawn, from 0 on: an empty row or column is a road, ten of them are one road too."""
    found: dict[int, int] = {}
    before, at = 0, -1
    for number in sorted(set(numbers)):
        at += 1 if not found or number == before + 1 else 2
        found[number] = at
        before = number
    return found


def parts(plots: Sequence[Plot], most: int) -> list[tuple[Plot, ...]]:
    """The plan in strips of at most so many columns; buildings without a place come with the last."""
    columns = _closed_up(plot.column for plot in plots if plot.row is not None and plot.column is not None)
    strips: dict[int, list[Plot]] = {}
    last = max(columns.values(), default=0) // most
    for plot in plots:
        is_placed = plot.row is not None and plot.column is not None
        strips.setdefault(columns[plot.column] // most if is_placed and plot.column else last, []).append(plot)
    return [tuple(strips[number]) for number in sorted(strips)]


def side(plot: Plot, most: int, largest: float) -> float:
    """The square's side: its area is to the largest as its households are to the most."""
    return max(SMALLEST, largest * float((plot.households or 0) / max(most, 1)) ** 0.5)


def most_households(plan: EstatePlan) -> int:
    return max((plot.households or 0 for plot in plan.plots), default=0)


def title_of(colour: Colour) -> str:
    return _("Estate plan: {colour}").format(colour=_(COLOURS[colour]))


def said(plan: EstatePlan, colour: Colour) -> str:
    """The picture in a sentence."""
    sentence = _("Estate plan: {buildings} buildings, {households} households, coloured by: {colour}.")
    return sentence.format(buildings=len(plan.plots), households=plan.households, colour=_(COLOURS[colour]))


def table(plan: EstatePlan) -> tuple[list[str], list[list[object]]]:
    """The plan in numbers. What is not known, or not told, stays empty."""
    header = [
        _("Building"),
        _("Row on the plan"),
        _("Column on the plan"),
        _("Households"),
        _("Closest tier"),
        _("Households with a tier"),
        _("Mean risk score"),
        _("Households with a score"),
        _("Overdue"),
    ]
    rows: list[list[object]] = []
    for plot in plan.plots:
        numbers: list[object] = [None] * 6
        if plot.households is not None:
            tier = _(plot.tier.label) if plot.tier else None
            score = None if plot.score is None else round(plot.score, 1)
            numbers = [plot.households, tier, plot.assessed, score, plot.scored, plot.overdue]
        rows.append([plot.building, plot.row, plot.column, *numbers])
    return header, rows


def scene(plan: EstatePlan, colour: Colour, tint: Theme) -> Scene:
    """The plan for paper and files: a wide one in strips one below the other, so that its words stay large enough."""
    marks: list[Box | Words | Rule] = list(_legend(plan, colour, tint))
    y = HEAD * 2 + BETWEEN
    wide = max(mark.x + WIDE for mark in _legend(plan, colour, tint))
    most = most_households(plan)
    strips = parts(plan.plots, BESIDE)
    for strip in strips:
        there = laid(strip)
        tops, heading, whole = heights(there, SIDE + UNDER + BETWEEN, BETWEEN, HEAD + 6)
        if heading is not None:
            marks.append(Words(0, y + heading + HEAD, _("Without a place on the plan"), HEAD, tint.soft))
        for spot in there.spots:
            step, told = step_of(plan, spot.plot, colour, tint), figure(spot.plot, colour)
            high = side(spot.plot, most, SIDE)
            marks += _drawn(spot.plot, spot.across * WIDE, y + tops[spot.down], high, told, step, tint)
        y += whole
        wide = max(wide, there.wide * WIDE)
        if strip is not strips[-1]:
            marks.append(Rule(0, y - BETWEEN / 2, wide, y - BETWEEN / 2, tint.line, 0.6))
    return Scene(wide, y, said(plan, colour), tuple(marks))


def _drawn(
    plot: Plot, x: float, y: float, high: float, told: str, step: Step | None, tint: Theme
) -> Iterator[Box | Words | Rule]:
    """A square on its ground line, the name and the number below it."""
    middle, ground = x + WIDE / 2, y + SIDE
    left, top = middle - high / 2, ground - high
    if step is None:  # it stands there, and nobody is counted
        yield Rule(middle - 8, ground, middle + 8, ground, tint.soft, 0.6)
    elif step.fill is None:
        yield Box(left, top, high, high, stroke=tint.soft, line=0.8, is_dashed=True, corner=2)
    else:
        yield Box(left, top, high, high, fill=step.fill, stroke=tint.soft, line=0.6, corner=2)
    if told and step is not None:
        if width_of(told, FIGURE) <= high - 4 and high >= FIGURE * 1.5:
            yield Words(middle, ground - high / 2 + FIGURE * 0.36, told, FIGURE, step.letters, "middle", True)
        else:
            yield Words(middle, top - 3, told, NAME, tint.ink, "middle")
    yield Words(middle, ground + NAME + 4, fitting(plot.building, WIDE - 4), NAME, tint.ink, "middle", True)
    yield Words(middle, ground + NAME * 2 + 8, count(plot), NAME, tint.soft, "middle")


def fitting(name: str, room: float, size: float = NAME) -> str:
    """A name cut to its place; the table has it whole."""
    if width_of(name, size) <= room:
        return name
    while name and width_of(name + "…", size) > room:
        name = name[:-1]
    return name + "…"


def _legend(plan: EstatePlan, colour: Colour, tint: Theme) -> Iterator[Box | Words]:
    title = _("{title}:").format(title=_(COLOURS[colour]))
    yield Words(0, HEAD, title, HEAD, tint.soft)
    x = width_of(title, HEAD) + 8
    for step in steps(plan, colour, tint):
        yield Box(x, 1, HEAD, HEAD, step.fill, tint.soft, 0.6, step.fill is None, 2)
        yield Words(x + HEAD + 4, HEAD, step.word, HEAD, tint.ink)
        x += HEAD + 16 + width_of(step.word, HEAD)
    yield Words(0, HEAD * 2 + 4, _("The area of a square, and the number under its name: households."), NAME, tint.soft)
