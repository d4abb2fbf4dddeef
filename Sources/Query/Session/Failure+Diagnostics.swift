import Diagnostics
import Execution
import Glibc
import Graph
import Text

extension ExecutionError {
    /// The error for people, in both languages.
    package var diagnostic: Diagnostic {
        switch self {
        case .cancelled:
            Diagnostic(Message("cancelled", "已取消"), at: nil)
        case .severalValues(let count, let range):
            Diagnostic(
                Message("arithmetic takes one value, and here are \(count)", "计算要单个值，这里有 \(count) 个"), at: range,
                hints: [Message("narrow it, as in baseline[year = 2020].value", "加条件缩小，如 基数[年份 = 2020].数值")])
        case .dimensionsDiffer(let left, let right, let range):
            Diagnostic(
                Message(
                    "\(left) and \(right) measure different things",
                    "\(left) 与 \(right) 不是同类的量"
                ),
                at: range)
        case .notANumber(let value, let range):
            Diagnostic(Message("“\(value)” is not a number", "“\(value)”不是数字"), at: range)
        case .cannotConvert(let value, let unit, let range):
            Diagnostic(
                Message("\(value) has no value in \(unit)", "\(value) 不能换算成\(unit)"), at: range,
                hints: value.unitsOfItsKind + [
                    Message("keep only what has: where value > 0\(unit)", "先只留可换算的：其中 数值 > 0\(unit)")
                ])
        case .damaged(let part):
            Diagnostic(
                Message("the graph's snapshot is damaged in its \(part)", "图的快照已损坏（\(part)）"), at: nil)
        case .noPivotColumn(let heading, let columns, let range):
            Diagnostic(
                Message("the pivot has no column “\(heading)”", "透视表没有“\(heading)”这一列"), at: range,
                hints: nearest(to: heading, among: columns).first.map { [.didYouMean($0)] }
                    ?? [
                        Message(
                            "its columns are \(columns.prefix(5).joined(separator: ", "))",
                            "它的列有 \(columns.prefix(5).joined(separator: "、"))")
                    ])
        case .tooManyColumns(let count, let limit, let range):
            Diagnostic(
                Message(
                    "a pivot has at most \(limit) columns, and here are \(count)", "透视表最多 \(limit) 列，这里有 \(count) 列"),
                at: range,
                hints: [
                    Message("change places: pivot topic by year", "行列互换：透视 主题 按 年份"),
                    Limits.Name.columns.wayToRaise(beyond: count),
                ])
        case .limitMet(let name, let limit, let range):
            Diagnostic(
                name.excess(over: limit), at: range, hints: [name.wayToRaise(beyond: limit)])
        }
    }
}

extension Value {
    /// The unit that the value is written in, which it surely converts to.
    fileprivate var unitsOfItsKind: [Message] {
        guard case .quantity(let quantity) = self, !quantity.unit.isEmpty else { return [] }
        return [
            Message("it converts to units of its own kind, such as \(quantity.unit)", "可换算成同类的单位，如“\(quantity.unit)”")
        ]
    }
}

extension Limits.Name {
    /// What is counted.
    package var purpose: Message {
        switch self {
        case .columns: Message("columns of a pivot", "透视表的列数")
        case .groups: Message("groups that one row is in", "一行所属的组数")
        case .records: Message("records in one cell", "一个单元格中的记录数")
        case .rows: Message("rows of an answer", "结果的行数")
        case .fetched:
            Message("nodes and relations that are fetched whole from a server", "从服务器整个取来的节点和关系数")
        case .time: Message("milliseconds for a statement", "一条语句的毫秒数")
        case .memory: Message("megabytes of memory", "内存的兆字节数")
        case .steps: Message("relations for `path all` to look at", "“路径 全部”要查看的关系数")
        }
    }

    fileprivate func excess(over limit: Int) -> Message {
        switch self {
        case .time: Message("this takes longer than \(limit) ms", "用时超过 \(limit) 毫秒")
        case .memory: Message("this takes more than \(limit) MB of memory", "内存占用超过 \(limit) MB")
        case .columns, .groups, .records, .steps, .rows, .fetched:
            Message("this has more than \(limit) \(purpose.english)", "\(purpose.chinese)超过 \(limit)")
        }
    }

    /// - Parameter count: what is not enough.
    fileprivate func wayToRaise(beyond count: Int) -> Message {
        let more = count.multipliedReportingOverflow(by: 10).partialValue
        return Message(
            "the limit is called \(rawValue): `.limit \(rawValue) \(more)` at the prompt, or --limit \(rawValue)=\(more)",
            "此限制名为 \(rawValue)：在提示符处用 .limit \(rawValue) \(more)，或用选项 --limit \(rawValue)=\(more)")
    }
}

