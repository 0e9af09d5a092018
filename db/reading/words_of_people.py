"""What lists call people's sex, relation, hardship, illness and disability, and which of our choices that is.

The second map of each holds words that are near ours: they are taken, said and kept. Two rules stand behind the
tables of hardship. What an office decides (低保, 低保边缘, 特困) is taken only where it is written: 经济困难 may be any
of them or none, so it is “Other” with its word kept, as the house never decides who is entitled. And no grade is given
that nobody assessed: 失能 in a list is the hardship, never a band of self-care. 孤寡 says two things, alone and without
kin; the first is ours.
"""

from db.choices import DisabilityGrade, DisabilityKind, HardshipCause, HardshipKind, Relation, SelfCare, Sex
from db.reading.written_words import table

SEX = table(
    {Sex.FEMALE: "女性 女士 女孩 f w 女的 小姐 2", Sex.MALE: "男性 先生 男孩 m 男的 1"},  # 1 and 2 as in GB/T 2261
)

RELATION = table(
    {
        Relation.HEAD: "本人 户主本人 本人户主 自己 户主(本人) self",
        Relation.SPOUSE: "妻 夫 妻子 丈夫 老伴 爱人 夫妻 夫妇 太太 老婆 老公 先生 内人 wife husband",
        Relation.SON: "子 长子 次子 三子 四子 大儿子 二儿子 小儿子 三儿子 独子 独生子 养子 继子 儿",
        Relation.DAUGHTER: "女 长女 次女 三女 四女 大女儿 二女儿 小女儿 三女儿 独女 独生女 养女 继女 闺女",
        Relation.CHILD_IN_LAW: "儿媳 媳妇 儿媳妇 女婿 大儿媳 二儿媳 大女婿 二女婿 daughter-in-law son-in-law",
        Relation.PARENT: "父 母 父亲 母亲 爸爸 妈妈 爸 妈 岳父 岳母 公公 婆婆 公婆 养父 养母 继父 继母 父子 母子"
        " 母女 father mother",
        Relation.GRANDPARENT: "祖父 祖母 爷爷 奶奶 外公 外婆 姥姥 姥爷 外祖父 外祖母 外祖父母 grandfather grandmother",
        Relation.GRANDCHILD: "孙 孙子 孙女 外孙 外孙女 外孙子 长孙 孙儿 孙子女 外孙子女 曾孙 重孙 祖孙 grandson"
        " granddaughter",
        Relation.SIBLING: "兄 弟 姐 妹 哥 哥哥 弟弟 姐姐 妹妹 大哥 大姐 兄弟 姐妹 姊妹 姐弟 兄妹 兄弟姊妹 brother"
        " sister",
        Relation.GUARDIAN: "法定监护人 监护 委托监护人 监护人(法定)",
        Relation.CARER: "保姆 护工 护理员 照护人 照料人 看护 陪护 家政 住家保姆 照护者 helper nurse",
        Relation.TENANT: "租客 租住人 承租人 租房 租住 合租 合租人 房客",
        Relation.NEIGHBOUR: "邻居 朋友 好友 邻里 老邻居 友人 neighbor friend",
        Relation.OTHER: "其它 其他人员",
    },
    {
        Relation.RELATIVE: "侄 侄子 侄女 侄儿 外甥 外甥女 亲戚 亲属 堂兄 堂弟 堂姐 堂妹 表哥 表弟 表姐 表妹 表兄"
        " 表亲 姑姑 姑妈 叔叔 伯伯"
        " 伯父 婶婶 舅舅 舅妈 姨妈 姨 阿姨 嫂子 姐夫 妹夫 弟媳 弟妹 亲家 家属 家人 亲友 侄媳 侄女婿 儿孙 nephew"
        " niece aunt uncle cousin",
        Relation.OTHER: "非亲属 同事 同学 战友 志愿者 网格员 社工 楼长 居委会 社区 管家 单位 业主 房东 同居 同居人"
        " 前妻 前夫 前夫妻",
        Relation.SON: "儿女 子女 孩子",
    },
)

