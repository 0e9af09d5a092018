"""What the lists of the follow-up page are asked, as it stands in the address, and the filters that ask it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from db.choices import ClosingKind, MeasureKind, NeedKind
from db.fields import Choice
from db.queries.figures import AGES
from db.queries.offered import Offered
from db.queries.open_work import Work
from db.words import N_, _
from pages.parts import home_figures, look, state

NEEDS, MEASURES, SLIPS, WAITING, OUTCOMES, PLANS = SHOWN = (
    "needs", "measures", "slips", "waiting", "outcomes", "plans",
)  # fmt: skip
NAMES = {
    NEEDS: N_("Problems"),
    MEASURES: N_("Measures taken"),
    SLIPS: N_("Referrals"),
    WAITING: N_("To decide"),
    OUTCOMES: N_("Effect"),
    PLANS: N_("Plan"),
}
SHOW = "follow.show"
OPEN, ENDED = "open", "ended"
Value = TypeVar("Value")


def show() -> str:
    """Which list: the one that was chosen, or the address says, or the problems."""
    told = state.value(SHOW, st.query_params.get("show"))
    return str(told) if told in SHOWN else NEEDS


def choose(counts: Mapping[str, int]) -> str:
    """The pills. A number stands where something waits."""
    chosen = st.pills(
        _("Show"),
        list(SHOWN),
        default=show(),
        required=True,
        format_func=lambda one: f"{_(NAMES[one])} {counts[one]}" if counts.get(one) else _(NAMES[one]),
        label_visibility="collapsed",
        key=SHOW,
        on_change=_anew,
    )
    return str(chosen or NEEDS)


def _anew() -> None:
    """Another list begins without conditions."""
    st.query_params.from_dict({"show": state.value(SHOW)})
    state.put("follow.round", state.value("follow.round", 0) + 1)


def read(query: Mapping[str, str], offered: Offered) -> Work:
    """What the address asks for; whatever cannot be read or is not there any more asks for nothing."""
    building, staff = _one(query, "building", int), _one(query, "staff", int)
    age = _one(query, "age", int)
    ended = _one(query, "ended", ClosingKind)
    return Work(
        is_ended=query.get("state") == ENDED or ended is not None,
        need=_one(query, "kind", NeedKind) if query.get("show") != MEASURES else None,
        measure=_one(query, "kind", MeasureKind) if query.get("show") == MEASURES else None,
        age=age if age is not None and 0 <= age <= len(AGES) else None,
        ended=ended,
        since=_one(query, "since", date.fromisoformat),
        is_late="late" in query,
        is_promise="promise" in query,
        building_id=building if building in offered.buildings else None,
        responsible_id=staff if staff in offered.staff else None,
        page=max(_one(query, "page", int) or 1, 1),
    )


def written(shown: str, work: Work) -> dict[str, str]:
    told = {
        "show": shown if shown != NEEDS else "",
        "state": ENDED if work.is_ended and not work.ended else "",
        "kind": work.need or work.measure or "",
        "age": "" if work.age is None else str(work.age),
        "ended": work.ended or "",
        "since": work.since.isoformat() if work.since else "",
        "late": "1" if work.is_late else "",
        "promise": "1" if work.is_promise else "",
        "building": str(work.building_id or ""),
        "staff": str(work.responsible_id or ""),
        "page": str(work.page) if work.page > 1 else "",
    }
    return {name: value for name, value in told.items() if value}


def ask(shown: str, offered: Offered, size: int) -> Work:
    """The filters of a list. The address is what a widget shows first; from then on it follows the widget."""
    there = read(st.query_params.to_dict(), offered)
    work = replace(there, size=size)
    is_phone = look.on_a_phone()
    drawer = st.popover(_("Filter"), icon=":material/tune:", width="stretch") if is_phone else st.container()
    with drawer, st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        work = _standing(shown, work)
        buildings, staff = offered.buildings, offered.staff
        building = _select(_("Building"), "building", list(buildings), work.building_id, buildings.__getitem__)
        who = _select(_("Responsible visitor"), "staff", list(staff), work.responsible_id, staff.__getitem__)
    page = state.value(pager())
    asked = replace(work, building_id=building, responsible_id=who, page=page or work.page)
    told = written(shown, asked)
    if st.query_params.to_dict() != told:
        st.query_params.from_dict(told)
    return asked


def _standing(shown: str, work: Work) -> Work:
    """The conditions of this list alone."""
    if shown == WAITING:
        return work
    is_ended = st.segmented_control(
        _("State"),
        [OPEN, ENDED],
        default=ENDED if work.is_ended else OPEN,
        format_func=lambda one: _("Ended") if one == ENDED else _("Still open"),
        required=True,
        key=_key("state"),
        on_change=to_first_page,
    ) == ENDED  # fmt: skip
    work = replace(work, is_ended=is_ended)
    if shown == NEEDS:
        kind = _select(_("Kind of problem"), "need", list(NeedKind), work.need, _word)
        ended = _select(_("How it ended"), "how", list(ClosingKind), work.ended, _word) if is_ended else None
        spans = home_figures.spans()
        ages = list(range(len(spans)))
        age = None if is_ended else _select(_("Open for"), "age", ages, work.age, spans.__getitem__)
        return replace(work, need=kind, ended=ended, age=age, since=work.since if is_ended else None)
    if shown == MEASURES:
        kind = _select(_("Measure"), "measure", list(MeasureKind), work.measure, _word)
        work = replace(work, measure=kind, is_promise=_tick(_("Promises only"), "promise", work.is_promise))
    late = _("Late only") if shown == MEASURES else _("Without reply and late")
    return replace(work, is_late=not is_ended and _tick(late, "late", work.is_late))


def _select(label: str, name: str, options: list[Any], value: Any, words: Callable[[Any], str]) -> Any:
    return st.selectbox(
        label,
        options,
        index=options.index(value) if value in options else None,
        format_func=words,
        placeholder=_("All"),
        width=180 if not look.on_a_phone() else "stretch",
        key=_key(name),
        on_change=to_first_page,
    )


def _tick(label: str, name: str, value: bool) -> bool:
    return st.checkbox(label, value=value, key=_key(name), on_change=to_first_page)


def _word(value: Choice) -> str:
    return _(value.label)


def _key(name: str) -> str:
    return f"follow.{name}.{state.value('follow.round', 0)}"


def to_first_page() -> None:
    state.put("follow.turn", state.value("follow.turn", 0) + 1)
    if "page" in st.query_params:
        del st.query_params["page"]


def pager() -> str:
    return f"follow.page.{state.value('follow.turn', 0)}.{state.value('follow.round', 0)}"


def clear() -> None:
    """Every condition away; which list is shown stays."""
    st.query_params.from_dict({"show": show()})
    state.put("follow.round", state.value("follow.round", 0) + 1)


def _one(query: Mapping[str, str], name: str, read_one: Callable[[str], Value]) -> Value | None:
    try:
        return read_one(query[name]) if query.get(name) else None
    except ValueError:
        return None
