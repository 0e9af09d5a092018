"""Three drawn pictures, taken in like any photo: what a visitor would have photographed."""

import hashlib
import io
from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw

from db import photos
from db.choices import AttachmentKind
from db.demo.rows import Row

WIDTH, HEIGHT = 800, 600
Draw = ImageDraw.ImageDraw


def _hose(draw: Draw) -> None:
    """A stove, and a yellow hose with a black mark where it is cracked."""
    draw.rectangle((0, 0, WIDTH, HEIGHT), "#d9d2c4")
    for x in range(0, WIDTH, 100):
        draw.line((x, 0, x, 380), "#c8bfae", 3)
    draw.rectangle((80, 330, 720, 420), "#8f9499")
    for x in (260, 540):
        draw.ellipse((x - 90, 300, x + 90, 360), "#4a4d50")
    draw.line(((600, 420), (610, 480), (560, 540), (430, 550), (330, 500), (240, 560)), "#d8b13a", 22, "curve")
    draw.line((428, 538, 438, 562), "#2a2723", 6)
    draw.line((446, 538, 452, 560), "#2a2723", 4)


def _corridor(draw: Draw) -> None:
    """A corridor half filled with boxes."""
    draw.rectangle((0, 0, WIDTH, HEIGHT), "#cfc9bd")
    draw.polygon(((0, 600), (300, 250), (500, 250), (800, 600)), "#9a948a")
    draw.polygon(((0, 0), (300, 110), (500, 110), (800, 0)), "#e6e1d6")
    draw.rectangle((300, 110, 500, 250), "#b9b2a4")
    for n, (x, y, wide) in enumerate(((60, 380, 200), (120, 270, 150), (210, 300, 110), (30, 500, 260))):
        draw.rectangle((x, y, x + wide, y + wide * 2 // 3), ("#b58a55", "#a67c49", "#c29a67", "#9c7443")[n])
        draw.line((x, y + wide // 3, x + wide, y + wide // 3), "#e0cda8", 8)


def _bathroom(draw: Draw) -> None:
    """A wet floor and a basin, and nothing to hold on to."""
    draw.rectangle((0, 0, WIDTH, HEIGHT), "#dfe4e4")
    for x in range(0, WIDTH, 80):
        draw.line((x, 0, x, HEIGHT), "#c6cece", 2)
    for y in range(0, HEIGHT, 80):
        draw.line((0, y, WIDTH, y), "#c6cece", 2)
    draw.polygon(((0, 600), (120, 400), (680, 400), (800, 600)), "#aeb7b6")
    draw.ellipse((480, 450, 690, 540), "#8fa3a8")
    draw.rectangle((150, 250, 330, 300), "#f7f7f4")
    draw.rectangle((220, 300, 260, 420), "#f0f0ec")


# By the thread that such a photo belongs to: who draws it, and what is written below.
DRAWN: dict[str, tuple[Callable[[Draw], None], str]] = {
    "gas_hose": (_hose, "灶台下的燃气软管，弯折处有裂纹（演示图）"),
    "clutter": (_corridor, "楼道堆放的纸箱（演示图）"),
    "slippery": (_bathroom, "浴室地面湿，无扶手（演示图）"),
}


@cache
def picture(thread: str) -> Row:
    """The stored picture, drawn once."""
    draw, caption = DRAWN[thread]
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw(ImageDraw.Draw(image))
    out = io.BytesIO()
    image.save(out, "PNG")
    photo = photos.intake(out.getvalue())
    return {
        "kind": AttachmentKind.PHOTO,
        "caption": caption,
        "content": photo.content,
        "width": photo.width,
        "height": photo.height,
        "sha256": hashlib.sha256(photo.content).hexdigest(),
    }
