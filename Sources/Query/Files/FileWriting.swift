import Diagnostics
import Glibc

/// Writes a text so that the path holds either what it held or all of it: beside it, synced, renamed over it.
func writeFile(_ text: String, to path: String) throws(FileError) {
    let temporary = path + ".\(getpid()).tmp"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .write(path: path, errno: errno) }
    var failure: Int32 = 0
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count, failure == 0 {
        let count = bytes.withUnsafeBytes { write(file, $0.baseAddress.map { $0 + written }, bytes.count - written) }
        if count > 0 { written += count } else if errno != EINTR { failure = errno }
    }
    if failure == 0, fsync(file) != 0 { failure = errno }
    if close(file) != 0, failure == 0 { failure = errno }
    if failure == 0, rename(temporary, path) != 0 { failure = errno }
    if failure != 0 {
        unlink(temporary)
        throw .write(path: path, errno: failure)
    }
}

/// Writes a script that the program names, wholly or not at all.
package func writeScript(_ text: String, to path: String) throws(Failure) {
    do throws(FileError) { try writeFile(text, to: path) } catch {
        throw Failure(error.diagnostic(at: nil), in: SourceText(name: "", text: ""), .file)
    }
}
