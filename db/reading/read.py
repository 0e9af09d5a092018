"""What reading one cell gives."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Read(Generic[T]):
    """`value` is what was understood, `note` a sentence for the person who looks the import through.

    `sure` is false where something was assumed. `left` is what could not be taken into the field and must not be lost:
    it goes into the record's note. `refused` means that the row cannot be taken as it stands.
    """

    value: T | None
    note: str = ""
    sure: bool = True
    left: str = ""
    refused: bool = False
