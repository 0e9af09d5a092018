"""Chinese on paper: every character drawn or its absence seen, lines that end where they may, text that copies out."""

import re
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from reports import faces, sheet
from reports.flowables import Text
from reports.fonts import BIAOSONG, HEI, SONG, font
from reports.ink import lay
from reports.paper import About, Paper, bound
from reports.table import Column, Table
from reports.text import NOT_FIRST, NOT_LAST, broken

DAY = date(2026, 11, 23)
RARE = "䶮㛃𬱖𬍛𫖯喆堃犇"
LONG = (
    "陈玉芬（83 岁，独居）说：“夜里不敢去浴室，怕摔！”……女儿在外地——每周来一次电话，号码 13800002207；"
    "网页《https://example.com/help?a=1&b=2》上写着“满 80 岁，每月 1,280.50 元（2026 年起）”，"
    "比去年多 12.5%。她问：‘扶手什么时候装？’工程部答应 11月27日前装好；"
)
# What people type, or paste, or try.
HOSTILE = [
    "<b>粗</b>",
    "<para>",
    "</para>",
    "<br/>",
    "<font size=500>大</font>",
    '<font name="x">',
    "<!-- 注 -->",
    "<![CDATA[x]]>",
    "<?pi?>",
    '<img src="/etc/passwd"/>',
    '<img src="file:///etc/passwd"/>',
    '<img src="http://127.0.0.1:9/x.png"/>',
    '<a href="javascript:alert(1)">点</a>',
    '<a href="http://evil.example/">x</a>',
    '<font color="[[getattr(1)]]">',
    "<b",
    "a & b",
    "a < b",
    "收入<2000元",
    "&lt;&nbsp;&#0;&amp;",
    "=1+1",
    '=HYPERLINK("http://evil.example")',
    "+SUM(A1)",
    "-2+3",
    "@cmd",
    "%s %d {0} {name}",
    "$(rm -rf /)",
    "`id`",
    "'; DROP TABLE visit;--",
    "\\u0000\\n",
    "()<>[]{}/%",
    "(未闭合",
    ") Tj ET",
    "endstream endobj",
    "/Type /Catalog",
    "𬱖" * 30,
    "，" * 60,
    "W" * 300,
    "https://example.com/" + "a" * 200,
    "（" * 40,
]


def made(*story) -> Paper:
    return bound(story, About("试", "试", "试", DAY))


