"""A picture taken out: as a file, as a table, and into the briefing, where each audience sees what it may."""

from datetime import date, timedelta
from io import BytesIO
from xml.etree import ElementTree

import openpyxl
import pypdf
import pytest
from PIL import Image
from sqlmodel import Session, select

from db import clock, sign_in, store
from db.briefing import BriefingAsked
from db.choices import Audience, Deed, HardshipKind, Tier
from db.errors import NotAllowed, Refused
from db.models import Building, Household, LogEntry
from db.pictures import Picture, PictureAsked
from db.queries import briefing_pictures as why
from db.queries.asked import Asked, Only
from db.queries.briefing import facts
from db.queries.told_filters import ONLY, told_filters
from db.words import use_language
from pages.parts import briefing_draft, briefing_pictures
from pages.parts.map_out import Kind, Taken, made, name_for
from reports.briefing import drawn
from reports.colours import Theme
from reports.pictures import title_of
from reports.scene import Box, Scene, Words
from tests import papers
from tests.conftest import DAY
from tests.test_paper_text import squeezed

FIRST = date(2026, 11, 1)
PLAN = PictureAsked(Picture.PLAN, Asked(), None, (("colour", "tier"),))
ALL = (
    PLAN,
    PictureAsked(Picture.BUILDING, Asked(), None, (("buildings", "1,2"),)),
    PictureAsked(Picture.HARDSHIP),
    PictureAsked(Picture.MONTHS, Asked(), (FIRST, DAY), (("by", "building"), ("measure", "visits"))),
    PictureAsked(Picture.MONTHS, Asked(), (FIRST, DAY), (("by", "kind"), ("measure", "visits"))),
    PictureAsked(Picture.MONTHS, Asked(), (FIRST, DAY), (("by", "building"), ("measure", "mean"))),
    PictureAsked(Picture.MOVES, Asked(), (FIRST, DAY)),
    PictureAsked(Picture.HAZARDS, Asked(), (FIRST, DAY)),
)


