"""What the database knows of its own sizes: with it, it goes first to where few rows are.

Without, SQLite takes the index of the files that are active, which are nearly all, to find those of one building.
"""

from db import store

LOOKED_AT = 1000  # rows of each index that SQLite looks at: enough to tell, and soon done however many there are


def learn() -> None:
    """Once at start; an estate's shape changes slowly."""
    with store.writing() as s:
        here = s.connection()
        if here.dialect.name == "sqlite":
            here.exec_driver_sql(f"PRAGMA analysis_limit={LOOKED_AT}")
        here.exec_driver_sql("ANALYZE")
