"""What is done at once, step by step: one guide for each danger that cannot wait for a form. Pure.

The steps hold no number: whom one rings is named by a key of `db.hotlines`, which an office can change.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from db.choices import Circumstance, Hazard, Outcome, Trigger
from db.fields import Choice
from db.words import N_

# Among the keys of `rings`: the numbers of the household itself.
RESIDENT, FAMILY = "resident", "family"
NOBODY = frozenset({Outcome.NO_ANSWER, Outcome.NOT_REACHED})


@dataclass(frozen=True)
class Step:
    """A sentence, and whom it has one ring."""

    words: str
    rings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """`first` are the numbers to have under one's thumb before reading on; `never` what only makes it worse."""

    danger: Choice
    first: tuple[str, ...]
    never: tuple[str, ...]
    steps: tuple[Step, ...]
    source: str

    @property
    def key(self) -> str:
        return self.danger.value

    @property
    def title(self) -> str:
        return self.danger.label


VIOLENCE = Guide(
    Circumstance.AGGRESSION,
    ("police",),
    (N_("Never stay to argue, block the way or touch anybody."), N_("Never go back in alone.")),
    (
        Step(N_("Leave first: step back, keep the way to the door free. The visit ends here.")),
        Step(
            N_("From a safe place ring the police; where somebody is hurt, the ambulance too."),
            ("police", "ambulance"),
        ),
        Step(N_("Violence in the family: the police first. The women's line knows what protects."), ("women",)),
        Step(N_("Tell your manager, and every colleague who is due at this door.")),
        Step(N_("Write down what was said and done, word for word, with the times.")),
        Step(N_("Next time two go, together with the committee or the police."), ("committee",)),
    ),
    N_("Ours, after the referral paths of the trade: violence goes to the police and the women's line."),
)
GAS = Guide(
    Trigger.GAS_SMELL,
    (),  # nobody telephones in there
    (N_("Inside: no switch, no flame, no doorbell, no phone."), N_("Never wait inside for help.")),
    (
        Step(N_("Get everybody out, who walks badly first. Knock at doors, do not ring bells.")),
        Step(N_("On the way out: open doors and windows, close the gas valve if you can reach it.")),
        Step(N_("By the stairs, not by the lift.")),
        Step(N_("Outside and well away: ring the gas company and the fire brigade."), ("gas", "fire")),
        Step(N_("Somebody dizzy or not waking up: into fresh air, and ring the ambulance."), ("ambulance",)),
        Step(N_("Warn the neighbours above, below and beside; keep people and fire away.")),
        Step(N_("Go back in only when the gas company says so. Note the times and who came.")),
    ),
    N_("Ours, after the common rules for a gas leak; whom to ring: gas company, fire brigade."),
)
CHILD = Guide(
    Trigger.CHILD_DANGER,
    ("police",),
    (
        N_("Do not question the child, and promise no secrecy."),
        N_("Do not confront whoever may have done it."),
    ),
    (
        Step(
            N_("Danger now, an injury, a small child left alone: ring the police, and the ambulance."),
            ("police", "ambulance"),
        ),
        Step(N_("Stay within sight and hearing until somebody responsible has come.")),
        Step(N_("Tell the committee and its children's director at once."), ("committee",)),
        Step(N_("Say calmly that help is coming. If the child speaks, listen; ask nothing more.")),
        Step(N_("Write down words and marks as they were, with the times. Take no photo of the child.")),
        Step(N_("Tell your manager today. Advice: the lines for children and young people."), ("women", "youth")),
        Step(N_("Go again within 24 hours, with the committee.")),
    ),
    N_("Law on the protection of minors, article 11: harm is reported at once. For a property office our own rule."),
)
DESPAIR = Guide(
    Trigger.DESPAIR,
    ("ambulance", "police", "mind", FAMILY),
    (N_("Do not leave them alone."), N_("Do not argue, lecture or say “look on the bright side”.")),
    (
        Step(N_("Take it seriously: talk of dying, farewells, things given away, medicine hoarded.")),
        Step(N_("Ask directly and calmly whether they think of ending their life. To ask plants no idea.")),
        Step(N_("Listen, and let them finish. Say that you are there.")),
        Step(N_("Stay, or have somebody stay. If it is safe, put knives, medicine and rope out of reach.")),
        Step(
            N_("A plan, the means or a recent attempt: ring the ambulance and the police, and the family."),
            ("ambulance", "police", FAMILY),
        ),
        Step(
            N_("Otherwise ring the mental-health line together; tell the family and the health centre."),
            ("mind", FAMILY, "health"),
        ),
        Step(N_("Write their words down as they were spoken. Only who must help is told; we neither judge nor treat.")),
        Step(N_("Go again within 24 hours.")),
    ),
    N_("Question, persuade, refer (QPR), as public guides to preventing suicide teach it."),
)
UNSEEN = Guide(
    Trigger.UNSEEN,
    (RESIDENT, FAMILY),
    (N_("Never enter alone."), N_("No locksmith without the police there and the family's consent.")),
    (
        Step(N_("Ring the resident, and listen at the door for the phone."), (RESIDENT,)),
        Step(N_("Ring the emergency contact."), (FAMILY,)),
        Step(N_("Knock again and call out. Look at lights, letters and meters.")),
        Step(N_("Ask the neighbours and the guard, look at the cameras: last seen when?")),
        Step(N_("Tell the committee."), ("committee",)),
        Step(N_("Have family come, or look on by video.")),
        Step(N_("Nobody reached, or a sound, a cry, a smell from inside: ring the police."), ("police",)),
        Step(N_("The door is opened or forced with the police there; have the ambulance come."), ("ambulance",)),
        Step(N_("Note every call, who was there, and the times.")),
    ),
    N_("After a rescue in Beixinjing, Shanghai: neighbours, committee, family, police, and only then the locksmith."),
)
# What endangers most people first stands first, and one's own safety before all.
GUIDES: dict[str, Guide] = {guide.key: guide for guide in (VIOLENCE, GAS, CHILD, DESPAIR, UNSEEN)}


def opened(
    outcome: Outcome | None,
    before: Outcome | None,
    circumstances: Iterable[Circumstance] = (),
    hazards: Collection[Hazard] = (),
) -> tuple[str, ...]:
    """The guides a visit opens. `before` is how the call before it went.

    Who did not answer twice, or once with newspapers at the door, may lie inside; the resident met does not.
    """
    found = {str(told.value) for told in circumstances} & GUIDES.keys()
    signs = Hazard.SIGNS in hazards and outcome not in (None, Outcome.MET)
    if signs or (outcome in NOBODY and before in NOBODY):
        found.add(UNSEEN.key)
    return tuple(key for key in GUIDES if key in found)
