/// Folds one text from left to right. `Folding.swift` says what folding is.
///
/// Runs of plain bytes (Han, lower-case ASCII) are copied whole. Any other scalar is mapped, and what it maps to is written
/// at once; only a scalar that may melt into the one before it takes that back out of the output and collects a segment, which
/// `canonicallyComposed` puts in order when the next ordinary scalar comes.
struct Folder {
    private let source: UnsafeBufferPointer<UInt8>
    private var output: [UInt8]
    /// Where this text begins in `output`.
    private let start: Int
    /// For each byte of the output since `start`, if traced, the bounds of the characters of the source that gave it.
    private(set) var starts: [UInt32] = []
    private(set) var ends: [UInt32] = []
    private let tracing: Bool
    /// A scalar taken back from the output and those that may melt into it.
    private var segment: [UInt32] = []
    private var segmentOrigin = 0..<0
    /// White space since the last scalar; empty if there was none.
    private var white = 0..<0
    /// Whether the output ends in an ASCII letter or digit that was one before. The `2` of `㎡` wasn't: `5 ㎡` is `5㎡`.
    private var endsInWord = false

    /// Takes `output` over until `takeOutput()`, so that appending doesn't copy it.
    init(_ source: UnsafeBufferPointer<UInt8>, appendingTo output: inout [UInt8], tracing: Bool = false) {
        self.source = source
        self.output = []
        self.tracing = tracing
        start = output.count
        swap(&self.output, &output)
    }

    mutating func takeOutput() -> [UInt8] {
        var taken: [UInt8] = []
        swap(&taken, &output)
        return taken
    }

    mutating func fold() {
        var position = 0
        while position < source.count {
            let end = endOfPlainRun(from: position)
            if end > position {
                writeRun(position..<end)
                position = end
            } else {
                let (value, length) = scalar(in: source, at: position)
                take(value, from: position..<position + length)
                position += length
            }
        }
        writeSegment()
    }

    // MARK: Plain runs

    /// Where the bytes end that are their own folding and melt into nothing.
    @inline(__always)
    private func endOfPlainRun(from start: Int) -> Int {
        var position = start
        while position < source.count {
            let lead = source[position]
            if lead >= 0xE4, lead <= 0xE9 {
                guard isUnifiedHan(in: source, at: position, lead: lead), !isTraditional(at: position, lead) else {
                    break
                }
                position += 3
            } else if lead &- 0x21 < 0x5E, lead &- 0x41 >= 26 {
                position += 1
            } else if lead == 0xE3 {
                guard isPlainPunctuation(at: position) else { break }
                position += 3
            } else {
                break
            }
        }
        return position
    }

    /// Whether the Han character at `position` folds to another, as 經 to 经.
    @inline(__always)
    private func isTraditional(at position: Int, _ lead: UInt8) -> Bool {
        let value =
            UInt32(lead & 0x0F) << 12 | UInt32(source[position + 1] & 0x3F) << 6 | UInt32(source[position + 2] & 0x3F)
        return Folding.changesHan(value)
    }

    /// 、 。 《 》 【 】 〔 〕
    @inline(__always)
    private func isPlainPunctuation(at position: Int) -> Bool {
        guard position + 2 < source.count, source[position + 1] == 0x80 else { return false }
        switch source[position + 2] {
        case 0x81, 0x82, 0x8A, 0x8B, 0x90, 0x91, 0x94, 0x95: return true
        default: return false
        }
    }

    private mutating func writeRun(_ range: Range<Int>) {
        separate(beforeWord: isASCIIWord(UInt32(source[range.lowerBound])))
        output.append(contentsOf: UnsafeBufferPointer(rebasing: source[range]))
        endsInWord = isASCIIWord(UInt32(source[range.upperBound - 1]))
        if tracing { traceRun(range) }
    }

    private mutating func traceRun(_ range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound {
            let length = scalar(in: source, at: position).length
            trace(position..<position + length, bytes: length)
            position += length
        }
    }

    // MARK: Scalars

