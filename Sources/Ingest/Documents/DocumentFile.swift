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
        return try allBytes(of: file, expecting: sort == S_IFREG ? Int(status.st_size) : 1 << 16, atMost: most)
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

    private static func allBytes(of file: Int32, expecting size: Int, atMost most: Int) throws(DocumentError) -> [UInt8]
    {
        var bytes = [UInt8](repeating: 0, count: size + 1)
        var filled = 0
        while true {
            if filled > most { throw .tooLarge(bytes: filled, most: most) }
            if filled == bytes.count { bytes += [UInt8](repeating: 0, count: bytes.count) }
            let count = bytes.withUnsafeMutableBytes {
                read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled)
            }
            if count == 0 { break }
            if count > 0 { filled += count } else if errno != EINTR { throw .system(errno: errno) }
        }
        bytes.removeLast(bytes.count - filled)
        return bytes
    }
}
