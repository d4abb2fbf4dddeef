import Diagnostics
import Graph
import Plan
import Syntax
import Text

extension BindingError {
    /// The error for people, in both languages.
    package var diagnostic: Diagnostic { Diagnostic(message, at: range, hints: hints) }

    var range: Range<Int> {
        switch self {
        case .unknownKind(_, _, let range), .unknownSource(_, _, let range), .unknownStep(_, _, _, _, let range),
            .nothingFoundYet(let range),
            .unknownEdgeProperty(_, _, _, let range), .edgePropertyWithoutRelation(let range),
            .stepAfterProperty(_, let range),
            .propertyIsNoStep(_, let range), .edgePropertyOfRepetition(let range), .conditionNeeded(_, let range),
            .wrongType(_, _, _, let range), .dimensionsDiffer(_, _, let range), .nodesHaveNoOrder(_, let range),
            .nothingToBeIn(_, let range), .noSuchNode(_, _, _, let range), .severalNodes(_, _, _, _, let range),
            .unknownProperty(_, _, _, let range), .severalValues(_, let range), .propertyTwice(_, let range),
            .confidenceOutOfRange(let range), .unknownRelation(_, _, let range),
            .unknownType(_, _, let range), .aggregateBesideField(_, let range), .notVisibleAfterGroup(_, _, let range),
            .notAfterGroup(_, let range), .aggregateOverNothing(_, let range), .unknownFunction(_, _, let range),
            .wrongArguments(_, let range), .missingParameter(_, let range), .shapeOfNoRelation(_, let range),
            .unknownUnit(_, _, let range), .notYet(_, let range), .nameTaken(_, let range), .transactionOpen(let range),
            .aggregateNeeded(_, let range), .relationNeeded(_, let range), .endlessWays(_, let range),
            .totalsOfNoGroups(let range), .chartNotLast(let range), .chartColumns(_, let range),
            .cellIsNoAggregate(_, let range), .noPathColumn(_, _, let range), .endWithoutNode(_, let range),
            .constantOrder(_, let range), .savedInTransaction(let range),
            .pathsTooLong(_, let range), .noTransaction(let range), .refusedWhenSafe(_, let range),
            .graph(_, let range),
            .recursiveDefinition(_, let range), .argumentCount(_, _, _, let range), .parameterTwice(_, let range),
            .mergedWithItself(_, let range), .mergedAcrossKinds(_, _, let range), .notMerged(_, _, let range),
            .mergedBefore(_, _, _, _, _, let range),
            .pattern(_, let range), .nothingToSearch(let range), .textNeeded(_, let range),
            .functionArguments(_, _, _, let range), .valueAmongNodes(_, let range),
            .wrongArgument(_, _, let range), .unknownPass(_, _, let range):
            range
        case .inDefinition(_, let error): error.range
        }
    }

