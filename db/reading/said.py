"""Words of the trade: what lists say of people, hardships, visits and what was done."""

import re
from collections.abc import Mapping
from typing import TypeVar

from db.choices import (
    Appeal,
    DisabilityGrade,
    DisabilityKind,
    Duration,
    HardshipCause,
    HardshipKind,
    Level,
    MeasureKind,
    NeedKind,
    NeedState,
    Outcome,
    Relation,
    Role,
    SelfCare,
    Sex,
    Tier,
    Way,
    Word,
)
from db.fields import Choice
from db.reading import words_of_visits as visits
from db.reading.cell import as_typed, folded, remembered, says_nothing, text_of
from db.reading.chosen import by_words, chosen, chosen_many, own, said_near, unknown
from db.reading.names import Name, names
from db.reading.read import Read
from db.sheets.book import Cell
from db.words import _

__all__ = ["Name", "names"]  # read in their own file

C = TypeVar("C", bound=Choice)
YES = frozenset(
    {
        *("是", "有", "对", "√", "✓", "✔", "☑", "■", "1", "y", "yes", "true", "t", "v"),
        *("享受", "已享受", "属于", "需要", "已"),
    }
)
NO = frozenset(
    {
        *("否", "无", "没有", "没", "不是", "不", "×", "✗", "✘", "☐", "□", "0", "n", "no", "false", "f", "x"),
        *("未", "未享受", "不享受", "不属于", "不需要", "未办"),
    }
)
COLOURS = re.compile(r"[红橙黄蓝绿紫][色码]?(?:级|标|牌|风险|预警|等级)?")
KIND_WORDS = re.compile(r"视力|听力|言语|语言|肢体|智力|精神|多重")
GRADE_WORDS = re.compile(r"(?<![\d十])[一二三四壹贰叁肆1-4IV]{1,3}[级等](?:残疾?)?")
NO_NEED = re.compile(r"(?:暂|目前|暂时)?(?:无|没有|没)(?:其他|其它|任何|特殊|什么)?(?:诉求|需求|困难|要求|问题|反映)")
CARERS = re.compile(r"养老院|敬老院|养老机构|福利院|护理院|机构")
WITH_OTHERS = re.compile(r"同住|居住|一起|陪住|合住|租住|寄居")


def sex(value: Cell) -> Read[Sex]:
    return chosen(Sex, value)


def relation(value: Cell) -> Read[Relation]:
    """With 户主之 or 之 before it as well: 户主之子, 之妻."""
    return chosen(
        Relation, re.sub(r"^\s*(?:与?户主)?(?:之|的|关系:?)(?=.)", "", value) if isinstance(value, str) else value
    )


def hardships(value: Cell) -> Read[tuple[HardshipKind, ...]]:
    return chosen_many(HardshipKind, value)


def cause(value: Cell) -> Read[HardshipCause]:
    return chosen(HardshipCause, value)


def living(value: Cell) -> Read[HardshipKind]:
    """居住情况: alone and empty nest are hardships; with whom somebody lives otherwise is kept in the note."""
    typed, word = as_typed(value), folded(text_of(value))
    if says_nothing(text_of(value)):
        return Read(None)
    if CARERS.search(word):
        return Read(None, _("Lives in a home: see whether this file is still ours."), sure=False, left=typed)
    if WITH_OTHERS.search(word) and not word.startswith(("独", "单独")):
        return Read(None, left=typed)
    read = chosen(HardshipKind, value)
    if read.value in (HardshipKind.ALONE, HardshipKind.EMPTY_NEST, HardshipKind.LEFT_BEHIND):
        return read
    return Read(None, left=typed)


def condition(value: Cell) -> Read[HardshipKind]:
    """健康状况: 失能 and grave illness are hardships; what is ordinary or chronic goes into the note. Never a grade."""
    if says_nothing(text_of(value)):
        return Read(None)
    read = chosen(HardshipKind, value)
    if read.value is HardshipKind.FRAIL:
        typed = as_typed(value)
        return Read(read.value, read.note, read.sure, "" if typed in ("失能", "失能、半失能") else typed)
    if read.value in (HardshipKind.ILLNESS, HardshipKind.DISABILITY, HardshipKind.MENTAL):
        return read
    return Read(None, left=as_typed(value))


def illnesses(value: Cell) -> Read[str]:
    """慢性疾病, as text: a list's diagnosis is never made a choice of ours."""
    text = as_typed(value)
    return Read(None) if says_nothing(text_of(value)) or folded(text) in NO else Read(text)


def self_care(value: Cell) -> Read[SelfCare]:
    return chosen(SelfCare, value)


