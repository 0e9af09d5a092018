"""What the office has set for itself, read once a session: the rhythm of visits, suggestions, hotlines, tiers."""

from sqlalchemy import select as columns
from sqlmodel import Session, col

from db import hotlines, rhythm, suggestions, tiers
from db.hotlines import Hotlines
from db.models import Setting
from db.rhythm import Rhythm
from db.suggestions import Suggestions

RHYTHM, SUGGESTIONS, HOTLINES, TIERS, CAUGHT_UP = "rhythm", "suggestions", "hotlines", "tiers", "caught_up"
ISSUES_BEFORE = "issues_before"
OF_TIERS = columns(col(Setting.value)).where(col(Setting.name) == TIERS)


def text(s: Session, name: str) -> str:
    """The stored value, or an empty text: then the preset holds."""
    found = s.get(Setting, name)
    return found.value if found else ""


def the_rhythm(s: Session) -> Rhythm:
    return rhythm.from_text(text(s, RHYTHM))


def the_suggestions(s: Session) -> Suggestions:
    return suggestions.from_text(text(s, SUGGESTIONS))


def the_hotlines(s: Session) -> Hotlines:
    return hotlines.from_text(text(s, HOTLINES))


def learn_tiers(s: Session) -> None:
    """What tiers are called in this house; asked in every run of a page, so it is one cheap question."""
    tiers.use(tiers.from_text(s.execute(OF_TIERS).scalar() or ""))
