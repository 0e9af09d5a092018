"""Telephone numbers: as numbers, with blanks and dashes, several in a cell, with names beside them, or 无."""

import re

from db.reading.cell import as_typed, says_nothing, text_of, without_identities
from db.reading.read import Read
from db.sheets.book import Cell
from db.words import _

LONGEST = 60  # as the register keeps them
DASHES = re.compile(r"[-‐‑‒–—―−－]+")
COUNTRY = re.compile(r"(?<![\d-])(?:\+86|0086|86(?=1[3-9]\d{9}(?!\d)))[- ]?")
MOBILE = re.compile(r"(?<![\d-])1[3-9]\d(?:[- ]?\d{4}[- ]?\d{4}|\d{8})(?![\d]|-\d)")
AREA = r"(?:\(0\d{2,3}\)|0\d{2,3})"
FIXED = re.compile(
    rf"(?<![\d-]){AREA}[- ]?\d{{3,4}}[- ]?\d{{4}}(?:[ ]*(?:-|转|ext\.?)[ ]*\d{{1,5}})?(?!\d)", re.IGNORECASE
)
SERVICE = re.compile(r"(?<![\d-])[48]00[- ]?\d{3}[- ]?\d{4}(?!\d)|(?<![\d-])[48]00[- ]?\d{4}[- ]?\d{3}(?!\d)")
LOCAL = re.compile(r"(?<![\d-])[2-9]\d{2,3}[- ]?\d{4}(?![\d]|-\d)")
KINDS = (MOBILE, SERVICE, FIXED, LOCAL)
EDGES = " 、,;/|:()[]和或及与.·-"


def phones(value: Cell) -> Read[str]:
    """The numbers of a cell, 、 between them. What is no number, and what does not fit into the field, is left."""
    text = COUNTRY.sub("", DASHES.sub("-", text_of(value)))
    if text.isdigit() and len(text) == 11 and text[0] == "1" and text[1] in "3456789":
        return Read(text)  # most of them are just that
    if says_nothing(text):
        return Read(None)
    found: list[tuple[int, str]] = []
    for kind in KINDS:
        for each in kind.finditer(text):
            found.append((each.start(), _plain(each[0], kind)))
        text = kind.sub(lambda each: "\0" * len(each[0]), text)
    told = list(dict.fromkeys(number for _at, number in sorted(found)))
    rest = " ".join(filter(None, (part.strip(EDGES) for part in re.split("\0+", text))))
    rest = "" if says_nothing(rest) else without_identities(rest)
    fits = told
    while len("、".join(fits)) > LONGEST:
        fits = fits[:-1]
    if not fits:
        said = _("“{text}” is no telephone number. It goes into the note.").format(text=as_typed(value)[:60])
        return Read(None, said, sure=False, left=as_typed(value))
    notes = []
    if re.search(r"\d{3,}", rest):
        notes.append(_("“{text}” is no telephone number. It goes into the note.").format(text=rest[:60]))
    if more := told[len(fits) :]:
        notes.append(_("{n} numbers have room: the rest goes into the note.").format(n=len(fits)))
        rest = " ".join(filter(None, (rest, "、".join(more))))
    return Read("、".join(fits), " ".join(notes), not notes, rest)


def _plain(written: str, kind: re.Pattern[str]) -> str:
    """13800002222, 0515-8888123, 0515-8888123-801, 400-123-4567."""
    if kind is MOBILE or kind is LOCAL:
        return re.sub(r"\D", "", written)
    if kind is SERVICE:
        return re.sub(r"[ ]+", "-", written)
    plain = re.sub(r"[()]", " ", written).strip()
    head, _dash, tail = plain.partition("转")
    parts = re.split(r"[- ]+|ext\.?", head.strip(), flags=re.IGNORECASE)
    parts = [part for part in parts if part]
    if len(parts) == 1:
        cut = 3 if parts[0][1] in "12" else 4  # 010 and 02x are the three-figure areas
        parts = [parts[0][:cut], parts[0][cut:]]
    if len(parts) >= 3 and len(parts[1]) <= 4 and len(parts[2]) == 4:
        parts[1:3] = [parts[1] + parts[2]]
    return "-".join([*parts, tail.strip()] if tail.strip() else parts)
