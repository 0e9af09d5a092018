"""What a list would do, said row by row before anything is written."""

from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import select

from db import store
from db.changes import household
from db.choices import HardshipKind, HouseholdState, LineChoice, LineState, Relation, TableKind
from db.errors import NotAllowed
from db.intake.table import Problem, Record
from db.models import Household, Resident, Visit
from db.queries.import_preview_choices import Choices, Decision
from tests.listed import SHEET, call, looked, person, states, taken
from tests.test_batch import dumped

NEW, CHANGED, SAME = LineState.NEW, LineState.CHANGED, LineState.SAME
DOUBTFUL, DOUBLE, REFUSED = LineState.DOUBTFUL, LineState.DOUBLE, LineState.REFUSED


def test_only_who_may_import_looks(cast, home):
    for who in ("visitor", "reader"):
        with pytest.raises(NotAllowed):
            looked(cast[who], [])


def test_rows_of_one_door_are_one_household(cast, home):
    rows = [
        person(4, "5栋-1-301", "周国华", (HardshipKind.ALONE,), relation=Relation.HEAD),
        person(5, "5幢-1-301", "吴秀英", relation=Relation.SPOUSE),
        person(6, "５号楼-1-302", "郑平"),
    ]
    found = looked(cast["manager"], rows)
    assert states(found) == [NEW] * 3
    assert [found.work.counts[each] for each in ("households", "residents", "hardships")] == [2, 3, 1]
    assert found.lines[0].door == "5栋 1单元 301" and found.lines[0].who == "周国华"
    before = dumped()
    looked(cast["manager"], rows)
    assert dumped() == before


def test_what_is_on_file_is_the_same_and_an_empty_cell_erases_nothing(cast, home):
    found = looked(cast["manager"], [person(4, "3栋-1-1202", "陈玉芬", (HardshipKind.ALONE,), phone="", note="")])
    assert states(found) == [SAME] and found.lines[0].no == 1 and not found.work


def test_old_stands_beside_new(cast, home):
    row = person(4, "3栋-1-1202", "陈玉芬", (HardshipKind.ILLNESS,), phone="13911112222", birth_date=date(1943, 5, 6))
    [line] = looked(cast["manager"], [row]).lines
    assert line.state is CHANGED and line.chosen is LineChoice.TAKE
    told = {(each.record, each.label): (each.old, each.new) for each in line.changes}
    assert told[("resident", "电话")] == ("13800002207", "13911112222")
    assert ("resident", "出生日期") not in told
    assert told[("hardship", "困难类型")] == ("", "重病")


def test_a_vague_birth_says_nothing_beside_an_exact_one(cast, home):
    row = person(4, "3栋-1-1202", "陈玉芬", birth_date=date(1943, 5, 1), birth_text="1943年5月")
    assert states(looked(cast["manager"], [row])) == [SAME]


def test_another_family_at_a_known_door_is_doubtful(cast, home):
    rows = [person(4, "3栋-1-1202", "周国华"), person(5, "3栋-1-1202", "吴秀英")]
    found = looked(cast["manager"], rows)
    assert states(found) == [DOUBTFUL] * 2 and not found.work
    one, other = found.lines
    assert one.key == other.key and one.likes[0].no == 1 and one.likes[0].name == "陈玉芬"
    assert one.chosen is LineChoice.SKIP and LineChoice.KEEP in one.offered
    kept = looked(cast["manager"], rows, Choices({one.key: Decision(LineChoice.KEEP)}))
    assert kept.work.counts["households"] == 1 and kept.work.counts["residents"] == 2
    joined = looked(cast["manager"], rows, Choices({one.key: Decision(LineChoice.JOIN)}))
    assert joined.work.counts["households"] == 0 and joined.work.counts["residents"] == 2
    assert states(joined) == [DOUBTFUL] * 2


def test_who_moved_away_leaves_the_door_to_others(cast, home):
    with store.writing() as s:
        s.get_one(Household, home).state = HouseholdState.MOVED
    assert states(looked(cast["manager"], [person(4, "3栋-1-1202", "周国华")])) == [NEW]


