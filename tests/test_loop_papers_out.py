"""How the papers of the walk and the loop leave the house: by command and by button, each written to the log."""

from datetime import date, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from sqlmodel import select

from db import clock, sign_in, store
from db.changes import need, plan, referral, state
from db.choices import Deed, NeedKind, OutsideHelp, PlanWhy, Purpose
from db.errors import NotAllowed, Refused
from db.models import LogEntry, PlannedVisit
from pages.parts import other_papers
from reports import handover, slip
from reports.__main__ import main
from tests import papers
from tests.conftest import DAY
from tests.test_paper_text import squeezed

OFFICE = "和安街道民政科"


@pytest.fixture
def loop(cast, home, monkeypatch) -> int:
    """陈玉芬 is to be called on today, and the street office has been asked for her."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    who = cast["visitor"]
    with store.writing() as s:
        plan.plan_visit(s, who, home, DAY, {"start": DAY, "end": DAY, "on": DAY, "why": PlanWhy.ASKED})
        office = referral.add_organisation(s, who, {"name": OFFICE, "kind": OutsideHelp.STREET})
        papers.consent(s, home, Purpose.SHARING, receiver=OFFICE)
        care = need.raise_need(s, who, home, DAY, {"kind": NeedKind.CARE, "words": "想申请居家护理"})
        asked = {"organisation_id": office, "reason": "请评估护理补贴", "reply_by": DAY}
        referral.send(s, who, care, DAY, asked)
    return home


def printed() -> list[tuple[str, int | None, str]]:
    with store.reading() as s:
        made = s.exec(select(LogEntry).where(LogEntry.deed == Deed.PRINT).order_by(LogEntry.id))
        return [(entry.record, entry.record_id, entry.detail) for entry in made]


def read(content: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages))


def test_each_paper_has_a_command_and_the_log_says_so(loop, tmp_path):
    def made(*command: str) -> str:
        out = tmp_path / "a.pdf"
        out.unlink(missing_ok=True)
        assert main([*command, "-o", str(out)]) == 0
        return read(out.read_bytes())

    assert "陈玉芬" in made("cards", "--date", "2026-11-23")
    assert "陈玉芬" in made("cards", "--date", "2026-11-23", "--visitor", "何静")
    assert "没有安排走访" in made("cards", "--date", "2026-11-23", "--visitor", "李敏")
    assert "编号2026-001" in made("slip", "2026-001")
    assert OFFICE in made("consent", "1", "--to", OFFICE)
    assert "提供给其他单位" in made("consent", "1")
    assert "接收人李敏" in made("handover", "--visitor", "何静", "--to", "李敏")
    assert "Handoversheet" in made("handover", "--visitor", "何静", "--household", "1", "--language", "en")
    assert "入户走访记录表" in made("sheet")
    assert printed() == [
        ("cards", None, "1 households"),
        ("cards", None, "1 households"),
        ("cards", None, "0 households"),
        ("referral", 1, ""),
        ("consent sheet", loop, ""),
        ("consent sheet", loop, ""),
        ("handover", None, "1 households"),
        ("handover", loop, "1 households"),
    ]


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["cards", "--date", "2026-11-23", "--visitor", "没有这个人"], "没有叫 没有这个人 的账号"),
        (["slip", "2026-031"], "没有编号 2026-031 的转介单"),
        (["consent", "99"], "没有这个编号的住户"),
        (["consent", "1", "--to", "街道"], f"现有：{OFFICE}"),
        (["handover", "--visitor", "没有这个人"], "没有叫 没有这个人 的账号"),
        (["handover", "--visitor", "何静", "--household", "99"], "没有这个编号的住户"),
    ],
)
def test_a_command_refuses_with_a_sentence_and_writes_nothing(loop, tmp_path, capsys, command, sentence):
    assert main([*command, "-o", str(tmp_path / "a.pdf")]) == 1
    assert sentence in capsys.readouterr().err
    assert printed() == [] and not (tmp_path / "a.pdf").exists()


def test_no_paper_without_an_estate_or_without_a_place_to_write(house, tmp_path, capsys):
    for command in (["cards", "--date", "2026-11-23"], ["slip", "2026-001"], ["consent", "1"], ["sheet"]):
        assert main([*command, "-o", str(tmp_path / "a.pdf")]) == 1
        assert "还没有建立小区" in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_said(loop, tmp_path: Path, capsys):
    assert main(["sheet", "-o", str(tmp_path / "nowhere" / "a.pdf")]) == 1
    assert "文件没有写成" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong",
    [
        ["cards", "-o", "a"],
        ["cards", "--date", "today", "-o", "a"],
        ["slip", "-o", "a"],
        ["slip", "2026-001"],
        ["consent", "eighty-seven", "-o", "a"],
        ["handover", "-o", "a"],
        ["sheet", "--language", "fr", "-o", "a"],
    ],
)
def test_wrong_usage_is_told_apart_from_a_refusal(house, wrong):
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2


def test_a_scheduler_that_comes_before_anybody_begins_the_day(loop, cast, tmp_path, monkeypatch):
    """A pause ends by itself: the morning's cards know it, whoever prints them."""
    back = DAY + timedelta(days=5)
    with store.writing() as s:
        state.pause(s, cast["visitor"], loop, DAY, back, "住院")
    out = tmp_path / "a.pdf"
    for day, said in ((back - timedelta(days=1), "没有安排走访"), (back, "陈玉芬")):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        window = {"start": back, "end": back, "on": back, "why": PlanWhy.ASKED}
        if day == back:
            with store.writing() as s:
                s.add(PlannedVisit(**window, household_id=loop, account_id=cast["visitor"].id, made_on=DAY))
        assert main(["cards", "--date", day.isoformat(), "-o", str(out)]) == 0
        assert said in read(out.read_bytes())


