"""What the pictures at `/heat-map` are asked: which picture, by which filters, of which months. All in the address.

The filters are the register's and mean the same; they are drawn smaller, as a picture needs the room.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import streamlit as st

from db import telling
from db.choices import HouseholdState
from db.fields import Choice
from db.pictures import Picture
from db.queries.asked import Asked, Only
from db.queries.offered import Offered
from db.queries.told_filters import ONLY
from db.rights import Person, Right
from db.words import _
from pages.parts import address, asking, look, state
from pages.parts.filters import FEW_BUILDINGS
from pages.parts.look import plain

ROUND, TURN = "map.round", "map.turn"  # counted up: all conditions away, and back to the first buildings
PICTURE, PERIOD = "map.picture", "map.period"
BACK, USUALLY = 24, 6  # months one may go back, and months shown at first
OF_PERIOD = (Picture.MONTHS, Picture.MOVES, Picture.HAZARDS)
NAMES = ("building_ids", "kinds", "tiers", "risks", "responsible_id", "states", "not_seen_days", "only")
BEHIND = ("kinds", "tiers", "risks", "responsible_id", "states", "not_seen_days")  # in the drawer
OURS = ("building", "kind", "tier", "risk", "staff", "state", "unseen", "only", "page", "picture", "since", "until")


def ask(person: Person, offered: Offered) -> tuple[Picture, Asked]:
    """Which picture, and by which filters. The address is what a widget shows first; then the widget is asked.

    A partner's list shows building, tier and days of every file, so two numbers that differ by one file would tell what
    is hard for it: a partner gets them whole.
    """
    if not person.may(Right.SEE_PEOPLE):
        which = _picture(person)
        st.caption(_("Your role sees the numbers of the whole estate: parts could be told from their differences."))
        return which, Asked()
    there = asking.known_only(address.read(st.query_params.to_dict()), offered)
    held = _held(there)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        which = _picture(person)
        with st.popover(_label(held), icon=":material/tune:"):
            _drawer(offered, held)
        if set(held.named()) & set(NAMES):
            words = _("Clear conditions")
            st.button(words, icon=":material/filter_alt_off:", type="tertiary", key=_key("clear"), on_click=clear)
    if not look.on_a_phone():
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            _buildings(offered, held)
            _only(held)
    plainly = Asked()
    held = replace(held, order=plainly.order, visited_from=None, visited_to=None, outcomes=())
    return which, replace(held, page=state.value(pager()) or there.page, size=plainly.size)


def _picture(person: Person) -> Picture:
    """The picture chosen; a partner gets those that are sums."""
    offered = [each for each in Picture if each is not Picture.BUILDING or person.may(Right.SEE_PEOPLE)]
    there = st.query_params.get("picture")
    first = next((each for each in offered if each == there), offered[0])
    told: dict[str, Any] = {"options": offered, "format_func": _word, "label_visibility": "collapsed"}
    told |= {"key": PICTURE, "on_change": to_first}
    if look.on_a_phone():  # six names do not stand beside one another there
        return Picture(st.selectbox(_("Picture"), index=offered.index(first), **told))
    return Picture(st.segmented_control(_("Picture"), default=first, required=True, **told))


def period(person: Person, which: Picture, today: date) -> tuple[date, date]:
    """Whole months from one to another, both counted; the running one as far as it has come. Hazards add up over them,
    and from one period to the next a single home would show: a partner's is fixed."""
    months = _months(today)
    if which is Picture.HAZARDS and not person.may(Right.SEE_PEOPLE):
        return months[-USUALLY], today
    names = [f"{month:%Y-%m}" for month in months]
    first, last = (st.query_params.get(name, "") for name in ("since", "until"))
    begins = names.index(first) if first in names else max(0, len(names) - USUALLY)
    ends = names.index(last) if last in names else len(names) - 1
    since, until = st.select_slider(
        _("Months"),
        months,
        value=(months[min(begins, ends)], months[max(begins, ends)]),
        format_func=lambda month: telling.period(month, _last(month)),
        width="stretch" if look.on_a_phone() else 520,
        key=PERIOD,
    )
    return since, min(_last(until), today)


def remember(which: Picture, asked: Asked, months: tuple[date, date] | None) -> None:
    """Into the address, beside what a picture has put there itself."""
    told = address.written(asked) | {"picture": which.value}
    if months:
        told |= {"since": f"{months[0]:%Y-%m}", "until": f"{months[1]:%Y-%m}"}
    now = st.query_params.to_dict()
    wanted = {name: value for name, value in now.items() if name not in OURS} | told
    if wanted != now:
        st.query_params.from_dict(wanted)


