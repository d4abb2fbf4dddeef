/// Whether pages of a converted text have columns of prose that stand side by side.
enum Columns {
    /// Fewer characters beside a gap are a cell of a table.
    private static let shortestPart = 8

    /// At least a third of the lines have a wide gap with a good deal of text on both sides.
    static func stand(in text: [UInt8]) -> Bool {
        var (lines, gapped) = (0, 0)
        for line in text.split(separator: 0x0A) {
            let (parts, longParts) = parts(of: line)
            if parts == 0 { continue }
            lines += 1
            if parts == longParts, parts > 1 { gapped += 1 }
        }
        return gapped >= 3 && gapped * 3 >= lines
    }

    /// How many parts a line has between gaps of at least three blanks, and how many of them are long.
    private static func parts(of line: ArraySlice<UInt8>) -> (all: Int, long: Int) {
        var (all, long, length, blanks) = (0, 0, 0, 3)
        func isLong(_ length: Int) -> Bool { length >= shortestPart }
        for byte in line {
            if byte == 0x20 {
                blanks += 1
            } else if byte > 0x20, byte & 0xC0 != 0x80 {
                if blanks >= 3 {
                    if length > 0, isLong(length) { long += 1 }
                    all += 1
                    length = 0
                }
                blanks = 0
                length += 1
            }
        }
        if isLong(length) { long += 1 }
        return (all, long)
    }
}
