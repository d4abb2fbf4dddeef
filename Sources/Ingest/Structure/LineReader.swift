/// Reads decoded text line by line and takes away what only a layout put there.
///
/// Marks of Markdown go but are remembered, letter-spacing is closed, lines of doubled runs are halved, page numbers are marked.
/// White space stays where it may mean something: as one blank within a short line without punctuation, which may be a title
/// of two halves, and between Latin words.
struct LineReader {
    private var text = CleanText()
    /// The line at hand.
    private var scalars: [UInt32] = []
    private var origins: [UInt32] = []
    private var blanks = 0
    /// A page number stood before the line at hand.
    private var isAfterPage = false
    /// Whether the line at hand has a blank, a pipe, an asterisk or the like: most lines of prose have none.
    private var hasMarks = false
    /// The line at hand ended at a paragraph's end within a line of the file.
    private var endsInParagraph = false
    /// Where lines of the file begin within the line at hand, which is a row of a table.
    private var startsWithin: [Int] = []

    /// - Parameter isCancelled: asked every few thousand lines.
    static func cleanText(_ bytes: [UInt8], isCancelled: () -> Bool = { false }) -> CleanText {
        var reader = LineReader()
        reader.text.reserve(bytes.count)
        bytes.withUnsafeBufferPointer { reader.read($0, isCancelled) }
        return reader.text
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ isCancelled: () -> Bool) {
        var position = 0
        var number = 1
        while position < bytes.count {
            if number % 4096 == 0, isCancelled() { return }
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
        scalars.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        startsWithin.removeAll(keepingCapacity: true)
        hasMarks = false
        var position = start
        endsInParagraph = false
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
                scalars.append(value)
                origins.append(UInt32(truncatingIfNeeded: position))
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
        stripMarks(&part, &line)
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
                write(cell)
                line.cells.append(cellStart..<text.count)
            }
        } else if let halves = doubledRuns(part) {
            line.wasDoubled = true
            for run in halves { write(run) }
        } else {
            line.wasLetterSpaced = hasMarks && isLetterSpaced(part)
            line.wasLetterSpaced ? writeWithoutSpaces(part) : write(part, keepsAll: line.markdownLevel > 0)
        }
        line.range = start..<text.count
        if !line.range.isEmpty { text.lines.append(line) }
    }

    // MARK: Marks

    @inline(__always)
    private func keyAt(_ place: Int) -> UInt32 { key(of: scalars[place]) }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, keyAt(start) == 0x20 { start += 1 }
        while end > start, keyAt(end - 1) == 0x20 { end -= 1 }
        return start..<end
    }

    private mutating func stripMarks(_ part: inout Range<Int>, _ line: inout Line) {
        var place = part.lowerBound
        while place < part.upperBound, scalars[place] == 0x23 { place += 1 }
        let level = place - part.lowerBound
        if (1...6).contains(level), place == part.upperBound || keyAt(place) == 0x20 || !isLatin(scalars[place]) {
            line.markdownLevel = UInt8(level)
            part = trimmed(place..<part.upperBound)
        }
        guard let first = part.first else { return }
        let isSign = [0x2D, 0x2A, 0x2B, 0x3E].contains(scalars[first])
        if isSign, first + 1 == part.upperBound || keyAt(first + 1) == 0x20 {
            line.isBullet = scalars[first] != 0x3E
            part = trimmed(first + 1..<part.upperBound)
        } else if keyAt(first) == 0x25CF {
            line.isBullet = true
            part = trimmed(first + 1..<part.upperBound)
        }
        if line.markdownLevel > 0 { line.isBullet = false }
        line.startsStrong = isStrongMark(part.lowerBound, part)
        line.endsStrong = part.count > 4 && isStrongMark(part.upperBound - 2, part)
        removeStrongMarks(&part)
    }

    private func isStrongMark(_ place: Int, _ part: Range<Int>) -> Bool {
        place >= part.lowerBound && place + 1 < part.upperBound && scalars[place] == 0x2A && scalars[place + 1] == 0x2A
    }

    /// `**规划基础**` → 规划基础
    private mutating func removeStrongMarks(_ part: inout Range<Int>) {
        guard hasMarks, scalars[part].contains(0x2A) || scalars[part].contains(0x5F) else { return }
        var kept = part.lowerBound
        var place = part.lowerBound
        while place < part.upperBound {
            let isMark = scalars[place] == 0x2A || scalars[place] == 0x5F
            if isMark, place + 1 < part.upperBound, scalars[place + 1] == scalars[place] {
                place += 2
                continue
            }
            scalars[kept] = scalars[place]
            origins[kept] = origins[place]
            kept += 1
            place += 1
        }
        part = trimmed(part.lowerBound..<kept)
    }

    /// `---`, `===`, `……`, `•••`: a line of signs only.
    private func isRule(_ part: Range<Int>) -> Bool {
        part.allSatisfy { place in
            let key = keyAt(place)
            return key == 0x20 || key == 0x2D || key == 0x3D || key == 0x2E || key == 0x2026 || key == 0x2A
                || key == 0x5F
                || key == 0x25CF || key == 0x7C && part.count > 3 || key == 0x3A
        }
    }

    /// `12`, `- 12 -`, `第 12 页`, `12/60`: what a page leaves. `01` is no page but a label.
    private func isPageNumber(_ part: Range<Int>) -> Bool {
        guard part.count <= 14 else { return false }
        let keys = part.map(keyAt).filter { $0 != 0x20 }
        let digits = keys.filter(isDigit)
        guard let first = digits.first, digits.count <= 8, first != 0x30 else { return false }
        var rest = keys.filter { !isDigit($0) }
        let dashes = rest.count { $0 == 0x2D }
        if rest.isEmpty { return digits.count <= 3 }
        if dashes == rest.count { return keys.first == 0x2D && keys.last == 0x2D }
        rest.removeAll { [0x7B2C, 0x9875, 0x5171, 0x2F, 0x2D].contains($0) }
        return rest.isEmpty && (keys.contains(0x9875) || keys.count { $0 == 0x2F } == 1)
    }

    private func width(_ part: Range<Int>) -> Int {
        part.reduce(0) { $0 + (scalars[$1] < 0x80 ? 1 : 2) }
    }

    // MARK: Cells

    /// The cells of a line of a table: between pipes, tabs, or at least three blanks. One cell for any other line.
    private func cells(_ part: Range<Int>) -> [Range<Int>] {
        let pipes = part.count { scalars[$0] == 0x7C || scalars[$0] == 0x2502 }
        if pipes > 1 { return pipedCells(part) }
        if scalars[part].contains(0x09) { return cells(part) { scalars[$0] == 0x09 ? 1 : nil } }
        let wide = cells(part) { place in
            var end = place
            while end < part.upperBound, keyAt(end) == 0x20 { end += 1 }
            let isWide = scalars[place] == 0x3000 ? end - place >= 2 : end - place >= 3
            return isWide ? end - place : nil
        }
        // Letters spaced widely are no cells.
        return wide.count > 1 && wide.contains(where: { $0.count > 1 }) && wide.count * 2 <= part.count ? wide : [part]
    }

    private func cells(_ part: Range<Int>, _ gap: (Int) -> Int?) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var (start, place) = (part.lowerBound, part.lowerBound)
        while place < part.upperBound {
            if let length = gap(place) {
                cells.append(trimmed(start..<place))
                place += length
                start = place
            } else {
                place += 1
            }
        }
        cells.append(trimmed(start..<part.upperBound))
        return cells
    }

    private func pipedCells(_ part: Range<Int>) -> [Range<Int>] {
        var cells = cells(part) { scalars[$0] == 0x7C || scalars[$0] == 0x2502 ? 1 : nil }
        if cells.first?.isEmpty == true { cells.removeFirst() }
        if cells.last?.isEmpty == true { cells.removeLast() }
        return cells
    }

    // MARK: Letter-spacing and doubled runs

    /// Whether at least six of ten pairs of Han characters have blanks between them: `四 轮 驱 动`.
    private func isLetterSpaced(_ part: Range<Int>) -> Bool {
        var (pairs, gaps) = (0, 0)
        var last: Int?
        for place in part where keyAt(place) != 0x20 {
            let isCharacter = scalars[place] > 0x7F
            if isCharacter, let last {
                pairs += 1
                if place > last + 1 { gaps += 1 }
            }
            last = isCharacter ? place : nil
        }
        return gaps > 0 && gaps * 10 >= pairs * 6
    }

    /// The runs of a line of which each stands there twice: `花卉小镇花卉小镇。。`, one of each; nil for any other line.
    private func doubledRuns(_ part: Range<Int>) -> [Range<Int>]? {
        // What stands there twice has its first character twice.
        guard part.count >= 4, part.count <= 240, scalars[part].dropFirst().contains(scalars[part.lowerBound]) else {
            return nil
        }
        let places = part.filter { keyAt($0) != 0x20 }
        guard places.count % 2 == 0, places.count >= 4 else { return nil }
        let keys = places.map { scalars[$0] }
        guard var (runs, rest) = longestDoubled(keys, 0).map({ ([(0, $0)], 2 * $0) }) else { return nil }
        while rest < keys.count {
            guard let length = longestDoubled(keys, rest) else { return nil }
            runs.append((rest, length))
            rest += 2 * length
        }
        // `谢谢` alone may be meant.
        guard runs.contains(where: { $0.1 > 2 }) else { return nil }
        return runs.map { places[$0.0]..<places[$0.0 + $0.1 - 1] + 1 }
    }

    private func longestDoubled(_ keys: [UInt32], _ start: Int) -> Int? {
        let longest = (keys.count - start) / 2
        guard longest > 0 else { return nil }
        for length in stride(from: longest, through: 1, by: -1) where keys[start] == keys[start + length] {
            if (0..<length).allSatisfy({ keys[start + $0] == keys[start + length + $0] }) { return length }
        }
        return nil
    }

    // MARK: Writing

    private mutating func writeWithoutSpaces(_ part: Range<Int>) {
        for place in part {
            let key = keyAt(place)
            if key != 0x20 { text.append(scalars[place], key, from: origins[place]) }
        }
    }

    /// Blanks within a sentence go; in a short line without punctuation one stays.
    private mutating func write(_ part: Range<Int>, keepsAll: Bool = false) {
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
            for place in part { text.append(scalars[place], keyAt(place), from: origins[place]) }
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
                if isBehindNumber || keepsAll || keepsOne && isBetweenHan || isBetweenLatin {
                    text.append(0x20, 0x20, from: origins[place])
                }
                place = end
            } else {
                text.append(scalars[place], key, from: origins[place])
                place += 1
            }
        }
    }

    private func isWord(_ place: Int) -> Bool { isLatin(scalars[place]) || isDigit(scalars[place]) }
}
