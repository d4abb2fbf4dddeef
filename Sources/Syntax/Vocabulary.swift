/// A word that the language gives a meaning to, where it stands in the place for it; anywhere else it is a name.
///
/// The raw value is the English spelling that the grammar uses. `Vocabulary.table` has all the spellings.
package enum Keyword: String, Sendable, CaseIterable {
    // Statements.
    case find, count, path, search, `let`, define, explain, profile, why
    case kind, relation, add, link, set, remove, merge, unmerge
    case load, `import`, ingest, save, dump, export, begin, commit, rollback
    // Clauses.
    case `where`, show, group, order, limit, offset, cite, union, intersect, except
    case top, pivot, totals, chart
    // Operators of conditions.
    case and, or, not, has, no, every, satisfies, `in`, notIn = "notin", `is`, missing, present, any
    // Words inside a clause or declaration.
    case `as`, by, asc, desc, from, to, plural, inverse, many, none, it
    case via, avoiding, all, within, per
    case into, column, skip, update, existing
    case bar, line, hist, tree
    case through, `if`, sql
}

/// Where a keyword may stand.
package enum KeywordRole: Sendable {
    /// It begins a statement, and so ends the one before.
    case statement
    /// It begins a clause of a query.
    case clause
    /// It makes or joins conditions.
    case `operator`
    /// It belongs to one statement or clause: `by`, `desc`, `plural`.
    case modifier
}

