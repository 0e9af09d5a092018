"""The files behind a briefing: who lives where, who may be listed, and what may be shown of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from sqlalchemy import ColumnElement, exists, or_
from sqlmodel import Session, col, select

from db import rules
from db.briefing import BriefingAsked
from db.briefing_visits import Crew
from db.choices import Audience, HardshipCause, HardshipKind, HouseholdState, OutsideHelp, Purpose
from db.models import Account, Building, Consent, Estate, Hardship, Household, Organisation, Resident, Visit, VisitBy
from db.outward import Names
from db.privacy import someone
from db.receivers import Receivers, read
from db.telling import door
from db.words import _

FEW = 500  # values in one statement; SQLite takes a limited number
OfHousehold = TypeVar("OfHousehold", Resident, Hardship, Consent)


@dataclass(frozen=True)
class Files:
    """The files of the households that are told of, as one audience may know them."""

    asked: BriefingAsked
    today: date
    households: dict[int, Household]
    visited: frozenset[int]
    buildings: dict[int, Building]
    residents: dict[int, list[Resident]]
    current: dict[int, list[Hardship]]  # hardships that were so in the period
    consents: dict[int, list[Consent]]
    staff: dict[int, tuple[str, ...]]  # by visit
    crew: Crew
    organisations: dict[str, OutsideHelp]
    receivers: Receivers
    names: Names

    @cached_property
    def listed(self) -> set[int]:
        """The households that may stand in a list: all inside the house, none on the notice board."""
        match self.asked.audience:
            case Audience.INTERNAL:
                return set(self.households)
            case Audience.COMMITTEE:
                return {h for h in self.households if not self.missing(h)}
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

    def persons(self, household_id: int) -> int:
        return sum(one.lives_here for one in self.residents.get(household_id, ()))

    def agreed(self, household_id: int, purpose: Purpose) -> bool:
        """Whether a consent covers it today; sharing only with every office that the paper goes to."""
        if purpose is Purpose.SHARING:
            return not self.missing(household_id)
        return any(rules.holds(consent, purpose, self.today) for consent in self.consents.get(household_id, ()))

    def missing(self, household_id: int) -> tuple[OutsideHelp | str, ...]:
        """Which receivers of the paper the household has not agreed to, as of today."""
        held = (
            one.receiver for one in self.consents.get(household_id, ()) if rules.holds(one, Purpose.SHARING, self.today)
        )
        return self.receivers.missing(held, self.organisations)

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


def read_files(s: Session, asked: BriefingAsked, visits: Sequence[Visit], others: Iterable[int], today: date) -> Files:
    """Read the files of the visited households, and of others that are told of, in few questions."""
    wanted = {visit.household_id for visit in visits} | set(others)
    homes = [h for few in few_of(wanted) for h in s.exec(select(Household).where(col(Household.id).in_(few)))]
    hardships = _of(s, Hardship, wanted)
    current = {
        h: [each for each in found if each.ended_on is None or each.ended_on >= asked.start]
        for h, found in hardships.items()
    }
    organisations = {one.name: one.kind for one in s.exec(select(Organisation))}
    went = _went(s, {visit.id for visit in visits if visit.id is not None})
    return Files(
        asked=asked,
        today=today,
        households={h.id: h for h in homes if h.id is not None},
        visited=frozenset(visit.household_id for visit in visits),
        buildings={b.id: b for b in s.exec(select(Building)) if b.id is not None},
        residents=_of(s, Resident, wanted),
        current=current,
        consents=_of(s, Consent, wanted),
        staff=_named(went),
        crew=_crew(visits, went),
        organisations=organisations,
        receivers=read(*_receivers(s, asked), organisations),
        # Somebody else's name may stand in a text, so everybody's is known where texts leave the house.
        names=names_on_file(s, [by.name for by in went]) if asked.audience is Audience.COMMITTEE else Names(()),
    )


def _receivers(s: Session, asked: BriefingAsked) -> tuple[str, str, str]:
    if asked.receivers is not None:
        return asked.receivers
    estate = s.exec(select(Estate)).one()
    return estate.report_to, estate.send_to, estate.pass_to


def names_on_file(s: Session, but: Iterable[str] = ()) -> Names:
    """Everybody who is known by name: residents, and staff save those whom the paper names as visitors."""
    residents = s.exec(select(Resident.name).distinct()).all()
    staff = {each.strip() for both in s.exec(select(Account.name, Account.display)) for each in both}
    contacts = (word for typed in s.exec(select(Organisation.contact)) for word in typed.split())
    return Names(residents, {*staff, *contacts} - {name.strip() for name in but})


def _of(s: Session, model: type[OfHousehold], wanted: set[int]) -> dict[int, list[OfHousehold]]:
    """Records by household."""
    found: dict[int, list[OfHousehold]] = defaultdict(list)
    for few in few_of(wanted):
        for record in s.exec(select(model).where(col(model.household_id).in_(few)).order_by(col(model.id))):
            found[record.household_id].append(record)
    return found


def _went(s: Session, visits: set[int]) -> list[VisitBy]:
    asked = select(VisitBy).order_by(col(VisitBy.account_id))
    return [by for few in few_of(visits) for by in s.exec(asked.where(col(VisitBy.visit_id).in_(few)))]


def _named(went: Sequence[VisitBy]) -> dict[int, tuple[str, ...]]:
    """Who went, by visit: 何静（客服部 管家）."""
    found: dict[int, list[str]] = defaultdict(list)
    for by in went:
        post = " ".join(filter(None, (by.department, by.position)))
        found[by.visit_id].append(_("{name} ({post})").format(name=by.name, post=post) if post else by.name)
    return {visit: tuple(names) for visit, names in found.items()}


def _crew(visits: Sequence[Visit], went: Sequence[VisitBy]) -> Crew:
    departments = Counter(by.department for by in went if by.department)
    known = {by.visit_id for by in went}  # of a visit on a list, whoever went may be no account here: nobody else came
    return Crew(
        staff=len({by.account_id for by in went}),
        departments=tuple(name for name, _n in sorted(departments.items(), key=lambda each: (-each[1], each[0]))),
        accompanied=sum(bool(visit.companions.strip()) and visit.id in known for visit in visits),
    )


def few_of(values: Iterable[int]) -> Iterator[list[int]]:
    ordered = sorted(values)
    return (ordered[i : i + FEW] for i in range(0, len(ordered), FEW))