    private var message: Message {
        switch self {
        case .unknownKind(let word, _, _):
            Message("there is no kind “\(word)”", "没有“\(word)”这个种类")
        case .unknownSource(let word, _, _):
            Message(
                "“\(word)” is neither a kind nor a name given by `let` or `define`",
                "“\(word)”既不是种类，也不是用“令”或“定义”取的名字")
        case .nothingFoundYet:
            Message("`it` is the last result, and there is none yet", "“它”（it）是上一个结果，现在还没有")
        case .unknownStep(let word, let kinds, _, _, _):
            Message(
                "\(kinds.phrase.english) has no property or relation “\(word)”",
                "\(kinds.phrase.chinese)没有属性或关系“\(word)”")
        case .unknownEdgeProperty(let word, let relations, _, _):
            Message(
                "the relation \(relations.phrase.english) has no property “\(word)”",
                "关系“\(relations.phrase.chinese)”没有属性“\(word)”")
        case .edgePropertyWithoutRelation:
            Message("@ stands behind a relation, or in the shape of one", "@ 要写在关系之后，或写在关系的 { } 之内")
        case .stepAfterProperty(let word, _):
            Message("“\(word)” is a value, from which no path leads on", "“\(word)”是值，路径到此为止")
        case .propertyIsNoStep(let word, _):
            Message(
                "only relations are narrowed or repeated, and “\(word)” is a property", "只有关系可以加 [ ] 或 { }，“\(word)”是属性"
            )
        case .edgePropertyOfRepetition:
            Message("a repeated relation is no single one whose property @ could read", "重复的关系不止一条，不能用 @ 取其属性")
        case .conditionNeeded(let word, _):
            Message("“\(word)” alone is neither true nor false", "单独一个“\(word)”无所谓真假")
        case .wrongType(let property, let type, let found, _):
            Message(
                "\(property.english) is \(type.phrase.english), and “\(found)” is not",
                "\(property.chinese)是\(type.phrase.chinese)，而“\(found)”不是")
        case .dimensionsDiffer(let left, "", _):
            Message("\(left) cannot be compared with plain numbers", "\(left) 不能与没有单位的数比较")
        case .dimensionsDiffer(let left, let right, _):
            Message("\(left) cannot be compared with values in \(right)", "\(left) 不能与单位为\(right)的值比较")
        case .nodesHaveNoOrder(let word, _):
            Message("“\(word)” leads to nodes, which are not less or greater", "“\(word)”指向节点，节点没有大小之分")
        case .nothingToBeIn(let word, _):
            Message(
                "after `in` stands a range, a list, a period, a name given by `let`, a path with a dot, or (find …)",
                "“在”（in）之后是范围、列表、时期、let 取的名字、带点的路径或（查找 …），“\(word)”都不是")
        case .valueAmongNodes(let word, _):
            Message(
                "(find …) gives nodes, which compare with nodes and texts, and “\(word)” is neither",
                "（查找 …）得到的是节点，可与节点和文本比较，“\(word)”两者都不是")
        case .noSuchNode(let kind, let name, _, _):
            Message("there is no \(kind.english) “\(name)”", "没有名为“\(name)”的\(kind.chinese)")
        case .severalNodes(let kind, let name, _, let count, _):
            Message(
                "“\(name)” is in the name of \(count) nodes of \(kind.english)",
                "有 \(count) 个\(kind.chinese)都叫“\(name)”或名称中含它")
        case .unknownProperty(let word, let owner, _, _):
            Message("\(owner.english) has no property “\(word)”", "\(owner.chinese)没有属性“\(word)”")
        case .severalValues(let property, _):
            Message("\(property) has one value", "\(property) 只有一个值")
        case .propertyTwice(let word, _):
            Message("\(word) is given once", "\(word) 只能写一次")
        case .confidenceOutOfRange:
            Message("a confidence is between 0 and 1", "可信度在 0 与 1 之间")
        case .unknownRelation(let word, _, _):
            Message("there is no relation “\(word)”", "没有“\(word)”这个关系")
        case .unknownType(let word, _, _):
            Message(
                "“\(word)” is not a type: text, number, quantity, date, source or name",
                "“\(word)”不是类型；类型有 text、number、quantity、date、source、name")
        case .aggregateBesideField(let word, _):
            Message(
                "“\(word)” is of one row and cannot stand beside a value over all rows", "“\(word)”是单行的值，不能与全体行的汇总并列")
        case .notVisibleAfterGroup(let word, _, _):
            Message(
                "after `group by` only keys and aggregates are visible, and “\(word)” is neither",
                "分组之后只能用分组键和汇总，“\(word)”都不是")
        case .notAfterGroup(let word, _):
            Message("groups are no nodes, so “\(word)” cannot follow `group by`", "组不是节点，分组之后不能用“\(word)”")
        case .aggregateOverNothing(let word, _):
            Message(
                "“\(word)” is over all rows, so it belongs into `show` or behind `group by`",
                "“\(word)”是对全体行的汇总，应写在显示里或分组之后")
        case .unknownFunction(let word, _, _):
            Message("there is no function “\(word)”", "没有函数“\(word)”")
        case .wrongArguments(let word, _):
            Message("\(word)(…) takes one argument", "\(word)(…) 要一个参数")
        case .functionArguments(let word, let expected, let found, _):
            Message(
                "\(word)(…) takes \(expected.phrase.english), and here are \(found)",
                "\(word)(…) 要 \(expected.phrase.chinese) 个参数，这里有 \(found) 个")
        case .wrongArgument(let word, .dates, _):
            Message("\(word)(…) takes a date", "\(word)(…) 要日期")
        case .wrongArgument(let word, _, _):
            Message("\(word)(…) takes a number or a quantity", "\(word)(…) 要数字或数量")
        case .aggregateNeeded(let word, _):
            Message("\(word)(…) takes a value over all rows, such as count()", "\(word)(…) 要一个汇总，如 计数()")
        case .relationNeeded(let word, _):
            Message("\(word)(…) takes the name of one relation", "\(word)(…) 要一个关系名")
        case .endlessWays(let limit, _):
            Message(
                "only walks of an upper length can be counted, at most \(limit) relations in all",
                "只能计数有长度上限的走法，总共最多 \(limit) 步")
        case .chartNotLast: Message("`chart` is the last clause of a query", "“图表”是查询的最后一个子句")
        case .chartColumns(let shape, _): shape.needs
        case .totalsOfNoGroups:
            Message("totals are of groups, and there are none", "总计是对各组的，而这里没有分组")
        case .cellIsNoAggregate(let word, _):
            Message("the cells of a pivot are aggregates, and “\(word)” is none", "透视表的单元格是汇总，而“\(word)”不是")
        case .constantOrder(let word, _):
            Message("“\(word)” is the same for every row and gives no order", "“\(word)”对每一行都一样，排不出次序")
        case .endWithoutNode(let word, _):
            Message(
                "“\(word)” is a kind; which node of it?", "“\(word)”是种类，请指明是哪一个")
        case .noPathColumn(let word, _, _):
            Message(
                "a path has no “\(word)”; it has \(RoutePart.allCases.map(\.rawValue).joined(separator: ", "))",
                "路径没有“\(word)”；可用 \(RoutePart.allCases.map(\.chineseName).joined(separator: "、"))")
        case .pathsTooLong(let limit, _):
            Message("`path all` looks at most \(limit) relations far", "“路径 全部”最多找 \(limit) 步")
        case .missingParameter(let name, _):
            Message("$\(name) has no value", "$\(name) 没有值")
        case .shapeOfNoRelation(let word, _):
            Message(
                "{ } shows the nodes that a relation leads to, and “\(word)” leads to none",
                "{ } 显示关系所到的节点，“\(word)”不指向节点")
        case .unknownUnit(let word, _, _):
            Message("“\(word)” is not a unit", "“\(word)”不是单位")
        case .pattern(let error, _): error.message
        case .textNeeded(let word, _):
            Message(
                "to the right of `~~` stands a text, and “\(word)” is read from the graph",
                "“~~”右边是文本，“\(word)”要从图中读取")
        case .nothingToSearch: Message("there is no word to search for", "没有要搜索的词")
        case .unknownPass(let word, _, _):
            Message(
                "no pass is called “\(word)”; they are \(Planner.Pass.allCases.map(\.name.english).joined(separator: ", "))",
                "没有名为“\(word)”的步骤；有 \(Planner.Pass.allCases.map(\.name.chinese).joined(separator: "、"))")
        case .notYet(let what, _):
            Message("`\(what)` is not available in this version yet", "此版本尚不支持“\(what)”")
        case .nameTaken(let word, _):
            Message("“\(word)” is the name of a kind", "“\(word)”已是种类的名字")
        case .transactionOpen:
            Message("a `begin` is open already", "已有未结束的“开始”（begin）")
        case .noTransaction:
            Message("there is no open `begin`", "没有未结束的“开始”（begin）")
        case .savedInTransaction:
            Message("`begin` waits for its `commit`: there is nothing whole to save", "“开始”之后还没有“提交”，不能保存")
        case .refusedWhenSafe(let word, _):
            Message("`\(word)` is not allowed under --safe", "--safe 之下不允许“\(word)”")
        case .recursiveDefinition(let word, _):
            Message("“\(word)” cannot call itself, directly or through others", "“\(word)”不能直接或间接调用自己")
        case .argumentCount(let word, let expected, let found, _):
            Message(
                "\(word)(…) takes \(expected.phrase.english), and here are \(found)",
                "\(word)(…) 要 \(expected.phrase.chinese) 个参数，这里有 \(found) 个")
        case .parameterTwice(let word, _): Message("the parameter $\(word) is named once", "参数 $\(word) 只能写一次")
        case .inDefinition(_, let error): error.message
        case .mergedWithItself(let word, _): Message("“\(word)” is that node already", "“\(word)”就是该节点")
        case .mergedAcrossKinds(let left, let right, _):
            Message(
                "\(left.english) and \(right.english) are different kinds of things, which cannot be one",
                "\(left.chinese)与\(right.chinese)不是同类，不能合并")
        case .notMerged(let part, let whole, _):
            Message(
                "nothing called “\(part)” was merged into “\(whole)”, and it is no other name of it",
                "“\(whole)”没有并入过“\(part)”，也没有这个别名")
        case .mergedBefore(let part, let later, _, _, _, _):
            Message("“\(part)” came with “\(later)”, which was merged after it", "“\(part)”是随“\(later)”并入的")
        case .graph(let error, _): error.message()
        }
    }

