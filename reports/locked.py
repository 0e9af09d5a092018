"""A paper that opens with a password: AES-256 as PDF 2.0 has it. What ReportLab makes of it, other readers refuse."""

import secrets
import unicodedata
from io import BytesIO

from db.errors import Invalid
from db.words import _

LONGEST = 127  # bytes that count; a Chinese character takes three


def locked(content: bytes, password: str) -> bytes:
    """The same paper, readable only with the password. The owner's is thrown away: only who reads can take it off."""
    from pypdf import PdfReader, PdfWriter  # most papers have no password, and it is slow to load

    if why := why_not(password):
        raise Invalid({"password": why})
    made = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    made.pdf_header = "%PDF-2.0"
    made.encrypt(password, secrets.token_urlsafe(32), algorithm="AES-256")
    out = BytesIO()
    made.write(out)
    return out.getvalue()


def why_not(password: str) -> str:
    """Why some readers would not open a paper with this password; empty when all do.

    Before a password is compared, characters that look alike should be made one. Some readers do so, and some do not.
    """
    if len(password.encode("utf-8", "replace")) > LONGEST:
        return _("The password is too long: a file takes {n} Chinese characters.").format(n=LONGEST // 3)
    if refused := "".join(dict.fromkeys(c for c in password if not _is_taken_alike(c))):
        marks = "".join(c if c.isprintable() else "?" for c in refused)
        return _("Programs that open the file take these differently; leave them out: {marks}").format(marks=marks)
    return ""


def _is_taken_alike(character: str) -> bool:
    """Whether it is the same before and after, and known to the Unicode of the rule."""
    known = not unicodedata.ucd_3_2_0.category(character).startswith("C") and not unicodedata.combining(character)
    leftward = unicodedata.bidirectional(character) in {"R", "AL"}
    return unicodedata.normalize("NFKC", character) == character and known and not leftward
