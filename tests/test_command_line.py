"""`python -m db …`: for schedulers, administrators and tests. 0 done, 1 refused with a sentence, 2 wrong usage."""

import io
import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from sqlmodel import select

from db import clock, log, sign_in, store
from db.__main__ import main
from db.choices import Deed, Role
from db.models import Account, Estate, Household, LogEntry
from tests.conftest import PASSWORD


@pytest.fixture
def command(house, monkeypatch, capsys):
    """Run a command in this process: its exit code, what it said, and what it said was wrong."""
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def run(*arguments: object, stdin: str | bytes = "") -> tuple[int, str, str]:
        raw = stdin if isinstance(stdin, bytes) else stdin.encode()
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out.strip(), said.err.strip()

    return run


def deeds() -> list[Deed]:
    with store.reading() as s:
        return [entry.deed for entry in s.exec(select(LogEntry).order_by(LogEntry.id))]


def names() -> list[str]:
    with store.reading() as s:
        return list(s.exec(select(Account.name).where(~Account.deleted)))


def test_init_names_the_estate_and_makes_the_first_administrator(command):
    assert command("init", "--estate", "和安苑", "--admin", "王主任", stdin=PASSWORD + "\n")[0] == 0
    found = sign_in.check("王主任", PASSWORD, "here")
    with store.reading() as s:
        assert s.get_one(Account, found).role is Role.ADMIN and not s.get_one(Account, found).must_change
        assert s.exec(select(Estate)).one().name == "和安苑"
    code, said, wrong = command("init", "--estate", "另一个", "--admin", "别人", stdin=PASSWORD)
    assert (code, said) == (1, "") and "已经建好了" in wrong
    assert names() == ["王主任"] and deeds() == [Deed.SET_UP]


@pytest.mark.parametrize("stdin", ["", "短", "12345678\n"])
def test_a_bad_password_leaves_no_half_house(command, stdin):
    code, said, wrong = command("init", "--estate", "和安苑", "--admin", "王主任", stdin=stdin)
    assert code == 1 and wrong and not said
    assert names() == [] and deeds() == []


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_a_password_is_all_of_the_line_and_nothing_of_its_end(command, cast, end):
    assert command("user", "add", "孙丽", "--role", "visitor", stdin=f" 前后有 空格的密码 {end}")[0] == 0
    assert sign_in.check("孙丽", " 前后有 空格的密码 ", "here")
    assert not sign_in.check("孙丽", "前后有 空格的密码", "here")


def test_a_password_piped_by_windows_may_begin_with_its_mark(command, cast):
    assert (
        command("user", "password", "何静", stdin=b"\xef\xbb\xbf" + "窗台上的兰花".encode() + "开了".encode())[0] == 0
    )
    assert sign_in.check("何静", "窗台上的兰花开了", "here")


def test_an_account_without_a_password_gets_one_for_one_sign_in(command, cast):
    code, said, _wrong = command("user", "add", "孙丽", "--role", "manager", "--display", "孙经理", "--json")
    told = json.loads(said)
    assert code == 0 and told["role"] == "manager"
    with store.reading() as s:
        made = s.get_one(Account, sign_in.check("孙丽", told["password"], "here"))
        assert made.must_change and made.display == "孙经理"


