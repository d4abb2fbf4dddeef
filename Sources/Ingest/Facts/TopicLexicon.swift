/// Topics and the words that speak of them.
struct TopicLexicon: Sendable {
    static let shared = TopicLexicon()

    /// Words that say it wherever they stand.
    private let strict: WordIndex<Int>
    /// Those, and words that say it only in what proposes or finds fault: a plan names 旅游 and 社区 in passing.
    private let broad: WordIndex<Int>
    let names: [String]

    private init() {
        var names: [String] = []
        var (strict, more): ([(word: String, meaning: Int)], [(word: String, meaning: Int)]) = ([], [])
        for line in TopicLexicon.table.split(separator: "\n") {
            let parts = line.split(separator: "：", maxSplits: 1)
            guard let name = parts.first else { continue }
            let words = parts.count > 1 ? parts[1].split(separator: "｜", omittingEmptySubsequences: false) : []
            strict.append((String(name), names.count))
            for (place, words) in words.enumerated() {
                let meant = words.split(separator: " ").map { (word: String($0), meaning: names.count) }
                if place == 0 { strict += meant } else { more += meant }
            }
            names.append(String(name))
        }
        self.names = names
        self.strict = WordIndex(strict)
        broad = WordIndex(strict + more)
    }

    /// The topics that words of a range name, each with where it is named first, in the order of the text.
    func topics(
        in text: CleanText, _ range: Range<Int>, isBroad: Bool = false
    ) -> [(topic: String, place: Range<Int>)] {
        let index = isBroad ? broad : strict
        var found: [(topic: String, place: Range<Int>)] = []
        // Few topics are named in one range.
        var seen: [Int] = []
        var place = range.lowerBound
        while place < range.upperBound {
            if let (topic, length) = index.match(text, at: place, before: range.upperBound) {
                if !seen.contains(topic) {
                    seen.append(topic)
                    found.append((names[topic], place..<place + length))
                }
                place += length
            } else {
                place += 1
            }
        }
        return found
    }

    /// Whether words of a range name any topic wherever they stand.
    func names(in text: CleanText, _ range: Range<Int>) -> Bool {
        range.contains { strict.match(text, at: $0, before: range.upperBound) != nil }
    }

    /// So often a topic must be named to be one of a whole text.
    private static let leastMentions = 3

    /// The topics that a range names often, each with the places, in the order of the text.
    func recurring(in text: CleanText, _ range: Range<Int>) -> [(topic: String, places: [Range<Int>])] {
        let index = broad
        var found: [Int: [Range<Int>]] = [:]
        var place = range.lowerBound
        while place < range.upperBound {
            if let (topic, length) = index.match(text, at: place, before: range.upperBound) {
                found[topic, default: []].append(place..<place + length)
                place += length
            } else {
                place += 1
            }
        }
        return found.filter { $0.value.count >= TopicLexicon.leastMentions }
            .sorted { $0.value[0].lowerBound < $1.value[0].lowerBound }
            .map { (names[$0.key], $0.value) }
    }

