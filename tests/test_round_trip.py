"""What is copied out of a paper is what was put in: all standard characters, rare names; and every face is embedded."""

import re
import shutil
import subprocess
import unicodedata
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import sheet
from reports.flowables import Text
from reports.fonts import BIAOSONG, FANG, HEI, KAI, SONG, font
from reports.paper import About, Paper, bound
from reports.table import Column, Table

TABLE = Path(__file__).parent / "table_of_2013.txt"
RARE = (
    "䶮㛃𬱖𬍛𫖯喆堃犇珜嘀𠙶㑇㕮㘎㙍㙘㙦㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊"
    "㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡䏲"
    "䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙"
)
MARKS = "，。、；：？！“”‘’（）《》〈〉【】「」『』〔〕……——·～—－％‰℃№§①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢ〇○●□■△▲→←↑↓×÷±≤≥≠°′″￥＋＝"
PLAIN = "".join(map(chr, range(0x21, 0x7F)))
READERS = [
    "pypdf",
    pytest.param(
        "pdftotext", marks=pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
    ),
]


def standard() -> str:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return "".join(line for line in lines if not line.startswith("#"))


def made(*story) -> Paper:
    return bound(story, About("试", "试", "试", date(2026, 11, 24)))


def copied(paper: Paper, reader: str, folder: Path) -> str:
    """All the text, without blanks and page numbers."""
    if reader == "pypdf":
        text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(paper.content)).pages)
    else:
        (folder / "a.pdf").write_bytes(paper.content)
        done = subprocess.run([reader, "-raw", folder / "a.pdf", "-"], capture_output=True, check=True)
        text = done.stdout.decode()
    return re.sub(r"\s", "", re.sub(r"— ?\d+ ?—", "", text))


def test_the_table_of_standard_characters_is_whole():
    told = standard()
    assert len(told) == len(set(told)) == 8105
    assert sum(ord(c) > 0xFFFF for c in told) == 196
    assert told.startswith("一乙二十丁厂七卜八人") and told.endswith("鼷𫚭玃醾齇觿蠼")


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("role", [SONG, HEI, FANG, KAI, BIAOSONG])
def test_every_standard_character_comes_back(role, reader, tmp_path):
    style = sheet.Style(font=role, size=12, leading=16)
    paper = made(Text(standard(), style))
    assert paper.missed == ()
    assert copied(paper, reader, tmp_path) == standard()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", [RARE, MARKS, PLAIN], ids=["rare names", "marks", "letters"])
def test_rare_names_marks_and_letters_come_back(text, reader, tmp_path):
    paper = made(
        Text(text, sheet.BODY),
        Text(text, sheet.HEADING),
        Table([Column("甲", 1)], [[text]]),
    )
    assert paper.missed == ()
    found = copied(paper, reader, tmp_path)
    assert found == text + text + "甲" + text


def test_every_character_has_an_outline_and_none_is_the_box_of_the_missing():
    for role in (SONG, HEI):
        chain = font(role)
        for character in standard() + RARE + MARKS:
            _face, code, width, drawn = chain.find(ord(character))
            assert drawn == ord(character) and code > 0 and width > 0, character


def test_every_face_is_embedded_as_the_second_reader_sees_it(tmp_path):
    paper = made(Text(RARE, sheet.BODY), Text("标题", sheet.TITLE), Table([Column("甲", 1)], [["𬱖"]]))
    if not shutil.which("pdffonts"):
        pytest.skip("poppler is not installed")
    (tmp_path / "a.pdf").write_bytes(paper.content)
    done = subprocess.run(["pdffonts", tmp_path / "a.pdf"], capture_output=True, check=True, text=True)
    assert not done.stderr
    rows = done.stdout.splitlines()[2:]
    assert rows and all(re.search(r"Identity-H\s+yes yes yes", row) for row in rows), done.stdout


def test_marks_of_direction_pasted_with_a_number_are_not_drawn_and_not_missed():
    paper = made(Text("电话\u202d13800002207\u202c，\u200e好\u200f", sheet.BODY))
    assert paper.missed == ()
    assert copied(paper, "pypdf", Path()) == "电话13800002207，好"


def letters():
    """Anything a keyboard or a paste brings, that the faces have and that is no blank."""
    chain, sans = font(SONG), font(HEI)
    same = {c for c in map(chr, range(0x21, 0x30000)) if unicodedata.normalize("NFKC", c) == c}
    return sorted(c for c in same if c.isprintable() and chain.has(c) and sans.has(c))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_the_faces_have_comes_back(data):
    text = data.draw(st.text(st.sampled_from(LETTERS), min_size=1, max_size=200))
    assert copied(made(Text(text, sheet.BODY)), "pypdf", Path()) == text


LETTERS = letters()
