import Text

/// The first and the last rows of an answer, as many as are shown; those between are counted and dropped as they pass.
///
///     limit 4, rows 1…9:   head [1, 2]   tail [8, 9]   5 not shown
///
/// Of an answer that fits all rows are in `head` and `tail`, one after the other.
struct RowWindow {
    private let limit: Int?
    private var head: [[Value]] = []
    /// A ring: the oldest row is at `oldest`.
    private var tail: [[Value]] = []
    private var oldest = 0
    /// Rows that have passed.
    private(set) var count = 0

    init(limit: Int?) { self.limit = limit.map { max(2, $0) } }

    private var headCount: Int { limit.map { $0 - tailCount } ?? .max }
    private var tailCount: Int { limit.map { $0 / 2 } ?? 0 }

    mutating func append(_ row: [Value]) {
        count += 1
        if head.count < headCount {
            head.append(row)
        } else if tail.count < tailCount {
            tail.append(row)
        } else {
            tail[oldest] = row
            oldest = (oldest + 1) % tailCount
        }
    }

    /// The rows to show, in order.
    var rows: [[Value]] { head + tail[oldest...] + tail[..<oldest] }

    /// How many rows of `rows` stand before the gap; nil if there is none.
    var gap: Int? { count > rowsShown ? head.count : nil }

    /// The number of a row of `rows` in the whole answer, counted from 1.
    func number(ofShown index: Int) -> Int { index < head.count ? index + 1 : count - rowsShown + index + 1 }

    var rowsShown: Int { head.count + tail.count }
}
