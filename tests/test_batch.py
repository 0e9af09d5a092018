"""What was done to many records at once is taken back as a whole, and then the database says what it said before."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, SQLModel, select

from db import store
from db.changes import batch, household, plan, visit
from db.changes.batch_rows import in_order, plain
from db.choices import Appeal, BatchKind, HardshipKind, Outcome, PlanState, Tier
from db.errors import NotAllowed, Refused
from db.models import Batch, BatchRow, Building, Gram, Household, PlannedVisit, Resident, Visit
from tests.conftest import DAY, MORNING

NOT_COMPARED = {"logentry", "loghead", "batch", "batchrow", "ruleset"}


def dump(s: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but the log and the journal; versions go on counting and are left out."""
    found = {}
    for table in in_order():
        if table.name not in NOT_COMPARED:
            rows = [{name: plain(v) for name, v in row.items()} for row in s.execute(table.select()).mappings()]
            for row in rows:
                row.pop("version", None)
            found[table.name] = sorted(rows, key=repr)
    return found


def deed(s, cast, home, title="名单.xlsx"):
    """A batch as an import makes it: a new file with a person, a phone put right, a visit where one was before."""
    who = cast["manager"]
    made = batch.open_batch(s, who, BatchKind.IMPORT, title, MORNING, "ab")
    there = s.get_one(Household, home)
    before = there.model_dump()
    head = s.exec(select(Resident).where(Resident.household_id == home)).one()
    was = head.model_dump()
    household.edit_resident(s, who, head.id, head.version, was | {"phone": "13900001111", "note": "慢性疾病：高血压"})
    batch.changed(s, made.id, head, was, 4)
    building = s.exec(select(Building.id).where(Building.name == "5栋")).one()
    new = household.add_household(s, who, DAY, {"building_id": building, "unit": 1, "room": "301"})
    person = household.add_resident(s, who, new, {"name": "周国华"})
    hardship = household.add_hardship(s, who, new, {"kind": HardshipKind.DISABILITY})
    answers = {"at": MORNING - timedelta(days=2), "outcome": Outcome.MET, "appeals": [Appeal.NONE]}
    answers["next_on"] = DAY + timedelta(days=9)
    call = visit.record_visit(s, who, home, f"token-{title}", MORNING, answers)
    for model, key in ((Household, new), (Resident, person), (type(s.get_one(household.Hardship, hardship)), hardship)):
        batch.added(s, made.id, model, [key], [5])
    batch.added(s, made.id, Visit, [call], [6])
    batch.changed(s, made.id, there, before)
    batch.seal(s, who, made.id, {"households": 1, "visits": 1})
    return made.id, new, person, call


def done(cast, home, title="名单.xlsx"):
    with store.writing() as s:
        return deed(s, cast, home, title)


def taken_back(cast, batch_id):
    with store.writing() as s:
        batch.undo(s, cast["manager"], batch_id, MORNING)


def why(batch_id):
    with store.reading() as s:
        return batch.why_not(s, batch_id)


def dumped():
    with store.reading() as s:
        return dump(s)


def test_taking_back_leaves_everything_as_it_was(cast, home):
    with store.writing() as s:  # a plan that the batch's visit fulfils, and lets go again
        plan.plan_visit(
            s, cast["visitor"], home, DAY - timedelta(days=9), {"start": DAY - timedelta(days=5), "end": DAY}
        )
    before = dumped()
    made, *_ = done(cast, home)
    changed = dumped()
    assert changed["resident"] != before["resident"] and changed["gram"] != before["gram"]
    assert {p["state"] for p in changed["plannedvisit"]} == {PlanState.FULFILLED, PlanState.OPEN}
    assert why(made) == ""
    taken_back(cast, made)
    after = dumped()
    assert [name for name in before if before[name] != after[name]] == []
    with store.reading() as s:
        kept = s.get_one(Batch, made)
        assert kept.undone_at == MORNING and kept.undone_by_id == cast["manager"].id
        assert s.exec(select(BatchRow)).all() == []


def test_doing_it_again_after_taking_it_back_gives_the_same_archive_number(cast, home):
    made, new, *_ = done(cast, home)
    number = number_of(new)
    taken_back(cast, made)
    assert number_of(done(cast, home)[1]) == number == 2


def number_of(household_id):
    with store.reading() as s:
        return s.get_one(Household, household_id).no


def test_twice_is_refused(cast, home):
    made, *_ = done(cast, home)
    taken_back(cast, made)
    with pytest.raises(Refused, match="已经撤回"):
        taken_back(cast, made)


def test_only_who_may_import_takes_back(cast, home):
    made, *_ = done(cast, home)
    with pytest.raises(NotAllowed), store.writing() as s:
        batch.undo(s, cast["visitor"], made, MORNING)


def test_what_was_changed_since_is_named_with_its_file(cast, home):
    made, _new, _person, _call = done(cast, home)
    with store.writing() as s:
        head = s.exec(select(Resident).where(Resident.household_id == home)).one()
        household.edit_resident(s, cast["visitor"], head.id, head.version, head.model_dump() | {"phone": "1"})
    assert "0001" in why(made) and "成员" in why(made)
    with pytest.raises(Refused, match="0001"):
        taken_back(cast, made)


def edit_and_back(s, cast, new, person):
    one = s.get_one(Resident, person)
    household.edit_resident(s, cast["visitor"], person, one.version, one.model_dump() | {"note": "喜欢下棋"})
    household.edit_resident(s, cast["visitor"], person, one.version, one.model_dump() | {"note": ""})


