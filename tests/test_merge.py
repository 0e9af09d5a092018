"""Two files of one household become one; taken back, everything is as it was."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select as columns
from sqlmodel import SQLModel, func, select

from db.changes import apart, batch, batch_rows, draft, household, measure, merge, need, touched, visit
from db.choices import (
    ConsentWay,
    HardshipCause,
    HardshipKind,
    MeasureKind,
    NeedKind,
    Outcome,
    Purpose,
    Relation,
    Sex,
    Tier,
    Way,
)
from db.errors import Invalid, NotAllowed, Refused
from db.models import (
    Building,
    FormerNumber,
    Hardship,
    Household,
    HouseholdFields,
    Need,
    PlannedVisit,
    Resident,
    Turn,
    Visit,
)
from db.queries import find, joined
from db.queries.household import file
from tests.conftest import DAY, MORNING

BORN = date(1943, 5, 6)
# What a merge is written down in, or what counts on.
BESIDE = {"batch", "batchrow", "logentry", "loghead"}


@pytest.fixture
def twin(s, cast, home):
    """The same household once more, under the room without its unit, with a visit, a problem, a measure, a consent."""
    who = cast["visitor"]
    building = s.exec(select(Building.id).where(Building.name == "3栋")).one()
    there = {
        "building_id": building,
        "room": "1202",
        "raw_address": "3#1202室",
        "tier": Tier.ONE,
        "tier_why": "独居又跌倒",
        "tags": "老党员",
    }
    found = household.add_household(s, who, DAY - timedelta(days=90), there)
    head = {"name": "陈玉芬", "birth_date": BORN, "phone": "0571-88881234", "note": "耳背"}
    head_id = household.add_resident(s, who, found, head)
    household.add_resident(s, who, found, {"name": "周建国", "sex": Sex.MALE, "relation": Relation.SON})
    household.add_hardship(s, who, found, {"kind": HardshipKind.ALONE, "cause": HardshipCause.AGE})
    household.add_hardship(s, who, found, {"kind": HardshipKind.ILLNESS, "evidence": "诊断书"}, head_id)
    given = {"purpose": Purpose.ARCHIVE, "way": ConsentWay.WRITTEN, "given_on": DAY}
    household.add_consent(s, who, found, DAY, given)
    answers = {"at": MORNING - timedelta(days=3), "way": Way.HOME, "outcome": Outcome.MET, "said": "夜里不敢用卫生间"}
    call = visit.record_visit(s, who, found, "twin", MORNING, answers)
    asked = {"kind": NeedKind.SAFETY, "words": "卫生间没有扶手", "resident_id": head_id}
    raised = need.raise_need(s, who, found, DAY, asked, visit_id=call)
    measure.add_measure(s, who, raised, DAY, {"kind": MeasureKind.HANDRAIL, "due": DAY + timedelta(days=7)})
    return found


def everything(s, *, without=frozenset()):
    """Every row of every table, as sets of plain tuples."""
    s.flush()
    s.expire_all()
    found = {}
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in BESIDE:
            names = [c for c in table.c if c.name not in ({"version"} | set(without))]
            found[table.name] = sorted(map(repr, s.execute(columns(*names)).all()))
    return found


def test_everything_moves_and_nothing_is_lost(s, cast, home, twin):
    n = {model: s.exec(select(func.count()).select_from(model)).one() for model in (Visit, Need, Resident, Hardship)}
    merge.merge(s, cast["manager"], home, twin, MORNING)
    assert s.get(Household, twin) is None
    for model, before in n.items():
        ids = s.exec(select(model.household_id)).all()
        gone = {Resident: 1, Hardship: 1}.get(model, 0)  # 陈玉芬, and that she is alone
        assert set(ids) == {home} and len(ids) == before - gone, model
    kept = s.get_one(Household, home)
    assert (kept.unit, kept.room, kept.raw_address, kept.tags) == (1, "1202", "3#1202室", "老党员")
    assert kept.tier is Tier.TWO, "what stands in the file that stays stays, unless somebody chooses"
    assert (kept.visits, kept.opened_on) == (1, DAY - timedelta(days=90))
    head = s.exec(select(Resident).where(Resident.is_head)).one()
    assert (head.name, head.phone) == ("陈玉芬", "13800002207")
    assert "耳背" in head.note and "0571-88881234" in head.note, "what differs goes into the note"
    assert s.exec(select(Need)).one().resident_id == head.id
    alone = s.exec(select(Hardship).where(Hardship.kind == HardshipKind.ALONE)).one()
    assert alone.cause is HardshipCause.AGE, "what was empty is filled in"


def test_what_somebody_chooses_is_taken(s, cast, home, twin):
    merge.merge(s, cast["manager"], home, twin, MORNING, take={"tier"})
    kept = s.get_one(Household, home)
    assert (kept.tier, kept.tier_why, kept.tier_by_id) == (Tier.ONE, "独居又跌倒", cast["visitor"].id)
    assert s.exec(select(Turn.after).where(Turn.by_id == cast["manager"].id)).all() == ["1"]


def test_people_are_joined_as_chosen(s, cast, home, twin):
    merge.merge(s, cast["manager"], home, twin, MORNING, people={})
    names = s.exec(select(Resident.name, Resident.is_head).order_by(Resident.id)).all()
    assert names == [("陈玉芬", True), ("陈玉芬", False), ("周建国", False)]


def test_the_old_number_leads_to_the_file(s, cast, home, twin):
    old = s.get_one(Household, twin).no
    third = household.add_household(
        s, cast["visitor"], DAY, {"building_id": s.get_one(Household, home).building_id, "room": "1203"}
    )
    merge.merge(s, cast["manager"], home, twin, MORNING)
    found = file(s, cast["visitor"], old, DAY)
    assert found is not None and (found.id, found.no) == (home, 1)
    merge.merge(s, cast["manager"], third, home, MORNING)
    for no in (1, old):
        found = file(s, cast["visitor"], no, DAY)
        assert found is not None and found.id == third
    household.add_household(
        s, cast["visitor"], DAY, {"building_id": s.get_one(Household, third).building_id, "room": "1204"}
    )
    assert not set(s.exec(select(Household.no))) & set(s.exec(select(FormerNumber.no))), "no number is given twice"


def test_a_number_that_leads_elsewhere_is_not_given_again(s, cast, home, twin):
    merge.merge(s, cast["manager"], home, twin, MORNING)
    there = {"building_id": s.get_one(Household, home).building_id, "room": "1203"}
    new = household.add_household(s, cast["visitor"], DAY, there)
    assert (s.get_one(Household, new).no, new) == (3, 3), "nor the number that the log knows it by"


def test_the_file_is_found_by_the_words_of_both(s, cast, home, twin):
    merge.merge(s, cast["manager"], home, twin, MORNING)
    for words in ("周建国", "老党员", "3#1202", "耳背"):
        assert [each.id for each in find.find(s, cast["visitor"], words).rows] == [home], words


def test_taken_back_everything_is_as_it_was(s, cast, home, twin):
    apart.keep_apart(s, cast["manager"], home, twin, DAY)
    touched.settle(s)
    before = everything(s)
    made = merge.merge(s, cast["manager"], home, twin, MORNING, take={"tier", "door"})
    assert everything(s) != before
    assert batch.why_not(s, made) == ""
    batch.undo(s, cast["manager"], made, MORNING)
    assert everything(s) == before


def test_it_cannot_be_taken_back_once_somebody_has_gone_on(s, cast, home, twin):
    made = merge.merge(s, cast["manager"], home, twin, MORNING)
    kept = s.get_one(Household, home)
    stands = kept.model_dump(include=set(HouseholdFields.model_fields))
    household.edit_household(s, cast["visitor"], home, kept.version, DAY, stands | {"tags": "新"})
    assert "0001" in batch.why_not(s, made)
    with pytest.raises(Refused):
        batch.undo(s, cast["manager"], made, MORNING)


def test_two_regular_windows_become_one(s, cast, home, twin):
    merge.merge(s, cast["manager"], home, twin, MORNING)
    plans = s.exec(select(PlannedVisit)).all()
    assert len({(plan.why, plan.round_id) for plan in plans if plan.state.value == "open"}) == len(
        [plan for plan in plans if plan.state.value == "open"]
    )


def test_a_refusal_of_automatic_evaluation_stands(s, cast, home, twin):
    gone = s.get_one(Household, twin)
    gone.by_hand = True
    s.add(gone)
    merge.merge(s, cast["manager"], home, twin, MORNING)
    kept = s.get_one(Household, home)
    assert kept.by_hand and kept.risk_tier is None


def test_texts_that_do_not_fit_together_are_named_and_nothing_happens(s, cast, home, twin):
    for household_id, text in ((home, "甲" * 200), (twin, "乙" * 200)):
        record = s.get_one(Household, household_id)
        record.avoid = text
        s.add(record)
    with pytest.raises(Invalid) as wrong:
        merge.merge(s, cast["manager"], home, twin, MORNING)
    assert "401" in wrong.value.problems["avoid"]


def test_who_may_not_import_joins_nothing(s, cast, home, twin):
    with pytest.raises(NotAllowed):
        merge.merge(s, cast["visitor"], home, twin, MORNING)


def test_a_file_is_not_joined_with_itself(s, cast, home):
    with pytest.raises(Invalid):
        merge.merge(s, cast["manager"], home, home, MORNING)


def test_what_will_happen_is_told_before(s, cast, home, twin):
    told = joined.joined(s, cast["manager"], home, twin)
    assert (told.keep.id, told.gone.id, told.refused) == (home, twin, "")
    assert [each.key for each in told.differing] == ["tier"]
    assert "独居又跌倒" in told.differing[0].other
    names = {one.id: one.name for one in (*told.mine, *told.theirs)}
    assert [(names[theirs], names[mine]) for theirs, mine in told.same.items()] == [("陈玉芬", "陈玉芬")]
    assert {"走访记录": 1, "问题": 1, "措施": 1, "同意记录": 1, "困难情况": 2}.items() <= dict(told.moves).items()


def test_what_stands_in_the_way_is_told_before(s, cast, home, twin):
    draft.save_draft(s, cast["visitor"], "visit", twin, "half", MORNING, {"said": "写到一半"})
    assert "草稿" in joined.joined(s, cast["manager"], home, twin).refused
    with pytest.raises(Refused):
        merge.merge(s, cast["manager"], home, twin, MORNING)
    with pytest.raises(NotAllowed):
        joined.joined(s, cast["visitor"], home, twin)


def test_whatever_points_to_a_household_is_known(s):
    """A table added later is moved too: what does not move by itself is named here, with the reason."""
    aside = {"gram", "apart", "resident", "draft"}  # worked out anew; sorted; matched; stands in the way
    tables = {column.table.name for column in batch_rows.pointing("household")}
    assert aside < tables
    for column in [*batch_rows.pointing("household"), *batch_rows.pointing("resident")]:
        assert "id" in column.table.c or column.table.name == "gram", f"{column} cannot be written down by its number"
