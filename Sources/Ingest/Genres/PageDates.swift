import Text

/// The date that a page of an office's site gives under a label: `发布时间：2025-03-12`, `成文日期：2025年3月12日`.
extension Analysis {
    /// The date of the document itself stands before the date that it was put on the site.
    private static let dateLabels: [Keys] = [
        "成文日期", "发文日期", "印发日期", "生成日期", "发布日期", "发布时间", "公开日期", "公布日期", "信息时间", "更新时间",
    ]
    private static let longest = 160

    /// The date that a label among these blocks names first, by the labels' order.
    func labelledDate(_ places: Range<Int>) -> (date: PartialDate, range: Range<Int>)? {
        for label in Analysis.dateLabels {
            for block in blocks[places] where block.range.count <= Analysis.longest {
                guard let start = text.first(label, in: block.range) else { continue }
                var place = start + label.count
                while place < block.range.upperBound, [0x3A, 0x20, 0x5D, 0x3011].contains(text.keys[place]) {
                    place += 1
                }
                if let date = numericDate(at: place, before: block.range.upperBound) {
                    return (date.date, start..<date.end)
                }
            }
        }
        return nil
    }

    /// `2025-03-12`, `2025/3/12`, `2025.3.12`, `2025年3月12日`
    private func numericDate(at start: Int, before end: Int) -> (date: PartialDate, end: Int)? {
        var numbers: [Int] = []
        var place = start
        while place < end, numbers.count < 3 {
            let digits = text.keys[place..<min(end, place + 5)].prefix(while: isDigit)
            guard !digits.isEmpty, digits.count <= 4 else { break }
            numbers.append(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
            place = digits.endIndex
            guard place < end, [0x2D, 0x2F, 0x2E, 0x5E74, 0x6708, 0x65E5].contains(text.keys[place]) else { break }
            place += 1
        }
        guard let year = numbers.first, (1949...2099).contains(year) else { return nil }
        let month = numbers.dropFirst().first.flatMap { (1...12).contains($0) ? $0 : nil }
        let day = month == nil ? nil : numbers.dropFirst(2).first.flatMap { (1...31).contains($0) ? $0 : nil }
        return PartialDate(year: year, month: month, day: day).map { ($0, place) }
    }
}
