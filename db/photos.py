"""The one way a picture comes in: looked at before it is opened, then drawn anew without what it carried along."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from db.errors import Invalid
from db.words import _

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 10 * 1024 * 1024
# A JPEG is decoded at reduced size, so it may be large; the others are decoded whole.
# Many phones put a second, smaller picture behind the first: Pillow calls that JPEG an MPO, and opens the first.
JPEGS = ("JPEG", "MPO")
MOST_PIXELS_OF_A_JPEG, MOST_PIXELS = 60_000_000, 25_000_000
EDGE = 2048
QUALITY = 85


@dataclass(frozen=True)
class Photo:
    """A JPEG of our own making."""

    content: bytes
    width: int
    height: int


def intake(raw: bytes) -> Photo:
    """The picture upright, at most 2048 pixels, as a new JPEG without metadata. Raises `Invalid` with what would do."""
    if len(raw) > MOST_BYTES:
        raise _refused(_("This picture is larger than 10 MB. Take it again at a lower resolution."))
    if raw[4:8] == b"ftyp" and raw[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"):
        raise _refused(
            _("HEIC pictures cannot be opened here. On an iPhone: Settings, Camera, Formats, Most Compatible.")
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(raw), formats=FORMATS) as opened:
                return _drawn_anew(opened)
    except Invalid:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _refused(_too_many_pixels()) from None
    except Exception:  # whatever a broken file makes a decoder raise, the answer is the same
        raise _refused(_("This is not a picture that can be read. Send a JPEG, PNG or WebP.")) from None


def _drawn_anew(opened: Image.Image) -> Photo:
    width, height = opened.size
    is_jpeg = opened.format in JPEGS
    if width * height > (MOST_PIXELS_OF_A_JPEG if is_jpeg else MOST_PIXELS):
        raise _refused(_too_many_pixels())
    if not is_jpeg and getattr(opened, "n_frames", 1) != 1:
        raise _refused(_("This picture moves. Send a still one."))
    opened.draft("RGB", (EDGE, EDGE))
    upright = ImageOps.exif_transpose(opened)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    upright = upright.convert("RGB")
    upright.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
    # A new image takes the pixels and nothing else: no place, no maker, no comment, no tail after the end.
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Photo(out.getvalue(), *bare.size)


def _too_many_pixels() -> str:
    return _("This picture has too many pixels. Take it again at a lower resolution.")


def _refused(sentence: str) -> Invalid:
    return Invalid({"content": sentence})