def test_papers_of_one_household_have_names_of_their_own_and_no_sign_a_file_may_not_have(loop, cast):
    with store.writing() as s:
        secret, _code = sign_in.open_session(s, cast["visitor"].id, clock.now())
    one = partial(other_papers.draw_handover, cast["visitor"].id, None, household_id=loop)
    assert "陈玉芬" in read(other_papers.made(secret, one, "zh_CN"))
    assert printed() == [("handover", loop, "1 households")]
    assert slip.name_for("2026-001") == "转介单_2026-001.pdf"
    assert handover.name_for('何/静"', DAY) == "住户交接单_何-静-_2026-11-23.pdf"
    assert handover.name_for("", DAY) == "住户交接单_2026-11-23.pdf"


def labels(at) -> list[str]:
    return [button.proto.label for button in at.get("download_button")]


def test_the_page_offers_the_other_papers_to_staff_and_none_to_a_partner(loop, open_page):
    at = open_page("briefings", "visitor")
    assert not at.exception
    assert labels(at).count("打印") == 4
    assert at.selectbox(key="papers.who").value, "a visitor's own calls come first"
    at.date_input(key="papers.day").set_value(DAY).run()
    assert any("1 户，一页四张" in caption.value for caption in at.caption)
    at.text_input(key="papers.no").set_value("99").run()
    assert any("没有这个编号的住户" in caption.value.replace("\\", "") for caption in at.caption)
    at.text_input(key="papers.no").set_value("1").run()
    assert not at.exception and printed() == []
    assert "打印" not in labels(open_page("briefings", "reader"))


def test_a_button_draws_when_pressed_and_asks_anew_who_is_there(loop, cast):
    with store.writing() as s:
        secret, _code = sign_in.open_session(s, cast["visitor"].id, clock.now())
    draws = {
        "陈玉芬": partial(other_papers.draw_cards, DAY, cast["visitor"].id),
        "入户走访记录表": other_papers.draw_sheet,
        OFFICE: partial(other_papers.draw_consent, loop, OFFICE),
        "移交人何静": partial(other_papers.draw_handover, cast["visitor"].id, cast["manager"].id),
    }
    for said, draw in draws.items():
        assert said in read(other_papers.made(secret, draw, "zh_CN"))
    assert printed() == [
        ("cards", None, "1 households, 2026-11-23"),
        ("consent sheet", loop, ""),
        ("handover", None, "1 households"),
    ]
    with pytest.raises(Refused, match="请先登录"):
        other_papers.made(None, draws["陈玉芬"], "zh_CN")


def test_a_partner_who_forges_the_request_gets_nothing_and_the_log_says_so(loop, cast):
    with store.writing() as s:
        secret, _code = sign_in.open_session(s, cast["reader"].id, clock.now())
    for draw in (
        partial(other_papers.draw_cards, date(2026, 11, 23), None),
        partial(other_papers.draw_consent, loop, OFFICE),
        partial(other_papers.draw_handover, cast["visitor"].id, None),
        other_papers.draw_sheet,
    ):
        with pytest.raises(NotAllowed):
            other_papers.made(secret, draw, "zh_CN")
    assert printed() == []
