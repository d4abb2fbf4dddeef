import Diagnostics
import Syntax

/// The queries that every session knows, in the words of either language. A `define` or `let` of the name replaces one.
///
/// Figures that are said twice: a row for each, with the other's value, year and source beside it. Of two that contradict each
/// other the one with the lesser id has the row, so that a pair comes once.
package let policyDefinitions = """
    define contradictions = find figures as f where has contradicts[id > f.id]
        show indicator, value, year, source, contradicts[id > f.id] { indicator, value, year, source } as contradicts
        order by indicator, id
    define restatements = find figures where has restates
        show indicator, value, year, source, restates { indicator, value, year, source } order by indicator, id
    定义 矛盾 = 查找 数据 为 数 其中 有 矛盾[编号 > 数.编号]
        显示 指标，数值，年份，出处，矛盾[编号 > 数.编号] { 指标，数值，年份，出处 } 为 矛盾
        排序 指标，编号
    定义 重申 = 查找 数据 其中 有 重申
        显示 指标，数值，年份，出处，重申 { 指标，数值，年份，出处 } 排序 指标，编号

    """

extension Environment {
    /// What a session knows from the start.
    static let ofNewSession: Environment = {
        let source = SourceText(name: "policy definitions", text: policyDefinitions)
        var environment = Environment()
        var parser = Parser(source)
        do {
            while let statement = try parser.next() {
                guard case .define(let definition) = statement.kind else { continue }
                environment.define(NamedQuery(definition: definition, source: source))
            }
        } catch {
            preconditionFailure("The policy definitions are not in the language: \(error)")
        }
        return environment
    }()
}
