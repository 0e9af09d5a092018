"""How an office wants its briefings: which sections in which order under which titles, the note, who gets it. Pure.

What is stored names only what differs from what was delivered, so that a section which a later version brings appears.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from db.models import TemplateFields
from db.words import N_

KEYS = (
    "opening",
    "visits",
    "problems",
    "cases",
    "causes",
    "risks",
    "hazards",
    "warnings",
    "measures",
    "money",
    "balance",
    "effect",
    "promises",
    "asks",
    "next",
    "pictures",
    "attachments",
)
DELIVERED = N_("As delivered")
MOST_TITLE = 30


@dataclass(frozen=True)
class Part:
    """A section of the paper. An empty title is the usual one."""

    key: str
    is_on: bool = True
    title: str = ""


@dataclass(frozen=True)
class Layout:
    """`parts` stand in the order they are printed in."""

    parts: tuple[Part, ...] = tuple(map(Part, KEYS))
    around: TemplateFields = field(default_factory=TemplateFields)

    def arranged(self, keys: Sequence[str]) -> list[str]:
        """Which of these are printed, in order. One that no part knows comes where it was delivered."""
        known = {part.key: part for part in self.parts}
        wanted = [part.key for part in self.parts if part.is_on and part.key in keys]
        for n, key in enumerate(keys):
            if key not in known:
                before = [each for each in keys[:n] if each in wanted]
                wanted.insert(wanted.index(before[-1]) + 1 if before else 0, key)
        return wanted

    def title_of(self, key: str) -> str:
        return next((part.title for part in self.parts if part.key == key), "")

    def part(self, key: str) -> Part:
        return next((part for part in self.parts if part.key == key), Part(key))

    def with_part(self, changed: Part) -> "Layout":
        return replace(self, parts=tuple(changed if part.key == changed.key else part for part in self.parts))

    @property
    def receivers(self) -> tuple[str, str, str] | None:
        """Who the paper goes to, where the template says so itself."""
        around = self.around
        return (around.report_to, around.send_to, around.pass_to) if around.own_receivers else None

    def moved(self, key: str, by: int) -> "Layout":
        """A section further up (-1) or down (1)."""
        parts = list(self.parts)
        at = next(n for n, part in enumerate(parts) if part.key == key)
        parts.insert(max(at + by, 0), parts.pop(at))
        return replace(self, parts=tuple(parts))


def to_text(layout: Layout) -> str:
    told = {"parts": [asdict(part) for part in layout.parts], "around": layout.around.model_dump()}
    return json.dumps(told, ensure_ascii=False)


def from_text(text: str) -> Layout:
    """Keys nobody knows any more are left out; new ones come where they were delivered."""
    told: Mapping[str, Any] = json.loads(text or "{}")
    kept: dict[str, Part] = {}
    for each in told.get("parts", ()):
        if each.get("key") in KEYS:
            kept.setdefault(each["key"], Part(each["key"], bool(each.get("is_on", True)), str(each.get("title", ""))))
    order = Layout(tuple(kept.values())).arranged(KEYS)
    off = [key for key in kept if key not in order]
    for key in off:  # kept out, but not forgotten where it stood
        order.insert(list(kept).index(key), key)
    around = {name: value for name, value in told.get("around", {}).items() if name in TemplateFields.model_fields}
    return Layout(tuple(kept.get(key, Part(key)) for key in order), TemplateFields(**around))
