"""The briefing as DOCX: the same words as in print, with styles, real tables and pictures; typed text stays text."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import docx
import pypdf
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from PIL import Image
from sqlmodel import Session, select

from db.briefing import BriefingAsked
from db.choices import Audience
from db.models import Estate
from db.queries.briefing import facts
from db.words import use_language
from reports import briefing_docx, docx_file, set_pdf
from reports.blocks import Chart, Head, Listing, Note, Para, PhotoRow, Section
from reports.briefing import drawn
from reports.cover import draft
from reports.paper import About, bound
from reports.scene import Box, Scene, Words
from reports.set_docx import Setter
from reports.sheet import BLOCK_WIDTH, OFFICIAL
from reports.table import Column
from reports.written import sections
from tests import papers
from tests.conftest import DAY
from tests.test_paper_text import HOSTILE, RARE, squeezed

FIRST = date(2026, 11, 1)
ABOUT = About("标题", "和安苑", "题目", DAY)
COLUMNS = (Column("门牌", 2), Column("户数", 1, "centre"))
PICTURE = Scene(400, 100, "两户有隐患", (Box(0, 0, 40, 40, "#AA4400"), Words(4, 90, "3栋", 11, "#000000")))
PICTURE_WORDS = "3栋"  # drawn as text in print, as pixels here


@pytest.fixture
def month(s: Session, cast, home):
    estate = s.exec(select(Estate)).one()
    estate.report_to, estate.issuing_unit = "和安街道办事处\n区民政局", "和安苑物业服务中心"
    s.add(estate)
    return papers.month(s, cast, home)


def found(s: Session, cast, audience=Audience.INTERNAL):
    return facts(s, cast["visitor"], BriefingAsked(FIRST, DAY, audience=audience), DAY)


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def text(content: bytes) -> str:
    """All words in the order of the document, tables where they stand, without blanks."""
    return squeezed("".join(each.text or "" for each in opened(content).element.body.iter(qn("w:t"))))


def printed(content: bytes) -> str:
    """The words of a PDF without its page numbers."""
    pages = (page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    return squeezed("".join(re.sub(r"—\s*\d+\s*—", "", page) for page in pages))


def of(*blocks) -> bytes:
    sections = (Section("one", "走访情况", tuple(blocks)),)
    return docx_file.bound(lambda document: Setter(document, BLOCK_WIDTH).story(sections), ABOUT)


def part(content: bytes, name: str) -> str:
    with ZipFile(BytesIO(content)) as file:
        return file.read(name).decode()


def test_the_page_is_that_of_the_printed_paper(s, cast, month):
    made = opened(briefing_docx.docx(found(s, cast)))
    [section] = made.sections
    sides = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(side.mm) for side in sides] == [37, 28, 26, 35]
    assert abs(section.page_width - Mm(210)) < 1000 and abs(section.page_height - Mm(297)) < 1000
    assert made.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.part.element.xml, section.even_page_footer.part.element.xml
    for foot, side in ((odd, "right"), (even, "left")):
        assert 'w:instr="PAGE"' in foot and f'w:jc w:val="{side}"' in foot and "— " in foot


def test_chinese_has_its_faces_on_style_and_run_and_lines_as_the_standard_wants(s, cast, month):
    content = briefing_docx.docx(found(s, cast))
    styles = opened(content).styles
    body = styles["Body Text"].element
    assert body.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋" and body.rPr.rFonts.get(qn("w:hint")) == "eastAsia"
    assert body.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    spacing = body.pPr.find(qn("w:spacing"))
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("579", "exact")
    assert int(spacing.get(qn("w:line"))) * 22 <= opened(content).sections[0].page_height.twips - 2098 - 1984
    faces = {"Heading 1": "黑体", "Heading 2": "楷体", "Heading 3": "仿宋", "Title": "方正小标宋简体"}
    for name, face in faces.items():
        assert styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) == face, name
    levels = [styles[f"Heading {n}"].element.pPr.find(qn("w:outlineLvl")).get(qn("w:val")) for n in (1, 2, 3)]
    assert levels == ["0", "1", "2"]
    runs = list(opened(content).element.body.iter(qn("w:r")))
    with_words = [run for run in runs if run.find(qn("w:t")) is not None]
    assert with_words and all(run.rPr.rFonts.get(qn("w:eastAsia")) for run in with_words)


def test_the_head_and_the_foot_stand_around_the_text(s, cast, month):
    facts_, cover = found(s, cast), draft(found(s, cast))
    cover = replace(cover, number=3, running=15, note="请按期办结。", copies=20, correction="更正第2期。")
    cover = replace(cover, report_to=facts_.estate.report_to)
    made = opened(briefing_docx.docx(facts_, cover))
    by_style = {each.style.name: each.text for each in made.paragraphs}
    assert by_style["Masthead"] == "困难住户走访简报" and by_style["Issue number"] == "第3期（总第15期）"
    assert by_style["Correction"] == "更正第2期。" and by_style["Editor's note"] == "编者按：请按期办结。"
    assert by_style["Issuing unit"] == "和安苑物业服务中心\t2026年11月23日"
    line = next(each for each in made.paragraphs if each.style.name == "Issuing unit")._p.xml
    assert re.search(r'<w:bottom w:val="single" w:sz="20" [^>]*w:color="[0-9A-F]{6}"', line), "the red rule"
    foot = made.tables[-1]
    assert foot._tbl.tblPr.find(qn("w:tblpPr")).get(qn("w:tblpYSpec")) == "bottom"
    assert (
        foot.rows[0].cells[0].text.startswith("报：和安街道办事处，区民政局。")
        and "共印20份" in foot.rows[1].cells[0].text
    )
    assert "草稿" in text(briefing_docx.docx(facts_)), "what has no number is a draft"


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_print_and_document_say_the_same(s, cast, month, audience, language):
    use_language(language)
    facts_ = found(s, cast, audience)
    cover = replace(draft(facts_), number=1, note="请按期办结。", copies=20)
    said = tuple(
        replace(each, blocks=tuple(block for block in each.blocks if not isinstance(block, Chart)))
        for each in sections(facts_)
    )
    in_word = text(briefing_docx.docx(facts_, cover, said))
    assert in_word.replace("👵", "〓") == printed(drawn(facts_, cover, said).content)


def test_every_block_comes_back_word_for_word_from_both():
    photo = papers.jpeg()
    blocks = (
        Para("本期走访 3 次。\n第二段。", "结果："),
        Head("1. 3栋 陈某", 3),
        Listing("各楼栋", COLUMNS, (("3栋", "2"), ("5栋", "1"), ("合计", "3")), has_total=True),
        Chart("隐患", PICTURE, "截至11月23日"),
        Note("另有一户未列。"),
        PhotoRow(((photo, "浴室"), (photo, "客厅"))),
    )
    content = of(*blocks)
    story = set_pdf.story((Section("one", "走访情况", blocks),))
    assert text(content) == printed(bound(story, ABOUT).content).replace(PICTURE_WORDS + "截至", "截至", 1)


def test_tables_are_tables():
    rows = tuple((f"{n}栋", str(n)) for n in range(1, 30)) + (("合计", "29"),)
    long = of(Listing("各楼栋", COLUMNS, rows, has_total=True), Listing("", COLUMNS, (("陈" * 900, "1"),)))
    first, second = opened(long).tables
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in first.rows]
    assert heads == [True] + [False] * 30
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in first.rows)
    assert second.rows[1]._tr.trPr.find(qn("w:cantSplit")) is None, "a row longer than a page must be parted"
    assert [cell.text for cell in first.rows[-1].cells] == ["合计", "29"]
    assert first.rows[-1].cells[0].paragraphs[0].style.name == "Table head"
    widths = [int(each.get(qn("w:w"))) for each in first._tbl.tblGrid]
    assert abs(sum(widths) - BLOCK_WIDTH * 20) < 3 and abs(widths[0] - 2 * widths[1]) < 3
    assert first.rows[1].cells[1].paragraphs[0].alignment == 1, "numbers stand in the middle"


def test_pictures_fit_the_page_and_are_told_in_words():
    with BytesIO() as out:
        Image.new("RGB", (3000, 4000), "#886644").save(out, "PNG")
        large = out.getvalue()
    made = opened(of(Chart("图", PICTURE), PhotoRow(((large, "浴室\n门口"),))))
    chart, photo = made.element.body.iter(qn("wp:inline"))
    assert chart.docPr.get("descr") == "两户有隐患" and photo.docPr.get("descr") == "浴室 门口"
    assert (chart.extent.cx, chart.extent.cy) == (400 * 12700, 100 * 12700)
    assert photo.extent.cx <= BLOCK_WIDTH / 2 * 12700 and abs(photo.extent.cx / photo.extent.cy - 3 / 4) < 0.01
    assert {each.get("id") for each in made.element.body.iter(qn("wp:docPr"))} == {"1", "2"}
    sizes = [len(each.image.blob) for each in made.part.package.image_parts]
    assert len(sizes) == 2 and max(sizes) < 200_000, "no more pixels than the paper can show"


@pytest.mark.parametrize("words", [*HOSTILE, "\x00控制\x0b字符\x1f", "非字符\ufffe\uffff", "孤\ud83d立", RARE])
def test_typed_text_stays_text(words):
    blocks = (
        Para(words, words), Head(words), Note(words), Listing(words, (Column(words, 1),), ((words,),)),
        Chart(words, replace(PICTURE, said=words), words), PhotoRow(((papers.jpeg(), words),)),
    )  # fmt: skip
    content = of(*blocks)
    kept = squeezed("".join(c for c in words if c.isprintable() or c == "\n"))
    assert text(content).count(kept) >= 8
    whole = part(content, "word/document.xml")
    for tag in ("w:instrText", "w:fldSimple", "w:fldChar", "w:hyperlink", "w:altChunk", "w:object"):
        assert f"<{tag}" not in whole
    with ZipFile(BytesIO(content)) as file:
        for name in file.namelist():
            assert "External" not in file.read(name).decode("utf-8", "ignore") or name.startswith("word/media/"), name


def test_hostile_facts_reach_no_field_and_no_property():
    about = About('"><w:instrText>INCLUDETEXT</w:instrText>', "a & b", "\x00<x>", DAY, ("<k>",))
    content = docx_file.bound(lambda _document: "", about, OFFICIAL, watermark='"/><x onload="a" \x01草稿')
    told = opened(content).core_properties
    assert (told.title, told.author, told.subject) == ('"><w:instrText>INCLUDETEXT</w:instrText>', "a & b", "<x>")
    header = opened(content).sections[0].header.part.element.xml
    assert "&lt;x onload=" in header and "草稿" in header


def test_the_file_says_what_it_is_and_is_the_same_each_time(s, cast, month):
    facts_ = found(s, cast)
    content = briefing_docx.docx(facts_)
    told = opened(content).core_properties
    assert "和安苑" in told.title and told.author == "和安苑物业服务中心" and told.language == "zh-CN"
    assert told.created.date() == DAY and told.last_modified_by == "Nuanfang"
    assert briefing_docx.docx(facts_) == content
    with ZipFile(BytesIO(content)) as file:
        assert {each.date_time[:3] for each in file.infolist()} == {(DAY.year, DAY.month, DAY.day)}
        assert not [name for name in file.namelist() if "theme" in name or "custom" in name or "thumbnail" in name]


def test_an_empty_month_and_a_long_one_are_set(s, cast, month):
    empty = facts(s, cast["visitor"], BriefingAsked(date(2026, 3, 1), date(2026, 3, 31)), DAY)
    assert "没有走访记录" in text(briefing_docx.docx(empty))
    for _n in range(60):
        papers.visit(s, month["chen"], DAY, cast["visitor"], said="说的话不少。" * 20)
    told = text(briefing_docx.docx(found(s, cast)))
    annex = told[told.index("本期走访明细") :]
    assert annex.count("何静上门") >= 60 and annex.count("何静（客服部管家）") == 1, "a post is told once, above"


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_opens_it(s, cast, month, tmp_path):
    facts_ = found(s, cast)
    cover = replace(draft(facts_), number=3, copies=20, watermark="内部资料")
    (tmp_path / "a.docx").write_bytes(briefing_docx.docx(facts_, cover))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    asked = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "a.docx")]
    subprocess.run(asked, check=True, capture_output=True, timeout=180)
    pages = pypdf.PdfReader(tmp_path / "a.pdf").pages
    read = [squeezed(page.extract_text()) for page in pages]
    assert all(f"—{n}—" in page for n, page in enumerate(read, 1))
    assert "第3期" in read[0] and "一、走访情况" in "".join(read)
    assert "共印20份" in read[-1] and abs(float(pages[0].mediabox.width) - 595) < 2
