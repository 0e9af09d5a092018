"""Real 仿宋, 楷体 and 小标宋: used where a computer has them and their licence allows it, passed over with a reason."""

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTCollection, TTFont

from db.words import use_language
from reports import faces, fonts, found_faces, sheet
from reports.flowables import Text
from reports.fonts import BIAOSONG, FANG, HEI, KAI, SONG, font, in_use
from reports.found_faces import may_be_embedded
from reports.paper import About, Paper, bound
from tests.made_fonts import WORDS, boxes, cut, saved


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A computer with no fonts of its own, and the folder where the office puts some."""
    use_language("zh_CN")
    monkeypatch.setenv("NUANFANG_DATA", str(tmp_path))
    monkeypatch.setattr(found_faces, "systems", lambda: [tmp_path / "system"])
    folder = tmp_path / "fonts"
    folder.mkdir()
    forget()
    yield folder
    monkeypatch.undo()
    forget()


def forget() -> None:
    """As after a new start."""
    fonts.look_again()
    faces.opened.cache_clear()
    faces.face.cache_clear()


def paper(role: str, words: str = WORDS) -> Paper:
    return bound([Text(words, sheet.Style(font=role))], About("试", "", "", date(2026, 11, 24)))


def copied(made: Paper) -> str:
    return pypdf.PdfReader(BytesIO(made.content)).pages[0].extract_text().split("—")[0].replace("\n", "").strip()


def embedded(made: Paper) -> dict[str, str]:
    """The faces in a paper, and as what kind each is embedded."""
    found = {}
    for one in pypdf.PdfReader(BytesIO(made.content)).pages[0]["/Resources"]["/Font"].values():
        [descendant] = one.get_object()["/DescendantFonts"]
        told = descendant.get_object()["/FontDescriptor"]
        [kind] = {"/FontFile2", "/FontFile3"} & set(told)
        assert len(told[kind].get_data()) > 100
        found[str(one.get_object()["/BaseFont"])[8:]] = kind
    return found


def test_without_any_the_open_serif_stands_in_and_is_embedded_once(own):
    assert font(FANG) is font(KAI) is font(BIAOSONG) is font(SONG)
    told = in_use()
    assert told[SONG] == ("NotoSerifSC-Regular", "", "")
    assert told[HEI] == ("NotoSansSC-Regular", "", "")
    for role in (FANG, KAI, BIAOSONG):
        assert told[role] == ("NotoSerifSC-Regular", "", "本机没有找到这种字体。")
    assert set(embedded(paper(FANG))) == {"NotoSerifSC-Regular"}


@pytest.mark.parametrize(
    ("role", "family"), [(FANG, "FangSong"), (KAI, "LXGW WenKai GB"), (BIAOSONG, "方正小标宋简体"), (FANG, "朱雀仿宋")]
)
def test_one_put_into_the_folder_is_used_whatever_its_file_is_called(own, role, family):
    (own / "下载的字体.OTF").write_bytes(cut(family))
    forget()
    made = paper(role)
    name, file, why = in_use()[role]
    assert Path(file) == own / "下载的字体.OTF" and why == ""
    assert name in {each.split("+")[-1] for each in embedded(made)} and name != "NotoSerifSC-Regular"
    assert copied(made) == WORDS and made.missed == ()
    assert "NotoSerifSC-Regular" in embedded(made), "for the rare name that it has not"


@pytest.mark.parametrize(
    ("kind", "as_what"), [("glyf", "/FontFile2"), ("cff", "/FontFile3"), ("collection", "/FontFile2")]
)
def test_every_kind_of_font_file_is_drawn_from_and_copied_out(own, kind, as_what):
    match kind:
        case "glyf":
            content = boxes("FangSong")
        case "cff":
            content = boxes("FangSong", is_cff=True)
        case _:
            both = TTCollection()
            both.fonts = [TTFont(BytesIO(boxes(name))) for name in ("Something", "FangSong")]
            content = saved(both)
    (own / "simfang.ttc").write_bytes(content)
    forget()
    made = paper(FANG)
    assert embedded(made)["FangSong"] == as_what
    assert copied(made) == WORDS
    if shutil.which("pdftotext"):
        (own / "a.pdf").write_bytes(made.content)
        done = subprocess.run(["pdftotext", own / "a.pdf", "-"], capture_output=True, check=True)
        assert done.stdout.decode().startswith(WORDS) and not done.stderr
    assert is_filled(made)


def is_filled(made: Paper) -> bool:
    """Whether the boxes of our own font are really drawn, where the first character stands."""
    import pypdfium2

    image = pypdfium2.PdfDocument(made.content)[0].render(scale=4).to_pil().convert("L")
    x, y = (sheet.LEFT + 8) * 4, (sheet.TOP + 16) * 4
    return image.getpixel((round(x), round(y))) < 40


def test_a_character_the_font_lists_but_draws_nothing_for_comes_from_the_next_face(own):
    (own / "a.ttf").write_bytes(boxes("FangSong", blank="〓"))
    (own / "b.ttf").write_bytes(boxes("KaiTi", blank="陈"))
    forget()
    assert font(FANG).find(ord("〓"))[0] == 1 and font(FANG).find(ord("陈"))[0] == 0
    assert in_use()[KAI][2] == "KaiTi (b.ttf)：常用简体字不全。", (
        "a common character is lost: it is no face to write with"
    )


LICENCES = [
    (0x0000, True),  # installable
    (0x0008, True),  # editing
    (0x0004, True),  # printing
    (0x0002, False),  # restricted
    (0x0006, True),  # an older font that says both: the kinder holds
    (0x0104, False),  # only as a whole
    (0x0200, False),  # only bitmaps
    (0x0208, False),
]


@pytest.mark.parametrize(("licence", "allowed"), LICENCES)
def test_the_licence_decides(own, licence, allowed):
    assert may_be_embedded(licence) is allowed
    (own / "simfang.ttf").write_bytes(cut("FangSong", licence=licence))
    forget()
    name, file, why = in_use()[FANG]
    if allowed:
        assert (name, why) == ("FangSong-Regular", "") and file
    else:
        assert (name, file) == ("NotoSerifSC-Regular", "")
        assert why == "FangSong (simfang.ttf)：它的许可不允许嵌入文件。"
    assert copied(paper(FANG)) == WORDS


def test_the_next_best_is_taken_and_the_better_one_told(own):
    (own / "a.ttf").write_bytes(cut("FangSong", licence=2))
    (own / "b.ttf").write_bytes(cut("Zhuque Fangsong"))
    forget()
    assert in_use()[FANG] == (
        "ZhuqueFangsong-Regular",
        str(own / "b.ttf"),
        "FangSong (a.ttf)：它的许可不允许嵌入文件。",
    )


def test_our_folder_comes_before_the_systems_and_regular_before_light(own):
    system = own.parent / "system" / "deep"
    system.mkdir(parents=True)
    (system / "simkai.ttf").write_bytes(cut("KaiTi"))
    (system / "other.ttf").write_bytes(cut("FangSong"))
    (own / "a-light.ttf").write_bytes(cut("LXGW WenKai", weight=300))
    (own / "b.ttf").write_bytes(cut("LXGW WenKai"))
    forget()
    assert in_use()[KAI][1] == str(own / "b.ttf")
    assert in_use()[FANG][1] == "", "in a system's folder only files of the usual names are opened"
    for file in own.iterdir():
        file.unlink()
    forget()
    assert in_use()[KAI][1] == str(system / "simkai.ttf")


def traditional() -> bytes:
    return cut("FangSong", set(map(ord, "陳玉芬說近來還好，。〓")))


def changing() -> bytes:
    made = FontBuilder(font=TTFont(BytesIO(boxes("FangSong"))))
    made.setupFvar([("wght", 100, 400, 900, "Weight")], [])
    return saved(made)


BAD: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "no font": lambda: b"<html>404</html>" * 100,
    "cut off": lambda: boxes("FangSong")[:-40_000],
    "cut off early": lambda: boxes("FangSong")[:300],
    "other outlines": lambda: boxes("FangSong").replace(b"glyf", b"glyX"),
    "no licence": lambda: boxes("FangSong").replace(b"OS/2", b"OS/3"),
    "noise inside": lambda: boxes("FangSong")[:600] + b"\xff" * 90_000,
    "a collection of nothing": lambda: b"ttcf\x00\x01\x00\x00\xff\xff\xff\xff",
    "traditional only": traditional,
    "changing weight": changing,
}


@pytest.mark.parametrize("kind", BAD)
def test_no_font_file_stops_a_paper(own, kind):
    (own / "simfang.ttf").write_bytes(BAD[kind]())
    forget()
    made = paper(FANG)
    assert copied(made) == WORDS
    assert set(embedded(made)) == {"NotoSerifSC-Regular"}
    name, file, why = in_use()[FANG]
    assert (name, file) == ("NotoSerifSC-Regular", "") and why.endswith("。")


def test_a_folder_that_cannot_be_read_and_a_link_to_nowhere_stop_nothing(own):
    (own / "gone.ttf").symlink_to(own / "nowhere.ttf")
    (own / "round").symlink_to(own)
    (own / "folder.ttf").mkdir()
    forget()
    assert copied(paper(KAI)) == WORDS


def test_a_title_without_its_own_face_is_made_bold_and_with_it_is_not(own):
    def strokes() -> bool:
        code = pypdf.PdfReader(BytesIO(paper(BIAOSONG).content)).pages[0].get_contents().get_data()
        return b" 2 Tr" in code

    assert strokes()
    (own / "a.otf").write_bytes(cut("FZXiaoBiaoSong-B05S"))
    forget()
    assert not strokes()


def test_what_was_read_is_kept_and_proved_only_once(own, monkeypatch):
    (own / "a.otf").write_bytes(cut("FangSong"))
    forget()
    assert in_use()[FANG][1]
    read: list[Path] = []
    monkeypatch.setattr(faces, "_read", lambda path, index: read.append(path))
    forget()
    assert in_use()[FANG][1] and not read


@pytest.mark.parametrize("system", ["win32", "darwin", "linux"])
def test_every_kind_of_computer_has_its_folders(system, monkeypatch):
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    found = [str(folder).replace("\\", "/") for folder in found_faces.systems()]
    wanted = {
        "win32": ["/local/Microsoft/Windows/Fonts", "C:/Windows/Fonts"],
        "darwin": ["/Library/Fonts", "/System/Library/Fonts"],
        "linux": ["/usr/local/share/fonts", "/usr/share/fonts"],
    }
    assert set(wanted[system]) <= set(found)
