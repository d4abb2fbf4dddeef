import Text

/// Groups of counties that go by a name and their number, 东山五县: two numbers for one name contradict each other.
extension Analysis {
    private struct GroupCount {
        var count: Int
        var ranges: [Range<Int>]
    }

    /// Words of two characters before a number of counties that are no group's name.
    private static let noGroups: Set<String> = [
        "其他", "其余", "涉及", "重点", "试点", "贫困", "全部", "首批", "先行", "示范", "分别", "覆盖", "所辖", "下辖", "周边", "相关", "另外", "前往",
        "支持", "推动",
        "选择", "确定", "先后", "已有", "还有", "只有", "共有", "邻近", "牧区", "山区", "剩余", "脱贫", "包括", "沿线", "深入", "走进", "辐射", "牧业",
        "产粮", "生态",
    ]
    /// Characters that end another word before the number: 平遥等6县, 全市9县.
    private static let noGroupSigns = Set("等的余他及和与个市县区省批约近共有中内类辖取第在对从到全各两三四五六七八九十百这该".unicodeScalars.map(\.value))

    /// Adds the numbers of such groups where a name has more than one, and says that they contradict.
    mutating func compareGroupCounts() {
        var groups: [String: [GroupCount]] = [:]
        for place in 0..<text.count where text.keys[place] == 0x53BF {
            guard let (name, count, range) = groupCount(endingAt: place) else { continue }
            if let known = groups[name]?.firstIndex(where: { $0.count == count }) {
                groups[name]?[known].ranges.append(range)
            } else {
                groups[name, default: []].append(GroupCount(count: count, ranges: [range]))
            }
        }
        let ordered = groups.filter { $0.value.count > 1 }.sorted {
            ($0.value[0].ranges[0].lowerBound) < ($1.value[0].ranges[0].lowerBound)
        }
        for (name, counts) in ordered { add(name, counts) }
    }

    /// The name and the number before 县: 东山 and 5 of 东山5县, 东山五县.
    private func groupCount(endingAt place: Int) -> (name: String, count: Int, range: Range<Int>)? {
        // 三县域, 两县级市
        if place + 1 < text.count, [0x57DF, 0x7EA7, 0x57CE, 0x957F].contains(text.keys[place + 1]) { return nil }
        var start = place
        while start > 0, place - start < 2, isDigit(text.keys[start - 1]) || hanDigit(text.keys[start - 1]) ?? 0 > 0 {
            start -= 1
        }
        guard start < place, start >= 2, let count = text.ordinal(start..<place), (2...30).contains(count) else {
            return nil
        }
        let name = start - 2..<start
        guard name.allSatisfy({ isHan(text.keys[$0]) && !Analysis.noGroupSigns.contains(text.keys[$0]) }),
            case let word = text.string(name), !Analysis.noGroups.contains(word)
        else { return nil }
        return (word, count, start - 2..<place + 1)
    }

    private mutating func add(_ name: String, _ counts: [GroupCount]) {
        // What is said most often, else first, is what the others contradict.
        let ordered = counts.enumerated().sorted {
            ($1.element.ranges.count, $0.offset) < ($0.element.ranges.count, $1.offset)
        }
        var first: Int?
        for (_, group) in ordered {
            let lines = Findings.union([], group.ranges.map { self.lines($0) })
            let node = findings.add(
                Findings.Node(
                    kind: "figure", name: name + "县数", identity: .own("g\(name)\(group.count)"),
                    values: [
                        ("comparator", [.text("=")]),
                        ("value", [.quantity(Quantity(value: Double(group.count), unit: "个"))]),
                    ], lines: lines, rule: .figure, confidence: 0.6))
            findings.link(document, "sets", node, lines, .figure, confidence: 0.6)
            if let first {
                let both = Findings.union(findings.nodes[first].lines, lines)
                findings.link(node, "contradicts", first, both, .contradicted, confidence: 0.6)
                if let line = lines.last { findings.doubt(.contradiction, line, name + "县数") }
            } else {
                first = node
            }
        }
    }
}
