"""A choice from what is written: its own word in either language or its value first, then the words of its table.

Our own words always come back, so that what we give out can be taken in again.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TypeVar

from db.choices import Tier
from db.fields import Choice
from db.reading.cell import as_typed, folded, remembered, says_nothing, text_of, without_identities
from db.reading.read import Read
from db.reading.words_known import TABLES
from db.reading.written_words import Near
from db.sheets.book import Cell
from db.words import LANGUAGES, _, told_in

C = TypeVar("C", bound=Choice)
APART = re.compile(r"(?:[、,;/|+&\s]|(?<=\w)和(?=\w))+")
NUMBERED = re.compile(r"\(?\d{1,2}[.、)](?!\d)")
ASIDE = re.compile(r"(.+?)\(([^()]*)\)")
SUFFIX = re.compile(r"(?:老年人|老人|人员|人士|家庭|人群|对象|群体|群众|居民|住户|户|者|人)$")
MOST_PARTS = 12  # of one choice's own word: some are half a sentence
LONGEST_WORD = 12
Meant = Choice | Near | None


@cache
def own_words(kind: type[Choice]) -> Mapping[str, Choice]:
    """Every word that the members of a list are told by. Values come last, as one may be the word of another."""
    found: dict[str, Choice] = {}
    for language in LANGUAGES:
        for member in kind:
            found.setdefault(folded(text_of(told_in(language, member.ours))), member)
    for member in kind:
        found.setdefault(folded(member.value), member)
    return found


@cache
def _beginnings(kind: type[Choice]) -> frozenset[str]:
    """What stands before the first blank or comma of words that have one: only there a run of parts is worth trying."""
    told = [text_of(told_in(language, member.ours)) for member in kind for language in LANGUAGES]
    return frozenset(folded(APART.split(word, 1)[0]) for word in told if APART.search(word))


def own(kind: type[C], word: str) -> C | None:
    """The member that is called this. The office's own names of tiers count first."""
    if kind is Tier:
        for tier in Tier:
            if folded(text_of(tier.label)) == word:
                return tier  # type: ignore[return-value]
    return own_words(kind).get(word)  # type: ignore[return-value]


def chosen(kind: type[C], value: Cell) -> Read[C]:
    """One choice. What is not known is left, with a sentence."""
    typed = value if isinstance(value, str) else text_of(value)
    return _chosen_now(kind, typed) if kind is Tier else _chosen(kind, typed)


def _chosen_now(kind: type[C], typed: str) -> Read[C]:
    text = text_of(typed)
    word = folded(text)
    if (found := own(kind, word)) is not None:
        return Read(found)
    if says_nothing(text):
        return Read(None)
    meant = _in_table(kind, word)
    if meant is None and (aside := ASIDE.fullmatch(text)):
        meant = _known(kind, folded(aside[1]))
        meant = Near(meant) if isinstance(meant, Choice) else meant
    match meant:
        case Near(choice):
            return Read(choice, said_near(as_typed(typed), choice), sure=False, left=as_typed(typed))  # type: ignore
        case None:
            return unknown(as_typed(typed))
    return Read(meant)  # type: ignore[arg-type]


_chosen = remembered(_chosen_now)


def chosen_many(kind: type[C], value: Cell) -> Read[tuple[C, ...]]:
    """Several choices in one cell, whatever stands between them; those not known are left."""
    typed = value if isinstance(value, str) else text_of(value)
    return _many_now(kind, typed) if kind is Tier else _many(kind, typed)


def _many_now(kind: type[C], typed: str) -> Read[tuple[C, ...]]:
    text = without_identities(text_of(typed))
    if (found := own(kind, folded(text))) is not None:
        return Read((found,))
    if says_nothing(text):
        return Read(None)
    taken: list[C] = []
    notes: list[str] = []
    kept: list[str] = []
    left: list[str] = []
    for part, meant in _parts(kind, text):
        match meant:
            case Near(choice):
                notes.append(said_near(part, choice))
                kept.append(part)
                taken.append(choice)  # type: ignore[arg-type]
            case None:
                left.append(part)
            case _:
                taken.append(meant)  # type: ignore[arg-type]
    if left:
        notes.append(_("“{text}” is not known here. It goes into the note.").format(text="、".join(left)[:60]))
    return Read(tuple(dict.fromkeys(taken)) or None, " ".join(notes), not notes, "、".join((*kept, *left)))


_many = remembered(_many_now)


