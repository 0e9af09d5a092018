"""What cannot wait: every danger has its guide in both languages, and the page opens it the moment it is told."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from db import clock, guides, hotlines, store
from db.changes import household, state, visit
from db.choices import AT_ONCE, Circumstance, Hazard, HouseholdState, Outcome, PlanState, Trigger
from db.guides import FAMILY, GUIDES, NOBODY, RESIDENT
from db.hotlines import PRESETS
from db.models import PlannedVisit, Visit
from db.queries import hotlines as queries
from db.words import told_in

SPOKEN = ("zh_CN", "en")


def tap(page: Any, label: str, value: Any) -> Any:
    return next(g for g in page.button_group if g.label == label).set_value(value).run()


def told(page: Any) -> str:
    return "\n".join(str(e.value) for kind in ("text", "markdown", "caption", "info", "error") for e in page.get(kind))


def rings(page: Any) -> list[tuple[str, str]]:
    """The buttons that dial: what stands on them, and what is dialled."""
    found = [(b.proto.label, b.proto.url) for b in page.get("link_button")]
    return [(label.replace("  \n", " "), url.removeprefix("tel:")) for label, url in found]


def opened(page: Any) -> list[str]:
    """The guides on the page, the open one first."""
    return [error.value.split("**")[1] for error in page.error]


def seen(cast: Any, home: int, token: str, outcome: Outcome, days_ago: int = 0, **more: Any) -> int:
    now = clock.now()
    answers = {"at": now - timedelta(days=days_ago), "outcome": outcome, "said": "原话", **more}
    with store.writing() as s:
        return visit.record_visit(s, cast["visitor"], home, token, now, answers)


@pytest.mark.parametrize("danger", [*Trigger, Circumstance.AGGRESSION])
def test_every_danger_has_a_guide_in_both_languages(danger):
    guide = GUIDES[danger.value]
    assert len(guide.steps) >= 6 and len(guide.never) == 2 and guide.title == danger.label
    sentences = [guide.source, *guide.never, *(step.words for step in guide.steps)]
    for words in sentences:
        chinese = told_in("zh_CN", words)
        assert chinese != words and chinese.endswith("。") and not any("a" <= c <= "z" for c in chinese)
    assert len(set(sentences)) == len(sentences)


def test_what_is_acted_on_at_once_and_what_has_a_guide_is_the_same():
    assert {c.value for c in AT_ONCE} | {t.value for t in Trigger} == set(GUIDES)


def test_a_guide_names_numbers_by_key_and_holds_none():
    """An office may change a number: a sentence that held it would go on telling the old one."""
    known = {*PRESETS, RESIDENT, FAMILY}
    numbers = [line.number for line in PRESETS.values() if line.number]
    for guide in GUIDES.values():
        assert {*guide.first, *(key for step in guide.steps for key in step.rings)} <= known
        for language in SPOKEN:
            for step in guide.steps:
                assert not any(number in told_in(language, step.words) for number in numbers), step.words


def test_the_order_of_the_no_answer_protocol_stands():
    asked = [key for step in GUIDES[Trigger.UNSEEN].steps for key in step.rings]
    assert asked == [RESIDENT, FAMILY, "committee", "police", "ambulance"]


def test_nobody_is_told_to_telephone_where_gas_is_smelt():
    guide = GUIDES[Trigger.GAS_SMELL]
    assert not guide.first and "phone" in guide.never[0]
    rung = [n for n, step in enumerate(guide.steps) if "gas" in step.rings or "fire" in step.rings]
    out = next(n for n, step in enumerate(guide.steps) if step.words.startswith("Get everybody out"))
    assert rung and min(rung) > out


@pytest.mark.parametrize("before", [None, *Outcome])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_two_calls_without_an_answer_open_the_guide_and_nothing_less(outcome, before):
    twice = outcome in NOBODY and before in NOBODY
    assert guides.opened(outcome, before) == ((Trigger.UNSEEN.value,) if twice else ())


@pytest.mark.parametrize("outcome", list(Outcome))
def test_newspapers_at_the_door_open_it_unless_the_resident_was_met(outcome):
    found = guides.opened(outcome, None, (), [Hazard.SIGNS])
    assert found == (() if outcome is Outcome.MET else (Trigger.UNSEEN.value,))
    assert not guides.opened(outcome, None, (Circumstance.EMOTION,), [Hazard.WIRING])


def test_of_several_dangers_ones_own_safety_stands_first():
    found = guides.opened(Outcome.MET, None, [Circumstance.DESPAIR, Circumstance.GAS_SMELL, Circumstance.AGGRESSION])
    assert found == ("aggression", "gas_smell", "despair")


@pytest.mark.parametrize("danger", sorted(AT_ONCE))
def test_the_page_opens_the_guide_where_the_danger_is_tapped_and_loses_nothing(open_page, home, danger):
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.MET)
    tap(page, "部分", 2)
    page.text_area[0].set_value("敲门后说了一句").run()
    assert not opened(page)
    tap(page, "特殊情况", [danger])
    guide = GUIDES[danger.value]
    assert opened(page) == [told_in("zh_CN", guide.title)]
    for n, step in enumerate(guide.steps, 1):
        assert f"{n}. {told_in('zh_CN', step.words)}" in told(page).replace("\\", "")
    dialled = {number for _label, number in rings(page)}
    assert {PRESETS[key].number for step in guide.steps for key in step.rings if key in PRESETS} - {""} <= dialled
    assert page.text_area[0].value == "敲门后说了一句"
    tap(page, "部分", 4)
    assert opened(page) == [told_in("zh_CN", guide.title)]  # wherever one writes
    tap(tap(page, "部分", 2), "特殊情况", [])
    assert not opened(page)


def test_several_dangers_are_shown_one_open_and_the_rest_by_name(open_page, home):
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.MET)
    tap(tap(page, "部分", 2), "特殊情况", [Circumstance.DESPAIR, Circumstance.GAS_SMELL])
    assert not page.exception and opened(page) == ["闻到燃气味", "说到不想活"]
    assert {"处置步骤", "说到不想活"} <= {each.label for each in page.expander}


def test_the_households_own_numbers_stand_in_the_guide(open_page, home, cast):
    with store.writing() as s:
        child = {"name": "陈[晓](http://x)", "phone": "139 0000-1111", "is_emergency": True, "lives_here": False}
        household.add_resident(s, cast["visitor"], home, child)
    seen(cast, home, "a", Outcome.NOT_REACHED, 1, said="")
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.NO_ANSWER)
    assert opened(page) == ["见不到人、无人应答"]
    labels = dict(rings(page))
    assert labels["**住户本人** 陈玉芬　13800002207"] == "13800002207"
    [contact] = [label for label, number in rings(page) if number == "13900001111" and "紧急联系人" in label]
    assert "\\[晓\\]" in contact
    assert "没有登记电话：居委会" in told(page)  # the committee's number is not filled in


def test_newspapers_and_a_smell_at_a_shut_door_open_guides_and_are_kept_as_a_hazard(open_page, home):
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.NO_ANSWER)
    assert not opened(page)
    tap(page, "门口情形", ["A smell"])
    assert opened(page) == ["闻到燃气味", "见不到人、无人应答"]
    tap(page, "门口情形", ["Newspapers not taken in"])
    assert opened(page) == ["见不到人、无人应答"]
    page.button(key="visit.save").click().run()
    with store.reading() as s:
        [stored] = s.exec(select(Visit))
        assert stored.hazards == [Hazard.SIGNS] and stored.circumstances == []
    assert opened(page) == ["见不到人、无人应答"]


def test_a_visit_put_right_is_not_taken_for_the_call_before_itself(open_page, home, cast):
    first = seen(cast, home, "a", Outcome.NO_ANSWER, 3, said="")
    assert not opened(open_page("visit", visit=str(first)))
    second = seen(cast, home, "b", Outcome.NO_ANSWER, 2, said="")
    assert opened(open_page("visit", visit=str(second))) == ["见不到人、无人应答"]
    with store.reading() as s:
        assert queries.before(s, cast["visitor"], first) is None
        assert queries.before(s, cast["visitor"], second) is Outcome.NO_ANSWER
        assert queries.guides_of(s, cast["visitor"], first) == ()


def plans() -> list[PlannedVisit]:
    with store.reading() as s:
        return list(s.exec(select(PlannedVisit)))


@pytest.mark.parametrize(
    ("outcome", "found", "days"),
    [(Outcome.MET, {"circumstances": [Circumstance.DESPAIR]}, 1), (Outcome.NO_ANSWER, {"hazards": [Hazard.SIGNS]}, 0)],
)
def test_after_saving_the_guide_stands_and_one_tap_plans_the_next_day(open_page, home, cast, outcome, found, days):
    saved = seen(cast, home, "a", outcome, **found)
    page = open_page("visit", saved=str(saved))
    assert len(opened(page)) == 1 and not plans() and "还没排上" in told(page)
    page.button(key="visit.again").click().run()
    today = clock.today()
    [plan] = plans()
    assert (plan.state, plan.end) == (PlanState.OPEN, today + timedelta(days=1))
    assert plan.start == today + timedelta(days=days)
    assert "想活" not in plan.words  # printed and carried about: no word of why
    assert "已排上" in told(page) and "visit.again" not in {b.key for b in page.button}


def test_a_quiet_visit_and_an_old_one_show_no_guide(open_page, home, cast, monkeypatch):
    quiet = seen(cast, home, "a", Outcome.MET)
    assert not opened(open_page("visit", saved=str(quiet)))
    grave = seen(cast, home, "b", Outcome.MET, circumstances=[Circumstance.CHILD_DANGER])
    assert opened(open_page("visit", saved=str(grave))) == ["孩子有危险"]
    later = clock.today() + timedelta(days=2)
    monkeypatch.setattr(clock, "today", lambda: later)
    assert not opened(open_page("visit", saved=str(grave)))


def test_who_moved_away_is_not_planned_for(open_page, home, cast):
    saved = seen(cast, home, "a", Outcome.MET, circumstances=[Circumstance.AGGRESSION])
    with store.writing() as s:
        state.leave(s, cast["manager"], home, clock.today(), HouseholdState.MOVED, "搬去女儿家")
    page = open_page("visit", saved=str(saved))
    assert opened(page) == ["威胁、动手"] and "visit.again" not in {b.key for b in page.button}


@pytest.mark.parametrize("who", ["visitor", "reader"])
def test_everybody_finds_all_guides_and_numbers_beforehand(open_page, cast, who):
    page = open_page("guide", who)
    assert not page.exception
    assert opened(page) == [told_in("zh_CN", guide.title) for guide in GUIDES.values()]
    dialled = {number for _label, number in rings(page)}
    assert {hotlines.dialled(line.number) for line in PRESETS.values() if line.number} <= dialled
