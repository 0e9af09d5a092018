"""What people write into a briefing before it is signed: section by section, over the text written from the facts."""

from sqlmodel import Session, select

from db import clock, edits, log
from db.briefing import BriefingAsked
from db.changes.gate import checked
from db.choices import Deed
from db.edits import Edit, key_of
from db.errors import Conflict, NotFound
from db.models import BriefingDraft, EditFields
from db.rights import BRIEF, Person, Right, require
from db.templates import KEYS
from db.words import _


def save_edit(
    s: Session, actor: Person, asked: BriefingAsked, language: str, section: str, version: int, words: str, over: str
) -> int:
    """Keep a section's own words. `over` is the text written from the facts, `version` that of the section's edit when
    it was opened (0: there was none). Other sections may have been written in the meantime. Gives the new version.

    Raises `Conflict` with both texts when somebody else wrote the section in between.
    """
    _may(actor, asked)
    mine = checked(EditFields, {"words": words}).words
    draft = draft_of(s, actor, key_of(asked, language))
    written = edits.from_text(draft.edits)
    if section not in KEYS:
        raise NotFound(_("This section is not known. Open the page again."))
    there = written.get(section)
    stands = there.words if there else over
    if stands == mine and (there is None or there.over == over):
        return there.version if there else 0
    if version != (there.version if there else 0):
        said = _("Somebody saved this while you were writing. Nothing of yours is lost: compare, then save again.")
        raise Conflict(said, {"words": (stands, mine)})
    if mine == over:
        written.pop(section, None)
    else:
        written[section] = Edit(mine, over, actor.name, draft.version + 1)
    return _keep(s, actor, draft, written, section)


def put_back(s: Session, actor: Person, asked: BriefingAsked, language: str, section: str) -> None:
    """The section says again what is written from the facts."""
    _may(actor, asked)
    draft = draft_of(s, actor, key_of(asked, language))
    written = edits.from_text(draft.edits)
    if written.pop(section, None) is not None:
        _keep(s, actor, draft, written, section)


def take_over(s: Session, actor: Person, asked: BriefingAsked, language: str, text: str) -> None:
    """Begin a correction with what was written into the issue; what stands in the draft already is left alone."""
    require(actor, Right.ISSUE)
    require(actor, BRIEF[asked.audience])
    draft = draft_of(s, actor, key_of(asked, language))
    there = edits.from_text(text)
    if there and not edits.from_text(draft.edits):
        again = {key: Edit(each.words, each.over, each.by, draft.version + 1) for key, each in there.items()}
        _keep(s, actor, draft, again, "")


def draft_of(s: Session, by: Person, key: str) -> BriefingDraft:
    """The draft, or an empty one of version 0 that is not stored yet."""
    found = s.exec(select(BriefingDraft).where(BriefingDraft.key == key).with_for_update()).first()
    return found or BriefingDraft(key=key, version=0, changed_by_id=by.id, changed_at=clock.now())


def empty(s: Session, by: Person, draft: BriefingDraft) -> None:
    """Its words stand in the issue now. The row stays, so that versions go on counting."""
    draft.edits, draft.changed_by_id, draft.changed_at = "", by.id, clock.now()
    draft.version += 1
    s.add(draft)
    s.flush()


def _may(actor: Person, asked: BriefingAsked) -> None:
    require(actor, Right.RECORD)
    require(actor, BRIEF[asked.audience])


def _keep(s: Session, by: Person, draft: BriefingDraft, written: dict[str, Edit], section: str) -> int:
    draft.edits, draft.changed_by_id, draft.changed_at = edits.to_text(written), by.id, clock.now()
    draft.version += 1
    s.add(draft)
    s.flush()
    log.write(s, by.id, by.name, Deed.EDIT, "briefing draft", draft.id, section)
    return draft.version
