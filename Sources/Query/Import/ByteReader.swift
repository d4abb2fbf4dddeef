import Glibc

/// The bytes of a file one after the other, of which only a piece is in memory. A class because it owns the open file.
final class ByteReader {
    private let file: Int32
    private let path: String
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var position = 0
    private var end = 0
    /// The number of the line that the next byte is in, from 1; a CR alone ends one as well.
    private(set) var line = 1
    private var lastWasReturn = false

    /// Opens the file and passes over a byte order mark.
    init(path: String) throws(TableError) {
        self.path = path
        let opened = open(path, O_RDONLY | O_CLOEXEC)
        guard opened >= 0 else { throw .input(.system(path: path, errno: errno)) }
        file = opened
        var status = stat()
        if fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { throw .input(.isFolder(path: path)) }
        _ = try fill()
        if end >= 2, buffer[0] ^ buffer[1] == 1, buffer[0] >= 0xFE {
            throw .input(.notUTF8(path: path, offset: 0, looksLike: "UTF-16"))
        }
        if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { position = 3 }
    }

    deinit { close(file) }

    /// The next byte, which is not taken; nil at the end.
    func peek() throws(TableError) -> UInt8? {
        if position == end, try !fill() { return nil }
        return buffer[position]
    }

    /// Takes the next byte; nil at the end.
    func next() throws(TableError) -> UInt8? {
        guard let byte = try peek() else { return nil }
        position += 1
        count(byte)
        return byte
    }

    /// Takes bytes up to one that stops, which stays, or the end of the file.
    func take(
        into bytes: inout [UInt8], atMost limit: Int, until stops: (UInt8) -> Bool
    ) throws(TableError) {
        while try peek() != nil {
            var stop = position
            while stop < end, !stops(buffer[stop]) {
                count(buffer[stop])
                stop += 1
            }
            bytes += buffer[position..<stop]
            position = stop
            if bytes.count > limit { throw .tooLong(line: line) }
            if stop < end { return }
        }
    }

    private func count(_ byte: UInt8) {
        if byte == 0x0D || (byte == 0x0A && !lastWasReturn) { line += 1 }
        lastWasReturn = byte == 0x0D
    }

    private func fill() throws(TableError) -> Bool {
        while true {
            let count = read(file, &buffer, buffer.count)
            if count >= 0 {
                position = 0
                end = count
                return count > 0
            }
            if errno != EINTR { throw .input(.system(path: path, errno: errno)) }
        }
    }
}
