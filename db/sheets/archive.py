"""The parts of an .xlsx, unpacked one by one and counted, and what no part may be."""

import re
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from posixpath import normpath

from db.sheets.limits import MB, MOST_PARTS, MOST_RATIO, MOST_UNPACKED, RATIO_FROM
from db.sheets.why import Unreadable, Why

ENCRYPTED = 0x1
READ_AT_ONCE = 1 * MB
FORBIDDEN = (
    (re.compile(r"vbaproject|vbadata|/macrosheets/"), Why.MACRO),
    (re.compile(r"/externallinks/|/connections\.xml$"), Why.LINK),
    (re.compile(r"/embeddings/|/activex/|oleobject"), Why.EMBEDDED),
)
DECLARED = re.compile(rb"""^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)""")


class Archive:
    """`part` and `xml` take names as the directory of the file writes them, in any case."""

    def __init__(self, content: bytes) -> None:
        self.unpacked = 0
        try:
            self.file = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, EOFError) as broken:
            raise Unreadable(Why.DAMAGED) from broken
        infos = self.file.infolist()
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise Unreadable(Why.UNPACKS)
        self.parts: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = _name(info)
            if name in self.parts:
                raise Unreadable(Why.UNSAFE)
            self.parts[name] = info
        for name in self.parts:
            for pattern, why in FORBIDDEN:
                if pattern.search(f"/{name}"):
                    raise Unreadable(why)

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.parts

    def part(self, name: str) -> bytes:
        info = self.parts.get(name.lower())
        if info is None:
            raise Unreadable(Why.DAMAGED)
        made: list[bytes] = []
        size = 0
        try:
            with self.file.open(info) as file:
                while chunk := file.read(READ_AT_ONCE):
                    size += len(chunk)
                    self.unpacked += len(chunk)
                    too_dense = size > RATIO_FROM and size > MOST_RATIO * info.compress_size
                    if self.unpacked > MOST_UNPACKED or too_dense:
                        raise Unreadable(Why.UNPACKS)
                    made.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as broken:
            raise Unreadable(Why.DAMAGED) from broken
        return b"".join(made)

    def xml(self, name: str) -> bytes:
        """A part in UTF-8 that declares nothing of its own: no document type, so no entity and nothing fetched."""
        raw = self.part(name)
        declared = DECLARED.match(raw.removeprefix(b"\xef\xbb\xbf")[:400])
        if b"\0" in raw or (declared and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii")):
            raise Unreadable(Why.UNSAFE)
        if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
            raise Unreadable(Why.UNSAFE)
        return raw


def _name(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & ENCRYPTED:
        raise Unreadable(Why.PASSWORD)
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unreadable(Why.UNSAFE)
    # Some programs write backslashes; a file that wants out of its folder writes them too.
    name = info.orig_filename.replace("\\", "/")
    if name.startswith("/") or ":" in name or "\0" in name or ".." in name.split("/"):
        raise Unreadable(Why.UNSAFE)
    return name.lower()


def packed(parts: Iterable[tuple[str, bytes]]) -> BytesIO:
    """A new archive of parts that were looked at: what is read next is what was seen, whatever else the file held."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as file:
        for name, content in parts:
            file.writestr(name, content)
    out.seek(0)
    return out


def beside(part: str, target: str) -> str:
    """The name of a part that another names, as relationships do: relative to it, or from the root."""
    folder = part.rpartition("/")[0]
    target = target.replace("\\", "/")
    return normpath(target.lstrip("/") if target.startswith("/") else f"{folder}/{target}").lstrip("/")
