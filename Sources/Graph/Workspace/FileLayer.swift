import Glibc

/// What a workspace does to files, one closure for each step, so that tests can have each fail in turn and lose what was not
/// synced.
///
/// Each gives 0 or more, or the negated `errno`. A call that a signal interrupted is made again by the layer.
package struct FileLayer: Sendable {
    /// Opens for reading and writing, makes the file if need be; the descriptor. A link is an error.
    package var open: @Sendable (_ path: String, _ truncates: Bool) -> Int
    /// Writes at an offset; how many bytes, which may be fewer.
    package var write: @Sendable (_ file: Int32, _ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Int
    package var sync: @Sendable (_ file: Int32) -> Int
    package var truncate: @Sendable (_ file: Int32, _ size: Int) -> Int
    package var close: @Sendable (_ file: Int32) -> Int
    package var rename: @Sendable (_ from: String, _ to: String) -> Int
    package var remove: @Sendable (_ path: String) -> Int
    package var syncFolder: @Sendable (_ path: String) -> Int
    package var makeFolder: @Sendable (_ path: String) -> Int
    /// Microseconds since 1970. Only people read it: nothing relies on it to grow.
    package var now: @Sendable () -> Int64

    /// The operating system's.
    package static let system = FileLayer(
        open: { path, truncates in
            let flags = O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (truncates ? O_TRUNC : 0)
            return outcome { Int(Glibc.open(path, flags, 0o666)) }
        },
        write: { file, bytes, offset in outcome { pwrite(file, bytes.baseAddress, bytes.count, off_t(offset)) } },
        sync: { file in outcome { Int(fsync(file)) } },
        truncate: { file, size in outcome { Int(ftruncate(file, off_t(size))) } },
        close: { file in Glibc.close(file) == 0 ? 0 : -Int(errno) },
        rename: { from, to in outcome { Int(Glibc.rename(from, to)) } },
        remove: { path in outcome { Int(unlink(path)) } },
        syncFolder: { path in
            let folder = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
            guard folder >= 0 else { return -Int(errno) }
            defer { Glibc.close(folder) }
            let result = outcome { Int(fsync(folder)) }
            // A file system that can't sync a folder has nothing more to offer.
            return result == -Int(EINVAL) ? 0 : result
        },
        makeFolder: { path in outcome { Int(mkdir(path, 0o777)) } },
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        })
}

/// The result of a system call, made again as long as signals interrupt it.
private func outcome(_ call: () -> Int) -> Int {
    while true {
        let result = call()
        if result >= 0 { return result }
        if errno != EINTR { return -Int(errno) }
    }
}

/// A step that failed: which, and why.
struct StepFailure: Error, Equatable {
    var operation: String
    var errno: Int32
}

extension FileLayer {
    /// Throws if the step gave an error.
    @discardableResult
    func check(_ operation: String, _ result: Int) throws(StepFailure) -> Int {
        if result < 0 { throw StepFailure(operation: operation, errno: Int32(clamping: -result)) }
        return result
    }

    /// Writes all bytes at an offset.
    func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32, at offset: Int) throws(StepFailure) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let count = try check("write", write(file, rest, offset + done))
            if count == 0 { throw StepFailure(operation: "write", errno: ENOSPC) }
            done += count
        }
    }

    func writeAll(_ bytes: [UInt8], to file: Int32, at offset: Int) throws(StepFailure) {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(StepFailure) in try writeAll(bytes, to: file, at: offset) }
        }
        try result.get()
    }

    /// Makes a file of these bytes, synced; it may be incomplete if this throws. Gives the descriptor.
    func make(_ path: String, _ bytes: UnsafeRawBufferPointer) throws(StepFailure) -> Int32 {
        let file = Int32(try check("open", open(path, true)))
        do throws(StepFailure) {
            try writeAll(bytes, to: file, at: 0)
            try check("fsync", sync(file))
        } catch {
            _ = close(file)
            throw error
        }
        return file
    }

    func make(_ path: String, _ bytes: [UInt8]) throws(StepFailure) -> Int32 {
        let result = bytes.withUnsafeBytes { bytes in
            Result { () throws(StepFailure) in try make(path, bytes) }
        }
        return try result.get()
    }
}
