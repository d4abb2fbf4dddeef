import Diagnostics

/// Why a file gives no document.
package enum DocumentError: Error, Equatable {
    /// What the operating system says: missing, not allowed, …
    case system(errno: Int32)
    case empty
    /// Bytes that are no text of any encoding that is looked for.
    case binary
    /// More bytes than `DocumentLimits` allow.
    case tooLarge(bytes: Int, most: Int)
    /// A kind of file that an external program reads, and the program is not installed.
    case toolMissing(kind: String, tools: [String])
    /// The external program failed; what it said last.
    case toolFailed(tool: String, words: String)
    /// A password protects it.
    case encrypted
    /// Pictures of pages, say.
    case noText
    /// A folder that leads back into itself.
    case loop
    /// Neither a file nor a folder: a device, a pipe.
    case special
}

extension DocumentError {
    /// The error for people, in both languages.
    package func diagnostic(path: String, at range: Range<Int>?) -> Diagnostic {
        var diagnostic = diagnostic(path: path)
        diagnostic.range = range
        return diagnostic
    }

    /// The error where no text names the file.
    package func diagnostic(path: String) -> Diagnostic {
        let path = visiblePath(path)
        switch self {
        case .system(let code):
            let words = systemMessage(code)
            return Diagnostic(
                Message("\(path) can't be read: \(words.english)", "无法读取 \(path)：\(words.chinese)"), at: nil)
        case .empty: return Diagnostic(Message("\(path) is empty", "\(path) 是空文件"), at: nil)
        case .binary: return Diagnostic(Message("\(path) is not text", "\(path) 不是文本"), at: nil)
        case .tooLarge(let bytes, let most):
            let size = (bytes + (1 << 20) - 1) >> 20
            return Diagnostic(
                Message(
                    "\(path) has \(size) MB, more than the \(most >> 20) MB that one document may have",
                    "\(path) 有 \(size) MB，超过单份文件的上限 \(most >> 20) MB"), at: nil,
                hints: [
                    Message(
                        "split it into documents, or allow more: --largest \(size)",
                        "可先拆成一份一份的文件，或放宽上限：--largest \(size)")
                ])
        case .toolMissing(let kind, let tools):
            let names = tools.joined(separator: " / ")
            return Diagnostic(
                Message("\(path): \(kind) needs a program that is not installed", "\(path)：读取 \(kind) 要用的程序没有安装"),
                at: nil, hints: [Message("install \(names)", "请安装 \(names)")])
        case .toolFailed(let tool, let words):
            return Diagnostic(
                Message("\(path): \(tool) can't read it: \(words)", "\(path)：\(tool) 无法读取：\(words)"), at: nil)
        case .encrypted:
            return Diagnostic(
                Message("\(path) is protected by a password", "\(path) 有密码保护"), at: nil,
                hints: [
                    Message("save it without one first: qpdf --decrypt", "请先另存为无密码的文件：qpdf --decrypt")
                ])
        case .noText:
            return Diagnostic(
                Message("\(path) has no text", "\(path) 里没有文字"), at: nil,
                hints: [Message("if it is a scan, have its text recognised first", "如是扫描件，请先做文字识别")])
        case .loop: return Diagnostic(Message("\(path) leads back into itself", "\(path) 绕回了自己"), at: nil)
        case .special: return Diagnostic(Message("\(path) is no file", "\(path) 不是普通文件"), at: nil)
        }
    }
}
