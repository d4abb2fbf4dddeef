import Text

/// Places in an order: `居全省第二位`, `排名第一`.
extension Analysis {
    /// Words that a place in an order stands behind, alone or with who is compared: 位列全国第三.
    private static let ranking: [Keys] = ["居", "列", "排名", "排在", "排", "跃升至", "升至", "跃居", "数量", "增幅", "增速", "总量", "保持"]
    private static let compared: [Keys] = [
        "全国", "全省", "全市", "全区", "全县", "全球", "世界", "六省", "同类城市", "长三角", "中部", "西部", "东部", "各省",
    ]

    /// Adds the places in an order that a sentence tells.
    mutating func readRanks(_ sentence: Range<Int>, _ years: [YearMention], _ context: NumberContext) {
        var place = sentence.lowerBound
        while place < sentence.upperBound {
            // 第
            guard text.keys[place] == 0x7B2C, let rank = rank(at: place, sentence) else {
                place += 1
                continue
            }
            place = rank.range.upperBound
            guard let name = rankedName(before: rank.range.lowerBound, sentence) else { continue }
            add(rank, name, rank.range, false, years, sentence, context, rule: .rank)
        }
    }

    private func rank(at place: Int, _ sentence: Range<Int>) -> Measure? {
        var end = place + 1
        while end < sentence.upperBound, end - place <= 3, isDigit(text.keys[end]) || hanDigit(text.keys[end]) != nil {
            end += 1
        }
        guard end > place + 1, let value = text.ordinal(place + 1..<end), value >= 1 else { return nil }
        // 第一批, 第二产业 and 第三次 are no places; 第二位 and 第一， are.
        let isPlace = ["位", "名"].contains { text.has($0, at: end, before: sentence.upperBound) }
        let isEnd =
            end == sentence.upperBound || [0x2C, 0x3B, 0x3001, 0x29, 0x22].contains(text.keys[end])
            || endsSentence(text.keys[end])
        guard isPlace || isEnd else { return nil }
        let before = max(sentence.lowerBound, place - 10)..<place
        guard let cue = text.first(any: Analysis.ranking + Analysis.compared, in: before),
            !(cue.upperBound..<place).contains(where: { text.keys[$0] == 0x2C })
        else { return nil }
        return Measure(range: place..<end + (isPlace ? 1 : 0), value: Double(value), unit: "", comparator: "=")
    }

    /// 咖啡种植面积在全省的位次 of `咖啡种植面积13.1万亩，居全省第二位`.
    private func rankedName(before place: Int, _ sentence: Range<Int>) -> String? {
        var start = place
        while start > sentence.lowerBound, !endsClause(text.keys[start - 1]) { start -= 1 }
        let cue = text.first(any: Analysis.ranking + Analysis.compared, in: max(start, place - 10)..<place)
        guard let cue else { return nil }
        let scope = text.first(any: Analysis.compared, in: cue.lowerBound..<place).map { string($0) } ?? ""
        let reader = IndicatorReader(text: text)
        // 增速居全市第2位: what grows stands before.
        let change = text.first(any: ["增速", "增幅", "总量", "数量"], in: start..<place).map { string($0) } ?? ""
        if change.isEmpty, let own = reader.name(before: cue.lowerBound, from: start), !isDependent(own) {
            return own + scope + "位次"
        }
        return subject(before: start, sentence, reader).map { $0 + change + scope + "位次" }
    }

    private func isDependent(_ name: String) -> Bool { Analysis.dependent.contains { name.hasPrefix($0) } }

    /// What the nearest clause before is of that says of what it is: not 比2015年提高, 同比增长.
    private func subject(before place: Int, _ sentence: Range<Int>, _ reader: IndicatorReader) -> String? {
        var start = place
        for _ in 0..<4 {
            guard start - 1 > sentence.lowerBound else { return nil }
            let end = start - 1
            start = end
            while start > sentence.lowerBound, !endsClause(text.keys[start - 1]) { start -= 1 }
            if let name = subject(of: start..<end, reader), !isDependent(name) { return name }
        }
        return nil
    }

    private func subject(of clause: Range<Int>, _ reader: IndicatorReader) -> String? {
        let (start, end) = (clause.lowerBound, clause.upperBound)
        let measures = MeasureReader(text: text).measures(in: start..<end)
        let behind = measures.count > 1 ? measures[measures.count - 2].range.upperBound : start
        let before = measures.last?.range.lowerBound ?? end
        return reader.name(before: before, from: behind)
    }
}