@pytest.mark.parametrize(
    ("name", "more", "why"),
    [
        ("陈玉芬", {}, "姓名相同"),
        ("陈玉芳", {"birth_date": date(1943, 5, 6)}, "出生日期"),
        ("程玉芬", {"birth_date": date(1943, 5, 6)}, "同音"),
        ("刘建国", {"phone": "138 0000 2207"}, "电话"),
    ],
)
def test_somebody_alike_at_another_door_is_likely_a_double(cast, home, name, more, why):
    found = looked(cast["manager"], [person(4, "5栋-1-301", name, **more)])
    [line] = found.lines
    assert line.state is DOUBLE and line.likes[0].no == 1, line
    assert why in line.likes[0].why
    joined = looked(cast["manager"], [person(4, "5栋-1-301", name, **more)], Choices({line.key: Decision("join")}))
    assert joined.work.counts["households"] == 0


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("陈玉芬", {"birth_date": date(1960, 1, 2)}),
        ("陈玉芬", {"phone": "13877776666"}),
        ("刘建国", {"birth_date": date(1943, 5, 6)}),
        ("陈玉芳", {}),
    ],
)
def test_namesakes_and_chances_are_no_doubles(cast, home, name, more):
    assert states(looked(cast["manager"], [person(4, "5栋-1-301", name, **more)])) == [NEW]


def test_sisters_of_one_door_are_two_people_and_a_slip_of_the_pen_is_one(cast, home):
    with store.writing() as s:
        household.add_resident(s, cast["manager"], home, {"name": "陈玉兰", "birth_date": date(1946, 2, 3)})
    slip = [person(4, "3栋-1-1202", "陈玉芬"), person(5, "3栋-1-1202", "陈玉栏", birth_date=date(1946, 2, 3))]
    found = looked(cast["manager"], slip)
    assert states(found) == [SAME, DOUBLE]
    assert "只差一个字" in found.lines[1].likes[0].why
    sister = [person(4, "3栋-1-1202", "陈玉芬"), person(5, "3栋-1-1202", "陈玉兰"), person(6, "3栋-1-1202", "陈玉莲")]
    assert states(looked(cast["manager"], sister))[2] is NEW


def test_a_building_nobody_knows_is_refused_or_made_as_large_as_its_doors(cast, home):
    rows = [person(4, "6栋-3-1502", "周国华"), person(5, "6号楼-1-203", "吴秀英")]
    found = looked(cast["manager"], rows)
    assert states(found) == [REFUSED] * 2 and "6栋" in found.refused[4][0]
    [new] = found.new_buildings
    assert (new.units, new.floors, new.doors, new.rows) == (3, 15, 3, 2)
    allowed = looked(cast["manager"], rows, Choices(new_buildings=True))
    assert states(allowed) == [NEW] * 2 and allowed.work.counts["buildings"] == 1


def test_what_is_wrong_is_told_with_its_column(cast, home):
    rows = [
        person(4, "5栋-1-301", "周国华", phone="1" * 61),
        person(5, "5栋-9-301", "吴秀英"),
        person(6, "", "郑平"),
        Record(SHEET, 7),
        Record(SHEET, 8, problems=(Problem("电话", "公式不能读。", grave=True),)),
        person(9, "5栋-1-302", "王芳", identity_tail="12345"),
    ]
    found = looked(cast["manager"], rows)
    assert states(found) == [REFUSED] * 6
    problems = found.lines[0].problems
    assert [(each.column, each.grave) for each in problems] == [("电话", True)] and "60" in problems[0].why
    assert "3" in found.refused[5][0], "the building's own units"
    assert len(found.refused) == 6 and all(found.refused.values())


def test_one_person_in_two_rows_is_one_unless_they_contradict(cast, home):
    rows = [
        person(4, "5栋-1-301", "周国华", phone="13811112222"),
        person(5, "5栋-1-301", "周国华", (HardshipKind.ALONE,), note="爱下棋"),
        person(6, "5栋-1-301", "周国华", phone="13899998888"),
    ]
    found = looked(cast["manager"], rows)
    assert states(found) == [NEW, SAME, REFUSED]
    assert found.work.counts["residents"] == 1
    [someone] = found.work.homes[0].people
    assert someone.values["note"] == "爱下棋" and someone.values["phone"] == "13811112222"


def test_a_name_without_a_door_finds_its_file(cast, home):
    rows = [call(4, "", "陈玉芬", date(2026, 9, 1), "想修灯")]
    found = looked(cast["manager"], rows, kind=TableKind.VISITS)
    assert states(found) == [NEW] and found.lines[0].no == 1
    nobody = looked(cast["manager"], [call(4, "", "周国华", date(2026, 9, 1), "好")], kind=TableKind.VISITS)
    assert states(nobody) == [REFUSED]
    door = looked(cast["manager"], [call(4, "3栋--1202", "", date(2026, 9, 1), "好")], kind=TableKind.VISITS)
    assert states(door) == [NEW] and door.lines[0].no == 1


