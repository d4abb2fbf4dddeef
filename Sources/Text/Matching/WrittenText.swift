import Glibc

/// A text as a key of a table, by its bytes: `String` looks for canonically equivalent ones, which takes several times as long.
package struct WrittenText: Hashable, Sendable {
    private let text: String

    package init(_ text: String) { self.text = text }

    package static func == (left: WrittenText, right: WrittenText) -> Bool {
        left.text.utf8.count == right.text.utf8.count && left.text.hasBytes(atEnd: right.text)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    /// For a `PlaceTable`.
    package var hash: UInt32 {
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

extension String {
    /// Whether a text begins with another's bytes; `hasPrefix` compares characters, which takes many times as long.
    package func hasBytes(atStart head: String) -> Bool {
        withBytes(of: self) { bytes in
            withBytes(of: head) { $0.count <= bytes.count && areSame($0, bytes, at: 0) }
        }
    }

    /// Whether a text ends in another's bytes; `hasSuffix` compares characters.
    package func hasBytes(atEnd tail: String) -> Bool {
        withBytes(of: self) { bytes in
            withBytes(of: tail) { $0.count <= bytes.count && areSame($0, bytes, at: bytes.count - $0.count) }
        }
    }
}

@inline(__always)
private func areSame(_ part: UnsafeBufferPointer<UInt8>, _ whole: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    guard let first = part.baseAddress, let start = whole.baseAddress else { return part.isEmpty }
    return memcmp(first, start + place, part.count) == 0
}
