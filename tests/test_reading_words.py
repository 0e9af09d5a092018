"""Words of the trade, telephones, identity numbers, amounts and names as lists have them; our own words come back."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db import choices
from db.choices import (
    Appeal,
    DisabilityGrade,
    DisabilityKind,
    HardshipCause,
    HardshipKind,
    Level,
    MeasureKind,
    NeedKind,
    NeedState,
    Outcome,
    Relation,
    Role,
    SelfCare,
    Sex,
    Tier,
    Way,
    Word,
)
from db.fields import Choice
from db.reading import said
from db.reading.ages import age
from db.reading.amounts import amount
from db.reading.cell import remembered
from db.reading.chosen import chosen, chosen_many
from db.reading.days import birth, moment
from db.reading.doors import door
from db.reading.identity import WEIGHTS, Identity, identity
from db.reading.numerals import number
from db.reading.phones import phones
from db.words import LANGUAGES, speaking, told_in

LISTS = [kind for kind in vars(choices).values() if isinstance(kind, type) and issubclass(kind, Choice)]
LISTS = [kind for kind in LISTS if kind is not Choice]


@pytest.mark.parametrize("kind", LISTS, ids=lambda kind: kind.__name__)
def test_our_own_words_and_values_come_back(kind):
    for member in kind:
        assert chosen(kind, member.value).value is member
        for language in LANGUAGES:
            word = told_in(language, member.ours)
            assert chosen(kind, word).value is member and chosen(kind, f" {word.upper()}\u3000").value is member
            assert not chosen(kind, word).note


@given(st.sampled_from(LISTS).flatmap(lambda kind: st.lists(st.sampled_from(list(kind)), min_size=1, unique=True)))
@example(list(HardshipKind))
@example(list(MeasureKind))
def test_any_list_of_our_words_comes_back_as_we_join_it(members):
    for language, between in (("zh_CN", "、"), ("en", ", ")):
        told = between.join(told_in(language, member.ours) for member in members)
        read = chosen_many(type(members[0]), told)
        assert read.value == tuple(members) and not read.left


@pytest.mark.parametrize(
    ("text", "sex"),
    [("男", "male"), ("女 ", "female"), ("F", "female"), ("女性", "female"), (1, "male"), ("Ｍ", "male")],
)
def test_a_sex(text, sex):
    assert said.sex(text).value is Sex(sex)


RELATIONS = {
    Relation.HEAD: "户主 本人",
    Relation.SPOUSE: "配偶 妻 妻子 丈夫 老伴 爱人 户主之妻",
    Relation.SON: "儿子 子 长子 次子 户主之子 之子",
    Relation.DAUGHTER: "女 女儿 长女 户主之女",
    Relation.CHILD_IN_LAW: "儿媳 女婿",
    Relation.PARENT: "父 母 父亲 岳母 公公",
    Relation.GRANDPARENT: "爷爷 外婆",
    Relation.GRANDCHILD: "孙 孙女 外孙 孙子",
    Relation.SIBLING: "兄弟 姐姐 弟",
    Relation.RELATIVE: "侄女 外甥 表弟 家属",
    Relation.CARER: "保姆 护工",
    Relation.TENANT: "租客 承租人",
    Relation.NEIGHBOUR: "邻居 朋友",
    Relation.OTHER: "其他 网格员",
}


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relation_in_its_many_spellings(relation):
    for word in RELATIONS[relation].split():
        read = said.relation(f"{word}\u3000")
        assert read.value is relation, word
        assert read.sure or read.left == word, "what is only near ours is said and kept"


K = HardshipKind


@pytest.mark.parametrize(
    ("text", "kinds", "left"),
    [
        ("独居、低保；残疾", [K.ALONE, K.MINIMUM_INCOME, K.DISABILITY], ""),
        ("高龄 独居", [K.VERY_OLD, K.ALONE], ""),
        ("高龄独居", [K.VERY_OLD, K.ALONE], ""),
        ("独居老人低保户", [K.ALONE, K.MINIMUM_INCOME], ""),
        ("1.空巢 2.失独家庭", [K.EMPTY_NEST, K.LOST_ONLY_CHILD], ""),
        ("低保边缘户/留守", [K.MARGINAL, K.LEFT_BEHIND], ""),
        ("特困，精神障碍,单亲", [K.EXTREME_POVERTY, K.MENTAL, K.SINGLE_PARENT], ""),
        ("失能、半失能、重病", [K.FRAIL, K.ILLNESS], ""),
        ("半失能", [K.FRAIL], ""),
        ("困境儿童 失业\n退役军人", [K.CHILD, K.UNEMPLOYED, K.VETERAN], ""),
        ("孤寡", [K.ALONE], "孤寡"),
        ("经济困难;疾病", [K.OTHER, K.ILLNESS], "经济困难、疾病"),
        ("子女教育困难", [K.OTHER], "子女教育困难"),
        ("残疾（肢体二级）、低保", [K.DISABILITY, K.MINIMUM_INCOME], "残疾(肢体二级)"),
        ("独居、爱唱歌", [K.ALONE], "爱唱歌"),
        ("其他困难", [K.OTHER], "其他困难"),
        ("Lives alone; low income, disabled", [K.ALONE, K.OTHER, K.DISABILITY], "low income"),
        ("likes long walks; alone", [K.ALONE], "likes long walks"),
        ("非低保", None, "非低保"),
        ("无", None, ""),
    ],
)
def test_hardships_in_one_cell(text, kinds, left):
    read = said.hardships(text)
    assert read.value == (tuple(kinds) if kinds else None) and read.left == left
    assert read.sure is (not left) is (not read.note)


def test_no_hardship_that_an_office_decides_is_taken_from_other_words():
    decided = {K.MINIMUM_INCOME, K.EXTREME_POVERTY, K.MARGINAL, K.EXPENSES}
    for text in ("经济困难", "生活困难", "贫困户", "低收入家庭", "困难户", "慢性病", "退低保"):
        assert not decided & set(said.hardships(text).value or ()), text


def test_how_somebody_lives_and_how_well_somebody_is():
    assert said.living("独居").value is K.ALONE and said.living("空巢").value is K.EMPTY_NEST
    for text in ("与配偶同住", "与子女同住"):
        assert (said.living(text).value, said.living(text).left, said.living(text).sure) == (None, text, True)
    assert not said.living("养老机构").sure
    assert said.condition("失能").value is said.condition("半失能").value is K.FRAIL
    assert (said.condition("失能").left, said.condition("半失能").left) == ("", "半失能")
    for text in ("健康", "一般", "慢性病"):
        assert (said.condition(text).value, said.condition(text).left) == (None, text)
    assert (said.illnesses("糖尿病、冠心病").value, said.illnesses("无").value) == ("糖尿病、冠心病", None)


@pytest.mark.parametrize(
    ("text", "kind", "grade"),
    [
        ("视力", DisabilityKind.VISION, None),
        ("肢体二级", DisabilityKind.LIMB, DisabilityGrade.TWO),
        ("精神残疾（一级）", DisabilityKind.MENTAL, DisabilityGrade.ONE),
        ("视力、听力", DisabilityKind.MULTIPLE, None),
        ("壹级", None, DisabilityGrade.ONE),
        (1, None, DisabilityGrade.ONE),
        ("Ⅲ级", None, DisabilityGrade.THREE),
        ("二等", None, DisabilityGrade.TWO),
        ("重度", None, None),
        ("七级", None, None),
        ("十二级", None, None),
    ],
)
def test_a_disability_and_its_grade(text, kind, grade):
    assert (said.disability_kind(text).value, said.disability_grade(text).value) == (kind, grade)


def test_how_a_visit_went_and_how_it_ended():
    assert said.outcome("拒访一次").value is Outcome.REFUSED and not said.outcome("拒访一次").sure
    assert said.outcome("无人应答").value is Outcome.NO_ANSWER and said.outcome("见到本人").value is Outcome.MET
    assert said.way("入户走访").value is Way.HOME and said.way("电话联系").value is Way.PHONE
    states = {
        NeedState.CLOSED: "已解决 已办结 办结",
        NeedState.IN_HAND: "解决中 跟进中 办理中",
        NeedState.OPEN: "未解决 待处理 未办",
    }
    for state, words in states.items():
        assert {said.state(word).value for word in words.split()} == {state}
    words = {"满意": Word.SATISFIED, "基本满意": Word.MOSTLY, "不满意": Word.NOT, "未回访": Word.NOT_ASKED}
    for text, word in words.items():
        assert said.word(text).value is word and said.word(text).sure
        assert said.word(f"电话回访，{text}").value is word and not said.word(f"电话回访，{text}").sure
    assert said.word("9月25日电话回访，已好转").value is None
    assert said.word("9月25日电话回访，已好转").left == "9月25日电话回访，已好转"


@pytest.mark.parametrize(
    ("text", "kind", "appeal"),
    [
        ("楼道灯坏了", NeedKind.REPAIR, Appeal.REPAIR),
        ("卫生间漏水", NeedKind.REPAIR, Appeal.REPAIR),
        ("想申请低保", NeedKind.PAPERS, Appeal.PAPERS),
        ("看病报销手续不会办", NeedKind.PAPERS, Appeal.PAPERS),
        ("一个人闷，想有人说话", NeedKind.MIND, Appeal.COMPANY),
        ("孩子上学费用", NeedKind.SCHOOL, Appeal.SCHOOL),
        ("水电费压力大", NeedKind.FEES, Appeal.FEES),
        ("轮椅下楼困难", NeedKind.ACCESS, Appeal.ACCESS),
        ("想看桂花", NeedKind.OTHER, Appeal.OTHER),
    ],
)
def test_what_was_asked_for_is_told_by_its_words_and_why(text, kind, appeal):
    for read, first in ((said.need_kinds(text), kind), (said.appeals(text), appeal)):
        assert read.value[0] is first and not read.sure and not read.left
        assert re.search("归入", read.note)


@pytest.mark.parametrize("text", ["暂无诉求", "无", "无困难", "没有其他需求", "None for now", "目前没有困难"])
def test_no_need_is_no_need(text):
    assert said.need_kinds(text).value is None and said.is_no_need(text)
    assert said.appeals(text).value in (None, (Appeal.NONE,))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("已报修，工程部9月15日上门", MeasureKind.REPAIR),
        ("联系社区卫生服务站", MeasureKind.TREATMENT),
        ("安排志愿者每周探望", MeasureKind.CALLS),
        ("协助准备材料", MeasureKind.PAPERS),
        ("减免物业费200元", MeasureKind.FEE_RELIEF),
        ("送去米面油", MeasureKind.GIFT),
        ("继续观察", MeasureKind.OTHER),
    ],
)
def test_what_was_done(text, kind):
    assert said.measure_kinds(text).value[0] is kind


@pytest.mark.parametrize(
    ("text", "found"),
    [(v, True) for v in ("是", "√", "有", 1, "Y", True, "享受", "☑")]
    + [(v, False) for v in ("否", "无", 0, "N", "×", False, "未享受", "没有")]
    + [(v, None) for v in ("也许", None, "", "不详")],
)
def test_yes_and_no(text, found):
    assert said.yes_no(text).value is found


def test_grades_of_ours_and_colours_that_are_nobodys():
    assert said.tier("一级").value is Tier.ONE and said.level("严重").value is Level.GRAVE
    assert said.tier("红色").value is None and said.tier("红色").left == "红色"
    assert said.level("黄").value is None
    assert said.cause("因病致贫").value is HardshipCause.ILLNESS
    assert said.self_care("能自理").value is SelfCare.ABLE and said.self_care("失能").value is None
    assert said.role("楼栋管家").value is Role.VISITOR


@pytest.mark.parametrize(
    ("text", "found", "left"),
    [
        ("孙莉（客服主管）", [("孙莉", "客服主管")], ""),
        ("赵敏、钱进", [("赵敏", ""), ("钱进", "")], ""),
        ("赵敏 钱进", [("赵敏", ""), ("钱进", "")], ""),
        ("张　三", [("张三", "")], ""),
        ("赵敏和钱进", [("赵敏", ""), ("钱进", "")], ""),
        ("客服部 赵敏", [("赵敏", "")], "客服部"),
        ("赵敏13800001111", [("赵敏", "")], "13800001111"),
        ("赵敏等3人", [("赵敏", "")], "等3人"),
        ("孙莉经理、网格员赵敏", [("孙莉", "经理"), ("赵敏", "网格员")], ""),
        ("王主任", [("王主任", "")], ""),
        ("买买提·艾力，朱䶮", [("买买提·艾力", ""), ("朱䶮", "")], ""),
        ("Li Min (Manager), Zhou Wei", [("Li Min", "Manager"), ("Zhou Wei", "")], ""),
        ("居委会", [], "居委会"),
        ("无", [], ""),
    ],
)
def test_names_with_what_stands_beside_them(text, found, left):
    read = said.names(text)
    assert [(one.name, one.position) for one in read.value or ()] == found and read.left == left


@pytest.mark.parametrize(
    ("value", "found", "left"),
    [
        (13800001111, "13800001111", ""),
        (13800001111.0, "13800001111", ""),
        ("138-0000-2222", "13800002222", ""),
        ("138 0000 5555", "13800005555", ""),
        ("+86 138 0000 5555", "13800005555", ""),
        ("13800003333/13900004444", "13800003333、13900004444", ""),
        ("0515-8888123", "0515-8888123", ""),
        ("（0515）8888123", "0515-8888123", ""),
        ("02512345678", "025-12345678", ""),
        ("010-12345678转801", "010-12345678-801", ""),
        ("400-123-4567", "400-123-4567", ""),
        ("侄女13800001111", "13800001111", "侄女"),
        ("本人13800001111，儿子13900002222", "13800001111、13900002222", "本人 儿子"),
        ("12345", None, "12345"),
        ("1380000111", None, "1380000111"),
        ("上海", None, "上海"),
        ("无", None, ""),
        ("不详", None, ""),
        ("none", None, ""),
        (None, None, ""),
    ],
)
def test_telephones(value, found, left):
    read = phones(value)
    assert (read.value, read.left) == (found, left)
    assert read.sure or read.note


def test_the_field_holds_five_numbers_and_the_sixth_is_left():
    read = phones("、".join(f"1380000111{n}" for n in range(6)))
    assert len(read.value) <= 60 and read.value.count("、") == 4 and read.left == "13800001115"


def with_check(figures: str) -> str:
    """An invented number whose last character fits."""
    return figures + "10X98765432"[sum(w * int(c) for w, c in zip(WEIGHTS, figures, strict=True)) % 11]


WHOLE = with_check("11010519491231002")


def test_an_identity_number_becomes_four_characters_a_birth_and_a_sex():
    expected = Identity(WHOLE[-4:], date(1949, 12, 31), Sex.FEMALE)
    for written in (WHOLE, f" {WHOLE.lower()} ", f"{WHOLE[:6]} {WHOLE[6:14]} {WHOLE[14:]}", f"'{WHOLE}"):
        assert identity(written).value == expected and identity(written).sure
    assert identity("110105491231001").value == Identity("1001", date(1949, 12, 31), Sex.MALE)
    assert identity(110105491231001).value == Identity("1001", date(1949, 12, 31), Sex.MALE)
    assert identity("****002X").value == Identity("002X")
    wrong = identity(WHOLE[:-1] + ("1" if WHOLE[-1] != "1" else "2"))
    assert wrong.value.birth == date(1949, 12, 31) and not wrong.sure and "末位" in wrong.note
    assert identity(f"{WHOLE}（已故）").left == "已故"
    assert identity(with_check("11010519490231002")).value.birth is None


@pytest.mark.parametrize("value", [9.99e17, 110105194912310021.0, "9.99E+17", "1.10105E+17", 110105194912310021])
def test_a_number_that_the_spreadsheet_rounded_is_said_to_be_lost(value):
    assert identity(value).value is None and "取整" in identity(value).note and not identity(value).left


@pytest.mark.parametrize("n", [10, 16, 17, 19])
def test_a_number_of_another_length_is_not_taken(n):
    read = identity("1234567890123456789"[:n])
    assert read.value is None and str(n) in read.note and not read.left


def test_words_in_the_place_of_a_number_are_left():
    assert (identity("未上户口").value, identity("未上户口").left) == (None, "未上户口")


BEFORE = st.sampled_from(["", "身份证", "姓名 ", "电话:"])


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(110000, 659999), st.integers(0, 999), BEFORE, BEFORE)
def test_no_identity_number_leaves_in_full(born, place, nth, before, behind):
    whole = with_check(f"{place}{born:%Y%m%d}{nth:03}")
    assert identity(whole).value.birth == born
    people = (identity, phones, said.names, said.hardships, said.relation, said.illnesses, said.disability_kind)
    others = (birth, moment, door, age, amount, said.appeals, said.measure_kinds, said.word)
    for figures in (whole, f"{place}{born:%y%m%d}{nth:03}"):
        for read in (*people, *others):
            assert figures not in f"{read(f'{before}{figures} {behind}')}", read


def test_no_identity_number_is_kept_in_memory():
    read: list[str] = []
    again = remembered(lambda text: read.append(text))
    for text in ("独居", "独居", WHOLE, WHOLE, f"身份证{WHOLE}", f"身份证{WHOLE}"):
        again(text)
    assert read == ["独居", WHOLE, WHOLE, f"身份证{WHOLE}", f"身份证{WHOLE}"]
    assert not hasattr(identity, "__wrapped__"), "it is not remembered at all"


@pytest.mark.parametrize(
    ("value", "yuan", "sure"),
    [
        ("200元", 200, True),
        (200, 200, True),
        ("¥1,200.50", 1201, False),
        ("￥１，２００", 1200, True),
        ("一百", 100, True),
        ("壹佰元整", 100, True),
        ("两千块", 2000, True),
        ("1.2万元", 12000, True),
        ("约200元", 200, True),
        ("200-300元", None, False),
        ("免除", None, False),
        (0, None, False),
        (float("inf"), None, False),
        ("无", None, True),
    ],
)
def test_amounts(value, yuan, sure):
    assert (amount(value).value, amount(value).sure) == (yuan, sure)


@given(st.integers(0, 99))
def test_chinese_numerals_up_to_ninety_nine(n):
    tens, ones = divmod(n, 10)
    digit = "零一二三四五六七八九"
    told = digit[n] if n < 10 else f"{digit[tens] if tens > 1 else ''}十{digit[ones] if ones else ''}"
    assert number(told) == number(str(n)) == n


CELLS = st.text(max_size=60) | st.integers() | st.floats() | st.booleans() | st.none() | st.dates() | st.datetimes()
PARTS = ("独居", "低保", "、", "(", ")", "，", "残疾", "13800001111", "无", "A", "。", "\u3000", "之", "/", "1.", " ")
PIECES = st.lists(st.sampled_from(PARTS), max_size=9).map("".join)


@given(CELLS | PIECES)
@example("(((")
@example("、、（）")
def test_nothing_that_is_written_breaks_it(value):
    reads = [said.sex, said.relation, said.hardships, said.cause, said.living, said.condition, said.illnesses, said.way]
    reads += [said.yes_no, said.disability_kind, said.disability_grade, said.outcome, said.state, said.word, said.level]
    reads += [said.appeals, said.need_kinds, said.measure_kinds, said.tier, said.role, said.names, phones, amount]
    for read in (*reads, identity):
        found = read(value)
        assert found.sure or found.note, read
        assert not found.refused


@given(PIECES)
def test_no_hardship_that_is_written_is_lost(text):
    read = said.hardships(text)
    for word, kind in (("独居", K.ALONE), ("低保", K.MINIMUM_INCOME), ("残疾", K.DISABILITY)):
        assert word not in text or kind in (read.value or ()) or word in read.left


def test_notes_are_in_the_language_spoken_now():
    assert "归入" in said.hardships("孤寡").note
    with speaking("en"):
        assert "is taken as “Older, living alone”" in said.hardships("孤寡").note
