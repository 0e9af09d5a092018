"""From sections to one row of blocks: headings are numbered, and what there is nothing of is said in one place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from db.words import language
from reports.blocks import Block, Head, Para, Section
from reports.saying import joined, numeral


def outlined(sections: Sequence[Section]) -> list[Block]:
    """The blocks of a paper. A part with one section left to tell bears a single heading; sections that say only that
    there is nothing share one paragraph, before the headings of the others."""
    story: list[Block] = []
    number = 0
    for name, group in groupby(sections, key=lambda each: each.part or each.key):
        there = [each for each in group if each.blocks]
        if not there:
            continue
        telling = [each for each in there if not is_nothing(each.blocks)]
        alone = there[0] if len(there) == 1 else None
        title = alone.title if alone else name
        if title:
            number += 1
            story.append(Head(heading(1, number, title), 1))
        nothing = [block for each in there if each not in telling for block in each.blocks]
        has_heads = len(telling) > 1 and not alone
        story += nothing if has_heads else []  # before the first of them: behind it would stand under another's name
        below = 0
        for each in telling:
            if has_heads:
                below += 1
                story.append(Head(heading(2, below, each.title), 2))
            story += each.blocks
        story += [] if has_heads else nothing
    return list(_gathered(story))


def is_nothing(blocks: Iterable[Block]) -> bool:
    return all(isinstance(block, Para) and block.is_nothing for block in blocks)


def heading(level: int, number: int, words: str) -> str:
    """一、走访情况, （一）共性问题, 1. 3栋 陈某; or 1., (1), 1. in English."""
    if language() == "en":
        return f"({number}) {words}" if level == 2 else f"{number}. {words}"
    match level:
        case 1:
            return f"{numeral(number)}、{words}"
        case 2:
            return f"（{numeral(number)}）{words}"
    return f"{number}. {words}"


def _gathered(story: Iterable[Block]) -> Iterator[Block]:
    """Neighbouring sentences that say there is nothing become one paragraph."""
    held: Para | None = None
    for block in story:
        if isinstance(block, Para) and block.is_nothing:
            held = replace(block, words=joined(held.words, block.words)) if held else block
            continue
        if held:
            yield held
            held = None
        yield block
    if held:
        yield held
