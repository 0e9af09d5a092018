"""The household's file around a family: number, tier, state, consents, the note about safety."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from db.choices import ConsentWay, HouseholdState, Purpose, Tier
from db.demo import families
from db.demo.lasting import first_tier
from db.demo.people import Family, Maker
from db.demo.places import COMMITTEE, STREET, Door, Standing
from db.demo.rows import Row
from db.demo.staff import Team
from db.demo.talk import lines

EVERY = {Tier.ONE: 7, Tier.TWO: 30, Tier.THREE: 90, Tier.ROUTINE: 180, None: 120}
WATCHED = timedelta(days=62)  # so long ago the office began to have the factors weighed
TIER_WHY = {
    Tier.ONE: lines("""
        高龄独居，半年内跌倒过，无人同住
        失能，照料人年纪也大，离不开人
        近期出院，需要天天问
        有走失经历，家属白天不在
    """),
    Tier.TWO: lines("""
        独居，慢性病两种以上
        残疾二级，白天一人在家
        治疗费用高，情绪低
        家中有人长期服药，照料人吃力
    """),
    Tier.THREE: lines("""
        生活能自理，子女常联系
        情况稳定，按季走访
        收入低，身体尚可
    """),
    Tier.ROUTINE: lines("""
        有家人照料，节日看望
        情况平稳
    """),
}
SAFETY = lines("""
    家中有狗，先打电话再上门。
    听力弱，敲门重一些，多等两分钟。
    家属上夜班，上午十点后再敲门。
    情绪激动时曾摔东西，两人一起去，不进里屋。
    白细胞低，进门戴口罩，感冒不要去。
    门口堆物，进门小心脚下；屋里灯暗，带手电。
    不喜欢穿制服的人上门，穿便装，先报楼栋管家的名字。
