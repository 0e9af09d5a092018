"""Rules of the trade. Pure: rows and a day in, an answer out; nothing is read or written."""

from datetime import date

from db.choices import Purpose
from db.models import Consent


def age(birth: date | None, today: date) -> int | None:
    """Whole years on a day; a birthday on 29 February is kept on 1 March in other years."""
    if birth is None or birth > today:
        return None
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def holds(consent: Consent, purpose: Purpose, day: date, receiver: str | None = None) -> bool:
    """Whether a consent covers a purpose on a day; for sharing, whether it names this receiver."""
    return (
        consent.purpose is purpose
        and consent.given_on <= day
        and (consent.until is None or day <= consent.until)
        and (consent.withdrawn_on is None or day < consent.withdrawn_on)
        and (receiver is None or consent.receiver == receiver)
    )
