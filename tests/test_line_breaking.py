"""Lines end where Chinese lines may: every sentence the app says over fifty-three widths, and whatever is made up."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db.words import LOCALES
from reports import sheet
from reports.fonts import HEI, SONG, font
from reports.ink import Drawn, lay
from reports.sheet import Style
from reports.text import broken, in_two

# GB/T 15834 5.1, written down apart from the list that is tested. Dashes and ellipses may begin a line, but stay whole.
NEVER_FIRST = set("，。、；：！？）》〉」』】〕］｝”’·％‰℃°,.;:!?)]}%～")
NEVER_LAST = set("（《〈「『【〔［｛“‘￥$([{#№")
PAIRS = {"……", "——"}
TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,%+@_/:=&?#~'-]*[A-Za-z0-9%]|[0-9]+ ?[栋室单层户次岁年月日元份人个天]")
WIDTHS = [12 * 16 + 5 * step for step in range(51)] + [300.5, sheet.BLOCK_WIDTH]
ROOT = Path(__file__).parent.parent
STORY = (
    "11月23日（星期一）下午3时许，客服部何静、工程部张伟一行2人到3栋1单元1202室，走访独居老人陈玉芬（化名，83岁）。"
    "老人说：“夜里不敢去浴室，怕摔！”……女儿在外地——每周来一次电话，号码13800002207；血压150/90 mmHg，"
    "每月退休金1,280.50元，比去年多12.5%。社区《关于做好2026年冬季困难群众走访慰问工作的通知（试行）》（第3期）要求：“应访尽访、"
    "不漏一户”。处理意见：①楼道灯11月27日前修好；②浴室扶手由居委会申请“适老化改造”项目，费用≤2,000元；③每周三、六上午9:30～10:00"
    "电话问候。她问：‘扶手什么时候装？’工程部答应：“最迟12月5日。”联系人：wang.min@example.org，网页https://example.org/a?b=1。"
)


def sentences() -> list[str]:
    """All that the app says in Chinese, and the Chinese part of the handbook."""
    told = []
    for path in sorted((LOCALES / "zh_CN" / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            told += [str(message.string) for message in read_po(file) if message.id]
    told += [line for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines() if "。" in line]
    return [line for text in told for line in text.split("\n") if len(line) > 12]


SENTENCES = sentences()


def set_in(text: str, room: float, size: float = 16) -> list[tuple[str, float]]:
    widths = font(SONG).widths
    lines = broken(text, [widths[c] for c in text], size, room)
    return [(text[line.start : line.end], line.width) for line in lines]


def faults(text: str, room: float, size: float = 16) -> list[tuple[str, str, str]]:
    """What is wrong with the lines: the kind, the line before and the line after."""
    lines = [words for words, _width in set_in(text, room, size)]
    found, tokens = [], [m.span() for m in TOKEN.finditer(text)]
    at = 0
    for before, after in zip(lines, lines[1:], strict=False):
        at = text.index(after, at + len(before))
        if after[0] in NEVER_FIRST and not TOKEN.fullmatch(before.strip("(/")):  # an address that fills the whole line
            found.append(("first", before, after))
        if before[-1] in NEVER_LAST:
            found.append(("last", before, after))
        if text[at - 1 : at + 1] in PAIRS:
            found.append(("pair", before, after))
        if any(start < at < end and fits(text[start - 1 : end + 1], room, size) for start, end in tokens):
            found.append(("token", before, after))
    return found


def fits(words: str, room: float, size: float) -> bool:
    return font(SONG).stringWidth(words, size) <= room


def end_of(line: Drawn, style: Style) -> float:
    """Where the last letter of a drawn line ends."""
    plain, bold = font(style.font).widths, font(HEI).widths
    natural = sum(bold[c] for c in line.lead) + sum(plain[c] for c in line.words)
    told = line.lead + line.words
    tight = sum(len(piece) for piece in re.findall(r"[!-~À-ɏ]{2,}", line.words)) if line.spread > 0 else 0
    tight += sum(len(piece) for piece in re.findall(r"[!-~À-ɏ]{2,}", line.lead)) if line.spread > 0 else 0
    ends_tight = line.spread > 0 and re.fullmatch(r"[!-~À-ɏ]{2}", told[-2:]) is not None
    gaps = len(told) - tight - (0 if ends_tight else 1)
    return line.x + natural * style.size / 1000 + style.pitch * len(told) + line.spread * gaps


def test_there_is_enough_to_break():
    assert len(WIDTHS) == 53 and len(SENTENCES) > 549
    assert sum(len(set_in(text, 300)) for text in SENTENCES) > 800


@pytest.mark.parametrize("room", WIDTHS)
def test_nothing_begins_ends_or_is_parted_wrongly(room):
    found = [fault for text in [*SENTENCES, STORY * 2] for fault in faults(text, room)]
    assert not found, found[:5]


@pytest.mark.parametrize("room", WIDTHS)
def test_no_line_passes_the_margin(room):
    for style in (sheet.Style(justified=True), sheet.Style(), sheet.Style(justified=True, indent=2, pitch=sheet.PITCH)):
        for text in [STORY, *SENTENCES[::9]]:
            for line in lay(text, style, room):
                assert end_of(line, style) <= room + 0.05, line


def test_what_fills_the_line_ends_at_the_margin_exactly():
    style = sheet.Style(justified=True, indent=2, pitch=sheet.PITCH)
    lines = lay(STORY * 3, style, sheet.BLOCK_WIDTH)
    filled = [line for line in lines[:-1] if line.spread]
    assert len(filled) > len(lines) * 0.65
    for line in filled:
        assert abs(end_of(line, style) - sheet.BLOCK_WIDTH) < 0.05, line


def test_a_paragraph_of_twenty_eight_characters_has_twenty_eight_a_line():
    lines = lay("走访困难群众" * 50, sheet.BODY, sheet.BLOCK_WIDTH)
    assert [len(line.words) for line in lines[:4]] == [26, 28, 28, 28]


ANY = st.text(
    st.one_of(
        st.sampled_from("，。、；：！？）》」】”’…—（《「【“‘·％℃,.;:!?)]}([{%-/@ 　栋室年月日元岁"),
        st.sampled_from("走访困难群众老人独居补助张王李"),
        st.sampled_from("0123456789abcXYZ"),
        st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF, blacklist_categories=("Cs", "Cc")),
    ),
    max_size=300,
)


@settings(max_examples=300, deadline=None)
@given(ANY, st.floats(10, 500), st.sampled_from([8.0, 10.5, 16.0, 22.0]), st.floats(0, 60))
@example("，" * 60, 100, 16, 0)
@example("啊", 10, 16, 0)
@example("（" * 40, 60, 16, 32)
@example("a" * 500, 50, 10.5, 0)
@example("1 " * 90, 33, 16, 0)
@example("　　　", 20, 16, 0)
def test_whatever_is_set_nothing_is_lost_and_no_line_is_empty_or_too_long(text, room, size, indent):
    widths = [font(SONG).widths[c] for c in text]
    lines = broken(text, widths, size, room, min(indent, room / 2))
    assert "".join(text[line.start : line.end] for line in lines).replace(" ", "").replace("　", "") == text.replace(
        " ", ""
    ).replace("　", "")
    at = 0
    for number, line in enumerate(lines):
        assert line.start >= at and line.end > line.start
        assert line.last == (number == len(lines) - 1)
        at = line.end
        free = room - (0 if number else min(indent, room / 2))
        over = line.width - free
        single = line.end - line.start == 1
        assert single or over <= size * 0.55 + 0.01, "at most one closing mark is squeezed in"


@settings(max_examples=200, deadline=None)
@given(ANY, st.floats(160, 500))
def test_a_line_begins_or_ends_wrongly_only_where_there_was_no_other_way(text, room):
    """Only a row of marks, or a word, that fills a whole line may be parted anywhere."""
    text = text.replace(" ", "").replace("　", "")
    lines = [words for words, _width in set_in(text, room)]
    for before, after in zip(lines, lines[1:], strict=False):
        if after[0] in NEVER_FIRST or before[-1] in NEVER_LAST:
            legal = [
                n for n in range(1, len(before)) if before[n] not in NEVER_FIRST and before[n - 1] not in NEVER_LAST
            ]
            plain = [n for n in legal if re.fullmatch(r"[一-鿿]{2}", before[n - 1 : n + 1])]
            assert not plain, (before, after)


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("走访困难群众情况简报小区，。《》（）“”0123"), min_size=1, max_size=80))
def test_a_title_takes_no_more_lines_than_it_must(text):
    widths = [font(HEI).widths[c] for c in text]
    even, greedy = (how(text, widths, 22, sheet.BLOCK_WIDTH) for how in (in_two, broken))
    assert len(even) == len(greedy)
    assert "".join(text[line.start : line.end] for line in even) == text
    assert all(line.width <= sheet.BLOCK_WIDTH + 22 * 0.55 for line in even)


def test_a_title_leaves_no_single_character_over():
    text = "和安苑小区物业关于二〇二六年第四季度困难群众走访慰问情况的简报"
    for size in (18, 20, 22, 24):
        lines = in_two(text, [font(HEI).widths[c] for c in text], size, sheet.BLOCK_WIDTH)
        lengths = [line.end - line.start for line in lines]
        assert len(lengths) == 1 or min(lengths) > max(lengths) / 2, lengths


def test_a_text_of_two_hundred_thousand_characters_is_broken_in_one_go():
    lines = lay("走访，" * 70_000, sheet.BODY, sheet.BLOCK_WIDTH)
    assert sum(len(line.words) for line in lines) == 210_000
