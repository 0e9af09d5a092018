"""A scene as PNG: its page in print, seen twice as large, so that it is the same picture to the last letter."""

from io import BytesIO

import pypdfium2

from reports.scene import Scene
from reports.scene_pdf import page

SCALE = 2.0
MOST = 48_000_000  # pixels: a picture of a very large estate is drawn less finely rather than not at all


def png(scene: Scene, title: str = "") -> bytes:
    document = pypdfium2.PdfDocument(page(scene, title))
    try:
        scale = min(SCALE, (MOST / (scene.wide * scene.high)) ** 0.5)
        out = BytesIO()
        document[0].render(scale=scale).to_pil().save(out, "PNG")
        return out.getvalue()
    finally:
        document.close()
