import Text

/// How a heading or an item is numbered, and with what: `（二）`, `第三章`, `01`.
struct Numbering: Equatable {
    enum Style: UInt8 {
        /// 第一篇, 第一部分
        case part
        /// 第一章
        case chapter
        /// 第一节
        case section
        /// `01 `
        case label
        /// `一、`
        case han
        /// `1 `, `1.1 `, `1.1.1 `
        case decimal
        case decimalSecond
        case decimalThird
        /// `（一）`
        case hanInBrackets
        /// `1.`, `1、`
        case arabic
        /// `（1）`, `1)`
        case arabicInBrackets
        /// `①`
        case circled
        /// `A `
        case letter
        /// `——`
        case dash
        /// `一是`, `首先`
        case said
    }

    var style: Style
    /// From 1; 0 of a dash.
    var ordinal: Int
    /// The characters of it, behind which the text begins.
    var range: Range<Int>
}

extension CleanText {
    /// A range without the numbering that it begins with.
    func unnumbered(_ range: Range<Int>) -> Range<Int> {
        trimmed((numbering(range)?.range.upperBound ?? range.lowerBound)..<range.upperBound)
    }

    /// The numbering that a range begins with.
    func numbering(_ range: Range<Int>) -> Numbering? {
        let range = trimmed(range)
        guard let start = range.first else { return nil }
        let key = keys[start]
        if key == 0x7B2C { return bookNumbering(range) }
        if key == 0x28 { return bracketed(range) }
        if key == 0x5176 { return otherNumbering(range) }
        if isHan(key) { return hanNumbering(range) }
        if isDigit(key) { return decimalNumbering(range) ?? arabicNumbering(range) }
        if (0x2460...0x2473).contains(key) {
            return Numbering(style: .circled, ordinal: Int(key) - 0x245F, range: start..<start + 1)
        }
        if key == 0x2D, range.count > 2, keys[start + 1] == 0x2D {
            var end = start
            while end < range.upperBound, keys[end] == 0x2D { end += 1 }
            return Numbering(style: .dash, ordinal: 0, range: start..<end)
        }
        if key >= 0x41, key <= 0x5A, range.count > 3, keys[start + 1] == 0x20 || keys[start + 1] == 0x2E,
            start + 2 < range.upperBound, isHan(keys[start + 2])
        {
            return Numbering(style: .letter, ordinal: Int(key) - 0x40, range: start..<start + 2)
        }
        // A slide's title with one letter set apart: the blank between the Latin and the Han is gone.
        return nil
    }

    /// 其一，
    private func otherNumbering(_ range: Range<Int>) -> Numbering? {
        guard range.count > 3, let ordinal = ordinal(range.lowerBound + 1..<range.lowerBound + 2), ordinal > 0,
            keys[range.lowerBound + 2] == 0x2C || keys[range.lowerBound + 2] == 0x3001
        else { return nil }
        return Numbering(style: .said, ordinal: ordinal, range: range.lowerBound..<range.lowerBound + 3)
    }

    /// `2.1 `, `3 `: numbers with points between and a blank behind, as in standards.
    private func decimalNumbering(_ range: Range<Int>) -> Numbering? {
        var parts: [Range<Int>] = []
        var place = range.lowerBound
        while place < range.upperBound {
            var end = place
            while end < range.upperBound, isDigit(keys[end]) { end += 1 }
            guard end > place, end - place <= 2 else { return nil }
            parts.append(place..<end)
            guard end < range.upperBound, keys[end] == 0x2E else {
                place = end
                break
            }
            place = end + 1
        }
        guard parts.count <= 3, let last = parts.last, place < range.upperBound, keys[range.lowerBound] != 0x30 else {
            return nil
        }
        let isSpaced = keys[place] == 0x20 && place + 1 < range.upperBound && isHan(keys[place + 1])
        guard isSpaced || (parts.count > 1 && isHan(keys[place]) && !isUnit(place)) else { return nil }
        let style: Numbering.Style = parts.count == 1 ? .decimal : parts.count == 2 ? .decimalSecond : .decimalThird
        return ordinal(last).map {
            Numbering(style: style, ordinal: $0, range: range.lowerBound..<(isSpaced ? place + 1 : place))
        }
    }

    /// 3.5亿 and 2.1万 are amounts.
    private func isUnit(_ place: Int) -> Bool {
        "亿万千百元人个家倍吨米公平亩户年月".unicodeScalars.contains { $0.value == keys[place] }
    }