def test_the_deeds_on_an_account(command, cast):
    who = cast["visitor"].id

    def stored() -> Account:
        with store.reading() as s:
            return s.get_one(Account, who)

    assert command("user", "role", "何静", "manager")[0] == 0 and stored().role is Role.MANAGER
    assert command("user", "disable", "何静")[0] == 0 and not stored().active
    assert command("user", "enable", "何静")[0] == 0 and stored().active
    assert command("user", "password", "何静", stdin="另外一个密码也可以")[0] == 0
    for _ in range(5):
        sign_in.check("何静", "猜", "here")
    assert not sign_in.check("何静", "另外一个密码也可以", "here")
    assert command("user", "unlock", "何静")[0] == 0
    assert sign_in.check("何静", "另外一个密码也可以", "here") == who
    assert command("user", "delete", "何静")[0] == 0 and stored().deleted
    with store.reading() as s:
        here = s.exec(select(LogEntry).where(LogEntry.who == "python -m db")).all()
        assert len(here) == 6 and all(entry.account_id is None for entry in here) and log.verify(s) == ""


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("user", "disable", "没有这个人"), "没有叫 没有这个人 的账号"),
        (("user", "delete", "王主任"), "最后一位管理员"),
        (("user", "role", "王主任", "visitor"), "最后一位管理员"),
        (("user", "add", "何静", "--role", "visitor"), "已有同名账号"),
        (("user", "password", "何静"), "至少 8 位"),
        (("export", "households", "-o", "x.xlsx", "--building", "9栋"), "没有楼栋 9栋"),
        (("export", "households", "-o", "no/such/folder/x.xlsx"), "文件读写不成"),
        (("verify", "no such file"), "没有文件 no such file"),
        (("restore", "no such file"), "没有文件 no such file"),
    ],
)
def test_a_refusal_is_a_sentence_on_stderr_and_changes_nothing(
    command, cast, tmp_path, monkeypatch, arguments, sentence
):
    monkeypatch.chdir(tmp_path)
    before = names()
    code, said, wrong = command(*arguments)
    assert (code, said) == (1, "") and sentence in wrong and "\n" not in wrong
    assert names() == before


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("nothing",),
        ("init", "--estate", "和安苑"),
        ("user",),
        ("user", "add", "何静"),
        ("user", "add", "何静", "--role", "owner"),
        ("user", "role", "何静", "owner"),
        ("demo", "--today", "yesterday"),
        ("demo", "--households", "many"),
        ("export", "people", "-o", "x.xlsx"),
        ("export", "visits"),
        ("backup",),
        ("import",),
        ("undo", "the last one"),
        ("user", "password", "何静", "secret on the line"),
    ],
)
def test_wrong_usage_is_told_and_nothing_is_done(command, cast, arguments):
    code, said, wrong = command(*arguments)
    assert code == 2 and "usage:" in wrong and not said


DEEDS = ["", "init", "demo", "user", "user add", "import", "undo", "export", "backup", "restore", "verify"]


@pytest.mark.parametrize("deed", DEEDS)
def test_everything_explains_itself(command, deed):
    code, said, _wrong = command(*deed.split(), "--help")
    assert code == 0 and said.startswith("usage: python -m db")


def sheet(file) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(file).active.iter_rows(values_only=True)]


def test_export_writes_the_list_and_the_log(command, cast, home, tmp_path):
    out = tmp_path / "list.xlsx"
    code, said, _wrong = command(
        "export", "households", "-o", out, "--building", "3栋", "--hardship", "独居老人", "--json"
    )
    assert code == 0 and json.loads(said)["rows"] == 1
    assert "陈玉芬" in sheet(out)[1]
    assert command("export", "households", "-o", out, "--masked")[0] == 0
    assert "陈玉芬" not in str(sheet(out)) and "陈某" in str(sheet(out)) and "1202" not in str(sheet(out))
    assert command("export", "households", "-o", out, "--building", "5栋", "--json")[1].startswith('{"rows": 0')
    assert command("export", "visits", "-o", out)[0] == 0
    with store.reading() as s:
        told = [e.detail for e in s.exec(select(LogEntry).where(LogEntry.deed == Deed.EXPORT).order_by(LogEntry.id))]
    assert told == ["1 rows, by building, hardship", "1 rows; masked", "0 rows, by building", "0 rows"]


def households() -> int:
    with store.reading() as s:
        return len(s.exec(select(Household)).all())


def test_a_backup_is_whole_and_brings_everything_back(command, cast, home, house, tmp_path):
    kept = tmp_path / "kept.db"
    assert command("backup", "-o", kept)[0] == 0
    assert not kept.with_name("kept.db.part").exists() and (kept.stat().st_mode & 0o077) == 0
    assert command("verify", kept)[0] == 0 and command("verify")[0] == 0
    with store.writing() as s:
        s.exec(select(Household)).one().safety_note = "这一句恢复后就没有了"
    code, said, _wrong = command("restore", kept, "--json")
    assert code == 0 and households() == 1
    with store.reading() as s:
        assert s.exec(select(Household)).one().safety_note == ""
        assert log.verify(s) == ""
    before = json.loads(said)["before"]
    assert command("verify", before)[0] == 0, "what was there before is a whole backup too"
    assert "这一句恢复后就没有了".encode() in Path(before).read_bytes()
    assert Deed.RESTORE in deeds()
    assert not list(house.glob("restore-*"))


