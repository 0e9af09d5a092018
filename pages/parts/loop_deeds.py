"""What can be done about a problem, from whichever screen: one function opens one dialog. All take the record's id."""

from datetime import date
from typing import Any

import streamlit as st

from db import store
from db.changes import measure as measures
from db.changes import need as needs
from db.choices import ClosingKind
from db.models import (
    AgainFields,
    ClosingFields,
    Measure,
    MeasureFields,
    Need,
    NeedFields,
    ResultFields,
    WhyFields,
)
from db.queries import loop, offers
from db.queries.household import version_of
from db.queries.suggested import A_WEEK
from db.rights import Person
from db.words import _
from pages.parts import edit, loop_about, loop_slips

send_referral = loop_slips.send_referral
record_reply = loop_slips.record_reply
take_back_referral = loop_slips.take_back_referral


def add_need(actor: Person, household_id: int, today: date) -> None:
    with store.reading() as s:
        there = offers.offers(s, actor, household_id)
    edit.dialog(
        _("Write down a problem"),
        NeedFields,
        f"need.new.{household_id}.{there.needs}",
        lambda s, _version, answers: needs.raise_need(s, actor, household_id, today, answers),
        options={"resident_id": there.residents},
    )


def edit_need(actor: Person, need_id: int, today: date) -> None:
    with store.reading() as s:
        found = loop.need(s, actor, need_id, today)
        there = offers.offers(s, actor, found.household_id)
    edit.dialog(
        _("Change the problem"),
        NeedFields,
        f"need.{need_id}.{found.version}",
        lambda s, version, answers: needs.edit_need(s, actor, need_id, version, answers),
        version=found.version,
        newest=lambda s: version_of(s, actor, Need, need_id),
        value=edit.held(found.fields),
        options={"resident_id": there.residents},
    )


def add_measure(actor: Person, need_id: int, today: date) -> None:
    """What the rules suggest for this household can be tapped; nothing is entered by itself."""
    with store.reading() as s:
        found = loop.need(s, actor, need_id, today)
        there = offers.offers(s, actor, found.household_id)
    key = f"measure.new.{need_id}.{len(found.measures)}"

    def above() -> None:
        loop_about.need(found)
        loop_about.suggested(there, key)

    edit.dialog(
        _("Add a measure"),
        MeasureFields,
        key,
        lambda s, _version, answers: measures.add_measure(s, actor, need_id, today, answers),
        value={"due": today + A_WEEK},
        above=above,
    )


def edit_measure(actor: Person, measure_id: int, today: date) -> None:
    with store.reading() as s:
        found, one = loop.of_measure(s, actor, measure_id, today)
    edit.dialog(
        _("Change the measure"),
        MeasureFields,
        f"measure.{measure_id}.{one.version}",
        lambda s, version, answers: measures.edit_measure(s, actor, measure_id, version, answers),
        version=one.version,
        newest=lambda s: version_of(s, actor, Measure, measure_id),
        value=edit.held(one.fields),
        above=lambda: loop_about.need(found),
    )


def finish_measure(actor: Person, measure_id: int, today: date) -> None:
    """It is done: what came of it, and whether it has helped if that is known already."""
    with store.reading() as s:
        found, one = loop.of_measure(s, actor, measure_id, today)
    edit.dialog(
        _("Record the result"),
        ResultFields,
        f"measure.done.{measure_id}.{one.version}",
        lambda s, _version, told: measures.finish(
            s, actor, measure_id, today, told["result"] or "", told["helped"], told["done_on"]
        ),
        value={"done_on": today},
        above=lambda: loop_about.measure(found, one),
    )


def give_up_measure(actor: Person, measure_id: int, today: date) -> None:
    with store.reading() as s:
        found, one = loop.of_measure(s, actor, measure_id, today)
    edit.dialog(
        _("Give up the measure"),
        WhyFields,
        f"measure.drop.{measure_id}.{one.version}",
        lambda s, _version, told: measures.give_up(s, actor, measure_id, told["why"] or ""),
        above=lambda: loop_about.measure(found, one),
    )


def rate_measure(actor: Person, measure_id: int, today: date) -> None:
    """Whether what was done has helped; asked again at a later visit, the last word counts."""
    with store.reading() as s:
        found, one = loop.of_measure(s, actor, measure_id, today)

    def save(s: Any, _version: int, told: dict[str, Any]) -> None:
        if told["helped"] is not None:
            measures.rate(s, actor, measure_id, today, told["helped"])

    edit.dialog(
        _("Has it helped"),
        ResultFields,
        f"measure.helped.{measure_id}.{one.helped}",
        save,
        value={"helped": one.helped},
        only=["helped"],
        above=lambda: loop_about.measure(found, one),
    )


