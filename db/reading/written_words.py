"""How a table of words is written down: what means a choice, and what is only near it."""

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from db.fields import Choice
from db.reading.cell import folded, text_of

K = TypeVar("K", bound=Choice)


class Near(NamedTuple):
    """A word that is not exactly ours: taken for the choice, said, and kept in the note."""

    choice: Choice


Table = Mapping[str, Choice | Near]


def keys(words: Mapping[K, str]) -> dict[str, K]:
    """Words that are looked for within a sentence, in the order in which they are tried."""
    return {word: choice for choice, each in words.items() for word in each.split()}


def table(exact: Mapping[Choice, str], near: Mapping[Choice, str] | None = None) -> Table:
    """Words between blanks, for each choice. A word that stands for two choices is a mistake in the table."""
    found: dict[str, Choice | Near] = {}
    for choices, wrap in ((exact, False), (near or {}, True)):
        for choice, words in choices.items():
            for word in words.split():
                told = Near(choice) if wrap else choice
                if found.setdefault(folded(text_of(word)), told) != told:
                    raise ValueError(f"{word} means two things")
    return found
