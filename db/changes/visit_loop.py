"""What a visit brings into the loop, in the visit's own transaction: problems with their measures, what was done, and
whether it helped."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlmodel import Session, select

from db import log
from db.changes import measure as measures
from db.changes.gate import checked, loaded
from db.changes.need import raise_need
from db.choices import Deed, Helped, MeasureKind, MeasureState, NeedKind, Word
from db.clock import day_of
from db.errors import Invalid, NotAllowed, Refused
from db.models import Evaluation, EvaluationFields, Household, Measure, Need, NeedFields, Visit
from db.rights import Person, Right, require
from db.words import N_, _

Told = Mapping[str, Any]
WHAT_CAME = N_("Write in a few words what came of what was done.")


def record_loop(
    s: Session,
    actor: Person,
    visit_id: int,
    today: date,
    needs: Sequence[Told] = (),
    followed: Sequence[Told] = (),
    risk_before: int | None = None,
) -> None:
    """`needs`: answers of `NeedFields` with `measures`, a list of answers of `MeasureFields`. `followed`: answers of
    `EvaluationFields` with `need_id`, and `done`, a list of `{measure_id, result, helped}`.

    A form sent twice brings nothing twice: each problem has a `key` of its own within its visit, or its place. What is
    wrong is told with the line named. `risk_before` is the household's gravest risk before this visit.
    """
    require(actor, Right.RECORD)
    if problems := wrong(needs, followed):
        raise Invalid(problems)
    visit = loaded(s, Visit, visit_id)
    day = min(day_of(visit.at), today)
    for place, told in enumerate(needs):
        token = f"{visit.token}.{told.get('key', place)}"
        with _named(_problem(place, told), f"needs.{place}"):
            known = s.exec(select(Need).where(Need.token == token)).first()
            if known is not None:
                _the_same(s, known, told)
                continue
            need_id = raise_need(s, actor, visit.household_id, day, told, visit_id, token)
        for n, each in enumerate(told.get("measures") or ()):
            with _named(_measure(place, told, n, each), f"needs.{place}.measures.{n}"):
                measures.add_measure(s, actor, need_id, day, each, visit_id)
    for place, told in enumerate(followed):
        with _named(_followed(told), f"followed.{place}"):
            _follow(s, actor, visit, day, told, risk_before)


def wrong(needs: Sequence[Told], followed: Sequence[Told] = ()) -> dict[str, str]:
    """What cannot be stored, a sentence for each field with its line named; nothing is asked of the database."""
    problems: dict[str, str] = {}
    for place, told in enumerate(needs):
        with _gathered(problems), _named(_problem(place, told), f"needs.{place}"):
            checked(NeedFields, told)
        for n, each in enumerate(told.get("measures") or ()):
            with _gathered(problems), _named(_measure(place, told, n, each), f"needs.{place}.measures.{n}"):
                measures.sound(each)
    for place, told in enumerate(followed):
        with _gathered(problems), _named(_followed(told), f"followed.{place}"):
            _check(told)
    return problems


def _check(told: Told) -> None:
    problems = {}
    says_more = told.get("new_difficulty") or (told.get("word") or Word.NOT_ASKED) != Word.NOT_ASKED
    if says_more and not told.get("solved"):
        problems["solved"] = _("Choose whether it is solved.")
    if any(not each.get("result") and not each.get("helped") for each in told.get("done") or ()):
        problems["done"] = _(WHAT_CAME)
    if problems:
        raise Invalid(problems)


def _the_same(s: Session, known: Need, told: Told) -> None:
    """A problem sent twice is one problem. Other words under its key come from a second window, and are not dropped
    silently."""
    fields = checked(NeedFields, told).model_dump()
    there = set(s.exec(select(Measure.kind).where(Measure.need_id == known.id)))
    missing = {measures.sound(each).kind for each in told.get("measures") or ()} - there
    if missing or any(getattr(known, name) != value for name, value in fields.items()):
        raise Refused(_("Saved from another window in other words. Put it right in the household file."))


def _follow(s: Session, actor: Person, visit: Visit, day: date, told: Told, risk_before: int | None) -> None:
    need = loaded(s, Need, told.get("need_id"))
    if need.household_id != visit.household_id:
        raise Invalid({"need_id": _("This problem belongs to another household.")})
    for each in told.get("done") or ():
        _finish(s, actor, need, day, each)
    asked = select(Evaluation.id).where(Evaluation.visit_id == visit.id, Evaluation.need_id == need.id)
    answers = {name: told[name] for name in EvaluationFields.model_fields if told.get(name) is not None}
    if not answers.get("solved") or s.exec(asked).first() is not None:
        return
    household = s.get_one(Household, visit.household_id)
    assert need.id is not None and visit.id is not None
    found = Evaluation(
        **checked(EvaluationFields, answers).model_dump(),
        need_id=need.id,
        visit_id=visit.id,
        on=day,
        by_id=actor.id,
        risk_before=risk_before,
        risk_after=household.last_risk,
    )
    s.add(found)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.ADD, "evaluation", found.id)


def _finish(s: Session, actor: Person, need: Need, day: date, told: Told) -> None:
    """A measure done at this visit; of one that was done before, only whether it helped is new."""
    measure = loaded(s, Measure, told["measure_id"])
    if measure.need_id != need.id:
        raise Invalid({"done": _("This measure belongs to another problem.")})
    result, helped = told.get("result") or "", Helped(told["helped"]) if told.get("helped") else None
    if measure.state is not MeasureState.DONE and not result:
        raise Invalid({"done": _(WHAT_CAME)})
    if measure.state is not MeasureState.DONE or result not in ("", measure.result):
        measures.finish(s, actor, told["measure_id"], day, result, helped)
    elif helped is not None and helped is not measure.helped:
        measures.rate(s, actor, told["measure_id"], day, helped)


def _problem(place: int, told: Told) -> str:
    """问题 1（家中隐患）"""
    return _("Problem {n} ({kind})").format(n=place + 1, kind=_label(NeedKind, told.get("kind")))


def _measure(place: int, told: Told, n: int, each: Told) -> str:
    """问题 1（家中隐患）的措施 2（装扶手、坡道）"""
    said = _("{problem}, measure {n} ({kind})")
    return said.format(problem=_problem(place, told), n=n + 1, kind=_label(MeasureKind, each.get("kind")))


def _followed(told: Told) -> str:
    return _("Follow-up of “{words}”").format(words=told.get("words") or told.get("need_id"))


def _label(choice: type[NeedKind] | type[MeasureKind], value: object) -> str:
    return next((_(each.label) for each in choice if each == value), "—")


@contextmanager
def _named(line: str, key: str) -> Iterator[None]:
    """What is refused of a line is told with the line's name."""
    try:
        yield
    except NotAllowed:
        raise
    except Invalid as refused:
        problems = {f"{key}.{field}": _said(line, why) for field, why in refused.problems.items()}
        raise Invalid(problems) from refused
    except Refused as refused:
        raise Refused(_said(line, str(refused))) from refused


def _said(line: str, why: str) -> str:
    return _("{line}: {why}").format(line=line, why=why)


@contextmanager
def _gathered(problems: dict[str, str]) -> Iterator[None]:
    try:
        yield
    except Invalid as refused:
        problems |= refused.problems
