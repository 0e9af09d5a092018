"""Every number of a briefing against SQL written by hand here, for each audience.

A month gone by and one still running, on an estate of a hundred invented households.
"""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Date, bindparam, text
from sqlmodel import Session

from db import store, upgrade
from db.briefing import Briefing
from db.choices import Audience, BriefingKind, Role
from db.clock import midnight
from db.demo import fill
from db.fields import Moment
from db.queries.briefing import BriefingAsked, facts
from db.queries.briefing_round import of_round
from db.queries.heat_map import FEWEST
from db.rights import Person
from db.words import use_language
from tests.conftest import DAY
from tests.postgres import BOTH

OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
NOVEMBER = (date(2026, 11, 1), DAY)
SPANS = pytest.mark.parametrize("span", [OCTOBER, NOVEMBER], ids=["october", "november"])
WHO = Person(1, "王主任", Role.ADMIN)
ONE_DAY = timedelta(days=1)
DATES = ("start", "end", "before", "until", "today", "first", "last")
MOMENTS = ("from_", "to_", "was_from", "was_to", "after")
# Of a household that agreed to be told to the committee, to which alone the invented estate reports.
AGREED = """
    EXISTS (SELECT 1 FROM consent c JOIN organisation o ON o.name = c.receiver AND o.kind = 'committee'
            WHERE c.household_id = {home} AND c.purpose = 'sharing' AND c.given_on <= :today
              AND (c.until IS NULL OR c.until >= :today) AND (c.withdrawn_on IS NULL OR c.withdrawn_on > :today))
"""
VISITS = "FROM visit v WHERE v.at >= :from_ AND v.at < :to_"
# A problem that was open on the evening of the last day, or on the one before the first.
OPEN_NEED = """
    n.raised_on <= :end AND NOT EXISTS (
        SELECT 1 FROM needclosing c WHERE c.need_id = n.id AND c.confirmed_on <= :end
           AND (c.reopened_on IS NULL OR c.reopened_on > :end))
"""
OPEN_BEFORE = """
    n.raised_on < :start AND NOT EXISTS (
        SELECT 1 FROM needclosing c WHERE c.need_id = n.id AND c.confirmed_on < :start
           AND (c.reopened_on IS NULL OR c.reopened_on >= :start))
"""
OPEN_MEASURE = "(m.state = 'open' OR (m.state = 'done' AND m.done_on > :end)) AND m.added_on <= :end"


