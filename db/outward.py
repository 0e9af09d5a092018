"""Typed words made fit to leave the house: without names, doors and numbers of people.

What was typed freely can name anybody in any way, so this takes out what can be known, and the page shows exactly what
is left before it goes.
"""

import re
from collections.abc import Iterable

from db.privacy import DOUBLE_SURNAMES, MASK, someone

# Phones with or without blanks, and any longer row of digits: identity cards, bank cards, certificates.
NUMBER = re.compile(
    r"(?<!\d)(?:\+?86[- ]?)?1\d{2}[- ]?\d{4}[- ]?\d{4}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)|\d{7,}[Xx]?"
)
# 1单元 1202室, 3-1-1202, 1202室. The building's own name may stand: it is told in the list as well.
DOOR = re.compile(
    r"\d+\s*单元\s*(?:\d+\s*[层楼])?\s*\d{2,4}\s*(?:室|房|号|户)?"
    r"|\d+\s*单元|(?<![\d-])\d{1,3}-(?:\d{1,2}-)?\d{3,4}(?![\d-])\s*室?|\d{3,4}\s*(?:室|房|号房)"
)
# The commonest surnames, save those that mostly end another word (由于医生, 对方医生, 保安师傅).
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏"
    "钟汪田任姜范石姚谭廖邹熊金陆郝孔崔康毛邱秦江史顾侯邵孟龙段雷钱汤尹黎易武乔贺赖龚庞樊殷施陶翟倪严牛温芦季俞"
    "章鲁葛毕聂丛焦柳邢骆岳齐尚梅莫庄辛祝左涂谷祁耿牟肖闫邝甄"
)
CALLED = "师傅|阿姨|大姐|大哥|大爷|大妈|大娘|大伯|大叔|奶奶|爷爷|叔叔|婆婆|伯伯|老伯|老师|医生|大夫|护士"
CALLED += "|主任|书记|科长|站长|所长|经理|队长|警官|律师|社工|委员|先生|女士|小姐|太太|嫂子"
# 隔壁韩师傅, 居委会沈主任, 社工小陆: nobody's name, and the neighbours know who it is.
SURNAME = "|".join((*sorted(DOUBLE_SURNAMES), f"[{SURNAMES}]"))
TITLED = re.compile(rf"(?!(?<=工)程|(?<=健)康)({SURNAME})(?:{CALLED})")
YOUNG = re.compile(rf"(?<=社工|医生|护士|律师|民警|保安|保洁|管家)\s?[小老]({SURNAME})")


def is_a_name(text: str) -> bool:
    """Whether it reads as a person's full name: 何静宜, and not 管理员, 街道, 康复科 or 王主任."""
    return bool(
        re.fullmatch(
            rf"({SURNAME}|[于方安白常万管向])(?!(?:{CALLED}|.?[科部班室处队组站所员办局])$)[\u4e00-\u9fff]{{1,2}}",
            text.strip(),
        )
    )


class Names:
    """The names of everybody in the files, as a text may hold them: 陈玉芬, and 玉芬 alone; `others` in full only."""

    def __init__(self, names: Iterable[str], others: Iterable[str] = ()) -> None:
        told: dict[str, str] = {name: someone(name) for name in map(str.strip, others) if is_a_name(name)}
        for name in {name.strip() for name in names if len(name.strip()) > 1}:
            masked = someone(name)
            told[name] = masked
            given = name.removeprefix(masked.removesuffix("某"))
            if len(given) > 1:  # two families may share it
                told[given] = "某" if told.get(given, masked) != masked else masked
        self._told = dict(sorted(told.items(), key=lambda each: -len(each[0])))

    def without(self, text: str, room: str) -> str:
        """The text with 陈某 for 陈玉芬, and no door or number. `room` is that of the household it was typed about."""
        for name, masked in self._told.items() if text else ():
            if name in text:
                text = text.replace(name, masked)
        text = YOUNG.sub(r"\1某", TITLED.sub(r"\1某", text))
        text = DOOR.sub(MASK, NUMBER.sub(MASK, text))
        if len(room) > 1:
            text = re.sub(rf"(?<![\dA-Za-z]){re.escape(room)}(?![\dA-Za-z])\s*(?:室|房|号)?", MASK, text)
        return text

    def told_in(self, text: str) -> tuple[str, ...]:
        """What in a text tells who somebody is: names, doors and numbers, as they stand there."""
        found: list[str] = []
        for name in self._told:  # the longest first
            if name in text:
                found.append(name)
                text = text.replace(name, MASK)
        for pattern in (NUMBER, DOOR, TITLED, YOUNG):
            found += [match.group().strip() for match in pattern.finditer(text)]
        return tuple(dict.fromkeys(found))
