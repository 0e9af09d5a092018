"""The demonstration estate: as many as asked for, the same by the same seed, and nothing in it that cannot be."""

import hashlib
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session, SQLModel, col, func, select

from db import passwords, rules, store
from db.changes import due, start
from db.changes import visit as visiting
from db.choices import (
    AttachmentKind,
    ConsentWay,
    HardshipKind,
    HouseholdState,
    Level,
    Outcome,
    Purpose,
    Role,
    SelfCare,
    Tier,
    Way,
)
from db.clock import day_of, midnight
from db.demo import fill
from db.errors import Refused
from db.models import (
    Account,
    Attachment,
    Building,
    BuildingFields,
    Consent,
    Estate,
    Gram,
    Hardship,
    Household,
    LogEntry,
    Resident,
    Visit,
    VisitBy,
    VisitFields,
)
from db.queries import register
from db.queries.asked import Asked
from db.rights import Person
from db.rooms import Door, read
from db.rules import age
from db.search import file_words, grams, visit_words
from db.shapes import shape_of
from tests.conftest import DAY, MORNING, PASSWORD

HOUSEHOLDS, VISITS = 90, 1500
START = DAY - timedelta(days=730)


@pytest.fixture(scope="module")
def _filled(_empty_house, tmp_path_factory) -> str:
    """One filled house for every question of this file; nobody changes it."""
    file = tmp_path_factory.mktemp("demonstration") / "nuanfang.db"
    file.write_bytes(_empty_house.read_bytes())
    return _fill(f"sqlite:///{file.as_posix()}", seed=4)


def _fill(url: str, *, households: int = HOUSEHOLDS, visits: int = VISITS, seed: int) -> str:
    engine = store.connect(url)
    with Session(engine.execution_options(writes=True)) as s, s.begin():
        fill(s, DAY, households=households, visits=visits, seed=seed)
    engine.dispose()
    return url


@pytest.fixture
def s(_filled) -> Iterator[Session]:
    engine = store.connect(_filled)
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def told(url: str) -> str:
    """Every row of every table, as one number."""
    engine = store.connect(url)
    seen = hashlib.sha256()
    with engine.connect() as connection:
        for table in SQLModel.metadata.sorted_tables:
            for row in connection.execute(table.select().order_by(*table.primary_key.columns)):
                seen.update(repr(tuple(row)).encode())
    engine.dispose()
    return seen.hexdigest()


def test_the_same_seed_gives_the_same_rows_and_another_others(_empty_house, tmp_path):
    urls = []
    for name, seed in (("one", 5), ("again", 5), ("other", 6)):
        (tmp_path / name).write_bytes(_empty_house.read_bytes())
        urls.append(_fill(f"sqlite:///{(tmp_path / name).as_posix()}", households=12, visits=90, seed=seed))
    one, again, other = map(told, urls)
    assert one == again != other


@pytest.mark.parametrize(("households", "visits"), [(1, 0), (1, 7), (30, 10), (60, 900), (201, 333)])
def test_as_many_are_there_as_were_asked_for(_empty_house, tmp_path, households, visits):
    (tmp_path / "n.db").write_bytes(_empty_house.read_bytes())
    url = _fill(f"sqlite:///{(tmp_path / 'n.db').as_posix()}", households=households, visits=visits, seed=1)
    engine = store.connect(url)
    with Session(engine) as s:
        assert s.exec(select(func.count()).select_from(Household)).one() == households
        assert s.exec(select(func.count()).select_from(Visit)).one() == visits
        assert s.exec(select(func.sum(Household.visits))).one() == visits
    engine.dispose()


@pytest.mark.parametrize(("households", "visits"), [(0, 0), (-1, 5), (3, -1)])
def test_less_than_one_household_is_refused(house, households, visits):
    with pytest.raises(Refused, match="至少要有一户"), store.writing() as s:
        fill(s, DAY, households=households, visits=visits, seed=1)


