"""Thirty households as records: fifteen out of ../shared/cases, with what their text says and no more, and fifteen of
our own. Everybody is invented. `quiet` is a household for which nothing counts, the ground of every other test."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from db.choices import (
    Change,
    Circumstance,
    DisabilityGrade,
    Environment,
    FamilyLife,
    HardshipKind,
    Hazard,
    Level,
    Mind,
    Outcome,
    SelfCare,
)
from db.risk.facts import Call, Facts, Hard, Promise, Someone, Trouble
from tests.conftest import DAY

K = HardshipKind
HOUSE = 7  # the household's own number; no other record has it


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def someone(age: int | None = 45, **more: Any) -> Someone:
    return Someone(**{"id": 1, "age": age, **more})


def call(days: int = 5, outcome: Outcome = Outcome.MET, **more: Any) -> Call:
    return Call(**{"id": 1000 - days, "day": ago(days), "outcome": outcome, **more})


def hard(*kinds: HardshipKind) -> tuple[Hard, ...]:
    return tuple(Hard(20 + n, kind) for n, kind in enumerate(kinds))


def quiet(**more: Any) -> Facts:
    """Somebody of forty-five who was met last week, is due next month and names a person to ring."""
    told: dict[str, Any] = {
        "household_id": HOUSE,
        "day": DAY,
        "opened_on": ago(400),
        "people": (someone(),),
        "calls": (call(mind=(Mind.CALM,), environment=(Environment.TIDY,)),),
        "due_on": DAY + timedelta(days=25),
        "others_to_ring": True,
        "is_met": True,
    }
    return Facts(**{**told, **more})


def seen(days: int = 0, outcome: Outcome = Outcome.MET, **more: Any) -> dict[str, Any]:
    """A visit, with its three scales as the household's last word."""
    scales = {name: int(more[name].value) for name in ("health", "safety", "stability") if name in more}
    return {"calls": (call(days, outcome, **more),), **scales}


@dataclass(frozen=True)
class Case:
    """`told` says who they are, in a line; `source` is the number of the text in ../shared/cases, 0 for our own."""

    told: str
    facts: Facts
    source: int = 0


def case(told: str, source: int = 0, **more: Any) -> Case:
    """Texts name no number to ring unless they say who came, so a household has none unless it is given."""
    return Case(told, quiet(**{"others_to_ring": False, **seen(), **more}), source)


def two(first: int, second: int, **more: Any) -> tuple[Someone, Someone]:
    """Two people; what is said besides is said of the first."""
    return someone(first, **more), someone(second, id=2)