    /// A topic a line, then its words; behind ｜ those that say less. Longer words win, so 消费品 is not 消费.
    private static let table = """
        低空经济：通用航空 低空 无人机产业 通航
        新能源汽车：甲醇汽车 醇氢汽车 电动汽车 充电桩 充换电
        人工智能：大模型 智能化 算力
        数字化：数字经济 数字化改造 数字化转型 数智化 数字产业化 产业数字化 智慧城市 大数据
        煤炭：煤矿 煤炭产业 煤层气 煤化工
        新能源：清洁能源 氢能 光伏 风电 储能 绿电
        制造业：先进制造业 装备制造 智能制造 新型工业化 工业经济
        物流：现代物流 冷链 仓储
        农业：现代农业 有机旱作 特优农业 设施农业 高标准农田 种业 农产品 畜牧 养殖｜粮食 粮油 种粮 水稻 小麦 玉米 蔬菜 水果 茶叶 畜禽 生猪 农机 农田 耕地 农产品加工 农村产业 合作社 家庭农场 智慧农业
        民营经济：民营企业 中小微企业 个体工商户｜中小企业 小微企业 企业家
        消费：提振消费 扩大消费 夜间经济 消费升级 首店 商圈
        品牌：品牌建设 区域公用品牌 老字号
        文化旅游：文旅 文旅融合 文旅产业 旅游业 旅游产业 旅游景区 文化和旅游｜旅游 研学旅行
        工业旅游：｜工业遗产旅游
        乡村旅游：农文旅 农家乐 民宿｜乡村民宿
        红色旅游：红色文化 革命文物
        文化遗产：文物保护 文物活化 非遗 非物质文化遗产 古城保护 历史文化名城 古建｜传统技艺 传承人
        会展：会展业 会展经济 展览业
        康养：康养产业 避暑康养 健康养生
        演艺：文化演艺 剧目 文艺精品 舞台艺术
        体育：手球 体育产业 全民健身 赛事经济 足球 篮球
        养老：医养结合 养老服务 老龄化 居家养老 适老化 银发经济｜老年人 养老院 老年助餐 长者食堂
        托育：普惠托育 托位｜婴幼儿 育儿
        公共服务：基本公共服务 民生实事 均等化
        就业：稳就业 创业就业 零工市场 劳动力｜招工 用工 稳岗 返乡创业 灵活就业 新就业形态 大学生就业 技能培训
        食品安全：校园食品｜食堂 餐饮 食品药品 外卖
        基层治理：社会治理 网格化 社区治理 物业管理｜社区 小区 物业 矛盾纠纷 协商议事
        创城：文明城市 精神文明建设 文明创建
        城镇化：新型城镇化 县城建设 城市更新
        城乡融合：城乡融合发展 城乡一体化 城乡统筹
        乡村振兴：和美乡村 美丽乡村 农村人居环境 千万工程
        生态环保：生态保护 绿色发展 生态文明 污染防治 水土保持 碳达峰 节能减排 生态环境 绿色低碳 垃圾分类 湿地｜大气 空气质量 水污染 噪声 噪音 固体废物 垃圾 河湖长制 河长制 生态修复 环境保护 碳排放 双碳 秸秆
        基础设施：交通基础设施 交通运输 水利 综合交通 公路 铁路 机场 港口
        区域合作：对外开放 招商引资 区域协同 一体化发展 都市圈
        科技创新：创新驱动 成果转化 科研攻关 科技成果 创新平台 研发机构 产学研
        新质生产力：未来产业
        人才：人才引进 人才队伍 人才培养 高层次人才 人才引育
        安全生产：煤矿安全 消防安全 应急管理｜隐患 应急 危险化学品 燃气
        体制机制改革：深化改革 全面深化改革 体制改革
        财政：财税 资金保障 一般公共预算 税收 金融支持
        党的建设：从严治党 管党治党｜两个责任
        基层党建：党组织建设 组织生活 基层党组织 三会一课｜党建工作 党建工作责任制 党建责任 党建基础 党建 党支部 支部建设 发展党员 党内政治生活 基层组织建设
        干部队伍：干部管理 选育管用 选人用人 领导班子｜带队伍 干部选用 干部选任 队伍建设 班子建设 干部职工 干部教育 干部梯队 干部日常管理 议事规则 民主集中制 国防队伍
        作风建设：作风 形式主义｜四风 八项规定 正风肃纪 群众路线 官僚主义 工作作风 公务接待
        廉政建设：党风廉政 廉洁 廉政 清廉｜违规违纪 重点岗位
        意识形态：意识形态工作
        理论学习：理论武装 创新理论 学习贯彻 学思践悟 深学笃行｜重要论述 重要讲话 重要指示 重要思想 学用新思想 理论学习中心组
        网络安全：网信 网络综合治理
        保密：保密工作 涉密
        资产管理：国有资产 资产 国资
        财务管理：财务 政府采购 招标采购 资金管理｜资金资产 专项资金 资金核算 资金监管 资金使用 救助资金 财经纪律 账外 小金库 报支 报销 经费
        巡察整改：整改 后半篇文章 巡视整改
        内控制度：内部控制 内控机制 制度建设 内控｜制度体系 制度执行 制度约束 规章制度
        风险防控：风险隐患 防范化解 廉政风险 风险防范
        文明实践：新时代文明实践
        舆情：网络舆情 舆情处置
        新闻舆论：主流舆论 新闻宣传 舆论阵地｜舆论监督 新闻传播 主流媒体 主流思想 新闻舆论
        媒体融合：全媒体 融媒体
        理论宣讲：宣讲
        审计：审计监督
        信访：信访工作
        法治：法治化 依法治 依法行政 执法 普法
        统计：统计造假 数据质量 经济普查
        国防动员：人民防空 国动
        供销合作：供销社 为农服务
        工艺美术：工美产业
        住房公积金：公积金
        检验检测：质量技术
        文创：文化创意 文创产业
        全域旅游：国家全域旅游
        中医药：中药材 中医
        营销推广：宣传推广 宣介 营销
        土地：用地保障 宅基地 土地制度 土地经营 土地规模
        教育：产教融合 院校 义务教育 学前教育 职业教育 学校建设｜中小学 学校 学生 教师 课后服务 校园 幼儿园 高校 思政课 学位
        医疗卫生：医共体 医疗服务 公共卫生 医疗｜医院 儿科 卫生院 医师 家庭医生 基层医疗 医疗资源 急救 慢性病 看病 就医 村医 疾控 医保 卫生健康 医疗卫生服务
        县域经济：县域发展
        营商环境：放管服 政务服务 审批制度 政务服务｜惠企政策 涉企 一网通办 公共资源交易 招投标
        住房：保障性住房 房地产 租赁住房
        水资源：节水 供水 水安全 供水｜饮水 河湖 水库 灌溉 污水 治水 防汛 抗旱 防洪
        妇女儿童：未成年人 儿童友好 困境儿童｜妇女 儿童 青少年 留守儿童 两癌
        残疾人：无障碍 助残｜残疾 康复服务
        志愿服务：志愿者
        知识产权：专利
        开发区：产业园区 经开区 高新区
        工业遗产：｜工业遗存 老厂区
        老旧小区：｜加装电梯 老房加梯 既有住宅 老旧小区改造 老旧住宅 电梯加装
        粮食：｜粮食安全 粮油 粮仓 储备粮
        交通出行：｜停车 停车位 停车难 公共交通 公交 拥堵 交通拥堵 慢行 电动自行车 非机动车 网约车 轨道交通
        心理健康：｜心理 心理咨询 青少年心理
        金融：｜融资 信贷 普惠金融 金融服务 保险 引导基金 产业基金
        消防安全：｜消防 充电安全 高层建筑
        数据要素：｜公共数据 数据资源 数据共享
        对外贸易：｜外贸 跨境电商 口岸 出口 自贸
        电子商务：｜电商 直播带货 直播电商
        预制菜：｜预制菜产业
        历史文化保护：｜三线建设 老街 历史建筑 古镇 文保
        社会保障：｜社保 参保 低保 救助 工伤
        移民搬迁：｜搬迁 移民
        青年发展：｜青年 青年人才
        """
}
