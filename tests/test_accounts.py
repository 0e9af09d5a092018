"""Accounts: who keeps them, what is asked, and that the house keeps an administrator."""

import re

import pytest
from sqlmodel import select

from db import log, passwords, sign_in, store
from db.changes import account
from db.choices import Deed, Role
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from db.models import Account, LogEntry
from db.queries.people import accounts
from tests.conftest import MORNING, PASSWORD

NEW = {"name": "孙丽", "role": Role.VISITOR, "department": "客服部", "position": "管家"}


def told() -> list[str]:
    with store.reading() as s:
        found = s.exec(select(LogEntry).where(LogEntry.record == "account").order_by(LogEntry.id))
        return [f"{e.who} {e.deed} {e.record_id} {e.detail}" for e in found]


def rows(viewer):
    with store.reading() as s:
        return {row.name: row for row in accounts(s, viewer, MORNING)}


def add(s, actor, **more) -> int:
    return account.add_account(s, actor, {**NEW, **more}, PASSWORD, MORNING)


def test_a_new_account_is_good_for_one_sign_in_with_a_password_nobody_had(s, cast):
    account_id = add(s, cast["admin"])
    stored = s.get_one(Account, account_id)
    assert stored.must_change and stored.display == "孙丽" and stored.key == "孙丽"
    assert PASSWORD not in stored.model_dump_json()
    made = {passwords.fresh() for _ in range(50)}
    assert len(made) == 50 and all(re.fullmatch(r"([a-km-np-z2-9]{4}-){3}[a-km-np-z2-9]{4}", each) for each in made)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "　 "}, "name"),
        ({"name": "何静"}, "name"),
        ({"name": " 何静"}, "name"),
        ({"name": "长" * 41}, "name"),
        ({"role": "owner"}, "role"),
        ({"role": None}, "role"),
    ],
)
def test_an_account_that_cannot_be_is_refused_by_field(s, cast, answers, field):
    with pytest.raises(Invalid) as refused:
        add(s, cast["admin"], **answers)
    assert field in refused.value.problems


def test_only_the_administrator_keeps_accounts_and_a_refusal_is_logged(cast):
    who = cast["visitor"].id
    for deed in (
        lambda s, actor: add(s, actor),
        lambda s, actor: account.edit_account(s, actor, who, 1, NEW),
        lambda s, actor: account.change_role(s, actor, who, Role.ADMIN),
        lambda s, actor: account.disable_account(s, actor, who),
        lambda s, actor: account.enable_account(s, actor, who),
        lambda s, actor: account.unlock_account(s, actor, who),
        lambda s, actor: account.reset_password(s, actor, who, PASSWORD),
        lambda s, actor: account.delete_account(s, actor, who),
        lambda s, actor: accounts(s, actor, MORNING),
    ):
        for role in ("visitor", "manager", "reader"):
            with pytest.raises(NotAllowed), store.writing() as s:
                deed(s, cast[role])
    with store.reading() as s:
        assert len(s.exec(select(LogEntry).where(LogEntry.deed == Deed.REFUSED)).all()) == 27
    assert told() == []


def test_every_change_is_logged_and_never_its_value(cast):
    admin, who = cast["admin"], cast["visitor"].id
    with store.writing() as s:
        new = add(s, admin)
        account.edit_account(s, admin, who, 1, {**NEW, "name": "何静", "position": "主管"})
        account.reset_password(s, admin, who, "另外一个密码也可以")
        account.disable_account(s, admin, who)
        account.enable_account(s, admin, who)
        account.unlock_account(s, admin, who)
        account.delete_account(s, admin, new)
        account.change_own_password(s, admin, "我自己的新密码好记")
    assert told() == [
        f"王主任 account {new} added",
        f"王主任 account {who} position",
        f"王主任 account {who} password",
        f"王主任 account {who} disabled",
        f"王主任 account {who} enabled",
        f"王主任 unlock {who} ",
        f"王主任 account {new} deleted",
        f"王主任 account {admin.id} own password",
    ]
    with store.reading() as s:
        assert log.verify(s) == ""


