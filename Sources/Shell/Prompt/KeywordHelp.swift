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
            "the nodes of a kind, a row each", "某一种类的节点，每个一行", "find counties", "查找 县区"),
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
            "draws the answer: bar, line or hist of numbers, tree of paths and shapes",
            "把结果画成图：条形图、折线图、直方图用数字，树形图用路径、嵌套",
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
        .export: KeywordHelp(
            "the graph as tables: files that psql loads into PostgreSQL and its relatives", "把图写成数据库表：psql 可载入的文件",
            "export sql \"folder\"", "转出 数据库 \"文件夹\""),
        .sql: KeywordHelp(
            "the statement of SQL that a query becomes, and what is left to zhiku", "查询变成的 SQL 语句，以及留在本机做的部分",
            "explain sql find counties", "解释 数据库 查找 县区"),
        .save: KeywordHelp("writes the graph to a file", "把图存到文件", "save \"graph.zkg\"", "保存 \"图.zkg\""),
        .load: KeywordHelp(
            "carries out a script, wholly or not at all", "执行脚本，要么全部要么不做", "load \"graph.zk\"", "载入 \"图.zk\""),
        .ingest: KeywordHelp(
            "reads a document, or a folder of them, and adds what it says, each fact with its lines",
            "读入一份文件或一个文件夹，把其中的事实连同出处行号加进图里", "ingest \"plan.pdf\"", "读入 \"规划.pdf\""),
        .add: KeywordHelp("a new node", "新的节点", "add county 乙县 (code: \"2\")", "添加 县区 甲县 (代码: \"1\")"),
        .path: KeywordHelp(
            "how two nodes are connected, the shortest way", "两者怎样相连，最短的路",
            "path from county 平遥 to topic \"低空经济\" within 6", "路径 从 县区 平遥 到 主题 “低空经济” 以内 6"),
        .search: KeywordHelp(
            "what the words stand in, best first", "按相关程度全文搜索", "search \"避暑 康养\" in sections limit 5",
            "搜索 “避暑 康养” 在 章节 前 5"),
        .define: KeywordHelp(
            "a query with parameters, to be found in", "带参数的查询，供以后使用",
            "define of($t) = find proposals where topic ~ $t", "定义 属于题($题) = 查找 提案 其中 主题 ~ $题"),
        .why: KeywordHelp("where a node and its links stand", "节点及其关系出自哪里", "why county 平遥", "为何 县区 平遥"),
        .kind: KeywordHelp(
            "a new kind, or more properties of one", "新的种类，或给种类加属性",
            "kind harbour is place plural harbours 港口 (depth: quantity)",
            "种类 harbour 是 place 复数 harbours 港口 (depth: quantity)"),
        .relation: KeywordHelp(
            "a new relation, or more ends of one", "新的关系，或给关系加两端",
            "relation ships inverse shipped_from from place to place", "关系 ships 反向 shipped_from 从 place 到 place"),
        .link: KeywordHelp(
            "a new edge between two nodes", "在两个节点间连一条关系",
            "link county 平遥 develops industry 新材料产业", "连接 县区 平遥 发展 产业 新材料产业"),
        .set: KeywordHelp(
            "changes properties of a node or an edge", "修改节点或关系的属性", "set county 平遥 (type: \"县\")",
            "设置 县区 平遥 (类型: “县”)"),
        .remove: KeywordHelp(
            "takes a node or an edge away", "删除节点或关系", "remove county 平遥", "删除 县区 平遥"),
        .merge: KeywordHelp(
            "makes two nodes one", "把两个节点合成一个", "merge topic 乡村旅游 into topic 文化旅游", "合并 主题 乡村旅游 并入 主题 文化旅游"),
        .unmerge: KeywordHelp(
            "makes two nodes of one again", "把合成一个的两个节点重新分开", "unmerge topic 乡村旅游 from topic 文化旅游",
            "拆出 主题 乡村旅游 从 主题 文化旅游"),
        .import: KeywordHelp(
            "rows of a csv, tsv or jsonl file as nodes", "把 csv、tsv、jsonl 文件的行变成节点",
            "import \"x.csv\" as county (code: column \"编码\", name: column \"名称\")",
            "导入 “x.csv” 为 县区 (代码: 列 “编码”, 名称: 列 “名称”)"),
        .begin: KeywordHelp(
            "what follows can be taken back by `rollback` until `commit`", "此后的修改在 提交 之前可以 回滚", "begin", "开始"),
        .offset: KeywordHelp("leaves out the first rows", "跳过前几行", "find places offset 5", "查找 地区 跳过 5"),
        .cite: KeywordHelp("adds the sources of each row", "每行注明出处", "find counties cite", "查找 县区 引注"),
        .union: KeywordHelp(
            "what either query finds", "两个查询任一找到的", "find counties union find zones", "查找 县区 并 查找 分区"),
        .intersect: KeywordHelp(
            "what both queries find", "两个查询都找到的", "find places intersect find counties", "查找 地区 交 查找 县区"),
        .except: KeywordHelp(
            "what only the first query finds", "只有前一个查询找到的", "find places except find counties", "查找 地区 减 查找 县区"),
        .and: KeywordHelp(
            "both are true", "两个条件都成立", "find counties where name ~ 平 and has develops", "查找 县区 其中 名称 ~ 平 且 有 发展"),
        .or: KeywordHelp(
            "at least one is true", "至少一个成立", "find counties where name ~ 平 or name ~ 安", "查找 县区 其中 名称 ~ 平 或 名称 ~ 安"),
        .not: KeywordHelp(
            "the opposite is true", "条件不成立", "find counties where not name ~ 平", "查找 县区 其中 非 名称 ~ 平"),
        .every: KeywordHelp(
            "all at the end of a path satisfy it", "路径另一头的每个都满足",
            "find plans where every sets[target] satisfies year is present", "查找 规划 其中 皆 设定[指标] 满足 年份 是 存在"),
        .in: KeywordHelp(
            "in a range, a list, a result or a query", "在范围、列表、结果或查询之内", "find figures where year in 2021..2025",
            "查找 数据 其中 年份 在 2021..2025"),
        .is: KeywordHelp(
            "`is present`, `is missing`: whether there is a value", "是 存在、是 缺失：有没有值",
            "find figures where value is missing", "查找 数据 其中 数值 是 缺失"),
        .any: KeywordHelp(
            "one of several", "其中之一", "find proposals where topic ~ any(\"低空经济\", \"旅游\")",
            "查找 提案 其中 主题 ~ 任一(“低空经济”，“旅游”)"),
        .it: KeywordHelp("the last answer", "上一次的结果", "find it limit 1", "查找 它 前 1"),
    ]
}
