"""From a manuscript to a paper: the sections as the office wants them, what people wrote into them, and the cover."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from db import edits, frozen, telling
from db.choices import Audience
from db.edits import Edit, Mark
from db.manuscript import Made, Manuscript
from db.numbers import Numbers
from db.words import N_, _, speaking
from reports import titles, written
from reports.blocks import Block, Chart, Head, Listing, Note, Para, PhotoRow, Section, text_of
from reports.briefing import drawn
from reports.cover import Cover, correcting
from reports.paper import Paper, file_named

OPENING = N_("Opening")


def composed(said: Manuscript, delivered: Sequence[Section] | None = None) -> tuple[Section, ...]:
    """What the paper says. `delivered` are the sections written from the facts, where they are at hand already."""
    with speaking(said.language):
        there = {each.key: each for each in (written.sections(said.facts) if delivered is None else delivered)}
        for key in said.edits:  # written into a section of which the facts have nothing to tell any more
            there.setdefault(key, Section(key, section_titles().get(key, ""), ()))
        return tuple(
            Section(
                key,
                said.layout.title_of(key) or there[key].title,
                edited(there[key].blocks, said.edits[key].words) if key in said.edits else there[key].blocks,
                there[key].part,
            )
            for key in said.layout.arranged(list(there))
        )


def section_titles() -> dict[str, str]:
    """What the sections are called, on the screen as well, by their keys."""
    return {key: _(title) or _(OPENING) for key, _part, title, _write in written.SECTIONS}


def edited(blocks: Sequence[Block], words: str) -> tuple[Block, ...]:
    """The blocks with other paragraphs, a line each; tables, pictures and headings stay where they are.

    A paragraph that was not touched stays as it is, one that was changed keeps its place, one that was put in comes
    after the one before it.
    """
    paras = [block for block in blocks if isinstance(block, Para)]
    lines = [line for line in words.splitlines() if line.strip()]
    new: dict[int, list[Para]] = {}  # what comes in the place of each paragraph; -1: before the first
    told = [para.lead + para.words for para in paras]
    for tag, a, b, c, d in SequenceMatcher(None, told, lines, autojunk=False).get_opcodes():
        if tag == "equal":
            new |= {n: [paras[n]] for n in range(a, b)}
            continue
        for n, line in enumerate(lines[c:d]):
            if a + n < b:
                new.setdefault(a + n, []).append(_rewritten(paras[a + n], line))
            else:
                new.setdefault(b - 1, []).append(Para(line))
    return tuple(_with(blocks, new))


def _rewritten(para: Para, line: str) -> Para:
    """The heading at its beginning stays one where it was left; of its figures those that are still there."""
    lead = para.lead if para.lead and line.startswith(para.lead) else ""
    there = edits.figures(line)
    traces = tuple(trace for trace in para.traces if str(trace.n) in there)
    return Para(line.removeprefix(lead), lead, traces=traces)


def _with(blocks: Sequence[Block], new: dict[int, list[Para]]) -> Iterator[Block]:
    yield from new.get(-1, ())
    n = 0
    for block in blocks:
        if isinstance(block, Para):
            yield from new.get(n, ())
            n += 1
        else:
            yield block


def cover(said: Manuscript) -> Cover:
    """The head and the foot. The note stands in the papers of the readers it was written for. Receivers are the
    estate's own unless the template has others; a notice board has none, and what names people goes to our own teams
    alone."""
    around, estate, number = said.layout.around, said.facts.estate, said.numbers
    of = around if around.own_receivers else estate
    has_receivers = around.own_receivers or said.facts.asked.audience is not Audience.NOTICE
    goes_out = around.own_receivers or said.facts.asked.audience is Audience.COMMITTEE
    corrects = said.corrects
    with speaking(said.language):
        return Cover(
            title=titles.title(said.facts, around.title),
            number=number.no if number else None,
            running=number.total if number and around.shows_running else None,
            issued_on=said.issued_on,
            note=around.note if around.note_for is said.facts.asked.audience else "",
            report_to=of.report_to if goes_out else "",
            send_to=of.send_to if goes_out else "",
            pass_to=of.pass_to if has_receivers else "",
            copies=around.copies,
            correction=correcting(corrects.numbers.no, corrects.issued_on, corrects.why) if corrects else "",
            watermark=around.watermark,
            language=said.language,
        )


def paper(said: Manuscript, sections: Sequence[Section]) -> Paper:
    return drawn(said.facts, cover(said), sections)


def docx(said: Manuscript, sections: Sequence[Section]) -> bytes:
    from reports import briefing_docx  # slow to load, and most who look at the page need none

    return briefing_docx.docx(said.facts, cover(said), sections)


def made(said: Manuscript) -> Made:
    """The manuscript as it is issued: its file, and what it says, to be kept and searched."""
    sections, head = composed(said), cover(said)
    finished = drawn(said.facts, head, sections)
    period = telling.period(said.facts.asked.start, said.facts.asked.end)
    words = [head.title, head.note, head.correction, period, *map(full_text, sections)]
    return Made(
        title=head.title,
        content=finished.content,
        pages=finished.pages,
        composed=frozen.to_text(sections),
        words="\n".join(filter(None, words)).lower(),
        docx=docx(said, sections),
    )


def issue_name(title: str, number: Numbers) -> str:
    """What the file of an issue is called, without its ending."""
    told = _("{year}, no. {no}").format(year=number.year, no=number.no)
    return file_named(*(part.replace(" ", "-") for part in (title, told))).removesuffix(".pdf")


def full_text(section: Section) -> str:
    """All that a section says: its paragraphs, tables, notes and captions."""
    return "\n".join(filter(None, (section.title, *map(_words, section.blocks))))


def _words(block: Block) -> str:
    match block:
        case Para():
            return text_of([block])
        case Head(words=words) | Note(words=words):
            return words
        case Listing(title=title, columns=columns, rows=rows, lead=lead):
            heads = "\t".join(column.head for column in columns)
            return "\n".join(filter(None, (title, lead, heads, *("\t".join(row) for row in rows))))
        case Chart(title=title, scene=scene, caption=caption):
            return "\n".join((title, scene.said, caption))
        case PhotoRow(photos=photos):
            return "\n".join(words for _content, words in photos)


def marks(said: Manuscript, delivered: Sequence[Section]) -> dict[str, Mark]:
    """The edited sections whose figures no longer match the facts, and which figures."""
    there = {each.key: each for each in delivered}
    with speaking(said.language):
        asked = said.facts.asked
        days = telling.period(asked.start, asked.end) + f" {asked.start:%Y %m %d} {asked.end:%Y %m %d}"
        found = {key: _mark(each, there.get(key), days) for key, each in said.edits.items()}
    return {key: each for key, each in found.items() if each}


def _mark(edit: Edit, section: Section | None, days: str) -> Mark:
    if section is None:
        return edits.mark(edit, "", days)
    return edits.mark(edit, text_of(section.blocks), f"{full_text(section)}\n{days}")


def as_delivered(said: Manuscript) -> tuple[Section, ...]:
    """The sections as they are written from the facts alone, in the order of the paper."""
    return composed(replace(said, edits={}))
