"""Photos in a paper, two in a row, with no more pixels than the paper can show."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

from reports import sheet
from reports.ink import add, ink, lay


class Photos(Flowable):  # type: ignore[misc]
    """One row of photos, at most two, each with its words below."""

    def __init__(self, photos: Sequence[tuple[bytes, str]]) -> None:
        super().__init__()
        self.photos = [(ImageReader(BytesIO(smaller(content))), words) for content, words in photos]
        self.spaceBefore, self.spaceAfter = sheet.CELL, sheet.PHOTO_GAP

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        self.each = (room - sheet.PHOTO_GAP) / 2
        self.sizes = []
        for image, _words in self.photos:
            width, height = image.getSize()
            scale = min(self.each / width, sheet.PHOTO_HEIGHT / height)
            self.sizes.append((width * scale, height * scale))
        self.captions = [lay(words, sheet.CAPTION, self.each) for _image, words in self.photos]
        self.high = max(height for _width, height in self.sizes)
        self.width = room
        self.height = self.high + sheet.CELL + max(map(len, self.captions)) * sheet.CAPTION.leading
        return room, self.height

    def draw(self) -> None:
        for number, (image, _words) in enumerate(self.photos):
            x, (width, height) = number * (self.each + sheet.PHOTO_GAP), self.sizes[number]
            self.canv.drawImage(image, x, self.height - height, width, height)
            below = self.height - self.high - sheet.CELL
            add(self.canv, ink(self.captions[number], sheet.CAPTION, self.canv._doc, x, below))


def smaller(content: bytes) -> bytes:
    """The photo with no more pixels than the paper can show; one small enough stays as it is stored."""
    with Image.open(BytesIO(content)) as image:
        if max(image.size) <= sheet.PHOTO_PIXELS and image.format == "JPEG":
            return content
        small = image.convert("RGB")
        small.thumbnail((sheet.PHOTO_PIXELS, sheet.PHOTO_PIXELS))
        out = BytesIO()
        small.save(out, "JPEG", quality=82)
    return out.getvalue()
