"""What is open at a household, on top of its page: each problem with what is done about it and the next step."""

from collections.abc import Callable
from datetime import date
from functools import partial

import streamlit as st

from db import store, telling
from db.choices import Level, MeasureState, ReferralState
from db.need_file import MeasureFile, NeedFile, SlipFile
from db.next_step import Step
from db.queries import loop
from db.queries.household import File
from db.rights import Person, Right
from db.words import N_, _
from pages.parts import household_papers, look, loop_deeds

STEPS = {
    Step.BEGIN: N_("Next: add a measure, or refer it to others."),
    Step.DECIDE: N_("Next: {what} waits for a decision."),
    Step.DO: N_("Next: {what}, {who}, by {day}."),
    Step.ANSWER: N_("Next: a reply from {what} by {day}."),
    Step.ANOTHER: N_("Next: it was turned down. Ask again, or find another way."),
    Step.CLOSE: N_("Next: nothing is open beneath it. Ask whether it helped, then close it."),
    Step.CONFIRM: N_("Next: a manager confirms that it has ended."),
}


def show(actor: Person, found: File, today: date) -> None:
    with store.reading() as s:
        needs = loop.open_needs(s, actor, found.id, today)
        ended = loop.closed_needs(s, actor, found.id, today)
    may = actor.may(Right.RECORD)
    with look.row():
        with look.words():
            look.section(_("Open problems"), _("{n} open").format(n=len(needs)) if needs else "")
        if may and st.button(
            _("Write down a problem"), icon=":material/add:", type="tertiary", key="household.add_need"
        ):
            loop_deeds.add_need(actor, found.id, today)
    with st.container(border=True, gap="medium"):
        if not needs:
            st.caption(_("Nothing is open."))
        for each in needs:
            _need(actor, each, today, may)
    if ended:
        with st.expander(_("Closed lately")):
            for each in ended:
                _ended(actor, each, today, may)


def _need(actor: Person, one: NeedFile, today: date, may: bool) -> None:
    f = one.fields
    with st.container(gap="xsmall"):
        with look.beside("xsmall"):
            kind = _(f.kind.label) if f.kind else ""
            st.markdown(f":material/flag: **{look.plain(one.title)}**", width="content")
            grave = f.severity is Level.GRAVE
            st.badge(_("how grave: {level}").format(level=_(f.severity.label)), color="red" if grave else "gray")
        raised = _("{name}, {day}").format(name=one.raised_by, day=telling.day(one.raised_on))
        st.caption(look.plain("　".join(filter(None, (kind, one.of, raised)))))
        _next(one)
        _sent_back(one)
        for measure in sorted(one.measures, key=lambda each: not each.state.is_open):
            _measure(actor, measure, today, may)
        for slip in one.slips:
            _slip(actor, slip, today, may)
        if may:
            _deeds(actor, one, today)


def _next(one: NeedFile) -> None:
    step = one.next
    day = telling.day(step.due) if step.due else ""
    line = _(STEPS[step.step]).format(what=look.plain(step.what), who=look.plain(step.who), day=day)
    with look.beside("xsmall"):
        st.markdown(f":material/arrow_forward: {line}", width="content")
        if step.late:
            look.late(step.late)


def _sent_back(one: NeedFile) -> None:
    """Why a closing was not confirmed, until it is asked for anew."""
    last = one.closings[0] if one.closings else None
    if last is not None and last.sent_back_on is not None:
        said = _("Closing sent back by {name}:").format(name=last.sent_back_by)
        st.text(f"{said} {last.sent_back_why}")


def _measure(actor: Person, one: MeasureFile, today: date, may: bool) -> None:
    f = one.fields
    told = [_(one.state.label), one.who]
    told.append(_("due {day}").format(day=telling.day(f.due)) if one.state.is_open else "")
    told.append(_("promised at the door") if f.is_promise else "")
    told.append(_("{n} yuan").format(n=f.amount) if f.amount else "")
    told.append(_(one.helped.label) if one.helped else "")
    last = one.approvals[0] if one.approvals else None
    with look.row():
        with look.words():
            icon = "handshake" if f.is_promise else "build"
            st.markdown(f":material/{icon}: {look.plain(one.what)}")
            st.caption(look.plain(_(", ").join(filter(None, told))))
            if last is not None and last.approved is False:
                st.text(f"{_('Not approved')}　{last.decided_by}　{last.why}")
            elif one.result:
                st.text(one.result)
        if not may:
            return
        key = f"household.measure.{one.id}"
        match one.state:
            case MeasureState.OPEN:
                if st.button(_("Record result"), key=key):
                    loop_deeds.finish_measure(actor, one.id, today)
            case MeasureState.WAITING if actor.may(Right.APPROVE) and last and last.asked_by_id != actor.id:
                if st.button(_("Decide"), key=key):
                    loop_deeds.decide_relief(actor, one.id, today)
            case MeasureState.REFUSED:
                if st.button(_("Ask again"), key=key):
                    loop_deeds.ask_again(actor, one.id, today)
            case MeasureState.DONE if one.helped is None:
                if st.button(_("Has it helped"), key=key):
                    loop_deeds.rate_measure(actor, one.id, today)


