"""A row of a ledger of visits: with whom, when, what was asked for, what was done, and how it ended."""

import re
from datetime import date, datetime, timedelta
from typing import Any

from db.choices import Appeal, ClosingKind, MeasureKind, NeedKind, NeedState, Outcome, Word
from db.clock import day_of
from db.intake import people, places
from db.intake.cells import told, words
from db.intake.draft import Draft, Plan, formulas_left
from db.intake.table import Record
from db.intake.targets import BY_KEY
from db.reading import days, said
from db.reading.names import names
from db.sheets.book import Cell
from db.words import _

SAID, SHORT = 3000, 300  # characters of a visit's words, and of a problem's or a measure's
Answers = dict[str, Any]
# 身体良好: written where needs are asked for, and none.
ALL_WELL = re.compile(
    r"(?:(?:老人|本人|身体|精神|情况|生活|状况|状态|健康|一切|目前|均|都|较|很|基本|比较)*"
    r"(?:正常|良好|稳定|平稳|还好|挺好|尚可|无异常|没有变化|无变化)[，、。；！]*)+"
)
WITHIN = timedelta(days=300)
A_DAY = re.compile(r"(?:(?:20\d\d年)?\d{1,2}月\d{1,2}[日号]|20\d\d[-./]\d{1,2}[-./]\d{1,2})")


def record(d: Draft, plan: Plan) -> Record:
    places.place(d)
    people.responsible(d)
    residents = people.residents(d, plan)
    hardships = people.hardships(d, plan)
    visit = d.of("visit")
    _when(d, visit, plan)
    _staff(d, visit)
    needs, measures = _raised(d, visit, plan)
    _outcome(d, visit)
    _words(d, visit)
    formulas_left(d)
    if not residents and not places.is_told(d):
        places.nobody_told(d)
    return Record(
        plan.table.sheet,
        d.row,
        household=d.answers.get("household", {}),
        residents=residents,
        hardships=hardships,
        visit=visit,
        needs=needs,
        measures=measures,
        problems=tuple(d.problems),
    )


def _when(d: Draft, visit: Answers, plan: Plan) -> None:
    cell = d.cell("visit.at")
    if cell is None:
        if "visit.at" not in d.formulas:
            d.say(_title(plan, "visit.at"), _("The day of the visit is missing."), grave=True)
        return
    found = days.moment(cell, plan.year)
    title = d.spots["visit.at"].title
    if found.value is None:
        d.say(title, found.note or _("The day of the visit is missing."), grave=True)
        return
    visit["at"] = found.value
    on_the_day = days.day(cell, plan.year)  # that no time is written is said of the column, once
    d.say(title, on_the_day.note)
    if found.left:
        d.keep(_(BY_KEY["visit.at"].label), found.left)


def _title(plan: Plan, key: str) -> str:
    return next((column.title for column in plan.table.columns if column.target == key), "")


def _staff(d: Draft, visit: Answers) -> None:
    """Names as the list writes them, with the position beside: whose account it is, is found without it."""
    cell = d.cell("visit.staff")
    if cell is None:
        return
    found = d.take("visit.staff", names(cell))
    visit["staff"] = [f"{each.name}（{each.position}）" if each.position else each.name for each in found or ()]


def _outcome(d: Draft, visit: Answers) -> None:
    """No column says how it went: the words may, and else somebody was met, as there is something to tell."""
    if visit.get("outcome") is not None:
        return
    for key in ("visit.said", "visit.remarks", "need.words"):
        if d.cell(key) is not None and (found := said.nobody_met(told(d.cell(key)))) is not None:
            visit["outcome"] = found
            said_so = _("Taken as “{outcome}”, because of the words “{words}”.")
            d.say(d.spots[key].title, said_so.format(outcome=_(found.label), words=told(d.cell(key))[:40]))
            return
    visit["outcome"] = Outcome.MET
    said_so = _("The list does not say whether somebody was met: taken as “{outcome}”.")
    d.say("", said_so.format(outcome=_(Outcome.MET.label)))


def _raised(d: Draft, visit: Answers, plan: Plan) -> tuple[tuple[Answers, ...], tuple[Answers, ...]]:
    """The problem, what was done about it, and how it ended."""
    _appeals(d, visit)
    measures = _measures(d, visit)
    cell = d.cell("need.words")
    if cell is None or said.is_no_need(cell) or ALL_WELL.fullmatch(told(cell)) or _nobody_met(cell):
        if cell is not None and said.is_no_need(cell):
            visit.setdefault("appeals", [Appeal.NONE])
        elif cell is not None:
            visit["said"] = words(cell)
        _without_need(d)
        return (), measures
    text = words(cell)
    kinds = d.take("need.words", said.need_kinds(cell)) or (NeedKind.OTHER,)
    if not visit.get("appeals"):
        visit["appeals"] = list(said.appeals(cell).value or ())
    need = {"kind": kinds[0], **d.answers.get("need", {})}
    need["words"] = _short(d, "need.words", text)
    if "need.words" in d.answers.get("need", {}) or len(text) > SHORT or "visit.said" not in d.spots:
        visit["said"] = text
    closing = _closing(d, plan, visit, measures)
    if closing:
        need["closing"] = closing
    return (need,), measures


def _nobody_met(cell: Cell) -> bool:
    """家中无人 where needs are asked for says how the visit went, and nothing that somebody asked for."""
    return said.nobody_met(cell) is not None and said.need_kinds(cell).value in (None, (NeedKind.OTHER,))


def _short(d: Draft, key: str, text: str) -> str:
    """A problem is a sentence; a long text stands in full among the words of the visit."""
    if len(text) <= SHORT:
        return text
    d.say(d.spots[key].title, _("Longer than {n} characters: the whole text is kept with the visit.").format(n=SHORT))
    return f"{text[: SHORT - 1]}…"


