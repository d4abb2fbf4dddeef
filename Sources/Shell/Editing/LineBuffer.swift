/// The text being edited, and where in it the cursor stands.
///
/// It is counted in Unicode scalars, because libedit is; keys move over whole characters all the same.
struct LineBuffer: Equatable {
    private(set) var scalars: [Unicode.Scalar]
    /// 0 … `scalars.count`.
    private(set) var cursor: Int

    init(_ scalars: [Unicode.Scalar] = [], cursor: Int = 0) {
        self.scalars = scalars
        self.cursor = min(max(cursor, 0), scalars.count)
    }

    /// A text with the cursor at its end.
    init(_ text: String) {
        self.init(Array(text.unicodeScalars), cursor: text.unicodeScalars.count)
    }

    var text: String { String(scalars: scalars) }
    var isEmpty: Bool { scalars.isEmpty }
    var cursorInBytes: Int { String(scalars: scalars[..<cursor]).utf8.count }

    /// The scalar offset of a UTF-8 offset, rounded down.
    func offset(ofByte byte: Int) -> Int {
        var passed = 0
        for (offset, scalar) in scalars.enumerated() {
            passed += UTF8.width(scalar)
            if passed > byte { return offset }
        }
        return scalars.count
    }
}

extension String {
    init(scalars: some Sequence<Unicode.Scalar>) {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }
}

// MARK: - Changing

extension LineBuffer {
    /// Replaces `range` and leaves the cursor behind what is new.
    mutating func replace(_ range: Range<Int>, with text: some Collection<Unicode.Scalar>) {
        scalars.replaceSubrange(range, with: text)
        cursor = range.lowerBound + text.count
    }

    mutating func insert(_ text: some Collection<Unicode.Scalar>) {
        replace(cursor..<cursor, with: text)
    }

    /// Takes `range` out and gives it.
    mutating func remove(_ range: Range<Int>) -> [Unicode.Scalar] {
        let removed = Array(scalars[range])
        replace(range, with: [])
        return removed
    }

    /// Exchanges the two characters around the cursor, or the last two at the end of the text.
    mutating func transpose() {
        let middle = cursor == scalars.count ? characterBefore(cursor) : cursor
        let start = characterBefore(middle)
        let end = characterAfter(middle)
        guard start < middle, middle < end else { return }
        replace(start..<end, with: Array(scalars[middle..<end] + scalars[start..<middle]))
    }
}

// MARK: - Moving

extension LineBuffer {
    mutating func move(to offset: Int) {
        cursor = min(max(offset, 0), scalars.count)
    }

    /// Where the character before `offset` begins. Looks back no further than any character reaches.
    func characterBefore(_ offset: Int) -> Int {
        guard offset > 0 else { return 0 }
        let last = String(scalars: scalars[max(0, offset - 32)..<offset]).last
        return offset - (last?.unicodeScalars.count ?? 1)
    }

    func characterAfter(_ offset: Int) -> Int {
        guard offset < scalars.count else { return scalars.count }
        let first = String(scalars: scalars[offset..<min(scalars.count, offset + 32)]).first
        return offset + (first?.unicodeScalars.count ?? 1)
    }

    func wordBefore(_ offset: Int) -> Int {
        var place = offset
        while place > 0, scalars[place - 1].wordClass == nil { place -= 1 }
        guard place > 0 else { return 0 }
        let word = scalars[place - 1].wordClass
        while place > 0, scalars[place - 1].wordClass == word { place -= 1 }
        return place
    }

    func wordAfter(_ offset: Int) -> Int {
        var place = offset
        while place < scalars.count, scalars[place].wordClass == nil { place += 1 }
        guard place < scalars.count else { return place }
        let word = scalars[place].wordClass
        while place < scalars.count, scalars[place].wordClass == word { place += 1 }
        return place
    }
}

extension Unicode.Scalar {
    fileprivate enum WordClass { case han, other }

    /// A run of one class is a word: `1000亿元` is two. Punctuation, signs and spaces are between words.
    fileprivate var wordClass: WordClass? {
        if properties.isIdeographic { return .han }
        return properties.isAlphabetic || properties.numericType != nil || self == "_" ? .other : nil
    }
}

// MARK: - Rows

extension LineBuffer {
    /// The row the cursor is in, from its first scalar to its newline or the end.
    var row: Range<Int> {
        let start = scalars[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let end = scalars[cursor...].firstIndex(of: "\n") ?? scalars.count
        return start..<end
    }

    /// Moves the cursor a row up, near to the cell it stands in. False in the first row.
    mutating func moveUp(width: (Unicode.Scalar) -> Int) -> Bool {
        let row = row
        guard row.lowerBound > 0 else { return false }
        let cell = cells(from: row.lowerBound, to: cursor, width)
        cursor = row.lowerBound - 1
        cursor = offset(ofCell: cell, in: self.row, width)
        return true
    }

    /// Moves the cursor a row down. False in the last row.
    mutating func moveDown(width: (Unicode.Scalar) -> Int) -> Bool {
        let row = row
        guard row.upperBound < scalars.count else { return false }
        let cell = cells(from: row.lowerBound, to: cursor, width)
        cursor = row.upperBound + 1
        cursor = offset(ofCell: cell, in: self.row, width)
        return true
    }

    private func cells(from start: Int, to end: Int, _ width: (Unicode.Scalar) -> Int) -> Int {
        scalars[start..<end].reduce(0) { $0 + width($1) }
    }

    private func offset(ofCell cell: Int, in row: Range<Int>, _ width: (Unicode.Scalar) -> Int) -> Int {
        var passed = 0
        return row.first { offset in
            passed += width(scalars[offset])
            return passed > cell
        } ?? row.upperBound
    }
}
