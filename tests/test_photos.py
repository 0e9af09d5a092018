"""What comes in as a picture, and what is refused."""

import io
import struct
import zlib
from datetime import timedelta

import pytest
from PIL import Image
from sqlmodel import Session, select

from db import photos
from db.changes import attachment, draft, household, visit
from db.choices import AttachmentKind, ConsentWay, Deed, Outcome, Purpose
from db.errors import Invalid, NotFound
from db.models import Attachment, Draft, LogEntry
from tests.conftest import DAY, MORNING


def drawn(size=(40, 30), form="JPEG", mode="RGB", **more) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "red").save(out, form, **more)
    return out.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_a_jpeg_of_our_own(form):
    photo = photos.intake(drawn(form=form))
    with Image.open(io.BytesIO(photo.content)) as made:
        assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (40, 30))


def test_place_and_device_go_and_the_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its side
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(0x8825)[1] = "N"
    raw = drawn((40, 30), exif=exif.tobytes(), comment=b"hidden") + b"<html>tail</html>"
    photo = photos.intake(raw)
    assert (photo.width, photo.height) == (30, 40)
    with Image.open(io.BytesIO(photo.content)) as made:
        assert not made.getexif() and "comment" not in made.info
    assert b"PhoneMaker" not in photo.content and b"tail" not in photo.content


def test_a_phone_photo_of_fifty_megapixels_is_made_small():
    photo = photos.intake(drawn((8160, 6120), quality=30))
    assert (photo.width, photo.height) == (2048, 1536)


def test_what_shines_through_stands_on_white():
    photo = photos.intake(_clear())
    with Image.open(io.BytesIO(photo.content)) as made:
        assert min(made.getpixel((0, 0))) > 250


def _clear() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def _bomb(width: int, height: int) -> bytes:
    """The head of a PNG that claims to be very large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")


def _moving(form: str) -> bytes:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "不是能读的图片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是能读的图片"),
        (b"%PDF-1.7", "不是能读的图片"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n", "不是能读的图片"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "兼容性最佳"),
        (b"\xff\xd8\xff" + b"x" * (10 * 1024 * 1024), "超过 10 MB"),
        (_bomb(12_000, 12_000), "像素太多"),
        (_bomb(60_000, 60_000), "像素太多"),
        (_moving("PNG"), "动图"),
        (_moving("WEBP"), "动图"),
        (drawn(form="GIF"), "不是能读的图片"),
        (drawn(form="TIFF"), "不是能读的图片"),
        (drawn((400, 300), quality=90)[:900], "不是能读的图片"),
    ],
)
def test_what_is_refused_is_told_plainly(house, raw, said):
    with pytest.raises(Invalid, match=said):
        photos.intake(raw)


def _consent(s: Session, cast, home: int) -> int:
    answers = {"purpose": Purpose.PHOTO, "way": ConsentWay.WRITTEN, "given_on": DAY}
    return household.add_consent(s, cast["visitor"], home, DAY, answers)


def _add(s: Session, cast, home: int, raw: bytes, kind=AttachmentKind.PHOTO, day=DAY, **more) -> int:
    return attachment.add_photo(s, cast["visitor"], home, raw, MORNING, day, kind=kind, **more)


def test_a_photo_rests_on_a_consent_that_holds_and_a_paper_does_not(home, cast, s: Session):
    with pytest.raises(Invalid, match="没有同意"):
        _add(s, cast, home, drawn())
    assert _add(s, cast, home, drawn(), AttachmentKind.PAPER)
    consent = _consent(s, cast, home)
    kept = s.get_one(Attachment, _add(s, cast, home, drawn((9, 9)), caption="<b>浴室</b>"))
    assert (kept.consent_id, kept.caption, kept.mime) == (consent, "<b>浴室</b>", "image/jpeg")
    household.withdraw_consent(s, cast["visitor"], consent, DAY)
    with pytest.raises(Invalid, match="没有同意"):
        _add(s, cast, home, drawn((8, 8)))


def test_pictures_of_a_draft_become_the_visits_and_are_logged(home, cast, s: Session):
    who = cast["visitor"]
    _consent(s, cast, home)
    draft_id = draft.save_draft(s, who, "visit", home, "t", MORNING, {"said": "一半"})
    first = _add(s, cast, home, drawn(), draft_id=draft_id)
    assert _add(s, cast, home, drawn(), draft_id=draft_id) == first  # the same picture twice
    answers = {"at": MORNING, "outcome": Outcome.NO_ANSWER}
    visit_id = visit.record_visit(s, who, home, "t", MORNING, answers, draft_id=draft_id)
    kept = s.get_one(Attachment, first)
    s.refresh(kept)
    assert (kept.visit_id, kept.draft_id) == (visit_id, None)
    assert not s.exec(select(Draft)).all()
    attachment.remove_photo(s, who, first)
    attachment.remove_photo(s, who, first)
    assert not s.exec(select(Attachment)).all()
    deeds = [entry.deed for entry in s.exec(select(LogEntry).where(LogEntry.record == "photo").order_by(LogEntry.id))]
    assert deeds == [Deed.ADD, Deed.REMOVE]


def test_a_visit_takes_a_dozen_pictures_and_no_more(home, cast, s: Session):
    for n in range(attachment.MOST):
        _add(s, cast, home, drawn((10 + n, 10)), AttachmentKind.PAPER)
    with pytest.raises(Invalid, match="最多 12 张"):
        _add(s, cast, home, drawn((50, 50)), AttachmentKind.PAPER)


def test_a_draft_is_saved_when_it_changes_and_never_after_it_became_a_visit(home, cast, s: Session):
    who, later = cast["visitor"], MORNING + timedelta(minutes=5)
    first = draft.save_draft(s, who, "visit", home, "t", MORNING, {"said": "一半"})
    assert draft.save_draft(s, who, "visit", home, "t", later, {"said": "一半"}) == first
    assert s.get_one(Draft, first).saved_at == MORNING
    draft.save_draft(s, who, "visit", home, "t", later, {"said": "全部"})
    assert s.get_one(Draft, first).saved_at == later
    visit.record_visit(s, who, home, "t", MORNING, {"at": MORNING, "outcome": Outcome.NOT_IN}, draft_id=first)
    assert draft.save_draft(s, who, "visit", home, "t", later, {"said": "晚到"}) is None
    assert not s.exec(select(Draft)).all()


def test_nobody_throws_away_anothers_draft(home, cast, s: Session):
    first = draft.save_draft(s, cast["visitor"], "visit", home, "t", MORNING, {"said": "一半"})
    with pytest.raises(NotFound):
        draft.discard_draft(s, cast["manager"], first)
    assert s.get(Draft, first)
