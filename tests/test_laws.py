"""The house stands: each law here fails when somebody breaks it (shown once, see the commit that brought it)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from sqlmodel import SQLModel

from db import models
from db.fields import On, fields_of
from db.models import PARTS
from db.words import LANGUAGES, LOCALES

ROOT = Path(__file__).parent.parent
ROOMS = ("db", "reports", "pages")
MAY_KNOW = {
    "db": {"db"},
    "reports": {"db", "reports"},
    "pages/parts": {"db", "reports", "pages.parts", "streamlit"},
    "pages": {"db", "reports", "pages.parts", "streamlit"},
}
STRANGERS_TO_DB = {"streamlit", "reportlab", "altair", "pandas", "xlsxwriter", "streamlit_authenticator"}
WATCHED = {*ROOMS, "streamlit", "app", "tests"}
# The command lines stand at the edge: they bring questions and papers together, as app.py does for the screens.
EDGE = {ROOT / "db" / "__main__.py", ROOT / "reports" / "__main__.py"}
ON_THE_CARD = {"app.py", "pages", "db", "reports", "tests", "requirements.txt", "README.md"}
# Streamlit reads Markdown in what these are given, and Markdown fetches pictures from anywhere.
READS_MARKDOWN = {"markdown", "title", "header", "subheader", "caption", "info", "error", "success", "toast", "badge"}
READS_MARKDOWN |= {"head"}  # the heading of `look`
# Words from catalogues, days and numbers told by `telling`, and `plain`, which takes the markup out of typed text.
MAKES_OUR_OWN = {
    "_",
    "plain",
    "str",
    "len",
    "day",
    "full_day",
    "time",
    "moment",
    "ago",
    "number",
    "paper_day",
    "period",
    "in_words",  # titles of the home page: our words and numbers
    "first_step",
}
# By custom these names hold nothing typed.
OUR_OWN_BY_CUSTOM = {"n", "title", "line", "label", "sentence", "count", "total", "words", "icon"}


def sources(*rooms: str) -> list[Path]:
    found = [p for room in rooms for p in (ROOT / room).rglob("*.py")]
    return [p for p in found if "versions" not in p.parts]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(node: ast.AST) -> str:
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return ""


@pytest.mark.parametrize("room", MAY_KNOW)
def test_imports_point_one_way(room):
    for path in sources(room):
        if path in EDGE or (room == "pages" and "parts" in path.parts):
            continue
        for name in imports(path):
            if name.split(".")[0] in WATCHED and name != "pages":
                assert any(f"{name}.".startswith(f"{known}.") for known in MAY_KNOW[room]), f"{path} knows {name}"


def test_the_database_room_knows_neither_screens_nor_papers():
    for path in sources("db"):
        known = {name.split(".")[0] for name in imports(path)}
        assert path in EDGE or not known & STRANGERS_TO_DB, path


def test_reports_know_no_screen_and_pages_no_sql():
    for path in sources("reports"):
        assert "streamlit" not in {name.split(".")[0] for name in imports(path)}, path
    for path in sources("pages"):
        assert not {name.split(".")[0] for name in imports(path)} & {"sqlmodel", "sqlalchemy"} - sql_free(path), path


def sql_free(path: Path) -> set[str]:
    """`SQLModel` as the type of a form is no SQL."""
    asked = {name for name in imports(path) if name.startswith("sqlmodel")}
    return {"sqlmodel"} if asked <= {"sqlmodel", "sqlmodel.SQLModel"} else set()


def test_every_typed_field_says_what_it_is_and_whether_it_is_personal():
    typed = [m for m in vars(models).values() if isinstance(m, type) and issubclass(m, SQLModel)]
    typed = [m for m in typed if m.__name__.endswith("Fields") or m in PARTS]
    assert len(typed) > 10
    for model in typed:
        assert {f.name for f in fields_of(model, ~On(0))} == set(model.model_fields), model.__name__


def words() -> Iterator[tuple[Path, str]]:
    for path in [ROOT / "app.py", *sources(*ROOMS)]:
        for node in ast.walk(tree(path)):
            if called(node) in ("_", "N_") and isinstance(node, ast.Call) and node.args:
                match node.args[0]:
                    case ast.Constant(value=str(text)) if text:
                        yield path, text


def catalogue(language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((LOCALES / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                assert not message.fuzzy, message.id
                assert not (message.id and message.id in found), f"{message.id!r} stands in two catalogues"
                found[str(message.id)] = str(message.string)
    return found


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_every_word_is_in_every_catalogue_and_none_is_left_over(language):
    known = catalogue(language)
    used = {text for _path, text in words()}
    missing = sorted(f"{path.relative_to(ROOT)}: {text}" for path, text in words() if not known.get(text))
    assert not missing, "\n".join(missing)
    assert not (left := set(known) - used - {""}), sorted(left)


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_a_translation_keeps_the_places_to_fill_in(language):
    for english, said in catalogue(language).items():
        assert set(re.findall(r"\{\w*\}", english)) == set(re.findall(r"\{\w*\}", said)), english


def test_what_a_tab_remembers_is_named_in_one_file():
    named = [p for p in [ROOT / "app.py", *sources(*ROOMS)] if "session_state" in p.read_text(encoding="utf-8")]
    assert named == [ROOT / "pages" / "parts" / "state.py"]


def test_typed_text_is_never_markup():
    for path in sources("pages", "reports"):
        text = path.read_text(encoding="utf-8")
        assert "unsafe_allow" not in text, path
        assert "st.warning" not in text, f"{path}: it looks like tier three"
        assert not re.search(r"(?<![\w.])Paragraph\(", text), path
    for path in sources("pages"):
        whole = tree(path)
        named = ours_by_name(whole)
        for node in ast.walk(whole):
            if called(node) in READS_MARKDOWN and isinstance(node, ast.Call) and node.args:
                assert is_our_own(node.args[0], named), f"{path}:{node.lineno} {ast.unparse(node)}"


def test_lists_that_read_no_markdown_are_given_no_backslashes():
    """A selectbox and a multiselect show their options as they are: 3#楼, never 3\\#楼."""
    for path in sources("pages"):
        for node in ast.walk(tree(path)):
            if called(node) in {"selectbox", "multiselect"} and isinstance(node, ast.Call):
                told = [ast.unparse(k.value) for k in node.keywords if k.arg == "format_func"]
                assert not any("plain" in each for each in told), f"{path}:{node.lineno} {told}"


