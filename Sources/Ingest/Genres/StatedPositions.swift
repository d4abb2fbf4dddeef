import Text

/// What a place is to be where a word says so: `（一）某县。定位为……`, or a heading that is a county's name above `发展定位：……`.
extension Analysis {
    private static let positionCues: [Keys] = [
        "发展定位为", "功能定位为", "定位为", "定位是", "发展定位:", "功能定位:", "总体定位:", "目标定位:", "战略定位:", "产业定位:", "定位:",
    ]

    mutating func readStatedPositions() {
        for place in blocks.indices where blocks[place].kind != .row && blocks[place].kind != .contents {
            let body = text.trimmed(blocks[place].body)
            guard let county = places.places(in: body).first, county.range.lowerBound == body.lowerBound,
                county.division.level == .county
            else { continue }
            let behind = text.trimmed(county.range.upperBound..<body.upperBound)
            if behind.isEmpty {
                readPosition(below: place, of: county)
            } else if let cue = positionCue(in: behind, within: 3), !isColon(before: cue, from: county) {
                addPosition(cue.upperBound..<body.upperBound, blocks[place].range, county)
            }
        }
    }

    /// 某县：定位为…… is read by its colon.
    private func isColon(before cue: Range<Int>, from county: NamedPlace) -> Bool {
        (county.range.upperBound..<cue.lowerBound).contains { text.keys[$0] == 0x3A || text.keys[$0] == 0x2D }
    }

    /// A cue that stands at most so many characters behind the beginning.
    private func positionCue(in range: Range<Int>, within reach: Int) -> Range<Int>? {
        let head = range.lowerBound..<min(range.upperBound, range.lowerBound + reach + 5)
        return text.first(any: Analysis.positionCues, in: head).flatMap {
            $0.lowerBound - range.lowerBound <= reach ? $0 : nil
        }
    }

    /// The position that one of the two paragraphs below a county's name begins with.
    private mutating func readPosition(below place: Int, of county: NamedPlace) {
        for next in place + 1..<min(place + 3, blocks.count) {
            let body = text.trimmed(blocks[next].body)
            if body.count <= 1 { continue }
            if let cue = positionCue(in: body, within: 1) {
                let whole = blocks[place].range.lowerBound..<blocks[next].range.upperBound
                return addPosition(cue.upperBound..<body.upperBound, whole, county)
            }
        }
    }

    /// Adds what stands behind a cue, up to the end of the clause.
    private mutating func addPosition(_ rest: Range<Int>, _ whole: Range<Int>, _ county: NamedPlace) {
        let rest = text.trimmed(rest)
        let end = rest.first { endsSentence(text.keys[$0]) || text.keys[$0] == 0x2C || text.keys[$0] == 0x3B }
        let title = text.trimmed(rest.lowerBound..<(end ?? rest.upperBound))
        guard (3...60).contains(title.count) else { return }
        let division = addDivision(county.division, [lines(county.range)])
        findings.link(
            document, "positions", division, [lines(whole)], .position, values: [("title", [.text(text.title(title))])])
        findings.link(document, "covers", division, [lines(county.range)], .position)
        addDeveloped(by: division, whole)
    }

    private static let supporting: [Keys] = ["支持", "推动", "引导", "推进"]
    private static let becoming: [Keys] = ["打造成为", "打造", "建设成为", "建设成", "建成"]

    /// `支持甲县、乙县打造西部风情翼` in a section about the layout: what counties are to become.
    mutating func readSupportedPositions() {
        for place in blocks.indices where blocks[place].kind == .paragraph || blocks[place].kind == .item {
            guard let section = outline.owner[place],
                ancestors(of: section).contains(where: {
                    text.contains(any: ["布局", "格局", "分工", "定位"], in: outline.sections[$0].titleRange)
                })
            else { continue }
            for clause in text.split(blocks[place].range, at: [0x2C, 0x3002, 0x3B, 0x3A]) {
                readSupportedPosition(clause, blocks[place].range)
            }
        }
    }

    private mutating func readSupportedPosition(_ clause: Range<Int>, _ whole: Range<Int>) {
        guard let verb = text.first(any: Analysis.supporting, in: clause), verb.lowerBound - clause.lowerBound <= 2
        else {
            return
        }
        var next = verb.upperBound
        var counties: [NamedPlace] = []
        for place in places.places(in: verb.upperBound..<clause.upperBound) {
            guard place.range.lowerBound == next, place.division.level == .county else { break }
            counties.append(place)
            next = place.range.upperBound
            if next < clause.upperBound, text.keys[next] == 0x3001 || text.keys[next] == 0x548C { next += 1 }
        }
        guard !counties.isEmpty,
            let becoming = Analysis.becoming.first(where: { text.has($0, at: next, before: clause.upperBound) })
        else { return }
        for county in counties { addPosition(next + becoming.count..<clause.upperBound, whole, county) }
    }
}