def _appeals(d: Draft, visit: Answers) -> None:
    cell = d.cell("visit.appeals")
    if cell is None:
        return
    found = said.appeals(cell)
    if found.value:
        visit["appeals"] = list(found.value)
    d.say(d.spots["visit.appeals"].title, found.note)
    if not found.sure:
        d.keep(_(BY_KEY["visit.appeals"].label), words(cell))


def _measures(d: Draft, visit: Answers) -> tuple[Answers, ...]:
    cell = d.cell("measure.words")
    answers = d.answers.get("measure", {})
    if cell is None:
        for name, value in answers.items():
            d.keep(_(BY_KEY[f"measure.{name}"].label), _plain(value))
        return ()
    text = words(cell)
    kinds = d.take("measure.words", said.measure_kinds(cell)) or (MeasureKind.OTHER,)
    measure = {"kind": kinds[0], "words": _short(d, "measure.words", text), **answers}
    if len(text) > SHORT:
        visit["own_words"] = text
    at = visit.get("at")
    if "due" not in measure and at is not None and (due := _due(text, at)):
        measure["due"] = due
        d.say(d.spots["measure.words"].title, _("Due on {day}, as the words say.").format(day=due.isoformat()))
    return (measure,)


def _due(text: str, at: datetime) -> date | None:
    """工程部9月15日上门: a day that is not before the visit is when it is to be done."""
    found = A_DAY.search(text)
    return _after(found[0], day_of(at)) if found else None


def _after(text: str, first: date) -> date | None:
    """The day that is meant; where its year is not written, the first such day from the visit on, within the year."""
    read = days.day(text, first.year)
    if read.value is None or read.value >= first:
        return read.value
    later = days.day(text, first.year + 1).value
    return later if later is not None and first < later < first + WITHIN else None


def _plain(value: Any) -> str:
    return _(value.label) if hasattr(value, "label") else str(value)


def _closing(d: Draft, plan: Plan, visit: Answers, measures: tuple[Answers, ...]) -> Answers:
    """Of a problem that the list calls settled. What is told of one that is not settled stays among the words."""
    state_cell, back = d.cell("need.state"), d.cell("closing.back")
    state = said.state(state_cell).value if state_cell is not None else None
    if state_cell is not None:
        read = said.state(state_cell)
        d.say(d.spots["need.state"].title, read.note)
    if state is not NeedState.CLOSED:
        if state_cell is not None and not (state is NeedState.OPEN or (state is NeedState.IN_HAND and measures)):
            d.keep(_(BY_KEY["need.state"].label), told(state_cell))
        _keep_closing(d)
        return {}
    closing: Answers = {"kind": ClosingKind.SOLVED, "word": Word.NOT_ASKED, **d.answers.get("closing", {})}
    evidence = [str(closing["evidence"])] if closing.get("evidence") else []
    if back is not None:
        word = said.word(back).value
        closing["word"] = word if word is not None else closing["word"]
        evidence.append(words(back))
        found, at = A_DAY.match(told(back)), visit.get("at")
        if found and at is not None and (on := _after(found[0], day_of(at))) and on <= plan.today:
            closing["day"] = on
    if (cell := d.cell("closing.day")) is not None and (on := d.take("closing.day", days.day(cell, plan.year))):
        closing["day"] = on
    if not evidence:
        evidence.append(_("{label}: {value}").format(label=_(BY_KEY["need.state"].label), value=told(state_cell)))
    closing["evidence"] = "；".join(evidence)
    if len(closing["evidence"]) > SHORT:
        d.keep(_(BY_KEY["closing.back"].label), closing["evidence"])
        closing["evidence"] = f"{closing['evidence'][: SHORT - 1]}…"
    return closing


def _keep_closing(d: Draft) -> None:
    for key in ("closing.back", "closing.day"):
        if (cell := d.cell(key)) is not None:
            d.keep(_(BY_KEY[key].label), words(cell))
    for name, value in d.answers.get("closing", {}).items():
        d.keep(_(BY_KEY[f"closing.{name}"].label), _plain(value))


def _without_need(d: Draft) -> None:
    """No problem is named, so what is told of its end stands among the words."""
    if (cell := d.cell("need.state")) is not None:
        d.keep(_(BY_KEY["need.state"].label), told(cell))
    _keep_closing(d)
    for name, value in d.answers.get("need", {}).items():
        d.keep(_(BY_KEY[f"need.{name}"].label), _plain(value))


def _words(d: Draft, visit: Answers) -> None:
    """All that was said: the list's own words, its remarks, and what no field takes. Nothing is cut off."""
    own = words(d.cell("visit.said")) if d.cell("visit.said") is not None else ""
    asked = str(visit.get("said") or "")
    if (cell := d.cell("visit.remarks")) is not None:
        d.keep(_(BY_KEY["visit.remarks"].label), words(cell))
    if note := d.answers.get("resident", {}).pop("note", ""):
        d.keep(_(BY_KEY["resident.note"].label), str(note))
    text = "\n".join(dict.fromkeys(filter(None, (own, asked, *d.kept))))
    if not text and visit["outcome"].seen and not visit.get("appeals"):
        text = _("The list says nothing of what was said.")
    if not text:
        visit.pop("said", None)
        return
    visit["said"] = text
    if len(text) > SAID:
        column = d.spots["visit.said"].title if "visit.said" in d.spots else ""
        said_so = _("The words of this visit have {n} characters, {most} have room. Shorten them.")
        d.say(column, said_so.format(n=len(text), most=SAID), grave=True)
