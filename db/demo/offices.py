"""The offices outside that slips go to, all invented; and how they answer."""

from typing import Any

from db.choices import HardshipKind as H
from db.choices import OutsideHelp as O  # noqa: E741
from db.demo.places import COMMITTEE, STREET
from db.demo.talk import lines

OFFICES: dict[O, dict[str, Any]] = {
    O.COMMITTEE: {"name": COMMITTEE, "contact": "沈主任", "phone": "154-0000-2101", "hours": "周一至周六 8:30–17:30"},
    O.STREET: {
        "name": STREET,
        "contact": "民政窗口 3 号",
        "phone": "154-0000-2202",
        "hours": "工作日 9:00–17:00",
        "serves": [H.MINIMUM_INCOME, H.MARGINAL, H.EXTREME_POVERTY, H.EXPENSES, H.SUDDEN],
    },
    O.HEALTH: {
        "name": "样板社区卫生服务中心",
        "contact": "家庭医生团队 邵医生",
        "phone": "154-0000-2303",
        "hours": "每天 8:00–17:00，夜间值班电话同号",
    },
    O.DISABLED: {
        "name": "示例区残疾人联合会",
        "contact": "康复科",
        "phone": "154-0000-2404",
        "hours": "工作日 9:00–11:30，13:30–17:00",
        "serves": [H.DISABILITY, H.FRAIL, H.MENTAL],
    },
    O.WOMEN: {
        "name": "样板街道妇女联合会",
        "contact": "维权专干",
        "phone": "154-0000-2505",
        "hours": "工作日 9:00–17:00",
        "serves": [H.SINGLE_PARENT, H.CHILD, H.LEFT_BEHIND],
    },
    O.SOCIAL_WORK: {
        "name": "样板街道社工站",
        "contact": "社工小陆",
        "phone": "154-0000-2606",
        "hours": "周二至周六 9:00–17:30",
    },
    O.CHARITY: {
        "name": "示例区慈善会",
        "contact": "救助部",
        "phone": "154-0000-2707",
        "hours": "工作日 9:00–16:30",
        "serves": [H.ILLNESS, H.EXPENSES, H.SUDDEN],
    },
    O.GAS: {"name": "示例燃气有限公司样板营业站", "contact": "安检班", "phone": "154-0000-2808", "hours": "24 小时"},
    O.POLICE: {"name": "样板社区警务室", "contact": "片区民警", "phone": "154-0000-2909", "hours": "24 小时"},
    O.LEGAL_AID: {
        "name": "示例区法律援助中心样板工作站",
        "contact": "值班律师",
        "phone": "154-0000-3010",
        "hours": "周三下午",
    },
}
# Whom a sentence is addressed to: the first of these words in it.
CALLED = {
    "街道": O.STREET,
    "居委会": O.COMMITTEE,
    "卫生服务中心": O.HEALTH,
    "家庭医生": O.HEALTH,
    "社区医生": O.HEALTH,
    "残联": O.DISABLED,
    "妇联": O.WOMEN,
    "社工站": O.SOCIAL_WORK,
    "慈善会": O.CHARITY,
    "警务室": O.POLICE,
    "燃气公司": O.GAS,
}
ACCEPTED = lines("""
    已收到，列入本月计划。
    材料收下，等入户核实。
    已登记，排队中，轮到会电话通知。
    同意接手，联系人不变。
""")
DONE = {
    O.COMMITTEE: ("已上门办过，回执盖章寄回。", "已办理，沈主任电话告知。", "已协调，各方认可。"),
    O.STREET: ("已审核，符合条件，按程序办理。", "已列入本批名单，结果直接告知住户。", "窗口已答复本人。"),
    O.HEALTH: ("医生已上门看过，记入随访。", "已列入随访，每月一次。"),
    O.DISABLED: ("已列入项目，等电话通知检查。",),
    O.WOMEN: ("已与学校联系，专人跟进。",),
    O.SOCIAL_WORK: ("志愿者已安排，每周一次。", "已对接，本周起上门。"),
    O.CHARITY: ("已核定，救助款打到本人卡上。",),
    O.GAS: ("已入户，安检合格，单子留在住户处。", "已办结，回执盖章寄回。"),
    O.POLICE: ("已登记，片区民警认得人了。",),
}
REFUSED = {
    O.COMMITTEE: ("本月人手不够，请下月再联系。",),
    O.STREET: ("不符合条件，已向本人说明。", "名额已满，列入下一批。"),
    O.HEALTH: ("本人未签约，请先到中心签约。",),
    O.DISABLED: ("户籍不在本区，请联系户籍地残联。",),
    O.WOMEN: ("学校已有专人，不重复安排。",),
    O.SOCIAL_WORK: ("暂无合适的志愿者。",),
    O.CHARITY: ("不在本年度项目范围。",),
    O.GAS: ("户内设备须本人先报装。",),
    O.POLICE: ("须家属到场登记。",),
}


def addressed(sentence: str) -> O | None:
    """The kind of office a sentence asks; None where it asks the family or a hotline."""
    found = [(sentence.index(word), kind) for word, kind in CALLED.items() if word in sentence]
    return min(found)[1] if found else None
