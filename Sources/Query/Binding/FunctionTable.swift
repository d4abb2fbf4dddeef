import Graph
import Plan

/// The functions of the language under all their names: read by the binder, completion and help.
package struct FunctionTable {
    package enum Meaning: Sendable {
        case aggregate(Aggregate)
        case function(Function)
        /// Of an aggregate.
        case share
        /// Of the name of a relation.
        case measure(RelationMeasure.Function)
        /// Of a path of relations.
        case ways
    }

    package struct Entry: Sendable {
        package let name: String
        package let aliases: [String]
        package let meaning: Meaning
    }

    package static let entries: [Entry] = [
        Entry(name: "count", aliases: ["计数", "数量", "个数"], meaning: .aggregate(.count)),
        Entry(name: "sum", aliases: ["求和", "合计", "总和"], meaning: .aggregate(.sum)),
        Entry(name: "avg", aliases: ["平均", "均值", "average"], meaning: .aggregate(.avg)),
        Entry(name: "median", aliases: ["中位数", "中位"], meaning: .aggregate(.median)),
        Entry(name: "min", aliases: ["最小", "最小值"], meaning: .aggregate(.min)),
        Entry(name: "max", aliases: ["最大", "最大值"], meaning: .aggregate(.max)),
        Entry(name: "list", aliases: ["列表", "罗列"], meaning: .aggregate(.list)),
        Entry(name: "first", aliases: ["首个", "第一个"], meaning: .aggregate(.first)),
        Entry(name: "year", aliases: ["年份", "年"], meaning: .function(.year)),
        Entry(name: "month", aliases: ["月份", "月"], meaning: .function(.month)),
        Entry(name: "day", aliases: ["日"], meaning: .function(.day)),
        Entry(name: "lower", aliases: ["小写"], meaning: .function(.lower)),
        Entry(name: "length", aliases: ["长度", "字数"], meaning: .function(.length)),
        Entry(name: "share", aliases: ["占比", "比重"], meaning: .share),
        Entry(name: "ways", aliases: ["走法", "路径数"], meaning: .ways),
        Entry(name: "degree", aliases: ["度", "连接数"], meaning: .measure(.degree)),
        Entry(name: "pagerank", aliases: ["网页排名", "影响力"], meaning: .measure(.pagerank)),
        Entry(name: "components", aliases: ["连通分量", "连通块"], meaning: .measure(.components)),
        Entry(name: "betweenness", aliases: ["中介度", "介数"], meaning: .measure(.betweenness)),
        Entry(name: "community", aliases: ["社群", "群组"], meaning: .measure(.community)),
    ]

    package static func meaning(of word: String) -> Meaning? {
        entries.first { entry in isSameName(entry.name, word) || entry.aliases.contains { isSameName($0, word) } }?
            .meaning
    }

    package static var allNames: [String] { entries.flatMap { [$0.name] + $0.aliases } }
}
