/// Names that begin with a place and say what it is known for: “平遥牛肉”, `甲桃花面、乙剔尖、丙碗托`; and quoted programmes and seasons:
/// “太行艺术季”.
extension SiteFinder {
    /// How long what stands behind the place may be.
    private static let restLengths = 2...6
    private static let fewest = 3

    /// The items of a list around its first sign, if at least three of them begin with a county and go on as a name.
    func specialties(around sign: Int, _ range: Range<Int>) -> (sites: [NamedSite], end: Int)? {
        var start = sign
        while start > range.lowerBound, sign - start < 12, !isListEdge(text.keys[start - 1]),
            text.keys[start - 1] != 0x3001
        {
            start -= 1
        }
        var items: [Range<Int>] = []
        // The first item may stand behind a verb.
        if let first = places.places(in: start..<sign).last { items.append(first.range.lowerBound..<sign) }
        var (next, place) = (sign + 1, sign + 1)
        while place <= range.upperBound {
            if place == range.upperBound || text.keys[place] == 0x3001 || isListEdge(text.keys[place])
                || text.keys[place] == 0x7B49
            {
                if next < place { items.append(next..<place) }
                next = place + 1
                if place == range.upperBound || text.keys[place] != 0x3001 { break }
            }
            place += 1
        }
        let named = items.filter { isSpecialty($0) }
        guard named.count >= SiteFinder.fewest, named.count * 3 >= items.count * 2 else { return nil }
        return (named.map { NamedSite(range: $0, siteClass: "产品", rule: .siteList, confidence: 0.7) }, place)
    }

    private func isListEdge(_ key: UInt32) -> Bool {
        [0x2C, 0x3B, 0x3A, 0x22, 0x28, 0x29, 0x2026].contains(key) || endsSentence(key)
    }

    /// A county by its short name, and a few characters that are no industry, office or administrative word.
    private func isSpecialty(_ item: Range<Int>) -> Bool {
        guard let place = places.places(in: item).first, place.range.lowerBound == item.lowerBound,
            place.division.level == .county, place.range.count <= 3
        else { return false }
        let rest = place.range.upperBound..<item.upperBound
        guard SiteFinder.restLengths.contains(rest.count), rest.allSatisfy({ isHan(text.keys[$0]) }),
            !SiteFinder.noSpecialties.contains(where: { text.contains($0, in: rest) }),
            places.places(in: rest).isEmpty
        else { return false }
        return IndustryLexicon.shared.industries(in: text, rest).isEmpty
    }

    private static let noSpecialties: [Keys] = [
        "县", "市", "区", "镇", "乡", "产业", "业", "经济", "制造", "旅游", "等", "和", "的", "片区", "段", "站", "局", "委", "项目", "基地", "园",
        "中心", "公司",
        "建设", "发展", "打造",
    ]

    /// What stands between two quotes, if it is such a name.
    func quotedName(at open: Int, _ range: Range<Int>) -> (site: NamedSite, end: Int)? {
        guard let close = (open + 1..<min(range.upperBound, open + 14)).first(where: { text.keys[$0] == 0x22 }) else {
            return nil
        }
        return quotedName(open + 1..<close).map { ($0, close + 1) }
    }

    private static let programmes: [(ending: Keys, siteClass: String)] = [
        ("工程", "项目"), ("行动", "项目"), ("艺术季", "活动"), ("文化节", "活动"), ("艺术节", "活动"), ("旅游节", "活动"), ("时尚节", "活动"),
        ("嘉年华", "活动"),
        ("大赛", "活动"), ("挑战赛", "活动"), ("品牌", "品牌"),
    ]

    /// A quoted name that begins with a county, or ends as a programme or a season does.
    func quotedName(_ name: Range<Int>) -> NamedSite? {
        guard (4...12).contains(name.count), name.allSatisfy({ isHan(text.keys[$0]) || isDigit(text.keys[$0]) }) else {
            return nil
        }
        if isSpecialty(name) { return NamedSite(range: name, siteClass: "品牌", rule: .siteQuoted, confidence: 0.7) }
        let ending = SiteFinder.programmes.first {
            name.count > $0.ending.count
                && text.has($0.ending, at: name.upperBound - $0.ending.count, before: name.upperBound)
        }
        return ending.map { NamedSite(range: name, siteClass: $0.siteClass, rule: .siteQuoted, confidence: 0.7) }
    }
}
