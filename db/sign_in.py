"""Who is at the other end: attempts, lock-out, sessions. The database is the only judge, in every run.

streamlit-authenticator gives the form; its cookie cannot be revoked and its limit does not hold, so neither is used.
"""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, delete, select, update

from db import clock, log, passwords, store
from db.choices import Deed
from db.models import Account, SignInAttempt, SignInSession
from db.rights import Person

COOKIE, DOOR = "nf_session", "/door"  # the browser's cookie, and where it is had
IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
WINDOW = timedelta(minutes=15)
MOST_BY_NAME, MOST_BY_ADDRESS = 5, 30
CODE_LASTS = timedelta(seconds=60)
TOUCH_EVERY = timedelta(seconds=30)
KEPT = timedelta(days=2)  # attempts and sessions long past say nothing any more; the log has them

# Secrets of new sessions on their way to the browser's cookie, by the hash of a code. Only here, and only for a
# minute: the database knows hashes, and an address only ever holds the code, which is spent by the time it is seen.
_on_the_way: dict[str, tuple[str, datetime]] = {}


def key_of(name: str) -> str:
    """A user name as compared: however wide or high its letters were typed, without signs that cannot be seen."""
    return "".join(c for c in unicodedata.normalize("NFKC", name) if c.isprintable()).strip().lower()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def check(name: str, password: str, address: str) -> int | None:
    """The account's id when name and password belong together and no limit is reached; else None, for every reason.

    Opens its own pieces of work: the attempt must be kept even when everything after it fails.
    """
    now = clock.now()
    with store.writing() as s:
        attempt_id = count_attempt(s, name, address, now)
    with store.reading() as s:
        found = stored_hash(s, name)
    right = passwords.matches(password, found[1] if found else None)
    with store.writing() as s:
        if right and found and attempt_id is not None:
            s.get_one(SignInAttempt, attempt_id).good = True
            return found[0]
        _log_failure(s, name, "locked" if attempt_id is None else "", now)
    return None


def check_again(account_id: int, password: str, address: str) -> bool:
    """Whether somebody signed in knows their password; guesses count as at the door."""
    with store.reading() as s:
        name = s.get_one(Account, account_id).name
    return check(name, password, address) == account_id


def count_attempt(s: Session, name: str, address: str, now: datetime) -> int | None:
    """Write the attempt down before the slow check, so that parallel guesses cannot overtake the limit.

    Those who try at once queue (`store.writing`). Gives the attempt's id, or None when the limit is reached. What is
    refused then is not counted: going on trying does not keep the owner out any longer.
    """
    key, since = key_of(name)[:80], now - WINDOW
    last_good = (
        select(func.max(SignInAttempt.at)).where(SignInAttempt.key == key, col(SignInAttempt.good)).scalar_subquery()
    )
    wrong = select(func.count()).where(col(SignInAttempt.at) > since, ~col(SignInAttempt.good))
    by_name = s.exec(
        wrong.where(SignInAttempt.key == key, (last_good.is_(None)) | (col(SignInAttempt.at) > last_good))
    ).one()
    by_address = s.exec(wrong.where(SignInAttempt.address == address)).one()
    if by_name >= MOST_BY_NAME or by_address >= MOST_BY_ADDRESS:
        return None
    attempt = SignInAttempt(key=key, address=address, at=now)
    s.add(attempt)
    s.flush()
    return attempt.id


def stored_hash(s: Session, name: str) -> tuple[int, str] | None:
    """The account of this name that may sign in, and the hash of its password."""
    found = s.exec(
        select(Account).where(Account.key == key_of(name), col(Account.active), ~col(Account.deleted))
    ).first()
    return (found.id, found.password_hash) if found and found.id is not None else None


def _log_failure(s: Session, name: str, detail: str, now: datetime) -> None:
    """What was typed is only written down when it is somebody's name: it may be a password in the wrong field."""
    known = s.exec(select(Account.name).where(Account.key == key_of(name), ~col(Account.deleted))).first()
    log.write(s, None, known or "", Deed.SIGN_IN_FAILED, detail=detail, at=now)


def open_session(s: Session, account_id: int, now: datetime) -> tuple[str, str]:
    """A new session: its secret, and a code good once within a minute to have the secret set as a cookie."""
    account = s.get_one(Account, account_id)
    secret, code = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    s.exec(delete(SignInSession).where(col(SignInSession.born_at) < now - KEPT))
    s.exec(delete(SignInAttempt).where(col(SignInAttempt.at) < now - KEPT))
    s.add(
        SignInSession(
            hash=_hash(secret),
            account_id=account_id,
            token_version=account.token_version,
            born_at=now,
            seen_at=now,
        )
    )
    log.write(s, account_id, account.display or account.name, Deed.SIGN_IN, at=now)
    for old in [key for key, (_secret, since) in _on_the_way.copy().items() if now - since > CODE_LASTS]:
        _on_the_way.pop(old, None)
    _on_the_way[_hash(code)] = (secret, now)
    return secret, code


def redeem(code: str, now: datetime) -> str | None:
    """Spend a one-time code: the secret to be set as the browser's cookie, or None."""
    secret, since = _on_the_way.pop(_hash(code), (None, now))
    return secret if now - since <= CODE_LASTS else None


def on_the_way(code: str) -> bool:
    """Whether a code is still to be spent."""
    return _hash(code) in _on_the_way


def person(s: Session, secret: str | None, now: datetime) -> Person | None:
    """Whose session this is, if it still is anybody's."""
    found = living(s, secret, now)
    return found[0] if found else None


def living(s: Session, secret: str | None, now: datetime) -> tuple[Person, datetime] | None:
    """Whose session this is, and when it last gave a sign of life; None when it is nobody's, or not any more."""
    if not secret:
        return None
    row = s.exec(
        select(SignInSession, Account)
        .join(Account, col(Account.id) == col(SignInSession.account_id))
        .where(
            SignInSession.hash == _hash(secret),
            col(SignInSession.ended_at).is_(None),
            col(Account.active),
            ~col(Account.deleted),
            col(Account.token_version) == col(SignInSession.token_version),
        )
    ).first()
    if row is None or now - row[0].born_at > LONGEST or now - row[0].seen_at > IDLE:
        return None
    session, account = row
    assert account.id is not None
    return Person(
        id=account.id,
        name=account.display or account.name,
        role=account.role,
        department=account.department,
        position=account.position,
        language=account.language,
        must_change=account.must_change,
    ), session.seen_at


def touch(s: Session, secret: str, now: datetime) -> None:
    s.exec(update(SignInSession).where(col(SignInSession.hash) == _hash(secret)).values(seen_at=now))


def close_session(s: Session, secret: str, now: datetime) -> None:
    """Sign out: wherever this session is open, it is over."""
    found = s.exec(select(SignInSession).where(SignInSession.hash == _hash(secret))).first()
    if found and found.ended_at is None:
        found.ended_at = now
        s.add(found)
        account = s.get_one(Account, found.account_id)
        log.write(s, account.id, account.display or account.name, Deed.SIGN_OUT, at=now)
