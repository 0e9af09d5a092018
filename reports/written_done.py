"""What the briefing says was done: measures, referrals, money, how problems ended, whether it helped, promises."""

from collections.abc import Mapping, Sequence
from typing import Any

from db import telling
from db.briefing import Briefing
from db.briefing_loop import Slip, Works
from db.choices import Audience, ClosingKind, ReferralState
from db.untold import is_nothing, is_untold
from db.words import _, filled, language
from reports import fitting, traces
from reports.blocks import Block, Note, Para, Trace
from reports.saying import answered, counted, days_late, joined, label, listed, sentence, share


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
    if is_nothing(works.finished, works.added, works.under_way):
        return []
    by_kind = _of(works.done, _("{word} ({n})"))
    finished = filled(_("done {n} {n:measure|measures}"), n=works.finished) if works.finished else ""
    if any(works.done) and by_kind:
        finished = _("{what} ({more})").format(what=finished, more=by_kind)
    told = sentence(
        finished,
        _("added {n}").format(n=works.added) if works.added else "",
        _("under way at the end {n}").format(n=works.under_way) if works.under_way else "",
        _("of these {n} past their day").format(n=works.late) if works.late else "",
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
    if is_nothing(s.carried, s.sent, s.open):
        return [Para(_("Nothing was referred in this period, and no slip was open."), is_nothing=True)]
    ways = (
        (_("{n} {n:slip|slips} open before"), s.carried),
        (_("{n} sent"), s.sent),
        (_("{n} done"), s.done),
        (_("{n} turned down"), s.refused),
        (_("{n} taken back"), s.taken_back),
    )
    left = [
        _("{n} accepted").format(n=s.accepted) if s.accepted else "",
        _("{n} without a reply").format(n=s.waiting) if s.waiting else "",
    ]
    late = _("{n} of these late").format(n=s.late) if s.late else ""
    told = sentence(
        *(filled(words, n=n) for words, n in ways if n),
        _("{n} open at the end").format(n=s.open) if s.open else _("none open at the end"),
        "" if any(left) else late,
    )
    of_open = _("Of the open ones: {what}").format(what=sentence(*left, late)) if any(left) else ""
    opened = traces.slips(facts, _("Slips open"), s.open), traces.slips(facts, _("Slips late"), s.late, is_late=True)
    lead = _("Referrals: ")
    story: list[Block] = [Para(joined(told, of_open), lead, traces=(Trace(_("Slips sent"), s.sent), *opened))]
    if s.listed:
        heads = (_("Slip"), _("Receiver"), _("Household"), _("What for"), _("How it stands"))
        rows = tuple((each.number, each.to, each.household, each.reason, _stands(facts, each)) for each in s.listed)
        story.append(fitting.listing(_("Referral slips"), heads, rows, home=2))
    if s.left_out and facts.asked.audience is Audience.COMMITTEE:
        story.append(Note(_("Slips not listed, as sharing was not agreed to: {n}.").format(n=s.left_out)))
    return story


def _stands(facts: Briefing, slip: Slip) -> str:
    if slip.state is not ReferralState.SENT:
        return sentence(answered(slip.state, slip.reply)) if slip.reply else _(slip.state.label)
    by = _("No reply, wanted by {day}").format(day=telling.near_day(slip.reply_by, facts.made_on))
    return sentence(by, days_late(slip.late)) if slip.late else by


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
    if is_nothing(b.carried, b.raised, b.reopened, b.ended, b.open):
        return [Para(_("No problem is on record."), is_nothing=True)]
    told = sentence(
        _("carried over {n}").format(n=b.carried) if b.carried else "",
        _counted_or_none(b.raised, _("raised {n}"), _("none raised")),
        _("reopened {n}").format(n=b.reopened) if b.reopened else "",
        _counted_or_none(b.ended, _("closed {n}"), _("none closed")),
        _("open at the end {n}").format(n=b.open) + proof([b.carried, b.raised, b.reopened], [b.ended], b.open),
    )
    kinds = _("Of those closed: {kinds}").format(kinds=counted(b.closed, _("{n} {word}"))) if any(b.closed) else ""
    closed = (traces.closed_problems(facts, label(kind), n, kind) for kind, n in b.closed.items())
    opened = traces.open_problems(facts, _("Open problems"), b.open)
    return [Para(joined(told, kinds), _("Problems: "), traces=(*closed, opened, Trace(_("Raised"), b.raised)))]


def _counted_or_none(n: int, words: str, none: str) -> str:
    """本期新增 3 件, or 本期无新增; nothing where the number is withheld."""
    if n:
        return words.format(n=n)
    return "" if is_untold(n) else none


def proof(added: Sequence[int], taken: Sequence[int], whole: int) -> str:
    """(32 + 130 − 124 = 38): how the whole comes about, where there is something to add and all of it is told."""
    more, less = [n for n in added if n], [n for n in taken if n]
    if is_untold(*added, *taken, whole) or len(more) + len(less) < 2:
        return ""
    told = " + ".join(map(str, more)) + "".join(f" − {n}" for n in less)
    return _(" ({sum})").format(sum=f"{told} = {whole}")


def effect(facts: Briefing) -> list[Block]:
    """How much was solved and how fast, what residents say, which way the risk went, what helped."""
    e, b = facts.effect, facts.balance
    story: list[Block] = []
    solved = b.closed.get(ClosingKind.SOLVED, 0)
    if solved:
        part = _("Solved: {n} of {of} closed, {share}.").format(n=solved, of=b.ended, share=share(solved, b.ended))
        days = _("Median time from problem to solution: {n} {n:day|days}.")
        middle = filled(days, n=b.middle) if b.middle else ""
        story.append(Para(joined(part, middle), traces=(Trace(_("Solved"), solved),)))
    if "effect" in facts.too_few:
        return [*story, Para(_("Follow-ups concern too few households for numbers to be told."))]
    if not e.asked:
        story.append(Para(_("No follow-up asked whether it helped in this period."), is_nothing=True))
    else:
        asked = _("Asked at follow-ups: {n}.").format(n=e.asked)
        said = counted(e.solved, _("{word} {n}")) if any(e.solved) else ""
        story.append(Para(joined(asked, said), traces=(Trace(_("Asked at follow-ups"), e.asked), *_traced(e.solved))))
        if any(e.words):
            lead = _("The residents' word: ")
            story.append(Para(counted(e.words, _("{word} {n}")), lead, traces=_traced(e.words)))
    if e.asked and facts.asked.audience is not Audience.NOTICE:
        ways = (
            (_("lower {n}"), e.lower), (_("the same {n}"), e.same), (_("higher {n}"), e.higher),
            (_("not known {n}"), e.unknown),
        )  # fmt: skip
        told = sentence(*(words.format(n=n) for words, n in ways if n))
        story.append(Para(told, _("Gravest risk before and after: "), traces=(Trace(_("Lower"), e.lower),)))
    return story + ([_helped(facts)] if e.helped else [])


def _helped(facts: Briefing) -> Para:
    """On the notice board those nobody was asked about may stand among the rarer answers."""
    lead, of = _("Measures done in this period: "), facts.effect.helped
    if facts.asked.audience is Audience.NOTICE:
        return Para(counted(of, _("{word} ({n})")), lead)
    told = counted({kind: n for kind, n in of.items() if kind}, _("{word} ({n})")) if any(of) else ""
    unasked = sentence(_("Not asked about yet: {n}").format(n=of[None])) if of.get(None) else ""
    return Para(joined(told, unasked), lead, traces=_traced(of))


def promises(facts: Briefing) -> list[Block]:
    p = facts.promises
    if "promises" in facts.too_few:
        return [Para(_("Promises concern too few households for numbers to be told."))]
    if is_nothing(p.carried, p.made, p.open):
        return [Para(_("Nothing was promised at the door in this period, and no promise was open."), is_nothing=True)]
    left = _("still to keep {n}").format(n=p.open) if p.open else _("none left to keep")
    ways = (
        (_("open before {n}"), p.carried), (_("made {n}"), p.made), (_("kept {n}"), p.kept),
        (_("of these in time {n}"), p.in_time), (_("given up {n}"), p.given_up),
    )  # fmt: skip
    told = sentence(
        *(words.format(n=n) for words, n in ways if n),
        left + proof([p.carried, p.made], [p.kept, p.given_up], p.open),
        _("of these {n} late").format(n=p.late) if p.late else "",
    )
    counts = (
        Trace(_("Promises carried over"), p.carried),
        Trace(_("Promises made"), p.made),
        Trace(_("Promises kept"), p.kept),
        Trace(_("Promises given up"), p.given_up),
        traces.promises(facts, _("Promises open"), p.open),
        traces.promises(facts, _("Promises late"), p.late, is_late=True),
    )
    story: list[Block] = [Para(told, _("Promises at the door: "), traces=counts)]
    if p.listed:
        heads = (_("Household"), _("Promised"), _("Due"), _("Late"))
        rows = tuple(
            (each.household, each.words or _("Not written"), telling.near_day(each.due, facts.made_on),
             filled(_("{n} {n:day|days}"), n=each.late))
            for each in p.listed
        )  # fmt: skip
        story.append(fitting.listing(_("Promises past their day"), heads, rows, home=0))
    if p.left_out and facts.asked.audience is Audience.COMMITTEE:
        story.append(Note(_("Promises not listed, as sharing was not agreed to: {n}.").format(n=p.left_out)))
    return story
