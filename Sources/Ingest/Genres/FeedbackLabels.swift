import Text

/// What was found and what is recommended, a paragraph each behind a label with a number: `问题一：……`, `不够之二：……`, `要求之一：……`.
extension Analysis {
    static let findingLabels: [Keys] = ["问题", "不足", "不够", "短板", "差距", "主要问题"]
    static let adviceLabels: [Keys] = ["要求", "建议", "意见", "整改要求", "整改建议", "整改意见", "措施"]

    /// The paragraphs with such a label, without it; none if fewer than two.
    func labelledItems(_ places: Range<Int>, _ labels: [Keys]) -> [Range<Int>] {
        let items = places.compactMap { place -> Range<Int>? in
            let body = text.trimmed(blocks[place].range)
            return labelEnd(body, labels).map { text.trimmed($0..<body.upperBound) }
        }
        return items.count >= 2 ? items : []
    }

    /// Where the words begin behind 问题一： or 不够之二：.
    private func labelEnd(_ body: Range<Int>, _ labels: [Keys]) -> Int? {
        guard let label = labels.first(where: { text.has($0, at: body.lowerBound, before: body.upperBound) }) else {
            return nil
        }
        var place = body.lowerBound + label.count
        if place < body.upperBound, text.keys[place] == 0x4E4B { place += 1 }
        guard place + 1 < body.upperBound, hanDigit(text.keys[place]) != nil || isDigit(text.keys[place]) else {
            return nil
        }
        place += 1
        guard text.keys[place] == 0x3A || text.keys[place] == 0x3001 else { return nil }
        return place + 1
    }
}
