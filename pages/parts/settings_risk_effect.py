"""What other rules of risk would do today, before they are set; and rules in words."""

from collections.abc import Iterator

import streamlit as st

from db import store
from db.choices import Factor, Tier
from db.queries.risk import preview
from db.rights import Person
from db.risk import rules as delivered
from db.risk.rules import Floor, Rules
from db.words import _
from pages.parts import look


def told_effect(person: Person, wanted: Rules) -> None:
    """How many households would be advised another tier, and each tier now and then."""
    with store.reading() as s:
        found = preview(s, person, delivered.to_text(wanted))
    with st.container(border=True, gap="small"):
        words = _("**{n}** of {all} households would be advised another tier").format(
            n=found.changed, all=found.households
        )
        st.markdown(words)
        if found.changed:
            line = _("{closer} a closer one, {wider} a wider one").format(closer=found.closer, wider=found.wider)
            st.caption(line)
        for each in found.tiers:
            if each.now or each.then or each.tier in wanted.starts or each.tier is Tier.ROUTINE:
                with look.beside():
                    look.tier(each.tier)
                    st.text(f"{each.now} → {each.then}", width="content")
        st.caption(_("Active households only; those judged by hand are left out. The tiers that people set stay."))


def starts(rules: Rules) -> Iterator[tuple[Tier, str]]:
    for tier in Tier:
        if tier in rules.starts:
            yield tier, _("from {n} points").format(n=rules.starts[tier])
    yield Tier.ROUTINE, _("below that")


def floor(told: Floor) -> str:
    """至少二级：有“失能、重残”之一"""
    order = list(Factor)
    of, besides = (" / ".join(_(each.label) for each in sorted(some, key=order.index)) for some in (told.of, told.all))
    tier = _(told.tier.label)
    if besides:
        return _("At least {tier}: {besides}, and one of {of}").format(tier=tier, besides=besides, of=of)
    return _("At least {tier}: one of {of}").format(tier=tier, of=of)