    private func bookNumbering(_ range: Range<Int>) -> Numbering? {
        let limit = min(range.upperBound, range.lowerBound + 9)
        let styles: [(UInt32, Numbering.Style)] = [
            (0x7AE0, .chapter), (0x8282, .section), (0x7BC7, .part), (0x7F16, .part), (0x90E8, .part),
        ]
        for place in range.lowerBound + 1..<max(limit, range.lowerBound + 1) {
            guard let style = styles.first(where: { $0.0 == keys[place] })?.1 else { continue }
            guard let ordinal = ordinal(range.lowerBound + 1..<place) else { return nil }
            var end = place + 1
            if keys[place] == 0x90E8, end < range.upperBound, keys[end] == 0x5206 { end += 1 }
            while end < range.upperBound, keys[end] == 0x20 || keys[end] == 0x3A || keys[end] == 0x3001 { end += 1 }
            return Numbering(style: style, ordinal: ordinal, range: range.lowerBound..<end)
        }
        return nil
    }

    private func bracketed(_ range: Range<Int>) -> Numbering? {
        guard let close = keys[range.lowerBound..<min(range.upperBound, range.lowerBound + 7)].firstIndex(of: 0x29),
            let ordinal = ordinal(range.lowerBound + 1..<close)
        else { return nil }
        let isArabic = isDigit(keys[close - 1])
        var end = close + 1
        while end < range.upperBound, keys[end] == 0x20 || keys[end] == 0x3001 { end += 1 }
        return Numbering(
            style: isArabic ? .arabicInBrackets : .hanInBrackets, ordinal: ordinal, range: range.lowerBound..<end)
    }

    private func hanNumbering(_ range: Range<Int>) -> Numbering? {
        var end = range.lowerBound
        while end < range.upperBound, end < range.lowerBound + 4, hanDigit(keys[end]) != nil { end += 1 }
        guard end > range.lowerBound, end < range.upperBound, let ordinal = ordinal(range.lowerBound..<end), ordinal > 0
        else { return nil }
        switch keys[end] {
        case 0x3001, 0x2E:
            return Numbering(style: .han, ordinal: ordinal, range: range.lowerBound..<end + 1)
        case 0x20 where range.count > 3:
            return Numbering(style: .han, ordinal: ordinal, range: range.lowerBound..<end + 1)
        // 一是, 一要
        case 0x662F, 0x8981:
            return Numbering(style: .said, ordinal: ordinal, range: range.lowerBound..<end + 1)
        default: return nil
        }
    }

    private func arabicNumbering(_ range: Range<Int>) -> Numbering? {
        var end = range.lowerBound
        while end < range.upperBound, isDigit(keys[end]), end - range.lowerBound < 3 { end += 1 }
        let digits = range.lowerBound..<end
        guard digits.count <= 2, let ordinal = ordinal(digits) else { return nil }
        let isLabel = keys[digits.lowerBound] == 0x30
        guard end < range.upperBound else {
            return isLabel ? Numbering(style: .label, ordinal: ordinal, range: digits) : nil
        }
        switch keys[end] {
        case 0x2E, 0x3001, 0x3002:
            // `3.5亿元` and `1.1 总则` are something else.
            if end + 1 < range.upperBound, isDigit(keys[end + 1]) { return nil }
            return Numbering(style: .arabic, ordinal: ordinal, range: range.lowerBound..<end + 1)
        case 0x29:
            return Numbering(style: .arabicInBrackets, ordinal: ordinal, range: range.lowerBound..<end + 1)
        case 0x25CF:
            return Numbering(style: .arabic, ordinal: ordinal, range: range.lowerBound..<end + 1)
        default:
            return isLabel && ordinal > 0 && (isHan(keys[end]) || keys[end] == 0x20 || keys[end] == 0x22)
                ? Numbering(style: .label, ordinal: ordinal, range: digits) : nil
        }
    }

    /// 12 of `十二` and `12`; nil if it is no such number.
    func ordinal(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count <= 5 else { return nil }
        if range.allSatisfy({ isDigit(keys[$0]) }) {
            return range.reduce(0) { $0 * 10 + Int(keys[$1] - 0x30) }
        }
        var (sum, digit): (Int, Int?) = (0, nil)
        for place in range {
            guard let value = hanDigit(keys[place]) else { return nil }
            if value == 10 || value == 100 {
                sum += (digit ?? 1) * value
                digit = nil
            } else {
                if digit != nil { return nil }
                digit = value
            }
        }
        return sum + (digit ?? 0)
    }
}

/// 3 of 三, 10 of 十, 100 of 百.
func hanDigit(_ key: UInt32) -> Int? {
    switch key {
    case 0x4E00: 1
    case 0x4E8C: 2
    case 0x4E09: 3
    case 0x56DB: 4
    case 0x4E94: 5
    case 0x516D: 6
    case 0x4E03: 7
    case 0x516B: 8
    case 0x4E5D: 9
    case 0x5341: 10
    case 0x767E: 100
    case 0x96F6, 0x3007: 0
    case 0x4E24: 2
    default: nil
    }
}
