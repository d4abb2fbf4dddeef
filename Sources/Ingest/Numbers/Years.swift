import Text

/// A year that a text names: `2025年`, `二〇二五年`, `“十五五”末`.
struct YearMention {
    var year: Int
    var range: Range<Int>
    /// 到2025年, “十四五”期间: something is to be reached by then.
    var isDeadline: Bool
    /// It is the end of a five-year plan.
    var isPeriod = false
    /// The end of a plan's period: “十三五”末.
    var isEnd = false
    /// 2000年前建成的: it says of what sort something is, and not when.
    var isAttribute = false
    /// Of 今年: where the document tells its date.
    var told: Range<Int>?
}

extension CleanText {
    /// The years that a range names, from left to right; those of titles between 《 and 》 are left out.
    func years(in range: Range<Int>) -> [YearMention] {
        var found: [YearMention] = []
        var place = range.lowerBound
        var isInTitle = false
        while place < range.upperBound {
            let key = keys[place]
            if key == 0x300A { isInTitle = true } else if key == 0x300B { isInTitle = false }
            if !isInTitle, let mention = year(at: place, range) {
                found.append(mention)
                place = mention.range.upperBound
            } else {
                place += 1
            }
        }
        return found
    }

    private func year(at place: Int, _ range: Range<Int>) -> YearMention? {
        let key = keys[place]
        if key == 0x31 || key == 0x32 { return arabicYear(at: place, range) }
        if key == 0x4E8C || key == 0x4E00 { return hanYear(at: place, range) }
        if key == 0x5341 { return period(at: place, range) }
        return nil
    }

    private func arabicYear(at place: Int, _ range: Range<Int>) -> YearMention? {
        guard place + 4 < range.upperBound, place == range.lowerBound || !isDigit(keys[place - 1]),
            (1...3).allSatisfy({ isDigit(keys[place + $0]) })
        else { return nil }
        var end = place + 4
        if keys[end] == 0x20, end + 1 < range.upperBound { end += 1 }
        guard keys[end] == 0x5E74, !has("年代", at: end, before: range.upperBound) else { return nil }
        let year = (0...3).reduce(0) { $0 * 10 + Int(keys[place + $1] - 0x30) }
        guard (1949...2099).contains(year) else { return nil }
        // 2022年以来, 2025年起: when something began, and not when the number held.
        let isSince = ["以来", "底以来", "起"].contains { has($0, at: end + 1, before: range.upperBound) }
        let isAttribute = isSince || isAttribute(behind: end + 1, range)
        return YearMention(
            year: year, range: place..<end + 1, isDeadline: !isAttribute && isDeadline(place, end + 1, range),
            isAttribute: isAttribute)
    }

    /// 前建成的, 前出生的: a few words that end in 的, behind 前 or 后.
    private func isAttribute(behind place: Int, _ range: Range<Int>) -> Bool {
        var start = place
        if start < range.upperBound, keys[start] == 0x5E95 { start += 1 }
        guard start < range.upperBound, keys[start] == 0x524D || keys[start] == 0x540E,
            let of = keys[start..<min(range.upperBound, start + 7)].firstIndex(of: 0x7684)
        else { return false }
        return of - start >= 3 && keys[start + 1..<of].allSatisfy { isHan($0) }
    }

    private func hanYear(at place: Int, _ range: Range<Int>) -> YearMention? {
        guard place + 4 < range.upperBound, keys[place + 4] == 0x5E74 else { return nil }
        let digits = (0...3).map {
            keys[place + $0] == 0x25CB || keys[place + $0] == 0x4F ? 0 : hanDigit(keys[place + $0])
        }
        guard digits.allSatisfy({ $0 != nil && $0 ?? 10 < 10 }) else { return nil }
        let year = digits.reduce(0) { $0 * 10 + ($1 ?? 0) }
        guard (1949...2099).contains(year) else { return nil }
        return YearMention(year: year, range: place..<place + 5, isDeadline: isDeadline(place, place + 5, range))
    }

