import Text

/// Industries by the names that documents give them, with their classes of GB/T 4754.
struct IndustryLexicon: Sendable {
    static let shared = IndustryLexicon()

    struct Industry: Sendable {
        var name: String
        /// Of GB/T 4754; empty where no class is the industry's own.
        var codes: [String]
    }

    let industries: [Industry]
    private let index: WordIndex<Int>

    private init() {
        var industries: [Industry] = []
        var words: [(word: String, meaning: Int)] = []
        for line in IndustryLexicon.table.split(separator: "\n") {
            let parts = line.split(separator: "｜", omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let codes = parts[1].split(separator: " ").map(String.init)
            words.append((String(parts[0]), industries.count))
            words += parts[2].split(separator: " ").map { (String($0), industries.count) }
            industries.append(Industry(name: String(parts[0]), codes: codes))
        }
        self.industries = industries
        // What looks like an industry and is a thing, an office or a place.
        words += IndustryLexicon.others.split(separator: " ").map { (String($0), -1) }
        index = WordIndex(words)
    }

    /// The industries that a range names, in its order, each time.
    func industries(in text: CleanText, _ range: Range<Int>) -> [(industry: Int, range: Range<Int>)] {
        var found: [(industry: Int, range: Range<Int>)] = []
        var place = range.lowerBound
        while place < range.upperBound {
            if let (industry, length) = index.match(text, at: place, before: range.upperBound) {
                if industry >= 0, !isPark(behind: place + length, text, range.upperBound) {
                    found.append((industry, place..<place + length))
                }
                place += length
            } else {
                place += 1
            }
        }
        return found
    }

    /// 蔬菜产业园 is a park, and says little of what is grown.
    private func isPark(behind place: Int, _ text: CleanText, _ end: Int) -> Bool {
        text.has("园", at: place, before: end) && text.keys[place - 1] == 0x4E1A
            || ["示范园", "产业园", "集群", "产业集群"].contains { text.has($0, at: place, before: end) }
    }

    private static let others = """
        旅游局 文旅厅 文旅局 文化和旅游部 文化和旅游厅 文化和旅游局 旅游公路 旅游度假区 旅游景区 旅游列车 物流园 会展中心 民政厅 煤炭大学 农业农村局 农业农村厅 \
        农业农村部 农业大学 林业局 旅游学院 氢能源汽车 水产研究所 农业合作社 茶叶协会 旅游集散 旅游厕所 民宿客栈协会 博物馆日 农林牧渔业
        """

    /// Name｜classes｜other names; longer names win.
    private static let table = """
        新能源汽车产业｜C3612 C3670｜新能源汽车 甲醇汽车 醇氢汽车 电动汽车产业 智能网联汽车
        汽车产业｜C36｜汽车制造业 汽车零部件产业 汽车零部件 整车制造
        新材料产业｜C26 C30 C32｜新材料 先进材料
        装备制造产业｜C34 C35 C37｜装备制造业 高端装备制造 装备制造 高端装备 高端装备制造产业
        机械制造产业｜C34｜机械制造
        航空航天产业｜C374｜航空航天 商业航天
        低空经济产业｜G562 C374｜低空经济 通用航空 通航产业 通用航空产业
        船舶海工产业｜C373｜船舶制造 海洋工程装备 船舶工业
        机器人产业｜C3491｜工业机器人 机器人制造
        人工智能产业｜I651 C3963｜人工智能
        数字经济产业｜I63 I64 I65 C39｜数字经济 数字产业
        大数据产业｜I6550｜大数据产业 算力产业
        软件和信息技术服务业｜I65｜软件产业 软件业 信息技术服务
        电子信息产业｜C39｜电子信息 电子信息制造业 集成电路产业 半导体产业 新型显示产业
        生物医药产业｜C27｜生物医药 医药产业 医药制造 医药制造业 现代医药 中药制造
        医疗器械产业｜C358｜医疗器械制造 医疗器械产业
        大健康产业｜Q84｜大健康 健康产业 健康服务业
        康养产业｜Q8514 Q8416 Q8412｜康养 康养业 健康养老产业 避暑康养
        养老服务业｜Q8514｜养老产业 银发产业
        文化旅游产业｜N786 L7291 R88｜文旅产业 旅游产业 文化旅游业 旅游业 文化旅游 全域旅游 乡村旅游 红色旅游 工业旅游 生态旅游
        文化产业｜R88｜文化产业
        文化创意产业｜M7491 M7492｜文创产业 文化创意 创意产业 创意经济产业 创意经济
        数字文化产业｜I657 R8626｜数字文化 数字文创
        工艺美术产业｜C2431｜工艺美术 工美产业
        演艺娱乐业｜R8810 R8820｜演艺产业 演艺业 演艺娱乐 文化演艺
        动漫业｜I6572｜动漫产业 动漫游戏
        会展产业｜L728｜会展业 会展经济 会展
        体育产业｜R89｜体育旅游 户外运动产业 冰雪产业 冰雪经济
        民宿业｜H6130｜民宿 民宿产业 乡村民宿
        餐饮业｜H62｜餐饮产业
        旅行社业｜L7291｜旅行社
        博物馆业｜R8850｜
        现代物流产业｜G54 G58 G59｜现代物流 物流业 物流产业 冷链物流产业 冷链物流 商贸物流 多式联运
        临空经济｜｜临空产业 空港经济
        跨境电商产业｜F5193｜跨境电商
        电子商务产业｜F5193 F5292｜电商产业 直播电商 农村电商
        商贸流通业｜F51 F52｜商贸流通 商贸业
        金融业｜J｜现代金融 金融产业 金融服务业
        现代服务业｜L M｜现代服务业
        生产性服务业｜L72 M73 M74 M75｜高端生产性服务业 生产性服务业
        家政服务业｜O8010｜家政产业 家政服务
        现代农业产业｜A｜现代农业 特色农业 都市农业
        有机旱作农业｜A01｜有机旱作 旱作农业
        设施农业｜A01｜设施蔬菜 设施果蔬
        种业｜A0511｜种业 制种产业 制种业
        粮食产业｜A011｜粮食产业 优质粮食产业
        畜牧业｜A03｜畜牧产业 畜禽产业 生猪产业 肉牛产业 奶产业 肉羊产业 牛羊产业
        渔业｜A04｜水产养殖业 渔业产业 水产产业 现代渔业 海洋渔业
        林果产业｜A015｜特色林果 林果业 果品产业 水果产业 果业 特色林果产业
        蔬菜产业｜A0141｜蔬菜产业 高山蔬菜
        茶产业｜A0164 C1530｜茶叶产业 茶业 制茶业
        药茶产业｜C1530｜药茶
        咖啡产业｜C1529｜咖啡产业
        花卉产业｜A0143｜花卉产业 花卉苗木
        食用菌产业｜A0142｜食用菌
        中药材产业｜A017｜中药材 道地药材 中药材种植
        酥梨产业｜A0151｜酥梨
        油茶产业｜A0163｜油茶
        林下经济｜A02｜林下经济 林业产业
        农产品加工业｜C13｜农产品加工 农产品精深加工 食品加工业 绿色食品产业
        功能食品产业｜C1491 C1492｜功能食品
        预制菜产业｜C1432｜预制菜
        食品产业｜C13 C14｜食品工业 食品制造 休闲食品产业 食品饮品产业
        酿酒产业｜C151｜白酒产业 酿酒业 葡萄酒产业 酒业
        醋业｜C1462｜食醋产业 老陈醋产业
        糕点业｜C1411｜糕点产业
        肉制品加工业｜C1353｜牛肉加工业 肉制品加工
        纺织服装产业｜C17 C18｜纺织服装 纺织产业 服装产业 童装产业 针织产业
        家具产业｜C21｜家居产业 家具制造
        陶瓷产业｜C307｜陶瓷产业 陶瓷制造
        玻璃器皿产业｜C3054｜玻璃器皿
        漆器产业｜C2433｜推光漆器 漆器产业
        建材产业｜C30｜建材产业 绿色建材 石材产业
        建筑业｜E｜建筑产业 装配式建筑产业 装配式建筑
        化工产业｜C26｜石油化工 石化产业 精细化工 化工产业 化学工业
        现代煤化工产业｜C2522 C2523｜煤化工 煤化工产业 现代煤化工
        焦化产业｜C2521｜焦化行业 焦化产业
        钢铁产业｜C31｜钢铁产业 冶金产业 特钢产业 不锈钢产业
        有色金属产业｜C32｜有色金属产业 铝产业 铜产业
        煤炭产业｜B06｜煤炭产业 煤炭开采 煤炭工业
        煤矿智能化产业｜B0610｜煤矿智能化 智能煤矿 智慧矿山
        非常规天然气产业｜B0721 D4511｜非常规天然气 煤层气 页岩气
        新能源产业｜D441｜新能源产业 清洁能源产业 清洁能源 光伏产业 风电产业 储能产业 风光电 光伏发电
        氢能产业｜D4419｜氢能 绿氢
        电池产业｜C384｜动力电池 锂电池产业 锂电产业 锂电池负极材料
        节能环保产业｜C35 N77｜节能环保 环保产业 资源循环利用产业
        海洋经济产业｜｜海洋经济 海洋产业
        非遗保护｜R8840｜非遗保护 文物保护 文物和非遗保护
        """
}
