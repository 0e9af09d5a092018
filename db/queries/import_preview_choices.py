"""What a person has decided about an import before it is written. JSON keeps it between two screens."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from db.choices import LineChoice


@dataclass(frozen=True)
class Decision:
    """About one row, or the rows of one door. `household_id`: which of the files offered, for JOIN; 0: the first."""

    choice: LineChoice
    household_id: int = 0


@dataclass(frozen=True)
class Choices:
    """`lines`: by the key of a line; what is not in it is decided as its line proposes. `staff`: by the name on the
    list, an account's id, or None: noted as a companion. `new_buildings`: buildings that only the list knows are made.
    """

    lines: Mapping[str, Decision] = field(default_factory=dict)
    staff: Mapping[str, int | None] = field(default_factory=dict)
    new_buildings: bool = False

    def of(self, key: str, proposed: LineChoice) -> Decision:
        return self.lines.get(key) or Decision(proposed)

    def to_text(self) -> str:
        lines = {key: [str(each.choice), each.household_id] for key, each in self.lines.items()}
        return json.dumps({"lines": lines, "staff": dict(self.staff), "new_buildings": self.new_buildings})

    @classmethod
    def from_text(cls, text: str) -> "Choices":
        told = json.loads(text or "{}")
        lines = {key: Decision(LineChoice(choice), which) for key, (choice, which) in told.get("lines", {}).items()}
        return cls(lines, told.get("staff", {}), told.get("new_buildings", False))