HARDSHIPS = table(
    {
        HardshipKind.ALONE: "独居 livingalone livesalone alone 单独居住 独自居住 独居老年人 独自一人 一人居住 一个人住",
        HardshipKind.EMPTY_NEST: "空巢 空巢家庭 emptynest",
        HardshipKind.VERY_OLD: "高龄 80岁以上 80周岁以上 八十岁以上 80+ 90岁以上 百岁 百岁老人 over80 80andover",
        HardshipKind.FRAIL: "失能 半失能 不能自理 生活不能自理 完全失能 部分失能 失能半失能 无自理能力 半自理",
        HardshipKind.ILLNESS: "重病 大病 重大疾病 重疾 重症 重症患者 大病患者 重病患者 危重病",
        HardshipKind.DISABILITY: "残疾 残疾人 disabled 持证残疾 持证残疾人 残障 残障人士",
        HardshipKind.MENTAL: "精神障碍 严重精神障碍 精神病 精神障碍患者 严重精神障碍患者 精神疾病 精神病人 精神病患者",
        HardshipKind.MINIMUM_INCOME: "低保 低保户 最低生活保障 城市低保 农村低保 城乡低保 享受低保 城镇低保 低保在册"
        " 低保金",
        HardshipKind.EXTREME_POVERTY: "特困 特困人员 特困户 五保 五保户 分散供养 集中供养 分散特困 城市特困"
        " 分散供养特困",
        HardshipKind.MARGINAL: "低保边缘 低保边缘户 低边 低边户 边缘户 低保边缘家庭 最低生活保障边缘",
        HardshipKind.EXPENSES: "刚性支出困难 支出型困难 支出型贫困 支出型 刚性支出",
        HardshipKind.LOST_ONLY_CHILD: "失独 失独家庭",
        HardshipKind.BEREAVED: "丧亲 丧偶 失亲 丧子 丧女",
        HardshipKind.SINGLE_PARENT: "单亲 单亲家庭 单亲妈妈 单亲母亲 单亲爸爸 单亲父亲 离异单亲 丧偶单亲",
        HardshipKind.CHILD: "困境儿童 事实无人抚养 事实无人抚养儿童 孤儿 散居孤儿 困境未成年 困境未成年人 困难儿童",
        HardshipKind.LEFT_BEHIND: "留守 留守儿童 留守妇女",
        HardshipKind.UNEMPLOYED: "失业 下岗 登记失业 零就业 零就业家庭 下岗失业 长期失业 失业登记 unemployed",
        HardshipKind.VETERAN: "退役军人 退伍军人 优抚 优抚对象 烈属 军属 军烈属 烈士家属 伤残军人 复员军人 转业军人"
        " 老兵 残疾军人 军人家属 veteran",
        HardshipKind.SUDDEN: "受灾 突发变故 突发困难 急难 急难型 遭灾 突发意外 突发事件 临时困难",
        HardshipKind.OTHER: "其它",
    },
    {
        HardshipKind.ALONE: "孤寡 孤老 鳏寡 孤寡独居 单身 单身独居 孤身",
        HardshipKind.EMPTY_NEST: "纯老 双老 老两口 子女不在身边 老年夫妻",
        HardshipKind.VERY_OLD: "长寿",
        HardshipKind.FRAIL: "失智 认知障碍 老年痴呆 痴呆 阿尔茨海默 阿尔茨海默症 认知症 卧床 长期卧床 瘫痪 偏瘫 植物人"
        " bedridden dementia",
        HardshipKind.ILLNESS: "疾病 患病 病困 因病 因病致贫 因病致困 因病返贫 癌症 恶性肿瘤 肿瘤 尿毒症 透析 白血病"
        " 中风 脑梗 重病户 长期患病",
        HardshipKind.DISABILITY: "重残 重度残疾 重度残疾人 一户多残 肢体残疾 视力残疾 听力残疾 言语残疾 智力残疾"
        " 精神残疾 多重残疾 因残 因残致贫"
        " 因残致困 老养残 盲人 聋哑 聋哑人 残疾儿童",
        HardshipKind.MENTAL: "抑郁 抑郁症 精神分裂 精神分裂症 双相 双相情感障碍 精神异常 心理疾病",
        HardshipKind.EXTREME_POVERTY: "三无 三无老人",
        HardshipKind.LOST_ONLY_CHILD: "计划生育特殊家庭 计生特殊家庭 计生特殊 计生特扶 计生特困 特扶 独生子女死亡",
        HardshipKind.CHILD: "重残儿童 重病儿童 大病儿童 流浪儿童 服刑人员子女",
        HardshipKind.LEFT_BEHIND: "留守老人 留守老年人",
        HardshipKind.UNEMPLOYED: "无业 无工作 就业困难 4050 4050人员 待业",
        HardshipKind.SUDDEN: "火灾 水灾 意外 车祸 因灾 因灾致贫 意外事故",
        HardshipKind.OTHER: "经济困难 生活困难 贫困 困难 家庭困难 困难家庭 困难户 贫困户 低收入 低收入家庭 低收入户"
        " lowincome poor 脱贫户 监测户 困难群众"
        " 子女教育困难 教育困难 就学困难 子女上学困难 子女就学困难 因学 因学致贫 助学 住房困难 慢性病 慢病"
        " 独生子女伤残 独居青年 刑满释放"
        " 社区矫正 信访 吸毒 戒毒 重点人员 外来务工 困难党员 困难职工 困难妇女 高龄津贴 边缘易致贫 残困",
    },
)

