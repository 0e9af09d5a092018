"""第N期 and 总第N期: the number an issue takes within its year and within its series. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from db.choices import Audience


@dataclass(frozen=True)
class Numbers:
    year: int
    no: int
    total: int


def following(year: int, last: Numbers, before: Numbers) -> Numbers:
    """The next number: after the `last` one given here, and after those that came `before` the first one here.

    `last.no` is that of `last.year`; another year begins with 1.
    """
    numbers = [each.no for each in (last, before) if each.year == year]
    return Numbers(year, max(numbers, default=0) + 1, max(last.total, before.total) + 1)


def to_text(before: Mapping[Audience, Numbers]) -> str:
    return json.dumps({str(audience): asdict(each) for audience, each in before.items()})


def from_text(text: str) -> dict[Audience, Numbers]:
    return {Audience(audience): Numbers(**told) for audience, told in json.loads(text or "{}").items()}
