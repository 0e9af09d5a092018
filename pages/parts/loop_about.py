"""What stands above the questions of the loop's dialogs: which problem, which measure, what was before."""

import streamlit as st

from db import telling
from db.need_file import ClosingFile, MeasureFile, NeedFile, SlipFile
from db.queries.offers import Offers
from db.queries.suggested import usual_doer
from db.rights import Person, Right
from db.words import _
from pages.parts import look, state


def need(found: NeedFile) -> None:
    """3栋 1单元 1202　夜里不敢去浴室"""
    with st.container(gap=None):
        st.caption(look.plain(found.door))
        st.text(found.fields.words)


def measure(found: NeedFile, one: MeasureFile) -> None:
    need(found)
    with st.container(gap=None):
        st.text(one.what)
        told = [one.who, _("due {day}").format(day=telling.day(one.fields.due))]
        if one.fields.is_promise:
            told.append(_("promised at the door"))
        if one.fields.amount:
            told.append(_("{n} yuan").format(n=one.fields.amount))
        st.caption(look.plain(_(", ").join(told)))


def slip(found: NeedFile, one: SlipFile) -> None:
    need(found)
    with st.container(gap=None):
        st.text(f"{one.to}　{one.number}")
        sent = _("sent {day}").format(day=telling.paper_day(one.sent_on))
        wanted = _("reply wanted by {day}").format(day=telling.day(one.fields.reply_by))
        st.caption(f"{sent}　{wanted}")
        st.text(one.fields.reason)


def approvals(one: MeasureFile) -> None:
    """Each time it was asked, newest first, with who decided and why."""
    for each in one.approvals:
        asker = look.plain(each.asked_by)
        n = each.amount or 0
        asked = _("{day}: {name} asked for {n} yuan.").format(day=telling.day(each.asked_on), name=asker, n=n)
        with st.container(gap=None):
            st.caption(asked)
            if each.decided_on is not None:
                what = _("Approved") if each.approved else _("Not approved")
                said = _("{what} {day} by {name}.").format(
                    what=what, day=telling.day(each.decided_on), name=each.decided_by
                )
                st.text("　".join(filter(None, (said, each.why))))


def suggested(there: Offers, key: str) -> None:
    """Measures the rules have for what is hard here; a tap fills in the kind and who usually does it."""
    if not there.measures:
        return

    def take() -> None:
        if (chosen := state.value(f"{key}.suggested")) is not None:
            state.put(f"{key}.kind", chosen)
            state.put(f"{key}.doer", usual_doer(chosen))

    why = _(", ").join(_(each.label) for each in there.because)
    st.pills(
        _("Suggested for: {why}").format(why=look.plain(why)),
        list(there.measures),
        format_func=lambda kind: look.plain(_(kind.label)),
        key=f"{key}.suggested",
        on_change=take,
        wrap=True,
    )


def beneath(found: NeedFile) -> None:
    """What must end first, if anything."""
    if not found.beneath:
        return
    st.info(_("Still open beneath it. End these first:"))
    for each in found.beneath:
        st.text(each)


def who_confirms(actor: Person) -> None:
    if not actor.may(Right.CONFIRM):
        st.caption(_("A manager confirms it; until then the problem stays open."))


def closing_words(actor: Person) -> str:
    return _("Close it") if actor.may(Right.CONFIRM) else _("Ask to close it")


def closing(one: ClosingFile) -> None:
    """How it is said to have ended, and by whom."""
    f = one.fields
    with st.container(border=True, gap="small"):
        with look.beside():
            st.badge(_(f.kind.label), color="gray")
            st.badge(_(f.word.label), color="gray")
        st.text(f.evidence)
        if f.check_on:
            st.caption(_("Look again on {day}.").format(day=telling.paper_day(f.check_on)))
        st.caption(look.plain(" ".join((one.asked_by, telling.paper_day(one.asked_on)))))


def so_far(found: NeedFile) -> None:
    """Who raised it and when, then each measure and slip with what became of it."""
    f = found.fields
    raised = _("{name}, {day}").format(name=found.raised_by, day=telling.paper_day(found.raised_on))
    kind = _(f.kind.label) if f.kind else ""
    st.caption(look.plain("　".join(filter(None, (kind, _(f.severity.label), found.of, raised)))))
    for one in found.measures:
        day = _("due {day}").format(day=telling.day(one.fields.due)) if one.state.is_open else ""
        day = telling.paper_day(one.done_on) if one.done_on else day
        _became(one.what, (_(one.state.label), one.who, day), one.result)
    for each in found.slips:
        day = _("reply wanted by {day}").format(day=telling.day(each.fields.reply_by)) if each.state.is_open else ""
        day = telling.paper_day(each.replied_on) if each.replied_on else day
        _became(f"{each.to}　{each.number}", (_(each.state.label), day), each.reply)


def _became(what: str, told: tuple[str, ...], end: str) -> None:
    with st.container(gap=None):
        st.text(what)
        st.caption(look.plain(_(", ").join(filter(None, told))))
        if end:
            st.text(end)


def history(found: NeedFile) -> None:
    """Closings and what was said at follow-ups, newest first."""
    for one in found.closings:
        closing(one)
        with st.container(gap=None):
            for told in closing_ends(one):
                st.text(told)
    for each in found.evaluations:
        f = each.fields
        said = (telling.day(each.on), _(f.solved.label), _(f.word.label), each.risk_change, f.new_difficulty)
        st.text("　".join(filter(None, said)))


def closing_ends(one: ClosingFile) -> list[str]:
    """What became of a closing: confirmed, sent back, reopened."""
    told = []
    if one.reopened_on:
        who = one.reopened_by or _("by itself")
        line = _("Reopened {day}, {name}").format(day=telling.paper_day(one.reopened_on), name=who)
        told.append("　".join(filter(None, (line, one.reopened_why))))
    if one.confirmed_on:
        line = _("Confirmed {day}, {name}")
        told.append(line.format(day=telling.paper_day(one.confirmed_on), name=one.confirmed_by))
    if one.sent_back_on:
        line = _("Sent back {day}, {name}")
        line = line.format(day=telling.paper_day(one.sent_back_on), name=one.sent_back_by)
        told.append("　".join(filter(None, (line, one.sent_back_why))))
    return told
