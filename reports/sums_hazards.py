"""Buildings against hazards as a grid. Cells come masked."""

from enum import StrEnum

from db.queries.hazards import HazardCell, Hazards
from db.words import N_, _
from reports.grid import Grid, Head, Square
from reports.sums import few, top_share


class Colour(StrEnum):
    COUNT = "count"
    SHARE = "share"


COLOURS = {
    Colour.COUNT: N_("Number of households"),
    Colour.SHARE: N_("Share of the homes looked at"),
}


def hazards(found: Hazards, colour: Colour) -> Grid:
    """Buildings against hazards. Where somebody looked and found nothing stands 0; nobody looked: nothing."""
    is_share = colour is Colour.SHARE
    names, there = dict(found.buildings), {(cell.building_id, cell.hazard): cell for cell in found.cells}
    cells = [
        there.get((building, hazard), HazardCell(building, names[building], hazard, 0, looked))
        for building, looked in found.looked
        for hazard in found.hazards
        if (building, hazard) in there or not found.hides_few
    ]
    return Grid(
        title=_(COLOURS[colour]),
        said=_("In how many homes of each building a hazard stood when somebody last looked"),
        row_title=_("Building"),
        column_title=_("Hazard"),
        rows=tuple(Head(str(key), name) for key, name in found.buildings),
        columns=tuple(Head(hazard, _(hazard.label)) for hazard in found.hazards),
        squares=tuple(_hazard(cell, is_share) for cell in cells),
        tips=(_("Households"), _("Homes looked at")),
        heads=(_("Building"), _("Hazard"), _("Households"), _("Homes looked at"), _("Share, %")),
        top=top_share(map(_share, cells)) if is_share else max((cell.households for cell in cells), default=0) or 1,
        unit="%" if is_share else "",
        long_names=True,
        notes=(
            _("As seen at the last face-to-face visit of this time that noted anything. Empty: nobody looked."),
            *few(found.hides_few),
        ),
    )


def _hazard(cell: HazardCell, is_share: bool) -> Square:
    share = _share(cell)
    return Square(
        str(cell.building_id),
        cell.hazard,
        f"{share}%" if is_share else str(cell.households),
        share if is_share else cell.households,
        weight=cell.households,
        tip=(f"{cell.households} ({share}%)", str(cell.looked)),
        told=(cell.building, _(cell.hazard.label), cell.households, cell.looked, share),
    )


def _share(cell: HazardCell) -> int:
    return round(100 * cell.households / cell.looked) if cell.looked else 0
