"""Real 仿宋, 楷体 and 小标宋 on this computer: those the office has, or has put into `fonts` in the data folder.

They are not ours to hand out, so none comes along. One is used when its own licence bits allow embedding, when it draws
simplified Chinese, and when it can be cut down; otherwise it is passed over, and the reason told.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from db import store
from db.words import N_, _
from reports.faces import Face, opened, proved

# For each role the names a font calls itself, the best first; a font is known by how its name begins.
NAMES = {
    "fang": (
        "仿宋GB2312",
        "FangSongGB2312",
        "仿宋",
        "FangSong",
        "STFangsong",
        "华文仿宋",
        "方正仿宋",
        "FZFangSong",
        "ZhuqueFangsong",
        "朱雀仿宋",
    ),
    "kai": (
        "楷体GB2312",
        "KaiTiGB2312",
        "楷体",
        "KaiTi",
        "STKaiti",
        "华文楷体",
        "方正楷体",
        "FZKai",
        "LXGWWenKaiGB",
        "霞鹜文楷GB",
        "LXGWWenKai",
        "霞鹜文楷",
    ),
    "biaosong": ("方正小标宋", "FZXiaoBiaoSong", "FZXBSJW", "STZhongsong", "华文中宋"),
}
# How their files are called, so that a folder of a thousand fonts is not opened one by one.
FILES = {
    "fang": ("simfang", "stfangso", "fangsong", "fzfs", "fzfangsong", "zhuque", "仿宋", "华文仿宋", "方正仿宋", "朱雀"),
    "kai": ("simkai", "stkaiti", "kaiti", "fzkt", "fzkai", "lxgwwenkai", "楷体", "华文楷体", "方正楷体", "霞鹜"),
    "biaosong": ("fzxbs", "fzxiaobiaosong", "方正小标宋", "stzhongs", "华文中宋"),
}
ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
MOST = 100_000_000  # bytes of a font file
FAMILY, WHOLE, POSTSCRIPT, PLAIN_FAMILY = 1, 4, 6, 16  # entries of a font's table of names
WEIGHT, LICENCE = 4, 8  # places in the table OS/2
BOOK = 400  # the weight of a text: a light or a bold sister is passed over
# Licence bits of the table OS/2. Restricted yields where an older font also says that printing or editing is allowed.
RESTRICTED, PRINTING, EDITING, WHOLE_ONLY, BITMAPS = 0x2, 0x4, 0x8, 0x100, 0x200
# The 3,755 common characters of GB 2312: rows 16 to 55, whose last has 89. A traditional or Japanese face lacks many.
COMMON = frozenset(
    ord(bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312"))
    for row in range(16, 56)
    for cell in range(1, 90 if row == 55 else 95)
)
FORBIDS = N_("Its licence does not allow it to be embedded in a file.")
IS_NO_FONT = N_("The file cannot be read as a font.")
IS_VARIABLE = N_("It changes its weight; only a font of one weight can be embedded.")
DRAWS_TOO_LITTLE = N_("It does not draw all common simplified characters.")


class Unfit(Exception):  # noqa: N818 (it is an answer, not a fault)
    """Why a font is not used."""


class Found(NamedTuple):
    """A font that by its name suits a role. It sorts by where it lies and how well its name fits."""

    rank: tuple[int, int, bool, int]
    path: Path
    number: int  # in a file that holds several
    name: str


@dataclass(frozen=True)
class Choice:
    """The face for a role, or none, and the better ones that were passed over, each with the reason."""

    face: Face | None
    passed: tuple[tuple[str, str], ...] = ()

    def why(self) -> str:
        """Why it is not another, in the reader's language."""
        if not self.passed:
            return "" if self.face else _("No such typeface was found on this computer.")
        return " ".join(_("{font}: {why}").format(font=name, why=_(reason)) for name, reason in self.passed)


def chosen(role: str) -> Choice:
    """The best real face for a role."""
    if role not in NAMES:
        return Choice(None)
    passed: list[tuple[str, str]] = []
    for found in sorted(candidates(role)):
        try:
            return Choice(_fit(found), tuple(passed))
        except Unfit as reason:
            passed.append((found.name, str(reason)))
    return Choice(None, tuple(passed))


