/// Widths of columns that together fit a line; nil if even the least widths don't.
///
/// The widest columns shrink first: all that are wider than some level are cut down to it. Of what the level leaves over,
/// each of them gets a cell, from the left.
///
///     natural 4 30 12, room 30  ⇒  4 14 12
///     natural 4 30 12, room 20  ⇒  4  8  8
///
/// - Parameter least: How narrow each column may become; at most its natural width.
func fittedWidths(natural: [Int], least: [Int], room: Int) -> [Int]? {
    precondition(natural.count == least.count, "a column without a least width")
    if natural.reduce(0, +) <= room { return natural }
    if least.reduce(0, +) > room { return nil }
    func widths(atLevel level: Int) -> [Int] { zip(natural, least).map { max($1, min($0, level)) } }
    var fits = 0
    var tooWide = natural.max() ?? 0
    while tooWide - fits > 1 {
        let middle = (fits + tooWide) / 2
        if widths(atLevel: middle).reduce(0, +) <= room { fits = middle } else { tooWide = middle }
    }
    return spread(room, over: widths(atLevel: fits), upTo: widths(atLevel: fits + 1))
}

private func spread(_ room: Int, over widths: [Int], upTo most: [Int]) -> [Int] {
    var result = widths
    var left = room - widths.reduce(0, +)
    for index in result.indices where left > 0 && result[index] < most[index] {
        result[index] += 1
        left -= 1
    }
    return result
}
