/// Lines of tables.
extension LineReader {
    /// The cells of a line of a table: between pipes, tabs, or at least three blanks. One cell for any other line.
    func cells(_ part: Range<Int>) -> [Range<Int>] {
        let pipes = part.count { scalars[$0] == 0x7C || scalars[$0] == 0x2502 }
        if pipes > 1 { return pipedCells(part) }
        if scalars[part].contains(0x09) { return cells(part) { scalars[$0] == 0x09 ? 1 : nil } }
        let wide = cells(part) { place in
            var end = place
            while end < part.upperBound, keyAt(end) == 0x20 { end += 1 }
            let isWide = scalars[place] == 0x3000 ? end - place >= 2 : end - place >= 3
            return isWide && !isSpacedLabel(place, end, part) ? end - place : nil
        }
        if wide.count == 2, isSignature(wide[1]) || isLabelOfText(wide) { return [part] }
        if wide.count > 2, case let narrow = narrowCells(part), narrow.count > wide.count { return withoutGaps(narrow) }
        // Letters spaced widely are no cells.
        return wide.count > 1 && wide.contains(where: { $0.count > 1 }) && wide.count * 2 <= part.count
            ? withoutGaps(wide) : [part]
    }

    /// `位置面积　　位于辽宁省西北部，……。`: a short label, a gap, and sentences.
    private func isLabelOfText(_ cells: [Range<Int>]) -> Bool {
        (2...8).contains(cells[0].count) && cells[0].allSatisfy { isHan(scalars[$0]) || keyAt($0) == 0x20 }
            && cells[1].count > 8 && cells[1].last.map { keyAt($0) == 0x3002 } == true
    }

    /// （李梅） at the end of a paragraph's last line, set to the right.
    private func isSignature(_ cell: Range<Int>) -> Bool {
        guard (4...14).contains(cell.count), keyAt(cell.lowerBound) == 0x28, keyAt(cell.upperBound - 1) == 0x29 else {
            return false
        }
        return cell.dropFirst().dropLast().allSatisfy { isHan(scalars[$0]) || keyAt($0) == 0x20 }
    }

    /// Words of a header that are spaced out to the width of their column: `指        标`.
    private static let spacedWords = Set(
        [
            "指标", "类别", "属性", "单位", "年份", "项目", "名称", "地区", "序号", "领域", "备注", "产业", "任务", "时间", "合计", "内容", "方面", "性质",
            "县区", "分类",
        ]
        .map { $0.unicodeScalars.map(\.value) })

    /// The cells of a line with the letters of such words together.
    private func withoutGaps(_ cells: [Range<Int>]) -> [Range<Int>] {
        var joined: [Range<Int>] = []
        for cell in cells {
            if let last = joined.last, last.count == 1, cell.count == 1,
                LineReader.spacedWords.contains([keyAt(last.lowerBound), keyAt(cell.lowerBound)])
            {
                joined[joined.count - 1] = last.lowerBound..<cell.upperBound
            } else {
                joined.append(cell)
            }
        }
        return joined
    }

    /// Where three blanks part two columns, two blanks may part others: `序号  指标名称       单位`. Between single letters they
    /// only space out a word: `案  由`.
    private func narrowCells(_ part: Range<Int>) -> [Range<Int>] {
        cells(part) { place in
            var end = place
            while end < part.upperBound, keyAt(end) == 0x20 { end += 1 }
            guard end - place >= 2, place > part.lowerBound, end < part.upperBound, keyAt(place - 1) != 0x20 else {
                return nil
            }
            let isSpacedOut = end - place < 5 && isSingle(place - 1, part) && isSingle(end, part)
            return isSpacedOut ? nil : end - place
        }
    }

    /// `标　　题：……`, `面    积：……`: a label of two characters, spaced out to the width of the others.
    private func isSpacedLabel(_ place: Int, _ end: Int, _ part: Range<Int>) -> Bool {
        var start = place
        while start > part.lowerBound, keyAt(start - 1) == 0x20 { start -= 1 }
        return start == part.lowerBound + 1 && end + 1 < part.upperBound && isHan(scalars[start - 1])
            && isHan(scalars[end]) && keyAt(end + 1) == 0x3A
    }

    /// A Han character between blanks.
    private func isSingle(_ place: Int, _ part: Range<Int>) -> Bool {
        let isAlone =
            (place == part.lowerBound || keyAt(place - 1) == 0x20)
            && (place + 1 == part.upperBound || keyAt(place + 1) == 0x20)
        return isAlone && isHan(scalars[place])
    }

    func cells(_ part: Range<Int>, _ gap: (Int) -> Int?) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var (start, place) = (part.lowerBound, part.lowerBound)
        while place < part.upperBound {
            if let length = gap(place) {
                cells.append(trimmed(start..<place))
                place += length
                start = place
            } else {
                place += 1
            }
        }
        cells.append(trimmed(start..<part.upperBound))
        return cells
    }

    private func pipedCells(_ part: Range<Int>) -> [Range<Int>] {
        var cells = cells(part) { scalars[$0] == 0x7C || scalars[$0] == 0x2502 ? 1 : nil }
        if cells.first?.isEmpty == true { cells.removeFirst() }
        if cells.last?.isEmpty == true { cells.removeLast() }
        return cells
    }
}