    /// `“十四五”期间`, `“十五五”末`: the period's last year.
    private func period(at place: Int, _ range: Range<Int>) -> YearMention? {
        for length in [3, 2, 4] where place + length <= range.upperBound {
            guard keys[place + length - 1] == 0x4E94, let years = planningPeriod(named: string(place..<place + length))
            else { continue }
            var end = place + length
            while end < range.upperBound, keys[end] == 0x22 { end += 1 }
            let isSpan = ["末", "期间", "时期", "期末"].contains { has($0, at: end, before: range.upperBound) }
            guard isSpan else { return nil }
            let isEnd = ["末", "期末"].contains { has($0, at: end, before: range.upperBound) }
            return YearMention(
                year: years.upperBound, range: place..<end, isDeadline: true, isPeriod: true, isEnd: isEnd)
        }
        return nil
    }

    private static let relativeYears = WordIndex<Int>([
        ("今年", 0), ("本年度", 0), ("年内", 0), ("去年", -1), ("上年", -1), ("明年", 1), ("今年以来", 0), ("上年同期", 1000), ("比去年", 1000),
        ("较去年", 1000), ("比上年", 1000), ("较上年", 1000), ("到今年", 0),
        ("到年底", 0), ("到年末", 0), ("年底前", 0), ("年末前", 0), ("至年底", 0), ("至年末", 0),
    ])

    /// 今年, 去年 and 明年 of a text of that year; what is only compared with is left out.
    func relativeYears(in range: Range<Int>, _ year: Int) -> [YearMention] {
        var found: [YearMention] = []
        var place = range.lowerBound
        while place < range.upperBound {
            guard let (offset, length) = CleanText.relativeYears.match(self, at: place, before: range.upperBound) else {
                place += 1
                continue
            }
            // 三年内: from now on, and not this year.
            let isSpan =
                keys[place] == 0x5E74 && place > range.lowerBound
                && (hanDigit(keys[place - 1]) != nil || isDigit(keys[place - 1]) || keys[place - 1] == 0x51E0)
            if abs(offset) < 1000, !isSpan {
                let end = place + length
                let isDeadline =
                    ["底", "末", "前"].contains { has($0, at: end, before: range.upperBound) }
                    || ["底", "末"].contains { has($0, at: end - 1, before: end) }
                found.append(
                    YearMention(year: year + offset, range: place..<place + length, isDeadline: isDeadline))
            }
            place += length
        }
        return found
    }

    /// The date that a range tells in full, its year first: `2024年5月9日`, `2025-06-21`, `2025.6.21`.
    func fullDate(in range: Range<Int>) -> (year: Int, range: Range<Int>)? {
        var place = range.lowerBound
        while place + 8 <= range.upperBound {
            let isYear = keys[place] == 0x32 && (0...3).allSatisfy { isDigit(keys[place + $0]) }
            guard isYear, place == range.lowerBound || !isDigit(keys[place - 1]) else {
                place += 1
                continue
            }
            var next = place + 4
            while next < range.upperBound, keys[next] == 0x20 { next += 1 }
            let signs: Set<UInt32> = [0x5E74, 0x2D, 0x2E, 0x2F]
            guard next < range.upperBound, signs.contains(keys[next]) else { return nil }
            var end = next + 1
            var digits = 0
            while end < range.upperBound, isDigit(keys[end]) || keys[end] == 0x20 {
                if isDigit(keys[end]) { digits += 1 }
                end += 1
            }
            guard (1...2).contains(digits), end < range.upperBound,
                keys[next] == 0x5E74 ? keys[end] == 0x6708 : keys[end] == keys[next]
            else { return nil }
            let year = (0...3).reduce(0) { $0 * 10 + Int(keys[place + $1] - 0x30) }
            return (2000...2099).contains(year) ? (year, place..<end + 1) : nil
        }
        return nil
    }

    private func isDeadline(_ start: Int, _ end: Int, _ range: Range<Int>) -> Bool {
        var before = start
        while before > range.lowerBound, keys[before - 1] == 0x20 { before -= 1 }
        let isReached = before > range.lowerBound && (keys[before - 1] == 0x5230 || keys[before - 1] == 0x81F3)
        return isReached || end < range.upperBound && [0x5E95, 0x672B, 0x524D].contains(keys[end])
    }
}
