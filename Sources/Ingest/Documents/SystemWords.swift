import Diagnostics
import Glibc

/// What the operating system calls an error, the commonest in both languages.
func systemMessage(_ code: Int32) -> Message {
    let words = String(cString: strerror(code))
    switch code {
    case ENOENT: return Message(words, "没有这个文件或文件夹")
    case EACCES, EPERM: return Message(words, "没有权限")
    default: return Message(words, words)
    }
}

/// A path without control characters.
func visiblePath(_ path: String) -> String {
    String(String.UnicodeScalarView(path.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
}
