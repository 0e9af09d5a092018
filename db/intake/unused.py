"""Lines of a template that nobody filled in: they carry what the template begins with, and name nobody."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from db.choices import TableKind
from db.intake import bodies
from db.intake.cells import is_said
from db.intake.looks import Look
from db.intake.table import Body, Column, LeftOut, Table
from db.intake.targets import BY_KEY, OUT
from db.sheets.book import Cell
from db.words import _

# One of these names whom a row is about.
WHO = {
    TableKind.HOUSEHOLDS: {"resident.name", "resident.head", "family.members", "household.room", "household.door"},
    TableKind.VISITS: {"resident.name", "resident.head", "family.members", "household.room", "household.door"},
    TableKind.OWNERS: {"owner.name", "tenant.name", "household.room", "household.door"},
    TableKind.BUILDINGS: {"building.name"},
    TableKind.STAFF: {"account.name", "account.display"},
}
DEFAULTS = (Look.SEX, Look.RELATION, Look.HARDSHIP, Look.YES_NO, Look.CHOICE, Look.NUMBER)
IN_WORDS = {"resident.living", "resident.condition", "need.state", "resident.disability", "occupant.state"}


def without_unused(table: Table) -> Table:
    """Body and unused rows sorted anew, as the columns are understood now."""
    of_people = _("A line of the template that nobody filled in: it names nobody.")
    of_buildings = _("A line of the template that nobody filled in: it names no building.")
    why = of_buildings if table.kind is TableKind.BUILDINGS else of_people
    rows = sorted([*table.body, *table.unused], key=lambda row: row.row)
    unused = _unused(table, rows)
    out = [each for each in table.left_out if each.why not in (of_people, of_buildings)]
    out += bodies.joined(LeftOut(row, row, why) for row in sorted(unused))
    return replace(
        table,
        body=tuple(row for row in rows if row.row not in unused),
        unused=tuple(row for row in rows if row.row in unused),
        left_out=tuple(sorted(out, key=lambda each: (each.sheet, each.first))),
    )


def _unused(table: Table, rows: Sequence[Body]) -> set[int]:
    who = [column.index for column in table.columns if column.target in WHO[table.kind]]
    if not who:
        return set()
    merged = {row + 1 for span in table.merged if span.left in who for row in range(span.top, span.bottom + 1)}
    nobody = [row for row in rows if row.row not in merged and not _names(row, who)]
    columns = [column for column in table.columns if column.target != OUT]
    contents = {row.row: _contents(row, columns) for row in nobody}
    often = Counter(contents.values())
    by_index = {column.index: column for column in columns}
    return {
        number
        for number, told in contents.items()
        if not told or often[told] > 1 or all(_is_default(by_index[index]) for index, _text in told)
    }


def _names(row: Body, who: Collection[int]) -> bool:
    return any(index < len(row.cells) and is_said(row.cells[index]) for index in who)


def _contents(row: Body, columns: Sequence[Column]) -> tuple[tuple[int, str], ...]:
    def cell(index: int) -> Cell:
        return row.cells[index] if index < len(row.cells) else None

    return tuple((c.index, str(cell(c.index)).strip()) for c in columns if is_said(cell(c.index)))


def _is_default(column: Column) -> bool:
    """What a template fills in beforehand is a word to choose, never a day or a number of somebody."""
    if column.target in IN_WORDS:
        return True
    return bool(column.target) and BY_KEY[column.target].look in DEFAULTS