LAST = """
    SELECT h.id, (SELECT count(*) FROM visit v WHERE v.household_id = h.id),
        (SELECT max(v.at) FROM visit v WHERE v.household_id = h.id),
        (SELECT v.outcome FROM visit v WHERE v.household_id = h.id ORDER BY v.at DESC, v.id DESC LIMIT 1),
        (SELECT max(v.at) FROM visit v WHERE v.household_id = h.id AND v.outcome IN ('met', 'family')),
        (SELECT max(v.at) FROM visit v
            WHERE v.household_id = h.id AND v.outcome IN ('met', 'family') AND v.way IN ('home', 'door')),
        (SELECT CAST(v.health AS INTEGER) FROM visit v
            WHERE v.household_id = h.id AND v.health IS NOT NULL ORDER BY v.at DESC, v.id DESC LIMIT 1),
        (SELECT CAST(v.safety AS INTEGER) FROM visit v
            WHERE v.household_id = h.id AND v.safety IS NOT NULL ORDER BY v.at DESC, v.id DESC LIMIT 1),
        (SELECT CAST(v.stability AS INTEGER) FROM visit v
            WHERE v.household_id = h.id AND v.stability IS NOT NULL ORDER BY v.at DESC, v.id DESC LIMIT 1)
    FROM household h ORDER BY h.id"""
REPEATED = """
    SELECT id, visits, last_visit_at, last_outcome, last_met_at, last_home_at, last_health, last_safety, last_stability
    FROM household ORDER BY id"""


def test_what_a_file_repeats_is_what_its_visits_say(s):
    said, repeated = (s.execute(text(query)).all() for query in (LAST, REPEATED))
    assert len(said) == HOUSEHOLDS and said == repeated
    assert not s.execute(
        text(
            "SELECT id FROM household WHERE last_risk IS NOT nullif(max(coalesce(last_health, -1),"
            " coalesce(last_safety, -1), coalesce(last_stability, -1)), -1)"
        )
    ).all()


def test_the_changes_would_repeat_the_same(s):
    kept = (
        "visits",
        "last_risk",
        "last_outcome",
        "last_met_at",
        "last_home_at",
        "open_on",
        "due_on",
        "call_on",
        "words",
    )
    households = s.exec(select(Household).limit(25)).all()
    before = [[getattr(household, name) for name in kept] for household in households]
    for household in households:
        visiting.refresh(s, household.id)
        due.settle(s, household)
    assert [[getattr(household, name) for name in kept] for household in households] == before
    s.rollback()


def test_buildings_stand_in_the_order_people_expect_and_hold_their_doors(s):
    standing = {building.id: building for building in s.exec(select(Building).order_by(col(Building.position)))}
    names = [building.name for building in standing.values()]
    assert names.index("2栋") < names.index("6栋") and any("弄" in name for name in names)
    assert len({(b.units, b.floors, b.doors) for b in standing.values()}) > 4
    assert any(b.shop_floors for b in standing.values()) and any(b.missing_floors for b in standing.values())
    assert len({(b.row, b.column) for b in standing.values()}) == len(standing)
    doors = set()
    for home in s.exec(select(Household)):
        place = standing[home.building_id]
        shape = shape_of(BuildingFields.model_validate(place, from_attributes=True))
        assert (home.unit is None) is (place.units <= 1) and (home.unit or 0) <= place.units
        there = read(shape, Door(home.id, home.unit, home.floor, home.room))
        assert (there.level, there.is_guess) == (home.floor, False)
        assert 1 <= there.door <= shape.doors_on(home.floor), "nobody lives in a shop or where no floor is"
        doors.add((home.building_id, home.unit, home.room))
    assert len(doors) == HOUSEHOLDS


def test_nobody_can_sign_in_as_the_invented_staff_and_one_has_left(s):
    accounts = s.exec(select(Account)).all()
    assert 6 <= len(accounts) <= 8 and {a.role for a in accounts} == {Role.VISITOR, Role.MANAGER, Role.READER}
    for account in accounts:
        for guess in ("", "!", account.name, account.password_hash, PASSWORD):
            assert not passwords.matches(guess, account.password_hash)
    left = [account for account in accounts if not account.active]
    assert len(left) == 1
    last = s.exec(select(func.max(Visit.at)).join(VisitBy).where(VisitBy.account_id == left[0].id)).one()
    assert last and last < midnight(DAY - timedelta(days=90)).replace(tzinfo=last.tzinfo)
    assert not s.exec(select(Household.id).where(Household.responsible_id == left[0].id)).all()
    went = dict(s.execute(text("SELECT name, count(*) FROM visitby GROUP BY name")).all())
    assert max(went.values()) > 2 * min(went.values())
    unaccompanied = select(Visit.id).where(col(Visit.id).not_in(select(VisitBy.visit_id)))
    assert not s.exec(unaccompanied).all()


