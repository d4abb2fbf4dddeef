import Diagnostics
import Graph
import Query
import Render
import Text

/// What the prompt does with a workspace: `.undo`, `.log`, `.backup`, `.reload`.
extension Prompt {
    /// So many entries of the log fit a screen.
    private static let usualLogLength = 20

    mutating func undo(_ argument: String) {
        guard let count = argument.isEmpty ? 1 : Int(argument), count > 0 else {
            return complain(Message(".undo takes a number", ".undo 可带一个数"))
        }
        do throws(Failure) {
            let taken = try runner.session.undo(count)
            runner.forgetAnswer()
            for record in taken {
                let text = visible(record.heading ?? "")
                say(Message("taken back: \(text)", "已撤销：\(text)"))
            }
        } catch {
            runner.fail(error)
        }
    }

    /// A line for each: number, time, who, what; a dash before what was taken back.
    mutating func showLog(_ argument: String) {
        guard let count = argument.isEmpty ? Prompt.usualLogLength : Int(argument), count > 0 else {
            return complain(Message(".log takes a number", ".log 可带一个数"))
        }
        do throws(Failure) {
            let entries = try runner.session.log(count)
            if entries.isEmpty { return say(Message("nothing was changed yet", "还没有修改过")) }
            let width = entries.map { "\($0.record.number)".count }.max() ?? 0
            let who = entries.map { widthInCells(of: visible($0.record.user)) }.max() ?? 0
            let lines = entries.map { entry in
                let number = padded("\(entry.record.number)", to: width, alignment: .trailing)
                let user = padded(visible(entry.record.user), to: who)
                return (entry.isTakenBack ? "- " : "  ")
                    + "\(number)  \(timeText(entry.record.time))  \(user)  \(what(entry.record))"
            }
            present(lines.joined(separator: "\n"))
        } catch {
            runner.fail(error)
        }
    }

    private func what(_ record: JournalRecord) -> String {
        switch record.action {
        case .undo(let count): return Message("undo \(count)", "撤销 \(count) 次").text(in: language)
        case .change(let title, let text), .inSnapshot(let title, let text):
            let line = visible(record.heading ?? "")
            let further = title == nil ? text.split(separator: ";\n").count - 1 : 0
            return further == 0
                ? line : line + Message(" … and \(further) more", " …… 等 \(further + 1) 条").text(in: language)
        }
    }

    mutating func backUp(_ path: String) {
        if path.isEmpty { return complain(Message(".backup needs a path", ".backup 要带路径")) }
        do throws(Failure) {
            try runner.session.backUp(to: path)
            say(Message("copied to \(path)", "已备份到 \(path)"))
        } catch {
            runner.fail(error)
        }
    }

    mutating func reload() {
        do throws(Failure) {
            try runner.session.reload()
            runner.forgetAnswer()
        } catch {
            runner.fail(error)
        }
    }
}
