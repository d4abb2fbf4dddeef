import Glibc

/// Writes a file so that at every moment the path holds either what it held or all of the new: into a file beside it, synced,
/// renamed over it, and the folder synced.
package func replaceFile(at path: String, with bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
    let temporary = path + ".\(getpid()).tmp"
    do throws(SnapshotError) {
        try write(bytes, to: temporary)
        guard rename(temporary, path) == 0 else { throw .system(operation: "rename", errno: errno) }
    } catch {
        unlink(temporary)
        throw error
    }
    syncFolder(of: path)
}

/// The same for an array.
package func replaceFile(at path: String, with bytes: [UInt8]) throws(SnapshotError) {
    let result = bytes.withUnsafeBytes { bytes in
        Result { () throws(SnapshotError) in try replaceFile(at: path, with: bytes) }
    }
    try result.get()
}

private func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws(SnapshotError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw .system(operation: "open", errno: errno) }
    var failure: SnapshotError?
    var written = 0
    while written < bytes.count, failure == nil {
        let count = Glibc.write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count > 0 {
            written += count
        } else if errno != EINTR {
            failure = .system(operation: "write", errno: errno)
        }
    }
    if failure == nil, fsync(file) != 0 { failure = .system(operation: "fsync", errno: errno) }
    if close(file) != 0, failure == nil { failure = .system(operation: "close", errno: errno) }
    if let failure { throw failure }
}

/// Makes the rename last. A file system that can't sync a folder has nothing more to offer, so failure is not an error.
private func syncFolder(of path: String) {
    let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let folder = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
}
