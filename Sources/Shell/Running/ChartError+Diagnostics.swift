import Diagnostics
import Query
import Render
import Text

extension ChartError {
    /// The error for people, in both languages.
    func diagnostic(at range: Range<Int>) -> Diagnostic {
        switch self {
        case .columns(let shape): Diagnostic(shape.needs, at: range, hints: [shape.example])
        case .notANumber(let column, let value):
            Diagnostic(
                Message(
                    "the chart needs numbers, and \(visible(column)) has “\(value)”",
                    "图表要数字，而“\(visible(column))”中有“\(value)”"), at: range,
                hints: [Message("leave the column out, or show a number of it", "去掉此列，或换成数字")])
        case .mixedUnits(let first, let second):
            Diagnostic(
                Message(
                    "\(visible(first)) and \(visible(second)) have no axis in common",
                    "\(visible(first)) 与 \(visible(second)) 不能共用一条轴"),
                at: range,
                hints: [Message("keep one of them, as in where value > 0亿元", "只留一种，如 其中 数值 > 0亿元")])
        }
    }
}