    private mutating func take(_ value: UInt32, from origin: Range<Int>) {
        if value &- 0x41 < 26 {
            write(value + 0x20, from: origin, isWord: true)
        } else if isWhiteSpace(value) {
            white = (white.isEmpty ? origin.lowerBound : white.lowerBound)..<origin.upperBound
        } else {
            switch Folding(of: value) {
            case .itself: place(value, from: origin)
            case .scalar(let target) where isFullWidth(value):
                write(target, from: origin, isWord: isASCIIWord(target))
            case .scalar(let target): place(target, from: origin)
            case .nothing: break
            case .scalars(let first, let count):
                for index in first..<first + count { place(Folding.target(index), from: origin) }
            }
        }
    }

    /// Writes a folded scalar, or adds it to the segment if it may melt into what stands before it.
    private mutating func place(_ value: UInt32, from origin: Range<Int>) {
        if joinsBefore(value) {
            join(value, from: origin)
        } else {
            write(value, from: origin, isWord: false)
        }
    }

    private mutating func write(_ value: UInt32, from origin: Range<Int>, isWord: Bool) {
        separate(beforeWord: isWord)
        endsInWord = isWord
        let before = output.count
        output.appendScalar(value)
        if tracing { trace(origin, bytes: output.count - before) }
    }

    /// Closes the segment, and writes the space that stands for white space between two ASCII letters or digits.
    private mutating func separate(beforeWord: Bool) {
        if !segment.isEmpty { writeSegment() }
        guard !white.isEmpty else { return }
        if beforeWord, endsInWord {
            output.append(0x20)
            if tracing { trace(white, bytes: 1) }
        }
        white = 0..<0
    }

    private mutating func trace(_ origin: Range<Int>, bytes count: Int) {
        starts.append(contentsOf: repeatElement(UInt32(origin.lowerBound), count: count))
        ends.append(contentsOf: repeatElement(UInt32(origin.upperBound), count: count))
    }

    // MARK: Segments

    private mutating func join(_ value: UInt32, from origin: Range<Int>) {
        white = 0..<0
        if segment.isEmpty {
            segmentOrigin = origin
            takeBackLastScalar()
        }
        segment.append(value)
        segmentOrigin = segmentOrigin.lowerBound..<origin.upperBound
    }

    private mutating func takeBackLastScalar() {
        guard output.count > start else { return }
        var first = output.count - 1
        while first > start, output[first] & 0xC0 == 0x80 { first -= 1 }
        let last = output.withUnsafeBufferPointer { scalar(in: $0, at: first).value }
        segment.append(last)
        if tracing { segmentOrigin = Int(starts[first - start])..<segmentOrigin.upperBound }
        removeOutput(from: first)
    }

    private mutating func writeSegment() {
        guard !segment.isEmpty else { return }
        let composed = canonicallyComposed(segment)
        segment.removeAll(keepingCapacity: true)
        // `x é` whose accent is a scalar of its own: the space was written when only the `e` was seen.
        if output.count > start, output.last == 0x20, !isASCIIWord(composed[0]) { removeOutput(from: output.count - 1) }
        let before = output.count
        for value in composed { output.appendScalar(value) }
        endsInWord = false
        if tracing { trace(segmentOrigin, bytes: output.count - before) }
    }

    private mutating func removeOutput(from first: Int) {
        output.removeSubrange(first...)
        guard tracing else { return }
        starts.removeSubrange((first - start)...)
        ends.removeSubrange((first - start)...)
    }
}

/// The property White_Space.
func isWhiteSpace(_ value: UInt32) -> Bool {
    switch value {
    case 0x20, 0x3000, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F: true
    default: false
    }
}

/// ！ to ～, the twins of ASCII.
private func isFullWidth(_ value: UInt32) -> Bool {
    value &- 0xFF01 < 0x5E
}

func isASCIIWord(_ value: UInt32) -> Bool {
    value &- 0x30 < 10 || (value | 0x20) &- 0x61 < 26
}
