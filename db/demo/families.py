"""The kinds of households there are, each made so that age, living together, hardship and cause agree."""

from collections.abc import Callable
from datetime import timedelta

from db.choices import DisabilityKind, Duration, HardshipCause, HardshipKind, Relation, Scale, SelfCare
from db.demo.people import F, Family, M, Maker, Row

H, C, R = HardshipKind, HardshipCause, Relation


def _pronoun(row: Row) -> str:
    return "她" if row["sex"] is F else "他"


def _couple(m: Maker, low: int, high: int, husband_heads: bool = True) -> tuple[list[Row], str]:
    surname = m.surname()
    he = m.someone(surname, M, low, high, R.HEAD if husband_heads else R.SPOUSE)
    she = m.someone(m.surname(), F, low - 2, high - 2, R.SPOUSE if husband_heads else R.HEAD)
    return ([he, she] if husband_heads else [she, he]), surname


def alone(m: Maker) -> Family:
    dice, surname = m.dice, m.surname()
    sex = F if dice.random() < 0.66 else M
    head = m.someone(surname, sex, 66, 93, R.HEAD)
    f = Family("alone", [head], themes=["alone", "alone"], who="老人", single=True)
    if dice.random() < 0.82:
        row, f.child = m.child_of(head, surname)
        f.residents.append(row)
    head["outside_contacts"] = m.outside(f.child, surname)
    f.hard(H.ALONE, C.AGE)
    f.gravity = 1
    if m.age(head) >= 80:
        f.hard(H.VERY_OLD, C.AGE)
        f.gravity += 1
    m.conditions(f, head)
    if dice.random() < 0.13 and m.age(head) >= 75:
        f.themes.append("dementia")
        head["self_care"] = SelfCare.MODERATE
        f.gravity += 2
    if dice.random() < 0.18:
        f.hard(H.MINIMUM_INCOME, C.ILLNESS, evidence="低保证", since=m.opened_on - timedelta(days=300))
        f.themes.append("money")
    return f


def couple(m: Maker) -> Family:
    rows, surname = _couple(m, 68, 86, m.dice.random() < 0.6)
    f = Family("couple", rows, themes=["couple", "couple"], who="老人")
    row, f.child = m.child_of(rows[0], surname)
    f.residents.append(row)
    f.hard(H.EMPTY_NEST, C.FAMILY, None)
    m.conditions(f, rows[0])
    if m.age(rows[0]) >= 80:
        f.hard(H.VERY_OLD, C.AGE)
        f.gravity += 1
    if m.dice.random() < 0.14:
        f.themes += ["dementia"] * 2
        rows[0]["self_care"], f.gravity = SelfCare.MODERATE, f.gravity + 2
        f.speaker = "老伴"
    return f


def frail(m: Maker) -> Family:
    rows, surname = _couple(m, 72, 88, m.dice.random() < 0.5)
    f = Family("frail", rows, themes=["care"], who="老人", speaker="老伴", gravity=3)
    head = rows[0]
    head["self_care"] = SelfCare.UNABLE
    m.disabled(head, DisabilityKind.LIMB, (1, 1, 2))
    f.hard(H.FRAIL, C.ILLNESS, evidence="评估报告")
    f.hard(H.DISABILITY, C.ILLNESS, evidence="残疾证")
    row, f.child = m.child_of(head, surname)
    f.residents.append(row)
    if m.dice.random() < 0.35:
        f.residents.append(m.someone(m.surname(), F, 46, 60, R.CARER, note="住家护工，周日休息"))
    m.scaled(f, 0)
    return f


def illness(m: Maker) -> Family:
    rows, surname = _couple(m, 44, 72, m.dice.random() < 0.5)
    f = Family("illness", rows, themes=["illness", "illness"], who=_pronoun(rows[0]), gravity=2)
    ill = m.dice.choice(("cancer", "cancer", "dialysis", "heart", "lung"))
    f.themes += [ill, ill]
    f.hard(H.ILLNESS, C.ILLNESS, evidence="诊断证明")
    if m.dice.random() < 0.6:
        f.hard(H.EXPENSES, C.ILLNESS, None, evidence="医疗费票据")
    if m.dice.random() < 0.4:
        row, f.child = m.child_of(rows[0], surname)
        f.residents.append(row)
    else:
        f.child = "妻子" if rows[0]["sex"] is M else "丈夫"
        rows[1]["is_emergency"] = True
    return f


