"""A list is taken in whole or not at all, by the rules of the deeds at the door, and taken back as a whole."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from db import clock, log, search, store
from db.changes import batch, household, imports, plan, visit
from db.choices import (
    Deed,
    HardshipKind,
    LineChoice,
    LineState,
    MeasureState,
    NeedState,
    PlanState,
    Relation,
    TableKind,
    Tier,
    TurnKind,
)
from db.errors import Conflict, NotAllowed
from db.models import (
    Batch,
    Gram,
    Hardship,
    Household,
    LogEntry,
    Measure,
    Need,
    NeedClosing,
    PlannedVisit,
    Resident,
    Turn,
    Visit,
    VisitBy,
)
from db.queries.import_preview_choices import Choices, Decision
from db.queries.imports import imports as done
from db.queries.imports import same_file, why_not
from tests.conftest import DAY, MORNING
from tests.listed import call, looked, person, states, taken
from tests.test_batch import dumped

VISITS = TableKind.VISITS
FAMILIES = [
    person(4, "5栋-1-301", "周国华", (HardshipKind.ALONE, HardshipKind.VERY_OLD), phone="13811112222"),
    person(5, "5栋-1-302", "吴秀英", relation=Relation.SPOUSE),
    person(6, "5栋-1-302", "郑平", (HardshipKind.DISABILITY,), relation=Relation.HEAD, note="慢性疾病：高血压"),
    person(7, "3栋-1-1202", "陈玉芬", (HardshipKind.ILLNESS,), note="爱听评弹"),
    person(8, "3栋-1-1202", "陈小明", relation=Relation.SON, is_head=True),
]
CALLS = [
    call(
        4,
        "3栋-1-1202",
        "陈玉芬",
        date(2026, 8, 3),
        "楼道灯坏了",
        ("何静", "孙莉"),
        need="楼道灯坏了",
        closed="现场看过，灯亮了",
    ),
    call(5, "3栋-1-1202", "陈玉芬", date(2026, 9, 5), "都好", ("何静",)),
    call(6, "5栋-1-305", "王芳", date(2026, 9, 6), "想申请低保", need="想申请低保"),
    call(7, "3栋-1-1202", "陈玉芬", date(2026, 9, 5), "都好", ("何静",)),
]


def worked_out():
    """Every file says what it would say had its deeds been done one by one."""
    with store.writing() as s:
        before = {h.id: h.model_dump() for h in s.exec(select(Household))}
        pairs = sorted((g.gram, g.household_id) for g in s.exec(select(Gram)))
        for key in before:
            visit.refresh(s, key)
            search.renew(s, key)
        s.flush()
        after = {h.id: h.model_dump() for h in s.exec(select(Household))}
        assert sorted((g.gram, g.household_id) for g in s.exec(select(Gram))) == pairs
        for key, row in before.items():
            differing = {name for name in row if name != "version" and row[name] != after[key][name]}
            assert not differing, (key, differing)


def test_households_are_written_as_the_door_writes_them(cast, home):
    made = taken(cast["manager"], looked(cast["manager"], FAMILIES))
    with store.reading() as s:
        files = {h.room: h for h in s.exec(select(Household))}
        assert sorted(h.no for h in files.values()) == [1, 2, 3]
        heads = {r.name for r in s.exec(select(Resident).where(Resident.is_head))}
        assert heads == {"陈玉芬", "周国华", "郑平"}, "the list's head, else the first; a known head stays"
        assert files["301"].floor == 3 and files["301"].opened_on == DAY
        kinds = {(h.kind, h.household_id) for h in s.exec(select(Hardship))}
        assert (HardshipKind.ILLNESS, home) in kinds and (HardshipKind.VERY_OLD, files["301"].id) in kinds
        note = s.exec(select(Resident.note).where(Resident.name == "陈玉芬")).one()
        assert note == "爱听评弹"
        assert s.get_one(Batch, made).title == "名单.xlsx"
        entries = s.exec(select(LogEntry).where(LogEntry.deed == Deed.IMPORT)).all()
        assert len(entries) == 1 and "周" not in entries[0].detail and "2 households" in entries[0].detail
        assert log.verify(s) == ""
    worked_out()


def test_twice_is_once(cast, home):
    for rows, kind in ((FAMILIES, TableKind.HOUSEHOLDS), (CALLS, VISITS)):
        taken(cast["manager"], looked(cast["manager"], rows, kind=kind))
        before = dumped()
        again = looked(cast["manager"], rows, kind=kind)
        assert set(states(again)) == {LineState.SAME}, states(again)
        assert taken(cast["manager"], again) == 0
        assert dumped() == before


def test_visits_bring_their_problems_and_how_they_ended(cast, home):
    found = looked(cast["manager"], CALLS, kind=VISITS)
    assert states(found) == [LineState.NEW, LineState.NEW, LineState.NEW, LineState.SAME]
    taken(cast["manager"], found)
    with store.reading() as s:
        calls = s.exec(select(Visit).order_by(Visit.at)).all()
        assert [v.said for v in calls] == ["楼道灯坏了", "都好", "想申请低保"]
        assert {v.recorded_by_id for v in calls} == {cast["manager"].id}
        assert calls[0].companions == "孙莉"
        went = s.exec(select(VisitBy).where(VisitBy.visit_id == calls[0].id)).one()
        assert (went.name, went.department) == ("何静", "客服部")
        lamp, papers = s.exec(select(Need).order_by(Need.raised_on)).all()
        assert lamp.state is NeedState.CLOSED and lamp.closed_on == lamp.raised_on == date(2026, 8, 3)
        assert papers.state is NeedState.IN_HAND
        ended = s.exec(select(NeedClosing)).one()
        assert ended.evidence == "现场看过，灯亮了" and ended.confirmed_by_id == cast["manager"].id
        measures = {m.need_id: m for m in s.exec(select(Measure))}
        assert measures[lamp.id].state is MeasureState.DONE
        assert measures[papers.id].state is MeasureState.OPEN and measures[papers.id].due > DAY
        there = s.get_one(Household, home)
        assert there.visits == 2 and there.last_met_at == calls[1].at
        assert s.exec(select(Household).where(Household.room == "305")).one().no == 2
    worked_out()


def test_a_visit_of_months_ago_plans_nothing_in_the_past(cast, home):
    soon = DAY + timedelta(days=8)
    rows = [
        call(4, "3栋-1-1202", "陈玉芬", date(2026, 5, 3), "膝盖疼", visit={"next_on": date(2026, 5, 20)}),
        call(5, "3栋-1-1202", "陈玉芬", date(2026, 11, 20), "约了再去", visit={"next_on": soon}),
        call(6, "5栋-1-305", "王芳", date(2026, 11, 21), "约了再去", visit={"next_on": soon}),
    ]
    with store.writing() as s:
        plan.plan_visit(s, cast["visitor"], home, DAY, {"start": DAY, "end": DAY + timedelta(days=3)})
    taken(cast["manager"], looked(cast["manager"], rows, kind=VISITS))
    with store.reading() as s:
        plans = s.exec(select(PlannedVisit).where(PlannedVisit.from_visit_id != None)).all()  # noqa: E711
        assert [p.on for p in plans] == [soon, soon] and {p.state for p in plans} == {PlanState.OPEN}
        own = s.exec(select(PlannedVisit).where(PlannedVisit.from_visit_id == None)).one()  # noqa: E711
        assert own.state is PlanState.OPEN, "none of these visits fell into its window"


def test_a_tier_on_the_list_is_a_turn_of_the_file(cast, home):
    rows = [person(4, "5栋-1-301", "周国华"), person(5, "3栋-1-1202", "陈玉芬")]
    for row in rows:
        row.household["tier"], row.household["tier_why"] = Tier.ONE, "街道定级"
    taken(cast["manager"], looked(cast["manager"], rows))
    with store.reading() as s:
        turns = {
            (t.household_id, t.before, t.after, t.why) for t in s.exec(select(Turn).where(Turn.kind == TurnKind.TIER))
        }
        assert (home, "2", "1", "街道定级") in turns and len([t for t in turns if t[2] == "1"]) == 2
        assert {h.tier_by_id for h in s.exec(select(Household))} == {cast["manager"].id}


def test_taking_it_back_leaves_everything_as_it_was(cast, home):
    before = dumped()
    first = weighed(cast, taken(cast["manager"], looked(cast["manager"], FAMILIES)))
    between = dumped()
    second = weighed(cast, taken(cast["manager"], looked(cast["manager"], CALLS, kind=VISITS)))
    assert dumped()["assessment"] != between["assessment"] != before["assessment"]
    assert "名单.xlsx" in why(cast, first)
    for made, wanted in ((second, between), (first, before)):
        assert why(cast, made) == ""
        with store.writing() as s:
            batch.undo(s, cast["manager"], made, MORNING)
        now = dumped()
        assert [name for name in wanted if wanted[name] != now[name]] == []
    with store.reading() as s:
        assert [each.is_undone for each in done(s, cast["manager"])] == [True, True]


def weighed(cast, made):
    with store.writing() as s:
        imports.weigh(s, cast["manager"], made, clock.now())
    return made


def why(cast, made):
    with store.reading() as s:
        return why_not(s, cast["manager"], made)


def test_a_deed_of_somebody_else_keeps_it(cast, home):
    made = taken(cast["manager"], looked(cast["manager"], CALLS, kind=VISITS))
    with store.writing() as s:
        one = s.exec(select(Visit).where(Visit.said == "想申请低保")).one()
        answers = {name: getattr(one, name) for name in visit.VisitFields.model_fields}
        visit.edit_visit(s, cast["visitor"], one.id, one.version, MORNING, answers | {"said": "想申请低保和补贴"})
    assert "0002" in why(cast, made) and "走访" in why(cast, made)
    again = looked(cast["manager"], CALLS, kind=VISITS)
    assert states(again)[2] is LineState.CHANGED and again.lines[2].edited and not again.work
    asked = Choices({again.lines[2].key: Decision(LineChoice.TAKE)})
    taken(cast["manager"], again, choices=asked)
    with store.reading() as s:
        one = s.exec(select(Visit).where(Visit.said == "想申请低保")).one()
        assert "补贴" not in one.words and one.edited_at == MORNING
    worked_out()


def test_a_register_that_moved_on_is_not_written_over(cast, home):
    found = looked(cast["manager"], FAMILIES)
    with store.writing() as s:  # nothing to do with the list: it may go on
        household.end_hardship(s, cast["visitor"], s.exec(select(Hardship.id)).first(), DAY)
    with store.writing() as s:
        building = s.get_one(Household, home).building_id + 1
        new = household.add_household(s, cast["visitor"], DAY, {"building_id": building, "unit": 1, "room": "301"})
        household.add_resident(s, cast["visitor"], new, {"name": "周国华"})
    before = dumped()
    with pytest.raises(Conflict):
        taken(cast["manager"], found)
    assert dumped() == before
    assert taken(cast["manager"], looked(cast["manager"], FAMILIES))


def test_an_unrelated_deed_in_between_does_not_matter(cast, home):
    found = looked(cast["manager"], FAMILIES)
    with store.writing() as s:
        household.add_consent(s, cast["visitor"], home, DAY, {"purpose": "archive", "way": "written", "given_on": DAY})
    assert taken(cast["manager"], found)


def test_who_may_not_import_writes_nothing(cast, home):
    found = looked(cast["manager"], FAMILIES)
    with pytest.raises(NotAllowed):
        taken(cast["visitor"], found)


def test_new_buildings_stand_in_their_place_and_go_again(cast, home):
    before = dumped()
    rows = [person(4, "4栋-2-1502", "周国华"), person(5, "4栋-1-203", "吴秀英")]
    made = taken(cast["manager"], looked(cast["manager"], rows, Choices(new_buildings=True)))
    with store.reading() as s:
        from db.models import Building

        stands = [(b.name, b.units, b.floors) for b in s.exec(select(Building).order_by(Building.position))]
    assert stands == [("3栋", 2, 18), ("4栋", 2, 15), ("5栋", 3, 7)]
    with store.writing() as s:
        batch.undo(s, cast["manager"], made, MORNING)
    after = dumped()
    assert [name for name in before if before[name] != after[name]] == []


def test_progress_is_told_and_the_file_is_known_again(cast, home):
    told = []
    found = looked(cast["manager"], FAMILIES)
    with store.writing() as s:
        imports.take_in(
            s, cast["manager"], found, found.choices, MORNING, lambda n, of: told.append((n, of)), sha256="abc"
        )
    assert told[-1] == (3, 3)
    with store.reading() as s:
        assert [each.counts["households"] for each in same_file(s, cast["manager"], "abc")] == [2]
        assert same_file(s, cast["manager"], "xyz") == []


def test_joining_and_keeping_do_as_they_say(cast, home):
    rows = [person(4, "5栋-1-301", "陈玉芳", birth_date=date(1943, 5, 6), phone="13811113333")]
    found = looked(cast["manager"], rows)
    joined = Choices({found.lines[0].key: Decision(LineChoice.JOIN)})
    taken(cast["manager"], looked(cast["manager"], rows, joined))
    with store.reading() as s:
        one = s.exec(select(Resident)).one()
        assert one.name == "陈玉芬" and one.phone == "13811113333"
        assert "陈玉芳" in one.note and "5栋-1-301" in one.note, "what the list says otherwise is not lost"
    worked_out()
