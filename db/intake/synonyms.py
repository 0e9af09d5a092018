"""What lists call their columns, beside the labels of our own fields: words between blanks, for each target.

Seen in public templates and real workbooks, or as our own lists head them. The same word may name several targets: the
kind of table and what stands in the column decide.
"""

PLACE = {
    "household.building": "楼栋 楼号 栋号 幢号 座号 楼幢 楼宇 楼栋号 楼座 栋 幢 楼栋名称 所在楼栋 楼名 楼 楼号名称"
    " building",
    "household.unit": "单元 单元号 所在单元 门洞 unit",
    "household.floor": "楼层 所在楼层 层 floor",
    "household.room": "房号 房间 房间号 室号 户号 门号 房屋号 房间编号 房屋编号 室 门牌号 房屋门牌 room roomno flat",
    "household.door": "家庭住址 住址 地址 常住地址 现住址 现住地址 现居住地址 居住地址 房屋 门牌 家庭地址 详细地址"
    " 住房地址 房屋地址 居住地 房屋坐落 户室号 楼栋房号 楼栋门牌 楼室号 楼房号 楼栋单元房号 楼栋号及房号"
    " 实际居住地址 实际住址 居住住址 房产地址 走访地址 居住详细地址 常住住址 door address homeaddress homedoor",
    "household.raw_address": "",
    "household.responsible": "帮扶责任人 责任人 走访员 负责人 包户干部 包保干部 包保人 帮扶人 帮扶干部 帮扶人员"
    " 结对人 结对帮扶人 责任管家 楼栋管家 管家 网格员 网格长 责任走访员 帮扶联系人 包户责任人 whoisincharge"
    " responsible",
    "household.tier": "等级 关注等级 风险等级 走访等级 管理等级 分级 关爱等级 帮扶等级 预警等级 关注级别 走访级别 tier",
    "household.tags": "标签 tag",
    "household.safety_note": "上门注意事项 注意事项 入户提示",
}

PEOPLE = {
    "resident.name": "姓名 业主名称 业主姓名 走访对象 被走访人 被访人 受访人 受访对象 救助对象 困难群众 住户 居民"
    " 对象 对象姓名 帮扶对象 服务对象 慰问对象 人员姓名 名字 户代表 家庭代表 走访户 走访家庭 困难家庭 老人 儿童姓名"
    " 学生姓名 name fullname whomwevisited resident",
    "resident.head": "户主 户主姓名 户名 headofhousehold nameoftheheadofhousehold head",
    "resident.sex": "性别 男女 gender",
    "resident.birth_date": "出生日期 出生年月 出生年月日 生日 出生 出生时间 出生年份 出生(已知) birth dateofbirth"
    " birthday dob yearandmonthofbirth birthasknown",
    "resident.age": "年龄 岁数 周岁 实足年龄 age",
    "resident.identity_tail": "身份证 身份证号 身份证号码 证件号 证件号码 公民身份号码 公民身份证号码 身份号码"
    " 居民身份证 居民身份证号 居民身份证号码 idnumber identitynumber idno idcard",
    "resident.relation": "与户主关系 与户主的关系 户主关系 关系 家庭关系 成员关系 亲属关系 称谓 与户主之间关系"
    " 与户主之间的关系 人员关系 与本户关系 relation relationship",
    "resident.phone": "联系电话 联系方式 手机号 手机 电话 手机号码 电话号码 联系号码 移动电话 固定电话 座机 联系手机"
    " 手机电话 telephone mobile tel howtoreachthem phonenumber",
    "resident.is_head": "是否户主",
    "resident.is_emergency": "是否紧急联系人",
    "resident.lives_here": "是否同住 是否在住 是否居住",
    "resident.self_care": "自理能力 生活自理能力 自理状况 自理程度 生活自理情况 生活能否自理 能力等级",
    "resident.disability_kind": "残疾类型 残疾种类 残疾类别 残别 typeofdisability disability",
    "resident.disability_grade": "残疾级别 伤残等级 残疾程度 残疾等级 gradeofdisability",
    "resident.disability": "残疾情况 残疾状况 残疾类别及等级 残疾类别等级 残疾类型及等级 残疾等级及类别 残疾类别级别",
    "resident.living": "居住情况 居住状况 居住方式 居住类型 同住情况 居住形式 whotheylivewith",
    "resident.condition": "健康状况 健康情况 身体状况 身体情况 身体健康状况 健康 健康状态 stateofhealth",
    "resident.illness": "慢性疾病 慢性病 患病情况 所患疾病 病种 疾病名称 病史 主要疾病 疾病情况 患病名称 既往病史"
    " 患病种类 基础疾病 疾病",
    "resident.note": "说明 备注说明 其他情况 其他 其它 补充说明 备注信息 情况说明 其他说明 其他备注 remarks notes"
    " comment",
    "hardship.kind": "救助类型 保障类型 特殊群体 重点标识 身份标记 家庭类型 困难类别 人员类别 人员类型 类别 类型"
    " 对象类别 对象类型 群体类型 重点人群 人群分类 人群类别 困难群体类别 特困类型 救助类别 老人类别 老人类型"
    " 身份类别 户类型 困难种类 困难类型及原因 特殊人群类型 关爱类型 hardship hardships kindsofhardship",
    "hardship.cause": "致困原因 困难原因 致贫原因 困难程度 主要致困原因 主要困难原因 原因 causesofhardship",
    "hardship.since": "认定时间 认定日期 开始日期 开始时间 享受时间",
    "hardship.evidence": "困难依据 认定依据 证明材料 凭证",
    "contact.name": "紧急联系人 紧急联系人姓名 应急联系人 家属 家属姓名 亲属姓名 子女姓名 联系人 联系人姓名"
    " 亲属联系人 家属联系人 whomtoringinneed emergencycontactname",
    "contact.phone": "紧急联系电话 紧急联系人电话 紧急联系方式 紧急联系人联系方式 紧急联系人联系电话 紧急联系人手机"
    " 应急电话 应急联系电话 家属电话 家属联系电话 家属联系方式 亲属电话 亲属联系电话 子女电话 子女联系电话"
    " 子女联系方式 联系人电话 联系人联系方式 紧急电话 telephoneinneed emergencyphone emergencytelephone",
    "contact.relation": "紧急联系人关系 与紧急联系人关系 联系人关系 与联系人关系 紧急联系人与本人关系 与本人关系"
    " 与老人关系",
    "guardian.name": "监护人 监护人姓名 法定监护人 guardian",
    "guardian.phone": "监护人电话 监护人联系电话 监护人联系方式 监护人手机 监护人手机号 guardian'stelephone",
    "guardian.relation": "监护人关系 与监护人关系",
    "family.members": "家庭成员 家庭成员姓名 成员 成员姓名 同住人 同住人员 同住人姓名 共同居住人 共同生活人员"
    " 家庭成员情况 membersofthefamily",
}

