"""Thirty households, judged by hand before any score was worked out: the scores put them in much the same order."""

from itertools import combinations
from math import sqrt

from db.risk.factors import held
from db.risk.rules import OURS
from db.risk.triggers import triggers
from db.risk.weigh import Result, weigh
from tests.risk_cases import CASES

# Gravest first: whom would we go and see first, and why there.
RANKED: tuple[tuple[str, str], ...] = (
    ("孟家", "煤气味是几分钟的事，一开火伤整栋楼"),
    ("北新泾老人", "97 岁，两天没人见、敲门不应：多半倒在屋里"),
    ("白女士", "刚丧偶又失业，说过不想活：随时可能出事，身边没人"),
    ("小航姐弟", "两个孩子没有大人，吃住用火都没人管"),
    ("葛奶奶", "刚出院、跌过、独居、漏服药、胶管老化，几样凑在一起"),
    ("费家", "评 3 级又动手，母亲年迈挡不住"),
    ("邹家老两口", "卧床全靠 70 岁老伴，护理没着落，老伴一倒两个都倒"),
    ("屈师傅", "堵门加电线加充电，起火跑不出来还连累邻居；又不让进门"),
    ("石家祖孙", "照顾孩子的奶奶自己要人照顾"),
    ("俞家", "没了收入又有重病，人已低落：几周内可能撑不住"),
    ("东湖租户", "独居、看不清、没收入、没有亲人可找"),
    ("邵寨失能", "全靠别人，又没钱请人，冬天更难"),
    ("禾湾周家", "两人长期护理，钱压得喘不过气，但有人照看、低保已批"),
    ("丁家", "88 岁要人照顾，有女儿；女儿累垮就没人了"),
    ("景园重残", "重残又遇高温，只打过电话，没看到人"),
    ("东升老人", "独居，子女刚走，吃药要人叮嘱；有儿子电话"),
    ("黄栗五保", "没收入没亲人，但天天有人问"),
    ("凌女士", "查出癌症才两周，打击大；丈夫在身边"),
    ("裕家园失独", "没有孩子可靠，心里的坎最难，眼下平稳"),
    ("外滩病家", "有癌症病人，钱紧，没有新的变故"),
    ("杉湾老人", "多数时间独自在家，物业常联系"),
    ("鹿丹长者", "独居，一时着急，口罩送到就好了"),
    ("乌当残疾人", "有残疾，日子紧，没有新的变故"),
    ("余家母女", "一个人带孩子，收入低，但稳定"),
    ("汪家", "渗水拖了百天又失信，伤的是房子和信任，不是人"),
    ("毕老师", "独居但身体好、天天出门、有人可打电话"),
    ("家乐园夫妻", "空巢，热热闹闹，身体没说不好"),
    ("长港边缘户", "收入紧，其余没说什么"),
    ("康泽园军属", "七十多岁，有人看望，没有困难"),
    ("鲁家", "什么都好"),
)
# Worked out for the first time, τ was 0.774. Then two records were given what their text says and the ranking knew
# (东升老人: who looked after him left; 鹿丹长者: calm again), and children without a grown-up were given more points,
# for no other record may have to make up for that. The ranking stayed as it was.
# Where hand and score still part by far, and why that stays so:
PARTED = {"康泽园军属": "只登记了一个人又过了 60 岁，按独居计；补登家人就降下来。宁可多看一眼"}
AGREED = 0.8


def worked_out(name: str) -> Result:
    facts = CASES[name].facts
    return weigh(OURS, held(facts), triggers(facts))


def above_and_score(found: Result) -> tuple[bool, int]:
    """What stands above every sum first; then the sum."""
    return bool(found.triggers), found.score


def tau_b(first: list[int], second: list[int]) -> float:
    """Kendall's τ-b: pairs in the same order less pairs in the opposite one, with ties set aside on each side."""
    pairs = list(combinations(zip(first, second, strict=True), 2))
    signs = [(a > c) - (a < c) for (a, _b), (c, _d) in pairs], [(b > d) - (b < d) for (_a, b), (_c, d) in pairs]
    agree = sum(one * other for one, other in zip(*signs, strict=True))
    return agree / sqrt(sum(map(abs, signs[0])) * sum(map(abs, signs[1])))


def places(found: list[Result]) -> list[int]:
    """Of each, how many stand before it."""
    keys = [above_and_score(each) for each in found]
    return [sum(other > key for other in keys) + 1 for key in keys]


def test_tau_is_what_the_textbook_says():
    assert tau_b([1, 2, 3], [1, 2, 3]) == 1 and tau_b([1, 2, 3], [3, 2, 1]) == -1
    assert round(tau_b([12, 2, 1, 12, 2], [1, 4, 7, 1, 0]), 6) == -0.471405, "with ties, as scipy's manual has it"


def test_all_thirty_are_judged_once_each_with_a_reason_and_half_of_them_are_retold():
    assert [name for name, _why in RANKED] == list(dict.fromkeys(name for name, _why in RANKED))
    assert {name for name, _why in RANKED} == set(CASES) and all(why for _name, why in RANKED)
    assert len(CASES) == 30 and len({case.source for case in CASES.values() if case.source}) == 15


def test_scores_put_them_in_much_the_same_order():
    found = [worked_out(name) for name, _why in RANKED]
    by_hand, by_score = list(range(1, 31)), places(found)
    plain = [n for n, each in enumerate(found) if not each.triggers]
    whole = tau_b(by_hand, by_score)
    rest = tau_b([by_hand[n] for n in plain], [by_score[n] for n in plain])
    told = [f"Kendall τ-b {whole:.3f} of all thirty, {rest:.3f} of those that nothing sets above the sum"]
    told += [
        f"{hand:2} {score:2} {each.score:3} {each.tier} {name} {CASES[name].told}；{why}"
        for hand, score, each, (name, why) in zip(by_hand, by_score, found, RANKED, strict=True)
    ]
    print("\n".join(told))  # noqa: T201 (shown with -s)
    assert whole >= AGREED and rest >= AGREED, "\n".join(told)


def test_the_gravest_are_in_the_closest_tier_and_the_lightest_in_none():
    tiers = [worked_out(name).tier for name, _why in RANKED]
    assert set(tiers[:7]) == {"1"} and set(tiers[-6:]) - {"3", "4"} == set() and tiers[-1] == "4"


def test_far_apart_only_where_we_know_why():
    by_score = places([worked_out(name) for name, _why in RANKED])
    far = {name for hand, (name, _why) in enumerate(RANKED, 1) if abs(hand - by_score[hand - 1]) > 8}
    assert far == set(PARTED)
    assert not any(line.factor == "alone" for line in worked_out("鲁家").lines), "two are not one"
