"""A household's whole file and the record of one visit as papers: complete, for staff only, with photos by consent."""

from datetime import timedelta
from functools import partial
from io import BytesIO

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from sqlmodel import Session, select

from db import clock, sign_in, store
from db.changes import household, measure, need, referral, state
from db.changes.assess import assess
from db.choices import (
    ClosingKind,
    Deed,
    HardshipKind,
    HouseholdState,
    MeasureKind,
    NeedKind,
    OutsideHelp,
    Purpose,
    ReferralState,
    Relation,
    Scale,
    Word,
)
from db.errors import NotAllowed, NotFound
from db.fields import Choice, On, fields_of
from db.models import PARTS, Consent, Household, LogEntry, Need, Resident, Visit
from db.queries.archive import PHOTOS, archive
from db.queries.visit_record import visit_record
from db.words import _, use_language
from pages.parts import household_papers, other_papers
from reports import archive as paper
from reports import visit_record as record
from reports.__main__ import main
from reports.archive_docx import docx as document
from reports.archive_parts import sections
from tests import papers
from tests.conftest import DAY, MORNING
from tests.test_paper_text import HOSTILE, squeezed

WEEK = timedelta(days=7)
OFFICE = "和安街道民政科"


@pytest.fixture
def month(s: Session, cast, home):
    """陈玉芬 with all that a file can hold: a problem closed, one open with a promise, a slip, a son, a photo."""
    there = papers.month(s, cast, home)
    who, boss = cast["visitor"], cast["manager"]
    son = {"name": "陈立", "relation": Relation.SON, "phone": "13900001111", "is_emergency": True, "lives_here": False}
    household.add_resident(s, who, home, son)
    chen = s.exec(select(Resident.id).where(Resident.name == "陈玉芬")).one()
    result = {"scale": Scale.BARTHEL, "score": "55 分", "assessed_by": "和安卫生站", "assessed_on": DAY}
    household.add_scale_result(s, who, chen, result)
    bath = need.raise_need(s, who, home, DAY - WEEK, {"kind": NeedKind.SAFETY, "words": "浴室地面湿滑"})
    s.get_one(Need, bath).visit_id = there["first"]
    promise = {"kind": MeasureKind.HANDRAIL, "words": "浴室门口一根", "due": DAY + WEEK, "is_promise": True}
    measure.add_measure(s, who, bath, DAY - WEEK, promise)
    light = need.raise_need(s, who, home, DAY - 2 * WEEK, {"kind": NeedKind.SAFETY, "words": "楼道灯坏了"})
    ended = {"kind": ClosingKind.SOLVED, "evidence": "灯已换好，有照片", "word": Word.SATISFIED}
    need.confirm_closing(s, boss, need.close_need(s, who, light, DAY - WEEK, ended), DAY - WEEK)
    office = referral.add_organisation(s, who, {"name": OFFICE, "kind": OutsideHelp.STREET})
    papers.consent(s, home, Purpose.SHARING, receiver=OFFICE)
    care = need.raise_need(s, who, home, DAY, {"kind": NeedKind.CARE, "words": "想申请居家护理"})
    sent = referral.send(
        s, who, care, DAY, {"organisation_id": office, "reason": "请评估护理补贴", "reply_by": DAY + WEEK}
    )
    answer = {"state": ReferralState.ACCEPTED, "reply": "下周上门评估", "replied_on": DAY}
    referral.record_reply(s, who, sent, DAY, answer)
    assess(s, [home], MORNING)
    return there


def printed(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages))


def typed(content: bytes) -> str:
    body = docx.Document(BytesIO(content)).element.body
    words = body.iter(qn("w:t"), qn("w:noBreakHyphen"))
    return squeezed("".join("-" if each.tag == qn("w:noBreakHyphen") else each.text or "" for each in words))