def test_put_right_and_back_again_is_untouched(cast, home):
    made, new, person, _call = done(cast, home)
    with store.writing() as s:
        edit_and_back(s, cast, new, person)
    assert why(made) == ""


def consented(s, cast, new, person):
    household.add_consent(
        s, cast["visitor"], new, DAY, {"purpose": "archive", "way": "written", "given_on": DAY}, person
    )


def visited(s, cast, new, person):
    answers = {"at": MORNING, "outcome": Outcome.NOT_IN}
    visit.record_visit(s, cast["visitor"], new, "other", MORNING, answers)


def planned(s, cast, new, person):
    plan.plan_visit(s, cast["visitor"], new, DAY, {"start": DAY, "end": DAY + timedelta(days=3)})


def drafted(s, cast, new, person):
    from db.changes import draft

    draft.save_draft(s, cast["visitor"], "visit", new, "d", MORNING, {"said": "…"})


def raised(s, cast, new, person):
    from db.changes import need

    need.raise_need(s, cast["visitor"], new, DAY, {"kind": "repair", "words": "灯坏了", "resident_id": person})


def pictured(s, cast, new, person):
    from db.models import Attachment

    s.add(
        Attachment(
            kind="paper", household_id=new, content=b"x", width=1, height=1, sha256="0", added_by_id=1, added_at=MORNING
        )
    )


@pytest.mark.parametrize(
    ("touch", "named"),
    [
        (consented, "同意"),
        (visited, "走访"),
        (planned, "计划"),
        (drafted, "正在填"),
        (raised, "问题"),
        (pictured, "照片"),
    ],
)
def test_what_others_hung_on_a_new_file_keeps_it(cast, home, touch, named):
    made, new, person, _call = done(cast, home)
    with store.writing() as s:
        touch(s, cast, new, person)
        no = s.get_one(Household, new).no
    said = why(made)
    assert f"{no:04}" in said and named in said, said


def test_a_day_that_passes_by_itself_touches_nothing(cast, home):
    made, new, *_ = done(cast, home)
    from db.changes import daily

    with store.writing() as s:
        daily.catch_up(s, DAY + timedelta(days=40))
        found = s.get_one(Household, new)
        found.tier, found.tier_why, found.tier_by_id = Tier.ONE, "说到轻生", None  # as danger does
        s.add(found)
    assert why(made) == ""
    taken_back(cast, made)
    with store.reading() as s:
        assert s.get(Household, new) is None


def test_a_later_batch_on_the_same_records_goes_first(cast, home):
    first, *_ = done(cast, home)
    with store.writing() as s:
        later = batch.open_batch(s, cast["manager"], BatchKind.CHECK, "业主清册.xlsx", MORNING)
        there = s.get_one(Household, home)
        before = there.model_dump()
        there.verified_on = DAY
        s.add(there)
        batch.changed(s, later.id, there, before)
        batch.seal(s, cast["manager"], later.id, {"verified": 1})
        later_id = later.id
    assert "业主清册.xlsx" in why(first)
    taken_back(cast, later_id)
    assert why(first) == ""
    taken_back(cast, first)


def test_what_was_taken_away_comes_back_under_its_number(cast, home):
    before = dumped()
    with store.writing() as s:
        made = batch.open_batch(s, cast["manager"], BatchKind.MERGE, "0001 0002", MORNING)
        head = s.exec(select(Resident).where(Resident.household_id == home)).one()
        batch.removed(s, made.id, head)
        s.delete(head)
        s.flush()
        for hard in s.exec(select(household.Hardship).where(household.Hardship.household_id == home)):
            was = hard.model_dump()
            hard.ended_on = date(2026, 1, 1)
            batch.changed(s, made.id, hard, was)
        batch.seal(s, cast["manager"], made.id, {"residents": 1})
        made_id = made.id
    assert dumped()["resident"] == []
    taken_back(cast, made_id)
    after = dumped()
    assert [name for name in before if before[name] != after[name]] == []


def test_what_moved_on_meanwhile_is_worked_out_anew(cast, home):
    """A colleague's later visit to a file that was there before stays, and the file says what it says."""
    made, _new, _person, call = done(cast, home)
    with store.writing() as s:
        answers = {
            "at": MORNING - timedelta(hours=1),
            "outcome": Outcome.MET,
            "appeals": [Appeal.NONE],
            "said": "膝盖疼",
        }
        visit.record_visit(s, cast["visitor"], home, "later", MORNING, answers)
    assert why(made) == ""
    taken_back(cast, made)
    with store.reading() as s:
        there = s.get_one(Household, home)
        assert there.visits == 1 and there.last_met_at == MORNING - timedelta(hours=1)
        pairs = set(s.exec(select(Gram.gram).where(Gram.household_id == home)))
        assert "膝盖" in pairs and "高血" not in pairs
        assert s.exec(select(PlannedVisit)).all() == []


def test_the_journal_can_name_every_table(house):
    """A table that is added later is found by its foreign keys; it needs a word for the sentence."""
    from db.changes.batch_rows import ALONG, pointing
    from db.changes.batch_since import NOUNS

    wanted = set()
    for name in ("household", "resident", "visit", "need", "measure"):
        wanted |= {key.table.name for key in pointing(name) if (key.table.name, key.name) not in ALONG}
    assert wanted <= set(NOUNS) and issubclass(BatchRow, SQLModel)
    with store.reading() as s:
        assert s.execute(text("select count(*) from batch")).scalar() == 0
