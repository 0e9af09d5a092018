"""The page of the risk rules: told before it is set, what is wrong said beside it, and nothing typed is lost."""

from dataclasses import replace

import pytest

from db import clock, store
from db.changes.risk_rules import set_rules
from db.changes.tiers import set_tiers
from db.choices import Factor, Group, Tier
from db.queries.risk import the_rules
from db.queries.rule_history import versions
from db.risk.rules import OURS, PRESETS
from db.tiers import Tiers
from pages.parts.settings_risk_effect import floor
from tests.conftest import DAY


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)


def shown(at):
    parts = [*at.title, *at.subheader, *at.text, *at.markdown, *at.caption, *at.error, *at.info, *at.button]
    return "\n".join(str(getattr(each, "value", "")) + str(getattr(each, "label", "")) for each in parts)


def in_force(who):
    with store.reading() as s:
        return the_rules(s, who)[0]


@pytest.fixture
def page(cast, home, open_page):
    return open_page("settings", "manager", part="risk")


def own(at):
    return at.selectbox(key="settings.risk.1").set_value("own").run()


def points(at, factor):
    return at.number_input(key=f"settings.risk.points.{factor}.1")


def set_(at, why="试行"):
    at.text_area(key="settings.risk.why.1").set_value(why)
    return at.button(key="settings.risk.set.1").click().run()


def test_it_says_what_holds_and_that_rules_only_advise(page):
    told = shown(page)
    assert "人定的等级不变" in told and "没有找到公开的权重表" in told
    assert "70 分起" in told and "这就是现行规则。" in told and "第 1 版" in told


@pytest.mark.parametrize("who", ["visitor", "reader"])
def test_only_who_sets_rules_sees_the_part(cast, home, open_page, who):
    at = open_page("settings", who, part="risk")
    assert not at.exception and "70 分起" not in shown(at)


def test_a_preset_is_told_in_words_and_numbers_before_it_is_set(page, cast):
    page.selectbox(key="settings.risk.1").set_value("inner_mongolia_2022").run()
    told = shown(page)
    assert floor(PRESETS["inner_mongolia_2022"].floors[0]) in told and "高龄老人，且有其中一项" in told
    assert "1 户中有 **1** 户的建议等级会变" in told and "调高 1 户，调低 0 户" in told
    assert in_force(cast["manager"]) == OURS
    set_(page, "按内蒙古的意见")
    assert not page.exception and in_force(cast["manager"]) == PRESETS["inner_mongolia_2022"]
    assert "按内蒙古的意见" in shown(page) and "第 2 版" in shown(page) and "李敏" in shown(page)


def test_without_a_reason_nothing_is_set_and_nothing_is_lost(page, cast):
    own(page)
    points(page, Factor.ALONE).set_value(22).run()
    set_(page, "  ")
    assert [each.value for each in page.error] == ["写几个字说明理由，会留在历次版本里。"]
    assert in_force(cast["manager"]) == OURS and points(page, Factor.ALONE).value == 22
    set_(page)
    assert in_force(cast["manager"]) == replace(
        OURS, name="Own numbers", source="Set by this office.", points={**OURS.points, Factor.ALONE: 22}
    )


def test_numbers_of_a_group_that_is_not_drawn_any_more_count_as_well(page, cast):
    own(page)
    points(page, Factor.ALONE).set_value(22).run()
    page.button_group(key="settings.risk.group.1").set_value(Group.HOME).run()
    points(page, Factor.CLUTTER).set_value(0).run()
    page.number_input(key="settings.risk.caps.home.1").set_value(30).run()
    assert "60 岁以上独居 15 → 22" in shown(page)
    set_(page)
    there = in_force(cast["manager"])
    assert (there.points[Factor.ALONE], there.points[Factor.CLUTTER], there.caps[Group.HOME]) == (22, 0, 30)


