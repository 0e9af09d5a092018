"""The reports page from draft to issue: what is shown before signing, who may sign, and what is found again."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from sqlmodel import select

from db import clock, sign_in, store
from db.briefing import BriefingAsked
from db.changes.briefing_draft import save_edit
from db.changes.dispatch import add_dispatch
from db.changes.template import save_template
from db.choices import Audience, BriefingKind, Deed
from db.edits import key_of
from db.errors import Refused
from db.models import BriefingDraft, Issue, LogEntry
from db.queries.briefing_drafts import written
from db.templates import Layout, Part
from pages.parts import briefing_draft, issue_opened
from reports import composing
from tests import papers
from tests.conftest import DAY
from tests.test_household_page import Dialog
from tests.test_issue import OUTWARD, kept, sign

MONTH = BriefingAsked(papers.FIRST, DAY, kind=BriefingKind.MONTH)


@pytest.fixture(autouse=True)
def month(cast, home, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    with store.writing() as s:
        return papers.month(s, cast, home)


def told(at) -> str:
    parts = [*at.title, *at.subheader, *at.text, *at.markdown, *at.caption, *at.error, *at.info]
    return "\n".join(str(each.value) for each in parts).replace("\\", "")


def labels(at) -> list[str]:
    return [button.label for button in at.button]


def edits(at):
    """The dialog of the section that is shown."""
    return Dialog(at, "改文字")


def area(dialog):
    return next(each for each in dialog.at.text_area if each.key.startswith("briefing.area"))


def issues() -> list[Issue]:
    with store.reading() as s:
        return list(s.exec(select(Issue).order_by(Issue.id)).all())


def write(cast, words, over="原文", asked=MONTH, section="visits"):
    with store.writing() as s:
        return save_edit(s, cast["visitor"], asked, "zh_CN", section, 0, words, over)


def test_who_may_sign_signs_what_he_saw_and_is_shown_it(cast, open_page):
    at = open_page("briefings", "manager")
    assert "签发为第1期" in labels(at) and "已签发的不能改" not in told(at)
    at = Dialog(at, "签发为第1期").press("签发").at
    [one] = issues()
    assert (one.no, one.kind, one.issued_by_id) == (1, BriefingKind.MONTH, cast["manager"].id)
    assert at.query_params["issue"] == "1" and not at.exception
    shown = told(at)
    assert "2026年第1期" in shown and one.sha256[:16] in shown and "文件与签发时一致" in shown
    assert "上一期为第1期，11月23日签发" in shown
    with store.reading() as s:
        deeds = [e.deed for e in s.exec(select(LogEntry).where(LogEntry.record == "issue"))]
    assert deeds == [Deed.ISSUE, Deed.VIEW], "opening it is logged once"


@pytest.mark.parametrize("who", ["visitor", "reader"])
def test_who_does_not_sign_is_shown_no_signature(open_page, who):
    at = open_page("briefings", who)
    assert not at.exception and not any("签发为" in each for each in labels(at))
    assert "由项目经理签发" in told(at) and "栏目、标题与报送" not in labels(at)


def test_the_words_are_shown_section_by_section_with_the_rows_behind_each_figure(open_page):
    at = open_page("briefings", "visitor")
    sections = at.selectbox(key="briefing.section.internal.0")
    assert "走访情况" in sections.options and len(sections.options) > 8
    sections.set_value("visits").run()
    assert "走访" in told(at) and "改文字" in labels(at)
    assert any(button.key.startswith("briefing.trace.visits.") for button in at.button)


def test_what_was_written_is_marked_when_its_figures_do_not_match_and_put_back_with_a_click(cast, open_page):
    write(cast, "走了9871户。\n<b>x</b> [链](http://a) ![图](http://b/c.png)")
    at = open_page("briefings", "visitor")
    at.selectbox(key="briefing.section.internal.1").set_value("visits").run()
    shown = told(at)
    assert "台账里没有的数字：9871" in shown and "何静改写" in shown and "改过的文字与台账数字不符：走访情况" in shown
    [text] = [each.value for each in at.text if "9871" in each.value]
    assert text.endswith("<b>x</b> [链](http://a) ![图](http://b/c.png)"), "text stays text"
    at.button(key="briefing.back.visits").click().run()
    with store.reading() as s:
        assert written(s, cast["visitor"], MONTH, "zh_CN").edits == {}
    assert "9871" not in told(at)


def test_a_section_is_edited_in_a_dialog(cast, open_page):
    at = open_page("briefings", "visitor")
    at.selectbox(key="briefing.section.internal.0").set_value("visits").run()
    dialog = edits(at)
    assert "走访" in area(dialog).value
    area(dialog).set_value("换一种说法。")
    dialog.run().press("保存")
    with store.reading() as s:
        assert written(s, cast["visitor"], MONTH, "zh_CN").edits["visits"].words == "换一种说法。"
    assert "换一种说法。" in told(at)


def test_names_typed_into_a_paper_for_outside_are_warned_of(cast, open_page):
    write(cast, "陈玉芬说很满意，住3栋1单元1202室。", asked=OUTWARD)
    at = open_page("briefings", "manager")
    at.session_state["briefing.audience"] = Audience.COMMITTEE
    at.run()
    assert "自己写的文字里能认出人：陈玉芬" in told(at)
    at.button(key="briefing.issue").click().run()
    assert any("陈玉芬" in error.value for error in at.error), "and once more before it is signed"


def test_the_preview_lists_what_leaves_the_house_beside_what_stays(open_page):
    at = open_page("briefings", "manager")
    at.session_state["briefing.audience"] = Audience.COMMITTEE
    at.run()
    shown = told(at)
    assert "简报里有" in shown and "不给出去" in shown and "一律不出本单位" in shown
    assert "隔壁沈某每天敲门看她" in shown, "the typed words that go out, to be read once more"
    assert "5栋 1单元 301　沈兰（76 岁）　居委会，街道民政" in shown, "who would have to be asked"


def test_all_pages_of_the_preview_are_reached(open_page):
    at = open_page("briefings", "manager")
    [first] = [each for each in told(at).splitlines() if each.startswith("第 1 至 2 页，共 ")]
    n = int(first.split("共 ")[1].split(" ")[0])
    seen = []
    for _turn in range(n):
        if at.button(key="briefing.preview.on").disabled:
            break
        at.button(key="briefing.preview.on").click().run()
        [page] = [each for each in told(at).splitlines() if each.startswith("第 ") and " 页，共" in each]
        seen.append(page)
    assert seen[-1] == (f"第 {n} 页，共 {n} 页" if n % 2 else f"第 {n - 1} 至 {n} 页，共 {n} 页")
    assert len(seen) == (n - 1) // 2


def test_the_template_these_readers_had_last_is_offered_first(cast, open_page):
    with store.writing() as s:
        one = save_template(s, cast["manager"], None, 0, "短的", Layout().with_part(Part("visits", False)), DAY)
        save_template(s, cast["manager"], None, 0, "新的", Layout(), DAY)
    sign(cast["manager"], OUTWARD, layout=Layout(), template_id=one)
    at = open_page("briefings", "visitor")
    at.session_state["briefing.audience"] = Audience.COMMITTEE
    at.run()
    assert at.selectbox(key="briefing.template.committee").value == one
    assert "走访情况" not in at.selectbox(key="briefing.section.committee.0").options


def test_a_correction_begins_from_the_issue_and_names_it(cast, open_page):
    write(cast, "走了几户。")
    first = sign(cast["manager"], draw=composing.made)
    at = open_page("briefings", "manager", correct=str(first))
    assert not at.exception and "更正2026年第1期" in told(at) and "签发为第2期" in labels(at)
    with store.reading() as s:
        [draft] = s.exec(select(BriefingDraft).where(BriefingDraft.key == key_of(MONTH, "zh_CN"))).all()
    assert "走了几户。" in draft.edits
    dialog = Dialog(at, "签发为第2期").press("签发")
    assert len(issues()) == 1 and "写明更正什么" in told(at)
    at.text_input(key="sign.why.1").set_value("走访户数有误")
    dialog.press("签发")
    assert issues()[1].corrects_id == first and issues()[1].why == "走访户数有误"
    assert "打开被更正的第1期" in labels(at)
    old = open_page("briefings", "manager", issue=str(first))
    assert "打开第2期" in labels(old) and "更正这一期" not in labels(old)


def test_the_list_finds_and_opens_and_late_receipts_are_seen(cast, open_page, monkeypatch):
    one = sign(cast["manager"], OUTWARD, draw=composing.made)
    sign(cast["manager"], draw=composing.made)
    with store.writing() as s:
        add_dispatch(s, cast["visitor"], one, {"to": "和安居委会", "sent_on": DAY}, DAY)
    monkeypatch.setattr(clock, "today", lambda: DAY + timedelta(days=8))
    at = open_page("briefings", "visitor", part="issued")
    assert not at.exception and [each for each in labels(at) if each == "打开"] == ["打开", "打开"]
    assert "1 处逾期未签收" in told(at)
    at.text_input(key="issues.words").set_value("陈玉芬").run()
    assert labels(at).count("打开") == 1
    at.text_input(key="issues.words").set_value("没有这个词").run()
    assert "没有合条件的简报" in told(at)
    opened = open_page("briefings", "visitor", issue=str(one))
    assert "和安居委会" in told(opened) and "晚了 1 天" in told(opened)


def test_a_partner_opens_no_internal_issue(cast, open_page):
    one = sign(cast["manager"], draw=composing.made)
    at = open_page("briefings", "reader", issue=str(one))
    assert not at.exception and "没有这一期" in told(at) and not at.get("download_button")
    assert "还没有签发过简报" in told(open_page("briefings", "reader", part="issued"))


def test_a_file_is_taken_by_who_is_there_now_and_logged(cast):
    one = sign(cast["manager"], draw=composing.made)
    with store.writing() as s:
        secret, _code = sign_in.open_session(s, cast["visitor"].id, clock.now())
    assert issue_opened.taken(secret, one, False) == kept(one).content
    with store.writing() as s:
        sign_in.close_session(s, secret, clock.now())
    with pytest.raises(Refused, match="请先登录"):
        issue_opened.taken(secret, one, False)


def test_a_copy_is_taken_behind_a_password_and_what_is_kept_has_none(cast, open_page):
    one = sign(cast["manager"], draw=composing.made)
    with store.writing() as s:
        secret, _code = sign_in.open_session(s, cast["manager"].id, clock.now())
    copy = pypdf.PdfReader(BytesIO(issue_opened.taken(secret, one, False, "桂花又开")))
    assert copy.is_encrypted and copy.decrypt("不对") == 0 and copy.decrypt("桂花又开") > 0
    assert not pypdf.PdfReader(BytesIO(kept(one).content)).is_encrypted
    draft = briefing_draft.made(secret, MONTH, "zh_CN", password="桂花又开")
    assert pypdf.PdfReader(BytesIO(draft)).is_encrypted
    at = open_page("briefings", "manager")
    at.text_input(key="briefing.password").set_value("１２３").run()
    assert not at.exception and any("去掉" in each.value or "不要用" in each.value for each in at.error)
