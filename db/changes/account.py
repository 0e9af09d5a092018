"""Accounts: who may come in, as what. Whatever takes something away ends the open sessions at once.

The command line acts as a person without an account (id 0): whoever may start it there holds the data folder itself.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from db import log, passwords
from db.changes.gate import checked, edit, loaded
from db.choices import Deed, Role
from db.errors import Invalid, NotFound, Refused
from db.models import Account, AccountFields, SignInAttempt
from db.rights import Person, Right, require
from db.sign_in import key_of
from db.words import LANGUAGES, _


def add_account(
    s: Session, actor: Person, answers: Mapping[str, Any], password: str, now: datetime, *, once: bool = True
) -> int:
    """A new account. With `once` the password is good for one sign-in, and then the person chooses another."""
    require(actor, Right.ACCOUNTS)
    account_id = new_account(s, answers, password, now, once=once)
    _write(s, actor, account_id, "added")
    return account_id


def new_account(s: Session, answers: Mapping[str, Any], password: str, now: datetime, *, once: bool) -> int:
    """Without asking who does it: for `add_account`, and for the first administrator of a new house."""
    problems = {}
    try:
        passwords.checked(password, str(answers.get("name", "")))
    except Invalid as wrong:
        problems = wrong.problems
    try:
        fields = _named(s, answers, None)
    except Invalid as wrong:
        problems = wrong.problems | problems
    if problems:
        raise Invalid(problems)
    account = Account(
        **fields.model_dump(),
        key=key_of(fields.name),
        password_hash=passwords.hashed(password),
        must_change=once,
        created_at=now,
    )
    s.add(account)
    s.flush()
    assert account.id is not None
    return account.id


def edit_account(s: Session, actor: Person, account_id: int, version: int, answers: Mapping[str, Any]) -> None:
    """Name, role, department, position. Another role starts with another sign-in."""
    require(actor, Right.ACCOUNTS)
    keepers, account = _keepers(s), _there(s, account_id)
    fields = _named(s, answers, account_id)
    if fields.role is not Role.ADMIN:
        _never_the_last(keepers, account)
    changed = edit(s, account, version, fields)
    if "name" in changed:
        account.key = key_of(account.name)
    if "role" in changed:
        account.token_version += 1
    if changed:
        _write(s, actor, account_id, ", ".join(changed))


def change_role(s: Session, actor: Person, account_id: int, role: Role) -> None:
    require(actor, Right.ACCOUNTS)
    _keepers(s)
    account = _there(s, account_id)
    edit_account(s, actor, account_id, account.version, {**_fields(account), "role": role})


def disable_account(s: Session, actor: Person, account_id: int) -> None:
    """Nobody comes in by this name until it is enabled again; who is in is out."""
    require(actor, Right.ACCOUNTS)
    keepers, account = _keepers(s), _there(s, account_id)
    _never_the_last(keepers, account)
    account.active = False
    account.token_version += 1
    _write(s, actor, account_id, "disabled")


def enable_account(s: Session, actor: Person, account_id: int) -> None:
    require(actor, Right.ACCOUNTS)
    _there(s, account_id).active = True
    _write(s, actor, account_id, "enabled")


def unlock_account(s: Session, actor: Person, account_id: int) -> None:
    """Forget the wrong guesses at this name."""
    require(actor, Right.ACCOUNTS)
    account = _there(s, account_id)
    s.exec(delete(SignInAttempt).where(col(SignInAttempt.key) == account.key, ~col(SignInAttempt.good)))
    log.write(s, actor.id or None, actor.name, Deed.UNLOCK, "account", account_id)


def reset_password(s: Session, actor: Person, account_id: int, password: str, *, once: bool = True) -> None:
    """For somebody who forgot it: the old one is never needed, nor known."""
    require(actor, Right.ACCOUNTS)
    account = _there(s, account_id)
    _set_password(account, password, once=once)
    _write(s, actor, account_id, "password")


def delete_account(s: Session, actor: Person, account_id: int) -> None:
    """The person can never come in again and the name is free; visits keep saying who made them."""
    require(actor, Right.ACCOUNTS)
    keepers, account = _keepers(s), _there(s, account_id)
    _never_the_last(keepers, account)
    account.active, account.deleted = False, True
    account.key = f" {account_id}"  # no typed name is compared with a blank in front
    account.password_hash = ""
    account.token_version += 1
    _write(s, actor, account_id, "deleted")


def change_own_password(s: Session, actor: Person, password: str) -> None:
    """Ends every open session of this person; the page opens a new one for the tab it was done in."""
    _set_password(_own(s, actor), password, once=False)
    _write(s, actor, actor.id, "own password")


def choose_language(s: Session, actor: Person, language: str) -> None:
    """The language this person is spoken to in from now on, on every device."""
    _own(s, actor).language = language if language in LANGUAGES else ""


def find_account(s: Session, name: str) -> int:
    """The account of a user name, for the command line."""
    found = s.exec(select(Account.id).where(Account.key == key_of(name), ~col(Account.deleted))).first()
    if found is None:
        raise NotFound(_("There is no account of the name {name}.").format(name=name))
    return found


def _own(s: Session, actor: Person) -> Account:
    return _there(s, actor.id)


def _there(s: Session, account_id: int) -> Account:
    account = loaded(s, Account, account_id)
    if account.deleted:
        raise NotFound(_("This account has been deleted."))
    return account


def _fields(account: Account) -> dict[str, Any]:
    return {name: getattr(account, name) for name in AccountFields.model_fields}


def _named(s: Session, answers: Mapping[str, Any], but: int | None) -> AccountFields:
    """The checked answers; the name must be nobody else's."""
    fields = checked(AccountFields, answers)
    fields.display = fields.display or fields.name
    if not key_of(fields.name):
        raise Invalid({"name": _("{field}: fill this in.").format(field=_("User name"))})
    taken = s.exec(select(Account.id).where(Account.key == key_of(fields.name))).first()
    if taken is not None and taken != but:
        raise Invalid({"name": _("There is an account of this name already. Add a number or the department.")})
    return fields


def _keepers(s: Session) -> set[int | None]:
    """Those who administer, locked first and in one order: two who remove each other at once do not both succeed."""
    keepers = select(Account.id).where(Account.role == Role.ADMIN, col(Account.active), ~col(Account.deleted))
    return set(s.exec(keepers.order_by(col(Account.id)).with_for_update()))


def _never_the_last(keepers: set[int | None], account: Account) -> None:
    """The house keeps an administrator."""
    if keepers == {account.id}:
        raise Refused(_("This is the last administrator. Make somebody else an administrator first."))


def _set_password(account: Account, password: str, *, once: bool) -> None:
    account.password_hash = passwords.hashed(passwords.checked(password, account.name))
    account.must_change = once
    account.token_version += 1


def _write(s: Session, actor: Person, account_id: int, what: str) -> None:
    s.flush()
    log.write(s, actor.id or None, actor.name, Deed.ACCOUNT, "account", account_id, what)
