"""The numbers one rings: presets, what an office may change, who may, two at once, and names that are no markup."""

from dataclasses import asdict

import pytest
from sqlmodel import select

from db import hotlines, settings, store
from db.changes.hotlines import MOST_OWN, set_hotlines
from db.choices import Circumstance, Outcome
from db.errors import Conflict, Invalid, NotAllowed
from db.hotlines import EMERGENCY, PRESETS, Hotline, can_be_dialled, dialled, from_text, to_text
from db.models import LogEntry, Setting
from db.queries import hotlines as queries
from db.words import speaking, told_in
from tests.browser import settle, sign_in, words
from tests.house_in_file import PASSWORD, furnish, stored
from tests.test_browser_loop import box, done, hit
from tests.test_browser_visit import tap

GAS = {"name": "燃气抢修", "number": "0471-123 4567", "note": "24 小时"}


def there(s) -> hotlines.Hotlines:
    return settings.the_hotlines(s)


def told(page) -> str:
    parts = [*page.text, *page.markdown, *page.caption, *page.error, *page.info]
    return "\n".join(str(each.value) for each in parts)


def rings(page) -> dict[str, str]:
    return {b.proto.label: b.proto.url for b in page.get("link_button")}


def test_the_presets_are_those_of_the_trade_and_emergencies_stand_first():
    numbers = {key: line.number for key, line in PRESETS.items()}
    assert tuple(numbers)[:3] == EMERGENCY and [numbers[key] for key in EMERGENCY] == ["110", "119", "120"]
    lines = {"12356", "12338", "12385", "12345", "12348", "12355", "12393", "12333", "12349"}
    assert lines <= set(numbers.values())
    assert {key for key, number in numbers.items() if not number} == {"gas", "health", "committee"}
    for line in PRESETS.values():
        assert told_in("zh_CN", line.name) != line.name and len(line.name) <= 40


def test_only_what_differs_is_kept_so_that_a_later_version_may_mend_a_preset():
    assert to_text(PRESETS) == "{}" and from_text("") == PRESETS == from_text("{}")
    own = {**PRESETS, "own2": Hotline(name="值班室", number="1234567"), "own1": Hotline(name="门岗", number="765")}
    again = from_text(to_text(own))
    assert list(again) == [*PRESETS, "own1", "own2"] and again["own2"] == own["own2"]
    assert to_text({**PRESETS, "fire": Hotline(**asdict(PRESETS["fire"]))}) == "{}"
    assert hotlines.new_key(again) == "own3"
    assert "fax" not in from_text('{"fax": {"name": "x", "number": "1", "note": ""}}')


@pytest.mark.parametrize(
    ("typed", "is_good"),
    [
        ("110", True),
        ("0471-123 4567", True),
        ("+86 471 1234567", True),
        ("", False),
        ("12", False),
        ("110/120", False),
        ("110;120", False),
        ("转 801", False),
        ("javascript:1", False),
        ("1--2 3", False),
        ("١١٠", False),
    ],
)
def test_a_number_can_be_dialled_or_is_refused(typed, is_good):
    assert can_be_dialled(typed) is is_good


def test_what_is_dialled_is_figures_alone():
    assert dialled("+86 471-123 4567") == "+864711234567"
    assert hotlines.as_typed("０４７１－１２３") == "0471-123"


def test_a_line_is_set_logged_and_comes_back_to_the_preset(cast, s):
    set_hotlines(s, cast["manager"], 0, {"gas": {**GAS, "number": "０４７１－１２３ 4567"}})
    assert asdict(there(s)["gas"]) == GAS
    assert {key: line for key, line in there(s).items() if key != "gas"} == {
        key: line for key, line in PRESETS.items() if key != "gas"
    }
    set_hotlines(s, cast["manager"], 0, {"gas": GAS})  # the same again is no change and no conflict
    set_hotlines(s, cast["manager"], 1, {"gas": None})
    assert there(s) == PRESETS
    lines = [(each.who, each.detail) for each in s.exec(select(LogEntry)) if each.record == "setting"]
    assert lines == [("李敏", "hotlines")] * 2


