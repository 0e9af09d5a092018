"""A file that was dropped, kept on the server while its owner looks it through: read and understood once, in the
language of the page.

What a tab remembers is only which file and which choices; the tables themselves are too large for that.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import streamlit as st

from db import clock, store
from db.choices import TableKind
from db.errors import Refused
from db.intake.records import records
from db.intake.table import Record, Table
from db.intake.understand import remap, understand
from db.queries import import_preview
from db.queries.import_preview import Preview
from db.queries.import_preview_choices import Choices
from db.rights import Person
from db.sheets.book import Book
from db.sheets.file import read_book
from db.uncollected import uncollected
from db.words import _, language
from pages.parts import look

ENDINGS, MEGABYTES = ("xlsx", "xls", "csv"), 10
MINUTES = 30 * 60
MOST = 3  # files at a time: of 20,000 rows, each takes 130 MB


class Opened(NamedTuple):
    """A file as it was read, and the tables found in it. `key` names it among what this person has opened."""

    key: str
    book: Book
    tables: tuple[Table, ...]


def dropped(person: Person, label: str, sentence: str, key: str) -> Opened | None:
    """The place for a file, and the file once it is read; what is wrong with it is said there."""
    file = st.file_uploader(label, type=list(ENDINGS), max_upload_size=MEGABYTES, key=key)
    if file is None:
        st.caption(sentence)
        return None
    try:
        with st.spinner(_("Reading the file")):
            return opened(person, file.name, file.getvalue(), clock.today())
    except Refused as refused:
        st.error(look.plain(str(refused)))
        return None


def opened(person: Person, name: str, content: bytes, today: date) -> Opened:
    """Raises `Refused` with the sentence for the page."""
    return _opened(person.id, language(), name, hashlib.sha256(content).hexdigest(), today, content)


@st.cache_resource(max_entries=MOST, ttl=MINUTES, show_spinner=False)
def _opened(person_id: int, spoken: str, name: str, sha256: str, today: date, _content: bytes) -> Opened:
    with uncollected():
        book = read_book(_content, name)
        tables = understand(book, today)
    # A file's name may tell its year, so the same bytes under another name are another file.
    named = hashlib.sha256(f"{name}\n{sha256}\n{today}".encode(errors="replace")).hexdigest()
    return Opened(f"{person_id}.{spoken}.{named[:16]}", book, tables)


def mapped(file: Opened, at: int, kind: TableKind, targets: Mapping[int, str]) -> Table:
    """A table as its columns were chosen."""
    return _mapped(file.key, at, kind, json.dumps(sorted(targets.items())), file.tables[at])


@st.cache_resource(max_entries=MOST, ttl=MINUTES, show_spinner=False)
def _mapped(key: str, at: int, kind: TableKind, targets: str, _table: Table) -> Table:
    return remap(_table, dict(json.loads(targets)), kind)


def compared(person: Person, file: Opened, at: int, table: Table, choices: Choices, today: date, again: int) -> Preview:
    """What taking it in would do. `again` goes up when the register is to be looked at anew."""
    chosen = json.dumps([(column.index, column.target) for column in table.columns])
    key = f"{file.key}.{at}.{table.kind}.{chosen}"
    return _compared(person.id, key, choices.to_text(), today, again, (person, table, choices))


@st.cache_resource(max_entries=MOST, ttl=MINUTES, show_spinner=False)
def _records(key: str, today: date, _table: Table) -> tuple[Record, ...]:
    with uncollected():
        return records(_table, today)


@st.cache_resource(max_entries=MOST, ttl=MINUTES, show_spinner=False)
def _compared(person_id: int, key: str, choices: str, today: date, again: int, _all: tuple[Any, ...]) -> Preview:
    person, table, chosen = _all
    found = _records(key, today, table)
    with store.reading() as s:
        return import_preview.preview(s, person, table, found, chosen, today)
