import Diagnostics
import Plan
import Text

extension Binder {
    /// Refuses a chart that the columns can't give, as far as that shows before any cell is made; the rest shows then.
    func checkChart(_ bound: BoundQuery) throws(BindingError) {
        guard let chart = bound.chart, bound.pivot == nil else { return }
        let numbers = bound.columns.map { $0.shape == nil ? $0.expression.mayBeNumber : false }
        let fits: Bool
        switch chart.shape {
        case .tree: fits = true
        case .hist: fits = bound.countsRows || numbers.contains(true)
        case .bar, .line: fits = numbers.count > 1 && numbers.dropFirst().allSatisfy { $0 }
        }
        if !fits { throw .chartColumns(chart.shape, at: chart.range) }
    }
}

extension BoundExpression {
    /// Whether its values can be numbers, quantities or nothing else that a chart could not draw.
    fileprivate var mayBeNumber: Bool {
        switch kind {
        case .literal(let value):
            switch value {
            case .number, .quantity, .missing: return true
            default: return false
            }
        case .path(let path):
            switch path.end {
            case .property(let lookup): return lookup.type == .number || lookup.type == .quantity
            case .edge(let lookup): return lookup.type == .number || lookup.type == .quantity
            case .sourcePart(_, let part): return part != .document
            case .nodes, .kind: return false
            }
        case .groupAggregate(.list, _), .rowAggregate(.list, _): return false
        case .arithmetic, .negated, .converted, .rowAggregate, .groupAggregate, .key, .function, .ranked, .share,
            .measure, .ways, .part, .route, .choice, .counted, .heading,
            .given:
            return true
        }
    }
}

extension ChartShape {
    /// What columns the chart is made of.
    package var needs: Message {
        switch self {
        case .bar: Message("a bar chart is of a label and numbers", "条形图要一列标签和数字列")
        case .line: Message("a line chart is of a number or date, and numbers over it", "折线图先要一列数字或日期，再要数字列")
        case .hist: Message("a histogram is of one column of numbers", "直方图要一列数字")
        case .tree: Message("a tree is of paths or nested shapes", "树形图要路径或嵌套的列")
        }
    }

    /// A query that draws one.
    package var example: Message {
        switch self {
        case .bar:
            Message(
                "find findings group by category show category, count() as n chart bar",
                "查找 问题 分组 类别 显示 类别，计数() 为 数 图表 条形图")
        case .line:
            Message(
                "find targets group by year show year, count() as n order by year chart line",
                "查找 指标 分组 年份 显示 年份，计数() 为 数 排序 年份 图表 折线图")
        case .hist: Message("find targets show value chart hist", "查找 指标 显示 数值 图表 直方图")
        case .tree: Message("find units show name, findings { summary } chart tree", "查找 单位 显示 名称，存在问题 { 概要 } 图表 树形图")
        }
    }
}
