"""What the briefing says was done: measures, referrals, money, how problems ended, whether it helped, promises."""

from collections.abc import Mapping
from typing import Any

from db import telling
from db.briefing import Briefing
from db.briefing_loop import Slip, Works
from db.choices import Audience, ClosingKind, ReferralState
from db.words import _, language
from reports import traces
from reports.blocks import Block, Listing, Note, Para, Trace
from reports.saying import counted, ended, in_cell, joined, label, listed, sentence, share
from reports.table import Column


def measures(facts: Briefing) -> list[Block]:
    """Ours, those of others, what visits proposed, and what was referred."""
    story = [*_works(facts, "ours", facts.ours, _("Ours: ")), *_works(facts, "theirs", facts.theirs, _("Others: "))]
    if not story:
        story.append(Para(_("No measure was added, done or under way in this period."), is_nothing=True))
    if facts.measures:
        lead = _("Our measures, by visits: ")
        story.append(Para(counted(facts.measures, _("{word} {n}")), lead, traces=_traced(facts.measures)))
    elif "measures" in facts.too_few:
        story.append(Para(_("Our measures concern too few households for numbers to be told.")))
    return [*story, *_slips(facts)]


def _works(facts: Briefing, name: str, works: Works, lead: str) -> list[Block]:
    if name in facts.too_few:
        return [Para(_("Too few households for numbers to be told."), lead)]
    if not (works.done or works.added or works.under_way):
        return []
    by_kind = _of(works.done, _("{word} ({n})"))
    finished = _("done {n} measures").format(n=works.finished)
    if any(works.done) and by_kind:
        finished = _("{what} ({more})").format(what=finished, more=by_kind)
    late = _("of these {n} past their day").format(n=works.late) if works.late else ""
    told = sentence(
        finished,
        _("added {n}").format(n=works.added),
        _("under way at the end {n}").format(n=works.under_way),
        late,
    )
    counts = (Trace(_("Done"), works.finished), Trace(_("Added"), works.added), Trace(_("Under way"), works.under_way))
    return [Para(told, lead, traces=(*counts, Trace(_("Late"), works.late)))]


def _of(counts: Mapping[Any, int], each: str) -> str:
    return listed(each.format(word=label(kind), n=n) for kind, n in counts.items() if kind)


def _traced(counts: Mapping[Any, int]) -> tuple[Trace, ...]:
    return tuple(Trace(label(kind), n) for kind, n in counts.items())


def _slips(facts: Briefing) -> list[Block]:
    s = facts.slips
    if "slips" in facts.too_few:
        return [Para(_("Referrals concern too few households for numbers to be told."))]
    if not (s.carried or s.sent):
        return [Para(_("Nothing was referred in this period, and no slip was open."), is_nothing=True)]
    ways = ((_("{n} done"), s.done), (_("{n} turned down"), s.refused), (_("{n} taken back"), s.taken_back))
    told = sentence(
        _("{n} slips open before").format(n=s.carried),
        _("{n} sent").format(n=s.sent),
        *(words.format(n=n) for words, n in ways if n),
        _("{n} open at the end").format(n=s.open),
    )
    left = (
        _("{n} accepted").format(n=s.accepted) if s.accepted else "",
        _("{n} without a reply").format(n=s.waiting) if s.waiting else "",
        _("{n} of these late").format(n=s.late) if s.late else "",
    )
    of_open = _("Of the open ones: {what}").format(what=sentence(*left)) if s.open else ""
    opened = traces.slips(facts, _("Slips open"), s.open), traces.slips(facts, _("Slips late"), s.late, is_late=True)
    lead = _("Referrals: ")
    story: list[Block] = [Para(joined(told, of_open), lead, traces=(Trace(_("Slips sent"), s.sent), *opened))]
    if s.listed:
        heads = (_("Slip"), _("Receiver"), _("Household"), _("What for"), _("How it stands"))
        columns = tuple(Column(head, part) for head, part in zip(heads, (1.5, 2.2, 2.6, 3.2, 2.6), strict=True))
        rows = tuple(
            (each.number, each.to, in_cell(each.household), each.reason, _stands(facts, each)) for each in s.listed
        )
        story.append(Listing(_("Referral slips"), columns, rows))
    if s.left_out and facts.asked.audience is Audience.COMMITTEE:
        story.append(Note(_("Slips not listed, as sharing was not agreed to: {n}.").format(n=s.left_out)))
    return story


def _stands(facts: Briefing, slip: Slip) -> str:
    if slip.state is not ReferralState.SENT:
        return sentence(_(slip.state.label), ended(slip.reply)) if slip.reply else _(slip.state.label)
    by = _("no reply, wanted by {day}").format(day=telling.near_day(slip.reply_by, facts.made_on))
    return sentence(by, _("{n} days late").format(n=slip.late)) if slip.late else by


def money(facts: Briefing) -> list[Block]:
    """Relief of property fees: the only money that is known here."""
    m = facts.money
    if "money" in facts.too_few:
        return [Para(_("Relief of property fees concerns too few households for numbers to be told."))]
    if m.is_empty:
        return [Para(_("No relief of property fees was asked for or decided in this period."), is_nothing=True)]
    told = (
        (_("asked for {n}, {yuan} yuan"), m.asked),
        (_("approved {n}, {yuan} yuan"), m.approved),
        (_("not approved {n}, {yuan} yuan"), m.refused),
        (_("waiting at the end {n}, {yuan} yuan"), m.waiting),
    )
    parts = (words.format(n=of.n, yuan=of.yuan) for words, of in told if of.n)
    joint = ("; " if language() == "en" else "；").join(parts) + ("." if language() == "en" else "。")
    counts = ((_("Asked for"), m.asked), (_("Approved"), m.approved), (_("Not approved"), m.refused))
    return [Para(joint, _("Relief of property fees: "), traces=tuple(Trace(words, of.n) for words, of in counts))]


