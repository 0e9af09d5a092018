"""The records that the rows of a table make, one a row."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from db.choices import Relation, TableKind
from db.intake import calls, homes, lists
from db.intake.cells import is_said
from db.intake.draft import Draft, Plan
from db.intake.table import Body, Record, Table
from db.intake.targets import OUT
from db.reading import said
from db.sheets.book import Cell
from db.words import _

MAKE: Mapping[TableKind, Callable[[Draft, Plan], Record]] = {
    TableKind.HOUSEHOLDS: homes.record,
    TableKind.VISITS: calls.record,
    TableKind.BUILDINGS: lists.building,
    TableKind.STAFF: lists.account,
    TableKind.OWNERS: lists.occupants,
}
DOOR = (
    "household.building",
    "household.unit",
    "household.floor",
    "household.room",
    "household.door",
    "household.raw_address",
)
# What a row within merged cells, or one that goes on with the household above, takes from there.
OF_HOUSE = frozenset({*DOOR, "household.responsible", "household.tier", "resident.head"})
OF_CALL = OF_HOUSE | {"resident.name", "visit.at", "visit.staff", "visit.way", "visit.outcome"}


def records(table: Table, today: date) -> tuple[Record, ...]:
    """What every row says, with what is wrong with it. Days without a year are of the table's."""
    plan, make = Plan(table, today), MAKE[table.kind]
    return tuple(make(draft, plan) for draft in _drafts(plan))


def _drafts(plan: Plan) -> Iterator[Draft]:
    table = plan.table
    taken = OF_CALL if table.kind is TableKind.VISITS else OF_HOUSE
    by_row = {body.row: body for body in table.body} if plan.carried else {}
    at = {column.target: column.index for column in table.columns if column.target}
    goes_on = _goes_on(plan, at)
    doors = [at[target] for target in DOOR if target in at]
    above: Body | None = None
    for body in table.body:
        carried: dict[str, Cell] = {}
        why = ""
        if (spans := plan.carried.get(body.row)) is not None:
            carried = {t: _cell(by_row[row], at[t]) for t, row in spans.items() if t in taken and row in by_row}
        if carried and spans:
            why = _("The merged cells of row {n} count for this row.").format(n=min(spans.values()))
        elif above is not None and goes_on(body, above):
            carried = {target: _cell(above, at[target]) for target in taken if target in at}
            why = _("No door is written: the row belongs to the household of row {n}.").format(n=above.row)
        elif any(is_said(_cell(body, index)) for index in doors):
            above = body
        draft = plan.draft(body, carried)
        if why:
            draft.say("", why)
        yield draft


def _goes_on(plan: Plan, at: Mapping[str, int]) -> Callable[[Body, Body], bool]:
    """Whether a row without a door goes on with the household above: by its relation, or by its missing number."""
    table = plan.table
    doors = [at[target] for target in DOOR if target in at]
    names = [at[target] for target in ("resident.name", "resident.head") if target in at]
    numbers = _numbers(table)
    relation, head = at.get("resident.relation"), at.get("resident.head")
    is_calls = table.kind is TableKind.VISITS

    def goes_on(body: Body, above: Body) -> bool:
        if not doors or any(is_said(_cell(body, index)) for index in doors):
            return False
        if is_calls and any(is_said(_cell(body, index)) for index in names):
            return False
        if head is not None and is_said(_cell(body, head)):
            return len(names) > 1 and _cell(body, head) == _cell(above, head)
        if relation is not None and is_said(cell := _cell(body, relation)):
            return said.relation(cell).value is not Relation.HEAD
        return numbers is not None and not is_said(_cell(body, numbers))

    return goes_on


def _numbers(table: Table) -> int | None:
    """The column that numbers households: where it is empty, the row goes on with the one above."""
    for column in table.columns:
        if column.target == OUT:
            numbered = sum(is_said(_cell(body, column.index)) for body in table.body)
            return column.index if numbered >= 2 else None
    return None


def _cell(body: Body, index: int) -> Cell:
    return body.cells[index] if index < len(body.cells) else None
