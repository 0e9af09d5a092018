"""Layouts: what offices ask for, head by head; an office's own; statistics; nothing personal in a masked file."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
from sqlmodel import select

from db import layouts as made_of
from db import privacy
from db.changes import household, layout, measure, need
from db.changes.visit import record_visit
from db.choices import (
    Appeal,
    Deed,
    DisabilityGrade,
    DisabilityKind,
    Doer,
    HardshipKind,
    Ledger,
    Level,
    Listed,
    MeasureKind,
    NeedKind,
    Outcome,
    Relation,
    Sex,
    Tier,
    Whom,
)
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.fields import On, fields_of
from db.layouts import BLANK, BUILT_IN, SERIAL, Column, Layout
from db.models import Household, HouseholdFields, LogEntry, ResidentFields, VisitFields
from db.queries import layouts
from db.queries.asked import Asked
from db.queries.layout_rows import MODELS, PersonRow
from db.queries.layout_sums import sums, withheld
from db.untold import FEW
from db.words import use_language
from reports.layouts import layout_file, title
from reports.layouts_sums import sums_file
from reports.particulars import Particulars
from tests.conftest import DAY, MORNING

HEADS = {
    Ledger.CALLS: "序号 走访对象 家庭住址 困难类型 走访时间 走访人员 群众诉求 整改措施 办结状态 回访情况 备注",
    Ledger.OLDER: "序号 姓名 性别 出生年月 年龄 家庭住址 居住情况 健康状况 困难类型 联系电话 紧急联系人 紧急联系电话 "
    "帮扶责任人 最近走访 备注",
    Ledger.DISABLED: "序号 姓名 性别 出生年月 家庭住址 残疾类型 残疾等级 联系方式 是否低保 监护人 监护人电话 备注",
    Ledger.HOMES: "序号 档案号 楼栋 单元 房号 户主姓名 家庭人口 家庭成员 联系电话 困难类型 致困原因 等级 建档日期 "
    "走访次数 最近走访 未办结问题 帮扶责任人 备注",
}


def told(rows: int = 1, is_masked: bool = False) -> Particulars:
    return Particulars("表", "和安苑", MORNING, "何静", rows, is_masked)


def opened(content: bytes, above: int = 2) -> list[dict[str, object]]:
    head, *rows = list(openpyxl.load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))[above:]
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture
def family(s, home, cast):
    """陈玉芬, her husband who is disabled and on the allowance, and a nephew to ring; one visit, one problem."""
    who = cast["visitor"]
    husband = household.add_resident(
        s,
        who,
        home,
        {
            "name": "老周",
            "sex": Sex.MALE,
            "birth_date": date(1941, 3, 1),
            "birth_text": "1941年3月",
            "relation": Relation.SPOUSE,
            "disability_kind": DisabilityKind.LIMB,
            "disability_grade": DisabilityGrade.TWO,
        },
    )
    nephew = {"name": "小周", "phone": "13900001111", "is_emergency": True, "lives_here": False}
    household.add_resident(s, who, home, nephew | {"relation": Relation.GUARDIAN})
    household.add_hardship(s, who, home, {"kind": HardshipKind.MINIMUM_INCOME}, husband)
    answers = {"at": MORNING - timedelta(days=2), "outcome": Outcome.MET, "appeals": [Appeal.REPAIR], "said": "都好"}
    visit = record_visit(s, who, home, "t1", MORNING, answers)
    raised = {"kind": NeedKind.REPAIR, "words": "浴室没有扶手", "severity": Level.MIDDLE}
    need_id = need.raise_need(s, who, home, DAY, raised, visit)
    step = {"kind": MeasureKind.HANDRAIL, "words": "装扶手", "doer": Doer.WE, "due": DAY + timedelta(days=7)}
    measure.add_measure(s, who, need_id, DAY, step)
    return home


@pytest.mark.parametrize("ledger", HEADS)
def test_a_built_in_layout_has_the_heads_that_offices_ask_for(ledger):
    use_language("zh_CN")
    built = BUILT_IN[ledger]
    assert " ".join(title(built, column) for column in built.columns) == HEADS[ledger]


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
@pytest.mark.parametrize("ledger", [one for one in Ledger if one is not Ledger.SUMS])
def test_no_layout_has_one_title_twice_and_all_its_columns_are_known(ledger, spoken):
    use_language(spoken)
    built = layouts.built_in(ledger)
    titles = [title(built, column) for column in built.columns]
    assert len(set(titles)) == len(titles) and all(titles)
    known = {*layouts.known_columns(built.of), SERIAL, BLANK}
    assert {column.key for column in built.columns} <= known
    use_language("zh_CN")


def test_the_ledger_of_visits_says_what_was_asked_and_what_became_of_it(s, family, cast):
    built = layouts.built_in(Ledger.CALLS)
    rows = layouts.rows_of(s, cast["visitor"], built, Asked(), DAY)
    content = layout_file(rows, built, told(), DAY)
    [row] = opened(content)
    assert row["序号"] == 1 and row["走访对象"] == "陈玉芬" and row["家庭住址"] == "3栋 1单元 1202"
    assert row["群众诉求"] == "浴室没有扶手" and row["整改措施"] == "装扶手（11月30日前）"
    assert row["办结状态"] == "办理中" and row["回访情况"] is None and row["备注"] is None
    assert row["走访人员"] == "何静" and row["走访时间"].year == 2026
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    assert sheet["A1"].value == "走访帮扶台账" and sheet["A2"].value.startswith("填报单位：和安苑")
    assert sheet.freeze_panes == "A4" and sheet.auto_filter.ref == "A3:K4" and sheet.page_setup.paperSize == 9


def test_the_ledgers_of_people_hold_those_they_are_of(s, family, cast):
    older = layouts.built_in(Ledger.OLDER)
    first, second = opened(layout_file(layouts.rows_of(s, cast["visitor"], older, Asked(), DAY), older, told(), DAY))
    assert (first["姓名"], second["姓名"]) == ("陈玉芬", "老周"), "the nephew lives elsewhere"
    assert first["居住情况"] == "独居" and first["紧急联系人"] == "小周" and first["紧急联系电话"] == "13900001111"
    assert second["出生年月"] == "1941年3月" and second["年龄"] == 85 and second["困难类型"] == "低保"
    assert first["最近走访"].date() == DAY - timedelta(days=2)
    disabled = layouts.built_in(Ledger.DISABLED)
    [row] = opened(layout_file(layouts.rows_of(s, cast["visitor"], disabled, Asked(), DAY), disabled, told(), DAY))
    assert (row["姓名"], row["残疾类型"], row["残疾等级"]) == ("老周", "肢体", "二级残疾")
    assert (row["是否低保"], row["监护人"], row["监护人电话"]) == ("是", "小周", "13900001111")


def test_one_row_a_household_says_who_lives_there(s, family, cast):
    built = layouts.built_in(Ledger.HOMES)
    [row] = opened(layout_file(layouts.rows_of(s, cast["visitor"], built, Asked(), DAY), built, told(), DAY))
    assert row["家庭成员"] == "陈玉芬（户主）、老周（配偶）" and row["家庭人口"] == 2
    assert row["困难类型"] == "独居老人、低保" and row["未办结问题"] == 1 and row["走访次数"] == 1


def test_everything_that_may_be_exported_is_there_to_choose():
    """A field added to a model can be exported at once."""
    for fields, of in (
        (HouseholdFields, Listed.PEOPLE),
        (HouseholdFields, Listed.HOUSEHOLDS),
        (ResidentFields, Listed.PEOPLE),
        (VisitFields, Listed.VISITS),
    ):
        assert {field.name for field in fields_of(fields, On.EXPORT)} <= set(layouts.known_columns(of)), fields
    whole = {column.key for column in layouts.whole().columns}
    for fields in (HouseholdFields, ResidentFields):
        assert {field.name for field in fields_of(fields, On.EXPORT)} <= whole


def test_a_masked_row_of_any_layout_tells_nobody(s, family, cast):
    household.edit_household(s, cast["visitor"], family, 1, DAY, note_of(s, family))
    for ledger in HEADS.keys() | {Ledger.WHOLE}:
        built = layouts.built_in(ledger)
        rows = [privacy.masked(row) for row in layouts.rows_of(s, cast["visitor"], built, Asked(), DAY)]
        said = str(opened(layout_file(rows, built, told(is_masked=True), DAY), 0))
        for secret in ("陈玉芬", "老周", "小周", "1202", "13900001111", "1943", "1941", "扶手", "肢体", "低保", "恶犬"):
            assert secret not in said.replace("是否低保", ""), (ledger, secret)


def note_of(s, household_id):
    there = s.get(Household, household_id)
    return {name: getattr(there, name) for name in HouseholdFields.model_fields} | {"safety_note": "恶犬"}


def test_who_may_not_export_gets_no_layout(s, home, cast):
    for ledger in HEADS.keys() | {Ledger.WHOLE}:
        with pytest.raises(NotAllowed):
            layouts.rows_of(s, cast["reader"], layouts.built_in(ledger), Asked(), DAY)
    for question in (lambda: sums(s, cast["reader"], Asked(), DAY), lambda: layouts.layouts(s, cast["reader"])):
        with pytest.raises(NotAllowed):
            question()
    with pytest.raises(NotAllowed):
        layout.save_layout(s, cast["reader"], None, 0, Layout(Listed.PEOPLE, (Column("name"),), "表"))


OWN = Layout(Listed.PEOPLE, (Column(SERIAL), Column("phone", "电话"), Column("name")), "街道 用表", Whom.OLDER)


def test_an_own_layout_is_kept_changed_and_taken_away(s, family, cast):
    who = cast["visitor"]
    one = layout.save_layout(s, who, None, 0, OWN)
    [(there, version, kept)] = layouts.layouts(s, who)
    assert (there, version, kept) == (one, 1, OWN)
    first, *_rest = opened(layout_file(layouts.rows_of(s, who, kept, Asked(), DAY), kept, told(), DAY), above=0)
    assert first == {"序号": 1, "电话": "13800002207", "姓名": "陈玉芬"}
    changed = Layout(OWN.of, OWN.columns[1:], OWN.name)
    layout.save_layout(s, who, one, 1, changed)
    assert layouts.layouts(s, who) == [(one, 2, changed)]
    with pytest.raises(Conflict) as two:
        layout.save_layout(s, who, one, 1, OWN)
    assert set(two.value.differences) == {"columns", "whom"}
    layout.save_layout(s, who, one, 1, changed)  # what stands there already is nobody's conflict
    layout.remove_layout(s, who, one)
    assert layouts.layouts(s, who) == []
    with pytest.raises(NotFound):
        layout.remove_layout(s, who, one)
    deeds = [each.deed for each in s.exec(select(LogEntry).where(LogEntry.record == "layout"))]
    assert deeds == [Deed.ADD, Deed.EDIT, Deed.REMOVE]


@pytest.mark.parametrize(
    "wrong",
    [
        Layout(Listed.PEOPLE, (Column("name"),), "  "),
        Layout(Listed.PEOPLE, (), "表"),
        Layout(Listed.PEOPLE, (Column("identity_tail"),), "表"),
        Layout(Listed.HOUSEHOLDS, (Column("birth"),), "表"),
        Layout(Listed.PEOPLE, (Column("name", "长" * 41),), "表"),
        Layout(Listed.PEOPLE, tuple(Column(BLANK) for _n in range(61)), "表"),
        Layout(Listed.PEOPLE, (Column("name"),), "长" * 41),
        Layout(Listed.PEOPLE, (Column("name"),), "街道 用表"),
    ],
)
def test_a_layout_that_cannot_be_is_refused(s, cast, wrong):
    layout.save_layout(s, cast["visitor"], None, 0, OWN)
    with pytest.raises(Invalid):
        layout.save_layout(s, cast["visitor"], None, 0, wrong)


def test_a_layout_comes_back_as_it_was_written():
    again = made_of.from_text(str(OWN.of), OWN.name, made_of.to_text(OWN))
    assert again == OWN


def test_the_statistics_add_up(s, family, cast):
    found = sums(s, cast["visitor"], Asked(), DAY)
    [building] = found.buildings
    assert (building.name, building.households, building.people) == ("3栋", 1, 2)
    assert building.by_kind == {HardshipKind.ALONE: 1, HardshipKind.MINIMUM_INCOME: 1}
    last = found.months[-1]
    assert (last.first, last.visits, last.met, last.households, last.raised) == (date(2026, 11, 1), 1, 1, 1, 1)
    assert len(found.months) == 12 and found.months[0].first == date(2025, 12, 1)
    book = openpyxl.load_workbook(BytesIO(sums_file(found, told())))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("楼栋", "户数", "人口", "独居老人", "低保") and rows[1] == ("3栋", 1, 2, 1, 1)
    assert rows[2] == ("合计", 1, 2, 1, 1)
    assert [sheet.title for sheet in book] == ["按楼栋和困难类型", "按月", "说明"]


def test_masked_statistics_tell_of_no_single_family(s, family, cast):
    whole = sums(s, cast["visitor"], Asked(), DAY)
    found = withheld(whole)
    assert 0 < whole.together.households < 5 and found.together.households is FEW, "before it leaves the data"
    book = openpyxl.load_workbook(BytesIO(sums_file(found, told(is_masked=True))))
    numbers = [cell for row in book.worksheets[0].iter_rows(min_row=2, min_col=2, values_only=True) for cell in row]
    assert not [cell for cell in numbers if cell in (1, 2, 3, 4)]


def test_a_row_holds_no_identity_number_in_full_or_in_part():
    for model in MODELS.values():
        assert "identity_tail" not in [field.name for field in fields_of(model, On.EXPORT)]
    assert PersonRow.model_fields["tier"].annotation == Tier | None
