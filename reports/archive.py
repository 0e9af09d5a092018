"""A household's whole file (一户一档) as a paper: who lives there, what is hard, all that happened, what is open.

It is for the house only, so it is written in full; PDF and DOCX say the same.
"""

from reportlab.platypus.flowables import Flowable

from db import telling
from db.papers import Archive
from db.words import _
from reports import set_pdf, sheet
from reports.archive_parts import sections
from reports.forms import headed
from reports.paper import About, Paper, bound, file_named


def pdf(found: Archive) -> bytes:
    return drawn(found).content


def drawn(found: Archive) -> Paper:
    story: list[Flowable] = [*headed(_("Household file"), *sides(found)), *set_pdf.story(sections(found))]
    return bound(story, about(found), sheet.FORM)


def name_for(no: int, door: str, ending: str = "pdf") -> str:
    """一户一档_0087_3栋-1单元-1202.pdf"""
    name = file_named(_("Household file"), telling.number(no), door.replace(" ", "-"))
    return f"{name.removesuffix('pdf')}{ending}"


def sides(found: Archive) -> tuple[str, str]:
    """The line below the title: whose it is and who printed it, and that it stays in the house."""
    mark = _("Demonstration") if found.is_demonstration else _("Internal. Keep safe.")
    told = _("{estate}, printed {day} by {name}") if found.made_by else _("{estate}, printed {day}")
    printed = told.format(estate=found.estate.name, day=telling.paper_day(found.made_on), name=found.made_by)
    return printed, mark


def about(found: Archive) -> About:
    title = f"{_('Household file')} {telling.number(found.file.no)}"
    return About(title, found.estate.name, found.file.door, found.made_on)
