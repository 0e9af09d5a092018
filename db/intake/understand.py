"""The tables of a file: found, their columns understood, and every row accounted for."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from db.choices import TableKind
from db.intake import bodies, titles
from db.intake.cells import is_blank, told
from db.intake.columns import Seen, chosen_by, moved, seen, understood
from db.intake.heads import Block, blocks, filled
from db.intake.kinds import kind_of
from db.intake.looks import Look, fit
from db.intake.shifted import Shift, shift
from db.intake.table import Body, Column, LeftOut, Table
from db.intake.targets import BY_KEY, OUT
from db.intake.unused import without_unused
from db.sheets.book import Book, Cell, Sheet
from db.words import _

YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?=年|年度|[-./]\d|\b|(?:0[1-9]|1[0-2])(?!\d))")
FILLED_IN = re.compile(r"(?:填报|填表|制表|统计|报送|上报|截止|截至)(?:日期|时间)?[:：]?\s*(20\d\d)")
MOST_SHARE = 0.3  # of the rows that a column without a title must fill to be one
SAMPLED = 200  # rows
WEAK = (Look.ANY, Look.NAME, Look.NUMBER)  # looks that many columns have


def understand(book: Book, today: date) -> tuple[Table, ...]:
    """Every table of the file. Sheets on which there is none are told with the first."""
    found: list[Table] = []
    said: list[LeftOut] = []
    for sheet in book.sheets:
        tables = [] if sheet.hidden else [_table(book, sheet, block, today) for block in blocks(sheet)]
        found += tables
        if not tables:
            said.append(_nothing_on(sheet))
    # A sheet that only says what the list beside it is: nothing of it is known here, and it is nobody's.
    if known := {table.sheet for table in found if any(column.target not in ("", OUT) for column in table.columns)}:
        said += [_nothing_on(sheet) for sheet in book.sheets if sheet.name in {t.sheet for t in found} - known]
        found = [table for table in found if table.sheet in known]
    if found and said:
        found[0] = replace(found[0], left_out=(*found[0].left_out, *said))
    return tuple(found)


def remap(table: Table, targets: Mapping[int, str], kind: TableKind | None = None) -> Table:
    """The table with the columns meaning what a person says, by index; "" keeps one in the note. Columns that are not
    named keep their meaning, unless it belongs to somebody else now, or to another kind of table."""
    kind = kind or table.kind
    columns: Iterable[Column] = table.columns
    if kind is not table.kind:
        body = [*table.body, *table.unused]
        again = [seen(c.index, _levels(c), body, c.hidden) for c in table.columns]
        columns = understood(again, kind)
    chosen = {target for target in targets.values() if target}
    new = []
    for column in columns:
        if column.index in targets:
            new.append(chosen_by(column, targets[column.index]))
        elif column.target in chosen and not BY_KEY[column.target].many:
            new.append(replace(chosen_by(column, ""), why=_("Another column was chosen for this.")))
        else:
            new.append(column)
    return without_unused(replace(table, kind=kind, columns=tuple(new)))


def _levels(column: Column) -> tuple[str, ...]:
    return tuple(column.title.split(titles.BETWEEN)) if column.title else ()


def _nothing_on(sheet: Sheet) -> LeftOut:
    said = _("The sheet {name} holds no table.") if filled_rows(sheet) else _("The sheet {name} is empty.")
    if sheet.hidden:
        said = _("The sheet {name} is hidden in the file: it is not taken in.")
    return LeftOut(1, max(len(sheet.rows), 1), said.format(name=sheet.name), sheet=sheet.name)


def filled_rows(sheet: Sheet) -> bool:
    return any(filled(row) for row in sheet.rows)


def _table(book: Book, sheet: Sheet, block: Block, today: date) -> Table:
    indexes = _columns(sheet, block)
    body, out, columns = _seen(sheet, block, indexes)
    if slipped := _slipped(columns):
        beyond = indexes[-1] + 1
        if slipped.by == 1 and any(len(row) > beyond and not is_blank(row[beyond]) for row in _below(sheet, block)):
            indexes.append(beyond)  # where the last column's cells have gone
            body, out, columns = _seen(sheet, block, indexes)
        columns = moved(columns, _further(columns, slipped))
    kind = kind_of(columns)
    above = list(bodies.above(sheet, block.above))
    spans = [span for span in sheet.merged if span.top in block.below and span.bottom > span.top]
    table = Table(
        sheet=sheet.name,
        kind=kind,
        head=(block.top + 1, block.bottom + 1),
        columns=understood(columns, kind),
        body=tuple(body),
        left_out=(*bodies.joined(above), *_beside_head(sheet, block, indexes), *out),
        title=_title(above),
        year=_year([each.text for each in above], sheet.name, book.name, today),
        shape=_shape(columns),
        merged=tuple(span for span in spans if span.bottom in block.below and span.left in indexes),
    )
    return without_unused(table)


def _seen(sheet: Sheet, block: Block, indexes: Collection[int]) -> tuple[list[Body], list[LeftOut], list[Seen]]:
    body, out = bodies.sorted_out(sheet, block, frozenset(indexes))
    columns = [seen(n, block.levels.get(n, ()), body, n in sheet.hidden_columns) for n in indexes]
    return body, out, columns


def _below(sheet: Sheet, block: Block) -> list[tuple[Cell, ...]]:
    """Some rows below a head, from all over the table."""
    return [sheet.rows[n] for n in block.below[:: max(1, len(block.below) // SAMPLED)]]


def _columns(sheet: Sheet, block: Block) -> list[int]:
    """Those with a title, and those without one that most rows fill. Beyond an empty column is another paper, unless
    its titles are known."""
    counts: dict[int, int] = {}
    for row in _below(sheet, block):
        for column, _cell in filled(row):
            counts[column] = counts.get(column, 0) + 1
    many = max(2, max(counts.values(), default=0) * MOST_SHARE)
    last = max([*block.levels, *counts], default=-1)
    there: list[int] = []
    gap = False
    for column in range(last + 1):
        levels = block.levels.get(column)
        if levels is None and counts.get(column, 0) < many:
            gap = gap or bool(there)
            continue
        if gap and not (levels and Seen(column, levels, ()).names()):
            continue
        gap = False
        there.append(column)
    return there


def _beside_head(sheet: Sheet, block: Block, indexes: Collection[int]) -> Iterator[LeftOut]:
    for number in range(block.top, block.bottom + 1):
        texts = [told(cell) for column, cell in filled(sheet.rows[number]) if column not in indexes]
        if texts:
            yield LeftOut(number + 1, number + 1, _("Beside the table, behind an empty column"), "　".join(texts))


def _slipped(columns: Sequence[Seen]) -> Shift | None:
    """Whether the cells have slipped by one column against their titles."""
    by_index = {each.index: each for each in columns}
    looks = {}
    for each in columns:
        strict = [n.target for n in each.names() if n.is_exact and n.target.look not in WEAK]
        if strict and strict[0].key != "resident.is_head":
            looks[each.index] = strict[0]

    def share(title: int, column: int) -> float | None:
        if column not in by_index:
            return None
        found = fit(looks[title].look, by_index[column].cells, looks[title].choice)
        return found.share if found.of >= 3 else None

    return shift(looks, by_index, share)


def _further(columns: Sequence[Seen], slipped: Shift) -> Shift:
    """Titles in front of those that tell have slipped as well where nothing stands below them: 姓名 over an empty
    column."""
    by_index, first = {each.index: each for each in columns}, slipped.first
    while slipped.by == 1 and (before := by_index.get(first - 1)) and before.levels and not before.cells:
        first -= 1
    return Shift(first, slipped.by)


def _title(above: Sequence[LeftOut]) -> str:
    told = [each.text for each in above if each.text]
    return next((text for text in told if not re.match(r"[^:：]{2,8}[:：]", text)), told[0] if told else "")


def _year(above: Iterable[str], sheet: str, book: str, today: date) -> int | None:
    """The one year that the titles name, else that of filling in, else that of the sheet's or the file's name."""
    texts = list(above)
    days = [found for text in texts for found in FILLED_IN.findall(text)]
    plain = [FILLED_IN.sub("", text) for text in texts]
    for years in ([y for text in plain for y in YEAR.findall(text)], days, YEAR.findall(sheet), YEAR.findall(book)):
        named = {int(year) for year in years if 1990 <= int(year) <= today.year + 1}
        if len(named) == 1:
            return named.pop()
    return None


def _shape(columns: Sequence[Seen]) -> str:
    """The same for every file with these titles in this order, however they are padded."""
    keys = (titles.key("".join(each.levels)) for each in columns)
    return hashlib.sha256("\n".join(keys).encode()).hexdigest()
