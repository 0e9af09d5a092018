"""What the briefing is to be about: for whom, over which days, of what, by which template, in which language."""

from datetime import date, timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import store, telling
from db.briefing import Briefing, BriefingAsked
from db.briefing_days import days_of
from db.choices import Audience, BriefingKind, HardshipKind
from db.queries import briefing_drafts
from db.queries.briefing_drafts import RoundLine, Saved
from db.rights import BRIEF, Person, Right
from db.templates import DELIVERED
from db.words import DEFAULT, LANGUAGES, N_, _
from pages.parts import state

THIS, LAST, QUARTER, LAST_QUARTER, YEAR, LAST_YEAR, ROUND, OWN = (
    "this", "last", "quarter", "last_quarter", "year", "last_year", "round", "own",
)  # fmt: skip
SAVED_NOW = "briefing.template.saved"  # the template that was just saved in this tab
DRAFT, ISSUED = "draft", "issued"
PARTS = {DRAFT: N_("On its way"), ISSUED: N_("Issued")}
PERIODS = {
    THIS: N_("This month"),
    LAST: N_("Last month"),
    QUARTER: N_("This quarter"),
    LAST_QUARTER: N_("Last quarter"),
    YEAR: N_("This year"),
    LAST_YEAR: N_("Last year"),
    ROUND: N_("A round of visits"),
    OWN: N_("Other days"),
}
KINDS = {
    THIS: BriefingKind.MONTH,
    LAST: BriefingKind.MONTH,
    QUARTER: BriefingKind.QUARTER,
    LAST_QUARTER: BriefingKind.QUARTER,
    YEAR: BriefingKind.YEAR,
    LAST_YEAR: BriefingKind.YEAR,
}


def ask(viewer: Person, today: date, buildings: dict[int, str]) -> tuple[BriefingAsked, DeltaGenerator]:
    """The answers, and the place below the audience. Who may not see people is asked for no hardship."""
    audiences = [audience for audience in Audience if viewer.may(BRIEF[audience])]
    audience = st.segmented_control(
        _("For whom"),
        audiences,
        default=audiences[0],
        required=True,
        format_func=lambda a: _(a.label),
        width="stretch",
        key="briefing.audience",
    )
    below = st.container()
    kind, start, end, round_id = _period(viewer, today)
    building = st.selectbox(
        _("Building"),
        [0, *buildings],
        format_func=lambda b: buildings[b] if b else _("All buildings"),
        key="briefing.building",
    )
    hardship = None
    if viewer.may(Right.SEE_PEOPLE) and audience is not Audience.NOTICE:
        hardship = st.selectbox(
            _("Kind of hardship"),
            ["", *HardshipKind],
            format_func=lambda kind: _(HardshipKind(kind).label) if kind else _("All kinds"),
            key="briefing.hardship",
        )
    asked = BriefingAsked(
        start,
        end,
        building or None,
        HardshipKind(hardship) if hardship else None,
        audience,
        kind=kind,
        round_id=round_id,
    )
    return asked, below


def ask_part() -> str:
    """A draft, or what has been issued."""
    told = st.query_params.get("part")
    chosen: str = st.segmented_control(
        _("Show"),
        list(PARTS),
        default=told if told in PARTS else DRAFT,
        required=True,
        format_func=lambda part: _(PARTS[part]),
        label_visibility="collapsed",
        key="briefing.part",
    )
    return chosen


def language_now() -> str:
    """What is chosen, where the choice could not be drawn."""
    return str(state.value("briefing.language", DEFAULT))


def ask_language() -> str:
    """The language of the paper, which need not be that of the screen."""
    chosen: str = st.segmented_control(
        _("Language of the paper"),
        list(LANGUAGES),
        default=DEFAULT,
        required=True,
        format_func=LANGUAGES.__getitem__,
        width="stretch",
        key="briefing.language",
    )
    return chosen


def ask_template(there: tuple[Saved, ...], usual: int | None, audience: Audience) -> Saved | None:
    """One of the office's templates, the one these readers had last offered first; None is what was delivered."""
    if not there:
        return None
    names = {0: _(DELIVERED), **{each.id: each.name for each in there}}
    usual = state.value(SAVED_NOW, usual)
    chosen = st.selectbox(
        _("Template"),
        list(names),
        index=list(names).index(usual) if usual in names else 0,
        format_func=lambda key: names.get(key, ""),
        key=f"briefing.template.{audience}",
    )
    return next((each for each in there if each.id == chosen), None)


def _period(viewer: Person, today: date) -> tuple[BriefingKind, date, date, int | None]:
    with store.reading() as s:
        rounds = briefing_drafts.rounds(s, viewer, today)
    chosen = st.selectbox(
        _("Period"),
        [each for each in PERIODS if each != ROUND or rounds],
        format_func=lambda period: _(PERIODS[period]),
        key="briefing.period",
    )
    match chosen:
        case "round":
            picked = _round(rounds)
            return BriefingKind.ROUND, picked.start, max(picked.start, min(picked.end, today)), picked.id
        case "own":
            start, end = _days(today)
            return BriefingKind.DAYS, start, end, None
    kind = KINDS[chosen]
    start, end = days_of(kind, today)
    if chosen in (LAST, LAST_QUARTER, LAST_YEAR):
        end = start - timedelta(days=1)
        start, _end = days_of(kind, end)
    return kind, start, end, None


def _round(rounds: tuple[RoundLine, ...]) -> RoundLine:
    names = {each.id: each for each in rounds}
    chosen = st.selectbox(
        _("Round"),
        list(names),
        format_func=lambda key: f"{names[key].name}　{telling.period(names[key].start, names[key].end)}",
        key="briefing.round",
    )
    return names[chosen]


def _days(today: date) -> tuple[date, date]:
    first = today.replace(day=1)
    days = st.date_input(_("From and to"), (first, today), max_value=today, key="briefing.days", format="YYYY-MM-DD")
    if len(days) != 2:
        st.caption(_("Choose the last day as well."))
        st.stop()
    return days[0], days[1]


def ask_cases(place: DeltaGenerator, found: Briefing) -> tuple[int, ...] | None:
    """The cases told in words, when others are chosen than the gravest; None leaves the choice to gravity."""
    if not found.candidates:
        return None
    names = {c.visit_id: f"{telling.day(c.at)} {c.household}" for c in found.candidates}
    own = tuple(case.visit_id for case in found.cases)
    asked = found.asked
    with (
        place,
        st.popover(_("Cases told in words: {n}").format(n=len(own)), icon=":material/article:", width="stretch"),
    ):
        chosen = st.multiselect(
            _("The gravest are proposed. Take out or add."),
            list(names),
            default=own,
            format_func=names.__getitem__,
            key=f"briefing.cases.{asked.start}.{asked.end}.{asked.building_id}.{asked.hardship}.{asked.audience}",
        )
    return tuple(chosen) if set(chosen) != set(own) else None


def who_reads(found: Briefing) -> str:
    """What this audience will and will not read."""
    match found.asked.audience:
        case Audience.INTERNAL:
            return _("With names and doors. For the project office only.")
        case Audience.COMMITTEE:
            return _("“陈某” for a name, no doors; lists only the {n} households that agreed to sharing.").format(
                n=found.totals.households - found.households_left_out
            )
        case Audience.NOTICE:
            return _("No name, no door, no illness: only numbers and what was done.")


def make_label(asked: BriefingAsked, today: date) -> str:
    is_this_month = (asked.start, asked.end) == (today.replace(day=1), today)
    return _("Make this month's briefing") if is_this_month else _("Make this briefing")
