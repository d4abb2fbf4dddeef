import Glibc

/// A hash of bytes for tables that live as long as one statement.
@inline(__always)
func hash(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    guard let start = UnsafeRawPointer(bytes.baseAddress) else { return hash }
    var place = 0
    while place + 8 <= bytes.count {
        hash = (hash ^ start.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* 0xD6E8_FEB8_6659_FD93
        hash ^= hash >> 32
        place += 8
    }
    var rest: UInt64 = 0
    while place < bytes.count {
        rest = rest << 8 | UInt64(bytes[place])
        place += 1
    }
    hash = (hash ^ rest) &* 0xD6E8_FEB8_6659_FD93
    return hash ^ hash >> 29
}

@inline(__always)
func areEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count else { return false }
    guard let first = left.baseAddress, let second = right.baseAddress else { return true }
    return memcmp(first, second, left.count) == 0
}
