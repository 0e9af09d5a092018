"""A paper with a password opens with it and with nothing else; a watermark is seen, and is not copied out."""

import re
import shutil
import subprocess
from datetime import date
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from PIL import ImageChops

from db.errors import Invalid
from reports import colours, docx_file, sheet, watermark
from reports.flowables import Text
from reports.paper import About, Paper, bound
from reports.table import Column, Table

ABOUT = About("走访简报", "和安苑", "十一月", date(2026, 11, 24), ("走访", "帮扶"))
PASSWORDS = ["桂花2026", "plain words", "窗外的桂花又开了" * 5, "《桂花》“开了”、。", "a", "é!(~"]
WORDS = "陈玉芬说近来还好，䶮先生收入<2000元。"
has_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")


def made(**options) -> Paper:
    story = [Text("情况", sheet.HEADING), Text(WORDS * 30, sheet.BODY), Table([Column("甲", 1)], [[WORDS]] * 40)]
    return bound(story, ABOUT, **options)


@pytest.mark.parametrize("password", PASSWORDS)
def test_the_right_password_opens_it_in_two_readers_and_a_wrong_one_does_not(password):
    content = made(password=password).content
    reader = pypdf.PdfReader(BytesIO(content))
    assert reader.is_encrypted and reader.decrypt(password)
    assert "陈玉芬" in reader.pages[0].extract_text()
    opened = pypdfium2.PdfDocument(content, password=password)
    assert "陈玉芬" in opened[0].get_textpage().get_text_range()
    for wrong in ("", password + "x", "Nuanfang"):
        assert not pypdf.PdfReader(BytesIO(content)).decrypt(wrong)
        with pytest.raises(pypdfium2.PdfiumError):
            pypdfium2.PdfDocument(content, password=wrong)


@pytest.mark.parametrize(
    "password", ["桂花开了！", "（密码）", "ＡＢＣ", "全　角", "𬱖", "e\u0301", "一\n二", "密" * 43, "א", "\ud800"]
)
def test_a_password_that_readers_take_differently_is_refused_with_a_sentence(password):
    with pytest.raises(Invalid) as refused:
        made(password=password)
    assert refused.value.problems["password"].endswith(("个汉字。", "?", *password))


@has_poppler
def test_poppler_opens_it_and_calls_it_aes_256(tmp_path):
    file = tmp_path / "a.pdf"
    file.write_bytes(made(password="桂花2026").content)
    told = subprocess.run(["pdfinfo", "-upw", "桂花2026", file], capture_output=True, check=True, text=True)
    assert "AES-256" in told.stdout and not told.stderr
    assert subprocess.run(["pdftotext", file, "-"], capture_output=True, check=False).returncode


def test_nothing_of_the_text_or_the_titles_stands_in_the_locked_file():
    plain, content = made().content, made(password="桂花2026").content
    assert b"Nuanfang" in plain and b"Nuanfang" not in content
    for words in ("走访简报", "和安苑", "情况"):
        assert words.encode("utf-16-be") not in content and words.encode() not in content


def test_a_locked_paper_keeps_its_pages_marks_titles_and_language():
    plain = pypdf.PdfReader(BytesIO(made().content))
    locked = pypdf.PdfReader(BytesIO(made(password="桂花").content), password="桂花")
    assert [p.extract_text() for p in locked.pages] == [p.extract_text() for p in plain.pages]
    assert [mark.title for mark in locked.outline] == ["情况"]
    assert locked.trailer["/Root"]["/Lang"] == "zh-CN"
    told = locked.metadata
    assert (told.title, told.author, told.creator, told.producer) == ("走访简报", "和安苑", "Nuanfang", "Nuanfang")
    assert told["/Keywords"] == "走访, 帮扶"
    assert told.creation_date.date() == ABOUT.day


def test_without_a_password_the_bytes_are_the_same_and_with_one_they_never_are():
    assert made().content == made().content
    assert made(watermark="仅供核对").content == made(watermark="仅供核对").content
    assert made(password="桂花").content != made(password="桂花").content


def test_a_watermark_is_on_every_page_and_in_no_copied_text():
    plain, marked = made(), made(watermark="仅供和安社区居委会核对")
    assert marked.pages == plain.pages > 1
    before, after = (pypdf.PdfReader(BytesIO(paper.content)) for paper in (plain, marked))
    assert [p.extract_text() for p in after.pages] == [p.extract_text() for p in before.pages]
    drawn = (pypdfium2.PdfDocument(paper.content) for paper in (plain, marked))
    for bare, covered in zip(*drawn, strict=True):
        assert bare.get_textpage().get_text_range() == covered.get_textpage().get_text_range()
        light, dark = (page.render(scale=0.5).to_pil().convert("L") for page in (bare, covered))
        darker = sum(ImageChops.difference(light, dark).histogram()[10:])
        assert darker > 0.02 * light.width * light.height, "it is seen"


def test_the_words_below_a_watermark_stay_as_dark_as_they_were():
    plain, marked = made(), made(watermark="仅供核对")
    images = [
        pypdfium2.PdfDocument(paper.content)[0].render(scale=1).to_pil().convert("L") for paper in (plain, marked)
    ]
    black = [sum(image.histogram()[:90]) for image in images]
    assert black[0] * 0.98 <= black[1] <= black[0] * 1.1


def test_a_watermark_leaves_small_words_below_it_easy_to_read_and_is_seen_in_grey():
    def shown(colour: int) -> float:  # of a grey under the watermark, as light as it is seen (WCAG)
        part = colour / 255 * (1 - watermark.DARKNESS)
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    for colour in (colours.PAPER_INK, colours.PAPER_SOFT):
        assert (shown(255) + 0.05) / (shown(int(colour[1:3], 16)) + 0.05) >= 7, colour
    lightness = 116 * shown(255) ** (1 / 3) - 16
    assert 92 <= lightness <= 95, "of white paper a hundred: pale, and more than a copying machine loses"
    told = re.findall(rb"/ca ([.0-9]+)", made(watermark="仅供核对").content)
    assert min(map(float, told)) == watermark.DARKNESS
    assert int(docx_file.WATERMARK[:2], 16) == round(255 * (1 - watermark.DARKNESS)), "the document's is as pale"


def test_a_watermark_is_one_form_that_the_pages_share():
    content = made(watermark="仅供核对").content
    assert len(re.findall(rb"/Subtype /Form", content)) == 1


@pytest.mark.parametrize("words", ["", " ", "👵", "很长" * 60, "a\nb\x00\ud800", "<b>) Tj ET", "。"])
def test_no_watermark_stops_a_paper(words):
    paper = made(watermark=words)
    assert "陈玉芬" in pypdf.PdfReader(BytesIO(paper.content)).pages[0].extract_text()
