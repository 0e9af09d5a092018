"""A sheet written in an unusual way, written anew in the usual one.

Prefixes, comments, other quotation marks, cells that do not say where they stand: all of it is good XML, and all of it
would hide something from a quick look. Afterwards `scan` sees what the reader sees.
"""

import re
from pyexpat import ExpatError, ParserCreate

from db.sheets.places import LAST_COLUMN, LAST_ROW, REFERENCE, column_letters, column_number
from db.sheets.why import Unreadable, Why

MOST_DEEP = 50
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def straightened(raw: bytes) -> bytes:
    return _Straightener().of(raw)


class _Straightener:
    def __init__(self) -> None:
        self.columns: list[str] = []
        self.rows: list[str] = []
        self.depth = self.row = self.column = 0
        self.in_cell = self.in_phonetic = False
        self.takes = ""  # the element whose text is wanted
        self.texts: dict[str, list[str]] = {}
        self.cell: dict[str, str] = {}
        self.formula: dict[str, str] | None = None
        self.merged: list[str] = []

    def of(self, raw: bytes) -> bytes:
        parser = ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._starts
        parser.EndElementHandler = self._ends
        parser.CharacterDataHandler = self._says
        try:
            parser.Parse(raw, True)
        except ExpatError as broken:
            raise Unreadable(Why.DAMAGED) from broken
        columns = f"<cols>{''.join(self.columns)}</cols>" if self.columns else ""
        merged = f"<mergeCells>{''.join(self.merged)}</mergeCells>" if self.merged else ""
        rows = f"<sheetData>{''.join(self.rows)}</sheetData>"
        return f'<worksheet xmlns="{SPACE}">{columns}{rows}{merged}</worksheet>'.encode()

    def _starts(self, name: str, said: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MOST_DEEP:
            raise Unreadable(Why.UNSAFE)
        match name.rpartition(":")[2]:
            case "col":
                self.columns.append(f"<col{_attributes(said, ('min', 'max', 'hidden'))}/>")
            case "row":
                self.row = _row_number(said["r"]) if "r" in said else self.row + 1
                self.column = 0
                hidden = ' hidden="1"' if said.get("hidden") in ("1", "true") else ""
                self.rows.append(f'<row r="{self.row}"{hidden}>')
            case "c":
                self._cell_starts(said)
            case "f" if self.in_cell:
                self.formula = said
                self.takes = "f"
            case "v" | "t" as text if self.in_cell and not self.in_phonetic:
                self.takes = text
            case "rPh":
                self.in_phonetic = True
            case "mergeCell":
                self.merged.append(f"<mergeCell{_attributes(said, ('ref',))}/>")

    def _cell_starts(self, said: dict[str, str]) -> None:
        self.in_cell, self.formula, self.texts = True, None, {"f": [], "v": [], "t": []}
        self.cell = said
        if "r" in said:
            told = REFERENCE.fullmatch(said["r"].upper())
            if told is None:
                raise Unreadable(Why.DAMAGED)
            self.column, self.row = column_number(told[1]), int(told[2])
        else:
            self.column += 1
        if not self.row or self.column > LAST_COLUMN or self.row > LAST_ROW:
            raise Unreadable(Why.DAMAGED)

    def _says(self, text: str) -> None:
        if self.takes:
            self.texts[self.takes].append(text)

    def _ends(self, name: str) -> None:
        self.depth -= 1
        match name.rpartition(":")[2]:
            case "f" | "v" | "t":
                self.takes = ""
            case "rPh":
                self.in_phonetic = False
            case "row":
                self.rows.append("</row>")
            case "c" if self.in_cell:
                self.in_cell = False
                self.rows.append(self._cell())

    def _cell(self) -> str:
        formula, value, text = ("".join(self.texts[key]) for key in ("f", "v", "t"))
        inside = ""
        if self.formula is not None:
            inside += f"<f{_attributes(self.formula, ('t', 'si', 'ref'))}>{_text(formula)}</f>"
        if value:
            inside += f"<v>{_text(value)}</v>"
        if text:
            inside += f'<is><t xml:space="preserve">{_text(text)}</t></is>'
        return f'<c r="{column_letters(self.column)}{self.row}"{_attributes(self.cell, ("s", "t"))}>{inside}</c>'


def _row_number(said: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,6}", said, re.ASCII):
        raise Unreadable(Why.DAMAGED)
    return int(said)


def _attributes(said: dict[str, str], keys: tuple[str, ...]) -> str:
    return "".join(f' {key}="{_text(said[key])}"' for key in keys if key in said)


def _text(said: str) -> str:
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
