import Glibc

/// The bytes of files.
enum DocumentFile {
    /// The bytes of a file, or of standard input if the path is `-`; at most one more than a document may have.
    static func bytes(of path: String) throws(DocumentError) -> [UInt8] {
        let file = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { throw errno == ELOOP ? .loop : .system(errno: errno) }
        defer { if path != "-" { close(file) } }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .system(errno: errno) }
        let sort = status.st_mode & S_IFMT
        if path != "-", sort != S_IFREG { throw .special }
        if sort == S_IFREG, Int(status.st_size) > Document.longest { throw .tooLarge(bytes: Int(status.st_size)) }
        return try allBytes(of: file, expecting: sort == S_IFREG ? Int(status.st_size) : 1 << 16)
    }

    /// The path from the root, so that the graph finds the file from everywhere; `-` stays.
    static func absolute(_ path: String) -> String {
        guard path != "-", let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func allBytes(of file: Int32, expecting size: Int) throws(DocumentError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size + 1)
        var filled = 0
        while filled <= Document.longest {
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
