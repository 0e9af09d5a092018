"""Fire, cold, heat and what may fall: dangers that come with a season or a habit."""

from db.choices import Appeal, Environment, Hazard, Origin, OutsideHelp, OwnMeasure
from db.demo.talk import lines
from db.demo.thread import Thread

EBIKE = Thread(
    name="ebike",
    is_of_home=True,
    scale="safety",
    peak=2,
    weight=2,
    themes=frozenset({"work", "single", "money", "tenant", "mental", "marginal"}),
    hazards=(Hazard.EBIKE,),
    own=(OwnMeasure.OTHER,),
    said=lines("""
        {who}说楼下充电桩常常占满，下班晚只好拿电池上楼。
        {who}说电池丢过一块，{price}元，不敢放楼下。
    """),
    seen=lines("""
        电动车电池在门后充电，旁边是鞋柜和雨衣。
        电瓶车停在楼道里，线从门缝拉出来。
    """),
    going=lines("""
        电池挪到阳台去充，还是在屋里，又讲了一遍。
        给留了充电桩靠门的位置，{who}用了{n}次。
    """),
    settled=lines("""
        电池不再上楼了，充电柜租了一格，每月{n}0元。
        楼下新加的充电桩能用了，{who}说晚上也有空位。
    """),
    why=("电动车电池在入户处充电，旁有易燃物", "楼道内停放充电"),
    promised=("秩序部{due}起给夜班住户留两个充电位。", "{due}前问充电柜还有没有空格。"),
    focus=("看电池还上不上楼",),
    cause=("下班晚，楼下充电位不够。",),
    origin=Origin.SOCIAL,
)
HEATER = Thread(
    name="heater",
    is_of_home=True,
    scale="safety",
    peak=2,
    months=(11, 12, 1, 2),
    days=(20, 60),
    appeals=(Appeal.LIVING_COSTS,),
    hazards=(Hazard.HEATER,),
    environment=(Environment.COLD,),
    own=(OwnMeasure.GIFT, OwnMeasure.CHECK),
    said=lines("""
        {who}说屋里冷，小太阳整夜开着，对着床。
        {who}说衣服潮，搭在取暖器上烘。
        {who}说舍不得开空调，用热水袋和旧电热毯。
    """),
    seen=lines("""
        取暖器离床单一拃远，电线压在褥子下面。
        电热毯用了七八年，控制器外壳裂了，折痕明显。
        屋里十一度，窗缝漏风，用布条塞着。
    """),
    going=lines("""
        取暖器挪到墙边了，{who}说半夜还会拉近一点。
        窗缝贴了密封条，屋里十五度。
    """),
    settled=lines("""
        换了油汀，离床一米，{who}会调定时。
        旧电热毯收走了，送了一条新的，带断电保护。
        天暖了，取暖器收进柜子里。
    """),
    why=("取暖器靠近被褥，夜间无人看管", "旧电热毯有折痕，整夜通电"),
    promised=("{due}前送一条新电热毯，旧的收走。", "工程部{due}来贴窗缝。"),
    focus=("看取暖器放在哪里", "量屋里温度"),
    cause=("怕电费，用旧的取暖电器。", "窗户漏风，屋里存不住热。"),
)
COOLING = Thread(
    name="cooling",
    is_of_home=True,
    scale="health",
    peak=2,
    months=(6, 7, 8),
    days=(10, 40),
    appeals=(Appeal.REPAIR,),
    hazards=(Hazard.COOLING,),
    environment=(Environment.COLD,),
    own=(OwnMeasure.REPAIR, OwnMeasure.CALLS),
    said=lines("""
        {who}说空调前几天不制冷了，晚上躺在地砖上睡。
        {who}说风扇转一会儿停一会儿，热得吃不下。
        {who}说昨天下午头晕，坐在楼道里吹风好些。
    """),
    seen=lines("""
        屋里三十四度，空调出风不凉，滤网积满灰。
        电扇网罩断了两根，插头松。
        {who}满头汗，脸发红，递了水喝下一杯。
    """),
    going=lines("""
        空调要加氟，师傅排到{weekday}，先借了一台风扇。
        滤网洗了，凉一些，室外机还响。
    """),
    settled=lines("""
        空调修好了，开一小时降到二十七度。
        换了一台风扇，{who}说“夜里能睡了”。
    """),
    why=("高温天空调坏，已有头晕", "室内三十四度，独自在家"),
    promised=("{due}前修空调，修好前每天打一个电话。", "{due}送风扇一台，先借用。"),
    focus=("看空调凉不凉，问头晕不晕", "问夜里睡得怎样"),
    cause=("高温，电器坏了没有人修。",),
)
ALARM = Thread(
    name="alarm",
    is_of_home=True,
    scale="safety",
    peak=1,
    days=(30, 120),
    hazards=(Hazard.ALARM,),
    own=(OwnMeasure.CHECK, OwnMeasure.GIFT),
    help=(OutsideHelp.STREET,),
    said=lines("""
        {who}说锅烧干过一次，邻居闻见味来敲的门。
        {who}说烟感响过，嫌吵，把电池抠了。
    """),
    seen=lines("""
        厨房没有烟感，燃气报警器的灯不亮。
        锅底有一圈黑，灶台旁的墙熏黄了。
    """),
    going=lines("""
        烟感领到了，等{weekday}来装。
        街道的名单报上去了，说本月发设备。
    """),
    settled=lines("""
        烟感和报警器装好，按测试键，{neighbour}在楼道也听得见。
        烟感换了电池，写上日期贴在侧面。
    """),
    why=("做饭会忘关火，无烟感", "烟感没有电池"),
    promised=("{due}前装烟感一只。", "{due}带电池来换。"),
    asked=("请街道把该户列入智能烟感安装名单。",),
    focus=("按一下烟感试试",),
    cause=("记性差，厨房没有报警设备。",),
)
AWNING = Thread(
    name="awning",
    is_of_home=True,
    scale="safety",
    peak=2,
    weight=1,
    months=(4, 5, 6, 7, 8, 9),
    appeals=(Appeal.REPAIR,),
    hazards=(Hazard.FALLING,),
    own=(OwnMeasure.REPAIR,),
    said=lines("""
        {who}说刮风的时候雨棚哐哐响，不敢站在下面。
        {who}说窗扇关不严，一推就晃。
    """),
    seen=lines("""
        雨棚右边两颗螺丝锈断，翘起一角。
        窗扇滑轮掉了，用铁丝绑着，下面是人行道。
    """),
    going=lines("""
        楼下拉了警戒带，等高空师傅。
        铁丝先加了两道，风大的天绕着走。
    """),
    settled=lines("""
        雨棚拆了重装，钉了四颗膨胀螺丝。
        窗扇换了滑轮，推拉顺了。
    """),
    why=("雨棚松动，楼下是通道", "窗扇可能坠落"),
    promised=("工程部{due}前加固，这几天楼下拉警戒带。",),
    focus=("看雨棚牢不牢",),
    cause=("构件年久锈蚀。",),
    origin=Origin.SOCIAL,
)
THREADS = (EBIKE, HEATER, COOLING, ALARM, AWNING)
