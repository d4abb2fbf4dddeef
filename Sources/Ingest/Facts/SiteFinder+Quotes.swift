import Text

/// Sites between quotes beside what they are, and what is played: 《又见某地》.
extension SiteFinder {
    /// `“怡然见某市”文旅品牌`, `品牌“某某”`.
    func quoted(at open: Int, _ range: Range<Int>) -> (site: NamedSite, end: Int)? {
        guard let close = (open + 1..<min(range.upperBound, open + 18)).first(where: { text.keys[$0] == 0x22 }) else {
            return nil
        }
        let name = open + 1..<close
        guard (3...14).contains(name.count), name.contains(where: { isHan(text.keys[$0]) }),
            !name.contains(where: { [0x2C, 0x3001, 0x3B].contains(text.keys[$0]) || endsSentence(text.keys[$0]) }),
            !name.contains(where: { text.keys[$0] == 0x2B }), hanDigit(text.keys[name.lowerBound]) == nil,
            !text.contains("字号", in: name)
        else { return nil }
        var place = close + 1
        // Up to eight characters between the quote and the class: “某某”城市形象品牌.
        let last = min(range.upperBound, close + 9)
        while place < last, isHan(text.keys[place]) || isDigit(text.keys[place]) || isLatin(text.keys[place]) {
            if SiteLexicon.stopSigns.contains(text.keys[place]) { return nil }
            if let (siteClass, length) = SiteLexicon.quotedNouns.match(text, at: place, before: range.upperBound) {
                return (
                    NamedSite(range: name, siteClass: siteClass, rule: .siteQuoted, confidence: 0.8), place + length
                )
            }
            place += 1
        }
        let before = max(range.lowerBound, open - 4)..<open
        guard text.contains("品牌", in: before) else { return nil }
        return (NamedSite(range: name, siteClass: "品牌", rule: .siteQuoted, confidence: 0.8), close + 1)
    }

    func endOfTitle(_ open: Int, _ range: Range<Int>) -> Int? {
        (open + 1..<min(range.upperBound, open + 60)).first { text.keys[$0] == 0x300B }.map { $0 + 1 }
    }

    private static let performing: [Keys] = ["剧", "演艺", "演出", "歌舞", "舞蹈", "音乐会", "秀", "戏", "作品", "舞台"]

    /// 《又见某地》 beside 舞剧, 演艺 or 作品.
    func performed(_ title: Range<Int>, _ range: Range<Int>) -> NamedSite? {
        let before = max(range.lowerBound, title.lowerBound - 8)..<title.lowerBound
        let behind = title.upperBound..<min(range.upperBound, title.upperBound + 8)
        let name = title.lowerBound + 1..<title.upperBound - 1
        guard (2...16).contains(name.count),
            text.contains(any: SiteFinder.performing, in: before)
                || text.contains(any: SiteFinder.performing, in: behind)
        else { return nil }
        return NamedSite(range: name, siteClass: "演艺", rule: .siteQuoted, confidence: 0.7)
    }
}
