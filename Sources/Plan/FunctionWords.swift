import Diagnostics

// Names of functions for people: the first of each language that the binder's table of functions has.

extension Aggregate {
    package var words: Message {
        switch self {
        case .count: Message("count", "计数")
        case .sum: Message("sum", "求和")
        case .avg: Message("avg", "平均")
        case .median: Message("median", "中位数")
        case .min: Message("min", "最小")
        case .max: Message("max", "最大")
        case .list: Message("list", "列表")
        case .first: Message("first", "首个")
        }
    }
}

extension RelationMeasure.Function {
    package var words: Message {
        switch self {
        case .degree: Message("degree", "度")
        case .pagerank: Message("pagerank", "网页排名")
        case .components: Message("components", "连通分量")
        case .betweenness: Message("betweenness", "中介度")
        case .community: Message("community", "社群")
        }
    }
}

extension Function {
    package var words: Message { Message(rawValue, chineseName) }

    private var chineseName: String {
        switch self {
        case .year: "年份"
        case .month: "月份"
        case .day: "日"
        case .abs: "绝对值"
        case .round: "四舍五入"
        case .floor: "向下取整"
        case .ceil: "向上取整"
        case .lower: "小写"
        case .upper: "大写"
        case .trim: "去空格"
        case .length: "长度"
        case .replace: "替换"
        case .substring: "截取"
        case .left: "左取"
        case .right: "右取"
        case .split: "拆分"
        case .number: "转数字"
        case .text: "转文本"
        case .date: "转日期"
        case .unit: "单位"
        case .join: "串联"
        case .concat: "拼接"
        case .coalesce: "首个有值"
        case .size: "项数"
        case .last: "末个"
        case .least: "较小者"
        case .greatest: "较大者"
        }
    }
}
