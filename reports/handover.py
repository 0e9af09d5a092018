"""The handover sheet (交接单): what a colleague must know of each household that goes over, and who signed for it."""

from collections.abc import Iterator
from datetime import date

from reportlab.platypus.flowables import Flowable

from db import telling
from db.choices import HouseholdState, PlanWhy, Tier
from db.next_step import Next, Step
from db.papers import Handover, Known, Sent, Trouble, Work
from db.words import _, filled
from reports import sheet
from reports.cards import head_of, household, last, promises, to_ring
from reports.flowables import Text
from reports.forms import Cell, Grid, flat, headed
from reports.paper import About, Paper, bound, file_named
from reports.saying import listed, words
from reports.table import Column, Table

LABEL, ANSWER = 1, 5.2


def pdf(found: Handover) -> bytes:
    return drawn(found).content


def drawn(found: Handover) -> Paper:
    story = [*front(found), *(block(known, found.made_on) for known in found.households)]
    subject = f"{found.giver} → {found.taker}" if found.taker else found.giver
    return bound(story, About(_("Handover sheet"), found.estate.name, subject, found.made_on), sheet.FORM)


def name_for(giver: str, day: date) -> str:
    return file_named(_("Handover sheet"), giver, day.isoformat())


def front(found: Handover) -> list[Flowable]:
    """From whom, to whom, how many and how urgent; who signs."""
    day, homes = found.made_on, found.households
    unknown = _("Not recorded")
    mark = _("Demonstration") if found.is_demonstration else _("Internal. Keep safe.")
    works = [work for known in homes for work in known.promises]
    slips = [slip for known in homes for slip in known.slips]
    open_problems = Cell(_("Problems open"), str(sum(len(known.troubles) for known in homes)))
    promised = Cell(_("Promises open"), with_late(len(works), sum(work.late(day) > 0 for work in works)))
    asked = Cell(_("Slips waiting"), with_late(len(slips), sum(slip.reply_by < day for slip in slips)))
    story: list[Flowable] = [
        *headed(_("Handover sheet"), found.estate.name, mark),
        Grid(
            [
                [Cell(_("Handed over by"), found.giver or unknown), Cell(_("Taken over by"), found.taker)],
                [Cell(_("Day"), telling.paper_day(day)), Cell(_("Households"), str(len(homes)))],
                [open_problems, promised],
                [asked, Cell(_("Files besides"), str(found.gone))],
            ]
        ),
        *tiers(homes, day),
    ]
    signing = [_("Handed over by, signature"), _("Taken over by, signature"), _("Manager, signature")]
    story += [Grid([[Cell(label, share=1.4), Cell(_("Date"))] for label in signing])]
    if not homes:
        story.append(Text(_("No household goes over."), sheet.FORM_BODY))
    else:
        story.append(Text(_("Household by household"), sheet.FORM_HEADING))
    return story


def with_late(count: int, late: int) -> str:
    return f"{count}" + (_(", of these late: {n}").format(n=late) if late else "")


def tiers(homes: tuple[Known, ...], day: date) -> list[Flowable]:
    """Households and those overdue, tier by tier."""
    order: list[Tier | None] = [*Tier, None]
    rows = []
    for tier in order:
        mine = [known for known in homes if known.tier is tier]
        if mine:
            late = sum(known.overdue(day) > 0 for known in mine)
            rows.append([_(tier.label) if tier else _("Not assessed"), str(len(mine)), str(late)])
    if not rows:
        return []
    rows.append([_("Total"), str(len(homes)), str(sum(known.overdue(day) > 0 for known in homes))])
    columns = [Column(_("Tier"), 2), Column(_("Households"), 1, "centre"), Column(_("Overdue"), 1, "centre")]
    return [Text(" ", sheet.FORM_SMALL), Table(columns, rows, total=True)]


def block(known: Known, day: date) -> Flowable:
    """One household, on one page unless it is a long story."""
    tier = _(known.tier.label) if known.tier else _("Not assessed")
    state = "" if known.state is HouseholdState.ACTIVE else _(known.state.label)
    who = [head_of(known), tier, state, _("File {number}").format(number=telling.number(known.no))]
    rows = [[label, said] for label, said in told(known, day)]
    made = Table([Column(known.door, LABEL * 1.3), Column("　".join(filter(None, who)), ANSWER)], rows, dense=True)
    made.is_whole = True
    return made


