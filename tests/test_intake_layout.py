"""Where tables are in a sheet, and what each column means: titles above, levels, hints, notes, templates, slips."""

from dataclasses import replace
from datetime import date

import pytest

from db.choices import TableKind
from db.intake import records, remap, understand
from db.intake.targets import TARGETS, named
from db.sheets.book import Book, Formula, Sheet, Span
from db.sheets.file import read_book
from db.words import LANGUAGES, speaking, told_in
from reports.blank_tables import FOR_FILLING_IN, blank_table
from reports.refused import refused_file

DAY = date(2026, 11, 24)
HEAD = ("姓名", "性别", "住址", "联系电话", "困难类型", "备注")
ROWS = (
    ("陈玉芬", "女", "3栋1单元1202", "13800002207", "独居", "腿脚不便"),
    ("王强", "男", "5栋2单元301", "13800002208", "残疾", None),
    ("李桂兰", "女", "5栋1单元502", "13800002209", "低保、残疾", None),
)


def a_book(*rows, name="台账.xlsx", sheet="表", **more):
    return Book(name, "xlsx", "", (Sheet(sheet, tuple(tuple(row) for row in rows), **more),))


def tables(*rows, **more):
    return understand(a_book(*rows, **more), DAY)


def the_table(*rows, **more):
    [table] = tables(*rows, **more)
    return table


def meaning(table):
    return {column.title: column.target for column in table.columns}


def left(table):
    return {each.first: each.why for each in table.left_out}


def names(table):
    return [record.residents[0]["name"] for record in records(table, DAY) if record.residents]


def test_titles_above_are_told_and_give_the_year():
    table = the_table(("2025年度困难群众台账",), ("填报单位：物业", None, "填报日期：2026年1月5日"), (), HEAD, *ROWS)
    assert table.head == (4, 4) and table.title == "2025年度困难群众台账" and table.year == 2025
    assert [body.row for body in table.body] == [5, 6, 7]
    assert left(table) == {1: "表头上方的标题", 2: "表头上方的标题", 3: "空行"}


@pytest.mark.parametrize(
    ("title", "sheet", "file", "year"),
    [
        ("台账", "表", "台账2025年.xlsx", 2025),
        ("台账", "2024年", "台账.xlsx", 2024),
        ("填报日期：2026年10月8日", "表", "台账.xlsx", 2026),
        ("2025—2026年度台账", "表", "台账.xlsx", None),
        ("2025-2026年度台账　填报日期：2026年10月8日", "表", "台账.xlsx", 2026),
        ("台账", "表", "台账202609.xlsx", 2026),
        ("热线 2345 2088 号", "表", "台账.xlsx", None),
    ],
)
def test_the_year_is_what_the_sheet_says_of_itself(title, sheet, file, year):
    assert the_table((title,), HEAD, *ROWS, sheet=sheet, name=file).year == year


def test_levels_of_a_head_are_joined_and_the_last_one_counts():
    spans = (Span(0, 0, 2, 0), Span(0, 1, 0, 4), Span(1, 1, 1, 2), Span(1, 3, 1, 4), Span(0, 5, 2, 5))
    table = the_table(
        ("姓名", "基本情况", None, None, None, "备注"),
        (None, "本人", None, "紧急联系人", None, None),
        (None, "性别", "联系电话", "姓名", "电话", None),
        ("陈玉芬", "女", "13800002207", "王强", "13800002208", None),
        merged=spans,
    )
    assert table.head == (1, 3)
    assert meaning(table) == {
        "姓名": "resident.name",
        "基本情况　本人　性别": "resident.sex",
        "基本情况　本人　联系电话": "resident.phone",
        "基本情况　紧急联系人　姓名": "contact.name",
        "基本情况　紧急联系人　电话": "contact.phone",
        "备注": "resident.note",
    }


def test_levels_are_found_where_a_csv_has_lost_the_merging():
    table = the_table(
        ("序号", "走访对象", None, "走访情况", None, "群众诉求"),
        (None, "户主姓名", "房号", "走访时间", "走访人员", None),
        (1, "陈玉芬", "3-1-1202", "2026-09-01", "孙莉", "楼道灯坏了"),
    )
    assert table.head == (1, 2) and table.kind is TableKind.VISITS
    assert [column.title for column in table.columns][1:4] == [
        "走访对象　户主姓名",
        "走访对象　房号",
        "走访情况　走访时间",
    ]