def balance(facts: Briefing) -> list[Block]:
    """Carried over + raised + reopened − closed = open, and by which kind of closing."""
    b = facts.balance
    if "balance" in facts.too_few:
        return [Para(_("Problems concern too few households for numbers to be told."))]
    if not (b.carried or b.raised or b.reopened or b.ended or b.open):
        return [Para(_("No problem is on record."), is_nothing=True)]
    added, proof = [_("raised {n}").format(n=b.raised)], [b.carried, b.raised]
    if b.reopened:
        added.append(_("reopened {n}").format(n=b.reopened))
        proof.append(b.reopened)
    told = sentence(
        _("carried over {n}").format(n=b.carried),
        *added,
        _("closed {n}").format(n=b.ended),
        _("open at the end {n} ({sum})").format(n=b.open, sum=f"{' + '.join(map(str, proof))} − {b.ended} = {b.open}"),
    )
    kinds = _("Of those closed: {kinds}").format(kinds=counted(b.closed, _("{word}, {n}"))) if any(b.closed) else ""
    closed = (traces.closed_problems(facts, label(kind), n, kind) for kind, n in b.closed.items())
    opened = traces.open_problems(facts, _("Open problems"), b.open)
    return [Para(joined(told, kinds), _("Problems: "), traces=(*closed, opened, Trace(_("Raised"), b.raised)))]


def effect(facts: Briefing) -> list[Block]:
    """How much was solved and how fast, what residents say, which way the risk went, what helped."""
    e, b = facts.effect, facts.balance
    story: list[Block] = []
    solved = b.closed.get(ClosingKind.SOLVED, 0)
    if solved:
        part = _("Solved: {n} of {of} closed, {share}.").format(n=solved, of=b.ended, share=share(solved, b.ended))
        middle = _("From problem to solution, the middle one: {n} days.").format(n=b.middle) if b.middle else ""
        story.append(Para(joined(part, middle), traces=(Trace(_("Solved"), solved),)))
    if "effect" in facts.too_few:
        return [*story, Para(_("Follow-ups concern too few households for numbers to be told."))]
    if not e.asked:
        story.append(Para(_("No follow-up asked whether it helped in this period."), is_nothing=True))
    else:
        asked = _("Asked at follow-ups: {n}.").format(n=e.asked)
        said = counted(e.solved, _("{word} {n}"))
        story.append(Para(joined(asked, said), traces=(Trace(_("Asked at follow-ups"), e.asked), *_traced(e.solved))))
        story.append(Para(counted(e.words, _("{word} {n}")), _("The residents' word: "), traces=_traced(e.words)))
    if e.asked and facts.asked.audience is not Audience.NOTICE:
        risk = _("Lower {lower}, the same {same}, higher {higher}, not known {unknown}.")
        told = risk.format(lower=e.lower, same=e.same, higher=e.higher, unknown=e.unknown)
        story.append(Para(told, _("Gravest risk before and after: "), traces=(Trace(_("Lower"), e.lower),)))
    if e.helped:
        told = counted({kind: n for kind, n in e.helped.items() if kind}, _("{word} ({n})"))
        unasked = _("Not asked about yet: {n}").format(n=e.helped.get(None, 0))
        rest = sentence(unasked) if e.helped.get(None) else ""
        both = joined(told, rest) if any(e.helped) else rest
        story.append(Para(both, _("Measures done in this period: "), traces=_traced(e.helped)))
    return story


def promises(facts: Briefing) -> list[Block]:
    p = facts.promises
    if "promises" in facts.too_few:
        return [Para(_("Promises concern too few households for numbers to be told."))]
    if not (p.made or p.kept or p.open):
        return [Para(_("Nothing was promised at the door in this period, and no promise was open."), is_nothing=True)]
    told = sentence(
        _("made {n}").format(n=p.made),
        _("kept {n}").format(n=p.kept),
        _("of these in time {n}").format(n=p.in_time) if p.kept else "",
        _("still to keep {n}").format(n=p.open),
        _("of these {n} late").format(n=p.late) if p.late else "",
    )
    counts = (
        Trace(_("Promises made"), p.made),
        Trace(_("Promises kept"), p.kept),
        traces.promises(facts, _("Promises open"), p.open),
        traces.promises(facts, _("Promises late"), p.late, is_late=True),
    )
    story: list[Block] = [Para(told, _("Promises at the door: "), traces=counts)]
    if p.listed:
        columns = (Column(_("Household"), 3), Column(_("Promised"), 5), Column(_("Due"), 1.6), Column(_("Late"), 1.6))
        rows = tuple(
            (in_cell(each.household), each.words or _("Not written"), telling.near_day(each.due, facts.made_on),
             _("{n} days late").format(n=each.late))
            for each in p.listed
        )  # fmt: skip
        story.append(Listing(_("Promises past their day"), columns, rows))
    if p.left_out and facts.asked.audience is Audience.COMMITTEE:
        story.append(Note(_("Promises not listed, as sharing was not agreed to: {n}.").format(n=p.left_out)))
    return story
