"""Sums are kept until somebody does something, and never told to a role that may not know them."""

from dataclasses import replace

from sqlalchemy import text
from sqlmodel import Session

from db import store
from db.changes import household, need, visit, visit_loop
from db.choices import HardshipKind, Role, Solved
from db.queries.asked import Asked
from db.queries.heat_map import heat_map
from db.queries.kept import kept
from db.queries.outcomes import outcomes
from db.rights import Person
from tests.conftest import DAY, MORNING


@kept
def asked_times(s: Session, viewer: Person, *_rest: object) -> list[int]:
    """A question that shows whether it was asked anew: its answer is another list then."""
    return [viewer.id]


def test_an_answer_is_kept_until_a_deed_is_logged(home, cast):
    with store.reading() as s:
        first = asked_times(s, cast["visitor"])
    with store.reading() as s:
        assert asked_times(s, cast["visitor"]) is first
    with store.writing() as s:
        household.add_hardship(s, cast["visitor"], home, {"kind": HardshipKind.ILLNESS})
    with store.reading() as s:
        assert asked_times(s, cast["visitor"]) is not first


def test_what_is_told_at_a_follow_up_afterwards_is_counted_at_once(home, cast):
    """A visit corrected in nothing but its follow-up: the visit itself has no line to add."""
    who = cast["visitor"]
    with store.writing() as s:
        leak = need.raise_need(s, who, home, DAY, {"kind": "safety", "words": "漏水"})
        seen = visit.record_visit(s, who, home, "t", MORNING, {"at": MORNING, "outcome": "met", "said": "一切都好"})
    with store.reading() as s:
        assert outcomes(s, who, None).asked == 0
    with store.writing() as s:
        visit_loop.record_loop(s, who, seen, DAY, followed=[{"need_id": leak, "solved": Solved.YES}])
    with store.reading() as s:
        assert outcomes(s, who, None).asked == 1


def test_a_role_is_told_its_own_answer_and_colleagues_share_one(home, cast):
    with store.reading() as s:
        ours = asked_times(s, cast["visitor"])
        assert asked_times(s, replace(cast["visitor"], id=99)) is ours
        assert asked_times(s, cast["reader"]) is not ours
        assert asked_times(s, replace(cast["visitor"], role=Role.READER)) is not ours
        assert asked_times(s, cast["visitor"], DAY) is not ours


def test_a_partner_still_sees_no_small_cell_after_staff_have_looked(home, cast):
    with store.reading() as s:
        assert heat_map(s, cast["visitor"], Asked(), DAY).cells
        assert not heat_map(s, cast["reader"], Asked(), DAY).cells


def test_in_the_middle_of_a_deed_nothing_is_kept(home, cast):
    with store.reading() as s:
        before = heat_map(s, cast["visitor"], Asked(), DAY)
    with store.writing() as s:
        s.execute(text("UPDATE hardship SET ended_on = '2026-11-01'"))
        assert not heat_map(s, cast["visitor"], Asked(), DAY).cells
        s.rollback()
    with store.reading() as s:
        assert heat_map(s, cast["visitor"], Asked(), DAY) is before


def test_another_house_has_its_own_answers(home, cast, tmp_path, monkeypatch):
    with store.reading() as s:
        ours = asked_times(s, cast["visitor"])
    monkeypatch.setenv("NUANFANG_DATA", str(tmp_path / "another"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with store.reading() as s:
        assert asked_times(s, cast["visitor"]) is not ours
