"""Columns that slipped by one against their head: told by what is in them, where the names alone would be wrong."""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

FITS, FITS_NOT = 0.7, 0.25
AT_LEAST = 2  # columns that fit under another title and not under their own


class Shift(NamedTuple):
    """From column `first` on, the cells stand `by` columns to the right of their titles."""

    first: int
    by: int


def shift(strict: Iterable[int], indexes: Iterable[int], share: Callable[[int, int], float | None]) -> Shift | None:
    """`strict` are the columns whose title tells what their cells must look like. `share(title, column)`: how many of
    the column's cells fit the title, None where it has none.
    """
    there, told = set(indexes), sorted(strict)
    own: Mapping[int, float | None] = {title: share(title, title) for title in told}
    if sum(fit is not None and fit < FITS_NOT for fit in own.values()) < AT_LEAST:
        return None
    best: tuple[int, Shift] | None = None
    for by in (1, -1):
        for first in told:
            moved = [title for title in told if title >= first]
            fits = sum((share(title, title + by) or 0.0) >= FITS for title in moved if title + by in there)
            loses = sum((own[title] or 0.0) >= FITS for title in moved)
            wrong_before = sum(own[t] is not None and (own[t] or 0) < FITS_NOT for t in told if t < first)
            gain = fits - loses - wrong_before
            if fits >= AT_LEAST and not loses and (best is None or gain > best[0]):
                best = (gain, Shift(first, by))
    return best[1] if best else None
