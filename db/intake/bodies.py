"""Which rows below a head are data, and why the others are none: hints, sums, notes, titles between, the head again."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from db.intake.cells import told
from db.intake.heads import Block, filled
from db.intake.table import Body, LeftOut
from db.reading.cell import text_of
from db.sheets.book import Cell, Sheet, Span
from db.words import _

HINT = re.compile(
    r"必填|选填|可填|填写|^[如例][:：]|^如 ?\d|例如|格式|yyyy|下拉|^请|示例|样例|年/月/日|required|such as|e\.g\."
    r"|how to fill in",
    re.IGNORECASE,
)
BEGINS_HINT = re.compile(r"^(?:填写说明|填表说明|示例|样例|例[:：]|例$|how to fill in|example)", re.IGNORECASE)
SUMS = re.compile(r"^(?:合计|总计|小计|共计|累计|总数|total|sum|subtotal)", re.IGNORECASE)
NOTE = re.compile(
    r"^(?:说明|备注|注意?事项|注|填表|填报|制表|审核|审批|负责人|单位|统计|联系人|联系电话|以上|以下|此表|本表|报送|日期|签[字名]"
    r"|※|\*|—|附|notes?\b)",
    re.IGNORECASE,
)
FOOT = re.compile(r"[^:：\d]{2,8}[:：]")
HINTS_BELOW = 3  # rows right under a head that may hold hints
LONG = 16  # characters: a name alone in its row is shorter
SHOWN = 120
BESIDE = 200  # notes beside a table that are told one by one


def sorted_out(sheet: Sheet, block: Block, columns: Collection[int]) -> tuple[list[Body], list[LeftOut]]:
    """The rows of data, and those that are none. Each row below the head is in one of the two."""
    wide = {span.top: span for span in sheet.merged if span.right - span.left >= 2}
    levels = [[_evened(cell) for _column, cell in filled(sheet.rows[n])] for n in range(block.top, block.bottom + 1)]
    body: list[Body] = []
    out: list[LeftOut] = []
    at_foot, hints_over, beside = False, False, 0
    for number in block.below:
        row = sheet.rows[number]
        mine = [(n, cell) for n, cell in enumerate(row) if cell is not None and cell != "" and n in columns]
        if len(mine) == len(row) - row.count(None):
            others: list[tuple[int, Cell]] = []
        else:
            others = [(column, cell) for column, cell in filled(row) if column not in columns]
        if not mine and not others:
            out.append(LeftOut(number + 1, number + 1, _("Empty")))
            continue
        if why := _why_none(mine, number - block.bottom, hints_over, at_foot, wide.get(number), levels):
            at_foot = at_foot or why == _("A note at the foot")
            out.append(LeftOut(number + 1, number + 1, why, _text(mine or others)))
            continue
        if others and beside < BESIDE:
            beside += 1
            said = _("Beside the table, in a column without a title")
            out.append(LeftOut(number + 1, number + 1, said, _text(others)))
        if mine:
            hints_over, at_foot = True, False
            body.append(Body(number + 1, row))
    return body, joined(out)


def _why_none(
    mine: Sequence[tuple[int, Cell]],
    below: int,
    hints_over: bool,
    at_foot: bool,
    wide: Span | None,
    levels: Sequence[Sequence[str]],
) -> str:
    """Why a row is no data; nothing where it is."""
    if not mine:
        return ""
    first = mine[0][1]
    if not hints_over and below <= HINTS_BELOW and _is_hint([text_of(cell) for _column, cell in mine]):
        return _("A hint how to fill in the table")
    if not isinstance(first, str):
        return ""
    text = text_of(first)
    if SUMS.match(text) and len(text) <= LONG:
        return _("Sums")
    if _is_again(mine, levels):
        return _("The head again")
    if len(mine) == 1:
        return _why_alone(mine[0][0], text, at_foot, wide)
    if FOOT.match(text) and all(FOOT.match(text_of(cell)) for _column, cell in mine):
        return _("A note at the foot")  # 填表人：…　审核：…
    return ""


def _why_alone(column: int, text: str, at_foot: bool, wide: Span | None) -> str:
    """A row with one cell: a note, a title between the rows, or somebody of whom only this is known."""
    if at_foot or NOTE.match(text) or (len(text) > LONG and column <= 1):
        return _("A note at the foot")
    if wide is not None and wide.left == column:
        return _("A title between the rows")
    return ""


def _is_hint(texts: Sequence[str]) -> bool:
    if BEGINS_HINT.match(texts[0]):
        return True
    if len(texts) > 2 and list(texts) == [str(each) for each in range(1, len(texts) + 1)]:
        return True  # columns numbered under their titles
    return sum(bool(HINT.search(text)) for text in texts) * 2 >= len(texts)


def _is_again(mine: Sequence[tuple[int, Cell]], levels: Sequence[Sequence[str]]) -> bool:
    """The head, or one of its levels, as it is printed on every page."""
    if len(mine) < 2 or not any(_evened(mine[0][1]) == level[0] for level in levels if level):
        return False
    return [_evened(cell) for _column, cell in mine] in levels


def _evened(cell: Cell) -> str:
    return "".join(cell.split()) if isinstance(cell, str) else ""


def above(sheet: Sheet, rows: Iterable[int]) -> Iterator[LeftOut]:
    """Titles over a table, and what else stands there."""
    for number in rows:
        there = filled(sheet.rows[number])
        if there:
            yield LeftOut(number + 1, number + 1, _("A title above the table"), _text(there))
        else:
            yield LeftOut(number + 1, number + 1, _("Empty"))


def joined(out: Iterable[LeftOut]) -> list[LeftOut]:
    """Rows that follow each other and are left out alike, as one."""
    found: list[LeftOut] = []
    for each in out:
        last = found[-1] if found else None
        follows = last is not None and last.last + 1 == each.first and last.sheet == each.sheet
        if last is not None and follows and (last.why, last.text) == (each.why, each.text):
            found[-1] = LeftOut(last.first, each.last, each.why, each.text, each.sheet)
        else:
            found.append(each)
    return found


def _text(cells: Iterable[tuple[int, Cell]]) -> str:
    return "　".join(told(cell) for _column, cell in cells)[:SHOWN]
