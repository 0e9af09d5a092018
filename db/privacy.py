"""Who sees what: the one gate from row to reader."""

from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import SQLModel

from db.clock import local
from db.fields import Choice, On, fields_of
from db.rights import Person, Right
from db.words import _, language

MASK = "＊＊＊"
DOUBLE_SURNAMES = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "梁丘",
        "左丘",
        "东门",
        "西门",
        "第五",
    ]
)

Row = TypeVar("Row", bound=SQLModel)


def someone(name: str) -> str:
    """A name as an outside reader may see it: 陈玉芬 is 陈某. First-and-last masks re-identify in a small estate."""
    name = name.strip()
    if not name:
        return ""
    return (name[:2] if name[:2] in DOUBLE_SURNAMES and len(name) > 2 else name[:1]) + "某"


def mask(viewer: Person, row: Row) -> Row:
    """The row as this viewer may hold it; personal values are gone, not hidden."""
    return row if viewer.may(Right.SEE_PEOPLE) else masked(row)


def masked(row: Row) -> Row:
    gone: dict[str, Any] = {}
    for field in fields_of(type(row), ~On(0)):
        if not field.show.personal:
            continue
        value = getattr(row, field.name)
        if field.name in ("name", "head"):
            gone[field.name] = someone(value or "")
        elif isinstance(value, str) and not isinstance(value, Choice):
            gone[field.name] = MASK if value else ""
        else:
            gone[field.name] = [] if isinstance(value, list) else None
    return row.model_copy(update=gone)


def told(value: object) -> object:
    """A choice is told by its word, a list by its words; the rest stays itself, so that columns sort."""
    if isinstance(value, Choice):
        return _(value.label)
    if isinstance(value, list):
        return (", " if language() == "en" else "、").join(str(told(v)) for v in value)
    return value


def text(value: object) -> str:
    """The value as words, for papers and captions."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return local(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return str(told(value))
