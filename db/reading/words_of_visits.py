"""What visit ledgers call how a call went, what was asked for, what was done and how it ended; and roles of staff."""

import re

from db.choices import (
    Appeal,
    Doer,
    Duration,
    HouseholdState,
    Level,
    MeasureKind,
    MeasureState,
    NeedKind,
    NeedState,
    Outcome,
    Role,
    Tier,
    Way,
    Word,
)
from db.reading.written_words import keys, table

OUTCOME = table(
    {
        Outcome.MET: "见到 已见 已见面 见面 本人在家 在家 已走访 已入户 走访成功 本人接待 已探访 已接通",
        Outcome.FAMILY: "家属接待 家属在家 家人接待 家属 家人 见到家属 子女接待 保姆接待",
        Outcome.NO_ANSWER: "无人应答 无人应 敲门无人应 敲门无应答 无应答 未应答 敲门不应",
        Outcome.NOT_IN: "外出 无人在家 家中无人 无人 不在 未在家 住院 暂时外出",
        Outcome.REFUSED: "拒绝 拒绝走访 拒绝入户 不让进门 拒接",
        Outcome.NOT_REACHED: "失联 未联系上 无法联系 空号 停机 关机 未接通 电话不通 无人接听 未接 打不通 联系不到",
    },
)
# What a sentence says of it, the clearest first.
OUTCOME_WORDS = {
    "拒访": Outcome.REFUSED,
    "拒绝": Outcome.REFUSED,
    "不让进": Outcome.REFUSED,
    "无人应": Outcome.NO_ANSWER,
    "没人应": Outcome.NO_ANSWER,
    "无应答": Outcome.NO_ANSWER,
    "不在家": Outcome.NOT_IN,
    "无人在家": Outcome.NOT_IN,
    "外出": Outcome.NOT_IN,
    "联系不上": Outcome.NOT_REACHED,
    "未接通": Outcome.NOT_REACHED,
    "无人接听": Outcome.NOT_REACHED,
    "打不通": Outcome.NOT_REACHED,
    "见到家": Outcome.FAMILY,
    "家属": Outcome.FAMILY,
    "见到": Outcome.MET,
    "在家": Outcome.MET,
}
# What words about anything say plainly of it, clause by clause: 外出不便 and 家中无人照顾 say nothing of the visit.
_STOP = r"(?=$|[,，。；;、 ])"
NOBODY_MET = {
    Outcome.REFUSED: re.compile(
        r"拒访|拒绝(?:接受|配合)?(?:走访|入户|访问|探访|开门|见面)|不让进|不愿(?:开门|见面|接受走访)"
    ),
    Outcome.NO_ANSWER: re.compile(
        rf"(?:无人|没人|无)应(?:答|门|{_STOP})|(?:无人|没人)开门|敲门(?:无人|没人|不应){_STOP}"
    ),
    Outcome.NOT_IN: re.compile(
        rf"(?<!子女)(?<!儿女)(?<!儿子)(?<!女儿)(?<!孩子)(?:常|都|均)?(?:不|未|没|没人|无人)在家{_STOP}"
        rf"|(?:家中|家里|屋里)(?:无人|没人){_STOP}|(?:未遇|没遇到人?){_STOP}|(?:本人|老人|住户|户主|全家|已|均|^)外出{_STOP}"
    ),
    Outcome.NOT_REACHED: re.compile(
        rf"(?:联系|联络)不上{_STOP}|(?:电话|手机)(?:均|都|也)?(?:打不通|未接通|不通|停机|关机|空号)|电话无人接听"
    ),
}

WAY = table(
    {
        Way.HOME: "入户 入户走访 上门走访 家访 实地 实地走访 登门 入户探访 上门探访 面访 实地探访 走访 visit",
        Way.DOOR: "门外 在门口 门口见面 楼下",
        Way.PHONE: "电联 电话联系 致电 打电话 电话探访 电话走访 电话问候 电话回访 电访 来电 call",
        Way.SIGNAL: "水电表 智能设备 智能监测 门磁 烟感 手环 传感器",
    },
    {
        Way.PHONE: "微信 视频 微信联系 视频通话 短信 线上 微信视频",
        Way.DOOR: "偶遇 小区内 路遇",
        Way.HOME: "来访 接待 现场",
    },
)

STATE = table(
    {
        NeedState.CLOSED: "已解决 已办结 办结 已办 解决 已完成 完成 已处理 已落实 落实 已结 已结案 处理完毕 已办理"
        " 销号 已销号 办毕 是 closed done settled",
        NeedState.IN_HAND: "解决中 办理中 跟进中 处理中 正在办理 正在处理 正在解决 进行中 持续跟进 跟进 协调中"
        " 已受理 受理中 部分解决 正在跟进 推进中 beingseento",
        NeedState.OPEN: "未解决 待处理 待办 未办结 未办理 未处理 待解决 未完成 待办理 待跟进 未落实 没解决 暂未解决"
        " 未结 否 notsettled",
    },
    {
        NeedState.CLOSED: "无需处理 已答复",
        NeedState.IN_HAND: "已转办 已转介 已反馈 长期跟进 长期关注 已上报 已报修 已派单 已联系",
    },
)

