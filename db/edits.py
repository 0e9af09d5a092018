"""What was written into a briefing's sections before it was issued, and whether its figures match the facts. Pure.

A section's text is a paragraph a line. An edit is kept with the text it was written over: when the facts move on, the
two tell what moved.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from db.briefing import BriefingAsked
from db.choices import BriefingKind

NUMERALS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
TENS = {"十": 10, "百": 100}
FIGURE = re.compile(r"\d+(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?")
# 十二户, 两次. A single 一 is mostly no number (一户一档, 进一步, 一次性), and so is not read as one.
SIGNS = "〇零一二两三四五六七八九十百"
SPELLED = re.compile(rf"(?<![第{SIGNS}])([{SIGNS}]+)(?=[户人次件名位项起份元天栋])")


@dataclass(frozen=True)
class Edit:
    """`over`: the section's text when it was written. `version`: of the draft that brought it."""

    words: str
    over: str
    by: str = ""
    version: int = 0


Edits = Mapping[str, Edit]


def to_text(edits: Edits) -> str:
    return json.dumps({key: asdict(edit) for key, edit in edits.items()}, ensure_ascii=False)


def from_text(text: str) -> dict[str, Edit]:
    return {key: Edit(**told) for key, told in json.loads(text or "{}").items()}


def key_of(asked: BriefingAsked, language: str) -> str:
    """Which briefing is written into. A month under way is the same one tomorrow, so its last day does not count."""
    match asked.kind:
        case BriefingKind.ROUND:
            days = f"round{asked.round_id}"
        case BriefingKind.DAYS:
            days = f"{asked.start}..{asked.end}"
        case _:
            days = f"{asked.kind}{asked.start}"
    return "|".join((asked.audience, language, days, str(asked.building_id or ""), asked.hardship or ""))


def figures(text: str) -> Counter[str]:
    """The numbers in a text, however they are written: 1,200, １２, 十二户."""
    text = unicodedata.normalize("NFKC", text)
    found = Counter(_plain(number) for number in FIGURE.findall(text))
    for numeral in SPELLED.findall(text):
        if numeral != "一":
            found[str(valued(numeral))] += 1
    return found


def _plain(number: str) -> str:
    whole, dot, rest = number.replace(",", "").partition(".")
    return (whole.lstrip("0") or "0") + (dot + rest if rest.strip("0") else "")


def valued(numeral: str) -> int:
    """十二 is 12, 二十 20, 一百零五 105."""
    total = held = 0
    for sign in numeral:
        if sign in TENS:
            total += (held or 1) * TENS[sign]
            held = 0
        else:
            held = NUMERALS[sign] + (held * 10 if held else 0)
    return total + held


@dataclass(frozen=True)
class Mark:
    """What no longer matches: figures the facts had when this was written and have no more, those they have instead,
    and figures that only the edit holds."""

    gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.new or self.unknown)


def mark(edit: Edit, now: str, known: str) -> Mark:
    """`now` is the section's text by today's facts, `known` all else that the section says of them (its tables)."""
    before, after, mine = figures(edit.over), figures(now), figures(edit.words)
    unknown = set(mine) - set(after) - set(figures(known))
    return Mark(_sorted(before - after), _sorted(after - before), _sorted(unknown))


def _sorted(found: Counter[str] | set[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda each: (float(each), each)))
