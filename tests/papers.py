"""A month of visits for the paper tests: who may be told to whom is known for every household."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image
from sqlmodel import Session, select

from db.choices import (
    Appeal,
    AttachmentKind,
    Circumstance,
    ConsentWay,
    HardshipCause,
    HardshipKind,
    Hazard,
    Level,
    Outcome,
    OutsideHelp,
    OwnMeasure,
    Purpose,
    Tier,
    Way,
)
from db.models import Attachment, Building, Consent, Hardship, Household, Resident, Visit, VisitBy
from db.rights import Person
from tests.conftest import DAY

FIRST = date(2026, 11, 1)
SAID = (
    "陈玉芬说夜里不敢去浴室，怕摔。女儿电话 13900001111，住 3栋1单元1202室。"
    "玉芬还说：“药片<b>不敢多吃</b>，=1+1 也算不清。”"
    "同楼䶮㛃𬱖𬍛𫖯喆堃犇几家常来，👵 也来。隔壁沈兰每天敲门看她。"
)


def jpeg(colour: str = "#886644", size: tuple[int, int] = (800, 600)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def visit(s: Session, household_id: int, day: date, who: Person, **told: Any) -> int:
    """A stored visit; only what is told differs from an everyday call."""
    at = datetime(day.year, day.month, day.day, 1, 30, tzinfo=UTC)
    token = hashlib.sha1(f"{household_id}{day}{len(s.exec(select(Visit.id)).all())}".encode()).hexdigest()
    answers = {"at": at, "way": Way.HOME, "outcome": Outcome.MET} | told
    made = Visit(household_id=household_id, token=token, recorded_by_id=who.id, recorded_at=at, **answers)
    s.add(made)
    s.flush()
    assert made.id is not None
    s.add(VisitBy(visit_id=made.id, account_id=who.id, name=who.name, department=who.department, position=who.position))
    s.flush()
    return made.id


def consent(s: Session, household_id: int, purpose: Purpose, **told: Any) -> int:
    receiver = "和安居委会" if purpose is Purpose.SHARING else ""
    answers = {"given_on": FIRST, "way": ConsentWay.WRITTEN, "receiver": receiver} | told
    made = Consent(household_id=household_id, purpose=purpose, **answers)
    s.add(made)
    s.flush()
    assert made.id is not None
    return made.id


def photo(s: Session, household_id: int, visit_id: int, who: Person, caption: str, **told: Any) -> None:
    kind = told.get("kind", AttachmentKind.PHOTO)
    content = jpeg(f"#{hashlib.md5(caption.encode()).hexdigest()[:6]}")
    s.add(
        Attachment(
            household_id=household_id,
            visit_id=visit_id,
            kind=kind,
            caption=caption,
            content=content,
            width=800,
            height=600,
            sha256=hashlib.sha256(content).hexdigest(),
            added_by_id=who.id,
            added_at=datetime(2026, 11, 20, tzinfo=UTC),
        )
    )
    s.flush()


def neighbour(s: Session, no: int, name: str, building: str = "5栋", room: str = "301") -> int:
    building_id = s.exec(select(Building.id).where(Building.name == building)).one()
    assert building_id is not None
    home = Household(no=no, building_id=building_id, unit=1, floor=3, room=room, opened_on=FIRST, tier=Tier.THREE)
    s.add(home)
    s.flush()
    assert home.id is not None
    s.add(Resident(household_id=home.id, name=name, is_head=True, phone=f"1370000{no:04}", birth_date=date(1950, 1, 2)))
    s.flush()
    return home.id


def grave(s: Session, household_id: int, who: Person, day: date = DAY - timedelta(days=3)) -> int:
    """A full visit at which much was found."""
    return visit(
        s,
        household_id,
        day,
        who,
        appeals=[Appeal.CARE, Appeal.MEDICAL],
        said=SAID,
        hazards=[Hazard.SLIPPERY, Hazard.WIRING],
        seen="浴室地面湿，没有扶手，灯泡坏了一只。",
        circumstances=[Circumstance.EMOTION],
        health=Level.GRAVE,
        health_why="陈玉芬两周内跌倒两次",
        safety=Level.MIDDLE,
        safety_why="地面湿滑",
        stability=Level.NONE,
        root_cause="独居，儿女在外地，没有人照料。",
        own_measures=[OwnMeasure.HANDRAIL, OwnMeasure.CALLS],
        own_words="工程部 11月27日前装好扶手。",
        outside_help=[OutsideHelp.COMMITTEE, OutsideHelp.HEALTH],
        outside_words="请居委会联系日间照料，打 13800002207 找陈玉芬。",
        next_on=DAY + timedelta(days=7),
        next_focus="看扶手装好没有，1202 门铃不响",
    )


def month(s: Session, cast: dict[str, Person], home: int) -> dict[str, int]:
    """陈玉芬 agreed to sharing with committee and street, and to photos; 沈兰 to photos only; 欧阳建国 to nothing."""
    who = cast["visitor"]
    shen, ouyang = neighbour(s, 2, "沈兰"), neighbour(s, 3, "欧阳建国", room="702")
    s.add(Hardship(household_id=home, kind=HardshipKind.VERY_OLD, cause=HardshipCause.AGE))
    s.add(Hardship(household_id=shen, kind=HardshipKind.MENTAL, cause=HardshipCause.ILLNESS))
    consent(s, home, Purpose.SHARING)
    consent(s, home, Purpose.SHARING, receiver="和安街道办")
    consent(s, home, Purpose.PHOTO)
    consent(s, shen, Purpose.PHOTO)
    first = grave(s, home, who)
    second = visit(
        s, shen, date(2026, 11, 10), who, said="沈兰说最近睡不好。", health=Level.MIDDLE, health_why="睡眠差"
    )
    third = visit(s, ouyang, date(2026, 11, 12), who, outcome=Outcome.NO_ANSWER, way=Way.DOOR)
    visit(s, home, date(2026, 10, 9), who)
    photo(s, home, first, who, "陈玉芬家浴室")
    photo(s, shen, second, who, "沈兰家客厅")
    photo(s, ouyang, third, who, "门口报纸")
    photo(s, home, first, who, "残疾证复印件", kind=AttachmentKind.PAPER)
    return {"chen": home, "shen": shen, "ouyang": ouyang, "first": first, "second": second, "third": third}
