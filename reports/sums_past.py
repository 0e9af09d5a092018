"""The pictures in sums that look back, each as a grid: months, and moves from tier to tier."""

from db import telling
from db.queries.month_homes import Measure
from db.queries.months import By, MonthCell, Months, MonthSums, Span
from db.queries.moves import Move, Moves
from db.queries.stood import Standing
from db.words import N_, _, language
from reports.grid import Grid, Head, Square, Value
from reports.sums import as_mean, few, level_steps

MEASURES = {
    Measure.MET: N_("Households met"),
    Measure.VISITS: N_("Visits"),
    Measure.MEAN: N_("Mean of the risks seen"),
    Measure.CLOSE: N_("In tiers 1 and 2 at the month's end"),
}
BYS = {By.BUILDING: N_("Building"), By.KIND: N_("Kind of hardship")}


def months(found: Months, measure: Measure) -> Grid:
    """Months stand beside one another, buildings or hardships below."""
    is_mean = measure is Measure.MEAN
    known = [(cell, value) for cell in found.cells if (value := getattr(cell.now, measure)) is not None]
    names = {key: _(name) if found.by is By.KIND else name for key, name in found.keys}
    row_title = _("Building") if found.by is By.BUILDING else _("Kind of hardship")
    return Grid(
        title=_(MEASURES[measure]),
        said=_("{measure}, month by month").format(measure=_(MEASURES[measure])),
        row_title=row_title,
        column_title=_("Month"),
        rows=tuple(Head(str(key), name) for key, name in names.items()),
        columns=tuple(
            Head(str(n), _month(span, found.runs and n == len(found.spans) - 1)) for n, span in enumerate(found.spans)
        ),
        squares=tuple(_in_month(cell, measure, value, found, names[cell.key]) for cell, value in known),
        tips=tuple(_(words) for words in MEASURES.values()),
        heads=(row_title, _("Month, first day"), *_both_heads()),
        top=None if is_mean else max((value for _cell, value in known), default=0) or 1,
        steps=(*level_steps(), (_("Not recorded"), None)) if is_mean else (),
        is_mean=is_mean,
        notes=(
            _("Empty: nothing was recorded then. Who was overdue in months gone by is not kept, so it is not told."),
            _("Filters speak of files as they are today; files of every state count, as they stood then."),
            *((_("This month is told to today, beside the same days of the month before."),) if found.runs else ()),
            *few(found.hides_few),
        ),
    )


def _in_month(cell: MonthCell, measure: Measure, value: float, found: Months, name: str) -> Square:
    figure, number, step = as_mean(value) if measure is Measure.MEAN else (str(value), value, "")
    both: list[Value] = []
    for each in Measure:
        both += [_rounded(getattr(of, each)) for of in (cell.now, cell.before)]
    return Square(
        str(cell.key),
        str(cell.month),
        figure,
        number,
        step,
        tip=tuple(_beside(cell, each, found.runs and cell.month == len(found.spans) - 1) for each in MEASURES),
        told=(name, found.spans[cell.month][0].isoformat()[:7], *both),
    )


def _both_heads() -> tuple[str, ...]:
    found: list[str] = []
    for words in MEASURES.values():
        found += [_(words), _("{what}, month before").format(what=_(words))]
    return tuple(found)


def _beside(cell: MonthCell, measure: Measure, runs: bool) -> str:
    """18（上月 15，+3）: the month, the one before, how it moved."""
    now, before = _value(cell.now, measure), _value(cell.before, measure)
    places = 1 if measure is Measure.MEAN else 0
    if now is None:
        return _("Not recorded")
    if before is None:
        return f"{now:.{places}f}"
    # What stands at a month's end has no same days: it is beside the end of the month before.
    is_same_days = runs and measure is not Measure.CLOSE
    words = _("{n} (month before {before}, {change})")
    if is_same_days:
        words = _("{n} (same days last month {before}, {change})")
    by = round(round(now, places) - round(before, places), places)
    change = f"{by:+.{places}f}".replace("-", "−") if by else _("unchanged")
    return words.format(n=f"{now:.{places}f}", before=f"{before:.{places}f}", change=change)


def _value(sums: MonthSums, measure: Measure) -> float | None:
    value: float | None = getattr(sums, measure)
    return value


def _rounded(number: float | None) -> float | None:
    return round(number, 2) if isinstance(number, float) else number


def _month(span: Span, runs: bool) -> str:
    """2026年\n11月: the year where a row of months begins with it; a month that runs says up to which day."""
    first, last = span
    if language() == "zh_CN":
        return f"{first.year % 100}年\n{first.month}月" + (f"\n至{last.day}日" if runs else "")
    to = "\n" + _("to {day}").format(day=last.day) if runs else ""
    return f"{telling.MONTHS[first.month - 1]}\n{first.year}{to}"


def moves(found: Moves) -> Grid:
    """From the standing on the left to the one below. Who stayed stands in the diagonal, without a fill."""
    start, end = telling.paper_day(found.start), telling.paper_day(found.end)
    rows = [one for one in Standing if any(cell.before is one for cell in found.cells)]
    columns = [one for one in Standing if any(cell.after is one for cell in found.cells)]
    return Grid(
        title=_("Number of households"),
        said=_("How many households changed from tier to tier between {start} and {end}").format(start=start, end=end),
        row_title=_("When {day} began").format(day=start),
        column_title=_("When {day} ended").format(day=end),
        rows=tuple(Head(one, _(one.label)) for one in rows),
        columns=tuple(Head(one, _(one.label)) for one in columns),
        squares=tuple(_moved(cell) for cell in found.cells),
        tips=(_("Households"), _("How it changed")),
        heads=(
            _("When {day} began").format(day=start),
            _("When {day} ended").format(day=end),
            _("Households"),
            _("How it changed"),
        ),
        top=max((cell.households for cell in found.cells if not cell.stayed), default=1),
        stays=True,
        notes=(
            _("Left: when {start} began. Below: when {end} ended. No fill: unchanged.").format(start=start, end=end),
            _("▲ to a closer tier, ▼ to a less close one. Filters speak of files as they are today."),
            *few(found.hides_few),
        ),
    )


def _moved(cell: Move) -> Square:
    mark = "▲" if cell.rose else "▼" if cell.fell else ""
    change = change_of(cell)
    return Square(
        cell.before,
        cell.after,
        f"{mark} {cell.households}" if mark else str(cell.households),
        cell.households,
        is_quiet=cell.stayed,
        tip=(str(cell.households), change),
        told=(_(cell.before.label), _(cell.after.label), cell.households, change),
    )


def change_of(cell: Move) -> str:
    if cell.rose:
        return _("To a closer tier")
    if cell.fell:
        return _("To a less close tier")
    if cell.stayed:
        return _("Unchanged")
    match (cell.before, cell.after):
        case (Standing.NOT_YET, _other):
            return _("New on file")
        case (_other, Standing.ENDED):
            return _("Ended")
        case (Standing.NOT_ASSESSED, other) if other.is_tier:
            return _("Assessed")
    return _("Other change")
