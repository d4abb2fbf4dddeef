import Diagnostics
import Graph

extension TableError {
    /// The error for people, in both languages; `range` is where the statement names the file.
    func diagnostic(file: String, at range: Range<Int>, _ schema: Schema? = nil) -> Diagnostic {
        var message = message
        if case .graph(let error, _) = self { message = error.message(schema) }
        switch self {
        case .input(let error): return error.diagnostic(at: range)
        case .noColumn(_, _, let place), .severalColumns(_, let place), .noIdentity(let place):
            return Diagnostic(message, at: place, hints: hints)
        case .unknownForm, .noHeadings: return Diagnostic(message, at: range, hints: hints)
        default:
            let (line, column) = place
            let english = "\(file), line \(line)" + (column.map { ", column “\($0)”" } ?? "") + ": "
            let chinese = "\(file) 第 \(line) 行" + (column.map { "“\($0)”列" } ?? "") + "："
            return Diagnostic(
                Message(english + message.english, chinese + message.chinese), at: range, hints: hints)
        }
    }

    /// Whether the file can't be read or decoded, rather than says something wrong.
    var isAboutFile: Bool {
        switch self {
        case .input, .notUTF8: true
        default: false
        }
    }

    private var place: (line: Int, column: String?) {
        switch self {
        case .notUTF8(let line, _), .unclosedQuote(let line), .textBehindQuote(let line), .fieldCount(_, _, let line),
            .tooLong(let line), .notAnObject(let line), .graph(_, let line):
            (line, nil)
        case .emptyIdentity(let column, let line), .wrongValue(_, _, let column, let line),
            .severalValues(_, let column, let line), .confidenceOutOfRange(let column, let line),
            .noSuchNode(_, _, _, let column, let line), .severalNodes(_, _, _, let column, let line):
            (line, column)
        case .input, .unknownForm, .noHeadings, .noColumn, .severalColumns, .noIdentity, .statement: (1, nil)
        }
    }

    private var message: Message {
        switch self {
        case .input, .statement: Message("", "")
        case .unknownForm: Message("a table is a .csv, .tsv or .jsonl file", "表格文件为 .csv、.tsv 或 .jsonl")
        case .noHeadings: Message("the first line of a table has the headings", "表格首行应为列名")
        case .notUTF8(_, let isGBK):
            Message("this is not UTF-8" + (isGBK ? " (it looks like GBK)" : ""), "不是 UTF-8" + (isGBK ? "（像是 GBK）" : ""))
        case .unclosedQuote: Message("a field that begins with \" ends with \"", "以 \" 开始的字段须以 \" 结束")
        case .textBehindQuote:
            Message("behind the closing \" a comma or the end of the line stands", "结束的 \" 之后应为逗号或行尾")
        case .fieldCount(let expected, let found, _):
            Message("there are \(expected) headings, and \(found) fields here", "列名有 \(expected) 个，此行有 \(found) 个字段")
        case .tooLong: Message("a field has at most 16 MB", "一个字段最长 16 MB")
        case .notAnObject: Message("every line is a JSON object", "每行应为一个 JSON 对象")
        case .noColumn(let name, _, _): Message("the table has no column “\(name)”", "表格没有“\(name)”列")
        case .severalColumns(let name, _):
            Message("the table has several columns “\(name)”", "表格有几个“\(name)”列")
        case .noIdentity: Message("a node needs an id or a name", "节点要有编号或名称")
        case .emptyIdentity: Message("this names the node and cannot be empty", "此列指明节点，不能为空")
        case .wrongValue(let text, let type, _, _):
            Message(
                "expected \(type.phrase.english) instead of “\(text)”", "“\(text)”处应为\(type.phrase.chinese)")
        case .severalValues(let property, _, _): Message("\(property) has one value", "\(property) 只有一个值")
        case .confidenceOutOfRange: Message("a confidence is between 0 and 1", "可信度在 0 与 1 之间")
        case .noSuchNode(let name, let kind, _, _, _):
            Message("there is no \(kind.english) “\(name)”", "没有名为“\(name)”的\(kind.chinese)")
        case .severalNodes(let name, let kind, _, _, _):
            Message("several nodes of \(kind.english) are called “\(name)”", "有几个\(kind.chinese)都叫“\(name)”")
        case .graph(let error, _): error.message()
        }
    }

    private var hints: [Message] {
        switch self {
        case .noColumn(_, let near, _), .noSuchNode(_, _, let near, _, _):
            near.first.map { [.didYouMean($0)] } ?? []
        case .severalNodes(_, _, let found, _, _):
            [Message("their ids: \(found.joined(separator: ", "))", "编号：\(found.joined(separator: "、"))")]
        case .noIdentity:
            [Message("(name: column \"…\")", "(名称: 列 \"…\")")]
        case .notUTF8(_, true):
            [Message("iconv -f GB18030 -t UTF-8 converts it", "可用 iconv -f GB18030 -t UTF-8 转换")]
        case .graph(.nodeExists, _), .graph(.edgeExists, _):
            [
                Message(
                    "behind the statement, `skip existing` or `update existing`", "可在语句末尾写“略过 已有”或“更新 已有”")
            ]
        case .graph(let error, _): error.hints()
        default: []
        }
    }
}