WORD = table(
    {
        Word.SATISFIED: "非常满意 很满意 已满意 表示满意 好评 十分满意 相当满意",
        Word.MOSTLY: "较满意 比较满意 基本认可",
        Word.NOT: "非常不满意 不太满意 很不满意 不认可",
        Word.NOT_ASKED: "未回访 未评价 没回访 待回访 未反馈 无评价 未问 回访未接通",
    },
    {Word.MOSTLY: "一般 还行 尚可", Word.SATISFIED: "认可 感谢 表示感谢"},
)
WORD_WORDS = {  # in a sentence; what denies comes first
    "不满意": Word.NOT,
    "基本满意": Word.MOSTLY,
    "较满意": Word.MOSTLY,
    "满意": Word.SATISFIED,
    "未回访": Word.NOT_ASKED,
}

DURATION = table(
    {
        Duration.ONE_OFF: "一次 单次 临时 临时性 短期 暂时 短期性 阶段性",
        Duration.LONG_TERM: "长期性 持续 常年 长年 持续性 永久 常态 常态化",
    },
)

LEVEL = table(
    {
        Level.NONE: "无风险 没有风险 无明显风险 正常",
        Level.LIGHT: "轻微 轻度 低 低风险 较低 较轻 low",
        Level.MIDDLE: "中等 中度 中风险 medium",
        Level.GRAVE: "严重 重度 高 高风险 重大 很重 high",
    },
    {Level.MIDDLE: "一般 一般风险 较重", Level.GRAVE: "较高 紧急"},
)

TIER = table(
    {
        Tier.ONE: "一级 1级 i级 一级关注",
        Tier.TWO: "二级 2级 ii级 二级关注",
        Tier.THREE: "三级 3级 iii级 三级关注",
        Tier.ROUTINE: "四级 4级 iv级 常规 日常关注",
    },
    {
        Tier.ONE: "一类 重点 重点关注 高风险 特别关注",
        Tier.TWO: "二类 次重点 中风险",
        Tier.THREE: "三类 低风险 一般 一般关注",
        Tier.ROUTINE: "四类 普通 正常",
    },
)

ROLE = table(
    {
        Role.VISITOR: "走访 管家 楼栋管家 网格员 客服 客服专员 客服管家 楼管 物业管家 员工 staff",
        Role.MANAGER: "经理 主管 项目负责人 客服主管 负责人 物业经理 客服经理 manager",
        Role.ADMIN: "系统管理员 超级管理员 admin",
        Role.READER: "只读 社区 街道 居委会 民政 合作单位 查看 社区工作者",
    },
)

HOUSEHOLD_STATE = table(
    {
        HouseholdState.ACTIVE: "在住 正常 在册 常住 居住 有效 启用",
        HouseholdState.PAUSED: "暂停走访 暂离 住院 暂时离开 外出",
        HouseholdState.CLOSED: "已结案 销户 退出 已退出 撤档 注销",
        HouseholdState.MOVED: "搬走 已搬走 搬离 已搬离 已迁出 迁走 已搬家 搬家",
        HouseholdState.DECEASED: "已故 去逝 死亡 已去世 过世 已过世 病故",
    },
)

MEASURE_STATE = table(
    {
        MeasureState.DONE: "已完成 完成 办结 已落实 已解决 已实施 已办 done",
        MeasureState.OPEN: "进行中 解决中 跟进中 处理中 正在办理 未完成 待办 未解决",
        MeasureState.DROPPED: "取消 终止 已终止 作废",
        MeasureState.REFUSED: "未批准 不同意 驳回 未通过",
        MeasureState.WAITING: "审批中 待批 待审 申请中",
    },
)

DOER = table(
    {
        Doer.WE: "物业 我方 本单位 物业公司 物业服务中心 工程部 客服部 管家",
        Doer.FAMILY: "家人 子女 儿女 亲属",
        Doer.COMMITTEE: "社区 村委会 社区居委会",
        Doer.STREET: "街道办 街道办事处 民政 镇政府",
        Doer.OTHER: "其它 其他 医院 志愿者 社工",
    },
)

