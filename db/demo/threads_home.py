"""What is wrong with the flat itself, and how it was mended."""

from db.choices import Appeal, Duration, Environment, Hazard, Origin, OutsideHelp, OwnMeasure
from db.demo.talk import lines
from db.demo.thread import Thread

GAS_HOSE = Thread(
    name="gas_hose",
    is_of_home=True,
    scale="safety",
    peak=2,
    appeals=(Appeal.REPAIR,),
    hazards=(Hazard.GAS_HOSE,),
    own=(OwnMeasure.CHECK,),
    help=(OutsideHelp.GAS,),
    said=lines("""
        {who}说燃气软管用了十来年，没人来换过。
        {who}说做饭时闻过一次煤气味，开窗散了。
        {who}说燃气公司来过通知单，没看懂，压在电话下面。
    """),
    seen=lines("""
        燃气软管接头处发硬，弯折的地方有细裂纹。
        软管从灶台背后绕到窗边，有两米长，中间用胶布缠过。
        肥皂水刷了接口，没有冒泡，软管表面发黏。
    """),
    going=lines("""
        燃气公司约的{weekday}没来，电话里说改到下周。
        软管还没换，{who}这几天用电饭锅做饭。
        买好了金属软管，等师傅上门装。
    """),
    settled=lines("""
        软管换成金属的了，师傅试过，不漏，{who}自己会看接头。
        燃气公司换好软管，顺带装了报警器，按了一下会响。
        软管换了，票据{price}元，{who}收在抽屉里。
    """),
    why=("燃气软管老化，有裂纹", "软管超期，独自用火", "软管过长并缠胶布"),
    promised=(
        "{due}前联系燃气公司上门换软管，换好前提醒用完关总阀。",
        "工程部{due}上午陪同燃气公司换管。",
    ),
    asked=("请燃气公司尽快安排入户更换软管。", "请燃气公司核对该户安检记录。"),
    focus=("看软管换了没有", "看燃气报警器会不会响"),
    cause=("房龄长，燃气软管到期没人提醒。", "独自居住，设备老化自己看不出来。"),
)
WIRING = Thread(
    name="wiring",
    is_of_home=True,
    scale="safety",
    peak=2,
    appeals=(Appeal.REPAIR,),
    hazards=(Hazard.WIRING, Hazard.SOCKETS),
    own=(OwnMeasure.CHECK, OwnMeasure.REPAIR),
    said=lines("""
        {who}说一开微波炉就跳闸，跳了再推上去。
        {who}说插座打过一次火花，后来拿胶布贴了。
        {who}说晚上灯一闪一闪，以为是灯泡的事。
    """),
    seen=lines("""
        一个插排接着冰箱、电饭锅和电热毯，摸着温。
        厨房插座面板发黄，边上有一块焦印。
        电线从门框上面拉过去，外皮裂开露出里面一层。
    """),
    going=lines("""
        电工看过，说要换一段线，等{who}家里有人的时候做。
        插排先换了一个带开关的，墙里的线还没动。
        又跳过一次闸，{who}这回没有自己推，打了电话。
    """),
    settled=lines("""
        线换好了，微波炉和电饭锅一起开没有跳。
        插座面板换了{n}个，焦印那个拆下来给{who}看了。
        漏电保护器装好了，教{who}每月按一次试验按钮。
    """),
    why=("线路老化，插排过载", "插座有焦痕，仍在使用", "频繁跳闸后自行合闸"),
    promised=("电工{due}上门查线、换插座，不收费。", "工程部{due}前把厨房线路换一段。"),
    focus=("看插排还烫不烫", "看线路换好后还跳不跳闸"),
    cause=("住房线路老旧，电器添得多。", "怕花钱，插座坏了一直将就。"),
)
SLIPPERY = Thread(
    name="slippery",
    is_of_home=True,
    scale="safety",
    peak=2,
    weight=4,
    themes=frozenset({"alone", "couple", "knee", "stroke", "disabled", "eyes", "lost"}),
    appeals=(Appeal.REPAIR, Appeal.ACCESS),
    hazards=(Hazard.SLIPPERY,),
    own=(OwnMeasure.HANDRAIL,),
    help=(OutsideHelp.STREET,),
    said=lines("""
        {who}说夜里不敢用浴室，怕滑。
        {who}说洗澡扶着洗手盆，洗手盆晃。
        {who}说上个礼拜在卫生间滑了一下，扶住门框没倒。
    """),
    seen=lines("""
        浴室地面湿，没有扶手，灯泡坏了一只。
        马桶旁边没有可抓的地方，墙上有手印。
        浴室门口有一道三指高的坎，垫子卷了边。
    """),
    going=lines("""
        扶手买回来了，墙是空心的，要换膨胀螺丝。
        防滑垫先铺上了，扶手等师傅，{who}说洗澡叫{neighbour}在外面等着。
        街道适老化改造报上去了，还没排到。
    """),
    settled=lines("""
        马桶边和淋浴边各装了一根扶手，{who}扶着坐下起来试了三次。
        扶手装好了，夜灯插上了，{who}说“夜里敢去了”。
        浴室铺了防滑砖垫，坎用斜板垫平。
    """),
    why=("浴室湿滑，无扶手，夜里起来多", "浴室门槛高，差点摔倒", "起身时无处可扶"),
    promised=("工程部{due}前装好浴室扶手。", "{due}前送防滑垫和夜灯。", "{due}量尺寸，装马桶扶手。"),
    asked=("请街道把该户列入适老化改造。", "请街道看能否减免改造自付部分。"),
    focus=("看扶手装好没有", "问夜里上厕所怎样", "看防滑垫卷不卷边"),
    cause=("腿脚不便，浴室没有改造过。", "年纪大，住房没有适老设施。"),
    origin=Origin.BOTH,
)
LEAK = Thread(
    name="leak",
    is_of_home=True,
    scale="safety",
    peak=1,
    appeals=(Appeal.REPAIR,),
    hazards=(Hazard.PIPES,),
    environment=(Environment.DAMP,),
    own=(OwnMeasure.REPAIR,),
    said=lines("""
        {who}说厨房管子漏，半夜起来倒盆。
        {who}说找楼上说过{n}次，都说不是他家。
        {who}说水费这个月多了{n}0元，自己没多用。
    """),
    seen=lines("""
        水槽下面的三通在滴水，一分钟十几滴。
        卧室顶上一圈黄印，用手按是软的。
        水表关了总阀还在慢慢走。
    """),
    going=lines("""
        三通换过，接口又渗，缠了生料带。
        楼上同意开一块砖查，约在{weekday}。
        滴得慢了，盆还放着，一天接小半盆。
    """),
    settled=lines("""
        不漏了，盆收起来了，墙等干透再刷。
        楼上卫生间补了防水，{who}说这半个月没有再滴。
        管子换了一段，水表对过，不走了。
    """),
    why=("管道渗漏，地面常湿", "顶板渗水，靠近灯口"),
    promised=("维修师傅{due}来换三通，材料我们出。", "{due}前约楼上一起查漏点。"),
    focus=("看还漏不漏，水表走不走", "看墙干了没有"),
    cause=("管道老化，楼上楼下责任没有说清。", "房子年头长，防水层坏了。"),
    origin=Origin.SOCIAL,
)
CLUTTER = Thread(
    name="clutter",
    is_of_home=True,
    scale="safety",
    peak=2,
    weight=2,
    days=(60, 200),
    themes=frozenset({"alone", "money", "mental", "lost", "bereaved", "tenant"}),
    hazards=(Hazard.BLOCKED,),
    environment=(Environment.CLUTTERED,),
    own=(OwnMeasure.CLEAR,),
    help=(OutsideHelp.COMMITTEE, OutsideHelp.FAMILY),
    duration=Duration.LONG_TERM,
    said=lines("""
        {who}说纸板攒够一车再卖，“都是钱”。
        {who}说这些都有用，哪一样都不让动。
        {neighbour}反映楼道里的东西挡路，推婴儿车过不去。
    """),
    seen=lines("""
        楼道消火栓前放着两捆纸板和一辆旧童车。
        纸箱从门口堆到床边，进门要侧身，离灶台一尺多。
        阳台堆满瓶罐，晾衣杆够不着，推拉门关不上。
    """),
    going=lines("""
        清了两趟，{who}留下三捆，说下周卖掉。
        过道清出一尺宽，阳台没动。
        {who}同意先清楼道，屋里的不让碰。
        上次清完又堆了一半，{who}说是别人送来的。
    """),
    settled=lines("""
        楼道清空了，{who}自己扎的捆，卖了{n}0元。
        志愿者帮着清了一上午，灶台周围一米没有东西了。
        家里人来住了两天，清走十几袋，床能睡两个人了。
    """),
    why=("易燃杂物靠近灶台，通道不足半米", "楼道堵塞，消火栓被挡"),
    promised=("{due}和保洁一起清楼道，清前一样样问过再搬。", "{due}前送两个收纳箱，先清灶台边。"),
    asked=("请居委会一起上门劝清楼道杂物。", "请{child}回来时帮着清屋里。"),
    focus=("看灶台周围和楼道", "看清完又堆了多少"),
    cause=("靠捡拾补贴家用，没有地方放。", "习惯存放旧物，家人不在身边。"),
    origin=Origin.BOTH,
)
THREADS = (GAS_HOSE, WIRING, SLIPPERY, LEAK, CLUTTER)
