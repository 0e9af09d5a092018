"""Why this tier: previous beside present, the factors that count, what would lower it, and who decided what."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from db import telling
from db.changes.tier import decide
from db.choices import HouseholdState
from db.clock import day_of
from db.models import Household, TierFields
from db.queries.household import File, version_of
from db.queries.risk import Told, Why
from db.rights import Person, Right
from db.words import _
from pages.parts import edit, home_parts, household_factors, household_risk, look, why_told
from reports.saying import joined

FOLLOWED = (HouseholdState.ACTIVE, HouseholdState.PAUSED)  # where a tier means anything


def show(actor: Person, found: File, told: Why, today: date) -> None:
    look.section(_title(found, told.now))
    with st.container(border=True, gap="small"):
        if told.by_hand:
            st.text(_("No automatic evaluation, as the household wishes: nothing is added up, people set the tier."))
        elif told.now is None:
            st.text(_("Not worked out yet. It is with the next thing written down here, or tomorrow morning."))
        else:
            _beside(found, told, told.now, today)
        _decide(actor, found, told, today)
        if told.now is not None:
            household_factors.picture(found, told)
            _lines(_("Changed since last time"), why_told.changed(told))
            _lines(_("What would lower it"), why_told.lowering(told, today))
            _explained(actor, found, told, told.now, today)
    if told.now is None:
        household_risk.show(actor, found)


def _title(found: File, now: Told | None) -> str:
    """为什么是二级; or what differs: 三级，建议二级"""
    tier = found.fields.tier
    if now is None or now.result.tier is tier:
        words = _("Why {tier}").format(tier=_(tier.label)) if tier else _("No tier yet")
    else:
        words = _("{tier}, advised {advised}").format(
            tier=_(tier.label) if tier else _("Not assessed"), advised=_(now.result.tier.label)
        )
    return look.plain(words)


def _beside(found: File, told: Why, now: Told, today: date) -> None:
    if found.state is not HouseholdState.ACTIVE:
        state = _("Nothing is worked out anew while the file is {state}.").format(state=_(found.state.label))
        st.caption(look.plain(state))
    here, there = st.columns(2, wrap=False)
    with here:
        _result(now, _("Now, since {day}"), today)
    with there:
        if told.before is not None:
            _result(told.before, _("Last time, since {day}"), today)
        else:
            st.caption(_("There is no result before this one."))


def _result(told: Told, when: str, today: date) -> None:
    with st.container(gap="xsmall"):
        line = when.format(day=telling.dated(told.on, today))
        st.caption(line)
        with look.beside():
            points = _("{n} points").format(n=told.result.score)
            st.markdown(f"**{look.plain(points)}**", width="content")
            look.tier(told.result.tier)


def _lines(label: str, lines: Sequence[str]) -> None:
    if lines:
        look.fact(label, "\n".join(lines))


def _decide(actor: Person, found: File, told: Why, today: date) -> None:
    """Who decided, and the two deeds: the advice confirmed with one click, or another tier with a reason."""
    _decided(found, told, today)
    if found.state not in FOLLOWED or not actor.may(Right.DECIDE_TIER):
        return
    advised = told.now.result.tier if told.now else None
    if told.is_open and advised is not None:
        st.text(_("The factors advise {tier}. A person decides.").format(tier=_(advised.label)))
    with st.container(horizontal=True, gap="small"):
        if told.is_open and advised is not None:
            label = look.plain(_("Confirm {tier}").format(tier=_(advised.label)))
            if st.button(label, icon=":material/check:", width="stretch", key="household.tier.confirm"):
                edit.do(_("Tier decided"), lambda s: decide(s, actor, found.id, found.version, today, advised))
        label = _("Change the tier (with a reason)") if found.fields.tier else _("Set the tier")
        if st.button(label, icon=":material/edit:", width="stretch", key="household.tier.change"):
            _ask(actor, found, today)


def _decided(found: File, told: Why, today: date) -> None:
    """李敏 11月21日 定为二级：…"""
    tier, last = found.fields.tier, told.decided
    if tier is None:
        st.caption(_("Nobody has set a tier yet."))
        return
    by, why = (last.by, last.why) if last else (found.tier_by, found.fields.tier_why)
    on = day_of(last.at) if last else found.tier_since
    day = telling.dated(on, today) if on else ""
    if last is not None and not by:
        words = _("{tier} by itself and at once, {day}.")
    else:
        words = _("{name} decided on {tier}, {day}.") if by else _("{tier}, set {day}.")
    said = words.format(name=by, tier=_(tier.label), day=day)
    with st.container(gap=None):
        st.caption(look.plain(said))
        if why:
            st.text(why)


def _ask(actor: Person, found: File, today: date) -> None:
    edit.dialog(
        _("Change the tier"),
        TierFields,
        f"tier.{found.id}.{found.version}",
        lambda s, version, told: decide(s, actor, found.id, version, today, told["tier"], told["why"] or ""),
        version=found.version,
        newest=lambda s: version_of(s, actor, Household, found.id),
        value={"tier": found.fields.tier},
    )


def _explained(actor: Person, found: File, told: Why, now: Told, today: date) -> None:
    """Each factor with its reason and record; the rules; the results before, each by its own rules."""
    with st.expander(_("Each factor: reason and record")):
        household_factors.rows(actor, found, told, today)
    st.caption(look.plain(joined(*why_told.caps(now), *why_told.tier_made(now), why_told.rules_used(now))))
    st.caption(_("The points are ours, and only advice: people decide."))
    if len(told.steps) > 1:
        with st.expander(_("Earlier results")):
            for each in told.steps[1:]:
                line = _past(each, today)
                st.markdown(line)


def _past(told: Told, today: date) -> str:
    """An earlier result in one piece: its points, its factors, its rules."""
    since = _("since {day}").format(day=telling.dated(told.on, today))
    points = _("{n} points").format(n=told.result.score)
    factors = [why_told.points_of(line.factor, line.counted) for line in told.result.lines if line.counted]
    factors += [_("{what} {n}").format(what=_(label), n=n) for label, n in told.gone]
    rules = joined(*why_told.caps(told), *why_told.tier_made(told), why_told.rules_used(told))
    return (
        f"**{look.plain(points)}** {home_parts.tag_of(told.result.tier)} :small[:gray[{look.plain(since)}]]  \n"
        f":small[{look.plain(_(', ').join(factors))}]  \n:small[:gray[{look.plain(rules)}]]"
    )
