"""Papers of one household, drawn when their button is pressed: its file, a visit's record, slip, consent, handover."""

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from db.changes.paper import log_print
from db.queries import loop_papers as facts
from db.queries.archive import archive as archive_of
from db.queries.household import File
from db.queries.visit_record import visit_record as record_of
from db.rights import Person, Right
from db.words import DEFAULT, _, speaking
from pages.parts import other_papers
from reports import archive, consent_sheet, handover, slip, visit_record


def archive_buttons(viewer: Person, found: File) -> None:
    """The whole file, to be printed or to be worked on; for who may see people."""
    if not viewer.may(Right.SEE_PEOPLE):
        return
    with st.popover(_("Print"), icon=":material/print:", key="household.print"):
        st.caption(_("The whole file, with names and doors. It stays in the house; printing it is logged."))
        for words, ending in ((_("PDF, to be printed"), "pdf"), (_("Word, to be worked on"), "docx")):
            with speaking(DEFAULT):
                name = archive.name_for(found.no, found.door, ending)
            other_papers.button(words, name, f"archive.{ending}", partial(_archive, found.no, ending), DEFAULT)


def visit_button(visit_id: int, day: date) -> None:
    """The record of one visit, to be signed."""
    with speaking(DEFAULT):
        name = visit_record.name_for(day, visit_id)
    other_papers.button(_("Print"), name, f"visit.{visit_id}", partial(_visit, visit_id), DEFAULT, kind="tertiary")


def slip_button(referral_id: int, number: str) -> None:
    """The slip with its tear-off receipt."""
    words = _("Print slip {number}").format(number=number)
    with speaking(DEFAULT):
        name = slip.name_for(number)
    other_papers.button(words, name, f"slip.{referral_id}", partial(_slip, referral_id), DEFAULT)


def consent_sheet_button(household_id: int, receiver: str, key: str) -> None:
    """What is to be signed before this receiver may be told."""
    draw = partial(other_papers.draw_consent, household_id, receiver)
    with speaking(DEFAULT):
        name = consent_sheet.name_for(None)
    other_papers.button(_("Print the consent sheet"), name, key, draw, DEFAULT)


def handover_button(household_id: int, giver: int | None, giver_name: str, today: date) -> None:
    draw = partial(other_papers.draw_handover, giver, None, household_id=household_id)
    with speaking(DEFAULT):
        name = handover.name_for(giver_name, today)
    other_papers.button(_("Print the handover sheet"), name, f"handover.{household_id}", draw, DEFAULT)


def _slip(referral_id: int, s: Any, viewer: Person, today: date) -> bytes:
    log_print(s, viewer, "referral", referral_id)
    return slip.pdf(facts.slip(s, viewer, referral_id, today))


def _archive(no: int, ending: str, s: Any, viewer: Person, today: date) -> bytes:
    found = archive_of(s, viewer, no, today)
    log_print(s, viewer, "household", found.file.id, ending)
    if ending == "docx":
        from reports.archive_docx import docx  # it takes its time, and few ask for it

        return docx(found)
    return archive.pdf(found)


def _visit(visit_id: int, s: Any, viewer: Person, today: date) -> bytes:
    log_print(s, viewer, "visit", visit_id)
    return visit_record.pdf(record_of(s, viewer, visit_id, today))
