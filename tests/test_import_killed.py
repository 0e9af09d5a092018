"""The power goes while a list is written: all of it is there afterwards, or nothing."""

import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from db import log, store
from db.changes import imports
from db.choices import HardshipKind
from db.queries.import_preview_choices import Choices
from tests.conftest import MORNING
from tests.listed import looked, person

TIMES, HOMES = 20, 300
COUNTED = ("household", "resident", "hardship", "gram", "building", "batch", "batchrow", "logentry")


def rows():
    kinds = list(HardshipKind)
    return [
        person(
            n + 2,
            f"{n % 6 + 7}栋-{n // 6 % 3 + 1}-{n // 18 + 1}01",
            f"周国{chr(0x4E00 + n)}",
            (kinds[n % 9],),
            note="爱听评弹",
        )
        for n in range(HOMES)
    ]


def counts(data: Path) -> list[int]:
    with store.reading() as s:
        assert s.execute(text("pragma integrity_check")).scalar() == "ok" and log.verify(s) == ""
        return [s.execute(text(f"select count(*) from {name}")).scalar() or 0 for name in COUNTED]


def begin(who, found, told: int) -> int:
    """A process of its own that writes the list; it says when it begins and when it has ended."""
    child = os.fork()
    if child:
        return child
    try:
        with store.writing() as s:
            os.write(told, b"b")
            imports.take_in(s, who, found, found.choices, MORNING, title="名单.xlsx")
        os.write(told, b"e")
    finally:
        os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that are copies of this one")
def test_a_killed_import_leaves_all_or_nothing(cast, home, house, tmp_path):
    found = looked(cast["manager"], rows(), Choices(new_buildings=True))
    nothing = counts(house)
    store.forget_engines()
    kept = tmp_path / "kept.db"
    shutil.copy(house / "nuanfang.db", kept)
    whole: list[int] = []
    took, chance, ended = 0.0, random.Random(6), list[bool]()
    for n in range(TIMES + 1):
        for left in house.glob("nuanfang.db*"):
            left.unlink()
        shutil.copy(kept, house / "nuanfang.db")
        read, told = os.pipe()
        child = begin(cast["manager"], found, told)
        os.close(told)
        assert os.read(read, 1) == b"b"
        start = time.perf_counter()
        if n:  # the first one is left alone, to see how long it takes
            time.sleep(chance.uniform(0, took))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        took = took or time.perf_counter() - start
        says_it_ended = os.read(read, 1) == b"e"
        os.close(read)
        now = counts(house)
        store.forget_engines()
        whole = whole or now
        assert now in (nothing, whole), f"killed import {n} left {dict(zip(COUNTED, now, strict=True))}"
        assert now == whole or not says_it_ended, "what was acknowledged is there"
        ended.append(now == whole)
    assert whole[0] == nothing[0] + HOMES and not all(ended)
