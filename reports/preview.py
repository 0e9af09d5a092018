"""The first pages of a paper as pictures, exactly as they will be printed."""

from io import BytesIO

import pypdfium2


def pages(content: bytes, most: int, width: int = 900) -> list[bytes]:
    """The first `most` pages as PNG files of a width in pixels."""
    document = pypdfium2.PdfDocument(content)
    try:
        pictures = []
        for number in range(min(most, len(document))):
            page = document[number]
            out = BytesIO()
            page.render(scale=width / page.get_width()).to_pil().save(out, "PNG", compress_level=1)
            pictures.append(out.getvalue())
        return pictures
    finally:
        document.close()