def clear() -> None:
    """Every condition away, with widgets of a new round; the picture and its months stay."""
    now = st.query_params.to_dict()
    kept = ("picture", "since", "until")
    st.query_params.from_dict({name: value for name, value in now.items() if name not in OURS or name in kept})
    state.put(ROUND, state.value(ROUND, 0) + 1)
    state.put(TURN, state.value(TURN, 0) + 1)


def to_first() -> None:
    """Another question begins with its first buildings."""
    state.put(TURN, state.value(TURN, 0) + 1)
    if "page" in st.query_params:
        del st.query_params["page"]


def pager() -> str:
    return f"map.page.{state.value(TURN, 0)}"


def _key(name: str) -> str:
    return f"map.{name}.{state.value(ROUND, 0)}"


def _held(there: Asked) -> Asked:
    told: dict[str, Any] = {}
    for name in NAMES:
        value = state.value(_key(name), asking.UNSET)
        if value is not asking.UNSET:
            told[name] = tuple(value) if isinstance(value, list) else value
    return replace(there, **told)


def _months(today: date) -> list[date]:
    """The first days of the months one may look at, the running one last."""
    n = today.year * 12 + today.month - 1
    return [date(each // 12, each % 12 + 1, 1) for each in range(n - BACK + 1, n + 1)]


def _last(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _label(held: Asked) -> str:
    n = len(set(held.named()) & set(BEHIND))
    return _("Filter: {n} set").format(n=n) if n else _("Filter")


def _drawer(offered: Offered, held: Asked) -> None:
    if look.on_a_phone():
        _buildings(offered, held)
        _only(held)
    _several(_("Tier"), "tiers", held, offered.tiers, _("Not assessed"))
    st.multiselect(
        _("Kind of hardship"),
        list(offered.kinds),
        default=list(held.kinds),
        format_func=lambda kind: _numbered(_word(kind), offered.kinds[kind]),
        placeholder=_("All kinds"),
        key=_key("kinds"),
        on_change=to_first,
    )
    staff = [one for one in offered.staff if one in offered.per_staff]
    _one(_("Responsible visitor"), "responsible_id", held, staff, offered.staff, _("All"))
    unseen = {days: _("{n} days or more").format(n=days) for days in asking.UNSEEN}
    _one(_("Not seen for"), "not_seen_days", held, asking.UNSEEN, unseen, _("Any time"))
    _several(_("Gravest risk last seen"), "risks", held, offered.risks, _("Not recorded"))
    _several(_("State of the file"), "states", held, dict.fromkeys(HouseholdState, 0), "")


def _buildings(offered: Offered, held: Asked) -> None:
    """Few stand side by side, many are searched."""
    names = {one: _numbered(name, offered.per_building.get(one, 0)) for one, name in offered.buildings.items()}
    told: dict[str, Any] = {"default": list(held.building_ids), "key": _key("building_ids"), "on_change": to_first}
    told |= {"label_visibility": "visible" if look.on_a_phone() else "collapsed"}
    if len(names) <= FEW_BUILDINGS and not look.on_a_phone():
        st.pills(_("Building"), list(names), selection_mode="multi", format_func=lambda one: plain(names[one]), **told)
    else:
        wide: Any = "stretch" if look.on_a_phone() else 260
        told |= {"placeholder": _("All buildings"), "width": wide, "format_func": names.__getitem__}
        st.multiselect(_("Building"), list(names), **told)


def _only(held: Asked) -> None:
    st.pills(
        _("Only"),
        list(Only),
        selection_mode="multi",
        default=list(held.only),
        format_func=lambda one: _(ONLY[one]),
        label_visibility="visible" if look.on_a_phone() else "collapsed",
        key=_key("only"),
        on_change=to_first,
    )


def _several(label: str, name: str, held: Asked, counts: Mapping[Any, int], unknown: str) -> None:
    st.pills(
        label,
        list(counts),
        selection_mode="multi",
        default=list(getattr(held, name)),
        format_func=lambda value: plain(_numbered(unknown if value is None else _word(value), counts[value])),
        key=_key(name),
        on_change=to_first,
    )


def _one(label: str, name: str, held: Asked, known: Iterable[int], names: Mapping[int, str], every: str) -> None:
    options = list(known)
    value = getattr(held, name)
    st.selectbox(
        label,
        options,
        index=options.index(value) if value in options else None,
        format_func=names.__getitem__,
        placeholder=every,
        key=_key(name),
        on_change=to_first,
    )


def _numbered(words: str, n: int) -> str:
    return f"{words} {n}" if n else words


def _word(value: Choice) -> str:
    return _(value.label)
