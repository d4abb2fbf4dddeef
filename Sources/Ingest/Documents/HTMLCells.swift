/// Cells of a web page's table that reach over several rows or columns: what they cover is an empty cell of the row.
struct HTMLCells {
    private var column = 0
    /// For each column, how many rows below are covered.
    private var covered: [Int: Int] = [:]
    /// Cells that the one at hand covers to its right.
    private var right = 0

    mutating func beginTable() { self = HTMLCells() }

    mutating func beginRow() {
        // What covers the end of the row before did so without a cell behind it.
        for (place, rows) in covered where place >= column && rows > 0 { covered[place] = rows - 1 }
        column = 0
    }

    /// - Returns: how many cells before this one are covered from above.
    mutating func beginCell(_ tag: ArraySlice<UInt8>) -> Int {
        let before = skipCovered()
        let rows = HTMLCells.number(of: "rowspan", tag)
        let columns = HTMLCells.number(of: "colspan", tag)
        for offset in 0..<columns where rows > 1 { covered[column + offset] = rows - 1 }
        column += columns
        right = columns - 1
        return before
    }

    /// - Returns: how many cells behind this one it covers itself.
    mutating func endCell() -> Int {
        defer { right = 0 }
        return right
    }

    private mutating func skipCovered() -> Int {
        var count = 0
        while let left = covered[column], left > 0 {
            covered[column] = left - 1
            column += 1
            count += 1
        }
        return count
    }

    /// 2 of `rowspan="2"`, 1 where nothing is written; a table has less than a thousand.
    private static func number(of name: StaticString, _ tag: ArraySlice<UInt8>) -> Int {
        let count = name.utf8CodeUnitCount
        guard tag.count > count else { return 1 }
        for start in tag.startIndex..<tag.endIndex - count
        where (0..<count).allSatisfy({ tag[start + $0] | 0x20 == name.utf8Start[$0] }) {
            var value = 0
            for byte in tag[(start + count)...].drop(while: { [0x20, 0x3D, 0x22, 0x27].contains($0) }).prefix(3) {
                guard byte &- 0x30 < 10 else { break }
                value = 10 * value + Int(byte - 0x30)
            }
            return max(1, value)
        }
        return 1
    }
}
