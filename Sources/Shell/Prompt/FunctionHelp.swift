import Diagnostics

/// What `.help NAME()` says of a function: what it gives, and a query to try.
struct FunctionHelp {
    let purpose: Message
    let example: Message

    private init(_ english: String, _ chinese: String, _ example: String, _ chineseExample: String) {
        purpose = Message(english, chinese)
        self.example = Message(example, chineseExample)
    }

    /// Of a value of a row: `find proposals show title, EXPRESSION`.
    private static func value(_ english: String, _ chinese: String, _ expression: String, _ its: String) -> FunctionHelp
    {
        FunctionHelp(
            english, chinese, "find proposals show title, \(expression) limit 5", "查找 提案 显示 标题，\(its) 前 5")
    }

    /// Of a number: `find figures show name, EXPRESSION`.
    private static func figure(_ english: String, _ chinese: String, _ expression: String, _ its: String)
        -> FunctionHelp
    {
        FunctionHelp(
            english, chinese, "find figures where value is present show name, \(expression) limit 5",
            "查找 数据 其中 数值 是 存在 显示 名称，\(its) 前 5")
    }

    /// Of a group of rows.
    private static func rows(_ english: String, _ chinese: String, _ expression: String, _ its: String) -> FunctionHelp
    {
        FunctionHelp(
            english, chinese, "find figures where year is present group by year show year, \(expression) as x",
            "查找 数据 其中 年份 是 存在 分组 年份 显示 年份，\(its) 为 值")
    }

    /// Of the nodes of a relation's graph.
    private static func measure(_ english: String, _ chinese: String, _ name: String, _ its: String) -> FunctionHelp {
        FunctionHelp(
            english, chinese, "find industries show name, \(name)(part_of) as x order by x desc limit 5",
            "查找 产业 显示 名称，\(its)(属于) 为 值 排序 值 倒序 前 5")
    }

    static let table: [String: FunctionHelp] = [
        "count": rows("how many rows, or how many at the end of a path", "有多少行，或路径另一头有多少个", "count()", "计数()"),
        "sum": rows("the sum; of one dimension", "总和；单位要能换算", "sum(confidence)", "求和(可信度)"),
        "avg": rows("the mean", "平均数", "avg(year)", "平均(年份)"),
        "median": rows("the middle one", "中位数", "median(year)", "中位数(年份)"),
        "min": rows("the least", "最小的", "min(name)", "最小(名称)"),
        "max": rows("the greatest", "最大的", "max(name)", "最大(名称)"),
        "list": rows("all of them, each once", "全部列出，不重复", "list(name)", "列表(名称)"),
        "first": rows("the first one", "第一个", "first(name)", "首个(名称)"),
        "share": rows("of an aggregate: its part of the total, 0…1", "某个合计占总数的比例", "share(count())", "占比(计数())"),
        "last": value("the last of a list", "一串值的最后一个", "last(split(title, \"的\"))", "末个(拆分(标题, “的”))"),
        "size": value("how many values", "有几个值", "size(topic)", "项数(主题)"),
        "year": value("the year of a date", "日期的年份", "year(date(\"2025-11-03\"))", "年份(转日期(“2025-11-03”))"),
        "month": value("the month of a date, 1…12", "日期的月份", "month(date(\"2025-11-03\"))", "月份(转日期(“2025-11-03”))"),
        "day": value("the day of a date, 1…31", "日期的日", "day(date(\"2025-11-03\"))", "日(转日期(“2025-11-03”))"),
        "abs": figure("without its sign", "绝对值", "abs(value)", "绝对值(数值)"),
        "round": figure("to so many places", "四舍五入，可指定小数位数", "round(value, 1)", "四舍五入(数值, 1)"),
        "floor": figure("the next whole number below", "向下取整", "floor(value)", "向下取整(数值)"),
        "ceil": figure("the next whole number above", "向上取整", "ceil(value)", "向上取整(数值)"),
        "least": figure("the least of several", "几个值中较小的", "least(year, 2025)", "较小者(年份, 2025)"),
        "greatest": figure("the greatest of several", "几个值中较大的", "greatest(year, 2025)", "较大者(年份, 2025)"),
        "lower": value("in small letters", "变成小写", "lower(title)", "小写(标题)"),
        "upper": value("in capital letters", "变成大写", "upper(title)", "大写(标题)"),
        "trim": value("without blanks at its ends", "去掉两头的空白", "trim(title)", "去空格(标题)"),
        "length": value("how many characters", "有几个字", "length(title)", "字数(标题)"),
        "replace": value(
            "with one text in place of another", "换掉其中的文字", "replace(title, \"关于\", \"\")", "替换(标题, “关于”, “”)"),
        "substring": value(
            "so many characters from a place on, the first is 1", "从第几个字起取几个字", "substring(title, 1, 4)", "截取(标题, 1, 4)"
        ),
        "left": value("the first characters", "开头的几个字", "left(title, 4)", "左取(标题, 4)"),
        "right": value("the last characters", "末尾的几个字", "right(title, 4)", "右取(标题, 4)"),
        "split": value("the parts between a sign", "按分隔符拆开", "split(title, \"的\")", "拆分(标题, “的”)"),
        "join": value("several as one text", "把几个值连成一段", "join(topic.name, \"、\")", "串联(主题.名称, “、”)"),
        "concat": value("texts one behind the other", "把几段文字接起来", "concat(id, \" \", title)", "拼接(编号, “ ”, 标题)"),
        "coalesce": value("the first that isn't missing", "第一个有值的", "coalesce(summary, title)", "首个有值(摘要, 标题)"),
        "number": value("a text as a number", "把文本变成数字", "number(\"12\")", "转数字(“12”)"),
        "text": value("a value as text", "把值变成文本", "text(year)", "转文本(年份)"),
        "date": value("a text as a date", "把文本变成日期", "date(\"2025年11月\")", "转日期(“2025年11月”)"),
        "ways": value("how many ways lead along a path", "沿路径有几种走法", "ways(authored_by.authored)", "走法(作者.作)"),
        "degree": measure("how many links of a relation", "某种关系的条数", "degree", "度"),
        "pagerank": measure("how much leads there along a relation", "沿关系被指向的程度", "pagerank", "网页排名"),
        "components": measure("a number for all that hangs together", "连在一起的编同一个号", "components", "连通分量"),
        "betweenness": measure("how often it lies between others", "在多少条最短路上", "betweenness", "中介度"),
        "community": measure("a number for what is closely linked", "联系紧密的编同一个号", "community", "社群"),
    ]
}