def decide_relief(actor: Person, measure_id: int, today: date) -> None:
    """Approve fee relief or turn it down. The page offers it to who may approve; the deed refuses one's own."""
    with store.reading() as s:
        found, one = loop.of_measure(s, actor, measure_id, today)

    def fill() -> None:
        loop_about.measure(found, one)
        loop_about.approvals(one)
        why = st.text_input(_("Reason, needed to turn it down"), max_chars=300, key=f"relief.{measure_id}.why")
        yes, no = st.columns(2, wrap=False)
        approved = yes.button(_("Approve"), type="primary", key=f"relief.{measure_id}.yes", width="stretch")
        refused = no.button(_("Turn down"), key=f"relief.{measure_id}.no", width="stretch")
        if approved or refused:
            what = _("Approved") if approved else _("Not approved")
            edit.do(what, lambda s: measures.decide(s, actor, measure_id, today, approved, why))

    st.dialog(_("Decide on fee relief"))(fill)()


def ask_again(actor: Person, measure_id: int, today: date) -> None:
    """Fee relief that was turned down, asked for with what was missing."""
    with store.reading() as s:
        found, one = loop.of_measure(s, actor, measure_id, today)

    def above() -> None:
        loop_about.measure(found, one)
        loop_about.approvals(one)

    edit.dialog(
        _("Ask again"),
        AgainFields,
        f"measure.again.{measure_id}.{one.version}",
        lambda s, _version, told: measures.ask_again(s, actor, measure_id, today, told["amount"], told["words"]),
        value={"amount": one.fields.amount, "words": one.fields.words},
        above=above,
        words=_("Ask for approval"),
    )


def close_need(actor: Person, need_id: int, today: date) -> None:
    """How it ended. With something open beneath, the dialog says what, and asks nothing."""
    with store.reading() as s:
        found = loop.need(s, actor, need_id, today)

    def fill() -> None:
        loop_about.need(found)
        loop_about.beneath(found)

    if found.beneath:
        st.dialog(_("Close the problem"))(fill)()
        return

    def above() -> None:
        loop_about.need(found)
        loop_about.history(found)
        loop_about.who_confirms(actor)

    def save(s: Any, _version: int, told: dict[str, Any]) -> None:
        for_now = told["kind"] is ClosingKind.FOR_NOW
        needs.close_need(s, actor, need_id, today, told if for_now else {**told, "check_on": None})

    edit.dialog(
        _("Close the problem"),
        ClosingFields,
        f"need.close.{need_id}.{found.version}.{len(found.closings)}",
        save,
        above=above,
        words=loop_about.closing_words(actor),
    )


def confirm_closing(actor: Person, closing_id: int, today: date) -> None:
    """For who may confirm: the closing as it was asked for, confirmed or sent back with a reason."""
    with store.reading() as s:
        found, closing = loop.of_closing(s, actor, closing_id, today)

    def fill() -> None:
        loop_about.need(found)
        loop_about.closing(closing)
        loop_about.beneath(found)
        key = f"closing.{closing_id}"
        why = st.text_input(_("Reason, needed to send it back"), max_chars=300, key=f"{key}.why")
        yes, no = st.columns(2, wrap=False)
        is_open = bool(found.beneath)
        confirmed = yes.button(_("Confirm"), type="primary", key=f"{key}.yes", width="stretch", disabled=is_open)
        if no.button(_("Send back"), key=f"{key}.no", width="stretch"):
            edit.do(_("Sent back"), lambda s: needs.send_back(s, actor, closing_id, today, why))
        if confirmed:
            edit.do(_("Closing confirmed"), lambda s: needs.confirm_closing(s, actor, closing_id, today))

    st.dialog(_("Confirm the closing"))(fill)()


def reopen_need(actor: Person, need_id: int, today: date) -> None:
    """Open a closed problem again; what was stays written, and stands above the question."""
    with store.reading() as s:
        found = loop.need(s, actor, need_id, today)

    def above() -> None:
        loop_about.need(found)
        loop_about.history(found)

    edit.dialog(
        _("Reopen the problem"),
        WhyFields,
        f"need.reopen.{need_id}.{found.version}",
        lambda s, _version, told: needs.reopen_need(s, actor, need_id, today, told["why"] or ""),
        above=above,
        words=_("Reopen"),
    )


def show_need(actor: Person, need_id: int, today: date) -> None:
    """All that happened about one problem."""
    with store.reading() as s:
        found = loop.need(s, actor, need_id, today)

    def fill() -> None:
        loop_about.need(found)
        loop_about.so_far(found)
        loop_about.history(found)

    st.dialog(_("The problem from its start"))(fill)()
