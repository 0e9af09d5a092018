"""What everybody may know of the house before signing in: is it open, what is its name, is it a demonstration."""

from dataclasses import dataclass

from sqlmodel import Session, select

from db.models import Estate


@dataclass(frozen=True)
class House:
    name: str
    demonstration: bool


def house(s: Session) -> House | None:
    """None until somebody has set it up."""
    found = s.exec(select(Estate.name, Estate.demonstration)).first()
    return House(*found) if found else None