def disability(m: Maker) -> Family:
    dice, surname = m.dice, m.surname()
    head = m.someone(surname, dice.choice((F, M)), 28, 66, R.HEAD)
    kind = dice.choice((DisabilityKind.LIMB, DisabilityKind.LIMB, DisabilityKind.VISION, DisabilityKind.HEARING))
    grade = m.disabled(head, kind, (1, 2, 2, 3, 4))
    mother = m.someone(m.surname(), F, 70, 84, R.PARENT, is_emergency=True)
    f = Family("disability", [head, mother], themes=["disabled"] * 3, who=_pronoun(head), child="母亲")
    f.gravity = 2 if grade <= 2 else 0
    f.hard(H.DISABILITY, dice.choice((C.DISABILITY, C.DISASTER)), evidence="残疾证")
    if kind is DisabilityKind.VISION:
        f.themes.append("eyes")
    if grade <= 2 and dice.random() < 0.5:
        f.hard(H.MINIMUM_INCOME, C.DISABILITY, None, evidence="低保证")
        f.themes.append("money")
    return f


def mental(m: Maker) -> Family:
    dice, surname = m.dice, m.surname()
    head = m.someone(surname, dice.choice((F, M, M)), 27, 56, R.HEAD)
    mother = m.someone(m.surname(), F, 60, 80, R.PARENT, is_emergency=True)
    f = Family("mental", [head, mother], themes=["mental"] * 3, who=_pronoun(head), child="母亲", gravity=2)
    f.speaker = "母亲"
    m.disabled(head, DisabilityKind.MENTAL, (2, 2, 3))
    f.hard(H.MENTAL, C.ILLNESS, evidence="卫生服务中心告知")
    if dice.random() < 0.6:
        level = dice.choice(("0 级", "0 级", "1 级", "2 级", "未知"))
        on = m.today - timedelta(days=dice.randint(10, 300))
        told = {"scale": Scale.MENTAL_RISK, "score": level, "assessed_by": "样板社区卫生服务中心", "assessed_on": on}
        f.scales.append((told, 0))
    if dice.random() < 0.4:
        f.hard(H.MINIMUM_INCOME, C.UNFIT, None, evidence="低保证")
        f.themes.append("money")
    return f


def money(m: Maker) -> Family:
    rows, surname = _couple(m, 46, 64)
    rows.append(m.someone(surname, m.dice.choice((F, M)), 17, 24, None))
    rows[-1]["relation"] = R.SON if rows[-1]["sex"] is M else R.DAUGHTER
    f = Family("money", rows, themes=["money", "money"], who=_pronoun(rows[0]), child="妻子")
    kind = m.dice.choice((H.MINIMUM_INCOME, H.MINIMUM_INCOME, H.MARGINAL))
    f.hard(kind, m.dice.choice((C.ILLNESS, C.UNFIT, C.SCHOOLING, C.NO_WORK)), None, evidence="街道名单")
    if kind is H.MARGINAL:
        f.themes.append("marginal")
    f.themes.append(m.dice.choice(("sugar", "knee", "pressure")))
    return f


def extreme(m: Maker) -> Family:
    head = m.someone(m.surname(), M, 63, 84, R.HEAD, outside_contacts="无子女，居委会代联系侄子")
    f = Family("extreme", [head], themes=["money", "alone"], who="老人", child="侄子", single=True, gravity=1)
    f.hard(H.EXTREME_POVERTY, C.UNFIT, evidence="特困供养证")
    f.hard(H.ALONE, C.FAMILY)
    m.conditions(f, head)
    return f


def lost(m: Maker) -> Family:
    rows, _surname = _couple(m, 57, 74, m.dice.random() < 0.5)
    f = Family("lost", rows, themes=["lost"] * 3, who=_pronoun(rows[0]), child="妹妹", gravity=1)
    f.hard(H.LOST_ONLY_CHILD, C.BEREAVEMENT, None, evidence="扶助金名单")
    f.themes.append(m.dice.choice(("pressure", "heart")))
    rows[0]["outside_contacts"] = f"妹妹，{m.phone()}"
    return f


def bereaved(m: Maker) -> Family:
    surname = m.surname()
    head = m.someone(surname, F if m.dice.random() < 0.7 else M, 61, 82, R.HEAD)
    row, child = m.child_of(head, surname)
    f = Family("bereaved", [head, row], themes=["bereaved"] * 3, who="老人", child=child, gravity=1, single=True)
    f.hard(H.BEREAVED, C.BEREAVEMENT, since=m.opened_on - timedelta(days=m.dice.randint(10, 90)))
    f.hard(H.ALONE, C.BEREAVEMENT)
    if m.age(head) >= 80:
        f.hard(H.VERY_OLD, C.AGE)
    m.conditions(f, head, 1)
    return f


