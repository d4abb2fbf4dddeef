import Diagnostics
import Glibc
import Graph
import Text

extension WorkspaceError {
    /// As the failure of opening a folder, or of a statement.
    func failure(folder: String, at range: Range<Int>? = nil, in source: SourceText = .nowhere) -> Failure {
        let sort: Failure.Sort
        switch self {
        case .cancelled: sort = .cancelled
        case .nothingToUndo, .readOnly, .onServer: sort = .statement
        default: sort = .file
        }
        return Failure(diagnostic(folder: folder, at: range), in: source, sort)
    }

    func diagnostic(folder: String, at range: Range<Int>? = nil) -> Diagnostic {
        Diagnostic(message(folder), at: range, hints: hints(folder))
    }

    private func message(_ folder: String) -> Message {
        switch self {
        case .foreign(let file):
            Message(
                "\(folder) is neither empty nor a workspace: it holds \(visible(file))",
                "\(folder) 不是空文件夹，也不是工作区：其中有 \(visible(file))")
        case .notEmpty(let file):
            Message("\(folder) is not empty: it holds \(visible(file))", "\(folder) 不是空文件夹：其中有 \(visible(file))")
        case .noWorkspace: Message("\(folder) is no workspace folder", "\(folder) 不是工作区文件夹")
        case .locked(let pid):
            Message(
                "\(folder) is being written to by another zhiku\(pid.map { " (process \($0))" } ?? "")",
                "另一个 zhiku\(pid.map { "（进程 \($0)）" } ?? "") 正在写 \(folder)")
        case .system(let path, let operation, let code):
            Message(
                "\(path) (\(operation)): \(systemWords(code).english)",
                "\(path)（\(operation)）：\(systemWords(code).chinese)")
        case .snapshot(let error, let path): error.diagnostic(path: path).message
        case .journal(let damage, let path): damage.message(path)
        case .missing(let path): Message("\(path) is missing", "缺少 \(path)")
        case .strange(let path):
            Message("\(path) does not belong to its snapshot", "\(path) 与快照不相配")
        case .readOnly(nil): Message("this graph was opened for reading", "此图以只读方式打开")
        case .readOnly(let code?):
            Message(
                "\(folder) was opened for reading, since it can't be written: \(systemWords(code).english)",
                "\(folder) 不能写入，以只读方式打开：\(systemWords(code).chinese)")
        case .onServer: Message("a graph on a server is read and not changed", "服务器上的图只读，不能修改")
        case .unsure:
            Message(
                "writing failed in a way that leaves open what is on the disk; no change is taken any more",
                "写入失败，磁盘上的内容不能确定；不再接受修改")
        case .cancelled: Message("cancelled", "已取消")
        case .nothingToUndo(0): Message("there is no change since the last `save`", "上次“保存”以来没有修改")
        case .nothingToUndo(let count):
            Message(
                "there \(count == 1 ? "is 1 change" : "are \(count) changes") since the last `save`",
                "上次“保存”以来有 \(count) 次修改")
        }
    }

    private func hints(_ folder: String) -> [Message] {
        switch self {
        case .foreign, .notEmpty: [Message("name a new or an empty folder", "请指定新的或空的文件夹")]
        case .locked:
            [Message("zhiku -g \(folder) --read-only reads it meanwhile", "可先只读打开：zhiku -g \(folder) --read-only")]
        case .system(_, _, let code) where code == ENOSPC || code == EDQUOT || code == EFBIG:
            [Message("the change was not made; what was there before is safe", "此次修改未生效；此前的内容完好")]
        case .snapshot, .journal, .missing, .strange:
            [Message("zhiku recover \(folder) saves what can be read", "zhiku recover \(folder) 可挽回能读出的部分")]
        case .unsure: [Message("leave and open the folder again", "请退出后重新打开")]
        case .onServer:
            [
                Message(
                    "save \"my.zkg\" makes a copy to change; `save` with --write puts it back",
                    "保存 \"我的.zkg\" 得到可修改的副本；加 --write 后再“保存”回服务器")
            ]
        case .noWorkspace, .system, .readOnly, .cancelled, .nothingToUndo: []
        }
    }

    /// A record that can't be carried out again.
    static func doesNotApply(_ record: JournalRecord, _ failure: Failure, folder: String) -> Failure {
        Failure(
            Diagnostic(
                Message(
                    "\(folder): change \(record.number) of the journal can't be carried out again: "
                        + failure.diagnostic.message.english,
                    "\(folder)：日志中第 \(record.number) 次修改不能重做：\(failure.diagnostic.message.chinese)"),
                at: nil,
                hints: [Message("zhiku recover \(folder) saves what can be read", "zhiku recover \(folder) 可挽回能读出的部分")]),
            in: .nowhere, .file)
    }
}

extension Journal.Damage {
    fileprivate func message(_ path: String) -> Message {
        switch self {
        case .notAJournal: Message("\(path) is not a journal of zhiku", "\(path) 不是 zhiku 的日志")
        case .otherVersion(let version):
            Message(
                "\(path) has format \(version), which this zhiku doesn't read",
                "\(path) 的格式版本是 \(version)，此版 zhiku 不能读取"
            )
        case .head: Message("\(path) is damaged in its head", "\(path) 的文件头已损坏")
        case .record(let number, let offset):
            Message(
                "\(path) is damaged at byte \(offset + 1), where change \(number) should be",
                "\(path) 第 \(offset + 1) 字节处已损坏，应为第 \(number) 次修改")
        }
    }
}

extension Diagnostic {
    /// A change that isn't in the journal.
    static var keptAsSnapshot: Diagnostic {
        Diagnostic(
            Message(
                "this is much at once, so it was saved as a new snapshot; `.undo` doesn't take it back",
                "内容较多，已直接存为新快照；不能用 .undo 撤销"), at: nil, severity: .note)
    }
}

extension Workspace {
    var wordsOnTornRecord: Message {
        Message(
            "the last record of the journal was not written whole (\(tornCount) bytes) and is dropped; "
                + "its change was never confirmed",
            "日志的最后一条没有写完（\(tornCount) 字节），已舍去；那次修改从未确认")
    }
}

func wordsOnReadOnly(_ folder: String, _ code: Int32) -> Message {
    Message(
        "\(folder) can't be written (\(systemWords(code).english)): opened for reading",
        "\(folder) 不能写入（\(systemWords(code).chinese)）：以只读方式打开")
}

func wordsOnNew(_ folder: String) -> Message {
    Message("\(folder) is a new, empty workspace", "\(folder) 是新的空工作区")
}