@pytest.fixture
def month(cast, home, monkeypatch):
    """A month of visits, and enough households in 3栋 that a partner may be told of their number."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    use_language("zh_CN")
    with store.writing() as s:
        found = papers.month(s, cast, home)
        building = s.exec(select(Building.id).where(Building.name == "3栋")).one()
        for n in range(6):
            s.add(Household(no=50 + n, building_id=building, unit=2, room=f"{n + 1}01", opened_on=FIRST, tier=Tier.ONE))
    return found


def secret_of(who) -> str:
    with store.writing() as s:
        return sign_in.open_session(s, who.id, clock.now())[0]


def taken(ask: PictureAsked | None = PLAN, name: str = "3栋") -> Taken:
    def scene(tint: Theme) -> Scene:
        return Scene(300, 60, "一张图", (Box(0, 0, 40, 40, tint.tiers[0][0]), Words(50, 20, name, 10, tint.ink)))

    return Taken(
        "小区平面",
        "小区平面：最高等级",
        scene,
        lambda: (["楼栋", "户数", "日子"], [[name, 7, DAY], ["5栋", None, None]]),
        ask,
    )


def file(kind: Kind, secret: str | None, asked: Asked = PLAN.asked, of: Taken | None = None) -> bytes:
    return made(secret, kind, of or taken(), "和安苑", asked, None, "zh_CN")


def logged() -> list[tuple[str, str]]:
    with store.reading() as s:
        return [(e.record, e.detail) for e in s.exec(select(LogEntry).where(LogEntry.deed == Deed.EXPORT))]


def test_each_file_says_what_it_is_and_of_when(month, cast):
    secret = secret_of(cast["visitor"])
    root = ElementTree.fromstring(file(Kind.SVG, secret).decode())
    words = [each.text for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words[0] == "小区平面：最高等级" and "3栋" in words and "和安苑　截至2026年11月23日" in words
    with Image.open(BytesIO(file(Kind.PNG, secret))) as picture:
        assert picture.size[0] == 2 * (300 + 36)
        assert (0x65, 0x13, 0x30) in {colour for _n, colour in picture.convert("RGB").getcolors(1 << 20)}
    assert name_for("和安/苑", "小区平面", DAY, Kind.PNG) == "和安-苑_小区平面_2026-11-23.png"


def test_the_table_has_real_numbers_inert_text_and_a_sheet_about_itself(month, cast):
    with store.reading() as s:
        building = s.exec(select(Building.id).where(Building.name == "3栋")).one()
    asked = Asked(building_ids=(building,), only=(Only.OVERDUE,), tiers=(Tier.ONE, None))
    content = file(Kind.XLSX, secret_of(cast["visitor"]), asked, taken(name="=HYPERLINK(1)"))
    book = openpyxl.load_workbook(BytesIO(content))
    numbers, about = book.worksheets
    assert [cell.value for cell in numbers[1]] == ["楼栋", "户数", "日子"]
    assert (numbers["A2"].value, numbers["A2"].data_type, numbers["A2"].quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert (numbers["B2"].value, numbers["C2"].is_date, numbers["B3"].value) == (7, True, None)
    told = {row[0]: row[1] for row in about.iter_rows(min_row=2, values_only=True)}
    assert told["图"] == "小区平面：最高等级" and told["小区"] == "和安苑" and told["制表人"] == "何静"
    assert told["日期"].date() == DAY
    assert (told["楼栋"], told["等级"], told["只看"]) == ("3栋", "一级、未评估", "超期")


def test_taking_out_is_logged_by_kind_and_filters_never_by_values(month, cast):
    secret = secret_of(cast["visitor"])
    for kind in Kind:
        file(kind, secret, Asked(text="陈玉芬"))
    assert logged() == [(f"picture plan, {kind}", "2 rows, by text") for kind in Kind]


def test_who_may_not_export_or_has_gone_gets_nothing(month, cast):
    for kind in Kind:
        with pytest.raises(NotAllowed):
            file(kind, secret_of(cast["reader"]))
        with pytest.raises(Refused, match="请先登录"):
            file(kind, None)
    assert logged() == []


def test_every_filter_has_its_words_and_a_partner_reads_none_of_the_personal_ones(s: Session, cast, home):
    assert set(ONLY) == set(Only)
    asked = Asked(
        building_ids=(s.exec(select(Building.id).where(Building.name == "5栋")).one(),),
        kinds=(HardshipKind.ALONE,),
        tiers=(Tier.TWO,),
        risks=(None,),
        responsible_id=cast["visitor"].id,
        visited_from=FIRST,
        visited_to=DAY,
        not_seen_days=30,
        only=(Only.OPEN, Only.OVERDUE),
        text="陈玉芬",
    )
    told = dict(told_filters(s, cast["manager"], asked))
    assert told["困难类型"] == "独居老人" and told["走访员"] == "何静" and "陈玉芬" in told.values()
    assert len(told) == len(asked.named())
    outside = dict(told_filters(s, cast["reader"], asked))
    assert outside["楼栋"] == "5栋" and not {"独居老人", "陈玉芬", "未记"} & set(outside.values())
    assert outside["只看"] == "超期"
    assert told_filters(s, cast["manager"], Asked()) == ()


def sheet(cast, audience: Audience, *pictures: PictureAsked, who: str = "visitor"):
    with store.reading() as s:
        return facts(s, cast[who], BriefingAsked(FIRST, DAY, audience=audience, pictures=pictures), DAY)


def text_of(found) -> str:
    reader = pypdf.PdfReader(BytesIO(drawn(found).content))
    return squeezed("".join(page.extract_text() for page in reader.pages))


def test_inside_the_house_every_picture_is_in_the_paper_as_text(month, cast):
    found = sheet(cast, Audience.INTERNAL, *ALL)
    assert [figure.asked for figure in found.figures] == list(ALL) and not found.figures_left_out
    text = text_of(found)
    for figure in found.figures:
        assert squeezed(title_of(figure)) in text
    for said in ("小区平面：最高等级", "1202", "截至2026年11月23日", "时段：2026年11月1日至23日", "独居老人", "一级"):
        assert said in text, said
    assert "图片" in text and text.count("截至2026年11月23日") == len(ALL)


def test_the_building_where_most_is_to_be_done_comes_by_itself_inside_the_house_only(month, cast):
    [shown] = sheet(cast, Audience.INTERNAL).figures
    assert shown.asked.picture is Picture.BUILDING
    [block] = shown.facts.blocks
    text = text_of(sheet(cast, Audience.INTERNAL))
    assert f"楼栋立面：{block.name}" in text and "一级" in text and "未建档" in text
    for audience in (Audience.COMMITTEE, Audience.NOTICE):
        found = sheet(cast, audience)
        assert not found.figures and not found.figures_left_out, "nothing was asked for, and nothing is shown"
    other = "5栋" if block.name == "3栋" else "3栋"
    with store.writing() as s:
        there = s.exec(select(Building).where(Building.name == other)).one()
        for household in s.exec(select(Household)).all():
            household.tier = Tier.ONE if household.building_id == there.id else Tier.TWO
    [figure] = sheet(cast, Audience.INTERNAL).figures
    assert [each.name for each in figure.facts.blocks] == [other], "its households are the closest now"


def test_a_front_view_that_was_taken_in_replaces_it_and_what_is_past_or_limited_has_none(month, cast):
    assert [figure.asked for figure in sheet(cast, Audience.INTERNAL, ALL[1]).figures] == [ALL[1]]
    assert len(sheet(cast, Audience.INTERNAL, PLAN).figures) == 2
    with store.reading() as s:
        for wanted in (
            BriefingAsked(FIRST, DAY - timedelta(days=1)),
            BriefingAsked(FIRST, DAY, hardship=HardshipKind.ALONE),
        ):
            assert not facts(s, cast["visitor"], wanted, DAY).figures
        one = s.exec(select(Building).where(Building.name == "5栋")).one()
        [figure] = facts(s, cast["visitor"], BriefingAsked(FIRST, DAY, building_id=one.id), DAY).figures
        assert [each.name for each in figure.facts.blocks] == ["5栋"]


def test_the_committee_gets_sums_of_many_and_no_flat(month, cast):
    by_person = PictureAsked(Picture.PLAN, Asked(kinds=(HardshipKind.ALONE,)))
    found = sheet(cast, Audience.COMMITTEE, *ALL, by_person)
    left = {unseen.asked: unseen.why for unseen in found.figures_left_out}
    assert left[ALL[1]] == why.A_FAMILY and left[by_person] == why.BY_PERSON
    assert left[ALL[2]] == left[ALL[7]] == why.TOO_FEW, "no cell of five households"
    assert PLAN in [figure.asked for figure in found.figures]
    text = text_of(found)
    assert "1202" not in text and "陈玉芬" not in text
    [plan] = [figure.facts for figure in found.figures if figure.asked == PLAN]
    assert [(plot.building, plot.households) for plot in plan.plots] == [("3栋", 7), ("5栋", None)]
    assert "<5" in text


def test_the_notice_board_is_told_of_no_risk_and_no_illness(month, cast):
    found = sheet(cast, Audience.NOTICE, *ALL)
    left = {unseen.asked: unseen.why for unseen in found.figures_left_out}
    assert left.pop(ALL[1]) == why.A_FAMILY and left.pop(ALL[7]) == why.TOO_FEW
    left.pop(ALL[3], None)
    assert left == dict.fromkeys((ALL[0], ALL[2], ALL[4], ALL[5], ALL[6]), why.ON_THE_BOARD)


def test_a_partner_makes_outward_papers_with_outward_pictures_only(month, cast):
    found = sheet(cast, Audience.COMMITTEE, *ALL, who="reader")
    assert ALL[1] not in [figure.asked for figure in found.figures]
    with pytest.raises(NotAllowed):
        sheet(cast, Audience.INTERNAL, *ALL, who="reader")


def test_a_hostile_building_name_is_text_in_the_paper(month, cast):
    with store.writing() as s:
        s.exec(select(Building).where(Building.name == "5栋")).one().name = "<b>&䶮"
    assert "<b>&䶮" in text_of(sheet(cast, Audience.INTERNAL, PLAN))


def test_a_paper_without_pictures_has_no_heading_for_them(month, cast):
    assert "图片" not in text_of(sheet(cast, Audience.NOTICE))


def test_buildings_against_hardships_stand_in_the_paper_once(month, cast):
    assert text_of(sheet(cast, Audience.INTERNAL)).count("在档住户楼栋、困难类型分布") == 1
    crossing = PictureAsked(Picture.HARDSHIP)
    assert "在档住户楼栋、困难类型分布" not in text_of(sheet(cast, Audience.INTERNAL, crossing))


def test_the_form_lists_what_was_taken_in_and_takes_it_out(month, open_page):
    at = open_page("briefings", "visitor")
    assert not [text for text in at.text if "小区平面" in text.value]
    at.session_state[briefing_pictures.KEY] = (PLAN,)
    at.run()
    assert [text for text in at.text if text.value.startswith("楼栋立面：")], "what came by itself is named"
    assert "自动放入" in "".join(caption.value for caption in at.caption)
    assert [each.key for each in at.button if str(each.key).startswith("briefing.picture.")] == ["briefing.picture.1"]
    at.session_state[briefing_pictures.KEY] = (PLAN, ALL[1])
    at.run()
    assert not at.exception
    assert {"小区平面：最高等级", "楼栋立面：3栋、5栋"} <= {text.value for text in at.text}
    at.session_state["briefing.audience"] = Audience.COMMITTEE
    at.run()
    said = "".join(caption.value for caption in at.caption).replace("\\", "")
    assert "不放：一格就是一户人家，只在内部看" in said
    at.button(key="briefing.picture.0").click().run()
    assert at.session_state[briefing_pictures.KEY] == (ALL[1],)
    assert "小区平面：最高等级" not in {text.value for text in at.text}


def test_the_file_that_goes_out_holds_the_pictures_and_the_log_counts_them(month, cast):
    asked = BriefingAsked(FIRST, DAY, pictures=(PLAN,))
    content = briefing_draft.made(secret_of(cast["visitor"]), asked, "zh_CN")
    read = pypdf.PdfReader(BytesIO(content))
    assert "小区平面：最高等级" in squeezed("".join(page.extract_text() for page in read.pages))
    with store.reading() as s:
        [entry] = s.exec(select(LogEntry).where(LogEntry.deed == Deed.PRINT)).all()
    assert entry.detail == "internal, 2026-11-01 to 2026-11-23, 1 pictures"


def test_from_the_picture_into_the_briefing_in_one_click(month, open_page):
    at = open_page("heat_map", "visitor", picture="plan")
    assert not at.exception
    assert [each.proto.label for each in at.get("download_button")] == ["图片（PNG）", "图片（SVG）", "表格（XLSX）"]
    at.button(key="map.out.小区平面.in").click().run()
    [kept] = at.session_state[briefing_pictures.KEY]
    assert (kept.picture, kept.option("colour")) == (Picture.PLAN, "tier")


def test_a_partner_takes_no_file_but_may_put_sums_into_a_briefing(month, open_page):
    at = open_page("heat_map", "reader", picture="plan")
    assert not at.exception
    assert not at.get("download_button") and at.button(key="map.out.小区平面.in")


def test_the_plan_lists_the_households_of_a_building_without_a_mouse(month, open_page):
    at = open_page("heat_map", "visitor", picture="plan")
    [listed] = [box for box in at.selectbox if box.key == "map.plan.building"]
    assert listed.options == ["3栋", "5栋"]
    listed.select("3栋").run()
    assert not at.exception
    assert at.dataframe and "7 户" in [caption.value for caption in at.caption]
