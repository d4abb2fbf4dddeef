import Diagnostics

extension Habit {
    /// Zhiku's rule where another language has a different one.
    var message: Message {
        switch self {
        case .select, .match, .from: Message("a query begins with `find` and a kind", "查询以“查找”和种类开头")
        case .create, .update, .delete:
            Message("nodes are changed by `add`, `link`, `set` and `remove`", "增改删用“添加”“连接”“设置”“删除”")
        case .declare: Message("what is a table elsewhere is a kind here", "别处的表在这里是种类")
        case .leave, .help, .use, .backslash:
            Message("a command begins with a dot", "命令以点开头")
        case .clear: Message("the screen is cleared by a key", "清屏用按键")
        case .doubleEqual: Message("equality is written =", "相等写作 =")
        case .lessGreater: Message("inequality is written !=", "不等写作 !=")
        case .doubleAmpersand: Message("conditions are joined by `and`", "条件用“且”连接")
        case .doubleBar: Message("conditions are joined by `or`", "条件用“或”连接")
        case .exclamation: Message("a condition is negated by `not`", "否定用“非”")
        case .regexEqual: Message("a regular expression stands after ~", "正则表达式写在 ~ 之后")
        case .like, .containsWord: Message("“contains” is written ~", "“包含”写作 ~")
        case .comparatorWord: Message("comparators are signs: = != < <= > >=", "比较用符号：= != < <= > >=")
        case .null: Message("a missing value is asked for by `is missing`", "查问缺失用“是 缺失”")
        case .having: Message("a `where` after `group` filters the groups", "“分组”之后的“其中”筛选各组")
        case .distinct: Message("rows are distinct already", "各行本已不重复")
        case .join: Message("relations are followed by a dot", "用点沿关系前行")
        case .clauseFrom: Message("the kind stands right after `find`", "种类紧跟在“查找”之后")
        case .sort: Message("rows are sorted by `order by`", "排序用“排序”")
        case .returning: Message("columns are chosen by `show`", "选列用“显示”")
        case .pipe: Message("clauses follow each other without a sign", "子句之间不用符号")
        case .between, .dashRange: Message("a range stands after `in`, with two points", "范围写在“在”之后，用两个点")
        case .bookTitleMark: Message("《 and 》 belong to titles; the comparators are < and >", "《》用于标题；比较用 < 和 >")
        case .describe: Message("kinds, properties and relations are listed at the prompt", "种类、属性和关系在提示符下列出")
        case .star: Message("a query names the kind, and without `show` has its usual columns", "查询须写种类；不写“显示”即用默认列")
        }
    }

    /// How the same is written in zhiku.
    var hint: Message {
        switch self {
        case .select, .from: Message("find counties where name = 平遥 show name, code", "查找 县区 其中 名称 = 平遥 显示 名称，代码")
        case .match: Message("find counties where develops.name ~ 文旅 show name", "查找 县区 其中 发展.名称 ~ 文旅 显示 名称")
        case .create: Message("add county 平遥县 (code: \"140728\")", "添加 县区 平遥县（代码：“140728”）")
        case .update: Message("set county 平遥县 (type: \"县\")", "设置 县区 平遥县（类型：“县”）")
        case .delete: Message("remove county 平遥县", "删除 县区 平遥县")
        case .declare:
            Message(
                "kind village is place plural villages (population: quantity)",
                "种类 village 是 place 复数 villages 村（population 人口：数量）")
        case .leave: Message(".quit", ".退出")
        case .help: Message(".help", ".帮助")
        case .clear: Message("Ctrl-L at the prompt", "在提示符下按 Ctrl-L")
        case .use: Message(".open my.zkg", ".打开 我的.zkg")
        case .backslash:
            Message(".help; \\d is .schema, \\i is .read, \\q is .quit", ".帮助；\\d 即 .schema，\\i 即 .read，\\q 即 .quit")
        case .doubleEqual: Message("year = 2024", "年份 = 2024")
        case .lessGreater: Message("year != 2024", "年份 != 2024")
        case .doubleAmpersand: Message("year = 2024 and topic ~ 旅游", "年份 = 2024 且 主题 ~ 旅游")
        case .doubleBar: Message("year = 2024 or topic ~ 旅游", "年份 = 2024 或 主题 ~ 旅游")
        case .exclamation: Message("not topic ~ 旅游, or topic !~ 旅游", "非 主题 ~ 旅游，或 主题 !~ 旅游")
        case .regexEqual: Message("topic ~ 低空 for “contains”, topic ~ /低空.*经济/", "“包含”写作 主题 ~ 低空；正则写作 主题 ~ /低空.*经济/")
        case .like, .containsWord: Message("name ~ \"低空\", without %", "名称 ~ “低空”，不加 %")
        case .comparatorWord: Message("year >= 2024", "年份 >= 2024")
        case .null: Message("baseline is missing, baseline is present", "基数 是 缺失，基数 是 存在")
        case .having: Message("group by topic show topic, count() as n where n > 3", "分组 主题 显示 主题，计数() 为 n 其中 n > 3")
        case .distinct: Message("-> topic gives each topic once", "-> 主题 使每个主题只出现一次")
        case .join: Message("find findings show summary, found_in.name", "查找 问题 显示 摘要，存在于.名称")
        case .clauseFrom: Message("find counties show name", "查找 县区 显示 名称")
        case .sort: Message("order by name desc", "排序 名称 倒序")
        case .returning: Message("find counties show name, code", "查找 县区 显示 名称，代码")
        case .pipe: Message("find counties where type = 县 order by name", "查找 县区 其中 类型 = 县 排序 名称")
        case .between, .dashRange: Message("year in 2023..2025", "年份 在 2023..2025")
        case .bookTitleMark: Message("year > 2024, year < 2024", "年份 > 2024，年份 < 2024")
        case .describe: Message(".schema, or .schema county", ".schema，或 .schema 县区")
        case .star: Message("find counties; count() counts rows", "查找 县区；计数() 计行数")
        }
    }
}
