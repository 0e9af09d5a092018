"""The demonstration estate: invented from a seed, believable to read, and gone in one step.

`places` stand, `staff` work, `families` live there, `files` are kept of them; `schedule` says when somebody comes,
`danger` whom something befalls, `story` what is going on then, and `visits` writes it down in the words of `talk`,
`looks` and the threads. From the same threads come the `needs` with their `doings`. Of the last weeks, `past` tells
what was known in the evening of a day, `risk` weighs it and lets people decide; `plans`, `turns` and the figures of
the `mornings` go along. Each household has its own dice, so that the same seed and day give the same rows.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from sqlmodel import Session

from db.choices import Trigger, Way
from db.clock import midnight
from db.demo import places
from db.demo.danger import Danger
from db.demo.files import File, file, opening_days
from db.demo.loop import Loop, Stop, measure_risk
from db.demo.mornings import Mornings
from db.demo.needs import Needs
from db.demo.past import Past
from db.demo.pictures import DRAWN, picture
from db.demo.plans import Plans
from db.demo.risk import Risk
from db.demo.rounds import Made, start_rounds
from db.demo.rows import Row
from db.demo.schedule import calls, met_lately, shares, unanswered, weight
from db.demo.shelf import Shelf, Told
from db.demo.staff import OnVisit, Team, hire
from db.demo.turns import Turns
from db.demo.usual import SCALES
from db.demo.visits import Teller, recorded_at
from db.errors import Refused
from db.words import N_, _

DAYS = 730  # two years
JUST_NOW, JUST_BEFORE = timedelta(days=5), timedelta(minutes=20)
SIZES = N_("A demonstration needs one household at least.")


def fill(s: Session, today: date, *, households: int, visits: int, seed: int) -> None:
    """Fill an empty house with households and visits as many as asked for. The last visit is yesterday's at most."""
    if households < 1 or visits < 0:
        raise Refused(_(SIZES))
    start = today - timedelta(days=DAYS)
    dice = Random(f"nuanfang {seed}")
    standing = places.buildings(households)
    places.build(s, standing)
    team = hire(s, dice, len(standing), start, today)
    doors = places.doors(dice, standing, households)
    opened = opening_days(dice, households, start, today)

    def thrown(n: int) -> tuple[Random, File]:
        own = Random(f"nuanfang {seed} {n}")
        return own, file(own, n + 1, opened[n], doors[n], standing, team, today)

    # Thrown twice with the same dice, to share out the visits and to write them: so a million never fill the memory.
    weights = [weight(thrown(n)[1], start) for n in range(households)]
    shelf, mornings, rounds = Shelf(s, standing, today), Mornings(today), start_rounds(s, team, today)
    danger = Danger()
    for n, count in enumerate(shares(weights, visits)):
        dice, known = thrown(n)
        told, stops = _visit(dice, known, count, start, today, team, danger.of(known, count))
        loop = _care(Random(f"nuanfang {seed} {n} loop"), known, stops, team, today, rounds)
        mornings.count(known, stops, loop)
        shelf.put(known, told, loop)
    shelf.finish()
    mornings.store(s)


def _visit(
    dice: Random, file: File, count: int, start: date, today: date, team: Team, danger: Trigger | None
) -> tuple[Told, list[Stop]]:
    """One household's two years of visits."""
    teller = Teller(dice, file, start)
    planned = calls(dice, file, count, start)
    match danger:
        case Trigger.UNSEEN:
            planned = unanswered(dice, planned, file.end)
        case Trigger.DESPAIR:
            planned = met_lately(planned, file.end)
            teller.story.befall(planned[-1].day, danger)
    told, stops = list[tuple[Row, list[OnVisit]]](), list[Stop]()
    for n, call in enumerate(planned):
        is_just_now = n == len(planned) - 1 and call.outcome.seen and today - call.day <= JUST_NOW
        if is_just_now and not danger and dice.random() < 0.35 and teller.story.befall(call.day):
            # Only heard of, and yesterday: somebody has to go within 24 hours.
            call = replace(call, at=call.at + (file.end - call.day), way=Way.PHONE)
        row = teller.tell(call, planned[n + 1] if n + 1 < len(planned) else None)
        is_grave = any(str(row.get(scale)) == "3" for scale in ("health", "safety", "stability"))
        is_festival = row.get("said", "")[:2] in ("春节", "端午", "中秋", "重阳")
        by = team.who_goes(dice, file.building, call.day, is_grave, is_festival)
        if is_festival and dice.random() < 0.3:
            row["companions"] = dice.choice(("居委会 沈主任", "社区社工 小陆", "志愿者 2 名"))
        row["recorded_at"] = recorded_at(dice, call.at, midnight(today) - JUST_BEFORE)
        row["recorded_by_id"] = by[0].id
        row["token"] = f"demonstration-{file.row['no']}-{n}"
        told.append((row, by))
        stops.append(Stop.of(n, row, teller))
        _photograph(file, teller, n, call.day, row)
    return told, stops


def _care(dice: Random, file: File, stops: list[Stop], team: Team, today: date, rounds: Sequence[Made]) -> Loop:
    """What became of it: turns first, as a pause stops what is due; the risk before the plans, as tiers follow it."""
    loop = Loop()
    measure_risk(stops, SCALES)
    turns = Turns(dice, file, stops, team, today, loop)
    turns.tell()
    Needs(dice, file, stops, team, today - timedelta(days=1), loop).tell()
    Risk(dice, file, Past(file, stops, loop), turns, loop).tell()
    Plans(dice, file, stops, team, today, loop).tell(rounds)
    return loop


def _photograph(file: File, teller: Teller, visit: int, day: date, row: Row) -> None:
    """A picture of what was found, once in a household and only where that was agreed to."""
    shown = [name for name in teller.raised if name in DRAWN]
    consent = file.photo_consent(day)
    if shown and consent is not None and not file.photos:
        added = {"added_by_id": row["recorded_by_id"], "added_at": row["recorded_at"]}
        file.photos.append((visit, consent, picture(shown[0]) | added))
