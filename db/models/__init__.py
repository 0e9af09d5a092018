"""The tables, and the words people read for each field: one noun family a file.

Of each noun people type in there are two or three classes: `…Fields` (what is typed, the only thing answers are
checked against), the table (what is stored), and where something is worked out, a row in `db.queries`.
"""

from db.models.account import Account, AccountFields, Draft, LogEntry, LogHead, SignInAttempt, SignInSession
from db.models.estate import Building, BuildingFields, Estate, EstateFields
from db.models.household import (
    Consent,
    ConsentFields,
    Gram,
    Hardship,
    HardshipFields,
    Household,
    HouseholdFields,
    Resident,
    ResidentFields,
    ScaleResult,
    ScaleResultFields,
)
from db.models.visit import (
    PARTS,
    Appeals,
    Attachment,
    AttachmentFields,
    Help,
    Meeting,
    Risks,
    Seen,
    Visit,
    VisitBy,
    VisitFields,
)

__all__ = [
    "PARTS",
    "Account",
    "AccountFields",
    "Appeals",
    "Attachment",
    "AttachmentFields",
    "Building",
    "BuildingFields",
    "Consent",
    "ConsentFields",
    "Draft",
    "Estate",
    "EstateFields",
    "Gram",
    "Hardship",
    "HardshipFields",
    "Help",
    "Household",
    "HouseholdFields",
    "LogEntry",
    "LogHead",
    "Meeting",
    "Resident",
    "ResidentFields",
    "Risks",
    "ScaleResult",
    "ScaleResultFields",
    "Seen",
    "SignInAttempt",
    "SignInSession",
    "Visit",
    "VisitBy",
    "VisitFields",
]
