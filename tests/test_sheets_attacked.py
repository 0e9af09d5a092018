"""Hostile files: each is refused in a sentence or read, and whatever it does, it does to a process of its own."""

import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event, Lock

import pytest

from db.errors import Refused
from db.sheets import file, sentences
from db.sheets.file import read_book
from db.sheets.limits import AT_ONCE, MEMORY, MOST_IN_A_CELL, SECONDS
from db.sheets.why import Left, Why
from db.words import use_language
from tests import made_sheets as made
from tests.made_sheets import ATTACKS, ONE, sheet, xlsx

ROOT = Path(__file__).parent.parent
GOOD = xlsx(sheet(ONE))


@pytest.fixture(autouse=True)
def _chinese():
    use_language("zh_CN")


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_refused_in_a_sentence_or_read(name):
    attack = ATTACKS[name]
    if attack.said:
        with pytest.raises(Refused) as refused:
            read_book(attack.made(), attack.name)
        assert attack.said in str(refused.value)
        assert str(refused.value).endswith("。") and "{" not in str(refused.value)
        assert not set("[]!<>:") & set(str(refused.value)), "a sentence makes no link and no picture"
    else:
        (one,) = read_book(attack.made(), attack.name).sheets
        assert len(one.rows) == 1 and len(one.rows[0]) <= 5
        assert all(len(cell) <= MOST_IN_A_CELL and cell.isprintable() for cell in one.rows[0] if isinstance(cell, str))
        assert one.name.isprintable()


def test_a_formula_is_named_and_what_it_gave_is_nowhere():
    (row,) = read_book(ATTACKS["formulas"].made(), "x.xlsx").sheets[0].rows
    assert [cell.text for cell in row[1:]] == [
        "=1+1",
        '=HYPERLINK("http://127.0.0.1:9/","x")',
        '=WEBSERVICE("http://127.0.0.1:9/"&A1)',
        "=[1]Sheet1!A1",
    ]


LEDGER = [made.text(n, 0, "陈玉芬") for n in range(40)] + [made.number(n, 1, n / 3) for n in range(40)]
OPEN = sheet("".join(ONE.replace("1", str(n)) for n in range(1, 40)), after="<mergeCells/>")


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("form", ["xlsx", "sheet", "xls", "csv"])
def test_damage_anywhere_is_refused_or_read_and_never_a_fault(seed, form):
    """Some bytes are changed at random; `sheet` is changed before it is packed, so that no checksum gives it away."""
    chance = random.Random(seed)

    def damaged(content: bytes) -> bytes:
        changed = bytearray(content)
        for _n in range(chance.randint(1, 8)):
            at, size = chance.randrange(len(changed)), chance.choice((0, 1, 1, 4))
            changed[at : at + size] = chance.randbytes(chance.choice((0, 1, 1, 4)))
        return bytes(changed)

    content = {
        "xlsx": lambda: damaged(GOOD),
        "sheet": lambda: xlsx(damaged(OPEN.encode())),
        "xls": lambda: damaged(made.xls(LEDGER)),
        "csv": lambda: damaged("姓名,说\n陈玉芬,“还好”\n".encode() * 20),
    }[form]()
    try:
        assert read_book(content, f"x.{form}").sheets
    except Refused as refused:
        assert str(refused).endswith("。")


