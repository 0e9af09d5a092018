"""The register beside a list of owners and tenants: what is proposed, what is done, and that it can be taken back."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from db.changes import batch, compared, estate, household, need, plan, state, touched, visit
from db.changes.compared import Decision
from db.choices import (
    Answer,
    Case,
    ClosingKind,
    HouseholdState,
    NeedKind,
    OccupantRole,
    OccupantState,
    Outcome,
    PlanState,
    TableKind,
    Way,
    Word,
)
from db.errors import Conflict, NotAllowed, Refused
from db.intake import owners
from db.models import Building, Household, LogEntry, PlanFields, PlannedVisit, Resident
from db.queries.compared import compared as asked
from tests import made_owners
from tests.conftest import DAY, MORNING
from tests.test_merge import everything

FILES: dict[str, tuple[str, int, str, tuple[tuple[str, str], ...]]] = {
    "王桂英": ("3栋", 1, "0901", (("王桂英", "13900001111"),)),
    "李卫东": ("3栋", 2, "0301", (("李卫东", ""),)),
    "赵秀兰": ("3栋", 2, "0502", (("赵秀兰", ""), ("周建国", "13700010010"))),
    "孙德福": ("3栋", 1, "0402", (("孙德福", "13700010002"),)),
    "钱进": ("5栋", 1, "0201", (("钱进", "13700010021"),)),
    "吴春梅": ("5栋", 1, "0302", (("吴春梅", "137 0001 0027"),)),
    "冯玉珍": ("5栋", 2, "0501", (("冯玉珍", ""),)),
    "马国庆": ("5栋", 2, "0602", (("马国庆", ""),)),
    "何秀英": ("5栋", 3, "0701", (("何秀英", ""),)),
    "王玉梅": ("3栋", 1, "1001", (("王玉梅", "13700010005"),)),
    "林芳": ("3栋", 2, "1102", (("林芳", "13700010016"),)),
    "许志强": ("5栋", 3, "0101", (("许志强", ""),)),
    "无名": ("5栋", 3, "0202", ()),
    "黄丽华": ("3栋", 2, "1201", (("黄丽华", "13700010017"),)),
}
BY_NAME = {
    "陈玉芬": Case.VERIFY,
    "林芳": Case.VERIFY,
    "王玉梅": Case.VERIFY,
    "黄丽华": Case.VERIFY,
    "王桂英": Case.PHONE,
    "孙德福": Case.VACANT,
    "李卫东": Case.DECEASED,
    "钱进": Case.MOVED,
    "吴春梅": Case.MOVED,
    "赵秀兰": Case.ASK,
    "冯玉珍": Case.ASK,
    "马国庆": Case.ASK,
}


@pytest.fixture
def register(s, cast, home) -> dict[str, int]:
    """陈玉芬 and the other files that the made list meets; by name."""
    who, found = cast["visitor"], {"陈玉芬": home}
    buildings = dict(s.exec(select(Building.name, Building.id)).all())
    for key, (building, unit, room, people) in FILES.items():
        there = {"building_id": buildings[building], "unit": unit, "room": room, "responsible_id": who.id}
        found[key] = household.add_household(s, who, DAY - timedelta(days=200), there)
        for name, phone in people:
            household.add_resident(s, who, found[key], {"name": name, "phone": phone})
    state.pause(s, who, found["许志强"], DAY, DAY + timedelta(days=40), "住院")
    touched.settle(s)  # as at the end of the deeds that opened them
    return found


def compare(s, cast, table=None):
    return asked(s, cast["manager"], owners.occupants(table or made_owners.table(), ("3栋", "5栋")), DAY)


@pytest.fixture
def found(s, cast, register):
    return compare(s, cast)


def line_of(found, household_id):
    return next(line for line in found.lines if line.home.id == household_id)


def decide(s, cast, found, register, answers: dict[str, Answer], **more: Any) -> int:
    decisions = [Decision(line_of(found, register[name]), answer) for name, answer in answers.items()]
    return compared.settle(s, cast["manager"], decisions, MORNING, "业主名册.xlsx", **more)


def test_every_file_finds_its_case(found, register):
    names = {key: name for name, key in register.items()}
    assert {names[line.home.id]: line.case for line in found.lines} == BY_NAME
    assert (found.not_listed, found.unnamed, found.agreed) == (1, 1, 1)
    doors = {row[:3] for row in made_owners.ROWS if row[0] != "6栋"}
    met = {(building, unit, room) for building, unit, room, _people in FILES.values()} | {("3栋", 1, "1202")}
    assert found.strange == len(doors - met)
    assert [each.row for each in found.unread] == [42, 43], "a building we do not have, and a door made a day of"
    assert found.unread[1].why


def test_only_the_same_name_that_lives_there_is_sure(found, register):
    sure = [line.home.id for line in found.lines if line.is_sure]
    assert sorted(sure) == sorted([register["陈玉芬"], register["林芳"]])
    alike = line_of(found, register["王玉梅"])
    assert any("王玉海" in why and "王玉梅" in why for why in alike.why)
    assert "没有写明" in " ".join(line_of(found, register["黄丽华"]).why)


def test_nothing_is_ended_but_by_choice(found):
    for line in found.lines:
        assert line.offered[-1] is Answer.LEAVE
        if line.case in (Case.ASK, Case.VERIFY, Case.PHONE):
            assert not set(line.offered) & {Answer.MOVED, Answer.DECEASED, Answer.PAUSE}, line


def test_who_is_missing_is_asked_for(found, register):
    line = line_of(found, register["冯玉珍"])
    assert line.offered == (Answer.ASK, Answer.VERIFY, Answer.LEAVE)
    assert "冯强" in line.why[0] and "冯玉珍" in line.why[1]


def test_somebody_with_the_same_telephone_is_found_at_another_door(found, register):
    line = line_of(found, register["吴春梅"])
    assert line.offered == (Answer.DOOR, Answer.ASK, Answer.MOVED, Answer.LEAVE)
    assert line.to is not None and (line.to.building, line.to.unit, line.to.room) == ("5栋", 2, "0402")


def test_a_namesake_is_nobody_of_ours(s, cast, found, register):
    assert line_of(found, register["陈玉芬"]).case is Case.VERIFY, "another 陈玉芬 stands on the list as well"
    rows = tuple(row for row in made_owners.ROWS if row[:3] != ("3栋", 1, "1202"))
    again = compare(s, cast, made_owners.table(rows))
    assert not [line for line in again.lines if line.home.id == register["陈玉芬"]] and again.not_listed == 2


@pytest.mark.parametrize(
    ("building", "room", "written"),
    [
        ("28弄", "7号3楼", ("28弄", None, "7号3楼")),
        ("28弄", "7号", ("28弄", None, "7号")),
        ("28弄", "7", ("28弄", None, "7号")),
        ("3栋", "1202室", ("3号楼", 2, "1202")),
        ("3栋", "1202", ("３幢", "2单元", "1202室")),
        ("3栋", "2-1202", ("3", "", "2-1202")),
    ],
)
def test_a_door_is_met_however_it_is_written(s, cast, home, building, room, written):
    """The register keeps doors as they were typed, lanes and all."""
    if building == "28弄":
        estate.add_building(s, cast["visitor"], {"name": "28弄", "units": 0, "floors": 3, "doors": 12})
    where = s.exec(select(Building.id).where(Building.name == building)).one()
    key = household.add_household(s, cast["visitor"], DAY, {"building_id": where, "room": room})
    household.add_resident(s, cast["visitor"], key, {"name": "何巧云"})
    row = (*written, "何巧云", "业主", None, "自住", None, None, "")
    people = owners.occupants(made_owners.table((row,)), ("3栋", "5栋", "28弄"))
    found = asked(s, cast["manager"], people, DAY)
    assert [(line.home.id, line.case) for line in found.lines] == [(key, Case.VERIFY)]


def test_old_stands_beside_new(found, register):
    [new] = line_of(found, register["王桂英"]).phones
    assert (new.name, new.old, new.new, new.both) == (
        "王桂英",
        "13900001111",
        "13911112222",
        "13900001111、13911112222",
    )


@pytest.mark.parametrize("answer", [Answer.PHONE, Answer.BOTH, Answer.VERIFY])
def test_a_telephone_is_taken_as_chosen(s, cast, found, register, answer):
    decide(s, cast, found, register, {"王桂英": answer})
    phone = s.exec(select(Resident.phone).where(Resident.household_id == register["王桂英"])).one()
    whole = {Answer.PHONE: "13911112222", Answer.BOTH: "13900001111、13911112222", Answer.VERIFY: "13900001111"}
    assert phone == whole[answer]
    assert s.get_one(Household, register["王桂英"]).verified_on == DAY


def test_verified_ones_say_so_and_nothing_else_changes(s, cast, found, register):
    before = {name: s.get_one(Household, key).model_dump() for name, key in register.items()}
    decide(s, cast, found, register, {"陈玉芬": Answer.VERIFY, "林芳": Answer.VERIFY})
    for name, key in register.items():
        now = s.get_one(Household, key).model_dump()
        differing = {column for column, value in now.items() if before[name][column] != value}
        assert differing == ({"verified_on", "version"} if name in ("陈玉芬", "林芳") else set()), name


def test_what_was_decided_is_done_by_the_usual_deeds(s, cast, found, register):
    made = decide(
        s,
        cast,
        found,
        register,
        {
            "孙德福": Answer.PAUSE,
            "李卫东": Answer.DECEASED,
            "钱进": Answer.MOVED,
            "吴春梅": Answer.DOOR,
            "冯玉珍": Answer.ASK,
            "赵秀兰": Answer.LEAVE,
        },
    )
    files = {name: s.get_one(Household, key) for name, key in register.items()}
    assert files["孙德福"].state is HouseholdState.PAUSED
    assert files["孙德福"].paused_until == DAY + timedelta(days=90)
    assert files["李卫东"].state is HouseholdState.DECEASED and "业主名册.xlsx" in files["李卫东"].state_why
    assert files["钱进"].state is HouseholdState.MOVED and files["钱进"].due_on is None
    moved = files["吴春梅"]
    assert (moved.unit, moved.room, moved.floor, moved.state) == (2, "0402", 4, HouseholdState.ACTIVE)
    check = s.exec(select(PlannedVisit).where(PlannedVisit.household_id == register["冯玉珍"])).one()
    assert check.state is PlanState.OPEN and check.start == DAY and "冯强" in check.words
    assert check.account_id == cast["visitor"].id
    assert files["赵秀兰"].verified_on is None
    said = s.exec(select(LogEntry.detail).where(LogEntry.record == "batch", LogEntry.record_id == made)).one()
    assert said == "1 paused, 1 deceased, 1 moved, 1 doors, 1 checks"


def test_a_visit_of_today_has_not_asked_yet(s, cast, register):
    answers = {"at": MORNING, "way": Way.HOME, "outcome": Outcome.MET, "said": "都好"}
    visit.record_visit(s, cast["visitor"], register["冯玉珍"], "today", MORNING, answers)
    decide(s, cast, compare(s, cast), register, {"冯玉珍": Answer.ASK})
    check = s.exec(select(PlannedVisit).where(PlannedVisit.household_id == register["冯玉珍"])).one()
    assert (check.state, check.start) == (PlanState.OPEN, DAY + timedelta(days=1))


def test_taken_back_everything_is_as_it_was(s, cast, register):
    """With visits, problems and plans in the files that end, and a closing that waits for the manager."""
    who = cast["visitor"]
    for name in ("孙德福", "李卫东", "钱进"):
        answers = {"at": MORNING - timedelta(days=3), "way": Way.HOME, "outcome": Outcome.MET, "said": "灯坏了"}
        call = visit.record_visit(s, who, register[name], name, MORNING, answers | {"next_on": DAY + timedelta(days=5)})
        asked_for = {"kind": NeedKind.SAFETY, "words": "楼道灯坏了"}
        raised = need.raise_need(s, who, register[name], DAY, asked_for, visit_id=call)
    need.close_need(s, who, raised, DAY, {"kind": ClosingKind.SOLVED, "evidence": "灯已修好", "word": Word.SATISFIED})
    touched.settle(s)
    before = everything(s)
    decisions = [Decision(line, line.offered[0]) for line in compare(s, cast).lines]
    made = compared.settle(s, cast["manager"], decisions, MORNING, "业主名册.xlsx")
    after = everything(s)
    differing = {name for name, rows in after.items() if rows != before[name]}
    assert {"household", "resident", "plannedvisit", "turn", "need", "needclosing"} <= differing
    assert batch.why_not(s, made) == ""
    batch.undo(s, cast["manager"], made, MORNING)
    assert everything(s) == before


def test_it_is_not_taken_back_once_somebody_has_gone_on(s, cast, found, register):
    made = decide(s, cast, found, register, {"钱进": Answer.MOVED})
    state.activate(s, cast["visitor"], register["钱进"], DAY, "没有搬走")
    assert batch.why_not(s, made)
    with pytest.raises(Refused):
        batch.undo(s, cast["manager"], made, MORNING)


def test_nor_once_somebody_has_moved_the_visit_it_planned(s, cast, found, register):
    made = decide(s, cast, found, register, {"冯玉珍": Answer.ASK})
    assert batch.why_not(s, made) == ""
    one = s.exec(select(PlannedVisit).where(PlannedVisit.household_id == register["冯玉珍"])).one()
    stands = {name: getattr(one, name) for name in PlanFields.model_fields}
    plan.move_plan(s, cast["visitor"], one.id, one.version, DAY, stands | {"words": "问儿子"})
    assert "计划" in batch.why_not(s, made)


@pytest.mark.parametrize("touch", ["household", "resident", "newcomer"])
def test_a_file_that_somebody_has_changed_is_not_written(s, cast, found, register, touch):
    key, who = register["陈玉芬"], cast["visitor"]
    one = s.exec(select(Resident).where(Resident.household_id == key)).one()
    if touch == "household":
        state.pause(s, who, key, DAY, DAY + timedelta(days=9), "去女儿家")
    elif touch == "resident":
        stands = one.model_dump(exclude={"id", "household_id", "version"})
        household.edit_resident(s, who, one.id, one.version, stands | {"note": "耳背"})
    else:
        household.add_resident(s, who, key, {"name": "周明"})
    before = everything(s)
    with pytest.raises(Conflict) as moved:
        decide(s, cast, found, register, {"林芳": Answer.VERIFY, "陈玉芬": Answer.VERIFY})
    assert "0001" in str(moved.value) and everything(s) == before


def test_what_was_not_offered_is_not_done(s, cast, found, register):
    for answers in ({"冯玉珍": Answer.MOVED}, {"陈玉芬": Answer.DECEASED}):
        with pytest.raises(Refused):
            decide(s, cast, found, register, answers)
    with pytest.raises(Refused):
        decide(s, cast, found, register, {"冯玉珍": Answer.LEAVE})
    twice = line_of(found, register["陈玉芬"])
    with pytest.raises(Refused):
        compared.settle(s, cast["manager"], [Decision(twice, Answer.VERIFY)] * 2, MORNING, "")


def test_what_a_deed_refuses_names_the_file(s, cast, found, register):
    line = line_of(found, register["孙德福"])
    with pytest.raises(Refused) as why:
        compared.settle(s, cast["manager"], [Decision(line, Answer.PAUSE, DAY)], MORNING, "")
    assert f"{line.home.no:04}" in str(why.value)


def test_who_may_not_import_neither_compares_nor_decides(s, cast, found, register):
    for who in ("visitor", "reader"):
        with pytest.raises(NotAllowed):
            asked(s, cast[who], (), DAY)
        with pytest.raises(NotAllowed):
            compared.settle(s, cast[who], [Decision(found.lines[0], Answer.VERIFY)], MORNING, "")


def test_a_paused_file_is_offered_neither_a_pause_nor_a_visit(s, cast, register):
    state.pause(s, cast["visitor"], register["冯玉珍"], DAY, DAY + timedelta(days=9), "去女儿家")
    line = line_of(compare(s, cast), register["冯玉珍"])
    assert line.offered == (Answer.VERIFY, Answer.LEAVE) and "12月2日" in line.why[-1]


def test_the_list_says_two_things_of_one_person(s, cast, register):
    row = ("3栋", 1, "1202", "陈玉芬", "业主", None, "搬离", None, None, "")
    line = line_of(compare(s, cast, made_owners.table((*made_owners.ROWS, row))), register["陈玉芬"])
    assert (line.case, line.offered) == (Case.ASK, (Answer.ASK, Answer.LEAVE))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("自住", OccupantState.LIVING),
        ("已入住", OccupantState.LIVING),
        ("出租", OccupantState.RENTED),
        ("租赁", OccupantState.RENTED),
        ("空置房", OccupantState.VACANT),
        ("未入住", OccupantState.VACANT),
        ("未售", OccupantState.VACANT),
        ("已售", OccupantState.SOLD),
        ("已过户", OccupantState.SOLD),
        ("已搬离", OccupantState.MOVED),
        ("退租", OccupantState.MOVED),
        ("病故", OccupantState.DECEASED),
        ("Vacant", OccupantState.VACANT),
        ("待售", None),
        ("未出租", None),
        ("随子女住外地", None),
        ("无", None),
        ("", None),
    ],
)
def test_what_became_of_a_door_is_read(text, meant):
    read, said = owners.state_of(text or None)
    assert read is meant
    assert bool(said) == (meant is None and text not in ("无", "")), "words that are not understood are told"


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("业主", OccupantRole.OWNER),
        ("产权人", OccupantRole.OWNER),
        ("租户", OccupantRole.TENANT),
        ("承租人", OccupantRole.TENANT),
        ("业主之父", OccupantRole.OCCUPANT),
        ("使用人", OccupantRole.OCCUPANT),
        ("经办", None),
    ],
)
def test_as_what_somebody_stands_there_is_read(text, meant):
    assert owners.role_of(text) is meant


def test_owner_and_tenant_of_one_row_are_two_people():
    head = (
        ("", "房号", "household.door"),
        ("", "业主姓名", "owner.name"),
        ("", "业主电话", "owner.phone"),
        ("", "租户姓名", "tenant.name"),
        ("", "租户电话", "tenant.phone"),
    )
    rows = (
        ("3-1-1202", "陈玉芬", "13800002207", "张伟、刘洋", "13711110000、13711110001"),
        ("3-1-1203", "白雪", None, "", ""),
    )
    found = owners.occupants(made_owners.table(rows, head), ("3栋",))
    assert [(each.name, each.role, each.state, each.phone) for each in found] == [
        ("陈玉芬", OccupantRole.OWNER, OccupantState.RENTED, "13800002207"),
        ("张伟", OccupantRole.TENANT, None, "13711110000"),
        ("刘洋", OccupantRole.TENANT, None, "13711110001"),
        ("白雪", None, None, ""),
    ]
    assert {(each.building, each.unit) for each in found} == {("3栋", 1)}


def test_a_door_left_out_is_that_of_the_row_above():
    rows: list[tuple[Any, ...]] = [list(row) for row in made_owners.ROWS]  # type: ignore[misc]
    above: list[Any] = []
    for row in rows:
        row_door = row[:2]
        if row_door == above:
            row[:2] = [None, None]  # type: ignore[index]
        above = row_door  # type: ignore[assignment]
    merged = owners.occupants(made_owners.table(tuple(tuple(row) for row in rows)), ("3栋", "5栋"))
    plain = owners.occupants(made_owners.table(), ("3栋", "5栋"))
    assert [replace(each, door="") for each in merged] == [replace(each, door="") for each in plain]


def test_the_file_is_read_as_it_is_meant():
    from db.intake.understand import understand
    from db.sheets.file import read_book

    [found] = understand(read_book(made_owners.book(), "业主名册.xlsx"), date(2026, 11, 23))
    assert found.kind is TableKind.OWNERS
    assert [column.target for column in found.columns][:9] == [
        target for _above, _title, target in made_owners.HEAD[:9]
    ]
    by_hand = owners.occupants(made_owners.table(), ("3栋", "5栋"))
    read = owners.occupants(found, ("3栋", "5栋"))
    assert [(e.row, e.building, e.unit, e.room, e.name, e.role, e.state, e.day, e.phone) for e in read] == [
        (e.row, e.building, e.unit, e.room, e.name, e.role, e.state, e.day, e.phone) for e in by_hand
    ]


def test_a_list_of_residents_is_compared_as_one_of_owners():
    plain = made_owners.table()
    other = {"owner.name": "resident.name", "owner.phone": "resident.phone", "occupant.state": "resident.living"}
    other |= {"occupant.moved_in": "resident.birth_date"}
    columns = tuple(replace(column, target=other.get(column.target, column.target)) for column in plain.columns)
    taken = owners.as_owners(replace(plain, kind=TableKind.HOUSEHOLDS, columns=columns))
    targets = {column.target for column in taken.columns}
    assert taken.kind is TableKind.OWNERS and {"owner.name", "owner.phone", "occupant.state"} <= targets
    assert "resident.birth_date" not in targets
