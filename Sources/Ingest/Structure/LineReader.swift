/// Reads decoded text line by line and takes away what only a layout put there.
///
/// Marks of Markdown go but are remembered, letter-spacing is closed, lines of doubled runs are halved, page numbers are marked.
/// White space stays where it may mean something: as one blank within a short line without punctuation, which may be a title
/// of two halves, and between Latin words.
struct LineReader {
    private var text = CleanText()
    /// The line at hand.
    var scalars: [UInt32] = []
    var origins: [UInt32] = []
    private var blanks = 0
    /// A page number stood before the line at hand.
    private var isAfterPage = false
    /// Whether the line at hand has a blank, a pipe, an asterisk or the like: most lines of prose have none.
    var hasMarks = false
    /// The line at hand ended at a paragraph's end within a line of the file.
    private var endsInParagraph = false
    /// Where lines of the file begin within the line at hand, which is a row of a table.
    private var startsWithin: [Int] = []
    /// The line at hand stands before the text, with what a tool wants to know of it.
    private var isFrontMatter = false

    /// - Parameter isCancelled: asked every few thousand lines.
    static func cleanText(_ bytes: [UInt8], isCancelled: () -> Bool = { false }) -> CleanText {
        var reader = LineReader()
        reader.text.reserve(bytes.count)
        bytes.withUnsafeBufferPointer { reader.read($0, isCancelled) }
        reader.text.markRunningHeads()
        return reader.text
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ isCancelled: () -> Bool) {
        var position = 0
        var number = 1
        let frontMatterEnd = LineReader.frontMatterEnd(bytes)
        while position < bytes.count {
            if number % 4096 == 0, isCancelled() { return }
            isFrontMatter = position < frontMatterEnd
            position = readLine(bytes, from: position)
            takeLine(number)
            for start in startsWithin { text.noteLineStart(start) }
            number += startsWithin.count
            if endsInParagraph {
                // A paragraph of a web page ended, and the line of the file goes on.
                blanks += 1
                continue
            }
            number += 1
            if position < bytes.count { text.noteLineStart(position) }
        }
    }

    /// Decodes a line; gives the offset of the next. `\n`, `\r\n` and a lone `\r` end one.
    private mutating func readLine(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        startsWithin.removeAll(keepingCapacity: true)
        hasMarks = false
        endsInParagraph = false
        // No line has more characters than bytes.
        let most = LineReader.lineEnd(bytes, from: start) - start
        var (scalars, origins): ([UInt32], [UInt32]) = ([], [])
        swap(&scalars, &self.scalars)
        swap(&origins, &self.origins)
        LineReader.resize(&scalars, most)
        LineReader.resize(&origins, most)
        var (next, count) = (start, 0)
        scalars.withUnsafeMutableBufferPointer { scalars in
            origins.withUnsafeMutableBufferPointer { origins in
                next = decodeLine(bytes, from: start, into: scalars, origins, &count)
            }
        }
        LineReader.resize(&scalars, count)
        LineReader.resize(&origins, count)
        swap(&scalars, &self.scalars)
        swap(&origins, &self.origins)
        return next
    }

    /// Gives an array that is used for each line another length, in the memory that it has.
    private static func resize(_ array: inout [UInt32], _ count: Int) {
        if count < array.count {
            array.removeLast(array.count - count)
        } else {
            array.append(contentsOf: repeatElement(0, count: count - array.count))
        }
    }