MEASURED = """
import resource
from db.errors import Refused
from db.sheets.file import read_book
from tests import made_sheets as made
from tests.made_sheets import ATTACKS
made = [(attack.made(), attack.name) for attack in ATTACKS.values()]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for content, name in made:
    try:
        read_book(content, name)
    except Refused:
        pass
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(before, after, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="measured in units of Linux")
def test_the_server_grows_by_nothing_and_its_reader_within_its_limit():
    ended = subprocess.run([sys.executable, "-c", MEASURED], cwd=ROOT, capture_output=True, check=True)
    before, after, readers = (int(number) * 1024 for number in ended.stdout.split())
    assert after - before < 100 * 2**20
    assert 50 * 2**20 < readers <= MEMORY


def answering(monkeypatch, code: str) -> None:
    """Puts another program in the place of the one that reads."""

    def started(_ending):
        arguments = [sys.executable, "-c", code]
        return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    monkeypatch.setattr(file, "_started", started)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import time; time.sleep(600)", "用时过长"),
        ("import sys, time; sys.stdin.buffer.read(); time.sleep(600)", "用时过长"),
        ("import os; os.abort()", "内容太多"),
        ("import os, signal, time; os.kill(os.getpid(), signal.SIGXCPU); time.sleep(9)", "用时过长"),
        ("pass", "已损坏"),
        ("print('nonsense')", "已损坏"),
        ("print('[' * 100_000)", "已损坏"),
        ("print('{\"a\": 1}')", "已损坏"),
        ("print('[\"rows\", [[1]], {}]')", "已损坏"),
        ('print(\'["refused", "no such reason", {}]\')', "已损坏"),
        ('print(\'["sheet", {}]\\n["rows", [[1]], {"day": [[7, 7]]}]\')', "已损坏"),
        ('print(\'["sheet", {}]\\n["rows", [[1]], {"__class__": [[0, 0]]}]\')', "已损坏"),
        ("print('[\"sheet\", {}]')\nwhile True: print('[\"rows\", [[\"' + 'x' * 9_000_000 + '\"]], {}]')", "内容太多"),
        ("while True: print('x' * 1_000_000, end='')", "已损坏"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_whatever_the_reader_answers_somebody_is_told_what_to_do(monkeypatch, code, said):
    answering(monkeypatch, code)
    if "sleep(600)" in code:
        monkeypatch.setattr(file, "SECONDS", 0.5)
    with pytest.raises(Refused, match=said):
        read_book(GOOD, "x.xlsx")


def test_a_reader_is_gone_when_its_answer_is(monkeypatch):
    readers = []
    started = file._started
    monkeypatch.setattr(file, "_started", lambda ending: readers.append(started(ending)) or readers[-1])
    read_book(GOOD, "x.xlsx")
    with pytest.raises(Refused):
        read_book(GOOD[:-9], "x.xlsx")
    assert len(readers) == 2 and all(reader.returncode is not None for reader in readers)


def test_two_files_are_read_at_once_and_the_others_wait(monkeypatch):
    lock, together, go_on = Lock(), Barrier(AT_ONCE, timeout=SECONDS), Event()
    now: list[int] = []
    most: list[int] = []
    heard = file._heard

    def watched(content, path):
        with lock:
            now.append(1)
            most.append(len(now))
        if not go_on.is_set():
            together.wait()  # the first two meet here: they are read at once
            go_on.wait(SECONDS)
        try:
            return heard(content, path)
        finally:
            with lock:
                now.pop()

    monkeypatch.setattr(file, "_heard", watched)
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(read_book, GOOD, "x.xlsx") for _n in range(6)]
        while len(most) < AT_ONCE:
            assert not any(each.done() for each in asked)
        go_on.set()
        assert [each.result(SECONDS).kind for each in asked] == ["xlsx"] * 6
    assert max(most) == AT_ONCE and len(most) == 6


def test_who_waits_too_long_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(file, "WAIT", 0.05)
    for _n in range(AT_ONCE):
        file._turns.acquire()
    try:
        with pytest.raises(Refused, match="过一分钟再试"):
            read_book(GOOD, "x.xlsx")
    finally:
        for _n in range(AT_ONCE):
            file._turns.release()
    assert read_book(GOOD, "x.xlsx")


def test_where_a_process_cannot_be_limited_fewer_rows_are_taken(monkeypatch):
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 6001))
    content = xlsx(sheet(rows))
    assert len(read_book(content, "x.xlsx").sheets[0].rows) == 6000
    monkeypatch.setattr(file, "MOST_ROWS", file.MOST_ROWS_UNGUARDED)
    with pytest.raises(Refused, match="最多读 5000 行"):
        read_book(content, "x.xlsx")


def test_every_reason_has_its_sentence():
    assert set(sentences.WHY) == set(Why) and set(sentences.LEFT) == set(Left)
