"""A briefing is signed: it takes its number, and its facts, its words and its bytes are kept with it for ever.

Nothing of an issue can be changed afterwards. What was wrong is corrected by another issue that names it.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from db import clock, edits, frozen, log, templates
from db.briefing import Briefing, BriefingAsked
from db.changes.briefing_draft import draft_of, empty
from db.changes.gate import loaded, tidy
from db.choices import Deed
from db.errors import Conflict, Invalid, NotFound, Refused
from db.manuscript import Basis, Corrected, Draw, Made, Manuscript
from db.models import Issue, Template
from db.numbers import Numbers
from db.queries.briefing import facts
from db.queries.issues import numbers_now
from db.rights import BRIEF, Person, Right, require
from db.templates import Layout
from db.words import N_, _, speaking

MOVED = N_("The files have changed since you looked at this. Look at it once more, then sign.")
REWRITTEN = N_("Somebody has written into this briefing since you looked at it. Look at it once more, then sign.")
MOST_WHY = 200


@dataclass(frozen=True)
class Wanted:
    """What is to be signed. `seen` is the fingerprint of the facts and `draft` the version of the edits that the
    signer looked at; None where nobody has looked (a scheduler)."""

    asked: BriefingAsked
    language: str
    layout: Layout
    template_id: int | None = None
    seen: str | None = None
    draft: int | None = None
    corrects_id: int | None = None
    why: str = ""


def issue(s: Session, actor: Person, wanted: Wanted, today: date, draw: Draw) -> int:
    """Sign a briefing. Gives the id of the issue; whoever signs at the same moment gets the next number."""
    require(actor, Right.ISSUE)
    require(actor, BRIEF[wanted.asked.audience])
    if not actor.id:
        raise Refused(_("A briefing is signed by somebody with an account."))
    corrects = _corrected(s, wanted)
    if corrects is None:
        _not_twice(s, wanted)
    number = numbers_now(s, actor, wanted.asked.audience, today)
    with speaking(wanted.language):
        found = facts(s, actor, replace(wanted.asked, receivers=wanted.layout.receivers), today)
    _as_seen(wanted, found)
    key = edits.key_of(wanted.asked, wanted.language)
    draft = draft_of(s, actor, key)
    if wanted.draft is not None and wanted.draft != draft.version:
        raise Refused(_(REWRITTEN))
    written = edits.from_text(draft.edits)
    with speaking(wanted.language):
        made = draw(Manuscript(found, wanted.language, wanted.layout, written, number, today, corrects))
    kept = _kept(actor, wanted, number, found, made, draft.edits, today)
    s.add(kept)
    s.flush()
    assert kept.id is not None
    if draft.id is not None:
        empty(s, actor, draft)
    _used(s, wanted.template_id, today)
    said = f"{wanted.asked.audience} {number.year} no. {number.no}" + (f", corrects {corrects.id}" if corrects else "")
    log.write(s, actor.id, actor.name, Deed.ISSUE, "issue", kept.id, said)
    return kept.id


def take(s: Session, actor: Person, issue_id: int, is_docx: bool = False) -> bytes:
    """The bytes as they were issued, written to the log. Bytes that are no longer those are never given out."""
    there = loaded(s, Issue, issue_id)
    require(actor, BRIEF[there.audience])
    if hashlib.sha256(there.content).hexdigest() != there.sha256:
        raise Refused(_("The file kept for this issue has been changed from outside. Restore a backup."))
    if is_docx and there.docx is None:
        raise NotFound(_("This issue was not kept in this form."))
    log.write(s, actor.id or None, actor.name, Deed.PRINT, "issue", issue_id, "docx" if is_docx else "")
    return there.docx if is_docx and there.docx else there.content


def log_opened(s: Session, actor: Person, issue_id: int) -> None:
    """An issue was opened on the screen: it may name people."""
    require(actor, BRIEF[loaded(s, Issue, issue_id).audience])
    log.write(s, actor.id, actor.name, Deed.VIEW, "issue", issue_id)


def _corrected(s: Session, wanted: Wanted) -> Corrected | None:
    """The issue to be corrected: of the same audience, and not corrected yet."""
    if wanted.corrects_id is None:
        return None
    there = loaded(s, Issue, wanted.corrects_id)
    why = " ".join(tidy(wanted.why).split())
    if not why:
        raise Invalid({"why": _("Say what is corrected. It stands in the head of the new issue.")})
    if len(why) > MOST_WHY:
        raise Invalid({"why": _("What is corrected: at most {n} characters.").format(n=MOST_WHY)})
    if there.audience is not wanted.asked.audience:
        raise Refused(_("A correction is for the same readers as the issue it corrects."))
    later = s.exec(select(Issue).where(col(Issue.corrects_id) == there.id)).first()
    if later is not None:
        said = _("No. {no} has been corrected by no. {later}. Correct that one.")
        raise Refused(said.format(no=there.no, later=later.no))
    assert there.id is not None
    return Corrected(there.id, Numbers(there.year, there.no, there.total_no), there.issued_on, why)


def _not_twice(s: Session, wanted: Wanted) -> None:
    """The same days for the same readers are issued once; from then on there are corrections."""
    asked = wanted.asked
    same = select(Issue).where(
        col(Issue.audience) == asked.audience,
        col(Issue.language) == wanted.language,
        col(Issue.start) == asked.start,
        col(Issue.end) == asked.end,
    )
    for there in s.exec(same):
        before = frozen.from_text(Basis, there.asked).asked
        if (before.kind, before.building_id, before.hardship, before.round_id) == (
            asked.kind,
            asked.building_id,
            asked.hardship,
            asked.round_id,
        ):
            said = _("This has been issued as no. {no}. What is wrong in it is corrected by an issue that names it.")
            raise Refused(said.format(no=there.no))


def _as_seen(wanted: Wanted, found: Briefing) -> None:
    if wanted.seen is not None and wanted.seen != frozen.fingerprint(found):
        raise Conflict(_(MOVED), {})
    if not found.adds_up():
        raise Refused(_("The numbers do not add up. Do not hand it in; tell the administrator."))


def _kept(
    actor: Person, wanted: Wanted, number: Numbers, found: Briefing, made: Made, written: str, today: date
) -> Issue:
    asked = wanted.asked
    basis = Basis(asked, wanted.template_id, templates.to_text(wanted.layout), written)
    return Issue(
        kind=asked.kind,
        audience=asked.audience,
        language=wanted.language,
        year=number.year,
        no=number.no,
        total_no=number.total,
        title=made.title,
        start=asked.start,
        end=asked.end,
        asked=frozen.to_text(basis),
        facts=frozen.to_text(found),
        composed=made.composed,
        words=made.words,
        content=made.content,
        docx=made.docx,
        pages=made.pages,
        sha256=hashlib.sha256(made.content).hexdigest(),
        issued_by_id=actor.id,
        issued_on=today,
        at=clock.now(),
        corrects_id=wanted.corrects_id,
        why=" ".join(tidy(wanted.why).split()) if wanted.corrects_id is not None else "",
    )


def _used(s: Session, template_id: int | None, today: date) -> None:
    used = s.get(Template, template_id) if template_id is not None else None
    if used is not None:
        used.used_on = today
        s.add(used)