def test_no_visit_is_before_the_file_or_in_the_future_or_after_the_end(s):
    rows = s.exec(select(Visit, Household).join(Household)).all()
    days = [day_of(visit.at) for visit, _home in rows]
    assert len(rows) == VISITS and max(days) < DAY and min(days) < START + timedelta(days=60)
    for visit, home in rows:
        day = day_of(visit.at)
        assert max(START, home.opened_on) <= day
        assert visit.at <= visit.recorded_at <= midnight(DAY)
        assert visit.next_on is None or visit.next_on > day
        if ended := re.match(r"(\d+)年(\d+)月(\d+)日", home.state_why):
            assert day < date(*map(int, ended.groups()))
    ended = s.exec(select(Household).where(col(Household.state).in_(["deceased", "moved", "closed"]))).all()
    assert ended and all(re.match(r"\d+年", home.state_why) for home in ended)


def test_a_visit_passes_the_checks_of_the_form(s):
    grave = 0
    for visit in s.exec(select(Visit)):
        visiting.sound(VisitFields.model_validate(visit, from_attributes=True), MORNING)
        VisitFields.model_validate(visit.model_dump())
        if not visit.outcome.seen:
            assert not visit.said and not visit.seen and visit.health is None
        grave += Level.GRAVE in (visit.health, visit.safety, visit.stability)
        assert not rules.judging(visit.said + visit.seen + visit.door_note + visit.root_cause)
        assert "{" not in visit.words and "}" not in visit.words
    assert 0 < grave < VISITS / 5


def test_people_can_be_what_they_are_said_to_be(s):
    people: dict[int, list[Resident]] = {}
    for one in s.exec(select(Resident)):
        people.setdefault(one.household_id, []).append(one)
        assert one.birth_date is None or date(1925, 1, 1) < one.birth_date < DAY
    assert len(people) == HOUSEHOLDS
    for there in people.values():
        assert sum(one.is_head for one in there) == 1
    for hard in s.exec(select(Hardship)):
        there = [one for one in people[hard.household_id] if one.lives_here]
        of = next((one for one in there if one.id == hard.resident_id), None)
        years = age(of.birth_date, DAY) if of else None
        match hard.kind:
            case HardshipKind.ALONE:
                assert len(there) == 1 and (years is None or years >= 60)
            case HardshipKind.VERY_OLD:
                assert years is None or years >= 80
            case HardshipKind.CHILD | HardshipKind.LEFT_BEHIND:
                assert years is None or years < 18
            case HardshipKind.SINGLE_PARENT:
                assert any((age(one.birth_date, DAY) or 9) < 18 for one in there)
            case HardshipKind.DISABILITY:
                assert of is not None and of.disability_kind and of.disability_grade
            case HardshipKind.FRAIL:
                assert of is not None and of.self_care is SelfCare.UNABLE and len(there) > 1
        assert hard.since is None or hard.since <= DAY
    for home_id, there in people.items():
        minors = [one for one in there if (age(one.birth_date, DAY) or 99) < 16]
        assert len([one for one in there if one.lives_here]) > len(minors), home_id


def test_consents_and_photos_keep_the_rules(s):
    consents = {consent.id: consent for consent in s.exec(select(Consent))}
    assert {consent.purpose for consent in consents.values()} == set(Purpose)
    for consent in consents.values():
        assert consent.given_on <= DAY and (
            consent.withdrawn_on is None or consent.given_on <= consent.withdrawn_on <= DAY
        )
        assert bool(consent.receiver) is (consent.purpose is Purpose.SHARING)
    assert any(consent.withdrawn_on for consent in consents.values())
    assert any(consent.way is ConsentWay.GUARDIAN for consent in consents.values())
    photos = s.exec(select(Attachment, Visit).join(Visit, col(Visit.id) == col(Attachment.visit_id))).all()
    assert photos
    for photo, visit in photos:
        consent = consents[photo.consent_id]
        assert photo.kind is AttachmentKind.PHOTO and photo.household_id == visit.household_id == consent.household_id
        assert rules.holds(consent, Purpose.PHOTO, day_of(visit.at))
        assert photo.content[:2] == b"\xff\xd8" and b"Exif" not in photo.content
        assert visit.way in (Way.HOME, Way.DOOR)


