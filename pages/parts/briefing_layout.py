"""A template in a dialog: which sections, in which order, under which titles; the note, the receivers, the copies."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from db import store
from db.changes import template as change
from db.choices import Audience
from db.errors import Conflict, Invalid, Refused
from db.models import EstateFields, StartedFields, TemplateFields
from db.queries.briefing_drafts import Saved, version_of_template
from db.queries.issues import started, version_of_started
from db.rights import Person, Right
from db.templates import MOST_TITLE, Layout, Part
from db.words import _
from pages.parts import edit, form, look, state
from reports.composing import section_titles

WORK, TWO = "template.work", "template.two"
RECEIVERS = ("report_to", "send_to", "pass_to")


def deeds(person: Person, chosen: Saved | None, audience: Audience, estate: EstateFields, today: date) -> None:
    """What can be done about templates and numbers, for who signs briefings."""
    if not person.may(Right.ISSUE):
        return
    look.menu(
        _("Sections, titles and receivers"),
        [
            (
                _("Change the template") if chosen else _("Make a template"),
                partial(_open, person, chosen, estate, today),
            ),
            (_("Numbers so far"), partial(_numbers, person, audience, today)),
        ],
        "template.menu",
        icon="tune",
    )


def _open(person: Person, chosen: Saved | None, estate: EstateFields, today: date) -> None:
    layout = chosen.layout if chosen else Layout()
    around = layout.around
    if not around.own_receivers:  # what would be printed, to begin with
        there = {name: _(", ").join(getattr(estate, name).splitlines()) for name in RECEIVERS}
        around = TemplateFields(**around.model_dump() | there)
    turn = state.value(f"{WORK}.turn", 0) + 1  # widgets of its own each time it is opened
    state.put(f"{WORK}.turn", turn)
    state.put(WORK, replace(layout, around=around))
    state.drop(TWO)
    st.dialog(_("Template"), width="large")(partial(_fill, person, chosen, f"template.{turn}", today))()


def _fill(person: Person, chosen: Saved | None, key: str, today: date) -> None:
    name = st.text_input(_("Name of the template"), chosen.name if chosen else "", max_chars=40, key=f"{key}.name")
    layout: Layout = state.value(WORK)
    sections, around = st.tabs([_("Sections"), _("Head and foot")])
    with sections:
        st.caption(_("Without a title of its own a section has the usual one."))
        layout = replace(layout, parts=tuple(_part(each, n, layout, key) for n, each in enumerate(layout.parts)))
    with around:
        answers = form.ask(TemplateFields, f"{key}.around", value=layout.around.model_dump())
    if two := state.value(TWO):
        _both(two)
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Save"), type="primary", icon=":material/check:", key=f"{key}.save"):
            _save(person, chosen, name, layout, answers, today)
        if chosen and st.button(_("Save as another"), key=f"{key}.other"):
            _save(person, None, name, layout, answers, today)
        if chosen and st.button(_("Take away"), type="tertiary", icon=":material/delete:", key=f"{key}.remove"):
            gone = chosen.id
            edit.do(_("Template taken away"), lambda s: change.remove_template(s, person, gone))


def _part(part: Part, n: int, layout: Layout, key: str) -> Part:
    """One section: printed or not, its title, and up and down."""
    usual = section_titles().get(part.key, part.key)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        is_on = st.toggle(look.plain(usual), part.is_on, width=190, key=f"{key}.on.{part.key}")
        title = st.text_input(
            _("Title"),
            part.title,
            placeholder=usual,
            max_chars=MOST_TITLE,
            label_visibility="collapsed",
            width=150 if look.on_a_phone() else 220,
            key=f"{key}.title.{part.key}",
        )
        for by, icon, words in ((-1, "arrow_upward", _("Further up")), (1, "arrow_downward", _("Further down"))):
            st.button(
                words,
                icon=f":material/{icon}:",
                type="tertiary",
                disabled=not 0 <= n + by < len(layout.parts),
                key=f"{key}.move.{part.key}.{by}",
                on_click=_move,
                args=(part.key, by),
            )
    return Part(part.key, is_on, title)


def _move(key: str, by: int) -> None:
    state.put(WORK, state.value(WORK).moved(key, by))


def _save(
    person: Person, chosen: Saved | None, name: str, layout: Layout, answers: Mapping[str, Any], today: date
) -> None:
    wanted = replace(layout, around=TemplateFields.model_construct(**answers))
    version = state.value(TWO, {}).get("version", chosen.version) if chosen else 0
    try:
        with store.writing() as s:
            one = change.save_template(s, person, chosen.id if chosen else None, version, name, wanted, today)
    except Invalid as wrong:
        look.problems(list(wrong.problems.values()))
    except Conflict as both:
        with store.reading() as s:
            now = version_of_template(s, person, chosen.id if chosen else 0)
        state.put(TWO, {"version": now, "differences": both.differences})
        st.rerun(scope="fragment")
    except Refused as refused:
        st.error(str(refused))
    else:
        state.drop(TWO)
        for audience in Audience:
            state.drop(f"briefing.template.{audience}")
        state.put("briefing.template.saved", one)
        edit.done(_("Template"))


def _both(two: Mapping[str, Any]) -> None:
    """What somebody else has saved meanwhile; what was typed here stands in the form."""
    st.error(_("Somebody saved this template while you were writing. Yours stands above; saving again takes it."))
    for name, (theirs, _mine) in two["differences"].items():
        told = _sections(theirs) if name == "parts" else str(theirs or _("(empty)"))
        look.fact(_("Stored now"), told)


def _sections(parts: tuple[Part, ...]) -> str:
    titles = section_titles()
    return _(", ").join(part.title or titles.get(part.key, part.key) for part in parts if part.is_on)


def _numbers(person: Person, audience: Audience, today: date) -> None:
    """How many issues came before the first one here."""
    with store.reading() as s:
        before, version = started(s, person).get(audience), version_of_started(s, person)
    value = {"no": before.no if before and before.year == today.year else 0, "total": before.total if before else 0}
    edit.dialog(
        _("Numbers so far: {audience}").format(audience=_(audience.label)),
        StartedFields,
        f"started.{audience}.{version}",
        lambda s, seen, answers: change.set_started(s, person, seen, audience, answers, today),
        version=version,
        newest=lambda s: version_of_started(s, person),
        value=value,
    )