@pytest.fixture(scope="module", params=BOTH)
def _filled(request, _empty_house, tmp_path_factory) -> Iterator[str]:
    """The address of the estate: it is only read here, so it is filled once for each kind of database."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("facts") / "nuanfang.db"
        shutil.copy(_empty_house, file)
        yield _fill(f"sqlite:///{file.as_posix()}")
        store.forget_engines()
        return
    with request.getfixturevalue("postgres").database() as url:
        yield _fill(url)
        store.forget_engines()


def _fill(url: str) -> str:
    engine = store.connect(url)
    upgrade.run(engine)
    with Session(engine.execution_options(writes=True)) as opened, opened.begin():
        fill(opened, DAY, households=100, visits=1300, seed=11)
    engine.dispose()
    return url


@pytest.fixture
def s(_filled, monkeypatch) -> Iterator[Session]:
    monkeypatch.setenv("DATABASE_URL", _filled)
    use_language("zh_CN")
    with store.reading() as opened:
        yield opened


Asked = Callable[..., Any]


def asking(s: Session, span: tuple[date, date]) -> Asked:
    """Ask in SQL; the days of the span and of the same days of the month before are filled in."""
    start, end = span
    before = (start - ONE_DAY).replace(day=1)
    until = start - ONE_DAY if end.month == 10 else before.replace(day=end.day)
    first = end + ONE_DAY
    last = date(2026, 12, 31) if end.month == 11 else date(2026, 11, 30)
    days = {"start": start, "end": end, "before": before, "until": until, "today": DAY, "first": first, "last": last}
    moments = {"from_": midnight(start), "to_": midnight(end + ONE_DAY), "was_from": midnight(before)}
    moments |= {"was_to": midnight(until + ONE_DAY), "after": midnight(end + ONE_DAY)}
    known = days | moments

    def ask(sql: str) -> list[tuple[Any, ...]]:
        asked = text(sql)
        for name in asked._bindparams:
            asked = asked.bindparams(bindparam(name, type_=Date() if name in DATES else Moment()))
        return [tuple(row) for row in s.execute(asked, {name: known[name] for name in asked._bindparams})]

    return ask


def briefing(s: Session, span: tuple[date, date], audience: Audience = Audience.INTERNAL, **more: Any) -> Briefing:
    found = facts(s, WHO, BriefingAsked(*span, audience=audience, kind=BriefingKind.MONTH, **more), DAY)
    assert found.adds_up(), [one for one in found.sums() if sum(one[1]) != one[2]]
    return found


def day(stored: Any) -> date:
    """SQLite gives days as text where it is asked in SQL."""
    return date.fromisoformat(str(stored))


def counts(rows: list[tuple[Any, ...]]) -> dict[Any, int]:
    return {key: n for key, n in rows if n}


@SPANS
def test_who_was_visited_by_whom_and_how(s, span):
    ask, found = asking(s, span), briefing(s, span)
    t = found.totals
    [(visits, homes)] = ask(f"SELECT count(*), count(DISTINCT v.household_id) {VISITS}")
    assert (t.visits, t.households) == (visits, homes) and visits > 20
    [(met,)] = ask(f"SELECT count(DISTINCT v.household_id) {VISITS} AND v.outcome IN ('met', 'family')")
    [(persons,)] = ask(
        f"SELECT count(*) FROM resident r WHERE r.lives_here AND r.household_id IN (SELECT v.household_id {VISITS})"
    )
    assert (t.met, t.persons) == (met, persons)
    assert t.outcomes == counts(ask(f"SELECT v.outcome, count(*) {VISITS} GROUP BY v.outcome"))
    assert t.ways == counts(ask(f"SELECT v.way, count(*) {VISITS} GROUP BY v.way"))
    rows = ask("""SELECT b.name, count(*), count(DISTINCT h.id) FROM building b JOIN household h ON h.building_id = b.id
                   JOIN visit v ON v.household_id = h.id WHERE v.at >= :from_ AND v.at < :to_ GROUP BY b.name""")
    assert {(p.name, p.visits, p.visited) for p in t.places if p.visits} == set(rows)
    [(staff,)] = ask(f"SELECT count(DISTINCT y.account_id) FROM visitby y WHERE y.visit_id IN (SELECT v.id {VISITS})")
    names = ask(f"SELECT DISTINCT y.department FROM visitby y WHERE y.visit_id IN (SELECT v.id {VISITS})")
    assert found.crew.staff == staff and set(found.crew.departments) == {name for (name,) in names if name}
    [(were, had)] = ask(
        "SELECT count(*), count(DISTINCT household_id) FROM visit v WHERE v.at >= :was_from AND v.at < :was_to"
    )
    assert (t.before.visits, t.before.households) == (were, had)
    assert len(found.visits) == visits and (t.trend[-1].visits, t.trend[-1].met) == (visits, met)


@SPANS
def test_what_was_on_file_and_in_which_tier(s, span):
    ask, found = asking(s, span), briefing(s, span)
    was = "coalesce((SELECT t.before FROM turn t WHERE t.household_id = h.id AND t.kind = '{kind}' AND t.at >= {day} " \
          "ORDER BY t.at, t.id LIMIT 1), h.{kind}, '')"  # fmt: skip
    for after, opened, column in ((":after", "<= :end", "set_after"), (":from_", "< :start", "set_before")):
        state, tier = (was.format(kind=kind, day=after) for kind in ("state", "tier"))
        rows = ask(f"""SELECT {tier} AS tier, count(*) FROM household h
                       WHERE h.opened_on {opened} AND {state} = 'active' GROUP BY 1""")
        told = {str(line.tier or ""): getattr(line, column) for line in found.tiers.lines}
        assert {key: n for key, n in told.items() if n} == counts(rows)
    newest = 'SELECT max(a.id) FROM assessment a WHERE a."on" <= :end GROUP BY a.household_id'
    active = was.format(kind="state", day=":after")
    rows = ask(f"""SELECT a.tier, count(*) FROM assessment a JOIN household h ON h.id = a.household_id
                   WHERE a.id IN ({newest}) AND h.opened_on <= :end AND {active} = 'active' GROUP BY a.tier""")
    assert {line.tier: line.advised_after for line in found.tiers.lines if line.tier and line.advised_after} == counts(
        rows
    )
    assert found.totals.on_file == found.tiers.after
    tier = was.format(kind="tier", day=":after")
    then = dict(ask(f"SELECT v.id, {tier} FROM visit v JOIN household h ON h.id = v.household_id WHERE v.at >= :from_"))
    assert [str(case.tier or "") for case in found.cases] == [then[case.visit_id] for case in found.cases] != []
    if span is NOVEMBER:
        [(late,)] = ask("SELECT count(*) FROM household WHERE state = 'active' AND due_on < :today")
        assert found.totals.overdue == late
    else:
        assert found.totals.overdue is None, "nobody knows any more"


@SPANS
def test_problems_and_appeals_with_their_shares_and_what_was_before(s, span):
    ask, found = asking(s, span), briefing(s, span)
    rows = ask("""SELECT kind, count(*), count(DISTINCT household_id) FROM need
                  WHERE raised_on BETWEEN :start AND :end GROUP BY kind""")
    assert {(each.kind, each.n, each.households) for each in found.problems.kinds} == set(rows)
    [(homes,)] = ask("SELECT count(DISTINCT household_id) FROM need WHERE raised_on BETWEEN :start AND :end")
    earlier = counts(ask("SELECT kind, count(*) FROM need WHERE raised_on BETWEEN :before AND :until GROUP BY kind"))
    assert found.problems.households == homes and found.problems.before == sum(earlier.values())
    assert all(each.before == earlier.get(each.kind, 0) for each in found.problems.kinds)
    for each in found.appeals.kinds:
        asked = f"SELECT count(*), count(DISTINCT v.household_id) {VISITS} AND v.appeals LIKE '%\"{each.kind}\"%'"
        assert ask(asked) == [(each.n, each.households)]
    [(homes,)] = ask(f"SELECT count(DISTINCT v.household_id) {VISITS} AND v.appeals NOT IN ('[]', '[\"none\"]')")
    assert found.appeals.households == homes > 0


@SPANS
def test_hardships_causes_hazards_and_measures_proposed(s, span):
    ask, found = asking(s, span), briefing(s, span)
    current = f"""FROM hardship d WHERE d.household_id IN (SELECT v.household_id {VISITS})
                  AND (d.ended_on IS NULL OR d.ended_on >= :start)"""
    by_kind = ask(f"SELECT d.kind, count(DISTINCT d.household_id) {current} GROUP BY d.kind")
    by_cause = ask(f"SELECT d.cause, count(DISTINCT d.household_id) {current} AND d.cause IS NOT NULL GROUP BY d.cause")
    assert found.totals.hardships == counts(by_kind) and found.causes == counts(by_cause)
    for each in found.hazards:
        asked = f"SELECT count(DISTINCT v.household_id) {VISITS} AND v.hazards LIKE '%\"{each.hazard}\"%'"
        assert ask(asked) == [(each.households,)] and len(each.where) == each.households
    assert ask(f"SELECT count(DISTINCT v.household_id) {VISITS} AND v.hazards <> '[]'") == [(found.hazard_homes,)]
    assert sum(each.households for each in found.hazard_places) == found.hazard_homes
    for kind, n in found.measures.items():
        assert ask(f"SELECT count(*) {VISITS} AND v.own_measures LIKE '%\"{kind}\"%'") == [(n,)]
    for kind, n in found.helps.items():
        assert ask(f"SELECT count(*) {VISITS} AND v.outside_help LIKE '%\"{kind}\"%'") == [(n,)]


@SPANS
def test_risk_as_last_seen_and_beside_the_meeting_before(s, span):
    ask, found = asking(s, span), briefing(s, span)
    seen = "CASE WHEN v.outcome IN ('met', 'family') THEN 1 ELSE 0 END"
    place = "row_number() OVER (PARTITION BY v.household_id ORDER BY {first} v.at DESC, v.id DESC) AS k"
    last = f"SELECT v.*, {place.format(first=f'{seen} DESC,')} {VISITS}"
    met = (
        f"""SELECT v.*, {place.format(first="")} FROM visit v WHERE v.at < :from_ AND v.outcome IN ('met', 'family')"""
    )
    for scale, name in zip(found.risks, ("health", "safety", "stability"), strict=True):
        rows = ask(f"SELECT l.{name}, count(*) FROM ({last}) l WHERE l.k = 1 GROUP BY l.{name}")
        assert {level: n for level, n in scale.levels.items() if n} == dict(rows)
        pairs = ask(f"""SELECT m.{name}, l.{name} FROM ({last}) l
                        LEFT JOIN ({met}) m ON m.household_id = l.household_id AND m.k = 1 WHERE l.k = 1""")
        known = [(int(old), int(new)) for old, new in pairs if old is not None and new is not None]
        assert scale.lower == sum(new < old for old, new in known)
        assert scale.higher == sum(new > old for old, new in known)
        assert (scale.same, scale.unknown) == (sum(new == old for old, new in known), len(pairs) - len(known))
    graves = ask(f"""SELECT count(*) FROM ({last}) l WHERE l.k = 1 AND ('3' IN (l.health, l.safety, l.stability)
                     OR l.circumstances LIKE '%"despair"%' OR l.circumstances LIKE '%"gas_smell"%'
                     OR l.circumstances LIKE '%"child_danger"%' OR l.circumstances LIKE '%"aggression"%')""")
    assert graves == [(len(found.at_risk),)]


@SPANS
def test_the_balance_of_problems_and_what_came_of_them(s, span):
    ask, found = asking(s, span), briefing(s, span)
    b, e = found.balance, found.effect
    [(carried,)] = ask(f"SELECT count(*) FROM need n WHERE {OPEN_BEFORE}")
    [(left,)] = ask(f"SELECT count(*) FROM need n WHERE {OPEN_NEED}")
    [(raised,)] = ask("SELECT count(*) FROM need WHERE raised_on BETWEEN :start AND :end")
    [(reopened,)] = ask("SELECT count(*) FROM needclosing WHERE reopened_on BETWEEN :start AND :end")
    closed = ask("SELECT kind, count(*) FROM needclosing WHERE confirmed_on BETWEEN :start AND :end GROUP BY kind")
    assert (b.carried, b.raised, b.reopened, b.open) == (carried, raised, reopened, left)
    assert b.closed == counts(closed) and b.carried + b.raised + b.reopened - b.ended == b.open
    solved = ask("""SELECT c.confirmed_on, n.raised_on FROM needclosing c JOIN need n ON n.id = c.need_id
                    WHERE c.kind = 'solved' AND c.confirmed_on BETWEEN :start AND :end""")
    days = sorted((day(ended) - day(raised)).days for ended, raised in solved)
    middle = (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2 if days else None
    assert b.middle == (None if middle is None else round(middle))
    of = 'FROM evaluation e WHERE e."on" BETWEEN :start AND :end'
    assert ask(f"SELECT count(*) {of}") == [(e.asked,)]
    assert e.solved == counts(ask(f"SELECT e.solved, count(*) {of} GROUP BY e.solved"))
    assert e.words == counts(ask(f"SELECT e.word, count(*) {of} GROUP BY e.word"))
    for way, n in (("<", e.lower), ("=", e.same), (">", e.higher)):
        assert ask(f"SELECT count(*) {of} AND e.risk_after {way} e.risk_before") == [(n,)]
    helped = ask("""SELECT helped, count(*) FROM measure WHERE state = 'done' AND done_on BETWEEN :start AND :end
                    GROUP BY helped""")
    assert e.helped == dict(helped)


@SPANS
def test_measures_slips_money_and_promises(s, span):
    ask, found = asking(s, span), briefing(s, span)
    for works, whose in ((found.ours, "m.doer = 'we'"), (found.theirs, "m.doer <> 'we'")):
        of = f"FROM measure m WHERE m.kind <> 'fee_relief' AND {whose}"
        done = ask(f"""SELECT m.kind, count(*) {of} AND m.state = 'done' AND m.done_on BETWEEN :start AND :end
                       GROUP BY m.kind""")
        assert works.done == counts(done)
        assert ask(f"SELECT count(*) {of} AND {OPEN_MEASURE}") == [(works.under_way,)]
        assert ask(f"SELECT count(*) {of} AND {OPEN_MEASURE} AND m.due < :end") == [(works.late,)]
    p, of = found.promises, "FROM measure m WHERE m.is_promise"
    [(made,)] = ask(f"SELECT count(*) {of} AND m.added_on BETWEEN :start AND :end")
    [(kept,)] = ask(f"SELECT count(*) {of} AND m.state = 'done' AND m.done_on BETWEEN :start AND :end")
    [(in_time,)] = ask(
        f"SELECT count(*) {of} AND m.state = 'done' AND m.done_on BETWEEN :start AND :end AND m.done_on <= m.due"
    )
    [(carried,)] = ask(f"""SELECT count(*) {of} AND m.added_on < :start
                            AND (m.state = 'open' OR (m.state = 'done' AND m.done_on >= :start))""")
    [(gone,)] = ask(f"SELECT count(*) {of} AND m.added_on BETWEEN :start AND :end AND m.state = 'dropped'")
    assert (p.made, p.kept, p.in_time) == (made, kept, in_time)
    assert (p.carried, p.given_up) == (carried, gone) and carried + made - kept - gone == p.open
    assert ask(f"SELECT count(*) {of} AND {OPEN_MEASURE}") == [(p.open,)]
    assert ask(f"SELECT count(*) {of} AND {OPEN_MEASURE} AND m.due < :end") == [(p.late,)] == [(len(p.listed),)]
    ended = "r.state IN ('done', 'refused', 'taken_back')"
    open_ = f"r.sent_on <= :end AND NOT ({ended} AND r.replied_on <= :end)"
    [(carried,)] = ask(
        f"SELECT count(*) FROM referral r WHERE r.sent_on < :start AND NOT ({ended} AND r.replied_on < :start)"
    )
    [(sent,)] = ask("SELECT count(*) FROM referral r WHERE r.sent_on BETWEEN :start AND :end")
    [(left,)] = ask(f"SELECT count(*) FROM referral r WHERE {open_}")
    assert (found.slips.carried, found.slips.sent, found.slips.open) == (carried, sent, left)
    for state, n in (("done", found.slips.done), ("refused", found.slips.refused)):
        of_state = f"r.state = '{state}' AND r.replied_on BETWEEN :start AND :end"
        assert ask(f"SELECT count(*) FROM referral r WHERE {of_state}") == [(n,)]
    waiting = f"SELECT count(*) FROM referral r WHERE {open_} AND (r.replied_on IS NULL OR r.replied_on > :end)"
    assert ask(waiting) == [(found.slips.waiting,)]
    assert ask(f"{waiting} AND r.reply_by < :end") == [(found.slips.late,)]
    m = found.money
    relief = "SELECT count(*), coalesce(sum(a.amount), 0) FROM approval a JOIN measure m ON m.id = a.measure_id WHERE "
    decided = "a.decided_on BETWEEN :start AND :end AND a.approved IS "
    assert ask(f"{relief} a.asked_on BETWEEN :start AND :end") == [(m.asked.n, m.asked.yuan)]
    assert ask(f"{relief} {decided} TRUE") == [(m.approved.n, m.approved.yuan)]
    assert ask(f"{relief} {decided} FALSE") == [(m.refused.n, m.refused.yuan)]
    undecided = "((a.decided_on IS NULL AND m.state = 'waiting') OR a.decided_on > :end)"
    assert ask(f"{relief} a.asked_on <= :end AND {undecided}") == [(m.waiting.n, m.waiting.yuan)]


@SPANS
def test_what_lies_ahead_and_what_is_asked_of_whom(s, span):
    ask, found = asking(s, span), briefing(s, span)
    plans = """FROM plannedvisit p JOIN household h ON h.id = p.household_id
               WHERE h.state = 'active' AND p.made_on <= :end AND coalesce(p."on", p."end") BETWEEN :first AND :last
               AND (p.state = 'open' OR (p.state = 'fulfilled' AND p.fulfilled_on > :end))"""
    rows = counts(ask(f"SELECT p.why, count(*) {plans} GROUP BY p.why"))
    agreed = found.coming.planned.get("follow_up", 0) - rows.get("follow_up", 0)
    assert agreed >= 0 and {k: n for k, n in found.coming.planned.items() if k != "follow_up"} == {
        k: n for k, n in rows.items() if k != "follow_up"
    }
    if span is NOVEMBER:
        due = ask("SELECT count(*) FROM household WHERE state = 'active' AND due_on BETWEEN :first AND :last")
        assert due == [(found.coming.due,)]
    slips = [each.ref for each in found.asks if each.ref]
    assert len(slips) == len(set(slips)) == found.slips.open
    others = (
        f"SELECT m.need_id, m.doer FROM measure m WHERE m.doer IN ('committee', 'street', 'other') AND {OPEN_MEASURE}"
    )
    lines = [each for each in found.asks if each.need is not None and not each.ref]
    sent = {(each.need, str(kind)) for each in found.asks if each.ref for kind in each.kind}
    assert sorted(need for need, doer in ask(others) if (need, doer) not in sent) == sorted(each.need for each in lines)
    assert {need for need, _doer in ask(others)} <= {each.need for each in found.asks}, "no matter is forgotten"
    open_from = {key for (key,) in ask(f"SELECT n.visit_id FROM need n WHERE n.visit_id IS NOT NULL AND {OPEN_NEED}")}
    wanted = ask(f"""SELECT v.id, v.at, v.outside_help, EXISTS (
                         SELECT 1 FROM visit w WHERE w.household_id = v.household_id AND w.outcome IN ('met', 'family')
                            AND w.at < :to_ AND (w.at > v.at OR (w.at = v.at AND w.id > v.id)))
                     {VISITS} AND v.outside_help NOT IN ('[]', '["family"]')""")
    stand = {str(at)[:10] for key, at, _kinds, is_met in wanted if key in open_from or not is_met}
    asked_on = {each.visited.isoformat() for each in found.asks if each.visited}
    assert asked_on <= stand and len([each for each in found.asks if each.visited]) < len(wanted)
    rows = ask('SELECT kind, count(*) FROM alert WHERE "on" BETWEEN :start AND :end GROUP BY kind')
    assert found.warnings.counts == counts(rows)


@SPANS
def test_the_committee_lists_those_who_agreed_to_it_and_counts_all(s, span):
    ask = asking(s, span)
    found, inside = briefing(s, span, Audience.COMMITTEE), briefing(s, span)
    agreed = AGREED.format(home="v.household_id")
    [(visits, homes)] = ask(f"SELECT count(*), count(DISTINCT v.household_id) {VISITS} AND {agreed}")
    assert len(found.visits) == visits and found.totals.households - found.households_left_out == homes
    assert 0 < visits < found.totals.visits
    assert (found.totals.visits, found.balance, found.problems) == (
        inside.totals.visits,
        inside.balance,
        inside.problems,
    )
    told = AGREED.format(home="r.household_id")
    open_ = "r.sent_on <= :end AND NOT (r.state IN ('done', 'refused', 'taken_back') AND r.replied_on <= :end)"
    [(slips,)] = ask(f"SELECT count(*) FROM referral r WHERE (r.sent_on BETWEEN :start AND :end OR {open_}) AND {told}")
    assert len(found.slips.listed) == slips and found.slips.left_out == len(inside.slips.listed) - slips
    assert len(found.asks) + found.asks_left_out == len(inside.asks)
    assert found.papers == () and not found.warnings.listed and found.hazard_places == ()
    names = [name for (name,) in ask("SELECT DISTINCT name FROM resident WHERE length(name) > 1")]
    shown = repr((found.visits, found.cases, found.slips, found.asks, found.coming, found.promises, found.at_risk))
    assert not [name for name in names if name in shown]
    told_of = {each.what: each.n for each in found.left_out}
    assert told_of["Visits one by one"] == found.totals.visits - visits
    assert "Full names, doors, phone and identity numbers" in told_of


@SPANS
def test_the_notice_board_gets_no_number_of_few(s, span):
    ask, found = asking(s, span), briefing(s, span, Audience.NOTICE)
    assert not (found.visits or found.cases or found.at_risk or found.asks or found.slips.listed or found.risks)
    assert not (found.totals.hardships or found.causes or found.tiers.lines or found.promises.listed)
    for each in (*found.problems.kinds, *found.appeals.kinds):
        assert each.households >= FEWEST and each.before is None
    assert all(each.households >= FEWEST and not each.where for each in found.hazards)
    homes = dict(ask(f"SELECT v.outcome, count(DISTINCT v.household_id) {VISITS} GROUP BY v.outcome"))
    for outcome, n in found.totals.outcomes.items():
        if outcome is not None:
            assert homes[outcome] >= FEWEST
            assert ask(f"SELECT count(*) {VISITS} AND v.outcome = '{outcome}'") == [(n,)]
    assert sum(found.totals.outcomes.values()) == found.totals.visits
    for place in found.totals.places:
        assert not place.on_file and (place.visited == 0 or place.visited >= FEWEST)
    inside = briefing(s, span)
    for name, parts, whole in inside.sums():
        told = {of: numbers for of, *numbers in found.sums()}
        if name in ("balance", "promise", "slip") and any(0 < abs(n) < FEWEST for n in (*parts, whole)):
            assert name not in told, "a sum of which a part is little is not told whole"
    [(few,)] = ask(f"SELECT count(DISTINCT v.household_id) {VISITS} AND v.hazards <> '[]'")
    assert bool(found.hazards) == (few >= FEWEST)


def test_a_round_is_told_as_planned_and_as_it_went(s):
    asked = of_round(s, WHO, 1, DAY)
    found = facts(s, WHO, asked, DAY)
    ask = asking(s, (asked.start, asked.end))
    r = found.round
    plans = "FROM plannedvisit p WHERE p.round_id = 1"
    assert ask(f"SELECT count(DISTINCT p.household_id) {plans}") == [(r.planned,)]
    in_time = f"SELECT DISTINCT p.household_id {plans} AND p.state = 'fulfilled' AND p.fulfilled_on <= :end"
    assert ask(f"SELECT count(*) FROM ({in_time}) x") == [(r.visited,)]
    late = f"""SELECT count(DISTINCT p.household_id) {plans} AND p.state = 'fulfilled'
               AND p.household_id NOT IN ({in_time})"""
    assert ask(late) == [(r.afterwards,)]
    assert r.planned == r.visited + r.afterwards + r.missed + r.left + r.dropped and found.adds_up()
    visits = ask(f"SELECT count(*) {VISITS} AND v.household_id IN (SELECT p.household_id {plans})")
    assert visits == [(found.totals.visits,)] and found.totals.before is None


def test_one_building_holds_only_its_own(s):
    ask, span = asking(s, NOVEMBER), NOVEMBER
    key = ask("SELECT id FROM building ORDER BY position LIMIT 1")[0][0]
    found = briefing(s, span, building_id=key)
    here = f"IN (SELECT h.id FROM household h WHERE h.building_id = {key})"
    assert ask(f"SELECT count(*) {VISITS} AND v.household_id {here}") == [(found.totals.visits,)]
    assert ask(f"SELECT count(*) FROM need n WHERE n.household_id {here} AND {OPEN_NEED}") == [(found.balance.open,)]
    assert {place.name for place in found.totals.places} == {found.building}