def test_there_is_something_to_see_on_every_screen(s):
    homes = s.exec(select(Household)).all()
    tiers = [home.tier for home in homes]
    assert {*tiers} == {*Tier, None} and tiers.count(Tier.ONE) < HOUSEHOLDS / 6
    assert {home.state for home in homes} >= {HouseholdState.ACTIVE, HouseholdState.PAUSED, HouseholdState.MOVED}
    active = [home for home in homes if home.state is HouseholdState.ACTIVE]
    overdue = [home for home in active if home.due_on and home.due_on < DAY]
    assert len(active) / 20 < len(overdue) < len(active) * 0.4
    assert any(home.safety_review_on and home.safety_review_on < DAY for home in homes)
    assert {visit.outcome for visit in s.exec(select(Visit))} == set(Outcome)
    assert s.exec(select(func.count(func.distinct(Hardship.kind)))).one() > 12
    broken = select(Visit.id).where(col(Visit.next_on) < DAY, col(Visit.at) == col(Household.last_visit_at))
    assert s.exec(broken.join(Household, col(Household.id) == col(Visit.household_id))).all()
    names = "".join(one.name for one in s.exec(select(Resident)))
    assert any(rare in names for rare in "䶮喆犇𬱖翯堃𬍛龘仉逄妫爨") or "欧阳" in names


def test_a_reader_does_not_meet_the_same_paragraph_twice(s):
    full = [(v.household_id, v.said) for v in s.exec(select(Visit)) if v.outcome.seen and len(v.said) >= 30]
    assert len(full) > VISITS / 2
    said = [words for _home, words in full]
    assert len(set(said)) / len(said) > 0.9
    sentences = {each for words in said for each in re.split(r"(?<=。)", re.sub(r"\d+", "0", words)) if each}
    assert len(sentences) > 400
    assert len(set(full)) / len(full) > 0.98, "nearly never within one household"


def test_what_is_written_is_found(s):
    reader = Person(1, "何静", Role.VISITOR)
    for words in ("浴室", "扶手", "低保", "张"):
        assert register.households(s, reader, Asked(text=words, states=()), DAY).total, words
    for home in s.exec(select(Household).limit(20)):
        residents = s.exec(select(Resident).where(Resident.household_id == home.id).order_by(col(Resident.id))).all()
        assert home.words == file_words(home, s.get_one(Building, home.building_id), residents)
        wanted = grams(home.words)
        for visit in s.exec(select(Visit).where(Visit.household_id == home.id)):
            staff = s.exec(select(VisitBy.name).where(VisitBy.visit_id == visit.id).order_by(col(VisitBy.account_id)))
            assert visit.words == visit_words(visit, staff)
            wanted |= grams(visit.words)
        assert set(s.exec(select(Gram.gram).where(Gram.household_id == home.id))) == wanted


def test_it_opens_says_what_it_is_and_is_gone_in_one_step(house):
    with store.writing() as s:
        keeper = start.open_demonstration(s, DAY, "演示管理员", PASSWORD, MORNING, households=20, visits=200, seed=2)
        assert s.exec(select(Estate)).one().demonstration and "演示" in s.exec(select(Estate.name)).one()
    with store.writing() as s:
        start.remove_demonstration(s, Person(keeper, "演示管理员", Role.ADMIN))
    with store.reading() as s:
        left = {
            t.name: s.execute(select(func.count()).select_from(t)).scalar_one() for t in SQLModel.metadata.sorted_tables
        }
        assert {name: n for name, n in left.items() if n} == {"loghead": 1, "logentry": 1}
        assert s.exec(select(LogEntry)).one().who == "演示管理员"


def test_the_keeper_can_let_somebody_in(house):
    with store.writing() as s:
        fill(s, DAY, households=3, visits=5, seed=1)
        account = s.exec(select(Account).where(Account.role == Role.VISITOR)).first()
        account.password_hash = passwords.hashed(PASSWORD)
        assert passwords.matches(PASSWORD, account.password_hash) and isinstance(account.created_at, datetime)
