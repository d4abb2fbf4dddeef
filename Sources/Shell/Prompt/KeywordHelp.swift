import Diagnostics
import Syntax

/// What `.help WORD` says of a keyword: what it does, and a query to try.
struct KeywordHelp {
    let purpose: Message
    let example: Message

    private init(_ english: String, _ chinese: String, _ example: String, _ chineseExample: String) {
        purpose = Message(english, chinese)
        self.example = Message(example, chineseExample)
    }

    /// nil for a word that only belongs to another one's clause.
    init?(_ keyword: Keyword) {
        guard let help = KeywordHelp.table[keyword] else { return nil }
        self = help
    }

    private static let table: [Keyword: KeywordHelp] = [
        .find: KeywordHelp(
            "the nodes of a kind, a row each", "某一种类的结点，每个一行", "find counties", "查找 县区"),
        .count: KeywordHelp(
            "how many there are", "有多少", "count proposals where topic ~ 旅游", "计数 提案 其中 主题 ~ 旅游"),
        .where: KeywordHelp(
            "only the rows of which a condition is true", "只留符合条件的行",
            "find counties where name ~ 平", "查找 县区 其中 名称 ~ 平"),
        .show: KeywordHelp(
            "the columns; paths follow relations", "要显示的列；路径沿关系走",
            "find proposals show title, authored_by.name, source", "查找 提案 显示 标题，作者.名称，出处"),
        .group: KeywordHelp(
            "a row per group", "每组一行",
            "find findings group by topic.name as topic show topic, count() as n",
            "查找 问题 分组 主题.名称 为 主题 显示 主题，计数() 为 数"),
        .order: KeywordHelp(
            "sorts the rows; desc turns it round", "排序；倒序则反过来",
            "find counties order by code desc", "查找 县区 排序 代码 倒序"),
        .chart: KeywordHelp(
            "draws the answer: bar (label, numbers), line (number or date, numbers), hist (numbers), tree (paths, shapes)",
            "把结果画成图：条形图（标签、数字）、折线图（数字或日期、数字）、直方图（数字）、树形图（路径、嵌套）",
            "find findings group by category show category, count() as n chart bar",
            "查找 问题 分组 类别 显示 类别，计数() 为 数 图表 条形图"),
        .limit: KeywordHelp("the first rows only", "只要前几行", "find places limit 5", "查找 地区 前 5"),
        .let: KeywordHelp(
            "names a result for later queries", "给结果起名，供以后查询",
            "let h = find counties where name ~ 平", "令 平字县 = 查找 县区 其中 名称 ~ 平"),
        .has: KeywordHelp(
            "there is something at the end of a path", "路径的另一头有东西",
            "find counties where has develops", "查找 县区 其中 有 发展"),
        .no: KeywordHelp(
            "there is nothing at the end of a path", "路径的另一头没有东西",
            "find counties where no develops", "查找 县区 其中 无 发展"),
        .explain: KeywordHelp(
            "how a query would be carried out; `through PASS` shows how the plan came about",
            "查询会怎样执行；`直到 步骤` 显示规划过程", "explain find counties", "解释 查找 县区"),
        .profile: KeywordHelp(
            "runs a query and tells rows and time of each step", "执行查询，列出每步的行数和用时", "profile find counties",
            "剖析 查找 县区"),
        .dump: KeywordHelp("the graph as a script", "把图写成脚本", "dump \"graph.zk\"", "导出 \"图.zk\""),
        .save: KeywordHelp("writes the graph to a file", "把图存到文件", "save \"graph.zkg\"", "保存 \"图.zkg\""),
        .load: KeywordHelp(
            "carries out a script, wholly or not at all", "执行脚本，要么全部要么不做", "load \"graph.zk\"", "载入 \"图.zk\""),
        .ingest: KeywordHelp(
            "reads a document, or a folder of them, and adds what it says, each fact with its lines",
            "读入一份文件或一个文件夹，把其中的事实连同出处行号加进图里", "ingest \"plan.pdf\"", "读入 \"规划.pdf\""),
        .add: KeywordHelp("a new node", "新的结点", "add county 乙县 (code: \"2\")", "添加 县区 甲县 (代码: \"1\")"),
    ]
}
