import Glibc

/// The right to write in a folder: a lock that the operating system takes back when the process ends, however it ends.
///
/// It is a class because it owns a descriptor.
final class WorkspaceLock {
    private let file: Int32

    /// Takes the lock, and leaves the number of the process in its file.
    ///
    /// - Throws: `locked` with that number if another has it, `readOnly` if the folder can't be written.
    init(_ path: String) throws(WorkspaceError) {
        // A folder from elsewhere may hold a link by that name: what it leads to is not ours to write.
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o666)
        guard file >= 0 else {
            if errno == EACCES || errno == EROFS || errno == EPERM { throw .readOnly(errno: errno) }
            throw .system(path: path, operation: "open", errno: errno)
        }
        while flock(file, LOCK_EX | LOCK_NB) != 0 {
            if errno == EINTR { continue }
            let code = errno
            let holder = WorkspaceLock.holder(file)
            close(file)
            throw code == EWOULDBLOCK
                ? .locked(pid: holder) : .system(path: path, operation: "flock", errno: code)
        }
        // It only helps a message, so nothing depends on its being written.
        let text = Array("\(getpid())\n".utf8)
        if ftruncate(file, 0) == 0 { _ = pwrite(file, text, text.count, 0) }
    }

    deinit { close(file) }

    private static func holder(_ file: Int32) -> Int? {
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = pread(file, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: buffer[..<count].prefix { $0 >= 0x30 && $0 <= 0x39 }, as: UTF8.self))
    }
}
