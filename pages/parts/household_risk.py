"""Risk as it was seen now and before: the three scales of the last two visits that told of any."""

import streamlit as st

from db import store, telling
from db.choices import Level
from db.fields import field_of
from db.models import VisitFields
from db.queries.household import File
from db.queries.visit_files import Seen, risks
from db.rights import Person
from db.words import _
from pages.parts import look

RISEN, FALLEN = "trending_up", "trending_down"


def show(viewer: Person, found: File) -> None:
    with store.reading() as s:
        seen = risks(s, viewer, found.id)
    if not seen:
        return
    look.section(_("Risk, now and before"))
    with st.container(border=True, gap="small"):
        for name, told in seen.items():
            now, before = told[0], told[1] if len(told) > 1 else None
            with st.container(gap=None):
                with look.row():
                    with look.words():
                        label = _(field_of(VisitFields, name).show.label)
                        st.text(label)
                    words = _change(now.level, before)
                    st.markdown(words, width="content")
                if now.why:
                    st.text(now.why)
        newest = next(iter(seen.values()))
        days = _(", ").join(telling.paper_day(each.day) for each in newest)
        st.caption(_("Seen {days}; the newest first.").format(days=days))


def _change(now: Level | None, before: Seen | None) -> str:
    """中 → 重, with an arrow up or down; what did not change says so."""
    level = _level(now)
    if before is None:
        return f"**{level}**"
    if now == before.level:
        words = _("{level}, as before").format(level=level)
        return f"**{words}**"
    words = _("{before} → {after}").format(before=_level(before.level), after=level)
    risen = now is not None and (before.level is None or now > before.level)
    icon = RISEN if risen else FALLEN
    return f":material/{icon}: **{words}**"


def _level(level: Level | None) -> str:
    return look.plain(_(level.label)) if level is not None else _("Not told")
