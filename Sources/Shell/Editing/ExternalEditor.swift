import CLibEdit
import Diagnostics
import Glibc

/// Has the person edit a text in the program that she has chosen for that.
package enum ExternalEditor {
    /// Why there is no edited text.
    package enum Problem: Error, Sendable, Equatable {
        /// The shell didn't find it.
        case notFound(String)
        /// It ended with another status than 0, which is how an editor says that nothing shall be taken over.
        case failed(String, status: Int32)
        /// It was killed; what it had written is still in the file.
        case killed(String, kept: String)
        /// What it left is no UTF-8.
        case unreadable(kept: String)
        case noFile(path: String, reason: String)
    }

    /// `$VISUAL`, `$EDITOR`, or `vi`.
    static var command: String {
        [environment("VISUAL"), environment("EDITOR")].compactMap { $0 }.first { !$0.isBlank } ?? "vi"
    }

    /// The text as it was left by the editor.
    ///
    /// The file in between can be read by nobody else, and is removed.
    /// - Requires: the terminal is in its usual mode.
    static func edit(_ text: String) throws(Problem) -> String {
        let path = try written(text.hasSuffix("\n") || text.isEmpty ? text : text + "\n")
        let command = command
        let status = run(command, path)
        let code = (status >> 8) & 0xff
        // The shell between us gives the signal that ended its command as a status above 128.
        if status & 0x7f != 0 || code > 128 { throw .killed(command, kept: path) }
        guard code == 0 else {
            unlink(path)
            throw code == 127 ? .notFound(command) : .failed(command, status: code)
        }
        guard let bytes = contents(of: path), let edited = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(kept: path)
        }
        unlink(path)
        return edited.trimmingFinalNewlines()
    }

    /// Opens a file of the person's and waits; what it holds afterwards is hers.
    static func edit(file path: String) throws(Problem) {
        let command = command
        let status = run(command, path)
        let code = (status >> 8) & 0xff
        if status & 0x7f != 0 || code > 128 { throw .killed(command, kept: path) }
        guard code == 0 else { throw code == 127 ? .notFound(command) : .failed(command, status: code) }
    }

    /// The path of a new file with this text. The name's ending lets editors know what it is.
    private static func written(_ text: String) throws(Problem) -> String {
        let folder = environment("TMPDIR").flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/tmp"
        var template = Array("\(folder)/zhiku-XXXXXX.zk\0".utf8CString.dropLast())
        let file = mkstemps(&template, 3)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard file >= 0 else { throw .noFile(path: folder, reason: String(cString: strerror(errno))) }
        defer { close(file) }
        guard writeAll(Array(text.utf8), to: file) else {
            let reason = String(cString: strerror(errno))
            unlink(path)
            throw .noFile(path: path, reason: reason)
        }
        return path
    }

    private static func contents(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &piece, piece.count)
            if count <= 0 { return count == 0 ? bytes : nil }
            bytes += piece[..<count]
        }
    }

    /// Runs `command path` by way of the shell, as the variables may have options in them. The status is `waitpid`'s.
    private static func run(_ command: String, _ path: String) -> Int32 {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What the prompt ignores the editor shall not.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGQUIT)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        // Ctrl-C is for the editor; the shell that waits for it must survive that.
        let words = ["/bin/sh", "-c", "trap : INT; " + command + " \"$1\"", "sh", path]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        guard posix_spawn(&child, "/bin/sh", nil, &attributes, arguments, cle_environment()) == 0 else {
            return 127 << 8
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return 127 << 8 }
        }
        return status
    }
}

/// Whether all of it could be written.
func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
        let count = bytes.withUnsafeBytes { write(file, $0.baseAddress.map { $0 + written }, $0.count - written) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
    }
    return true
}

extension ExternalEditor.Problem {
    package var words: Message {
        switch self {
        case .notFound(let command):
            Message(
                "there is no editor “\(command)”; set $EDITOR. The text is as it was",
                "找不到编辑器“\(command)”，请设置 $EDITOR；文本未变")
        case .failed(let command, let status):
            Message(
                "“\(command)” ended with status \(status); the text is as it was",
                "“\(command)”以状态 \(status) 结束；文本未变")
        case .killed(let command, let path):
            Message(
                "“\(command)” was killed; the text is as it was, and what it had written is in \(path)",
                "“\(command)”被终止；文本未变，它写下的内容在 \(path)")
        case .unreadable(let path):
            Message("what the editor left in \(path) is not UTF-8", "编辑器写到 \(path) 的内容不是 UTF-8")
        case .noFile(let path, let reason):
            Message("no file can be made in \(path): \(reason)", "无法在 \(path) 建立文件：\(reason)")
        }
    }
}

// MARK: - From the line

extension EditorSession {
    /// Ctrl-X Ctrl-E: the text comes back into the line, where Enter runs it.
    func editElsewhere() -> CLEAction {
        guard delegate?.mayRunPrograms != false else { return CLE_BEEP }
        let before = whole
        leaveTerminal()
        let edited: String
        do throws(ExternalEditor.Problem) { edited = try ExternalEditor.edit(before.text) } catch {
            writeToTerminal(phrases.editorProblem(error) + "\n")
            Interrupt.clear()
            takeTerminalBack()
            return CLE_NOTHING
        }
        Interrupt.clear()
        showWhole(LineBuffer(edited), isPaste: false)
        takeTerminalBack()
        return CLE_NOTHING
    }
}
