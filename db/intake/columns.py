"""What each column means: by its name and by what is in it, one target one column, and every guess with its reason."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from db.choices import TableKind
from db.intake import looks, synonyms, titles
from db.intake.cells import is_blank, told
from db.intake.looks import Fit, Look
from db.intake.shifted import Shift
from db.intake.table import Body, Column
from db.intake.targets import BY_KEY, OUT, Named, Target, named
from db.layouts import REASON
from db.sheets.book import Cell, Formula
from db.sheets.places import column_letters
from db.words import LANGUAGES, _, told_in

SAMPLED = 60  # rows that are looked at, spread over the table
SEARCHED = 3000  # rows, where a column is nearly empty
SHOWN, SHOWN_LONG = 3, 24
MEMBER = re.compile(r"^(?:家庭)?成员\(?(?:[一二三四五六七八九]|\d{1,2})\)?(?:姓名)?$")
# Not the resident's own, whatever it looks like.
OF_OTHERS = re.compile(
    r"代办|医生|医院|社区|居委|街道|网格|家属|亲属|子女|儿|女|紧急|应急|监护|联系人|管家|责任|负责|干部|走访|单位|部门|户籍|籍贯|邻|护工|房东|租|志愿|填表|经办"
)
BY_CONTENTS = {
    Look.PHONE: ("resident.phone", "owner.phone"),
    Look.IDENTITY: ("resident.identity_tail",),
    Look.DOOR: ("household.door",),
    Look.SEX: ("resident.sex",),
}
FIGURES = re.compile(r"[0-9][0-9 ]{4,}[0-9][0-9Xx]")
EXACT, NEAR, SHORT = 2.0, 1.4, 0.3
MOST_OF = 0.8  # of the cells, where only they tell


@dataclass(frozen=True)
class Seen:
    """A column before it is understood: the levels of its title and some of its cells."""

    index: int
    levels: tuple[str, ...]
    cells: tuple[Cell, ...]
    hidden: bool = False
    moved: int = 0  # its title stood so many columns to the left

    @property
    def title(self) -> str:
        return titles.joined(self.levels)

    def names(self) -> list[Named]:
        return names(self.levels)


@dataclass(frozen=True)
class Guess:
    target: Target
    score: float
    fit: Fit


def names(levels: Sequence[str]) -> list[Named]:
    """What the title names: its levels together (紧急联系人 over 电话), else the last that is known."""
    whole = titles.key("".join(levels))
    if MEMBER.match(whole):
        return [Named(BY_KEY["family.members"], True)]
    for first in range(len(levels) - 1):
        if (found := named("".join(levels[first:]))) and found[0].is_exact:
            return found
    for level in reversed(levels):
        if found := named(level):
            return found
    return []


def seen(index: int, levels: tuple[str, ...], body: Sequence[Body], hidden: bool) -> Seen:
    """With cells from all over the table."""
    step = max(1, len(body) // SAMPLED)
    found = [_cell(row, index) for row in body[::step]]
    found = [cell for cell in found if not is_blank(cell)]
    if len(found) < 5 and step > 1:
        all_there = (cell for row in body[:SEARCHED] if not is_blank(cell := _cell(row, index)))
        found = [cell for cell, _n in zip(all_there, range(SAMPLED), strict=False)]
    return Seen(index, levels, tuple(found), hidden)


def _cell(row: Body, index: int) -> Cell:
    return row.cells[index] if index < len(row.cells) else None


def understood(columns: Sequence[Seen], kind: TableKind) -> tuple[Column, ...]:
    """Every column with its target, or none, and why."""
    taken: dict[str, int] = {}
    chosen: dict[int, Guess] = {}
    first = min((each.index for each in columns), default=0)
    guesses = [(guess, place, each) for each in columns for place, guess in enumerate(_by_name(each, kind, first))]
    for guess, _place, each in sorted(guesses, key=lambda g: (-g[0].score, g[1], g[2].index)):
        key = guess.target.key
        if each.index not in chosen and (key not in taken or guess.target.many or key == OUT):
            chosen[each.index] = guess
            taken.setdefault(key, each.index)
    for guess, each in sorted(_by_contents(columns, chosen, kind), key=lambda g: (-g[0].score, g[1].index)):
        if each.index not in chosen and guess.target.key not in taken:
            chosen[each.index] = guess
            taken[guess.target.key] = each.index
    known = [titles.key(each.title) for each in columns]
    if sum(title in _ours(synonyms.OURS) for title in known) > 1:
        for each, title in zip(columns, known, strict=True):
            if each.index not in chosen and title in _ours(synonyms.OURS_TOO):
                chosen[each.index] = Guess(BY_KEY[OUT], 1.0, Fit(0, 0))
    return tuple(_column(each, chosen.get(each.index), kind, taken) for each in columns)


def _by_name(each: Seen, kind: TableKind, first: int) -> Iterator[Guess]:
    for target, is_exact in each.names():
        if kind not in target.kinds:
            continue
        fit = looks.fit(target.look, each.cells, target.choice)
        score = (EXACT if is_exact else NEAR) + (-1 if fit.contradicts else fit.share)
        score -= SHORT if len(titles.bare(each.levels[-1])) <= 2 else 0
        if target.key == OUT and titles.key(each.title) in _reasons():  # our own, in front of what we refused
            score += 1 if each.index == first else -1
        yield Guess(target, score, fit)


@cache
def _ours(names: str) -> frozenset[str]:
    return frozenset(titles.key(name) for name in names.split())


@cache
def _reasons() -> frozenset[str]:
    return frozenset(titles.key(told_in(language, REASON)) for language in LANGUAGES)


def _by_contents(columns: Sequence[Seen], chosen: Mapping[int, Guess], kind: TableKind) -> Iterator[tuple[Guess, Seen]]:
    for each in columns:
        if each.index in chosen or (each.levels and (each.names() or OF_OTHERS.search(each.title))):
            continue
        for look in looks.TELLING:
            target = next((BY_KEY[key] for key in BY_CONTENTS[look] if kind in BY_KEY[key].kinds), None)
            fit = looks.fit(look, each.cells)
            if target is not None and fit.of >= 3 and fit.share >= MOST_OF:
                yield Guess(target, fit.share, fit), each
        if not each.levels and _counts(each.cells):
            yield Guess(BY_KEY[OUT], 1.0, Fit(0, 0)), each


def _counts(cells: Sequence[Cell]) -> bool:
    numbers = [cell for cell in cells if isinstance(cell, int) and not isinstance(cell, bool)]
    return len(numbers) == len(cells) >= 3 and numbers == sorted(set(numbers)) and numbers[0] <= 1


def _column(each: Seen, guess: Guess | None, kind: TableKind, taken: Mapping[str, int]) -> Column:
    sure = guess is None or not guess.fit.contradicts
    why = _why(each, guess) if guess else _why_not(each, kind, taken)
    samples = list(dict.fromkeys(told(cell)[:SHOWN_LONG] for cell in each.cells if not isinstance(cell, Formula)))
    target = guess.target.key if guess else ""
    if target == "resident.identity_tail":  # also where it lacks a figure
        samples = [FIGURES.sub(lambda found: f"…{found[0][-4:]}", sample) for sample in samples]
    letters = column_letters(each.index + 1)
    return Column(each.index, letters, each.title, target, why, tuple(samples[:SHOWN]), each.hidden, sure)


def _why(each: Seen, guess: Guess) -> str:
    fit, what = guess.fit, _(guess.target.look.value) if guess.target.look is not Look.ANY else ""
    if guess.target.key == OUT:
        return _("Numbers the rows, or is our own: it is not taken in.")
    counted = _("{n} of {all} look like {what}.").format(n=fit.n, all=fit.of, what=what) if fit.of else ""
    if not each.names():
        return counted
    said = _("Named {title}.").format(title=each.levels[-1])
    if each.moved:
        said = _("Named {title}, which stands beside it: the cells below are moved by one column.").format(
            title=each.levels[-1]
        )
    if fit.contradicts:
        doubt = _("But only {n} of {all} look like {what}: check it.")
        return f"{said} {doubt.format(n=fit.n, all=fit.of, what=what)}"
    if guess.target.key == "visit.at":
        counted = " ".join(filter(None, (counted, _("Where no time is written, 12:00 is taken."))))
    return " ".join(filter(None, (said, counted)))


def _why_not(each: Seen, kind: TableKind, taken: Mapping[str, int]) -> str:
    if each.hidden:
        return _("Hidden in the file, and not known here: it is not taken in.")
    for target, _is_exact in each.names():
        if kind in target.kinds and target.key in taken:
            said = _("Named {title}, as column {letter} is, which fits better. It is kept in the note.")
            return said.format(title=each.levels[-1], letter=column_letters(taken[target.key] + 1))
    if kind in (TableKind.HOUSEHOLDS, TableKind.VISITS):
        return _("Not known here. It is kept in the note, with its title.")
    return _("Not known here. It is not taken in.")


def moved(columns: Sequence[Seen], shift: Shift) -> list[Seen]:
    """The columns under the titles that their cells belong to."""
    by_index = {each.index: each for each in columns}
    found = []
    for each in columns:
        other = by_index.get(each.index - shift.by)
        if other is not None and other.index >= shift.first:
            found.append(replace(each, levels=other.levels, moved=shift.by))
        elif each.index >= shift.first:
            found.append(replace(each, levels=()))
        else:
            found.append(each)
    return found


def chosen_by(column: Column, target: str) -> Column:
    return replace(column, target=target, why=_("As chosen."), sure=True) if target != column.target else column
