// Canonical ordering and composition (The Unicode Standard, 3.11), for the few scalars of a text that need it.

/// Whether a scalar may change places with, or melt into, what stands before it: a combining mark, or the second half of
/// a composed letter.
func joinsBefore(_ value: UInt32) -> Bool {
    value >= 0x300 && joiningClass(value) != nil
}

/// The canonical combining class of a scalar that joins; `nil` of any other.
private func joiningClass(_ value: UInt32) -> UInt32? {
    let table = StaticRecords(FoldingTable.joining, size: 7)
    guard let run = table.last(notAbove: value, digits: 3),
        value - table.number(run, digits: 3) < table.number(run, at: 3, digits: 2)
    else { return nil }
    return table.number(run, at: 5, digits: 2)
}

/// The segment in normalisation form C.
///
/// - Requires: No scalar of it but the first is free of joining, and none has a decomposition that can't be composed again
///   (folding has replaced those).
func canonicallyComposed(_ segment: [UInt32]) -> [UInt32] {
    composed(ordered(decomposed(segment)))
}

/// A scalar with its combining class, 0 for those that others are drawn on.
private struct Mark {
    let scalar: UInt32
    let combiningClass: UInt32

    init(_ scalar: UInt32) {
        self.scalar = scalar
        combiningClass = scalar < 0x300 ? 0 : joiningClass(scalar) ?? 0
    }
}

private func decomposed(_ segment: [UInt32]) -> [Mark] {
    var marks: [Mark] = []
    for scalar in segment { appendDecomposition(of: scalar, to: &marks) }
    return marks
}

private func appendDecomposition(of scalar: UInt32, to marks: inout [Mark]) {
    let mark = Mark(scalar)
    // Nothing in ASCII and no mark is composed.
    guard scalar >= 0xC0, mark.combiningClass == 0, let (first, second) = parts(of: scalar) else {
        marks.append(mark)
        return
    }
    appendDecomposition(of: first, to: &marks)
    appendDecomposition(of: second, to: &marks)
}

/// Sorts each run of marks by class; marks of one class keep their order.
private func ordered(_ marks: [Mark]) -> [Mark] {
    var result = marks
    var start = 0
    while start < marks.count {
        let end = marks[start...].firstIndex { $0.combiningClass == 0 } ?? marks.count
        if end - start > 1 {
            // The place makes the order total: `sort` doesn't promise to be stable.
            var order = (start..<end).map { UInt64(marks[$0].combiningClass) << 32 | UInt64($0) }
            order.sort()
            for (place, key) in zip(start..<end, order) { result[place] = marks[Int(key & 0xFFFF_FFFF)] }
        }
        start = end + 1
    }
    return result
}

private func composed(_ marks: [Mark]) -> [UInt32] {
    var result: [UInt32] = []
    var base: Int?
    var lastClass: UInt32 = 0
    for mark in marks {
        if let base, base == result.count - 1 || lastClass < mark.combiningClass,
            let whole = composition(of: result[base], mark.scalar)
        {
            result[base] = whole
            continue
        }
        if mark.combiningClass == 0 { base = result.count }
        lastClass = mark.combiningClass
        result.append(mark.scalar)
    }
    return result
}

// MARK: Pairs

private let compositionRecordSize = 9

private func composition(of first: UInt32, _ second: UInt32) -> UInt32? {
    if let syllable = hangulSyllable(first, second) { return syllable }
    let table = StaticRecords(FoldingTable.compositions, size: compositionRecordSize)
    var record = table.last(notAbove: first, digits: 3)
    // The records of one first scalar stand together, fewer than thirty.
    while let candidate = record, table.number(candidate, digits: 3) == first {
        if table.number(candidate, at: 3, digits: 3) == second { return table.number(candidate, at: 6, digits: 3) }
        record = candidate > 0 ? candidate - 1 : nil
    }
    return nil
}

/// The two scalars that compose to `whole`.
private func parts(of whole: UInt32) -> (UInt32, UInt32)? {
    let places = StaticRecords(FoldingTable.decompositions, size: 5)
    guard let place = places.last(notAbove: whole, digits: 3), places.number(place, digits: 3) == whole else {
        return nil
    }
    let record = Int(places.number(place, at: 3, digits: 2))
    let table = StaticRecords(FoldingTable.compositions, size: compositionRecordSize)
    return (table.number(record, digits: 3), table.number(record, at: 3, digits: 3))
}

/// Hangul is composed by arithmetic (The Unicode Standard, 3.12).
private func hangulSyllable(_ first: UInt32, _ second: UInt32) -> UInt32? {
    if first &- 0x1100 < 19, second &- 0x1161 < 21 {
        return 0xAC00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28
    }
    if first &- 0xAC00 < 11172, (first - 0xAC00) % 28 == 0, second &- 0x11A8 < 27 {
        return first + second - 0x11A7
    }
    return nil
}
