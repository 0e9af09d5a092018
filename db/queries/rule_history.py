"""The versions of the rules of risk, newest first: what each result of the past was worked out by."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.models import Account, RuleSet
from db.rights import Person, Right, require
from db.risk import rules as delivered
from db.risk.rules import Rules

MOST = 30  # versions shown


@dataclass(frozen=True)
class Version:
    """`by` is empty where the program stored them itself: as delivered, or when it learned new factors. `before` are
    the rules it took the place of."""

    number: int
    rules: Rules
    by: str
    at: datetime
    why: str
    before: Rules | None


def versions(s: Session, viewer: Person) -> list[Version]:
    require(viewer, Right.RULES)
    r = RuleSet
    asked = columns(col(r.id), col(r.value), col(Account.display), col(r.set_at), col(r.why))
    asked = asked.outerjoin(Account, col(Account.id) == col(r.set_by_id)).order_by(col(r.id).desc()).limit(MOST + 1)
    rows = [(row, delivered.from_text(row.value)) for row in s.execute(asked)]
    before = [rules for _row, rules in rows[1:]]
    return [
        Version(row.id, rules, row.display or "", row.set_at, row.why, before[n] if n < len(before) else None)
        for n, (row, rules) in enumerate(rows[:MOST])
    ]
