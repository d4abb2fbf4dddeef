import Diagnostics
import Execution
import Render
import Text

extension Printer {
    var mayPage: Bool { isAtPrompt && isOnTerminal && isTerminal(0) && mayRedraw && display.paging != .off }

    /// Whether more is shown at once than the screen has rows; the prompt needs one.
    private func isLongerThanScreen(_ bytes: [UInt8]) -> Bool {
        let size = TerminalSize.current() ?? .usual
        return bytes.count { $0 == 0x0A } >= size.rows
    }

    mutating func page(
        _ answer: Answer, _ asked: Asked, _ isWhole: Bool, _ command: String
    ) throws(PrintError) {
        let memory = MemorySink()
        var sink: any ByteSink = memory
        let before = (owesByteOrderMark, hasAnswer)
        try render(answer, to: &sink, options(isWhole ? .whole : .pager, asked))
        if display.paging == .auto, !isWhole, !isLongerThanScreen(memory.bytes), !isWiderThanScreen(memory.bytes) {
            return try write(memory.bytes)
        }
        if show(memory.bytes, in: command) { return }
        (owesByteOrderMark, hasAnswer) = before
        var screen: any ByteSink = DescriptorSink(1)
        try render(answer, to: &screen, options(isWhole ? .whole : .screen, asked))
    }

    /// The same of words, whose long lines take several rows.
    private func isLongerThanScreen(_ text: String) -> Bool {
        let size = TerminalSize.current() ?? .usual
        var rows = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            rows += max(1, (widthInCells(of: String(line)) + size.columns - 1) / max(1, size.columns))
            if rows > size.rows { return true }
        }
        return false
    }

    /// Only a table that scrolls sideways has lines wider than the screen.
    private func isWiderThanScreen(_ bytes: [UInt8]) -> Bool {
        guard effectiveFormat.isForPeople, let width, let line = bytes.split(separator: 0x0A).first else {
            return false
        }
        let text = String(decoding: line, as: UTF8.self).replacing(/\u{1B}\[[0-9;]*m/, with: "")
        return widthInCells(of: text) > width
    }

    /// False, after a warning, if there is no such program; it is not tried again then.
    private mutating func show(_ bytes: [UInt8], in command: String) -> Bool {
        ProgressLine.shared.end()
        if let pager = Pager(command, language: language), pager.show(bytes) { return true }
        display.paging = .off
        complain(
            Diagnostic(
                Message("the pager “\(visible(command))” can't be started", "无法启动分页程序“\(visible(command))”"), at: nil,
                hints: [Message("ZHIKU_PAGER names another, .pager on tries again", "可用 ZHIKU_PAGER 指定，.pager on 再试")],
                severity: .warning))
        return false
    }

    /// Writes text, in a pager if it is more than the screen has rows.
    ///
    /// - Parameter isData: A statement gave it, so that it goes where answers go.
    mutating func present(_ text: String, isData: Bool = true) throws(PrintError) {
        let bytes = Array(text.utf8)
        if file == nil || !isData, mayPage, isLongerThanScreen(text), let command = Pager.command,
            show(bytes, in: command)
        {
            return
        }
        if isData { try writeData(text) } else { try write(text) }
    }
}
