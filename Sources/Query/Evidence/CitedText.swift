import Graph
import Text

/// The lines that a fact cites, and whether they hold what the fact says.
struct CitedText {
    /// A run of lines of one document.
    struct Piece {
        /// The id of the document's node.
        var document: String
        var lines: ClosedRange<Int>
        var range: Range<Int>
        /// The place of the document's text.
        var text: Int
    }

    var pieces: [Piece]
    private let texts: [EvidenceDocument]

    init(_ pieces: [Piece], of texts: [EvidenceDocument]) {
        self.pieces = pieces
        self.texts = texts
    }

    /// Whether a text that went through `evidence` stands in one of the pieces.
    func contains(_ needle: [UInt8]) -> Bool {
        !needle.isEmpty && anyPiece { isFound(needle, in: $0) }
    }

    private func anyPiece(_ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        pieces.contains { piece in
            texts[piece.text].bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[piece.range])) }
        }
    }

    // MARK: Quantities

    enum Finding {
        case found
        /// The number with its multiplier, and no unit: `20亿`; or a number of things: `十大`.
        case unitImplied
        case unitMissing
        case missing
    }

    /// Whether a quantity stands there: `1.5万人` also as `15000人` or `1.5万余人`, `3个` as `三个`, `5%` as `百分之五`. The unit may
    /// stand apart from its number, as in the head of a table.
    func finding(_ quantity: Quantity) -> Finding {
        let unit = CitedUnit(quantity.unit)
        let amount = decimalShifted(quantity.value, by: unit.exponent)
        var (numberStands, amountStands, valueStands) = (false, false, false)
        for special in unit.specials(quantity.value) where contains(evidence(special)) { return .found }
        let found = anyPiece { bytes in
            NumeralReader(bytes).first { numeral in
                let fits = numeral.amount == amount || sharesMultiplier(numeral, amount, unit, bytes)
                guard fits || numeral.value == quantity.value else { return false }
                if fits, unit.stands(behind: numeral.range, in: bytes) { return true }
                numberStands = true
                if unit.otherStands(behind: numeral.range, in: bytes) { return false }
                amountStands = amountStands || fits
                valueStands = valueStands || numeral.exponent == 0 && numeral.value == quantity.value
                return false
            }
        }
        if found { return .found }
        guard numberStands else { return .missing }
        // The head of a table: `(亿元)` for 500, or `亿` behind the number and 元 in the head.
        if valueStands, contains(evidence(quantity.unit)) { return .found }
        if amountStands, unit.names.contains(where: { contains($0) }) { return .found }
        let isUnderstood = unit.exponent > 0 || quantity.dimension == .count
        return amountStands && isUnderstood ? .unitImplied : .unitMissing
    }

    /// `20-50亿`, `8/10万`: the multiplier behind the second number is that of the first as well.
    private func sharesMultiplier(
        _ numeral: Numeral, _ amount: Double, _ unit: CitedUnit, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        let next = numeral.range.upperBound
        guard numeral.exponent == 0, next < bytes.count else { return false }
        let joint: [[UInt8]] = ["-", "~", "/", "至", "到", "--"].map { Array($0.utf8) }
        guard let sign = joint.last(where: { bytes[next...].starts(with: $0) }) else { return false }
        let tail = UnsafeBufferPointer(rebasing: bytes[(next + sign.count)..<min(bytes.count, next + sign.count + 40)])
        var fits = false
        _ = NumeralReader(tail).first { second in
            fits = fits || second.range.lowerBound == 0 && decimalShifted(numeral.value, by: second.exponent) == amount
            return second.range.lowerBound > 0
        }
        return fits
    }

    // MARK: Years and dates

    /// Whether a year stands there, in digits of either kind or as the end of a five-year plan: 2025 as `“十四五”`.
    func contains(year: Int) -> Bool {
        if containsNumber(String(year)) { return true }
        let digits = Array("〇一二三四五六七八九")
        let chinese = String(year).compactMap { $0.wholeNumberValue.map { digits[$0] } }
        if contains(Array(String(chinese).utf8)) { return true }
        if contains(Array(String(chinese).replacing("〇", with: "零").utf8)) { return true }
        return CitedText.periods.contains { $0.years.upperBound == year && contains(Array($0.name.utf8)) }
    }

    private static let periods: [(name: String, years: ClosedRange<Int>)] = ["", "一", "二", "三", "四", "五", "六", "七"]
        .compactMap { ordinal in planningPeriod(named: "十\(ordinal)五").map { ("十\(ordinal)五", $0) } }

    /// Whether a run of digits stands there that is no part of a longer one.
    private func containsNumber(_ digits: String) -> Bool {
        anyPiece { wordCount(of: Array(digits.utf8), in: $0) > 0 }
            || anyPiece { bytes in
                NumeralReader(bytes).first { bytes[$0.range].starts(with: digits.utf8) && $0.value == Double(digits) }
            }
    }

    /// Whether a date stands there, as far as it is known: `2025年11月`, `2025-11`, `二〇二五年十一月`.
    func contains(_ date: PartialDate) -> Bool {
        guard let month = date.month else { return contains(year: date.year) }
        let chinese = "\(date.year)年\(month)月" + (date.day.map { "\($0)日" } ?? "")
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let padded = "\(date.year)年\(two(month))月" + (date.day.map { "\(two($0))日" } ?? "")
        let signs = ["-", ".", "/"].map { sign in
            [String(date.year), two(month)].joined(separator: sign) + (date.day.map { sign + two($0) } ?? "")
        }
        let han = han(date, month)
        return ([chinese, padded, han] + signs).contains { contains(Array($0.utf8)) }
    }

    private func han(_ date: PartialDate, _ month: Int) -> String {
        let digits = Array("〇一二三四五六七八九")
        func number(_ value: Int) -> String {
            let tens = value >= 20 ? "\(digits[value / 10])十" : value >= 10 ? "十" : ""
            return tens + (value % 10 == 0 ? "" : "\(digits[value % 10])")
        }
        let year = String(String(date.year).compactMap { $0.wholeNumberValue.map { digits[$0] } })
        return "\(year)年\(number(month))月" + (date.day.map { "\(number($0))日" } ?? "")
    }
}