    private var hints: [Message] {
        switch self {
        case .unknownKind(_, let near, _), .unknownSource(_, let near, _), .unknownEdgeProperty(_, _, let near, _),
            .noSuchNode(_, _, let near, _), .unknownProperty(_, _, let near, _), .unknownRelation(_, let near, _),
            .unknownType(_, let near, _), .unknownFunction(_, let near, _), .unknownUnit(_, let near, _),
            .noPathColumn(_, let near, _), .unknownPass(_, let near, _):
            near.first.map { [.didYouMean($0)] } ?? []
        case .unknownStep(let word, _, let near, let owners, _):
            (near.first.map { [Message.didYouMean($0)] } ?? [])
                + (owners.isEmpty
                    ? []
                    : [
                        Message(
                            "“\(word)” belongs to \(owners.phrase.english)", "有“\(word)”的是\(owners.phrase.chinese)")
                    ])
        case .conditionNeeded(let word, _):
            [Message("`has \(word)` asks whether there is one", "`有 \(word)` 问的是有没有")]
        case .aggregateBesideField(let word, _):
            [Message("`group by \(word)` gives a row for each", "`分组 \(word)` 给每个值一行")]
        case .severalNodes(_, _, let found, _, _):
            [
                Message(
                    "write one of these ids: \(found.joined(separator: ", "))",
                    "请写其中一个编号：\(found.joined(separator: "、"))")
            ]
        case .dimensionsDiffer(let value, let unit, _):
            [.didYouMean(value.prefix { $0.isASCII && ($0.isNumber || ".-".contains($0)) } + unit)]
        case .aggregateNeeded(let word, _): [Message("\(word)(count())", "\(word)(计数())")]
        case .relationNeeded(let word, _): [Message("\(word)(cites)", "\(word)(引用)")]
        case .endlessWays: [Message("part_of{1..3}", "属于{1..3}")]
        case .constantOrder: [Message("write the column: order by name", "请写列：排序 名称")]
        case .chartNotLast: [Message("find … limit 3 chart bar", "查找 … 前 3 图表 条形图")]
        case .chartColumns(let shape, _): [shape.example]
        case .totalsOfNoGroups:
            [Message("`group by year show year, count() totals`", "`分组 年份 显示 年份，计数() 总计`")]
        case .cellIsNoAggregate:
            [Message("`pivot year by topic show sum(value)`", "`透视 年份 按 主题 显示 求和(数值)`")]
        case .mergedBefore(_, let later, let kind, let whole, let wholeKind, _):
            [
                Message(
                    "first unmerge \(kind.english) \(quotedText(later)) from \(wholeKind.english) \(quotedText(whole))",
                    "先拆出 \(kind.chinese) \(quotedText(later)) 从 \(wholeKind.chinese) \(quotedText(whole))")
            ]
        case .missingParameter(let name, _):
            [Message("give it with -p \(name)=…", "用 -p \(name)=… 给出")]
        case .wrongType(_, .date, let found, _) where DateRepair.date(in: found) != nil:
            [.didYouMean(DateRepair.date(in: found) ?? found)]
        case .wrongType(_, let type, let found, _)
        where [.number, .quantity, .date].contains(type) && ChineseNumeral.withDigits(found) != nil:
            [.didYouMean(ChineseNumeral.withDigits(found) ?? found)]
        case .wrongType(_, .text, let found, _):
            [Message("put it in quotes: \"\(found)\"", "加上引号：\"\(found)\"")]
        case .notVisibleAfterGroup(let word, let visible, _):
            (visible.isEmpty
                ? []
                : [
                    Message(
                        "the keys are \(visible.joined(separator: ", "))", "分组键有 \(visible.joined(separator: "、"))")
                ]) + [Message("list(\(word)) gathers it", "列表(\(word)) 可汇集")]
        case .edgePropertyWithoutRelation:
            [
                Message(
                    "authored_by@confidence < 1, or authored_by { name, @confidence }",
                    "作者@可信度 < 1，或 作者 { 名称，@可信度 }")
            ]
        case .nothingToBeIn(let word, _):
            (nearestPlanningPeriod(to: word).map { [.didYouMean($0)] } ?? [])
                + [Message("one value is compared by =: = \(word)", "单个值用 = 比较：= \(word)")]
        case .inDefinition(let query, let error):
            error.hints + [
                Message(
                    "this stands in the definition of “\(query.definition.name.text)”",
                    "此处在“\(query.definition.name.text)”的定义之中")
            ]
        case .graph(let error, _): error.hints()
        case .pattern(let error, _): error.hints
        default: []
        }
    }
}

