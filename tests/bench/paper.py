"""A briefing on a hundred visits against the same text drawn line by line on a bare canvas, in one run."""

import random
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from time import process_time

import pypdf
from reportlab.pdfgen.canvas import Canvas

from db import clock, store
from db.briefing import Briefing
from db.changes import estate
from db.choices import BriefingKind, Hazard, OutsideHelp, OwnMeasure, Role
from db.models import Account, Estate
from db.queries.briefing import BriefingAsked, facts
from db.rights import Person
from reports import sheet
from reports.blocks import Chart
from reports.briefing import pdf
from reports.fonts import SONG
from reports.written import sections
from tests import papers
from tests.bench.house import folder, house, visitor
from tests.bench.measuring import Line, in_turns, timed
from tests.conftest import DAY, MORNING

MOST = 3.0
DRAWN, CLICK = 0.080, 0.3  # seconds
VISITS, HOUSEHOLDS = 100, 60
SAID = "说近来还好，只是楼道灯坏了，晚上下楼看不清，想请工程部来修。女儿每周来一次，平时自己买菜做饭。"


def lines(times: int) -> list[Line]:
    return [_hundred(times), *_monthly(times)]


def _monthly(times: int) -> list[Line]:
    """The month of the demonstration estate: drawn once the facts are there, and from the click to the file."""
    with house(120, 2_400):
        today, who = clock.today(), visitor()
        asked = BriefingAsked(today.replace(day=1), today, kind=BriefingKind.MONTH)

        def gathered() -> Briefing:
            with store.reading() as s:
                return facts(s, who, asked, today)

        found = gathered()
        charts = sum(isinstance(block, Chart) for section in sections(found) for block in section.blocks)
        paged = len(pypdf.PdfReader(BytesIO(pdf(found))).pages)
        what = f"{paged} pages, {charts} charts"
        drawn, click = in_turns(times, _processor(lambda: pdf(found)), timed(lambda: pdf(gathered())))
    return [
        Line(f"a month's briefing drawn ({what}), processor time : 80 ms", drawn, DRAWN, 1.0),
        Line(f"from the click to its file ({what}) : 0.3 s", click, CLICK, 1.0),
    ]


def _processor(deed: Callable[[], object]) -> Callable[[], float]:
    def took() -> float:
        before = process_time()
        deed()
        return process_time() - before

    return took


def _hundred(times: int) -> Line:
    with folder():
        found = _month()
        pages = [page.extract_text().splitlines() for page in pypdf.PdfReader(BytesIO(pdf(found))).pages]
        ours, bare = in_turns(times, timed(lambda: pdf(found)), timed(lambda: _bare(pages)))
    return Line(f"briefing on {VISITS} visits ({len(pages)} pages) : bare canvas", ours, bare, MOST)


def _bare(pages: list[list[str]]) -> bytes:
    """The same lines with the same font, each put at a place known before: no breaking, no tables, no rules."""
    out = BytesIO()
    canvas = Canvas(out, (sheet.WIDTH, sheet.HEIGHT), initialFontName=SONG, invariant=1)
    for lines in pages:
        canvas.setFont(SONG, sheet.SIZE_FIVE)
        for number, line in enumerate(lines):
            canvas.drawString(sheet.LEFT, sheet.HEIGHT - sheet.TOP - 11 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _month() -> Briefing:
    """A month as an estate has it: a hundred visits, some of them with much found."""
    chance = random.Random(1)
    with store.writing() as s:
        s.add(Estate(name="和安苑", company="安居物业服务有限公司", report_to="街道办事处"))
        account = Account(name="何静", key="何静", role=Role.VISITOR, password_hash="", created_at=MORNING)
        s.add(account)
        s.flush()
        assert account.id is not None
        who = Person(account.id, "何静", Role.VISITOR, "客服部", "管家")
        for name in ("3栋", "5栋"):
            estate.add_building(s, who, {"name": name, "units": 2, "floors": 18, "doors": 4})
        homes = [
            papers.neighbour(
                s, no, chance.choice("王李张刘陈") + chance.choice("建秀志丽") + "华", chance.choice(("3栋", "5栋"))
            )
            for no in range(1, HOUSEHOLDS + 1)
        ]
        for _visit in range(VISITS):
            home, day = chance.choice(homes), DAY - timedelta(days=chance.randint(0, 21))
            if chance.random() < 0.2:
                papers.grave(s, home, who, day)
            else:
                told = {"hazards": chance.sample(list(Hazard), 1), "own_measures": [OwnMeasure.CALLS]}
                papers.visit(s, home, day, who, said=SAID, outside_help=[OutsideHelp.COMMITTEE], **told)
        return facts(s, who, BriefingAsked(papers.FIRST, DAY), DAY)