/// A unit as it is looked for behind a number.
private struct CitedUnit {
    /// The power of ten of the multiplier in it: 4 of `万人`.
    let exponent: Int
    /// The unit without its multiplier, and others of the same size and kind that people write for it: 人 名 位.
    let names: [[UInt8]]
    private let symbol: String

    init(_ symbol: String) {
        self.symbol = symbol
        let isKnown = MeasureUnit.allNames.contains(symbol)
        let multiplier = isKnown ? nil : MeasureUnit.multipliers.first { symbol.hasPrefix($0.0) }
        exponent = multiplier?.1 ?? 0
        let base = multiplier.map { String(symbol.dropFirst($0.0.count)) } ?? symbol
        names = base.isEmpty ? [] : CitedUnit.synonyms(of: base).map { evidence($0) }
    }

    /// 个 and 家 are of one dimension and size as well, but they aren't one unit.
    private static func synonyms(of base: String) -> [String] {
        guard let unit = MeasureUnit.named(base), unit.dimension != .count else { return [base] }
        return [base] + MeasureUnit.allNames.filter { $0 != base && MeasureUnit.named($0) == unit }
    }

    /// Behind the number, or behind the second of a range: `3—4个`.
    func stands(behind number: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        names.isEmpty || names.contains { bytes[number.upperBound...].starts(with: $0) }
    }

    /// Whether another unit stands behind a number, so that this one can't be understood. 个 is said of whatever is counted:
    /// `2区9县` are 2个 and 9个.
    func otherStands(behind number: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let others = symbol == "个" ? CitedUnit.measures : CitedUnit.all
        return others.contains { bytes[number.upperBound...].starts(with: $0) }
    }

    private static let all = MeasureUnit.allNames.map { evidence($0) }
    private static let measures = MeasureUnit.allNames.filter { MeasureUnit.named($0)?.dimension != .count }
        .map { evidence($0) }

    /// What people write instead of the number and the unit.
    func specials(_ value: Double) -> [String] {
        switch (symbol, value) {
        case ("倍", 2): return ["翻一番", "翻番", "翻了一番"]
        case ("倍", 4): return ["翻两番"]
        case ("%", _):
            let chinese = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"]
            let tenth = value / 10
            var texts = ["百分之\(decimalText(value))"]
            if value == tenth.rounded() * 10, (1...10).contains(Int(tenth)) {
                texts += ["\(chinese[Int(tenth)])成", "百分之\(Int(tenth) == 1 ? "" : chinese[Int(tenth)])十"]
            }
            if (1...10).contains(value), value == value.rounded() { texts.append("百分之\(chinese[Int(value)])") }
            return texts
        default: return []
        }
    }
}
