import Diagnostics
import Query
import Render
import Text

extension Prompt {
    /// `.assert …`: an error unless it holds of the last answer.
    mutating func test(_ argument: String) {
        guard let assertion = Assertion(argument) else {
            return complain(
                Message(
                    ".assert takes rows and a number, empty, or file and a path", ".assert 后接 rows 和数、empty，或 file 和文件名"
                ),
                hint: Message(".assert rows = 3", ".assert rows = 3"))
        }
        guard let answer = runner.lastAnswer else { return complain(Message("there is no answer yet", "还没有结果")) }
        switch assertion {
        case .rows(let comparison, let count):
            if comparison.holds(answer.rowCount, count) { return }
            let wanted = "\(comparison == .same ? "" : comparison.rawValue + " ")\(count)"
            complain(
                Message(
                    "the answer has \(answer.rowCount) rows, not \(wanted)", "结果有 \(answer.rowCount) 行，不是 \(wanted) 行"))
        case .file(let path): compare(besideScript(FileNames.expandingHome(path)))
        }
    }

    private mutating func compare(_ path: String) {
        let expected: [UInt8]
        do throws(InputError) { expected = try readBytes(of: path) } catch {
            var diagnostic = error.diagnostic(at: nil)
            diagnostic.hints.append(Message(".once \(path) writes it", "可先用 .once \(path) 写出"))
            return complain(diagnostic, .file)
        }
        guard let found = lastAnswer(as: Format(endingOf: path) ?? runner.printer.effectiveFormat) else { return }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var wanted = expected.starts(with: mark) ? Array(expected.dropFirst(3)) : expected
        if wanted.starts(with: Printer.pageHead) { wanted.removeFirst(Printer.pageHead.count) }
        if found == wanted { return }
        let difference = LineDifference(
            expected: String(decoding: wanted, as: UTF8.self), found: String(decoding: found, as: UTF8.self))
        complain(
            Diagnostic(
                Message("the answer is not what \(path) has", "结果与 \(path) 不同"), at: nil,
                hints: [Message("- the file, + the answer", "- 文件，+ 结果")]))
        runner.printer.remark(difference.message.text(in: language) + "\n")
    }

    /// The bytes that `.once` would write; nil if they can't be made, which is told.
    private mutating func lastAnswer(as format: Format) -> [UInt8]? {
        guard let answer = runner.lastAnswer else { return nil }
        var printer = runner.printer
        printer.file = nil
        printer.format = format
        printer.isFormatChosen = true
        printer.owesByteOrderMark = false
        printer.hasAnswer = false
        let memory = MemorySink()
        var sink: any ByteSink = memory
        do throws(PrintError) { try printer.render(answer, to: &sink, printer.options(.file, runner.lastAsked)) } catch
        {
            runner.fail(error)
            return nil
        }
        return memory.bytes
    }
}
