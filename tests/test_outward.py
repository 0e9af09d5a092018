"""What leaves the house with a briefing: no little number on a notice board, and in a paper for other offices nobody
who has not agreed to all of them, and no name that is known."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session

from db import frozen, store
from db.briefing import Briefing
from db.briefing_board import on_the_board
from db.briefing_loop import Balance, Money, Relief, Slips
from db.briefing_typed import passages
from db.choices import Audience, BriefingKind, ClosingKind, OutsideHelp, Purpose
from db.demo import fill
from db.manuscript import PICTURES
from db.models import Organisation
from db.outward import Names
from db.queries.briefing import BriefingAsked, facts
from db.queries.briefing_drafts import not_listed
from db.receivers import read
from db.untold import FEW, HIDDEN, hidden, summed, without_little
from db.words import use_language
from reports import cover, written
from reports.blocks import Listing, Note, Para
from reports.outline import outlined
from tests import papers
from tests.conftest import DAY
from tests.test_written import WHO, everything, sheet, told


@pytest.fixture
def month(s: Session, cast, home):
    return papers.month(s, cast, home)


@pytest.fixture
def estate(house) -> Iterator[Session]:
    with store.writing() as opened:
        fill(opened, DAY, households=100, visits=1300, seed=11)
        yield opened


LITTLE = re.compile(r"(?<![\d第年月.\-~至])([1-4])\s*(?:户|人|次|件|份|项|家)")
LITTLE_EN = re.compile(r"(?<![\d.,(])\b([1-4])\b(?! (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|栋|弄|\.)")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("kind", "start"),
    [
        (BriefingKind.MONTH, date(2026, 11, 1)),
        (BriefingKind.QUARTER, date(2026, 10, 1)),
        (BriefingKind.YEAR, date(2026, 1, 1)),
    ],
)
def test_no_number_from_one_to_four_stands_on_the_notice_board(estate, language, kind, start):
    use_language(language)
    asked = BriefingAsked(start, DAY, audience=Audience.NOTICE, kind=kind)
    found = facts(estate, WHO, asked, DAY)
    inside = facts(estate, WHO, replace(asked, audience=Audience.INTERNAL), DAY)
    assert LITTLE.search(everything(inside)) if language == "zh_CN" else True, "there is something to be withheld"
    blocks = outlined(written.sections(found))
    for block in blocks:
        match block:
            case Para(words) | Note(words):
                little = LITTLE if language == "zh_CN" else LITTLE_EN
                assert not little.search(words), words
            case Listing(rows=rows):
                cells = [cell for row in rows for cell in row]
                assert not {"1", "2", "3", "4"} & set(cells), cells
    assert not re.search(r"(?<![\d.])[1-4] [+−=]|[+−=] [1-4](?!\d)", everything(found)), "nor in a sum"
    assert found.adds_up()
    kept = frozen.from_text(Briefing, frozen.to_text(found), *PICTURES)
    assert everything(kept) == everything(found), "what is withheld is kept as withheld"


def test_what_is_withheld_is_not_found_by_subtracting(s, cast):
    """Whole and parts as told; of a hidden one nobody can say more than that something is missing."""
    assert hidden([46, 20, 3, -5], 64) == {2, 3} and hidden([46, 20, 6, -8], 64) == set()
    assert hidden([9, 4, 0], 13) == {0, 1}, "beside 13 and 9 the 4 would be told"
    assert hidden([3, 0], 3) == {0, 1} and hidden([2, 2], 4) == {0, 1}
    empty = sheet(s, Audience.NOTICE, end=date(2026, 3, 31))
    board = on_the_board(replace(empty, balance=Balance(46, 20, 3, {ClosingKind.SOLVED: 5}, 64)))
    assert board.balance == Balance(46, 20, HIDDEN, {None: HIDDEN}, 64)
    assert told(board, "balance") == "问题办理　上期结转 46 件，本期新增 20 件，期末未结 64 件。"
    slips = on_the_board(replace(empty, slips=Slips(0, 9, open=9, accepted=4, late=2)))
    assert "转介　本期转出 9 份，期末未办结 9 份，其中逾期不足 5 份。" in told(slips, "measures")
    money = Money(asked=Relief(21, 19450), approved=Relief(9, 9850), refused=Relief(9, 7800), waiting=Relief(3, 900))
    assert told(on_the_board(replace(empty, money=money)), "money") == (
        "物业费减免　本期申请 21 件、19450 元；批准 9 件、9850 元。"
    )
    wrong = on_the_board(replace(empty, balance=Balance(46, 20, 3, {}, 1)))
    assert not wrong.adds_up(), "a sum that was wrong stays wrong though its parts are withheld"


def test_a_number_withheld_is_nothing_but_its_words():
    use_language("zh_CN")
    assert f"{FEW}" == str(FEW) == "不足 5" and bool(FEW) and not HIDDEN and FEW != 0
    assert summed([FEW]) is FEW and summed([9, FEW]) is HIDDEN and summed([9, 8]) == 17 and summed([]) == 0
    assert without_little((1, 4, 5, 0, "3", True, None)) == (FEW, FEW, 5, 0, "3", True, None)
    assert "1" not in frozen.to_text(FEW) and frozen.from_text(int, frozen.to_text(FEW)) == FEW


@pytest.mark.parametrize(
    ("report_to", "send_to", "listed_", "head"),
    [
        ("和安居委会", "", ["陈某", "沈某"], "供居委会参阅"),
        ("和安街道办事处", "", ["陈某", "欧阳某"], "供街道参阅"),
        ("和安街道办事处", "和安居委会", ["陈某"], "供居委会、街道参阅"),
        ("", "", ["陈某"], "供居委会、街道参阅"),
        ("和安居委会", "和安社区卫生服务中心", ["沈某"], "供居委会参阅"),
    ],
)
def test_a_paper_lists_whoever_agreed_to_all_who_get_it(s, cast, month, report_to, send_to, listed_, head):
    """陈玉芬 named committee and street, 沈兰 committee and health centre, 欧阳建国 the street."""
    s.add(Organisation(name="和安社区卫生服务中心", kind=OutsideHelp.HEALTH))
    papers.consent(s, month["shen"], Purpose.SHARING, receiver="和安居委会")
    papers.consent(s, month["shen"], Purpose.SHARING, receiver="和安社区卫生服务中心")
    papers.consent(s, month["ouyang"], Purpose.SHARING, receiver="和安街道办")
    found = sheet(s, Audience.COMMITTEE, receivers=(report_to, send_to, "各项目组"))
    assert sorted(each.household.split("　")[1].split("（")[0] for each in found.visits) == sorted(listed_)
    assert cover.mark(found) == head
    kept = not_listed(s, WHO, found.asked, DAY)
    assert len(kept) == found.households_left_out == 3 - len(listed_) and all(each.missing for each in kept)
    assert sum(each.n or 0 for each in found.left_out if each.what == "Households") == len(kept)
    assert "各项目组" not in repr(found.leaves)


def test_one_consent_may_name_both_offices_and_another_office_is_neither():
    known = {"和安街道妇联": OutsideHelp.WOMEN, "样板街道社会事务办": OutsideHelp.STREET}
    both = read("和安居委会，和安街道办事处", "", "", known)
    assert both.missing(["居委会和街道"], known) == () == both.missing(["committee and street"], known)
    assert both.missing(["和安街道妇联", "和安街道社工站", "业主委员会"], known) == both.offices
    assert both.missing(["和安居委会", "样板街道社会事务办"], known) == ()
    assert read("区民政局", "", "", known).unknown == ("区民政局",)


def test_a_word_is_no_name_because_it_begins_like_one():
    names = Names(["陈玉芬"], ["康复科", "管理员", "街道", "王主任", "李敏"])
    kept = "康复科一周去三次，由于医生催，管理员和街道都知道，工程师傅到了，主管医生说请主任来。"
    assert names.without(kept, "") == kept and names.told_in(kept) == ()
    assert names.without("玉芬和李敏、欧阳阿姨都在。", "") == "陈某和李某、欧阳某都在。"
    assert names.told_in("隔壁韩师傅，社工小陆") == ("韩师傅", "小陆")


def test_typed_words_that_go_out_name_nobody_who_is_known(s, cast, month):
    """Neighbours by surname and title, staff of other offices and of our own; the visitor is named in the paper."""
    s.add(Organisation(name="和安社区", kind=OutsideHelp.COMMITTEE, contact="居委会 方晓云"))
    s.flush()
    said = "隔壁韩师傅天天来，居委会沈主任和方晓云也到过，社工小陆、李敏约了下周，何静会再来。"
    key = papers.visit(s, month["chen"], DAY, cast["visitor"], said=said)
    found = sheet(s, Audience.COMMITTEE, cases=(key,))
    story = told(found, "cases")
    assert "隔壁韩某天天来，居委会沈某和方某也到过，社工陆某、李某约了下周，何静会再来。" in story
    there = passages(found)
    assert [each.words for each in there if each.section == "cases"][0] == (
        "隔壁韩某天天来，居委会沈某和方某也到过，社工陆某、李某约了下周，何静会再来。"
    )
    assert {"cases", "attachments"} <= {each.section for each in there} and "陈玉芬" not in repr(there)
    assert passages(sheet(s)) == () == passages(sheet(s, Audience.NOTICE))
