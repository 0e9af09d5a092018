"""Rules of the trade. Pure: rows and a day in, an answer out; nothing is read or written."""

from datetime import date

from db.choices import Purpose
from db.models import Consent

# Words that judge a person instead of telling what was seen or heard (social work records observations).
JUDGING = (
    "胆小",
    "不配合",
    "态度",
    "懒",
    "素质",
    "依赖性强",
    "依赖心",
    "消极",
    "难缠",
    "无理取闹",
    "脾气古怪",
    "性格孤僻",
    "孤僻",
    "爱占便宜",
    "不讲理",
    "不知好歹",
    "不求上进",
    "精神不正常",
    "有病态",
    "邋遢",
    "钉子户",
    "老赖",
)


def age(birth: date | None, today: date) -> int | None:
    """Whole years on a day; a birthday on 29 February is kept on 1 March in other years."""
    if birth is None or birth > today:
        return None
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def holds(
    consent: Consent, purpose: Purpose, day: date, receiver: str | None = None, resident_id: int | None = None
) -> bool:
    """Whether a consent covers a purpose on a day; for sharing, whether it names this receiver.

    With `resident_id`, whether it is this person's own, or the whole household's: nobody agrees for a grown neighbour.
    """
    return (
        consent.purpose is purpose
        and consent.given_on <= day
        and (consent.until is None or day <= consent.until)
        and (consent.withdrawn_on is None or day < consent.withdrawn_on)
        and (receiver is None or consent.receiver == receiver)
        and (resident_id is None or consent.resident_id in (None, resident_id))
    )


def judging(text: str) -> list[str]:
    """The judging words that stand in a text, longest first and each once."""
    found: list[str] = []
    for word in sorted(JUDGING, key=len, reverse=True):
        if word in text and not any(word in longer for longer in found):
            found.append(word)
    return found
