/// What every page of a PDF has at its head or foot: a title and the page's number, far apart on one line.
extension CleanText {
    private static let fewest = 3

    /// Marks lines of a text and a number which stand there at least three times.
    mutating func markRunningHeads() {
        let candidates = lines.indices.filter { pageTitle(lines[$0]) != nil }
        guard candidates.count >= CleanText.fewest else { return }
        var places: [[UInt32]: [Int]] = [:]
        for place in candidates {
            if let title = pageTitle(lines[place]) { places[Array(keys[title]), default: []].append(place) }
        }
        for found in places.values where found.count >= CleanText.fewest {
            for place in found { lines[place].isRunningHead = true }
        }
    }

    /// The text of a line that has two cells, one of them a number of one to three digits.
    private func pageTitle(_ line: Line) -> Range<Int>? {
        guard line.cells.count == 2, let first = line.cells.first, let last = line.cells.last else { return nil }
        if isNumber(last), first.count >= 6 { return first }
        return isNumber(first) && last.count >= 6 ? last : nil
    }

    private func isNumber(_ cell: Range<Int>) -> Bool {
        (1...3).contains(cell.count) && cell.allSatisfy { isDigit(keys[$0]) }
    }
}
