import Glibc

/// One statement per line in UTF-8, with `\n` for a newline in it and `\\` for a backslash:
///
///     find proposals where topic ~ "低空经济"
///     find counties\nwhere name = 平遥
///
/// libedit's own file is rewritten as a whole by each session, so of two sessions one loses; this one is only added to.
package struct HistoryFile: Sendable {
    let path: String

    /// No more than this is read from the end, so that a file grown over years costs no time at the start.
    private static let readableBytes = 8 << 20

    /// The last entries, oldest first. Lines that make no sense are left out.
    func entries(atMost limit: Int) -> [String] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        return bytes(of: file).split(separator: UInt8(ascii: "\n"))
            .suffix(limit)
            .compactMap { Self.decoded($0) }
    }

    private func bytes(of file: Int32) -> [UInt8] {
        guard let size = regularSize(of: file) else { return [] }
        let start = max(0, size - Self.readableBytes)
        var bytes = [UInt8](repeating: 0, count: size - start)
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                pread(file, $0.baseAddress.map { $0 + filled }, $0.count - filled, off_t(start + filled))
            }
            guard count > 0 else { break }
            filled += count
        }
        bytes.removeLast(bytes.count - filled)
        // A cut goes through the middle of a line.
        guard start > 0, let newline = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return bytes }
        return Array(bytes[(newline + 1)...])
    }

    /// Why the file can't be written.
    package struct Problem: Error, Sendable, Equatable {
        package let path: String
        package let reason: String
    }

    /// Beyond this size the older half goes.
    private static let mostBytes = 4 << 20

    /// Adds an entry behind what all sessions have added so far.
    func append(_ entry: String) -> Problem? {
        withLockedFile { file, size in
            var line = Self.encoded(entry)
            // A session that was killed may have left half a line; it must not swallow this one.
            var last: UInt8 = 0
            if size > 0, pread(file, &last, 1, off_t(size - 1)) == 1, last != UInt8(ascii: "\n") {
                line.insert(UInt8(ascii: "\n"), at: 0)
            }
            guard writeAll(line, to: file) else {
                // A full disk: what was written of the line goes again.
                let reason = errno
                ftruncate(file, off_t(size))
                return reason
            }
            return size + line.count > Self.mostBytes ? dropOlderHalf(file) : 0
        }
    }

    func clear() -> Problem? {
        withLockedFile { file, _ in ftruncate(file, 0) == 0 ? 0 : errno }
    }

    /// Takes the last line out that each entry has written.
    func remove(_ entries: [String]) -> Problem? {
        withLockedFile { file, _ in
            var lines = bytes(of: file).split(separator: UInt8(ascii: "\n"))
            for entry in entries {
                let line = Self.encoded(entry).dropLast()
                if let place = lines.lastIndex(where: { $0.elementsEqual(line) }) { lines.remove(at: place) }
            }
            return replace(with: lines[...])
        }
    }

    private func dropOlderHalf(_ file: Int32) -> Int32 {
        let lines = bytes(of: file).split(separator: UInt8(ascii: "\n"))
        var size = 0
        let kept = lines.reversed().prefix { line in
            size += line.count + 1
            return size <= Self.mostBytes / 2
        }
        return replace(with: lines.suffix(kept.count))
    }

    /// Puts these lines into the file's place as a whole, so that it is never half a file.
    private func replace(with lines: ArraySlice<ArraySlice<UInt8>>) -> Int32 {
        guard let place = realpath(path, nil) else { return errno }
        defer { free(place) }
        let target = String(cString: place)
        let draft = target + ".new"
        let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { return errno }
        var content: [UInt8] = []
        for line in lines { content += line + [UInt8(ascii: "\n")] }
        let isWritten = fchmod(file, 0o600) == 0 && writeAll(content, to: file) && fsync(file) == 0
        let reason = errno
        close(file)
        guard isWritten, rename(draft, target) == 0 else {
            unlink(draft)
            return isWritten ? errno : reason
        }
        return 0
    }

    /// Runs `body`, which gives 0 or an error number, while no other session writes.
    private func withLockedFile(_ body: (_ file: Int32, _ size: Int) -> Int32) -> Problem? {
        makeParents()
        var reason: Int32 = 0
        // Another session may put a new file into the place of the one that was opened.
        for _ in 0..<10 {
            let file = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard file >= 0 else {
                reason = errno
                break
            }
            defer { close(file) }
            guard flock(file, LOCK_EX) == 0 else {
                reason = errno
                break
            }
            // Something like /dev/null keeps nothing, as was asked for.
            guard let size = regularSize(of: file) else { return nil }
            guard isStillInPlace(file) else { continue }
            fchmod(file, 0o600)
            reason = body(file, size)
            break
        }
        return reason == 0 ? nil : Problem(path: path, reason: String(cString: strerror(reason)))
    }

    private func isStillInPlace(_ file: Int32) -> Bool {
        var opened = stat()
        var named = stat()
        return fstat(file, &opened) == 0 && stat(path, &named) == 0 && opened.st_ino == named.st_ino
            && opened.st_dev == named.st_dev
    }

    private func makeParents() {
        var end = path.startIndex
        while let slash = path[end...].firstIndex(of: "/") {
            end = path.index(after: slash)
            if slash > path.startIndex { mkdir(String(path[..<slash]), 0o700) }
        }
    }

    /// The size in bytes, nil unless this is a regular file.
    private func regularSize(of file: Int32) -> Int? {
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }
}

// MARK: - Lines

extension HistoryFile {
    /// `entry` as a line, newline included.
    static func encoded(_ entry: String) -> [UInt8] {
        var line = [UInt8]()
        for byte in entry.utf8 {
            switch byte {
            case UInt8(ascii: "\n"): line += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case UInt8(ascii: "\\"): line += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
            default: line.append(byte)
            }
        }
        return line + [UInt8(ascii: "\n")]
    }

    /// The entry that `line` holds, nil if no `encoded` has written that.
    static func decoded(_ line: some Sequence<UInt8>) -> String? {
        var bytes = [UInt8]()
        var isEscaped = false
        for byte in line {
            switch (isEscaped, byte) {
            case (true, UInt8(ascii: "n")): bytes.append(UInt8(ascii: "\n"))
            case (true, UInt8(ascii: "\\")): bytes.append(byte)
            case (true, _): return nil
            case (false, UInt8(ascii: "\\")): break
            // An escape code in the file must not reach the terminal.
            case (false, 0x00...0x1f), (false, 0x7f): return nil
            case (false, _): bytes.append(byte)
            }
            isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        }
        guard !isEscaped, let entry = String(validating: bytes, as: UTF8.self), !entry.isBlank else { return nil }
        return entry
    }
}
