"""The pairs of many households worked out anew at once, where one by one would ask five questions for each."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, bindparam, delete, insert
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.changes.batch_rows import some
from db.models import Gram, Household, Visit
from db.search import grams


def renew_pairs(s: Session, ids: Iterable[int]) -> None:
    """From the words that stand in the households' files and visits; the words themselves are right already."""
    s.flush()
    pair: Any = Gram.__table__  # type: ignore[attr-defined]
    for few in some(sorted(ids)):
        wanted: dict[int, set[str]] = {key: set() for key in few}
        for text in (
            columns(col(Household.id), col(Household.words)).where(col(Household.id).in_(few)),
            columns(col(Visit.household_id), col(Visit.words)).where(col(Visit.household_id).in_(few)),
        ):
            for key, words in s.execute(text):
                wanted[key] |= grams(words)
        there: dict[int, set[str]] = defaultdict(set)
        for key, gram in s.execute(columns(pair.c.household_id, pair.c.gram).where(pair.c.household_id.in_(few))):
            there[key].add(gram)
        gone = [{"its": key, "old": gram} for key in few for gram in sorted(there[key] - wanted[key])]
        new = [{"household_id": key, "gram": gram} for key in few for gram in sorted(wanted[key] - there[key])]
        if gone:
            one = and_(pair.c.household_id == bindparam("its"), pair.c.gram == bindparam("old"))
            s.connection().execute(delete(pair).where(one), gone)
        if new:
            s.connection().execute(insert(pair), new)
