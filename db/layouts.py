"""A list as one receiver wants it: which columns, in which order, under which titles.

Those that offices ask for are built in (their heads are taken from real ledgers); an office keeps its own beside them.
"""

import json
from dataclasses import dataclass

from db.choices import Ledger, Listed, Whom
from db.words import N_, _

MOST_COLUMNS = 60
MOST_TITLE = 40
REASON = N_("Reason it was not taken in")  # stands in front of refused rows; our own import passes it over
SERIAL, BLANK = "serial", "blank"  # columns of every list: counted from 1, and left empty to write in by hand


@dataclass(frozen=True)
class Column:
    """A field of the list, or `SERIAL` or `BLANK`. Without a title it stands under the field's own label."""

    key: str
    title: str = ""


@dataclass(frozen=True)
class Layout:
    """`ledger` names one that is built in: its titles are translated, and its name stands above the list."""

    of: Listed
    columns: tuple[Column, ...]
    name: str = ""
    whom: Whom = Whom.EVERYBODY
    ledger: Ledger | None = None

    @property
    def title(self) -> str:
        return _(self.ledger.label) if self.ledger else self.name

    def title_of(self, column: Column) -> str:
        """As it is printed; empty: the field's own label."""
        return _(column.title) if self.ledger and column.title else column.title


def to_text(layout: Layout) -> str:
    columns = [[column.key, column.title] for column in layout.columns]
    return json.dumps({"columns": columns, "whom": layout.whom}, ensure_ascii=False)


def from_text(of: str, name: str, text: str) -> Layout:
    kept = json.loads(text)
    columns = tuple(Column(key, title) for key, title in kept["columns"])
    return Layout(Listed(of), columns, name, Whom(kept["whom"]))


def _built(ledger: Ledger, of: Listed, *columns: tuple[str, str], whom: Whom = Whom.EVERYBODY) -> Layout:
    return Layout(of, tuple(Column(key, title) for key, title in columns), whom=whom, ledger=ledger)


NUMBER, REMARKS = (SERIAL, N_("No.")), (BLANK, N_("Remarks"))
BUILT_IN = {
    Ledger.CALLS: _built(
        Ledger.CALLS,
        Listed.VISITS,
        NUMBER,
        ("head", N_("Whom we visited")),
        ("door", N_("Home address")),
        ("kinds", N_("Kinds of hardship")),
        ("at", N_("Time of the visit")),
        ("staff", N_("Who visited")),
        ("asked", N_("What residents asked for")),
        ("done", N_("What was put right")),
        ("settled", N_("State of settling")),
        ("came_of_it", N_("Call back")),
        REMARKS,
    ),
    Ledger.OLDER: _built(
        Ledger.OLDER,
        Listed.PEOPLE,
        NUMBER,
        ("name", N_("Full name")),
        ("sex", ""),
        ("birth", N_("Year and month of birth")),
        ("age", ""),
        ("door", N_("Home address")),
        ("living", ""),
        ("condition", ""),
        ("kinds", N_("Kinds of hardship")),
        ("phone", N_("Telephone")),
        ("contact", ""),
        ("contact_phone", ""),
        ("responsible", N_("Who is in charge")),
        ("last_visit_on", N_("Latest visit")),
        REMARKS,
        whom=Whom.OLDER,
    ),
    Ledger.DISABLED: _built(
        Ledger.DISABLED,
        Listed.PEOPLE,
        NUMBER,
        ("name", N_("Full name")),
        ("sex", ""),
        ("birth", N_("Year and month of birth")),
        ("door", N_("Home address")),
        ("disability_kind", N_("Type of disability")),
        ("disability_grade", N_("Grade of disability")),
        ("phone", N_("How to reach them")),
        ("allowance", ""),
        ("guardian", ""),
        ("guardian_phone", ""),
        REMARKS,
        whom=Whom.DISABLED,
    ),
    Ledger.HOMES: _built(
        Ledger.HOMES,
        Listed.HOUSEHOLDS,
        NUMBER,
        ("no", ""),
        ("building", ""),
        ("unit", ""),
        ("room", ""),
        ("head", N_("Name of the head of household")),
        ("people", N_("People in the family")),
        ("members", ""),
        ("phone", N_("Telephone")),
        ("kinds", N_("Kinds of hardship")),
        ("causes", N_("Causes of hardship")),
        ("tier", ""),
        ("opened_on", ""),
        ("visits", N_("Number of visits")),
        ("last_visit_on", N_("Latest visit")),
        ("open_needs", ""),
        ("responsible", N_("Who is in charge")),
        REMARKS,
    ),
}
