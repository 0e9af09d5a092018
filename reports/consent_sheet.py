"""The consent sheet (知情同意书): what is kept, why, who is told, for how long; each purpose is agreed to apart.

It follows the personal information law: articles 13 to 17 (told before agreeing, free to refuse, easy to withdraw), 23
(another office only with its name and a consent of its own), 25 (publication), 28 to 31 (sensitive, under fourteen).
"""

from reportlab.platypus.flowables import Flowable, PageBreak

from db import telling
from db.choices import Purpose
from db.fields import On, fields_of
from db.models import HardshipFields, ResidentFields
from db.papers import ConsentSheet
from db.words import N_, _, language
from reports import sheet
from reports.flowables import Text, Together
from reports.forms import BOX, GAP, Cell, Cut, Grid, day_gaps, flat, headed
from reports.outline import heading
from reports.paper import About, Paper, bound, file_named
from reports.saying import listed, styled

MINOR = 14  # years, from which a child may agree by itself
SIGNING = 3  # lines to sign, at least
PURPOSES: dict[Purpose, str] = {
    Purpose.ARCHIVE: N_(
        "The office keeps and uses the above about me and those at home, sensitive information included, to visit us."
    ),
    Purpose.PHOTO: N_("Photos are taken on a visit and kept with the file. I am asked before each one."),
    Purpose.SHARING: N_(
        "{receiver} is told my name, door and phone, what help is asked for and why (this may be about health or"
        " hardship), so that it can help. It answers for what it keeps. Nothing else goes there, no other office is"
        " told."
    ),
    Purpose.PUBLICATION: N_("My story or photos may be published, after I have seen them. Where: {gap}"),
}


def pdf(found: ConsentSheet) -> bytes:
    return drawn(found).content


def drawn(found: ConsentSheet) -> Paper:
    story: list[Flowable] = [*head(found)]
    for number, (title, words) in enumerate(told(found), 1):
        story.append(Text(heading(1, number, title), styled(sheet.FORM_LARGE_HEADING)))
        story.append(Text(words, styled(sheet.FORM_BODY)))
    story.append(PageBreak())  # what is agreed to and who signs stand on one side
    story += [*choices(found, len(told(found)) + 1), *signatures(found), *withdrawal(found)]
    about = About(_("Consent sheet"), handler(found), found.estate.name, found.made_on)
    return bound(story, about, sheet.FORM)


def name_for(no: int | None) -> str:
    return file_named(_("Consent sheet"), telling.number(no) if no else "")


def handler(found: ConsentSheet) -> str:
    return found.estate.company or found.estate.issuing_unit or found.estate.name


def head(found: ConsentSheet) -> list[Flowable]:
    mark = _("Demonstration") if found.is_demonstration else found.estate.name
    number = _("File {number}").format(number=telling.number(found.no)) if found.no else ""
    opening = _(
        "{handler} calls on households that have a hard time. Please read this, or have it read to you, and ask. Agree"
        " only to what you want; whatever you choose, now or later, the property service stays the same."
    )
    return [
        *headed(_("Consent to the use of personal information"), mark, number),
        Grid([[Cell(_("Door"), found.door), Cell(_("Head of household"), found.people[0][0] if found.people else "")]]),
        Text(opening.format(handler=handler(found)), styled(sheet.FORM_BODY)),
    ]


