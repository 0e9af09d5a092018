"""Days, births, moments and ages as people write them; what is vague stays text, what is impossible is refused."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db import telling
from db.clock import CHINA
from db.reading.ages import age
from db.reading.days import birth, day, moment
from db.words import speaking

TODAY = date(2026, 11, 23)


def d(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("value", "found", "sure"),
    [
        (46280, "2026-09-15", False),
        ("46280", "2026-09-15", False),
        (46280.5, "2026-09-15", True),
        (datetime(2026, 9, 12), "2026-09-12", True),
        (date(2026, 9, 12), "2026-09-12", True),
        ("2024.3.5", "2024-03-05", True),
        ("2024年3月5日", "2024-03-05", True),
        ("2024年3月5号", "2024-03-05", True),
        ("2024/3/5", "2024-03-05", True),
        ("２０２４－０３－０５", "2024-03-05", True),
        ("2024 年 3 月 5 日", "2024-03-05", True),
        ("24.3.5", "2024-03-05", False),
        (20240305, "2024-03-05", True),
        ("9月12日", "2026-09-12", False),
        ("9.12", "2026-09-12", False),
        (9.12, "2026-09-12", False),
        ("九月十二日", "2026-09-12", False),
        ("二〇二六年九月十二日", "2026-09-12", True),
        ("2026年9月12日 星期六", "2026-09-12", True),
        ("2026-09-12T00:00:00", "2026-09-12", True),
        ("5 Mar 2024", "2024-03-05", True),
        ("March 5, 2024", "2024-03-05", True),
        ("25/12/2026", "2026-12-25", True),
        ("2026年农历九月初九", "2026-10-18", False),
    ],
)
def test_a_day_is_read_as_people_write_it(value, found, sure):
    read = day(value, 2026)
    assert read.value == d(found)
    assert read.sure is sure is (not read.note), "what was assumed is said"


def test_a_day_without_a_year_needs_the_sheets_year():
    assert day("9月12日", 2025).value == d("2025-09-12")
    read = day("9月12日")
    assert read.value is None and read.refused and "请写上年份" in read.note


@pytest.mark.parametrize("value", ["2月30日", "2026-02-30", "2026年13月1日", "2025.2.29", "20261301"])
def test_a_day_that_does_not_exist_is_refused(value):
    read = day(value, 2026)
    assert read.value is None and read.refused and value in read.note


@pytest.mark.parametrize(
    "value",
    ["9月上旬", "2026年9月上旬", "9月底", "春节前", "每月", "2026年", "2026年9月", "2026.9.1-2026.9.3", "9月1日至3日"]
    + ["9月12日左右", "属牛", "12/9/2026", "5/3/24", "2026-09-123", 9.1],
)
def test_what_names_no_single_day_is_kept_as_text(value):
    read = day(value, 2026)
    assert read.value is None and not read.refused
    assert read.left == str(value) and read.note and not read.sure


def test_what_stands_behind_a_day_is_left():
    assert (day("2026.9.12电话回访").value, day("2026.9.12电话回访").left) == (d("2026-09-12"), "电话回访")
    assert day("2026年9月10日上午").left == "上午"


@pytest.mark.parametrize("read", [day, birth, moment, age])
@pytest.mark.parametrize("value", [None, "", "无", "不详", "—"])
def test_nothing_written_says_nothing(read, value):
    assert read(value).value is None and not read(value).note and read(value).sure


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("1943/8/1", "1943-08-01"),
        ("1950-11-03", "1950-11-03"),
        ("1938.5.2", "1938-05-02"),
        ("19560312", "1956-03-12"),
        ("1938年5月2日出生", "1938-05-02"),
        (datetime(1945, 7, 19), "1945-07-19"),
        (16637, "1945-07-19"),
    ],
)
def test_an_exact_birth_needs_no_words(value, found):
    read = birth(value, TODAY)
    assert (read.value, read.left, read.sure) == (d(found), "", True)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("1956年3月", "1956-03-01"),
        ("195603", "1956-03-01"),
        ("1943.5", "1943-05-01"),
        ("1948", "1948-01-01"),
        (1948, "1948-01-01"),
        ("1938年左右", "1938-01-01"),
        ("1936年正月生", "1936-01-24"),
        ("1936年正月初三", "1936-01-26"),
        ("农历1938年五月初二", "1938-05-30"),
        ("农历1943.5.2", "1943-06-04"),
        ("1938年腊月廿三", "1939-02-11"),
        ("56.3.12", "1956-03-12"),
    ],
)
def test_an_inexact_birth_is_its_first_day_and_keeps_its_words(value, found):
    read = birth(value, TODAY)
    assert (read.value, read.left, read.sure) == (d(found), str(value), False)
    assert read.note


@pytest.mark.parametrize("value", ["四〇后", "属牛", "5月2日", "12.3.5", "1850", "78岁"])
def test_a_birth_that_cannot_be_read_is_kept_as_words(value):
    read = birth(value, TODAY)
    assert (read.value, read.left, read.refused) == (None, value, False)


@pytest.mark.parametrize("value", ["1950-02-30", "2030-01-01", date(2026, 11, 24), "2026年12月"])
def test_an_impossible_or_future_birth_is_refused(value):
    read = birth(value, TODAY)
    assert read.value is None and read.refused and read.note


def test_a_very_old_birth_is_taken_and_doubted():
    read = birth("1898年", TODAY)
    assert read.value == d("1898-01-01") and not read.sure and "核对年份" in read.note


@pytest.mark.parametrize(
    ("value", "at", "sure"),
    [
        (datetime(2026, 9, 12), "2026-09-12 12:00", False),
        (date(2026, 9, 12), "2026-09-12 12:00", False),
        (datetime(2026, 9, 12, 10, 30), "2026-09-12 10:30", True),
        (46280.4375, "2026-09-15 10:30", True),
        ("2026年9月10日上午", "2026-09-10 09:00", False),
        ("2026年9月10日下午", "2026-09-10 15:00", False),
        ("2026年9月10日", "2026-09-10 12:00", False),
        ("2026年9月10日下午3点", "2026-09-10 15:00", True),
        ("2026年9月10日下午三点", "2026-09-10 15:00", True),
        ("2026年9月10日晚上7点半", "2026-09-10 19:30", True),
        ("2026年9月10日上午10时20分", "2026-09-10 10:20", True),
        ("2026-09-12 10:20", "2026-09-12 10:20", True),
        ("2026-09-12 10:20:33", "2026-09-12 10:20", True),
        ("2026-09-12T02:20:00+00:00", "2026-09-12 10:20", True),
        ("2026-09-12 3pm", "2026-09-12 15:00", True),
        ("9月12日下午3:20", "2026-09-12 15:20", False),
    ],
)
def test_a_moment_has_the_time_that_is_written_or_says_that_none_is(value, at, sure):
    read = moment(value, 2026)
    assert read.value == datetime.fromisoformat(at).replace(tzinfo=CHINA)
    assert read.sure is sure is (not read.note)


def test_a_moment_says_once_what_was_assumed():
    note = moment("9月12日", 2026).note
    assert note.count("没写时间") == 1 and note.count("没写年份") == 1


def test_a_vague_or_impossible_day_is_no_moment():
    assert moment("9月上旬", 2026).left == "9月上旬"
    assert moment("2月30日", 2026).refused


@pytest.mark.parametrize(
    ("value", "years"),
    [(78, 78), ("78岁", 78), ("78 周岁", 78), ("七十八", 78), ("一百零二岁", 102), ("１８", 18), ("3个月", 0), (0, 0)],
)
def test_an_age_is_read(value, years):
    assert age(value).value == years and age(value).sure


def test_an_age_counted_in_the_old_way_and_a_year_of_birth_are_said():
    assert (age("虚岁80").value, age("虚岁80").left, age("虚岁80").sure) == (80, "虚岁80", False)
    assert (age(1948, 2026).value, age(1948, 2026).sure) == (78, False)
    for text in ("老", "80多", "130", "-5", 78.5):
        assert age(text).value is None and age(text).left == str(text)


def test_notes_are_in_the_language_spoken_now():
    assert "没写时间" in moment("2026.9.2").note
    with speaking("en"):
        assert moment("2026.9.2").note == "No time is written: 12:00 was taken."


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]))
def test_any_day_comes_back_however_it_is_told(when, shape):
    assert day(when.strftime(shape)).value == when
    assert birth(when.strftime(shape)).value == when


@given(DAYS, st.sampled_from(["zh_CN", "en"]))
def test_a_day_as_we_tell_it_comes_back(when, language):
    with speaking(language):
        assert day(telling.paper_day(when)).value == when
        assert day(telling.day(when), when.year).value == when


@given(st.datetimes(datetime(1950, 1, 1), datetime(2099, 1, 1)).map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_moment_as_we_tell_it_comes_back(at):
    told = f"{at:%Y-%m-%d %H:%M}"
    expected = at if at.time() != time() else at + timedelta(hours=12)
    assert moment(told).value == expected.replace(tzinfo=CHINA)


CELLS = st.text(max_size=40) | st.integers() | st.floats() | st.booleans() | st.none() | st.datetimes() | st.dates()


@given(CELLS | st.times() | st.from_regex(r"\d{1,5}[年./-]\d{1,3}[月./-]?\d{0,3}[日]?.{0,5}", fullmatch=True))
@example("9999年99月99日")
@example("闰月")
@example("1年1月1日25点99分")
@example(float("inf"))
def test_nothing_that_is_written_breaks_it(value):
    for read in (day(value, 2026), birth(value, TODAY), moment(value, 2026), age(value, 2026)):
        assert read.sure or read.note