def test_the_file_tells_everything_in_order(s, cast, month):
    found = archive(s, cast["visitor"], 1, DAY)
    text = printed(paper.pdf(found))
    assert text.startswith("一户一档和安苑何静2026年11月23日打印")
    for said in (
        "3栋1单元1202",
        "0001",
        "陈玉芬",
        "独居老人",
        "高龄老人",
        "陈立",
        "13900001111",
        "紧急联系人",
        "Barthel",
        "55分",
        "一、基本情况",
        "二、定级理由",
        "现行评级因素",
        "三、家里人",
        "四、困难类型",
        "五、同意书",
        "六、未办结事项",
        "七、经过",
        "八、附件",
        OFFICE,
        "浴室地面湿滑",
        "浴室门口一根",
        "楼道灯坏了",
        "灯已换好，有照片",
        "请评估护理补贴",
        "下周上门评估",
        "健康风险：重（陈玉芬两周内跌倒两次）",
        "独居，儿女在外地，没有人照料",
        "陈玉芬家浴室",
        "残疾证复印件",
    ):
        assert squeezed(said) in text, said
    story = text[text.index("七、经过") :]
    places = [
        story.index(each) for each in ("楼道灯坏了", "浴室地面湿滑", "灯已换好", "请评估护理补贴", "下周上门评估")
    ]
    assert places == sorted(places), "the story begins with its first day"
    assert "楼道灯坏了" not in text[text.index("六、未办结") : text.index("七、经过")]


def test_each_factor_in_force_is_told_and_each_visit_once(s, cast, month):
    found = archive(s, cast["visitor"], 1, DAY)
    assert found.why and found.why.now and found.why.changes
    text = printed(paper.pdf(found))
    told = text[text.index("二、定级理由") : text.index("三、家里人")]
    for each in found.why.changes:
        assert (squeezed(_(each.factor.label)) in told) is (each.now > 0), each.factor
    visits = [entry.visit.id for entry in found.story if entry.visit]
    asked = select(Visit.id).where(Visit.household_id == month["chen"]).order_by(Visit.at)
    assert visits == list(s.exec(asked))


def test_print_and_document_say_the_same(s, cast, month):
    for language in ("zh_CN", "en"):
        use_language(language)
        found = archive(s, cast["visitor"], 1, DAY)
        in_print = printed(paper.pdf(found)).replace("〓", "👵")
        for section in sections(found):
            for block in section.blocks:
                for row in getattr(block, "rows", ()):
                    for cell in row:
                        assert squeezed(cell) in typed(document(found))
                        assert all(squeezed(line)[:12] in in_print for line in cell.split("\n"))
    assert len(docx.Document(BytesIO(document(found))).tables) >= 8


def test_photos_need_a_consent_that_holds(s, cast, month):
    def photos(found) -> int:
        return sum(len(page.images) for page in pypdf.PdfReader(BytesIO(paper.pdf(found))).pages)

    found = archive(s, cast["visitor"], 1, DAY)
    assert (photos(found), found.photos_left_out) == (1, 0)
    assert [each.content is None for each in found.attached] == [False, True], "a paper is only named"
    assert len(list(docx.Document(BytesIO(document(found))).inline_shapes)) == 1
    for consent in s.exec(select(Consent).where(Consent.purpose == Purpose.PHOTO)):
        consent.withdrawn_on = DAY
    s.flush()
    found = archive(s, cast["visitor"], 1, DAY)
    assert (photos(found), found.photos_left_out) == (0, 1)
    assert "未印照片1张" in printed(paper.pdf(found)) and "陈玉芬家浴室" in printed(paper.pdf(found))
    assert archive(s, cast["visitor"], 3, DAY).photos_left_out == 1, "欧阳建国 never agreed"


def test_many_photos_do_not_make_a_book(s, cast, month):
    for n in range(PHOTOS + 3):
        papers.photo(s, month["chen"], month["first"], cast["visitor"], f"第{n}张")
    found = archive(s, cast["visitor"], 1, DAY)
    assert sum(each.content is not None for each in found.attached) == PHOTOS and found.photos_left_out == 4


def test_readers_get_none_of_it(s, cast, month):
    for asked in (partial(archive, s, cast["reader"], 1), partial(visit_record, s, cast["reader"], month["first"])):
        with pytest.raises(NotAllowed):
            asked(DAY)
    with pytest.raises(NotFound):
        archive(s, cast["visitor"], 99, DAY)
    with pytest.raises(NotFound):
        visit_record(s, cast["visitor"], 999, DAY)


