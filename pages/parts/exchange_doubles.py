"""Files that may be one household: what matches, both side by side, and joined in one deed or kept apart."""

from functools import partial
from typing import Any

import streamlit as st

from db import clock, store
from db.changes.apart import keep_apart
from db.changes.merge import merge
from db.queries.doubles import Twin, doubles
from db.queries.find import Found
from db.queries.joined import NAMES, Joining, joined
from db.rights import Person
from db.words import _
from pages.parts import edit, go, look, state

AT_ONCE = 20  # pairs on one page: each is read before anything is done
TURN = "exchange.doubles.turn"
KEEP = "exchange.doubles.keep"


def show(person: Person) -> None:
    with store.reading() as s:
        found = doubles(s, person)
    look.section(_("Files that may be one household"), str(len(found)) if found else "")
    if not found:
        look.nothing(_("No two files look like the same household."), "check_circle")
        return
    pages = -(-len(found) // AT_ONCE)
    number = min(int(state.value(TURN, 1)), pages)
    for twin in found[(number - 1) * AT_ONCE : number * AT_ONCE]:
        _line(person, twin)
    if pages > 1:
        st.pagination(pages, default=number, key=TURN)


def _line(person: Person, twin: Twin) -> None:
    key = f"exchange.doubles.{twin.one.id}.{twin.other.id}"
    with st.container(border=True, gap="small"):
        for each, name in zip((twin.one, twin.other), twin.people, strict=True):
            with look.row():
                with look.words():
                    st.text(_file(each, name))
                if st.button(
                    _("Open the file"), type="tertiary", icon=":material/folder_open:", key=f"{key}.open.{each.id}"
                ):
                    go.household(each.no)
        st.caption(look.plain(_("Both have {what}.").format(what=twin.why)))
        with look.beside():
            if st.button(_("Join them"), icon=":material/merge:", key=f"{key}.join"):
                _ask(person, twin)
            if st.button(_("Two households"), type="tertiary", icon=":material/call_split:", key=f"{key}.apart"):
                deed = partial(_keep_apart, person=person, twin=twin)
                edit.do(
                    _("Kept apart: no. {one:04} and no. {other:04}").format(one=twin.one.no, other=twin.other.no), deed
                )


def _keep_apart(s: Any, person: Person, twin: Twin) -> None:
    keep_apart(s, person, twin.one.id, twin.other.id, clock.today())


def _file(found: Found, name: str) -> str:
    """0012号　3栋1单元1202　陈玉芬"""
    named = name if name and name != found.head else ""
    told = [_("No. {no:04}").format(no=found.no), found.door, found.head, named, _(found.state.label)]
    return "　".join(filter(None, told))


def _ask(person: Person, twin: Twin) -> None:
    """The older number stays unless somebody chooses the other."""
    both = sorted((twin.one, twin.other), key=lambda each: each.no)

    def fill() -> None:
        keep = st.radio(
            _("Which file stays"),
            [each.id for each in both],
            format_func=lambda key: look.plain(_file(next(each for each in both if each.id == key), "")),
            key=f"{KEEP}.{both[0].id}.{both[1].id}",
        )
        gone = next(each.id for each in both if each.id != keep)
        with store.reading() as s:
            told = joined(s, person, keep, gone)
        take = {each.key for each in told.differing if _differs(told, each.key, each.keeps, each.other)}
        people = _people(told)
        _moves(told)
        if told.refused:
            look.problems(told.refused.split("\n"))
        if not st.button(_("Join them"), type="primary", width="stretch", key="exchange.doubles.do"):
            return
        done = edit.attempt(lambda s: merge(s, person, keep, gone, clock.now(), take, people))
        if done:
            words = _("No. {gone:04} joined into no. {keep:04}. It can be taken back under “Done so far”.")
            edit.done(words.format(gone=told.gone.no, keep=told.keep.no))

    st.dialog(_("Join two files"), width="large")(fill)()


def _differs(told: Joining, key: str, keeps: str, other: str) -> bool:
    """True when the file that goes is right."""
    chosen = st.radio(
        _(NAMES[key]),
        [False, True],
        format_func=lambda taken: look.plain(other if taken else keeps),
        key=f"exchange.doubles.take.{told.keep.id}.{told.gone.id}.{key}",
        horizontal=True,
    )
    return bool(chosen)


def _people(told: Joining) -> dict[int, int]:
    """For each resident of the file that goes: who of the file that stays is the same person, if anybody."""
    names = {one.id: one for one in told.mine}
    found = {}
    for one in told.theirs:
        chosen = st.selectbox(
            look.plain(_("{name} is the same person as").format(name=_somebody(one.name, one.told))),
            [0, *names],
            index=[0, *names].index(told.same.get(one.id, 0)),
            format_func=lambda key: (
                _somebody(names[key].name, names[key].told) if key else _("nobody: add to the file")
            ),
            key=f"exchange.doubles.person.{told.keep.id}.{one.id}",
        )
        if chosen:
            found[one.id] = chosen
    return found


def _somebody(name: str, told: str) -> str:
    return _("{name} ({told})").format(name=name, told=told) if told else name


def _moves(told: Joining) -> None:
    moving = _(", ").join(_("{n} {what}").format(n=n, what=what) for what, n in told.moves)
    if moving:
        st.caption(look.plain(_("These move over: {what}.").format(what=moving)))
    words = _("What the two say differently of one person goes into the note. The number {no:04} will lead here.")
    st.caption(look.plain(words.format(no=told.gone.no)))