def yes_no(value: Cell) -> Read[bool]:
    """是, √, 有, 1, Y; 否, ×, 无, 0, N. An empty cell says nothing."""
    if isinstance(value, bool):
        return Read(value)
    word = folded(text_of(value))
    if word in YES or word in NO:
        return Read(word in YES)
    return Read(None) if says_nothing(word) else unknown(as_typed(value))


def disability_kind(value: Cell) -> Read[DisabilityKind]:
    """The kind alone, or within 肢体二级; several kinds in one cell are “multiple”."""
    read = chosen(DisabilityKind, value)
    return read if read.value or not read.left else _kind_within(read.left)


@remembered
def _kind_within(typed: str) -> Read[DisabilityKind]:
    found = list(dict.fromkeys(KIND_WORDS.findall(text_of(typed))))
    if not found:
        return unknown(typed)
    if len(found) == 1:
        return chosen(DisabilityKind, found[0])
    return Read(DisabilityKind.MULTIPLE, said_near(typed, DisabilityKind.MULTIPLE), sure=False, left=typed)


def disability_grade(value: Cell) -> Read[DisabilityGrade]:
    """一级, 壹级, 1; within 肢体二级 as well. 重度 is one of two and stays a word."""
    read = chosen(DisabilityGrade, value)
    if read.value or not read.left:
        return read
    found = GRADE_WORDS.findall(text_of(value))
    return chosen(DisabilityGrade, found[0]) if len(found) == 1 else read


def outcome(value: Cell) -> Read[Outcome]:
    return _choice_or_within(Outcome, value, visits.OUTCOME_WORDS)


def nobody_met(value: Cell) -> Outcome | None:
    """How a call went that met nobody, where words about anything say so plainly."""
    text = text_of(value)
    exact = own(Outcome, folded(text)) or visits.OUTCOME.get(folded(text).rstrip("。."))
    if isinstance(exact, Outcome):
        return None if exact.seen else exact
    return next((each for each, words in visits.NOBODY_MET.items() if words.search(text)), None)


def way(value: Cell) -> Read[Way]:
    return chosen(Way, value)


def state(value: Cell) -> Read[NeedState]:
    """办结状态."""
    return chosen(NeedState, value)


def word(value: Cell) -> Read[Word]:
    """What the resident says of it; from a sentence, only where one of the words stands in it."""
    return _choice_or_within(Word, value, visits.WORD_WORDS)


def duration(value: Cell) -> Read[Duration]:
    return chosen(Duration, value)


def level(value: Cell) -> Read[Level]:
    """How grave. Colours mean one thing here and another there, so they stay words."""
    return chosen(Level, value)


def tier(value: Cell) -> Read[Tier]:
    if own(Tier, folded(text_of(value))) is None and COLOURS.fullmatch(text_of(value)):
        said = _("“{text}”: colours mean different things in different places. Choose the tier.")
        return Read(None, said.format(text=as_typed(value)), sure=False, left=as_typed(value))
    return chosen(Tier, value)


def role(value: Cell) -> Read[Role]:
    return chosen(Role, value)


def is_no_need(value: Cell) -> bool:
    """暂无诉求, 无困难: asked, and there was nothing."""
    text = folded(text_of(value))
    return says_nothing(text) or bool(NO_NEED.fullmatch(text)) or own(Appeal, text) is Appeal.NONE


def appeals(value: Cell) -> Read[tuple[Appeal, ...]]:
    """群众诉求, by the words in it; with its reason, since it is a guess."""
    return _appeals(value if isinstance(value, str) else text_of(value))


def need_kinds(value: Cell) -> Read[tuple[NeedKind, ...]]:
    return _needs(value if isinstance(value, str) else text_of(value))


def measure_kinds(value: Cell) -> Read[tuple[MeasureKind, ...]]:
    return _measures(value if isinstance(value, str) else text_of(value))


@remembered
def _appeals(typed: str) -> Read[tuple[Appeal, ...]]:
    if NO_NEED.fullmatch(folded(text_of(typed))):
        return Read((Appeal.NONE,))
    return by_words(Appeal, typed, visits.APPEALS, Appeal.OTHER)


@remembered
def _needs(typed: str) -> Read[tuple[NeedKind, ...]]:
    if is_no_need(typed):
        return Read(None)
    return by_words(NeedKind, typed, visits.NEEDS, NeedKind.OTHER)


@remembered
def _measures(typed: str) -> Read[tuple[MeasureKind, ...]]:
    return by_words(MeasureKind, typed, visits.MEASURES, MeasureKind.OTHER)


def _choice_or_within(kind: type[C], value: Cell, words: Mapping[str, C]) -> Read[C]:
    """The choice itself, or the first of these words that stands in a sentence; the sentence is kept then."""
    read = chosen(kind, value)
    if read.value or not read.left:
        return read
    for key, member in words.items():
        if key in read.left:
            return Read(member, said_near(read.left, member), sure=False, left=read.left)
    return read
