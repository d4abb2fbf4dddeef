/// A table of numbers in the read-only data of the program: a string literal that `generate-tables.py` wrote, cut into
/// records of one size, with numbers in base 64 (digits `0`...`o`, the ASCII characters 0x30...0x6F).
///
/// Nothing is built when the program starts, and the compiler doesn't see an array literal, which takes it seconds for
/// some thousand elements.
///
///     "0041" + "01"       first scalar 257, length 1
struct StaticRecords {
    private let start: UnsafePointer<UInt8>
    private let size: Int
    let count: Int

    @inline(__always)
    init(_ text: StaticString, size: Int) {
        assert(text.hasPointerRepresentation && text.utf8CodeUnitCount % size == 0, "a table that isn't whole")
        start = text.utf8Start
        self.size = size
        count = text.utf8CodeUnitCount / size
    }

    /// The number in `digits` digits that begins `offset` bytes into a record.
    @inline(__always)
    func number(_ record: Int, at offset: Int = 0, digits: Int) -> UInt32 {
        assert(record >= 0 && record < count && offset + digits <= size, "outside of the table")
        var number: UInt32 = 0
        for place in 0..<digits {
            number = number << 6 | UInt32(start[record * size + offset + place] &- 0x30)
        }
        return number
    }

    /// The byte at `offset` of a record, for tables that hold text.
    @inline(__always)
    func byte(_ record: Int, at offset: Int) -> UInt8 {
        start[record * size + offset]
    }

    /// The last record whose first `digits` digits are at most `key`; `nil` when all are above it.
    ///
    /// - Requires: The records ascend by these digits. Cost: logarithmic.
    @inline(__always)
    func last(notAbove key: UInt32, digits: Int) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if number(middle, digits: digits) <= key {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low == 0 ? nil : low - 1
    }
}
