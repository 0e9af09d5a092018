"""What would happen if one file were joined into another: to be read before anybody says yes."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db import joining, privacy, telling
from db.errors import Invalid, NotFound
from db.joining import Differing
from db.models import (
    Account,
    Alert,
    Attachment,
    Building,
    Consent,
    Draft,
    Hardship,
    Household,
    Measure,
    Need,
    PlannedVisit,
    Referral,
    Resident,
    Visit,
)
from db.queries.find import Found, listed
from db.rights import Person, Right, require
from db.words import N_, _

MOVING = (
    (Visit, N_("visits")),
    (Need, N_("problems")),
    (Measure, N_("measures")),
    (Referral, N_("referrals")),
    (Hardship, N_("hardships")),
    (Consent, N_("consents")),
    (Attachment, N_("photos and papers")),
    (PlannedVisit, N_("planned visits")),
    (Alert, N_("early warnings")),
)
NAMES = {"door": N_("Door"), "tier": N_("Tier"), "responsible_id": N_("Responsible visitor")}


@dataclass(frozen=True)
class Somebody:
    """A resident as a line to choose: the name and what tells two of one name apart."""

    id: int
    name: str
    told: str


@dataclass(frozen=True)
class Joining:
    """`same` maps a resident of the file that goes to the one who is likely the same person. `moves` are nouns and how
    many of each; `refused` says why it cannot be done as things stand."""

    keep: Found
    gone: Found
    differing: tuple[Differing, ...]
    mine: tuple[Somebody, ...]
    theirs: tuple[Somebody, ...]
    same: dict[int, int]
    moves: tuple[tuple[str, int], ...]
    refused: str = ""


def joined(s: Session, viewer: Person, keep_id: int, gone_id: int) -> Joining:
    require(viewer, Right.IMPORT)
    keep, gone = s.get(Household, keep_id), s.get(Household, gone_id)
    if keep is None or gone is None:
        raise NotFound(_("This record is not there any more. Go back and look it up again."))
    lines = listed(s, {keep_id, gone_id})
    mine, theirs = _residents(s, keep_id), _residents(s, gone_id)
    same = joining.same_people(mine, theirs)
    return Joining(
        keep=lines[keep_id],
        gone=lines[gone_id],
        differing=tuple(joining.choices(keep, gone, _told(s, keep, gone))),
        mine=tuple(map(_somebody, mine)),
        theirs=tuple(map(_somebody, theirs)),
        same=same,
        moves=_moves(s, gone_id),
        refused=_refused(s, keep, gone, mine, theirs, same),
    )


def _residents(s: Session, household_id: int) -> list[Resident]:
    asked = select(Resident).where(Resident.household_id == household_id)
    return list(s.exec(asked.order_by(col(Resident.is_head).desc(), col(Resident.id))))


def _somebody(one: Resident) -> Somebody:
    assert one.id is not None
    born = one.birth_text or (telling.paper_day(one.birth_date) if one.birth_date else "")
    told = [privacy.text(one.sex), born, privacy.text(one.relation), one.phone]
    return Somebody(one.id, one.name, _(", ").join(filter(None, told)))


def _told(s: Session, *both: Household) -> dict[str, tuple[str, str]]:
    found = {}
    for key in NAMES:
        found[key] = (_in_words(s, key, both[0]), _in_words(s, key, both[1]))
    return found


def _in_words(s: Session, key: str, home: Household) -> str:
    match key:
        case "door":
            return telling.door(s.get_one(Building, home.building_id).name, home.unit, home.room)
        case "tier":
            return _(", ").join(filter(None, [privacy.text(home.tier), home.tier_why]))
    who = s.get(Account, home.responsible_id) if home.responsible_id else None
    return who.display or who.name if who else ""


def _moves(s: Session, gone_id: int) -> tuple[tuple[str, int], ...]:
    found = []
    for model, noun in MOVING:
        of = col(model.household_id)
        n = s.execute(columns(func.count()).select_from(model).where(of == gone_id)).scalar() or 0
        if n:
            found.append((_(noun), n))
    return tuple(found)


def _refused(
    s: Session,
    keep: Household,
    gone: Household,
    mine: list[Resident],
    theirs: list[Resident],
    same: dict[int, int],
) -> str:
    if s.exec(select(Draft.id).where(Draft.household_id == gone.id)).first() is not None:
        said = _("Somebody is writing a visit for no. {no:04}. Let it be saved or thrown away first.")
        return said.format(no=gone.no)
    by_id = {one.id: one for one in (*mine, *theirs)}
    try:
        joining.household(keep, gone, ())
        for theirs_id, mine_id in same.items():
            joining.resident(by_id[mine_id], by_id[theirs_id])
    except Invalid as wrong:
        return "\n".join(wrong.problems.values())
    return ""