def ours_by_name(whole: ast.Module) -> dict[str, list[ast.expr]]:
    """All that a file ever puts under each name: a name is ours only if every one of these is."""
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(whole):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).append(value)
    return found


def is_our_own(text: ast.expr, named: dict[str, list[ast.expr]]) -> bool:
    """Words of ours, or typed text made plain. `str(refused)` is a sentence of `db.errors`."""

    def ours(part: ast.expr, but: str = "") -> bool:
        return is_our_own(part, {name: values for name, values in named.items() if name != but})

    match text:
        case ast.Constant():
            return True
        case ast.Call(func=ast.Attribute(attr="format", value=value), keywords=keywords):
            return ours(value) and all(ours(k.value) for k in keywords)
        case ast.Call(func=ast.Attribute(attr="join", value=value), args=[ast.GeneratorExp(elt=each)]):
            return ours(value) and ours(each)
        case ast.Call():
            return called(text) in MAKES_OUR_OWN
        case ast.JoinedStr(values=values):
            return all(ours(v.value) if isinstance(v, ast.FormattedValue) else True for v in values)
        case ast.BinOp(left=left, right=right):
            return ours(left) and ours(right)
        case ast.IfExp(body=body, orelse=other):
            return ours(body) and ours(other)
        case ast.BoolOp(values=values):
            return all(ours(v) for v in values)
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in OUR_OWN_BY_CUSTOM:
            return True
        case ast.Name(id=name) if name in named:
            return all(ours(value, but=name) for value in named[name])
    return False


def test_only_the_clock_knows_what_time_it_is():
    for path in [ROOT / "app.py", *sources(*ROOMS)]:
        if path.name != "clock.py":
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"\b(date\.today|datetime\.(now|utcnow|today))\(", text), path


@pytest.mark.parametrize(("room", "who"), [("changes", "actor"), ("queries", "viewer")])
def test_every_deed_and_question_asks_for_the_right(room, who):
    """Each public function that is given a person asks what that person may, or hands the person on."""
    for path in sources(f"db/{room}"):
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if who in {a.arg for a in node.args.args + node.args.kwonlyargs}:
                calls = [call for call in ast.walk(node) if isinstance(call, ast.Call)]
                given = [part for call in calls for part in (*call.args, *(k.value for k in call.keywords))]
                handed_on = any(isinstance(part, ast.Name) and part.id == who for part in given)
                asks = any(called(call) == "may" for call in calls)
                assert handed_on or asks, f"{path.name}: {node.name} never asks what {who} may"


@pytest.mark.parametrize("room", ROOMS)
def test_files_stay_small_and_have_honest_names(room):
    for path in sources(room):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines <= 300, f"{path} has {lines} lines"
        assert path.stem not in {"utils", "helpers", "common", "manager", "service"}, path
        first = ast.get_docstring(tree(path))
        assert first or not lines, f"{path} does not say what it is for"


def test_the_top_level_is_the_card():
    there = {p.name for p in ROOT.iterdir() if not p.name.startswith(".")} - {"data", "__pycache__"}
    assert there == ON_THE_CARD


PAGES = sorted(p for p in (ROOT / "pages").glob("*.py") if not p.stem.startswith("_"))


@pytest.mark.parametrize("page", [p.stem for p in PAGES])
def test_a_page_shows_a_stranger_nothing(open_page, home, page):
    """On a cold server Streamlit may run a page's file without the entrance; each is its own fence."""
    at = open_page(page, None, no="1")
    assert not at.exception
    assert [said.value for said in at.info] == ["请先登录。"]
    shown = [*at.title, *at.text, *at.markdown, *at.dataframe, *at.button, *at.text_input, *at.caption, *at.metric]
    assert not shown


@pytest.mark.parametrize("page", [p.stem for p in PAGES])
@pytest.mark.parametrize("who", ["visitor", "manager", "admin", "reader"])
def test_every_page_opens_for_every_role_and_a_partner_never_reads_a_name(open_page, home, page, who):
    at = open_page(page, who, no="1")
    assert not at.exception, at.exception[0].message if at.exception else ""
    if who == "reader":
        told = "".join(str(getattr(e, "value", "")) + str(getattr(e, "label", "")) for e in at)
        for secret in ("陈玉芬", "玉芬", "13800002207", "1202"):
            assert secret not in told, f"{page} tells a partner {secret}"


def test_the_readme_names_every_page_and_every_room():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in PAGES:
        assert page.stem in text, page
    for room in (*ROOMS, "tests", ".streamlit", ".ci/run"):
        assert room in text
