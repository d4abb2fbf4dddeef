/// The four blocks that inspections report in, by the words of each; a finding outside of them is a special one.
enum FindingCategory {
    private static let words: [(category: String, strong: [Keys], weak: [Keys])] = [
        (
            "整改",
            ["整改", "问题整改", "巡察整改", "边改边犯", "后半篇文章"],
            ["成果运用", "举一反三", "长效机制"]
        ),
        (
            "贯彻落实",
            [
                "学习贯彻", "贯彻落实习近平", "深学笃行", "学思践悟", "学用新思想", "重要讲话", "重要指示", "重要论述", "决策部署", "上级部署", "党中央", "新发展理念",
                "创新理论", "职责使命",
                "政治家办报",
            ],
            ["履行职能", "履行职责", "改革", "发展", "主责主业"]
        ),
        (
            "从严治党",
            ["从严治党", "管党治党", "两个责任", "主体责任", "党风廉政", "廉政", "四风", "八项规定"],
            ["作风", "廉洁", "内控", "资金", "资产", "财务", "监督", "形式主义", "官僚主义", "采购", "制度"]
        ),
        (
            "组织建设",
            ["组织路线", "党的建设总要求", "基层党组织", "基层组织建设", "基层党建", "领导班子", "班子建设", "干部队伍", "党建工作", "组织建设", "党建引领", "选人用人"],
            ["党员", "党建", "人才", "干部", "组织生活", "议事"]
        ),
    ]

    /// The category of a finding; the words of its first clause count most.
    static func of(_ text: CleanText, _ range: Range<Int>) -> String? {
        let clauses = text.split(range, at: [0x2C])
        guard let first = clauses.first else { return nil }
        var best: (category: String, score: Int)?
        for (category, strong, weak) in words {
            var score = 0
            if text.contains(any: strong, in: first) { score += 8 }
            if text.contains(any: weak, in: first) { score += 3 }
            if category == "整改", !text.contains(any: strong, in: first) { score = 0 }
            for clause in clauses.dropFirst() {
                if text.contains(any: strong, in: clause) { score += 2 }
                if text.contains(any: weak, in: clause) { score += 1 }
            }
            if score > best?.score ?? 0 { best = (category, score) }
        }
        return best.map { $0.score >= 3 ? $0.category : "专项" } ?? "专项"
    }
}
