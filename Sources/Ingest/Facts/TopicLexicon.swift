/// Topics and the words that speak of them.
struct TopicLexicon: Sendable {
    static let shared = TopicLexicon()

    private let index: WordIndex<Int>
    let names: [String]

    private init() {
        var names: [String] = []
        var words: [(word: String, meaning: Int)] = []
        for line in TopicLexicon.table.split(separator: "\n") {
            let parts = line.split(separator: "：", maxSplits: 1)
            guard let name = parts.first else { continue }
            let all = [name] + (parts.count > 1 ? parts[1].split(separator: " ") : [])
            words += all.map { (String($0), names.count) }
            names.append(String(name))
        }
        self.names = names
        index = WordIndex(words)
    }

    /// The topics that words of a range name, each with where it is named first, in the order of the text.
    func topics(in text: CleanText, _ range: Range<Int>) -> [(topic: String, place: Range<Int>)] {
        var found: [(topic: String, place: Range<Int>)] = []
        var seen = Set<Int>()
        var place = range.lowerBound
        while place < range.upperBound {
            if let (topic, length) = index.match(text, at: place, before: range.upperBound) {
                if seen.insert(topic).inserted { found.append((names[topic], place..<place + length)) }
                place += length
            } else {
                place += 1
            }
        }
        return found
    }

    /// A topic a line, then its words. Longer words win, so 消费品 is not 消费.
    private static let table = """
        低空经济：通用航空 低空 无人机产业 通航
        新能源汽车：甲醇汽车 醇氢汽车 电动汽车 充电桩 充换电
        人工智能：大模型 智能化 算力
        数字化：数字经济 数字化改造 数字化转型 数智化 数字产业化 产业数字化 智慧城市 大数据
        煤炭：煤矿 煤炭产业 煤层气 煤化工
        新能源：清洁能源 氢能 光伏 风电 储能 绿电
        制造业：先进制造业 装备制造 智能制造 新型工业化 工业经济
        物流：现代物流 冷链 仓储
        农业：现代农业 有机旱作 特优农业 设施农业 高标准农田 粮食安全 种业 农产品 畜牧 养殖
        民营经济：民营企业 中小微企业 个体工商户
        消费：提振消费 扩大消费 夜间经济 消费升级 首店 商圈
        品牌：品牌建设 区域公用品牌 老字号
        文化旅游：文旅 文旅融合 文旅产业 旅游业 旅游产业 旅游景区 文化和旅游
        工业旅游：工业遗产
        乡村旅游：农文旅 农家乐 民宿
        红色旅游：红色文化 革命文物
        文化遗产：文物保护 文物活化 非遗 非物质文化遗产 古城保护 历史文化名城 古建
        会展：会展业 会展经济 展览业
        康养：康养产业 避暑康养 健康养生
        演艺：文化演艺 剧目 文艺精品 舞台艺术
        体育：手球 体育产业 全民健身 赛事经济 足球 篮球
        养老：医养结合 养老服务 老龄化 居家养老 适老化 银发经济
        托育：普惠托育 托位
        公共服务：基本公共服务 民生实事 均等化
        就业：稳就业 创业就业 零工市场 劳动力
        食品安全：校园食品
        基层治理：社会治理 网格化 社区治理 物业管理
        创城：文明城市 精神文明建设 文明创建
        城镇化：新型城镇化 县城建设 城市更新 老旧小区
        城乡融合：城乡融合发展 城乡一体化 城乡统筹
        乡村振兴：和美乡村 美丽乡村 农村人居环境 千万工程
        生态环保：生态保护 绿色发展 生态文明 污染防治 水土保持 碳达峰 节能减排 生态环境 绿色低碳 垃圾分类 湿地
        基础设施：交通基础设施 交通运输 水利 综合交通 公路 铁路 机场 港口
        区域合作：对外开放 招商引资 区域协同 一体化发展 都市圈
        科技创新：创新驱动 成果转化 科研攻关 科技成果 创新平台 研发机构 产学研
        新质生产力：未来产业
        人才：人才引进 人才队伍 人才培养 高层次人才 人才引育
        安全生产：煤矿安全 消防安全 应急管理
        体制机制改革：深化改革 全面深化改革 体制改革
        财政：财税 资金保障 一般公共预算 税收 金融支持
        党的建设：党建 从严治党 管党治党
        基层党建：党组织建设 组织生活 基层党组织 三会一课
        干部队伍：干部管理 选育管用 选人用人 领导班子
        作风建设：作风 形式主义
        廉政建设：党风廉政 廉洁 廉政 清廉
        意识形态：意识形态工作
        理论学习：理论武装 创新理论 学习贯彻 学思践悟 深学笃行
        网络安全：网信 网络综合治理
        保密：保密工作 涉密
        资产管理：国有资产 资产 国资
        财务管理：财务 政府采购 招标采购 资金管理
        巡察整改：整改 后半篇文章 巡视整改
        内控制度：内部控制 内控机制 制度建设 内控
        风险防控：风险隐患 防范化解 廉政风险 风险防范
        文明实践：新时代文明实践
        舆情：网络舆情 舆情处置
        新闻舆论：主流舆论 新闻宣传 舆论阵地
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
        教育：产教融合 院校 义务教育 学前教育 职业教育 学校建设
        医疗卫生：医共体 医疗服务 公共卫生 医疗
        县域经济：县域发展
        营商环境：放管服 政务服务 审批制度
        住房：保障性住房 房地产 租赁住房
        水资源：节水 供水 水安全
        妇女儿童：未成年人 儿童友好 困境儿童
        残疾人：无障碍 助残
        志愿服务：志愿者
        知识产权：专利
        开发区：产业园区 经开区 高新区
        """
}
