"""Opening and changing a household's file."""

from datetime import date

import pytest
from sqlmodel import Session, select

from db import log, search, store
from db.changes import household
from db.choices import ConsentWay, Deed, Purpose, Tier
from db.errors import Conflict, Invalid, NotAllowed
from db.models import Gram, Household, LogEntry, Resident
from tests.conftest import DAY


def test_files_are_numbered_in_order_and_the_floor_is_read_from_the_room(home, cast, s: Session):
    first = s.get_one(Household, home)
    again = household.add_household(
        s, cast["visitor"], DAY, {"building_id": first.building_id, "unit": 2, "room": "302"}
    )
    assert (first.no, first.floor, first.tier_since) == (1, 12, DAY)
    assert (s.get_one(Household, again).no, s.get_one(Household, again).floor) == (2, 3)


def test_a_second_writer_is_shown_both_texts(home, cast, s: Session):
    mine = s.get_one(Household, home)
    answers = {"building_id": mine.building_id, "unit": 1, "room": "1202", "tier": Tier.ONE}
    household.edit_household(s, cast["manager"], home, 1, DAY, answers)
    with pytest.raises(Conflict) as refused:
        household.edit_household(s, cast["visitor"], home, 1, DAY, {**answers, "tier": Tier.THREE})
    assert refused.value.differences == {"tier": (Tier.ONE, Tier.THREE)}
    assert s.get_one(Household, home).tier is Tier.ONE


def test_there_is_one_head(home, cast, s: Session):
    household.add_resident(s, cast["visitor"], home, {"name": "陈立", "is_head": True})
    [head] = s.exec(select(Resident).where(Resident.is_head)).all()
    assert head.name == "陈立"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"room": ""}, "room"),
        ({"room": "1202", "unit": 3}, "unit"),
        (
            {"room": "1202", "safety_note": "家中有狗", "safety_review_on": date(2028, 1, 1)},
            "safety_review_on",
        ),
    ],
)
def test_what_cannot_be_stored_is_told_by_field(home, cast, s: Session, answers, field):
    building = s.get_one(Household, home).building_id
    with pytest.raises(Invalid) as refused:
        household.add_household(s, cast["visitor"], DAY, {"building_id": building, **answers})
    assert set(refused.value.problems) == {field}


def test_a_partner_may_not_write_and_the_refusal_is_logged(home, cast):
    with pytest.raises(NotAllowed), store.writing() as s:
        household.add_resident(s, cast["reader"], home, {"name": "陈立"})
    with store.reading() as s:
        assert [r.name for r in s.exec(select(Resident))] == ["陈玉芬"]
        last = s.exec(select(LogEntry).order_by(LogEntry.id.desc())).first()
        assert (last.deed, last.who) == (Deed.REFUSED, "街道民政")
        assert log.verify(s) == ""


def test_sharing_names_its_receiver(home, cast, s: Session):
    answers = {"purpose": Purpose.SHARING, "way": ConsentWay.WRITTEN, "given_on": DAY}
    with pytest.raises(Invalid, match="哪个单位"):
        household.add_consent(s, cast["visitor"], home, DAY, answers)
    assert household.add_consent(s, cast["visitor"], home, DAY, {**answers, "receiver": "和安居委会"})


@pytest.mark.parametrize("word", ["陈玉", "玉芬", "陈玉芬", "3栋1单元1202", "3-1-1202", "2207", "１２０２"])
def test_a_household_is_found_by_part_of_a_name_a_door_or_a_phone(home, s: Session, word):
    matching = search.household_matches(search.asked_words(word)[0])
    assert s.exec(select(Household.id).where(matching)).all() == [home]


def test_what_is_taken_out_is_not_found_any_more(home, cast, s: Session):
    [chen] = s.exec(select(Resident)).all()
    household.edit_resident(s, cast["visitor"], chen.id, chen.version, {"name": "沈兰"})
    assert not s.exec(select(Household.id).where(search.household_matches("玉芬"))).all()
    assert not s.exec(select(Gram).where(Gram.gram == "玉芬")).all()