def test_a_second_head_makes_a_second_table_with_its_own_title():
    one, two = tables(
        HEAD,
        *ROWS,
        (),
        ("二、走访台账",),
        ("走访对象", "走访时间", "走访人员", "群众诉求"),
        ("陈玉芬", "2026-09-01", "孙莉", "楼道灯坏了"),
    )
    assert (one.kind, two.kind) == (TableKind.HOUSEHOLDS, TableKind.VISITS)
    assert [body.row for body in one.body] == [2, 3, 4]
    assert two.title == "二、走访台账" and two.head == (7, 7) and [body.row for body in two.body] == [8]
    assert left(two) == {5: "空行", 6: "表头上方的标题"}


def test_a_sheet_of_nothing_but_heads_is_no_endless_work():
    heads = [
        HEAD,
        ROWS[0],
        ("走访对象", "走访时间", "走访人员", "群众诉求"),
        ("陈玉芬", "9月1日", "孙莉", "漏水"),
    ] * 500
    found = tables(*heads)
    assert len(found) == 50 and found[-1].body[-1].row == 2000
    assert [len(table.body) for table in found[:49]] == [1] * 49, "no row is taken for part of the head below it"


def test_the_head_printed_again_on_each_page_is_left_out():
    table = the_table(HEAD, ROWS[0], tuple(f" {title}" for title in HEAD), *ROWS[1:])
    assert names(table) == ["陈玉芬", "王强", "李桂兰"] and left(table) == {3: "重复的表头"}


def test_a_row_that_only_sounds_like_a_head_is_data():
    head = ("姓名", "与户主关系", "人员类别", "保障类型")
    table = the_table(head, ("陈玉芬", "户主", "残疾", "低保"), ("王强", "子", "残疾", "低保"))
    assert [body.row for body in table.body] == [2, 3]


@pytest.mark.parametrize(
    "hints",
    [
        ("必填", "男/女（必填）", "如 3栋1单元502", "必填", "下拉选择", None),
        ("填写说明：按户口本", None, None, None, None, None),
        ("例：张三", "女", "3栋1单元502", "13800000000", "独居", None),
        ("How to fill in: Required.", None, None, "Such as 138", None, None),
        (1, 2, 3, 4, 5, 6),
    ],
)
def test_hints_below_the_head_are_no_people(hints):
    table = the_table(HEAD, hints, *ROWS)
    assert names(table) == ["陈玉芬", "王强", "李桂兰"] and left(table) == {2: "填表提示"}


def test_notes_beside_and_below_the_table_are_left_out_with_their_reason():
    rows = [(*row, None, None) for row in ROWS]
    rows[0] = (*ROWS[0], None, "请各楼栋管家每月核对")
    foot = ("说明：1. 电话请核实。",), ("2. 不清楚的留空。",), ("填表人：孙莉", "审核人：赵敏")
    table = the_table(("姓名", *HEAD[1:], None, "填表须知"), *rows, ("合计", None, None, "3人"), *foot)
    assert names(table) == ["陈玉芬", "王强", "李桂兰"]
    assert left(table) == {
        1: "表旁边的文字，隔着空列",
        2: "表旁边的文字，该列没有标题",
        5: "合计行",
        6: "表尾说明",
        7: "表尾说明",
        8: "表尾说明",
    }
    assert "请各楼栋管家每月核对" in [each.text for each in table.left_out]


def test_titles_between_the_rows_are_no_people_but_a_name_alone_is_somebody():
    table = the_table(HEAD, ("一、独居老人",), ROWS[0], ("赵大爷",), merged=(Span(1, 0, 1, 5),))
    assert names(table) == ["陈玉芬", "赵大爷"] and left(table) == {2: "表中间的小标题"}


def test_unused_lines_of_a_template_carry_defaults_and_name_nobody():
    default = (None, "男", None, None, "独居", None)
    table = the_table(HEAD, *ROWS, default, default, ("", "男", "", "", "低保", ""))
    assert names(table) == ["陈玉芬", "王强", "李桂兰"]
    assert [(each.first, each.last) for each in table.left_out] == [(5, 7)]


def test_a_row_without_a_name_that_tells_something_is_refused_not_lost():
    table = the_table(HEAD, *ROWS, (None, "女", None, "13800002210", None, "三楼东边那位"))
    *_others, last = records(table, DAY)
    assert last.row == 5 and last.is_refused
    assert "Neither a door nor a name" not in last.problems[-1].why and last.problems[-1].why


