"""Rounds: festivals that come with the households they are for; heat, cold and storm by hand; those under way."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from db import occasions, store, telling
from db.choices import HardshipKind, Hazard, PlanWhy
from db.occasions import Coming
from db.queries import candidates, plan
from db.queries.candidates import Wanted
from db.queries.plan import RoundRow
from db.rights import Person
from db.words import N_, _
from pages.parts import look, plan_choose, state

AHEAD = 60  # days in which an occasion is proposed
CHOSEN = "plan.round.chosen"
K, H = HardshipKind, Hazard
WEATHER: dict[str, tuple[str, str, Wanted]] = {
    "heat": (
        N_("Heat"),
        N_("Fan or air conditioner, drinking water, who is alone at noon"),
        Wanted(kinds=(*occasions.OLD, K.ILLNESS, K.LEFT_BEHIND), hazards=(H.COOLING,)),
    ),
    "cold": (
        N_("Cold"),
        N_("Heating, gas and flue, pipes, quilts and coal"),
        Wanted(
            kinds=(*occasions.OLD, K.ILLNESS, K.MINIMUM_INCOME, K.EXTREME_POVERTY),
            hazards=(H.HEATER, H.FUMES, H.PIPES),
        ),
    ),
    "storm": (
        N_("Storm and rain"),
        N_("Windows and awnings, leaks, ground floors, things on balconies"),
        Wanted(kinds=(K.ALONE, K.FRAIL, K.DISABILITY), hazards=(H.FALLING, H.PIPES)),
    ),
}


def show(person: Person, today: date) -> None:
    left, right = (st.container(), st.container()) if look.on_a_phone() else st.columns([2, 3], gap="large")
    coming = occasions.coming(today, AHEAD)
    with store.reading() as s:
        under_way = plan.rounds(s, person, today)
    with left:
        _offers(person, coming, under_way, today)
        _under_way(under_way, today)
    chosen = state.value(CHOSEN) or (f"{coming[0].occasion.key}.{coming[0].end.year}" if coming else "heat")
    with right:
        _chosen(person, str(chosen), coming, today)


def _offers(person: Person, coming: Sequence[Coming], under_way: Sequence[RoundRow], today: date) -> None:
    begun = {one.name for one in under_way}
    look.section(_("Proposed"))
    if not coming:
        n = AHEAD
        st.caption(_("No festival within {n} days.").format(n=n))
    with store.reading() as s:
        numbers = [candidates.count(s, person, Wanted(kinds=one.occasion.kinds), today).total for one in coming]
    for one, n in zip(coming, numbers, strict=True):
        with st.container(border=True), look.row():
            with look.words():
                name = _(one.occasion.name)
                with look.beside():
                    st.markdown(f"**{look.plain(name)}**　{telling.full_day(one.end)}", width="content")
                    if _named(one) in begun:
                        st.badge(_("Planned"), color="green", icon=":material/check:")
                day = telling.day(one.start)
                st.caption(_("{n} households, visits from {day} on").format(n=n, day=day))
            _choose(f"{one.occasion.key}.{one.end.year}")
    look.section(_("Weather"))
    with st.container(horizontal=True, gap="small"):
        for key, (weather, _words, _wanted) in WEATHER.items():
            if st.button(_(weather), key=f"plan.weather.{key}"):
                state.put(CHOSEN, key)
    st.caption(_("When the weather service warns. Calls count in these rounds."))


def _named(one: Coming) -> str:
    """春节 2027: the name a round for this festival is begun under."""
    return _("{occasion} {year}").format(occasion=_(one.occasion.name), year=one.end.year)


def _choose(key: str) -> None:
    if st.button(_("Look"), key=f"plan.offer.{key}"):
        state.put(CHOSEN, key)


def _chosen(person: Person, chosen: str, coming: Sequence[Coming], today: date) -> None:
    festival = next((one for one in coming if f"{one.occasion.key}.{one.end.year}" == chosen), None)
    if festival is not None:
        wanted, why = Wanted(kinds=festival.occasion.kinds), PlanWhy.FESTIVAL
        name = _named(festival)
        value = {"name": name, "start": max(festival.start, today), "end": festival.end}
    else:
        weather, words, wanted = WEATHER[chosen if chosen in WEATHER else "heat"]
        why, name = PlanWhy.WEATHER, _("{weather} {day}").format(weather=_(weather), day=telling.day(today))
        value = {"name": name, "start": today, "end": today + timedelta(days=2), "words": _(words)}
    look.section(look.plain(name))
    key = f"plan.round.{chosen}"
    with st.expander(_("Name, days, what to look at"), expanded=True):
        place = st.container()
    out = plan_choose.households(person, wanted, today, key)
    plan_choose.export(person, wanted, out, today, key)
    with place:
        plan_choose.begin(person, wanted, out, today, why, value, key)


def _under_way(rounds: Sequence[RoundRow], today: date) -> None:
    look.section(_("Rounds so far"), str(len(rounds)) if rounds else "")
    if not rounds:
        st.caption(_("No round yet."))
    for one in rounds:
        with st.container(border=True, gap="xsmall"):
            with look.beside():
                st.text(one.name, width="content")
                if one.open and one.end < today:
                    st.badge(_("Over, not finished"), color="red", icon=":material/schedule:")
            n, total = one.done, one.open + one.done
            start = telling.day(one.start)
            end = telling.day(one.end)
            st.caption(_("{start} to {end}").format(start=start, end=end))
            st.progress(n / total if total else 0.0)
            st.caption(_("{n} of {total} visited").format(n=n, total=total))
