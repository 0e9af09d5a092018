"""Texts in one order everywhere: by the number of each character, as Python and SQLite sort them.

PostgreSQL sorts by the language its server was set up with: room a1 would stand before B1 in one office and after it
in the next, and a list on paper would differ from the one on the screen.
"""

from typing import Any

from sqlalchemy import String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class by_character(FunctionElement[str]):  # noqa: N801 (it reads as a function)
    """To sort by: `order_by(by_character(col(Household.room)))`."""

    type = String()
    inherit_cache = True


@compiles(by_character)
def _as_it_is(element: by_character, compiler: SQLCompiler, **how: Any) -> str:
    return compiler.process(element.clauses, **how)


@compiles(by_character, "postgresql")
def _in_no_language(element: by_character, compiler: SQLCompiler, **how: Any) -> str:
    return f'{compiler.process(element.clauses, **how)} COLLATE "C"'
