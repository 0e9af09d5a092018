"""One issue: its pages as they were signed, its file, where it went, and the way to correct it."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from db import clock, sign_in, store, telling
from db.changes import dispatch as change
from db.changes.issue import log_opened, take
from db.errors import Refused
from db.models import DispatchFields
from db.queries.issues import DispatchRow, IssueLine, Opened, opened, version_of_dispatch
from db.rights import Person, Right
from db.words import _, speaking
from pages.parts import briefing_pages, edit, go, issue_list, look, paper_password, state
from pages.parts.briefing_sign import DOCX
from reports.composing import issue_name
from reports.locked import locked

SITTING = timedelta(minutes=15)
MARK = "issue.opened"


def show(person: Person, issue_id: int, today: date) -> None:
    if st.button(_("All issues"), icon=":material/arrow_back:", type="tertiary", key="issue.back"):
        go.here({"part": "issued"})
    try:
        with store.reading() as s:
            there = opened(s, person, issue_id, today)
    except Refused as refused:
        look.nothing(str(refused), "search_off")
        return
    _log_once(person, issue_id)
    line = there.line
    left, right = st.columns([10, 21], gap="medium")
    with left:
        st.subheader(look.plain(issue_list.numbered(line)), anchor=False)
        st.text(line.title)
        issue_list.badges(line)
        _links(line)
        _file(there)
        if not line.corrected and person.may(Right.ISSUE):
            if st.button(_("Correct this issue"), icon=":material/edit_note:", key="issue.correct"):
                go.here({"correct": issue_id})
            st.caption(_("What was issued stays as it is. A correction is a new issue that names this one."))
        _dispatches(person, there, today)
    with right:
        look.section(_("As it was issued"), _("{n} pages").format(n=line.pages))
        briefing_pages.show(there.content, line.pages, f"issue.{issue_id}")


def _log_once(person: Person, issue_id: int) -> None:
    """Opening it is logged once for a sitting, not at every click inside it."""
    now, before = clock.now(), state.value(MARK)
    if before is None or before[0] != issue_id or now - before[1] > SITTING:
        with store.writing() as s:
            log_opened(s, person, issue_id)
    state.put(MARK, (issue_id, now))


def _links(line: IssueLine) -> None:
    for other, words in ((line.corrects, _("Open no. {no}, which it corrects")), (line.corrected, _("Open no. {no}"))):
        if other and st.button(words.format(no=other[1]), type="tertiary", key=f"issue.other.{other[0]}"):
            go.here({"issue": other[0]})


def _file(there: Opened) -> None:
    line = there.line
    with st.container(border=True, gap="small"):
        look.fact(_("Issued"), f"{telling.paper_day(line.issued_on)}　{telling.time(there.at)}　{line.by}")
        look.fact(_("For whom"), _(line.audience.label))
        look.fact(_("Period"), telling.period(line.start, line.end))
        look.fact(_("Facts as of"), telling.paper_day(there.facts_of))
        if there.why:
            look.fact(_("What it corrects"), there.why)
        look.fact("SHA-256", " ".join(there.sha256[n : n + 16] for n in range(0, 64, 16)))
        if not there.is_whole:
            st.error(_("The file kept for this issue has been changed from outside. Restore a backup."))
            return
        st.caption(f":material/lock: {_('The file is the one that was signed.')}")
        with speaking(line.language):
            name = issue_name(line.title, line.numbers)
        place = st.container(horizontal=True, gap="small")
        password = paper_password.ask(f"issue.password.{line.id}")
        with place:
            _download("PDF", line.id, f"{name}.pdf", "application/pdf", password=password)
            if there.has_docx:
                _download("Word", line.id, f"{name}.docx", DOCX, is_docx=True)


def _download(words: str, issue_id: int, name: str, mime: str, *, is_docx: bool = False, password: str = "") -> None:
    st.download_button(
        words,
        data=partial(taken, state.secret(), issue_id, is_docx, password),
        file_name=name,
        mime=mime,
        icon=":material/download:",
        on_click="ignore",
        disabled=paper_password.is_refused(password),
        key=f"issue.file.{words}",
    )


def taken(secret: str | None, issue_id: int, is_docx: bool, password: str = "") -> bytes:
    """The kept bytes, or a copy of them behind a password.

    Runs later and in a thread that knows nothing of the page, so who asks is looked up anew.
    """
    with store.writing() as s:
        viewer = sign_in.person(s, secret, clock.now())
        if viewer is None:
            raise Refused(_("Sign in to go on."))
        content = take(s, viewer, issue_id, is_docx)
    return locked(content, password) if password else content


def _dispatches(person: Person, there: Opened, today: date) -> None:
    n = len(there.dispatches)
    look.section(_("Where it went"), str(n) if n else "")
    for each in there.dispatches:
        _dispatch(person, each, today)
    if not person.may(Right.RECORD):
        return
    if st.button(_("Put down where it went"), icon=":material/outgoing_mail:", key="dispatch.add"):
        edit.dialog(
            _("Put down where it went"),
            DispatchFields,
            f"dispatch.new.{there.line.id}.{n}",
            lambda s, _version, answers: change.add_dispatch(s, person, there.line.id, answers, today),
            value={"sent_on": today},
        )


def _dispatch(person: Person, row: DispatchRow, today: date) -> None:
    fields = row.fields
    with st.container(border=True), look.row():
        with look.words():
            st.text(fields.to)
            sent = _("Went out {day}").format(day=telling.dated(fields.sent_on, today))
            st.caption(look.plain("　".join(filter(None, (sent, fields.way)))))
            if fields.received_on:
                told = _("Received {day}").format(day=telling.dated(fields.received_on, today))
                st.caption(look.plain("　".join(filter(None, (told, fields.received_by)))))
            elif row.late:
                look.late(row.late)
        if person.may(Right.RECORD):
            words = _("Change") if row.is_received else _("Receipt")
            if st.button(words, key=f"dispatch.{row.id}"):
                _receipt(person, row, today)


def _receipt(person: Person, row: DispatchRow, today: date) -> None:
    value = edit.held(row.fields)
    if not row.is_received:
        value["received_on"] = today
    edit.dialog(
        _("Receipt"),
        DispatchFields,
        f"dispatch.{row.id}.{row.version}",
        lambda s, version, answers: change.edit_dispatch(s, person, row.id, version, answers, today),
        version=row.version,
        newest=lambda s: version_of_dispatch(s, person, row.id),
        value=value,
    )