def test_what_is_wrong_is_said_beside_it_and_cannot_be_set(page):
    own(page)
    page.number_input(key="settings.risk.starts.1.1").set_value(30).run()
    points(page, Factor.AGED_70).set_value(11).run()
    said = [each.value for each in page.error]
    assert said == ["二级：等级越高起分越高：此处 1 到 29。", "高龄老人：更重的情形分值不低于「70 至 79 岁」。"]
    assert "settings.risk.set.1" not in {each.key for each in page.button}
    page.number_input(key="settings.risk.starts.1.1").set_value(70).run()
    points(page, Factor.AGED_70).set_value(10).run()
    assert not page.error and "settings.risk.set.1" in {each.key for each in page.button}


def test_each_floor_can_be_taken_off_and_put_on(page, cast):
    own(page)
    toggles = [each for each in page.toggle if (each.key or "").startswith("settings.risk.floors")]
    assert [each.value for each in toggles] == [False, False, False]
    toggles[1].set_value(True).run()
    set_(page)
    assert in_force(cast["manager"]).floors == (PRESETS["inner_mongolia_2022"].floors[0],)


def test_own_numbers_that_say_what_a_published_set_says_bear_its_name(page, cast):
    own(page)
    for place in (1, 2):
        page.toggle(key=f"settings.risk.floors.{place}.1").set_value(True).run()
    set_(page)
    assert in_force(cast["manager"]) == PRESETS["inner_mongolia_2022"]


def others(cast, **changed):
    with store.writing() as s:
        rules, number, _set = the_rules(s, cast["admin"])
        set_rules(s, cast["admin"], number, replace(rules, **changed), "另有想法")


def test_rules_set_meanwhile_are_shown_beside_mine_and_nothing_typed_is_lost(page, cast):
    own(page)
    points(page, Factor.ALONE).set_value(22).run()
    points(page, Factor.AGED_80).set_value(12).run()
    others(cast, points={**OURS.points, Factor.ALONE: 18, Factor.FALL: 20}, floors=PRESETS["ministries_2022"].floors)
    set_(page)
    assert not page.exception and in_force(cast["manager"]).points[Factor.ALONE] == 18
    told = shown(page)
    assert "60 岁以上独居" in told and "18" in told and "22" in told
    chosen = {each.key: each.value for each in page.button_group if (each.key or "").startswith("settings.risk.two")}
    assert chosen == {  # what I have not touched is left as it is stored
        "settings.risk.two.2.points.alone": "mine",
        "settings.risk.two.2.points.aged_80": "mine",
        "settings.risk.two.2.points.fall": "theirs",
        "settings.risk.two.2.floors": "theirs",
    }
    page.button(key="settings.risk.two.2.save").click().run()
    assert not page.exception
    there = in_force(cast["manager"])
    assert [there.points[each] for each in (Factor.ALONE, Factor.AGED_80, Factor.FALL)] == [22, 12, 20]
    assert there.floors == PRESETS["ministries_2022"].floors
    with store.reading() as s:
        assert [(each.by, each.why) for each in versions(s, cast["manager"])][:2] == [
            ("李敏", "试行"),
            ("王主任", "另有想法"),
        ]


def test_a_page_where_nothing_is_typed_follows_what_others_set(page, cast):
    others(cast, floors=PRESETS["ministries_2022"].floors)
    page.run()
    assert "第 2 版" in shown(page) and "这就是现行规则。" in shown(page)


def test_with_three_tiers_no_rule_leads_to_the_third(cast, home, open_page):
    with store.writing() as s:
        set_tiers(s, cast["manager"], 0, Tiers({"1": "红", "2": "黄", "4": "绿"}, has_three=False))
    at = open_page("settings", "manager", part="risk")
    assert "badge[三级" not in shown(at) and "badge[黄" in shown(at)
    at.selectbox(key="settings.risk.2").set_value("ministries_2022").run()
    assert "至少黄" in shown(at)
    at.text_area(key="settings.risk.why.2").set_value("试行")
    at.button(key="settings.risk.set.2").click().run()
    assert not at.exception and in_force(cast["manager"]).starts == {Tier.ONE: 70, Tier.TWO: 40}


def test_what_belongs_to_risk_is_one_click_away(page):
    page.button(key="settings.risk.to.rhythm").click().run()
    assert not page.exception and page.button_group(key="settings.part").value == "rhythm"