CALLS = {
    "visit.at": "走访时间 走访日期 走访日 探访时间 探访日期 入户时间 入户日期 上门时间 慰问时间 慰问日期 服务时间"
    " 服务日期 访问时间 走访年月日 时间 日期 timeofthevisit dateofthevisit visitdate date",
    "visit.staff": "走访人 走访人员 探访人 探访人员 走访干部 入户人员 服务人员 走访工作人员 工作人员 慰问人 慰问人员"
    " 参加人员 参与人员 走访员 走访者 上门人员 走访人姓名 whovisited visitors visitedby",
    "visit.way": "走访方式 探访方式 走访形式 探访形式",
    "visit.outcome": "走访结果 探访结果 见面情况 是否见到 是否见面",
    "visit.said": "走访情况 走访内容 走访记录 谈话内容 情况记录 记录 了解情况 走访情况记录 主要内容 走访摘要"
    " 反映情况 情况反映 谈话记录 交流内容",
    "visit.seen": "现场情况 看到的情况",
    "visit.next_on": "下次走访时间 下次走访日期 下次回访时间",
    "need.words": "群众诉求 诉求 需求 反映问题 反映的问题 存在问题 存在的问题 问题诉求 主要诉求 居民诉求 居民需求"
    " 服务需求 需求情况 诉求内容 存在困难 困难诉求 困难和需求 困难与诉求 困难问题 实际困难 问题描述 意见建议"
    " 诉求摘要 困难需求 whatresidentsaskedfor askedforinshort appeal",
    "need.kind": "问题类型 诉求类型 诉求类别 需求类型 需求类别",
    "need.severity": "紧急程度 严重程度",
    "need.state": "办结状态 办理结果 办结情况 处理状态 办理状态 处理结果 是否解决 是否办结 完成情况 解决状态 状态"
    " 进展 进度 办理进度 落实状态 解决情况 完成状态 stateofsettling stateofwhatwasasked status",
    "measure.words": "整改措施 处理措施 帮扶措施 措施 解决措施 处理情况 落实情况 帮扶情况 解决方案 处置措施 办理情况"
    " 采取措施 采取的措施 帮扶内容 帮助措施 解决办法 处理方式 整改情况 措施摘要 处理意见 whatwasputright"
    " doneaboutitinshort",
    "measure.doer_name": "责任部门 责任单位 承办部门 承办人 办理人 负责部门 落实单位",
    "measure.due": "整改期限 办结时限 整改时限 计划完成时间 限期 完成时限 预计完成时间",
    "measure.amount": "金额 减免金额",
    "closing.back": "回访情况 回访结果 回访 回访记录 满意度 群众满意度 满意情况 群众评价 住户评价 评价 反馈情况 反馈"
    " 回访反馈 callback whattheresidentsaysofit",
    "closing.day": "办结时间 办结日期 完成时间 完成日期 解决时间 回访时间 回访日期",
    "visit.remarks": "备注 说明 备注说明 其他情况 其他 其它 补充说明 备注信息 情况说明 其他说明 remarks notes note"
    " comment",
}

