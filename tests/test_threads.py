"""Many people press the button at once: each gets, byte by byte, the paper that is made alone."""

import hashlib
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from db.words import use_language
from reports import fonts, sheet
from reports.flowables import Text
from reports.fonts import BIAOSONG, FANG, HEI, KAI, SONG
from reports.paper import About, bound
from reports.table import Column, Table

PEOPLE = 20
SAID = "䶮先生说近来还好，想请工程部来修扶手（每月 1,280.50 元）；女儿每周来一次——"


def paper(number: int, language: str = "zh_CN") -> bytes:
    """Each is another: other words, characters, length, faces and watermark."""
    use_language(language)
    role = (SONG, HEI, FANG, KAI)[number % 4]
    only_here = chr(0x4E00 + 97 * number)
    story = [
        Text(f"第 {number} 期{only_here}", sheet.Style(font=BIAOSONG, level=0)),
        *(Text(SAID * (number % 5 + 1) + only_here, sheet.Style(font=role, justified=True)) for _ in range(number + 5)),
        Table([Column("甲", 1), Column("乙", 2, "centre")], [[only_here, SAID]] * (10 + number)),
        *([Text("👵" + only_here, sheet.BODY)] if number % 2 else []),
    ]
    about = About(f"简报{number}", "和安苑", "", date(2026, 11, 1 + number))
    made = bound(story, about, watermark="内部" if number % 3 else "")
    return made.content + "".join(made.missed).encode()


def test_twenty_made_at_once_equal_those_made_alone():
    alone = [paper(number) for number in range(PEOPLE)]
    assert len(set(alone)) == PEOPLE
    for _turn in range(3):
        assert at_once() == alone


def test_twenty_are_made_at_once_as_the_very_first_of_a_server(tmp_path):
    asked = "from tests.test_threads import at_once, marks; print(*marks(at_once()))"
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "NUANFANG_DATA": str(tmp_path)},
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.split() == marks([paper(number) for number in range(PEOPLE)])


def marks(papers: list[bytes]) -> list[str]:
    return [hashlib.sha256(each).hexdigest() for each in papers]


def at_once() -> list[bytes]:
    """All start at the same moment."""
    gate = threading.Barrier(PEOPLE)

    def one(number: int) -> bytes:
        gate.wait()
        return paper(number)

    with ThreadPoolExecutor(PEOPLE) as pool:
        return list(pool.map(one, range(PEOPLE)))


def test_two_languages_at_once_do_not_hear_each_other():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda n: paper(3, ("zh_CN", "en")[n % 2]), range(40)))
    assert len(set(made[::2])) == len(set(made[1::2])) == 1
    assert b"/Lang (zh-CN)" in made[0] and b"/Lang (en)" in made[1]


def test_all_write_with_the_same_chain_however_many_ask_for_it_first(monkeypatch):
    monkeypatch.setattr(fonts, "_chains", {})
    for role in fonts.ROLES:
        with ThreadPoolExecutor(PEOPLE) as pool:
            assert len(set(pool.map(lambda _n, role=role: fonts.font(role), range(PEOPLE)))) == 1
