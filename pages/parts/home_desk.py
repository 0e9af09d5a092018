"""A manager's desk: who has not been seen, whose tier rose, what waits for a decision, who has not answered."""

from collections.abc import Sequence
from datetime import date, datetime

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from db import telling
from db.clock import day_of
from db.queries.figures import Figures
from db.queries.home import Keeping, Risen
from db.queries.rows import Page
from db.queries.today import Call
from db.queries.work_rows import SlipRow, Waiting
from db.rights import Person, Right
from db.words import _, language
from pages.parts import go, home_parts, look, loop_deeds
from pages.parts.home_parts import flat
from pages.parts.table import HEADING, ROW

BACKUP_EVERY = 7  # days after which a backup is old


def in_words(found: Figures, waiting: int) -> str:
    """5 户超期，3 件待批"""
    overdue = found.overdue.now
    late = _("{n} overdue").format(n=overdue) if overdue else _("Nobody overdue")
    return _(", ").join([late, _("{n} to decide").format(n=waiting)] if waiting else [late])


def overdue(found: Sequence[Call], total: int, missed: int, today: date) -> None:
    look.section(_("Overdue, not seen"), _("{n} households").format(n=total))
    if not found:
        look.nothing(_("Everybody was seen in time."), "task_alt")
    elif look.on_a_phone():
        _cards(found)
    else:
        _table(found, today)
    if total > len(found):
        home_parts.see_list("register", {"only": "overdue"}, "home.overdue.more")
    if missed:
        home_parts.missed(missed)


def _table(found: Sequence[Call], today: date) -> None:
    days, tier = _("Days overdue"), _("Tier")
    told = {
        _("Door"): [each.door for each in found],
        _("Head of household"): [each.head for each in found],
        tier: [[_(each.tier.label)] if each.tier else [] for each in found],
        _("Last met"): [telling.near_day(each.met_on, today) if each.met_on else _("never met") for each in found],
        days: [each.late for each in found],
        _("Responsible visitor"): [each.responsible for each in found],
    }
    chosen = st.dataframe(
        pa.table(told),
        hide_index=True,
        row_height=ROW,
        height=ROW * len(found) + HEADING,
        column_config={
            tier: look.tier_column(),
            days: st.column_config.NumberColumn(width="small" if language() == "zh_CN" else None),
        },
        on_select="rerun",
        selection_mode="single-cell",
        key="home.overdue",
    )
    if chosen.selection.cells:
        go.household(found[chosen.selection.cells[0][0]].no)


def _cards(found: Sequence[Call]) -> None:
    with st.container(border=True, gap="small"):
        for each in found[: home_parts.FEW]:
            with look.row():
                past = _("{n} days overdue").format(n=each.late)
                line = home_parts.told(each.door, each.head, f"{past}　{each.responsible}", each.tier)
                st.markdown(line, width="stretch")
                _open(each.no, f"home.overdue.{each.no}")


def risen(found: Sequence[Risen]) -> None:
    look.section(_("Tier rose this week"), _("{n} households").format(n=len(found)))
    with st.container(border=True, gap="small"):
        for each in found[: home_parts.FEW]:
            with look.row():
                line = _rise(each)
                st.markdown(line, width="stretch")
                _open(each.no, f"home.risen.{each.no}")


def _rise(each: Risen) -> str:
    turn = f"{home_parts.tag_of(each.before)} → {home_parts.tag_of(each.after)}"
    return f"**{flat(each.door)}**　{flat(each.head)}  \n{turn} :small[:gray[{flat(each.why)}]]"


def waiting(person: Person, found: Sequence[Waiting], total: int, today: date, most: int = home_parts.FEW) -> None:
    """Fee relief and closings, decided in a dialog that shows what was written."""
    with st.container(border=True, gap="small"):
        for each in found[:most]:
            with look.row():
                line = told(each)
                st.markdown(line, width="stretch")
                kind = "closing" if each.amount is None else "relief"
                may = person.may(Right.CONFIRM if each.amount is None else Right.APPROVE)
                if (
                    may
                    and not (each.is_own and each.amount is not None)
                    and st.button(_("Decide"), key=f"home.{kind}.{each.id}")
                ):
                    if each.amount is None:
                        loop_deeds.confirm_closing(person, each.id, today)
                    else:
                        loop_deeds.decide_relief(person, each.id, today)
        if total > most:
            home_parts.see_list("follow_up", {"show": "waiting"}, "home.waiting.more", _("See all"))


def told(each: Waiting) -> str:
    """物业费减免 600 元 / 3栋 1单元 302，何静 11月21日报 / why"""
    if each.amount is not None:
        what, words = _("Fee relief, {n} yuan").format(n=each.amount), each.words
    else:
        ended = _(each.ended.label) if each.ended else ""
        what, words = _("Closing: {what}").format(what=each.words), f"{ended}　{each.evidence}"
    by = _("{door}, asked by {name} {day}").format(door=each.door, name=each.by, day=telling.day(each.on))
    own = f"  \n:small[{look.plain(_('You asked for this: somebody else decides it.'))}]"
    small = f":small[:gray[{flat(by)}]]  \n:small[:gray[{flat(words)}]]"
    return f"**{flat(what)}**  \n{small}{own if each.is_own and each.amount is not None else ''}"


def answers(person: Person, found: Page[SlipRow], today: date) -> None:
    look.section(_("Waiting for an answer"), _("{n} slips").format(n=found.total))
    with st.container(border=True, gap="small"):
        for each in found.rows[: home_parts.FEW]:
            with look.row():
                line = _slip(each)
                st.markdown(line, width="stretch")
                if st.button(_("Record reply"), type="tertiary", key=f"home.slip.{each.id}"):
                    loop_deeds.record_reply(person, each.id, today)
        if found.total > home_parts.FEW:
            home_parts.see_list("follow_up", {"show": "slips"}, "home.slips.more", _("See all"))


def _slip(each: SlipRow) -> str:
    by = _("by {day}").format(day=telling.day(each.reply_by))
    tag = home_parts.late(each.late, _("{n} days late")) or f":small[:gray[{flat(by)}]]"
    small = _("{to}, slip {number}").format(to=each.to, number=each.number)
    return f"**{flat(each.reason[:40])}** {tag}  \n:small[:gray[{flat(small)}　{flat(each.door)}]]"


def keeping(found: Keeping, now: datetime) -> None:
    """For whoever administers: is there a backup, and does anybody stand before a closed door?"""
    look.section(_("The house"))
    with st.container(border=True, gap="small"):
        line = _backup(found, now)
        st.markdown(line, width="stretch")
        for n, words in (
            (found.locked, _("{n} accounts are locked")),
            (found.waiting, _("{n} wait for their first password")),
        ):
            if n:
                sentence = words.format(n=n)
                st.markdown(f":material/person_alert: {look.plain(sentence)}")
        if found.locked or found.waiting:
            home_parts.see_list("people", {}, "home.people", _("Open the accounts"))


def _backup(found: Keeping, now: datetime) -> str:
    if found.backup_at is None:
        return f":material/warning: {look.plain(_('No backup was made yet. How to: see the guide.'))}"
    days = (day_of(now) - day_of(found.backup_at)).days
    when = _("Last backup: {when}").format(when=telling.ago(found.backup_at, day_of(now)))
    old = _(". Make one this week.") if days > BACKUP_EVERY else ""
    return f":material/{'warning' if old else 'backup'}: {look.plain(when + old)}"


def _open(no: int, key: str) -> None:
    if st.button("", icon=":material/chevron_right:", type="tertiary", key=key, help=_("Open file")):
        go.household(no)
