"""Signing a briefing: its number, what is frozen with it, the same bytes for ever, corrections, and where it went."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest
from sqlmodel import select

from db import clock, frozen, store
from db.briefing import BriefingAsked
from db.changes.briefing_draft import save_edit
from db.changes.dispatch import add_dispatch, edit_dispatch
from db.changes.issue import Wanted, issue, log_opened, take
from db.changes.template import save_template
from db.choices import Audience, BriefingKind, Deed
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from db.manuscript import Basis, Corrected, Made, facts_of
from db.models import Issue, LogEntry, TemplateFields
from db.numbers import Numbers
from db.queries.briefing import facts
from db.queries.briefing_drafts import last_used, written
from db.queries.issues import basis, issues, numbers_now, opened
from db.rights import Person
from db.templates import Layout, Part
from reports import composing
from reports.__main__ import main
from reports.briefing_command import HERE
from tests import papers
from tests.conftest import DAY
from tests.test_paper_text import squeezed

MONTH = BriefingAsked(papers.FIRST, DAY, kind=BriefingKind.MONTH)
OUTWARD = replace(MONTH, audience=Audience.COMMITTEE)


@pytest.fixture
def month(cast, home, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    with store.writing() as s:
        return papers.month(s, cast, home)


def drawn(said) -> Made:
    """A quick stand-in for the drawing: it says what it was given."""
    words = f"{said.numbers.no}/{said.numbers.total} {said.corrects} {sorted(said.edits)} {said.facts.totals.visits}"
    return Made("题目", words.encode(), 2, "[]", f"题目 {words}".lower())


def sign(who: Person, asked: BriefingAsked = MONTH, today: date = DAY, draw=drawn, **more) -> int:
    with store.writing() as s:
        return issue(
            s, who, Wanted(asked, more.pop("language", "zh_CN"), more.pop("layout", Layout()), **more), today, draw
        )


def kept(issue_id: int) -> Issue:
    with store.reading() as s:
        return s.get_one(Issue, issue_id)


def test_an_issue_takes_its_number_and_everything_is_frozen_with_it(month, cast):
    with store.reading() as s:
        found = facts(s, cast["manager"], MONTH, DAY)
    one = kept(sign(cast["manager"], seen=frozen.fingerprint(found), draft=0))
    assert (one.year, one.no, one.total_no, one.title) == (2026, 1, 1, "题目")
    assert one.content == b"1/1 None [] 3" and one.sha256 == hashlib.sha256(one.content).hexdigest()
    assert (one.issued_on, one.issued_by_id, one.start, one.end) == (DAY, cast["manager"].id, papers.FIRST, DAY)
    again = facts_of(one.facts)
    assert again == replace(found, photos=tuple(replace(photo, content=b"") for photo in found.photos))
    assert again.adds_up() and found.photos and "陈玉芬" in one.facts
    assert frozen.from_text(Basis, one.asked).asked == MONTH
    with store.reading() as s:
        [line] = s.exec(select(LogEntry).where(LogEntry.deed == Deed.ISSUE)).all()
    assert (line.record, line.record_id, line.detail) == ("issue", one.id, "internal 2026 no. 1")


def test_the_facts_of_every_audience_come_back_as_they_were(month, cast):
    for audience in Audience:
        asked = replace(MONTH, audience=audience)
        with store.reading() as s:
            found = facts(s, cast["manager"], asked, DAY)
        again = facts_of(kept(sign(cast["manager"], asked)).facts)
        assert again == replace(found, photos=tuple(replace(photo, content=b"") for photo in found.photos))


def test_each_audience_counts_for_itself_and_a_new_year_begins_anew(month, cast):
    who = cast["manager"]
    sign(who)
    assert (kept(sign(who, OUTWARD)).no, kept(sign(who, OUTWARD, language="en")).no) == (1, 2)
    later = DAY.replace(year=2027)
    with store.reading() as s:
        assert numbers_now(s, who, Audience.COMMITTEE, later) == Numbers(2027, 1, 3)


def test_who_only_visits_makes_drafts_and_a_scheduler_needs_a_name(month, cast):
    for who in ("visitor", "reader"):
        with pytest.raises(NotAllowed):
            sign(cast[who], OUTWARD)
    with pytest.raises(Refused, match="账号"):
        sign(HERE)
    with store.reading() as s:
        assert s.exec(select(Issue)).all() == []


def test_two_at_once_get_two_numbers(month, cast):
    days = [replace(MONTH, end=DAY - timedelta(days=n), kind=BriefingKind.DAYS) for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda asked: sign(cast["manager"], asked), days))
    assert sorted(kept(one).no for one in made) == [1, 2, 3, 4] == sorted(kept(one).total_no for one in made)


def test_what_was_not_looked_at_is_not_signed(month, cast):
    who = cast["manager"]
    with store.reading() as s:
        seen = frozen.fingerprint(facts(s, who, MONTH, DAY))
    with store.writing() as s:
        papers.visit(s, month["shen"], DAY, cast["visitor"])
    with pytest.raises(Conflict, match="再看一遍"):
        sign(who, seen=seen)
    with store.writing() as s:
        save_edit(s, cast["visitor"], MONTH, "zh_CN", "visits", 0, "走了一圈。", "原文")
    with pytest.raises(Refused, match="再看一遍"):
        sign(who, draft=0)
    assert sign(who, draft=1)


def test_nothing_is_kept_of_an_issue_that_could_not_be_drawn(month, cast):
    def fails(_said):
        raise Refused("没有画成")

    with pytest.raises(Refused, match="没有画成"):
        sign(cast["manager"], draw=fails)
    assert kept(sign(cast["manager"])).no == 1, "the number was not used up"


def test_what_was_written_goes_into_the_issue_and_the_draft_is_empty_after_it(month, cast):
    with store.writing() as s:
        save_edit(s, cast["visitor"], MONTH, "zh_CN", "visits", 0, "走了一圈。", "原文")
    one = kept(sign(cast["manager"]))
    assert one.content == b"1/1 None ['visits'] 3"
    with store.reading() as s:
        assert written(s, cast["manager"], MONTH, "zh_CN").edits == {}
        found, language, corrected = basis(s, cast["manager"], one.id or 0)
    assert "走了一圈" in found.edits and language == "zh_CN" and corrected == Corrected(1, Numbers(2026, 1, 1), DAY)


def test_the_same_days_are_issued_once_and_a_second_click_is_refused(month, cast):
    sign(cast["manager"])
    with pytest.raises(Refused, match="第1期"):
        sign(cast["manager"])
    assert sign(cast["manager"], replace(MONTH, building_id=1)) and sign(cast["manager"], language="en")


def test_a_correction_is_another_issue_that_names_the_old_one(month, cast):
    who = cast["manager"]
    first = sign(who)
    before = kept(first)
    with pytest.raises(Invalid) as wrong:
        sign(who, corrects_id=first, why="  ")
    assert list(wrong.value.problems) == ["why"]
    second = sign(who, corrects_id=first, why="走访户数\n有误")
    with store.reading() as s:
        new, old = issues(s, who, DAY).lines
        assert (new.corrects, old.corrected) == ((first, 1), (second, 2)) and new.corrected is None
        assert opened(s, who, second, DAY).why == "走访户数 有误"
    assert kept(first) == before, "the old one stays as it is"
    with pytest.raises(Refused, match="第2期"):
        sign(who, corrects_id=first, why="再改")
    with pytest.raises(Refused, match="同一"):
        sign(who, OUTWARD, corrects_id=second, why="再改")
    assert kept(sign(who, corrects_id=second, why="再改")).no == 3
    with pytest.raises(NotFound):
        sign(who, corrects_id=99, why="没有这一期")


def test_the_file_is_the_same_for_ever_and_every_taking_is_logged(month, cast):
    one = sign(cast["manager"], draw=composing.made)
    with store.writing() as s:
        first = take(s, cast["visitor"], one)
        papers.visit(s, month["shen"], DAY, cast["visitor"])
    with store.writing() as s:
        assert take(s, cast["manager"], one) == first and first.startswith(b"%PDF")
        assert take(s, cast["manager"], one, is_docx=True).startswith(b"PK")
        log_opened(s, cast["manager"], one)
        entries = s.exec(select(LogEntry).where(LogEntry.record == "issue", LogEntry.record_id == one)).all()
        assert [e.deed for e in entries] == [Deed.ISSUE, Deed.PRINT, Deed.PRINT, Deed.PRINT, Deed.VIEW]


def test_a_file_that_was_changed_from_outside_is_not_given_out(month, cast):
    one = sign(cast["manager"])
    with store.writing() as s:
        s.get_one(Issue, one).content = b"%PDF forged"
    with store.reading() as s:
        assert not opened(s, cast["manager"], one, DAY).is_whole
    with store.writing() as s, pytest.raises(Refused, match="备份"):
        take(s, cast["manager"], one)


def test_a_partner_finds_outward_issues_only(month, cast):
    inside, outside = sign(cast["manager"]), sign(cast["manager"], OUTWARD)
    with store.writing() as s:
        assert [line.id for line in issues(s, cast["reader"], DAY).lines] == [outside]
        assert opened(s, cast["reader"], outside, DAY).line.audience is Audience.COMMITTEE
        with pytest.raises(NotFound):
            opened(s, cast["reader"], inside, DAY)
        with pytest.raises(NotAllowed):
            take(s, cast["reader"], inside)
        with pytest.raises(NotAllowed):
            basis(s, cast["reader"], outside)


def test_the_list_is_searched_by_words_year_and_audience(month, cast):
    who = cast["manager"]
    sign(who, draw=composing.made)
    sign(who, OUTWARD, draw=composing.made)
    sign(who, replace(MONTH, audience=Audience.NOTICE), DAY.replace(year=2027, month=1), draw=composing.made)

    def found(*asked, **more):
        with store.reading() as s:
            return [line.audience for line in issues(s, who, DAY, *asked, **more).lines]

    assert found() == [Audience.NOTICE, Audience.COMMITTEE, Audience.INTERNAL]
    assert found("陈玉芬") == [Audience.INTERNAL] and found("陈某 2026年11月") == [Audience.COMMITTEE]
    assert found("", 2027) == [Audience.NOTICE] and found("", None, Audience.INTERNAL) == [Audience.INTERNAL]
    assert found("1_0%") == [] == found("_") == found("没有这个词"), "signs of a search are words"
    with store.reading() as s:
        listed = issues(s, who, DAY)
        assert listed.years == (2027, 2026) and listed.total == 3
        assert issues(s, who, DAY, page=2).lines == ()


def test_the_template_is_kept_with_the_issue_and_next_months_click_uses_it(month, cast):
    who = cast["manager"]
    short = Layout().with_part(Part("cases", is_on=False))
    with store.writing() as s:
        one = save_template(s, who, None, 0, "短的", short, DAY)
        save_template(s, who, None, 0, "新的", Layout(), DAY)
    sign(who, OUTWARD, layout=short, template_id=one)
    sign(who)
    with store.reading() as s:
        assert last_used(s, who, Audience.COMMITTEE) == one
        assert last_used(s, who, Audience.INTERNAL) is None, "the last one was made as delivered"


def test_where_it_went_and_that_it_arrived(month, cast):
    who, one = cast["visitor"], sign(cast["manager"], OUTWARD)
    with store.writing() as s:
        add_dispatch(s, who, one, {"to": "和安居委会", "sent_on": DAY, "way": "送达"}, DAY)
        street = add_dispatch(s, who, one, {"to": "街道", "sent_on": DAY}, DAY)
    later = DAY + timedelta(days=9)
    with store.writing() as s:
        [line] = issues(s, who, later).lines
        assert (line.sent, line.waiting, line.late) == (2, 2, 2)
        assert [each.late for each in opened(s, who, one, later).dispatches] == [2, 2]
        assert issues(s, who, DAY + timedelta(days=7)).lines[0].late == 0
        answers = {"to": "街道", "sent_on": DAY, "received_on": later, "received_by": "周科员"}
        edit_dispatch(s, who, street, 1, answers, later)
        [line] = issues(s, who, later).lines
        assert (line.sent, line.waiting, line.late) == (2, 1, 1)
        with pytest.raises(Conflict) as both:
            edit_dispatch(s, who, street, 1, answers | {"received_by": "吴科员"}, later)
        assert both.value.differences == {"received_by": ("周科员", "吴科员")}
        assert len(opened(s, who, one, later).dispatches) == 2
        for deed in (lambda: add_dispatch(s, cast["reader"], one, answers, later),):
            with pytest.raises(NotAllowed):
                deed()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"to": "", "sent_on": DAY}, "to"),
        ({"to": "街道", "sent_on": None}, "sent_on"),
        ({"to": "街道", "sent_on": DAY - timedelta(days=1)}, "sent_on"),
        ({"to": "街道", "sent_on": DAY + timedelta(days=1)}, "sent_on"),
        ({"to": "街道", "sent_on": DAY, "received_by": "周科员"}, "received_on"),
        ({"to": "街道", "sent_on": DAY, "received_on": DAY - timedelta(days=1)}, "received_on"),
    ],
)
def test_what_cannot_have_been_is_refused(month, cast, answers, field):
    one = sign(cast["manager"])
    with store.writing() as s, pytest.raises(Invalid) as wrong:
        add_dispatch(s, cast["visitor"], one, answers, DAY)
    assert list(wrong.value.problems) == [field]


def said_in(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages))


def test_an_issue_bears_its_number_and_a_correction_says_what_it_corrects(month, cast):
    note = {"note": "请各单位阅。", "note_for": Audience.COMMITTEE}
    layout = Layout(around=TemplateFields(shows_running=True, **note, own_receivers=True, report_to="街道办"))
    who = cast["manager"]
    first = kept(sign(who, OUTWARD, layout=layout, draw=composing.made))
    said = said_in(first.content)
    assert "第1期（总第1期）" in said and "2026年11月23日" in said and "请各单位阅。" in said and "街道办" in said
    assert "草稿" not in said and "陈玉芬" not in said
    second = kept(sign(who, OUTWARD, corrects_id=first.id, why="户数有误", draw=composing.made))
    assert "更正2026年11月23日第1期：户数有误" in said_in(second.content)


def command(*more: str, out) -> int:
    return main(["briefing", "--from", "2026-11-01", "--to", "2026-11-23", *more, "-o", str(out)])


def test_it_is_signed_unattended_in_somebodys_name(month, cast, tmp_path, capsys):
    with store.writing() as s:
        one = save_template(s, cast["manager"], None, 0, "短的", Layout().with_part(Part("cases", is_on=False)), DAY)
    assert command("--issue", "--by", "李敏", "--template", "短的", out=tmp_path / "a.pdf") == 0
    signed = kept(1)
    assert (tmp_path / "a.pdf").read_bytes() == signed.content and signed.issued_by_id == cast["manager"].id
    assert frozen.from_text(Basis, signed.asked).template_id == one
    assert command("--issue", "--by", "李敏", out=tmp_path / "b.pdf") == 1 and "第1期" in capsys.readouterr().err
    assert command("--issue", "--by", "何静", "--audience", "notice", out=tmp_path / "b.pdf") == 1
    assert command("--issue", "--by", "没有", out=tmp_path / "b.pdf") == 1 and not (tmp_path / "b.pdf").exists()
    assert (
        command("--issue", "--by", "李敏", "--audience", "committee", "--format", "docx", out=tmp_path / "c.docx") == 0
    )
    assert (tmp_path / "c.docx").read_bytes() == kept(2).docx
    for wrong in (["--issue"], ["--by", "李敏"]):
        with pytest.raises(SystemExit) as ended:
            command(*wrong, out=tmp_path / "d.pdf")
        assert ended.value.code == 2
