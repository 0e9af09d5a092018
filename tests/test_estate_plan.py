"""The estate plan: where buildings stand, how large and how grave they are, and how they are placed."""

import json
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from db import log, store
from db.changes.estate import Place, add_building, place_buildings
from db.choices import Deed, HouseholdState, Tier
from db.errors import Conflict, Invalid, NotAllowed
from db.models import Building, Household, LogEntry
from db.queries.asked import Asked
from db.queries.estate_plan import EstatePlan, Plot, estate_plan, in_rows, places
from db.words import use_language
from reports.colours import DARK, LIGHT
from reports.plan import Colour, count, figure, laid, parts, scene, side, step_of, steps, table
from reports.plan_chart import chart
from reports.plan_sketch import sketch
from reports.scene import Box, Words
from tests.conftest import DAY

ALL = Asked()
STARTS = ((Tier.ONE, 70), (Tier.TWO, 40), (Tier.THREE, 20), (Tier.ROUTINE, 0))


def building(s: Session, name: str) -> Building:
    return s.exec(select(Building).where(Building.name == name)).one()


def families(s: Session, name: str, count_: int, **told) -> None:
    there, last = building(s, name).id, max(s.exec(select(Household.no)).all(), default=0)
    for n in range(count_):
        s.add(Household(no=last + n + 1, building_id=there, unit=1, room=f"{n + 1}01", opened_on=DAY, **told))
    s.flush()


@pytest.fixture
def street(s: Session, cast, home):
    """3栋: 陈玉芬 (tier 2), six of tier 3, two of them overdue, one moved away. 5栋: three. 7栋: nobody."""
    add_building(s, cast["visitor"], {"name": "7栋"})
    s.get_one(Household, home).risk_score = 60
    families(s, "3栋", 4, tier=Tier.THREE, risk_score=20)
    families(s, "3栋", 2, tier=Tier.THREE, due_on=DAY - timedelta(days=1))
    families(s, "3栋", 1, tier=Tier.ONE, state=HouseholdState.MOVED, risk_score=99, due_on=DAY - timedelta(days=9))
    families(s, "5栋", 3)


def asked_by(s: Session, viewer, asked=ALL) -> dict[str, Plot]:
    return {plot.building: plot for plot in estate_plan(s, viewer, asked, DAY).plots}


def test_a_building_counts_its_active_households_and_what_is_grave_there(s, cast, street):
    found = asked_by(s, cast["visitor"])
    assert list(found) == ["3栋", "5栋", "7栋"]
    three = found["3栋"]
    assert (three.households, three.tier, three.assessed, three.overdue) == (7, Tier.TWO, 7, 2)
    assert (three.score, three.scored) == (pytest.approx(28), 5)
    assert three.late == pytest.approx(2 / 7)
    five = found["5栋"]
    assert (five.households, five.tier, five.assessed, five.score, five.scored) == (3, None, 0, None, 0)
    assert (found["7栋"].households, found["7栋"].late) == (0, None)


def test_filters_hold_and_the_other_buildings_still_stand(s, cast, street):
    found = asked_by(s, cast["visitor"], Asked(building_ids=(building(s, "3栋").id,), tiers=(Tier.THREE,)))
    assert {name: plot.households for name, plot in found.items()} == {"3栋": 6, "5栋": 0, "7栋": 0}


def test_a_partner_is_told_nothing_that_rests_on_few(s, cast, street):
    found = asked_by(s, cast["reader"])
    assert found["3栋"].households == 7 and found["3栋"].score is not None
    few, nobody = found["5栋"], found["7栋"]
    assert few[4:] == nobody[4:] == (None, None, 0, None, 0, 0), "few and nobody look the same"
    s.get_one(Household, s.exec(select(Household.id).where(Household.risk_score == 60)).one()).risk_score = None
    s.flush()
    assert (asked_by(s, cast["reader"])["3栋"].score, asked_by(s, cast["visitor"])["3栋"].scored) == (None, 4)


