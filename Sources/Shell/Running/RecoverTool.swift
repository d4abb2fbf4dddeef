import Diagnostics
import Query
import Text

/// `zhiku recover FOLDER`: saves what can be read of a damaged workspace.
struct RecoverTool {
    let printer: Printer

    func run(_ folder: String) -> ExitStatus {
        do throws(Failure) {
            let recovery = try WorkspaceRecovery(folder, isCancelled: { Interrupt.isRaised })
            for line in lines(recovery, folder) { try? printer.write(visible(line.text(in: printer.language)) + "\n") }
            return .success
        } catch {
            printer.complain(error)
            return error.sort == .cancelled ? .interrupted : .usage
        }
    }

    private func lines(_ recovery: WorkspaceRecovery, _ folder: String) -> [Message] {
        if recovery.damaged.isEmpty, recovery.dropped == 0, !recovery.isRewritten {
            return [Message("\(folder) is sound; nothing was changed", "\(folder) 完好，未作改动")]
        }
        var lines = [
            Message(
                "recovered \(recovery.nodes) nodes, with \(recovery.kept) changes since the last `save`",
                "已恢复 \(recovery.nodes) 个结点，含上次“保存”以来的 \(recovery.kept) 次修改")
        ]
        if let script = recovery.script {
            lines.append(
                Message(
                    "\(recovery.dropped) changes were not carried out; they stand in \(script)",
                    "\(recovery.dropped) 次修改未能重做，写在 \(script) 中"))
        }
        for file in recovery.damaged {
            lines.append(Message("what was damaged is kept as \(file)", "损坏的文件留作 \(file)"))
        }
        return lines
    }
}
