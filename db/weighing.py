"""The risk of what an import touched, worked out after it in pieces of work of its own, so that others save in between.

It is written all the same if this is cut short: the next morning does the rest.
"""

from datetime import datetime

from db import store
from db.changes import imports
from db.rights import Person

AT_ONCE = 500  # files


def in_pieces(actor: Person, batch_id: int, now: datetime) -> None:
    last = 0
    while True:
        with store.writing() as s:
            last = imports.weigh(s, actor, batch_id, now, last, AT_ONCE)
        if not last:
            return