CAUSE = table(
    {
        HardshipCause.ILLNESS: "因病 因病致贫 因病致困 疾病 患病 重病 大病 重大疾病 因病返贫 慢性病",
        HardshipCause.DISABILITY: "因残 因残致贫 因残致困 残疾 残",
        HardshipCause.AGE: "年老 因老 高龄 年迈 年老体弱 老年 年龄大 年老多病",
        HardshipCause.DISASTER: "因灾 因灾、意外 因灾致贫 意外 事故 车祸 交通事故 火灾 水灾 自然灾害 灾害 受灾"
        " 意外事故",
        HardshipCause.SCHOOLING: "因学 因学致贫 上学 教育 子女上学 子女教育 就学 学费",
        HardshipCause.NO_WORK: "失业 下岗 无业 无工作 失去工作 下岗失业 待业 缺就业",
        HardshipCause.UNFIT: "缺乏劳动能力 无劳动能力 缺劳动力 缺劳力 丧失劳动能力 无劳力 缺少劳动力",
        HardshipCause.BEREAVEMENT: "丧亲 丧偶 失独 亲人去世 失亲",
        HardshipCause.FAMILY: "家庭变故 离异 离婚 单亲 家庭破裂 家庭矛盾 突发变故",
        HardshipCause.CARE: "照护负担 照料负担 护理负担 照护负担重 照顾病人 照料病人",
        HardshipCause.OTHER: "其它",
    },
    {HardshipCause.OTHER: "缺资金 缺技术 低收入 收入低 无收入 经济困难 贫困 住房"},
)

CARE = table(
    {
        SelfCare.ABLE: "自理 能自理 完全自理 生活自理 生活能自理 能力完好",
        SelfCare.MILD: "轻度 轻度失能",
        SelfCare.MODERATE: "中度 中度失能",
        SelfCare.UNABLE: "重度依赖 不能自理 完全不能自理 重度失能 完全失能",
    },
)

DISABILITY_KINDS = table(
    {
        DisabilityKind.VISION: "视力 视力残疾 视残 盲 低视力 视障 盲人",
        DisabilityKind.HEARING: "听力 听力残疾 听残 聋 听障",
        DisabilityKind.SPEECH: "言语 言语残疾 语言 语言残疾 哑 言残",
        DisabilityKind.LIMB: "肢体 肢体残疾 肢残 下肢 上肢",
        DisabilityKind.INTELLECT: "智力 智力残疾 智残 智障",
        DisabilityKind.MENTAL: "精神 精神残疾 精残 精神障碍",
        DisabilityKind.MULTIPLE: "多重 多重残疾 综合",
        DisabilityKind.OTHER: "其它",
    },
    {DisabilityKind.MULTIPLE: "听力言语 聋哑 言语听力"},
)

DISABILITY_GRADES = table(
    {
        DisabilityGrade.ONE: "一级 壹级 1级 一 壹 i i级 一级残疾 grade1",
        DisabilityGrade.TWO: "二级 贰级 2级 二 贰 ii ii级 二级残疾 grade2",
        DisabilityGrade.THREE: "三级 叁级 3级 三 叁 iii iii级 三级残疾 grade3",
        DisabilityGrade.FOUR: "四级 肆级 4级 四 肆 iv iv级 四级残疾 grade4",
    },
    # Soldiers' and old papers count in 等, which is another scale.
    {
        DisabilityGrade.ONE: "一等 1等",
        DisabilityGrade.TWO: "二等 2等",
        DisabilityGrade.THREE: "三等 3等",
        DisabilityGrade.FOUR: "四等 4等",
    },
)
