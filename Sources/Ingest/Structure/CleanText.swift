import Text

/// The text of a document without what only its layout put there, in flat arrays of one element a character.
///
/// Lines stand one behind the other without a sign between them, so a paragraph over several lines, blank ones among them, is
/// one range. Every character knows the byte of the file that it comes from, and so its line.
///
///     file      工作落实有差距，\n扎 实 推 进        scalars   工作落实有差距，扎实推进
///     bytes     0 3 6 …                             origins   0 3 6 … 25 29 33 37
struct CleanText {
    /// As the document wrote them.
    private(set) var scalars: [UInt32] = []
    /// As rules compare them.
    private(set) var keys: [UInt32] = []
    /// UTF-8 offsets in the decoded text.
    private(set) var origins: [UInt32] = []
    /// Lines of the file, in order; blank ones are not among them.
    var lines: [Line] = []
    /// Where each line of the file begins.
    private(set) var lineStarts: [UInt32] = [0]
    /// For each run of `runSize` bytes of the file, how many lines begin before it, up to the last run that a line begins in.
    private var linesBeforeRun: [UInt32] = [0]
    private let sentencesOfRanges = SentencesOfRanges()

    private static let runSize = 64

    var count: Int { scalars.count }

    mutating func reserve(_ bytes: Int) {
        let most = bytes / 2
        scalars.reserveCapacity(most)
        keys.reserveCapacity(most)
        origins.reserveCapacity(most)
    }

    mutating func noteLineStart(_ offset: Int) {
        while linesBeforeRun.count <= offset / CleanText.runSize { linesBeforeRun.append(UInt32(lineStarts.count)) }
        lineStarts.append(UInt32(offset))
    }

    mutating func append(_ scalar: UInt32, _ key: UInt32, from origin: UInt32) {
        let isFullStop = key == 0x2E && CleanText.endsInFullStop(behind: keys.last ?? 0)
        scalars.append(scalar)
        keys.append(isFullStop ? 0x3002 : key)
        origins.append(origin)
    }

    /// Appends characters that stand one behind the other in the file's line.
    mutating func append(_ more: ArraySlice<UInt32>, from places: ArraySlice<UInt32>) {
        scalars.append(contentsOf: more)
        origins.append(contentsOf: places)
        var last = keys.last ?? 0
        for scalar in more {
            let key = key(of: scalar)
            let isFullStop = key == 0x2E && CleanText.endsInFullStop(behind: last)
            last = isFullStop ? 0x3002 : key
            keys.append(last)
        }
    }

    /// `结束.` is a full stop, `3.5` and `1.` are not.
    @inline(__always)
    private static func endsInFullStop(behind key: UInt32) -> Bool { key > 0x7F || key == 0x22 || key == 0x29 }

    // MARK: Places

    /// The line of the file, from 1, that a character stands on.
    func line(of place: Int) -> Int {
        guard !origins.isEmpty else { return 1 }
        let origin = origins[min(max(place, 0), origins.count - 1)]
        let run = Int(origin) / CleanText.runSize
        if run >= linesBeforeRun.count { return lineStarts.count }
        var line = Int(linesBeforeRun[run])
        while line < lineStarts.count, lineStarts[line] <= origin { line += 1 }
        return max(line, 1)
    }

    /// The first and last line of a range.
    func lines(of range: Range<Int>) -> ClosedRange<Int> {
        let first = line(of: range.lowerBound)
        return first...max(first, line(of: max(range.lowerBound, range.upperBound - 1)))
    }

    // MARK: Reading

    /// The text of a range, without spaces but those between Latin words.
    func string(_ range: Range<Int>) -> String {
        let range = trimmed(range)
        return written(range.count) { output in
            var last: UInt32 = 0x4E00
            for place in range {
                let key = keys[place]
                if key == 0x20 {
                    let next = place + 1 < range.upperBound ? keys[place + 1] : 0x4E00
                    guard last < 0x80, last != 0x20, next < 0x80 else { continue }
                }
                output.append(scalars[place])
                last = key
            }
        }
    }

