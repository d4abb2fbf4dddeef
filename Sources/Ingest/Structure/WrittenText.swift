import Glibc

/// A text as a key of a table, by its bytes: `String` looks for canonically equivalent ones, which takes several times as long.
struct WrittenText: Hashable, Sendable {
    private let text: String

    init(_ text: String) { self.text = text }

    static func == (left: WrittenText, right: WrittenText) -> Bool {
        let areEqual = left.text.utf8.withContiguousStorageIfAvailable { left in
            right.text.utf8.withContiguousStorageIfAvailable { right in
                guard left.count == right.count else { return false }
                guard let first = left.baseAddress, let second = right.baseAddress else { return true }
                return memcmp(first, second, left.count) == 0
            }
        }
        return (areEqual ?? nil) ?? left.text.utf8.elementsEqual(right.text.utf8)
    }

    func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    /// For a `PlaceTable`.
    var hash: UInt32 {
        text.utf8.withContiguousStorageIfAvailable { WrittenText.hash(of: UnsafeRawBufferPointer($0)) }
            ?? Array(text.utf8).withUnsafeBytes(WrittenText.hash)
    }

    private static func hash(of bytes: UnsafeRawBufferPointer) -> UInt32 {
        var hash = UInt64(bytes.count)
        var place = 0
        while place + 8 <= bytes.count {
            hash = (hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xD6E8_FEB8_6659_FD93
            hash ^= hash >> 32
            place += 8
        }
        var rest: UInt64 = 0
        while place < bytes.count {
            rest = rest << 8 | UInt64(bytes[place])
            place += 1
        }
        return PlaceTable.hash(of: (hash ^ rest) &* 0xD6E8_FEB8_6659_FD93)
    }
}
