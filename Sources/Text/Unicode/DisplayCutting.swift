/// The longest beginning of `text` that fits into `cells`. A letter and its marks, a flag and an emoji sequence stay whole.
package func prefix(of text: String, fitting cells: Int, ambiguousWide: Bool = false) -> String {
    withBytes(of: text) { bytes in
        let end = endOfPrefix(of: bytes, fitting: cells, ambiguousWide: ambiguousWide)
        return end == bytes.count ? text : String(decoding: bytes[..<end], as: UTF8.self)
    }
}

/// `text` if it fits into `cells`, else what fits of it and `…`.
///
///     cut("平遥县文化旅游产业", to: 9)     平遥县文…
package func cut(_ text: String, to cells: Int, ambiguousWide: Bool = false) -> String {
    // A byte never takes more than one cell, so most texts need no counting.
    if !ambiguousWide, text.utf8.count <= cells { return text }
    if widthInCells(of: text, ambiguousWide: ambiguousWide) <= cells { return text }
    let ellipsis = "…"
    let rest = cells - widthInCells(of: ellipsis, ambiguousWide: ambiguousWide)
    guard rest >= 0 else { return prefix(of: text, fitting: cells, ambiguousWide: ambiguousWide) }
    return prefix(of: text, fitting: rest, ambiguousWide: ambiguousWide) + ellipsis
}

/// Where a text stands in a cell of a table that is wider.
package enum Alignment: Sendable {
    case leading
    case centre
    case trailing
}

/// `text` filled with spaces to a width of `cells`; unchanged if it is wider (`cut` it first).
package func padded(
    _ text: String, to cells: Int, alignment: Alignment = .leading, ambiguousWide: Bool = false
) -> String {
    let missing = cells - widthInCells(of: text, ambiguousWide: ambiguousWide)
    guard missing > 0 else { return text }
    let before: Int
    switch alignment {
    case .leading: before = 0
    case .centre: before = missing / 2
    case .trailing: before = missing
    }
    return String(repeating: " ", count: before) + text + String(repeating: " ", count: missing - before)
}

/// The offset in bytes behind the last cluster that still fits.
private func endOfPrefix(of bytes: UnsafeBufferPointer<UInt8>, fitting cells: Int, ambiguousWide: Bool) -> Int {
    var counter = CellCounter(ambiguousWide: ambiguousWide)
    var width = 0
    var cluster = 0
    var position = 0
    while position < bytes.count {
        let (value, length) = scalar(in: bytes, at: position)
        let step = counter.advance(value)
        if step.startsCluster { cluster = position }
        width += step.cells
        if width > max(cells, 0) { return cluster }
        position += length
    }
    return position
}
