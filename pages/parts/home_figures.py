"""The month in figures, each beside the same day of last month, and each a way to its list."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from db.choices import ClosingKind
from db.queries.asked import Only
from db.queries.figures import AGES, Beside, Figures
from db.words import _, language
from pages.parts import go, home_parts, look


class Told(NamedTuple):
    """One figure: its name, as it is said now and then, what it means exactly, and where its list is."""

    key: str
    label: str
    now: str
    before: str
    means: str
    page: str
    query: Mapping[str, str]
    line: tuple[int, ...] = ()


def show(found: Figures, opens: bool) -> None:
    """Two rows of four; a partner reads the figures and has no lists."""
    told = _told(found)
    across = 2 if look.on_a_phone() else 4
    for first in range(0, len(told), across):
        for place, one in zip(st.columns(across, wrap=False), told[first : first + across], strict=True):
            with place.container(border=True, gap="xsmall", height="stretch"):
                st.metric(
                    one.label,
                    one.now,
                    one.before,
                    delta_color="off",
                    delta_arrow="off",
                    chart_data=one.line or None,
                    help=look.plain(f"{one.means} {_('Beside it: the same day of last month.')}"),
                )
                if opens:
                    home_parts.see_list(one.page, one.query, f"home.list.{one.key}")
    _ages(found, opens)


def _told(found: Figures) -> list[Told]:
    """Those with a line first, as far as one can be drawn."""
    month = {"show": "visits", "from": found.start.isoformat(), "to": found.today.isoformat()}
    ended = {"show": "needs", "ended": ClosingKind.SOLVED, "since": found.start.isoformat()}
    households, problems, times = _("{n} households"), _("{n} problems"), _("{n} times")
    days, percent = _("{n} days"), _("{n} %")
    due, was = found.due.now or 0, found.due.before
    return [
        Told("active", _("On file"), _said(found.active.now, households), _before(found.active, households),
             _("Active households."), "register", {}, found.active.line),
        Told("met", _("Met this month, of those due"), _of(found.met.now or 0, due),
             _then(None if was is None else _of(found.met.before or 0, was)),
             _("Due: was met this month, or must be by its end. The list shows those still to be seen."),
             "register", {"only": Only.MONTH}, found.met.line),
        Told("overdue", _("Overdue, not seen"), _said(found.overdue.now, households),
             _before(found.overdue, households), _("The window of their next visit has passed."),
             "register", {"only": Only.OVERDUE}, found.overdue.line),
        Told("needs", _("Open problems"), _said(found.needs.now, problems), _before(found.needs, problems),
             _("Not closed yet, or closed and waiting to be confirmed."), "follow_up", {"show": "needs"},
             found.needs.line),
        Told("visits", _("Visits this month"), _said(found.visits.now, times), _before(found.visits, times),
             _("All visits, also those at which nobody was met."), "register", month),
        Told("covered", _("Seen in time"), _said(found.covered.now, percent), _before(found.covered, percent),
             _("Of all households with a rhythm, those that are not overdue."), "register", {"only": Only.OVERDUE}),
        Told("solved", _("Solved this month"), _said(found.solved.now, problems), _before(found.solved, problems),
             _("Closed as solved and confirmed this month, and not come back."), "follow_up", ended),
        Told("days", _("From problem to solution"), _said(found.days.now, days), _before(found.days, days),
             _("The middle one (median) of the problems solved this month."), "follow_up", ended),
    ]  # fmt: skip


def _of(met: int, due: int) -> str:
    return _("{met} of {due}").format(met=met, due=due)


def _said(n: int | None, words: str) -> str:
    """What nobody counted is not nought."""
    return _("no data") if n is None else _counted(n, words)


def _counted(n: int, words: str) -> str:
    """Chinese counts with a unit; in English it stands in the label, and a phone has no room for it twice."""
    return words.format(n=n) if language() == "zh_CN" or words in (_("{n} days"), _("{n} %")) else str(n)


def _before(of: Beside, words: str) -> str:
    return _then(None if of.before is None else _counted(of.before, words))


def _then(was: str | None) -> str:
    return _("last month {was}").format(was=_("no data") if was is None else was)


def _ages(found: Figures, opens: bool) -> None:
    """Open problems by how long they are open: one button each, that opens its list."""
    if not (found.needs.now and opens):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        line = _("Open for")
        st.caption(line, width="content")
        for age, (words, n) in enumerate(zip(spans(), found.ages, strict=True)):
            if st.button(f"{words}　{n}", type="tertiary", key=f"home.age.{age}", disabled=not n):
                go.to("follow_up", {"show": "needs", "age": age})


def spans() -> list[str]:
    """7 天内, 8–30 天, 31–90 天, 90 天以上"""
    first, *rest = AGES
    told = [_("up to {n} days").format(n=first)]
    told += [_("{a} to {n} days").format(a=a + 1, n=n) for a, n in zip(AGES, rest, strict=False)]
    return [*told, _("over {n} days").format(n=AGES[-1])]