C, E, F, H, L = Circumstance, Environment, FamilyLife, Hazard, Level
GRADE = DisabilityGrade
CASES: dict[str, Case] = {
    # Retold. Whom the text counts without naming is one household of the kind it names.
    "杉湾老人": case(
        "独居老人，很少出门", 1, people=(someone(None),), hardships=hard(K.ALONE), **seen(family=(F.ALONE,))
    ),
    "外滩病家": case("癌症患者家庭，节前慰问", 3, people=(someone(None),), hardships=hard(K.ILLNESS)),
    "家乐园夫妻": case("空巢老人，孩子忙", 5, people=(someone(None),), hardships=hard(K.EMPTY_NEST)),
    "康泽园军属": case("七十多岁退休军属，帮着打扫", 7, people=(someone(74),), hardships=hard(K.VETERAN)),
    "东湖租户": case(
        "74 岁独居租户，疑似白内障，儿子失联，低保在办",
        9,
        people=(someone(74),),
        hardships=hard(K.ALONE, K.MINIMUM_INCOME),
        troubles=(Trouble(31, L.MIDDLE, DAY),),
    ),
    "禾湾周家": case(
        "丈夫和小儿子长期治疗护理，一户多残，低保获批",
        11,
        people=(someone(None), someone(None, id=2, is_disabled=True), someone(None, id=3, is_disabled=True)),
        hardships=hard(K.DISABILITY, K.ILLNESS, K.EXPENSES, K.MINIMUM_INCOME),
    ),
    "长港边缘户": case("低保边缘户，摸排", 13, people=(someone(None),), hardships=hard(K.MARGINAL)),
    "景园重残": case(
        "重残老人，高温天电话问过",
        15,
        people=(someone(None, is_disabled=True, disability_grade=GRADE.TWO),),
        hardships=hard(K.DISABILITY),
        **seen(face=False),
    ),
    "邵寨失能": case(
        "经济困难的失能老人，入冬看取暖",
        17,
        people=(someone(None, self_care=SelfCare.UNABLE),),
        hardships=hard(K.FRAIL, K.MARGINAL),
    ),
    "鹿丹长者": case(
        "独居长者，电话里着急没有口罩，送到后缓解",
        19,
        people=(someone(None),),
        hardships=hard(K.ALONE),
        calls=(call(0, face=False, mind=(Mind.CALM,)), call(2, face=False, mind=(Mind.RESTLESS,))),
    ),
    "北新泾老人": case(
        "97 岁独居，电话不接、敲门不应，邻居两天没见人；外甥女报警",
        21,
        people=(someone(97),),
        hardships=hard(K.ALONE, K.VERY_OLD),
        others_to_ring=True,
        calls=(call(0, Outcome.NO_ANSWER), call(1, Outcome.NOT_REACHED, face=False), call(30)),
    ),
    "裕家园失独": case(
        "失独老人，雪天电话问过", 23, people=(someone(None),), hardships=hard(K.LOST_ONLY_CHILD), **seen(face=False)
    ),
    "乌当残疾人": case(
        "贫困残疾人，节前慰问", 27, people=(someone(None, is_disabled=True),), hardships=hard(K.DISABILITY, K.MARGINAL)
    ),
    "黄栗五保": case("五保老人，日必问、周必访", 29, people=(someone(None),), hardships=hard(K.EXTREME_POVERTY)),
    "东升老人": case(
        "独居老人，节后子女返程没人照看，按时吃药要人叮嘱；儿子在北京",
        31,
        people=(someone(None),),
        hardships=hard(K.ALONE),
        others_to_ring=True,
        **seen(changes=(Change.CARER_LEFT,)),
    ),  # fmt: skip
    # Our own.
    "孟家": case(
        "租住的年轻夫妻，进门有煤气味",
        people=two(34, 36),
        others_to_ring=True,
        **seen(circumstances=(C.GAS_SMELL,), hazards=(H.GAS_HOSE,), safety=L.GRAVE),
    ),
    "白女士": case(
        "52 岁，丈夫两个月前去世，失业，上周说不想活了",
        people=(someone(52),),
        hardships=hard(K.BEREAVED, K.UNEMPLOYED),
        others_to_ring=True,
        **seen(7, changes=(Change.BEREAVEMENT,), circumstances=(C.DESPAIR,), mind=(Mind.LOW,), stability=L.GRAVE),
    ),
    "小航姐弟": case(
        "10 岁和 13 岁，父母服刑，家里没有大人",
        people=two(13, 10),
        hardships=hard(K.CHILD),
        **seen(3, safety=L.GRAVE, stability=L.MIDDLE),
    ),
    "葛奶奶": case(
        "83 岁独居，跌倒住院刚回来，胶管老化，漏服药，没人可打电话",
        people=(someone(83, self_care=SelfCare.MILD),),
        hardships=hard(K.ALONE, K.VERY_OLD),
        **seen(
            2,
            changes=(Change.FALL, Change.DISCHARGED),
            hazards=(H.GAS_HOSE, H.MEDICINE, H.SLIPPERY),
            mind=(Mind.LOW,),
            health=L.GRAVE,
            safety=L.MIDDLE,
        ),
    ),
    "费家": case(
        "儿子精神障碍，社区医院评 3 级，走访时骂人摔门，母亲 76 岁",
        people=(someone(46, mental_level=3), someone(76, id=2)),
        hardships=hard(K.MENTAL, K.MINIMUM_INCOME),
        others_to_ring=True,
        **seen(4, circumstances=(C.AGGRESSION,), family=(F.QUARRELS,), stability=L.GRAVE, safety=L.MIDDLE),
    ),
    "邹家老两口": case(
        "72 岁中风卧床，一级残疾，70 岁老伴照顾，护理问题没着落",
        people=two(72, 70, self_care=SelfCare.UNABLE, is_disabled=True, disability_grade=GRADE.ONE),
        hardships=hard(K.EMPTY_NEST, K.FRAIL, K.DISABILITY),
        others_to_ring=True,
        troubles=(Trouble(31, L.GRAVE, ago(40)),),
        **seen(6, family=(F.STRAINED,), health=L.GRAVE),
    ),
    "屈师傅": case(
        "58 岁，囤物堵门，电线老化，屋里充电；上次拒访，超期 40 天",
        people=(someone(58),),
        due_on=ago(40),
        calls=(
            call(20, Outcome.REFUSED),
            call(75, environment=(E.CLUTTERED,), hazards=(H.BLOCKED, H.WIRING, H.EBIKE), safety=L.GRAVE),
        ),
        safety=3,
    ),
    "石家祖孙": case(
        "9 岁，父母在外地，跟 71 岁奶奶；奶奶起居要人帮",
        people=two(71, 9, self_care=SelfCare.MODERATE),
        hardships=hard(K.LEFT_BEHIND, K.FRAIL),
        others_to_ring=True,
        **seen(10, health=L.LIGHT, safety=L.MIDDLE),
    ),
    "俞家": case(
        "45 岁刚失业，妻子重病，医药费压着，情绪低落",
        people=two(45, 44),
        hardships=hard(K.UNEMPLOYED, K.ILLNESS, K.EXPENSES),
        others_to_ring=True,
        **seen(8, changes=(Change.JOB_LOSS,), mind=(Mind.LOW,), stability=L.MIDDLE),
    ),
    "丁家": case(
        "88 岁，起居要人帮，55 岁女儿同住照顾，女儿很累",
        people=two(88, 55, self_care=SelfCare.MODERATE),
        hardships=hard(K.VERY_OLD),
        others_to_ring=True,
        **seen(9, family=(F.CARED_FOR, F.STRAINED), health=L.MIDDLE),
    ),
    "凌女士": case(
        "40 岁，两周前查出癌症，丈夫在身边",
        people=two(40, 42),
        hardships=hard(K.ILLNESS),
        others_to_ring=True,
        **seen(14, changes=(Change.DIAGNOSIS,), mind=(Mind.CALM,), health=L.MIDDLE),
    ),
    "余家母女": case(
        "单亲母亲带 8 岁女儿，有工作，吃低保，情绪平稳",
        people=two(36, 8),
        hardships=hard(K.SINGLE_PARENT, K.MINIMUM_INCOME),
        others_to_ring=True,
        **seen(12, mind=(Mind.CALM,), stability=L.LIGHT),
    ),
    "汪家": case(
        "五十多岁夫妻，墙体渗水拖了 100 天，答应修没修",
        people=two(55, 53),
        others_to_ring=True,
        troubles=(Trouble(31, L.MIDDLE, ago(100)),),
        promises=(Promise(41, ago(20)),),
        **seen(15, environment=(E.DAMP,), safety=L.LIGHT),
    ),
    "毕老师": case(
        "66 岁独居，天天去跳舞，女儿电话留着",
        people=(someone(66),),
        hardships=hard(K.ALONE),
        others_to_ring=True,
        **seen(11, mind=(Mind.CALM,), health=L.NONE, safety=L.NONE),
    ),
    "鲁家": case(
        "62 岁退役军人和 58 岁妻子，身体都好",
        people=two(62, 58),
        hardships=hard(K.VETERAN),
        others_to_ring=True,
        **seen(13, mind=(Mind.CALM,), health=L.NONE, safety=L.NONE, stability=L.NONE),
    ),
}