@pytest.mark.parametrize(
    ("key", "answers", "field"),
    [
        ("gas", {**GAS, "number": "110/120"}, "number"),
        ("gas", {**GAS, "number": "1" * 21}, "number"),
        ("gas", {**GAS, "name": "  "}, "name"),
        ("gas", {**GAS, "name": "名" * 41}, "name"),
        ("gas", {**GAS, "note": "长" * 61}, "note"),
        ("police", {"name": "报警", "number": "", "note": ""}, "number"),
        ("own1", {"name": "门岗", "number": "", "note": ""}, "number"),
        ("nobody", GAS, "name"),
        ("own-1", GAS, "name"),
    ],
)
def test_what_cannot_be_rung_is_refused_with_a_sentence(cast, s, key, answers, field):
    with pytest.raises(Invalid) as wrong:
        set_hotlines(s, cast["manager"], 0, {key: answers})
    assert set(wrong.value.problems) == {field} and wrong.value.problems[field].endswith("。")
    assert not s.exec(select(Setting)).all()


def test_an_office_line_may_be_emptied_again_and_own_ones_have_an_end(cast, s):
    set_hotlines(s, cast["manager"], 0, {"gas": GAS})
    set_hotlines(s, cast["manager"], 1, {"gas": {**GAS, "number": ""}})
    assert there(s)["gas"].number == ""
    many = {f"own{n}": {"name": f"门岗{n}", "number": "1234567"} for n in range(1, MOST_OWN + 1)}
    set_hotlines(s, cast["manager"], 2, many)
    with pytest.raises(Invalid):
        set_hotlines(s, cast["manager"], 3, {"own99": {"name": "又一个", "number": "1234567"}})
    set_hotlines(s, cast["manager"], 3, {"own1": None, "own99": {"name": "又一个", "number": "1234567"}})
    assert "own1" not in there(s) and "own99" in there(s)


def test_a_number_filled_in_does_not_go_on_asking_to_be_filled_in(cast, s):
    shown = {"name": told_in("zh_CN", PRESETS["gas"].name), "note": told_in("zh_CN", PRESETS["gas"].note)}
    set_hotlines(s, cast["manager"], 0, {"gas": {**shown, "number": "0471-1234567"}})
    assert there(s)["gas"] == Hotline(name=PRESETS["gas"].name, number="0471-1234567")


def test_our_words_nobody_changed_are_told_in_both_languages(cast, s):
    """The form shows a preset in the reader's language; saving another number must not freeze the words in it."""
    shown = {"name": told_in("zh_CN", PRESETS["mind"].name), "note": told_in("zh_CN", PRESETS["mind"].note)}
    set_hotlines(s, cast["manager"], 0, {"mind": {**shown, "number": "0471-12356"}})
    assert there(s)["mind"] == Hotline(name=PRESETS["mind"].name, number="0471-12356", note=PRESETS["mind"].note)
    with speaking("en"):
        set_hotlines(s, cast["manager"], 1, {"mind": {**asdict(there(s)["mind"]), "number": "12356"}})
    assert there(s) == PRESETS


def test_who_wrote_second_is_shown_both_and_nothing_is_overwritten(cast, s):
    set_hotlines(s, cast["manager"], 0, {"gas": GAS})
    with pytest.raises(Conflict) as both:
        set_hotlines(s, cast["admin"], 0, {"gas": {**GAS, "number": "96777"}})
    assert both.value.differences == {"gas.number": ("0471-123 4567", "96777")}
    assert there(s)["gas"].number == "0471-123 4567"


@pytest.mark.parametrize("who", ["visitor", "reader"])
def test_numbers_are_set_by_managers(cast, s, who):
    for deed in (lambda: set_hotlines(s, cast[who], 0, {"gas": GAS}), lambda: queries.the_hotlines(s, cast[who])):
        with pytest.raises(NotAllowed):
            deed()


def test_a_visitor_is_not_shown_the_part(cast, open_page):
    page = open_page("settings", "visitor", part="hotlines")
    assert "求助电话" not in page.button_group(key="settings.part").options
    assert not [b for b in page.button if b.key and b.key.startswith("hotlines.")]


def test_what_is_missing_is_told_and_what_is_set_everybody_rings(cast, open_page, home):
    page = open_page("settings", "manager", part="hotlines")
    assert "待填：燃气公司，社区卫生服务中心，居委会" in told(page)
    with store.writing() as s:
        set_hotlines(s, cast["manager"], 0, {"gas": {"name": "燃气公司", "number": "0471-1234567", "note": ""}})
    assert "待填：社区卫生服务中心，居委会" in told(page.run())
    assert rings(open_page("guide", "reader"))["0471\\-1234567"] == "tel:04711234567"


