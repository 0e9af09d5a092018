"""A fall, a hospital, a diagnosis, a medicine: what happens to the body, and how it went on."""

from db.choices import Appeal, Change, Circumstance, Duration, FamilyLife, Hazard, Mind, OutsideHelp, OwnMeasure
from db.demo.talk import lines
from db.demo.thread import Thread

OLD = frozenset({"alone", "couple", "bereaved", "veteran", "lost", "knee", "stroke"})
FALL = Thread(
    name="fall",
    scale="health",
    peak=3,
    weight=3,
    themes=OLD,
    days=(30, 90),
    appeals=(Appeal.MEDICAL, Appeal.CARE),
    hazards=(Hazard.SLIPPERY,),
    mind=(Mind.LOW,),
    circumstances=(Circumstance.INJURY,),
    change=Change.FALL,
    own=(OwnMeasure.ESCORT, OwnMeasure.CALLS, OwnMeasure.HANDRAIL),
    help=(OutsideHelp.FAMILY, OutsideHelp.HEALTH),
    said=lines("""
        {who}说前天夜里起来上厕所摔了一跤，在地上坐了半个钟头才起来。
        {who}说下台阶踩空，手撑地，手腕肿了。
        {who}说从凳子上够东西摔下来，没告诉{child}，怕担心。
        {neighbour}听见响声来敲门，扶起来的，{who}说“不要紧，别去医院”。
    """),
    seen=lines("""
        左边额头有一块青，手肘擦破皮，贴着创可贴。
        手腕肿得比另一边粗一圈，杯子拿不住。
        走路拖着右腿，从床到桌子扶了{n}次墙。
    """),
    going=lines("""
        拍了片子，没有骨折，医生让少走动，膏药一天一换。
        手腕还肿，拧不开瓶盖，{neighbour}帮着做了{n}天饭。
        {who}说不敢一个人洗澡，等{child}周末来。
        青的地方散开了，变黄，按着还疼。
        能下床了，扶着助行器走到门口。
    """),
    settled=lines("""
        走路稳了，助行器靠在墙边，{who}说出远门再用。
        复查过，骨头长好了，手能拧毛巾。
        这一个月没有再摔，夜灯一直亮着。
    """),
    why=("近期跌倒，独自在家", "半月内摔倒两次，夜间起身多", "跌倒后行走困难"),
    promised=(
        "{due}陪去卫生服务中心拍片，之前每天上午打一个电话。",
        "当天告诉{child}，{due}再来看。",
        "{due}前装夜灯，借助行器一副。",
    ),
    asked=("请{child}近期回来照看。", "请卫生服务中心医生上门看一次。"),
    focus=("看伤处和走路", "问夜里起来几次，有没有再摔", "问去复查没有"),
    cause=("年纪大，腿脚没力，夜里光线暗。", "独居，起夜没人扶。"),
)
HOSPITAL = Thread(
    name="hospital",
    scale="health",
    peak=3,
    weight=3,
    themes=frozenset({"heart", "lung", "stroke", "sugar", "pressure", "cancer", "dialysis", "care"}),
    days=(35, 80),
    appeals=(Appeal.MEDICAL, Appeal.LIVING_COSTS),
    mind=(Mind.LOW,),
    is_away=True,
    change=Change.HOSPITAL,
    change_after=Change.DISCHARGED,
    own=(OwnMeasure.ERRANDS, OwnMeasure.CALLS, OwnMeasure.PAPERS),
    help=(OutsideHelp.FAMILY, OutsideHelp.HEALTH, OutsideHelp.STREET),
    said=lines("""
        {who}说上周夜里喘不上气，打了120，住了{n}天，今天请假回来拿衣服。
        {who}说头晕吐了一地，{child}叫车送的急诊，要住院，正收拾东西。
        {who}说医生让再住院查一查，押金{price}0元，还没凑齐。
        {who}昨天刚从急诊观察室回来，说等床位，等到就住进去。
    """),
    seen=lines("""
        手背上还有留置针的胶布印，说话要歇。
        床边放着住院包，里面脸盆、拖鞋、病历袋。
        嘴唇发紫，坐着也喘，脚面肿。
    """),
    going=lines("""
        住院第{n}天，电话里声音小，说能吃半碗粥。
        {child}在医院陪，说指标降下来了，下周看能不能出院。
        出院手续没办，医生调了药，再观察几天。
        家里没人，托我们每{weekday}去看一眼门窗和猫。
        医保报过之后自己还要付{price}0元，{child}垫着。
    """),
    settled=lines("""
        出院回家，带了五样药，写在一张纸上贴在冰箱门。
        出院半个月，能自己做饭，{who}说腿软，走到楼下歇一回。
        出院后第一次下楼，{who}说外面的空气好。
    """),
    why=("急性发作，需住院", "刚离开急诊，夜间无人", "心肺功能差，活动即喘"),
    promised=(
        "住院期间代收快递、看水电，{due}去医院送换洗衣服。",
        "{due}前帮着把临时救助材料备齐。",
    ),
    asked=("请街道看是否够临时救助条件。", "请卫生服务中心出院后上门随访。", "请{child}商量出院后谁来照料。"),
    focus=("问住院情况、费用", "出院后看药怎么吃", "问谁在照料"),
    cause=("慢性病加重，平时没有按时复查。", "基础病多，换季发作。"),
)
MISSED = Thread(
    name="missed_medicine",
    scale="health",
    peak=2,
    themes=frozenset({"pressure", "sugar", "heart", "dementia", "alone", "mental", "eyes"}),
    days=(25, 70),
    appeals=(Appeal.MEDICAL,),
    hazards=(Hazard.MEDICINE,),
    own=(OwnMeasure.CALLS, OwnMeasure.CARD),
    help=(OutsideHelp.HEALTH,),
    said=lines("""
        {who}说感觉好了就停了药，停了{n}天。
        {who}分不清白片和黄片，两样吃反过一次。
        {who}说药吃完了没去开，路远，等天凉快。
    """),
    seen=lines("""
        药盒里周三到周五的格子没动，今天的也在。
        抽屉里有三瓶过期的，最早的过期一年。
        两种药混装在一个瓶子里，瓶上的字磨没了。
    """),
    going=lines("""
        分药盒用上了，漏了{n}格，{who}说中午那顿老忘。
        电话提醒了一周，接了五次，两次说已经吃了。
        药开回来了，医生减了一样，{who}还留着旧的。
    """),
    settled=lines("""
        药盒这两周格子都空了，{who}自己会数。
        医生把药改成一天一次，{who}说“这下记得住”。
        过期药清走一袋，现在的药按早晚分两个盒子。
    """),
    why=("自行停药，血压偏高", "漏服、混服", "有过期药品在用"),
    promised=("{due}前送分药盒，每天八点打电话提醒。", "{due}代去卫生服务中心开药。"),
    asked=("请家庭医生核对用药，写大字说明。",),
    focus=("看药盒格子", "量血压，问药吃完没有"),
    cause=("药种类多，字小看不清，没人提醒。", "嫌麻烦，自觉好转停药。"),
    duration=Duration.LONG_TERM,
)
EYES = Thread(
    name="eye_operation",
    scale="health",
    peak=1,
    themes=frozenset({"eyes"}),
    days=(60, 150),
    appeals=(Appeal.MEDICAL, Appeal.ACCESS),
    own=(OwnMeasure.ESCORT,),
    help=(OutsideHelp.DISABLED,),
    said=lines("""
        {who}说右眼只看得见光，医生让做白内障手术，怕花钱。
        {who}说把盐当糖放了，{child}才知道看不清到这样。
    """),
    seen=("伸手够杯子偏了一寸，摸到才拿起来。", "看电视脸贴到屏幕前，遥控器按错两次。"),
    going=("手术排到下个月，血糖要先降下来。", "做了术前检查，抽血、心电图都过了。", "残联说符合减免，表填了一半。"),
    settled=("手术做完，揭了纱布，{who}说看得见墙上挂历的字。", "两只眼都做了，{who}自己穿针给我们看。"),
    why=("视力差，独自用火",),
    promised=("{due}陪去眼科检查。", "{due}前问残联复明项目。"),
    asked=("请残联看能否列入复明项目。",),
    focus=("问手术排到哪天",),
    cause=("白内障多年，怕费用没有做手术。",),
)
COUGH = Thread(
    name="cough",
    scale="health",
    peak=2,
    months=(11, 12, 1, 2, 3),
    days=(10, 35),
    appeals=(Appeal.MEDICAL,),
    own=(OwnMeasure.ERRANDS, OwnMeasure.CALLS),
    said=lines("""
        {who}说感冒{n}天，咳得睡不着，昨天烧到38.{n}度。
        {who}说嗓子哑，痰黄，吃了家里剩的头孢。
    """),
    seen=("说话带痰音，咳的时候扶着桌子。", "床头一卷纸用掉大半，水杯空的。", "脸发红，手心烫，体温计38.2。"),
    going=("烧退了，还咳，{who}说嘴里没味。", "去输了{n}天液，人没劲，在床上多。"),
    settled=("不咳了，饭量回来了。", "好了，{who}说这回拖了半个月。"),
    why=("发热，独自在家", "有慢阻肺，咳嗽加重"),
    promised=("{due}前每天打电话问体温，代买退烧药。",),
    focus=("问体温和咳嗽",),
    cause=("天冷受凉，拖着没有看。",),
)
WANDER = Thread(
    name="wander",
    scale="safety",
    peak=3,
    themes=frozenset({"dementia"}),
    days=(60, 180),
    weight=6,
    appeals=(Appeal.CARE,),
    mind=(Mind.CONFUSED,),
    circumstances=(Circumstance.DROWSY,),
    own=(OwnMeasure.CARD, OwnMeasure.CALLS),
    help=(OutsideHelp.POLICE, OutsideHelp.FAMILY, OutsideHelp.COMMITTEE),
    duration=Duration.LONG_TERM,
    said=lines("""
        {child}说前天下午走丢了三个钟头，在公交站被人送回来。
        {child}说半夜起来开门要回老家，拦住了。
        门岗说早上六点看见{who}穿着拖鞋往外走，叫回来的。
    """),
    seen=("门后加了一道插销，{who}会拨开。", "衣服反着穿，口袋里装着三把勺子。", "胸卡掉在沙发缝里，找出来重新别上。"),
    going=lines("""
        定位手环戴上了，充电常忘，{child}定了闹钟。
        门岗认得照片了，拦过{n}次。
        又走到隔壁小区一次，二十分钟找到。
        {child}请了{n}天假在家看着，说撑不久。
    """),
    settled=("白天送日间照料，晚上{child}接回，这两周没有走失。", "{child}搬来同住，门装了响铃。"),
    why=("走失过，认不得回家的路", "夜间外出，无人看管"),
    promised=("门岗和监控室贴照片（家属同意），{due}前配防走失卡。", "{due}前联系日间照料中心。"),
    asked=("请警务室登记定位手环信息。", "请居委会联系日间照料床位。"),
    focus=("看手环戴没戴", "问夜里起来没有"),
    cause=("认知障碍加重，白天无人陪。",),
)
WORN_OUT = Thread(
    name="worn_out",
    scale="stability",
    peak=2,
    themes=frozenset({"care", "dementia", "mental", "stroke"}),
    days=(50, 160),
    appeals=(Appeal.CARE, Appeal.COMPANY),
    mind=(Mind.LOW,),
    family=(FamilyLife.STRAINED,),
    circumstances=(Circumstance.EMOTION,),
    own=(OwnMeasure.ERRANDS,),
    help=(OutsideHelp.STREET, OutsideHelp.SOCIAL_WORK),
    duration=Duration.LONG_TERM,
    said=lines("""
        照料的人哭了，说三个月没有睡过整觉，“有时候想一走了之”。
        照料的人说腰椎间盘突出，翻身抱不动了。
        家里人为谁出钱请护工吵了一架，{child}摔门走了。
    """),
    seen=("照料的人眼下发青，说着话靠墙站着。", "灶上的饭糊了，照料的人说忘了看。"),
    going=(
        "喘息服务申请交了，等评估。",
        "志愿者{weekday}来替半天，照料的人去理了发。",
        "请了钟点工，一天两小时，说能躺一会儿。",
    ),
    settled=("喘息服务排上了，每月五天，照料的人说“能喘口气”。", "家里商量好轮着来，{child}每周来两天。"),
    why=("照料人长期无替手，情绪起伏", "家人为照料争吵"),
    promised=("{due}前问清喘息服务怎么申请。", "每周{weekday}代买菜一次。"),
    asked=("请街道安排评估，看能否享受喘息服务。", "请社工站联系志愿者替手。"),
    focus=("问照料的人睡得怎样", "问喘息服务到哪一步"),
    cause=("一人长期照料，没有人换手。",),
)
TREATMENT = Thread(
    name="treatment",
    scale="health",
    peak=2,
    themes=frozenset({"cancer", "dialysis", "illness"}),
    days=(60, 180),
    weight=4,
    appeals=(Appeal.MEDICAL, Appeal.LIVING_COSTS),
    mind=(Mind.LOW,),
    change=Change.DIAGNOSIS,
    own=(OwnMeasure.PAPERS, OwnMeasure.FEE_RELIEF),
    help=(OutsideHelp.STREET, OutsideHelp.CHARITY),
    said=lines("""
        {who}说复查不好，要换方案，一个疗程{price}0元。
        {who}拿出新的诊断书，说“又多了一样”。
        家属说存款见底，问大病救助和物业费能不能缓。
    """),
    seen=("桌上一摞票据，用夹子按月夹着。", "人瘦了一圈，裤腰用别针别着。"),
    going=(
        "救助材料缺一张诊断书，{weekday}去补。",
        "用药第{n}周，吐得厉害，体重掉到51 kg。",
        "慈善会来核过情况，等结果。",
        "体重102斤，比上月多两斤。",
    ),
    settled=("救助批下来{price}0元，家属说能撑到年底。", "指标降了，改成三个月复查一次。"),
    why=("治疗中，副作用重", "费用高，有放弃治疗的话"),
    promised=("{due}前把临时救助申请材料核一遍。", "物业费缓交报项目经理，{due}前回话。"),
    asked=("请街道办理临时救助。", "请慈善会看大病项目。"),
    focus=("问疗程和费用", "问救助批到哪一步"),
    cause=("重病，自费部分高。", "家庭主要劳力生病，收入断了。"),
    duration=Duration.LONG_TERM,
)
THREADS = (FALL, HOSPITAL, MISSED, EYES, COUGH, WANDER, WORN_OUT, TREATMENT)
