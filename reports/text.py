"""Where lines of Chinese end: no closing mark begins a line, no opening one ends it, no number or address is split."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

NOT_FIRST = frozenset("，。、；：！？）》〉」』】〕］｝〗”’·～‥％‰℃°％,.;:!?)]}%々ーァィゥェォッャュョ、｡｣")
NOT_LAST = frozenset("（《〈「『【〔［｛〖“‘￥＄¥$([{#№")
WHOLE = frozenset(("……", "——", "单元"))
CLOSING = frozenset("，。、；：！？）》〉」』】〕］｝〗")
# Letters, digits and what joins them in a number, a name or an address.
WORD = frozenset("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,%-+@_/:=&?#~'’")
LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
# What a number counts: 3栋 and 12 户 stay in one line.
COUNTED = frozenset("栋幢座号楼室单层户次岁年月日元份张人件项个天")
BLANKS = " 　"
MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
IN_ENGLISH = re.compile(rf"(?:{MONTH}|years?|days?)\b")
MONTH_ENDS, YEAR = re.compile(rf"\b{MONTH}$"), re.compile(r"\d{4}\b")
# A closing mark may be squeezed in when so much of its width is over, and when each gap of the line gives no more than
# the other measure; both in thousandths.
SQUEEZE, TIGHTEST = 550, 60


class Line(NamedTuple):
    """One line: the text from `start` up to `end`, its natural width in points, and whether a paragraph ends here."""

    start: int
    end: int
    width: float
    last: bool


def broken(text: str, widths: Sequence[float], size: float, room: float, indent: float = 0) -> list[Line]:
    """The lines of a paragraph without line breaks of its own. `widths` are in thousandths of `size`."""
    sums = [0.0, *accumulate(widths)]
    unit = size / 1000
    lines: list[Line] = []
    start, free = 0, (room - indent) / unit
    while start < len(text):
        fits = bisect_right(sums, sums[start] + free + 0.01, start) - 1
        if fits >= len(text):
            lines.append(Line(start, len(text), (sums[-1] - sums[start]) * unit, True))
            break
        end = _end(text, sums, start, max(fits, start + 1), free)
        drawn = end
        while drawn > start + 1 and text[drawn - 1] in BLANKS:  # a blank at the end of a line takes no room
            drawn -= 1
        after = end
        while after < len(text) and text[after] in BLANKS:
            after += 1
        lines.append(Line(start, drawn, (sums[drawn] - sums[start]) * unit, after >= len(text)))
        start, free = after, room / unit
    return lines


def _end(text: str, sums: Sequence[float], start: int, fits: int, free: float) -> int:
    """Where the line that begins at `start` and holds up to `fits` is best ended."""
    if fits >= len(text):  # a last character wider than the room
        return fits
    if text[fits] in BLANKS and _keeps_days(text, fits):
        return fits
    over = sums[fits + 1] - sums[start] - free
    if text[fits] in CLOSING and may_break(text, fits + 1) and over <= min(SQUEEZE, TIGHTEST * (fits - start)):
        return fits + 1
    for breaks in (_keeps_days, may_break):  # in a narrow place a day is parted before a number is
        end = fits
        while end > start + 1 and not breaks(text, end):
            end -= 1
        if breaks(text, end) and end > start:
            return end
    return fits  # one word, or one row of marks, longer than a line


def may_break(text: str, at: int) -> bool:
    """Whether a line may end before the character at `at`."""
    if at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if _counts(text, at):
        return False
    if after in NOT_FIRST or before in NOT_LAST or before + after in WHOLE:
        return False
    if after in BLANKS and text[at + 1 : at + 2] in NOT_FIRST:  # the blank goes, and the mark would begin the line
        return False
    return not (after in WORD and before in WORD) and not (LETTER.match(before) and LETTER.match(after))


def _keeps_days(text: str, at: int) -> bool:
    """Whether a line may end here without parting a day: 2026年11月20日, 20 Nov 2026; or an age: 88 years."""
    blank = at if text[at : at + 1] == " " else at - 1
    if text[blank : blank + 1] == " " and _in_english(text, blank):
        return False
    if at < len(text) and text[at].isdigit() and at > 1 and text[at - 1] in "年月" and text[at - 2].isdigit():
        return False
    return may_break(text, at)


def _in_english(text: str, blank: int) -> bool:
    """Whether the blank stands in 20 Nov, Nov 2026 or 88 years."""
    if text[max(blank - 1, 0)].isdigit():
        return bool(IN_ENGLISH.match(text, blank + 1))
    month = MONTH_ENDS.search(text, max(blank - 4, 0), blank)
    return bool(month and YEAR.match(text, blank + 1))


def _counts(text: str, at: int) -> bool:
    """Whether the place lies between a number and what it counts, with or without a blank."""
    after = at + 1 if text[at] == " " else at
    before = at - 2 if at > 1 and text[at - 1] == " " else at - 1
    return text[before].isdigit() and after < len(text) and text[after] in COUNTED


def in_two(text: str, widths: Sequence[float], size: float, room: float) -> list[Line]:
    """A title over as few lines as it needs, of about the same length, so that no single character is left over."""
    greedy = broken(text, widths, size, room)
    if len(greedy) < 2:
        return greedy
    even = sum(line.width for line in greedy) / len(greedy)
    for wider in range(20):
        lines = broken(text, widths, size, min(room, even + wider * size / 2))
        if len(lines) <= len(greedy):
            return lines
    return greedy


def clean(text: str) -> str:
    """Typed text as it may be drawn: no control characters, no lone surrogates; tabs are blanks."""
    if text.isprintable():
        return text
    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "　").replace("\xa0", " ")
    return "".join(
        c for c in kept if c == "\n" or not (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000)
    )
