"""Why a household is in its tier, as its page explains it; and what a visit did to the advice."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import household, need
from db.changes.measure import add_measure
from db.changes.risk_rules import set_rules
from db.changes.visit import record_visit
from db.choices import (
    Circumstance,
    Doer,
    Factor,
    HardshipKind,
    Hazard,
    Level,
    MeasureKind,
    NeedKind,
    Outcome,
    Tier,
)
from db.models import Assessment, Household, Resident
from db.queries.risk import why
from db.risk.rules import OURS
from pages.parts import go, why_told
from reports import factor_bars
from reports.colours import DARK, LIGHT
from tests.conftest import DAY, MORNING
from tests.test_household_page import Dialog, typed

BEFORE = DAY - timedelta(days=20)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: MORNING)


def visited(cast, home, n=0, **answers) -> int:
    with store.writing() as s:
        at = MORNING - timedelta(days=n)
        return record_visit(s, cast["visitor"], home, f"{home}.{n}", at, {"at": at, "outcome": Outcome.MET, **answers})


def test_a_danger_is_told_of_where_people_alone_set_the_tier(cast, home, open_page):
    with store.writing() as s:
        s.get_one(Household, home).by_hand = True
    visited(cast, home, circumstances=[Circumstance.GAS_SMELL], said="楼道有味")
    at = open_page("household", "visitor", no="1")
    [box] = [each.value for each in at.error if "闻到燃气味" in each.value]
    assert Tier.ONE.label not in box and "一级" not in box, "nobody has set a tier"
    assert stored(home).tier is Tier.TWO and stored(home).risk_score is None


def stored(home) -> Household:
    with store.reading() as s:
        return s.get_one(Household, home)


def told(at) -> str:
    kinds = ("title", "subheader", "text", "markdown", "caption", "error", "info", "expander", "button")
    parts = [each for kind in kinds for each in getattr(at, kind)]
    words = "\n".join(str(getattr(each, "value", "")) + str(getattr(each, "label", "")) for each in parts)
    return words.replace("\\", "").replace("**", "")


@pytest.fixture
def explained(home, cast, monkeypatch) -> int:
    """陈玉芬 was met twenty days ago, with gas hose and sockets; today she has fallen, and the hose was changed."""
    monkeypatch.setattr(clock, "now", lambda: MORNING - timedelta(days=20))
    visited(cast, home, 20, hazards=[Hazard.GAS_HOSE, Hazard.SOCKETS], safety=Level.MIDDLE, safety_why="插座*旧*")
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    visited(cast, home, 0, hazards=[Hazard.SOCKETS], changes=["fall"], mind=["low"])
    return home


def the_why(cast, home, who="visitor"):
    with store.reading() as s:
        return why(s, cast[who], home)


def test_now_stands_beside_before_with_what_changed(explained, cast):
    found = the_why(cast, explained)
    assert (found.now.on, found.before.on) == (DAY, BEFORE)
    changed = {each.factor: (each.now, each.before) for each in found.changes}
    assert changed[Factor.FALL] == (15, 0) and changed[Factor.FIRE_GAS_MORE] == (0, 16)
    assert changed[Factor.ALONE] == (15, 15) and changed[Factor.LOW] == (5, 0)
    sizes = [each.now for each in found.changes]
    assert sizes == sorted(sizes, reverse=True), "largest first"
    lines = why_told.changed(found)
    assert lines[0].startswith(f"{found.before.result.score} → {found.now.result.score} 分")
    assert any(line.startswith("新增：") and "30 天内跌倒 +15" in line for line in lines)
    assert any(line.startswith("不再计：") and "−16" in line for line in lines)


def test_a_newer_record_of_the_same_trouble_is_no_step(explained, cast):
    with store.writing() as s:
        last = s.exec(select(Assessment).order_by(Assessment.id.desc())).first()
        for n in (1, 2):  # the same points resting on other records
            s.add(Assessment(**last.model_dump(exclude={"id", "on"}), on=DAY + timedelta(days=n)))
    found = the_why(cast, explained)
    assert len(found.past) == len(found.steps) + 2
    assert found.now.on == DAY and found.before.on == BEFORE


def test_what_would_lower_it_says_how_how_far_and_until_when(explained, cast):
    found = the_why(cast, explained)
    lines = why_told.lowering(found, DAY)
    assert any(line.startswith("隐患消除") and line.endswith(" −10") for line in lines)
    assert "30 天内跌倒：计到 12月23日" in lines
    low = found.lowered
    assert low.score < found.now.result.score and lines[-1].startswith(f"都办到以后：{low.score} 分")


def test_the_sum_names_its_tier_whatever_tiers_are_used():
    assert [why_told.span(OURS, tier) for tier in Tier] == [
        "70 分及以上为一级。", "40 至 69 分为二级。", "20 至 39 分为三级。", "不到 20 分为日常。"
    ]  # fmt: skip
    three = OURS.__class__(**{**OURS.__dict__, "starts": {Tier.ONE: 70, Tier.TWO: 40}})
    assert why_told.span(three, Tier.ROUTINE) == "不到 40 分为日常。"


def test_the_page_explains_every_factor_and_opens_its_record(explained, cast, open_page, monkeypatch):
    at = open_page("household", "visitor", no="1")
    assert not at.exception
    shown, now = told(at), the_why(cast, explained).now.result
    for words in (
        f"{now.score} 分", "现行，11月23日起", "上次，11月3日起", "30 天内跌倒　15 分", "出事时无人发现、无人呼救",
        "比上次的变化", "怎样能降下来", "按第 1 版规则", "分数只作参考", "何静 11月23日定为二级", "插座*旧*",
    ):  # fmt: skip
        assert words in shown, words
    went = []
    monkeypatch.setattr(go, "to", lambda page, query=None: went.append((page, query)))
    at.button(key="household.factor.fall").click().run()
    at.button(key="household.factor.fire_gas").click().run()
    assert went == [("visit", {"visit": 2, "part": 1}), ("visit", {"visit": 2, "part": 3})], "where it was written"
    at.button(key="household.factor.alone").click().run()
    assert not at.exception and typed(at, ".evidence"), "the hardship opens"
    at.button(key="household.factor.aged_80").click().run()
    assert typed(at, ".birth_date").value.year == 1943, "the person opens"


def test_a_problem_that_counts_opens_with_its_story(home, cast, open_page):
    with store.writing() as s:
        raised = {"kind": NeedKind.REPAIR, "words": "漏水"}
        key = need.raise_need(s, cast["visitor"], home, DAY - timedelta(days=40), raised)
        promised = {"kind": MeasureKind.REPAIR, "words": "换水管", "doer": Doer.WE, "due": DAY}
        add_measure(s, cast["visitor"], key, DAY, promised)
    at = open_page("household", "visitor", no="1")
    at.button(key="household.factor.old_need").click().run()
    assert not at.exception and told(at).count("漏水") > 1 and told(at).count("换水管") > 1


def test_every_factor_that_counts_has_a_row_and_a_bar(explained, cast, open_page):
    found = the_why(cast, explained)
    bars = factor_bars.bars(found.changes, is_first=False)
    assert [(bar.now, bar.before) for bar in bars] == [(each.now, each.before) for each in found.changes]
    assert {bar.told for bar in bars} >= {"15 分", "15 分（+15）", "0 分（−16）"}
    aloud = factor_bars.said(bars)
    for tint in (LIGHT, DARK):
        drawn = factor_bars.chart(bars, tint).to_json(ensure_ascii=False)
        assert "陈玉芬" not in drawn and "1202" not in drawn
        assert all(bar.name in drawn and bar.name in aloud for bar in bars)
    first = factor_bars.bars(found.changes, is_first=True)
    assert all(bar.before is None and "（" not in bar.told for bar in first), "nothing to compare with, no stroke"


def test_a_cap_says_where_it_cut(home, cast):
    every = [Hazard.GAS_HOSE, Hazard.SOCKETS, Hazard.SLIPPERY, Hazard.BLOCKED, Hazard.MEDICINE, Hazard.ALARM]
    visited(cast, home, 0, hazards=every)
    found = the_why(cast, home)
    assert why_told.caps(found.now) == ["家中隐患各项共 35 分，封顶算 24 分。"]


def test_one_click_confirms_the_advice(home, cast, open_page):
    at = open_page("household", "visitor", no="1")
    assert "二级，建议三级" in told(at) and "按因素建议三级，等人来定。" in told(at)
    at.button(key="household.tier.confirm").click().run()
    assert not at.exception and stored(home).tier is Tier.THREE
    assert "为什么是三级" in told(at) and "household.tier.confirm" not in [b.key for b in at.button]


def test_another_tier_is_asked_for_its_reason(home, cast, open_page):
    asked = Dialog(open_page("household", "manager", no="1"), "改等级（写理由）").fill(tier=Tier.ONE).press("保存")
    assert "写理由" in told(asked.at) and stored(home).tier is Tier.TWO
    asked.fill(why="夜里<b>走失").press("保存")
    assert (stored(home).tier, stored(home).tier_why) == (Tier.ONE, "夜里<b>走失")
    assert "夜里<b>走失" in told(open_page("household", "visitor", no="1"))


def test_changing_the_file_asks_for_no_tier_and_keeps_it(home, cast, open_page):
    asked = Dialog(open_page("household", "visitor", no="1"), "修改档案")
    keys = [w.key for w in (*asked.at.button_group, *asked.at.selectbox, *asked.at.text_input) if w.key]
    assert not [key for key in keys if key.endswith((".tier", ".tier_why"))]
    asked.fill(tags="听力弱").press("保存")
    assert (stored(home).tags, stored(home).tier) == ("听力弱", Tier.TWO)


def test_whoever_wants_no_evaluation_has_none(explained, cast, open_page):
    asked = Dialog(open_page("household", "visitor", no="1"), "修改档案")
    next(t for t in asked.at.toggle if t.key.endswith(".by_hand")).set_value(True)
    asked.run().press("保存")
    assert stored(explained).by_hand and stored(explained).risk_score is None
    at = open_page("household", "visitor", no="1")
    shown = told(at)
    assert "按本户意愿不做自动评估" in shown and "改等级（写理由）" in shown
    assert "现行" not in shown and "household.tier.confirm" not in [b.key for b in at.button]


def test_what_was_never_worked_out_says_so(home, cast, open_page):
    with store.writing() as s:
        for each in s.exec(select(Assessment)):
            s.delete(each)
        h = s.get_one(Household, home)
        h.risk_score = h.risk_tier = None
    shown = told(open_page("household", "visitor", no="1"))
    assert "还没有计分" in shown and "为什么是二级" in shown


def test_an_earlier_result_is_explained_by_its_own_rules(explained, cast, open_page):
    points = {**OURS.points, Factor.FALL: 25}
    with store.writing() as s:
        set_rules(s, cast["manager"], 1, _with(points), "跌倒更重")
    found = the_why(cast, explained)
    assert (found.now.version, found.before.version) == (2, 1)
    at = open_page("household", "visitor", no="1")
    shown = told(at)
    assert "规则由第 1 版换成第 2 版" in shown and "30 天内跌倒 15" in shown, "as it was weighed then"
    assert "30 天内跌倒　25 分" in shown


def _with(points):
    return OURS.__class__(**{**OURS.__dict__, "points": points})


def test_what_a_visit_sets_by_itself_is_not_called_advice(home, cast, open_page):
    """A tier that stands is told as one that stands; the advice is for what waits."""
    visited(cast, home, 1, changes=["fall"], hazards=[Hazard.GAS_HOSE, Hazard.SOCKETS])
    assert "等级，自动即定" not in told(open_page("visit", "visitor", saved="1"))
    visited(cast, home, 0, circumstances=[Circumstance.GAS_SMELL])
    shown = told(open_page("visit", "visitor", saved="2"))
    assert "等级，自动即定" in shown and "建议等级" not in shown
    assert ":orange-badge[二级] → :violet-badge[一级]" in shown
    visited(cast, home, -1, circumstances=[Circumstance.GAS_SMELL])
    assert "等级，自动即定" not in told(open_page("visit", "visitor", saved="3")), "it stood already"


def test_a_danger_stands_on_top_until_somebody_decides_and_opens_its_steps(home, cast, open_page):
    visited(cast, home, 0, circumstances=[Circumstance.DESPAIR])
    at = open_page("household", "visitor", no="1")
    assert at.error[0].value.replace("\\", "") == "说到不想活：一级，计到 12月23日"
    assert "自动定为一级" in told(at)
    at.button(key="household.crisis").click().run()
    assert not at.exception and "处置步骤" in told(at) and at.get("link_button")
    at = open_page("household", "visitor", no="1")
    at.button(key="household.crisis.seen").click().run()
    assert "household.crisis.seen" not in [b.key for b in at.button]
    Dialog(at, "改等级（写理由）").fill(tier=Tier.TWO, why="医生看过，家人陪着").press("保存")
    at = open_page("household", "visitor", no="1")
    assert not [e for e in at.error if "不想活" in e.value], "a person, who knew of it, has decided"
    assert "说到不想活：一级，计到 12月23日" in told(at), "it still counts"


def test_a_partner_sees_nothing_of_it(explained, cast, open_page):
    assert the_why(cast, explained, "reader") is None
    at = open_page("household", "reader", no="1")
    assert not at.exception
    for secret in ("分", "跌倒", "建议", "预警", "定为"):
        assert secret not in told(at), secret


def test_a_visit_says_what_it_did_to_the_advice(home, cast, open_page, monkeypatch):
    quiet = visited(cast, home, 3, said="都好")
    loud = visited(cast, home, 0, said="都好", changes=["fall"], hazards=[Hazard.GAS_HOSE])
    at = open_page("visit", "visitor", saved=str(loud))
    assert not at.exception and "建议等级　:yellow-badge[三级] → :orange-badge[二级]" in told(at)
    went = []
    monkeypatch.setattr(go, "household", went.append)
    at.button(key="visit.why").click().run()
    assert went == [1]
    assert "visit.why" not in [b.key for b in open_page("visit", "visitor", saved=str(quiet)).button]


def test_who_lives_there_is_named_on_the_button_as_text(home, cast, open_page):
    with store.writing() as s:
        chen = s.exec(select(Resident)).one()
        chen.name = "陈:red[玉]芬"
        household.add_hardship(s, cast["visitor"], home, {"kind": HardshipKind.ILLNESS})
    label = open_page("household", "visitor", no="1").button(key="household.factor.aged_80").label
    assert label == look_plain("陈:red[玉]芬")


def look_plain(text: str) -> str:
    from pages.parts import look

    return look.plain(text)