    /// Where the sign stands that ends a line.
    private static func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
        var end = start
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D, bytes[end] != HTMLText.paragraphBreak {
            end += 1
        }
        return end
    }

    /// Writes the characters of a line and their places, and gives the offset of the next line.
    private mutating func decodeLine(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into scalars: UnsafeMutableBufferPointer<UInt32>,
        _ origins: UnsafeMutableBufferPointer<UInt32>, _ count: inout Int
    ) -> Int {
        var position = start
        while position < bytes.count {
            let (value, length) = utf8Scalar(in: bytes, at: position)
            if value < 0x20 {
                if value == UInt32(HTMLText.paragraphBreak) {
                    endsInParagraph = true
                    return position + 1
                }
                if value == 0x0A { return position + 1 }
                if value == UInt32(HTMLText.rowGoesOn) { startsWithin.append(position + 1) }
                if value == 0x0D {
                    return position + 1 < bytes.count && bytes[position + 1] == 0x0A ? position + 2 : position + 1
                }
                if value != 0x09 {
                    position += length
                    continue
                }
            }
            // What is invisible says nothing: zero-width space, joiners, byte order mark, soft hyphen.
            if !(value >= 0x200B && value <= 0x200F) && value != 0xFEFF && value != 0xAD {
                if value < 0x30 || value == 0x3000 || value == 0x5F || value == 0x7C || value == 0x2502 || value == 0xA0
                    || value &- 0x2000 < 0x30
                {
                    hasMarks = true
                }
                scalars[count] = value
                origins[count] = UInt32(truncatingIfNeeded: position)
                count += 1
            }
            position += length
        }
        return position
    }

    private mutating func takeLine(_ number: Int) {
        var line = Line(range: 0..<0, number: number)
        var part = trimmed(scalars.indices)
        line.indent = part.lowerBound
        if part.isEmpty {
            blanks += 1
            return
        }
        if isPageNumber(part) {
            isAfterPage = true
            return
        }
        if isFurniture(part) {
            blanks += 1
            return
        }
        if isFrontMatter, let title = frontMatterTitle(part) {
            part = title
            line.markdownLevel = 1
        } else {
            stripMarks(&part, &line)
        }
        if scalars[part].contains(0x3C) { removeBreaks(&part) }
        if scalars[part].contains(where: { $0 == 0x5D || $0 == 0x3015 || $0 == 0xFF3D }) { removeFootnoteMarks(&part) }
        if part.isEmpty || isRule(part) {
            blanks += 1
            return
        }
        line.blanksBefore = blanks
        line.isAfterPage = isAfterPage
        isAfterPage = false
        line.width = width(part)
        blanks = 0
        let start = text.count
        let cells = hasMarks ? self.cells(part) : []
        if cells.count > 1 {
            for cell in cells {
                if text.count > start { text.append(0x20, 0x20, from: origins[cell.lowerBound]) }
                let cellStart = text.count
                cell.count <= 12 && isLetterSpaced(cell) ? writeWithoutSpaces(cell) : write(cell)
                line.cells.append(cellStart..<text.count)
            }
        } else if let halves = doubledRuns(part) {
            line.wasDoubled = true
            for run in halves { write(run) }
        } else {
            line.wasLetterSpaced = hasMarks && isLetterSpaced(part)
            line.wasLetterSpaced
                ? writeWithoutSpaces(part)
                : write(part, keepsAll: line.markdownLevel > 0, isHeadBold: line.startsStrong)
        }
        line.range = start..<text.count
        if !line.range.isEmpty { text.lines.append(line) }
    }

    // MARK: Writing

    private mutating func writeWithoutSpaces(_ part: Range<Int>) {
        for place in part {
            let key = keyAt(place)
            if key != 0x20 { text.append(scalars[place], key, from: origins[place]) }
        }
    }

    /// Blanks within a sentence go; in a short line without punctuation one stays.
    private mutating func write(_ part: Range<Int>, keepsAll: Bool = false, isHeadBold: Bool = false) {
        var hasPunctuation = false
        var hasSpace = false
        for place in part {
            switch scalars[place] {
            case 0x3002, 0xFF0C, 0xFF1B, 0x2C, 0x3B, 0x3001: hasPunctuation = true
            case 0x20, 0x3000, 0x09, 0xA0: hasSpace = true
            default: break
            }
        }
        if !hasSpace {
            text.append(scalars[part], from: origins[part])
            return
        }
        let keepsOne = !hasPunctuation && part.count <= 60
        var place = part.lowerBound
        while place < part.upperBound {
            let key = keyAt(place)
            if key == 0x20 {
                var end = place
                while end < part.upperBound, keyAt(end) == 0x20 { end += 1 }
                let isBetweenHan =
                    place > part.lowerBound && end < part.upperBound && scalars[place - 1] > 0x7F && scalars[end] > 0x7F
                let isBetweenLatin =
                    place > part.lowerBound && end < part.upperBound && isWord(place - 1) && isWord(end)
                let isBehindNumber =
                    !hasPunctuation && place - part.lowerBound <= 6
                    && (part.lowerBound..<place).allSatisfy { isDigit(scalars[$0]) || scalars[$0] == 0x2E }
                if isBehindNumber || keepsAll || keepsOne && isBetweenHan || isBetweenLatin
                    || isBetweenHan && isHeadGap(place, end, part.lowerBound, isHeadBold)
                {
                    text.append(0x20, 0x20, from: origins[place])
                }
                place = end
            } else {
                text.append(scalars[place], key, from: origins[place])
                place += 1
            }
        }
    }

    /// A wide blank behind the first few characters sets a name apart: `李梅  市政协委员、某馆馆长`, `某县  湘桂门户。`
    /// Behind bold characters one blank is enough.
    private func isHeadGap(_ place: Int, _ end: Int, _ start: Int, _ isHeadBold: Bool) -> Bool {
        (end - place >= 2 || scalars[place] == 0x3000 || isHeadBold) && (2...12).contains(place - start)
            && (start..<place).allSatisfy { isHan(scalars[$0]) || scalars[$0] == 0x3001 }
    }

    private func isWord(_ place: Int) -> Bool { isLatin(scalars[place]) || isDigit(scalars[place]) }
}
