"""Finding any two neighbouring characters, in either database.

SQLite's trigram index cannot find the two-character words Chinese is made of, and PostgreSQL's text search does not
cut Chinese at all. So each household keeps the set of character pairs that stand in its texts (`Gram`), and
`words` columns keep the texts as searched. A pair is looked up in an index whose size follows the households, not the
visits; longer words are narrowed by their pairs and then confirmed in the text.
"""

import unicodedata
from collections.abc import Iterable

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, or_
from sqlmodel import Session, col, delete, select

from db import words
from db.fields import Choice
from db.models import Building, Gram, Household, Resident, Visit, VisitFields


def normal(text: str) -> str:
    """As compared: NFKC (full-width digits, look-alikes), lower case, no blanks (and no NUL: PostgreSQL refuses it)."""
    return "".join(unicodedata.normalize("NFKC", text).replace("\0", " ").lower().split())


def grams(text: str) -> set[str]:
    """The character pairs of each line, so that no pair is made across two texts."""
    return {line[i : i + 2] for line in text.split("\n") for i in range(len(line) - 1)}


def asked_words(query: str) -> list[str]:
    """What was typed into the search box, cut at blanks, at most eight words."""
    return [normal(word) for word in query.split() if normal(word)][:8]


def household_matches(word: str) -> ColumnElement[bool]:
    """True for a `Household` in whose texts, or whose visits' texts, the normalised word stands."""
    in_file = contains(col(Household.words), word)
    pairs = sorted(grams(word))
    if not pairs:  # a single character: names and doors only, it stands in every visit
        return in_file
    found = and_(*(col(Household.id).in_(select(Gram.household_id).where(Gram.gram == pair)) for pair in pairs))
    if len(word) == 2:
        return found
    in_visits = exists().where(col(Visit.household_id) == col(Household.id), contains(col(Visit.words), word))
    return and_(found, or_(in_file, in_visits))


def visit_matches(word: str) -> ColumnElement[bool]:
    """True for a `Visit` in whose own words, or whose household's file, the word stands; joined with `Household`."""
    here = or_(contains(col(Visit.words), word), contains(col(Household.words), word))
    pairs = sorted(grams(word))
    narrowed = [col(Visit.household_id).in_(select(Gram.household_id).where(Gram.gram == pair)) for pair in pairs]
    return and_(*narrowed, here)


def contains(column: SQLColumnExpression[str], word: str) -> ColumnElement[bool]:
    return column.contains(word, autoescape=True)


def visit_words(visit: VisitFields, staff: Iterable[str] = ()) -> str:
    """Every word of a visit, one text a line: typed ones, and the Chinese words of what was chosen."""
    lines = list(staff)
    for name in VisitFields.model_fields:
        value = getattr(visit, name)
        if not value:
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Choice):
                lines.append(words.told_in("zh_CN", one.label))
            elif isinstance(one, str):
                lines.extend(one.splitlines())
    return "\n".join(normal(line) for line in lines if line.strip())


def file_words(household: Household, building: Building, residents: Iterable[Resident]) -> str:
    """Names, phones, doors in the ways they are written, and notes."""
    unit, room = household.unit, household.room
    lines = [
        f"{household.no:04}",
        f"{building.name}{f'{unit}单元' if unit else ''}{room}",
        "-".join(str(part) for part in (building.name.rstrip("栋幢座号楼"), unit, room) if part),
        f"{building.name.rstrip('栋幢座号楼')}-{room}",
        household.raw_address,
        household.safety_note,
        household.avoid,
        household.tags,
        household.tier_why,
    ]
    for r in residents:
        lines += [r.name, r.phone, r.outside_contacts, r.note]
    return "\n".join(normal(line) for text in lines for line in text.splitlines() if line.strip())


def add(s: Session, household_id: int, text: str) -> None:
    """Make the pairs of a text findable; those there already stay."""
    wanted = grams(text)
    there = set(s.exec(select(Gram.gram).where(Gram.household_id == household_id)))
    s.add_all(Gram(gram=gram, household_id=household_id) for gram in sorted(wanted - there))


def renew(s: Session, household_id: int) -> None:
    """Work out the household's words and pairs anew, after an edit or a removal."""
    household = s.get_one(Household, household_id)
    residents = s.exec(select(Resident).where(Resident.household_id == household_id).order_by(col(Resident.id)))
    household.words = file_words(household, s.get_one(Building, household.building_id), residents)
    s.add(household)
    s.flush()
    visits = s.exec(select(Visit.words).where(Visit.household_id == household_id))
    wanted = grams(household.words).union(*(grams(text) for text in visits))
    there = set(s.exec(select(Gram.gram).where(Gram.household_id == household_id)))
    if gone := there - wanted:
        for few in _few(sorted(gone)):
            s.exec(delete(Gram).where(col(Gram.household_id) == household_id, col(Gram.gram).in_(few)))
    s.add_all(Gram(gram=gram, household_id=household_id) for gram in sorted(wanted - there))
    s.flush()


def _few(values: list[str], at_once: int = 500) -> Iterable[list[str]]:
    """SQLite takes a limited number of values in one statement."""
    return (values[i : i + at_once] for i in range(0, len(values), at_once))
