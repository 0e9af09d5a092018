"""The titles of briefings, in the patterns of the trade: chosen, typed with places to be filled, or the usual one."""

from collections.abc import Mapping

from db import telling
from db.briefing import Briefing
from db.choices import Audience, BriefingKind
from db.words import N_, _, language
from reports.saying import numeral

VISITS, HELP, ROUND, NOTICE = "visits", "help", "round", "notice"
PATTERNS: Mapping[str, str] = {
    VISITS: N_("Briefing of {house} on visits to residents in hardship, {when}"),
    HELP: N_("{company}: report on help for residents in hardship, {when}"),
    ROUND: N_("Briefing of {house} on the calls on residents in hardship, {round}"),
    NOTICE: N_("{house}: calls on residents and help given, {when}"),
}
# Names that say themselves what kind of place it is, or end with a remark; others are called 某某小区.
ARE_PLACES = ("小区", "社区", "新村", "公寓", "大厦", "大院", "宿舍", "广场", "中心", "）")
QUARTER = 3  # months


def title(facts: Briefing, chosen: str = "") -> str:
    """The title by a pattern's name, by a typed one, or as this audience is used to."""
    typed = _(PATTERNS[chosen]) if chosen in PATTERNS else chosen.strip()
    return filled(typed or _(PATTERNS[usual(facts)]), facts)


def usual(facts: Briefing) -> str:
    """A briefing inside the house, a report to those above it, plain words for everybody."""
    if facts.asked.audience is Audience.NOTICE:
        return NOTICE
    if facts.round:
        return ROUND
    return HELP if facts.asked.audience is Audience.COMMITTEE else VISITS


def filled(pattern: str, facts: Briefing) -> str:
    """A pattern with the names of this issue in its places. Typed braces that are no place stay as they are."""
    places = {
        "{house}": house(facts),
        "{estate}": facts.estate.name,
        "{company}": facts.estate.company or house(facts),
        "{when}": when(facts),
        "{round}": _round(facts),
    }
    for place, words in places.items():
        pattern = pattern.replace(place, words)
    return pattern


def _round(facts: Briefing) -> str:
    """重阳敬老, without the word that the pattern says itself."""
    return facts.round.name.strip().removesuffix("走访") or facts.round.name if facts.round else when(facts)


def house(facts: Briefing) -> str:
    """和安苑小区物业: who reports, by the name people know the place by."""
    name = facts.estate.name.strip()
    if language() == "en":
        return name
    return f"{name}物业" if name.endswith(ARE_PLACES) else f"{name}小区物业"


def when(facts: Briefing) -> str:
    """2026年11月份, 2026年第四季度, 2026年度; or the days."""
    start, end, told = facts.asked.start, facts.asked.end, ""
    match facts.asked.kind:
        case BriefingKind.MONTH:
            told = _("{month} {year}")
        case BriefingKind.QUARTER:
            told = _("quarter {quarter} of {year}")
        case BriefingKind.YEAR:
            told = _("the year {year}")
    month = str(start.month) if language() == "zh_CN" else telling.MONTHS[start.month - 1]
    quarter = numeral((start.month - 1) // QUARTER + 1)
    return told.format(year=start.year, month=month, quarter=quarter) or telling.period(start, end)
