"""Whether two names, births, telephones, rooms are likely the same person's. Pure.

Names are compared by sound, as a list read aloud is written down (张国华, 章国花; in many mouths 陈 and 程), and by
shape, as a form is copied by hand (王玉梅, 王玉海). Rare characters that pypinyin does not know sound like themselves.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin
from rapidfuzz.distance import Levenshtein

from db import search

PHONE = 7  # digits from which two numbers are the same telephone
FLAT, BACK = re.compile(r"^([zcs])h"), re.compile(r"(?<=n)g$")
MOST_SOUNDS = 8  # of a name whose characters have several readings


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """A name as compared: NFKC, without blanks and the dots of minority names."""
    plain = unicodedata.normalize("NFKC", name).lower()
    return "".join(c for c in plain if not c.isspace() and c not in "·•.・")


@lru_cache(maxsize=100_000)
def sounds(name: str) -> frozenset[str]:
    """How a name may sound, without tones: every reading of every character, the first few."""
    read = pinyin(name_key(name), style=Style.NORMAL, heteronym=True)
    said = (" ".join(each) for each in product(*(sorted(set(map(_spoken, options)))[:3] for options in read)))
    return frozenset(one for one, _n in zip(said, range(MOST_SOUNDS), strict=False))


def _spoken(sound: str) -> str:
    """Without what half the country does not tell apart: zh and z, ch and c, sh and s, -ng and -n."""
    return BACK.sub("", FLAT.sub(r"\1", sound))


def sound_alike(one: str, other: str) -> bool:
    return not sounds(one).isdisjoint(sounds(other))


def shaped_alike(one: str, other: str) -> bool:
    """One character different, left out or added, in names of two characters and more with the first the same."""
    one, other = name_key(one), name_key(other)
    return min(len(one), len(other)) > 1 and one[0] == other[0] and Levenshtein.distance(one, other) == 1


def telephones(text: str) -> frozenset[str]:
    """The numbers in a text as compared: their last eleven digits, those too short to be one left out."""
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(c if c.isdigit() else "" if c in " -—–()" else "\n" for c in plain)
    return frozenset(number[-11:] for number in kept.split("\n") if len(number) >= PHONE)


@lru_cache(maxsize=100_000)
def room_key(room: str) -> str:
    """A room as compared: 1202室 is 1202, and 7号 is 7."""
    return search.normal(room).removesuffix("室").removesuffix("户").removesuffix("号")


def born_alike(one: date | None, other: date | None, *, is_exact: bool = True) -> bool:
    """The same day; where one of them is known to the month or the year only, the same year."""
    if one is None or other is None:
        return False
    return one == other if is_exact else one.year == other.year
