import CKernels
import Glibc
import Text

/// A table of comma- or tab-separated text as a mapped file, of which nothing is copied, and only a part is in memory at a time.
/// A class because it owns the mapping.
final class MappedTable {
    let bytes: UnsafeBufferPointer<UInt8>
    let fieldCount: Int
    /// At most how many rows there are.
    let lineCount: Int
    private let separator: UInt8
    private let mapped: UnsafeMutableRawPointer

    /// nil if the file is empty or isn't UTF-8, and when it is cancelled.
    init?(path: String, fieldCount: Int, isCancelled: () -> Bool) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
            let mapped = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0), mapped != MAP_FAILED
        else { return nil }
        madvise(mapped, Int(status.st_size), MADV_SEQUENTIAL)
        self.mapped = mapped
        self.fieldCount = fieldCount
        separator = path.hasSuffix(".csv") ? 0x2C : 0x09
        bytes = UnsafeBufferPointer(
            start: UnsafePointer(mapped.assumingMemoryBound(to: UInt8.self)), count: Int(status.st_size))
        guard let lineCount = MappedTable.lineCount(bytes, hasEscapes: separator == 0x09, isCancelled) else {
            munmap(mapped, bytes.count)
            return nil
        }
        self.lineCount = lineCount
    }

    deinit { munmap(mapped, bytes.count) }

    /// So much is gone through before it is forgotten.
    private static let sizeInMemory = 8 << 20

    /// How many lines there are at most; nil if they aren't UTF-8, or if there is a backslash in TSV, which begins an escape that
    /// only the other reader knows.
    private static func lineCount(
        _ bytes: UnsafeBufferPointer<UInt8>, hasEscapes: Bool, _ isCancelled: () -> Bool
    ) -> Int? {
        var count = 1
        var start = 0
        while start < bytes.count {
            if isCancelled() { return nil }
            var end = min(start + sizeInMemory, bytes.count)
            // Not within a character.
            while end < bytes.count, end > start, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
            guard end > start, ck_is_utf8(part.baseAddress, part.count) != 0 else { return nil }
            if hasEscapes, part.contains(0x5C) { return nil }
            for byte in part { count += byte == 0x0A ? 1 : 0 }
            forget(bytes, start..<end)
            start = end
        }
        return count
    }

    /// Says that some bytes aren't read again soon; they can be.
    private static func forget(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        let page = 4096
        let first = range.lowerBound / page * page
        guard let start = bytes.baseAddress, first < range.upperBound else { return }
        madvise(UnsafeMutableRawPointer(mutating: start + first), range.upperBound - first, MADV_DONTNEED)
    }

    /// A field of a row.
    struct Cell {
        let bytes: UnsafeBufferPointer<UInt8>
        let hasDoubledQuotes: Bool

        var text: String {
            let written = String(decoding: bytes, as: UTF8.self)
            guard hasDoubledQuotes else { return written }
            var result: [UInt8] = []
            var isSecond = false
            for byte in bytes {
                if byte == 0x22, isSecond {
                    isSecond = false
                    continue
                }
                isSecond = byte == 0x22
                result.append(byte)
            }
            return String(decoding: result, as: UTF8.self)
        }

        /// Whether white space may stand at an end.
        var mayHaveBlanks: Bool {
            guard let first = bytes.first, let last = bytes.last else { return false }
            return first <= 0x20 || last <= 0x20 || Cell.blankLeads.contains(first)
                || (last >= 0x80 && bytes.count >= 3 && Cell.blankLeads.contains(bytes[bytes.count - 3]))
                || (last >= 0x80 && bytes.count >= 2 && bytes[bytes.count - 2] == 0xC2)
        }

        /// First bytes of the white space beyond ASCII.
        private static let blankLeads: Set<UInt8> = [0xC2, 0xE1, 0xE2, 0xE3]

        /// Whether there is nothing but white space.
        var isBlank: Bool {
            guard !bytes.isEmpty else { return true }
            return mayHaveBlanks && TableValue.trimmed(text).isEmpty
        }

        /// Whether it is one name, and not several with `; ` or `；` between them.
        var isOneName: Bool { !bytes.contains { $0 == 0x3B || $0 == 0xEF } }

        /// Digits and lower-case letters, which fold to themselves.
        var isOwnFolding: Bool { bytes.allSatisfy { $0 &- 0x30 < 10 || $0 &- 0x61 < 26 } }
    }

    /// Some rows, as long as the next ones aren't asked for.
    struct Rows {
        fileprivate let file: UnsafeBufferPointer<UInt8>
        fileprivate let fields: [ck_field]
        fileprivate let lines: [UInt32]
        fileprivate let fieldCount: Int
        let count: Int

        /// The line that the row begins in, from 1.
        func line(_ row: Int) -> UInt32 { lines[row] }

        func cell(_ row: Int, _ place: Int) -> Cell {
            let field = fields[row * fieldCount + place]
            let count = Int(field.length & ~CK_DOUBLED_QUOTES)
            return Cell(
                bytes: UnsafeBufferPointer(rebasing: file[Int(field.start)..<Int(field.start) + count]),
                hasDoubledQuotes: field.length & CK_DOUBLED_QUOTES != 0)
        }
    }

    struct Reading {
        fileprivate let table: MappedTable
        private var position: UInt64 = 0
        private var line: UInt32 = 1
        private var hasBegun = false
        /// Rows before this were forgotten.
        private var forgotten = 0

        fileprivate init(_ table: MappedTable) { self.table = table }

        /// The next rows, none at the end; nil if they aren't plain.
        mutating func next(atMost count: Int) -> Rows? {
            if !hasBegun {
                hasBegun = true
                if table.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
                guard cut(1)?.count == 1 else { return nil }
            }
            return cut(count)
        }

        private mutating func cut(_ most: Int) -> Rows? {
            MappedTable.forget(table.bytes, forgotten..<Int(position))
            forgotten = Int(position)
            var fields = [ck_field](repeating: ck_field(), count: most * table.fieldCount)
            var lines = [UInt32](repeating: 0, count: most)
            let count = ck_cut_rows(
                table.bytes.baseAddress, table.bytes.count, table.separator, table.separator == 0x2C ? 1 : 0,
                table.fieldCount, most, &position, &line, &fields, &lines)
            guard count >= 0 else { return nil }
            return Rows(file: table.bytes, fields: fields, lines: lines, fieldCount: table.fieldCount, count: count)
        }
    }

    var reading: Reading { Reading(self) }
}
