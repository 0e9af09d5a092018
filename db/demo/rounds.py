"""Rounds of visits for an occasion: the last great festival, and the next occasion when it is near."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from db.choices import PlanWhy
from db.demo.files import File
from db.demo.rows import Row, insert_for_ids
from db.demo.seasons import ROUNDS, working_day
from db.demo.staff import MANAGER, Team
from db.models import Round
from db.occasions import OCCASIONS, Coming, Occasion, coming

NAMES = {
    "spring": ("春节走访", "送米油、春联，问和谁一起过年，看用火用电"),
    "lantern": ("元宵节走访", "送元宵，问身体"),
    "disabled": ("助残日走访", "问辅具、补贴，看出入方不方便"),
    "children": ("六一走访", "送书包文具，问上学"),
    "dragon_boat": ("端午走访", "送粽子，问天热后的安排"),
    "army": ("八一走访", "看望老兵，问优抚待遇"),
    "mid_autumn": ("中秋走访", "送月饼，问子女回不回来"),
    "double_ninth": ("重阳敬老走访", "送重阳糕，量血压，问冷暖"),
    "international_disabled": ("国际残疾人日走访", "问辅具和康复，看无障碍设施"),
}
AHEAD = timedelta(days=4)  # a round is planned so long before it begins
NEAR = 24  # days until an occasion whose round is planned already


@dataclass(frozen=True)
class Made:
    """A stored round."""

    id: int
    occasion: Occasion
    start: date
    end: date
    made_on: date
    words: str

    def is_for(self, file: File) -> bool:
        kinds = [row["kind"] for row, _of in file.family.hardships if row.get("ended_on") is None]
        return file.was_active(self.made_on) and (
            not self.occasion.kinds or any(kind in self.occasion.kinds for kind in kinds)
        )


def start_rounds(s: Session, team: Team, today: date) -> Sequence[Made]:
    past = [(each.day(year), each) for each in OCCASIONS if each.key in ROUNDS for year in (today.year - 1, today.year)]
    day, last = max(one for one in past if one[0] < today)
    chosen = [Coming(last, day - timedelta(days=last.ahead), day), *coming(today, NEAR)[:1]]
    rows, by, whens = list[Row](), team.ids[MANAGER.name], list[date]()
    for occasion, start, end in chosen:
        name, words = NAMES[occasion.key]
        whens.append(min(working_day(start - AHEAD, date.min), today - timedelta(days=1)))
        told = {"name": f"{end.year}年{name}", "why": PlanWhy.FESTIVAL, "start": start, "end": end, "words": words}
        rows.append(told | {"made_by_id": by, "made_on": whens[-1]})
    ids = insert_for_ids(s, Round, rows)
    return [
        Made(key, one.occasion, one.start, one.end, when, row["words"])
        for key, one, when, row in zip(ids, chosen, whens, rows, strict=True)
    ]
