"""The office sets the numbers it rings when something cannot wait."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from db import hotlines, log, settings
from db.changes.gate import MEANWHILE, checked
from db.changes.setting import keep, locked
from db.choices import Deed
from db.errors import Conflict, Invalid
from db.hotlines import EMERGENCY, PRESETS, Hotline, HotlineFields
from db.rights import Person, Right, require
from db.words import N_, _

MOST_OWN = 20
NO_NUMBER = N_("{what}: write one number that can be dialled: figures, blanks, hyphens, at least three figures.")
EMPTY = N_("{what}: this number may be changed, not left empty.")


def set_hotlines(s: Session, actor: Person, version: int, changed: Mapping[str, Mapping[str, Any] | None]) -> None:
    """The lines given are set, the others stay. None brings a preset back, and takes away what the office added."""
    require(actor, Right.RULES)
    wanted = {key: _checked(key, answers) for key, answers in changed.items()}
    stored = locked(s, settings.HOTLINES)
    now = dict(hotlines.from_text(stored.value))
    wanted = {key: line for key, line in wanted.items() if now.get(key) != line}
    if not wanted:
        return
    if stored.version != version:
        raise Conflict(_(MEANWHILE), _differences(now, wanted))
    now |= {key: line for key, line in wanted.items() if line}
    then = {key: line for key, line in now.items() if key not in wanted or wanted[key]}
    if sum(hotlines.is_own(key) for key in then) > MOST_OWN:
        raise Invalid({"name": _("At most {n} numbers of your own. Take one away first.").format(n=MOST_OWN)})
    keep(s, actor, stored, hotlines.to_text(then))
    log.write(s, actor.id, actor.name, Deed.EDIT, "setting", None, settings.HOTLINES)


def _checked(key: str, answers: Mapping[str, Any] | None) -> Hotline | None:
    preset = PRESETS.get(key)
    if preset is None and not hotlines.is_own(key):
        raise Invalid({"name": _("This number is not known. Open the page again.")})
    if answers is None:
        return preset
    typed = checked(HotlineFields, {**answers, "number": hotlines.as_typed(str(answers.get("number") or ""))})
    line = Hotline(" ".join(typed.name.split()), typed.number, " ".join(typed.note.split()))
    if line.number and not hotlines.can_be_dialled(line.number):
        raise Invalid({"number": _(NO_NUMBER).format(what=_(line.name))})
    if not line.number and (key in EMERGENCY or preset is None):
        raise Invalid({"number": _(EMPTY).format(what=_(line.name))})
    return _in_both_languages(line, preset) if preset else line


def _in_both_languages(line: Hotline, preset: Hotline) -> Hotline:
    """Words of ours that nobody changed are kept in the source's language, and so stay told in the reader's."""
    name = preset.name if line.name == _(preset.name) else line.name
    note = preset.note if line.note == _(preset.note) else line.note
    return Hotline(name, line.number, "" if line.number and note == hotlines.FILL_IN else note)


def _differences(now: Mapping[str, Hotline], wanted: Mapping[str, Hotline | None]) -> dict[str, tuple[Any, Any]]:
    """By line and field, as they are read: police.number."""
    two: dict[str, tuple[Any, Any]] = {}
    for key, line in wanted.items():
        for name in HotlineFields.model_fields:
            there = _(getattr(now[key], name)) if key in now else ""
            mine = _(getattr(line, name)) if line else ""
            if there != mine:
                two[f"{key}.{name}"] = there, mine
    return two
