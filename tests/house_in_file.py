"""The cast's house, furnished in a server's data folder by this process, and what is stored there."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from db import clock, passwords, sign_in, store
from db.changes import estate, household
from db.choices import HardshipKind, Role, Sex, Tier
from db.models import Account, Estate
from db.rights import Person

PASSWORD = "窗外的桂花又开了"


@contextmanager
def inside(data: Path) -> Iterator[None]:
    """This process works in a server's data folder for a while."""
    before = os.environ.get("NUANFANG_DATA")
    os.environ["NUANFANG_DATA"] = str(data)
    try:
        yield
    finally:
        store.engine().dispose()
        store.forget_engines()
        if before is None:
            del os.environ["NUANFANG_DATA"]
        else:
            os.environ["NUANFANG_DATA"] = before


def furnish(data: Path) -> None:
    """何静 and 李敏 may sign in; 陈玉芬 lives in 3栋 1单元 1202."""
    with inside(data):
        _fill()


def _fill() -> None:
    today = clock.today()
    with store.writing() as s:
        s.add(Estate(name="和安苑", company="安居物业服务有限公司"))
        people = [_account(s, name, role) for name, role in (("何静", Role.VISITOR), ("李敏", Role.MANAGER))]
        who = people[0]
        building = estate.add_building(s, who, {"name": "3栋", "units": 2, "floors": 18, "doors": 4})
        answers = {"building_id": building, "unit": 1, "room": "1202", "tier": Tier.TWO, "responsible_id": who.id}
        note = "先打电话再上门。听力弱，敲门重一些；家中有狗。"
        home = household.add_household(s, who, today, {**answers, "safety_note": note})
        chen = {"name": "陈玉芬", "sex": Sex.FEMALE, "birth_date": date(1943, 5, 6), "phone": "13800002207"}
        household.add_resident(s, who, home, {**chen, "is_head": True})
        household.add_hardship(s, who, home, {"kind": HardshipKind.ALONE})


def _account(s: Any, name: str, role: Role) -> Person:
    account = Account(
        name=name,
        key=sign_in.key_of(name),
        display=name,
        role=role,
        department="客服部",
        position="管家",
        password_hash=passwords.hashed(PASSWORD),
        created_at=clock.now(),
    )
    s.add(account)
    s.flush()
    assert account.id is not None
    return Person(account.id, name, role, "客服部", "管家")


def stored(data: Path, query: str) -> list[tuple[Any, ...]]:
    """What the database holds, asked beside the server."""
    with sqlite3.connect(f"file:{data / 'nuanfang.db'}?mode=ro", uri=True) as opened:
        return opened.execute(query).fetchall()