def test_an_empty_file_says_what_there_is_none_of(s, cast, home):
    building = s.get_one(Household, home).building_id
    household.add_household(s, cast["visitor"], DAY, {"building_id": building, "room": "9", "unit": 2})
    found = archive(s, cast["visitor"], 2, DAY)
    made = paper.drawn(found)
    for said in ("还没有登记家里人", "未登记困难类型", "未登记同意书", "无附件"):
        assert said in printed(made.content), said
    assert made.pages <= 2 and "建档：0002" in printed(made.content)
    assert "未登记困难类型" in typed(document(found))


def test_a_long_file_with_hostile_words_is_whole(s, cast, month):
    for n in range(40):
        words = f"第{n}回{HOSTILE[n % len(HOSTILE)]}" + "说的话不少。" * 60
        papers.visit(
            s, month["chen"], DAY - timedelta(days=n), cast["visitor"], said=words, seen="\n" * 300 + "见" * 2500
        )
    found = archive(s, cast["visitor"], 1, DAY)
    made = paper.drawn(found)
    assert made.pages > 20
    text, told = printed(made.content), typed(document(found))
    for n in range(40):
        assert f"第{n}回" in text and f"第{n}回" in told
    assert not any(page.get("/Annots") for page in pypdf.PdfReader(BytesIO(made.content)).pages)


def test_a_paused_file_says_until_when_and_why(s, cast, home):
    state.pause(s, cast["visitor"], home, DAY, DAY + WEEK, "住院")
    text = printed(paper.pdf(archive(s, cast["visitor"], 1, DAY)))
    assert s.get_one(Household, home).state is HouseholdState.PAUSED
    assert "11月30日" in text and "住院" in text


def test_a_visits_record_says_all_six_parts_on_one_page(s, cast, month):
    made = record.drawn(visit_record(s, cast["visitor"], month["first"], DAY))
    text = printed(made.content)
    assert made.pages == 1
    for part in ("一、见面情况", "二、诉求", "三、见闻", "四、原因与风险", "五、措施与跟进", "六、照片和材料"):
        assert part in text, part
    for said in (
        "走访记录表",
        "陈玉芬，83岁",
        "何静（客服部管家）",
        "2026年11月20日09:30",
        "护理照料、就医取药",
        "浴室地面湿，没有扶手",
        "重（陈玉芬两周内跌倒两次）",
        "2026年11月30日",
        "家中隐患（中）：浴室地面湿滑；",
        "当面答应",
        "1份：陈玉芬家浴室",
        "1份：残疾证复印件",
        "录入人何静",
        "走访人签字",
        "项目经理签字",
    ):
        assert squeezed(said) in text, said


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_each_field_is_answered_or_said_not_to_be_recorded(s, cast, month, language):
    use_language(language)
    text = printed(record.pdf(visit_record(s, cast["visitor"], month["third"], DAY)))
    unknown = text[text.rindex(squeezed(_("Not recorded"))) :]
    for part in PARTS:
        for field in fields_of(part, On.FORM):
            if not field.name.endswith("_why"):
                assert squeezed(_(field.show.label)) in text, field.name
    assert squeezed(_("What was said")) in unknown and squeezed(_("Outcome")) not in unknown


def test_a_visit_at_which_everything_was_written_goes_on_over_pages(s, cast, month):
    full: dict[str, object] = {}
    for part in PARTS:
        for field in fields_of(part, On.FORM):
            if field.many and issubclass(field.kind, Choice):
                full[field.name] = list(field.kind)
            elif most := field.limits.get("max_chars"):
                full[field.name] = "满" * (most - 2) + "\n完"
    visit_id = papers.visit(s, month["chen"], DAY, cast["visitor"], **full)
    made = record.drawn(visit_record(s, cast["visitor"], visit_id, DAY))
    text = printed(made.content)
    assert made.pages > 1 and made.missed == ()
    assert text.count("满") >= sum(len(words) - 2 for words in full.values() if isinstance(words, str))


