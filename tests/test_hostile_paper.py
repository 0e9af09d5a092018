"""Whatever is typed stands in the paper as it was typed: no markup, no link, no foreign picture, and no paper stops."""

import re
from datetime import date
from io import BytesIO

import pypdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reports import sheet
from reports.flowables import Sides, Text
from reports.fonts import BIAOSONG, FANG, HEI, KAI
from reports.paper import About, Paper, bound, file_named
from reports.table import Column, Table

DAY = date(2026, 11, 24)
PICTURE = __file__  # a path that is there
TYPED = [
    "家属<张三>说 a<b",
    "<b>重要",
    f'<img src="{PICTURE}"/>',
    f'<img src="{PICTURE}" width="500" height="500" valign="top"/>',
    '<img src="file:///etc/passwd"/>',
    '<img src="http://127.0.0.1:1/x.png"/>',
    '<a href="javascript:alert(1)">点这里</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="http://evil.example/" color="blue">官网</a>',
    '<link href="#top">x</link>',
    '<font color="[[[getattr(pow, Attacker)]]]">x</font>',
    '<font size="500">大</font>',
    '<font name="没有这种字体">x</font>',
    '<para alignment="right">右</para>',
    "</para><para>",
    "<br/><br/>",
    "<!-- 注释 -->",
    "<![CDATA[数据]]>",
    "<?xml version='1.0'?>",
    "<seq/><onDraw name='x' label='y'/>",
    "<bullet>x</bullet>",
    "<u>下划线</u><strike>划去</strike><super>上</super>",
    "A&B &nbsp; &lt; &#0; &amp;amp; &unknown;",
    "收入<2000元，年龄>80岁",
    "(未闭合 ) Tj ET Q q BT",
    "endstream endobj xref trailer %%EOF",
    "<< /Type /Action /S /JavaScript /JS (app.alert\\(1\\)) >>",
    "\\(\\)\\\\ \\n \\000 \\377",
    '=HYPERLINK("http://evil.example","x")',
    "http://evil.example/?q=1",
    "www.evil.example 13800002207 a@example.org",
    "{{7*7}} ${7*7} %(x)s %d {0} {name!r}",
    "’ OR 1=1;--",
    "..\\..\\windows\\win.ini ../../etc/passwd",
    "𬱖𬍛𫖯䶮㛃喆堃犇",
    "é à ñ ß Ω Я あ ア",
    "，。、；：！？" * 20,
    "长" * 3000,
    "W" * 900,
    "（" * 300,
]
DANGEROUS = {"/Annots", "/AA", "/OpenAction", "/JavaScript", "/JS", "/URI", "/Launch", "/EmbeddedFiles", "/Names"}


def papers(text: str) -> list[Paper]:
    """The text at every place of a paper where something typed can stand."""
    story = [
        Text(text, sheet.TITLE),
        Text(text, sheet.BODY, lead=text),
        Text(text, sheet.Style(font=FANG, justified=True, indent=2, bold=True)),
        Text(text, sheet.Style(font=KAI, size=8, align="right")),
        Text(text, sheet.Style(font=BIAOSONG, align="centre", level=1)),
        Sides(text, text, sheet.UNIT),
        Table([Column(text, 1), Column("乙", 1, "centre"), Column("丙", 1, "right")], [[text, text, text]], total=True),
    ]
    about = About(text, text, text, DAY, (text,))
    return [bound(story, about), bound([Text(text, sheet.Style(font=HEI))], about, page=sheet.FORM, watermark=text)]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def copied(paper: Paper) -> str:
    text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(paper.content)).pages)
    return squeezed(re.sub(r"— ?\d+ ?—", "", text))


def dangers(paper: Paper) -> set[str]:
    """Names of what could act, link or embed, wherever in the file they are keys."""
    found: set[str] = set()
    reader, seen = pypdf.PdfReader(BytesIO(paper.content)), set()

    def look(one) -> None:
        one = one.get_object() if isinstance(one, pypdf.generic.IndirectObject) else one
        if id(one) in seen:
            return
        seen.add(id(one))
        match one:
            case pypdf.generic.DictionaryObject():
                found.update(DANGEROUS & set(one))
                found.update({"an image"} if one.get("/Subtype") == "/Image" else ())
                for value in one.values():
                    look(value)
            case pypdf.generic.ArrayObject():
                for value in one:
                    look(value)

    look(reader.trailer)
    return found


@pytest.mark.parametrize("text", TYPED, ids=range(len(TYPED)))
def test_it_stands_as_it_was_typed_and_does_nothing(text):
    for paper, times in zip(papers(text), (10, 1), strict=True):
        found = copied(paper)
        whole = squeezed(text)
        if len(whole) < 400:  # a long one in a narrow column is mixed with its neighbours
            assert found.count(whole) >= (times if len(whole) < 12 else 6 if times > 1 else 1), found
        assert not dangers(paper)
        told = pypdf.PdfReader(BytesIO(paper.content)).metadata
        assert squeezed(told.title) == squeezed(told.author) == whole


@pytest.mark.parametrize(
    "mark", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "\udfff", "\ufeff", "\u200b", "\u202e", "\u2067"]
)
def test_what_cannot_be_drawn_is_left_out_and_turns_nothing_round(mark):
    for paper in papers(f"前{mark}后"):
        assert "前后" in copied(paper)
        assert paper.missed == ()
        assert mark not in copied(paper)


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\t", "\xa0", "\u2028", "\u2029"])
def test_what_parts_lines_and_words_parts_them_or_is_seen(mark):
    for paper in papers(f"前{mark}后"):
        assert re.search("前〓?后", copied(paper))


@pytest.mark.parametrize("mark", ["\ue000", "\uffff", "\U0001f475", "\U000e0041", "\U0010ffff", "\u0378"])
def test_what_no_face_has_is_seen_and_told(mark):
    for paper in papers(f"前{mark}后"):
        assert "前〓后" in copied(paper)
        assert paper.missed == (mark,)


ANYTHING = st.text(st.characters(exclude_categories=()), max_size=120)


@settings(max_examples=60, deadline=None)
@given(ANYTHING)
@example("\ud800" * 5)
@example("e\u0301" * 40)
@example("\u202e\u2066\u2069" * 9)
@example(" \t\n" * 30)
@example("")
def test_nothing_that_can_be_typed_stops_a_paper(text):
    for paper in papers(text):
        assert not dangers(paper)
        assert pypdf.PdfReader(BytesIO(paper.content)).pages


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_no_name_of_a_file_leaves_its_folder(text):
    name = file_named("和安苑", text)
    assert not set('\\/:*?"<>|') & set(name) and name.isprintable() and name.endswith(".pdf")


def test_twenty_thousand_characters_in_one_cell_flow_over_the_pages():
    paper = bound([Table([Column("甲", 1), Column("乙", 3)], [["一", "字" * 20_000]])], About("试", "", "", DAY))
    assert copied(paper).count("字") == 20_000
    assert paper.pages > 10
