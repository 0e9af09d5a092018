"""Signing in: what opens the door, what locks it, and what ends a session."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from db import clock, passwords, sign_in, store
from db.changes import account
from db.choices import Deed, Role
from db.errors import Invalid
from db.models import Account, LogEntry, SignInAttempt, SignInSession
from tests.conftest import MORNING, PASSWORD

MINUTE = timedelta(minutes=1)


@pytest.fixture
def morning(monkeypatch):
    """The clock stands, and is moved by hand."""
    hand = [MORNING]
    monkeypatch.setattr(clock, "now", lambda: hand[0])
    return hand


@pytest.fixture
def quick(monkeypatch):
    """Count the slow checks instead of waiting for them."""
    looked: list[str | None] = []

    def matches(password, stored):
        looked.append(stored)
        return stored is not None and password == PASSWORD

    monkeypatch.setattr(passwords, "matches", matches)
    return looked


def guess(name="何静", password="猜一个密码试试", address="10.0.0.1"):
    return sign_in.check(name, password, address)


def failures() -> list[tuple[str, str]]:
    with store.reading() as s:
        found = s.exec(select(LogEntry).where(LogEntry.deed == Deed.SIGN_IN_FAILED).order_by(LogEntry.id))
        return [(entry.who, entry.detail) for entry in found]


def opened(who, now=MORNING):
    with store.writing() as s:
        return sign_in.open_session(s, who.id, now)


def seen(secret, now=MORNING):
    with store.reading() as s:
        return sign_in.person(s, secret, now)


def test_name_and_password_let_in_and_the_name_may_be_typed_in_many_ways(cast, morning, quick):
    for name in ("何静", " 何静 ", "何静\t"):
        assert guess(name, PASSWORD) == cast["visitor"].id
    with store.writing() as s:
        account.add_account(s, cast["admin"], {"name": "Li Wei", "role": Role.VISITOR}, PASSWORD, MORNING)
    assert guess("ＬＩ wei", PASSWORD) is not None


@pytest.mark.parametrize(
    "password",
    [" 前后有空格 的密码 ", "长" * 100 + "短", "字" * 256, "tab\tand ünïcödé ", "aaaaaaa\u200bbc", "emoji 👵👵👵👵"],
    ids=["blanks", "long", "longest", "tab", "zero width", "emoji"],
)
def test_a_password_is_taken_exactly_as_typed(cast, password):
    with store.writing() as s:
        account.change_own_password(s, cast["visitor"], password)
    assert guess("何静", password) == cast["visitor"].id
    assert guess("何静", password.strip() + "?") is None
    if password != password.strip():
        assert guess("何静", password.strip()) is None
    assert guess("何静", password[:-1]) is None, "every character counts: nothing is cut"


@pytest.mark.parametrize("password", ["1234567", "88888888", "Password", "何静何静何静何静", "字" * 257])
def test_a_password_everybody_would_try_is_refused_with_a_reason(password):
    with pytest.raises(Invalid):
        passwords.checked(password)


def test_the_same_answer_and_the_same_work_for_every_failure(cast, morning, quick):
    with store.writing() as s:
        account.disable_account(s, cast["admin"], cast["manager"].id)
    for name, password in (("何静", "wrong"), ("没有这个人", PASSWORD), ("李敏", PASSWORD), ("", ""), ("何静", "")):
        quick.clear()
        assert guess(name, password) is None
        assert len(quick) == 1, "the slow check is done once, whoever it is"


def test_no_typed_name_is_written_down_unless_it_is_somebodys(cast, morning, quick):
    guess("我的密码打错了地方")
    guess("何静")
    assert failures() == [("", ""), ("何静", "")]
    with store.reading() as s:
        assert "密码打错" not in "".join(f"{e.who}{e.detail}" for e in s.exec(select(LogEntry)))


def test_after_five_wrong_guesses_the_right_password_is_refused_too_and_others_come_in(cast, morning, quick):
    for n in range(5):
        assert guess(address=f"10.0.1.{n}") is None
    assert guess("何静", PASSWORD, "10.0.2.1") is None
    assert failures()[-1] == ("何静", "locked")
    assert guess("李敏", PASSWORD, "10.0.1.1") == cast["manager"].id


def test_the_lock_opens_by_itself_and_going_on_trying_does_not_keep_it_shut(cast, morning, quick):
    for _ in range(5):
        guess()
    for _ in range(20):
        morning[0] += MINUTE / 2
        assert guess("何静", PASSWORD) is None
    morning[0] = MORNING + 15 * MINUTE
    assert guess("何静", PASSWORD) == cast["visitor"].id


def test_coming_in_forgets_the_wrong_guesses(cast, morning, quick):
    for _round in range(3):
        for _ in range(4):
            morning[0] += timedelta(seconds=1)
            guess()
        morning[0] += timedelta(seconds=1)
        assert guess("何静", PASSWORD) == cast["visitor"].id


def test_one_address_cannot_try_everybody(cast, morning, quick):
    for n in range(30):
        guess(f"谁{n}")
    assert guess("何静", PASSWORD) is None
    assert guess("何静", PASSWORD, "10.0.0.2") == cast["visitor"].id
    morning[0] += 15 * MINUTE
    assert guess("何静", PASSWORD) == cast["visitor"].id


def test_guesses_made_at_once_cannot_overtake_the_limit(cast):
    with ThreadPoolExecutor(16) as many:
        answers = list(many.map(lambda n: guess(address=f"10.0.3.{n}"), range(24)))
    assert answers == [None] * 24
    with store.reading() as s:
        assert len(s.exec(select(SignInAttempt)).all()) == 5
    assert len(failures()) == 24


def test_the_lock_holds_over_a_restart_and_the_administrator_can_open_it(cast, morning, quick):
    for _ in range(5):
        guess()
    store.forget_engines()
    assert guess("何静", PASSWORD) is None
    with store.writing() as s:
        account.unlock_account(s, cast["admin"], cast["visitor"].id)
    assert guess("何静", PASSWORD) == cast["visitor"].id


def test_a_session_is_over_after_half_an_hour_of_silence_or_twelve_hours(cast):
    secret, _code = opened(cast["visitor"])
    assert seen(secret, MORNING + 30 * MINUTE).name == "何静"
    assert seen(secret, MORNING + 31 * MINUTE) is None
    now = MORNING
    while now < MORNING + timedelta(hours=12):
        now += 20 * MINUTE
        assert seen(secret, now), now
        with store.writing() as s:
            sign_in.touch(s, secret, now)
    assert seen(secret, now + MINUTE) is None


@pytest.mark.parametrize("secret", [None, "", "x", "\ud800", "0" * 43, "' OR 1=1 --"])
def test_nobody_is_let_in_by_a_made_up_session(cast, secret):
    opened(cast["visitor"])
    assert seen(secret) is None


def test_the_database_holds_no_secret_that_lets_in(cast, house):
    secret, code = opened(cast["visitor"])
    with store.reading() as s:
        stored = s.exec(select(SignInSession)).one().model_dump_json()
    assert secret not in stored and code not in stored
    everything = b"".join(file.read_bytes() for file in house.iterdir() if file.is_file())
    assert secret.encode() not in everything and PASSWORD.encode() not in everything


def test_the_code_for_the_cookie_is_good_once_and_for_a_minute(cast):
    secret, code = opened(cast["visitor"])
    assert sign_in.on_the_way(code)
    assert sign_in.redeem("another", MORNING) is None
    assert sign_in.redeem(code, MORNING + MINUTE) == secret
    assert not sign_in.on_the_way(code) and sign_in.redeem(code, MORNING) is None
    _secret, late = opened(cast["visitor"])
    assert sign_in.redeem(late, MORNING + 2 * MINUTE) is None


def test_signing_out_ends_this_session_and_no_other(cast):
    here, _code = opened(cast["visitor"])
    phone, _code = opened(cast["visitor"])
    with store.writing() as s:
        sign_in.close_session(s, here, MORNING)
        sign_in.close_session(s, here, MORNING)
    assert seen(here) is None and seen(phone)
    with store.reading() as s:
        assert len(s.exec(select(LogEntry).where(LogEntry.deed == Deed.SIGN_OUT)).all()) == 1


@pytest.mark.parametrize(
    "deed",
    [
        lambda s, admin, who: account.disable_account(s, admin, who.id),
        lambda s, admin, who: account.delete_account(s, admin, who.id),
        lambda s, admin, who: account.change_role(s, admin, who.id, Role.READER),
        lambda s, admin, who: account.reset_password(s, admin, who.id, "另外一个密码也可以"),
        lambda s, admin, who: account.change_own_password(s, who, "另外一个密码也可以"),
    ],
    ids=["disabled", "deleted", "role", "reset", "own password"],
)
def test_whatever_takes_something_away_ends_every_session_at_once(cast, deed):
    here, _code = opened(cast["visitor"])
    phone, _code = opened(cast["visitor"])
    other, _code = opened(cast["manager"])
    with store.writing() as s:
        deed(s, cast["admin"], cast["visitor"])
    assert seen(here) is None and seen(phone) is None
    assert seen(other).name == "李敏"


def test_a_person_is_what_the_database_says_now(cast):
    secret, _code = opened(cast["visitor"])
    with store.writing() as s:
        stored = s.get_one(Account, cast["visitor"].id)
        stored.role, stored.position = Role.READER, "实习"
    assert (seen(secret).role, seen(secret).position) == (Role.READER, "实习")


def test_what_is_long_past_is_swept_out(cast, morning, quick):
    guess()
    opened(cast["visitor"])
    opened(cast["visitor"], MORNING + timedelta(days=3))
    with store.reading() as s:
        assert len(s.exec(select(SignInSession)).all()) == 1
        assert s.exec(select(SignInAttempt)).all() == []
