"""A spreadsheet that opens with a password: AES-256 as spreadsheet programs make it themselves (agile encryption)."""

from io import BytesIO

from db.errors import Invalid
from reports.locked import why_not


def locked_sheet(content: bytes, password: str) -> bytes:
    """The same spreadsheet, readable only with the password; the rules for it are those of papers."""
    # Most lists have no password, and it is slow to load.
    from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

    if why := why_not(password):
        raise Invalid({"password": why})
    out = BytesIO()
    OOXMLFile(BytesIO(content)).encrypt(password, out)
    return out.getvalue()
