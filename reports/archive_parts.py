"""What a household's file says, part by part: who lives there, what is hard, what was agreed to, all that happened."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from db import privacy, telling
from db.choices import AttachmentKind, HouseholdState
from db.choices.story import Event
from db.fields import field_of
from db.models import PARTS, HouseholdFields, ResidentFields, VisitFields
from db.papers import Archive, Attached
from db.queries.household import STANDING, ResidentFile
from db.queries.timeline import Entry
from db.risk.rules import WEIGHTS
from db.words import _
from reports.blocks import Block, Listing, Note, PhotoRow, Section
from reports.cards import promises
from reports.handover import dues, problems, waiting
from reports.saying import LEADS, joined, listed
from reports.table import Column
from reports.visit_record import written

IN_THE_HEAD = {"at", "way", "outcome"}
ALSO = ("avoid", "raw_address", "tags")
SELF_TOLD = (Event.EDITED, Event.TURNED)  # what they name says what happened


def sections(found: Archive) -> tuple[Section, ...]:
    told: tuple[tuple[str, str, Iterable[Block]], ...] = (
        ("file", _("The household"), _file(found)),
        ("tier", _("Why this tier"), _tier(found)),
        ("people", _("Who lives there"), _people(found)),
        ("hardships", _("Hardships"), _hardships(found)),
        ("consents", _("Consents"), _consents(found)),
        ("open", _("What is open"), _open(found)),
        ("story", _("The story"), _story(found)),
        ("attachments", _("Attachments"), _attachments(found)),
    )
    return tuple(Section(key, title, tuple(blocks)) for key, title, blocks in told)


def _pairs(rows: Iterable[tuple[str, str]]) -> Listing:
    columns = (Column(_("Item"), 1), Column(_("What is on file"), 4.4))
    return Listing("", columns, tuple((label, said) for label, said in rows if said))


def _file(found: Archive) -> Iterator[Block]:
    f, one = found.file, found.file.fields
    head = f.head.fields.name if f.head else ""
    tier = [_(one.tier.label)] if one.tier else [_("Not assessed")]
    tier.append(_("since {day}").format(day=telling.paper_day(f.tier_since)) if f.tier_since else "")
    state = _(f.state.label)
    if f.paused_until:
        state = _("{state} until {day}").format(state=state, day=telling.paper_day(f.paused_until))
    note = one.safety_note
    if note and one.safety_review_on:
        note += _(" (review by {day})").format(day=telling.paper_day(one.safety_review_on))
    yield _pairs(
        (
            (_("Door"), f.door),
            (_("Head of household"), head or _("Not recorded")),
            (_("Archive number"), telling.number(f.no)),
            (_("State"), "　".join(filter(None, (state, f.state_why)))),
            (_("Tier"), _(", ").join(filter(None, (*tier, f.tier_by)))),
            (_("Why this tier"), one.tier_why),
            (_("Responsible visitor"), f.responsible or _("Not recorded")),
            (_("File opened"), telling.paper_day(f.opened_on)),
            (_("Last verified on"), telling.paper_day(one.verified_on) if one.verified_on else _("Not recorded")),
            (_("Visits"), str(f.visits)),
            (_("Staff-safety note"), note),
            *((_(field_of(HouseholdFields, name).show.label), getattr(one, name)) for name in ALSO),
        )
    )


def _tier(found: Archive) -> Iterator[Block]:
    told = found.why
    if told is None or told.by_hand:
        yield Note(_("No automatic evaluation, as the household wishes: nothing is added up, people set the tier."))
        return
    if told.now is None:
        yield Note(_("Nothing has been worked out yet."))
        return
    counted = [each for each in told.changes if each.now]
    columns = (
        Column(_("Factor"), 2),
        Column(_("Points"), 0.7, "centre"),
        Column(_("Reason"), 3.4),
        Column(_("Since"), 1.6),
    )
    rows = [
        (
            _(each.factor.label),
            str(each.now),
            _(WEIGHTS[each.factor].reason),
            telling.paper_day(each.hit.since) if each.hit.since else "",
        )
        for each in counted
    ]
    if rows:
        yield Listing(
            _("Factors in force since {day}").format(day=telling.paper_day(told.now.on)), columns, tuple(rows)
        )
    said = _("{n} points; the factors advise {tier}. The points are ours, and only advice: people decide.")
    danger = listed(_(trigger.label) for trigger in told.triggers)
    at_once = _("At once, whatever the sum: {what}.").format(what=danger) if danger else ""
    yield Note(joined(said.format(n=told.now.result.score, tier=_(told.now.result.tier.label)), at_once))


def _people(found: Archive) -> Iterator[Block]:
    if not found.file.residents:
        yield Note(_("Nobody is recorded yet."))
        return
    heads = (_("Name"), _("Sex"), _("Born"), _("Relation to the head"), _("Phone"), _("Besides"))
    shares = (1.4, 1.1, 2.3, 1.6, 1.9, 3.2)
    columns = tuple(Column(head, share) for head, share in zip(heads, shares, strict=True))
    yield Listing("", columns, tuple(_person(one) for one in found.file.residents))
    assessed = (_("Name"), _("Scale"), _("Score or level"), _("Assessed by"), _("Assessed on"))
    rows = tuple(
        (one.fields.name, _(each.scale.label), each.score, each.assessed_by, _day(each.assessed_on))
        for one in found.file.residents
        for each in one.scales
    )
    if rows:
        yield Listing(_("Assessments"), tuple(Column(head, 1) for head in assessed), rows)


def _person(one: ResidentFile) -> tuple[str, ...]:
    f = one.fields
    born = [f.birth_text or _day(f.birth_date), _("{n} years old").format(n=one.age) if one.age is not None else ""]
    relation = _("Head of household") if f.is_head else privacy.text(f.relation)
    marks = [_("Emergency contact") if f.is_emergency else "", "" if f.lives_here else _("Lives elsewhere")]
    disability = " ".join(filter(None, [privacy.text(f.disability_kind), privacy.text(f.disability_grade)]))
    labelled = (("self_care", privacy.text(f.self_care)), ("disability_kind", disability),
                ("outside_contacts", f.outside_contacts), ("note", f.note))  # fmt: skip
    lines = [_(", ").join(filter(None, marks))]
    lines += [_named(_(field_of(ResidentFields, name).show.label), value) for name, value in labelled if value]
    return f.name, privacy.text(f.sex), "\n".join(filter(None, born)), relation, f.phone, "\n".join(filter(None, lines))


def _hardships(found: Archive) -> Iterator[Block]:
    heads = (_("Kind of hardship"), _("Whose"), _("Cause"), _("Since"), _("Evidence"), _("Has ended"))
    rows = tuple(
        (
            _(one.fields.kind.label),
            one.of or _("All of the household"),
            _(", ").join(filter(None, (privacy.text(one.fields.cause), privacy.text(one.fields.duration)))),
            _day(one.fields.since),
            one.fields.evidence,
            _day(one.ended_on),
        )
        for one in found.file.hardships
    )
    yield from _listed(heads, (1.5, 1.3, 1.6, 2.1, 2.1, 2.1), rows, _("No hardship is on file."))


def _consents(found: Archive) -> Iterator[Block]:
    heads = (_("Consent to"), _("Shared with"), _("Whose"), _("How given"), _("Given on"), _("Valid until"), _("State"))
    rows = tuple(
        (
            _(one.fields.purpose.label),
            one.fields.receiver,
            one.of or _("All of the household"),
            _(one.fields.way.label),
            _day(one.fields.given_on),
            _day(one.withdrawn_on or one.fields.until) or _("Until taken back"),
            _(STANDING[one.standing]),
        )
        for one in found.file.consents
    )
    yield from _listed(heads, (1.3, 1.6, 1.4, 1.2, 2.1, 2.1, 0.8), rows, _("No consent is on file."))


def _open(found: Archive) -> Iterator[Block]:
    known, day = found.known, found.made_on
    told = (
        (_("Problems open"), problems(known, day)),
        (_("Promised"), promises(known, day)),
        (_("Slips waiting"), (waiting(slip, day) for slip in known.slips)),
        (_("Early warnings"), (f"{telling.paper_day(each.on)}　{each.said}" for each in found.warnings)),
        (_("When to go"), dues(known, day) if known.state is HouseholdState.ACTIVE else ()),
        (_("To look at"), (known.focus,)),
    )
    rows = [(label, "\n".join(lines)) for label, lines in told]
    if any(said for _label, said in rows):
        yield _pairs(rows)
    else:
        yield Note(_("Nothing is open."))


def _story(found: Archive) -> Iterator[Block]:
    heads = (_("Day"), _("What"), _("In words"), _("By whom"))
    columns = tuple(Column(head, share) for head, share in zip(heads, (2.15, 2.2, 6.15, 1.3), strict=True))
    yield Listing("", columns, tuple(_happened(each) for each in found.story))


def _happened(entry: Entry) -> tuple[str, str, str, str]:
    day = telling.paper_day(entry.day)
    if entry.visit:
        f = entry.visit.fields
        how = telling.way_and_outcome(f.way, f.outcome)
        return (
            day,
            _("{event}: {what}").format(event=_(entry.event.label), what=how),
            said(f),
            listed(entry.visit.staff),
        )
    what = entry.what
    if entry.event not in SELF_TOLD:
        what = _("{event}: {what}").format(event=_(entry.event.label), what=what)
    return day, what, entry.words, entry.by


def said(f: VisitFields) -> str:
    """All that was written at a visit, part by part."""
    lines = []
    for part in PARTS:
        told = [_named(_(each.show.label), words) for each, words in written(f, part) if each.name not in IN_THE_HEAD]
        if told:
            lines.append(_("[{part}] ").format(part=_(LEADS[part.__name__])) + _("; ").join(told))
    return "\n".join(lines) or _("Nothing was written.")


def _named(label: str, value: str) -> str:
    return _("{need}: {what}").format(need=label, what=value)


def _attachments(found: Archive) -> Iterator[Block]:
    heads = (_("Day"), _("Photo or paper"), _("Caption"))
    rows = tuple((telling.paper_day(one.on), _(one.kind.label), one.caption) for one in found.attached)
    yield from _listed(heads, (2.2, 1.3, 6), rows, _("Nothing is attached."))
    if found.photos_left_out:
        words = _("Photos not printed, as no consent holds or there are too many: {n}.")
        yield Note(words.format(n=found.photos_left_out))
    shown = [
        (one.content, _captioned(one)) for one in found.attached if one.kind is AttachmentKind.PHOTO and one.content
    ]
    yield from (PhotoRow(tuple(shown[n : n + 2])) for n in range(0, len(shown), 2))


def _captioned(one: Attached) -> str:
    return "　".join(filter(None, (telling.paper_day(one.on), one.caption)))


def _listed(
    heads: Sequence[str], shares: Sequence[float], rows: Sequence[tuple[str, ...]], none: str
) -> Iterator[Block]:
    if rows:
        yield Listing("", tuple(Column(head, share) for head, share in zip(heads, shares, strict=True)), tuple(rows))
    else:
        yield Note(none)


def _day(day: date | None) -> str:
    return telling.paper_day(day) if day else ""
