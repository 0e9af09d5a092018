"""Buildings against kinds of hardship as a grid, and the steps that pictures of risk share. Cells come masked."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from db.choices import Level, Tier
from db.queries.heat_map import FEWEST, Cell, HeatMap
from db.words import N_, _
from reports.grid import Grid, Head, Square


class Colour(StrEnum):
    """What the colour of a cell tells, of buildings and hardships."""

    COUNT = "count"
    OVERDUE = "overdue"
    TIER = "tier"
    SCORE = "score"
    HIGHEST = "highest"
    MEAN = "mean"


COLOURS = {
    Colour.COUNT: N_("Number of households"),
    Colour.OVERDUE: N_("Share overdue"),
    Colour.TIER: N_("Closest tier"),
    Colour.SCORE: N_("Mean risk score"),
    Colour.HIGHEST: N_("Gravest risk"),
    Colour.MEAN: N_("Mean of the risks last seen"),
}
Steps = tuple[tuple[str, int | None], ...]


def crossing(found: HeatMap, colour: Colour) -> Grid:
    """Buildings against kinds of hardship."""
    top: float | None = None
    match colour:
        case Colour.COUNT:
            top = max((cell.households for cell in found.cells), default=1)
        case Colour.OVERDUE:
            top = top_share(_late(cell) for cell in found.cells)
    steps: dict[Colour, Steps] = {
        Colour.TIER: (*tier_steps(), (_("Not assessed"), None)),
        Colour.SCORE: (*_score_steps(found.starts), (_("Not recorded"), None)),
    }
    return Grid(
        title=_(COLOURS[colour]),
        said=_("Number of households and risk for each building and kind of hardship"),
        row_title=_("Building"),
        column_title=_("Kind of hardship"),
        rows=tuple(Head(str(key), name) for key, name in found.buildings),
        columns=tuple(Head(kind, _(kind.label)) for kind in found.kinds),
        squares=tuple(_crossed(cell, colour, found.starts) for cell in found.cells),
        tips=(
            _("Households"),
            _("Overdue"),
            _("Closest tier"),
            _("Mean risk score (known of all)"),
            _("Gravest risk"),
            _("Mean risk (known of all)"),
        ),
        heads=(
            _("Building"),
            _("Kind of hardship"),
            _("Households"),
            _("Overdue"),
            _("Share overdue, %"),
            _("Closest tier"),
            _("Mean risk score"),
            _("Households with a risk score"),
            _("Gravest risk"),
            _("Mean of the risks last seen"),
            _("Households with a risk seen"),
        ),
        top=top,
        steps=steps.get(colour, (*level_steps(), (_("Not recorded"), None))) if top is None else (),
        unit="%" if colour is Colour.OVERDUE else "",
        is_mean=colour in (Colour.SCORE, Colour.MEAN),
        long_names=True,
        notes=(
            _("An empty place means no household. One household may have several hardships and is counted in each."),
            *_unknown(found, colour),
            *few(found.hides_few),
        ),
    )


def _crossed(cell: Cell, colour: Colour, starts: Sequence[tuple[Tier, int]]) -> Square:
    late, highest, tier = _late(cell), cell.highest, cell.tier
    figure, value, step, weight = str(cell.households), float(cell.households), "", None
    match colour:
        case Colour.OVERDUE:
            figure, value, weight = f"{late}%", late, cell.overdue
        case Colour.TIER:
            value, step = (0, _("Not assessed")) if tier is None else (_graver(len(Tier) - int(tier)), _(tier.label))
        case Colour.SCORE:
            known = cell.score is not None
            figure, value = (f"{cell.score:.0f}", cell.score or 0) if known else ("", 0)
            step = score_step(round(cell.score or 0), starts) if known else _("Not recorded")
        case Colour.HIGHEST:
            value, step = (0, _("Not recorded")) if highest is None else (_graver(int(highest)), _(highest.label))
        case Colour.MEAN:
            figure, value, step = as_mean(cell.mean)
    return Square(
        str(cell.building_id),
        cell.kind,
        figure,
        value,
        step,
        weight,
        tip=(
            str(cell.households),
            f"{cell.overdue} ({late}%)",
            _(tier.label) if tier else _("Not assessed"),
            _of_all("" if cell.score is None else f"{cell.score:.0f}", cell.scored, cell.households),
            _(highest.label) if highest is not None else _("Not recorded"),
            _of_all("" if cell.mean is None else f"{cell.mean:.1f}", cell.known, cell.households),
        ),
        told=(
            cell.building,
            _(cell.kind.label),
            cell.households,
            cell.overdue,
            late,
            _(tier.label) if tier else None,
            _rounded(cell.score),
            cell.scored,
            _(highest.label) if highest is not None else None,
            _rounded(cell.mean),
            cell.known,
        ),
    )


def top_share(shares: Iterable[int]) -> int:
    """The end of a scale of shares: whole tens, so that most of the scale is used and its figures are round."""
    return max(10, -(-max(shares, default=0) // 10) * 10)


def _late(cell: Cell) -> int:
    return round(100 * cell.overdue / cell.households)


def _graver(step: int) -> int:
    """So that one cell of a step outweighs a row of the step below."""
    return 100**step


def tier_steps() -> Steps:
    return tuple((_(tier.label), place) for place, tier in enumerate(Tier))


def level_steps() -> Steps:
    """The gravest first, as tiers stand."""
    return tuple((_(level.label), place) for place, level in enumerate(reversed(Level)))


def as_mean(mean: float | None) -> tuple[str, float, str]:
    """Figure, value and step of a mean of risks."""
    if mean is None:
        return "", 0, _("Not recorded")
    return f"{mean:.1f}", mean, _(Level(str(int(mean + 0.5))).label)


def score_step(score: int, starts: Sequence[tuple[Tier, int]]) -> str:
    """The word of the step that a score falls into: 40 to 69."""
    words = [word for word, _place in _score_steps(starts)]
    return next(word for word, (_tier, start) in zip(words, starts, strict=True) if score >= start)


def _score_steps(starts: Sequence[tuple[Tier, int]]) -> Steps:
    """With the fills of the tiers that such a score advises."""
    ends = [100, *(start - 1 for _tier, start in starts)]
    return tuple(
        (_("{start} to {end}").format(start=start, end=end), list(Tier).index(tier))
        for (tier, start), end in zip(starts, ends, strict=False)
    )


def few(hides_few: bool) -> tuple[str, ...]:
    return (_("Cells of fewer than {n} households are left empty.").format(n=FEWEST),) if hides_few else ()


def _unknown(found: HeatMap, colour: Colour) -> tuple[str, ...]:
    unknown = {
        Colour.TIER: lambda cell: cell.tier is None,
        Colour.SCORE: lambda cell: cell.score is None,
        Colour.HIGHEST: lambda cell: cell.highest is None,
        Colour.MEAN: lambda cell: cell.mean is None,
    }.get(colour)
    n = sum(map(unknown, found.cells)) if unknown else 0
    return (_("Cells without this recorded: {n}. They stand without a fill.").format(n=n),) if n else ()


def _of_all(figure: str, known: int, households: int) -> str:
    return f"{figure} ({known}/{households})" if figure else _("Not recorded")


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 2)
