"""Tables understood: where the head is, what each column means, and the records that its rows make. No database."""

from db.intake.records import records
from db.intake.understand import remap, understand

__all__ = ["records", "remap", "understand"]
