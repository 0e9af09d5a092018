"""An older house is brought to today's tables, and a whole copy of it is put aside first."""

import ast
import sqlite3

from alembic import command
from alembic.config import Config

from db import store, upgrade


def test_a_new_column_says_what_the_rows_there_are_given():
    """Every other test begins with empty tables, where a column that may not be empty can be added without a word."""
    for path in sorted((upgrade.MIGRATIONS / "versions").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="add_column"), args=[*_, ast.Call(keywords=told)]):
                    said = {k.arg: ast.unparse(k.value) for k in told}
                    fine = said.get("nullable") != "False" or "server_default" in said
                    assert fine, f"{path.name}:{node.lineno} give it a server_default"


def test_a_house_of_the_first_tables_is_copied_and_then_upgraded(tmp_path, monkeypatch):
    monkeypatch.setenv("NUANFANG_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    config = Config()
    config.set_main_option("script_location", upgrade.MIGRATIONS.as_posix())
    older = store.connect(store.address())
    with older.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("UPDATE loghead SET count = 7")
    older.dispose()
    with store.reading() as s:
        assert s.connection().exec_driver_sql("SELECT count(*) FROM need").scalar() == 0
    store.forget_engines()
    [copy] = (tmp_path / "backups").glob("before-upgrade-0001-*.db")
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT count FROM loghead").fetchall() == [(7,)]
        assert kept.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]
    kept.close()
    store.engine()
    assert len(list((tmp_path / "backups").iterdir())) == 1, "what is new is not copied again"
    store.forget_engines()
