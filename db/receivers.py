"""Who a paper for outside goes to, and whose consent to sharing therefore covers it. Pure.

A consent names one office, as it stands among the organisations or in words of its own (居委会和街道). Whoever is
listed in a paper must have agreed to every office that gets it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.choices import OutsideHelp

# The paper for outside is for these two; a receiver or a consent may name them in words of its own.
OFFICES = {
    OutsideHelp.COMMITTEE: re.compile(r"居委|居民委员会|村委|社区$|(?<!owners’ )(?<!owners' )committee", re.IGNORECASE),
    OutsideHelp.STREET: re.compile(r"街道(?!\w*(?:残|妇|社工|社会工作|卫生|派出所))|street", re.IGNORECASE),
}
BETWEEN = re.compile(r"[\n，,、；;。]")

Known = Mapping[str, OutsideHelp]  # the organisations by their names


@dataclass(frozen=True)
class Receivers:
    """`offices` of the two kinds, other organisations on file by name, and names of which nothing is known."""

    offices: tuple[OutsideHelp, ...] = ()
    others: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    def missing(self, agreed: Iterable[str], known: Known) -> tuple[OutsideHelp | str, ...]:
        """Who of them no consent names. `agreed`: the receivers of the consents that hold."""
        names = set(agreed)
        kinds = {kind for name in names for kind in named(name, known)}
        offices = (kind for kind in self.offices if kind not in kinds)
        return (*offices, *(one for one in self.others if one not in names))


def named(text: str, known: Known) -> tuple[OutsideHelp, ...]:
    """Which of the two offices a name means; an organisation on file means what it is there."""
    if kind := known.get(text.strip()):
        return (kind,) if kind in OFFICES else ()
    return tuple(kind for kind, words in OFFICES.items() if words.search(text))


def read(report_to: str, send_to: str, pass_to: str, known: Known) -> Receivers:
    """The receivers as typed, one a line or with commas between; `pass_to` are our own teams, unless an office stands
    among them. Where none of the two offices is named, the paper is for both."""
    outside, teams = _names(f"{report_to}\n{send_to}"), _names(pass_to)
    names = dict.fromkeys((*outside, *teams))
    meant = {kind for name in names for kind in named(name, known)}
    others = [name for name in names if not named(name, known)]
    return Receivers(
        tuple(kind for kind in OFFICES if kind in meant or not meant),
        tuple(name for name in others if name in known),
        tuple(name for name in others if name not in known and name in outside),
    )


def _names(typed: str) -> list[str]:
    return [name for part in BETWEEN.split(typed) if (name := part.strip())]
