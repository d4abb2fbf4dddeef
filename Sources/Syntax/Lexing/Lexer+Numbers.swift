import Text

extension Lexer {
    /// `1000`, `1.5万人`, `90%`, `2025-11`, `2025年11月3日`, `5G`
    mutating func number() -> Token.Kind {
        let start = offset
        var digits = digitRun()
        let isWhole = !takeFraction(into: &digits)
        if isWhole, digits.utf8.count == 4, let date = dashedDate(year: digits, from: start) { return date }
        let suffix = unitRun()
        if isWhole, let date = Lexer.writtenDate(year: digits, rest: suffix) {
            return date.map { .date($0) } ?? .invalid(.noSuchDate(at: start..<offset))
        }
        return .number(Numeral(text: digits + suffix, value: Double(digits) ?? .infinity, suffix: suffix))
    }

    /// The digits from here on, as ASCII.
    private mutating func digitRun() -> String {
        var digits = ""
        while let (byte, width) = asciiSign(at: offset), isDigit(byte) {
            digits.unicodeScalars.append(Unicode.Scalar(byte))
            offset += width
        }
        return digits
    }

    /// `.5` of `1.5`, but not the points of `1..3`.
    private mutating func takeFraction(into digits: inout String) -> Bool {
        guard let (point, width) = asciiSign(at: offset), point == 0x2E,
            let (next, _) = asciiSign(at: offset + width), isDigit(next)
        else { return false }
        offset += width
        digits += "." + digitRun()
        return true
    }

    /// `亿元`, `%`, `℃`, `场(次)`, and what else is written without a space behind a number.
    private mutating func unitRun() -> String {
        var suffix = wordRun()
        while let (sign, width) = unitSign() {
            suffix += sign
            offset += width
            suffix += wordRun()
        }
        let bracketed = suffix + "(次)"
        if suffix.hasSuffix("场"), bytes[offset...].starts(with: "(次)".utf8), MeasureUnit.named(bracketed) != nil {
            offset += "(次)".utf8.count
            return bracketed
        }
        return suffix
    }

    private func unitSign() -> (String, Int)? {
        guard offset < bytes.count, let (scalar, width) = scalar(at: offset) else { return nil }
        switch scalar.value {
        case 0x25, 0xFF05: return ("%", width)
        case 0x2103, 0x33A1, 0x2030: return (String(scalar), width)
        default: return nil
        }
    }

    /// `-11`, `-11-03` behind a year; nil, and nothing taken, if there is no date.
    private mutating func dashedDate(year: String, from start: Int) -> Token.Kind? {
        let restart = offset
        guard let month = dashedPair() else { return nil }
        let day = dashedPair()
        if wordCharacter(at: offset) != nil {
            offset = restart
            return nil
        }
        guard let yearNumber = Int(year), let date = PartialDate(year: yearNumber, month: month, day: day) else {
            return .invalid(.noSuchDate(at: start..<offset))
        }
        return .date(date)
    }

    /// `-11`: a dash and exactly two digits.
    private mutating func dashedPair() -> Int? {
        let restart = offset
        guard let (dash, width) = asciiSign(at: offset), dash == 0x2D else { return nil }
        offset += width
        let digits = digitRun()
        if digits.utf8.count == 2, let number = Int(digits) { return number }
        offset = restart
        return nil
    }

    /// `年`, `年11月`, `年11月3日` behind a year; nil if it isn't a date at all, and a date of nil if there is no such day.
    private static func writtenDate(year: String, rest: String) -> PartialDate?? {
        guard year.utf8.count == 4, let yearNumber = Int(year), rest.first == "年" else { return nil }
        var rest = rest.dropFirst()
        if rest.isEmpty { return .some(PartialDate(year: yearNumber)) }
        guard let month = takeNumber(before: ["月"], from: &rest) else { return nil }
        if rest.isEmpty { return .some(PartialDate(year: yearNumber, month: month)) }
        guard let day = takeNumber(before: ["日", "号"], from: &rest), rest.isEmpty else { return nil }
        return .some(PartialDate(year: yearNumber, month: month, day: day))
    }

    private static func takeNumber(before marks: [Character], from rest: inout Substring) -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard (1...2).contains(digits.count), let number = Int(digits), let mark = rest.dropFirst(digits.count).first,
            marks.contains(mark)
        else { return nil }
        rest = rest.dropFirst(digits.count + 1)
        return number
    }
}
