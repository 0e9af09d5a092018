"""Every closed list, with the words of the trade. Sources: shared field lists of real ledgers and rules (README)."""

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
    """How closely a household is followed; the first is the closest."""

    ONE = "1", N_("Tier 1")
    TWO = "2", N_("Tier 2")
    THREE = "3", N_("Tier 3")
    ROUTINE = "4", N_("Routine")


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


class Duration(Choice):
    ONE_OFF = "one_off", N_("One-off")
    LONG_TERM = "long_term", N_("Long-term")


class Origin(Choice):
    PERSONAL = "personal", N_("Personal")
    SOCIAL = "social", N_("Social")
    BOTH = "both", N_("Both")


class Way(Choice):
    HOME = "home", N_("At home")
    DOOR = "door", N_("At the door")
    PHONE = "phone", N_("By phone")
    SIGNAL = "signal", N_("By a daily sign")


class Outcome(Choice):
    MET = "met", N_("Met")
    FAMILY = "family", N_("Met family")
    NO_ANSWER = "no_answer", N_("No answer")
    NOT_IN = "not_in", N_("Not in")
    REFUSED = "refused", N_("Refused")
    NOT_REACHED = "not_reached", N_("Not reached")

    @property
    def seen(self) -> bool:
        """Somebody of the household was spoken with."""
        return self in (Outcome.MET, Outcome.FAMILY)


class Appeal(Choice):
    MEDICAL = "medical", N_("Doctor or medicine")
    CARE = "care", N_("Nursing and care")
    LIVING_COSTS = "living_costs", N_("Living costs")
    REPAIR = "repair", N_("Repairs at home")
    FEES = "fees", N_("Property fees")
    COMPANY = "company", N_("Company and comfort")
    SCHOOL = "school", N_("Schooling")
    WORK = "work", N_("Work")
    PAPERS = "papers", N_("Help with formalities")
    ACCESS = "access", N_("Getting about")
    LAW = "law", N_("Legal advice")
    NEIGHBOURS = "neighbours", N_("Trouble with neighbours")
    OTHER = "other", N_("Other")
    NONE = "none", N_("None for now")


class Environment(Choice):
    TIDY = "tidy", N_("Tidy")
    FAIR = "fair", N_("Fair")
    CLUTTERED = "cluttered", N_("Cluttered")
    SMELL = "smell", N_("Smells")
    DAMP = "damp", N_("Damp or leaking")
    COLD = "cold", N_("Cold or stifling")
    DARK = "dark", N_("Dark")


class Mind(Choice):
    CALM = "calm", N_("Calm")
    LOW = "low", N_("Low")
    RESTLESS = "restless", N_("Restless")
    CONFUSED = "confused", N_("Confused")
    SILENT = "silent", N_("Hard to talk with")


class FamilyLife(Choice):
    CARED_FOR = "cared_for", N_("Looked after")
    FEW_VISITS = "few_visits", N_("Few visits")
    QUARRELS = "quarrels", N_("Quarrels")
    ALONE = "alone", N_("Alone")
    STRAINED = "strained", N_("Carer worn out")


class Hazard(Choice):
    WIRING = "wiring", N_("Old wiring")
    SOCKETS = "sockets", N_("Overloaded sockets")
    EBIKE = "ebike", N_("E-bike charged indoors")
    GAS_HOSE = "gas_hose", N_("Worn gas hose")
    FUMES = "fumes", N_("Stove or heater without flue")
    GAS_BOTTLE = "gas_bottle", N_("Gas bottle badly placed")
    HEATER = "heater", N_("Heater near things that burn")
    PIPES = "pipes", N_("Leaking or frozen pipes")
    SLIPPERY = "slippery", N_("Wet floor, no handrail")
    BLOCKED = "blocked", N_("Passage blocked")
    FALLING = "falling", N_("Window or awning may fall")
    COOLING = "cooling", N_("Fan or air conditioner broken")
    ALARM = "alarm", N_("No smoke or gas alarm")
    MEDICINE = "medicine", N_("Medicine expired or missed")
    SIGNS = "signs", N_("Newspapers at the door, meters still")
    OTHER = "other", N_("Other")


class Circumstance(Choice):
    EMOTION = "emotion", N_("Strong emotion")
    SPEECH = "speech", N_("Difficulty speaking")
    HEARING = "hearing", N_("Hard of hearing")
    WITHHOLDS = "withholds", N_("Would not speak of it")
    DROWSY = "drowsy", N_("Drowsy or confused")
    INJURY = "injury", N_("Signs of injury")
    DESPAIR = "despair", N_("Spoke of not wanting to live")
    GAS_SMELL = "gas_smell", N_("Smell of gas")
    CHILD_DANGER = "child_danger", N_("Child in danger")
    AGGRESSION = "aggression", N_("Threats or violence")


