"""A visit written down: long, short or in two words, as people do, and with what people forget."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from db.choices import Appeal, Environment, FamilyLife, Hazard, Level, Mind, Way
from db.demo import looks, usual
from db.demo.files import EVERY, File
from db.demo.people import SURNAMES
from db.demo.rows import Row
from db.demo.schedule import Call
from db.demo.seasons import round_of, season
from db.demo.story import Story
from db.demo.talk import HEARD, TALK
from db.demo.thread import Phase, Thread
from db.demo.voice import Voice

Told = list[tuple[Thread, Phase]]
# How a word comes out of a phone's keyboard.
SLIPS = (
    ("卫生服务", "卫生服物"),
    ("扶手", "扶首"),
    ("提醒", "题醒"),
    ("按时", "按是"),
    ("出院", "出远"),
    ("再来", "在来"),
    ("屋里", "屋理"),
    ("精神", "经神"),
)
HOMES = ("tidy", "tidy", "fair", "fair", "fair", "cluttered", "dark")


class Teller:
    """Writes the visits of one household in order; remembers what was said and how the flat looks."""

    def __init__(self, dice: Random, file: File, start: date) -> None:
        family = file.family
        neighbour = (
            f"{dice.choice(('对门', '隔壁', '楼下'))}{dice.choice(SURNAMES)}{dice.choice(('阿姨', '师傅', '大姐'))}"
        )
        self.dice, self.file = dice, file
        self.voice = Voice(dice, {"who": family.who, "child": family.child, "neighbour": neighbour})
        self.story = Story(dice, family, max(start, file.opened_on), file.end, usual.OFTEN[file.tier])
        self.home = dice.choice(HOMES)
        self.raised: list[str] = []  # names of what the last visit found, where it was looked at
        self.told: Told = []  # at the last visit; with what was promised (and its place) and asked of others
        self.promised: dict[str, tuple[str, int]] = {}
        self.asked: dict[str, str] = {}
        self.patience = dice.random()  # some households are told at length, others in two words

    def tell(self, call: Call, following: Call | None) -> Row:
        """The typed part of a visit."""
        row: Row = {"at": call.at, "way": call.way, "outcome": call.outcome}
        self.voice.words.day = call.day
        self.raised, self.told, self.promised, self.asked = [], [], {}, {}
        if call.way is Way.SIGNAL:
            return row | {"door_note": self._say("signal", looks.SIGNAL), "appeals": [Appeal.NONE]}
        if not call.outcome.seen:
            return row | self._shut(call)
        told = self.told = self.story.at(call.day)
        if any(thread.is_away and phase is Phase.GOING for thread, phase in told):
            row["way"] = Way.PHONE
        row |= self._met(call.day, row["way"], told)
        return row | self._next(call, row["way"], following, told)

    def _say(self, name: str, pool: tuple[str, ...], of_home: bool = False) -> str:
        """The next sentence of a pool, told of the one visited or, of the flat, by who speaks for the household."""
        family = self.file.family
        self.voice.words["who"] = family.speaker if of_home and family.speaker else family.who
        return self.voice.say(name, pool)

    def _shut(self, call: Call) -> Row:
        if self.dice.random() < 0.12:  # nothing but the outcome
            return {}
        note = self._say(f"door {call.outcome}", looks.AT_THE_DOOR[str(call.outcome)])
        return {"door_note": note, "hazards": [Hazard.SIGNS] if "报纸" in note else []}

    def _met(self, day: date, way: Way, told: Told) -> Row:
        """Nothing going on: often told briefly. Something going on: told, whoever writes."""
        length = self.dice.random() * 0.75 + self.patience * 0.25
        if not told and length < 0.2:
            appeals = [] if self.dice.random() < 0.5 else [Appeal.NONE]
            return {"said": self._say("terse", looks.TERSE), "appeals": appeals}
        if not told and length < (0.5 if way is Way.PHONE else 0.38):
            name, pool = ("phoned", looks.PHONED) if way is Way.PHONE else ("short", looks.SHORT)
            return {"said": self._say(name, pool, True), "appeals": [Appeal.NONE]} | self._risks(told, 0.5)
        row = self._choices(told)
        row["said"] = self._slip("".join(self._heard(day, way, told)))
        if way in (Way.HOME, Way.DOOR):
            mind = row["mind"][0] if row["mind"] else Mind.CALM
            row["seen"] = self._slip("".join(self._looked(told, mind)))
            row["environment"] = self._environment(told)
            self.raised = [thread.name for thread in _in(told, Phase.RAISED)]
        row |= self._risks(told, 0.86)
        if told and self.dice.random() < 0.8:
            thread = told[0][0]
            row["root_cause"] = self._say(f"{thread.name} cause", thread.cause)
            row["duration"], row["origin"] = thread.duration, thread.origin
        for thread in _in(told, Phase.RAISED):
            self._help(row, thread)
        return row

    def _heard(self, day: date, way: Way, told: Told) -> Iterable[str]:
        dice, festival, weather = self.dice, round_of(day), season(day)
        is_there = way in (Way.HOME, Way.DOOR)
        is_for_them = festival is not None and (festival.key != "double_ninth" or self.file.family.who == "老人")
        if festival and is_for_them and is_there and dice.random() < 0.65:
            yield self._say(f"occasion {festival.key}", looks.OCCASION[festival.key], True)
        for thread, phase in told:
            match phase:
                case Phase.RAISED:
                    yield self._say(f"{thread.name} said", thread.said, thread.is_of_home)
                case Phase.GOING:
                    yield self._say(f"{thread.name} going", thread.going, thread.is_of_home)
                case Phase.SETTLED:
                    yield self._say(f"{thread.name} settled", thread.settled, thread.is_of_home)
        if _is_grave(told) or any(thread.is_away and phase is Phase.GOING for thread, phase in told):
            return  # nothing else was talked of
        pools = TALK if is_there else HEARD
        for theme in self._themes(pools, dice.choice((1, 1, 2)) if told else dice.choice((1, 2, 2, 3))):
            yield self._say(theme if is_there else f"{theme} heard", pools[theme])
        if is_there and dice.random() < 0.22:
            yield self._say(f"season {weather}", looks.SEASON[weather], True)

    def _themes(self, pools: dict[str, tuple[str, ...]], most: int) -> list[str]:
        """What is talked of; two sentences of one theme follow each other."""
        there = [theme for theme in self.file.family.themes if theme in pools]
        return sorted(self.dice.choices(there, k=most), key=there.index)

    def _looked(self, told: Told, mind: Mind) -> Iterable[str]:
        dice, raised = self.dice, _in(told, Phase.RAISED)
        for thread in raised:
            yield self._say(f"{thread.name} seen", thread.seen, thread.is_of_home)
        if not raised or dice.random() < 0.6:
            yield self._say(f"home {self.home}", looks.HOME[self.home])
        if dice.random() < 0.7:
            is_in_bed = self.file.family.kind == "frail"
            name, pool = ("in bed", looks.IN_BED) if is_in_bed else (f"body {mind}", looks.BODY[str(mind)])
            yield self._say(name, pool)
        if dice.random() < 0.35 and not _is_grave(told):
            yield self._say("bye", looks.BYE, True)

    def _choices(self, told: Told) -> Row:
        dice, kind, still = self.dice, self.file.family.kind, _open(told)
        raised, settled = _in(told, Phase.RAISED), _in(told, Phase.SETTLED)
        quiet = kind in ("bereaved", "lost") and dice.random() < 0.4 or dice.random() < 0.08
        company = kind in ("alone", "bereaved", "lost") and dice.random() < 0.3
        mind = [each for thread in still for each in thread.mind] or [Mind.LOW if quiet else Mind.CALM]
        family = [each for thread in still for each in thread.family]
        family = family or [dice.choice(usual.FAMILY.get(kind, (FamilyLife.CARED_FOR,)))]
        appeals = [each for thread in still for each in thread.appeals]
        row: Row = {
            "appeals": _once(appeals or [Appeal.COMPANY if company else Appeal.NONE]),
            "hazards": _once(each for thread in still for each in thread.hazards),
            "mind": mind[:1],
            "family": _once(family)[:2],
            "circumstances": _once(each for thread in raised for each in thread.circumstances),
            "changes": _once(filter(None, [*(t.change for t in raised), *(t.change_after for t in settled)])),
        }
        for name in ("mind", "family", "appeals"):  # left empty now and then
            if dice.random() < 0.08:
                row[name] = []
        return row

    def _environment(self, told: Told) -> list[Environment]:
        brought = [each for thread in _open(told) for each in thread.environment]
        own = Environment(self.home)
        return _once(brought if brought and own is Environment.TIDY else [own, *brought])

    def _risks(self, told: Told, chance: float) -> Row:
        """Scales are filled in by most; a grave one always has its reason."""
        found: Row = {}
        levels = self.story.levels(told)
        for scale in usual.SCALES:
            level = levels[scale]
            if level < 3 and self.dice.random() > chance:
                continue
            found[scale] = Level(str(level))
            brought = next((thread for thread in _open(told) if thread.scale == scale), None)
            always = usual.WHY[scale].get(self.file.family.kind)
            if brought is not None:
                found[f"{scale}_why"] = self._say(f"{brought.name} why", brought.why)
            elif level and always and self.dice.random() < 0.2 * level:
                found[f"{scale}_why"] = self._say(f"why {scale}", always)
        return found

    def _help(self, row: Row, thread: Thread) -> None:
        """What was promised at the door, and what is asked of others."""
        dice = self.dice
        if thread.own and dice.random() < 0.9:
            row["own_measures"] = _once([*row.get("own_measures", []), *thread.own])
        if thread.promised and dice.random() < 0.88:
            sentence = self._say(f"{thread.name} promised", thread.promised)
            self.promised[thread.name] = sentence, self.voice.place
            row["own_words"] = row.get("own_words", "") + sentence
        if thread.help and dice.random() < 0.7:
            row["outside_help"] = _once([*row.get("outside_help", []), *thread.help])
            if thread.asked:
                self.asked[thread.name] = self._say(f"{thread.name} asked", thread.asked)
                row["outside_words"] = row.get("outside_words", "") + self.asked[thread.name]

    def _next(self, call: Call, way: Way, following: Call | None, told: Told) -> Row:
        """The day agreed on: near the day somebody came, or what the tier asks, which may be past and broken."""
        dice, still = self.dice, _open(told)
        if dice.random() > (0.9 if still else 0.5) * (0.3 if way is Way.PHONE else 1):  # agreed at the door, mostly
            return {}
        every = EVERY[self.file.tier]
        if following and dice.random() < 0.8:
            days = max(1, (following.day - call.day).days + dice.choice((-2, -1, 0, 0, 0, 1, 3)))
        else:
            days = int(min(every, 21 if still else every) * dice.uniform(0.7, 1.1)) + 1
            if following is None and dice.random() < 0.78:  # the last one: mostly the day is still to come
                days = max(days, (self.file.end - call.day).days + dice.choice((1, 1, 1, 2, 2, 3, 4, 6, 9)))
        name, focus = (f"{still[0].name} focus", still[0].focus) if still else ("focus", looks.FOCUS)
        return {"next_on": call.day + timedelta(days=days), "next_focus": self._say(name, focus)}

    def _slip(self, text: str) -> str:
        """Somebody typed this on a phone."""
        if self.dice.random() > 0.03:
            return text
        wrong = [pair for pair in SLIPS if pair[0] in text]
        return text.replace(*self.dice.choice(wrong), 1) if wrong else text.removesuffix("。")


def recorded_at(dice: Random, at: datetime, latest: datetime) -> datetime:
    """Most enter a visit the same day; some a week late, but not after the latest moment there is."""
    hours = dice.uniform(24, 220) if dice.random() < 0.05 else dice.uniform(0.1, 7)
    return max(at, min(at + timedelta(hours=hours), latest))


def _open(told: Told) -> list[Thread]:
    return [thread for thread, phase in told if phase is not Phase.SETTLED]


def _is_grave(told: Told) -> bool:
    return any(thread.peak == 3 for thread in _in(told, Phase.RAISED))


def _in(told: Told, phase: Phase) -> list[Thread]:
    return [thread for thread, its in told if its is phase]


def _once(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))
