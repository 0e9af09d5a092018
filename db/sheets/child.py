"""The process that opens what strangers wrote: `python -m db.sheets.child ENDING ROWS`, a file on its standard input.

It knows nothing of the database, limits itself before it reads a byte, and answers in lines of JSON (`answer`).
Whatever happens to it happens to nobody else.
"""

import gc
import os
import sys

from db.sheets.answer import Answer
from db.sheets.kinds import OLE, ZIP, kind_of
from db.sheets.limits import MEMORY, SECONDS
from db.sheets.why import Left, Unreadable, Why

OWN_ENDINGS = {"zip": {".xlsx", ".xltx", ""}, "ole": {".xls", ".xlt", ".et", ""}, "text": {".csv", ".txt", ".tsv", ""}}


def limit_itself() -> None:
    """As much as the system can: not on Windows, where the one who asked stops it by the clock."""
    try:
        import resource
    except ImportError:
        return
    os.nice(10)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),  # a crash leaves no copy of people's data behind
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


def read(content: bytes, ending: str, answer: Answer) -> None:
    kind = kind_of(content)
    if ending not in OWN_ENDINGS[kind]:
        answer.note(Left.NAMED, ending=ending)
    if kind == ZIP:
        from db.sheets import xlsx

        xlsx.read(content, answer)
    elif kind == OLE:
        from db.sheets import xls

        xls.read(content, answer)
    else:
        from db.sheets import text

        text.read(content, answer)


def main() -> int:
    limit_itself()
    gc.disable()  # nothing here goes in circles, and it would look through millions of cells
    ending, rows = sys.argv[1:]
    answer = Answer(sys.stdout.buffer, int(rows))
    try:
        read(sys.stdin.buffer.read(), ending, answer)
    except Unreadable as unreadable:
        answer.refused(unreadable)
    except MemoryError:
        answer.refused(Unreadable(Why.TOO_MUCH))
    except BaseException:  # a panic in calamine is no `Exception`
        answer.refused(Unreadable(Why.DAMAGED))
    return 0


if __name__ == "__main__":
    sys.exit(main())
