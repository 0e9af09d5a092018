"""Early warnings on the home page: what got worse at whose door, seen with one click; and the tiers that wait."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from db import telling
from db.choices import AlertKind
from db.queries.alerts import AlertRow
from db.queries.home import Risen
from db.queries.rows import Page
from db.rights import Person
from db.words import _
from pages.parts import go, home_parts, household_warnings, look
from pages.parts.home_parts import FEW, flat

FEW_ABOVE = 2  # on a phone, where they stand above the walk: it begins on the first screen all the same


def show(person: Person, found: Page[AlertRow], undecided: int, today: date, account_id: int | None = None) -> None:
    """Nothing where nothing warns: an empty box would only teach people to look past it."""
    shown = found.rows[: FEW_ABOVE if look.on_a_phone() else FEW]
    if shown:
        look.section(_("Early warnings"), _("{n} things").format(n=found.total))
        with st.container(border=True, gap="small"):
            for each in shown:
                with look.row():
                    line = _line(each, today)
                    st.markdown(line, width="stretch")
                    household_warnings.seen(person, each, today)
                    if st.button(
                        "", icon=":material/chevron_right:", type="tertiary", key=f"home.alert.{each.id}",
                        help=_("Open file"),
                    ):  # fmt: skip
                        go.household(each.no)
            if (more := found.total - len(shown)) > 0:
                line = _("{n} more follow when these are seen.").format(n=more)
                st.caption(line)
    if undecided:
        query: dict[str, str | int] = {"only": "advised"} | ({"staff": account_id} if account_id else {})
        words = _("Tiers to decide: {n}").format(n=undecided)
        home_parts.see_list("register", query, "home.advised", words)


def _line(each: AlertRow, today: date) -> str:
    """3栋 1单元 1202 / 承诺未兑现　11月20日前应办，未办，昨天"""
    tag = home_parts.tag_of(each.tier) if each.tier else ""
    day = telling.ago(each.on, today)
    small = f":small[:gray[{flat(_(', ').join((each.said, day)))}]]"
    return f"**{flat(each.door)}** {tag}  \n{flat(_(each.kind.label))}　{small}"


def not_twice(rose: Sequence[Risen], found: Page[AlertRow]) -> tuple[Risen, ...]:
    """Tiers that rose, without those set by a danger that stands among the warnings already."""
    told = {each.no for each in found.rows[:FEW] if each.kind is AlertKind.TRIGGER}
    return tuple(each for each in rose if each.no not in told)
