"""Door-step cards: A6, four to a page, to be cut apart. First what protects, then what was promised, then facts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from reportlab.platypus.flowables import Flowable

from db import telling
from db.choices import Doer
from db.clock import day_of
from db.papers import Card, Cards, Known, Someone, Work
from db.words import _, filled, language
from reports import colours, sheet
from reports.flowables import Text
from reports.fonts import HEI, font
from reports.forms import flat, stroke
from reports.ink import Drawn, add, ink, lay
from reports.paper import About, Paper, bound, file_named
from reports.saying import words
from reports.sheet import Style

ON_A_PAGE = 4
BULLET = "○"
NOBODY = {"无", "没有", "None"}  # typed where there is nobody else to ring
ALL = 99  # lines: more than a card has
HEAD = Style(font=HEI)
TIER = Style(font=HEI, size=12, leading=16, align="right")
WHO = Style(font=HEI, size=11, leading=15)
FOOT = Style(font=HEI, size=8.5, leading=12)


@dataclass(frozen=True)
class Part:
    """A lead and its words. When a card is too full, parts are cut from the last one up, to `least` lines."""

    lead: str
    words: str
    least: int = 1
    framed: bool = False


def pdf(found: Cards) -> bytes:
    return drawn(found).content


def drawn(found: Cards) -> Paper:
    title = _("Door-step cards, {day}").format(day=telling.full_day(found.day))
    about = About(title, found.estate, found.visitor, found.made_on)
    if not found.cards:
        nobody = _("Nobody is to be called on that day.")
        return bound([Text(title, sheet.FORM_TITLE), Text(nobody, sheet.FORM_BODY)], about, sheet.FORM)
    groups = [found.cards[n : n + ON_A_PAGE] for n in range(0, len(found.cards), ON_A_PAGE)]
    return bound([Four(found, n * ON_A_PAGE, group) for n, group in enumerate(groups)], about, sheet.WHOLE)


def name_for(day: date) -> str:
    return file_named(_("Door-step cards"), day.isoformat())


class Four(Flowable):  # type: ignore[misc]
    """One page of cards with its cut marks."""

    def __init__(self, found: Cards, first: int, group: Sequence[Card]) -> None:
        super().__init__()
        self.found, self.first, self.group = found, first, group

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        return sheet.WIDTH, sheet.HEIGHT - 1  # a hair less, so that rounding never makes it too high

    def draw(self) -> None:
        self.canv.translate(0, -1)
        for n, card in enumerate(self.group):
            x, top = n % 2 * sheet.CARD_WIDTH, sheet.HEIGHT - n // 2 * sheet.CARD_HEIGHT
            self._card(card, self.first + n + 1, x + sheet.CARD_ROOM, top - sheet.CARD_ROOM)
        middle, half, mark = sheet.CARD_WIDTH, sheet.CARD_HEIGHT, sheet.CARD_MARK
        marks = [(middle, sheet.HEIGHT, middle, sheet.HEIGHT - mark), (middle, 0, middle, mark)]
        marks += [(0, half, mark, half), (sheet.WIDTH - mark, half, sheet.WIDTH, half)]
        marks += [(middle - mark, half, middle + mark, half), (middle, half - mark, middle, half + mark)]
        stroke(self.canv, marks, sheet.FINE_RULE, colours.PAPER_SOFT)

    def _card(self, card: Card, number: int, x: float, top: float) -> None:
        known, room = card.known, sheet.CARD_WIDTH - 2 * sheet.CARD_ROOM
        y = self._head(known, x, top, room)
        bottom = top - (sheet.CARD_HEIGHT - 2 * sheet.CARD_ROOM)
        self._foot(number, known, x, bottom + FOOT.leading, room)
        style, laid = fitted(list(parts(card, self.found.day)), room, y - bottom - FOOT.leading - sheet.CELL)
        for each in laid:
            high, inset = each.lines * style.leading, sheet.CELL * each.part.framed
            if inset:
                frame(self.canv, x, y, room, high + 2 * inset, sheet.STRONG_RULE * 1.4)
            add(self.canv, ink(each.label, replace(style, font=HEI), self.canv._doc, x + inset, y - inset))
            add(self.canv, ink(each.words, style, self.canv._doc, x + label_width(style.size), y - inset))
            y -= high + 2 * inset + gap(style)

    def _head(self, known: Known, x: float, top: float, room: float) -> float:
        """The door, big; the tier beside it; who is at the head. Gives where the rest begins."""
        document = self.canv._doc
        tier = _(known.tier.label) if known.tier else _("Not assessed")
        tag = font(HEI).stringWidth(tier, TIER.size) + 8
        style, lines = door(known.door, room - tag - 6)
        add(self.canv, ink(lines, style, document, x, top))
        right, high = x + room, TIER.leading + 2
        frame(self.canv, right - tag, top, tag, high, sheet.STRONG_RULE)
        add(self.canv, ink(lay(tier, TIER, tag - 4), TIER, document, right - tag, top - 1))
        y = top - max(len(lines) * style.leading, high + 2)
        who = shortened(lay(head_of(known), WHO, room), 1, WHO, room)
        add(self.canv, ink(who, WHO, document, x, y))
        return y - WHO.leading - sheet.CELL / 2

    def _foot(self, number: int, known: Known, x: float, top: float, room: float) -> None:
        told = [_("Collect and destroy after use"), _("File {number}").format(number=telling.number(known.no))]
        told += [
            telling.day(self.found.day),
            self.found.visitor or known.responsible,
            f"{number}/{len(self.found.cards)}",
        ]
        if self.found.is_demonstration:
            told.append(_("Demonstration"))
        stroke(self.canv, [(x, top + 1, x + room, top + 1)], sheet.FINE_RULE, colours.PAPER_INK)
        add(self.canv, ink(lay("　".join(filter(None, told)), FOOT, room)[:1], FOOT, self.canv._doc, x, top))


@dataclass(frozen=True)
class Laid:
    """A part in lines: its lead on the left, its words beside it."""

    part: Part
    label: list[Drawn]
    words: list[Drawn]

    @property
    def lines(self) -> int:
        return max(len(self.label), len(self.words))


def frame(canvas: Any, x: float, top: float, width: float, height: float, thick: float) -> None:
    add(canvas, f"q {thick:.2f} w {x:.2f} {top - height:.2f} {width:.2f} {height:.2f} re S Q")


def gap(style: Style) -> float:
    return style.leading * 0.35


def label_width(size: float) -> float:
    return size * (sheet.CARD_LABEL_ENGLISH if language() == "en" else sheet.CARD_LABEL)


def door(words: str, room: float) -> tuple[Style, list[Drawn]]:
    """As large as one line allows; a very long one takes more lines, and is never cut."""
    for size in sheet.CARD_DOORS:
        style = replace(HEAD, size=size, leading=size * 1.3)
        lines = lay(flat(words), style, room)
        if len(lines) == 1:
            break
    return style, lines


def fitted(parts: Sequence[Part], room: float, height: float) -> tuple[Style, list[Laid]]:
    """The parts in the largest letters that fit; in the smallest, what is too much is cut and says so."""
    for size in sheet.CARD_SIZES:
        style = Style(size=size, leading=size * 1.36)
        laid = [lay_part(part, style, room) for part in parts]
        frames = sum(part.framed for part in parts) * 2 * sheet.CELL
        most = int((height - frames - len(parts) * gap(style)) / style.leading)
        if sum(each.lines for each in laid) <= most:
            return style, laid
    kept = [each.lines for each in laid]
    for least in ([part.least for part in parts], [1 if part.least < ALL else ALL for part in parts]):
        for n in reversed(range(len(parts))):
            kept[n] -= max(0, min(sum(kept) - most, kept[n] - max(least[n], len(laid[n].label))))
    words = room - label_width(style.size) - sheet.CELL
    return style, [
        replace(each, words=shortened(each.words, count, style, words)) for each, count in zip(laid, kept, strict=True)
    ]


def lay_part(part: Part, style: Style, room: float) -> Laid:
    left = label_width(style.size)
    label = lay(part.lead, replace(style, font=HEI), left - 2 * sheet.CELL)
    return Laid(part, label, lay(part.words, style, room - left - sheet.CELL))


def shortened(lines: list[Drawn], count: int, style: Style, room: float) -> list[Drawn]:
    """The first lines; the last of them ends with a mark that the file says more."""
    if len(lines) <= count:
        return lines
    mark, chain, told = _("… see the file"), font(style.font), lines[count - 1].words
    while told and chain.stringWidth(told + mark, style.size) > room:
        told = told[:-1]
    return [*lines[: count - 1], replace(lines[count - 1], words=told + mark, spread=0)]


def head_of(known: Known) -> str:
    """陈玉芬　女　83 岁"""
    if known.head is None:
        return _("Nobody is recorded yet.")
    return "　".join(
        filter(None, [known.head.name, _(known.head.sex.label) if known.head.sex else "", aged(known.head)])
    )


def aged(one: Someone) -> str:
    return _("{n} years old").format(n=one.age) if one.age is not None else ""


def parts(card: Card, day: date) -> Iterator[Part]:
    """What the card says, the most needful first."""
    known, unknown = card.known, _("Not recorded")
    yield Part(_("Staff-safety note"), flat(known.safety_note) or unknown, least=ALL, framed=True)
    avoid = flat(known.avoid)
    if known.circumstances:
        noted = _("noted last time: {what}").format(what=words(known.circumstances))
        avoid = _("; ").join(filter(None, [avoid, noted]))
    yield Part(_("Ways to avoid"), avoid or unknown, least=2)
    if card.why:
        yield Part(_("Why today"), _("; ").join(map(flat, card.why)))
    yield Part(_("Promised"), "\n".join(promises(known, day)) or _("Nothing"), least=2)
    yield Part(_("Whom to ring"), "\n".join(to_ring(known)) or unknown, least=2)
    yield Part(_("To look at"), "\n".join(to_look_at(known)) or _("Nothing noted"), least=2)
    yield Part(_("Who lives there"), "\n".join(household(known)) or unknown)
    yield Part(_("Hardships"), words(known.kinds) or _("None on file"))
    yield Part(_("Last time"), last(known, day))
    photos = _("agreed to; ask once more") if known.may_photo else _("no valid consent, do not take any")
    yield Part(_("Photos"), photos)


def promises(known: Known, day: date, besides: Sequence[Work] = ()) -> Iterator[str]:
    for work in known.promises:
        if work in besides:
            continue
        yield f"{BULLET}{due(work, day)}　{flat(work.what)}{by(work)}"
    if known.promised and not known.promises:
        yield flat(known.promised)


def by(work: Work) -> str:
    """Who does it, where it is not simply us."""
    return "" if work.doer is Doer.WE and not work.doer_name else _(" ({who})").format(who=flat(work.who))


def due(work: Work, day: date) -> str:
    """11月26日前, and how late it is."""
    late = work.late(day)
    return _("by {day}").format(day=telling.dated(work.due, day)) + (
        filled(_(" ({n} {n:day|days} late)"), n=late) if late else ""
    )


def to_ring(known: Known) -> Iterator[str]:
    """儿子 陈立 13900001111（紧急联系人）"""
    for one in known.to_ring:
        relation = _(one.relation.label) if one.relation else ""
        told = " ".join(filter(None, [relation, flat(one.name), flat(one.phone)]))
        yield told + (_(" (emergency contact)") if one.is_emergency else "")
    yield from (words for words in map(flat, known.others) if words not in NOBODY)


def to_look_at(known: Known) -> Iterator[str]:
    told = dict.fromkeys(flat(words) for words in [*(plan.words for plan in known.plans), known.focus] if flat(words))
    yield from told
    for trouble in known.troubles:
        yield BULLET + _("{need}: {what}").format(need=_(trouble.kind.label), what=flat(trouble.words))


def household(known: Known) -> Iterator[str]:
    for one in known.people:
        if one.lives_here:
            relation = _(one.relation.label) if one.relation and not one.is_head else ""
            yield "　".join(filter(None, [flat(one.name), relation, aged(one), flat(one.note)]))


def last(known: Known, day: date) -> str:
    """11月9日 上门，没人应；上次联系上 10月28日"""
    if known.last is None:
        return _("Not visited yet")
    how = telling.way_and_outcome(known.last.way, known.last.outcome)
    told = [f"{telling.dated(day_of(known.last.at), day)} {how}"]
    if known.met_at is not None and known.met_at != known.last.at:
        told.append(_("last spoken with {day}").format(day=telling.dated(day_of(known.met_at), day)))
    return _("; ").join(told)
