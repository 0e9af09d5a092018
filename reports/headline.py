"""A title over lines of a good shape, as the trade sets it: a wedge or a diamond, no word torn in two."""

import re
from collections.abc import Sequence
from itertools import accumulate, combinations
from typing import Any

from db.words import language
from reports.flowables import Text
from reports.fonts import font
from reports.ink import Drawn
from reports.sheet import Style
from reports.text import broken, clean, in_two, may_break

# Words that stay whole. The best places to part a title are before and after these.
WORDS = re.compile(
    "困难(?:群众|居民|住户|家庭)|有限公司|(?:居|村)委会|第[一二三四]季度|[0-9]+(?:年度?|月份?|日)|小区|物业|服务|中心|公司|关于|"
    "困难|群众|居民|住户|家庭|走访|慰问|帮扶|关爱|探访|救助|摸排|排查|开展|情况|工作|简报|汇报|通报|公示|通知|社区|街道|"
    "元旦|春节|元宵|清明|端午|中秋|国庆|重阳|冬至|老人|独居"
)
BEFORE = ("关于", "困难", "走访", "帮扶", "慰问", "春节", "重阳", "中秋")
AFTER = ("月份", "季度", "年度", "公司", "物业", "中心")
TORN, PLAIN, GOOD = 10.0, 3.0, 0.0  # what a break costs
SHORT, EVEN = 0.55, 0.95  # a line's part of the longest one: shorter looks lost, longer makes a block
MOST = 3  # lines whose shape is looked at; a longer text is no title


class Title(Text):
    """A title; its lines are chosen as a whole."""

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        if self.laid != room:
            chain, size = font(self.style.font), self.style.size
            told = lines_of(self.words, self.style, room)
            self.lines = [Drawn("", line, (room - chain.stringWidth(line, size)) / 2, 0) for line in told]
            self.laid = room
        self.width, self.height = room, self.style.leading * len(self.lines)
        return room, self.height

    def split(self, room: float, height: float) -> list[Any]:
        """A title is not parted."""
        return []


def lines_of(words: str, style: Style, room: float) -> list[str]:
    """The lines of a title in this style. English ones are of about one length; typed line breaks stay."""
    chain, found = font(style.font), []
    for text in clean(words).split("\n"):
        widths = list(map(chain.widths.__getitem__, text))
        if language() == "en":
            found += [text[line.start : line.end] for line in in_two(text, widths, style.size, room)]
        else:
            found += shaped(text, widths, style.size, room)
    return found


def shaped(text: str, widths: Sequence[float], size: float, room: float) -> list[str]:
    """As few lines as hold the text, parted where it reads best and looks best. `widths` are in thousandths."""
    greedy = broken(text, widths, size, room)
    if not 1 < len(greedy) <= MOST:
        return [text[line.start : line.end] for line in greedy] or [""]
    sums = [0.0, *accumulate(widths[: len(text)])]
    costs = {at: _cost(text, at) for at in range(1, len(text)) if may_break(text, at)}
    best, lowest = [line.end for line in greedy[:-1]], float("inf")
    for cuts in combinations(costs, len(greedy) - 1):
        ends = [0, *cuts, len(text)]
        long = [(sums[b] - sums[a]) * size / 1000 for a, b in zip(ends, ends[1:], strict=False)]
        if max(long) <= room and (cost := sum(costs[at] for at in cuts) + _shape(long)) < lowest:
            best, lowest = [*cuts], cost
    ends = [0, *best, len(text)]
    return [text[a:b].strip() for a, b in zip(ends, ends[1:], strict=False)]


def _cost(text: str, at: int) -> float:
    before, after = text[:at], text[at:]
    if after.startswith("的"):
        return TORN
    for places, fits in ((BEFORE, after.startswith), (AFTER, before.endswith)):
        for rank, word in enumerate(places):
            if fits(word):
                return GOOD + rank * 0.2
    torn = any(word.start() < at < word.end() for word in WORDS.finditer(text))
    return TORN if torn else PLAIN


def _shape(long: Sequence[float]) -> float:
    """Growing, shrinking or swelling lines are right; an hourglass, a block and a lost line are not."""
    most, least = max(long), min(long)
    cost = max(0.0, SHORT - least / most) * 20
    if least / most > EVEN:
        cost += 1.5
    waists = sum(1 for a, b, c in zip(long, long[1:], long[2:], strict=False) if b < a and b < c)
    return cost + 6 * waists
