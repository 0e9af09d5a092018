"""A scene as SVG: a text that other programs read, and where every typed word stays a word."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from reports.scene import Box, Rule, Scene, Words
from reports.text import clean

FONTS = (
    "PingFang SC, Microsoft YaHei UI, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, WenQuanYi Micro Hei, sans-serif"
)


def svg(scene: Scene, spoken: str, ground: str = "#FFFFFF") -> str:
    return "\n".join(_lines(scene, spoken, ground)) + "\n"


def _lines(scene: Scene, spoken: str, ground: str) -> Iterator[str]:
    size = f'width="{_n(scene.wide)}" height="{_n(scene.high)}" viewBox="0 0 {_n(scene.wide)} {_n(scene.high)}"'
    spoken = "zh-CN" if spoken == "zh_CN" else spoken
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="said" '
        f"lang={_attribute(spoken)} font-family={_attribute(FONTS)}>"
    )
    yield f'<title id="said">{_text(scene.said)}</title>'
    yield f'<rect width="100%" height="100%" fill={_attribute(ground)}/>'
    for mark in scene.marks:
        yield _drawn(mark)
    yield "</svg>"


def _drawn(mark: Box | Words | Rule) -> str:
    match mark:
        case Box():
            round_ = f' rx="{_n(mark.corner)}"' if mark.corner else ""
            stroke = f' stroke={_attribute(mark.stroke)} stroke-width="{_n(mark.line)}"' if mark.stroke else ""
            dashed = ' stroke-dasharray="3 2"' if mark.is_dashed else ""
            place = f'x="{_n(mark.x)}" y="{_n(mark.y)}" width="{_n(mark.wide)}" height="{_n(mark.high)}"'
            return f"<rect {place} fill={_attribute(mark.fill or 'none')}{stroke}{dashed}{round_}/>"
        case Rule():
            place = f'x1="{_n(mark.x1)}" y1="{_n(mark.y1)}" x2="{_n(mark.x2)}" y2="{_n(mark.y2)}"'
            return f'<line {place} stroke={_attribute(mark.colour)} stroke-width="{_n(mark.line)}"/>'
        case Words():
            place = f'x="{_n(mark.x)}" y="{_n(mark.y)}" font-size="{_n(mark.size)}"'
            anchor = f' text-anchor="{mark.at}"' if mark.at != "start" else ""
            bold = ' font-weight="bold"' if mark.is_bold else ""
            return f"<text {place} fill={_attribute(mark.colour)}{anchor}{bold}>{_text(mark.text)}</text>"


def _text(words: str) -> str:
    """Typed text as XML takes it: no control characters, no code points that stand for nothing."""
    kept = clean(words).replace("\n", " ")
    return escape("".join(c for c in kept if ord(c) & 0xFFFE != 0xFFFE))


def _attribute(value: str) -> str:
    """Colours and words of ours: nothing typed stands in an attribute."""
    return quoteattr(value)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