def _parts(kind: type[Choice], text: str) -> Iterator[tuple[str, Meant]]:
    """Each part with what it means. A word of ours may hold commas: the longest run that is one is tried first."""
    spans = _spans(text)
    at = 0
    while at < len(spans):
        begins = folded(text[slice(*spans[at])]) in _beginnings(kind)
        for last in range(min(at + MOST_PARTS, len(spans)) - 1, at, -1) if begins else ():
            run = text[spans[at][0] : spans[last][1]]
            if (found := own(kind, folded(run))) is not None:
                yield run, found
                at = last + 1
                break
        else:
            parts = list(_part(kind, text[slice(*spans[at])]))
            last = _phrase(text, spans, at) if any(meant is None for _word, meant in parts) else at
            if last > at:  # lives alone, low income: words of Latin letters have blanks within
                phrase = text[spans[at][0] : spans[last][1]]
                inside = [each for span in spans[at : last + 1] for each in _part(kind, text[slice(*span)])]
                meant = _known(kind, folded(phrase))
                parts = [(phrase, meant), *(each for each in inside if meant is None and each[1] is not None)]
            yield from parts
            at = last + 1


def _phrase(text: str, spans: list[tuple[int, int]], at: int) -> int:
    """The last of the parts from here on that only blanks part, where they are of Latin letters."""
    while (
        at + 1 < len(spans) and text[spans[at][1] : spans[at + 1][0]] == " " and text[slice(*spans[at + 1])].isascii()
    ):
        if not text[slice(*spans[at])].isascii():
            break
        at += 1
    return at


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the parts begin and end; a comma within brackets parts nothing, a number before a part is left out."""
    found, start = [], 0
    for gap in [*APART.finditer(text), None]:
        stop = gap.start() if gap else len(text)
        if gap and text.count("(", start, stop) > text.count(")", start, stop) and ")" in text[stop:]:
            continue
        if number := NUMBERED.match(text, start):
            start = number.end()
        if stop > start:
            found.append((start, stop))
        start = gap.end() if gap else stop
    return found


def _part(kind: type[Choice], part: str) -> Iterator[tuple[str, Meant]]:
    word = folded(part)
    meant = _known(kind, word)
    if meant is not None:
        yield part, meant
    elif says_nothing(part):
        return
    elif aside := ASIDE.fullmatch(part):  # 残疾(肢体二级): the kind is known, the words are kept
        head = _known(kind, folded(aside[1]))
        yield part, Near(head) if isinstance(head, Choice) else head
    else:
        yield from _run(kind, word) or [(part, None)]


def _run(kind: type[Choice], word: str) -> list[tuple[str, Meant]]:
    """高龄独居: several known words with nothing between them, and nothing over. One that is only near is told by the
    whole word it stands in: 其他困难."""
    found: list[tuple[str, Meant]] = []
    whole = word
    table = TABLES.get(kind, {})
    while word:
        for n in range(min(len(word), LONGEST_WORD), 1, -1):
            meant = own_words(kind).get(word[:n]) or table.get(word[:n])
            if meant is not None:
                found.append((whole if isinstance(meant, Near) else word[:n], meant))
                word = word[n:]
                break
        else:
            return []
    return found


def _known(kind: type[Choice], word: str) -> Meant:
    found = own(kind, word)
    return _in_table(kind, word) if found is None else found


def _in_table(kind: type[Choice], word: str) -> Meant:
    table = TABLES.get(kind, {})
    return table.get(word) or table.get(SUFFIX.sub("", word))


def said_near(typed: str, choice: Choice) -> str:
    said = _("“{text}” is taken as “{choice}”; the word is kept in the note.")
    return said.format(text=typed[:40], choice=_(choice.label))


def unknown(typed: str) -> Read[C]:
    said = _("“{text}” is not known here. It goes into the note.").format(text=typed[:60])
    return Read(None, said, sure=False, left=typed)


def _listed(kind: type[C], text: str) -> tuple[C, ...] | None:
    """The members, where a text is a list of their words and nothing else."""
    first = folded(APART.split(text, 1)[0])
    if own(kind, first) is None and first not in _beginnings(kind):
        return None
    found: dict[C, None] = {}
    for _part_of, meant in _parts(kind, text):
        if not isinstance(meant, kind):
            return None
        found[meant] = None
    return tuple(found) or None


def by_words(kind: type[C], value: Cell, keys: Mapping[str, C], other: C) -> Read[tuple[C, ...]]:
    """What a free text is about, by the words in it. The text itself belongs into a field of words: none is left."""
    text = without_identities(text_of(value))
    if (found := own(kind, folded(text))) is not None:
        return Read((found,))
    if says_nothing(text):
        return Read(None)
    if (listed := _listed(kind, text)) is not None:
        return Read(listed)
    told, because = text.casefold(), dict[C, str]()
    for key, member in keys.items():
        if key in told:
            because.setdefault(member, key)
            told = told.replace(key, "\0")  # 水电费 is not 电费 once more
    if not because:
        said = _("No kind is named in “{text}”: taken as “{choice}”.").format(text=text[:40], choice=_(other.label))
        return Read((other,), said, sure=False)
    said = _("“{choice}” because of “{word}”")
    reasons = _("; ").join(said.format(choice=_(member.label), word=key) for member, key in because.items())
    return Read(tuple(because), reasons, sure=False)
