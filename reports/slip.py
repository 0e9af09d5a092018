"""The referral slip (转介单): one page, with a receipt (回执) to be torn off and sent back.

It says what the consent covers and no more, and nothing that looks as if an authority had issued it.
"""

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from db import telling
from db.choices import ReferralState
from db.papers import Slip
from db.words import _
from reports import sheet
from reports.flowables import Text
from reports.forms import Cell, Cut, Grid, day_gaps, headed
from reports.paper import About, Paper, bound, file_named
from reports.saying import words_of
from reports.sheet import Style

ANSWERS = (ReferralState.ACCEPTED, ReferralState.DONE, ReferralState.REFUSED)


def pdf(found: Slip) -> bytes:
    return drawn(found).content


def drawn(found: Slip) -> Paper:
    for style in (sheet.FORM_LARGE, sheet.FORM_TEXT, sheet.FORM_SMALL):
        story = [*slip(found, style), cut(found), *receipt(found, style)]
        if high(story) <= sheet.FORM.height:
            break
    title = _("Referral slip {number}").format(number=found.number)
    return bound(story, About(title, sender(found), found.to.name, found.sent_on), sheet.FORM)


def name_for(number: str) -> str:
    return file_named(_("Referral slip"), number)


def high(story: Sequence[Flowable]) -> float:
    """How much of a page a story takes."""
    around = sum(item.getSpaceBefore() + item.getSpaceAfter() for item in story)
    return around + sum(item.wrap(sheet.FORM.width, sheet.FORM.height)[1] for item in story)


def cut(found: Slip) -> Cut:
    return Cut(_("Tear off here and send back to: {name}").format(name=sender(found)))


def sender(found: Slip) -> str:
    return found.estate.company or found.estate.issuing_unit or found.estate.name


def slip(found: Slip, style: Style) -> list[Flowable]:
    unknown = _("Not recorded")
    office = "　".join(filter(None, [found.estate.company, found.estate.name, found.estate.department]))
    clerk = "　".join(filter(None, [found.sent_by, found.department, found.position]))
    contact = "　".join(filter(None, [found.to.contact, found.to.phone, found.to.hours]))
    number = _("No. {number}").format(number=found.number)
    rows = [
        [Cell(_("Sending office"), office)],
        [Cell(_("Handled by"), clerk), Cell(_("Sent on"), telling.paper_day(found.sent_on))],
        [Cell(_("To the office"), found.to.name)],
        [Cell(_("Whom to ask for"), contact or unknown)],
        [Cell(_("Name"), found.person or unknown), Cell(_("Phone"), found.phone or unknown)],
        [Cell(_("Door"), f"{found.estate.name} {found.door}")],
        [Cell(_("What is asked for"), found.reason)],
        [Cell(_("Agreed to"), consent(found))],
        [Cell(_("Reply wanted by"), telling.paper_day(found.reply_by))],
    ]
    only = _("For this matter only. Keep it safe, pass it to nobody else, and destroy it when the law asks no longer.")
    seal = Cell(_("Sender (signature, company seal)"), lines=3, ruled=False)
    return [
        *headed(_("Referral slip"), _("Demonstration") if found.is_demonstration else "", number),
        Grid([*rows, [seal]], style),
        Text(only, sheet.FORM_SMALL),
    ]


def consent(found: Slip) -> str:
    """On what it rests that they are told at all."""
    told = _("On {day} it was agreed that this office is told the above ({way}).").format(
        day=telling.paper_day(found.consent_on), way=_(found.consent_way.label)
    )
    if found.consent_until is None:
        return told
    return told + _(" Valid until {day}.").format(day=telling.paper_day(found.consent_until))


def receipt(found: Slip, style: Style) -> list[Flowable]:
    """Sent back open or handed over: it names nobody, the number is enough."""
    number = _("No. {number}").format(number=found.number)
    rows = [
        [Cell(_("Replying office"), found.to.name)],
        [Cell(_("Our reply"), boxes=tuple(words_of(ANSWERS)))],
        [Cell(_("In words; reason if turned down"), lines=3)],
        [Cell(_("Handled by"), lines=1), Cell(_("Phone"), lines=1)],
        [
            Cell(_("Office (signature or stamp)"), lines=3, ruled=False),
            Cell(_("Date"), day_gaps()),
        ],
    ]
    by = _("Reply wanted by {day}").format(day=telling.paper_day(found.reply_by))
    return [*headed(_("Receipt"), by, number), Grid(rows, style)]
