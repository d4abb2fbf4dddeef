import Text

/// Finds measures in a range of clean text, from left to right.
struct MeasureReader {
    let text: CleanText

    func measures(in range: Range<Int>) -> [Measure] {
        var found: [Measure] = []
        var place = range.lowerBound
        var isInTitle = false
        while place < range.upperBound {
            let key = text.keys[place]
            if key == 0x300A { isInTitle = true } else if key == 0x300B { isInTitle = false }
            if isDigit(key), !isInTitle {
                let end = endOfDigits(place, range.upperBound)
                if let measure = measure(from: place, range) {
                    found.append(measure)
                    place = max(end, measure.range.upperBound)
                } else {
                    place = end
                }
            } else if !isInTitle, let measure = hanMeasure(from: place, range) {
                found.append(measure)
                place = measure.range.upperBound
            } else {
                place += 1
            }
        }
        return found
    }

    // MARK: Digits

    private func endOfDigits(_ start: Int, _ end: Int) -> Int {
        var place = start
        while place < end, isDigit(text.keys[place]) || isPoint(place, end) { place += 1 }
        return max(place, start + 1)
    }

    /// A point between digits, or a comma before three of them.
    private func isPoint(_ place: Int, _ end: Int) -> Bool {
        guard place > 0, isDigit(text.keys[place - 1]), place + 1 < end, isDigit(text.keys[place + 1]) else {
            return false
        }
        if text.keys[place] == 0x2E { return true }
        guard text.keys[place] == 0x2C, place + 3 < end, (1...3).allSatisfy({ isDigit(text.keys[place + $0]) }) else {
            return false
        }
        return text.scalars[place] == 0x2C && !(place + 4 < end && isDigit(text.keys[place + 4]))
    }

    private func value(_ range: Range<Int>) -> Double? {
        // Digits and points, and commas between thousands.
        Double(
            String(unsafeUninitializedCapacity: range.count) { buffer in
                var count = 0
                for place in range where text.keys[place] != 0x2C {
                    buffer[count] = UInt8(truncatingIfNeeded: text.keys[place])
                    count += 1
                }
                return count
            })
    }

    private static let noMeasureBefore = Set("第《-—+＋·“".unicodeScalars.map { key(of: $0.value) }).subtracting([
        0x22, 0x2D,
    ])

    private static let bare = ["万", "亿", "千"].map { WrittenText($0) }
    private static let large = ["亿", "万亿", "千亿", "百亿"].map { WrittenText($0) }

    private func measure(from start: Int, _ range: Range<Int>) -> Measure? {
        let before = start > range.lowerBound ? text.keys[start - 1] : 0
        // 第8个, A4, “4+14”, 图6-1
        if MeasureReader.noMeasureBefore.contains(before) || isLatin(before) || before == 0x2E { return nil }
        let digits = start..<endOfDigits(start, range.upperBound)
        guard digits.count <= 16, let first = value(digits), first > 0 || digits.count > 1 else { return nil }
        let after = digits.upperBound < range.upperBound ? text.keys[digits.upperBound] : 0
        // 5G, 3A级, 2+9
        if isLatin(after), !isUnitLetter(digits.upperBound, range.upperBound) { return nil }
        if after == 0x2B { return nil }
        if after == 0x3A, let ratio = ratio(digits, range) { return ratio }
        var measure = Measure(range: digits, value: first, unit: "")
        var end = unit(behind: digits.upperBound, range.upperBound, &measure)
        if measure.unit.isEmpty || end < range.upperBound, let second = secondNumber(behind: end, range) {
            var other = Measure(range: second, value: 0, unit: "")
            guard let upper = value(second) else { return nil }
            let last = unit(behind: second.upperBound, range.upperBound, &other)
            // 2018—2030年 is a span of years.
            if other.unit.isEmpty && measure.unit.isEmpty { return nil }
            measure.upper = upper
            if let scaled = scaled(upper, other.unit, to: measure.unit) {
                // 9000万至1亿人次 is 9000万人次 to 10000万人次.
                measure.upper = scaled.upper
                measure.unit = scaled.unit
            } else if !other.unit.isEmpty {
                measure.unit = sharedUnit(measure.unit, other.unit, first, upper)
            }
            end = last
        }
        guard isMeasure(measure, digits, end, range) else { return nil }
        measure.range = start..<end
        let unit = WrittenText(measure.unit)
        if MeasureReader.bare.contains(unit),
            ["游客", "群众", "人口", "农民", "职工", "居民", "学生", "用户"].contains(where: {
                text.has($0, at: end, before: range.upperBound)
            })
        {
            measure.unit += "人"
        } else if MeasureReader.large.contains(unit) {
            // 20亿—50亿规模 is money.
            measure.unit += "元"
        }
        if before == 0x524D, measure.unit == "位" || measure.unit == "名" {
            // 排名前3位的县: who they are, and no place to be reached.
            if end < range.upperBound, text.keys[end] == 0x7684 { return nil }
            measure.unit = ""
            measure.comparator = "≤"
            return measure
        }
        qualify(&measure, range)
        return measure
    }