LISTS = {
    "building.name": "楼栋名称 楼号 栋号 楼名 楼宇 楼宇名称 幢号 楼栋号 building",
    "building.units": "单元数 单元数量 单元总数 单元 units",
    "building.floors": "层数 楼层数 总层数 楼层 地上层数 地上楼层 floors",
    "building.doors": "每层户数 每层几户 梯户 层户数 单层户数 每单元每层户数",
    "account.name": "账号 帐号 登录名 用户名 工号 username login",
    "account.display": "姓名 员工姓名 人员姓名 名字 name fullname",
    "account.department": "所属部门 部门名称 科室",
    "account.position": "岗位 职位 岗位名称",
    "account.role": "权限 系统角色",
    "owner.name": "业主 业主姓名 业主名称 产权人 产权人姓名 房主 房东 户主 户主姓名 客户名称 客户姓名 姓名 owner"
    " ownername name",
    "owner.phone": "业主电话 业主联系电话 业主手机 业主手机号 业主联系方式 产权人电话 联系电话 联系方式 手机号 手机"
    " 电话 手机号码 电话号码 ownerphone phone telephone mobile",
    "tenant.name": "租户 租户姓名 租户名称 租客 租客姓名 承租人 承租人姓名 使用人 使用人姓名 租赁人 租赁户 住户"
    " 住户姓名 tenant tenantname",
    "tenant.phone": "租户电话 租户联系电话 租户手机 租客电话 租客手机 承租人电话 承租人联系方式 租户联系方式"
    " 使用人电话 tenantphone",
    "occupant.role": "身份 人员身份 住户身份 人员类型 人员类别 住户类型 住户类别 业主/租户 业主或租户 与业主关系"
    " 与产权人关系 role",
    "occupant.state": "居住状态 房屋状态 入住状态 使用状态 房屋使用情况 居住情况 状态 使用性质 入住情况 居住性质"
    " 房屋使用状态 房态 occupancy state status",
    "occupant.moved_in": "入住时间 入住日期 迁入日期 迁入时间 搬入时间 搬入日期 起租日期 租赁开始日期 过户日期"
    " 变更日期 movedin movedinon",
    "occupant.moved_out": "搬离时间 搬离日期 迁出日期 迁出时间 退租日期 租赁到期日期 搬出日期 movedout movedouton",
}

# Columns that belong to the paper, not to anybody: numbered rows, our own reasons, numbers we give ourselves.
OUT = (
    "走访次数 numberofvisits 上次见到 lastmet 当次风险 gravestriskseen"
    " 未办结问题 problemsstillopen 风险分 riskscore 建议等级 advisedtier 最近风险"
    " gravestrisklastseen 最近结果 lastoutcome 距上次见到(天) dayssincelastmet 序号 编号 序 行号 no 号 # serial 原因"
    " reasonitwasnottakenin 档案号 archivenumber 档案状态 stateofthefile 建档日期 fileopenedon"
)

# Worked out by us as well, and written in offices' own lists: left out only of a list that says to be ours, by two
# of the titles that nobody else has.
OURS = (
    "风险分 riskscore 建议等级 advisedtier 距上次见到(天) dayssincelastmet 最近风险 gravestrisklastseen 档案状态"
    " stateofthefile"
)
OURS_TOO = "最近走访 lastvisit latestvisit 人口 people"

# Yes or no, one column for each kind of hardship: 是否低保, and 低保 alone where the cells say yes or no.
FLAGS = {
    "alone": "独居 独居老人",
    "empty_nest": "空巢 空巢老人",
    "very_old": "高龄 高龄老人",
    "frail": "失能 半失能 失能老人",
    "illness": "重病 大病 重大疾病",
    "disability": "残疾 残疾人 持证残疾人",
    "mental": "精神障碍 严重精神障碍",
    "minimum_income": "低保 低保户 享受低保 低保对象 ontheminimumallowance",
    "extreme_poverty": "特困 特困人员 特困供养 五保",
    "marginal": "低保边缘 低保边缘户",
    "lost_only_child": "失独 失独家庭 计生特殊家庭 计划生育特殊家庭",
    "single_parent": "单亲 单亲家庭",
    "child": "困境儿童 孤儿",
    "left_behind": "留守 留守老人 留守儿童",
    "unemployed": "失业",
    "veteran": "退役军人 优抚对象",
}
