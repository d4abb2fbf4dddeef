import Execution
import Graph
import Plan
import Text

/// One thing that `merge` or `unmerge` did, as a row of its answer.
struct MergeEvent {
    enum Outcome: String {
        case alias, filled, conflict, moved, joined, dropped
        case returned, shared, gone

        var chinese: String {
            switch self {
            case .alias: "别名"
            case .filled: "补入"
            case .conflict: "冲突"
            case .moved: "移入"
            case .joined: "合并"
            case .dropped: "舍去"
            case .returned: "归还"
            case .shared: "分享"
            case .gone: "已无"
            }
        }
    }

    var outcome: Outcome
    var fact: String
    var chineseFact: String
    var value: Value
    var kept: Value = .missing

    private func cells(chinese: Bool) -> [Value] {
        [.text(chinese ? outcome.chinese : outcome.rawValue), .text(chinese ? chineseFact : fact), value, kept]
    }

    /// - Parameter columns: the first of outcome, fact, value and what was kept.
    static func answer(_ events: [MergeEvent], _ columns: [BoundColumn], _ graph: Graph) -> Answer {
        func rows(chinese: Bool) -> [[Value]] { events.map { Array($0.cells(chinese: chinese).prefix(columns.count)) } }
        return Answer(columns: columns, rows: rows(chinese: false), chineseRows: rows(chinese: true), graph: graph)
    }
}