def stored(s: Session) -> dict[str, tuple[int | None, int | None]]:
    return {b.name: (b.row, b.column) for b in s.exec(select(Building).order_by(Building.position))}


def test_buildings_are_placed_in_one_deed_and_it_is_logged(s, cast, street):
    three, five, seven = places(s, cast["visitor"])
    moves = [Place(three.building_id, three.version, 1, 1), Place(five.building_id, five.version, 1, 2)]
    assert place_buildings(s, cast["visitor"], [*moves, Place(seven.building_id, seven.version, None, None)]) == 2
    assert stored(s) == {"3栋": (1, 1), "5栋": (1, 2), "7栋": (None, None)}
    entry = s.exec(select(LogEntry).order_by(LogEntry.id.desc())).first()
    assert (entry.deed, entry.record, entry.detail) == (Deed.EDIT, "estate plan", "2 buildings placed")
    assert log.verify(s) == ""
    again = [Place(each.building_id, each.version, each.row, each.column) for each in places(s, cast["visitor"])]
    assert place_buildings(s, cast["visitor"], again) == 0, "nothing moved, nothing logged"
    assert s.exec(select(LogEntry).order_by(LogEntry.id.desc())).first().id == entry.id


def test_two_change_places_at_once(s, cast, street):
    three, five, _seven = places(s, cast["visitor"])
    place_buildings(s, cast["visitor"], [Place(three.building_id, 1, 1, 1), Place(five.building_id, 1, 1, 2)])
    place_buildings(s, cast["visitor"], [Place(three.building_id, 2, 1, 2), Place(five.building_id, 2, 1, 1)])
    assert stored(s)["3栋"] == (1, 2) and stored(s)["5栋"] == (1, 1)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ([(2, 3), (2, 3)], "3栋和5栋不能都放在第 2 行第 3 列"),
        ([(1, None), (2, 3)], "3栋：行和列都填，或者都不填"),
        ([(0, 1), (2, 3)], "平面图行"),
        ([(1, 100), (2, 3)], "平面图列"),
    ],
)
def test_what_cannot_stand_is_refused_with_a_sentence_and_nothing_moves(cast, home, wanted, said):
    with store.reading() as s:
        there = places(s, cast["visitor"])
    moves = [Place(each.building_id, each.version, *place) for each, place in zip(there, wanted, strict=True)]
    with pytest.raises(Invalid) as refused, store.writing() as s:
        place_buildings(s, cast["visitor"], moves)
    assert said in str(refused.value)
    with store.reading() as s:
        assert set(stored(s).values()) == {(None, None)}


def test_who_saved_in_between_is_not_overwritten(cast, home):
    with store.writing() as s:
        three, five = places(s, cast["visitor"])
        place_buildings(s, cast["manager"], [Place(three.building_id, three.version, 4, 4)])
    late = [Place(three.building_id, three.version, 1, 1), Place(five.building_id, five.version, 1, 2)]
    with pytest.raises(Conflict) as both, store.writing() as s:
        place_buildings(s, cast["visitor"], late)
    assert both.value.differences == {"3栋": ((4, 4), (1, 1))}
    with store.reading() as s:
        assert stored(s) == {"3栋": (4, 4), "5栋": (None, None)}
    for deed in (places, lambda s, who: place_buildings(s, who, late)):
        with pytest.raises(NotAllowed), store.reading() as s:
            deed(s, cast["reader"])


def plot(name: str = "3栋", row: int | None = 1, column: int | None = 1, households: int | None = 5, **told) -> Plot:
    numbers = {"tier": None, "assessed": 0, "score": None, "scored": 0, "overdue": 0} | told
    return Plot(len(name) * 100 + (column or 0), name, row, column, households, **numbers)


def plan(*plots: Plot, hides_few: bool = False) -> EstatePlan:
    return EstatePlan(plots, STARTS, hides_few)


