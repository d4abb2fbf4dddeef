import Diagnostics
import Glibc
import Query

extension Prompt {
    /// Runs standard input statement by statement: an answer is out before the next statement is read, so that a program at
    /// the other end can wait for it behind a `;`.
    mutating func runStandardInput(_ reader: inout some (PromptReader & ~Copyable)) {
        var source = SourceText(name: "stdin", bytes: [])
        /// What has come of a line of which more will: the end of it may stand within a word.
        var pending: [UInt8] = []
        var done = 0
        var sizeOfLastTry = 0
        var header = HeadOfStream()
        let given = runner.session.parameters
        defer { for name in header.names { runner.session.parameters[name] = given[name] } }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while runner.canGoOn, !isLeaving {
            guard Interrupt.waitsForInput(from: 0) else { return runner.fail(readFailure(EINTR, source)) }
            let count = Glibc.read(0, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                return runner.fail(readFailure(errno, source))
            }
            if count == 0 { break }
            pending += buffer[..<count]
            guard let end = pending.endOfWholeLines(in: count) else { continue }
            source.bytes += pending[..<end]
            pending.removeSubrange(..<end)
            guard isWorthATry(size: source.bytes.count - done, sizeOfLastTry) else { continue }
            if hasForeignEncoding(source) { break }
            // What the script says at its head stands before the first statement.
            if done == 0 { header.read(source, &runner.session, given) }
            let before = done
            done = runScript(source, from: done, isWhole: false, &reader)
            sizeOfLastTry = done == before ? source.bytes.count - done : 0
        }
        source.bytes += pending
        if done == 0 { header.read(source, &runner.session, given) }
        if runner.canGoOn, !isLeaving, !hasForeignEncoding(source) {
            _ = runScript(source, from: done, isWhole: true, &reader)
        }
    }

    /// A long statement that had not ended is tried again only when it has doubled, so that reading it stays linear in its length.
    private func isWorthATry(size: Int, _ sizeOfLastTry: Int) -> Bool {
        sizeOfLastTry < 1 << 16 || size >= 2 * sizeOfLastTry
    }

    /// UTF-16 and GBK are told from the first bytes, before anything runs.
    private mutating func hasForeignEncoding(_ source: SourceText) -> Bool {
        guard source.bytes.count > 1 else { return false }
        let head = source.bytes.prefix(1 << 16)
        do throws(InputError) {
            _ = try scriptText(Array(head.wholeScalars), source.name)
            return false
        } catch {
            runner.fail(Failure(error.diagnostic(at: nil), in: SourceText(name: "", text: ""), .file))
            return true
        }
    }

    private func readFailure(_ code: Int32, _ source: SourceText) -> Failure {
        let sort: Failure.Sort = code == EINTR ? .cancelled : .file
        let diagnostic =
            code == EINTR
            ? Diagnostic(Message("cancelled", "已取消"), at: nil)
            : InputError.system(path: source.name, errno: code).diagnostic(at: nil)
        return Failure(diagnostic, in: SourceText(name: "", text: ""), sort)
    }
}

/// What a stream says of its parameters before its first statement.
private struct HeadOfStream {
    private(set) var names: [String] = []

    mutating func read(_ source: SourceText, _ session: inout Session, _ given: [String: String]) {
        let header = ScriptHeader(source)
        names = header.parameters.map(\.name)
        session.parameters = header.withDefaults(given)
    }
}

extension ArraySlice<UInt8> {
    /// Without the beginning of a character whose rest has not come.
    fileprivate var wholeScalars: ArraySlice<UInt8> {
        var end = endIndex
        while end > startIndex, endIndex - end < 3, self[end - 1] & 0xC0 == 0x80 { end -= 1 }
        guard end > startIndex, self[end - 1] >= 0xC0 else { return self }
        let needed = self[end - 1] >= 0xF0 ? 4 : self[end - 1] >= 0xE0 ? 3 : 2
        return endIndex - (end - 1) < needed ? self[..<(end - 1)] : self
    }
}

extension [UInt8] {
    /// Where the last line ends, or a statement that a `;` ends with all that has come; nil if neither came with the last bytes.
    ///
    /// - Parameter fresh: how many bytes have come last.
    fileprivate func endOfWholeLines(in fresh: Int) -> Int? {
        let start = count - fresh
        let newline = self[start...].lastIndex(of: 0x0A)
        let last = self[start...].lastIndex { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
        let isFullWidth = last.map { $0 >= 2 && self[$0 - 2...$0].elementsEqual([0xEF, 0xBC, 0x9B]) } ?? false
        if let last, newline.map({ $0 < last }) ?? true, self[last] == UInt8(ascii: ";") || isFullWidth,
            // A `;` within a comment ends nothing.
            !self[((newline ?? -1) + 1)...last].contains(UInt8(ascii: "#"))
        {
            return count
        }
        return newline.map { $0 + 1 }
    }
}
