"""How facts are said in a paper: paragraphs, notes, lists and counts, in either language."""

from collections.abc import Iterable, Mapping
from typing import Any

from reportlab.platypus.flowables import Flowable

from db.fields import Choice
from db.words import _, language
from reports import sheet
from reports.flowables import Text
from reports.sheet import Style, english

NUMERALS = "零一二三四五六七八九十"


def body(text: str, lead: str = "") -> Text:
    return Text(text, styled(sheet.BODY), lead)


class Nothing(Text):
    """A sentence that says there is nothing; several of them stand in one paragraph."""


def nothing(sentence: str) -> Text:
    return Nothing(sentence, styled(sheet.BODY))


def drawn_together(story: Iterable[Flowable]) -> list[Flowable]:
    """The story with neighbouring sentences that say there is nothing made one paragraph."""
    made: list[Flowable] = []
    for item in story:
        if isinstance(item, Nothing) and made and isinstance(made[-1], Nothing):
            made[-1] = nothing(joined(made[-1].words, item.words))
        else:
            made.append(item)
    return made


def note(text: str) -> Text:
    return Text(text, sheet.NOTE)


def styled(style: Style) -> Style:
    return english(style) if language() == "en" else style


def counted(counts: Mapping[Any, int], each: str) -> str:
    """见到本人 18，见到家人 2。"""
    told = (", " if language() == "en" else "，").join(each.format(word=_(of.label), n=n) for of, n in counts.items())
    return told + ("." if language() == "en" else "。")


def joined(*sentences: str) -> str:
    return (" " if language() == "en" else "").join(filter(None, sentences))


def in_cell(household: str) -> str:
    """The door above the name where both are long, so that neither is broken."""
    return household.replace("　", "\n") if len(household) > 14 else household


def listed(parts: Iterable[str]) -> str:
    return (", " if language() == "en" else "、").join(parts)


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
