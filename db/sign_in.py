"""Who is at the other end: attempts, lock-out, sessions. The database is the only judge, in every run.

streamlit-authenticator gives the form; its cookie cannot be revoked and its limit does not hold, so neither is used.
"""

import hashlib
import secrets
import unicodedata
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select, update

from db import clock, log, passwords, store
from db.choices import Deed
from db.models import Account, SignInAttempt, SignInSession
from db.rights import Person

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
WINDOW = timedelta(minutes=15)
MOST_BY_NAME, MOST_BY_ADDRESS = 5, 30
CODE_LASTS = timedelta(seconds=60)
TOUCH_EVERY = timedelta(seconds=30)


def key_of(name: str) -> str:
    """A user name as compared."""
    return unicodedata.normalize("NFKC", name).strip().lower()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def count_attempt(s: Session, name: str, address: str, now: datetime) -> tuple[int, bool]:
    """Write the attempt down before the slow check, so that parallel guesses cannot overtake the limit.

    Gives the attempt's id, and whether it may succeed at all.
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
    attempt = SignInAttempt(key=key, address=address, at=now)
    s.add(attempt)
    s.flush()
    assert attempt.id is not None
    return attempt.id, by_name < MOST_BY_NAME and by_address < MOST_BY_ADDRESS


def stored_hash(s: Session, name: str) -> tuple[int, str] | None:
    found = s.exec(
        select(Account).where(Account.key == key_of(name), col(Account.active), ~col(Account.deleted))
    ).first()
    return (found.id, found.password_hash) if found and found.id is not None else None


def open_session(s: Session, account_id: int, now: datetime) -> tuple[str, str]:
    """A new session: its secret, and a code good once within a minute to have the secret set as a cookie."""
    account = s.get_one(Account, account_id)
    secret, code = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    s.add(
        SignInSession(
            hash=_hash(secret),
            account_id=account_id,
            token_version=account.token_version,
            born_at=now,
            seen_at=now,
            code_hash=_hash(code),
            code_at=now,
        )
    )
    log.write(s, account_id, account.display or account.name, Deed.SIGN_IN, at=now)
    return secret, code


def person(s: Session, secret: str | None, now: datetime) -> Person | None:
    """Whose session this is, if it still is anybody's."""
    found = _living(s, secret, now)
    if found is None:
        return None
    _session, account = found
    assert account.id is not None
    return Person(
        id=account.id,
        name=account.display or account.name,
        role=account.role,
        department=account.department,
        position=account.position,
        language=account.language,
        must_change=account.must_change,
    )


def due_for_touch(s: Session, secret: str, now: datetime) -> bool:
    """Whether the session's last sign of life is old enough to be worth a write."""
    found = _living(s, secret, now)
    return found is not None and now - found[0].seen_at > TOUCH_EVERY


def touch(s: Session, secret: str, now: datetime) -> None:
    s.exec(update(SignInSession).where(col(SignInSession.hash) == _hash(secret)).values(seen_at=now))


def redeem(s: Session, secret: str, code: str, now: datetime) -> bool:
    """Spend the one-time code; true when this secret may be set as the browser's cookie."""
    found = s.exec(select(SignInSession).where(SignInSession.code_hash == _hash(code)).with_for_update()).first()
    if found is None:
        return False
    good = (
        found.hash == _hash(secret)
        and found.ended_at is None
        and found.code_at is not None
        and now - found.code_at <= CODE_LASTS
    )
    found.code_hash = None
    s.add(found)
    return good


def close_session(s: Session, secret: str, now: datetime) -> None:
    found = s.exec(select(SignInSession).where(SignInSession.hash == _hash(secret))).first()
    if found and found.ended_at is None:
        found.ended_at = now
        s.add(found)
        account = s.get_one(Account, found.account_id)
        log.write(s, account.id, account.display or account.name, Deed.SIGN_OUT, at=now)


def _living(s: Session, secret: str | None, now: datetime) -> tuple[SignInSession, Account] | None:
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
    return row[0], row[1]


def check(name: str, password: str, address: str) -> int | None:
    """The account's id when name and password belong together and no limit is reached; else None, for every reason.

    Opens its own pieces of work: the attempt must be kept even when everything after it fails.
    """
    now = clock.now()
    with store.writing() as s:
        attempt_id, may = count_attempt(s, name, address, now)
    with store.reading() as s:
        found = stored_hash(s, name)
    good = passwords.matches(password, found[1] if found else None) and may and found is not None
    with store.writing() as s:
        if good:
            s.get_one(SignInAttempt, attempt_id).good = True
        else:
            log.write(s, None, key_of(name), Deed.SIGN_IN_FAILED, detail="" if may else "locked", at=now)
    return found[0] if good and found else None