def single(m: Maker) -> Family:
    surname = m.surname()
    head = m.someone(surname, F if m.dice.random() < 0.8 else M, 31, 45, R.HEAD)
    child = m.someone(m.surname(), m.dice.choice((F, M)), 5, 15, None)
    child["relation"] = R.SON if child["sex"] is M else R.DAUGHTER
    mother = m.someone(m.surname(), F, 60, 70, R.PARENT, lives_here=False, is_emergency=True)
    f = Family("single", [head, child, mother], themes=["single"] * 3, who=_pronoun(head), child="外婆")
    f.hard(H.SINGLE_PARENT, C.FAMILY, None)
    if m.dice.random() < 0.3:
        f.hard(H.MARGINAL, C.FAMILY, None, evidence="街道名单")
        f.themes.append("marginal")
    return f


def child(m: Maker) -> Family:
    surname = m.surname()
    head = m.someone(m.surname(), F, 60, 72, R.HEAD)
    kid = m.someone(surname, m.dice.choice((F, M)), 6, 14, R.GRANDCHILD)
    father = m.someone(surname, M, 33, 42, R.SON, lives_here=False, is_emergency=True)
    f = Family(
        "child", [head, kid, father], themes=["child"] * 3 + ["pressure"], who="孩子", child="孩子爸爸", gravity=1
    )
    f.speaker = "奶奶"
    kind = m.dice.choice((H.CHILD, H.LEFT_BEHIND))
    f.hard(kind, C.FAMILY, 1, since=m.opened_on - timedelta(days=150))
    if kind is H.CHILD:
        f.gravity = 2
        father["note"] = "服刑，刑期未说"
        father["phone"], father["is_emergency"] = "", False
        f.child = "姑姑"
        head["outside_contacts"] = f"姑姑，{m.phone()}"
    return f


def work(m: Maker) -> Family:
    rows, surname = _couple(m, 46, 56)
    rows.append(m.someone(surname, m.dice.choice((F, M)), 15, 20, None))
    rows[-1]["relation"] = R.SON if rows[-1]["sex"] is M else R.DAUGHTER
    f = Family("work", rows, themes=["work"] * 3, who="他", child="妻子")
    since = m.opened_on - timedelta(days=m.dice.randint(20, 200))
    f.hard(H.UNEMPLOYED, C.NO_WORK, 0, evidence="失业登记", since=since, duration=Duration.ONE_OFF)
    return f


def veteran(m: Maker) -> Family:
    rows, surname = _couple(m, 70, 88)
    f = Family("veteran", rows, themes=["veteran", "veteran", "couple"], who="老人")
    row, f.child = m.child_of(rows[0], surname)
    f.residents.append(row)
    f.hard(H.VETERAN, None, evidence="优抚对象名册")
    if m.age(rows[0]) >= 80:
        f.hard(H.VERY_OLD, C.AGE)
    m.conditions(f, rows[0])
    return f


def sudden(m: Maker) -> Family:
    rows, surname = _couple(m, 36, 55, m.dice.random() < 0.6)
    rows.append(m.someone(surname, m.dice.choice((F, M)), 7, 15, None))
    rows[-1]["relation"] = R.SON if rows[-1]["sex"] is M else R.DAUGHTER
    f = Family("sudden", rows, themes=["sudden"] * 3, who=_pronoun(rows[0]), child="爱人", gravity=1)
    since = m.opened_on - timedelta(days=m.dice.randint(5, 40))
    f.hard(H.SUDDEN, C.DISASTER, None, since=since, duration=Duration.ONE_OFF)
    return f


def tenant(m: Maker) -> Family:
    surname = m.surname()
    head = m.someone(surname, m.dice.choice((F, M)), 66, 79, R.HEAD, note="租住，户籍在外县")
    landlord = m.someone(m.surname(), F, 45, 60, R.OTHER, lives_here=False, is_emergency=True, note="房东")
    f = Family("tenant", [head, landlord], themes=["tenant", "tenant", "alone"], who="老人", child="老乡", single=True)
    f.gravity = 1
    f.hard(H.ALONE, C.FAMILY)
    f.hard(H.OTHER, C.OTHER, None, evidence="无退休金，未参加本地医保")
    m.conditions(f, head)
    return f


KINDS: dict[Callable[[Maker], Family], int] = {
    alone: 25,
    couple: 12,
    frail: 6,
    illness: 10,
    disability: 10,
    mental: 5,
    money: 8,
    extreme: 3,
    lost: 3,
    bereaved: 4,
    single: 5,
    child: 3,
    work: 4,
    veteran: 4,
    sudden: 2,
    tenant: 3,
}


def family(m: Maker) -> Family:
    """One family, its head marked; what is not filled in was forgotten."""
    made = m.dice.choices(list(KINDS), list(KINDS.values()))[0](m)
    made.residents[0]["is_head"] = True
    return made
