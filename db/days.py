"""Days as the database tells them: `2026-11-23` as text, so that days and moments of many tables sort in one list."""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class china_day(FunctionElement[str]):  # noqa: N801 (it reads as a function)
    """The day of a stored moment on the office clock."""

    type = String()
    inherit_cache = True


@compiles(china_day)
def _eight_hours_on(element: china_day, compiler: SQLCompiler, **how: Any) -> str:
    return f"date({compiler.process(element.clauses, **how)}, '+8 hours')"


@compiles(china_day, "postgresql")
def _on_a_server(element: china_day, compiler: SQLCompiler, **how: Any) -> str:
    moment = compiler.process(element.clauses, **how)
    return f"to_char(({moment}) AT TIME ZONE INTERVAL '8 hours', 'YYYY-MM-DD')"
