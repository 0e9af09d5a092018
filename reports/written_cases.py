"""The briefing's cases, in the order in which the trade tells them: found, done, open.

What stands in them was typed by people or recorded by their deeds; nothing is added but the words between.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from db import privacy, telling
from db.briefing import Briefing
from db.briefing_visits import Case, Step
from db.choices import AT_ONCE, Appeal, Audience, ReferralState
from db.choices.story import Event
from db.fields import field_of
from db.models import VisitFields
from db.words import _, language
from reports.blocks import Block, Head, Para
from reports.outline import heading
from reports.saying import answered, days_late, ended, joined, label, listed, sentence, words

SCALES = ("health", "safety", "stability")
LIVING = ("environment", "mind", "family")


def cases(facts: Briefing) -> list[Block]:
    story: list[Block] = []
    for number, case in enumerate(facts.cases, 1):
        story += told(number, case, facts.made_on, facts.day)
    is_all = facts.asked.audience is Audience.INTERNAL and facts.asked.cases is None
    if not story and is_all and facts.totals.visits:
        story.append(Para(_("No special or urgent case was recorded in this period."), is_nothing=True))
    return story


def told(number: int, case: Case, today: date, last: date) -> list[Block]:
    """`today`: days of other years are told with their year. `last` of the period: what was meant for a day up to it
    does not lie ahead."""
    return [
        Head(heading(3, number, case.household), 3),
        Para(joined(_opening(case), *_found(case)), _lead(_("Found"))),
        _or_nothing(
            (_step_done(step, today) for step in case.done),
            _("Dealt with"),
            _("Nothing done was recorded in this period."),
        ),
        _or_nothing(_open(case, today, last), _("To be done"), _("Nothing is left to do.")),
    ]


def _lead(word: str) -> str:
    return word + ("  " if language() == "en" else "　")


def _or_nothing(sentences: Iterable[str], lead: str, nothing: str) -> Para:
    return Para(joined(*sentences) or nothing, _lead(lead))


def _opening(case: Case) -> str:
    """Who and when; what could not wait comes first."""
    v = case.told
    told = (
        _("{when}, {staff}. {way}: {outcome}.")
        if case.staff
        else _("{when}, by whom is not recorded. {way}: {outcome}.")
    )
    outcome = telling.outcome(v.way, v.outcome)
    told = told.format(when=telling.moment(v.at), staff=listed(case.staff), way=_(v.way.label), outcome=outcome)
    kinds = _(" Hardship: {kinds}.").format(kinds=words(case.hardships)) if case.hardships else ""
    tier = _("Tier: {tier}.").format(tier=_(case.tier.label)) if case.tier else ""
    urgent = [each for each in v.circumstances if each in AT_ONCE]
    others = [each for each in v.circumstances if each not in AT_ONCE]
    seen = _("Urgent: {what}.").format(what=words(urgent)) if urgent else ""
    more = _("Special circumstances: {what}.").format(what=words(others)) if others else ""
    return joined(told + kinds, tier, seen, more)


def _found(case: Case) -> Iterator[str]:
    """What had changed, what was said, asked for and seen, why it is so, and how grave it looked."""
    v = case.told
    yield _field(v, "companions")
    yield _field(v, "changes")
    yield _field(v, "door_note")
    yield _closed(v.said)
    asked = [each for each in v.appeals if each is not Appeal.NONE]
    yield _("Asked for: {what}.").format(what=words(asked)) if asked else ""
    yield _("Seen: {what}.").format(what=ended(v.seen)) if v.seen else ""
    yield sentence(*(_brief(v, name) for name in LIVING))
    yield _field(v, "hazards")
    yield _cause(v)
    yield sentence(*(_brief(v, name, getattr(v, f"{name}_why")) for name in SCALES))


def _field(v: VisitFields, name: str) -> str:
    """A filled-in field: its label and what stands there."""
    value = getattr(v, name)
    said = ended(privacy.text(value))
    return _("{label}: {said}.").format(label=_(field_of(VisitFields, name).show.label), said=said) if value else ""


def _brief(v: VisitFields, name: str, why: str = "") -> str:
    """居住环境杂物多, 健康风险重（两周内跌倒两次）; nothing where nothing was ticked."""
    value = getattr(v, name)
    if value is None or value == []:
        return ""
    told = _("{label} {value}").format(label=_(field_of(VisitFields, name).show.label), value=privacy.text(value))
    return _("{what} ({more})").format(what=told, more=ended(why)) if why else told


def _cause(v: VisitFields) -> str:
    """根本原因：儿女在外地（长期，个人）。"""
    kinds = [_(each.label) for each in (v.duration, v.origin) if each]
    more = (", " if language() == "en" else "，").join(kinds)
    said = ended(v.root_cause) or (_("not written") if kinds else "")
    if not said:
        return ""
    said = _("{what} ({more})").format(what=said, more=more) if more else said
    return _("{label}: {said}.").format(label=_("Root cause"), said=said)


def _closed(text: str) -> str:
    """Typed sentences, closed by a stop where they are not."""
    text = text.strip()
    return text if not text or text[-1] in "。！？.!?”" else text + ("." if language() == "en" else "。")


def _step_done(step: Step, today: date) -> str:
    day = _day(step, today)
    what = _what(step)
    match step.event:
        case Event.SENT:
            return _("{day}: referred to {name}: {words}.").format(day=day, name=step.name, words=ended(step.words))
        case Event.REPLIED:
            what = answered(ReferralState(step.what), step.result) if step.what else ended(step.result)
            return sentence(_("{day}: {name} replied: {what}").format(day=day, name=step.name, what=what))
        case Event.CLOSED:
            told = _("{day}: the problem “{words}” was closed, {what}").format(
                day=day, words=ended(step.words), what=label(step.what)
            )
        case _:
            told = _("{day}: done: {what}").format(day=day, what=what)
    return sentence(told, ended(step.result))


def _what(step: Step) -> str:
    """装扶手、坡道（浴室门口，当面答应，由侄子办）"""
    by = _("by {name}").format(name=step.name) if step.name else ""
    more = (ended(step.words), _("promised at the door") if step.is_promise else "", by)
    told = (", " if language() == "en" else "，").join(filter(None, more))
    kind = label(step.what)
    return _("{what} ({more})").format(what=kind, more=told) if told else kind


def _open(case: Case, today: date, last: date) -> Iterator[str]:
    """What is wanted of others; each problem left with what was begun about it, so that no matter is told twice; and
    when somebody comes again."""
    v, plans = case.told, [step for step in case.open if step.event is Event.VISITED]
    yield from _proposed(case)
    needs = [step for step in case.open if step.event is Event.RAISED]
    begun = [step for step in case.open if step.event not in (Event.RAISED, Event.VISITED)]
    for need in needs:
        if steps := [step for step in begun if step.need is not None and step.need == need.need]:
            told = ("; " if language() == "en" else "；").join(_step_open(step, today) for step in steps)
            yield _("{problem}: {steps}.").format(problem=_problem(need), steps=told)
    known = {need.need for need in needs if need.need is not None}
    yield from (sentence(_step_open(step, today)) for step in begun if step.need not in known)
    if idle := [need for need in needs if need.need is None or not any(step.need == need.need for step in begun)]:
        told = _("Problems with nothing under way ({n}): {kinds}.")
        yield told.format(n=len(idle), kinds=listed(map(_problem, idle)))
    yield from (_coming(label(step.what), _day(step, today), step.words) for step in plans)
    if v.next_on and v.next_on > last and not any(step.on and step.on >= v.next_on for step in plans):
        yield _coming(_("Next visit"), telling.near_day(v.next_on, today), v.next_focus)


def _problem(need: Step) -> str:
    return _("{what} ({more})").format(what=label(need.what), more=ended(need.words))


def _proposed(case: Case) -> Iterator[str]:
    """What the visit proposed, save what has become a measure or a slip since: that is told with its day."""
    v, steps = case.told, (*case.done, *case.open)
    known = {str(step.what) for step in steps if step.what}
    offices = {str(step.office) for step in steps if step.office}
    ours = [each for each in v.own_measures if each.value not in known]
    yield _("We can: {what}.").format(what=words(ours)) if ours else ""
    told = any(step.words and ended(step.words) in v.own_words for step in steps)
    yield "" if told else _closed(v.own_words)
    wanted = [each for each in v.outside_help if each.value not in offices]
    yield _("Help wanted of: {what}.").format(what=words(wanted)) if wanted else ""
    told = any(step.office and step.words and ended(step.words) in v.outside_words for step in steps)
    yield "" if told or (v.outside_help and not wanted) else _closed(v.outside_words)


def _step_open(step: Step, today: date) -> str:
    match step.event:
        case Event.SENT if step.what is ReferralState.ACCEPTED:
            told = _("{name} has accepted and not finished").format(name=step.name)
        case Event.SENT:
            told = _("A reply of {name} is wanted by {day}").format(name=step.name, day=_day(step, today))
        case Event.RELIEF_ASKED:
            told = _("Relief of property fees waits for approval")
        case Event.ADDED:
            told = _("{what}, due on {day}").format(what=_what(step), day=_day(step, today))
        case _:
            return ""
    return (", " if language() == "en" else "，").join(filter(None, (told, days_late(step.late))))


def _coming(what: str, day: str, focus: str) -> str:
    return sentence(_("{what} on {day}").format(what=what, day=day), ended(focus))


def _day(step: Step, today: date) -> str:
    return telling.near_day(step.on, today) if step.on else _("Not written")
