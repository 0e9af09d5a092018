"""What a file would do to the register, row by row, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from db.choices import LineChoice, LineState, TableKind
from db.errors import Refused
from db.intake.table import Problem, Record, Table
from db.models import Account, LogHead
from db.queries import import_preview_register as registered
from db.queries.import_preview_calls import Staff
from db.queries.import_preview_choices import Choices
from db.queries.import_preview_compare import Change
from db.queries.import_preview_homes import who
from db.queries.import_preview_lists import NewBuilding, accounts, buildings, new_buildings
from db.queries.import_preview_rows import Like, Row, door_told, rows
from db.queries.import_preview_together import by_household, is_taken
from db.queries.import_preview_work import Made, Work
from db.rights import Person, Right, require
from db.uncollected import uncollected
from db.words import _

OPEN_QUESTIONS = (LineState.DOUBTFUL, LineState.DOUBLE)


@dataclass(frozen=True)
class Line:
    """One row of the file. Lines of one `key` are decided together; `chosen` is what holds now, by a person's choice
    or as proposed. `changes` holds old beside new; `likes` the files it may be about, with what matches."""

    key: str
    sheet: str
    row: int
    state: LineState
    door: str
    who: str
    no: int
    chosen: LineChoice
    offered: tuple[LineChoice, ...]
    changes: tuple[Change, ...] = ()
    likes: tuple[Like, ...] = ()
    problems: tuple[Problem, ...] = ()
    edited: bool = False  # somebody has put right since what the list would put back

    @property
    def is_asked(self) -> bool:
        return self.state in OPEN_QUESTIONS


@dataclass(frozen=True)
class UnknownName:
    """A name among those who went that is no account here."""

    name: str
    rows: int


@dataclass(frozen=True)
class Preview:
    """`work` is what would be written; `stamp` the state of the log it was worked out at."""

    kind: TableKind
    table: Table
    records: tuple[Record, ...]
    choices: Choices
    lines: tuple[Line, ...]
    work: Work
    new_buildings: tuple[NewBuilding, ...] = ()
    unknown_staff: tuple[UnknownName, ...] = ()
    stamp: str = ""

    def count(self, state: LineState) -> int:
        return sum(line.state is state for line in self.lines)

    @property
    def refused(self) -> Mapping[int, tuple[str, ...]]:
        """The sentences by row, for the file that goes back."""
        return {
            line.row: tuple(problem.why for problem in line.problems if problem.grave)
            for line in self.lines
            if line.state is LineState.REFUSED
        }


def preview(
    s: Session, viewer: Person, table: Table, records: Sequence[Record], choices: Choices, today: date
) -> Preview:
    """Everything is compared with the register as it stands; nothing is written."""
    require(viewer, Right.IMPORT)
    if table.kind is TableKind.OWNERS:
        raise Refused(_("A list of owners and tenants is compared with the register, not taken in."))
    with uncollected():
        return _looked(s, viewer, table, records, choices, today)


def _looked(
    s: Session, viewer: Person, table: Table, records: Sequence[Record], choices: Choices, today: date
) -> Preview:
    stamp = s.exec(select(LogHead.mac)).first() or ""
    register = registered.read(s)
    staff = Staff(register, choices.staff)
    shapes: tuple[NewBuilding, ...] = ()
    match table.kind:
        case TableKind.BUILDINGS:
            told = _bare(records)
            work = Work(buildings=_taken(buildings(told, register), told, choices))
        case TableKind.STAFF:
            told, may = _bare(records), viewer.may(Right.ACCOUNTS)
            work = Work(accounts=_taken(accounts(told, register, _accounts(s), may), told, choices))
        case _:
            told = rows(table, records, register, choices.new_buildings)
            shapes = new_buildings(told)
            found = by_household(s, table, told, register, staff, choices, today)
            used = {home.building for home in found if home.building}
            work = Work(tuple(found), tuple(each.made() for each in shapes if each.key in used))
    lines = tuple(_line(row, choices) for row in told)
    unknown = tuple(UnknownName(name, n) for name, n in sorted(staff.unknown.items()))
    work = replace(work, counts=_counts(work))
    return Preview(table.kind, table, tuple(records), choices, lines, work, shapes, unknown, stamp)


def _bare(records: Sequence[Record]) -> list[Row]:
    """Rows that are about no household."""
    found = [Row(record, f"{record.table}!{record.row}", problems=list(record.problems)) for record in records]
    for row in found:
        row.state = LineState.REFUSED if row.record.is_refused else LineState.NEW
    return found


def _taken(made: Sequence[Made], told: Sequence[Row], choices: Choices) -> tuple[Made, ...]:
    keys = {row.record.row for row in told if is_taken(row, choices)}
    return tuple(each for each in made if each.row in keys)


def _accounts(s: Session) -> dict[int, Account]:
    return {a.id or 0: a for a in s.exec(select(Account).where(col(Account.deleted).is_(False)))}


def _line(row: Row, choices: Choices) -> Line:
    return Line(
        row.key,
        row.record.table,
        row.record.row,
        row.state,
        door_told(row),
        who(row),
        row.no,
        choices.of(row.key, row.proposed).choice if not row.is_refused else LineChoice.SKIP,
        row.offered if not row.is_refused and row.state is not LineState.SAME else (),
        tuple(row.changes),
        row.likes,
        tuple(row.problems),
        row.edited,
    )


def _counts(work: Work) -> dict[str, int]:
    """Of what is new, and of the records that change."""
    homes = work.homes
    calls = [call for home in homes for call in home.calls]
    needs = [need for call in calls for need in call.needs]
    people = [each for home in homes for each in home.people]
    return {
        "households": sum(not home.household_id for home in homes),
        "residents": sum(not each.resident_id for each in people),
        "hardships": sum(not each.hardship_id for home in homes for each in home.hards),
        "visits": sum(not call.visit_id for call in calls),
        "needs": len(needs),
        "measures": sum(len(need.measures) for need in needs),
        "buildings": sum(not each.record_id for each in work.buildings),
        "accounts": sum(not each.record_id for each in work.accounts),
        "changed": sum(bool(home.household_id and home.values) for home in homes)
        + sum(bool(each.resident_id) for each in people)
        + sum(bool(call.visit_id) for call in calls)
        + sum(bool(each.record_id) for each in (*work.buildings, *work.accounts)),
    }
