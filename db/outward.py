"""Typed words made fit to leave the house: without names, doors and numbers of people.

What was typed freely can name anybody in any way, so this takes out what can be known, and the page shows exactly what
is left before it goes.
"""

import re
from collections.abc import Iterable

from db.privacy import MASK, someone

# Phones with or without blanks, and any longer row of digits: identity cards, bank cards, certificates.
NUMBER = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)|\d{7,}[Xx]?"
)
# 1单元 1202室, 3-1-1202, 1202室. The building's own name may stand: it is told in the list as well.
DOOR = re.compile(
    r"\d+\s*单元\s*(?:\d+\s*[层楼])?\s*\d{2,4}\s*(?:室|房|号|户)?"
    r"|\d+\s*单元|(?<![\d-])\d{1,3}-(?:\d{1,2}-)?\d{3,4}(?![\d-])\s*室?|\d{3,4}\s*(?:室|房|号房)"
)


class Names:
    """The names of everybody in the files, as a text may hold them: 陈玉芬, and 玉芬 alone."""

    def __init__(self, names: Iterable[str]) -> None:
        told: dict[str, str] = {}
        for name in {name.strip() for name in names if len(name.strip()) > 1}:
            masked = someone(name)
            told[name] = masked
            given = name.removeprefix(masked.removesuffix("某"))
            if len(given) > 1:  # two families may share it
                told[given] = "某" if told.get(given, masked) != masked else masked
        self._told = dict(sorted(told.items(), key=lambda each: -len(each[0])))

    def without(self, text: str, room: str) -> str:
        """The text with 陈某 for 陈玉芬, and no door or number. `room` is that of the household it was typed about."""
        for name, masked in self._told.items() if text else ():
            if name in text:
                text = text.replace(name, masked)
        text = DOOR.sub(MASK, NUMBER.sub(MASK, text))
        if len(room) > 1:
            text = re.sub(rf"(?<![\dA-Za-z]){re.escape(room)}(?![\dA-Za-z])\s*(?:室|房|号)?", MASK, text)
        return text

    def told_in(self, text: str) -> tuple[str, ...]:
        """What in a text tells who somebody is: names, doors and numbers, as they stand there."""
        found: list[str] = []
        for name in self._told:  # the longest first
            if name in text:
                found.append(name)
                text = text.replace(name, MASK)
        found += [match.strip() for pattern in (NUMBER, DOOR) for match in pattern.findall(text)]
        return tuple(dict.fromkeys(found))
