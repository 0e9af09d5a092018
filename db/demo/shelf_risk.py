"""The results and early warnings of many households, stored with the ids of the records that they name by place."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time

from sqlmodel import Session

from db.choices import AlertKind
from db.clock import CHINA
from db.demo.files import WATCHED
from db.demo.loop import Loop
from db.demo.rows import Row, insert_for_ids, insert_rows
from db.models import Alert, Assessment, RuleSet
from db.risk.hit import Hit, Record
from db.risk.rules import ENGINE, OURS
from db.risk.rules import to_text as told_rules
from db.risk.warnings import Early
from db.risk.weigh import Result, to_text

Ids = Sequence[int] | Mapping[int, int]  # of one household's records, by place
EVENING = time(17, 40)


class RiskShelf:
    def __init__(self, s: Session, today: date) -> None:
        self._s = s
        rules = {"name": OURS.name, "value": told_rules(OURS), "engine": ENGINE, "set_at": _evening(today - WATCHED)}
        [self._rules] = insert_for_ids(s, RuleSet, [rules])

    def store(self, loops: Sequence[Loop], ids: Mapping[Record, Sequence[Ids]]) -> None:
        results, alerts = list[tuple[date, Row]](), list[tuple[date, Row]]()
        for n, loop in enumerate(loops):
            own = {record: there[n] for record, there in ids.items()}
            home = {"household_id": own[Record.HOUSEHOLD][0]}
            results += [(on, self._result(on, _named(found, own)) | home) for on, found in loop.results]
            alerts += [(on, _alert(early, own) | {"on": on} | seen | home) for on, early, seen in loop.alerts]
        # In the order of their days, as they came; within a day by household.
        insert_rows(self._s, Assessment, [row for _on, row in sorted(results, key=lambda each: each[0])])
        insert_rows(self._s, Alert, [row for _on, row in sorted(alerts, key=lambda each: each[0])])

    def _result(self, on: date, found: Result) -> Row:
        told = {"score": found.score, "tier": found.tier, "lines": to_text(found)}
        return told | {"on": on, "at": _evening(on), "rules_id": self._rules}


def _named(found: Result, ids: Mapping[Record, Ids]) -> Result:
    def hit(placed: Hit) -> Hit:
        return placed._replace(record_id=ids[placed.record][placed.record_id])

    lines = tuple(replace(line, hit=hit(line.hit)) for line in found.lines)
    return replace(found, lines=lines, triggers={trigger: hit(placed) for trigger, placed in found.triggers.items()})


def _alert(early: Early, ids: Mapping[Record, Ids]) -> Row:
    """`about` as `db.risk.warnings` makes it, with the id of the visit or measure in it."""
    visit = None if early.visit_id is None else ids[Record.VISIT][early.visit_id]
    match early.kind:
        case AlertKind.TRIGGER | AlertKind.SAME_HAZARD:
            about = f"{early.told}.{visit}"
        case AlertKind.MOOD_FELL | AlertKind.MISSED_TWICE:
            about = str(visit)
        case AlertKind.PROMISE_BROKEN:
            about = str(ids[Record.MEASURE][int(early.about)])
        case AlertKind.TIER_ROSE:
            about = early.about
    return {"kind": early.kind, "about": about, "told": early.told, "visit_id": visit}


def _evening(day: date) -> datetime:
    return datetime.combine(day, EVENING, CHINA)
