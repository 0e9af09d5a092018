"""The estate and its buildings."""

from typing import Annotated

from sqlmodel import Field, SQLModel

from db.fields import On, Show
from db.words import N_


class EstateFields(SQLModel):
    """What the office says about itself; the briefing's head and foot are made of it."""

    name: Annotated[str, Show(N_("Estate"), personal=False)] = Field(min_length=1, max_length=60)
    company: Annotated[str, Show(N_("Property company"), personal=False)] = Field(default="", max_length=80)
    department: Annotated[str, Show(N_("Department"), personal=False)] = Field(default="", max_length=80)
    address: Annotated[str, Show(N_("Address"), personal=False)] = Field(default="", max_length=120)
    briefing_name: Annotated[str, Show(N_("Name of the briefing"), personal=False)] = Field(default="", max_length=40)
    issuing_unit: Annotated[str, Show(N_("Issued by"), personal=False)] = Field(default="", max_length=80)
    report_to: Annotated[
        str,
        Show(N_("Reports to"), personal=False, help=N_("Higher offices, one a line or separated by commas.")),
    ] = Field(default="", max_length=200)
    send_to: Annotated[str, Show(N_("Sent to"), personal=False, help=N_("Offices at the same level."))] = Field(
        default="", max_length=200
    )
    pass_to: Annotated[str, Show(N_("Passed down to"), personal=False, help=N_("Our own teams."))] = Field(
        default="", max_length=200
    )


class Estate(EstateFields, table=True):
    id: int | None = Field(default=None, primary_key=True)
    demonstration: bool = False
    version: int = 1


class BuildingFields(SQLModel):
    name: Annotated[str, Show(N_("Building"), personal=False)] = Field(min_length=1, max_length=20)
    units: Annotated[
        int, Show(N_("Units"), personal=False, help=N_("0 for a row of lane houses: each door is a house."))
    ] = Field(default=1, ge=0, le=20)
    floors: Annotated[int, Show(N_("Floors"), personal=False)] = Field(default=6, ge=1, le=120)
    doors: Annotated[int, Show(N_("Doors per floor"), personal=False, help=N_("In one unit."))] = Field(
        default=2, ge=1, le=40
    )
    shop_floors: Annotated[
        int, Show(N_("Floors of shops"), personal=False, on=On.FORM, help=N_("Counted from the ground; 0 for none."))
    ] = Field(default=0, ge=0, le=20)
    missing_floors: Annotated[
        str,
        Show(
            N_("Floors that do not exist"),
            personal=False,
            on=On.FORM,
            help=N_("Such as 4, 14. Numbers with commas between them."),
        ),
    ] = Field(default="", max_length=80)
    other_doors: Annotated[
        str,
        Show(
            N_("Floors with more or fewer doors"),
            personal=False,
            on=On.FORM,
            help=N_("Floor and doors in one unit, such as 1: 1, 18: 2."),
        ),
    ] = Field(default="", max_length=120)
    row: Annotated[int | None, Show(N_("Row on the plan"), personal=False, on=On.FORM, help=N_("May stay empty."))] = (
        Field(default=None, ge=1, le=99)
    )
    column: Annotated[
        int | None, Show(N_("Column on the plan"), personal=False, on=On.FORM, help=N_("May stay empty."))
    ] = Field(default=None, ge=1, le=99)


class Building(BuildingFields, table=True):
    id: int | None = Field(default=None, primary_key=True)
    estate_id: int = Field(foreign_key="estate.id", index=True)
    name: str = Field(unique=True)
    position: int = Field(default=0)  # natural order of the names: 2 before 10
    version: int = 1
