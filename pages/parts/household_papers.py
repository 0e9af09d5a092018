"""Papers of one household, drawn when their button is pressed: the slip, the consent sheet, the handover sheet."""

from datetime import date
from functools import partial
from typing import Any

from db.changes.paper import log_print
from db.queries import loop_papers as facts
from db.rights import Person
from db.words import DEFAULT, _
from pages.parts import other_papers
from reports import handover, slip


def slip_button(referral_id: int, number: str) -> None:
    """The slip with its tear-off receipt."""
    words = _("Print slip {number}").format(number=number)
    other_papers.button(words, f"{number}.pdf", f"slip.{referral_id}", partial(_slip, referral_id), DEFAULT)


def consent_sheet_button(household_id: int, receiver: str, key: str) -> None:
    """What is to be signed before this receiver may be told."""
    draw = partial(other_papers.draw_consent, household_id, receiver)
    other_papers.button(_("Print the consent sheet"), "consent.pdf", key, draw, DEFAULT)


def handover_button(household_id: int, responsible_id: int | None) -> None:
    draw = partial(_handover, household_id, responsible_id)
    other_papers.button(_("Print the handover sheet"), "handover.pdf", f"handover.{household_id}", draw, DEFAULT)


def _slip(referral_id: int, s: Any, viewer: Person, today: date) -> bytes:
    log_print(s, viewer, "referral", referral_id)
    return slip.pdf(facts.slip(s, viewer, referral_id, today))


def _handover(household_id: int, responsible_id: int | None, s: Any, viewer: Person, today: date) -> bytes:
    log_print(s, viewer, "handover", household_id)
    return handover.pdf(facts.handover(s, viewer, today, responsible_id, household_ids=[household_id]))