def test_a_changed_number_shows_in_the_form_at_once(cast, open_page, home):
    with store.writing() as s:
        set_hotlines(s, cast["manager"], 0, {"police": {"name": "报警", "number": "0471-110", "note": ""}})
    page = open_page("visit", no="1")
    next(g for g in page.button_group if g.label == "结果（必填）").set_value(Outcome.MET).run()
    next(g for g in page.button_group if g.label == "部分").set_value(2).run()
    next(g for g in page.button_group if g.label == "特殊情况").set_value([Circumstance.AGGRESSION]).run()
    assert "tel:0471110" in rings(page).values() and "tel:110" not in rings(page).values()


def test_a_number_of_ones_own_stands_at_the_end_and_can_be_taken_away(cast, open_page):
    with store.writing() as s:
        set_hotlines(s, cast["manager"], 0, {"own1": {"name": "物业值班室", "number": "8001"}})
    page = open_page("settings", "manager", part="hotlines")
    assert page.text[-1].value == "物业值班室　8001"
    assert "物业值班室" in told(open_page("guide", "visitor"))


def test_hostile_text_in_a_name_stays_text(cast, open_page, home):
    name, note = "[点我](http://x) **粗** <b>", ":material/lock: ![](http://x)"
    with store.writing() as s:
        set_hotlines(s, cast["manager"], 0, {"police": {"name": name, "number": "110", "note": note}})
    for page in (open_page("guide", "visitor"), open_page("settings", "manager", part="hotlines")):
        assert not page.exception
        for each in (*page.markdown, *page.caption, *page.info, *page.error):
            assert "](http" not in each.value and "<b>" not in each.value
        for label in rings(page):
            assert "](http" not in label and "<b>" not in label
    assert name in [each.value for each in open_page("guide", "visitor").text]  # told as it was typed


@pytest.fixture
def window(server, new_page):
    """A window at an address, signed in."""
    furnish(server.data)

    def opened(name: str, address: str, **more):
        page = new_page(**more)
        page.goto(f"{server.url}{address}")
        sign_in(page, name, PASSWORD)
        page.wait_for_selector("h1")
        settle(page)
        return page

    return opened


def write(page, label: str, text: str) -> None:
    field = box(page).get_by_role("textbox", name=label)
    field.fill(text)
    page.wait_for_timeout(800)
    settle(page)


@pytest.mark.browser
def test_two_managers_change_a_line_add_one_and_bring_the_preset_back(window, server):
    first = window("李敏", "/settings?part=hotlines")
    second = window("李敏", "/settings?part=hotlines")
    for page, number in ((first, "96777"), (second, "0471-111")):
        page.get_by_role("button", name="修改", exact=True).nth(4).click()
        write(page, "号码", number)
    done(first, "Save")
    box(second).get_by_role("button", name="保存", exact=True).last.click()
    second.get_by_text("按所选保存").wait_for()
    assert "96777" in words(second) and "0471-111" in words(second)
    done(second, "Save as chosen")
    assert "燃气公司　0471-111" in words(second)
    hit(second, "Add a number")
    write(second, "单位或热线", "物业值班室")
    write(second, "号码", "8001")
    done(second, "Save")
    assert "物业值班室　8001" in words(second)
    for place, deed in ((0, "恢复预设"), (-1, "移去")):
        second.get_by_test_id("stMenuButton").nth(place).click()
        second.get_by_text(deed, exact=True).last.click()
        settle(second)
    assert "0471-111" not in words(second) and "物业值班室" not in words(second)
    assert stored(server.data, "select value from setting where name = 'hotlines'") == [("{}",)]


@pytest.mark.browser
def test_on_a_phone_the_guide_opens_under_the_thumb_and_what_is_typed_stays(window):
    page = window("何静", "/visit?no=1", phone=True)
    for label in ("见到本人", "家里"):
        tap(page, label)
    page.get_by_role("textbox").last.fill("说不想拖累孩子")
    tap(page, "说到不想活")
    call = page.get_by_role("link", name="12356")
    assert call.get_attribute("href") == "tel:12356"
    assert call.is_visible() and call.bounding_box()["y"] < 844 and call.bounding_box()["height"] >= 44
    page.get_by_text("听本人说完").wait_for()
    assert page.get_by_role("textbox").last.input_value() == "说不想拖累孩子"
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
