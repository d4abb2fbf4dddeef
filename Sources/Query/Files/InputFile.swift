import Glibc

/// Why a file can't be used as text.
package enum InputError: Error, Equatable {
    /// What the operating system says: missing, not allowed, …
    case system(path: String, errno: Int32)
    case isFolder(path: String)
    /// Not UTF-8 at this byte offset; `looksLike` is an encoding in which it would be well formed Chinese.
    case notUTF8(path: String, offset: Int, looksLike: String?)
}

/// Whether the path is that of a folder.
package func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// Bytes of a regular file; nil for whatever else.
func fileSize(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
}

/// Whether anything has this path.
package func isThere(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0
}

/// Whether a path that a graph names leads to nothing outside of the folder that it is in.
package func isBelowItsFolder(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
}

/// Whether two paths lead to the same thing.
func isSameFile(_ left: String, _ right: String) -> Bool {
    var (first, second) = (stat(), stat())
    return stat(left, &first) == 0 && stat(right, &second) == 0
        && first.st_dev == second.st_dev && first.st_ino == second.st_ino
}

/// The bytes of a file, or of standard input if the path is `-`.
package func readBytes(of path: String) throws(InputError) -> [UInt8] {
    let file = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .system(path: path, errno: errno) }
    defer { if path != "-" { close(file) } }
    var status = stat()
    if fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { throw .isFolder(path: path) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = read(file, &buffer, buffer.count)
        if count > 0 {
            bytes += buffer[..<count]
        } else if count == 0 {
            return bytes
        } else if errno != EINTR {
            throw .system(path: path, errno: errno)
        }
    }
}

/// The text of a script as UTF-8 without a byte order mark.
package func readScript(_ path: String) throws(InputError) -> [UInt8] { try scriptText(readBytes(of: path), path) }

/// Bytes that must be UTF-8, without a byte order mark.
package func scriptText(_ bytes: [UInt8], _ path: String) throws(InputError) -> [UInt8] {
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
        throw .notUTF8(path: path, offset: 0, looksLike: "UTF-16")
    }
    if let offset = firstInvalidOffset(in: bytes) {
        let guess = utf16Order(of: bytes.prefix(4096)) ?? (looksLikeGBK(bytes[offset...].prefix(4096)) ? "GBK" : nil)
        throw .notUTF8(path: path, offset: offset, looksLike: guess)
    }
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
}

private func firstInvalidOffset(in bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var position = 0
    while position < bytes.count {
        let length = lengthOfScalar(bytes[position])
        let end = min(position + max(length, 1), bytes.count)
        if length == 0 || String(validating: bytes[position..<end], as: UTF8.self) == nil { return position }
        position = end
    }
    return nil
}

/// 0 for a byte that begins no character.
private func lengthOfScalar(_ byte: UInt8) -> Int {
    switch byte {
    case 0..<0x80: 1
    case 0xC2..<0xE0: 2
    case 0xE0..<0xF0: 3
    case 0xF0..<0xF5: 4
    default: 0
    }
}

/// UTF-16 without a mark: the spaces, signs and digits of a text have a zero for one byte, always the same one of the two.
private func utf16Order(of bytes: ArraySlice<UInt8>) -> String? {
    let zeros = bytes.indices.filter { bytes[$0] == 0 }
    guard let first = zeros.first, zeros.count * 50 > bytes.count else { return nil }
    guard zeros.allSatisfy({ $0 % 2 == first % 2 }) else { return nil }
    return first % 2 == 1 ? "UTF-16LE" : "UTF-16BE"
}

/// Whether the bytes above 127 come in GBK's pairs.
func looksLikeGBK(_ bytes: ArraySlice<UInt8>) -> Bool {
    var position = bytes.startIndex
    var pairs = 0
    while position < bytes.endIndex {
        if bytes[position] < 0x80 { position += 1; continue }
        guard position + 1 < bytes.endIndex else { return pairs > 0 }
        guard (0x81...0xFE).contains(bytes[position]), (0x40...0xFE).contains(bytes[position + 1]) else { return false }
        pairs += 1
        position += 2
    }
    return pairs > 0
}
