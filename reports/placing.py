"""Where things stand that do not fit where they are told: what goes along with them, and what comes up instead."""

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from reports import sheet
from reports.flowables import Stack, Text, Together
from reports.scene_pdf import Drawing

FEWEST = 3  # lines on a last page
SLIGHTLY, MUCH = 0.85, 0.6  # of its size: a picture is made smaller gladly, and if it must be


class Noted(Stack):
    """Something and what stands below it, which never begins a page alone: the end of the other goes along."""

    def __init__(self, body: Flowable, note: Flowable) -> None:
        super().__init__([body, note])
        self.body, self.note = body, note

    def split(self, room: float, height: float) -> list[Flowable]:
        self.wrap(room, height)
        high = self.body.wrap(room, height)[1]
        parts = self.body.split(room, min(height, high - 1))  # less than all of it, so that its end is left
        if len(parts) > 1:
            return [*parts[:-1], Noted(parts[-1], self.note)]
        return [self.body, self.note] if high <= height and self.height > sheet.BLOCK_HEIGHT else []


class Floating(Stack):
    """A picture under its title, and what follows it in its section. Where the picture does not fit, what follows comes
    up and the picture stands behind it; a page is not left half empty before it."""

    def __init__(self, picture: Flowable, others: Sequence[Flowable]) -> None:
        super().__init__([picture, *others])
        self.picture, self.others = picture, list(others)

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        """A picture that would fit if it were a little smaller is made so; a little more where nothing can come up."""
        self._fits(room, height, SLIGHTLY if self.others else MUCH)
        return super().wrap(room, height)

    def split(self, room: float, height: float) -> list[Flowable]:
        if not self.others:
            return self.picture.split(room, height)
        if self._fits(room, height, SLIGHTLY):
            return [self.picture, *self.others]
        if first := _begun(self.others[0], room, height):
            return [*first, Floating(self.picture, self.others[1:])]
        if self._fits(room, height, MUCH):
            return [self.picture, *self.others]
        parts = self.picture.split(room, height)
        return [*parts, *self.others] if len(parts) > 1 else []

    def _fits(self, room: float, height: float, least: float) -> bool:
        """Whether the picture stands in so much height, if need be smaller, down to that part of its size."""
        drawing = _drawing(self.picture)
        if drawing is None:
            return bool(self.picture.wrap(room, height)[1] <= height)
        drawing.reset()
        over = self.picture.wrap(room, height)[1] - height
        return over <= 0 or drawing.shrink(drawing.height - over, least)


def ended(story: list[Flowable]) -> list[Flowable]:
    """The story with enough tied together at its end that no two lines stand alone on the last page."""
    at, lines = len(story), 0
    while at and lines < FEWEST and isinstance(story[at - 1], Text):
        at -= 1
        story[at].wrap(sheet.BLOCK_WIDTH, sheet.BLOCK_HEIGHT)
        lines += len(story[at].lines)
    at -= bool(at and lines < FEWEST)  # what stands before them
    body, tail = story[at], story[at + 1 :]
    if isinstance(body, Text) and not tail:
        body.least = FEWEST
    return [*story[:at], Noted(body, Stack(tail))] if tail else story


def _begun(item: Flowable, room: float, height: float) -> list[Flowable]:
    """The item, in parts if need be; nothing when it does not begin here."""
    if item.wrap(room, height)[1] <= height:
        return [item]
    parts: list[Flowable] = item.split(room, height)
    return parts if len(parts) > 1 else []


def _drawing(item: Flowable) -> Drawing | None:
    match item:
        case Drawing():
            return item
        case Noted(body=body) | Together(body=body):
            return _drawing(body)
    return None
