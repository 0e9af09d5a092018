"""A picture drawn three ways: the same boxes and words as SVG, PNG and in a paper, whatever people have typed."""

from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.platypus.flowables import Flowable

from reports.colours import DARK, LIGHT, printed
from reports.paper import About, bound
from reports.scene import Box, Rule, Scene, Words, apart, framed, moved, width_of
from reports.scene_pdf import Drawing, page
from reports.scene_png import png
from reports.scene_svg import svg
from tests.test_paper_text import squeezed

HOSTILE = [
    "<b>3栋</b>",
    "3栋 & 5栋",
    "前\x00\x0b\x1b\ud800\ufffe后",
    "䶮家弄",
    "👵栋",
    "]]><script>",
    "\"引\" '号'",
    "行一\n行二",
]
SVG = "{http://www.w3.org/2000/svg}"
MOST = 500.0


def scene(*words: str, fill: str = "#651330") -> Scene:
    boxes = [Box(10, 10, 60, 40, fill, "#17120E", 1, corner=4), Box(80, 10, 60, 40, None, "#6B6158", 1, True)]
    said = [Words(10, 70 + 16 * n, text, 10, "#17120E", is_bold=n == 0) for n, text in enumerate(words)]
    high = 80.0 + 16 * len(words)
    return Scene(200, high, "一张图", (*boxes, Rule(0, high - 5, 200, high - 5, "#E0D8CA"), *said))


def pages_of(*story: Flowable) -> list[str]:
    made = bound(list(story), About("图", "和安苑", "图", date(2026, 11, 23))).content
    return [found.extract_text() for found in pypdf.PdfReader(BytesIO(made)).pages]


@pytest.mark.parametrize("typed", HOSTILE)
def test_svg_is_well_formed_and_typed_text_is_text(typed):
    root = ElementTree.fromstring(svg(scene(typed), "zh_CN"))
    assert root.get("role") == "img" and root.find(f"{SVG}title").text == "一张图"
    [said] = root.findall(f"{SVG}text")
    kept = "".join(c for c in typed if c not in "\x00\x0b\x1b\ud800\ufffe").replace("\n", " ")
    assert said.text == kept and not list(said), "no element was made of it"
    assert {each.tag.removeprefix(SVG) for each in root} == {"title", "rect", "line", "text"}


@given(st.text(max_size=40))
def test_any_text_whatever_makes_a_picture(typed):
    assert ElementTree.fromstring(svg(scene(typed), "en")).tag == f"{SVG}svg"
    assert page(scene(typed), typed).startswith(b"%PDF")


def test_svg_says_its_size_its_faces_and_its_colours():
    root = ElementTree.fromstring(svg(scene("3栋"), "zh_CN", "#FBF8F2"))
    assert root.get("viewBox") == "0 0 200 96" and root.get("lang") == "zh-CN"
    assert "Microsoft YaHei" in root.get("font-family") and root.get("font-family").endswith("sans-serif")
    ground, solid, dashed = root.findall(f"{SVG}rect")
    assert ground.get("fill") == "#FBF8F2"
    assert (solid.get("fill"), solid.get("rx"), solid.get("stroke-dasharray")) == ("#651330", "4", None)
    assert (dashed.get("fill"), dashed.get("stroke-dasharray")) == ("none", "3 2")


def test_png_is_twice_as_large_and_has_the_colours():
    with Image.open(BytesIO(png(scene("3栋")))) as picture:
        assert picture.format == "PNG" and picture.size == (400, 192)
        drawn = picture.convert("RGB")
        assert drawn.getpixel((80, 60)) == (0x65, 0x13, 0x30)
        assert drawn.getpixel((395, 2)) == (255, 255, 255), "white paper"
        letters = drawn.crop((20, 120, 80, 145))
        assert min(letters.convert("L").getdata()) < 60, "the words are drawn"


def test_a_very_large_picture_is_drawn_less_finely_rather_than_not_at_all():
    with Image.open(BytesIO(png(Scene(9000, 9000, "", (Box(0, 0, 9000, 9000, "#651330"),))))) as picture:
        assert 6000 < picture.size[0] < 9000