def test_a_download_is_logged_and_asks_anew_who_is_there(cast, home):
    with store.writing() as s:
        visit_id = papers.grave(s, home, cast["visitor"])
        secret, _code = sign_in.open_session(s, cast["visitor"].id, clock.now())
        barred, _code = sign_in.open_session(s, cast["reader"].id, clock.now())
    file, visit = partial(household_papers._archive, 1), partial(household_papers._visit, visit_id)
    assert other_papers.made(secret, partial(file, "pdf"), "zh_CN").startswith(b"%PDF")
    assert other_papers.made(secret, partial(file, "docx"), "zh_CN").startswith(b"PK")
    assert other_papers.made(secret, visit, "zh_CN").startswith(b"%PDF")
    for draw in (partial(file, "pdf"), visit):
        with pytest.raises(NotAllowed):
            other_papers.made(barred, draw, "zh_CN")
    with store.reading() as s:
        logged = [(e.record, e.record_id, e.detail) for e in s.exec(select(LogEntry)) if e.deed is Deed.PRINT]
    assert logged == [("household", home, "pdf"), ("household", home, "docx"), ("visit", visit_id, "")]


@pytest.mark.parametrize(("who", "n"), [("visitor", 2), ("reader", 0)])
def test_the_page_offers_the_file_to_staff_only(home, cast, open_page, who, n):
    at = open_page("household", who, no="1")
    assert not at.exception
    offered = [each.label for each in at.get("download_button") if each.label.startswith(("PDF", "Word"))]
    assert len(offered) == n


def test_the_command_line_makes_both(cast, home, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    with store.writing() as s:
        visit_id = papers.grave(s, home, cast["visitor"])
        household.add_hardship(s, cast["visitor"], home, {"kind": HardshipKind.ILLNESS})
    out = tmp_path / "a"
    assert main(["household", "1", "-o", str(out)]) == 0 and "一户一档" in printed(out.read_bytes())
    assert main(["household", "1", "--format", "docx", "-o", str(out)]) == 0 and "陈玉芬" in typed(out.read_bytes())
    assert main(["visit", str(visit_id), "--language", "en", "-o", str(out)]) == 0
    assert "Visitrecord" in printed(out.read_bytes())
    assert main(["household", "77", "-o", str(out)]) == 1 and "没有" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        (["--kind", "month"], "2026年11月1日至23日"),
        (["--kind", "quarter"], "2026年10月1日至11月23日"),
        (["--kind", "month", "--from", "2026-10-07"], "2026年10月"),
        (["--kind", "year", "--from", "2026-01-01", "--to", "2026-06-30"], "2026年1月1日至6月30日"),
    ],
)
def test_the_briefing_can_be_had_unattended_by_kind_and_as_document(cast, home, tmp_path, monkeypatch, asked, days):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    out = tmp_path / "a"
    assert main(["briefing", *asked, "-o", str(out)]) == 0
    text = printed(out.read_bytes())
    assert days in text or squeezed(days) in text
    assert main(["briefing", *asked, "--format", "docx", "-o", str(out)]) == 0
    assert days in typed(out.read_bytes())


@pytest.mark.parametrize(
    "wrong",
    [["--kind", "round"], ["--kind", "week"], ["--to", "2026-11-01"], ["--round", "春节", "--kind", "month"], []],
)
def test_arguments_that_do_not_go_together_are_wrong_usage(house, tmp_path, wrong):
    with pytest.raises(SystemExit) as ended:
        main(["briefing", *wrong, "-o", str(tmp_path / "a")])
    assert ended.value.code == 2


def test_a_template_or_round_nobody_knows_is_refused(cast, home, tmp_path, capsys):
    for wrong, said in (
        (["--kind", "month", "--template", "没有"], "模板"),
        (["--kind", "round", "--round", "没有"], "没有名为没有"),
    ):
        assert main(["briefing", *wrong, "-o", str(tmp_path / "a")]) == 1
        assert said in capsys.readouterr().err
