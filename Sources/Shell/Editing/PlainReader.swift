import CLibEdit
import Glibc

/// Reads whole rows without any editing: for `TERM=dumb`, an editor's shell window, a machine without a UTF-8 locale.
///
/// Rows are joined until the delegate says that the statement is complete; Ctrl-C drops them.
package struct PlainReader: ~Copyable, StatementReader {
    private var prompt: String
    private let continuationPrompt: String
    private weak var delegate: (any EditorDelegate)?
    private var input = InputBuffer()
    private var offered: String?

    package init(prompt: String, continuationPrompt: String, delegate: any EditorDelegate) {
        self.prompt = prompt
        self.continuationPrompt = continuationPrompt
        self.delegate = delegate
    }

    package mutating func setPrompt(_ prompt: String) {
        self.prompt = prompt
    }

    /// Gives this text next.
    package mutating func offer(_ text: String) { offered = text }

    package mutating func next() -> ReaderEvent {
        Interrupt.clear()
        if let text = offered {
            // It can't be edited further here, so it runs as it is.
            offered = nil
            writeToTerminal(prompt + text + "\n")
            return .statement(text)
        }
        var statement = ""
        writeToTerminal(prompt)
        while true {
            switch nextRow() {
            case .row(let row):
                if statement.isEmpty, row.isBlank { return .statement("") }
                statement += statement.isEmpty ? row : "\n" + row
                if delegate?.isComplete(statement) ?? true { return .statement(statement) }
                writeToTerminal(continuationPrompt)
            case .interrupted:
                writeToTerminal("\n")
                return .cancelled
            case .end:
                return statement.isEmpty ? .endOfInput : .statement(statement)
            }
        }
    }

    private enum Row {
        case row(String)
        case interrupted
        case end
    }

    private mutating func nextRow() -> Row {
        var bytes = [UInt8]()
        while true {
            if let byte = input.take() {
                if byte == UInt8(ascii: "\n") { break }
                bytes.append(byte)
                continue
            }
            switch cle_wait(STDIN_FILENO, -1) {
            case CLE_WAKE_INPUT where input.fill(): continue
            case CLE_WAKE_INTERRUPTED:
                Interrupt.clear()
                return .interrupted
            case CLE_WAKE_CONTINUED, CLE_WAKE_RESIZED, CLE_WAKE_TIMEOUT: continue
            default:
                if bytes.isEmpty { return .end }
                return .row(String(decoding: bytes, as: UTF8.self))
            }
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        return .row(String(decoding: bytes, as: UTF8.self))
    }
}

/// Bytes of standard input that were read and not yet used.
///
/// What a person types ahead comes in one piece; the rest of it waits here for the next statement.
struct InputBuffer {
    private var bytes = [UInt8](repeating: 0, count: 4096)
    private var filled = 0
    private var used = 0

    mutating func take() -> UInt8? {
        guard used < filled else { return nil }
        defer { used += 1 }
        return bytes[used]
    }

    /// How many bytes are left.
    var count: Int { filled - used }

    /// The next byte, which stays.
    var first: UInt8? { used < filled ? bytes[used] : nil }

    /// Undoes the last `take`.
    mutating func putBack() {
        used = max(0, used - 1)
    }

    /// Reads what there is. False at the end of the input, or when the terminal is gone.
    mutating func fill() -> Bool {
        used = 0
        filled = 0
        while true {
            let count = bytes.withUnsafeMutableBytes { read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count > 0 {
                filled = count
                return true
            }
            // A signal, or a descriptor that someone made non-blocking: the caller waits again.
            if count < 0, errno == EINTR || errno == EAGAIN { return true }
            return false
        }
    }
}
