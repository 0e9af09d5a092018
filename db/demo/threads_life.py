"""Money, papers, grief, school, neighbours: what happens between people, and with offices."""

from db.choices import Appeal, Change, Circumstance, Duration, FamilyLife, Mind, Origin, OutsideHelp, OwnMeasure
from db.demo.talk import lines
from db.demo.thread import Thread

POOR = frozenset({"money", "disabled", "tenant", "mental", "marginal", "sudden", "illness"})
ALLOWANCE = Thread(
    name="allowance",
    is_of_home=True,
    scale="stability",
    peak=2,
    weight=3,
    themes=POOR,
    days=(45, 150),
    appeals=(Appeal.LIVING_COSTS, Appeal.PAPERS),
    own=(OwnMeasure.PAPERS,),
    help=(OutsideHelp.COMMITTEE, OutsideHelp.STREET),
    origin=Origin.SOCIAL,
    said=lines("""
        {who}说低保停了两个月，去问说年审材料没交齐。
        {who}说想申请低保边缘，表看不懂，上次白跑一趟。
        {who}说问了两个窗口，一个让找另一个。
        {who}问临时救助够不够条件，说家里只剩{price}元。
    """),
    seen=("材料装在塑料袋里，缺收入证明那一张。", "通知书放在米缸上，日期过了{n}天。", "米缸见底，冰箱里两棵白菜。"),
    going=lines("""
        收入证明开好了，{weekday}交到窗口，等公示。
        入户核查来过，问了银行流水，说{n}0天内答复。
        居委会打过电话催，说材料在复核。
        窗口说缺一张诊断书，又跑一趟。
    """),
    settled=lines("""
        批下来了，{who}把手机短信给我们看，{price}元。
        低保恢复，补发了两个月，{who}说先还{neighbour}的钱。
        没批，差一点标准，转成低保边缘，看病能多报一些。
        临时救助800元到账，{who}买了一袋米。
    """),
    why=("收入中断，基本生活受影响", "手续拖着，本人着急", "连续两月无固定收入"),
    promised=("{due}陪去街道窗口，材料先在客服中心复印好。", "{due}前把表填好，送来签字。"),
    asked=("请居委会协助核对收入并上报。", "请街道社会事务办告知缺哪些材料。"),
    focus=("问申请到哪一步", "看米面油还有没有"),
    cause=("政策和手续不熟，材料反复补。", "收入低，没有固定工作。"),
)
FEES = Thread(
    name="fees",
    is_of_home=True,
    scale="stability",
    peak=1,
    weight=2,
    themes=POOR | {"work", "single", "lost"},
    days=(40, 140),
    appeals=(Appeal.FEES,),
    own=(OwnMeasure.FEE_RELIEF,),
    said=lines("""
        {who}说物业费欠了两年，看见催缴单贴在门上，脸上挂不住。
        {who}问物业费能不能按月交，一次拿不出。
        {who}说楼道灯坏了半年，钱交得不甘心。
    """),
    seen=("催缴单折好压在玻璃板下。", "抽屉里有前年的收据，一张不少。"),
    going=("分期申请交给项目经理，还没批。", "交了{price}元，说下个月再交一笔。"),
    settled=(
        "同意分六期，{who}签了字。",
        "经批准减免一部分，其余交清，收据给了{who}。",
        "楼道灯换了，{who}当天交了半年。",
    ),
    why=("欠费两年，怕被催",),
    promised=("{due}前把分期（减免）申请报项目经理，以批复为准。",),
    focus=("问分期批了没有",),
    cause=("收入少，费用累积。",),
)
LONELY = Thread(
    name="lonely",
    scale="stability",
    peak=1,
    themes=frozenset({"alone", "bereaved", "lost", "couple", "tenant"}),
    days=(40, 120),
    appeals=(Appeal.COMPANY,),
    mind=(Mind.LOW,),
    family=(FamilyLife.FEW_VISITS,),
    own=(OwnMeasure.CALLS, OwnMeasure.CARD),
    help=(OutsideHelp.SOCIAL_WORK, OutsideHelp.FAMILY),
    origin=Origin.BOTH,
    said=lines("""
        {who}说{n}天没和人说过话，对着电视说。
        {who}说“活着给人添麻烦”，又摆手说随便讲讲。
        {who}说以前的牌友走了两个，不想下楼了。
    """),
    seen=("电话旁的日历画着圈，是{child}打来的日子，上个月{n}个。", "说了四十分钟，几次把我们按回凳子上。"),
    going=(
        "去了一次社区书画班，坐在后排，没写，看了一下午。",
        "志愿者{weekday}来读报，{who}提前把茶泡好。",
        "给{child}打了电话，说这个月多打几次。",
    ),
    settled=(
        "每{weekday}去活动室，{who}说认得了三个人。",
        "{child}接去住了半个月，回来说胖了。",
        "养了一只鸟，每天早上提到楼下。",
    ),
    why=("少有人来往，话里有灰心", "社会交往少，情绪低"),
    promised=("每{weekday}上午打一个电话。", "{due}陪去活动室看看。"),
    asked=("请社工站安排志愿者结对。", "请{child}多打电话。"),
    focus=("陪着坐一会儿，听说话", "问去没去活动室"),
    cause=("独居，子女不在身边，交往少。",),
    duration=Duration.LONG_TERM,
)
DESPAIR = Thread(
    name="despair",
    scale="health",
    peak=3,
    weight=1,
    themes=frozenset({"lost", "bereaved", "illness", "alone"}),
    days=(20, 60),
    appeals=(Appeal.COMPANY, Appeal.MEDICAL),
    mind=(Mind.LOW,),
    circumstances=(Circumstance.DESPAIR, Circumstance.EMOTION),
    own=(OwnMeasure.CALLS,),
    help=(OutsideHelp.HEALTH, OutsideHelp.HOTLINE, OutsideHelp.FAMILY),
    said=lines("""
        {who}说“不想活了，活着没意思”。问有没有想过怎么做，沉默，摇头。
        {who}把存折和钥匙交给{neighbour}，说“以后用不着了”。
    """),
    seen=("沉默约15分钟，眼泪一直流，水没有动。", "窗户关着，床头有两板安眠药，征得同意交{child}保管。"),
    going=(
        "{child}回来陪着住，夜里睡了四个小时。",
        "去看了心理门诊，开了药，{who}说“吃吃看”。",
        "今天说话多了，问我们什么时候再来。",
    ),
    settled=("{who}说“那阵子钻进去了，现在不想了”，药还在吃。", "连着三周睡得着，开始浇花。"),
    why=("说过不想活的话，已告知家属和社区医生",),
    promised=("家属到场前有人陪着；{due}前每天上门。", "当天报项目经理，24小时内再访。"),
    asked=("请社区医生上门评估；已告知家属和12356热线。",),
    focus=("多听，问睡眠，看药在谁手里", "问还有没有那样的想法"),
    cause=("亲人离世，一人独处。", "久病，觉得拖累家里。"),
)
PAPERS = Thread(
    name="papers",
    is_of_home=True,
    scale="stability",
    peak=1,
    weight=2,
    days=(25, 80),
    appeals=(Appeal.PAPERS,),
    own=(OwnMeasure.PAPERS,),
    help=(OutsideHelp.COMMITTEE,),
    said=lines("""
        {who}说养老金认证要用手机刷脸，刷了{n}次不过。
        {who}说医保卡磁条坏了，补卡要到市里。
        {who}说高龄津贴换了卡，上月没到账。
    """),
    seen=("手机屏幕碎了一角，字调到最大。", "几张卡用皮筋捆着，密码写在纸条上，提醒另放。"),
    going=("去窗口排了号，系统不通，改{weekday}。", "认证代办的人下周来小区，先登记上。"),
    settled=("认证过了，屏幕显示“通过”，{who}看了两遍。", "新卡拿到了，津贴补发。"),
    why=("津贴未到账，影响买药",),
    promised=("{due}上门帮着认证。", "{due}陪去社保窗口。"),
    focus=("问到账没有",),
    cause=("不会用手机，窗口远。",),
    origin=Origin.SOCIAL,
)
SCHOOL = Thread(
    name="school",
    scale="stability",
    peak=2,
    weight=4,
    themes=frozenset({"single", "child", "work"}),
    days=(40, 120),
    appeals=(Appeal.SCHOOL,),
    own=(OwnMeasure.PAPERS,),
    help=(OutsideHelp.WOMEN, OutsideHelp.SOCIAL_WORK),
    said=lines("""
        老师来电话说孩子{n}天没交作业，上课睡觉。
        孩子说不想去学校，同学说他“没人要”。
        家里问学费和伙食费能不能减，这学期要{price}元。
    """),
    seen=("孩子坐在床沿，低头抠指甲，没说话。", "书包放在门口，卷子上红叉多，折成小块。"),
    going=(
        "妇联联系了暑期托管，报上名了。",
        "大学生志愿者{weekday}来讲数学，来过{n}次。",
        "老师说这周交了作业，字写得急。",
    ),
    settled=("孩子期末及格了，把卷子贴在墙上。", "伙食费减免办好，下学期起算。", "孩子说交了一个朋友，放学一起走。"),
    why=("孩子有不愿上学的话", "学费有缺口"),
    promised=("{due}前问托管班名额。", "{due}前带困难学生补助的表来。"),
    asked=("请妇联、学校关注孩子情绪。", "请社工站安排课业辅导。"),
    focus=("问孩子上学怎样，看作业",),
    cause=("大人忙于工作，孩子没人管功课。",),
    origin=Origin.BOTH,
)
JOB = Thread(
    name="job",
    scale="stability",
    peak=2,
    weight=4,
    themes=frozenset({"work", "money", "single", "marginal"}),
    days=(40, 130),
    appeals=(Appeal.WORK, Appeal.LIVING_COSTS),
    change=Change.JOB_LOSS,
    mind=(Mind.RESTLESS,),
    own=(OwnMeasure.OTHER,),
    help=(OutsideHelp.STREET,),
    said=lines("""
        {who}说超市关门，上月工资还欠一半。
        {who}说工地停了，{n}周没有活。
        {who}说合同到期没续，没敢告诉老人。
    """),
    seen=("说话时手机一响就看，是招工群。", "饭桌上摊着账本，红笔圈了房贷那行。"),
    going=("面试了{n}家，一家让等电话。", "公益岗报了名，排第{n}个。", "跑了几天外卖，膝盖疼停了。"),
    settled=(
        "在小区做保洁，试用期过了，一个月{price}0元。",
        "找到看仓库的活，夜班，{who}说“有进项就行”。",
        "公益岗上班了，签了一年。",
    ),
    why=("收入断了，有房贷", "失业，家中有人读书"),
    promised=("项目部招保洁，{due}前给回话。", "{due}前把街道招聘信息送来。"),
    asked=("请街道推荐公益性岗位。",),
    focus=("问工作找到没有",),
    cause=("年龄大、技能单一，用工少。",),
    origin=Origin.SOCIAL,
)
NOISE = Thread(
    name="noise",
    is_of_home=True,
    scale="stability",
    peak=2,
    weight=1,
    days=(20, 90),
    appeals=(Appeal.NEIGHBOURS,),
    mind=(Mind.RESTLESS,),
    own=(OwnMeasure.OTHER,),
    help=(OutsideHelp.COMMITTEE,),
    said=lines("""
        {who}说楼上夜里拖凳子，一夜醒{n}回，上去敲过门。
        {who}说楼道的鞋柜占了半边，说过两次，吵起来了。
    """),
    seen=("天花板用竹竿顶过，有几个白点。", "门上贴着一张纸：请轻一点。"),
    going=("两边都见了，楼上答应凳子脚贴垫子。", "约{weekday}一起坐下说，楼上没来。"),
    settled=("垫子贴了，{who}说这两周睡得着。", "鞋柜搬进屋了，两家在楼道说了话。"),
    why=("邻里争执，有推搡的话",),
    promised=("{due}前约两家一起谈。",),
    asked=("请居委会调解员到场。",),
    focus=("问两家还吵不吵",),
    cause=("老楼隔音差，作息不同。",),
    origin=Origin.SOCIAL,
)
RELAPSE = Thread(
    name="relapse",
    scale="stability",
    peak=3,
    weight=4,
    themes=frozenset({"mental"}),
    days=(25, 80),
    appeals=(Appeal.MEDICAL, Appeal.CARE),
    mind=(Mind.RESTLESS,),
    circumstances=(Circumstance.EMOTION,),
    family=(FamilyLife.STRAINED,),
    own=(OwnMeasure.CALLS,),
    help=(OutsideHelp.HEALTH, OutsideHelp.POLICE),
    said=lines("""
        家属说{who}三天没睡，来回走，说窗外有人。
        {who}把药扔进垃圾桶，家属捡回来，不敢再劝。
    """),
    seen=("客厅的镜子用床单蒙着，{who}隔着门大声说话，约十分钟。", "茶几掀翻在墙边，家属手背有抓痕，自己处理了。"),
    going=("社区精防医生来过，加了药，睡了五个小时。", "住进医院{n}天，家属两天去一次。"),
    settled=("药吃着，睡得好，自己下楼取了快递。", "复诊医生说稳定，{who}在阳台种葱。"),
    why=("停药后不眠、言语激动，已告知家属和社区精防医生",),
    promised=("两人同行，{due}前每天与家属通电话。",),
    asked=("请卫生服务中心精防医生随访；必要时请警务室协助。",),
    focus=("先问家属再上门，看药吃了没有",),
    cause=("断药，病情波动。",),
)
LOST_SPOUSE = Thread(
    name="lost_spouse",
    scale="health",
    peak=2,
    weight=1,
    themes=frozenset({"bereaved", "alone"}),
    days=(60, 150),
    appeals=(Appeal.COMPANY,),
    mind=(Mind.LOW,),
    change=Change.BEREAVEMENT,
    own=(OwnMeasure.CALLS,),
    help=(OutsideHelp.SOCIAL_WORK,),
    said=("{who}说姐姐上月走了，就剩自己一个，葬礼没赶上。", "{who}说老家的弟弟没了，电话里听见的，一夜没睡。"),
    seen=("桌上新摆一张照片，前面放着苹果。", "说两句停一停，手帕攥湿了。"),
    going=("{who}说夜里还会叫出名字来。", "吃得少，一天一顿，瘦了{n}斤。"),
    settled=("{who}把照片收进相册，说“要往前看”。", "胃口回来，和{neighbour}去买了花。"),
    why=("亲人去世，饮食睡眠差",),
    promised=("{due}前每两天打一个电话。",),
    focus=("问吃饭睡觉",),
    cause=("亲人离世。",),
)
THREADS = (ALLOWANCE, FEES, LONELY, DESPAIR, PAPERS, SCHOOL, JOB, NOISE, RELAPSE, LOST_SPOUSE)