def test_hidden_columns_are_said_and_used_only_where_they_are_known():
    head, row = ("姓名", "住址", "联系电话", "内部编码"), ("陈玉芬", "3栋1单元1202", "13800002207", "X-17")
    table = the_table(head, row, hidden_columns=frozenset({2, 3}))
    assert [column.hidden for column in table.columns] == [False, False, True, True]
    [record] = records(table, DAY)
    assert record.residents[0]["phone"] == "13800002207" and "note" not in record.residents[0]
    assert "隐藏" in table.columns[3].why


def test_sheets_without_a_table_are_told_with_the_first():
    book = a_book(HEAD, *ROWS)
    more = (Sheet("空表", ()), Sheet("封面", (("阳光家园",),)), Sheet("字典", (HEAD, ROWS[0]), hidden=True))
    [table] = understand(replace(book, sheets=(*more, *book.sheets)), DAY)
    said = {each.sheet: each.why for each in table.left_out}
    assert said == {
        "空表": "工作表“空表”是空的。",
        "封面": "工作表“封面”里没有表格。",
        "字典": "工作表“字典”是隐藏的，不导入。",
    }
    assert understand(replace(book, sheets=more), DAY) == ()


def test_several_sheets_have_their_own_tables():
    visits = Sheet("走访", (("走访对象", "走访时间", "群众诉求"), ("陈玉芬", "2026-09-01", "漏水")))
    book = a_book(HEAD, *ROWS)
    one, two = understand(replace(book, sheets=(*book.sheets, visits)), DAY)
    assert (one.sheet, two.sheet) == ("表", "走访")


@pytest.mark.parametrize(
    "title",
    [
        "姓　　名",
        "姓\n名",
        " 姓名 ",
        "姓名*",
        "*姓名",
        "姓名（必填）",
        "姓名(",
        "【姓名】",
        "姓名：",
        "1.姓名",
        "ＮＡＭＥ",
        "老人姓名",
    ],
)
def test_a_title_is_known_however_it_is_padded(title):
    table = the_table((title, *HEAD[1:]), *ROWS)
    assert table.columns[0].target == "resident.name"


def test_columns_that_slipped_by_one_are_put_right_and_said():
    slipped = [(row[0], "已核", *row[1:]) for row in ROWS]
    table = the_table((*HEAD, None), *slipped)
    assert [column.target for column in table.columns] == [
        "resident.name", "", "resident.sex", "household.door", "resident.phone", "hardship.kind", "resident.note",
    ]  # fmt: skip
    assert "错开" in table.columns[3].why
    assert [record.residents[0].get("phone") for record in records(table, DAY)] == [row[3] for row in ROWS]


def test_names_slip_with_the_columns_behind_them():
    table = the_table((*HEAD, None), *((None, *row) for row in ROWS))
    assert [column.target for column in table.columns if column.target] == [
        "resident.name", "resident.sex", "household.door", "resident.phone", "hardship.kind", "resident.note",
    ]  # fmt: skip
    assert names(table) == [row[0] for row in ROWS]
    numbered = the_table(("序号", *HEAD, None), *((n, None, *row) for n, row in enumerate(ROWS, 1)))
    assert names(numbered) == [row[0] for row in ROWS] and numbered.columns[0].target == "out"


def test_what_we_worked_out_goes_into_no_note_when_our_own_list_comes_back():
    ours = the_table(
        (*HEAD, "风险分", "建议等级", "上次见到", "最近走访", "人口"), *((*row, 9, None, 1, 2, 3) for row in ROWS)
    )
    assert [column.target for column in ours.columns[-5:]] == ["out"] * 5
    theirs = the_table((*HEAD, "最近走访", "人口"), *((*row, "9月2日", 3) for row in ROWS))
    assert "最近走访：9月2日" in records(theirs, DAY)[0].residents[0]["note"], "an office's own is kept"


def test_an_identity_number_that_lacks_figures_is_in_no_sample():
    table = the_table((*HEAD, "身份证号"), *((*row, "11010119380512") for row in ROWS))
    assert "1938" not in str(table.columns[-1].samples)


def test_columns_that_lost_one_are_put_right_as_well():
    table = the_table(("姓名", "民族", *HEAD[1:]), *ROWS)
    assert [record.household["room"] for record in records(table, DAY)] == ["1202", "301", "502"]
    assert [record.residents[0]["phone"] for record in records(table, DAY)] == [row[3] for row in ROWS]


