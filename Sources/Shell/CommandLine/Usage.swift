import Diagnostics
import Text

/// The version that `--version` and the banner show.
package let versionText = "0.1.0"

/// When it was made, for the man page.
let versionDate = "2026-11-21"

/// What zhiku is, in a line.
let programPurpose = Message("ask a graph of government documents", "查询政府文件的图谱")

/// The ways to call it, each with what it does.
let synopses: [(call: Message, purpose: Message)] = [
    (Message("", ""), Message("the shell, on the sample graph", "交互式查询，打开样例图")),
    (Message("script.zk …", "脚本.zk …"), Message("run scripts, as does zhiku < script.zk", "运行脚本，zhiku < 脚本.zk 也可以")),
    (
        Message("-c 'find plans' [-c …]", "-c '查找 规划' [-c …]"),
        Message("run statements; standard input is not read", "运行语句，不读标准输入")
    ),
    (
        Message("fmt script.zk …", "fmt 脚本.zk …"),
        Message("lay scripts out, to standard output; --write: in place", "排版脚本，写到标准输出；--write 写回原文件")
    ),
    (
        Message("check script.zk …", "check 脚本.zk …"),
        Message("say what is wrong with scripts without running them", "检查脚本，不运行")
    ),
    (
        Message("check --sources [script.zk …] --corpus FOLDER", "check --sources [脚本.zk …] --corpus 文件夹"),
        Message("prove each fact from the lines that it cites", "到原文里逐条查对事实的出处")
    ),
    (
        Message("ingest FILE|FOLDER … -g GRAPH [--report]", "ingest 文件|文件夹 … -g 图 [--report]"),
        Message("read documents into a graph; --report: what was found", "把文件读入图；--report 说明读出了什么")
    ),
    (
        Message("recover FOLDER", "recover 文件夹"),
        Message("save what can be read of a damaged workspace", "挽回损坏的工作区中能读出的部分")
    ),
]

/// What the exit status says.
let exitStatuses: [(status: Int, meaning: Message)] = [
    (0, Message("all went well", "一切正常")),
    (1, Message("a statement is wrong or failed", "语句有误或失败")),
    (2, Message("usage, or a file that can't be read", "用法有误，或文件无法读取")),
    (4, Message("nothing found under --fail-empty", "--fail-empty 且没有结果")),
    (130, Message("interrupted", "中断")),
    (141, Message("closed pipe", "管道关闭")),
]

/// What `--help` prints, made of the same as the man page.
func usage(in language: Language) -> String {
    var lines = [Message("zhiku: ", "zhiku（智库）：").text(in: language) + programPurpose.text(in: language), ""]
    for (call, purpose) in synopses {
        let call = "  zhiku " + call.text(in: language)
        if widthInCells(of: call) < 36 {
            lines.append(padded(call, to: 36) + purpose.text(in: language))
        } else {
            lines += [call, String(repeating: " ", count: 36) + purpose.text(in: language)]
        }
    }
    lines.append("")
    for row in OptionRow.table {
        let head = "  " + (row.short.map { $0 + ", " } ?? "    ") + row.long
        let call = head + (row.value.map { " " + $0.text(in: language) } ?? "")
        let purpose = row.purpose.text(in: language).split(separator: "\n").map(String.init)
        let column = 29
        if widthInCells(of: call) < column {
            lines.append(padded(call, to: column) + (purpose.first ?? ""))
        } else {
            lines += [call, String(repeating: " ", count: column) + (purpose.first ?? "")]
        }
        lines += purpose.dropFirst().map { String(repeating: " ", count: column) + $0 }
    }
    let statuses = exitStatuses.map { "\($0.status) \($0.meaning.text(in: language))" }
        .joined(separator: Message("; ", "；").text(in: language))
    let head = Message("Exit status: ", "退出状态：").text(in: language)
    lines.append("")
    lines += wrappedParagraph(head + statuses + Message(".", "。").text(in: language), to: 100)
    return lines.joined(separator: "\n") + "\n"
}
