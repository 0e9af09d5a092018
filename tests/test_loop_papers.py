"""Papers for the walk and the loop: what each says, what it never says, and that it fits whatever is typed."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from types import ModuleType
from typing import Any

import pypdf
import pytest
from sqlalchemy import event
from sqlmodel import Session, select

from db.changes import household, measure, need, plan, referral, state
from db.choices import (
    Circumstance,
    Doer,
    HouseholdState,
    Level,
    MeasureKind,
    MeasureState,
    NeedKind,
    Outcome,
    OutsideHelp,
    PlanWhy,
    Purpose,
    Relation,
    Way,
)
from db.errors import NotAllowed, NotFound, Refused
from db.fields import Choice, On, fields_of
from db.models import PARTS, Consent, Household, Referral, Resident, Visit
from db.papers import Work
from db.queries import loop_papers as facts
from db.queries.cards import cards as cards_of
from db.queries.known import known
from db.words import _, use_language
from reports import blank_sheet, cards, consent_sheet, handover, sheet, slip
from reports.forms import packed
from reports.ink import lay
from tests import papers
from tests.conftest import DAY
from tests.test_paper_text import HOSTILE, RARE, squeezed

OFFICE = "和安街道民政科"
REASON = "老人出院后在家卧床，请评估居家护理补贴。"
WEEK = timedelta(days=7)


def read(module: ModuleType, found: Any) -> str:
    """The whole paper as it is copied out, without blanks."""
    reader = pypdf.PdfReader(BytesIO(module.pdf(found)))
    return squeezed("".join(page.extract_text() for page in reader.pages))


def on_pages(module: ModuleType, found: Any) -> int:
    paper = module.drawn(found)
    assert paper.missed == ()
    return paper.pages


@pytest.fixture
def loop(s: Session, cast, home) -> dict[str, int]:
    """陈玉芬 may not be asked about her son, was promised a handrail, and waits for the street office."""
    who = cast["visitor"]
    stored = s.get_one(Household, home)
    stored.safety_note, stored.safety_review_on = "先打电话再上门；家中有狗", DAY + 20 * WEEK
    stored.avoid = "不提儿子车祸的事"
    s.add(stored)
    son = {"name": "陈立", "relation": Relation.SON, "phone": "13900001111", "is_emergency": True, "lives_here": False}
    household.add_resident(s, who, home, son | {"outside_contacts": "邻居老周 13700009999"})
    wet = {"kind": NeedKind.SAFETY, "words": "浴室地面湿滑，夜里不敢去", "severity": Level.GRAVE}
    bath = need.raise_need(s, who, home, DAY - WEEK, wet)
    rail = {"kind": MeasureKind.HANDRAIL, "words": "浴室门口一根", "doer": Doer.WE, "doer_name": "工程部 刘师傅"}
    due = {"due": DAY - timedelta(days=2), "is_promise": True}
    measure.add_measure(s, who, bath, DAY - WEEK, rail | due)
    office = referral.add_organisation(
        s, who, {"name": OFFICE, "kind": OutsideHelp.STREET, "contact": "周老师", "phone": "021-55550101"}
    )
    given = papers.consent(s, home, Purpose.SHARING, receiver=OFFICE, until=DAY + 50 * WEEK)
    care = need.raise_need(s, who, home, DAY, {"kind": NeedKind.CARE, "words": "想申请居家护理"})
    sent = referral.send(s, who, care, DAY, {"organisation_id": office, "reason": REASON, "reply_by": DAY + WEEK})
    seen = {"circumstances": [Circumstance.HEARING], "next_focus": "看扶手装好没有", "next_on": DAY}
    met = papers.visit(s, home, DAY - timedelta(days=3), who, outcome=Outcome.MET, **seen)
    stored.last_visit_at = stored.last_met_at = at_the_visit(s, home)
    visit = {"start": DAY, "end": DAY + timedelta(days=3), "on": DAY, "why": PlanWhy.FOLLOW_UP, "words": "问出院小结"}
    plan.plan_visit(s, who, home, DAY, visit)
    return {"home": home, "slip": sent, "consent": given, "need": bath, "visit": met}


def at_the_visit(s: Session, household_id: int) -> Any:
    return s.exec(select(Visit.at).where(Visit.household_id == household_id)).one()


def test_a_slip_says_what_the_consent_covers_and_the_receipt_names_nobody(s, cast, loop):
    found = facts.slip(s, cast["visitor"], loop["slip"], DAY)
    text = read(slip, found)
    for said in (
        "编号2026-001",
        "安居物业服务有限公司",
        "何静客服部管家",
        OFFICE,
        "周老师021-55550101",
        "陈玉芬",
        "和安苑3栋1单元1202",
        "13800002207",
        REASON,
        "2026年11月1日同意",
        "书面",
        "请于2026年11月30日前回复",
    ):
        assert squeezed(said) in text, said
    for kept in ("83岁", "1943", "独居", "二级", "湿滑", "扶手", "陈立", "13900001111", "有狗", "车祸"):
        assert kept not in text, kept
    above, receipt = text.split("交回安居物业服务有限公司")
    assert all(said in receipt for said in ("回执", "编号2026-001", "□已受理", "□已办结", "□不受理", OFFICE))
    assert not any(kept in receipt for kept in ("陈玉芬", "1202", "13800002207", "护理"))
    assert on_pages(slip, found) == 1
    use_language("en")
    assert "Referralslip" in read(slip, facts.slip(s, cast["visitor"], loop["slip"], DAY))


@pytest.mark.parametrize("typed", ["字" * 500, "W" * 500, "行\n" * 250, RARE * 60])
def test_a_slip_stays_on_one_page_whatever_is_asked_for(s, cast, loop, typed):
    stored = s.get_one(Referral, loop["slip"])
    stored.reason = typed
    s.add(stored)
    found = facts.slip(s, cast["visitor"], loop["slip"], DAY)
    assert on_pages(slip, found) == 1
    assert squeezed(typed).strip("行") in read(slip, found)


@pytest.mark.parametrize("spoilt", [{"withdrawn_on": DAY}, {"until": DAY - timedelta(days=1)}])
def test_a_slip_is_not_printed_once_its_consent_is_gone(s, cast, loop, spoilt):
    consent = s.get_one(Consent, loop["consent"])
    for name, value in spoilt.items():
        setattr(consent, name, value)
    s.add(consent)
    with pytest.raises(Refused, match="同意书已失效"):
        facts.slip(s, cast["manager"], loop["slip"], DAY)


def test_a_slip_taken_back_is_not_printed(s, cast, loop):
    referral.take_back(s, cast["visitor"], loop["slip"], DAY, "家属自己去办了")
    with pytest.raises(Refused, match="已撤回"):
        facts.slip(s, cast["visitor"], loop["slip"], DAY)


def test_a_consent_of_one_resident_lets_only_that_one_be_named(s, cast, loop):
    consent = s.get_one(Consent, loop["consent"])
    consent.resident_id = next(one.id for one in residents(s, loop["home"]) if one.name == "陈立")
    s.add(consent)
    text = read(slip, facts.slip(s, cast["visitor"], loop["slip"], DAY))
    assert "陈立" in text and "13900001111" in text
    assert "陈玉芬" not in text and "13800002207" not in text


def residents(s: Session, household_id: int) -> Any:
    return s.exec(select(Resident).where(Resident.household_id == household_id)).all()


def test_a_slip_is_found_by_its_number(s, cast, loop):
    assert facts.slip_id(s, cast["visitor"], " 2026-001 ") == loop["slip"]
    for wrong in ("2026-002", "2025-001", "001", "2026", "x-1", "2026-0000001", "²026-001"):
        with pytest.raises(NotFound):
            facts.slip_id(s, cast["visitor"], wrong)


def test_a_consent_sheet_tells_before_it_asks_and_asks_for_each_purpose_apart(s, cast, loop):
    child = {"name": "陈小满", "relation": Relation.GRANDCHILD, "birth_date": date(2016, 1, 2)}
    household.add_resident(s, cast["visitor"], loop["home"], child)
    found = facts.consent_sheet(s, cast["visitor"], loop["home"], OFFICE, DAY)
    text = read(consent_sheet, found)
    assert on_pages(consent_sheet, found) == 2
    for said in (
        "安居物业服务有限公司",
        "3栋1单元1202",
        "残疾类别",
        "自理情况",
        "困难类型",
        "敏感个人信息",
        "没有这些信息",
        "一旦泄露",
        "停止使用并删除",
        "查看、复印、更正、删除",
        "撤回任何一项同意",
        "物业服务都不受影响",
        "未满十四周岁",
        "110",
        f"{OFFICE}（周老师021-55550101）",
        "不由电脑单独决定",
        "见证人",
        "我撤回以下同意",
    ):
        assert squeezed(said) in text, said
    assert set(consent_sheet.PURPOSES) == set(Purpose), "every purpose is asked for apart"
    assert text.count("□同意□不同意") == len(Purpose)
    assert "陈小满监护人签字" in text and "陈玉芬签字" in text
    assert "13800002207" not in text and "陈立" not in text, "who lives elsewhere does not sign here"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_consent_sheet_without_a_household_is_filled_in_by_hand(s, cast, home, language):
    use_language(language)
    found = facts.consent_sheet(s, cast["visitor"], None, "", DAY)
    assert on_pages(consent_sheet, found) == 2
    text = read(consent_sheet, found)
    assert "陈玉芬" not in text and "1202" not in text and "＿＿＿＿＿＿" in text
    with pytest.raises(NotFound):
        facts.consent_sheet(s, cast["visitor"], 99, "", DAY)


def test_a_card_says_what_protects_first_and_facts_last(s, cast, loop):
    found = cards_of(s, cast["visitor"], DAY, cast["visitor"].id, DAY)
    [card] = found.cards
    text = read(cards, found)
    order = (
        "3栋1单元1202",
        "二级",
        "陈玉芬女83岁",
        "上门须知先打电话再上门；家中有狗",
        "避免事项不提儿子车祸的事",
        "听力差",
        "为什么去",
        "答应过",
        "11月21日前（晚了2天）",
        "浴室门口一根",
        "刘师傅",
        "找谁",
        "儿子陈立13900001111",
        "邻居老周13700009999",
        "要留意",
        "问出院小结",
        "看扶手装好没有",
        "家里人",
        "困难类型独居老人",
        "上次11月20日上门，见到本人",
        "没有有效同意",
    )
    at = [text.find(squeezed(said)) for said in order]
    assert -1 not in at, [said for said, n in zip(order, at, strict=True) if n < 0]
    assert at == sorted(at)
    assert "用后收回销毁" in text and "1/1" in text and "何静" in text
    assert card.known.promises[0].late(DAY) == 2


def test_cards_of_a_day_are_those_of_the_walk_and_one_household_more_when_asked(s, cast, loop):
    other = papers.neighbour(s, 2, "沈兰")
    assert [c.known.id for c in cards_of(s, cast["visitor"], DAY, None, DAY).cards] == [loop["home"]]
    assert not cards_of(s, cast["visitor"], DAY, cast["manager"].id, DAY).cards
    both = cards_of(s, cast["visitor"], DAY, None, DAY, [other])
    assert {c.known.id for c in both.cards} == {loop["home"], other}
    assert "为什么去" not in read(cards, cards_of(s, cast["visitor"], DAY, cast["manager"].id, DAY, [other]))
    nobody = cards_of(s, cast["visitor"], DAY, cast["manager"].id, DAY)
    assert "没有安排走访" in read(cards, nobody) and on_pages(cards, nobody) == 1
    with pytest.raises(NotFound):
        cards_of(s, cast["visitor"], DAY, 99, DAY)


def test_four_cards_fill_a_page_and_a_fifth_begins_another(s, cast, home):
    ids = [papers.neighbour(s, n, f"邻居{n}", room=str(100 + n)) for n in range(2, 7)]
    found = cards_of(s, cast["visitor"], DAY, None, DAY, ids[:4])
    assert on_pages(cards, found) == 1
    assert on_pages(cards, cards_of(s, cast["visitor"], DAY, None, DAY, ids)) == 2
    text = read(cards, found)
    assert text.count("用后收回销毁") == 4 and text.count("上门须知未记") == 4 and text.count("答应过无") == 4


def test_a_card_too_full_is_cut_in_small_letters_and_says_so_but_the_safety_note_stays(s, cast, loop):
    stored = s.get_one(Household, loop["home"])
    note, avoid = "狗" * 299 + "尾", "忌" * 300
    stored.safety_note, stored.avoid, stored.room = note, avoid, "长门牌" * 6
    s.add(stored)
    who = cast["visitor"]
    for n in range(12):
        work = {"kind": MeasureKind.OTHER, "words": f"第{n}件" + "事" * 280, "due": DAY + timedelta(days=n)}
        measure.add_measure(s, who, loop["need"], DAY, work | {"is_promise": True})
    for one in residents(s, loop["home"]):
        one.note = "备注" * 200
        s.add(one)
    found = cards_of(s, who, DAY, who.id, DAY)
    text = read(cards, found)
    assert note in text and "长门牌" * 6 in text
    assert text.count("……见档案") >= 3 and avoid not in text
    assert "用后收回销毁" in text and on_pages(cards, found) == 1
    room = sheet.CARD_WIDTH - 2 * sheet.CARD_ROOM
    for language, height in (("zh_CN", 270), ("en", 296)):
        use_language(language)
        style, laid = cards.fitted(list(cards.parts(found.cards[0], DAY)), room, height)
        assert style.size == min(sheet.CARD_SIZES) >= 8
        assert sum(part.lines for part in laid) * style.leading + len(laid) * cards.gap(style) < height
        assert "".join(line.words for line in laid[0].words) == note


@pytest.mark.parametrize("typed", [*HOSTILE, "多\n行" * 60])
def test_what_is_typed_stays_text_on_every_paper(s, cast, loop, typed):
    stored = s.get_one(Household, loop["home"])
    stored.safety_note = stored.avoid = typed[:300]
    sent = s.get_one(Referral, loop["slip"])
    sent.reason = typed
    s.add_all([stored, sent])
    who = cast["visitor"]
    told = squeezed(typed).replace("\x00", "")[:60]
    made = (
        (cards, cards_of(s, who, DAY, None, DAY)),
        (slip, facts.slip(s, who, loop["slip"], DAY)),
        (handover, facts.handover(s, who, DAY, who.id)),
    )
    for module, found in made:
        reader = pypdf.PdfReader(BytesIO(module.pdf(found)))
        text = squeezed("".join(page.extract_text() for page in reader.pages))
        assert told in text, module.__name__
        assert not any(page.images or "/Annots" in page for page in reader.pages)


def test_a_handover_sheet_counts_names_and_tells_what_comes_next(s, cast, loop):
    who, boss = cast["visitor"], cast["manager"]
    shen, gone = papers.neighbour(s, 2, "沈兰"), papers.neighbour(s, 3, "欧阳建国", room="702")
    paused, others = papers.neighbour(s, 4, "周平", room="402"), papers.neighbour(s, 5, "别人家", room="501")
    for key, where in ((shen, who.id), (gone, who.id), (paused, who.id), (others, boss.id)):
        stored = s.get_one(Household, key)
        stored.responsible_id = where
        s.add(stored)
    state.leave(s, boss, gone, DAY, HouseholdState.MOVED, "搬去女儿家")
    state.pause(s, boss, paused, DAY, DAY + 4 * WEEK, "回老家")
    s.get_one(Household, shen).due_on = DAY - timedelta(days=9)
    found = facts.handover(s, boss, DAY, who.id, boss.id)
    text = read(handover, found)
    for said in (
        "移交人何静接收人李敏",
        "户数3",
        "未结问题2",
        "答应未办1，其中晚了的1",
        "转介待回复1",
        "另交不再走访的档案1",
        "三级21",
        "合计31",
        "项目经理签字",
        "3栋1单元1202陈玉芬女83岁二级档案0001",
        "先打电话再上门；家中有狗",
        "前复核",
        "不提儿子车祸的事",
        "儿子陈立13900001111（紧急联系人）",
        "家中隐患：浴室地面湿滑，夜里不敢去。下一步：装扶手、坡道浴室门口一根，我们工程部刘师傅，11月21日前（晚了2天）",
        f"等回复：{OFFICE}",
        "2026-001",
        "11月30日前",
        "例行走访11月14日前（超期9天）",
        "档案暂停期间不安排走访",
        "周平",
    ):
        assert squeezed(said) in text, said
    assert "欧阳建国" not in text and "别人家" not in text
    only = facts.handover(s, boss, DAY, who.id, None, [shen])
    assert [each.id for each in only.households] == [shen] and "陈玉芬" not in read(handover, only)
    nothing = facts.handover(s, boss, DAY, cast["admin"].id)
    assert "没有要移交的住户" in read(handover, nothing) and on_pages(handover, nothing) == 1
    use_language("en")
    assert "Next:" in read(handover, facts.handover(s, boss, DAY, who.id))


def test_a_handover_says_nothing_twice_and_how_somebody_was_last_reached(s, cast, loop):
    who = cast["visitor"]
    key = papers.visit(s, loop["home"], DAY, who, way=Way.PHONE, outcome=Outcome.MET)
    s.get_one(Household, loop["home"]).last_visit_at = s.get_one(Visit, key).at
    for one in residents(s, loop["home"]):
        one.outside_contacts = "无"
        s.add(one)
    found = facts.handover(s, who, DAY, who.id)
    told = dict(handover.told(found.households[0], DAY))
    assert "电话，已通话" in told["上次"] and "见到本人" not in told["上次"], "nobody is seen on the telephone"
    assert "无" not in told["找谁"].split("\n"), "nobody else is no number to ring"
    assert "答应过" not in told and "（当面答应的）" in told["未结问题"], "the next step is the promise"
    assert "答应过" not in told.get("无", ""), "there is one"


def test_a_long_handover_goes_on_over_the_page_and_loses_nothing(s, cast, loop):
    for one in residents(s, loop["home"]):
        one.outside_contacts, one.note = "亲戚" * 100, f"{one.id}始" + "记" * 480 + "终"
        s.add(one)
    for n in range(14):
        wanted = {"kind": NeedKind.OTHER, "words": f"第{n}个" + "难" * 290, "severity": Level.LIGHT}
        need.raise_need(s, cast["visitor"], loop["home"], DAY, wanted)
    found = facts.handover(s, cast["visitor"], DAY, cast["visitor"].id)
    text = read(handover, found)
    assert on_pages(handover, found) >= 3
    assert all(f"第{n}个" in text for n in range(14)) and text.count("终") == 1, "only who lives there is told"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_blank_sheet_asks_for_every_field_of_the_form_in_its_order(s, cast, language):
    use_language(language)
    found = facts.blank_sheet(s, cast["visitor"], DAY)
    text = read(blank_sheet, found)
    assert on_pages(blank_sheet, found) == 2, "both sides of one page"
    at = 0
    for part in PARTS:
        names = {field.name for field in fields_of(part, On.FORM)}
        for field in fields_of(part, On.FORM):
            if field.name.removesuffix("_why") in names and field.name.endswith("_why"):
                continue
            at = text.find(squeezed(_(field.show.label)), at)
            assert at >= 0, field.name
            if issubclass(field.kind, Choice):
                for option in field.kind:
                    assert f"□{squeezed(_(option.label))}" in text, option
    assert squeezed(_("Papers brought")) in text[at:] and squeezed(_("Visitors sign")) in text[at:]


def test_packed_boxes_keep_their_words(s):
    lines = packed(["甲" * 9, "乙" * 9, "丙"], sheet.FORM_TEXT, 220).split("\n")
    assert lines == ["□ " + "甲" * 9, "□ " + "乙" * 9 + "　□ 丙"]
    assert all(len(lay(line, sheet.FORM_TEXT, 220)) == 1 for line in lines)


def test_who_may_not_see_people_gets_none_of_these(s, cast, loop):
    reader = cast["reader"]
    asked = (
        lambda: cards_of(s, reader, DAY, None, DAY),
        lambda: known(s, reader, [loop["home"]], DAY),
        lambda: facts.slip(s, reader, loop["slip"], DAY),
        lambda: facts.slip_id(s, reader, "2026-001"),
        lambda: facts.consent_sheet(s, reader, loop["home"], OFFICE, DAY),
        lambda: facts.handover(s, reader, DAY, cast["visitor"].id),
        lambda: facts.organisations(s, reader),
        lambda: facts.organisation_named(s, reader, OFFICE),
        lambda: facts.household_numbered(s, reader, 1),
        lambda: facts.blank_sheet(s, reader, DAY),
    )
    for ask in asked:
        with pytest.raises(NotAllowed):
            ask()


def test_many_households_cost_as_many_questions_as_one(s, cast, loop):
    ids = [loop["home"], *(papers.neighbour(s, n, f"邻居{n}", room=str(100 + n)) for n in range(2, 30))]
    counted: list[str] = []
    heard = s.connection().engine
    event.listen(heard, "before_cursor_execute", lambda *told: counted.append(told[2]))
    known(s, cast["visitor"], ids[:1], DAY)
    one = len(counted)
    found = known(s, cast["visitor"], ids, DAY)
    assert len(counted) == 2 * one and len(found) == len(ids)
    assert known(s, cast["visitor"], [], DAY) == ()


def test_what_waits_for_approval_is_not_late():
    asked = Work(MeasureKind.FEE_RELIEF, "", Doer.WE, "", DAY - WEEK, False, MeasureState.WAITING)
    assert asked.late(DAY) == 0
    assert replace(asked, state=MeasureState.OPEN).late(DAY) == 7


def test_an_organisation_is_named_as_it_stands_in_the_list(s, cast, loop):
    assert facts.organisation_named(s, cast["visitor"], f" {OFFICE} ") == OFFICE
    with pytest.raises(NotFound, match=OFFICE):
        facts.organisation_named(s, cast["visitor"], "街道")


def test_a_tier_nobody_set_is_said(s, cast, home):
    s.get_one(Household, home).tier = None
    text = read(cards, cards_of(s, cast["visitor"], DAY, None, DAY, [home]))
    assert "未评估" in text and "二级" not in text