def test_the_last_administrator_stays(s, cast):
    admin = cast["admin"]
    for deed in (
        lambda: account.disable_account(s, admin, admin.id),
        lambda: account.delete_account(s, admin, admin.id),
        lambda: account.change_role(s, admin, admin.id, Role.MANAGER),
        lambda: account.edit_account(s, admin, admin.id, 1, {**NEW, "name": "王主任", "role": Role.READER}),
    ):
        with pytest.raises(Refused, match="最后一位管理员"):
            deed()
    account.change_role(s, admin, cast["manager"].id, Role.ADMIN)
    account.disable_account(s, admin, admin.id)
    with pytest.raises(Refused, match="最后一位管理员"):
        account.delete_account(s, admin, cast["manager"].id)


def test_a_disabled_administrator_does_not_count_as_one(s, cast):
    account.change_role(s, cast["admin"], cast["manager"].id, Role.ADMIN)
    account.disable_account(s, cast["admin"], cast["manager"].id)
    with pytest.raises(Refused, match="最后一位管理员"):
        account.delete_account(s, cast["admin"], cast["admin"].id)


def test_a_deleted_name_is_free_again_and_the_old_row_keeps_saying_who_it_was(cast):
    with store.writing() as s:
        account.delete_account(s, cast["admin"], cast["visitor"].id)
        again = add(s, cast["admin"], name="何静")
    with store.reading() as s:
        old = s.get_one(Account, cast["visitor"].id)
        assert (old.display, old.deleted, old.password_hash) == ("何静", True, "")
    assert sign_in.check("何静", PASSWORD, "here") == again
    assert sign_in.check(old.key, PASSWORD, "here") is None
    assert list(rows(cast["admin"])).count("何静") == 1
    with pytest.raises(NotFound), store.writing() as s:
        account.enable_account(s, cast["admin"], old.id)


def test_a_new_name_signs_in_and_the_old_one_does_not(cast):
    with store.writing() as s:
        account.edit_account(s, cast["admin"], cast["visitor"].id, 1, {**NEW, "name": "hejing"})
    assert sign_in.check("HeJing", PASSWORD, "here") == cast["visitor"].id
    assert sign_in.check("何静", PASSWORD, "here") is None


def test_two_administrators_at_one_account_the_second_sees_both_texts(s, cast):
    who = cast["visitor"].id
    account.edit_account(s, cast["admin"], who, 1, {**NEW, "name": "何静", "position": "主管"})
    with pytest.raises(Conflict) as both:
        account.edit_account(s, cast["admin"], who, 1, {**NEW, "name": "何静", "position": "班长"})
    assert both.value.differences["position"] == ("主管", "班长")


def test_the_list_says_who_is_locked_and_until_when_only(cast, monkeypatch):
    for _ in range(5):
        with store.writing() as s:
            sign_in.count_attempt(s, "何静", "here", MORNING)
    assert rows(cast["admin"])["何静"].locked and not rows(cast["admin"])["李敏"].locked
    with store.reading() as s:
        later = accounts(s, cast["admin"], MORNING + sign_in.WINDOW)
    assert not any(row.locked for row in later)


def test_the_page_adds_an_account_and_shows_its_password_once(cast, open_page):
    at = open_page("people", "admin")
    assert not at.exception
    assert [t.value for t in at.title] == ["账号"]
    assert {"何静", "李敏", "王主任", "街道民政"} <= {t.value for t in at.text}
    assert len(at.button) == 1 + 4 + 3 * 3, "nobody deletes or disables themselves here"


@pytest.mark.parametrize("who", ["visitor", "manager", "reader"])
def test_nobody_else_sees_the_page(cast, open_page, who):
    at = open_page("people", who)
    assert [said.value for said in at.error] == ["您的角色不能做这件事，请找管理员。"] or at.error
    assert not at.text and not at.button


def test_who_came_in_with_anothers_password_chooses_their_own_before_any_page(cast, open_page):
    with store.writing() as s:
        s.get_one(Account, cast["visitor"].id).must_change = True
    at = open_page("register", "visitor")
    assert [said.value for said in at.info] == ["请先自设密码。"]
    assert not at.title
