"""From what is hard and what was found to what might help: rules an office edits. Suggested, never entered. Pure."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from db.choices import HardshipKind as Kind
from db.choices import Hazard, MeasureKind, OutsideHelp
from db.fields import Choice
from db.models import OrganisationFields

M, O = MeasureKind, OutsideHelp  # noqa: E741


@dataclass(frozen=True)
class Suggestion:
    """What suits one hardship or hazard: measures of ours and of others, and whom to ask."""

    measures: tuple[MeasureKind, ...] = ()
    others: tuple[OutsideHelp, ...] = ()


Suggestions = Mapping[Choice, Suggestion]


class Rules(Suggestions):
    """Rules by hardship and hazard. No dict: choices are equal where their values are, and an “other” hardship is no
    “other” hazard."""

    def __init__(self, told: Iterable[tuple[Choice, Suggestion]]) -> None:
        self._told = {key(what): (what, rule) for what, rule in told}

    def __getitem__(self, what: Choice) -> Suggestion:
        return self._told[key(what)][1]

    def __iter__(self) -> Iterator[Choice]:
        return (what for what, _rule in self._told.values())

    def __len__(self) -> int:
        return len(self._told)


PRESET: dict[Choice, Suggestion] = {
    Kind.ALONE: Suggestion((M.CALLS, M.CARD, M.HANDRAIL), (O.FAMILY, O.COMMITTEE)),
    Kind.EMPTY_NEST: Suggestion((M.CALLS, M.CARD, M.ERRANDS), (O.FAMILY, O.COMMITTEE)),
    Kind.VERY_OLD: Suggestion((M.HANDRAIL, M.ESCORT, M.HOME_CARE), (O.HEALTH, O.STREET)),
    Kind.FRAIL: Suggestion((M.HOME_CARE, M.EQUIPMENT, M.ERRANDS), (O.STREET, O.HEALTH)),
    Kind.ILLNESS: Suggestion((M.ESCORT, M.TREATMENT, M.FEE_RELIEF), (O.HEALTH, O.STREET, O.CHARITY)),
    Kind.DISABILITY: Suggestion((M.HANDRAIL, M.EQUIPMENT, M.ESCORT), (O.DISABLED, O.STREET)),
    Kind.MENTAL: Suggestion((M.CALLS, M.COUNSEL), (O.HEALTH, O.COMMITTEE, O.HOTLINE)),
    Kind.MINIMUM_INCOME: Suggestion((M.GIFT, M.FEE_RELIEF, M.PAPERS), (O.STREET, O.CHARITY)),
    Kind.EXTREME_POVERTY: Suggestion((M.GIFT, M.FEE_RELIEF, M.HOME_CARE), (O.STREET, O.CHARITY)),
    Kind.MARGINAL: Suggestion((M.PAPERS, M.FEE_RELIEF), (O.STREET,)),
    Kind.EXPENSES: Suggestion((M.PAPERS, M.ALLOWANCE, M.FEE_RELIEF), (O.STREET, O.CHARITY)),
    Kind.LOST_ONLY_CHILD: Suggestion((M.CALLS, M.COUNSEL), (O.STREET, O.SOCIAL_WORK)),
    Kind.BEREAVED: Suggestion((M.CALLS, M.COUNSEL), (O.FAMILY, O.SOCIAL_WORK, O.HOTLINE)),
    Kind.SINGLE_PARENT: Suggestion((M.PAPERS, M.SCHOOLING), (O.WOMEN, O.COMMITTEE)),
    Kind.CHILD: Suggestion((M.SCHOOLING, M.COUNSEL), (O.COMMITTEE, O.STREET, O.POLICE)),
    Kind.LEFT_BEHIND: Suggestion((M.CALLS, M.SCHOOLING), (O.FAMILY, O.COMMITTEE)),
    Kind.UNEMPLOYED: Suggestion((M.JOB, M.PAPERS), (O.STREET,)),
    Kind.VETERAN: Suggestion((M.GIFT, M.PAPERS), (O.STREET,)),
    Kind.SUDDEN: Suggestion((M.GIFT, M.ALLOWANCE), (O.STREET, O.CHARITY)),
    Hazard.WIRING: Suggestion((M.CHECK, M.REPAIR)),
    Hazard.SOCKETS: Suggestion((M.CHECK,)),
    Hazard.EBIKE: Suggestion((M.CLEAR, M.CHECK), (O.COMMITTEE,)),
    Hazard.GAS_HOSE: Suggestion((M.CHECK, M.REPAIR), (O.GAS,)),
    Hazard.FUMES: Suggestion((M.CHECK,), (O.GAS,)),
    Hazard.GAS_BOTTLE: Suggestion((M.CHECK,), (O.GAS,)),
    Hazard.HEATER: Suggestion((M.CHECK,), (O.FAMILY,)),
    Hazard.PIPES: Suggestion((M.REPAIR,)),
    Hazard.SLIPPERY: Suggestion((M.HANDRAIL, M.REPAIR)),
    Hazard.BLOCKED: Suggestion((M.CLEAR,), (O.COMMITTEE,)),
    Hazard.FALLING: Suggestion((M.REPAIR,)),
    Hazard.COOLING: Suggestion((M.REPAIR,), (O.FAMILY,)),
    Hazard.ALARM: Suggestion((M.CHECK,), (O.GAS,)),
    Hazard.MEDICINE: Suggestion((M.ERRANDS, M.ESCORT), (O.HEALTH, O.FAMILY)),
    Hazard.SIGNS: Suggestion((M.CALLS,), (O.FAMILY, O.COMMITTEE)),
}


def for_what(rules: Suggestions, found: Iterable[Choice]) -> Suggestion:
    """What the rules suggest for all of it together, each once, in the order of what was found."""
    hits = [rules[each] for each in found if each in rules]
    measures = dict.fromkeys(kind for hit in hits for kind in hit.measures)
    others = dict.fromkeys(kind for hit in hits for kind in hit.others)
    return Suggestion(tuple(measures), tuple(others))


def suits(office: OrganisationFields, hit: Suggestion, hard: Collection[Kind]) -> bool:
    """Whether an office is of a kind that is suggested, and serves what is hard here; one that names nothing serves
    everybody."""
    return office.kind in hit.others and (not office.serves or any(kind in hard for kind in office.serves))


def key(what: Choice) -> str:
    """Says which list it is of besides: HardshipKind.alone."""
    return f"{type(what).__name__}.{what.value}"


BY_KEY = {key(what): what for what in (*Kind, *Hazard)}


def to_text(rules: Suggestions) -> str:
    told = {key(what): {"measures": rule.measures, "others": rule.others} for what, rule in rules.items()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Suggestions:
    """As it was set; the preset where nothing was. What a later version no longer knows is left out."""
    if not text:
        return PRESET
    kinds, helps = {each.value: each for each in M}, {each.value: each for each in O}
    return Rules(
        (
            BY_KEY[name],
            Suggestion(
                tuple(kinds[value] for value in rule["measures"] if value in kinds),
                tuple(helps[value] for value in rule["others"] if value in helps),
            ),
        )
        for name, rule in json.loads(text).items()
        if name in BY_KEY
    )
