import Text

/// One entry of a journal: a change that was accepted, or the taking back of some.
package struct JournalRecord: Sendable, Equatable {
    package enum Action: Sendable, Equatable {
        /// Statements, which replaying carries out. The title is what was typed where that isn't the statements themselves:
        /// `load "x.zk"`.
        case change(title: String?, text: String)
        /// A change that is too large for a journal, and which the snapshot holds that this journal goes on from: always its first
        /// record, never carried out again. The text says in statements what it was.
        case inSnapshot(title: String?, text: String)
        /// The last changes before this record that were not taken back yet, so many of them.
        case undo(Int)
    }

    /// Counted from 1 in a workspace, also across its journals.
    package var number: UInt64
    /// Microseconds since 1970, by the clock of then, which may have gone back.
    package var time: Int64
    /// The name of the user.
    package var user: String
    package var action: Action

    /// Whether it tells what the snapshot holds.
    package var isInSnapshot: Bool { if case .inSnapshot = action { true } else { false } }

    package init(number: UInt64, time: Int64, user: String, _ action: Action) {
        self.number = number
        self.time = time
        self.user = user
        self.action = action
    }
}

/// How a record stands in the file:
///
///     0    length of the text    number    time    XXH64 of these 24 bytes        each 8 bytes, little-endian
///     32   the text, UTF-8: lines `by: …`, `as: …`, `in: snapshot` or `undo: …`, an empty line, statements
///     …    XXH64 of all before
///
/// The head has a checksum of its own so that a length that was damaged is not taken for a record that was cut off.
extension JournalRecord {
    static let headSize = 32
    static let tailSize = 8
    /// A length beyond this is none.
    static let longestText = 1 << 40

    func encoded() -> [UInt8] {
        var text = "by: \(oneLine(user))\n"
        switch action {
        case .change(let title, let statements):
            if let title { text += "as: \(oneLine(title))\n" }
            text += "\n" + statements
        case .inSnapshot(let title, let statements):
            if let title { text += "as: \(oneLine(title))\n" }
            text += "in: snapshot\n\n" + statements
        case .undo(let count): text += "undo: \(count)\n\n"
        }
        let body = Array(text.utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(JournalRecord.headSize + body.count + JournalRecord.tailSize)
        append(UInt64(body.count), to: &bytes)
        append(number, to: &bytes)
        append(UInt64(bitPattern: time), to: &bytes)
        append(bytes.withUnsafeBytes { checksum($0) }, to: &bytes)
        bytes += body
        append(bytes.withUnsafeBytes { checksum($0) }, to: &bytes)
        return bytes
    }

    /// nil if the text is none that `encoded()` writes.
    init?(number: UInt64, time: Int64, text: ArraySlice<UInt8>) {
        var rest = text
        // By bytes, since characters may join across the signs that part them.
        func line(after head: String) -> String? {
            let head = Array(head.utf8)
            guard rest.starts(with: head), let end = rest.firstIndex(of: 0x0A) else { return nil }
            let content = String(validating: rest[(rest.startIndex + head.count)..<end], as: UTF8.self)
            if content != nil { rest = rest[(end + 1)...] }
            return content
        }
        guard let user = line(after: "by: ") else { return nil }
        self.init(number: number, time: time, user: user, .undo(0))
        if let digits = line(after: "undo: ") {
            guard let count = Int(digits), count > 0, "\(count)" == digits, rest.elementsEqual([0x0A]) else {
                return nil
            }
            action = .undo(count)
            return
        }
        let title = line(after: "as: ")
        let place = line(after: "in: ")
        guard place == nil || place == "snapshot", rest.first == 0x0A, rest.count > 1,
            let statements = String(validating: rest.dropFirst(), as: UTF8.self)
        else { return nil }
        action = place == nil ? .change(title: title, text: statements) : .inSnapshot(title: title, text: statements)
    }
}

/// What `.log` shows of a record, and `recover` writes.
extension JournalRecord {
    /// The first line of what was done; nil for an undo.
    package var heading: String? {
        switch action {
        case .change(let title, let text), .inSnapshot(let title, let text): title ?? firstLine(of: text)
        case .undo: nil
        }
    }
}

private func firstLine(of text: String) -> String {
    let line = text.prefix { !$0.isNewline }
    return String(line.last == ";" && line.endIndex < text.endIndex ? line.dropLast() : line)
}

private func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" ? " " : $0 }))
}

private func append(_ word: UInt64, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) { bytes += $0 }
}
