"""What the briefing is to be about, what to check before it goes out, and the file when it does."""

from datetime import date, timedelta

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db import clock, sign_in, store, telling
from db.briefing import Briefing, BriefingAsked
from db.changes.paper import log_briefing
from db.choices import Audience, HardshipKind
from db.errors import Refused
from db.queries.briefing import facts
from db.rights import BRIEF, Person, Right
from db.words import DEFAULT, LANGUAGES, N_, _, speaking
from pages.parts.look import plain
from reports.briefing import pdf

THIS, LAST, OWN = "this", "last", "own"
PERIODS = {THIS: N_("This month"), LAST: N_("Last month"), OWN: N_("Other days")}


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
    start, end = _period(today)
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
    kind = HardshipKind(hardship) if hardship else None
    return BriefingAsked(start, end, building or None, kind, audience), below


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


def _period(today: date) -> tuple[date, date]:
    chosen = st.segmented_control(
        _("Period"),
        list(PERIODS),
        default=THIS,
        required=True,
        format_func=lambda period: _(PERIODS[period]),
        width="stretch",
        key="briefing.period",
    )
    first = today.replace(day=1)
    if chosen == LAST:
        end = first - timedelta(days=1)
        return end.replace(day=1), end
    if chosen == OWN:
        days = st.date_input(
            _("From and to"), (first, today), max_value=today, key="briefing.days", format="YYYY-MM-DD"
        )
        if len(days) == 2:
            return days[0], days[1]
        st.caption(_("Choose the last day as well."))
        st.stop()
    return first, today


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


def checks(found: Briefing, missed: tuple[str, ...]) -> None:
    """What a careful colleague would look at once more."""
    t = found.totals
    with st.container(border=True, gap="small"):
        if not t.visits:
            _said("info", _("No visit was recorded in this period. Choose other days, or record visits first."))
        elif found.adds_up():
            parts = " + ".join(str(n) for n in t.outcomes.values())
            _said("check", _("The numbers add up: {parts} = {whole} visits.").format(parts=parts, whole=t.visits))
        else:
            _said("error", _("The numbers do not add up. Do not hand it in; tell the administrator."))
        if missed:
            _said("error", _("No font has these; they are printed as 〓: {signs}").format(signs=" ".join(missed)))
        else:
            _said("check", _("Every character can be printed."))
        if found.asked.audience is Audience.COMMITTEE:
            if found.households_left_out:
                n = found.households_left_out
                _said("error", _("Households without a valid consent to sharing, not listed: {n}.").format(n=n))
            _said("visibility", _("Read the words once: people may have been named in ways not known here."))
        if found.photos_left_out:
            n = found.photos_left_out
            _said("error", _("Photos without a valid consent for this, left out: {n}.").format(n=n))


def _said(icon: str, sentence: str) -> None:
    line = plain(sentence)
    st.caption(f":material/{icon}: {line}")


def made(secret: str | None, asked: BriefingAsked, paper_language: str) -> bytes:
    """The file, when it is asked for: written to the log, then drawn.

    Runs later and in a thread that knows nothing of the page, so who asks is looked up anew.
    """
    with speaking(paper_language):
        with store.writing() as s:
            viewer = sign_in.person(s, secret, clock.now())
            if viewer is None:
                raise Refused(_("Sign in to go on."))
            log_briefing(s, viewer, asked)
            found = facts(s, viewer, asked, clock.today())
        return pdf(found)
