"""The guide (`/guide`): what is done at once, and the first day; how to record, read the map, hand in, back up."""

import streamlit as st

from db import store
from db.queries import hotlines
from db.words import N_, _
from pages.parts import crisis, look
from pages.parts.guard import guard

PARTS = (
    (
        N_("The first day"),
        (
            N_("In the settings, name the estate and add its buildings: units, floors, doors on each floor."),
            N_("The administrator opens an account for each colleague. Nobody shares one: the log knows people by it."),
            N_("Open a file for each household: building, unit, room, who lives there, what is hard."),
            N_("Set a tier where you know it, and write why. “Not assessed” is an honest answer."),
        ),
    ),
    (
        N_("Recording a visit"),
        (
            N_("Find the household by part of a name, a room or a phone; two characters are enough."),
            N_("Nobody answered, or the door was refused: two taps, the time is filled in."),
            N_("Write what you saw and heard, not what you think of it: “silent for a quarter of an hour”."),
            N_("What you type is kept as a draft. After a lost connection, open the visit again and go on writing."),
            N_("Talk of not wanting to live, a smell of gas, a child in danger: act first, write afterwards."),
        ),
    ),
    (
        N_("Finding people and reading the map"),
        (
            N_("The register narrows down by building, hardship, tier, visitor, last visit or any word of a visit."),
            N_("Its address keeps the filters, so a view can be bookmarked. What is typed to search is not."),
            N_(
                "On the front view a flat has the colour of its tier, a black ring when overdue, a dot for something "
                "open."
            ),
            N_("In the other pictures a figure is a number of households. Empty means none, which is not zero risk."),
            N_("Click a flat or a cell to see who it is, and a household to open its file."),
        ),
    ),
    (
        N_("Handing in the briefing"),
        (
            N_("At the end of the month, make this month's briefing in one click; choose for whom first."),
            N_("Internal is complete. The committee reads “陈某” and no door; the notice board reads numbers only."),
            N_("A household is listed for others only with a valid consent to sharing; a photo only with its own."),
            N_("Read the preview before you send it: words can name people in ways no program knows."),
        ),
    ),
    (
        N_("What is written to the log"),
        (
            N_("Who signed in, opened a file, changed a record, took out a list or made a paper, and when."),
            N_("Never what was written. The log cannot be changed without being found out."),
        ),
    ),
    (
        N_("Privacy"),
        (
            N_("Write down what the work needs, and no more. The whole identity number is never kept."),
            N_("No photo without consent, nothing shared without consent; a consent can be withdrawn at any time."),
            N_("Eligibility and clinical grades are not ours to decide: copy what an authority has assessed."),
            N_("Leave no file open on a screen others can see. Sign out on a shared computer."),
        ),
    ),
    (
        N_("Backing up"),
        (
            N_("Once a week: python -m db backup -o FILE, where this runs. Keep it on a stick, locked away."),
            N_("Before every upgrade a copy is made by itself, in the data folder under backups."),
            N_("Check a backup with python -m db verify FILE. A copy made of the running file is not a backup."),
        ),
    ),
)

guard()
look.head(_("Guide"), _("What is done at once, the first day, and what the office agrees on."))
with store.reading() as s:
    lines = hotlines.numbers(s)
look.section(_("Acting at once"))
crisis.all_guides(lines)
look.section(_("Numbers to ring"))
crisis.all_numbers(lines)
for title, sentences in PARTS:
    look.section(_(title))
    with st.container(border=True, gap="small"):
        for sentence in sentences:
            st.text(_(sentence))