def test_visits_are_checked_as_those_typed_in(cast, home):
    rows = [
        call(4, "3栋-1-1202", "陈玉芬", date(2026, 12, 24), "明天"),
        call(5, "3栋-1-1202", "陈玉芬", date(2026, 9, 1), "", visit={"appeals": []}),
        call(6, "3栋-1-1202", "陈玉芬", date(2026, 9, 1), "好" * 3001),
    ]
    found = looked(cast["manager"], rows, kind=TableKind.VISITS)
    assert states(found) == [REFUSED] * 3
    assert found.lines[2].problems[0].column == "诉求"


def test_a_visit_typed_in_comes_back_on_our_own_list_as_the_same(cast, home):
    rows = [call(4, "3栋-1-1202", "陈玉芬", date(2026, 9, 1), "膝盖疼")]
    taken(cast["manager"], looked(cast["manager"], rows, kind=TableKind.VISITS))
    with store.writing() as s:
        s.exec(select(Visit)).one().token = "typed in"  # as from the form: no list has told of it
    found = looked(cast["manager"], rows, kind=TableKind.VISITS)
    assert states(found) == [SAME] and not found.work
    other = [call(4, "3栋-1-1202", "陈玉芬", date(2026, 9, 1), "想装扶手")]
    assert states(looked(cast["manager"], other, kind=TableKind.VISITS)) == [DOUBTFUL], "another visit of that day"


def test_names_that_are_no_account_are_asked_about(cast, home):
    rows = [call(4, "3栋-1-1202", "陈玉芬", date(2026, 9, 1), "好", ("何静（管家）", "孙莉"))]
    found = looked(cast["manager"], rows, kind=TableKind.VISITS)
    assert [(each.name, each.rows) for each in found.unknown_staff] == [("孙莉", 1)]
    [visit] = found.work.homes[0].calls
    assert visit.staff_ids == (cast["visitor"].id,) and visit.values["companions"] == "孙莉"
    mapped = looked(cast["manager"], rows, Choices(staff={"孙莉": cast["manager"].id}), TableKind.VISITS)
    assert set(mapped.work.homes[0].calls[0].staff_ids) == {cast["visitor"].id, cast["manager"].id}


def test_who_is_responsible_and_nobody_here_is_asked_about_and_stays_in_words(cast, home):
    who = person(4, "5栋-1-301", "王桂英")
    row = replace(who, household=who.household | {"responsible": "孙莉"})
    found = looked(cast["manager"], [row])
    assert [(each.name, each.rows) for each in found.unknown_staff] == [("孙莉", 1)]
    taken(cast["manager"], found)
    with store.reading() as s:
        assert s.exec(select(Resident.note).where(Resident.name == "王桂英")).one() == "走访员：孙莉"
    assert states(looked(cast["manager"], [row])) == [LineState.SAME]
    named = Choices(staff={"孙莉": cast["visitor"].id})
    assert looked(cast["manager"], [row], named).work.homes[0].values == {"responsible_id": cast["visitor"].id}


def test_choices_come_back_from_text():
    made = Choices({"名单!4": Decision(LineChoice.JOIN, 7)}, {"孙莉": None, "何静": 3}, True)
    assert Choices.from_text(made.to_text()) == made and Choices.from_text("") == Choices()


def test_what_somebody_put_right_is_not_put_back_unasked(cast, home):
    row = person(4, "5栋-1-301", "周国华", phone="13911112222")
    taken(cast["manager"], looked(cast["manager"], [row]))
    with store.writing() as s:
        one = s.query(Resident).filter(Resident.name == "周国华").one()
        answers = {name: getattr(one, name) for name in household.ResidentFields.model_fields}
        household.edit_resident(s, cast["visitor"], one.id, one.version, answers | {"phone": "13722223333"})
    found = looked(cast["manager"], [row])
    [line] = found.lines
    assert line.state is CHANGED and line.edited and line.chosen is LineChoice.SKIP and not found.work
    asked = looked(cast["manager"], [row], Choices({line.key: Decision(LineChoice.TAKE)}))
    assert asked.work.homes[0].people[0].values == {"phone": "13911112222"}
    fresh = looked(cast["manager"], [person(4, "5栋-1-301", "周国华", phone="13555556666")])
    assert states(fresh) == [CHANGED] and fresh.work
