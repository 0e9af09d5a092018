"""What the office has set for itself, read once a session: the rhythm of visits and the suggestions."""

from sqlmodel import Session

from db import rhythm, suggestions
from db.models import Setting
from db.rhythm import Rhythm
from db.suggestions import Suggestions

RHYTHM, SUGGESTIONS, CAUGHT_UP = "rhythm", "suggestions", "caught_up"


def text(s: Session, name: str) -> str:
    """The stored value, or an empty text: then the preset holds."""
    found = s.get(Setting, name)
    return found.value if found else ""


def the_rhythm(s: Session) -> Rhythm:
    return rhythm.from_text(text(s, RHYTHM))


def the_suggestions(s: Session) -> Suggestions:
    return suggestions.from_text(text(s, SUGGESTIONS))
