"""Pages of a paper as pictures, exactly as they will be printed; each page only when somebody looks at it."""

from collections.abc import Iterable
from io import BytesIO
from threading import Lock

import pypdfium2

WIDTH = 900  # pixels of a page
SMALL = 180  # of one among many
# PDFium may be used by one thread at a time.
_drawing = Lock()


def pages(content: bytes, numbers: Iterable[int], width: int = WIDTH) -> list[bytes]:
    """Pages, the first being 1, as PNG files of a width in pixels. Numbers beyond the paper's are left out."""
    with _drawing:
        document = pypdfium2.PdfDocument(content)
        try:
            return [_picture(document[n - 1], width) for n in numbers if 1 <= n <= len(document)]
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage, width: int) -> bytes:
    out = BytesIO()
    page.render(scale=width / page.get_width(), rev_byteorder=True).to_pil().save(out, "PNG", compress_level=1)
    return out.getvalue()
