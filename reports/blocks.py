"""What a paper says, block by block, before it is set: PDF and DOCX are two ways of setting the same blocks.

Words are plain text. What a figure in them was counted from goes along as traces, so that the screen can open its rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.scene import Scene
from reports.table import Column


@dataclass(frozen=True)
class Trace:
    """A figure, what it counts, and the page of the app that lists just these rows; `query` is its address."""

    words: str
    n: int
    page: str = ""  # empty: counted from what stands in the paper itself
    query: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Head:
    """A heading; level 1 is 一、, 2 is （一）, 3 is 1."""

    words: str
    level: int = 2


@dataclass(frozen=True)
class Para:
    """A paragraph, begun by `lead` in the heading's face. `is_nothing`: it says that there is nothing."""

    words: str
    lead: str = ""
    is_nothing: bool = False
    traces: tuple[Trace, ...] = ()


@dataclass(frozen=True)
class Listing:
    """A table under its title; the last row may be a total. `lead` are small words between the two; a long one is set
    `is_dense`."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    has_total: bool = False
    traces: tuple[Trace, ...] = ()
    lead: str = ""
    is_dense: bool = False


@dataclass(frozen=True)
class Note:
    """Small words below something."""

    words: str


@dataclass(frozen=True)
class Chart:
    """A picture under its title, with words below."""

    title: str
    scene: Scene
    caption: str = ""


@dataclass(frozen=True)
class PhotoRow:
    """One or two photos with their words."""

    photos: tuple[tuple[bytes, str], ...]


Block = Head | Para | Listing | Note | Chart | PhotoRow


@dataclass(frozen=True)
class Section:
    """A section of the paper with a name that never changes (for templates and edits), its title, and its blocks.

    Neighbours of one `part` stand below its heading; without a title a section stands before all headings.
    """

    key: str
    title: str
    blocks: tuple[Block, ...]
    part: str = ""


def text_of(blocks: Sequence[Block]) -> str:
    """The written part of a section, a paragraph a line: what is edited before issuing."""
    return "\n".join(block.lead + block.words for block in blocks if isinstance(block, Para))