def candidates(role: str) -> Iterator[Found]:
    """The fonts that call themselves so: whatever lies in our folder, and by its file's name what the system has."""
    for path in _files(store.data_folder() / "fonts"):
        yield from _named(path, role, 0)
    for place, folder in enumerate(systems(), 1):
        for path in _files(folder):
            if path.stem.lower().startswith(FILES[role]):
                yield from _named(path, role, place)


def systems() -> list[Path]:
    """Where this kind of computer keeps its fonts; the user's own come first."""
    home, given = Path.home(), os.environ.get
    match sys.platform:
        case "win32":
            local, windows = given("LOCALAPPDATA"), given("WINDIR", r"C:\Windows")
            own = [Path(local) / "Microsoft" / "Windows" / "Fonts"] if local else []
            return [*own, Path(windows) / "Fonts"]
        case "darwin":
            return [home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts")]
    shared = given("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    mine = Path(given("XDG_DATA_HOME") or home / ".local/share")
    return [mine / "fonts", home / ".fonts", *(Path(folder) / "fonts" for folder in shared.split(":") if folder)]


def _files(folder: Path) -> list[Path]:
    """The font files in a folder and below it, always in the same order. What cannot be looked into is left out."""
    found = []
    for place, _folders, names in os.walk(folder):
        found += [Path(place) / name for name in names if name.lower().endswith(ENDINGS) and not name.startswith(".")]
    return sorted(found)


def _named(path: Path, role: str, place: int) -> Iterator[Found]:
    """The fonts in a file that suit the role by the name they give themselves."""
    for index in range(_count(path)):
        whole = opened(path, index)
        said = {_plain(name) for number in (FAMILY, WHOLE, POSTSCRIPT, PLAIN_FAMILY) for name in _names(whole, number)}
        for worth, name in enumerate(NAMES[role]):
            begins = [each for each in said if each.startswith(_plain(name))]
            if begins:
                rank = (place, worth, _plain(name) not in said, abs(_bits(whole, WEIGHT) - BOOK))
                yield Found(rank, path, index, f"{name} ({path.name})")
                break


def _count(path: Path) -> int:
    """How many fonts a file holds; none when it cannot be opened."""
    try:
        if path.stat().st_size > MOST:
            return 0
        with path.open("rb") as file:
            start = file.read(12)
    except OSError:
        return 0
    return min(int.from_bytes(start[8:12], "big"), 64) if start[:4] == b"ttcf" else 1


def _names(font: Any, number: int) -> list[str]:
    entries = [entry for entry in font.list_names() if entry.name_id == number]
    return [font.get_name(number, entry.language) or "" for entry in entries]


def _plain(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())


def _fit(found: Found) -> Face:
    """The face, once it has proved that it may and can be embedded."""
    font = opened(found.path, found.number)
    if "fvar" in font.table_tags:
        raise Unfit(IS_VARIABLE)
    if not may_be_embedded(_bits(font, LICENCE)):
        raise Unfit(FORBIDS)
    try:
        one = proved(found.path, found.number)
    except Exception as fault:  # a file from anywhere: whatever is wrong with it, papers go on without it
        raise Unfit(IS_NO_FONT) from fault
    if not one.codes.keys() >= COMMON:
        raise Unfit(DRAWS_TOO_LITTLE)
    return one


def _bits(font: Any, place: int) -> int:
    """A number of the table OS/2. A font without it says nothing of its licence, and may not be embedded."""
    table: bytes = font.reference_table("OS/2").data
    return int.from_bytes(table[place : place + 2], "big") if len(table) >= LICENCE + 2 else RESTRICTED


def may_be_embedded(licence: int) -> bool:
    """Whether a font with these bits may be embedded, cut down, as outlines."""
    if licence & (WHOLE_ONLY | BITMAPS):
        return False
    return not licence & RESTRICTED or bool(licence & (PRINTING | EDITING))
