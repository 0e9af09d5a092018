"""The office keeps its own layouts of lists."""

from dataclasses import replace

from sqlmodel import Session, col, select

from db import log
from db.changes.gate import MEANWHILE, loaded, tidy
from db.choices import Deed
from db.errors import Conflict, Invalid
from db.layouts import BLANK, MOST_COLUMNS, MOST_TITLE, SERIAL, Column, Layout, from_text, to_text
from db.models import Layout as Stored
from db.queries.layouts import known_columns
from db.rights import Person, Right, require
from db.words import _

MOST = 60  # layouts
MOST_NAME = 40


def save_layout(s: Session, actor: Person, layout_id: int | None, version: int, layout: Layout) -> int:
    """A new layout, or another one in the place of that opened at `version`."""
    require(actor, Right.EXPORT)
    wanted = _checked(s, layout_id, layout)
    text = to_text(wanted)
    if layout_id is None:
        if len(s.exec(select(Stored.id)).all()) >= MOST:
            raise Invalid({"name": _("At most {n} layouts. Take one away first.").format(n=MOST)})
        stored = Stored(name=wanted.name, of=str(wanted.of), value=text)
    else:
        stored = loaded(s, Stored, layout_id)
        there = from_text(stored.of, stored.name, stored.value)
        if there == wanted:
            return layout_id
        if stored.version != version:
            two = {name: (getattr(there, name), getattr(wanted, name)) for name in ("name", "columns", "whom")}
            raise Conflict(_(MEANWHILE), {name: pair for name, pair in two.items() if pair[0] != pair[1]})
        stored.name, stored.of, stored.value = wanted.name, str(wanted.of), text
        stored.version += 1
    s.add(stored)
    s.flush()
    assert stored.id is not None
    log.write(s, actor.id, actor.name, Deed.ADD if layout_id is None else Deed.EDIT, "layout", stored.id)
    return stored.id


def remove_layout(s: Session, actor: Person, layout_id: int) -> None:
    require(actor, Right.EXPORT)
    s.delete(loaded(s, Stored, layout_id))
    s.flush()
    log.write(s, actor.id, actor.name, Deed.REMOVE, "layout", layout_id)


def _checked(s: Session, layout_id: int | None, layout: Layout) -> Layout:
    name = " ".join(tidy(layout.name).split())
    if not name:
        raise Invalid({"name": _("Give the layout a name.")})
    if len(name) > MOST_NAME:
        raise Invalid({"name": _("The name: at most {n} characters.").format(n=MOST_NAME)})
    other = s.exec(select(Stored.id).where(col(Stored.name) == name)).first()
    if other not in (None, layout_id):
        raise Invalid({"name": _("There is a layout of this name already.")})
    columns = tuple(Column(each.key, " ".join(tidy(each.title).split())) for each in layout.columns)
    known = {*known_columns(layout.of), SERIAL, BLANK}
    if not columns or len(columns) > MOST_COLUMNS or not {each.key for each in columns} <= known:
        raise Invalid({"columns": _("Choose at least one column, and only of those offered.")})
    if any(len(each.title) > MOST_TITLE for each in columns):
        raise Invalid({"columns": _("The title of a column: at most {n} characters.").format(n=MOST_TITLE)})
    return replace(layout, name=name, columns=columns, ledger=None)
