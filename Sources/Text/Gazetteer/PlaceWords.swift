/// What stands beside a name of a place and makes something else of it.
enum PlaceWords {
    /// Words of two characters that a name may be cut out of: 顺应|县城 isn't 应县, and 太|阳高速 isn't 阳高.
    private static let crossing = words(
        """
        顺应 适应 响应 反应 对应 相应 供应 效应 新兴 复兴 振兴 时兴 中兴 大兴 助兴 高兴 面临 濒临 光临 来临 降临 莅临 形成 完成 建成 组成 构成 生成 达成 促成
        示范 规范 模范 典范 师范 千古 上古 考古 太古 复古 远古 现代 时代 当代 近代 历代 年代 世代 古代 贸易 交易 容易 简易 提高 崇高 最高 更高 较高 健康 小康
        循环 交通 沟通 流通 联通 简单 名单 清单 丰富 财富 致富 贫富 主义 道德 品德 管理 治理 办理 处理 代理 全景 背景 场景 风景 愿景 综合 结合 融合 整合 符合 联合
        权威 中华 精华 升华 繁华 信息 信心 诚信 通信 消费 免费 经费 收费 规定 稳定 决定 制定 确定 认定 坚定 贡献 文献 深入 加深 责任 担任 信任 任务 跟随 伴随
        健全 安全 保全 完全 齐全 创建 新建 组建 筹建 扩建 改建 投资 融资 合资 外资 资金 资助 独立 成立 建立 设立 创立 确立 创新 更新 革新 最新 全新 生产 公平 水平
        推广 宽广 太平 高速 高效 高校 高度 高于 顺利 顺应 顺畅 平台 平衡 平均 平等 平方 会议 会展 会员 会同 方面 方式 方法 方案 方向 方位 安排 安置 安装 阳光 阳台
        城市 城镇 城乡 县域 县城 县级 区域 市场 市民 区位 政府 政策 政治 山水 文化 文明 文旅 业态 业务 江山 大家 大会 同时 同步 同志 通过 通知 通报 通用 定位 定点 定期
        州市 原则 原因 原始 化工 化学 化解 源头 水平 水利 水质 水源 水库 利用 利益 康养 康复 乐园 丰收 丰碑 宁愿 安心 东西 西部 中心 中间 中国 南北 北京 海洋 田园 田野 田间 田径
        """)

    /// What follows a short name where it names a mountain, a water, a street or a thing rather than the place.
    private static let otherNames = words(
        """
        镇 乡 山 河 湖 江 岭 峰 路 街 道 巷 桥 平原 盆地 高原 草原 水系 流域 海域 大街 大道 大桥 东街 西街 南街 北街 东路 西路
        南路 北路 中路 公园 广场 宾馆 酒店 大厦 将军 同志 烈士 先生 石窟 关 堂 区域 市场
        机场 达海 运河 古镇 古村 古寨
        县域 州市
        """)
    /// What looks so and is not: 左权山水, 榆社河谷, 和顺关于….
    private static let notOtherNames = words(
        """
        乡村 乡镇 镇村 镇域 镇街 山水 山区 山地 山乡 河谷 河流 江山 道地 道德 关于 关键 关注 关心 关爱 关系 关联 路线
        路网 路段 街区 街道 桥梁
        """)

    /// Two characters as one number; the second is 0 of a word of one.
    typealias Pair = UInt64

    static func pair(_ first: UInt32, _ second: UInt32) -> Pair { UInt64(first) << 32 | UInt64(second) }

    private static func words(_ text: String) -> Set<Pair> {
        Set(
            text.split(whereSeparator: \.isWhitespace).map { word in
                let scalars = word.unicodeScalars.map(\.value)
                return pair(scalars[0], scalars.count > 1 ? scalars[1] : 0)
            })
    }

    /// Whether two characters that lie across the edge of a name are a word.
    static func isCrossing(_ pair: Pair) -> Bool { crossing.contains(pair) }

    /// Whether the two characters behind a short name make something else of it.
    static func makesOtherName(_ first: UInt32, _ second: UInt32) -> Bool {
        (otherNames.contains(pair(first, 0)) || otherNames.contains(pair(first, second)))
            && !notOtherNames.contains(pair(first, second))
    }

    /// What stands between the places of a list.
    private static let separators = [
        "、", "，", ",", "/", "—", "——", "-", "–", "~", "～", "和", "与", "及", "以及", "至", "到", "·", "；",
    ].map { Array($0.utf8) }

    /// Whether UTF-8 bytes are such a sign or word, of which none has more than two characters.
    static func isSeparator(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.count <= 6 && separators.contains { $0.elementsEqual(bytes) }
    }

    /// What says, behind the short name of a place, that it is one.
    static let governing = ["：", ":", "县委", "市委", "区委", "县城", "县域", "全县", "全市", "全区", "境内", "籍", "片区", "地区", "经验"]
}
