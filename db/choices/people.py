"""Who people are, and what is hard for them."""

from typing import Self

from db import tiers
from db.fields import Choice
from db.words import N_


class Role(Choice):
    VISITOR = "visitor", N_("Visitor")
    MANAGER = "manager", N_("Project manager")
    ADMIN = "admin", N_("Administrator")
    READER = "reader", N_("Partner (read only)")


class Sex(Choice):
    FEMALE = "female", N_("Female")
    MALE = "male", N_("Male")


class Tier(Choice):
    """How closely a household is followed; the first is the closest. The office may give names of its own."""

    ONE = "1", N_("Tier 1")
    TWO = "2", N_("Tier 2")
    THREE = "3", N_("Tier 3")
    ROUTINE = "4", N_("Routine")

    @property
    def label(self) -> str:
        return tiers.now().names.get(self.value) or self.ours

    @classmethod
    def offered(cls) -> list[Self]:
        """With three tiers, the third is offered nowhere; a household that has it keeps it."""
        return [tier for tier in cls if tier is not cls.THREE or tiers.now().has_three]


class HouseholdState(Choice):
    ACTIVE = "active", N_("Active")
    PAUSED = "paused", N_("Paused")
    CLOSED = "closed", N_("Closed")
    MOVED = "moved", N_("Moved away")
    DECEASED = "deceased", N_("Deceased")


class Relation(Choice):
    HEAD = "head", N_("Head of household")
    SPOUSE = "spouse", N_("Spouse")
    SON = "son", N_("Son")
    DAUGHTER = "daughter", N_("Daughter")
    CHILD_IN_LAW = "child_in_law", N_("Son- or daughter-in-law")
    PARENT = "parent", N_("Parent")
    GRANDPARENT = "grandparent", N_("Grandparent")
    GRANDCHILD = "grandchild", N_("Grandchild")
    SIBLING = "sibling", N_("Brother or sister")
    RELATIVE = "relative", N_("Other relative")
    GUARDIAN = "guardian", N_("Guardian")
    CARER = "carer", N_("Carer")
    TENANT = "tenant", N_("Tenant")
    NEIGHBOUR = "neighbour", N_("Neighbour or friend")
    OTHER = "other", N_("Other")


class SelfCare(Choice):
    """Bands of the public-health self-care form (0-3, 4-8, 9-18, 19 and more); recorded, never judged here."""

    ABLE = "able", N_("Manages alone")
    MILD = "mild", N_("Mild dependence")
    MODERATE = "moderate", N_("Moderate dependence")
    UNABLE = "unable", N_("Cannot manage")


class DisabilityKind(Choice):
    """The kinds of the law on the protection of disabled persons, article 2."""

    VISION = "vision", N_("Vision")
    HEARING = "hearing", N_("Hearing")
    SPEECH = "speech", N_("Speech")
    LIMB = "limb", N_("Limb")
    INTELLECT = "intellect", N_("Intellectual")
    MENTAL = "mental", N_("Mental")
    MULTIPLE = "multiple", N_("Multiple")
    OTHER = "other", N_("Other")


class DisabilityGrade(Choice):
    """As certified; grade 1 is the heaviest."""

    ONE = "1", N_("Grade 1")
    TWO = "2", N_("Grade 2")
    THREE = "3", N_("Grade 3")
    FOUR = "4", N_("Grade 4")


class Scale(Choice):
    """Scales whose results others have taken; the score is copied, not produced here."""

    ABILITY_2022 = "gbt42195", N_("Ability assessment of older adults (GB/T 42195-2022)")
    ABILITY_2013 = "mzt039", N_("Ability assessment of older adults (MZ/T 039-2013)")
    SELF_CARE = "self_care", N_("Self-care assessment (public health form)")
    BARTHEL = "barthel", N_("Barthel index")
    MENTAL_RISK = "mental_risk", N_("Mental disorder risk level, 0 to 5 (given by the health centre)")
    OTHER = "other", N_("Other")


class HardshipKind(Choice):
    ALONE = "alone", N_("Older, living alone")
    EMPTY_NEST = "empty_nest", N_("Older, children away")
    VERY_OLD = "very_old", N_("Aged 80 and over")
    FRAIL = "frail", N_("Unable to care for self")
    ILLNESS = "illness", N_("Serious illness")
    DISABILITY = "disability", N_("Disability")
    MENTAL = "mental", N_("Mental disorder")
    MINIMUM_INCOME = "minimum_income", N_("Minimum living allowance")
    EXTREME_POVERTY = "extreme_poverty", N_("Extreme poverty support")
    MARGINAL = "marginal", N_("Just above the allowance")
    EXPENSES = "expenses", N_("Unavoidable large expenses")
    LOST_ONLY_CHILD = "lost_only_child", N_("Lost an only child")
    BEREAVED = "bereaved", N_("Bereaved")
    SINGLE_PARENT = "single_parent", N_("Single parent")
    CHILD = "child", N_("Child in difficulty")
    LEFT_BEHIND = "left_behind", N_("Left behind")
    UNEMPLOYED = "unemployed", N_("Out of work")
    VETERAN = "veteran", N_("Veteran or family of one")
    SUDDEN = "sudden", N_("Disaster or sudden change")
    OTHER = "other", N_("Other")


class HardshipCause(Choice):
    ILLNESS = "illness", N_("Through illness")
    DISABILITY = "disability", N_("Through disability")
    AGE = "age", N_("Through old age")
    DISASTER = "disaster", N_("Through a disaster or accident")
    SCHOOLING = "schooling", N_("Through school fees")
    NO_WORK = "no_work", N_("Through loss of work")
    UNFIT = "unfit", N_("Unable to work")
    BEREAVEMENT = "bereavement", N_("Through bereavement")
    FAMILY = "family", N_("Through a change in the family")
    CARE = "care", N_("Through the burden of care")
    OTHER = "other", N_("Other")
