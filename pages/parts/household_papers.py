"""Papers of one household, drawn when their button is pressed: the slip, the consent sheet, the handover sheet."""

from datetime import date
from functools import partial
from typing import Any

from db.changes.paper import log_print
from db.queries import loop_papers as facts
from db.rights import Person
from db.words import DEFAULT, _, speaking
from pages.parts import other_papers
from reports import consent_sheet, handover, slip


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
