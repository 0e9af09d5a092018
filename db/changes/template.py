"""The office keeps how its briefings look: templates by name, and how many issues came before the first one here."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from db import log, numbers, settings, templates
from db.changes.gate import MEANWHILE, checked, loaded, tidy
from db.changes.setting import keep, locked
from db.choices import Audience, Deed
from db.errors import Conflict, Invalid
from db.models import StartedFields, Template, TemplateFields
from db.numbers import Numbers
from db.rights import Person, Right, require
from db.templates import MOST_TITLE, Layout
from db.words import _

MOST = 30  # templates
MOST_NAME = 40


def save_template(
    s: Session, actor: Person, template_id: int | None, version: int, name: str, layout: Layout, today: date
) -> int:
    """A new template, or another value for one opened at `version`; from then on it is offered first."""
    require(actor, Right.ISSUE)
    name, layout = _name(s, template_id, name), _checked(layout)
    text = templates.to_text(layout)
    if template_id is None:
        if len(s.exec(select(Template.id)).all()) >= MOST:
            raise Invalid({"name": _("At most {n} templates. Take one away first.").format(n=MOST)})
        stored = Template(name=name, value=text, used_on=today)
    else:
        stored = loaded(s, Template, template_id)
        two = differing(templates.from_text(stored.value), layout)
        if stored.name != name:
            two["name"] = stored.name, name
        if stored.version != version and two:
            raise Conflict(_(MEANWHILE), two)
        if not two:
            return template_id
        stored.name, stored.value, stored.used_on, stored.version = name, text, today, stored.version + 1
    s.add(stored)
    s.flush()
    assert stored.id is not None
    log.write(s, actor.id, actor.name, Deed.ADD if template_id is None else Deed.EDIT, "briefing template", stored.id)
    return stored.id


def remove_template(s: Session, actor: Person, template_id: int) -> None:
    """Issues that were made by it keep what they were made of."""
    require(actor, Right.ISSUE)
    s.delete(loaded(s, Template, template_id))
    s.flush()
    log.write(s, actor.id, actor.name, Deed.REMOVE, "briefing template", template_id)


def set_started(
    s: Session, actor: Person, version: int, audience: Audience, answers: Mapping[str, Any], today: date
) -> None:
    """How many issues of a series came before the first one here."""
    require(actor, Right.ISSUE)
    typed = checked(StartedFields, answers)
    if typed.total < typed.no:
        raise Invalid({"total": _("Since the first there were at least as many issues as in this year.")})
    stored = locked(s, settings.ISSUES_BEFORE)
    there = numbers.from_text(stored.value)
    wanted = Numbers(today.year, typed.no, typed.total)
    now = there.get(audience, Numbers(today.year, 0, 0))
    if wanted == now:
        return
    if stored.version != version:
        two = {name: (getattr(now, name), getattr(wanted, name)) for name in ("no", "total")}
        raise Conflict(_(MEANWHILE), {name: pair for name, pair in two.items() if pair[0] != pair[1]})
    keep(s, actor, stored, numbers.to_text({**there, audience: wanted}))
    log.write(s, actor.id, actor.name, Deed.EDIT, "setting", None, settings.ISSUES_BEFORE)


def differing(there: Layout, wanted: Layout) -> dict[str, tuple[Any, Any]]:
    """What stands there, and what was wanted, by field; `parts` for the sections, whole."""
    two: dict[str, tuple[Any, Any]] = {
        name: (getattr(there.around, name), getattr(wanted.around, name))
        for name in TemplateFields.model_fields
        if getattr(there.around, name) != getattr(wanted.around, name)
    }
    return two | ({"parts": (there.parts, wanted.parts)} if there.parts != wanted.parts else {})


def _name(s: Session, template_id: int | None, typed: str) -> str:
    name = " ".join(tidy(typed).split())
    if not name:
        raise Invalid({"name": _("Give the template a name.")})
    if len(name) > MOST_NAME:
        raise Invalid({"name": _("The name: at most {n} characters.").format(n=MOST_NAME)})
    other = s.exec(select(Template.id).where(col(Template.name) == name)).first()
    if other not in (None, template_id):
        raise Invalid({"name": _("There is a template of this name already.")})
    return name


def _checked(layout: Layout) -> Layout:
    """The layout with its texts made tidy; nothing that would make an empty paper."""
    around = checked(TemplateFields, layout.around.model_dump())
    parts = tuple(replace(part, title=" ".join(tidy(part.title).split())) for part in layout.parts)
    if {part.key for part in parts} != set(templates.KEYS) or len(parts) != len(templates.KEYS):
        raise Invalid({"parts": _("These sections are not known. Open the page again.")})
    if not any(part.is_on for part in parts):
        raise Invalid({"parts": _("At least one section is printed.")})
    if any(len(part.title) > MOST_TITLE for part in parts):
        raise Invalid({"parts": _("A section's title: at most {n} characters.").format(n=MOST_TITLE)})
    return Layout(parts, around)
