"""Which household is it, and is there a file already?"""

import pytest
from sqlmodel import Session, select

from db import rules
from db.changes import household, visit
from db.changes.opening import open_file
from db.choices import Appeal, HardshipKind, Hazard, Outcome, Relation
from db.errors import Invalid, NotAllowed
from db.models import Household, Resident
from db.queries import door, find
from db.queries import visit as visits
from tests.conftest import DAY, MORNING


@pytest.mark.parametrize(
    "typed", ["玉芬", "陈玉芬", "1202", "3-1202", "3-1-1202", "3栋 1202", "2207", "１２０２", " 3栋　玉芬 "]
)
def test_a_part_of_a_name_a_door_or_a_phone_will_do(home, cast, s: Session, typed):
    found = find.find(s, cast["visitor"], typed)
    assert [(row.id, row.door, row.head) for row in found.rows] == [(home, "3栋 1单元 1202", "陈玉芬")]


@pytest.mark.parametrize("typed", ["", "  ", "5-1202", "玉芳", "%", "_", "3栋 玉芳"])
def test_what_does_not_stand_there_finds_nobody(home, cast, s: Session, typed):
    assert find.find(s, cast["visitor"], typed) == find.Finding([], 0)


def test_words_of_a_visit_do_not_find_a_door(home, cast, s: Session):
    answers = {"at": MORNING, "outcome": Outcome.MET, "said": "邻居沈兰来过"}
    visit.record_visit(s, cast["visitor"], home, "t", MORNING, answers)
    assert not find.find(s, cast["visitor"], "沈兰").rows


def test_twenty_are_shown_and_all_are_counted(home, cast, s: Session):
    building = s.get_one(Household, home).building_id
    for room in range(701, 726):
        household.add_household(s, cast["visitor"], DAY, {"building_id": building, "unit": 2, "room": str(room)})
    found = find.find(s, cast["visitor"], "3栋")
    assert (len(found.rows), found.total) == (20, 26)
    assert [row.door for row in found.rows[:2]] == ["3栋 1单元 1202", "3栋 2单元 701"]
    assert len(find.at(s, cast["visitor"], building, 2).rows) == 25
    assert [(p.name, p.households) for p in find.places(s, cast["visitor"])] == [("3栋", 26), ("5栋", 0)]


@pytest.mark.parametrize(
    ("door_typed", "name", "phone", "same"),
    [
        ({"unit": 1, "room": "1202"}, "", "", ("door",)),
        ({"unit": None, "room": " １２０２ "}, "", "", ("door",)),
        ({"unit": 2, "room": "1202"}, "", "", ()),
        ({"room": "1203"}, " 陈玉芬 ", "", ("name",)),
        ({"room": "1203"}, "", "138-0000-2207", ("phone",)),
        ({"room": "1203"}, "", "2207", ()),
        ({"unit": 1, "room": "1202"}, "陈玉芬", "138 0000 2207", ("door", "name", "phone")),
        ({}, "", "", ()),
    ],
)
def test_a_likely_double_says_what_matches(home, cast, s: Session, door_typed, name, phone, same):
    building = s.get_one(Household, home).building_id
    found = find.doubles(s, cast["visitor"], {"building_id": building, **door_typed}, name, phone)
    assert [double.same for double in found] == ([same] if same else [])


def test_a_file_is_opened_whole_or_not_at_all(home, cast, s: Session):
    who, building = cast["visitor"], s.get_one(Household, home).building_id
    with pytest.raises(Invalid) as refused:
        open_file(s, who, DAY, {"building_id": building, "room": ""}, {"name": ""})
    assert set(refused.value.problems) == {"room", "name"}
    new = open_file(
        s, who, DAY, {"building_id": building, "room": "301"}, {"name": "沈兰", "phone": ""}, [HardshipKind.CHILD]
    )
    assert (find.number(s, who, new), s.get_one(Household, new).responsible_id) == (2, who.id)
    [head] = s.exec(select(Resident).where(Resident.household_id == new)).all()
    assert (head.name, head.is_head, head.relation) == ("沈兰", True, Relation.HEAD)


def test_at_the_door_one_knows_what_was_found_and_promised(home, cast, s: Session):
    who = cast["visitor"]
    met = {
        "at": MORNING,
        "outcome": Outcome.MET,
        "appeals": [Appeal.REPAIR],
        "hazards": [Hazard.SLIPPERY],
        "own_words": "装扶手",
        "next_focus": "看扶手",
    }
    visit.record_visit(s, who, home, "a", MORNING, met)
    visit.record_visit(s, who, home, "b", MORNING, {"at": MORNING, "outcome": Outcome.NO_ANSWER})
    there = door.door(s, who, 1, DAY)
    assert there.last.outcome is Outcome.NO_ANSWER
    assert (there.met.promised, there.met.focus, there.met.hazards) == ("装扶手", "看扶手", [Hazard.SLIPPERY])
    assert [(one.name, one.age) for one in there.people] == [("陈玉芬", 83)]
    assert there.kinds == [HardshipKind.ALONE] and not there.may_photo
    assert visits.earlier_today(s, who, home, DAY) == [MORNING, MORNING]
    assert not visits.earlier_today(s, cast["manager"], home, DAY)
    assert door.door(s, who, 99, DAY) is None


def test_a_partner_may_look_for_nobody(home, cast, s: Session):
    reader = cast["reader"]
    for question in (
        lambda: find.find(s, reader, "玉芬"),
        lambda: find.places(s, reader),
        lambda: find.doubles(s, reader, {}, "陈玉芬"),
        lambda: door.door(s, reader, 1, DAY),
        lambda: visits.colleagues(s, reader),
        lambda: visits.pictures(s, reader, visit_id=1),
    ):
        with pytest.raises(NotAllowed):
            question()
    assert visits.drafts(s, reader) == []


@pytest.mark.parametrize(
    ("text", "judging"),
    [
        ("老人不配合，态度消极", ["不配合", "态度", "消极"]),
        ("性格孤僻", ["性格孤僻"]),
        ("沉默约一刻钟，眼神回避", []),
        ("", []),
    ],
)
def test_judging_words_are_noticed(text, judging):
    assert sorted(rules.judging(text)) == sorted(judging)
