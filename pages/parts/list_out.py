"""A list taken out as a spreadsheet: in which layout, with names or masked, with a password; written to the log."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

import streamlit as st

from db import clock, privacy, sign_in, store
from db.changes.paper import log_export
from db.choices import Ledger
from db.errors import Refused
from db.fields import On
from db.layouts import Layout
from db.queries import layouts
from db.queries.asked import Asked
from db.queries.layout_sums import sums, withheld
from db.queries.loop_papers import the_estate
from db.queries.rows import HouseholdRow
from db.queries.told_lists import Told, told_register
from db.rights import Person, Right
from db.words import _, language, speaking
from pages.parts import layout_edit, paper_password, state
from reports.files import spreadsheet
from reports.layouts import layout_file
from reports.layouts_sums import sums_file
from reports.locked_sheet import locked_sheet
from reports.particulars import Particulars

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Style = Ledger | Layout | None


@dataclass(frozen=True)
class Way:
    """How a list goes out. Without a style it has the columns of the list itself."""

    is_masked: bool = False
    password: str = ""
    style: Style = None


@dataclass(frozen=True)
class Gathered:
    """A list with what is said of it. `what` and `named` go into the log, `told` (filters in words) into the file."""

    what: str
    title: str
    model: type[Any]
    rows: Sequence[Any]
    named: Sequence[str] = ()
    told: Sequence[Told] = ()


Gather = Callable[[Any, Person, date], Gathered]


def offer(
    person: Person, gather: Gather, file_name: str, key: str, asked: Asked | None = None, help: str | None = None
) -> None:
    """The button, and beside it what can be chosen. `asked`: the list is the register's and has layouts."""
    if not person.may(Right.EXPORT):
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall", width="content"):
        said = _("How the list goes out")
        how: dict[str, Any] = {"type": "tertiary", "help": said, "key": f"{key}.how", "on_change": "rerun"}
        with st.popover("", icon=":material/tune:", **how):
            way = _ask(person, key, asked)
        st.download_button(
            _("Export list"),
            data=partial(made, state.secret(), gather, way, asked, language()),
            file_name=file_name,
            mime=XLSX,
            icon=":material/lock:" if way.password else ":material/download:",
            on_click="ignore",
            disabled=paper_password.is_refused(way.password),
            help=help,
            key=f"{key}.export",
        )


def _ask(person: Person, key: str, asked: Asked | None) -> Way:
    style: Style = None
    if asked is not None:
        with store.reading() as s:
            own = layouts.layouts(s, person)
        styles: dict[str, Style] = {"": None, **{one.value: one for one in Ledger}}
        styles |= {f"own.{layout_id}": layout for layout_id, _version, layout in own}
        chosen = st.selectbox(_("Layout"), list(styles), format_func=lambda one: name_of(styles[one]), key=f"{key}.as")
        style = styles[chosen]
        layout_edit.offer(person, own, style, key, shuts=f"{key}.how")
    is_masked = st.checkbox(_("Without names, doors, phones and illnesses"), key=f"{key}.masked")
    password = paper_password.typed(
        _("Password that opens the file"),
        _("The file opens only with it. It is kept nowhere: tell it to the receiver another way."),
        f"{key}.password",
    )
    return Way(is_masked, password, style)


def name_of(style: Style) -> str:
    match style:
        case None:
            return _("As on the screen")
        case Ledger():
            return _(style.label)
    return style.name


def made(secret: str | None, gather: Gather, way: Way, asked: Asked | None, spoken: str) -> bytes:
    """The whole filtered list, when it is asked for: written to the log, then made.

    Runs later and in a thread that knows nothing of the page, so who asks is looked up anew.
    """
    with speaking(spoken):
        now = clock.now()
        with store.writing() as s:
            viewer = sign_in.person(s, secret, now)
            if viewer is None:
                raise Refused(_("Sign in to go on."))
            content, gathered, rows = _file(s, viewer, gather, way, asked, now)
            log_export(s, viewer, gathered.what, rows, gathered.named, _how(way))
        made_file = content()
        return locked_sheet(made_file, way.password) if way.password else made_file


def _file(
    s: Any, viewer: Person, gather: Gather, way: Way, asked: Asked | None, now: datetime
) -> tuple[Callable[[], bytes], Gathered, int]:
    """What makes the file once the database is left alone; what it is made of; how many rows it has."""
    today, style = clock.today(), way.style
    is_masked = way.is_masked or not viewer.may(Right.SEE_PEOPLE)
    if style is None or asked is None:
        found = gather(s, viewer, today)
        rows = [privacy.masked(row) for row in found.rows] if is_masked else found.rows
        told = _told(s, viewer, found, len(rows), is_masked, now)
        return partial(spreadsheet, rows, On.EXPORT, found.title, found.model, told), found, len(rows)
    of_register = told_register(s, viewer, asked)
    if style is Ledger.SUMS:
        counted = sums(s, viewer, asked, today)
        n = counted.together.households
        counted = withheld(counted) if is_masked else counted
        found = Gathered("statistics", _(Ledger.SUMS.label), HouseholdRow, (), asked.named(), of_register)
        told = _told(s, viewer, found, counted.together.households, is_masked, now)
        return partial(sums_file, counted, told), found, n
    layout = layouts.built_in(style) if isinstance(style, Ledger) else style
    rows = layouts.rows_of(s, viewer, layout, asked, today)
    rows = [privacy.masked(row) for row in rows] if is_masked else rows
    found = Gathered(str(layout.of), layout.title, HouseholdRow, (), asked.named(), of_register)
    told = _told(s, viewer, found, len(rows), is_masked, now)
    return partial(layout_file, rows, layout, told, today), found, len(rows)


def _told(s: Any, viewer: Person, found: Gathered, rows: int, is_masked: bool, now: datetime) -> Particulars:
    estate, is_demonstration = the_estate(s)
    filters = [
        (name, privacy.MASK if is_masked and is_personal else chosen) for name, chosen, is_personal in found.told
    ]
    notes = [_("Everybody and everything here is invented.")] if is_demonstration else []
    return Particulars(found.title, estate.name, now, viewer.name, rows, is_masked, filters, notes)


def _how(way: Way) -> Iterator[str]:
    """For the log. The name of an own layout is typed, so it is not said."""
    if way.is_masked:
        yield "masked"
    if way.password:
        yield "with a password"
    if way.style is not None:
        yield f"layout {way.style}" if isinstance(way.style, Ledger) else "own layout"