@pytest.mark.parametrize("typed", ["<b>3栋</b>", "3栋 & 5栋", "䶮家弄", "18弄2号"])
def test_in_a_paper_the_words_are_real_text(typed):
    [text] = pages_of(Drawing(scene(typed), MOST))
    assert squeezed(typed) in squeezed(text)


def test_what_no_font_has_is_told_by_the_paper():
    made = bound([Drawing(scene("👵栋"), MOST)], About("图", "", "", date(2026, 11, 23)))
    assert made.missed == ("👵",)


def test_a_scene_is_never_enlarged_and_never_wider_than_the_text():
    small, wide = Drawing(scene("3栋"), MOST), Drawing(Scene(900, 90, "", (Box(0, 0, 900, 90),)), MOST)
    assert small.wrap(442, 600) == (442, 96)
    assert wide.wrap(442, 600)[1] == pytest.approx(90 * 442 / 900)


def streets(count: int, high: float = 100.0, size: float = 9.0) -> Scene:
    marks: list[Box | Words | Rule] = [Words(0, 10, "图例", size, "#17120E")]
    for n in range(count):
        top = 30 + n * (high + 20)
        marks += [Box(0, top, 300, high, "#F0BE62"), Words(10, top + 50, f"第{n}排", size, "#17120E")]
    return Scene(300, 30 + count * (high + 20), "", tuple(marks))


def test_one_a_little_too_high_is_made_smaller_and_stays_whole():
    drawn = Drawing(streets(5), MOST)
    assert drawn.wrap(442, 600)[1] == pytest.approx(MOST)
    assert drawn.split(442, 300) == []
    assert len(pages_of(drawn)) == 1


def test_one_much_too_high_goes_on_on_the_next_page_and_loses_nothing():
    text = pages_of(Drawing(streets(14), MOST))
    assert len(text) == 3
    assert "图例" in text[0] and "第0排" in text[0], "the legend stays with what it explains"
    assert [f"第{n}排" for n in range(14) if f"第{n}排" in "".join(text)] == [f"第{n}排" for n in range(14)]
    assert "".join(text).count("第3排") == 1


def test_what_has_no_street_is_parted_at_a_hair_and_what_cannot_be_parted_is_made_smaller():
    cells = Scene(300, 3000, "", tuple(Box(0, n * 30.0, 300, 28, "#F0BE62") for n in range(100)))
    assert len(pages_of(Drawing(cells, MOST))) == 5
    solid = Drawing(Scene(300, 3000, "", (Box(0, 0, 300, 3000), Words(0, 99, "一", 9, "#17120E"))), MOST)
    assert solid.wrap(442, 600)[1] == pytest.approx(MOST)


def test_a_scene_comes_apart_where_nothing_stands():
    parts = apart(streets(3), 8)
    assert len(parts) == 4 and sum(part.high for part in parts) == pytest.approx(streets(3).high)
    assert [len(part.marks) for part in parts] == [1, 2, 2, 2]
    assert len(apart(streets(3), 30)) == 1


def test_a_frame_says_title_day_and_filters_and_breaks_long_lines():
    long = "筛选：楼栋 " + "、".join(f"{n}栋" for n in range(1, 40))
    made = framed(scene("3栋"), "小区平面：最高等级", ["和安苑　截至2026年11月23日", long])
    words = [mark for mark in made.marks if isinstance(mark, Words)]
    assert words[0].text == "小区平面：最高等级" and words[0].is_bold
    told = "".join(mark.text for mark in words)
    assert squeezed(long) in squeezed(told)
    assert all(mark.x + width_of(mark.text, mark.size) <= made.wide for mark in words)
    assert moved(Rule(0, 0, 5, 0, "#000000"), 3, 4) == Rule(3, 4, 8, 4, "#000000")


def test_paper_is_white_and_every_tier_keeps_its_colour_on_it():
    assert printed().paper == "#FFFFFF" and printed().tiers == LIGHT.tiers != DARK.tiers
