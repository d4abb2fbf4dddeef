import Glibc

/// The bytes of files.
enum DocumentFile {
    /// The bytes of a file, or of standard input if the path is `-`.
    ///
    /// - Throws: `DocumentError`, `.tooLarge` for more than `most` bytes.
    static func bytes(of path: String, atMost most: Int = DocumentLimits.most) throws(DocumentError) -> [UInt8] {
        let file = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw errno == ELOOP ? .loop : .system(errno: errno) }
        defer { if path != "-" { close(file) } }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .system(errno: errno) }
        let sort = status.st_mode & S_IFMT
        if path != "-", sort != S_IFREG { throw .special }
        if sort == S_IFREG, Int(status.st_size) > most { throw .tooLarge(bytes: Int(status.st_size), most: most) }
        // Of a file that is being written what is there now; the system says 0 of files that it makes as they are read.
        let isSized = sort == S_IFREG && status.st_size > 0
        return try isSized
            ? firstBytes(Int(status.st_size), of: file) : allBytes(of: file, atMost: most)
    }

    /// Bytes of a file; 0 where that isn't known.
    static func size(of path: String) -> Int {
        var status = stat()
        return path != "-" && stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The path from the root, so that the graph finds the file from everywhere; `-` stays.
    static func absolute(_ path: String) -> String {
        guard path != "-", let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// So many bytes, or fewer of a file that was cut short meanwhile.
    private static func firstBytes(_ size: Int, of file: Int32) throws(DocumentError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        let filled = try fill(&bytes, from: 0, file)
        bytes.removeLast(size - filled)
        return bytes
    }

    private static func allBytes(of file: Int32, atMost most: Int) throws(DocumentError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var filled = 0
        while true {
            filled = try fill(&bytes, from: filled, file)
            if filled < bytes.count { break }
            if filled > most { throw .tooLarge(bytes: filled, most: most) }
            bytes += [UInt8](repeating: 0, count: bytes.count)
        }
        if filled > most { throw .tooLarge(bytes: filled, most: most) }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }

    /// Reads until the bytes are full or the file ends; gives how many there are then.
    private static func fill(_ bytes: inout [UInt8], from start: Int, _ file: Int32) throws(DocumentError) -> Int {
        var filled = start
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled)
            }
            if count == 0 { break }
            if count > 0 { filled += count } else if errno != EINTR { throw .system(errno: errno) }
        }
        return filled
    }
}