def told(found: ConsentSheet) -> list[tuple[str, str]]:
    """What has to be told before anybody agrees, each under its heading."""
    office = _(", ").join(
        filter(None, [found.estate.company, found.estate.name, found.estate.department, found.estate.address])
    )
    about_people = listed(_(f.show.label) for f in fields_of(ResidentFields, On.FORM) if f.show.personal)
    about_hardship = listed(_(f.show.label) for f in fields_of(HardshipFields, On.FORM) if f.show.personal)
    return [
        (
            _("Who keeps it"),
            _("{office}. Whom to ask: {gap} Phone: {gap}").format(office=office, gap=GAP * 7),
        ),
        (
            _("What is kept"),
            _(
                "Of each person: {people}. Of what is hard: {hardship}. Of each visit: when, who came, what you said"
                " and asked for, what was seen, what was promised and done. Health, disability, self-care, hardship,"
                " and everything about a child under fourteen is sensitive information."
            ).format(people=about_people, hardship=about_hardship),
        ),
        (
            _("What for, and why it is needed"),
            _(
                "To know who needs help, to come in time, to keep what was promised, to reach you and your family in"
                " an emergency. Without it we do not know whom to see first or whom to ring. If it got out, others"
                " could learn of your illness or troubles. So it stays on the office's own computer, under passwords,"
                " not online; who looks at it, prints it or takes it out is written down. How often we come is"
                " decided by people, never by a computer alone; you may ask why."
            ),
        ),
        (
            _("How long"),
            _(
                "As long as you agree and visits are needed. After that it is no longer used, and it is deleted unless"
                " the law asks to keep it."
            ),
        ),
        (
            _("Your rights"),
            _(
                "At any time you may look at it, have a copy, have it corrected or deleted, ask for an explanation, and"
                " take back any consent, by word or in writing, at the office named above. What was done before stays"
                " lawful. If we cannot do what you ask, we say why."
            ),
        ),
        (
            _("In an emergency"),
            _(
                "When life, health or property is in danger, we may call 110, 120, 119 or your family without asking"
                " first, and tell you afterwards."
            ),
        ),
    ]


def choices(found: ConsentSheet, number: int) -> list[Flowable]:
    """Each purpose by itself, with its own two boxes."""
    receiver = flat(found.receiver) or GAP * 10
    contact = "　".join(filter(None, [flat(found.contact), flat(found.contact_phone)]))
    named = _("{receiver} ({contact})").format(receiver=receiver, contact=contact) if contact else receiver
    boxes = (_("I agree"), _("I do not agree"))
    rows = [
        [Cell(_(purpose.label), _(words).format(receiver=named, gap=GAP * 5), boxes=boxes)]
        for purpose, words in PURPOSES.items()
    ]
    until = _("up to {day}").format(day=day_gaps())
    rows.append([Cell(_("How long it holds"), boxes=(_("one year"), until, _("until I take it back")))])
    title = _("Tick one box for each")
    return [Text(heading(1, number, title), styled(sheet.FORM_LARGE_HEADING)), Grid(rows, sheet.FORM_LARGE)]


def signatures(found: ConsentSheet) -> list[Flowable]:
    """Everybody grown up signs for himself; for a child under fourteen its guardian."""
    people = [(flat(name), age is not None and age < MINOR) for name, age in found.people]
    people += [("", False)] * max(SIGNING - len(people), 0)
    rows = [
        [
            Cell(_("Name"), name),
            Cell(_("Guardian signs") if is_minor else _("Signature"), share=1.3),
            Cell(_("Date"), lines=1),
        ]
        for name, is_minor in people
    ]
    rows.append([Cell(_("Witness, if spoken")), Cell(_("Handled by"), share=1.3), Cell(_("Date"), lines=1)])
    note = _(
        "Each adult signs for himself; for a child under fourteen a parent or other guardian signs. Two copies, one"
        " stays with you."
    )
    return [Text(" ", sheet.FORM_SMALL), Together([Grid(rows, sheet.FORM_LARGE)], Text(note, sheet.FORM_SMALL))]


def withdrawal(found: ConsentSheet) -> list[Flowable]:
    """Taking it back must be as easy as giving it."""
    told = _("I take back my consent to: {boxes}").format(
        boxes=("　" if language() == "zh_CN" else "  ").join(f"{BOX} {_(purpose.label)}" for purpose in PURPOSES)
    )
    sign = _("Name {gap} Signature {gap} Date {gap}").format(gap=GAP * 7)
    cut = Cut(_("To take it back, hand this in; a word will do as well"))
    return [Together([cut], Text(f"{told}\n{sign}", styled(sheet.FORM_BODY)))]
