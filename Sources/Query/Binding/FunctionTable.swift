import Diagnostics
import Graph
import Plan
import Text

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
        Entry(name: "abs", aliases: ["绝对值"], meaning: .function(.abs)),
        Entry(name: "round", aliases: ["四舍五入", "取整"], meaning: .function(.round)),
        Entry(name: "floor", aliases: ["向下取整", "下取整"], meaning: .function(.floor)),
        Entry(name: "ceil", aliases: ["向上取整", "上取整", "ceiling"], meaning: .function(.ceil)),
        Entry(name: "lower", aliases: ["小写"], meaning: .function(.lower)),
        Entry(name: "upper", aliases: ["大写"], meaning: .function(.upper)),
        Entry(name: "trim", aliases: ["去空格", "去空白"], meaning: .function(.trim)),
        Entry(name: "length", aliases: ["长度", "字数", "len"], meaning: .function(.length)),
        Entry(name: "replace", aliases: ["替换"], meaning: .function(.replace)),
        Entry(name: "substring", aliases: ["截取", "子串", "substr", "mid"], meaning: .function(.substring)),
        Entry(name: "left", aliases: ["左取", "取左"], meaning: .function(.left)),
        Entry(name: "right", aliases: ["右取", "取右"], meaning: .function(.right)),
        Entry(name: "split", aliases: ["拆分", "切分"], meaning: .function(.split)),
        Entry(name: "join", aliases: ["串联", "联结", "string_agg"], meaning: .function(.join)),
        Entry(name: "concat", aliases: ["拼接"], meaning: .function(.concat)),
        Entry(name: "coalesce", aliases: ["首个有值", "取有值", "ifnull"], meaning: .function(.coalesce)),
        Entry(name: "number", aliases: ["转数字", "数字"], meaning: .function(.number)),
        Entry(name: "text", aliases: ["转文本", "文本"], meaning: .function(.text)),
        Entry(name: "date", aliases: ["转日期"], meaning: .function(.date)),
        Entry(name: "unit", aliases: ["单位", "计量单位"], meaning: .function(.unit)),
        Entry(name: "size", aliases: ["项数", "几个"], meaning: .function(.size)),
        Entry(name: "last", aliases: ["末个", "最后一个"], meaning: .function(.last)),
        Entry(name: "least", aliases: ["较小者"], meaning: .function(.least)),
        Entry(name: "greatest", aliases: ["较大者"], meaning: .function(.greatest)),
        Entry(name: "share", aliases: ["占比", "比重"], meaning: .share),
        Entry(name: "ways", aliases: ["走法", "路径数"], meaning: .ways),
        Entry(name: "degree", aliases: ["度", "连接数"], meaning: .measure(.degree)),
        Entry(name: "pagerank", aliases: ["网页排名", "影响力"], meaning: .measure(.pagerank)),
        Entry(name: "components", aliases: ["连通分量", "连通块"], meaning: .measure(.components)),
        Entry(name: "betweenness", aliases: ["中介度", "介数"], meaning: .measure(.betweenness)),
        Entry(name: "community", aliases: ["社群", "群组"], meaning: .measure(.community)),
    ]

    package static func meaning(of word: String) -> Meaning? { meanings[folded(word)] }

    /// By folded name.
    private static let meanings = Dictionary(
        entries.flatMap { entry in ([entry.name] + entry.aliases).map { (folded($0), entry.meaning) } },
        uniquingKeysWith: { first, _ in first })

    package static var allNames: [String] { entries.flatMap { [$0.name] + $0.aliases } }

    /// What other languages and spreadsheets call functions, and their name here; only suggestions come of it.
    private static let foreignNames = [
        "total": "sum", "summation": "sum", "总计": "求和", "累计": "求和", "mean": "avg", "平均数": "平均", "平均值": "平均",
        "maximum": "max", "最高": "最大", "minimum": "min", "最低": "最小", "num": "count", "counta": "count", "条数": "计数",
        "collect": "list", "group_concat": "list", "array_agg": "list", "tolower": "lower", "lcase": "lower",
        "toupper": "upper", "ucase": "upper", "char_length": "length", "strlen": "length", "nvl": "coalesce",
        "isnull": "coalesce", "percent": "share", "percentage": "share", "ratio_to_report": "share", "比例": "占比",
        "百分比": "占比", "cardinality": "size", "concat_ws": "join", "group_count": "count",
    ]

    /// The functions that were perhaps meant, the likeliest first.
    package static func nearestNames(to word: String) -> [String] {
        foreignNames[word.lowercased()].map { [$0] } ?? nearest(to: word, among: allNames)
    }
}
