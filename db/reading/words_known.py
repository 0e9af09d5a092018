"""Which table of words belongs to which closed list."""

from collections.abc import Mapping

from db.choices import (
    DisabilityGrade,
    DisabilityKind,
    Doer,
    Duration,
    HardshipCause,
    HardshipKind,
    HouseholdState,
    Level,
    MeasureState,
    NeedState,
    Outcome,
    Relation,
    Role,
    SelfCare,
    Sex,
    Tier,
    Way,
    Word,
)
from db.fields import Choice
from db.reading import words_of_people as people
from db.reading import words_of_visits as visits
from db.reading.written_words import Table

TABLES: Mapping[type[Choice], Table] = {
    Sex: people.SEX,
    Relation: people.RELATION,
    HardshipKind: people.HARDSHIPS,
    HardshipCause: people.CAUSE,
    SelfCare: people.CARE,
    DisabilityKind: people.DISABILITY_KINDS,
    DisabilityGrade: people.DISABILITY_GRADES,
    Outcome: visits.OUTCOME,
    Way: visits.WAY,
    NeedState: visits.STATE,
    Word: visits.WORD,
    Duration: visits.DURATION,
    Level: visits.LEVEL,
    Tier: visits.TIER,
    Role: visits.ROLE,
    HouseholdState: visits.HOUSEHOLD_STATE,
    MeasureState: visits.MEASURE_STATE,
    Doer: visits.DOER,
}