def copied(paper: Paper) -> str:
    """All text of the paper as it is copied out, without blanks and page numbers."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(paper.content)).pages)
    return squeezed(re.sub(r"— ?\d+ ?—", "", text))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def laid(text: str, room: float, size: float = 16) -> list[str]:
    chain = font(SONG)
    lines = broken(text, [chain.widths[c] for c in text], size, room)
    return [text[line.start : line.end] for line in lines]


def test_what_is_copied_is_what_was_typed():
    typed = f"<b>不是粗体</b> =1+1 {RARE} 收入<2000元 & “引号” {LONG}"
    assert copied(made(Text(typed, sheet.BODY))) == squeezed(typed)


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler's pdftotext is not installed")
def test_a_second_reader_copies_the_same(tmp_path: Path):
    typed = f"{LONG}{RARE}" * 5
    (tmp_path / "a.pdf").write_bytes(made(Text(typed, sheet.BODY)).content)
    text = subprocess.run(["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True).stdout.decode()
    assert squeezed(re.sub(r"— ?\d+ ?—", "", text)) == squeezed(typed)


def test_a_character_no_font_has_is_seen_and_reported():
    paper = made(Text("老人👵在家", sheet.BODY), Text("又一个👵", sheet.HEADING))
    assert paper.missed == ("👵",)
    assert copied(paper) == "老人〓在家又一个〓"
    assert font(SONG).has("䶮") and not font(SONG).has("👵")


def test_one_paper_does_not_report_what_another_missed():
    made(Text("👵", sheet.BODY))
    assert made(Text("平常", sheet.BODY)).missed == ()


def test_look_alikes_that_share_a_glyph_copy_out_as_the_ordinary_one():
    assert copied(made(Text("⼈和人", sheet.BODY))) == "人和人"


def test_every_font_is_embedded_and_none_is_named_that_is_not():
    paper = made(Text(f"正文 {RARE} text 1,2", sheet.BODY), Text("标题", sheet.HEADING))
    found = set()
    for page in pypdf.PdfReader(BytesIO(paper.content)).pages:
        for one in page["/Resources"]["/Font"].values():
            [descendant] = one.get_object()["/DescendantFonts"]
            assert "/FontFile3" in descendant.get_object()["/FontDescriptor"]
            found.add(one.get_object()["/BaseFont"])
    assert found
    assert b"Helvetica" not in paper.content
    assert all(name.endswith(("NotoSerifSC-Regular", "NotoSansSC-Regular")) for name in found)


def test_no_line_begins_or_ends_with_the_wrong_mark_whatever_the_width():
    no_address = LONG.replace("https://example.com/help?a=1&b=2", "帮扶")
    for width in (*range(110, 460, 7), 300.5, 441.9):
        text = (LONG if width > 300 else no_address) * 3
        lines = laid(text, width)
        assert squeezed("".join(lines)) == squeezed(text)
        for before, after in zip(lines, lines[1:], strict=False):
            assert after[0] not in NOT_FIRST, (width, before, after)
            assert before[-1] not in NOT_LAST, (width, before, after)
            assert before[-1] + after[0] not in ("……", "——")


def test_numbers_and_addresses_stay_whole_where_a_line_can_hold_them():
    for width in range(320, 460, 7):
        whole = "\n".join(laid(LONG * 3, width))
        for piece in ("13800002207", "1,280.50", "https://example.com/help?a=1&b=2", "12.5%", "83 岁", "80 岁"):
            assert whole.count(piece) == 3, (width, piece)


def test_a_word_longer_than_a_line_is_broken_rather_than_lost():
    assert "".join(laid("https://example.com/" + "a" * 300, 200)).endswith("a" * 20)
    assert "".join(laid("，" * 100, 160)) == "，" * 100


def test_lines_fill_the_measure_and_never_pass_it():
    chain = font(SONG)
    short_words = LONG.replace("https://example.com/help?a=1&b=2", "网页").replace("13800002207", "110")
    lines = lay(short_words * 6, sheet.BODY, sheet.BLOCK_WIDTH)
    assert len(lines) > 10
    filled = 0
    for line in lines[:-1]:
        natural = sum(chain.widths[c] for c in line.words) * 0.016 + sheet.PITCH * len(line.words)
        loose = re.sub(r"[!-~]{2,}", "", line.words) if line.spread > 0 else line.words
        end = line.x + natural + line.spread * (len(loose) - 1)
        assert end <= sheet.BLOCK_WIDTH + 1
        filled += abs(end - sheet.BLOCK_WIDTH) < 1.5
        assert line.spread < 0.1 * 16, "a wider gap would be copied out as a blank"
    assert filled >= 0.9 * (len(lines) - 1), "only a line before a long number may stay short"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stands_as_it_was_typed(text):
    paper = made(
        Text(text, sheet.BODY),
        Text(text, sheet.HEADING),
        Text("尾", sheet.BODY),
        Table([Column("栏", 1), Column(text, 3)], [["一", text]]),
    )
    assert copied(paper).count(squeezed(text)) >= 4
    for page in pypdf.PdfReader(BytesIO(paper.content)).pages:
        assert not page.images
        assert "/Annots" not in page


def test_control_characters_and_half_characters_do_not_stop_a_paper():
    assert copied(made(Text("前\x00\x0b\x1b\ud800后\ufeff\u200b", sheet.BODY))) == "前后"


def test_a_table_of_four_hundred_rows_goes_on_with_its_head():
    rows = [[f"第{n}行", "3栋 1单元 1202", "说近来还好，想请工程部修楼道灯。"] for n in range(400)]
    paper = made(
        Text("名单", sheet.TABLE_TITLE), Table([Column("序号栏", 1), Column("住户", 2), Column("说明", 5)], rows)
    )
    pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(paper.content)).pages]
    assert len(pages) > 5
    assert all("序号栏" in page for page in pages)
    whole = "".join(pages)
    assert [int(n) for n in re.findall(r"第(\d+)行", whole)] == list(range(400))
    assert "名单" in pages[0] and "第0行" in pages[0], "a heading stays with the first rows"


def test_a_cell_longer_than_a_page_goes_on_over_pages():
    paper = made(Table([Column("甲", 1), Column("乙", 4)], [["一", "短"], ["二", LONG * 60], ["三", "短"]]))
    assert paper.pages > 3
    text = copied(paper).replace("甲乙", "")
    assert squeezed(LONG * 60) in text


def test_a_very_long_text_flows_without_leaving_a_line_alone():
    paper = made(*(Text(LONG * n, sheet.BODY) for n in range(1, 30)))
    for page in pypdf.PdfReader(BytesIO(paper.content)).pages:
        assert len(page.extract_text().splitlines()) > 2


def test_the_same_story_on_the_same_day_gives_the_same_bytes_and_the_day():
    story = [Text(LONG, sheet.BODY), Text("题", sheet.HEADING), Text(RARE, sheet.BODY)]
    first, second = made(*story), made(*[Text(t.words, t.style) for t in story])
    assert first.content == second.content
    info = pypdf.PdfReader(BytesIO(first.content))
    assert info.metadata.creation_date.date() == DAY
    assert info.trailer["/Root"]["/Lang"] == "zh-CN"
    assert [mark.title for mark in info.outline] == ["题"]


def test_pages_are_numbered_right_on_odd_and_left_on_even():
    content = made(Text(LONG * 30, sheet.BODY)).content
    first, second = pypdf.PdfReader(BytesIO(content)).pages[:2]
    assert re.search(r"—\s?1\s?—", first.extract_text()) and re.search(r"—\s?2\s?—", second.extract_text())


def test_no_colour_or_weight_of_a_line_is_left_to_what_is_drawn_after_it():
    red = sheet.Style(font=BIAOSONG, colour="#D7000F", pitch=2)
    plain, after_red = made(Text("字", sheet.BODY)), made(Text("字", red))
    numbers = []
    for paper in (plain, after_red):
        page = pypdfium2.PdfDocument(paper.content)[0].render(scale=1).to_pil()
        numbers.append(page.crop((0, 740, page.width, page.height)).tobytes())
    assert numbers[0] == numbers[1]


def test_metrics_are_kept_in_the_data_folder_and_survive_what_befalls_them(tmp_path, monkeypatch):
    monkeypatch.setenv("NUANFANG_DATA", str(tmp_path))
    path = font(HEI).faces[0].path
    faces.face.cache_clear()
    fresh = faces.face(path)
    [kept] = (tmp_path / "cache").glob("font-*.bin")
    faces.face.cache_clear()
    assert faces.face(path) == fresh
    kept.write_bytes(b"cut off")
    faces.face.cache_clear()
    assert faces.face(path) == fresh
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("NUANFANG_DATA", str(tmp_path / "file"))
    faces.face.cache_clear()
    assert faces.face(path) == fresh
