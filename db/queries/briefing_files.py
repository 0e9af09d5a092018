"""The files behind a briefing: who lives where, who may be listed, and what may be shown of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from sqlalchemy import ColumnElement, exists, or_
from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from db import rules
from db.briefing import BriefingAsked, Picture, Sheet
from db.choices import AttachmentKind, Audience, HardshipCause, HardshipKind, HouseholdState, Purpose
from db.models import Attachment, Building, Consent, Hardship, Household, Resident, Visit, VisitBy
from db.outward import Names
from db.privacy import someone
from db.telling import door
from db.words import _

PHOTOS = 12  # on one paper
FEW = 500  # values in one statement; SQLite takes a limited number

OfHousehold = TypeVar("OfHousehold", Resident, Hardship, Consent)


@dataclass(frozen=True)
class Files:
    """The visited households' files, as one audience may know them."""

    asked: BriefingAsked
    today: date
    households: dict[int, Household]
    buildings: dict[int, Building]
    residents: dict[int, list[Resident]]
    current: dict[int, list[Hardship]]  # hardships that were so in the period
    consents: dict[int, list[Consent]]
    staff: dict[int, tuple[str, ...]]  # by visit
    names: Names

    @cached_property
    def listed(self) -> set[int]:
        """The households that may stand in a list: all inside the house, none on the notice board."""
        match self.asked.audience:
            case Audience.INTERNAL:
                return set(self.households)
            case Audience.COMMITTEE:
                return {h for h in self.households if self.agreed(h, Purpose.SHARING)}
        return set()

    @cached_property
    def active(self) -> set[int]:
        return {h for h, household in self.households.items() if household.state is HouseholdState.ACTIVE}

    def building_id(self, household_id: int) -> int:
        return self.households[household_id].building_id

    def hardships(self, household_id: int) -> tuple[HardshipKind, ...]:
        """Each kind once, though two of the household may share it."""
        return tuple(dict.fromkeys(h.kind for h in self.current.get(household_id, ())))

    def causes(self, household_id: int) -> tuple[HardshipCause, ...]:
        return tuple(dict.fromkeys(h.cause for h in self.current.get(household_id, ()) if h.cause))

    def agreed(self, household_id: int, purpose: Purpose) -> bool:
        return any(rules.holds(consent, purpose, self.today) for consent in self.consents.get(household_id, ()))

    def door(self, household_id: int) -> str:
        home = self.households[household_id]
        building = self.buildings[home.building_id].name
        return door(building, home.unit, home.room) if self.asked.audience is Audience.INTERNAL else building

    def label(self, household_id: int) -> str:
        """The household as it may be known: 3栋 1单元 1202　陈玉芬（83 岁）, or 3栋　陈某（83 岁）, or nothing."""
        if household_id not in self.listed:
            return ""
        people = self.residents.get(household_id, [])
        head = next((r for r in people if r.is_head), people[0] if people else None)
        if head is None:
            return self.door(household_id)
        name = head.name if self.asked.audience is Audience.INTERNAL else someone(head.name)
        age = rules.age(head.birth_date, self.today)
        return f"{self.door(household_id)}　{name}" + (_(" ({n} years)").format(n=age) if age is not None else "")

    def words(self, text: str, household_id: int) -> str:
        """Typed text as it may be read."""
        if self.asked.audience is Audience.INTERNAL:
            return text
        return self.names.without(text, self.households[household_id].room)

    def in_order(self, household_ids: Iterable[int]) -> list[int]:
        """By building, unit and floor, as one walks."""

        def place(household_id: int) -> tuple[int, int, int, str]:
            home = self.households[household_id]
            return self.buildings[home.building_id].position, home.unit or 0, home.floor or 0, home.room

        return sorted(household_ids, key=place)


def has_hardship(asked: BriefingAsked) -> ColumnElement[bool]:
    """True for a `Household` that had the asked hardship in the period."""
    ended = col(Hardship.ended_on)
    return exists().where(
        col(Hardship.household_id) == col(Household.id),
        col(Hardship.kind) == asked.hardship,
        or_(ended.is_(None), ended >= asked.start),
    )


