"""What can be refused. Each error is a plain sentence in the reader's language that says what to do."""

from collections.abc import Mapping
from typing import Any


class Refused(Exception):  # noqa: N818 (it is an answer, not a fault)
    """A deed that is not done, and why."""


class NotAllowed(Refused):
    """This person's role does not allow it. The store writes the refusal to the log."""

    def __init__(self, sentence: str, actor_id: int | None = None, who: str = "", right: str = "") -> None:
        self.actor_id, self.who, self.right = actor_id, who, right
        super().__init__(sentence)


class Busy(Refused):
    """Others have been writing for so long that this deed was not begun."""


class NotFound(Refused):
    """There is no such record, or not any more."""


class Invalid(Refused):
    """Answers that cannot be stored: a sentence for each field."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(" ".join(self.problems.values()))


class Conflict(Refused):
    """Somebody saved the record since it was opened. Nothing is overwritten; both texts are kept.

    `differences` maps a field to (what is stored now, what was about to be stored). `record_id` names the record
    where the writer cannot know it: a form sent twice.
    """

    def __init__(self, sentence: str, differences: Mapping[str, tuple[Any, Any]], record_id: int | None = None) -> None:
        self.differences, self.record_id = dict(differences), record_id
        super().__init__(sentence)