def test_a_column_without_a_known_name_is_known_by_what_is_in_it():
    table = the_table(("姓名", "联络", "门洞位置", None), *[(row[0], row[3], row[2], row[1]) for row in ROWS])
    assert [column.target for column in table.columns] == [
        "resident.name", "resident.phone", "household.door", "resident.sex",
    ]  # fmt: skip
    assert table.columns[1].why == "3 格里有 3 格像电话号码。"


def test_somebody_elses_number_is_not_the_residents():
    table = the_table(("姓名", "住址", "社区医生电话"), *[(row[0], row[2], row[3]) for row in ROWS])
    assert table.columns[2].target == ""


def test_a_name_that_its_cells_contradict_is_doubtful_and_says_so():
    cells = ["好", "一般", "好"]
    table = the_table(("姓名", "住址", "联系电话"), *[(r[0], r[2], c) for r, c in zip(ROWS, cells, strict=True)])
    column = table.columns[2]
    assert column.target == "resident.phone" and not column.sure and "只有 0 格像电话号码" in column.why


def test_of_two_columns_of_one_target_the_better_counts_and_the_other_is_kept():
    rows = [
        ("陈玉芬", "无", "13800002207", "3栋502"),
        ("王强", "不清", "13800002208", "3栋503"),
        ("李桂兰", "好", "13800002209", "3栋504"),
    ]
    table = the_table(("姓名", "电话", "手机号码", "住址"), *rows)
    assert [column.target for column in table.columns] == ["resident.name", "", "resident.phone", "household.door"]
    assert "C 列更合适" in table.columns[1].why
    assert records(table, DAY)[2].residents[0]["note"] == "电话：好"


def test_pairs_of_name_and_number_are_kept_apart():
    head = ("姓名", "联系电话", "紧急联系人", "紧急联系电话", "监护人", "监护人电话", "住址")
    row = ("陈小宝", "13800002207", "陈玉芬", "13800002208", "王强", "13800002209", "3栋502")
    [record] = records(the_table(head, row), DAY)
    person = record.residents[0]
    assert person["phone"] == "13800002207"
    assert person["outside_contacts"] == "陈玉芬 13800002208；监护人 王强 13800002209"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (("姓名", "性别", "住址", "困难类型", "最近走访", "帮扶责任人"), TableKind.HOUSEHOLDS),
        (("姓名", "住址", "困难类型", "走访时间", "走访人员", "走访内容"), TableKind.VISITS),
        (("姓名", "性别", "年龄", "住址", "居住情况", "健康状况", "走访日期", "走访人", "走访情况"), TableKind.VISITS),
        (("业主姓名", "困难类型", "家庭住址", "手机号"), TableKind.HOUSEHOLDS),
        (("楼号", "单元", "房间", "楼层", "业主名称", "性别", "手机号"), TableKind.OWNERS),
        (("房号", "业主", "租户", "入住时间", "房屋状态"), TableKind.OWNERS),
        (("楼栋", "单元数", "层数", "每层户数"), TableKind.BUILDINGS),
        (("姓名", "部门", "职务", "角色"), TableKind.STAFF),
        (("用户名", "显示姓名", "部门"), TableKind.STAFF),
        (("Name", "Sex", "Home address", "Hardships"), TableKind.HOUSEHOLDS),
        (("Building", "Units", "Floors", "Doors per floor"), TableKind.BUILDINGS),
        (("Whom we visited", "Date and time", "Visitors", "What was said"), TableKind.VISITS),
    ],
)
def test_the_kind_of_table_is_told_by_its_columns(head, kind):
    assert the_table(head, tuple("甲" for _ in head)).kind is kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", FOR_FILLING_IN)
def test_our_blank_tables_are_understood_and_their_hints_are_no_people(kind, language):
    with speaking(language):
        content = blank_table(kind, ["3栋"], ["孙莉"])
        [table] = understand(read_book(content, "a.xlsx"), DAY)
        assert table.kind is kind and table.body == () and table.unused == ()
        assert [column.title for column in table.columns if not column.target] == []
        assert [each.first for each in table.left_out if not each.sheet] == [2]


