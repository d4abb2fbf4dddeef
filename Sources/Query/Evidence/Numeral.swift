import Text

/// A number as a text writes it: `8,026.92`, `20余万`, `三千五百`, `半`.
struct Numeral {
    /// Without a multiplier behind it: 20 of `20万`.
    var value: Double
    /// The power of ten of the multiplier behind it: 4 of `20万`.
    var exponent: Int
    /// From the first digit to behind the multiplier.
    var range: Range<Int>

    /// 200000 of `20万`.
    var amount: Double { decimalShifted(value, by: exponent) }
}

/// Finds the numbers of a text that is folded and has no white space.
struct NumeralReader {
    private let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Calls `body` with every number until it says true.
    func first(_ body: (Numeral) -> Bool) -> Bool {
        var position = 0
        while position < bytes.count {
            if isDigit(position) {
                let numeral = arabic(from: position)
                if body(numeral) { return true }
                if numeral.exponent != 0 {
                    let plain = Numeral(value: numeral.value, exponent: 0, range: position..<digitsEnd(position).end)
                    if body(plain) { return true }
                }
                position = max(position + 1, digitsEnd(position).end)
            } else if chinese(position) != nil {
                let end = chineseEnd(position)
                if chineseNumbers(position..<end, body) { return true }
                position = end
            } else {
                position += 1
            }
        }
        return false
    }

    // MARK: Digits of Arabic numbers

    private func isDigit(_ place: Int) -> Bool { place < bytes.count && bytes[place] &- 0x30 < 10 }

    /// `8,026.92`: a comma counts only before three digits after which there is no fourth.
    private func digitsEnd(_ start: Int) -> (end: Int, text: String) {
        var text: [UInt8] = []
        var position = start
        while isDigit(position) {
            text.append(bytes[position])
            position += 1
        }
        let leading = text.count
        while leading <= 3, position < bytes.count, bytes[position] == UInt8(ascii: ","),
            (1...3).allSatisfy({ isDigit(position + $0) }), !isDigit(position + 4)
        {
            text += bytes[position + 1...position + 3]
            position += 4
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: "."), isDigit(position + 1) {
            repeat {
                text.append(bytes[position])
                position += 1
            } while isDigit(position)
        }
        return (position, String(decoding: text, as: UTF8.self))
    }

    private func arabic(from start: Int) -> Numeral {
        let (end, text) = digitsEnd(start)
        let (exponent, last) = multiplier(from: end)
        return Numeral(value: Double(text) ?? .nan, exponent: exponent, range: start..<last)
    }

    /// `余万`, `万亿`, `多`: the power of ten, and where it ends.
    private func multiplier(from start: Int) -> (exponent: Int, end: Int) {
        var (exponent, position) = (0, start)
        while position + 2 < bytes.count {
            if let power = NumeralReader.powers[character(position)] {
                exponent += power
            } else if !NumeralReader.vague.contains(character(position)) {
                break
            }
            position += 3
        }
        return (exponent, position)
    }

    // MARK: Chinese numbers

    private static let powers: [UInt32: Int] = ["十": 1, "百": 2, "千": 3, "万": 4, "亿": 8].byBytes
    private static let digits: [UInt32: Int] = [
        "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ].byBytes
    /// 余 and the like stand between a number and its multiplier, or behind both.
    private static let vague = Set(["余": 0, "多": 0, "来": 0].byBytes.keys)
    /// A longer run of such characters is no number.
    private static let longestRun = 12

    private func character(_ place: Int) -> UInt32 {
        place + 2 < bytes.count
            ? UInt32(bytes[place]) << 16 | UInt32(bytes[place + 1]) << 8 | UInt32(bytes[place + 2]) : 0
    }

    private func chinese(_ place: Int) -> Int? {
        let character = character(place)
        return NumeralReader.digits[character] ?? NumeralReader.powers[character]
    }

    private func chineseEnd(_ start: Int) -> Int {
        var position = start
        while chinese(position) != nil, position - start < 3 * NumeralReader.longestRun { position += 3 }
        return position
    }

    /// A run is one number, as `三十` is and 三 in it isn't; if it is none, as `十四五` and `两三`, each part that is one counts.
    private func chineseNumbers(_ run: Range<Int>, _ body: (Numeral) -> Bool) -> Bool {
        if let value = chineseValue(run) { return body(chineseNumeral(value, run)) }
        for start in stride(from: run.lowerBound, to: run.upperBound, by: 3) {
            for end in stride(from: run.upperBound, to: start, by: -3) {
                guard let value = chineseValue(start..<end) else { continue }
                if body(chineseNumeral(value, start..<end)) { return true }
            }
        }
        return false
    }

    private func chineseNumeral(_ value: Double, _ range: Range<Int>) -> Numeral {
        Numeral(value: value, exponent: 0, range: range.lowerBound..<vagueEnd(range.upperBound))
    }

    private func vagueEnd(_ end: Int) -> Int { NumeralReader.vague.contains(character(end)) ? end + 3 : end }

    /// 3500 of `三千五百`, 2025 of `二〇二五`, 1000 of `千`; nil if it is no number.
    private func chineseValue(_ range: Range<Int>) -> Double? {
        let places = stride(from: range.lowerBound, to: range.upperBound, by: 3)
        let digits = places.map { NumeralReader.digits[character($0)] }
        if digits.allSatisfy({ $0 != nil }) {
            // Four of them are a year; two or three are said of a few.
            let isNumber = digits.count == 1 || digits.count == 4 || digits.contains(0)
            return isNumber ? digits.reduce(0) { 10 * $0 + Double($1 ?? 0) } : nil
        }
        var (total, section, digit): (Double, Double, Double?) = (0, 0, nil)
        for (place, value) in zip(places, digits) {
            if let value {
                if digit != nil, digit != 0 { return nil }
                digit = Double(value)
                continue
            }
            guard let power = NumeralReader.powers[character(place)] else { return nil }
            if power < 4 {
                section += decimalShifted(digit ?? 1, by: power)
            } else {
                section += digit ?? (section == 0 && total == 0 ? 1 : 0)
                total = decimalShifted(total + section, by: power)
                section = 0
            }
            digit = nil
        }
        return total + section + (digit ?? 0)
    }
}

extension [Character: Int] {
    /// The same by the three bytes of each character.
    fileprivate var byBytes: [UInt32: Int] {
        var table: [UInt32: Int] = [:]
        for (character, value) in self {
            table[String(character).utf8.reduce(0) { $0 << 8 | UInt32($1) }] = value
        }
        return table
    }
}
