"""Numbers in Chinese characters: 二十一, 壹佰, 一二〇三."""

import re

DIGITS = {
    c: n
    for n, each in enumerate(("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for c in each
}
PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
WRITTEN = "".join((*DIGITS, *PLACES))
NUMERAL = re.compile(f"[{WRITTEN}]+")


def number(text: str) -> int | None:
    """12, 十二, 一百零五, 一百二 (as spoken: 120), 二〇二六. None: no number."""
    if text.isascii():
        return int(text) if text.isdecimal() and len(text) <= 15 else None
    if "万" in text:
        many, _, few = text.partition("万")
        high, low = number(many), number(few) if few else 0
        if high is None or low is None:
            return None
        return high * 10_000 + low * (1_000 if len(few) == 1 else 1)
    if not text or len(text) > 12 or not NUMERAL.fullmatch(text):
        return None
    if not any(c in PLACES for c in text):
        return int("".join(str(DIGITS[c]) for c in text))
    return _with_places(text)


def _with_places(text: str) -> int | None:
    total, last, digit, before = 0, 10_000, None, ""
    for c in text:
        if c in DIGITS:
            if digit is not None and before not in "零〇":
                return None
            digit = DIGITS[c]
        else:
            place = PLACES[c]
            if place >= last or (digit is None and place > 10):
                return None
            total += (1 if digit is None else digit) * place
            last, digit = place, None
        before = c
    if digit is None:
        return total
    spoken = last >= 100 and len(text) > 1 and text[-2] in PLACES
    return total + digit * (last // 10 if spoken else 1)


def in_digits(text: str) -> str:
    """The text of a numeral as digits, or as it was where it is none."""
    found = number(text)
    return text if found is None else str(found)
