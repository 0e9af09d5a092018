"""The pieces of the home page: the first steps, the month in figures, what is unfinished."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from db import telling
from db.choices import Outcome
from db.queries.home import Home
from db.queries.visit import Unfinished
from db.rights import Person, Right
from db.words import _
from pages.parts import go, look


def in_words(found: Home, records: bool) -> str:
    """The state of things, in a few words."""
    if found.is_empty:
        if not records:
            return _("Nothing to read yet")
        if not found.buildings:
            return _("Begin with a building")
        return _("Record the first visit") if found.active else _("Open the first file")
    if not found.now.visits:
        return _("No visit yet this month")
    return _("{n} visits this month").format(n=found.now.visits)


def first_steps(person: Person, found: Home) -> None:
    """The estate is new: three steps, the next one filled."""
    if not person.may(Right.RECORD):
        look.nothing(
            _("The office has not recorded anything yet. Come back after the first visits."), "hourglass_empty"
        )
        return
    steps = [
        (bool(found.buildings), _("Add the buildings"), _("Their name, units, floors and doors."), "settings"),
        (
            bool(found.active),
            _("Open the first file"),
            _("Door, tier, who lives there."),
            "register",
        ),
        (
            bool(found.visits),
            _("Record the first visit"),
            _("No answer takes two taps."),
            "visit",
        ),
    ]
    following = next((n for n, step in enumerate(steps) if not step[0]), len(steps))
    for n, (is_done, words, why, page) in enumerate(steps):
        with st.container(border=True), look.row():
            with look.words():
                icon = ":material/check_circle:" if is_done else f"{n + 1}"
                st.markdown(f"{icon} **{look.plain(words)}**")
                st.caption(look.plain(why))
            kind = "primary" if n == following else "secondary"
            if not is_done and st.button(_("Go there"), type=kind, key=f"home.step.{page}"):  # type: ignore[arg-type]
                go.to(page)


def figures(found: Home) -> None:
    """This month so far beside the same days of last month: a running month beside a whole one lies."""
    now, before = found.now, found.before
    days = {"show": "visits", "from": now.start.isoformat(), "to": now.end.isoformat()}
    rows: tuple[tuple[str, int, str, dict[str, str]], ...] = (
        (_("On file"), found.active, _("{n} opened this month").format(n=found.opened), {}),
        (_("Visits this month"), now.visits, _same(before.visits), days),
        (_("Households met"), now.households, _same(before.households), {"outcome": _outcomes(seen=True), **days}),
        (_("Not met"), now.in_vain, _same(before.in_vain), {"outcome": _outcomes(seen=False), **days}),
    )
    places = [*st.columns(2, wrap=False), *st.columns(2, wrap=False)] if look.on_a_phone() else st.columns(4)
    for place, (label, n, beside, query) in zip(places, rows, strict=True):
        with place.container(border=True, gap="xsmall"):
            st.metric(label, n, beside, delta_color="off", delta_arrow="off")
            if st.button(_("See list"), icon=":material/chevron_right:", type="tertiary", key=f"home.list.{label}"):
                go.to("register", query)


def _outcomes(*, seen: bool) -> str:
    return ",".join(each.value for each in Outcome if each.seen is seen)


def _same(n: int) -> str:
    return _("{n} in the same days last month").format(n=n)


def drafts(found: Sequence[Unfinished], today: date) -> None:
    look.section(_("Unfinished"), str(len(found)))
    with st.container(border=True, gap="small"):
        for each in found:
            with look.row():
                with look.words():
                    with look.beside():
                        st.text(each.door, width="content")
                        st.text(each.head, width="content")
                    day = telling.ago(each.saved_at, today)
                    line = _("kept {day} {time}").format(day=day, time=telling.time(each.saved_at))
                    st.caption(line)
                if st.button(_("Go on writing"), key=f"home.draft.{each.id}"):
                    go.to("visit", {"visit": each.visit_id} if each.visit_id else {"no": each.no})
