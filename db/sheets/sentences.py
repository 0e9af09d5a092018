"""Why a file is refused, and what was left out of one, said to people: what it is, and what to do."""

from collections.abc import Mapping
from typing import Any

from db.sheets.why import Left, Why
from db.words import N_, _

WHY: Mapping[Why, str] = {
    Why.EMPTY: N_("This file is empty. Save the table once more and choose that file."),
    Why.LARGE: N_(
        "This file is larger than 10 MB. Take pictures out of it or split it, and take in one part after another."
    ),
    Why.UNPACKS: N_(
        "Unpacked, this file is far larger than a table of people. "
        "Copy the table into a new workbook and save that as .xlsx."
    ),
    Why.DAMAGED: N_(
        "This file is damaged or incomplete. Open it in the spreadsheet program and save it once more as .xlsx."
    ),
    Why.UNSAFE: N_(
        "No spreadsheet program builds a file like this one. Copy the table into a new workbook and save that as .xlsx."
    ),
    Why.MACRO: N_("This file holds macros, which are small programs. Save it as .xlsx, without macros."),
    Why.LINK: N_(
        "This file draws on other workbooks or databases. "
        "Copy the table into a new workbook as values and save that as .xlsx."
    ),
    Why.EMBEDDED: N_(
        "Another document is embedded in this file. Copy the table alone into a new workbook and save that as .xlsx."
    ),
    Why.PASSWORD: N_("This file is locked with a password. Open it, take the password off and save it once more."),
    Why.HTML: N_(
        "This is a web page (HTML) saved as a table. Open it in the spreadsheet program and save it as .xlsx."
    ),
    Why.XML: N_("This is a table in XML. Open it in the spreadsheet program and save it as .xlsx."),
    Why.BINARY: N_("This is a binary workbook (.xlsb). Open it in the spreadsheet program and save it as .xlsx."),
    Why.OPEN_DOCUMENT: N_("This is an OpenDocument file. Open it in the spreadsheet program and save it as .xlsx."),
    Why.WORDS: N_(
        "This is a text document or slides, not a spreadsheet. Copy its table into a workbook and save that as .xlsx."
    ),
    Why.ARCHIVE: N_("This is an archive of files. Unpack it and choose the table in it."),
    Why.PICTURE: N_("This is a picture or a PDF. Choose the spreadsheet it was made from."),
    Why.NO_TABLE: N_("No table can be read from this file. Open it in the spreadsheet program and save it as .xlsx."),
    Why.LETTERS: N_("This text is in an unknown encoding. Open it in the spreadsheet program and save it as .xlsx."),
    Why.ROWS: N_(
        "Sheet “{sheet}” goes down to cell {cell}; at most {most} rows are taken. "
        "Delete what stands below the table, or split it."
    ),
    Why.COLUMNS: N_(
        "Sheet “{sheet}” goes out to cell {cell}; at most {most} columns are taken. "
        "Delete what stands to the right of the table."
    ),
    Why.CELL: N_("Cell {cell} of sheet “{sheet}” holds more than {most} characters. Shorten it."),
    Why.TOO_MUCH: N_(
        "There is more in this file than can be read at once. Split the table and take in one part after another."
    ),
    Why.SLOW: N_(
        "Reading this file took too long and was stopped. Copy the table into a new workbook and save that as .xlsx."
    ),
    Why.BUSY: N_("Other files are being read just now. Try again in a minute."),
    Why.NOTHING: N_("There is nothing in the cells of this file. Choose the file that holds the table."),
}
LEFT: Mapping[Left, str] = {
    Left.PICTURES: N_("Pictures in the file were left out."),
    Left.COMMENTS: N_("Comments on cells were left out."),
    Left.CHARTS: N_("Charts in the file were left out."),
    Left.EMPTY_SHEET: N_("Sheet “{sheet}” is empty."),
    Left.CHART_SHEET: N_("Sheet “{sheet}” holds no cells and was left out."),
    Left.HIDDEN_LARGE: N_("Hidden sheet “{sheet}” is too large and was left out."),
    Left.NAMED: N_("The name of this file ends in {ending}, but it is something else. It was read as what it is."),
    Left.QUOTES: N_("Quotation marks in this text do not come in pairs. Look at the rows with care."),
}


def said(what: Why | Left, where: Mapping[str, Any], otherwise: str) -> str:
    """`otherwise` names the sheet of a file that has one only and no name for it."""
    sentence = _(WHY[what] if isinstance(what, Why) else LEFT[what])
    filled = {key: plainly(str(value)) or plainly(otherwise) for key, value in where.items()}
    return sentence.format(**filled)


def plainly(typed: str) -> str:
    """A name inside a sentence, without the marks that would make a link or a picture of it on a page."""
    return "".join(c for c in typed if c.isalnum() or c in " ._，。、（）()·")[:31].strip()
