import Diagnostics
import Graph

/// What people call the kinds of the policy schema without their being named so; only suggestions come of it.
enum KindSynonyms {
    private static let table: [(kind: String, words: [String])] = [
        (
            "place",
            ["city", "cities", "town", "towns", "province", "provinces", "region", "regions", "城市", "省份", "区域", "乡镇"]
        ),
        (
            "unit",
            [
                "company", "companies", "organization", "organizations", "agency", "agencies", "department", "企业", "公司",
                "机构", "部门",
            ]
        ),
        ("document", ["policy", "policies", "report", "reports", "file", "files", "政策", "报告", "文献"]),
        ("person", ["author", "authors", "member", "members", "user", "users", "委员", "人员", "代表"]),
        ("industry", ["sector", "sectors", "business", "行业"]),
        ("proposal", ["motion", "motions", "bill", "bills", "议案", "发言"]),
        ("finding", ["problem", "problems", "issue", "issues", "整改"]),
        ("recommendation", ["suggestion", "suggestions", "advice", "意见"]),
        ("target", ["goal", "goals", "kpi", "indicator", "indicators"]),
        ("figure", ["statistic", "statistics", "number", "numbers", "数字"]),
        ("site", ["project", "projects", "venue", "venues", "项目", "景区", "园区", "景点"]),
        ("topic", ["theme", "themes", "subject", "subjects", "话题", "议题"]),
        ("section", ["chapter", "chapters", "paragraph", "paragraphs", "段落"]),
    ]

    /// The kind's usual name in the word's script; nil if the word, or one that is nearly so written, stands for no kind.
    static func kind(for word: String, in schema: Schema) -> String? {
        nearest(to: word, among: table.flatMap(\.words)).first.flatMap { kind(called: $0, in: schema) }
    }

    /// The kind's usual name in the word's script; nil if the word itself stands for no kind.
    static func kind(called word: String, in schema: Schema) -> String? {
        guard let row = table.first(where: { $0.words.contains(word.lowercased()) }),
            let kind = schema.kinds.first(where: { $0.name == row.kind })
        else { return nil }
        return word.utf8.allSatisfy { $0 < 0x80 } ? kind.plural ?? kind.name : kind.words.chinese
    }
}
