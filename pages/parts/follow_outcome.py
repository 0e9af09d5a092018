"""Whether it helped: in figures only, so that a partner may read it too."""

from datetime import date, timedelta

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from db.choices import Helped, Solved, Word
from db.queries.outcomes import Outcomes
from db.words import N_, _
from pages.parts import look
from pages.parts.table import HEADING, ROW

SPANS = {"month": N_("This month"), "quarter": N_("90 days"), "year": N_("A year"), "ever": N_("Ever")}
DAYS = {"quarter": 90, "year": 365}


def ask(today: date) -> date | None:
    """Since when; None: ever."""
    chosen = st.segmented_control(
        _("Since"),
        list(SPANS),
        default="year",
        required=True,
        format_func=lambda one: _(SPANS[one]),
        label_visibility="collapsed",
        key="follow.span",
    )
    if chosen == "month":
        return today.replace(day=1)
    return today - timedelta(days=DAYS[chosen]) if chosen in DAYS else None


def show(found: Outcomes) -> None:
    left, right = st.columns([3, 2], gap="large")
    with left:
        look.section(_("Measures that were done"), str(sum(each.done for each in found.measures)))
        _measures(found)
    with right:
        look.section(_("Asked at follow-ups"), _("{n} times").format(n=found.asked))
        _follow_ups(found)


def _measures(found: Outcomes) -> None:
    if not found.measures:
        look.nothing(_("No measure was done in this time. Record the result when one is."), "checklist")
        return
    told = {
        _("Measure"): [_(each.kind.label) for each in found.measures],
        _("Done"): [each.done for each in found.measures],
        **{_(one.label): [each.helped.get(one) for each in found.measures] for one in Helped},
        _("Not asked yet"): [each.not_asked or None for each in found.measures],
    }
    st.dataframe(
        pa.table(told),
        hide_index=True,
        row_height=ROW,
        height=ROW * len(found.measures) + HEADING,
        placeholder="",
        key="follow.effect",
    )
    st.caption(_("Whether a measure helped is asked at the next visit. An empty cell means none."))


def _follow_ups(found: Outcomes) -> None:
    if not found.asked:
        look.nothing(_("Nobody was asked in this time. The visit form asks when a problem is open."), "forum")
        return
    with st.container(border=True, gap="small"):
        look.fact(_("Is it solved"), _listed({_(one.label): found.solved.get(one, 0) for one in Solved}))
        look.fact(_("The resident's word"), _listed({_(one.label): found.words.get(one, 0) for one in Word}))
        risk = {_("lower"): found.lower, _("the same"): found.same, _("higher"): found.higher}
        look.fact(
            _("Risk afterwards"), _listed({**risk, _("not known"): found.risk_unknown} if found.risk_unknown else risk)
        )


def _listed(counts: dict[str, int]) -> str:
    return "　".join(f"{words} {n}" for words, n in counts.items())
