import Graph

/// What stands in the folder of an export: the checksum and size of each table's rows, by file.
///
///     9f2c4a0be1d37755 1204 node_county.copy
struct Manifest: Equatable {
    struct Entry: Equatable {
        var checksum: UInt64
        var size: Int
    }

    var entries: [String: Entry] = [:]

    static let name = "manifest"

    init() {}

    /// Lines that can't be read are those of nothing that is there.
    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: " ", maxSplits: 2)
            guard parts.count == 3, let checksum = UInt64(parts[0], radix: 16), let size = Int(parts[1]) else {
                continue
            }
            entries[String(parts[2])] = Entry(checksum: checksum, size: size)
        }
    }

    var text: String {
        entries.sorted { $0.key < $1.key }.map { name, entry in
            "\(Manifest.hexadecimal(entry.checksum)) \(entry.size) \(name)\n"
        }.joined()
    }

    static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// The checksum of bytes that come piece by piece: of blocks of one size, each with the checksum of those before it.
struct RunningChecksum {
    private(set) var value: UInt64 = 0
    private(set) var size = 0
    private var block: [UInt8] = []
    private static let blockSize = 1 << 16

    mutating func add(_ bytes: [UInt8]) {
        size += bytes.count
        block += bytes
        var start = 0
        while block.count - start >= RunningChecksum.blockSize {
            fold(block[start..<start + RunningChecksum.blockSize])
            start += RunningChecksum.blockSize
        }
        block.removeFirst(start)
    }

    /// Of all bytes so far.
    func finished() -> Manifest.Entry {
        var last = self
        if !last.block.isEmpty { last.fold(last.block[...]) }
        return Manifest.Entry(checksum: last.value, size: size)
    }

    private mutating func fold(_ bytes: ArraySlice<UInt8>) {
        let head = (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
        value = (head + bytes).withUnsafeBytes { checksum($0) }
    }
}