    /// The keys of a range without any spaces.
    func withoutSpaces(_ range: Range<Int>) -> String {
        written(range.count) { output in
            for place in range where keys[place] != 0x20 { output.append(keys[place]) }
        }
    }

    /// The text of a range with its single spaces, for titles.
    func title(_ range: Range<Int>) -> String {
        let range = trimmed(range)
        return written(range.count) { write(range, to: &$0) }
    }

    /// The texts of ranges as `title` has them, one a line; those without any are left out.
    func titles(_ ranges: [Range<Int>]) -> String {
        written(ranges.reduce(0) { $0 + $1.count + 1 }) { output in
            for range in ranges {
                let range = trimmed(range)
                if range.isEmpty { continue }
                if output.count > 0 { output.append(0x0A) }
                write(range, to: &output)
            }
        }
    }

    private func write(_ range: Range<Int>, to output: inout ScalarOutput) {
        var wasSpace = false
        for place in range {
            let isSpace = keys[place] == 0x20
            if !(isSpace && wasSpace) { output.append(isSpace ? 0x20 : scalars[place]) }
            wasSpace = isSpace
        }
    }

    /// A text of at most so many characters, made in the memory that it stays in.
    private func written(_ most: Int, _ write: (inout ScalarOutput) -> Void) -> String {
        String(unsafeUninitializedCapacity: 4 * most) { buffer in
            var output = ScalarOutput(buffer: buffer)
            write(&output)
            return output.count
        }
    }

    /// A range without spaces at its ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, keys[start] == 0x20 { start += 1 }
        while end > start, keys[end - 1] == 0x20 { end -= 1 }
        return start..<end
    }

    /// Whether the keys stand at a place.
    @inline(__always)
    func has(_ needle: Keys, at place: Int, before end: Int) -> Bool {
        let count = needle.count
        guard place >= 0, place + count <= end else { return false }
        for offset in 0..<count where keys[place + offset] != needle[offset] { return false }
        return true
    }

    /// Where the keys stand first in a range.
    func first(_ needle: Keys, in range: Range<Int>) -> Int? {
        let count = needle.count
        guard count > 0, range.count >= count, range.lowerBound >= 0, range.upperBound <= keys.count else { return nil }
        let head = needle[0]
        return keys.withUnsafeBufferPointer { keys in
            var place = range.lowerBound
            let last = range.upperBound - count
            while place <= last {
                if keys[place] == head {
                    var offset = 1
                    while offset < count, keys[place + offset] == needle[offset] { offset += 1 }
                    if offset == count { return place }
                }
                place += 1
            }
            return nil
        }
    }

    /// Where the keys stand last in a range.
    func last(_ needle: Keys, in range: Range<Int>) -> Int? {
        guard range.count >= needle.count else { return nil }
        for place in stride(from: range.upperBound - needle.count, through: range.lowerBound, by: -1)
        where has(needle, at: place, before: range.upperBound) {
            return place
        }
        return nil
    }

    func contains(_ needle: Keys, in range: Range<Int>) -> Bool { first(needle, in: range) != nil }

    /// Whether one of several needles stands in a range.
    func contains(any needles: [Keys], in range: Range<Int>) -> Bool {
        guard range.lowerBound >= 0, range.upperBound <= keys.count else { return false }
        let heads = Heads(needles)
        for place in range where heads.mayHold(keys[place]) {
            for needle in needles where has(needle, at: place, before: range.upperBound) { return true }
        }
        return false
    }

    /// The first of several needles, the longest of those that begin at one place.
    func first(any needles: [Keys], in range: Range<Int>) -> Range<Int>? {
        guard range.lowerBound >= 0, range.upperBound <= keys.count else { return nil }
        let heads = Heads(needles)
        for place in range where heads.mayHold(keys[place]) {
            var longest = 0
            for needle in needles where needle.count > longest && has(needle, at: place, before: range.upperBound) {
                longest = needle.count
            }
            if longest > 0 { return place..<place + longest }
        }
        return nil
    }

    /// The parts of a range between the signs, which stand in none of them; empty ones are left out. Quoted and bracketed signs
    /// don't count.
    func split(_ range: Range<Int>, at signs: [UInt32]) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        var depth = 0
        let heads = Heads(signs)
        for place in range {
            let key = keys[place]
            // Most characters are neither bracket nor sign.
            if key > 0x300B, !heads.mayHold(key) { continue }
            switch key {
            case 0x28, 0x300A, 0x5B: depth += 1
            case 0x29, 0x300B, 0x5D: depth = max(0, depth - 1)
            default: break
            }
            if heads.mayHold(key), signs.contains(key), depth == 0 || endsSentence(key) {
                depth = 0
                if !trimmed(start..<place).isEmpty { parts.append(trimmed(start..<place)) }
                start = place + 1
            }
        }
        if !trimmed(start..<range.upperBound).isEmpty { parts.append(trimmed(start..<range.upperBound)) }
        return parts
    }

    /// Longer ones are none: rules look around in a sentence, and would take for ever in a file of one line without a full stop.
    private static let longestSentence = 1500

    /// The sentences of a range, with the signs that end them; what has none for long is cut, behind a comma if it has one.
    func sentences(_ range: Range<Int>) -> [Range<Int>] {
        sentencesOfRanges.sentences(of: range) { foundSentences(range) }
    }

    private func foundSentences(_ range: Range<Int>) -> [Range<Int>] {
        var parts: [Range<Int>] = []
        var start = range.lowerBound
        var comma = start
        for place in range {
            // Most characters neither end a sentence nor part it.
            if keys[place] > 0x3002, place - start < CleanText.longestSentence { continue }
            if place - start >= CleanText.longestSentence {
                let end = comma > start ? comma : place
                parts.append(start..<end)
                start = end
            }
            if keys[place] == 0x2C || keys[place] == 0x3B { comma = place + 1 }
            guard endsSentence(keys[place]) else { continue }
            var end = place + 1
            while end < range.upperBound, keys[end] == 0x22 || keys[end] == 0x27 || keys[end] == 0x29 { end += 1 }
            if end <= start { continue }
            parts.append(start..<end)
            start = end
        }
        if !trimmed(start..<range.upperBound).isEmpty { parts.append(start..<range.upperBound) }
        return parts
    }
}