# What is found here is acted on before the form is finished (DOMAIN: interview and hotlines).
AT_ONCE = frozenset({Circumstance.DESPAIR, Circumstance.GAS_SMELL, Circumstance.CHILD_DANGER, Circumstance.AGGRESSION})


class Change(Choice):
    HOSPITAL = "hospital", N_("Hospital")
    DISCHARGED = "discharged", N_("Back from hospital")
    FALL = "fall", N_("A fall")
    DIAGNOSIS = "diagnosis", N_("New diagnosis")
    BEREAVEMENT = "bereavement", N_("Bereavement")
    JOB_LOSS = "job_loss", N_("Lost work")
    CARER_LEFT = "carer_left", N_("Carer left")
    MOVE = "move", N_("Somebody moved in or out")
    OTHER = "other", N_("Other")


class Level(Choice):
    """How grave a risk looked, on each of three scales."""

    NONE = "0", N_("None")
    LIGHT = "1", N_("Light")
    MIDDLE = "2", N_("Middling")
    GRAVE = "3", N_("Grave")


class OwnMeasure(Choice):
    GIFT = "gift", N_("Goods in kind")
    REPAIR = "repair", N_("Small repair, free")
    CHECK = "check", N_("Check of wiring, water, gas")
    HANDRAIL = "handrail", N_("Handrail or ramp")
    CLEAR = "clear", N_("Clear the passage")
    ERRANDS = "errands", N_("Errands and shopping")
    ESCORT = "escort", N_("Escort to the doctor")
    CALLS = "calls", N_("Regular calls")
    CARD = "card", N_("Contact card")
    PAPERS = "papers", N_("Help with an application")
    FEE_RELIEF = "fee_relief", N_("Part of the property fee waived (needs approval)")
    OTHER = "other", N_("Other")


class OutsideHelp(Choice):
    FAMILY = "family", N_("Family")
    COMMITTEE = "committee", N_("Neighbourhood committee")
    STREET = "street", N_("Street office, civil affairs")
    HEALTH = "health", N_("Community health centre")
    DISABLED = "disabled", N_("Disabled Persons' Federation")
    WOMEN = "women", N_("Women's Federation")
    SOCIAL_WORK = "social_work", N_("Social work station")
    CHARITY = "charity", N_("Charity")
    HOME_TOWN = "home_town", N_("Place of registered residence")
    LEGAL_AID = "legal_aid", N_("Legal aid")
    POLICE = "police", N_("Police")
    GAS = "gas", N_("Gas company or fire brigade")
    HOTLINE = "hotline", N_("Mental-health hotline 12356")
    OTHER = "other", N_("Other")


class Purpose(Choice):
    """What a consent is for (personal information law, articles 13, 23, 25 and 29: each asked for apart)."""

    ARCHIVE = "archive", N_("Keeping this file")
    PHOTO = "photo", N_("Taking photos")
    SHARING = "sharing", N_("Sharing with others")
    PUBLICATION = "publication", N_("Publication")


class ConsentWay(Choice):
    WRITTEN = "written", N_("In writing")
    SPOKEN = "spoken", N_("Spoken, with a witness")
    GUARDIAN = "guardian", N_("By the guardian")


class AttachmentKind(Choice):
    PHOTO = "photo", N_("Photo")
    PAPER = "paper", N_("Paper")


class Audience(Choice):
    """For whom a paper is; it decides what leaves the house."""

    INTERNAL = "internal", N_("Internal")
    COMMITTEE = "committee", N_("Committee")
    NOTICE = "notice", N_("Notice board")


class Deed(Choice):
    """What the log can say. Never the values, only what was done to which record."""

    SET_UP = "set_up", N_("Set up the estate")
    DEMONSTRATION = "demonstration", N_("Opened the demonstration estate")
    DEMONSTRATION_GONE = "demonstration_gone", N_("Removed the demonstration estate")
    SIGN_IN = "sign_in", N_("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", N_("Sign-in failed")
    SIGN_OUT = "sign_out", N_("Signed out")
    REFUSED = "refused", N_("Was refused")
    ACCOUNT = "account", N_("Changed an account")
    ADD = "add", N_("Added")
    EDIT = "edit", N_("Changed")
    REMOVE = "remove", N_("Removed")
    VIEW = "view", N_("Viewed")
    EXPORT = "export", N_("Exported")
    PRINT = "print", N_("Made a paper")
    BACKUP = "backup", N_("Made a backup")
    RESTORE = "restore", N_("Restored a backup")
    UNLOCK = "unlock", N_("Unlocked an account")
