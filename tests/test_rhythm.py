"""When somebody is due: every preset, windows over leap years, the festivals of eleven lunar years, great changes."""

from datetime import date, timedelta

import pytest

from db.choices import Change, Tier
from db.occasions import OCCASIONS, coming
from db.rhythm import GREAT, OURS, PRESETS, Beat, Due, Rhythm, due, from_text, to_text

DAY = date(2026, 11, 23)
LONG_AGO = date(2020, 1, 1)

# As published (DOMAIN.md 3.2): days between two visits by tier, and whether a call counts.
PUBLISHED = {
    "ours": ((7, False), (30, False), (91, False), (182, True)),
    "inner_mongolia_2022": ((7, True), (30, True), (91, True), None),
    "weihai_2020": ((2, True), (30, False), (91, False), (182, True)),
    "red_yellow_green": ((1, True), (7, True), (30, True), None),
    "weining_2021": ((7, False), (15, False), (30, False), (30, True)),
}
# 除夕 is no occasion of its own; 春节 to 重阳 as the table in DOMAIN.md 5 has them.
LUNAR = """
2025 01-29 02-12 05-18 05-31 10-06 10-29
2026 02-17 03-03 05-17 06-19 09-25 10-18
2027 02-06 02-20 05-16 06-09 09-15 10-08
2028 01-26 02-09 05-21 05-28 10-03 10-26
2029 02-13 02-27 05-20 06-16 09-22 10-16
2030 02-03 02-17 05-19 06-05 09-12 10-05
2031 01-23 02-06 05-18 06-24 10-01 10-24
2032 02-11 02-25 05-16 06-12 09-19 10-12
2033 01-31 02-14 05-15 06-01 09-08 10-01
2034 02-19 03-05 05-21 06-20 09-27 10-20
2035 02-08 02-22 05-20 06-10 09-16 10-09
"""
TABLE = [line.split() for line in LUNAR.strip().splitlines()]
NAMES = ("spring", "lantern", "disabled", "dragon_boat", "mid_autumn", "double_ninth")


def test_the_table_knows_every_preset():
    assert set(PUBLISHED) == set(PRESETS)


@pytest.mark.parametrize("name", PRESETS)
@pytest.mark.parametrize("tier", list(Tier))
def test_each_preset_asks_for_what_was_published(name, tier):
    asked = PUBLISHED[name][list(Tier).index(tier)]
    found = due(PRESETS[name], tier, LONG_AGO, DAY, DAY)
    if asked is None:
        assert found == Due()
        return
    days, phone = asked
    assert found.due_on == DAY + timedelta(days=days)
    assert LONG_AGO < DAY < found.open_on <= found.due_on
    by_phone_only = due(PRESETS[name], tier, LONG_AGO, None, DAY)
    assert by_phone_only.due_on == (found.due_on if phone else LONG_AGO + timedelta(days=days))


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_survives_being_stored(name):
    assert from_text(to_text(PRESETS[name])) == PRESETS[name]


def test_nothing_set_means_ours_and_no_tier_is_never_due():
    assert from_text("") == OURS
    assert due(OURS, None, LONG_AGO, DAY, DAY) == Due()


@pytest.mark.parametrize(
    ("tier", "last", "opens", "ends"),
    [
        (Tier.ONE, date(2028, 2, 26), date(2028, 3, 2), date(2028, 3, 4)),  # a 29th lies between
        (Tier.ONE, date(2027, 2, 26), date(2027, 3, 3), date(2027, 3, 5)),
        (Tier.TWO, date(2028, 1, 31), date(2028, 2, 23), date(2028, 3, 1)),
        (Tier.TWO, date(2100, 2, 27), date(2100, 3, 22), date(2100, 3, 29)),  # no leap year
        (Tier.THREE, date(2028, 2, 29), date(2028, 5, 9), date(2028, 5, 30)),
        (Tier.ROUTINE, date(2027, 9, 1), date(2028, 1, 31), date(2028, 3, 1)),
    ],
)
def test_windows_count_days_over_the_end_of_february(tier, last, opens, ends):
    found = due(OURS, tier, LONG_AGO, last, last)
    assert (found.open_on, found.due_on) == (opens, ends)


def test_a_file_never_visited_is_open_at_once_and_due_after_one_interval():
    assert due(OURS, Tier.TWO, DAY, None, None)[:2] == (DAY, DAY + timedelta(days=30))


def test_what_lies_before_a_reopening_does_not_count():
    before = DAY - timedelta(days=5)
    assert due(OURS, Tier.TWO, DAY, before, before)[:2] == (DAY, DAY + timedelta(days=30))


def test_a_tier_set_today_makes_nobody_overdue_yesterday():
    last = DAY - timedelta(days=100)
    assert due(OURS, Tier.ONE, LONG_AGO, last, last, DAY).due_on == DAY
    assert due(OURS, Tier.ONE, LONG_AGO, DAY, DAY, DAY).due_on == DAY + timedelta(days=7)


def test_a_sign_of_life_is_due_two_days_after_anything_was_heard():
    found = due(OURS, Tier.ONE, LONG_AGO, DAY - timedelta(days=6), DAY)
    assert (found.call_on, found.due_on) == (DAY + timedelta(days=2), DAY + timedelta(days=1))


def test_a_beat_is_told_in_words():
    assert str(Beat(7, 2, phone=True, call=2)) == "每 7 天一次，可提前 2 天，电话算数，每 2 天报一次平安"


def test_every_change_but_two_is_great():
    assert set(Change) - {Change.MOVE, Change.OTHER} == GREAT
    assert Rhythm("", "", {}).change_days == 1, "within 24 hours"


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_festivals_fall_on_the_days_of_the_lunar_calendar(row):
    year, *days = row
    known = {each.key: each for each in OCCASIONS}
    found = [known[name].day(int(year)) for name in NAMES]
    assert [f"{day:%m-%d}" for day in found] == days


def test_every_occasion_of_a_year_is_proposed_before_its_day():
    for year in range(2025, 2036):
        for each in OCCASIONS:
            day = each.day(year)
            [one] = [one for one in coming(day - timedelta(days=each.ahead)) if one.end == day and one.occasion == each]
            assert one.start == day - timedelta(days=each.ahead) and one.start < day


def test_the_coming_year_is_looked_into_in_december():
    found = coming(date(2026, 12, 30))
    assert [(one.occasion.key, one.end) for one in found] == [("spring", date(2027, 2, 6))]
    assert coming(date(2027, 2, 7), within=3) == []
