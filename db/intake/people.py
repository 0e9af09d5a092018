"""Whom a row is about, and what is hard for them: shared by lists of people and ledgers of visits."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from db.choices import HardshipCause, HardshipKind, Relation
from db.intake.cells import told, words
from db.intake.draft import Draft, Plan
from db.intake.targets import BY_KEY
from db.reading import ages, days, phones, said
from db.reading.cell import text_of
from db.reading.chosen import chosen_many
from db.reading.identity import identity
from db.reading.names import Name, names
from db.reading.read import Read
from db.sheets.book import Cell
from db.words import _

# 妻子李梅: the relation stands before the name.
RELATION_FIRST = re.compile(
    r"^(妻子|丈夫|配偶|老伴|爱人|儿子|长子|次子|女儿|长女|次女|儿媳|女婿|父亲|母亲|孙子|孙女|外孙女?|侄子|侄女|哥哥|弟弟|姐姐|妹妹|保姆|护工)[:：]?(?=..)"
)
BESIDE = re.compile(r"[,，、;；\s]+")
AN_AGE = re.compile(r"(1?\d{1,2})岁")
EACH = re.compile(r"[；;\n]")
CONTACTS, BIRTH_TEXT = 200, 40  # characters, as the register keeps them
FLAGS = {f"kind.{kind.value}": kind for kind in HardshipKind}


def residents(d: Draft, plan: Plan) -> tuple[dict[str, Any], ...]:
    """The person of the row first, then others that it names."""
    person = d.of("resident")
    _who(d, person, plan)
    _born(d, person, plan)
    _outside(d, person)
    others = list(_others(d, person, plan))
    if person.get("relation") is Relation.HEAD:
        person["is_head"] = True
    return (person, *others) if person.get("name") else tuple(others)


def _named(d: Draft, key: str) -> tuple[Name, ...]:
    """Names in a cell. One that looks like no name is taken as it is written, and that is said."""
    cell = d.cell(key)
    if cell is None:
        return ()
    found = names(cell)
    if found.value:
        d.take(key, found)
        return found.value
    spot, text = d.spots[key], words(cell)
    said_so = _("“{text}” does not look like a name. It is taken as it is written.")
    d.say(spot.title, said_so.format(text=told(cell)[:60]))
    return (Name(" ".join(text.split())),)


def _who(d: Draft, person: dict[str, Any], plan: Plan) -> None:
    found = _named(d, "resident.name")
    heads = _named(d, "resident.head")
    if not found and heads:
        found, heads = heads, ()
        person.setdefault("is_head", True)
    for place, each in enumerate(found):
        about = person if place == 0 else _other(d, each.name)
        if place == 0:
            person["name"] = each.name
        _position(d, about, each, plan)
    for each in heads[:1]:
        if any(each.name == other.name for other in found):
            person.setdefault("is_head", True)
        else:
            _other(d, each.name).update(is_head=True)


def _position(d: Draft, about: dict[str, Any], each: Name, plan: Plan) -> None:
    """陈玉芬（本人）、王强（儿子，52岁）: what stands beside a name is a relation, an age, or is kept."""
    for part in filter(None, BESIDE.split(each.position)):
        relation, years = said.relation(part), AN_AGE.fullmatch(part)
        if relation.value is not None:
            about.setdefault("relation", relation.value)
        elif years and "birth_date" not in about:
            about["birth_date"], about["birth_text"] = _of_age(int(years[1]), plan)
        else:
            d.keep(each.name, part)


def _other(d: Draft, name: str) -> dict[str, Any]:
    return d.of("others").setdefault(name, {"name": name})


def _others(d: Draft, person: Mapping[str, Any], plan: Plan) -> Iterator[dict[str, Any]]:
    """Those of the family that the row names besides."""
    for key in [key for key in d.spots if key == "family.members"]:
        for each in _named(d, key):
            _member(d, person, each, plan)
    for each in d.answers.get("others", {}).values():
        if each.get("relation") is Relation.HEAD:
            each["is_head"] = True
        yield each


def _member(d: Draft, person: Mapping[str, Any], each: Name, plan: Plan) -> None:
    first = RELATION_FIRST.match(each.name)
    name = each.name[first.end() :] if first else each.name
    if name == person.get("name"):
        return
    about = _other(d, name)
    if first:
        about.setdefault("relation", said.relation(first[1]).value)
    _position(d, about, Name(name, each.position), plan)


def _born(d: Draft, person: dict[str, Any], plan: Plan) -> None:
    """Birth and sex, from their columns, else from the identity number, else from an age."""
    born, text = _of_column(d, plan)
    number = identity(cell) if (cell := d.cell("resident.identity_tail")) is not None else Read(None)
    if (found := d.take("resident.identity_tail", number)) is not None:
        person["identity_tail"] = found.tail
        if found.sex is not None:
            person.setdefault("sex", found.sex)
        if found.birth and (born is None or (text and found.birth.year == born.year)):
            born, text = found.birth, ""
        elif found.birth and born and found.birth != born:
            title = d.spots["resident.identity_tail"].title
            d.say(title, _("The identity number tells another day of birth. That of the list was taken: check it."))
    years = d.take("resident.age", ages.age(cell, plan.year)) if (cell := d.cell("resident.age")) is not None else None
    if born is None and years is not None:
        born, text = _of_age(years, plan)
        said_so = _("Only an age is known: born about {year}. The words are kept.")
        d.say(d.spots["resident.age"].title, said_so.format(year=born.year))
    if born is not None:
        person["birth_date"] = born
    if text:
        person["birth_text"] = text
    if (cell := d.cell("resident.birth_text")) is not None:
        person["birth_text"] = words(cell)


def _of_column(d: Draft, plan: Plan) -> tuple[date | None, str]:
    """The day, and the words where it is not exact."""
    if not (cell := d.cell("resident.birth_date")) is not None:
        return None, ""
    found = days.birth(cell, plan.today)
    d.say(d.spots["resident.birth_date"].title, found.note, found.refused)
    if found.left and (found.value is None or len(found.left) > BIRTH_TEXT):
        d.keep(_(BY_KEY["resident.birth_date"].label), found.left)
        return found.value, ""
    return found.value, found.left


def _of_age(years: int, plan: Plan) -> tuple[date, str]:
    """Nobody knows the day: it is the first of the year, and the words say so."""
    year = plan.year or plan.today.year
    return date(year - years, 1, 1), _("aged {n} in {year}").format(n=years, year=year)


def _outside(d: Draft, person: dict[str, Any]) -> None:
    """Whom to ring in need, and a guardian: name, relation and number in one line each."""
    lines = [words(cell)] if (cell := d.cell("resident.outside_contacts")) is not None else []
    for noun, label in (("contact", ""), ("guardian", _(BY_KEY["guardian.name"].label))):
        number = d.take(f"{noun}.phone", phones.phones(cell)) if (cell := d.cell(f"{noun}.phone")) is not None else ""
        name = told(d.cell(f"{noun}.name")) if d.cell(f"{noun}.name") is not None else ""
        relation = told(d.cell(f"{noun}.relation")) if d.cell(f"{noun}.relation") is not None else ""
        if line := " ".join(filter(None, (label if name or number else "", name, relation, number or ""))):
            lines.append(line)
    told_all = "；".join(dict.fromkeys(lines))
    if len(told_all) <= CONTACTS or len(lines) == 1:
        person.update({"outside_contacts": told_all} if told_all else {})
        return
    person["outside_contacts"] = lines[0]
    for line in lines[1:]:
        d.keep(_(BY_KEY["contact.name"].label), line)


def hardships(d: Draft, plan: Plan) -> tuple[dict[str, Any], ...]:
    """Every kind once, each with what the row says of cause, evidence and time."""
    kinds: dict[HardshipKind, None] = {}
    if (cell := d.cell("hardship.kind")) is not None:
        kinds |= dict.fromkeys(d.take("hardship.kind", said.hardships(cell)) or ())
    for key, read in (("resident.living", said.living), ("resident.condition", said.condition)):
        if (cell := d.cell(key)) is not None and (kind := d.take(key, read(cell))) is not None:
            kinds[kind] = None
    for key in [key for key in d.spots if key in FLAGS]:
        if _is_ticked(d, key):
            kinds[FLAGS[key]] = None
    if (cell := d.cell("resident.illness")) is not None and (text := said.illnesses(cell).value):
        d.keep(_(BY_KEY["resident.illness"].label), text)
    _disability(d, plan, kinds)
    shared = dict(d.answers.get("hardship", {}))
    evidence = _each(shared.get("evidence"), len(kinds))
    causes = _causes(d, len(kinds))
    if not kinds:
        for name, value in shared.items():
            d.keep(_(BY_KEY[f"hardship.{name}"].label), text_of(value) if isinstance(value, date) else str(value))
    found = []
    for place, kind in enumerate(kinds):
        own = {"kind": kind, **shared}
        if causes and causes[place] is not None:
            own["cause"] = causes[place]
        if evidence:
            own["evidence"] = evidence[place]
        found.append(own)
    return tuple(found)


def _each(text: Any, n: int) -> list[str]:
    """As many parts as hardships, with ；between them, are theirs in their order; some may be empty."""
    parts = [part.strip() for part in EACH.split(text)] if isinstance(text, str) and n > 1 else []
    return parts if len(parts) == n else []


def _is_ticked(d: Draft, key: str) -> bool:
    """是, √, 1; the name of the kind itself; any other word is kept."""
    cell = d.cell(key)
    found = said.yes_no(cell)
    if found.value is not None or cell is None:
        return bool(found.value)
    if FLAGS[key] in (said.hardships(cell).value or ()):
        return True
    if key == "kind.disability" and _which_disability(d, cell):
        return True
    d.take(key, found)
    return False


def _disability(d: Draft, plan: Plan, kinds: dict[HardshipKind, None]) -> None:
    """残疾情况 in one cell; and who is on a list of disabled people has that hardship, where no column says others."""
    person = d.of("resident")
    cell = d.cell("resident.disability")
    if cell is not None and not _which_disability(d, cell) and said.yes_no(cell).value is not False:
        d.take("resident.disability", said.disability_kind(cell))
    told_kinds = "hardship.kind" in plan.keys or "kind.disability" in plan.keys
    if not told_kinds and (person.get("disability_kind") or person.get("disability_grade")):
        kinds[HardshipKind.DISABILITY] = None


def _which_disability(d: Draft, cell: Cell) -> bool:
    """肢体二级: kind and grade, where the cell tells one of them."""
    kind, grade = said.disability_kind(cell).value, said.disability_grade(cell).value
    if kind is None and grade is None:
        return False
    d.of("resident").setdefault("disability_kind", kind)
    d.of("resident").setdefault("disability_grade", grade)
    return True


def _causes(d: Draft, n: int) -> list[HardshipCause | None]:
    """One cause is that of every hardship; as many as hardships are theirs in their order."""
    cell = d.cell("hardship.cause")
    if cell is None:
        return []
    if parts := _each(cell, n):
        own = [said.cause(part) for part in parts]
        if all(each.value is not None or not part for each, part in zip(own, parts, strict=True)):
            return [each.value for each in own]
    read = said.cause(cell)
    if read.value is None:
        several = chosen_many(HardshipCause, cell)
        if several.value and len(several.value) == n:
            return list(d.take("hardship.cause", several))
        if several.value and n and not several.left:
            title = d.spots["hardship.cause"].title
            d.say(title, _("Which cause belongs to which hardship is not said. They are kept in the note."))
            d.keep(_(BY_KEY["hardship.cause"].label), told(cell))
            return []
    cause = d.take("hardship.cause", read)
    if cause is not None and not n:
        d.keep(_(BY_KEY["hardship.cause"].label), told(cell))
    return [cause] * n if cause is not None else []


def responsible(d: Draft) -> None:
    """The first name is who is responsible; others, and what stands beside a name, are kept."""
    if not (cell := d.cell("household.responsible")) is not None:
        return
    found = names(cell)
    if not found.value:
        d.take("household.responsible", found)
        return
    d.of("household")["responsible"] = found.value[0].name
    if len(found.value) > 1 or found.value[0].position or found.left:
        d.keep(_(BY_KEY["household.responsible"].label), told(cell))
