"""What a visit finds, in the words of the trade."""

from db.fields import Choice
from db.words import N_


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
