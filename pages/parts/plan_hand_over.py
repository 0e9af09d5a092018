"""Who carries how much; and all of one person's households given to a colleague, looked at before it is done."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from db import planning, store
from db.changes import plan as change
from db.choices import Tier
from db.models import WhyFields
from db.queries.goes_over import GoesOver, goes_over
from db.queries.offered import offered
from db.queries.plan import Carried, carried
from db.rights import Person
from db.words import DEFAULT, _
from pages.parts import edit, form, look, other_papers, plan_month

NOBODY = 0


def show(person: Person, today: date) -> None:
    with store.reading() as s:
        staff = dict(offered(s, person).staff)
        team = carried(s, person, *planning.month(today))
    carrying = {each.account_id or NOBODY: each for each in team}
    names = staff | {key: each.person or _("No visitor named") for key, each in carrying.items() if key not in staff}
    from_ = [key for key in names if key in carrying and carrying[key].homes]
    if not from_:
        look.nothing(_("Nobody carries a household yet. Name responsible visitors in the files."), "swap_horiz")
        return
    look.section(_("The team"))
    _team(team, names)
    look.section(_("Hand over"))
    with st.container(horizontal=True, gap="small"):
        giver = _one(_("Who hands over"), from_, names, "plan.from")
        taker = _one(_("Who takes over"), [key for key in staff if key != giver], names, "plan.to")
    if giver is None:
        st.caption(_("Choose who hands over. What goes along is shown before anything is done."))
        return
    with store.reading() as s:
        found = goes_over(s, person, giver or None, today)
    _what(found)
    if taker is None:
        st.caption(_("Choose the colleague who takes over."))
        return
    answers = form.ask(WhyFields, f"plan.hand_over.{giver}.{taker}")
    words = _("Hand over {n} households to {name}").format(n=found.total, name=names[taker])
    st.caption(_("Print the sheet and go through it together; then hand over."))
    other_papers.handover_button(giver or None, taker, names[giver], today, DEFAULT)
    if st.button(look.plain(words), type="primary", icon=":material/swap_horiz:", key="plan.hand_over.do"):
        done = edit.attempt(lambda s: change.reassign(s, person, today, giver or None, taker, answers["why"] or ""))
        if done:
            edit.done(words)


def _one(label: str, keys: list[int], names: Mapping[int, str], key: str) -> int | None:
    return st.selectbox(
        label,
        keys,
        index=None,
        placeholder=_("Choose"),
        format_func=names.__getitem__,
        width=220,
        key=key,
    )


def _team(team: Sequence[Carried], names: Mapping[int, str]) -> None:
    """Households by tier, and this month's visits: still to make, and made."""
    tiers = [tier for tier in (*Tier, None) if any(each.homes.get(tier) for each in team)]
    heads = [_("Visitor"), *(_(tier.label) if tier else _("Not assessed") for tier in tiers), _("Households")]
    lines = [
        [
            names[each.account_id or NOBODY],
            *(each.homes.get(tier, 0) for tier in tiers),
            sum(each.homes.values()),
            sum(each.visits.values()),
            each.done,
        ]
        for each in team
    ]
    plan_month.grid([*heads, _("Still to visit this month"), _("Visited this month")], lines, "plan.team")


def _what(found: GoesOver) -> None:
    """What goes over, in numbers."""
    with st.container(border=True, gap="small"):
        with look.beside():
            sentence = _("{n} households").format(n=found.total)
            st.markdown(f"**{sentence}**", width="content")
            for tier, n in found.homes.items():
                with look.beside("xsmall"):
                    look.tier(tier)
                    st.caption(str(n), width="content")
        facts = (
            (_("Overdue"), found.overdue),
            (_("Planned visits"), found.planned),
            (_("Open problems"), found.needs),
            (_("Promises open"), found.promises),
            (_("Paused or ended files"), found.resting),
        )
        with st.container(horizontal=True, gap="medium"):
            for label, n in facts:
                with st.container(gap=None, width=120):
                    st.caption(label)
                    st.text(str(n))
    st.caption(_("Each file keeps who had it before, and why it changed. Planned visits of these go along."))
