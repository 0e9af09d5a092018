"""What the rows of a table say: people with their household, visits with what came of them, and the plainer lists."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.choices import (
    Appeal,
    ClosingKind,
    DisabilityGrade,
    DisabilityKind,
    DoorSure,
    HardshipCause,
    HardshipKind,
    MeasureKind,
    NeedKind,
    Outcome,
    Relation,
    Role,
    Sex,
    TableKind,
    Way,
    Word,
)
from db.clock import CHINA
from db.fields import On, fields_of
from db.intake import readers, records, remap, understand
from db.intake.targets import BY_KEY, WORDS
from db.models import BuildingFields, HardshipFields, HouseholdFields, ResidentFields, VisitFields
from db.sheets.book import Book, Formula, Sheet, Span
from db.words import LANGUAGES, told_in

DAY = date(2026, 11, 24)


def a_table(*rows, **more):
    book = Book("2026年.xlsx", "xlsx", "", (Sheet("表", tuple(tuple(row) for row in rows), **more),))
    [table] = understand(book, DAY)
    return table


def of(*rows, kind=None, **more):
    table = a_table(*rows, **more)
    return records(remap(table, {}, kind) if kind else table, DAY)


def one(head, row, **more):
    [record] = of(head, row, **more)
    return record


def grave(record):
    return [problem for problem in record.problems if problem.grave]


def person(**cells):
    """The first person of a row with a name, a door and these cells."""
    return one(("姓名", "住址", *cells), ("陈玉芬", "3栋1单元1202", *cells.values())).residents[0]


# doors


def test_a_door_in_one_cell_is_kept_as_it_came():
    household = one(("姓名", "住址", "楼层"), ("陈玉芬", "阳光花园 3栋2单元东户", 5)).household
    assert household["building"] == "3栋" and household["unit"] == 2 and household["floor"] == 5
    assert household["raw_address"] == "阳光花园 3栋2单元东户" and household["door_sure"] is DoorSure.SURE


def test_a_door_in_columns_of_its_own_is_our_own_form():
    household = one(("姓名", "楼栋", "单元", "楼层", "房号"), ("陈玉芬", "3栋", 1, 12, "1202")).household
    assert household == {"building": "3栋", "unit": 1, "floor": 12, "room": "1202"}


def test_the_address_tells_the_building_where_the_room_does_not():
    household = one(("姓名", "住址", "房号"), ("陈玉芬", "阳光花园5号楼", "1-302")).household
    assert (household["building"], household["unit"], household["room"]) == ("5号楼", 1, "302")


def test_a_door_that_the_spreadsheet_made_a_day_refuses_the_row():
    [problem] = grave(one(("姓名", "住址"), ("陈玉芬", date(2026, 3, 1))))
    assert problem.column == "住址" and "日期" in problem.why


def test_rows_in_merged_cells_belong_to_the_household_above():
    head = ("序号", "住址", "姓名", "与户主关系", "帮扶责任人")
    rows = (
        (1, "3栋502", "陈玉芬", "户主", "孙莉"),
        (None, None, "王强", "子", None),
        (2, "3栋503", "李桂兰", "户主", "赵敏"),
    )
    first, second, third = of(head, *rows, merged=(Span(1, 1, 2, 1), Span(1, 4, 2, 4)))
    assert second.household["room"] == first.household["room"] == "502" and third.household["room"] == "503"
    assert second.household["responsible"] == "孙莉" and second.residents[0]["relation"] is Relation.SON
    assert "第 2 行" in second.problems[0].why and not second.is_refused


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("住址", "姓名", "与户主关系"), (None, "王强", "子")),
        (("序号", "住址", "姓名"), (None, None, "王强")),
    ],
)
def test_a_row_without_a_door_goes_on_with_the_household_above_where_something_says_so(head, row):
    full = {"序号": 1, "住址": "3栋502", "姓名": "陈玉芬", "与户主关系": "户主"}
    more = {"序号": 2, "住址": "3栋503", "姓名": "李桂兰", "与户主关系": "户主"}
    _first, second, third = of(head, [full[h] for h in head], row, [more[h] for h in head])
    assert second.household["room"] == "502" and "第 2 行" in second.problems[0].why
    assert third.household["room"] == "503"


def test_a_row_without_a_door_and_without_such_a_sign_has_no_door():
    _first, second = of(("姓名", "住址", "性别"), ("陈玉芬", "3栋502", "女"), ("王强", None, "男"))
    assert "room" not in second.household and second.problems[0].why == "这一行没写住址。" and not second.is_refused


# people


def test_one_row_may_name_a_whole_family():
    record = one(("户主姓名", "住址", "家庭成员"), ("陈玉芬", "3栋502", "陈玉芬（本人）、王强（儿子）、妻子李梅"))
    assert [(p["name"], p.get("relation"), p.get("is_head", False)) for p in record.residents] == [
        ("陈玉芬", None, True),
        ("王强", Relation.SON, False),
        ("李梅", Relation.SPOUSE, False),
    ]


def test_an_age_beside_the_name_of_a_member_is_a_birth():
    record = one(("户主姓名", "住址", "家庭成员"), ("陈玉芬", "3栋502", "王强（次子，52岁）、李梅（母亲、80岁，卧床）"))
    son, mother = record.residents[1:]
    assert (son["relation"], son["birth_date"], son["birth_text"]) == (Relation.SON, date(1974, 1, 1), "2026年52岁")
    assert (mother["relation"], mother["birth_date"].year) == (Relation.PARENT, 1946)
    assert record.residents[0]["note"] == "李梅：卧床"


def test_several_names_in_one_cell_are_several_people():
    record = one(("姓名", "住址"), ("陈玉芬、王大力", "3栋502"))
    assert [p["name"] for p in record.residents] == ["陈玉芬", "王大力"]


def test_numbered_columns_of_members_are_people_as_well():
    head = ("户主", "住址", "家庭成员1", "家庭成员2", "成员3姓名")
    record = one(head, ("陈玉芬", "3栋502", "王强", None, "李梅"))
    assert [p["name"] for p in record.residents] == ["陈玉芬", "王强", "李梅"]


def test_the_head_named_beside_a_member_lives_there_too():
    member, head = of(
        ("户主姓名", "姓名", "与户主关系", "住址"),
        ("陈玉芬", "王强", "子", "3栋502"),
        ("陈玉芬", "陈玉芬", "户主", "3栋502"),
    )
    assert [(p["name"], p.get("is_head", False)) for p in member.residents] == [("王强", False), ("陈玉芬", True)]
    assert [(p["name"], p["is_head"], p["relation"]) for p in head.residents] == [("陈玉芬", True, Relation.HEAD)]


def test_yes_or_no_under_head_of_household_is_no_name():
    record = one(("姓名", "住址", "户主", "紧急联系人"), ("陈玉芬", "3栋502", "是", "否"))
    assert record.residents == ({"name": "陈玉芬", "is_head": True, "is_emergency": False},)


@pytest.mark.parametrize(
    ("cells", "born", "words"),
    [
        ({"出生日期": "1956年3月"}, date(1956, 3, 1), "1956年3月"),
        ({"出生日期": "1956年3月", "身份证号": "110101195603121240"}, date(1956, 3, 12), None),
        ({"身份证号": "110101195603121240"}, date(1956, 3, 12), None),
        ({"年龄": "78岁"}, date(1948, 1, 1), "2026年78岁"),
        ({"年龄": 78, "出生日期": "1948-05-02"}, date(1948, 5, 2), None),
        ({"出生日期": "1948-05-02", "出生（原文）": "农历三月廿四"}, date(1948, 5, 2), "农历三月廿四"),
        ({"出生日期": "不详"}, None, None),
    ],
)
def test_a_birth_comes_from_what_tells_it_best(cells, born, words):
    found = person(**cells)
    assert (found.get("birth_date"), found.get("birth_text")) == (born, words)


def test_the_identity_number_gives_four_characters_birth_and_sex():
    found = person(身份证号="110101195603121240")
    assert found["identity_tail"] == "1240" and found["sex"] is Sex.FEMALE
    record = one(("姓名", "住址", "出生日期", "身份证号"), ("陈玉芬", "3栋502", "1948-05-02", "110101195603121240"))
    assert record.residents[0]["birth_date"] == date(1948, 5, 2)
    assert any("身份证号" in problem.column for problem in record.problems)


def test_hardships_come_from_every_column_that_tells_one_and_each_once():
    head = ("姓名", "住址", "困难类型", "居住情况", "健康状况", "是否低保", "是否残疾", "致困原因", "依据")
    record = one(head, ("陈玉芬", "3栋502", "独居、低保", "独居", "失能", "是", "否", "因病", "低保证"))
    assert [each["kind"] for each in record.hardships] == [
        HardshipKind.ALONE,
        HardshipKind.MINIMUM_INCOME,
        HardshipKind.FRAIL,
    ]
    assert all(each["cause"] is HardshipCause.ILLNESS and each["evidence"] == "低保证" for each in record.hardships)


def test_as_many_causes_as_hardships_are_theirs_in_their_order():
    record = one(("姓名", "住址", "困难类型", "致困原因"), ("陈玉芬", "3栋502", "重病、残疾", "因病、因残"))
    assert [each["cause"] for each in record.hardships] == [HardshipCause.ILLNESS, HardshipCause.DISABILITY]
    record = one(("姓名", "住址", "困难类型", "致困原因"), ("陈玉芬", "3栋502", "重病、残疾、低保", "因病、因残"))
    assert not any("cause" in each for each in record.hardships)
    assert record.residents[0]["note"] == "致困原因：因病、因残"


def test_evidence_with_as_many_parts_as_hardships_is_theirs_and_else_that_of_all():
    head = ("姓名", "住址", "困难类型", "依据", "致困原因")
    record = one(head, ("陈玉芬", "3栋502", "高龄、低保", "；低保证", "年老；"))
    assert [(each["evidence"], each.get("cause")) for each in record.hardships] == [
        ("", HardshipCause.AGE),
        ("低保证", None),
    ]
    record = one(head, ("陈玉芬", "3栋502", "高龄、低保", "社区名册", "年老"))
    assert {(each["evidence"], each["cause"]) for each in record.hardships} == {("社区名册", HardshipCause.AGE)}


def test_a_kind_of_disability_where_yes_or_no_is_asked_is_a_yes():
    record = one(("姓名", "住址", "是否低保", "是否残疾"), ("陈玉芬", "3栋502", "否", "肢体二级"))
    assert [each["kind"] for each in record.hardships] == [HardshipKind.DISABILITY]
    of_whom = record.residents[0]
    assert (of_whom["disability_kind"], of_whom["disability_grade"]) == (DisabilityKind.LIMB, DisabilityGrade.TWO)
    assert not record.problems and "note" not in of_whom


def test_a_list_of_disabled_people_says_that_they_are_disabled():
    record = one(("姓名", "住址", "残疾情况"), ("陈玉芬", "3栋502", "肢体二级"))
    found = record.residents[0]
    assert (found["disability_kind"], found["disability_grade"]) == (DisabilityKind.LIMB, DisabilityGrade.TWO)
    assert record.hardships == ({"kind": HardshipKind.DISABILITY},)
    told = one(("姓名", "住址", "残疾类型", "困难类型"), ("陈玉芬", "3栋502", "肢体", "低保"))
    assert [each["kind"] for each in told.hardships] == [HardshipKind.MINIMUM_INCOME], "the list says which"


def test_what_no_field_takes_is_in_the_note_with_its_title_and_no_more_than_that():
    head = ("姓名", "住址", "备注", "慢性疾病", "过敏史", "民族", "最近走访", "编号")
    row = ("陈玉芬", "3栋502", "腿脚不便", "高血压", "无", "汉", 46280, 17)
    assert one(head, row).residents[0]["note"] == "腿脚不便\n最近走访：2026-09-15\n民族：汉\n慢性疾病：高血压"


def test_a_note_that_is_too_long_is_refused_with_its_length_and_never_cut():
    [problem] = grave(one(("姓名", "住址", "备注", "情况简介"), ("陈玉芬", "3栋502", "好" * 400, "难" * 200)))
    assert "606" in problem.why and "500" in problem.why


def test_a_formula_in_a_used_column_refuses_the_row_and_names_cell_and_text():
    [problem] = grave(one(("姓名", "住址", "联系电话"), ("陈玉芬", "3栋502", Formula("=A1"))))
    assert problem.column == "联系电话" and "C2" in problem.why and "=A1" in problem.why


def test_formulas_that_work_out_what_is_known_anyway_do_no_harm():
    head = ("序号", "姓名", "住址", "身份证号", "出生日期", "年龄", "性别", "合计金额")
    row = (Formula("=ROW()-1"), "陈玉芬", "3栋502", "110101195603121240", *(Formula("=MID(D2,7,8)") for _ in range(4)))
    record = one(head, row)
    assert not record.is_refused and record.residents[0]["birth_date"] == date(1956, 3, 12)
    assert grave(one(("姓名", "住址", "年龄"), ("陈玉芬", "3栋502", Formula("=2026-1948"))))


def test_a_row_with_a_door_and_nobody_named_tells_of_the_household():
    record = one(("姓名", "住址", "帮扶责任人", "等级"), (None, "3栋502", "孙莉", "二级"))
    assert record.residents == () and record.household["responsible"] == "孙莉" and not record.is_refused


# visits

LEDGER = ("走访对象", "住址", "走访时间", "走访人员", "群众诉求", "整改措施", "办结状态", "回访情况", "备注")


def a_call(**cells):
    told = {"走访对象": "陈玉芬", "住址": "3栋502", "走访时间": "2026.9.2", "走访人员": "孙莉"} | cells
    return one(tuple(dict.fromkeys((*LEDGER, *told))), [told.get(h) for h in dict.fromkeys((*LEDGER, *told))])


def test_a_visit_with_its_problem_its_measure_and_its_end():
    record = a_call(
        群众诉求="卫生间漏水", 整改措施="已报修", 办结状态="已解决", 回访情况="9月25日回访，满意", 备注="耳背"
    )
    assert record.visit == {
        "at": datetime(2026, 9, 2, 12, tzinfo=CHINA),
        "staff": ["孙莉"],
        "outcome": Outcome.MET,
        "appeals": [Appeal.REPAIR],
        "said": "卫生间漏水\n备注：耳背",
    }
    [need] = record.needs
    assert (need["kind"], need["words"]) == (NeedKind.REPAIR, "卫生间漏水")
    assert need["closing"] == {
        "kind": ClosingKind.SOLVED,
        "word": Word.SATISFIED,
        "evidence": "9月25日回访，满意",
        "day": date(2026, 9, 25),
    }
    assert record.measures == ({"kind": MeasureKind.REPAIR, "words": "已报修"},)


def test_what_became_of_it_is_kept_in_words_where_nothing_is_settled():
    record = a_call(群众诉求="卫生间漏水", 办结状态="解决中", 回访情况="不满意")
    assert "closing" not in record.needs[0]
    assert record.visit["said"] == "卫生间漏水\n办结状态：解决中\n回访情况：不满意"


def test_without_a_day_there_is_no_visit():
    assert [p.column for p in grave(a_call(走访时间=None))] == ["走访时间"]
    assert grave(a_call(走访时间="9月上旬")) and grave(a_call(走访时间="2月30日"))


def test_the_sheets_year_is_used_and_said():
    record = a_call(走访时间="9月12日上午")
    assert record.visit["at"] == datetime(2026, 9, 12, 9, tzinfo=CHINA)
    assert any("2026" in problem.why for problem in record.problems)


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        ({}, Outcome.MET),
        ({"备注": "敲门无人应"}, Outcome.NO_ANSWER),
        ({"备注": "拒访"}, Outcome.REFUSED),
        ({"群众诉求": "家属说老人常不在家"}, Outcome.NOT_IN),
        ({"走访结果": "拒访", "备注": "在家"}, Outcome.REFUSED),
        ({"备注": "两次上门均无人应答，已留便条"}, Outcome.NO_ANSWER),
        ({"备注": "上门未遇，电话打不通"}, Outcome.NOT_IN),
        *(
            ({"群众诉求": asked}, Outcome.MET)
            for asked in ("外出不便，想装扶手", "下水道打不通", "子女拒绝赡养", "家中无人照顾")
        ),
        ({"群众诉求": "水管漏水", "办结状态": "已办结", "回访情况": "电话无人接听"}, Outcome.MET),
    ],
)
def test_how_a_visit_went_is_told_or_taken_from_the_words_and_said(cells, outcome):
    record = a_call(**cells)
    assert record.visit["outcome"] is outcome
    assert "走访结果" in cells or any("登记" in problem.why for problem in record.problems)


def test_nothing_asked_for_is_an_answer():
    record = a_call(群众诉求="暂无诉求", 办结状态="已办结")
    assert record.visit["appeals"] == [Appeal.NONE] and record.needs == ()
    assert a_call(群众诉求="无").visit["appeals"] == [Appeal.NONE]


def test_that_nobody_was_in_is_no_problem_that_somebody_has():
    record = a_call(群众诉求="家中无人")
    assert record.needs == () and record.visit["outcome"] is Outcome.NOT_IN and record.visit["said"] == "家中无人"
    assert "appeals" not in record.visit and not any("其他" in problem.why for problem in record.problems)
    assert a_call(群众诉求="家中无人，楼道灯不亮").needs, "somebody had asked all the same"


def test_that_all_is_well_is_no_problem_and_stays_among_the_words():
    record = a_call(群众诉求="老人身体良好，情况稳定。")
    assert record.needs == () and record.visit["said"] == "老人身体良好，情况稳定。"
    assert a_call(群众诉求="身体良好，想装扶手").needs


def test_a_list_that_tells_nothing_but_the_visit_says_so():
    assert a_call().visit["said"] == "名单没写谈了什么。"
    assert "said" not in a_call(走访结果="无人应答").visit


def test_a_day_without_its_year_is_the_first_one_from_the_visit_on():
    told = {
        "走访时间": "2025-12-20",
        "群众诉求": "漏水",
        "整改措施": "1月5日前修好",
        "办结状态": "已解决",
        "回访情况": "1月8日回访，满意",
    }
    record = a_call(**told)
    assert record.measures[0]["due"] == date(2026, 1, 5) and record.needs[0]["closing"]["day"] == date(2026, 1, 8)
    record = a_call(群众诉求="漏水", 办结状态="已解决", 走访时间="2026-11-20", 回访情况="12月3日回访")
    assert "day" not in record.needs[0]["closing"], "nothing has ended on a day to come"


def test_a_long_problem_stands_in_full_among_the_words():
    text = "楼道灯坏了，" * 100
    record = a_call(群众诉求=text)
    assert record.visit["said"] == text and len(record.needs[0]["words"]) == 300 and not record.is_refused


def test_too_many_words_are_refused_with_their_number():
    record = a_call(走访内容="好" * 1900, 群众诉求="漏" * 1500)
    [problem] = grave(record)
    assert "3401" in problem.why and "3000" in problem.why and len(record.visit["said"]) == 3401


def test_a_day_in_the_words_of_a_measure_is_when_it_is_due():
    assert a_call(群众诉求="漏水", 整改措施="工程部9月15日上门").measures[0]["due"] == date(2026, 9, 15)
    assert "due" not in a_call(群众诉求="漏水", 整改措施="8月15日已上门").measures[0]
    assert a_call(群众诉求="漏水", 整改措施="维修", 整改期限="2026-10-01").measures[0]["due"] == date(2026, 10, 1)


def test_several_visits_within_the_merged_cells_of_one_household():
    rows = (("陈玉芬", "3栋502", "2026.9.2", "孙莉", "漏水"), (None, None, "2026.9.9", "赵敏", "已修好"))
    _first, second = of(LEDGER[:5], *rows, merged=(Span(1, 0, 2, 0), Span(1, 1, 2, 1)))
    assert second.residents[0]["name"] == "陈玉芬" and second.household["room"] == "502"
    assert second.visit["staff"] == ["赵敏"] and not second.is_refused


def test_our_own_fields_of_a_visit_are_read_by_their_labels():
    record = a_call(
        方式="电话", 精神状态="平稳", 安全隐患="插座超负荷、其他", 健康风险="重", 下次走访="2026-10-01", 下次重点="看灯"
    )
    assert record.visit["way"] is Way.PHONE and record.visit["next_on"] == date(2026, 10, 1)
    assert record.visit["next_focus"] == "看灯"


# the plainer lists


def test_buildings():
    record = one(("楼栋", "单元数", "层数", "每层户数", "电梯"), ("3栋", "3个", "十八层", 4, "有"))
    assert record.building == {"name": "3栋", "units": 3, "floors": 18, "doors": 4}
    assert any("电梯" in problem.why for problem in record.problems), "what is not taken in is said"
    assert of(("楼栋", "单元数", "层数"), (None, 3, 18), ("3栋", 3, 18))[0].building["name"] == "3栋", (
        "nothing is named"
    )


def test_staff():
    record = one(("姓名", "部门", "职务", "角色"), ("孙莉", "客服部", "客服主管", "走访员"))
    expected = {"display": "孙莉", "name": "孙莉", "department": "客服部", "position": "客服主管", "role": Role.VISITOR}
    assert record.account == expected


def test_owners_and_tenants():
    head = ("房号", "业主", "业主电话", "租户", "租户电话", "房屋状态", "入住时间")
    record = one(head, ("3-1-502", "陈玉芬", "13800002207", "王强", None, "出租", "2025-03-01"))
    assert record.household["room"] == "502"
    about = {"state": "出租", "moved_in": date(2025, 3, 1)}
    assert record.residents == (
        {"name": "陈玉芬", "role": "owner", "phone": "13800002207"} | about,
        {"name": "王强", "role": "tenant"} | about,
    )


# what holds for every table

HOMES = (
    ("resident.name", "姓名", ("陈玉芬", "王强", "李桂兰", "张国华")),
    ("resident.sex", "性别", ("女", "男", "女", "男")),
    ("resident.birth_date", "出生日期", ("1950-11-03", "1941年3月", "1938.5.2", 1948)),
    ("household.door", "住址", ("3栋1单元1202", "5幢3单元 704", "8-2-606", "A座1201室")),
    ("resident.relation", "与户主关系", ("户主", "子", "妻", "本人")),
    ("resident.living", "居住情况", ("独居", "空巢", "与子女同住", "独居")),
    ("resident.condition", "健康状况", ("失能", "健康", "慢性病", "一般")),
    ("hardship.kind", "困难类型", ("残疾", "低保", "独居、低保", "孤寡")),
    ("hardship.cause", "致困原因", ("因病", "因残", None, "因学")),
    ("resident.illness", "慢性疾病", ("高血压", "无", "糖尿病、冠心病", None)),
    ("resident.phone", "联系电话", (13800001115, "138-0000-2222", "无", "13800003333/13900004444")),
    ("contact.name", "紧急联系人", ("吴玉梅", "朱国华", None, "侄女")),
    ("contact.phone", "紧急联系电话", (13700000002, "不详", None, 13700000004)),
    ("guardian.name", "监护人", (None, "王大力", "李强", None)),
    ("guardian.phone", "监护人电话", (None, "13900001111", "13900002222", None)),
    ("household.responsible", "帮扶责任人", ("孙莉", "钱进", "赵敏", "孙莉")),
    ("resident.identity_tail", "身份证号", ("110101195011031231", None, "110101193805021243", "1234")),
    ("resident.disability_kind", "残疾类别", ("肢体", None, None, "视力")),
    ("resident.disability_grade", "残疾等级", ("二级", None, None, "一级")),
    ("resident.note", "备注", ("拒访一次", None, "门口堆放纸箱", None)),
    ("", "民族", ("汉", "回", "汉", "汉")),
    ("", "爱好", ("下棋", None, "跳舞", "唱歌")),
)
CALLS = (
    ("resident.name", "走访对象", ("陈玉芬", "王强", "李桂兰", "张国华")),
    ("household.door", "家庭住址", ("3栋1单元1202", "5幢3单元 704", "8-2-606", "A座1201室")),
    ("hardship.kind", "困难类型", ("残疾", "低保", "独居、低保", "孤寡")),
    ("visit.at", "走访时间", ("9月1日", "2026.9.2", date(2026, 9, 5), "2026年9月10日上午")),
    ("visit.staff", "走访人员", ("孙莉（客服主管）", "赵敏、钱进", "赵敏", "孙莉")),
    ("need.words", "群众诉求", ("楼道灯坏了", "孩子上学费用", "想申请低保", "无")),
    ("measure.words", "整改措施", ("已报修", None, "协助准备材料", None)),
    ("need.state", "办结状态", ("已解决", "解决中", None, None)),
    ("closing.back", "回访情况", ("满意", None, "9月25日电话回访，已好转", None)),
    ("visit.remarks", "备注", (None, "耳背", "", None)),
    ("", "天气", ("晴", None, "雨", "晴")),
)
PADDING = ("{}", "　{}　", "{}\n", "{}*", "{}（必填）", " {}：", "{}（")


def names_of(target, title):
    """What the target may be called: what lists say, and our own labels."""
    if not target:
        return [title]
    labels = [told_in(language, BY_KEY[target].label) for language in LANGUAGES]
    return [title, *labels, *WORDS.get(target, "").split()]


def content(columns, titles):
    head, rows = [tuple(titles)], zip(*(cells for _key, _title, cells in columns), strict=True)
    found = of(*head, *rows)
    return [replace(record, problems=()) for record in found]


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from((HOMES, CALLS)))
def test_order_padding_and_other_known_names_of_the_columns_change_nothing(data, columns):
    mixed = data.draw(st.permutations(columns))
    titles = []
    for target, title, _cells in mixed:
        name = data.draw(st.sampled_from(names_of(target, title)))
        padded = data.draw(st.sampled_from(PADDING)).format(name)
        titles.append(padded if target else title)
    expected = content(columns, [title for _key, title, _cells in columns])
    assert content(mixed, titles) == expected


@pytest.mark.parametrize("columns", [HOMES, CALLS], ids=["homes", "calls"])
def test_every_known_name_of_every_column_gives_the_same_records(columns):
    base = [title for _key, title, _cells in columns]
    expected = content(columns, base)
    for place, (target, title, _cells) in enumerate(columns):
        for name in names_of(target, title):
            assert content(columns, [*base[:place], name, *base[place + 1 :]]) == expected, (target, name)


CELL = st.one_of(
    st.none(), st.text(max_size=12), st.integers(-(10**18), 10**18), st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(), st.dates(), st.builds(Formula, st.text(max_size=8)),
    st.sampled_from(("无", "3栋502", "13800002207", "女", "2026.9.2", "合计", "说明：略", "必填", "姓名", "2月30日")),
    st.sampled_from(("9月上旬", "王" * 90 + "。", "正常，，" * 60 + "！？", "3-" * 400, "（" * 300)),
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(CELL, max_size=9), max_size=7), st.sampled_from(list(TableKind)))
def test_whatever_stands_in_the_cells_every_row_is_accounted_for(rows, kind):
    head = ("序号", "姓名", "住址", "联系电话", "走访时间", "群众诉求", "备注", "楼栋")
    for table in understand(Book("x", "xlsx", "", (Sheet("表", (head, *map(tuple, rows))),)), DAY):
        table = remap(table, {}, kind)
        found = records(table, DAY)
        assert [record.row for record in found] == [body.row for body in table.body]
        last = max(
            [*range(*table.head), table.head[1], *(b.row for b in table.body), *(e.last for e in table.left_out)]
        )
        covered = {row for each in table.left_out for row in range(each.first, each.last + 1)}
        covered |= {body.row for body in table.body} | set(range(table.head[0], table.head[1] + 1))
        assert covered >= set(range(table.head[0], last + 1))


def test_a_field_that_is_added_to_a_model_can_be_taken_in_at_once():
    for model, noun in ((HouseholdFields, "household"), (ResidentFields, "resident"), (HardshipFields, "hardship"),
                        (VisitFields, "visit"), (BuildingFields, "building")):  # fmt: skip
        for field in fields_of(model, ~On(0)):
            target = BY_KEY.get(f"{noun}.{field.name}")
            if target is None:
                assert field.name in ("building_id", "responsible_id"), field.name
            elif not readers.is_together(target):
                assert callable(readers.reader(target, 2026))
