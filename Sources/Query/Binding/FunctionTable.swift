import Graph
import Plan

/// The functions of the language under all their names: read by the binder, completion and help.
package struct FunctionTable {
    package enum Meaning: Sendable {
        case aggregate(Aggregate)
        case function(Function)
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
        Entry(name: "min", aliases: ["最小", "最小值"], meaning: .aggregate(.min)),
        Entry(name: "max", aliases: ["最大", "最大值"], meaning: .aggregate(.max)),
        Entry(name: "list", aliases: ["列表", "罗列"], meaning: .aggregate(.list)),
        Entry(name: "first", aliases: ["首个", "第一个"], meaning: .aggregate(.first)),
        Entry(name: "year", aliases: ["年份", "年"], meaning: .function(.year)),
        Entry(name: "month", aliases: ["月份", "月"], meaning: .function(.month)),
        Entry(name: "day", aliases: ["日"], meaning: .function(.day)),
        Entry(name: "lower", aliases: ["小写"], meaning: .function(.lower)),
        Entry(name: "length", aliases: ["长度", "字数"], meaning: .function(.length)),
    ]

    package static func meaning(of word: String) -> Meaning? {
        entries.first { entry in isSameName(entry.name, word) || entry.aliases.contains { isSameName($0, word) } }?
            .meaning
    }

    package static var allNames: [String] { entries.flatMap { [$0.name] + $0.aliases } }
}
