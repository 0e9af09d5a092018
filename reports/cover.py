"""What stands around a briefing's text: its number and title, the editor's note, who gets it. A draft has no number."""

from dataclasses import dataclass
from datetime import date

from db import telling
from db.briefing import Briefing
from db.choices import Audience, OutsideHelp
from db.words import N_, _, language
from reports.saying import joined
from reports.text import clean
from reports.titles import title

MARKS = {
    Audience.INTERNAL: N_("Internal. Keep safe."),
    Audience.COMMITTEE: N_("For the neighbourhood committee and the street office"),
    Audience.NOTICE: N_("For the notice board"),
}
ONE_OFFICE = {
    OutsideHelp.COMMITTEE: N_("For the neighbourhood committee"),
    OutsideHelp.STREET: N_("For the street office"),
}


@dataclass(frozen=True)
class Cover:
    """The head and the foot of one issue. Receivers are as typed: one a line, or with commas between them.

    `number` counts within the year, `running` from the first issue on. `issued_on` is the day in the head; without it
    the day the facts were gathered. `correction` says which issue this one corrects.
    """

    title: str
    number: int | None = None
    running: int | None = None
    issued_on: date | None = None
    note: str = ""
    report_to: str = ""
    send_to: str = ""
    pass_to: str = ""
    copies: int | None = None
    correction: str = ""
    watermark: str = ""
    language: str = "zh_CN"

    @property
    def is_draft(self) -> bool:
        return self.number is None


def draft(facts: Briefing) -> Cover:
    """The cover nobody has written on yet: the usual title, the office's own receivers. A notice board has none, and
    what names people inside the house goes to our own teams alone."""
    estate, spoken = facts.estate, language()
    if facts.asked.audience is Audience.NOTICE:
        return Cover(title(facts), language=spoken)
    goes_out = facts.asked.audience is not Audience.INTERNAL
    return Cover(
        title(facts),
        report_to=estate.report_to if goes_out else "",
        send_to=estate.send_to if goes_out else "",
        pass_to=estate.pass_to,
        language=spoken,
    )


def mark(facts: Briefing) -> str:
    """For whom it is, top left: of committee and street the one it goes to, where it goes to one only."""
    if facts.asked.audience is Audience.COMMITTEE and len(facts.offices) == 1:
        return _(ONE_OFFICE[facts.offices[0]])
    return _(MARKS[facts.asked.audience])


def briefing_name(facts: Briefing) -> str:
    return facts.estate.briefing_name or _("Briefing on visits to households in hardship")


def issuing_unit(facts: Briefing) -> str:
    return facts.estate.issuing_unit or facts.estate.company or facts.estate.name


def scope(facts: Briefing) -> str:
    """What the paper is limited to; nothing when it is about the whole estate."""
    limits = [facts.building, _(facts.asked.hardship.label) if facts.asked.hardship else ""]
    told = (", " if language() == "en" else "，").join(filter(None, limits))
    return _("Only: {scope}").format(scope=told) if told else ""


def numbered(cover: Cover) -> str:
    """第3期, 第3期（总第15期）; or 草稿."""
    if cover.number is None:
        return _("Draft")
    if cover.running is None:
        return _("Issue no. {number}").format(number=cover.number)
    return _("Issue no. {number} ({running} since the first)").format(number=cover.number, running=cover.running)


def correcting(number: int, day: date, why: str = "") -> str:
    """更正2026年11月2日第3期：走访户数有误。"""
    told = _("This corrects issue no. {number} of {day}").format(number=number, day=telling.paper_day(day))
    stop = "." if language() == "en" else "。"
    reason = why.strip().rstrip("。.")
    return joined(_("{told}:").format(told=told), f"{reason}{stop}") if reason else f"{told}{stop}"


def receivers(cover: Cover) -> list[tuple[str, str]]:
    """报, 送 and 发, each with its offices in one row; who is not named has no line."""
    lines = ((_("To: "), cover.report_to), (_("Copy: "), cover.send_to), (_("For: "), cover.pass_to))
    return [(label, told) for label, typed in lines if (told := _offices(typed))]


def copied(cover: Cover) -> str:
    return _("Copies: {n}").format(n=cover.copies) if cover.copies else ""


def _offices(typed: str) -> str:
    """Offices as typed, a line each or with commas, in one row that ends with a stop."""
    comma, stop = (", ", ".") if language() == "en" else ("，", "。")
    rows = filter(None, (row.strip(" 　，,、；;。.") for row in clean(typed).split("\n")))
    told = comma.join(rows)
    return told + stop if told else ""
