/// XXH64, seed 0, after the specification of the xxHash project (Yann Collet, doc/xxhash_spec.md): 64 bits over any bytes.
///
/// Chosen for its speed without special instructions; every change of a single bit changes it.
package func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt64 { checksum(bytes, passed: { _ in }) }

/// The same, told every few megabytes which bytes have been gone through.
func checksum(_ bytes: UnsafeRawBufferPointer, passed: (Range<Int>) -> Void) -> UInt64 {
    var offset = 0
    var hash: UInt64
    if bytes.count >= 32 {
        var lanes = (prime1 &+ prime2, prime2, UInt64(0), 0 &- prime1)
        while offset + 32 <= bytes.count {
            let start = offset
            let end = min(start + sizeBetweenCalls, bytes.count)
            while offset + 32 <= end {
                lanes.0 = round(lanes.0, load64(bytes, offset))
                lanes.1 = round(lanes.1, load64(bytes, offset + 8))
                lanes.2 = round(lanes.2, load64(bytes, offset + 16))
                lanes.3 = round(lanes.3, load64(bytes, offset + 24))
                offset += 32
            }
            passed(start..<offset)
        }
        hash = rotate(lanes.0, 1) &+ rotate(lanes.1, 7) &+ rotate(lanes.2, 12) &+ rotate(lanes.3, 18)
        for lane in [lanes.0, lanes.1, lanes.2, lanes.3] { hash = (hash ^ round(0, lane)) &* prime1 &+ prime4 }
    } else {
        hash = prime5
    }
    hash = hash &+ UInt64(bytes.count)
    while offset + 8 <= bytes.count {
        hash = rotate(hash ^ round(0, load64(bytes, offset)), 27) &* prime1 &+ prime4
        offset += 8
    }
    if offset + 4 <= bytes.count {
        let word = UInt64(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
        hash = rotate(hash ^ (word &* prime1), 23) &* prime2 &+ prime3
        offset += 4
    }
    while offset < bytes.count {
        hash = rotate(hash ^ (UInt64(bytes[offset]) &* prime5), 11) &* prime1
        offset += 1
    }
    hash = (hash ^ (hash >> 33)) &* prime2
    hash = (hash ^ (hash >> 29)) &* prime3
    return hash ^ (hash >> 32)
}

/// A multiple of 32.
private let sizeBetweenCalls = 8 << 20

private let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
private let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
private let prime3: UInt64 = 0x1656_67B1_9E37_79F9
private let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
private let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

private func rotate(_ value: UInt64, _ bits: UInt64) -> UInt64 { value << bits | value >> (64 - bits) }

private func round(_ lane: UInt64, _ input: UInt64) -> UInt64 { rotate(lane &+ input &* prime2, 31) &* prime1 }

private func load64(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
}
