import Glibc

/// Writes a file so that at every moment the path holds either what it held or all of the new: into a file beside it, synced,
/// renamed over it, and the folder synced.
///
/// A link stays a link, a file keeps its permissions, and a device or a pipe (`/dev/null`, `/dev/stdout`) is written to: a
/// rename would put a file in its place.
package func replaceFile(at path: String, with bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT != S_IFREG { return try write(bytes, to: open(path, O_WRONLY | O_CLOEXEC)) }
    let path = exists ? withoutLinks(path) : path
    let temporary = path + ".\(getpid()).tmp"
    let mode = exists ? status.st_mode & 0o777 : 0o644
    do throws(SnapshotError) {
        try write(bytes, to: open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode), syncs: true)
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

/// The file that a path leads to.
private func withoutLinks(_ path: String) -> String {
    guard let found = realpath(path, nil) else { return path }
    defer { free(found) }
    return String(cString: found)
}

/// Writes to an open file and closes it.
private func write(_ bytes: UnsafeRawBufferPointer, to file: Int32, syncs: Bool = false) throws(SnapshotError) {
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
    if syncs, failure == nil, fsync(file) != 0 { failure = .system(operation: "fsync", errno: errno) }
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
