import Text

/// Regions that no code names: city clusters, basins, the parts of a country.
extension Analysis {
    private static let regions = WordIndex<String>(
        """
        京津冀：城市群 长三角：城市群 长江三角洲：城市群 珠三角：城市群 粤港澳大湾区：城市群 成渝地区双城经济圈：城市群 成渝：城市群 中原城市群：城市群 \
        关中平原城市群：城市群 长江中游城市群：城市群 哈长城市群：城市群 辽中南城市群：城市群 山东半岛城市群：城市群 海峡西岸城市群：城市群 北部湾城市群：城市群 \
        兰西城市群：城市群 呼包鄂榆城市群：城市群 山西中部城市群：城市群 滇中城市群：城市群 黔中城市群：城市群 长株潭：城市群 \
        长江经济带：流域 黄河流域：流域 淮河流域：流域 珠江流域：流域 长江流域：流域 海河流域：流域 淮河生态经济带：流域 \
        东北地区：区域 西北地区：区域 华北地区：区域 华东地区：区域 华南地区：区域 西南地区：区域 华中地区：区域 西部地区：区域 中部地区：区域 东部地区：区域 \
        环渤海：区域 江浙沪：区域 港澳台地区：区域 黄河金三角：区域 雄安新区：新区 浦东新区：新区 两江新区：新区 天府新区：新区 滨海新区：新区
        """.split(separator: " ").compactMap { entry in
            let parts = entry.split(separator: "：")
            return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
        })
    /// Words in which a region's name says nothing of it.
    private static let townEndings: [Keys] = ["街道", "镇", "乡"]
    private static let noTown: [Keys] = ["小镇", "乡村", "镇村", "镇域", "乡镇", "乡贤", "乡情", "乡愁", "镇国"]

    /// Links a node to the regions that a range names, and to the towns that stand behind their county: 寿阳县宗艾镇.
    mutating func addRegions(of node: Int, _ range: Range<Int>, _ relation: String = "mentions") {
        var place = range.lowerBound
        while place < range.upperBound {
            guard let (type, length) = Analysis.regions.match(text, at: place, before: range.upperBound) else {
                place += 1
                continue
            }
            let lines = self.lines(place..<place + length)
            let region = findings.add(
                Findings.Node(
                    kind: "place", name: string(place..<place + length), identity: .name,
                    values: [("type", [.text(type)]), ("level", [.text("区域")])], lines: [lines], rule: .region))
            findings.link(node, relation, region, [lines], .region)
            place += length
        }
        addTowns(of: node, range, relation)
    }

    private mutating func addTowns(of node: Int, _ range: Range<Int>, _ relation: String) {
        for county in places.places(in: range) where county.division.level == .county {
            guard let town = town(behind: county.range.upperBound, range.upperBound) else { continue }
            let lines = self.lines(town)
            let name = string(town)
            let added = findings.add(
                Findings.Node(
                    kind: "place", name: name, identity: .within(fullName: county.division.name + name),
                    aliases: [county.division.name + name], values: [("level", [.text("乡镇")])], lines: [lines],
                    rule: .region, confidence: 0.9))
            findings.link(added, "located_in", addDivision(county.division, [lines]), [lines], .region)
            findings.link(node, relation, added, [lines], .region, confidence: 0.9)
        }
    }

    /// 宗艾镇 directly behind 寿阳 or 寿阳县.
    private func town(behind start: Int, _ end: Int) -> Range<Int>? {
        for length in 2...4 where start + length < end {
            guard (start..<start + length).allSatisfy({ isHan(text.keys[$0]) }) else { return nil }
            let place = start + length
            if Analysis.noTown.contains(where: { text.has($0, at: place, before: end) }) { return nil }
            if let ending = Analysis.townEndings.first(where: { text.has($0, at: place, before: end) }) {
                let name = start..<place + ending.count
                return text.contains(any: ["、", "和", "等", "县", "区", "的", "各", "与", "小"], in: start..<place) ? nil : name
            }
        }
        return nil
    }
}