    /// The upper end in the lower's multiplier, where they differ, and the unit of both.
    private func scaled(_ upper: Double, _ unit: String, to first: String) -> (upper: Double, unit: String)? {
        guard let low = MeasureReader.multipliers.first(where: { $0.symbol == first })?.symbol,
            let high = MeasureReader.multipliers.first(where: { unit.hasPrefix($0.symbol) })?.symbol, low != high,
            let lowSize = MeasureUnit.named(low), let highSize = MeasureUnit.named(high)
        else { return nil }
        return (lowSize.value(of: highSize.amount(of: upper)), low + unit.dropFirst(high.count))
    }

    /// 20亿-50亿: each number has its multiplier; 20-50亿: the second's is both's.
    private func sharedUnit(_ first: String, _ second: String, _ value: Double, _ upper: Double) -> String {
        first.isEmpty || second.hasPrefix(first) ? second : first
    }

    private func ratio(_ digits: Range<Int>, _ range: Range<Int>) -> Measure? {
        let second = digits.upperBound + 1
        guard second < range.upperBound, isDigit(text.keys[second]) else { return nil }
        let other = second..<endOfDigits(second, range.upperBound)
        if let parts = parts(digits, other, range) { return parts }
        guard digits.count <= 4, other.count <= 4, let first = value(digits), value(other) != nil else { return nil }
        var measure = Measure(
            range: digits.lowerBound..<other.upperBound, value: first, unit: "",
            ratio: "\(text.string(digits)):\(text.string(other))")
        // 6:4 divides a whole and is no least value; 2.5:1 compares two things.
        if let second = value(other), first + second != 10, first + second != 100 { qualify(&measure, range) }
        return measure
    }

    /// 16.4:35.2:48.4, the three parts of a whole.
    private func parts(_ first: Range<Int>, _ second: Range<Int>, _ range: Range<Int>) -> Measure? {
        let start = second.upperBound + 1
        guard start < range.upperBound, text.keys[second.upperBound] == 0x3A, isDigit(text.keys[start]) else {
            return nil
        }
        let third = start..<endOfDigits(start, range.upperBound)
        guard let value = value(first) else { return nil }
        let ratio = [first, second, third].map { text.string($0) }.joined(separator: ":")
        return Measure(range: first.lowerBound..<third.upperBound, value: value, unit: "", ratio: ratio)
    }

    /// The digits behind a dash, ~, 至 or 到.
    private func secondNumber(behind place: Int, _ range: Range<Int>) -> Range<Int>? {
        var next = place
        while next < range.upperBound, text.keys[next] == 0x2D || text.keys[next] == 0x7E { next += 1 }
        if next == place, next < range.upperBound, text.keys[next] == 0x81F3 || text.keys[next] == 0x5230 { next += 1 }
        guard next > place, next - place <= 3, next < range.upperBound, isDigit(text.keys[next]) else { return nil }
        return next..<endOfDigits(next, range.upperBound)
    }
}