# What a sentence is about. Looked for in this order; the first that stands there hides those within it.
NEEDS = keys(
    {
        NeedKind.REPAIR: "灯坏 灯不亮 漏水 渗水 漏雨 维修 报修 堵塞 下水 马桶 水管 水龙头 门锁 门窗 墙皮 修理 停电"
        " 停水 暖气 空调坏 电梯坏",
        NeedKind.SAFETY: "隐患 电线 插座 插排 燃气 煤气 天然气 消防 堆物 杂物 烟感 电动车 防滑 安全",
        NeedKind.PAPERS: "低保 申请 报销 手续 办证 办理 证明 材料 代办 户口 身份证 补贴 残疾证 医保 社保 政策",
        NeedKind.FEES: "物业费 停车费 水电费 电费 水费 取暖费 燃气费 欠费 缓缴 减免",
        NeedKind.ACCESS: "轮椅 下楼 上楼 出行 出门 扶手 坡道 爬楼 加装电梯 行动不便",
        NeedKind.MEDICAL: "看病 就医 取药 买药 药费 医药费 医疗 治疗 住院 体检 复查 陪诊 挂号 医院 用药 手术",
        NeedKind.CARE: "护理 照料 照顾 照护 陪护 护工 保姆 助浴 做饭 送餐 助餐 洗澡 日托 养老院",
        NeedKind.SCHOOL: "上学 学费 读书 学习 辅导 教育 入学 学校 作业 幼儿园 孩子放学",
        NeedKind.WORK: "就业 找工作 没工作 无工作 没有工作 找活 岗位 失业 招聘 培训 务工",
        NeedKind.LAW: "法律 官司 律师 诉讼 纠纷调解 遗产 继承 赡养 维权",
        NeedKind.NEIGHBOURS: "邻里 邻居 噪音 扰民 楼上吵 楼下吵 纠纷 吵闹",
        NeedKind.MIND: "闷 说话 聊天 孤独 寂寞 陪伴 心理 情绪 想念 抑郁 难受 失眠",
        NeedKind.LIVING: "生活费 生活困难 经济 收入 米面 困难补助 救助 没钱 缺钱 钱不够 物资 房租 开销 温饱 压力大",
    }
)
# The same subjects as appeals; a hazard is no appeal of its own but a thing to be repaired.
AS_APPEAL = {
    NeedKind.REPAIR: Appeal.REPAIR,
    NeedKind.SAFETY: Appeal.REPAIR,
    NeedKind.PAPERS: Appeal.PAPERS,
    NeedKind.FEES: Appeal.FEES,
    NeedKind.ACCESS: Appeal.ACCESS,
    NeedKind.MEDICAL: Appeal.MEDICAL,
    NeedKind.CARE: Appeal.CARE,
    NeedKind.SCHOOL: Appeal.SCHOOL,
    NeedKind.WORK: Appeal.WORK,
    NeedKind.LAW: Appeal.LAW,
    NeedKind.NEIGHBOURS: Appeal.NEIGHBOURS,
    NeedKind.MIND: Appeal.COMPANY,
    NeedKind.LIVING: Appeal.LIVING_COSTS,
}
APPEALS = {word: AS_APPEAL[kind] for word, kind in NEEDS.items()}
MEASURES = keys(
    {
        MeasureKind.FEE_RELIEF: "减免物业费 免物业费 物业费减免 减免 缓缴",
        MeasureKind.REPAIR: "报修 维修 修理 更换 疏通 换灯 工程部 已修 修好 安排维修",
        MeasureKind.HANDRAIL: "扶手 坡道 防滑垫",
        MeasureKind.CLEAR: "清理 清运 清除杂物",
        MeasureKind.CHECK: "排查 检查电 检查燃气 检查水 安全检查 检修 巡检",
        MeasureKind.EQUIPMENT: "轮椅 拐杖 助听器 辅具 护理床 血压计",
        MeasureKind.ESCORT: "陪同就医 陪诊 送医 陪同看病 送往医院",
        MeasureKind.TREATMENT: "社区卫生 卫生服务 家庭医生 体检 就医 医院 义诊 治疗 医生",
        MeasureKind.HOME_CARE: "上门护理 助浴 送餐 助餐 护工 照护 照料 家政 日间照料",
        MeasureKind.PAPERS: "准备材料 协助申请 协助办理 申请 代办 办理 材料 申报",
        MeasureKind.ALLOWANCE: "救助金 临时救助 补助 补贴 慰问金 募捐 捐款 救助",
        MeasureKind.SCHOOLING: "助学 辅导 学费 课业",
        MeasureKind.JOB: "就业 岗位 招聘 培训",
        MeasureKind.LEGAL: "法律援助 律师 法律 调解",
        MeasureKind.COUNSEL: "心理 疏导 安慰 安抚 倾听 聊天 谈心 陪伴",
        MeasureKind.ERRANDS: "代购 代取 代买 跑腿 代缴 买菜 代倒 打扫",
        MeasureKind.CALLS: "每周 定期 探望 走访 回访 探访 每天 每日 每月 巡访 关注 跟进 志愿者",
        MeasureKind.CARD: "联系卡 爱心卡 联系方式",
        MeasureKind.GIFT: "慰问品 慰问 米面 大米 粮油 食用油 物资 棉衣 棉被 棉鞋 礼品 礼物 爱心包 月饼 粽子",
    }
)