def told(known: Known, day: date) -> Iterator[tuple[str, str]]:
    """What a colleague must know in one minute, the most needful first and nothing twice; what is not known and what
    there is none of, in one line each."""
    note = flat(known.safety_note)
    if note and known.safety_review_on:
        note += _(" (review by {day})").format(day=telling.paper_day(known.safety_review_on))
    needful = {
        _("Staff-safety note"): note,
        _("Ways to avoid"): _("; ").join(filter(None, [flat(known.avoid), words(known.circumstances)])),
        _("Whom to ring"): "\n".join(to_ring(known)),
        _("Who lives there"): _("; ").join(household(known)),
    }
    if unknown := [label for label, said in needful.items() if not said]:
        yield _("Not recorded"), listed(unknown)
    found = {
        _("Hardships"): words(known.kinds),
        _("Promised"): "\n".join(promises(known, day, besides=_next_promises(known))),
        _("Problems open"): "\n".join(problems(known, day)),
        _("When to go"): "\n".join(dues(known, day)),
        _("Slips waiting"): "\n".join(waiting(slip, day) for slip in known.slips),
        _("Last time"): last(known, day),
        _("To look at"): flat(known.focus),
    }
    said_elsewhere = {flat(plan.words) for plan in known.plans}
    for label, said in (needful | found).items():
        if said and not (label == _("Who lives there") and _is_alone(known)) and said not in said_elsewhere:
            yield label, said
    if known.promises:
        del found[_("Promised")]
    if empty := [label for label, said in found.items() if not said]:
        yield _("None"), listed(empty)


def _is_alone(known: Known) -> bool:
    """Whether nobody lives there but the head, who stands above all."""
    here = [one for one in known.people if one.lives_here]
    return len(here) == 1 and here[0].is_head and not here[0].note


def _next_promises(known: Known) -> list[Work]:
    """What was promised and is the next step of a problem: told there."""
    return [work for trouble in known.troubles for work in trouble.works if _is_next(work, trouble)]


def _is_next(work: Work, trouble: Trouble) -> bool:
    return work.is_promise and (work.what, work.due) == (trouble.next.what, trouble.next.due)


def problems(known: Known, day: date) -> Iterator[str]:
    for trouble in known.troubles:
        of = _(" ({who})").format(who=flat(trouble.of)) if trouble.of else ""
        said = _("{need}: {what}").format(need=_(trouble.kind.label) + of, what=flat(trouble.words))
        told = step(trouble.next, day)
        if any(_is_next(work, trouble) for work in trouble.works):
            told = _("{what} ({more})").format(what=told, more=_("promised at the door"))
        yield _("{problem}. Next: {step}").format(problem=said.rstrip("。. "), step=told)


def step(found: Next, day: date) -> str:
    """What comes next, in one phrase."""
    by = _("by {day}").format(day=telling.dated(found.due, day)) if found.due else ""
    by += filled(_(" ({n} {n:day|days} late)"), n=found.late) if found.late else ""
    what = _(", ").join(filter(None, [flat(found.what), flat(found.who), by]))
    match found.step:
        case Step.DO:
            return what
        case Step.DECIDE:
            return _("waits for approval: {what}").format(what=what)
        case Step.ANSWER:
            return _("waits for an answer: {what}").format(what=what)
        case Step.ANOTHER:
            return _("it was turned down, find another way")
        case Step.CLOSE:
            return _("all is done, close it")
        case Step.CONFIRM:
            return _("its end waits for confirmation")
        case Step.BEGIN:
            return _("nothing is being done yet")


def dues(known: Known, day: date) -> Iterator[str]:
    if known.state is not HouseholdState.ACTIVE:
        yield _("Nothing while the file is: {state}").format(state=_(known.state.label))
        return
    if known.due_on is not None:
        late = known.overdue(day)
        by = _("by {day}").format(day=telling.dated(known.due_on, day))
        yield f"{_(PlanWhy.INTERVAL.label)} {by}{overdue(late)}"
    for plan in known.plans:
        window = _("{start} to {end}").format(start=telling.dated(plan.start, day), end=telling.dated(plan.end, day))
        late = max((day - plan.end).days, 0)
        yield "　".join(filter(None, [f"{_(plan.why.label)} {window}{overdue(late)}", flat(plan.words)]))
    if known.call_on is not None:
        yield _("A call or a sign of life by {day}").format(day=telling.dated(known.call_on, day))


def overdue(days: int) -> str:
    return filled(_(" (overdue {n} {n:day|days})"), n=days) if days else ""


def waiting(slip: Sent, day: date) -> str:
    late = max((day - slip.reply_by).days, 0)
    told = listed(
        [slip.number, flat(slip.to), _("answer wanted by {day}").format(day=telling.dated(slip.reply_by, day))]
    )
    return told + (filled(_(" ({n} {n:day|days} late)"), n=late) if late else "")
