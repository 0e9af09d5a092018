"""The styles of a DOCX file, read from those of the printed paper, so that both are set alike."""

from db.words import language
from reports import sheet
from reports.docx_xml import FACES, NAMED, face, twips
from reports.saying import styled
from reports.sheet import Style

FOLIO = Style(size=sheet.SIZE_FOUR, leading=sheet.SIZE_FOUR * 1.2)
# Word knows a style by its id; those it delivers itself are named as it names them. A heading's level is its place in
# the navigation.
STYLES: dict[str, tuple[str, Style]] = {
    "Normal": ("Normal", sheet.CELL_TEXT),
    "Mark": ("Mark", sheet.MARK),
    "Masthead": ("Masthead", sheet.MASTHEAD),
    "Number": ("Issue number", sheet.NUMBER),
    "Correction": ("Correction", sheet.CORRECTION),
    "Unit": ("Issuing unit", sheet.UNIT),
    "Editor": ("Editor's note", sheet.EDITOR),
    "Title": ("Title", sheet.TITLE),
    "Scope": ("Scope", sheet.SCOPE),
    "Heading1": ("heading 1", sheet.HEADING),
    "Heading2": ("heading 2", sheet.SMALL_HEADING),
    "Heading3": ("heading 3", sheet.LEAST_HEADING),
    "BodyText": ("Body Text", sheet.BODY),
    "TableTitle": ("Table title", sheet.TABLE_TITLE),
    "TableHead": ("Table head", sheet.HEAD_CELL),
    "TableText": ("Table text", sheet.CELL_TEXT),
    "TableLead": ("Table lead", sheet.TABLE_LEAD),
    "DenseHead": ("Long table head", sheet.DENSE_HEAD),
    "DenseText": ("Long table text", sheet.DENSE_TEXT),
    "Note": ("Note", sheet.NOTE),
    "Caption": ("caption", sheet.CAPTION),
    "Foot": ("Colophon", sheet.FOOT),
    "FormTitle": ("Form title", sheet.FORM_TITLE),
    "FormSide": ("Form side", sheet.FORM_SIDE),
    "PageNumber": ("Page number", FOLIO),
}
DELIVERED = {"Normal", "Title", "Heading1", "Heading2", "Heading3", "BodyText", "Caption"}
WITH_TABS = {"Mark", "Unit", "FormSide"}  # lines with words at both margins
# Where the reader's computer lacks a face, the one that comes closest.
ALIKE = {"仿宋": "仿宋_GB2312", "楷体": "楷体_GB2312", "黑体": "SimHei", "宋体": "SimSun", "方正小标宋简体": "华文中宋"}


def styles(room: float) -> str:
    """All styles; `room` is the width of the text."""
    tongue = "en-GB" if language() == "en" else "en-US"
    plain = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{face(sheet.CELL_TEXT.font)}"
        f'<w:lang w:val="{tongue}" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
        "</w:docDefaults>"
    )
    named = "".join(_style(key, name, styled(style), room) for key, (name, style) in STYLES.items())
    picture = (
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="Picture"><w:name w:val="Picture"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr><w:spacing w:before="60" w:line="240" w:lineRule="auto"/>'
        '<w:jc w:val="center"/></w:pPr></w:style>'
    )
    return f"<w:styles {NAMED}>{plain}{named}{picture}</w:styles>"


def _style(key: str, name: str, style: Style, room: float) -> str:
    own = "" if key in DELIVERED else ' w:customStyle="1"'
    first = ' w:default="1"' if key == "Normal" else ""
    based = "" if key == "Normal" else '<w:basedOn w:val="Normal"/>'
    onward = '<w:next w:val="BodyText"/>' if key.startswith("Heading") else ""
    return (
        f'<w:style w:type="paragraph"{first}{own} w:styleId="{key}"><w:name w:val="{name}"/>{based}{onward}<w:qFormat/>'
        f"<w:pPr>{_paragraph(key, style, room)}</w:pPr><w:rPr>{_run(style)}</w:rPr></w:style>"
    )


def _paragraph(key: str, style: Style, room: float) -> str:
    keep = "<w:keepNext/>" if style.keep else ""
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{twips(room)}"/></w:tabs>' if key in WITH_TABS else ""
    # As the standard has it: no room between Chinese and figures, no mark outside the margin.
    chinese = '<w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
    spacing = (
        f'<w:spacing w:before="{twips(style.before)}" w:after="{twips(style.after)}" w:line="{twips(style.leading)}"'
        ' w:lineRule="exact"/>'
    )
    chars, points = round(style.indent * 100), twips(style.indent * (style.size + style.pitch))
    indent = f'<w:ind w:firstLineChars="{chars}" w:firstLine="{points}"/>' if chars else ""
    align = {"left": "both" if style.justified else "left", "centre": "center", "right": "right"}[style.align]
    level = f'<w:outlineLvl w:val="{style.level}"/>' if key.startswith("Heading") else ""
    return f'{keep}{tabs}{chinese}{spacing}{indent}<w:jc w:val="{align}"/>{level}'


def _run(style: Style) -> str:
    bold = "<w:b/>" if style.bold else ""
    size = round(style.size * 2)
    closer = f'<w:spacing w:val="{twips(style.pitch)}"/>' if style.pitch else ""
    return (
        f'{face(style.font)}{bold}<w:color w:val="{style.colour[1:]}"/>{closer}<w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/>'
    )


def font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{ALIKE[name]}"/><w:charset w:val="86"/></w:font>'
        for name in FACES.values()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {NAMED}>{fonts}</w:fonts>'


def settings() -> str:
    return (
        f'<w:settings {NAMED}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )
