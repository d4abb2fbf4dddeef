import Text

/// What names of sites end in, and what is said of them: the class of each.
enum SiteLexicon {
    /// Endings of names that stand for themselves, a class a line.
    private static let endingTable = """
        国家公园：国家文化公园 国家公园
        森林公园：森林公园 国家森林公园
        地质公园：地质公园
        景区：湿地公园 风景名胜区 风景区 旅游景区 景区 度假区 旅游度假区 旅游区 生态旅游区 古城 古镇 古村 古堡 古寨 古街 大院 大峡谷 峡谷 瀑布 石窟 溶洞 湿地 水利风景区 梯田 动物园 \
        植物园 主题公园 文化园 影视城 水上乐园 滑雪场 古县城 自然保护区
        园区：产业园 产业园区 工业园 工业园区 经济开发区 经开区 高新区 高新技术产业开发区 农高区 示范园区 物流园 物流园区 科技园 科创园 创业园 软件园 农业园 经济技术开发区 高新技术开发区 开发区 综改示范区 \
        自由贸易试验区 自贸区 保税区 综合保税区 循环经济园 大学城 科学城
        场馆：博物馆 纪念馆 美术馆 图书馆 文化馆 科技馆 展览馆 陈列馆 大剧院 体育馆 体育场 会展中心 国际会展中心 艺术中心 文化中心 规划馆 档案馆新馆 游泳馆 博览园
        会展：博览会 交易会 展销会 洽谈会 投洽会 进博会 文博会 农博会 推介会 论坛 年会 峰会 展览会
        节庆：文化节 艺术节 旅游节 美食节 采摘节 电影节 摄影节 国际摄影展 庙会 灯会 啤酒节 音乐节 菊花节 桃花节 丰收节 登山节
        赛事：马拉松 公开赛 锦标赛 自行车赛 邀请赛 龙舟赛
        遗址：遗址 旧址 故居 遗址公园 墓群 烈士陵园 战役纪念地 会议会址
        道路：旅游公路 高速公路 高速 快速路 绕城高速 国道 环线
        铁路：高铁 铁路 客运专线 城际铁路 轻轨
        港站：机场 国际机场 通用机场 高铁站 火车站 港区 陆港 内陆港 国际陆港
        学校：大学 学院 职业技术学院 中学 技师学院
        水利：水库 灌区 水电站 湖
        商圈：步行街 商业街 购物中心 夜市街区 历史文化街区 商圈 街区
        小镇：小镇
        """

    /// Behind 等 or behind a list, and behind quotes: what the names before it are.
    private static let listTable = """
        景区：景区 景点 旅游景区 龙头景区 文物古迹 古迹 名胜 名山 风景区 度假区 古城 古镇 古村落 古院 大院 石窟 地质公园 森林公园 国家公园
        园区：园区 产业园 产业园区 开发区
        场馆：场馆 博物馆 纪念馆 展馆 会展场馆 文化场馆 剧院
        品牌：品牌 农产品品牌 公用品牌 区域公用品牌 文旅品牌 金字招牌 老字号
        会展：展会 会展品牌 博览会 展会品牌
        节庆：节庆 节会 节庆活动 文化节庆
        赛事：赛事 品牌赛事 体育赛事
        演艺：剧目 舞台剧 精品剧目 文艺精品 演艺项目 实景演出
        遗址：遗址 旧址 革命遗址 红色遗址 文物保护单位 文保单位 世界文化遗产
        道路：公路 高速公路 旅游公路
        铁路：铁路 高铁 高铁线
        康养基地：康养基地
        小镇：小镇 特色小镇 康养小镇
        """

    /// Behind quotes: also what is no place.
    private static let quotedTable = """
        品牌：品牌 农产品品牌 公用品牌 区域公用品牌 文旅品牌 名片 金字招牌 商标 名牌
        会展：展会 会展 博览会 论坛
        节庆：节庆 节会
        赛事：赛事 联赛
        活动：活动 主题活动 系列活动
        工程：工程 行动 专项行动
        演艺：剧目 演出 演艺 实景演出
        线路：线路 旅游线路 精品线路 专列
        平台：平台 云平台 小程序
        街区：街区 商圈
        """

    /// What only says of what sort a site is; a name made of nothing else names none.
    private static let generic = """
        国家 国家级 省级 市级 县级 世界 世界级 国际 国际化 全国 全省 全市 全县 区域 区域性 各类 各级 大型 中型 中小型 小型 重点 重要 主要 核心 龙头 骨干 精品 特色 优质 优秀 高端 高品质 \
        高质量 高标准 高水平 高等级 知名 著名 热门 传统 现代 新型 新兴 新 老 旧 专业 综合 综合性 品牌 名优 农业 工业 文化 旅游 文旅 康养 体育 生态 红色 绿色 乡村 城市 城乡 农村 \
        数字 智慧 智能 低碳 零碳 科技 科普 教育 研学 休闲 度假 避暑 温泉 森林 湿地 山地 山岳 滨水 自然 历史 历史文化 非遗 非物质文化遗产 文物 革命 爱国主义 民俗 民间 地方 本地 \
        当地 社区 公共 市民 群众 青年 儿童 老年 妇女 职工 农民 企业 商业 商务 会展 会议 展览 物流 冷链 产业 产业化 示范 示范性 标准化 一批 一个 一座 多个 若干 首个 首座 \
        首条 等 级 类 型 性 化 式 个 座 处 家 条 的 之 5A 4A 3A A级 AAAA AAAAA 5A级 4A级 3A级 以上 特 优 大 小 高 中 美丽 幸福 和谐 文明 开放 共享 创新 创业 双创 孵化 \
        众创 电商 直播 跨境 医药 健康 中医 中医药 养老 医养 养生 体验 观光 采摘 田园 农家 民宿 露营 房车 汽车 自驾 航空 通用 低空 高速 快速 轨道 交通 枢纽 客运 货运 出口 \
        进口 贸易 经济 经济技术 高新 高新技术 技术 工程 材料 化工 制造 装备 制造业 先进 食品 农产品 加工 粮食 林业 水利 水产 畜牧 海洋 海上 河 湖 山 省 市 县 区 镇 乡 村 该 本 各 \
        全域 沉浸式 网红 打卡 主题 夜间 夜游 步行 特色化 集中 连片 连续 周边 相关 其他 有关 此次 每年 今年 去年 首届 历届 本届 国内 国内外 境内 境外 海外 \
        建成 在建 新建 已建 拟建 规划 既有 现有 闲置 符合条件 星级 等级 甲级 一级 二级 三级 国有 民营 公办 民办 私立 公立 高等 中等 职业 普通 义务 优质化 工艺美术 演艺 娱乐 \
        文化创意 创意 动漫 影视 艺术 美术 书画 图书 阅读 健身 全民 运动 足球 篮球 冰雪 水上 山水 风景 名胜 景观 生物 地质 矿山 遗址 考古 矿山 滑雪 机关 影响力 标志性 经典 一流 友好 主题 线下 线上 热门 活力 国潮 消费 治理 大遗址 古建筑 传统村落 古村落
        """

    /// Words that a name doesn't go across to the left: verbs, and words between phrases.
    private static let stops = """
        变身 管好 治理 腾挪 现存 县城距 距离 途经 打造 建设 新建 建成 改造 提升 推进 推动 加快 支持 发展 培育 创建 申报 争创 依托 围绕 利用 整合 串联 联动 以及 包括 例如 比如 其中 通过 实施 开展 举办 承办 参加 参与 赴 \
        走进 来到 位于 坐落 毗邻 邻近 靠近 距离 环绕 辐射 带动 引进 引入 做强 做优 做大 做好 擦亮 叫响 唱响 保护 修缮 修复 开发 挖掘 活化 管理 运营 完善 优化 强化 深化 扩大 \
        继续 积极 大力 全力 全面 重点 着力 规划 启动 开工 投用 投入 运行 参观 游览 游玩 观看 欣赏 前往 到访 抵达 连接 贯通 开通 形成 构建 建立 设立 成立 组建 推出 推广 推介 \
        宣传 办好 办成 充分 深入 高标准 高水平 鼓励 引导 促进 激活 盘活 用好 抓好 抓住 对接 融入 服务 承接 聚焦 立足 面向 成为 作为 成功 获批 入选 列入 纳入 跻身 荣获 被评 \
        图为 记者 日前 近日 目前 如今 现在 随着 按照 根据 关于 由于 因为 为了 并且 而且 或者 还有 以其 这里 这座 那座 一座 一处 一个 一家 一条 首个 每个 各个 两个 三个 四个 五个 \
        走访 调研 考察 视察 检查 留住 拓展 逐步 实现 进驻 创办 完成 保障 帮助 涵盖 一批 带动 跨越 穿越 途经 环绕 加密 接入 谋划 筹建 迁入 联通 力争 争取 打通 加强 增强 发挥 借助 催生 切实 规范 晋升 提高 制约 壮大 激发 释放 助力 赋能 打响 深耕 领略 感受 体验 讲好 传承 弘扬 接待 来自 走出 覆盖 落户 入驻 签约 合作 联合 共建 共同 携手 拥有 具有 现有 共有 已有 建有 设有 辖有 分布 其中 大赛暨 首届 年度 期间 时期 分别 同时 积累 展示 展现 各具 闻名 享誉 选择
        """
    /// Single signs that end a name to its left, if no place's name holds them.
    static let stopSigns = Set("和与及在将把距沿以对从向为是有于被让使由同并或至到了的着过即其该此每各等接叫称看去来进我你他她就也都还又不没".unicodeScalars.map(\.value))

    static let endings = words(endingTable)
    static let listNouns = words(listTable)
    static let quotedNouns = words(quotedTable)
    static let genericWords = WordIndex<Bool>(
        generic.split(separator: " ").filter { $0.count > 1 }.map { (String($0), true) })
    static let genericSigns = Set(
        generic.split(separator: " ").filter { $0.unicodeScalars.count == 1 }.compactMap {
            $0.unicodeScalars.first?.value
        })
    static let stopWords = WordIndex<Bool>(stops.split(separator: " ").map { (String($0), true) })

    private static func words(_ table: String) -> WordIndex<String> {
        WordIndex(
            table.split(separator: "\n").flatMap { line -> [(String, String)] in
                let parts = line.split(separator: "：", maxSplits: 1)
                guard parts.count == 2 else { return [] }
                return parts[1].split(separator: " ").map { (String($0), String(parts[0])) }
            })
    }
}
