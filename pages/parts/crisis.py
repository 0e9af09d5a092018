"""What cannot wait: the guide that opens by itself, its steps, and the numbers to ring with one tap."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from db.guides import FAMILY, GUIDES, RESIDENT, Guide
from db.hotlines import Hotlines, dialled
from db.queries.door import Door
from db.words import N_, _
from pages.parts import look
from pages.parts.visit_facts import number

HOUSEHOLD = {RESIDENT: N_("Resident"), FAMILY: N_("Emergency contact")}
MOST = 3  # people of one household to ring
Contacts = Mapping[str, Sequence[tuple[str, str]]]  # for RESIDENT and FAMILY: who, and the number as it is dialled


def contacts(door: Door) -> Contacts:
    """The household's own numbers: who lives there, and who is to be rung in need."""
    people = [(one, number(one.phone)) for one in door.people if number(one.phone)]
    family = [(one.name, tel) for one, tel in people if one.is_emergency]
    if not family and (tel := number(door.others)):
        family = [(door.others[:20], tel)]
    here = [(one.name, tel) for one, tel in people if one.lives_here and not one.is_emergency]
    return {RESIDENT: here[:MOST], FAMILY: family[:MOST]}


def show(keys: Sequence[str], lines: Hotlines, contacts: Contacts) -> None:
    """The first of the guides stands open, the others under their names: one thing is done at a time."""
    for place, key in enumerate(keys):
        guide = GUIDES[key]
        if place == 0:
            warn(guide)
            _calls(_known(guide.first, lines, contacts), f"crisis.{key}.first")
            with st.expander(_("Step by step"), expanded=True, icon=":material/format_list_numbered:"):
                steps(guide, lines, contacts)
        else:
            with st.expander(look.plain(_(guide.title)), icon=":material/emergency:"):
                warn(guide)
                _calls(_known(guide.first, lines, contacts), f"crisis.{key}.first")
                steps(guide, lines, contacts)


def warn(guide: Guide) -> None:
    """What it is, and what must not be done."""
    title = look.plain(_(guide.title))
    never = "  \n".join(look.plain(_(each)) for each in guide.never)
    st.error(f"**{title}**  \n{never}", icon=":material/emergency:")


def steps(guide: Guide, lines: Hotlines, contacts: Contacts | None = None) -> None:
    """In their order, each with the numbers it needs; those that stand on top already are not repeated.

    Without `contacts` no household is meant: then all numbers stand at their steps.
    """
    shown = set(guide.first) if contacts is not None else set()
    for n, step in enumerate(guide.steps, 1):
        line = look.plain(_(step.words))
        st.markdown(f"{n}. {line}")
        for key in step.rings:
            if (what := _missing(key, lines, contacts)) is not None:
                title = look.plain(what)
                st.caption(_("No number on file: {title}").format(title=title))
        _calls(_known([key for key in step.rings if key not in shown], lines, contacts), f"crisis.{guide.key}.{n}")
    st.caption(_("Source: {source}").format(source=look.plain(_(guide.source))))


def _known(keys: Sequence[str], lines: Hotlines, contacts: Contacts | None) -> list[tuple[str, str, str]]:
    """For each key that can be rung: the number as it is dialled, and two lines for its button."""
    found = []
    for key in keys:
        if key in HOUSEHOLD:
            found += [(tel, _(HOUSEHOLD[key]), f"{name}　{tel}") for name, tel in (contacts or {}).get(key, ())]
        elif lines[key].number:
            found.append((dialled(lines[key].number), lines[key].number, _(lines[key].name)))
    return found


def _missing(key: str, lines: Hotlines, contacts: Contacts | None) -> str | None:
    """Whom one cannot ring for want of a number."""
    if key in HOUSEHOLD:
        return None if contacts is None or contacts.get(key) else _(HOUSEHOLD[key])
    return None if lines[key].number else _(lines[key].name)


def _calls(known: Sequence[tuple[str, str, str]], key: str) -> None:
    """High buttons, on a phone wide ones too: rung with a thumb. A PC rings nobody, so the number is to be read."""
    if not known:
        return
    width: Any = "stretch" if look.on_a_phone() else "content"
    with st.container(horizontal=True, gap="xsmall"):
        for place, (tel, large, small) in enumerate(known):
            label = f"**{look.plain(large)}**  \n{look.plain(small)}"
            st.link_button(label, f"tel:{tel}", icon=":material/call:", width=width, key=f"{key}.{place}")


def all_guides(lines: Hotlines) -> None:
    """To be read beforehand: every guide under its name."""
    for guide in GUIDES.values():
        with st.expander(look.plain(_(guide.title)), icon=":material/emergency:"):
            warn(guide)
            steps(guide, lines)


def all_numbers(lines: Hotlines) -> None:
    """Whom one reaches and when; what is not filled in says so."""
    with st.container(border=True, gap="small"):
        for key, line in lines.items():
            with look.row():
                with look.words():
                    st.text(_(line.name))
                    if line.note:
                        st.caption(look.plain(_(line.note)))
                if line.number:
                    label = look.plain(line.number)
                    st.link_button(label, f"tel:{dialled(line.number)}", icon=":material/call:", key=f"number.{key}")
                else:
                    st.badge(_("Not filled in yet"), color="gray")
