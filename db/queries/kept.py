"""Sums that stand until somebody does something, so that a click does not count the whole estate again.

Every deed adds its line to the log in its own transaction: while the log's end is the same, so is what was counted.
Only a new day turns something without a line, and leaves its mark among the settings.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.models import LogHead, Setting
from db.rights import Person
from db.settings import CAUGHT_UP
from db.words import language

MOST = 60  # answers held; one for each question, role and day is few
NEW_DAY = columns(col(Setting.value)).where(col(Setting.name) == CAUGHT_UP).scalar_subquery()
HEAD = columns(col(LogHead.count), col(LogHead.mac), NEW_DAY)
Rest = ParamSpec("Rest")
Answer = TypeVar("Answer")
Question = Callable[Concatenate[Session, Person, Rest], Answer]


def kept(question: Question[Rest, Answer]) -> Question[Rest, Answer]:
    """For a question whose answer is frozen and depends on the viewer's role and language alone: they share it."""
    answers: dict[object, tuple[object, Answer]] = {}

    @wraps(question)
    def asked(s: Session, viewer: Person, *rest: Rest.args, **more: Rest.kwargs) -> Answer:
        here = s.connection()
        if here.get_execution_options().get("writes"):  # in the middle of a deed, whose line is still to come
            return question(s, viewer, *rest, **more)
        head = s.execute(HEAD).one()
        # A pool is one opening of one database: what was counted before it was closed is forgotten.
        key = (here.engine.pool, viewer.role, language(), rest, *more.items())
        held = answers.get(key)
        if held is None or held[0] != head:
            if len(answers) >= MOST:
                answers.clear()
            held = answers[key] = (head, question(s, viewer, *rest, **more))
        return held[1]

    return cast(Question[Rest, Answer], asked)