def _slip(actor: Person, one: SlipFile, today: date, may: bool) -> None:
    told = [_(one.state.label), one.contact]
    if one.state is ReferralState.SENT:
        told.append(_("reply wanted by {day}").format(day=telling.day(one.fields.reply_by)))
    elif one.replied_on:
        told.append(telling.day(one.replied_on))
    with look.row():
        with look.words():
            words = _("Referred to {name}").format(name=look.plain(one.to))
            st.markdown(f":material/forward_to_inbox: {words}　{look.plain(one.number)}")
            st.caption(look.plain(_(", ").join(filter(None, told))))
            if one.reply:
                st.text(one.reply)
            if one.state.is_open and not one.is_covered:
                st.caption(_("The consent it rested on holds no longer. Take it back, or ask for consent anew."))
        if may and one.state.is_open and st.button(_("Record reply"), key=f"household.slip.{one.id}"):
            loop_deeds.record_reply(actor, one.id, today)


def _deeds(actor: Person, one: NeedFile, today: date) -> None:
    key = f"household.need.{one.id}"
    with st.container(horizontal=True, gap="small"):
        if one.waiting and actor.may(Right.CONFIRM) and _confirm(key):
            loop_deeds.confirm_closing(actor, one.waiting.id, today)
        if st.button(_("Measure"), icon=":material/add:", type="tertiary", key=f"{key}.measure"):
            loop_deeds.add_measure(actor, one.id, today)
        if st.button(_("Refer"), icon=":material/forward_to_inbox:", type="tertiary", key=f"{key}.refer"):
            loop_deeds.send_referral(actor, one.id, today)
        close = one.waiting is None
        if close and st.button(_("Close"), icon=":material/task_alt:", type="tertiary", key=f"{key}.close"):
            loop_deeds.close_need(actor, one.id, today)
        look.menu(_("More"), _seldom(actor, one, today), f"{key}.more")
        for slip in one.slips:
            if slip.state.is_open and slip.is_covered:
                household_papers.slip_button(slip.id, slip.number)


def _confirm(key: str) -> bool:
    return st.button(_("Confirm the closing"), icon=":material/task_alt:", key=f"{key}.confirm")


def _seldom(actor: Person, one: NeedFile, today: date) -> look.Deeds:
    """What is needed seldom: putting right, giving up, taking back."""
    deeds: list[tuple[str, Callable[[], None]]] = []

    def offer(words: str, deed: Callable[[Person, int, date], None], key: int) -> None:
        deeds.append((words, partial(deed, actor, key, today)))

    offer(_("Change the problem"), loop_deeds.edit_need, one.id)
    if one.closings or one.evaluations:
        offer(_("The problem from its start"), loop_deeds.show_need, one.id)
    for each in one.measures:
        if each.state.is_open:
            offer(_("Change: {what}").format(what=each.what), loop_deeds.edit_measure, each.id)
            offer(_("Give up: {what}").format(what=each.what), loop_deeds.give_up_measure, each.id)
    for slip in one.slips:
        if slip.state.is_open:
            offer(_("Take back {number}").format(number=slip.number), loop_deeds.take_back_referral, slip.id)
    return deeds


def _ended(actor: Person, one: NeedFile, today: date, may: bool) -> None:
    end = next((each for each in one.closings if each.confirmed_on), None)
    told = [_(end.fields.kind.label), _(end.fields.word.label)] if end else []
    told.append(telling.paper_day(one.closed_on) if one.closed_on else "")
    told.append(_("look again on {day}").format(day=telling.day(one.check_on)) if one.check_on else "")
    with look.row():
        with look.words():
            st.text(one.title)
            st.caption(look.plain(_(", ").join(filter(None, told))))
        if may and st.button(_("Reopen"), key=f"household.reopen.{one.id}"):
            loop_deeds.reopen_need(actor, one.id, today)