def test_places_close_up_to_roads_and_the_rest_stands_below():
    told = [plot("1", 2, 3), plot("2", 2, 4), plot("3", 30, 60), plot("4", None, None), plot("5", 1, None)]
    there = laid(told, beside=2)
    assert [(spot.plot.building, spot.across, spot.down) for spot in there.spots] == [
        ("1", 0, 0),
        ("2", 1, 0),
        ("3", 3, 2),
        ("4", 0, 3),
        ("5", 1, 3),
    ]
    assert (there.wide, there.high, there.loose) == (4, 4, 3)
    assert laid([plot()]).loose is None and laid([]).high == 1


def test_a_wide_plan_comes_in_strips_that_hold_every_building_once():
    told = [plot(str(n), n % 3 + 1, n + 1) for n in range(20)] + [plot("无", None, None)]
    strips = parts(told, 8)
    assert [len(strip) for strip in strips] == [8, 8, 5]
    assert sorted(each.building for strip in strips for each in strip) == sorted(each.building for each in told)
    assert parts([plot("无", None, None)], 8) == [(plot("无", None, None),)] and parts([], 8) == []


def test_areas_follow_households():
    small, large = side(plot(households=4), 16, 40), side(plot(households=16), 16, 40)
    assert (small / large) ** 2 == pytest.approx(4 / 16)


def test_one_suggestion_fills_rows_as_one_reads():
    assert in_rows(5, 2) == [(1, 1), (1, 2), (2, 1), (2, 2), (3, 1)]
    assert len(set(in_rows(99 * 99, 99))) == 99 * 99


@pytest.mark.parametrize(
    ("colour", "told", "word", "written"),
    [
        (Colour.TIER, {"tier": Tier.ONE}, "一级", "一级"),
        (Colour.TIER, {}, "未评估", "未评估"),
        (Colour.SCORE, {"score": 69.4, "scored": 5}, "40至69", "69"),
        (Colour.SCORE, {"score": 69.6, "scored": 5}, "70至100", "70"),
        (Colour.SCORE, {"score": 0.0, "scored": 5}, "0至19", "0"),
        (Colour.SCORE, {}, "未记", ""),
        (Colour.OVERDUE, {"overdue": 0}, "没有超期", "0%"),
        (Colour.OVERDUE, {"overdue": 1}, "超过 10%", "20%"),
        (Colour.OVERDUE, {"overdue": 5}, "超过 50%", "100%"),
    ],
)
def test_a_colour_is_always_a_word_of_the_legend_and_written_too(colour, told, word, written):
    use_language("zh_CN")
    one = plot(**told)
    step = step_of(plan(one), one, colour, LIGHT)
    assert step in steps(plan(one), colour, LIGHT)
    assert (step.word, figure(one, colour)) == (word, written)


def test_nobody_and_few_have_no_colour():
    use_language("zh_CN")
    for n, told in ((0, "0"), (None, "<5")):
        one = plot(households=n)
        assert step_of(plan(one), one, Colour.TIER, LIGHT) is None
        assert (figure(one, Colour.TIER), count(one)) == ("", told)


@pytest.mark.parametrize("colour", list(Colour))
def test_the_scene_names_every_building_and_prints_its_legend(colour):
    use_language("zh_CN")
    told = [plot("3栋", 1, 1, 16, tier=Tier.ONE, score=80.0), plot("5栋", 1, 12, 1), plot("长" * 20, None, None, 0)]
    made = scene(plan(*told), colour, LIGHT)
    words = [mark for mark in made.marks if isinstance(mark, Words)]
    said = {mark.text for mark in words}
    assert {"3栋", "5栋", "16", "1", "还没有位置"} <= said
    assert {step.word for step in steps(plan(*told), colour, LIGHT)} <= said
    assert any(text.startswith("长") and text.endswith("…") for text in said), "a long name is cut to its place"
    for mark in made.marks:
        if isinstance(mark, Box):
            assert 0 <= mark.x <= mark.x + mark.wide <= made.wide and mark.y + mark.high <= made.high
    assert made.said.startswith("小区平面：3 栋楼，17 户")