/// All keywords with their spellings, English and Chinese, which lexer, parser, completion and help read.
package enum Vocabulary {
    package struct Row: Sendable {
        package let keyword: Keyword
        package let role: KeywordRole
        /// The first is the one to show.
        package let english: [String]
        /// The first is the one to show.
        package let chinese: [String]

        init(_ keyword: Keyword, _ role: KeywordRole, _ chinese: String...) {
            self.keyword = keyword
            self.role = role
            self.english = [keyword.rawValue]
            self.chinese = chinese
        }
    }

    package static let table: [Row] = [
        Row(.find, .statement, "查找", "找", "查询"),
        Row(.count, .statement, "计数", "统计"),
        Row(.path, .statement, "路径"),
        Row(.search, .statement, "搜索", "检索"),
        Row(.let, .statement, "令"),
        Row(.define, .statement, "定义"),
        Row(.explain, .statement, "解释"),
        Row(.profile, .statement, "剖析"),
        Row(.why, .statement, "为何", "为什么"),
        Row(.kind, .statement, "种类", "定义类"),
        Row(.relation, .statement, "关系"),
        Row(.add, .statement, "添加", "新增"),
        Row(.link, .statement, "连接", "关联"),
        Row(.set, .statement, "设置", "修改"),
        Row(.remove, .statement, "删除", "移除"),
        Row(.merge, .statement, "合并"),
        Row(.unmerge, .statement, "拆出"),
        Row(.load, .statement, "载入", "加载"),
        Row(.import, .statement, "导入"),
        Row(.ingest, .statement, "读入"),
        Row(.save, .statement, "保存"),
        Row(.dump, .statement, "导出"),
        Row(.export, .statement, "转出", "输出"),
        Row(.begin, .statement, "开始"),
        Row(.commit, .statement, "提交"),
        Row(.rollback, .statement, "回滚"),

        Row(.where, .clause, "其中", "条件"),
        Row(.show, .clause, "显示", "展示"),
        Row(.group, .clause, "分组"),
        Row(.order, .clause, "排序", "排列"),
        Row(.limit, .clause, "前", "限"),
        Row(.offset, .clause, "跳过"),
        Row(.cite, .clause, "引注"),
        Row(.union, .clause, "并", "并集"),
        Row(.intersect, .clause, "交", "交集"),
        Row(.except, .clause, "减", "差集", "除去"),
        Row(.top, .clause, "取前", "各取"),
        Row(.pivot, .clause, "透视"),
        Row(.totals, .clause, "总计", "合计"),
        Row(.chart, .clause, "图表", "作图", "画图"),

        Row(.and, .operator, "且", "并且"),
        Row(.or, .operator, "或", "或者"),
        Row(.not, .operator, "非", "不"),
        Row(.has, .operator, "有"),
        Row(.no, .operator, "无", "没有"),
        Row(.every, .operator, "皆", "每个"),
        Row(.satisfies, .operator, "满足"),
        Row(.in, .operator, "在", "属于"),
        Row(.notIn, .operator, "不在", "不属于"),
        Row(.is, .operator, "是"),
        Row(.missing, .operator, "缺失", "不存在", "为空"),
        Row(.present, .operator, "存在", "有值", "不为空"),
        Row(.any, .operator, "任一", "任意"),

        Row(.as, .modifier, "为"),
        Row(.by, .modifier, "按", "按照"),
        Row(.asc, .modifier, "升序"),
        Row(.desc, .modifier, "降序", "倒序"),
        Row(.from, .modifier, "从", "自"),
        Row(.to, .modifier, "到", "至"),
        Row(.plural, .modifier, "复数"),
        Row(.inverse, .modifier, "反向", "逆"),
        Row(.many, .modifier, "多值", "多个"),
        Row(.none, .modifier, "无值"),
        Row(.it, .modifier, "它"),
        Row(.via, .modifier, "经", "经由"),
        Row(.avoiding, .modifier, "避开", "绕开"),
        Row(.all, .modifier, "全部", "所有"),
        Row(.within, .modifier, "以内", "最多"),
        Row(.per, .modifier, "每", "各"),
        Row(.into, .modifier, "并入", "入"),
        Row(.column, .modifier, "列", "栏"),
        Row(.skip, .modifier, "略过"),
        Row(.update, .modifier, "更新"),
        Row(.existing, .modifier, "已有"),
        Row(.through, .modifier, "直到"),
        Row(.bar, .modifier, "条形图", "柱状图", "条形"),
        Row(.line, .modifier, "折线图", "折线"),
        Row(.hist, .modifier, "直方图", "直方"),
        Row(.tree, .modifier, "树形图", "树状图", "树形"),
        Row(.if, .modifier, "如果", "若"),
        Row(.sql, .modifier, "数据库"),
    ]

    /// The keyword of that spelling, in any case; nil if the word is only a name.
    package static func keyword(spelled word: String) -> Keyword? {
        guard mayBegin(word.utf8.first, word.utf8.count) else { return nil }
        let hasCapitals = word.utf8.contains { $0 >= 0x41 && $0 <= 0x5A }
        return bySpelling[word] ?? (hasCapitals ? bySpelling[word.lowercased()] : nil)
    }

    /// Whether a keyword begins with the byte, in any case, and has as many bytes: of most names none does.
    private static func mayBegin(_ first: UInt8?, _ count: Int) -> Bool {
        guard let first, count < 64 else { return false }
        let isCapital = first >= 0x41 && first <= 0x5A
        return lengths[Int(isCapital ? first | 0x20 : first)] >> UInt64(count) & 1 == 1
    }

    /// By the first byte of keywords, a bit for each of their lengths in bytes.
    private static let lengths: [UInt64] = {
        var lengths = [UInt64](repeating: 0, count: 256)
        for spelling in bySpelling.keys {
            if let first = spelling.utf8.first { lengths[Int(first)] |= 1 << UInt64(spelling.utf8.count) }
        }
        return lengths
    }()

    private static let bySpelling: [String: Keyword] = Dictionary(
        uniqueKeysWithValues: table.flatMap { row in (row.english + row.chinese).map { ($0, row.keyword) } })

    fileprivate static let byKeyword: [Keyword: Row] = Dictionary(uniqueKeysWithValues: table.map { ($0.keyword, $0) })
}

extension Keyword {
    /// The keyword's line of the table.
    package var row: Vocabulary.Row {
        guard let row = Vocabulary.byKeyword[self] else { preconditionFailure("no row for the keyword \(self)") }
        return row
    }

    package var role: KeywordRole { row.role }

    /// English first.
    package var spellings: [String] { row.english + row.chinese }
}
