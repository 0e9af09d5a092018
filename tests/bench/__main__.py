"""`python -m tests.bench`: what the app takes beside what nobody could do without, side by side in one run.

pages     A rerun of a page of `streamlit run app.py` against one of an empty page behind the same kind of server. The
          client speaks Streamlit's messages over a websocket (tests/bench/tab.py): from "run again" to "finished".
register  The register's question against SQL written by hand with the best indexes.
growth    The same questions with a hundred times the visits.
briefing  A briefing on a hundred visits against the same lines on a bare canvas.
annex     A thousand visits with their tables against a bare canvas, ReportLab's Platypus, Typst and fpdf2 (the last two
          where they are installed), its peak memory, and tables of 1,000, 4,000 and 10,000 rows.
plan      A month's plan for all households against one second of the processor, and with four times the households.
risk      Every household weighed anew against two seconds of the processor, and with ten times the households.
exchange  A register of 20,000 rows × 30 columns read, against calamine alone in a process of its own.
exchange_written  Such a list looked through and written, against a bare insert of the very rows that were written.
exchange_out  A list of 20,000 rows as a spreadsheet, and one row a person, against XlsxWriter alone.
doubles   Files that may be one household, among 5,000 and 20,000, against one second and five.
pictures  A rerun of each picture of the building map against an empty page, and what it sends against 300 kB.

Ours and the peer take turns; told is the least of many. Nothing fails because something is slow.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence

from db.words import use_language
from tests.bench import (
    annex,
    doubles,
    exchange,
    exchange_out,
    exchange_written,
    growth,
    house,
    pages,
    paper,
    pictures,
    plan,
    register,
    risk,
)
from tests.bench.measuring import Line


def main(arguments: Sequence[str] | None = None) -> int:
    parts: dict[str, Callable[[bool], list[Line]]] = {
        "pages": of_pages,
        "register": of_register,
        "growth": of_growth,
        "briefing": lambda quick: paper.lines(5 if quick else 15),
        "annex": annex.lines,
        "plan": lambda quick: plan.lines(5 if quick else 15),
        "risk": lambda quick: risk.lines(*((300, 3_000, 3) if quick else (5_000, 100_000, 7))),
        "pictures": of_pictures,
        "exchange": exchange.lines,
        "doubles": doubles.lines,
        "exchange_written": exchange_written.lines,
        "exchange_out": exchange_out.lines,
    }
    made = argparse.ArgumentParser(
        prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--only", choices=parts, metavar="NAME", action="append", help=f"of {', '.join(parts)}")
    made.add_argument(
        "--quick", action="store_true", help="small houses, for a first look; the targets are for large ones"
    )
    asked = made.parse_args(arguments)
    use_language("zh_CN")
    for line in heading():
        print(line)
    for name in asked.only or parts:
        for measured in parts[name](asked.quick):
            print(told(measured), flush=True)
    return 0


def of_pages(quick: bool) -> list[Line]:
    households, visits = (300, 3_000) if quick else (5_000, 100_000)
    with house.house(households, visits) as data:
        return pages.lines(data, f"{households:,} households and {visits:,} visits", 15 if quick else 60)


def of_pictures(quick: bool) -> list[Line]:
    households, visits = (300, 3_000) if quick else (5_000, 100_000)
    with house.house(households, visits) as data:
        return pictures.lines(data, f"{households:,} households and {visits:,} visits", 8 if quick else 40)


def of_register(quick: bool) -> list[Line]:
    with house.house(*((300, 3_000) if quick else (5_000, 100_000))) as data:
        return register.lines(data, 15 if quick else 60)


def of_growth(quick: bool) -> list[Line]:
    households, visits, factor = (300, 1_000, 10) if quick else (5_000, 10_000, 100)
    with house.house(households, visits) as data:
        return growth.lines(data, f"{visits:,}", f"{visits * factor:,}", 15 if quick else 40, factor)


def heading() -> Iterator[str]:
    yield f"{'ms':>9} {'peer ms':>9} {'ratio':>7} {'target':>7}  holds  what : beside what"
    yield "-" * 110


def told(line: Line) -> str:
    most = "" if line.most is None else f"{line.most:.{1 if line.most >= 1 else 3}f}"
    return f"{line.ours * 1e3:9.2f} {line.peer * 1e3:9.2f} {line.ratio:7.2f} {most:>7}  {line.holds:5}  {line.what}"


if __name__ == "__main__":
    sys.exit(main())