def test_the_table_has_every_number_and_leaves_out_what_is_not_told():
    use_language("zh_CN")
    header, rows = table(
        plan(plot("3栋", tier=Tier.TWO, assessed=4, score=31.26, scored=4), plot("5栋", households=None))
    )
    assert [len(row) for row in rows] == [len(header)] * 2
    assert rows[0] == ["3栋", 1, 1, 5, "二级", 4, 31.3, 4, 0]
    assert rows[1] == ["5栋", 1, 1, None, None, None, None, None, None]


@pytest.mark.parametrize("tint", [LIGHT, DARK])
@pytest.mark.parametrize("colour", list(Colour))
def test_the_chart_has_our_colours_a_legend_and_nothing_personal(s, cast, street, colour, tint):
    found = estate_plan(s, cast["visitor"], Asked(), DAY)
    spec = chart(found, found.plots, colour, tint).to_dict()
    squares = spec["layer"][0]
    domain = squares["encoding"]["fill"]["scale"]["domain"]
    assert domain[:-1] == [step.word for step in steps(found, colour, tint)]
    assert squares["encoding"]["fill"]["legend"]["title"]
    whole = json.dumps(spec, ensure_ascii=False)
    for secret in ("陈玉芬", "1202", "13800002207", '"image"'):
        assert secret not in whole
    rows = next(rows for rows in spec["datasets"].values() if "area" in rows[0])
    assert {row["building"]: row["count"] for row in rows} == {"3栋": "7", "5栋": "3", "7栋": "0"}


def test_two_hundred_buildings_send_little(s, cast, home):
    told = [
        plot(f"{n}栋", n // 16 + 1, n % 16 + 1, n % 40 + 1, tier=Tier.TWO, score=30.0, scored=3) for n in range(200)
    ]
    spec = chart(plan(*told), tuple(told), Colour.TIER, LIGHT).to_dict()
    assert len(json.dumps(spec, ensure_ascii=False).encode()) < 150_000


def test_a_sketch_shows_at_once_that_two_stand_on_one_place():
    use_language("zh_CN")
    made = sketch([("3栋", 1, 1), ("5栋", 1, 1), ("7栋", 2, 1), ("9栋", None, None)], LIGHT)
    boxes = [mark for mark in made.marks if isinstance(mark, Box)]
    assert [box.stroke == LIGHT.accent for box in boxes] == [True, True, False]
    assert made.said == "3 栋楼在平面上的位置"


def test_one_click_proposes_rows_and_another_saves_them(home, open_page):
    at = open_page("settings", "visitor", part="plan")
    assert not at.exception
    assert at.button(key="settings.plan.save").disabled, "nothing has moved yet"
    at.number_input(key="settings.plan.beside").set_value(1)
    at.button(key="settings.plan.suggest").click().run()
    with store.reading() as s:
        assert set(stored(s).values()) == {(None, None)}, "a proposal is not saved"
    at.button(key="settings.plan.save").click().run()
    assert not at.exception
    with store.reading() as s:
        assert stored(s) == {"3栋": (1, 1), "5栋": (2, 1)}


def test_who_placed_meanwhile_is_shown_and_one_chooses(home, cast, open_page):
    at = open_page("settings", "visitor", part="plan")
    at.number_input(key="settings.plan.beside").set_value(2)
    at.button(key="settings.plan.suggest").click().run()
    with store.writing() as s:
        place_buildings(s, cast["manager"], [Place(places(s, cast["manager"])[0].building_id, 1, 9, 9)])
    with store.reading() as s:
        there = places(s, cast["manager"])
    assert there[0].version == 2
    at.session_state["settings.plan.two"] = {"3栋": ((9, 9), (1, 1))}
    at.run()
    assert "3栋：现在第 9 行第 9 列，您的第 1 行第 1 列" in [text.value for text in at.text]
    at.button(key="settings.plan.mine").click().run()
    assert not at.exception
    with store.reading() as s:
        assert stored(s) == {"3栋": (1, 1), "5栋": (1, 2)}
