"""A picture taken out: as a file (PNG, SVG), its numbers as a table (XLSX), or into the briefing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

import streamlit as st

from db import clock, sign_in, store
from db.changes.paper import log_export
from db.errors import Refused
from db.pictures import PictureAsked
from db.queries.asked import Asked
from db.queries.told_filters import told_filters
from db.rights import Person, Right
from db.words import N_, _, language, speaking
from pages.parts import briefing_pictures, go, state
from reports.colours import Theme, printed
from reports.paper import file_named
from reports.picture_files import About, framed_png, framed_svg, table_file
from reports.scene import Scene


class Kind(StrEnum):
    """What a picture is taken out as."""

    PNG = "png"
    SVG = "svg"
    XLSX = "xlsx"


KINDS = {
    Kind.PNG: (N_("Picture (PNG)"), "image/png", "image"),
    Kind.SVG: (N_("Picture (SVG)"), "image/svg+xml", "shapes"),
    Kind.XLSX: (
        N_("Table (XLSX)"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "table",
    ),
}


@dataclass(frozen=True)
class Taken:
    """What a picture on the screen hands over. `scene` and `table` are called only when somebody takes it out.

    `name` is a short word for the file's name, `title` stands above it. Rows of the table hold text, numbers, days
    and None. `ask` is how a briefing gathers it again; without one it cannot go into a briefing.
    """

    name: str
    title: str
    scene: Callable[[Theme], Scene]
    table: Callable[[], tuple[list[str], list[list[object]]]]
    ask: PictureAsked | None = None


def offer(
    person: Person, taken: Taken, estate: str, asked: Asked, period: tuple[date, date] | None, today: date
) -> None:
    """The ways out, in one line below the picture; nothing for who has none."""
    goes_in = taken.ask is not None and person.may(Right.BRIEF_OUTWARD)
    if not person.may(Right.EXPORT) and not goes_in:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for kind in Kind if person.may(Right.EXPORT) else ():
            words, mime, icon = KINDS[kind]
            st.download_button(
                _(words),
                data=partial(made, state.secret(), kind, taken, estate, asked, period, language()),
                file_name=name_for(estate, taken.name, today, kind),
                mime=mime,
                icon=f":material/{icon}:",
                type="tertiary",
                on_click="ignore",
                key=f"map.out.{taken.name}.{kind}",
            )
        if goes_in and st.button(
            _("Into the briefing"), icon=":material/description:", type="tertiary", key=f"map.out.{taken.name}.in"
        ):
            assert taken.ask is not None
            if not briefing_pictures.take_in(taken.ask):
                n = briefing_pictures.MOST
                st.error(_("A briefing holds {n} pictures. Take one out there first.").format(n=n))
                return
            state.notice(_("The picture is in the briefing: {picture}").format(picture=taken.title))
            go.to("briefings")


def name_for(estate: str, picture: str, day: date, kind: Kind) -> str:
    """和安苑_小区平面_2026-11-23.png"""
    return file_named(estate, picture, day.isoformat()).removesuffix(".pdf") + f".{kind}"


def made(
    secret: str | None,
    kind: Kind,
    taken: Taken,
    estate: str,
    asked: Asked,
    period: tuple[date, date] | None,
    spoken: str,
) -> bytes:
    """The file, when it is asked for: written to the log, then drawn from what the page had gathered.

    Runs later and in a thread that knows nothing of the page, so who asks is looked up anew.
    """
    with speaking(spoken):
        with store.writing() as s:
            viewer = sign_in.person(s, secret, clock.now())
            if viewer is None:
                raise Refused(_("Sign in to go on."))
            header, rows = taken.table()
            what = f"picture {taken.ask.picture}" if taken.ask else "picture"
            log_export(s, viewer, f"{what}, {kind}", len(rows), asked.named())
            filters = told_filters(s, viewer, asked)
        when = taken.ask.period if taken.ask else period
        about = About(taken.title, estate, clock.today(), viewer.name, when, filters)
        match kind:
            case Kind.PNG:
                return framed_png(taken.scene(printed()), about)
            case Kind.SVG:
                return framed_svg(taken.scene(printed()), about)
            case Kind.XLSX:
                return table_file(header, rows, about)