def test_rows_that_came_back_refused_are_read_again_without_our_reason():
    head = ("姓名", "住址", "困难类型", "原因")
    book = a_book(("2026年台账",), head, ("陈玉芬", "3栋502", "低保", "因病"), ("王强", "3栋503", "低保", "因残"))
    content = refused_file(book, {4: ["门牌看不懂。", "电话不对。"]}, "表", (2, 2))
    [table] = understand(read_book(content, "a.xlsx"), DAY)
    assert [column.target for column in table.columns] == [
        "out", "resident.name", "household.door", "hardship.kind", "hardship.cause",
    ]  # fmt: skip
    [record] = records(table, DAY)
    assert record.residents == ({"name": "王强"},) and table.year == 2026


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_ours_is_a_target_by_its_label(language):
    """A field added to a model can be taken in at once."""
    for target in TARGETS:
        if target.field is not None:
            told = told_in(language, target.field.show.label)
            assert target in [each.target for each in named(told)], target.key


def test_targets_have_one_key_each_and_a_label_in_every_language():
    assert len({target.key for target in TARGETS}) == len(TARGETS)
    assert all(target.kinds and told_in("zh_CN", target.label) for target in TARGETS)


def test_remap_follows_what_a_person_says():
    table = the_table(("人", "性别", "住处", "联系电话"), *[row[:4] for row in ROWS])
    again = remap(table, {0: "resident.name", 2: "household.door", 3: ""})
    assert [column.target for column in again.columns] == ["resident.name", "resident.sex", "household.door", ""]
    assert again.columns[0].why == "按您所选。" and again.shape == table.shape
    assert records(again, DAY)[0].residents[0]["note"] == "联系电话：13800002207"


def test_remap_gives_a_target_to_one_column_only():
    table = the_table(HEAD, *ROWS)
    again = remap(table, {5: "resident.phone"})
    assert [c.target for c in again.columns if c.target == "resident.phone"] == ["resident.phone"]
    assert "别的列" in again.columns[3].why


def test_remap_brings_back_rows_that_seemed_unused():
    head = ("姓名", "性别", "住址", "常用称呼")
    table = the_table(head, ("陈玉芬", "女", "3栋502", None), (None, "男", None, "强子"), (None, "男", None, "强子"))
    assert [body.row for body in table.body] == [2] and len(table.unused) == 2
    again = remap(table, {0: "", 3: "resident.name"})
    assert [body.row for body in again.body] == [2, 3, 4] and not again.unused
    assert remap(again, {0: "resident.name", 3: ""}).body == table.body


def test_remap_to_another_kind_understands_the_columns_anew():
    table = the_table(("姓名", "住址", "日期", "情况说明"), ("陈玉芬", "3栋502", "2026-09-01", "漏水"))
    again = remap(table, {}, TableKind.VISITS)
    assert meaning(again)["日期"] == "visit.at" and meaning(again)["情况说明"] == "visit.remarks"


def test_a_shape_is_known_again_however_its_titles_are_padded():
    one, two = the_table(HEAD, *ROWS), the_table(("标题",), tuple(f"　{t}（必填）" for t in HEAD), ROWS[0])
    assert one.shape == two.shape and len(one.shape) == 64
    assert the_table((*HEAD[:5], "标签"), *ROWS).shape != one.shape


def test_a_head_of_unknown_titles_is_found_by_what_is_below():
    table = the_table(("某某名单",), ("甲栏", "乙栏", "丙栏"), ("陈玉芬", "13800002207", "3栋1单元502"))
    assert table.head == (2, 2) and [body.row for body in table.body] == [3]


def test_a_sheet_of_prose_holds_no_table():
    assert tables(("关于做好走访工作的通知",), ("各楼栋：",), ("请于九月底前完成。",)) == ()


def test_identity_numbers_are_in_no_sample_and_no_note():
    number = "110101193805021243"
    head = ("姓名", "住址", "身份证号", "残疾证号", "存折", "备注")
    row = ("陈玉芬", "3栋502", number, f"{number}41", 1.1010119380502124e17, f"证号{number}")
    table = the_table(head, row, (Formula("=1"), "3栋503"))
    told = repr([column.samples for column in table.columns]) + repr(records(table, DAY)) + repr(table.left_out)
    assert number not in told and "11010119380502" not in told and "1.10101" not in told
    assert "1243" in told, "four characters may be kept"


def test_the_reasons_are_in_the_language_that_is_spoken():
    with speaking("en"):
        table = the_table(HEAD, *ROWS)
    assert table.columns[3].why == "Named 联系电话. 3 of 3 look like telephone numbers."