def test_who_signed_out_since_a_backup_is_not_let_in_again_by_restoring_it(command, cast, home, tmp_path):
    with store.writing() as s:
        secret, _code = sign_in.open_session(s, cast["visitor"].id, clock.now())
    command("backup", "-o", tmp_path / "kept.db")
    assert command("restore", tmp_path / "kept.db")[0] == 0
    with store.reading() as s:
        assert sign_in.living(s, secret, clock.now()) is None


@pytest.mark.parametrize("harm", ["cut", "flipped", "text", "empty", "foreign", "trigger", "newer", "log"])
def test_a_bad_backup_is_refused_and_the_live_data_stays(command, cast, home, house, tmp_path, harm):
    kept = tmp_path / "kept.db"
    command("backup", "-o", kept)
    damage(kept, harm)
    for deed in ("verify", "restore"):
        code, said, wrong = command(deed, kept)
        assert (code, said) == (1, "") and wrong, harm
    assert households() == 1 and Deed.RESTORE not in deeds()
    assert not list(house.glob("restore-*")) and not (house / "backups").exists()


def damage(file, harm: str) -> None:
    whole = file.read_bytes()
    if harm == "cut":
        file.write_bytes(whole[: len(whole) // 2])
    elif harm == "flipped":  # the tree of a table points nowhere
        file.write_bytes(whole[:4096] + b"\xff" * 2000 + whole[6096:])
    elif harm == "text":
        file.write_text("这不是备份")
    elif harm == "empty":
        file.write_bytes(b"")
    else:
        with sqlite3.connect(file) as open_file:
            open_file.execute(
                {
                    "foreign": "UPDATE household SET building_id = 999",
                    "trigger": "CREATE TRIGGER t AFTER INSERT ON visit BEGIN DELETE FROM resident; END",
                    "newer": "UPDATE alembic_version SET version_num = '9999'",
                    "log": "UPDATE logentry SET who = '别人'",
                }[harm]
            )
        open_file.close()


def test_restore_refuses_while_somebody_has_the_data_open(command, cast, home, house, tmp_path):
    kept = tmp_path / "kept.db"
    command("backup", "-o", kept)
    running = sqlite3.connect(house / "nuanfang.db")
    running.execute("SELECT count(*) FROM household").fetchone()
    running.execute("BEGIN")
    running.execute("SELECT count(*) FROM household").fetchone()
    code, _said, wrong = command("restore", kept)
    assert code == 1 and "暖访正开着" in wrong
    running.close()
    assert command("restore", kept)[0] == 0


def test_restore_into_an_empty_folder_is_a_move_to_another_computer(command, cast, home, house, tmp_path, monkeypatch):
    kept = tmp_path / "kept.db"
    command("backup", "-o", kept)
    store.engine().dispose()
    monkeypatch.setenv("NUANFANG_DATA", str(tmp_path / "another"))
    code, said, _wrong = command("restore", kept, "--json")
    assert code == 0 and json.loads(said) == {"before": None}
    assert households() == 1
    store.engine().dispose()


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(command, cast, home, tmp_path):
    code, _said, wrong = command("backup", "-o", tmp_path / "no such folder" / "kept.db")
    assert code == 1 and wrong
    assert Deed.BACKUP not in deeds() and not (tmp_path / "no such folder").exists()


def test_postgresql_is_backed_up_by_its_own_tools(command, monkeypatch, tmp_path):
    monkeypatch.setattr(store, "address", lambda: "postgresql+psycopg://nobody@127.0.0.1:1/none")
    code, _said, wrong = command("backup", "-o", tmp_path / "x")
    assert code == 1 and "pg_dump" in wrong
    (tmp_path / "x").write_bytes(b"")
    code, _said, wrong = command("restore", tmp_path / "x")
    assert code == 1 and "pg_restore" in wrong


def test_the_demonstration_opens_once_and_only_in_an_empty_house(command):
    sizes = ("--households", "6", "--visits", "12", "--seed", "7", "--today", "2026-11-23")
    code, said, _wrong = command("demo", *sizes, "--json")
    told = json.loads(said)
    assert code == 0 and sign_in.check(told["name"], told["password"], "here")
    with store.reading() as s:
        assert s.exec(select(Estate)).one().demonstration
    code, _said, wrong = command("demo", *sizes)
    assert code == 1 and "已经建好了" in wrong
