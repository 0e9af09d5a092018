"""What a file really is, by its first bytes: a name says nothing."""

import re

from db.sheets.why import Unreadable, Why

ZIP, OLE, TEXT = "zip", "ole", "text"

OTHERS = (
    ((b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM\x00", b"II*\x00", b"MM\x00*"), Why.PICTURE),
    ((b"{\\rtf",), Why.WORDS),
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh"), Why.ARCHIVE),
)
HTML = re.compile(rb"(?:<!--.*?-->\s*)?<(?:!doctype|html|head|meta|body|style|script|title|table|div|font)\b", re.S)
MIME = (b"mime-version:", b"from: <saved by")


def kind_of(content: bytes) -> str:
    """`zip`, `ole` or `text`; refuses what is known to be something else."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE
    for beginnings, why in OTHERS:
        if content.startswith(beginnings):
            raise Unreadable(why)
    # Without the NULs, so that UTF-16 is seen through as well.
    head = content[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if head.startswith(b"<?xml"):
        raise Unreadable(Why.HTML if b"<html" in head else Why.XML)
    if HTML.match(head) or head.startswith(MIME):
        raise Unreadable(Why.HTML)
    return TEXT
