import Diagnostics
import Execution
import Query
import Syntax
import Text

/// Ten steps on the sample graph. What is typed is right if its answer is: the same nodes, in whatever words.
enum Tutorial {
    struct Step {
        let task: Message
        /// A way to do it, which the hint shows and whose answer is compared.
        let query: Message
        var wants = Wants.nodes

        /// What of the answer is compared beside its nodes.
        enum Wants {
            case nodes
            /// In this order.
            case order
            /// As many rows, and at least as many columns.
            case table
            /// `cite`
            case citations
            case chart
        }

        /// Whether an answer is the one that was wanted.
        func accepts(_ answer: Answer, in session: Session) -> Bool {
            guard let wanted = Tutorial.answer(query.english, in: session) else { return false }
            let isSameSet = Set(answer.roots) == Set(wanted.roots)
            switch wants {
            case .nodes: return isSameSet && answer.rowCount == wanted.rowCount
            case .order: return answer.roots == wanted.roots
            case .table:
                return isSameSet && answer.rowCount == wanted.rowCount && answer.columns.count >= wanted.columns.count
            case .citations: return isSameSet && answer.cites
            case .chart: return isSameSet && answer.rowCount == wanted.rowCount && answer.chart != nil
            }
        }
    }

    static let introduction = Message(
        "Type a query for each step, in English or Chinese. .tutorial hint shows a way, .tutorial off leaves.",
        "每一步输入一条查询，中文英文都行。.tutorial 提示 给出写法，.tutorial 退出 离开。")

    static let end = Message(
        "That was all. `.once chart.html` before a query writes its answer to a file; MANUAL.md has the rest.",
        "十步都完成了。查询前先输入 .once 图.html，结果就写进文件；其余见《手册》。")

    static let steps: [Step] = [
        Step(
            task: Message(
                "`find` and a kind give all its nodes. Find all counties.", "“查找”加种类，列出这一类的全部。查找所有县区。"),
            query: Message("find counties", "查找 县区")),
        Step(
            task: Message(
                "`where` keeps what a condition is true of; `~` means contains. Find the counties whose name contains 平.",
                "“其中”只留下符合条件的；~ 是“包含”。查找名称里有“平”的县区。"),
            query: Message("find counties where name ~ 平", "查找 县区 其中 名称 ~ 平")),
        Step(
            task: Message(
                "A condition can look along a relation: topic leads from a proposal to its topics. Find the proposals on 低空经济.",
                "条件可以沿着关系看：“主题”从提案通到它的主题。查找主题含“低空经济”的提案。"),
            query: Message("find proposals where topic ~ \"低空经济\"", "查找 提案 其中 主题 ~ “低空经济”")),
        Step(
            task: Message(
                "`show` chooses columns, and a dot follows a relation. Show title and the authors' names of all proposals.",
                "“显示”选列，点号沿关系走。显示全部提案的标题和作者的名称。"),
            query: Message("find proposals show title, authored_by.name", "查找 提案 显示 标题，作者.名称"), wants: .table),
        Step(
            task: Message(
                "`->` goes on to the ends of a relation. Which industries does 平遥 develop?",
                "-> 走到关系的另一头。平遥发展哪些产业？（关系“发展”）"),
            query: Message("find counties where name = 平遥 -> develops", "查找 县区 其中 名称 = 平遥 -> 发展")),
        Step(
            task: Message(
                "`no` is true where nothing is at the end. Which industries are developed somewhere, but no proposal is "
                    + "concerned with them? (developed_in, concerned_by[proposal])",
                "“无”表示另一头什么也没有。哪些产业有发展地，却没有提案涉及？（发展地，被涉及[提案]）"),
            query: Message(
                "find industries where has developed_in and no concerned_by[proposal]",
                "查找 产业 其中 有 发展地 且 无 被涉及[提案]")),
        Step(
            task: Message(
                "`order by` sorts, `limit` keeps the first. Find the three counties with the highest code, highest first.",
                "“排序”排顺序，“前”只留几个。查找代码最大的三个县区，大的在前。"),
            query: Message("find counties order by code desc limit 3", "查找 县区 排序 代码 倒序 前 3"), wants: .order),
        Step(
            task: Message(
                "`group by` makes a row of each group, and count() counts. How many findings are there of each category?",
                "“分组”每组一行，计数() 数个数。每一类别各有多少问题？"),
            query: Message(
                "find findings group by category show category, count() as n",
                "查找 问题 分组 类别 显示 类别，计数() 为 数"), wants: .table),
        Step(
            task: Message(
                "`cite` at the end of a query adds the sources. Find the proposals on 低空经济 once more, with citations.",
                "查询末尾加“引注”，每行注明出处。再查一次主题含“低空经济”的提案，带上引注。"),
            query: Message("find proposals where topic ~ \"低空经济\" cite", "查找 提案 其中 主题 ~ “低空经济” 引注"),
            wants: .citations),
        Step(
            task: Message(
                "`chart bar` draws a table of names and numbers. Draw how many findings there are of each category.",
                "“图表 条形图”把名称和数字画成图。画出每一类别各有多少问题。"),
            query: Message(
                "find findings group by category show category, count() as n chart bar",
                "查找 问题 分组 类别 显示 类别，计数() 为 数 图表 条形图"), wants: .chart),
    ]

    /// Whether the graph has what the steps ask for.
    static func fits(_ session: Session) -> Bool {
        steps.allSatisfy { (answer($0.query.english, in: session)?.rowCount ?? 0) > 0 }
    }

    static func answer(_ query: String, in session: Session) -> Answer? {
        var draft = session
        let source = SourceText(name: "", text: query)
        guard let statement = try? parse(source).first,
            case .answer(let answer)? = try? draft.run(statement, in: source)
        else { return nil }
        return answer
    }
}
