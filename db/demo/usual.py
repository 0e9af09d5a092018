"""How things stand in a kind of household when nothing is happening: risk and its reason, and life in the family."""

from db.choices import FamilyLife, Tier

SCALES = ("health", "safety", "stability")
# Health, safety, social stability, 0 to 3.
LEVELS = {
    "alone": (1, 1, 0),
    "couple": (0, 0, 0),
    "frail": (2, 1, 1),
    "illness": (2, 0, 1),
    "disability": (1, 0, 0),
    "mental": (1, 1, 2),
    "money": (0, 0, 1),
    "extreme": (1, 1, 1),
    "lost": (1, 0, 1),
    "bereaved": (1, 0, 1),
    "single": (0, 0, 1),
    "child": (0, 1, 1),
    "work": (0, 0, 1),
    "veteran": (1, 0, 0),
    "sudden": (1, 1, 1),
    "tenant": (1, 1, 1),
}
WHY: dict[str, dict[str, tuple[str, ...]]] = {
    "health": {
        "alone": ("高龄，慢性病需按时服药", "独居，夜里无人"),
        "frail": ("卧床，需人照料", "吞咽慢，有压疮风险"),
        "illness": ("重病治疗期", "治疗中，抵抗力低"),
        "mental": ("长期服药，不能断",),
        "bereaved": ("睡眠差，吃得少",),
    },
    "safety": {"alone": ("独居，独自用火",), "frail": ("翻身、如厕需两人扶",), "child": ("放学路上过两条马路",)},
    "stability": {
        "mental": ("家属年高，照料吃力", "病情有过波动"),
        "money": ("收入低，支出紧",),
        "work": ("收入中断",),
        "lost": ("节日前后不愿出门",),
        "single": ("一人带孩子，上夜班",),
        "sudden": ("赔偿未定，家中欠款",),
    },
}
FAMILY = {
    "alone": (FamilyLife.ALONE, FamilyLife.FEW_VISITS),
    "extreme": (FamilyLife.ALONE,),
    "tenant": (FamilyLife.ALONE,),
    "bereaved": (FamilyLife.ALONE, FamilyLife.FEW_VISITS),
    "lost": (FamilyLife.FEW_VISITS,),
    "frail": (FamilyLife.CARED_FOR, FamilyLife.STRAINED),
    "mental": (FamilyLife.STRAINED, FamilyLife.CARED_FOR),
    "couple": (FamilyLife.FEW_VISITS, FamilyLife.CARED_FOR),
}
# Days between one thing happening and the next: the closer the tier, the more goes on.
OFTEN = {Tier.ONE: 35, Tier.TWO: 60, Tier.THREE: 110, Tier.ROUTINE: 180, None: 110}