""")
TAGS = (
    "腿脚不便",
    "听力弱",
    "独居",
    "需代购",
    "夜里易醒",
    "不便开门",
    "方言",
    "有狗",
    "低保年审",
    "爱下棋",
    "社区食堂",
    "已配钥匙",
)
ENDED = {
    HouseholdState.MOVED: (
        "{day}搬去{child}家长住，档案移交居委会",
        "{day}租约到期，搬离本小区",
        "{day}入住养老院，家属办了手续",
    ),
    HouseholdState.DECEASED: ("{day}在医院病故，家属已办后事", "{day}因病去世，{child}来电告知"),
    HouseholdState.CLOSED: ("{day}结案：找到工作，收入稳定，本人同意", "{day}结案：困难已解除，连续三次走访无诉求"),
}
GONE = (HouseholdState.CLOSED, HouseholdState.MOVED, HouseholdState.DECEASED)
GUARDED = ("child", "mental")  # somebody else agrees for them
PAUSED = ("住院治疗，家属陪护", "回老家探亲", "本人要求暂停上门，改由家属联系", "去{child}家过冬")


@dataclass
class File:
    """Everything of one household, before and while its visits are told."""

    row: Row
    family: Family
    door: Door
    building: int
    end: date  # the last day it could be visited
    turned_on: date | None = None  # the day it was paused or ended, where it is not active
    tiers: list[tuple[date, Tier | None]] = field(default_factory=list)  # since when which
    pauses: list[tuple[date, date | None]] = field(default_factory=list)  # from, and the day it was active again
    consents: list[Row] = field(default_factory=list)
    photos: list[tuple[int, int, Row]] = field(default_factory=list)  # place of the visit, of the consent

    def photo_consent(self, day: date) -> int | None:
        """The place of a consent to photos that covers a day, and was never withdrawn."""
        for n, each in enumerate(self.consents):
            if each["purpose"] is Purpose.PHOTO and each["given_on"] <= day and "withdrawn_on" not in each:
                return n if day <= each.get("until", day) else None
        return None

    def awake_on(self, day: date) -> date | None:
        """The day itself, or the end of the pause it lies in; None while that lasts."""
        for paused_on, woken_on in self.pauses:
            if paused_on <= day and (woken_on is None or day < woken_on):
                return woken_on
        return day

    def was_active(self, day: date) -> bool:
        """Whether a plan could be made for it on a day."""
        is_ended = self.state in GONE and self.turned_on is not None and self.turned_on <= day
        return self.opened_on <= day and not is_ended and self.awake_on(day) == day

    def tier_at(self, day: date) -> tuple[Tier | None, date]:
        """The tier as it was set by a day, and since when."""
        since, tier = next((each for each in reversed(self.tiers) if each[0] <= day), (self.opened_on, None))
        return tier, since

    @property
    def opened_on(self) -> date:
        return self.row["opened_on"]

    @property
    def tier(self) -> Tier | None:
        return self.row["tier"]

    @property
    def state(self) -> HouseholdState:
        return self.row["state"]


def opening_days(dice: Random, households: int, start: date, today: date) -> list[date]:
    """When the files were opened, in the order of their numbers: most with the first list, the rest as found."""
    found = []
    for _n in range(households):
        if dice.random() < 0.72:
            found.append(start - timedelta(days=dice.choice((3, 3, 4, 5, 6, 9, 30, 31))))
        else:
            found.append(start + timedelta(days=int((today - start).days * dice.random())))
    return sorted(found)


def file(dice: Random, no: int, opened_on: date, door: Door, standing: list[Standing], team: Team, today: date) -> File:
    family = families.family(Maker(dice, today, opened_on))
    tier = first_tier(dice, family, today)
    since = _between(dice, opened_on, max(opened_on, today - WATCHED), dice.random() < 0.6)
    row: Row = {
        "no": no,
        "building_id": standing[door.building].id,
        "unit": door.unit,
        "floor": door.floor,
        "room": door.room,
        "raw_address": door.raw,
        "tier": tier,
        "tier_why": dice.choice(TIER_WHY[tier]) if tier and dice.random() < 0.7 else "",
        "tier_since": since if tier else None,
        "tier_by_id": team.ids["李敏航"] if tier else None,
        "responsible_id": team.responsible(door.building),
        "state": HouseholdState.ACTIVE,
        "state_why": "",
        "opened_on": opened_on,
        "verified_on": _between(dice, opened_on, today, dice.random() < 0.3) if dice.random() < 0.8 else None,
        "tags": " ".join(dice.sample(TAGS, dice.choice((0, 0, 1, 1, 2)))),
        "version": dice.choice((1, 1, 2, 3)),
    }
    if dice.random() < 0.13 or family.kind == "mental":
        row["safety_note"] = SAFETY[3] if family.kind == "mental" and dice.random() < 0.4 else dice.choice(SAFETY)
        written = _between(dice, opened_on, today, dice.random() < 0.5)
        # Some of them should have been looked at again by now.
        row["safety_review_on"] = written + timedelta(days=dice.choice((90, 180, 365)))
        row["safety_author_id"] = row["responsible_id"]
    made = File(row, family, door, door.building, today - timedelta(days=1))
    _end(dice, made, today)
    made.consents = list(_consents(dice, made, team, today))
    return made


def _between(dice: Random, start: date, end: date, early: bool = False) -> date:
    days = max(0, (end - start).days)
    return start + timedelta(days=0 if early else dice.randint(0, days))


def _end(dice: Random, made: File, today: date) -> None:
    """A few files rest or have ended, with the reason and, when ended, the day in it."""
    family, row = made.family, made.row
    age_allows = family.kind in ("alone", "extreme", "bereaved")
    roll = dice.random()
    if (today - made.opened_on).days < 120 or roll > 0.1:
        return
    if roll < 0.03:
        row["state"] = HouseholdState.PAUSED
        reasons = PAUSED if family.child in ("女儿", "儿子") else PAUSED[:-1]
        row["state_why"] = dice.choice(reasons).format(child=family.child)
        row["paused_until"] = today + timedelta(days=dice.randint(1, 75))  # whose day has come is active again
        made.end = today - timedelta(days=dice.randint(8, 40))
        made.turned_on = made.end + timedelta(days=1)
        return
    if age_allows and roll < 0.055:
        state = HouseholdState.DECEASED
    elif family.kind in ("work", "money", "single", "sudden"):
        state = HouseholdState.CLOSED
    else:
        state = HouseholdState.MOVED
    on = _between(dice, made.opened_on + timedelta(days=60), today - timedelta(days=10))
    ways = ENDED[state]
    if state is HouseholdState.MOVED:
        ways = ways[1:2] if family.kind == "tenant" else ways[::2] if family.child in ("女儿", "儿子") else ways[2:]
    said = ways[0] if state is HouseholdState.CLOSED and family.kind == "work" else dice.choice(ways[-2:])
    if state is HouseholdState.CLOSED and family.kind != "work":
        said = ways[1]
    row["state"] = state
    row["state_why"] = said.format(day=f"{on.year}年{on.month}月{on.day}日", child=family.child)
    made.end, made.turned_on = on - timedelta(days=2), on
    if state in (HouseholdState.CLOSED, HouseholdState.DECEASED):
        for hardship, _of in family.hardships:
            hardship["ended_on"] = on


def _consents(dice: Random, made: File, team: Team, today: date) -> list[Row]:
    guardian = made.family.kind in GUARDED
    wanted = [(Purpose.ARCHIVE, 0.93, ""), (Purpose.PHOTO, 0.38, ""), (Purpose.SHARING, 0.46, COMMITTEE)]
    wanted += [(Purpose.SHARING, 0.14, STREET), (Purpose.PUBLICATION, 0.05, "")]
    found = []
    for purpose, chance, receiver in wanted:
        if dice.random() > chance:
            continue
        given = (
            made.opened_on if purpose is Purpose.ARCHIVE else _between(dice, made.opened_on, today, dice.random() < 0.6)
        )
        way = (
            ConsentWay.GUARDIAN
            if guardian
            else dice.choice((ConsentWay.WRITTEN, ConsentWay.WRITTEN, ConsentWay.SPOKEN))
        )
        row = {"purpose": purpose, "receiver": receiver, "way": way, "given_on": given, "resident_id": None}
        row["recorded_by_id"] = team.ids["何静宜"]
        if purpose is not Purpose.ARCHIVE and dice.random() < 0.3:
            row["until"] = given + timedelta(days=365)
        if dice.random() < 0.05:
            row["withdrawn_on"] = _between(dice, given, today)
        found.append(row)
    return found
