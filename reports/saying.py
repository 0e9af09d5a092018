"""How facts are said in a paper: lists, counts and numerals, in either language."""

from collections.abc import Iterable, Mapping
from typing import Any

from db.choices import ReferralState
from db.fields import Choice
from db.models import PARTS
from db.words import N_, _, filled, language
from reports.sheet import Style, english

NUMERALS = "零一二三四五六七八九十"
# The parts of the form for a visit, as papers head them.
LEADS = dict(
    zip(
        (part.__name__ for part in PARTS),
        (N_("Meeting"), N_("Asked for and said"), N_("Seen"), N_("Causes and risk"), N_("Measures")),
        strict=True,
    )
)


def styled(style: Style) -> Style:
    return english(style) if language() == "en" else style


def counted(counts: Mapping[Any, int], each: str) -> str:
    """见到本人 18，见到家人 2。 Rarer kinds together are 其余, unless they are all there is: 共 20。"""
    rest = _("in all") if list(counts) == [None] else ""
    told = [each.format(word=rest or label(of), n=n).replace("） ", "）") for of, n in counts.items()]
    return (", " if language() == "en" else "，").join(told) + ("." if language() == "en" else "。")


def joined(*sentences: str) -> str:
    return (" " if language() == "en" else "").join(filter(None, sentences))


def listed(parts: Iterable[str]) -> str:
    """慰问品、免费小修; with a stronger mark where a part has such a one of its own: 定期上门，装扶手、坡道."""
    there = list(parts)
    if language() == "en":
        return ("; " if len(there) > 1 and any(", " in part for part in there) else ", ").join(there)
    return ("，" if len(there) > 1 and any("、" in part for part in there) else "、").join(there)


def doors(parts: Iterable[str]) -> str:
    """Doors in a row; in English a door has commas of its own."""
    return ("; " if language() == "en" else "、").join(parts)


def words(choices: Iterable[Choice]) -> str:
    return listed(words_of(choices))


def words_of(choices: Iterable[Choice]) -> list[str]:
    return [_(choice.label) for choice in choices]


def numeral(number: int) -> str:
    """一 to 九十九, as headings are numbered; plain figures in English."""
    if language() == "en":
        return str(number)
    tens, ones = divmod(number, 10)
    return (NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (NUMERALS[ones] if ones or not tens else "")


def sentence(*parts: str) -> str:
    """Clauses in a row, closed by a stop; empty ones are left out."""
    told = (", " if language() == "en" else "，").join(filter(None, parts))
    return f"{told}{'.' if language() == 'en' else '。'}" if told else ""


def ended(text: str) -> str:
    """Typed words without the stop they may end with: the sentence around them has its own."""
    return text.strip().rstrip("。.；; ")


def share(n: int, of: int) -> str:
    """38.9%, 50%; nothing is a share of nothing."""
    return f"{round(100 * n / of, 1):g}%" if int(of) else "—"


def days_late(n: int) -> str:
    return filled(_("{n} {n:day|days} late"), n=n) if n else ""


def answered(state: ReferralState, reply: str) -> str:
    """How a slip was answered, and in which words; the state is not said twice where they begin with it."""
    told, said = _(state.label), ended(reply)
    return said if said.startswith(told) else _(", ").join(filter(None, (told, said)))


def label(kind: Choice | None) -> str:
    """A kind's word; None are rarer kinds together."""
    return _(kind.label) if kind else _("all others")