/// The sentences of ranges that were asked for: a dozen rules ask for those of every paragraph, one after the other.
private final class SentencesOfRanges {
    private var known: [Range<Int>: [Range<Int>]] = [:]

    func sentences(of range: Range<Int>, _ find: () -> [Range<Int>]) -> [Range<Int>] {
        if let known = known[range] { return known }
        let found = find()
        known[range] = found
        return found
    }
}

/// A few bits of what needles begin with: most places of a text are told by one look at them.
private struct Heads {
    private var bits: UInt64 = 0

    init(_ needles: [Keys]) { for needle in needles where needle.count > 0 { bits |= Heads.bit(needle[0]) } }

    init(_ signs: [UInt32]) { for sign in signs { bits |= Heads.bit(sign) } }

    @inline(__always)
    func mayHold(_ key: UInt32) -> Bool { bits & Heads.bit(key) != 0 }

    /// Characters that follow one another in Unicode are alike, so that the product's high bits tell more than their own low ones.
    @inline(__always)
    private static func bit(_ key: UInt32) -> UInt64 { 1 << UInt64((key &* 0x9E37_79B9) >> 26) }
}

/// Characters written as UTF-8.
private struct ScalarOutput {
    /// Has room for four bytes a character.
    let buffer: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    @inline(__always)
    mutating func append(_ value: UInt32) {
        var (bytes, length) = utf8Encoded(value)
        while length > 0 {
            buffer[count] = UInt8(truncatingIfNeeded: bytes)
            count += 1
            bytes >>= 8
            length -= 1
        }
    }
}
