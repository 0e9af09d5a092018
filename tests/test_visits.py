"""Recording and changing a visit."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlmodel import Session, select

from db import search, store
from db.changes import visit
from db.choices import Appeal, Change, Deed, Hazard, Level, Outcome
from db.errors import Conflict, Invalid, NotAllowed
from db.models import Account, Household, LogEntry, Visit, VisitBy
from tests.conftest import DAY, MORNING

MET = {"at": MORNING, "outcome": Outcome.MET, "said": "夜里不敢去浴室，听见<b>水声</b>就醒。䶮姓邻居常来。"}
GONE = {"at": MORNING, "outcome": Outcome.NO_ANSWER}


def test_a_visit_is_stored_with_who_went_and_what_they_were_that_day(home, cast, s: Session):
    both = [cast["visitor"].id, cast["manager"].id]
    visit_id = visit.record_visit(s, cast["visitor"], home, "a", MORNING, MET, both)
    s.get_one(Account, cast["visitor"].id).position = "主管"
    went = s.exec(select(VisitBy).where(VisitBy.visit_id == visit_id)).all()
    assert {(by.name, by.department, by.position) for by in went} == {
        ("何静", "客服部", "管家"),
        ("李敏", "项目部", "项目经理"),
    }
    stored = s.get_one(Visit, visit_id)
    assert (stored.said, stored.recorded_by_id) == (MET["said"], cast["visitor"].id)
    entry = s.exec(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert (entry.deed, entry.record, entry.record_id, entry.detail) == (Deed.ADD, "visit", visit_id, "")


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.NOT_IN, Outcome.REFUSED, Outcome.NOT_REACHED])
def test_an_unanswered_door_needs_nothing_but_its_outcome(home, cast, s: Session, outcome):
    visit.record_visit(s, cast["visitor"], home, "a", MORNING, {"at": MORNING, "outcome": outcome})
    file = s.get_one(Household, home)
    assert (file.last_outcome, file.last_visit_at, file.last_met_at, file.visits) == (outcome, MORNING, None, 1)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"at": MORNING}, "outcome"),
        ({"outcome": Outcome.MET}, "at"),
        ({**MET, "at": MORNING + timedelta(minutes=6)}, "at"),
        ({**MET, "at": datetime(1999, 12, 31, tzinfo=UTC)}, "at"),
        ({**MET, "next_on": DAY - timedelta(days=1)}, "next_on"),
        ({**MET, "health": Level.GRAVE}, "health_why"),
        ({**MET, "said": " "}, "said"),
        ({**MET, "said": "长" * 3001}, "said"),
    ],
)
def test_what_cannot_be_is_told_by_field(home, cast, s: Session, answers, field):
    with pytest.raises(Invalid) as refused:
        visit.record_visit(s, cast["visitor"], home, "a", MORNING, answers)
    assert set(refused.value.problems) == {field}
    assert not s.exec(select(Visit)).all()


@pytest.mark.parametrize(
    "answers",
    [
        {**MET, "at": MORNING + timedelta(minutes=4)},
        {**MET, "next_on": DAY},
        {**MET, "health": Level.MIDDLE},
        {"at": MORNING, "outcome": Outcome.FAMILY, "appeals": [Appeal.NONE]},
        {"at": MORNING, "outcome": Outcome.MET, "changes": [Change.HOSPITAL]},
    ],
)
def test_what_is_unusual_but_possible_is_stored(home, cast, s: Session, answers):
    assert visit.record_visit(s, cast["visitor"], home, "a", MORNING, answers)


def test_the_file_repeats_the_newest_visit_also_when_an_older_one_is_entered_late(home, cast, s: Session):
    record = lambda token, day, **more: visit.record_visit(  # noqa: E731
        s, cast["visitor"], home, token, MORNING, {**MET, "at": MORNING - timedelta(days=day), **more}
    )
    record("a", 10, safety=Level.GRAVE, safety_why="燃气软管开裂", health=Level.LIGHT)
    record("b", 1, outcome=Outcome.REFUSED, said="")
    record("c", 20, outcome=Outcome.MET, safety=Level.NONE, stability=Level.LIGHT, health=Level.MIDDLE)
    file = s.get_one(Household, home)
    assert file.last_visit_at == MORNING - timedelta(days=1)
    assert file.last_outcome is Outcome.REFUSED
    assert file.last_met_at == MORNING - timedelta(days=10)
    assert (file.last_health, file.last_safety, file.last_stability) == (1, 3, 1)
    assert (file.last_risk, file.visits) == (3, 3)


def test_a_form_sent_twice_is_one_visit(home, cast, s: Session):
    first = visit.record_visit(s, cast["visitor"], home, "a", MORNING, MET)
    later = MORNING + timedelta(seconds=2)
    assert visit.record_visit(s, cast["visitor"], home, "a", later, MET) == first
    assert len(s.exec(select(Visit)).all()) == 1
    assert s.get_one(Household, home).visits == 1


def test_a_form_sent_by_two_threads_at_once_is_one_visit(home, cast):
    start, ids = Barrier(2), []

    def send():
        start.wait()
        with store.writing() as s:
            ids.append(visit.record_visit(s, cast["visitor"], home, "a", MORNING, MET))

    threads = [Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 2 and len(set(ids)) == 1
    with store.reading() as s:
        assert len(s.exec(select(Visit)).all()) == 1


def test_other_words_under_the_same_form_are_shown_not_lost(home, cast, s: Session):
    first = visit.record_visit(s, cast["visitor"], home, "a", MORNING, MET)
    with pytest.raises(Conflict) as refused:
        visit.record_visit(s, cast["visitor"], home, "a", MORNING, {**MET, "said": "另一扇窗里写的。"})
    assert refused.value.differences == {"said": (MET["said"], "另一扇窗里写的。")}
    assert refused.value.record_id == first


def test_a_changed_visit_is_found_by_its_new_words_only(home, cast, s: Session):
    visit_id = visit.record_visit(s, cast["visitor"], home, "a", MORNING, MET)
    assert _finds(s, "浴室") == [home]
    visit.edit_visit(s, cast["manager"], visit_id, 1, MORNING, {**MET, "said": "想要扶手。", "hazards": [Hazard.ALARM]})
    assert _finds(s, "浴室") == []
    assert _finds(s, "扶手") == _finds(s, "报警") == _finds(s, "何静") == [home]
    stored = s.get_one(Visit, visit_id)
    assert (stored.version, stored.edited_at) == (2, MORNING)
    entry = s.exec(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert (entry.deed, entry.detail) == (Deed.EDIT, "said, hazards")


def _finds(s: Session, word: str) -> list[int]:
    return list(s.exec(select(Household.id).where(search.household_matches(word))).all())


def test_the_second_of_two_writers_is_shown_both_texts(home, cast, s: Session):
    visit_id = visit.record_visit(s, cast["visitor"], home, "a", MORNING, MET)
    visit.edit_visit(s, cast["manager"], visit_id, 1, MORNING, {**MET, "said": "经理写的。"})
    with pytest.raises(Conflict) as refused:
        visit.edit_visit(s, cast["visitor"], visit_id, 1, MORNING, {**MET, "said": "管家写的。"})
    assert refused.value.differences == {"said": ("经理写的。", "管家写的。")}
    assert s.get_one(Visit, visit_id).said == "经理写的。"
    visit.edit_visit(s, cast["visitor"], visit_id, 2, MORNING, {**MET, "said": "两人都写的。"})
    assert s.get_one(Visit, visit_id).said == "两人都写的。"


def test_who_went_can_be_put_right_and_a_second_writer_is_told(home, cast, s: Session):
    visit_id = visit.record_visit(s, cast["visitor"], home, "a", MORNING, MET)
    visit.edit_visit(s, cast["manager"], visit_id, 1, MORNING, MET, [cast["manager"].id])
    assert [by.name for by in s.exec(select(VisitBy))] == ["李敏"]
    with pytest.raises(Conflict) as refused:
        visit.edit_visit(s, cast["visitor"], visit_id, 1, MORNING, MET, [cast["visitor"].id])
    assert refused.value.differences == {"staff": (["李敏"], ["何静"])}


def test_an_edit_that_makes_a_visit_milder_lowers_what_the_file_repeats(home, cast, s: Session):
    grave = {**MET, "health": Level.GRAVE, "health_why": "三天没吃饭"}
    visit_id = visit.record_visit(s, cast["visitor"], home, "a", MORNING, grave)
    assert s.get_one(Household, home).last_risk == 3
    visit.edit_visit(s, cast["visitor"], visit_id, 1, MORNING, {**MET, "health": Level.LIGHT})
    assert s.get_one(Household, home).last_risk == 1


def test_a_partner_may_neither_record_nor_change(home, cast):
    with store.writing() as s:
        visit_id = visit.record_visit(s, cast["visitor"], home, "a", MORNING, MET)
    for deed in (
        lambda s: visit.record_visit(s, cast["reader"], home, "b", MORNING, GONE),
        lambda s: visit.edit_visit(s, cast["reader"], visit_id, 1, MORNING, GONE),
    ):
        with pytest.raises(NotAllowed), store.writing() as s:
            deed(s)
    with store.reading() as s:
        assert [v.said for v in s.exec(select(Visit))] == [MET["said"]]


def test_unknown_visitors_are_refused(home, cast, s: Session):
    with pytest.raises(Invalid) as refused:
        visit.record_visit(s, cast["visitor"], home, "a", MORNING, MET, [cast["visitor"].id, 999])
    assert set(refused.value.problems) == {"staff"}
