"""The building as it stands: who is behind which door, what is marked, what is faded, and what a browser is sent."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from db import store
from db.changes import estate, household
from db.choices import HardshipKind, HouseholdState, Tier
from db.errors import NotAllowed
from db.models import Building, BuildingFields, Household, Need
from db.queries.asked import Asked, Only
from db.queries.elevation import Block, Elevation, Flat, Home, elevation, streets
from db.shapes import shape_of
from pages.parts.map_building import AT_ONCE
from reports import elevation as drawing
from reports.colours import DARK, LIGHT
from reports.elevation import draw, scene, table
from reports.elevation_chart import HOME, PICKED, spec
from reports.front import front
from tests.conftest import DAY, MORNING


@pytest.fixture
def tower(home, cast):
    """3栋 (no floor 4, shops on 1): 1202 tier two, late, open; 301 not assessed; 302 two files; 501 paused; a porter.

    The key of each by its room; 5栋 has nobody.
    """
    who = cast["visitor"]
    with store.writing() as s:
        three = s.exec(select(Building).where(Building.name == "3栋")).one()
        shape = {"name": "3栋", "units": 2, "floors": 18, "doors": 4, "missing_floors": "4", "shop_floors": 1}
        estate.edit_building(s, who, three.id, three.version, shape)
        ids = {"1202": home}
        for name, room, tier in (
            ("301", "301", None),
            ("302", "302", Tier.THREE),
            ("302 too", "3-02", Tier.ONE),
            ("501", "501", Tier.ROUTINE),
            ("porter", "门卫", Tier.THREE),
            ("gone", "601", Tier.ONE),
        ):
            answers = {"building_id": three.id, "unit": 1, "room": room, "tier": tier, "responsible_id": who.id}
            ids[name] = household.add_household(s, who, DAY, answers)
        household.add_hardship(s, who, ids["302"], {"kind": HardshipKind.ILLNESS})
        first = s.get_one(Household, home)
        first.due_on, first.last_met_at = DAY - timedelta(days=9), MORNING - timedelta(days=40)
        s.get_one(Household, ids["501"]).state = HouseholdState.PAUSED
        s.get_one(Household, ids["501"]).due_on = None
        s.get_one(Household, ids["gone"]).state = HouseholdState.MOVED
        for words in ("漏水", "没有扶手"):
            s.add(Need(household_id=home, kind="hazard", words=words, raised_on=DAY, raised_by_id=who.id))
        s.add(Need(household_id=home, kind="hazard", words="好了", raised_on=DAY, raised_by_id=who.id, state="closed"))
    return ids


def asked_for(cast, **filters):
    """Every building, as a visitor sees it."""
    with store.reading() as s:
        asked = Asked(**filters)
        ids = tuple(each.id for each in streets(s, cast["visitor"], asked, DAY))
        return elevation(s, cast["visitor"], asked, DAY, ids)


def flats(found, name="3栋"):
    [block] = [block for block in found.blocks if block.name == name]
    return {(flat.unit, flat.level, flat.door): flat for flat in block.flats}


def test_every_flat_on_file_stands_where_it_is(tower, cast):
    found = flats(asked_for(cast))
    assert set(found) == {(1, 12, 2), (1, 3, 1), (1, 3, 2), (1, 5, 1), (1, None, 1)}, "who moved away is blank"
    one = found[1, 12, 2]
    assert (one.tier, one.days, one.late, one.open, one.room) == (Tier.TWO, 40, 9, 2, "1202")
    assert (found[1, 3, 1].tier, found[1, 3, 1].days, found[1, 3, 1].open) == (None, None, 0)


def test_two_files_behind_one_door_show_the_closest_tier_and_both(tower, cast):
    there = flats(asked_for(cast))[1, 3, 2]
    assert there.tier is Tier.ONE and {home.id for home in there.homes} == {tower["302"], tower["302 too"]}
    assert drawing._room(there, 40).endswith("×2")


def test_what_the_filters_do_not_let_through_is_faded_and_the_building_stands_whole(tower, cast):
    everyone = asked_for(cast)
    assert [flat.is_asked for flat in flats(everyone).values()].count(False) == 1, "the paused one"
    for filters, rooms in (
        ({"only": (Only.OVERDUE,)}, {"1202"}),
        ({"only": (Only.OPEN,)}, {"1202"}),
        ({"tiers": (None,)}, {"301"}),
        ({"tiers": (Tier.ONE, Tier.THREE)}, {"302", "门卫", "3-02"}),
        ({"kinds": (HardshipKind.ILLNESS,)}, {"302"}),
        ({"states": (HouseholdState.PAUSED,)}, {"501"}),
    ):
        found = asked_for(cast, **filters)
        there = flats(found)
        assert set(there) == set(flats(everyone))
        shown = {home.room for flat in there.values() for home in flat.homes if home.is_asked}
        assert shown == rooms, filters
        [block] = [block for block in found.blocks if block.name == "3栋"]
        assert (block.files, block.is_narrowed) == (len(rooms), True)
    only_ill = flats(asked_for(cast, kinds=(HardshipKind.ILLNESS,)))[1, 3, 2]
    assert (only_ill.tier, only_ill.room) == (Tier.THREE, "302"), "of the two, the one asked for"
    moved = flats(asked_for(cast, states=(HouseholdState.MOVED,)))
    assert moved[1, 6, 1].is_asked, "asked for, so it is drawn"


def test_the_paused_and_the_moved_are_never_overdue(tower, cast):
    with store.writing() as s:
        for name in ("501", "gone"):
            s.get_one(Household, tower[name]).due_on = DAY - timedelta(days=99)
    found = asked_for(cast, states=tuple(HouseholdState))
    assert {home.room: home.late for flat in flats(found).values() for home in flat.homes if home.late} == {"1202": 9}
    assert [(block.name, block.late) for block in found.blocks] == [("3栋", 1), ("5栋", 0)]


def test_streets_count_who_is_asked_for(tower, cast):
    with store.reading() as s:
        everyone = streets(s, cast["visitor"], Asked(), DAY)
        assert [each[1:] for each in everyone] == [("3栋", 5, 1, 1), ("5栋", 0, 0, 0)]
        late = streets(s, cast["visitor"], Asked(only=(Only.OVERDUE,)), DAY)
        assert [each[1:] for each in late] == [("3栋", 1, 1, 0), ("5栋", 0, 0, 0)]
        five = streets(s, cast["visitor"], Asked(building_ids=(everyone[1].id,)), DAY)
        assert [each.name for each in five] == ["5栋"]


def test_a_partner_gets_nothing_of_it_as_a_flat_is_a_family(tower, cast):
    with store.reading() as s:
        for ask in (
            lambda: streets(s, cast["reader"], Asked(), DAY),
            lambda: elevation(s, cast["reader"], Asked(), DAY, (1,)),
        ):
            with pytest.raises(NotAllowed):
                ask()


def test_few_statements_whatever_the_size(tower, cast):
    with store.reading() as s:
        ids = tuple(s.exec(select(Building.id)).all())
        elevation(s, cast["visitor"], Asked(), DAY - timedelta(days=1), ids)
        counted = []
        event.listen(s.get_bind(), "before_cursor_execute", lambda *a: counted.append(a[2]))
        elevation(s, cast["visitor"], Asked(only=(Only.OPEN,)), DAY, ids)
    assert len([one for one in counted if "FROM household" in one or "FROM building" in one]) == 2, counted
    assert len(counted) <= 5


def block(name="1栋", flats=(), **fields):
    shape = shape_of(BuildingFields(name=name, **({"units": 1, "floors": 3, "doors": 2} | fields)))
    return Block(1, name, shape, tuple(flats), len(flats), 0)


def flat(key, unit, level, door, room="", tier=Tier.TWO, late=0, open=0, is_asked=True):
    return Flat(unit, level, door, (Home(key, key, room or f"{level}{door:02}", tier, 3, late, open, is_asked),))


TIERS = tuple((tier, tier.value, 7) for tier in Tier)


def pictured(*blocks, tint=LIGHT, room=1040.0):
    return draw(Elevation(blocks, TIERS), tint, room)


def test_a_mark_for_each_meaning_and_none_without(cast):
    plain = pictured(block(flats=[flat(1, 1, 2, 1)]))
    for marked, kind in (
        (flat(1, 1, 2, 1, late=4), "rings"),
        (flat(1, 1, 2, 1, open=1), "dots"),
        (flat(1, 1, 2, 1, tier=None), "dashes"),
    ):
        drawn = pictured(block(flats=[marked]))
        for each in ("rings", "dots", "dashes"):
            more = len(getattr(drawn, each)) - len(getattr(plain, each))
            assert more == (each == kind), f"{kind}: {each}"
        faded = pictured(block(flats=[marked, flat(2, 1, 3, 1, is_asked=False, late=9, open=9)]))
        assert len(faded.rings) == len(drawn.rings) and len(faded.dots) == len(drawn.dots)


@pytest.mark.parametrize("tint", [LIGHT, DARK])
def test_fills_are_the_tiers_of_the_theme_and_the_rings_keep_a_gap(tint):
    homes = [flat(n, 1, n, 1, tier=tier, late=1) for n, tier in enumerate(Tier, 1)]
    drawn = pictured(block(floors=4, flats=homes), tint=tint)
    assert [box.fill for box in drawn.flats] == [fill for fill, _letters in tint.tiers]
    for box, ring in zip(drawn.flats, drawn.rings[-4:], strict=True):
        assert ring.fill is None and ring.x + ring.line / 2 < box.x - 1 and ring.stroke == tint.ink


def test_missing_floors_shops_other_doors_and_lanes_are_drawn_as_they_are():
    drawn = front(Elevation((block(units=2, floors=6, doors=2, missing_floors="4", shop_floors=1),), TIERS), 1040)
    numbers = [note.text for note in drawn.notes if note.at == "end"]
    assert numbers == ["1", "2", "3", "5", "6"] and [words for _frame, words in drawn.bands] == ["商铺", "商铺"]
    assert len(drawn.blanks) == 2 * 4 * 2
    top = front(Elevation((block(floors=3, doors=4, other_doors="3: 2"),), TIERS), 1040)
    wide = sorted({round(frame.wide, 1) for frame in top.blanks})
    assert len(wide) == 2 and wide[1] == 2 * wide[0], "two doors above four are twice as wide"
    lane = front(Elevation((block("18弄", units=0, floors=2, doors=3),), TIERS), 1040)
    assert [note.text for note in lane.notes if note.size == 12 and note.text.isdigit()] == ["1", "2", "3"]


def test_everybody_is_drawn_once_wherever_they_stand():
    homes = [flat(1, 1, 2, 1), flat(2, 1, 2, 7), flat(3, 1, None, 1), flat(4, 1, -1, 1), flat(5, None, 2, 1)]
    homes += [flat(6, 9, 2, 1), flat(7, 1, 40, 2), flat(8, 1, 1, 1)]
    for room in (1040.0, 356.0, 100.0):
        found = Elevation((block(flats=homes, shop_floors=1), block("2栋", floors=9, doors=12)), TIERS)
        drawn = front(found, room)
        assert sorted(there.homes[0].id for _block, there, _frame in drawn.flats) == list(range(1, 9))
        assert len(drawn.blanks) + len([1 for one in homes if one.level == 2 and one.unit == 1 and one.door < 3]) == (
            2 * 2 + 9 * 12
        )
        frames = [frame for _block, _flat, frame in drawn.flats] + list(drawn.blanks)
        for n, one in enumerate(frames):
            assert one.x >= 0 and one.y >= 0 and one.x + one.wide <= drawn.wide and one.y + one.high <= drawn.high
            for other in frames[n + 1 :]:
                apart_across = one.x + one.wide <= other.x + 0.01 or other.x + other.wide <= one.x + 0.01
                assert apart_across or one.y + one.high <= other.y + 0.01 or other.y + other.high <= one.y + 0.01


def test_a_phone_gets_a_picture_that_fits_it():
    many = block(units=4, floors=6, doors=12, flats=[flat(1, 3, 2, 11)])
    drawn = pictured(many, room=drawing.ROOM_ON_A_PHONE)
    assert drawn.wide <= drawing.ROOM_ON_A_PHONE + 4
    assert "1栋（续）" in [each.text for each in drawn.words]


def test_the_scene_bears_its_legend_and_the_table_its_rows(tower, cast):
    found = asked_for(cast)
    words = {mark.text for mark in scene(found, LIGHT).marks if hasattr(mark, "text")}
    assert {
        "一级　每周一次",
        "未评估",
        "超期",
        "有未结问题",
        "未建档",
        "暂停，或不在筛选内",
        "3栋",
        "在档 5 户，超期 1 户",
        "不明",
    } <= words
    header, rows = table(found)
    assert len(header) == 9 and ["3栋", 1, 12, "1202", "二级", 40, 9, 2] in [row[1:] for row in rows]
    assert len(rows) == 5 and not any("陈玉芬" in str(row) for row in rows)


def test_the_browser_is_sent_no_name_no_hardship_and_no_file_number(tower, cast):
    found = asked_for(cast)
    made = spec(found, LIGHT, 1040.0, None, "zh_CN")
    [picked] = [layer for layer in made["layer"] if "params" in layer]
    assert [each["name"] for each in picked["params"]][0] == PICKED
    rows = made["datasets"][picked["data"]["name"]].to_pylist()
    assert set(rows[0]) == {"x", "y", "x2", "y2", HOME, "fill", "edge", "door", "tier", "seen", "late", "open"}
    [one] = [row for row in rows if row["door"] == "3栋 1单元 1202"]
    assert (one["tier"], one["seen"], one["late"], one["open"]) == ("二级", "40 天前", "9 天", "2")
    datasets = {name: rows.to_pylist() for name, rows in made["datasets"].items()}
    whole = json.dumps(made | {"datasets": datasets}, ensure_ascii=False)
    for secret in ("陈玉芬", "13800002207", "独居", "重病", "漏水"):
        assert secret not in whole
    assert spec(found, LIGHT, 1040.0, None, "zh_CN") is made, "a click asks for the same again"


def test_as_many_large_buildings_as_are_shown_at_once_are_sent_in_less_than_three_hundred_kilobytes():
    homes = [flat(n, n % 3 + 1, n % 28 + 2, n % 6 + 1) for n in range(170)]
    blocks = [
        Block(n, f"{n}栋", block(units=3, floors=30, doors=6).shape, tuple(homes), 170, 40) for n in range(AT_ONCE)
    ]
    made = spec(Elevation(tuple(blocks), TIERS), LIGHT, 1040.0, None, "zh_CN")
    rows = sum(each.nbytes for each in made["datasets"].values())
    assert rows + len(json.dumps(made["layer"])) < 300_000