def read_files(s: Session, asked: BriefingAsked, visits: Sequence[Visit], today: date) -> Files:
    """Read the files of the visited households in few questions."""
    wanted = {visit.household_id for visit in visits}
    homes = [h for few in _few(wanted) for h in s.exec(select(Household).where(col(Household.id).in_(few)))]
    hardships = _of(s, Hardship, wanted)
    current = {
        h: [each for each in found if each.ended_on is None or each.ended_on >= asked.start]
        for h, found in hardships.items()
    }
    # Somebody else's name may stand in a text, so everybody's is known where texts leave the house.
    names = s.exec(select(Resident.name).distinct()) if asked.audience is Audience.COMMITTEE else ()
    return Files(
        asked=asked,
        today=today,
        households={h.id: h for h in homes if h.id is not None},
        buildings={b.id: b for b in s.exec(select(Building)) if b.id is not None},
        residents=_of(s, Resident, wanted),
        current=current,
        consents=_of(s, Consent, wanted),
        staff=_staff(s, {visit.id for visit in visits if visit.id is not None}),
        names=Names(names),
    )


def _of(s: Session, model: type[OfHousehold], wanted: set[int]) -> dict[int, list[OfHousehold]]:
    """Records by household."""
    found: dict[int, list[OfHousehold]] = defaultdict(list)
    for few in _few(wanted):
        for record in s.exec(select(model).where(col(model.household_id).in_(few)).order_by(col(model.id))):
            found[record.household_id].append(record)
    return found


def _staff(s: Session, visits: set[int]) -> dict[int, tuple[str, ...]]:
    """Who went, by visit: 何静（客服部 管家）."""
    found: dict[int, list[str]] = defaultdict(list)
    for few in _few(visits):
        for by in s.exec(select(VisitBy).where(col(VisitBy.visit_id).in_(few)).order_by(col(VisitBy.account_id))):
            post = " ".join(filter(None, (by.department, by.position)))
            found[by.visit_id].append(_("{name} ({post})").format(name=by.name, post=post) if post else by.name)
    return {visit: tuple(names) for visit, names in found.items()}


def _few(values: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(values)
    return (ordered[i : i + FEW] for i in range(0, len(ordered), FEW))


def photos(s: Session, files: Files, visits: Sequence[Visit], first: Sequence[int]) -> tuple[tuple[Picture, ...], int]:
    """The photos that may be shown, those of the visits told `first`; and how many for want of consent may not."""
    at = {visit.id: visit for visit in visits}
    found = [a for a in _attachments(s, visits, AttachmentKind.PHOTO) if a.visit_id in at]
    shown = [photo for photo in found if _may_show(files, photo.household_id)]
    ordered = sorted(shown, key=lambda photo: (photo.visit_id not in first, photo.id or 0))
    pictures = []
    for photo in ordered[:PHOTOS]:
        content = s.exec(select(Attachment.content).where(Attachment.id == photo.id)).one()
        # A caption is typed freely; on the notice board nothing is.
        caption = "" if files.asked.audience is Audience.NOTICE else files.words(photo.caption, photo.household_id)
        pictures.append(Picture(content, caption, files.label(photo.household_id), at[photo.visit_id].at))
    return tuple(pictures), len(found) - len(shown)


def _may_show(files: Files, household_id: int) -> bool:
    """A photo needs the consent to take it, and to leave the house one for that too, valid today."""
    if not files.agreed(household_id, Purpose.PHOTO):
        return False
    match files.asked.audience:
        case Audience.COMMITTEE:
            return files.agreed(household_id, Purpose.SHARING)
        case Audience.NOTICE:
            return files.agreed(household_id, Purpose.PUBLICATION)
    return True


def papers(s: Session, files: Files, visits: Sequence[Visit]) -> tuple[Sheet, ...]:
    """The papers brought in by these visits, named for the house only."""
    at = {visit.id: visit.at for visit in visits}
    return tuple(
        Sheet(paper.caption, files.label(paper.household_id), at[paper.visit_id])
        for paper in _attachments(s, visits, AttachmentKind.PAPER)
    )


def _attachments(s: Session, visits: Sequence[Visit], kind: AttachmentKind) -> list[Attachment]:
    """Without their contents, which are large and read one by one."""
    wanted = [visit.id for visit in visits if visit.id is not None]
    found: list[Attachment] = []
    for few in _few(wanted):
        question = select(Attachment).options(defer(Attachment.content)).order_by(col(Attachment.id))  # type: ignore[arg-type]
        found += s.exec(question.where(col(Attachment.visit_id).in_(few), Attachment.kind == kind)).all()
    return found
