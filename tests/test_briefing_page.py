"""The reports page and the command line: one click, seen before it goes, written to the log."""

import os
import subprocess
import sys
from functools import partial
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from sqlmodel import Session, select

from db import clock, sign_in, store
from db.changes.paper import log_export, log_print
from db.choices import Audience, Deed
from db.errors import NotAllowed, Refused
from db.models import LogEntry
from db.queries.briefing import BriefingAsked
from pages.parts import briefing_draft
from reports.__main__ import main
from tests import papers
from tests.conftest import DAY, ROOT
from tests.test_paper_text import squeezed


@pytest.fixture
def month(cast, home, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    with store.writing() as s:
        return papers.month(s, cast, home)


def audiences(at) -> list[str]:
    [asked] = [b for b in at.get("button_group") if b.key == "briefing.audience"]
    return asked.options


def told(at) -> str:
    return "\n".join(caption.value for caption in at.caption).replace("\\", "")


def logged() -> list[tuple[Deed, str, str]]:
    with store.reading() as s:
        entries = s.exec(select(LogEntry)).all()
        return [(e.deed, e.record, e.detail) for e in entries if e.deed in (Deed.PRINT, Deed.EXPORT)]


def test_this_months_briefing_is_one_visible_click(month, open_page):
    at = open_page("briefings", "visitor")
    assert not at.exception
    download, *_others = at.get("download_button")
    assert download.proto.label == "生成本月简报"
    assert "含姓名、门牌" in told(at) and "数字对得上：2 + 1 = 3 次" in told(at)
    assert "👵" in told(at) and "1 张照片没有有效的同意书" in told(at)
    assert len(at.get("image")) == 2, "the first pages are shown"
    assert logged() == [], "looking at the preview takes nothing out"


def test_the_preview_follows_the_audience(month, open_page):
    at = open_page("briefings", "visitor")
    at.session_state["briefing.audience"] = Audience.COMMITTEE
    at.run()
    assert not at.exception
    assert "只列签了同意书的 1 户" in told(at) and "2 户没有有效的提供同意书" in told(at)


def test_a_partner_is_offered_outward_papers_only(month, open_page):
    at = open_page("briefings", "reader")
    assert not at.exception
    assert audiences(at) == ["居委会版", "公告栏"]
    assert "陈玉芬" not in "".join(str(e) for e in at)


def test_a_month_without_visits_says_what_to_do(cast, home, open_page):
    at = open_page("briefings", "visitor")
    assert not at.exception
    assert "换个时段，或先登记走访" in told(at)


def test_a_download_is_logged_and_asks_anew_who_is_there(month, cast):
    asked = BriefingAsked(papers.FIRST, DAY)
    with store.writing() as s:
        secret, _code = sign_in.open_session(s, cast["visitor"].id, clock.now())
    assert briefing_draft.made(secret, asked, "en").startswith(b"%PDF")
    assert logged() == [(Deed.PRINT, "briefing", "internal, 2026-11-01 to 2026-11-23")]
    with store.writing() as s:
        sign_in.close_session(s, secret, clock.now())
    for gone in (secret, None):
        with pytest.raises(Refused, match="请先登录"):
            briefing_draft.made(gone, asked, "zh_CN")
    assert len(logged()) == 1


def test_a_partner_who_forges_the_request_gets_nothing_and_the_log_says_so(month, cast):
    with store.writing() as s:
        secret, _code = sign_in.open_session(s, cast["reader"].id, clock.now())
    with pytest.raises(NotAllowed):
        briefing_draft.made(secret, BriefingAsked(papers.FIRST, DAY), "zh_CN")
    with store.reading() as s:
        [refused] = s.exec(select(LogEntry).where(LogEntry.deed == Deed.REFUSED)).all()
    assert (refused.who, refused.detail) == ("街道民政", "brief_internal")


def command(*more: str, out: Path) -> int:
    return main(["briefing", "--from", "2026-11-01", "--to", "2026-11-23", *more, "-o", str(out)])


def read(file: Path) -> str:
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(file.read_bytes())).pages))


def test_the_command_line_makes_the_same_paper_and_the_log_says_so(month, tmp_path):
    assert command(out=tmp_path / "a.pdf") == 0
    assert command("--audience", "committee", "--building", "3栋", out=tmp_path / "b.pdf") == 0
    assert command("--hardship", "独居老人", "--language", "en", out=tmp_path / "c.pdf") == 0
    assert "陈玉芬" in read(tmp_path / "a.pdf")
    assert "陈玉芬" not in read(tmp_path / "b.pdf") and "陈某" in read(tmp_path / "b.pdf")
    assert "Only:Older,livingalone" in read(tmp_path / "c.pdf")
    assert logged() == [
        (Deed.PRINT, "briefing", "internal, 2026-11-01 to 2026-11-23"),
        (Deed.PRINT, "briefing", "committee, 2026-11-01 to 2026-11-23, by building"),
        (Deed.PRINT, "briefing", "internal, 2026-11-01 to 2026-11-23, by hardship"),
    ]


def test_the_command_line_refuses_with_a_sentence(month, tmp_path, capsys):
    assert command("--building", "9栋", out=tmp_path / "a.pdf") == 1
    assert "没有楼栋 9栋" in capsys.readouterr().err
    assert command("--audience", "notice", "--hardship", "mental", out=tmp_path / "a.pdf") == 1
    assert "不按一类困难" in capsys.readouterr().err
    assert command(out=tmp_path / "nowhere" / "a.pdf") == 1
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["nothing"],
        ["briefing"],
        ["briefing", "--from", "2026-13-01", "--to", "2026-11-23", "-o", "a"],
        ["briefing", "--from", "2026-11-23", "--to", "2026-11-01", "-o", "a"],
        ["briefing", "--from", "2026-11-01", "--to", "2026-11-23", "--audience", "all", "-o", "a"],
        ["briefing", "--from", "2026-11-01", "--to", "2026-11-23", "--hardship", "rich", "-o", "a"],
        ["briefing", "--from", "2026-11-01", "--to", "2026-11-23", "--format", "odt", "-o", "a"],
    ],
)
def test_wrong_usage_is_told_apart_from_a_refusal(house, wrong):
    with pytest.raises(SystemExit) as ended:
        main(wrong)
    assert ended.value.code == 2


def test_the_command_runs_on_its_own_and_explains_itself(house, tmp_path):
    run = partial(subprocess.run, cwd=ROOT, capture_output=True, env=os.environ | {"NUANFANG_DATA": str(tmp_path)})
    helped = run([sys.executable, "-m", "reports", "briefing", "--help"])
    assert helped.returncode == 0 and b"--audience" in helped.stdout
    day = ["--from", "2026-11-01", "--to", "2026-11-23"]
    refused = run([sys.executable, "-m", "reports", "briefing", *day, "-o", str(tmp_path / "a.pdf")])
    assert refused.returncode == 1 and "还没有建立小区" in refused.stderr.decode()


def test_exports_and_prints_are_logged_without_values_and_only_by_who_may(cast, s: Session):
    log_export(s, cast["visitor"], "households", 12, ["building", "text"])
    log_print(s, cast["visitor"], "household", 7)
    found = [(e.deed, e.record, e.record_id, e.detail) for e in s.exec(select(LogEntry))]
    assert found == [(Deed.EXPORT, "households", None, "12 rows, by building, text"), (Deed.PRINT, "household", 7, "")]
    for deed in (log_export, log_print):
        with pytest.raises(NotAllowed):
            deed(s, cast["reader"], "households", 1)
