"""Invented names, ages and families: who lives in a household in hardship, and what is hard for them."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from db.choices import (
    DisabilityGrade,
    DisabilityKind,
    Duration,
    HardshipCause,
    HardshipKind,
    Relation,
    Scale,
    SelfCare,
    Sex,
)
from db.rules import age as age_on

Row = dict[str, Any]
F, M = Sex.FEMALE, Sex.MALE
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
RARE_SURNAMES = ("䶮", "欧阳", "上官", "令狐", "仉", "逄", "妫", "爨")
RARE_GIVEN = {F: ("喆兰", "𬱖", "翯", "犇霞"), M: ("喆", "犇", "堃生", "𬍛", "龘")}
# By sex and by the years in which such names were given.
GIVEN = {
    (F, 1900): [
        "桂兰",
        "秀英",
        "玉珍",
        "淑珍",
        "凤英",
        "素云",
        "桂芳",
        "翠兰",
        "秀兰",
        "月娥",
        "惠珍",
        "金凤",
        "瑞芝",
        "荷香",
        "巧云",
        "银娣",
        "来娣",
        "佩芬",
    ],
    (M, 1900): [
        "德明",
        "永福",
        "长顺",
        "国栋",
        "树林",
        "金生",
        "文忠",
        "守仁",
        "玉山",
        "福生",
        "春山",
        "耀祖",
        "成才",
        "万昌",
        "培根",
        "忠义",
        "茂林",
        "水根",
    ],
    (F, 1955): [
        "春梅",
        "美华",
        "丽萍",
        "爱珍",
        "建芬",
        "红梅",
        "玉梅",
        "秋萍",
        "亚琴",
        "小妹",
        "慧敏",
        "莉莉",
        "雅芳",
        "幼娟",
        "培红",
        "国英",
        "彩霞",
        "志红",
    ],
    (M, 1955): [
        "建国",
        "国庆",
        "志强",
        "卫东",
        "建平",
        "爱民",
        "小军",
        "跃进",
        "学军",
        "立新",
        "和平",
        "长江",
        "保国",
        "援朝",
        "振华",
        "海根",
        "伟民",
        "庆生",
    ],
    (F, 1978): [
        "晓燕",
        "婷婷",
        "海燕",
        "静雯",
        "丽娜",
        "倩倩",
        "雪梅",
        "艳红",
        "佳慧",
        "敏洁",
        "小芳",
        "冬梅",
        "琳琳",
        "嘉怡",
        "文静",
        "燕妮",
    ],
    (M, 1978): [
        "志远",
        "海涛",
        "晓峰",
        "俊杰",
        "文斌",
        "伟强",
        "建辉",
        "勇军",
        "鹏飞",
        "小东",
        "春雷",
        "明亮",
        "晨光",
        "剑波",
        "云峰",
        "一鸣",
    ],
    (F, 2005): ["子涵", "欣怡", "雨桐", "诗琪", "梓萱", "可馨", "若曦", "语嫣", "思雨", "小禾", "念念", "安然"],
    (M, 2005): ["浩然", "子轩", "宇航", "天佑", "梓豪", "一诺", "小满", "俊熙", "家乐", "奕辰", "墨言", "远航"],
}
CONDITIONS = ("pressure", "sugar", "heart", "lung", "eyes", "knee", "stroke")
FAR = ("外地", "北京", "深圳", "苏州", "成都", "省城", "国外")


@dataclass
class Family:
    """Residents (the first is the head), hardships each with the place of whom it is about, and what to talk of."""

    kind: str
    residents: list[Row]
    hardships: list[tuple[Row, int | None]] = field(default_factory=list)
    scales: list[tuple[Row, int]] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    who: str = ""  # as the notes call the one visited
    speaker: str = ""  # who tells of the flat and of papers, when it is somebody else
    child: str = "家属"
    gravity: int = 0  # what the tier follows
    single: bool = False
    note: str = ""

    def hard(self, kind: HardshipKind, cause: HardshipCause | None, of: int | None = 0, **more: Any) -> None:
        self.hardships.append(({"kind": kind, "cause": cause, "duration": Duration.LONG_TERM} | more, of))


class Maker:
    """Makes one family after another; phones are of a range that no operator has given to anybody."""

    def __init__(self, dice: Random, today: date, opened_on: date) -> None:
        self.dice, self.today, self.opened_on = dice, today, opened_on

    def surname(self) -> str:
        return self.dice.choice(RARE_SURNAMES) if self.dice.random() < 0.02 else self.dice.choice(SURNAMES)

    def phone(self) -> str:
        return f"154{self.dice.randrange(10**8):08}"

    def someone(self, surname: str, sex: Sex, low: int, high: int, relation: Relation | None, **more: Any) -> Row:
        dice = self.dice
        birth = self.today - timedelta(days=int(dice.randint(low, high) * 365.25) + dice.randint(5, 355))
        era = max(year for of, year in GIVEN if of is sex and year <= birth.year)
        rare = dice.random() < 0.015
        given = dice.choice(RARE_GIVEN[sex]) if rare else dice.choice(GIVEN[sex, era])
        if era == 1978 and dice.random() < 0.2:
            given = given[:1]
        phone = self.phone() if low >= 16 and dice.random() < 0.85 else ""
        told = birth if dice.random() < 0.96 else None  # forgotten now and then
        return {"name": surname + given, "sex": sex, "birth_date": told, "relation": relation, "phone": phone} | more

    def age(self, row: Row) -> int:
        return age_on(row["birth_date"], self.today) or 0

    def child_of(self, parent: Row, surname: str, **more: Any) -> tuple[Row, str]:
        """A grown child who lives elsewhere and is rung first."""
        sex = self.dice.choice((F, M))
        age = max(25, (self.age(parent) or 74) - self.dice.randint(24, 31))
        relation = Relation.DAUGHTER if sex is F else Relation.SON
        name = surname if parent["sex"] is M or self.dice.random() < 0.2 else self.surname()
        row = self.someone(name, sex, age, age, relation, lives_here=False, is_emergency=True, **more)
        row["phone"] = self.phone()
        return row, "女儿" if sex is F else "儿子"

    def outside(self, child: str, surname: str) -> str:
        dice = self.dice
        ways = (
            f"{child}在{dice.choice(FAR)}，{self.phone()}",
            f"侄女{surname}{dice.choice('梅芳敏')}（{self.phone()}）",
            f"老邻居{dice.choice(SURNAMES)}阿姨 {self.phone()}",
            "无",
            "",
        )
        return dice.choice(ways)

    def conditions(self, family: Family, row: Row, most: int = 2) -> None:
        """Illnesses of age, and the self-care band or scale that goes with them."""
        dice = self.dice
        family.themes += dice.sample(CONDITIONS, dice.randint(1, most))
        if "stroke" in family.themes and dice.random() < 0.7:
            self.disabled(row, DisabilityKind.LIMB, (2, 3, 3, 4))
        if dice.random() < 0.6:
            worse = "stroke" in family.themes or self.age(row) > 86
            row["self_care"] = SelfCare.MILD if worse else dice.choice((SelfCare.ABLE, SelfCare.ABLE, SelfCare.MILD))
        if dice.random() < 0.3:
            self.scaled(family, family.residents.index(row))

    def disabled(self, row: Row, kind: DisabilityKind, grades: tuple[int, ...]) -> int:
        grade = self.dice.choice(grades)
        row["disability_kind"], row["disability_grade"] = kind, DisabilityGrade(str(grade))
        return grade

    def scaled(self, family: Family, at: int, band: SelfCare | None = None) -> None:
        """A result somebody trained has reached, in keeping with the self-care band."""
        dice = self.dice
        band = band or family.residents[at].get("self_care") or SelfCare.ABLE
        points = {
            SelfCare.ABLE: (dice.choice((90, 88, 85)), dice.randint(0, 3), 100),
            SelfCare.MILD: (dice.randint(66, 84), dice.randint(4, 8), dice.choice((95, 85, 75, 65))),
            SelfCare.MODERATE: (dice.randint(46, 65), dice.randint(9, 18), dice.choice((60, 55, 50, 45))),
            SelfCare.UNABLE: (dice.randint(12, 44), dice.randint(19, 32), dice.choice((40, 30, 20, 10))),
        }[band]
        scale = dice.choice((Scale.ABILITY_2022, Scale.SELF_CARE, Scale.BARTHEL))
        score = points[(Scale.ABILITY_2022, Scale.SELF_CARE, Scale.BARTHEL).index(scale)]
        family.scales.append(
            (
                {
                    "scale": scale,
                    "score": f"{score} 分",
                    "assessed_by": dice.choice(("样板社区卫生服务中心", "区评估机构（演示）")),
                    "assessed_on": self.today - timedelta(days=dice.randint(40, 700)),
                },
                at,
            )
        )
