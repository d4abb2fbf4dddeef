/// Marks of Markdown, rules and the numbers of pages.
extension LineReader {
    @inline(__always)
    func keyAt(_ place: Int) -> UInt32 { key(of: scalars[place]) }

    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, keyAt(start) == 0x20 { start += 1 }
        while end > start, keyAt(end - 1) == 0x20 { end -= 1 }
        return start..<end
    }

    mutating func stripMarks(_ part: inout Range<Int>, _ line: inout Line) {
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
            line.isQuote = scalars[first] == 0x3E
            part = trimmed(first + 1..<part.upperBound)
        } else if isOrnament(keyAt(first)) || isRing(first, part), !isByline(part) {
            // Bars set a heading off, other signs an item; what has sentences is a paragraph.
            let isDot = keyAt(first) == 0x25CF
            line.isBullet =
                isDot || !(0x2588...0x2590).contains(keyAt(first)) && !part.contains { endsSentence(keyAt($0)) }
            part = trimmed(first + 1..<part.upperBound)
        }
        if line.markdownLevel > 0 { line.isBullet = false }
        // *议题：……*
        if part.count > 4, scalars[part.lowerBound] == 0x2A, scalars[part.upperBound - 1] == 0x2A,
            part.count(where: { scalars[$0] == 0x2A }) == 2
        {
            part = trimmed(part.lowerBound + 1..<part.upperBound - 1)
        }
        line.startsStrong = isStrongMark(part.lowerBound, part)
        line.endsStrong = part.count > 4 && isStrongMark(part.upperBound - 2, part)
        removeStrongMarks(&part)
    }

    /// `●`, `▲`, `◆`, `★`, `▍`, `✅`, `📍`: what articles made for telephones set before a line.
    private func isOrnament(_ key: UInt32) -> Bool {
        switch key {
        case 0x25A0, 0x25AA, 0x25B2, 0x25B3, 0x25B6, 0x25B7, 0x25BA, 0x25C6, 0x25C7, 0x25CE, 0x25CF, 0x2605, 0x2606,
            0x2588...0x2590:
            true
        case 0x2705, 0x2714, 0x2728, 0x27A1, 0x1F300...0x1FAFF: true
        default: false
        }
    }

    /// `○ 市民政局`: a ring, and not the nought of ○二五年.
    private func isRing(_ place: Int, _ part: Range<Int>) -> Bool {
        guard keyAt(place) == 0x25CB || keyAt(place) == 0x25EF, place + 1 < part.upperBound else { return false }
        let next = keyAt(place + 1)
        return next == 0x20 || isHan(next) && hanDigit(next) == nil && next != 0x5E74 && next != 0x5341
    }

    /// `■ 本报记者 李梅`: the sign belongs to who wrote.
    private func isByline(_ part: Range<Int>) -> Bool {
        guard part.count <= 40 else { return false }
        return part.dropLast().contains { place in
            let (first, second) = (scalars[place], scalars[place + 1])
            // 记者, 讯员, 媒体, 文/
            return first == 0x8BB0 && second == 0x8005 || first == 0x8BAF && second == 0x5458
                || first == 0x5A92 && second == 0x4F53 || first == 0x6587 && second == 0x2F
        }
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
    func isRule(_ part: Range<Int>) -> Bool {
        part.allSatisfy { place in
            let key = keyAt(place)
            return key == 0x20 || key == 0x2D || key == 0x3D || key == 0x2E || key == 0x2026 || key == 0x2A
                || key == 0x5F
                || key == 0x25CF || key == 0x7C && part.count > 3 || key == 0x3A
        }
    }

    /// `12`, `- 12 -`, `第 12 页`, `12/60`: what a page leaves. `01` is no page but a label.
    func isPageNumber(_ part: Range<Int>) -> Bool {
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

    func width(_ part: Range<Int>) -> Int {
        part.reduce(0) { $0 + (scalars[$1] < 0x80 ? 1 : 2) }
    }
}
