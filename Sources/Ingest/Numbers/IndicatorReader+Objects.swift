import Text

/// What stands behind a number that counts it: 规模以上企业 of `50家规模以上企业`.
extension IndicatorReader {
    /// 工艺美术产业集群 of `10个富有特色、具有实力的工艺美术产业集群，`.
    func object(behind start: Int, before end: Int) -> Range<Int>? {
        var last = start
        var depth = 0
        while last < end {
            let key = text.keys[last]
            if key == 0x28 { depth += 1 } else if key == 0x29 { depth -= 1 }
            if key == 0x28, last - start >= 2, !text.contains("县", in: start..<last) { break }
            if depth < 0 || key == 0x2C || key == 0x3B || key == 0x3A || endsSentence(key) { break }
            if depth == 0, last > start, isDigit(key), last - start > 3 { break }
            // 3个街道、11个镇: what follows has a number of its own.
            if depth == 0, last > start, last + 1 < end, [0x3001, 0x548C, 0x53CA].contains(key),
                isDigit(text.keys[last + 1])
            {
                break
            }
            last += 1
        }
        var phrase = trimmedSigns(start..<last)
        phrase = withoutAttribute(phrase)
        // 18个展示点仅完成11个: what became of them is not what they are.
        if let turn = text.first(any: ["仅", "只完成", "已建", "已完成", "还有", "未按"], in: phrase),
            turn.lowerBound - phrase.lowerBound >= 2
        {
            phrase = phrase.lowerBound..<turn.lowerBound
        }
        for sign in ["和" as Keys, "及", "、"] {
            // 10个集聚区和300个项目: the second has its own number.
            if let found = text.first(sign, in: phrase), found - phrase.lowerBound > 3, found + 1 < end,
                phrase.upperBound < end, isDigit(text.keys[phrase.upperBound]) || found + 1 == phrase.upperBound
            {
                phrase = phrase.lowerBound..<found
            }
        }
        while let lastKey = phrase.last, text.keys[lastKey] == 0x548C || text.keys[lastKey] == 0x3001 {
            phrase = phrase.lowerBound..<lastKey
        }
        if phrase.count > 3, let end = phrase.last, text.keys[end] == 0x4E3A { phrase = phrase.lowerBound..<end }
        if phrase.count == 1, let only = phrase.first { return isShortNoun(text.keys[only]) ? phrase : nil }
        return phrase.count >= 2 && phrase.count <= 40 && phrase.contains { isHan(text.keys[$0]) } ? phrase : nil
    }

    /// 乡 镇 县 区 市 村 旗 州: divisions are counted by one character.
    func isShortNoun(_ key: UInt32) -> Bool {
        [0x4E61, 0x9547, 0x53BF, 0x533A, 0x5E02, 0x6751, 0x65D7, 0x5DDE].contains(key)
    }
}
