import Graph
import Text

@testable import Query
@testable import Syntax

/// The pattern stands before the first line feed, the text behind it.
func checkPattern(_ bytes: [UInt8]) {
    let end = bytes.firstIndex(of: 0x0A) ?? bytes.count
    let typed = String(decoding: bytes[..<end], as: UTF8.self)
    let text = foldedBytes(String(decoding: bytes[end...].dropFirst(), as: UTF8.self))
    text.withUnsafeBufferPointer { text in
        if let pattern = try? Pattern(typed), pattern.matches(folded: text), !pattern.requiredLiterals.isEmpty {
            let isThere = pattern.requiredLiterals.contains { literal in
                literal.isEmpty || text.indices.contains { text[$0...].starts(with: literal) }
            }
            if !isThere { finding("a match without any of the literals that it must have") }
        }
        if let resemblance = Resemblance(foldedBytes(typed)), let score = resemblance.score(ofFolded: text),
            !(score > 0 && score <= 1)
        {
            finding("a likeness of \(score)")
        }
        let matcher = PinyinMatcher(typed)
        if matcher.matches(prefixOfFolded: text), !matcher.matches(anywhereInFolded: text) {
            finding("the beginning is not a part")
        }
    }
}

/// Folding what is folded changes nothing, and its bytes come from where it says.
func checkText(_ bytes: [UInt8]) {
    var once: [UInt8] = []
    bytes.withUnsafeBufferPointer { folded($0, into: &once) }
    if String(validating: once, as: UTF8.self) == nil { finding("folded to what is not UTF-8") }
    var twice: [UInt8] = []
    once.withUnsafeBufferPointer { folded($0, into: &twice) }
    if once != twice { finding("folding again changes it: \(once) \(twice)") }
    let text = String(decoding: bytes, as: UTF8.self)
    if foldedBytes(text) != once { finding("repaired text folds differently") }
    let traced = bytes.withUnsafeBufferPointer { FoldedText($0) }
    if traced.bytes != once { finding("traced folding differs") }
    for place in traced.bytes.indices where traced.original(place..<place + 1).upperBound > bytes.count {
        finding("a folded byte from behind the end")
    }
    let width = widthInCells(of: text)
    if cut(text, to: 20) != text, width <= 20 { finding("cut although it fits") }
    if widthInCells(of: prefix(of: text, fitting: 7)) > 7 { finding("the part that fits does not fit") }
    if visible(text).unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) {
        finding("a control character is shown as it is")
    }
    if let term = once.isEmpty ? nil : Array(once.prefix(6)) { _ = Snippet(of: text, terms: [term]) }
}

/// The first byte tells what it is read as.
func checkLiteral(_ bytes: [UInt8]) {
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    switch (bytes.first ?? 0) % 4 {
    case 0:
        for type in PropertyType.allCases {
            guard let value = TableValue.value(text, as: type) else { continue }
            if !type.holds(value) { finding("\(type) read as \(value)") }
            if value.isEqual(to: value) == false, type != .source { finding("\(value) does not equal itself") }
        }
        _ = TableValue.texts(of: text, isMany: true)
    case 1:
        checkParser(Array("find targets where value >= \(text) and date = \(text) show value in \(text)".utf8))
    case 2:
        var bits: UInt64 = 0
        for byte in bytes.dropFirst().prefix(8) { bits = bits << 8 | UInt64(byte) }
        checkNumber(Double(bitPattern: bits), exponent: Int(bytes.last ?? 0) - 128)
    default:
        _ = planningPeriod(named: text)
        if let unit = MeasureUnit.named(text), unit.mantissa <= 0 { finding("a unit of nothing") }
        var packed: UInt32 = 0
        for byte in bytes.dropFirst().prefix(4) { packed = packed << 8 | UInt32(byte) }
        if let date = PartialDate(packed: packed), date.packed != packed { finding("\(date) is packed in two ways") }
    }
}

private func checkNumber(_ number: Double, exponent: Int) {
    guard number.isFinite else { return }
    if Double(decimalText(number)) != number { finding("\(number) is written as \(decimalText(number))") }
    guard let read = Double(readableText(number)) else { finding("\(number) is shown as \(readableText(number))") }
    if abs(read - number) > abs(number) * 1e-3 { finding("\(number) is shown as \(read)") }
    _ = decimalShifted(number, by: exponent)
    for unit in ["万亩", "平方米", "亿元", "个百分点"] {
        if let amount = MeasureUnit.named(unit)?.amount(of: number) { _ = MeasureUnit.named(unit)?.value(of: amount) }
    }
}
