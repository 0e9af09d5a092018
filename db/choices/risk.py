"""What makes a household's risk: named factors in groups, what stands above all sums, and what one is warned of."""

from db.fields import Choice
from db.words import N_


class Group(Choice):
    """Factors of one kind; together they count up to a cap, so that one trouble told five ways is one trouble."""

    LIVING = "living", N_("Age and living alone")
    BODY = "body", N_("Self-care and disability")
    ILLNESS = "illness", N_("Illness as reported")
    EVENT = "event", N_("What happened lately")
    HOME = "home", N_("Hazards at home")
    LIVELIHOOD = "livelihood", N_("Livelihood")
    FAMILY = "family", N_("Bereavement and children")
    SIGNS = "signs", N_("Signs seen")
    CONTACT = "contact", N_("Contact")
    OPEN = "open", N_("Open problems")
    SCALES = "scales", N_("The visitor's own judgement")


class Factor(Choice):
    """Stored by value with every result: a value is never used again for something else."""

    ALONE = "alone", N_("Lives alone, 60 or older")
    EMPTY_NEST = "empty_nest", N_("Only older people at home")
    LEFT_BEHIND_OLD = "left_behind_old", N_("Older, family away")
    AGED_70 = "aged_70", N_("Aged 70 to 79")
    AGED_80 = "aged_80", N_("Aged 80 and over")

    CARE_MILD = "care_mild", N_("Mild dependence")
    CARE_MODERATE = "care_moderate", N_("Moderate dependence")
    CARE_UNABLE = "care_unable", N_("Cannot care for self")
    DISABILITY = "disability", N_("Disability")
    DISABILITY_SEVERE = "disability_severe", N_("Disability, grade 1 or 2")

    ILLNESS = "illness", N_("Serious illness")
    MENTAL = "mental", N_("Mental disorder, as reported")
    MENTAL_UNSTABLE = "mental_unstable", N_("Mental disorder, graded 3 or more by the health centre")

    FALL = "fall", N_("A fall within 30 days")
    HOSPITAL = "hospital", N_("In hospital or just back, within 30 days")
    DIAGNOSIS = "diagnosis", N_("New diagnosis within 30 days")
    LOSS = "loss", N_("Bereavement within 90 days")
    CARER_LEFT = "carer_left", N_("Carer left within 90 days")
    JOB_LOST = "job_lost", N_("Lost work within 90 days")

    FIRE_GAS = "fire_gas", N_("A hazard of fire or gas")
    FIRE_GAS_MORE = "fire_gas_more", N_("Several hazards of fire or gas")
    FALLS_AT_HOME = "falls_at_home", N_("Where one may fall or be hit")
    CLUTTER = "clutter", N_("Passage blocked, cluttered")
    MEDICINE = "medicine", N_("Medicine expired or missed")
    UNFIT_HOME = "unfit_home", N_("No alarm, no cooling, damp or cold")

    EXTREME_POVERTY = "extreme_poverty", N_("Extreme poverty support")
    MINIMUM_INCOME = "minimum_income", N_("Minimum living allowance")
    MARGINAL = "marginal", N_("Just above the allowance, or out of work")
    EXPENSES = "expenses", N_("Large expenses or a sudden blow")

    ONLY_CHILD_LOST = "only_child_lost", N_("Lost an only child")
    BEREAVED = "bereaved", N_("Bereaved")
    SINGLE_PARENT = "single_parent", N_("Single parent")
    CHILD = "child", N_("Child in difficulty")
    CHILD_LEFT = "child_left", N_("Child left behind")
    CHILD_ALONE = "child_alone", N_("Child without a grown-up at home")

    LOW = "low", N_("Low or silent")
    RESTLESS = "restless", N_("Restless or strong emotion")
    CONFUSED = "confused", N_("Confused or drowsy")
    INJURY = "injury", N_("Signs of injury")
    AGGRESSION = "aggression", N_("Threats or violence")
    STRAINED = "strained", N_("Quarrels, or carer worn out")

    NO_CONTACT = "no_contact", N_("No emergency contact")
    NEVER_MET = "never_met", N_("Never met yet")
    MISSED = "missed", N_("Not met at the last call")
    MISSED_TWICE = "missed_twice", N_("Not met twice in a row")
    REFUSED = "refused", N_("Refused, and not met since")
    OVERDUE = "overdue", N_("Visit overdue")
    LONG_OVERDUE = "long_overdue", N_("Visit overdue by more than 30 days")

    OLD_NEED = "old_need", N_("A problem open for 30 days or more")
    VERY_OLD_NEED = "very_old_need", N_("A problem open for 90 days or more")
    GRAVE_NEED = "grave_need", N_("A grave problem is open")
    BROKEN_PROMISE = "broken_promise", N_("A promise past its day")

    HEALTH_LIGHT = "health_light", N_("Health risk: light")
    HEALTH_MIDDLE = "health_middle", N_("Health risk: middling")
    HEALTH_GRAVE = "health_grave", N_("Health risk: grave")
    SAFETY_LIGHT = "safety_light", N_("Safety risk: light")
    SAFETY_MIDDLE = "safety_middle", N_("Safety risk: middling")
    SAFETY_GRAVE = "safety_grave", N_("Safety risk: grave")
    STABILITY_LIGHT = "stability_light", N_("Social stability risk: light")
    STABILITY_MIDDLE = "stability_middle", N_("Social stability risk: middling")
    STABILITY_GRAVE = "stability_grave", N_("Social stability risk: grave")


class Trigger(Choice):
    """What sets the closest tier at once, whatever the sum; each has a guide of steps (`db.guides`)."""

    DESPAIR = "despair", N_("Spoke of not wanting to live")
    GAS_SMELL = "gas_smell", N_("Smell of gas")
    CHILD_DANGER = "child_danger", N_("Child in danger")
    UNSEEN = "unseen", N_("Not seen and no answer")


class AlertKind(Choice):
    """Early warnings, each told once."""

    TRIGGER = "trigger", N_("Acted on at once")
    TIER_ROSE = "tier_rose", N_("Advised tier rose")
    SAME_HAZARD = "same_hazard", N_("Same hazard twice")
    MOOD_FELL = "mood_fell", N_("Low three times in a row")
    MISSED_TWICE = "missed_twice", N_("Not met twice in a row")
    PROMISE_BROKEN = "promise_broken", N_("Promise broken")