extension Message {
    static func didYouMean(_ name: some StringProtocol) -> Message { Message("did you mean \(name)?", "是不是“\(name)”？") }
}

extension ClosedRange<Int> {
    fileprivate var phrase: Message {
        if lowerBound == upperBound {
            return Message(upperBound == 1 ? "one argument" : "\(upperBound) arguments", "\(upperBound)")
        }
        return Message("\(lowerBound) to \(upperBound) arguments", "\(lowerBound) 到 \(upperBound)")
    }
}

extension [Message] {
    /// `a, b, c, …`: at most five.
    fileprivate var phrase: Message {
        let more = count > 5
        return Message(
            prefix(5).map(\.english).joined(separator: ", ") + (more ? ", …" : ""),
            prefix(5).map(\.chinese).joined(separator: "、") + (more ? "等" : ""))
    }
}

extension PropertyType {
    var phrase: Message {
        switch self {
        case .text: Message("text", "文本")
        case .number: Message("a number", "数字")
        case .quantity: Message("a number with a unit", "带单位的数量")
        case .date: Message("a date such as 2025, 2025-11 or 2025-11-03", "日期，如 2025、2025-11、2025-11-03")
        case .source: Message("a document with lines, such as \"plan\" 3..7", "文件和行号，如 \"plan\" 3..7")
        }
    }
}

/// The five-year plan's period that a word was meant to name: `十四五期间`, `第十四个五年`, `十四伍`.
private func nearestPlanningPeriod(to word: String) -> String? {
    let plain = word.replacing("第", with: "").replacing("个五年", with: "五")
    let named = planningPeriodNames.filter { plain.contains($0) }.max { $0.count < $1.count }
    return named ?? nearest(to: plain, among: planningPeriodNames).first
}
