import Text

/// Counties that one paragraph tells of one after the other: `甲县：建设……；乙区：打造……；丙市：发展……。`
extension Analysis {
    /// The parts behind semicolons that begin with a county and a colon.
    func countyParts(_ range: Range<Int>) -> [(counties: [NamedPlace], start: Int, rest: Range<Int>)] {
        text.split(range, at: [0x3B]).dropFirst().compactMap { part in
            var start = part.lowerBound
            while start < part.upperBound, text.keys[start] == 0x20 { start += 1 }
            guard let county = places.places(in: start..<part.upperBound).first, county.range.lowerBound == start,
                county.division.level == .county, county.range.upperBound < part.upperBound,
                text.keys[county.range.upperBound] == 0x3A
            else { return nil }
            return ([county], start, county.range.upperBound + 1..<part.upperBound)
        }
    }

    /// Adds what each of them is to become, where the words begin with a verb of becoming.
    mutating func readCountyParts(_ parts: [(counties: [NamedPlace], rest: Range<Int>)]) {
        for (counties, rest) in parts {
            var title = text.trimmed(rest)
            while let last = title.last, [0x3B, 0x3002].contains(text.keys[last]) { title = title.lowerBound..<last }
            guard (4...40).contains(title.count), beginsAsGoal(title) else { continue }
            for county in counties {
                let lines = [self.lines(county.range.lowerBound..<title.upperBound)]
                let division = addDivision(county.division, lines)
                findings.link(
                    document, "positions", division, lines, .position, values: [("title", [.text(text.title(title))])])
                findings.link(document, "covers", division, lines, .position)
                addDeveloped(by: division, county.range.lowerBound..<title.upperBound)
            }
        }
    }
}