extension Note {
    /// The note for people, in both languages.
    package var message: Message {
        switch self {
        case .otherDimension(let property, let count, let isPlainNumber):
            Message(
                "\(count) values of \(property) in units of another kind were not compared",
                "\(property) 有 \(count) 个值的单位不同类，未参与比较")
                + (isPlainNumber
                    ? Message(
                        "; a number alone compares with what is counted, so write the unit: 100亿元",
                        "；不带单位的数只与个、家、座之类比较，请写上单位，如 100亿元") : Message(""))
        case .neverThere(let word, let step, let kind):
            Message(
                "nothing that “\(step)” leads to in this graph has “\(word)”, so the brackets leave nothing",
                "此图中“\(step)”所到的节点都没有“\(word)”，方括号里的条件不会成立")
                + (kind.map {
                    Message("; for a \($0) itself: `\(step)[\($0) and name = …]`", "；若指\($0)本身：\(step)[\($0) 且 名称 = …]")
                } ?? Message(""))
        case .estimated(let some, let all):
            Message(
                "betweenness is estimated from \(some) of \(all) nodes, the same ones at every run",
                "中介度由 \(all) 个节点中的 \(some) 个估算，每次取同样的节点")
        case .morePaths(let count):
            Message(
                "there are more than \(count) paths; `limit \(count * 10)` shows more",
                "路径多于 \(count) 条；`前 \(count * 10)` 可显示更多")
        case .pathsNoLonger(let length):
            Message(
                "paths of more than \(length) relations were not looked for; `within \(length + 2)` looks further",
                "未找超过 \(length) 步的路径；`以内 \(length + 2)` 可找得更远")
        case .reconnected:
            Message("the connection was lost and made anew", "连接曾中断，已重新连接")
        case .finishedHere(let nodes):
            Message(
                "this can't be asked of the server: \(nodes) nodes were fetched and it was answered here",
                "服务器不能回答此问：已取来 \(nodes) 个节点，在本机回答")
        case .replacedOnServer:
            Message("the graph on the server was replaced since the last question", "服务器上的图自上次查询后已被替换")
        case .shortestPath(let length):
            Message("the shortest path has length \(length)", "最短路径有 \(length) 步")
        }
    }
}

extension FileError {
    func diagnostic(at range: Range<Int>?) -> Diagnostic {
        switch self {
        case .input(let error): error.diagnostic(at: range)
        case .snapshot(let error, let path): error.diagnostic(path: path, at: range)
        case .noPath:
            Diagnostic(
                Message("this graph came from no snapshot", "此图不是从快照打开的"), at: range,
                hints: [Message("say where: save \"my.zkg\"", "请写明路径：保存 \"my.zkg\"")])
        case .zeroCharacter(let node):
            Diagnostic(
                Message(
                    "a text of \(node) has the character U+0000, which databases don't keep",
                    "\(node) 的文字含有字符 U+0000，数据库不能存"),
                at: range)
        case .document(let error, let path): error.diagnostic(path: path, at: range)
        case .loadedTooDeeply:
            Diagnostic(Message("files load each other more than 32 deep", "文件相互载入超过 32 层"), at: range)
        }
    }
}

extension InputError {
    package func diagnostic(at range: Range<Int>?) -> Diagnostic {
        switch self {
        case .system(let path, let code):
            return Diagnostic(
                Message(
                    "\(path) can't be read: \(systemWords(code).english)", "无法读取 \(path)：\(systemWords(code).chinese)"),
                at: range)
        case .isFolder(let path):
            return Diagnostic(Message("\(path) is a folder", "\(path) 是文件夹"), at: range)
        case .notUTF8(let path, let offset, let encoding):
            let guess = Message(encoding.map { " (it looks like \($0))" } ?? "", encoding.map { "（像是 \($0)）" } ?? "")
            return Diagnostic(
                Message(
                    "\(path) is not UTF-8 at byte \(offset + 1)\(guess.english)",
                    "\(path) 第 \(offset + 1) 字节处不是 UTF-8\(guess.chinese)"),
                at: range,
                hints: encoding.map {
                    [
                        Message(
                            "iconv -f \($0 == "GBK" ? "GB18030" : $0) -t UTF-8 converts it",
                            "可用 iconv -f \($0 == "GBK" ? "GB18030" : $0) -t UTF-8 转换")
                    ]
                } ?? [])
        }
    }
}

extension SnapshotError {
    package func diagnostic(path: String, at range: Range<Int>? = nil) -> Diagnostic {
        switch self {
        case .notASnapshot:
            Diagnostic(Message("\(path) is not a snapshot of zhiku", "\(path) 不是 zhiku 的快照"), at: range)
        case .otherVersion(let version):
            Diagnostic(
                Message(
                    "\(path) has format \(version), which this zhiku doesn't read",
                    "\(path) 的格式版本是 \(version)，此版 zhiku 不能读取"),
                at: range)
        case .cutShort(let expected, let found):
            Diagnostic(
                Message(
                    "\(path) is damaged: \(found) of \(expected) bytes are there",
                    "\(path) 已损坏：应有 \(expected) 字节，只有 \(found) 字节"),
                at: range)
        case .damaged(let part):
            Diagnostic(Message("\(path) is damaged in its \(part)", "\(path) 已损坏（\(part)）"), at: range)
        case .cancelled:
            Diagnostic(Message("\(path) was not written: cancelled", "已取消，未写入 \(path)"), at: range)
        case .system("open", let code):
            Diagnostic(
                Message(
                    "\(path) can't be opened: \(systemWords(code).english)", "无法打开 \(path)：\(systemWords(code).chinese)"
                ),
                at: range)
        case .system(let operation, let code):
            Diagnostic(
                Message(
                    "\(path) (\(operation)): \(systemWords(code).english)",
                    "\(path)（\(operation)）：\(systemWords(code).chinese)"),
                at: range)
        }
    }
}

/// What the operating system calls an error, the commonest in both languages.
package func systemWords(_ code: Int32) -> Message {
    let words = systemMessage(code)
    switch code {
    case ENOENT: return Message(words, "没有这个文件或文件夹")
    case EACCES, EPERM: return Message(words, "没有权限")
    case EISDIR: return Message(words, "这是文件夹")
    case ENOTDIR: return Message(words, "路径中有一段不是文件夹")
    case ENOSPC: return Message(words, "磁盘已满")
    case EROFS: return Message(words, "此处只读")
    default: return Message(words, words)
    }
}

/// What the operating system calls an error.
package func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }
