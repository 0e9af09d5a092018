"""The pieces every home page has: the first steps of a new estate, what is unfinished, and rows of lists."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from db import telling
from db.choices import Tier
from db.queries.home import Home
from db.queries.visit import Unfinished
from db.rights import Person, Right
from db.words import _
from pages.parts import go, look, state
from pages.parts.paint import shade

FEW = 5  # rows of the lists beside the walk
DESK, OWN = "desk", "own"
VIEW = "home.view"


def first_step(found: Home, records: bool) -> str:
    """What a new estate begins with, as a title."""
    if not records:
        return _("Nothing to read yet")
    if not found.buildings:
        return _("Begin with a building")
    return _("Record the first visit") if found.active else _("Open the first file")


def first_steps(person: Person, found: Home) -> None:
    """The estate is new: three steps, the next one filled."""
    if not person.may(Right.RECORD):
        look.nothing(
            _("The office has not recorded anything yet. Come back after the first visits."), "hourglass_empty"
        )
        return
    steps = [
        (bool(found.buildings), _("Add the buildings"), _("Their name, units, floors and doors."), "settings"),
        (bool(found.active), _("Open the first file"), _("Door, tier, who lives there."), "register"),
        (bool(found.visits), _("Record the first visit"), _("No answer takes two taps."), "visit"),
    ]
    following = next((n for n, step in enumerate(steps) if not step[0]), len(steps))
    for n, (is_done, words, why, page) in enumerate(steps):
        with st.container(border=True), look.row():
            with look.words():
                icon = ":material/check_circle:" if is_done else f"{n + 1}"
                st.markdown(f"{icon} **{look.plain(words)}**")
                st.caption(look.plain(why))
            kind = "primary" if n == following else "secondary"
            if not is_done and st.button(_("Go there"), type=kind, key=f"home.step.{page}"):  # type: ignore[arg-type]
                go.to(page)


def is_own() -> bool:
    """Whether a manager looks at their own calls instead of the whole estate; the address remembers it."""
    return bool(state.value(VIEW, st.query_params.get("view")) == OWN)


def choose_view() -> None:
    """The desk of the whole estate, or one's own calls. Drawn where somebody has both."""
    words = {DESK: _("Whole estate"), OWN: _("My calls")}
    st.segmented_control(
        _("View"),
        list(words),
        default=OWN if is_own() else DESK,
        format_func=words.__getitem__,
        label_visibility="collapsed",
        required=True,
        key=VIEW,
        on_change=_remember_view,
    )


def _remember_view() -> None:
    st.query_params.from_dict({"view": OWN} if state.value(VIEW) == OWN else {})


def drafts(found: Sequence[Unfinished], today: date) -> None:
    look.section(_("Unfinished"), str(len(found)))
    with st.container(border=True, gap="small"):
        for each in found[:FEW]:
            with look.row():
                day, time = telling.ago(each.saved_at, today), telling.time(each.saved_at)
                line = told(each.door, each.head, _("kept {day} {time}").format(day=day, time=time))
                st.markdown(line, width="stretch")
                if st.button(_("Go on writing"), key=f"home.draft.{each.id}"):
                    go.to("visit", {"visit": each.visit_id} if each.visit_id else {"no": each.no})


def told(door: str, head: str, small: str = "", tier: Tier | None = None, mark: str = "") -> str:
    """A household as two lines of a list, all of it in one piece: twelve rows are drawn at every click."""
    tag = tag_of(tier) if tier else ""
    first = f"**{flat(door)}** {tag} {mark}"
    second = "　".join(filter(None, (flat(head), f":small[:gray[{flat(small)}]]" if small else "")))
    return f"{first}  \n{second}" if second else first


def flat(text: str) -> str:
    """Typed text as one line without markup."""
    return look.plain(" ".join(text.split()))


def tag_of(tier: Tier) -> str:
    return f":{shade(tier)}-badge[{look.plain(_(tier.label))}]"


def late(days: int, sentence: str) -> str:
    """A red tag with a clock: past its day."""
    return f":red-badge[:material/schedule: {look.plain(sentence.format(n=days))}]" if days > 0 else ""


def see_list(page: str, query: Mapping[str, str | int], key: str, label: str = "") -> None:
    words = label or _("See list")
    if st.button(words, icon=":material/chevron_right:", icon_position="right", type="tertiary", key=key):
        go.to(page, query)


def missed(n: int, account_id: int = 0) -> None:
    """Planned visits whose window has passed; opens the list of just these."""
    words = _("{n} planned visits passed their window").format(n=n)
    see_list("follow_up", {"show": "plans", "missed": account_id}, "home.missed", words)
