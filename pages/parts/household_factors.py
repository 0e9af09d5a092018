"""The factors behind a household's risk: a picture of their points, then each with its reason and its record."""

from datetime import date

import streamlit as st

from db import store, telling
from db.choices import Factor, Group
from db.queries import loop
from db.queries.household import File
from db.queries.risk import Change, Why
from db.queries.visit_files import risks
from db.rights import Person, Right
from db.risk.calls import SCALES
from db.risk.hit import Record
from db.risk.rules import WEIGHTS
from db.words import N_, _, language
from pages.parts import go, household_edit, look, loop_deeds
from reports import factor_bars
from reports.saying import joined

# What a factor rests on that no single record tells.
OF_THE_FILE = {
    Factor.NO_CONTACT: N_("The file: nobody is named with a number."),
    Factor.NEVER_MET: N_("The file: no visit has met anybody."),
    Factor.OVERDUE: N_("The file: was due by {day}."),
    Factor.LONG_OVERDUE: N_("The file: was due by {day}."),
}
FILE = N_("The file of the household.")
# The part of the form for a visit in which a factor of this group was written; the rest are in the first.
PART = {Group.HOME: 3, Group.FAMILY: 3, Group.SIGNS: 3, Group.SCALES: 4}
SCALE_OF = {factor: scale for scale, steps in SCALES.items() for factor in steps}


def picture(found: File, told: Why) -> None:
    bars = factor_bars.bars(told.changes, is_first=told.before is None)
    if not bars:
        st.caption(_("No factor counts now."))
        return
    line = _("The bar is now.") if told.before is None else _("The bar is now, the stroke last time.")
    st.caption(line)
    st.vega_lite_chart(
        factor_bars.spec(bars, look.colours(), language()),
        theme=None,
        width="stretch",
        key=f"household.factors.{found.id}",
        alt=factor_bars.said(bars),
    )


def rows(actor: Person, found: File, told: Why, today: date) -> None:
    """Each factor that counts: its reason, where the points come from, and the record it was read from."""
    words = _words_of_visitors(actor, found, told)
    for each in told.changes:
        if each.now:
            with look.row() if language() == "zh_CN" else st.container(gap=None):  # English is twice as long
                line = _line(each, words.get(each.factor, ""), today)
                st.markdown(line, width="stretch")
                _open(actor, found, each, today)


def _line(each: Change, why: str, today: date) -> str:
    weight = WEIGHTS[each.factor]
    reason = joined(_(weight.reason), why)
    points = _("{n} points").format(n=each.now)
    source = _("Source: {source}").format(source=_(weight.source))
    if each.hit.record is Record.HOUSEHOLD:
        day = telling.dated(each.hit.since, today) if each.hit.since else ""
        source = joined(_(OF_THE_FILE.get(each.factor, FILE)).format(day=day), source)
    return (
        f"**{look.plain(_(each.factor.label))}**　{look.plain(points)}  \n"
        f"{look.plain(reason)}  \n:small[:gray[{look.plain(source)}]]"
    )


def _words_of_visitors(actor: Person, found: File, told: Why) -> dict[Factor, str]:
    """Why a visitor judged so, where it was written down: “浴室地面湿滑”"""
    judged = {each.factor: each.hit for each in told.changes if each.now and each.factor in SCALE_OF}
    if not judged:
        return {}
    with store.reading() as s:
        seen = risks(s, actor, found.id)
    return {
        factor: _("“{words}”").format(words=" ".join(one.why.split()))
        for factor, hit in judged.items()
        for one in seen.get(SCALE_OF[factor], ())
        if one.day == hit.since and one.why
    }


def _open(actor: Person, found: File, each: Change, today: date) -> None:
    """A button named after the record, where there is one that this person may open."""
    hit, key = each.hit, f"household.factor.{each.factor}"
    if not actor.may(Right.RECORD):
        return
    match hit.record:
        case Record.VISIT:
            day = telling.dated(hit.since, today) if hit.since else ""
            if _button(_("Visit of {day}").format(day=day), key):
                go.to("visit", {"visit": hit.record_id, "part": PART.get(WEIGHTS[each.factor].group, 1)})
        case Record.RESIDENT:
            one = next((each for each in found.residents if each.id == hit.record_id), None)
            if one is not None and _button(one.fields.name, key):
                household_edit.resident(actor, one)
        case Record.HARDSHIP:
            hard = next((each for each in found.hardships if each.id == hit.record_id), None)
            if hard is not None and _button(_(hard.fields.kind.label), key):
                household_edit.hardship(actor, hard)
        case Record.NEED:
            if _button(_("See the problem"), key):
                loop_deeds.show_need(actor, hit.record_id, today)
        case Record.MEASURE:
            if _button(_("See the promise"), key):
                with store.reading() as s:
                    need, _measure = loop.of_measure(s, actor, hit.record_id, today)
                loop_deeds.show_need(actor, need.id, today)


def _button(words: str, key: str) -> bool:
    label, said = look.plain(words), _("Open the record it was read from")
    arrow = ":material/chevron_right:"
    return st.button(label, icon=arrow, icon_position="right", type="tertiary", key=key, help=said)
